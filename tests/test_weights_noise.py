"""Prices of noise on a weight: closed forms against quadrature, simulation and other routes."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import truncnorm

from ibnotes.weights import (
    expected_log_noise,
    fit_error,
    gaussian_noise_kl,
    gaussian_noise_kl_hypergeometric,
    gaussian_noise_kl_limit,
    kingma_kl,
    lognormal_kl,
    molchanov_kl,
    truncated_lognormal_kl,
)

ALPHAS = (1e-6, 1e-3, 0.00999, 0.0100001, 0.02, 0.3, 1.0, 5.0, 100.0, 1e6)


def truncated_kl_by_quadrature(mu, sigma, low, high, digits=30):
    """The integral that defines it, split where the integrand bends."""
    with mpmath.workdps(digits):
        mu, sigma, low, high = (mpmath.mpf(v) for v in (mu, sigma, low, high))
        peak = min(max(mu, low), high)
        cuts = sorted(
            {
                low,
                high,
                *(c for k in (-8, -2, -0.5, 0, 0.5, 2, 8) if low < (c := peak + k * sigma) < high),
            }
        )

        def density(u):
            return mpmath.exp(-(((u - mu) / sigma) ** 2) / 2 + ((peak - mu) / sigma) ** 2 / 2)

        mass = mpmath.quad(density, cuts)
        log_density = mpmath.quad(
            lambda u: density(u) * (((peak - mu) ** 2 - (u - mu) ** 2) / sigma**2 / 2), cuts
        )
        return float(log_density / mass - mpmath.log(mass) + mpmath.log(high - low))


# --- known answers: log-normal noise


def test_the_price_of_log_normal_noise_can_be_negative():
    assert lognormal_kl(1.0) == pytest.approx(-1.4189385332046727, abs=1e-15)
    assert lognormal_kl(1.0, c=math.exp(-3)) == pytest.approx(3 - 1.4189385332046727, abs=1e-14)


@pytest.mark.parametrize("weight", [0.01, 1.0, 40.0])
@pytest.mark.parametrize("alpha", [0.05, 2.0])
def test_the_price_is_the_integral_over_the_weight_itself(alpha, weight):
    """In w, with the density c/w: the size of the weight drops out."""
    c, sigma, mu = 0.3, math.sqrt(alpha), math.log(weight) - alpha / 2

    def integrand(u):  # w = e^u
        w = math.exp(u)
        density = math.exp(-(((u - mu) / sigma) ** 2) / 2) / (w * sigma * math.sqrt(2 * math.pi))
        return density * math.log(density / (c / w)) * w

    value, _ = quad(integrand, mu - 12 * sigma, mu + 12 * sigma, limit=200)
    assert lognormal_kl(alpha, c) == pytest.approx(value, abs=1e-10)


def test_the_noise_has_mean_one_and_the_price_agrees_with_a_simulation():
    rng, alpha, draws = np.random.default_rng(3), 0.5, 200_000
    log_noise = rng.normal(-alpha / 2, math.sqrt(alpha), size=draws)
    noise = np.exp(log_noise)
    assert abs(noise.mean() - 1) < 4 * noise.std() / math.sqrt(draws)
    log_density = -((log_noise + alpha / 2) ** 2) / (2 * alpha) - math.log(2 * math.pi * alpha) / 2
    error = log_density.std() / math.sqrt(draws)
    assert abs(log_density.mean() - lognormal_kl(alpha)) < 4 * error


# --- known answers: truncated


@pytest.mark.parametrize(
    "window",
    [(-2, 0.5, -20, 0), (0, 3, -1, 4), (7, 1, -3, 2), (-9, 1, -3, 2), (1, 0.01, 0, 2)],
)
def test_the_truncated_price_is_the_integral_that_defines_it(window):
    expected = truncated_kl_by_quadrature(*window)
    assert truncated_lognormal_kl(*window) == pytest.approx(expected, abs=4e-15, rel=2e-14)


def test_the_truncated_price_is_right_far_out_in_the_tails():
    for mu in (30, -60):  # the window ends 43 standard deviations away from the mean
        window = (mu, 0.7, -20, 0)
        expected = truncated_kl_by_quadrature(*window)
        assert truncated_lognormal_kl(*window) == pytest.approx(expected, abs=2e-12)


def test_the_truncated_price_agrees_with_a_simulation():
    mu, sigma, low, high, draws = -1.0, 2.0, -5.0, 0.5, 100_000
    law = truncnorm((low - mu) / sigma, (high - mu) / sigma, loc=mu, scale=sigma)
    sample = law.rvs(size=draws, random_state=np.random.default_rng(4))
    log_ratio = law.logpdf(sample) + math.log(high - low)
    error = log_ratio.std() / math.sqrt(draws)
    assert abs(log_ratio.mean() - truncated_lognormal_kl(mu, sigma, low, high)) < 4 * error


def test_a_wide_window_gives_the_improper_price_with_one_over_its_width():
    for alpha in (0.01, 1.0):
        value = truncated_lognormal_kl(-alpha / 2, math.sqrt(alpha), -50, 50)
        assert value == pytest.approx(lognormal_kl(alpha, c=1 / 100), abs=1e-14)


def test_all_noise_costs_nothing_in_a_window():
    assert truncated_lognormal_kl(0, 1e4, -1, 1) == pytest.approx(0, abs=1e-11)


@settings(max_examples=100, deadline=None)
@given(st.floats(-10, 10), st.floats(0.05, 20), st.floats(-10, 10), st.floats(0.1, 20))
def test_the_truncated_price_is_never_negative_and_has_a_mirror(mu, sigma, low, width):
    value = truncated_lognormal_kl(mu, sigma, low, low + width)
    assert value > -1e-11
    mirrored = truncated_lognormal_kl(-mu, sigma, -low - width, -low)
    assert value == pytest.approx(mirrored, abs=1e-9 + 1e-9 * abs(value))


def test_the_truncated_price_broadcasts():
    values = truncated_lognormal_kl([-1, 0], 0.5, -5, [[1], [2]])
    assert values.shape == (2, 2)
    assert values[1, 0] == truncated_lognormal_kl(-1, 0.5, -5, 2)


# --- known answers: Gaussian multiplicative noise


@pytest.mark.parametrize("alpha", ALPHAS)
def test_the_series_is_the_hypergeometric_function(alpha):
    exact = gaussian_noise_kl_hypergeometric(alpha, digits=40)
    assert abs(exact - gaussian_noise_kl(alpha)) < 2e-14


def test_the_hypergeometric_function_has_thirty_digits_and_the_constant_of_the_prior():
    value = gaussian_noise_kl_hypergeometric(0.3)
    assert value == gaussian_noise_kl_hypergeometric(0.3, digits=30)
    with mpmath.workdps(30):
        shift = value - gaussian_noise_kl_hypergeometric(0.3, c=2)
        assert abs(shift - mpmath.log(2)) < 1e-28


@pytest.mark.parametrize("alpha", [1e-3, 0.02, 0.3, 1.0, 5.0, 100.0])
def test_the_expected_logarithm_is_its_integral(alpha):
    """Quadrature in 30 digits, split at the singularity."""
    with mpmath.workdps(30):
        root = mpmath.sqrt(alpha)
        pole = -1 / root
        cuts = sorted({mpmath.mpf(-40), pole - 1, pole, pole + 1, mpmath.mpf(0), mpmath.mpf(40)})
        cuts = [c for c in cuts if -40 <= c <= 40]
        value = mpmath.quad(lambda x: mpmath.log(abs(1 + root * x)) * mpmath.npdf(x), cuts)
    assert expected_log_noise(alpha) == pytest.approx(float(value), abs=2e-14)


def test_the_expected_logarithm_agrees_with_a_simulation():
    draws = np.random.default_rng(5).normal(size=200_000)
    for alpha in (0.1, 1.0, 20.0):
        sample = np.log(np.abs(1 + math.sqrt(alpha) * draws))
        error = sample.std() / math.sqrt(len(draws))
        assert abs(sample.mean() - expected_log_noise(alpha)) < 4 * error


def test_the_price_of_gaussian_noise_saturates():
    limit = -math.log(2 * math.pi * math.e) / 2 - (np.euler_gamma + math.log(2)) / 2
    assert gaussian_noise_kl_limit() == pytest.approx(limit, abs=1e-15)
    assert gaussian_noise_kl(1e13) == pytest.approx(limit, abs=1e-12)
    assert gaussian_noise_kl_limit(c=2) == pytest.approx(limit - math.log(2), abs=1e-15)


def test_the_price_of_gaussian_noise_falls_with_the_noise():
    values = gaussian_noise_kl(np.geomspace(1e-5, 1e8, 2000))
    assert (np.diff(values) < 0).all()
    assert values[-1] > gaussian_noise_kl_limit()


def test_both_branches_meet():
    below, above = gaussian_noise_kl(np.nextafter(0.01, 0)), gaussian_noise_kl(0.01)
    assert below == pytest.approx(above, abs=5e-14)


def test_small_gaussian_noise_costs_what_log_normal_noise_does():
    assert gaussian_noise_kl(1e-8, c=3) == pytest.approx(lognormal_kl(1e-8, c=3), abs=1e-7)


# --- known answers: the fits


def test_molchanovs_fit_is_within_94_ten_thousandths_of_a_nat():
    found = fit_error(molchanov_kl, math.exp(-8), math.exp(8))
    assert 0.0093 < found.error < 0.0094
    assert found.constant == 0 and 0.02 < found.alpha < 0.04


def test_molchanovs_fit_vanishes_at_infinity():
    assert molchanov_kl(1e15) == pytest.approx(0, abs=1e-14)


def test_kingmas_cubic_holds_up_to_a_constant_and_only_below_one():
    found = fit_error(kingma_kl, 0.01, 1, free_constant=True)
    assert 2 * found.error == pytest.approx(0.034, abs=5e-4)  # the difference varies by that
    assert fit_error(kingma_kl, 0.01, 4, free_constant=True).error > 5
    assert kingma_kl(10.0) < -400


def test_the_fits_have_their_published_coefficients():
    assert kingma_kl(1.0) == pytest.approx(-(1.16145124 - 1.50204118 + 0.58629921), abs=1e-15)
    sigmoid = 1 / (1 + math.exp(-1.87320))
    expected = 0.63576 * (1 - sigmoid) + math.log(2) / 2
    assert molchanov_kl(1.0) == pytest.approx(expected, abs=1e-15)


def test_a_fit_is_compared_on_a_grid_of_4001_points():
    grids = []

    def fit(alpha):
        grids.append(alpha)
        return molchanov_kl(alpha)

    fit_error(fit, 0.01, 100)
    assert len(grids) == 1
    assert grids[0] == pytest.approx(10 ** np.linspace(-2, 2, 4001), rel=1e-14)


def test_the_best_constant_is_the_best():
    found = fit_error(kingma_kl, 0.01, 1, free_constant=True)
    alpha = np.geomspace(0.01, 1, 4001)
    excess = kingma_kl(alpha) - gaussian_noise_kl(alpha) + gaussian_noise_kl_limit()
    for shift in (-1e-3, 0, 1e-3):
        error = np.abs(excess + found.constant + shift).max()
        assert error >= found.error - 1e-12


# --- bad input


@pytest.mark.parametrize(
    "price", [lognormal_kl, gaussian_noise_kl, expected_log_noise, molchanov_kl, kingma_kl]
)
@pytest.mark.parametrize("alpha", [0, -1.0, [1.0, 0.0], math.inf, math.nan, "a", 1j])
def test_noise_that_is_not_positive_and_finite_is_refused(price, alpha):
    with pytest.raises(ValueError, match="^alpha "):
        price(alpha)


@pytest.mark.parametrize("alpha", [1j, np.array([1 + 2j])])
def test_an_imaginary_part_is_not_dropped(alpha):
    with pytest.raises(ValueError, match="^alpha is no array of real numbers: complex$"):
        lognormal_kl(alpha)


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: lognormal_kl(1, c=0), "c holds 0, expected positive numbers"),
        (lambda: gaussian_noise_kl(1, c=-1), "c holds -1"),
        (lambda: gaussian_noise_kl_limit(0), "c holds 0"),
        (lambda: gaussian_noise_kl_hypergeometric(0), "alpha is 0, expected a positive number"),
        (lambda: gaussian_noise_kl_hypergeometric(1, digits=0), "^digits is 0"),
        (lambda: gaussian_noise_kl_hypergeometric(1, c=0), "^c is 0"),
        (lambda: truncated_lognormal_kl(0, 0, -1, 1), "sigma holds 0, expected positive numbers"),
        (lambda: truncated_lognormal_kl(0, 1, 1, 1), "^low is not below high"),
        (lambda: truncated_lognormal_kl(0, 1, -math.inf, 1), "low holds -inf, expected finite"),
        (lambda: truncated_lognormal_kl(math.nan, 1, 0, 1), "^mu holds nan, expected finite"),
        (lambda: truncated_lognormal_kl(0, 1, 0, math.inf), "^high holds inf, expected finite"),
        (lambda: fit_error(molchanov_kl, 2, 1), "low is 2 and high 1, expected low < high"),
        (lambda: fit_error(molchanov_kl, 1, 1), "low is 1 and high 1, expected low < high"),
        (lambda: fit_error(molchanov_kl, 0, 1), "^low holds 0"),
        (lambda: fit_error(molchanov_kl, 1, 0), "^high holds 0"),
    ],
)
def test_an_argument_out_of_range_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_arrays_keep_their_shape_and_are_not_written_to():
    alpha = np.array([[0.001, 1.0], [0.5, 3.0]])
    before = alpha.copy()
    for price in (lognormal_kl, gaussian_noise_kl, expected_log_noise, molchanov_kl, kingma_kl):
        assert price(alpha).shape == (2, 2) and isinstance(price(1.0), float)
        assert price(alpha)[1, 0] == pytest.approx(price(0.5), abs=1e-15)
    assert (alpha == before).all()
