"""Flat minima: the best noise against optimizers, the three theorems and the printed form."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from ibnotes.weights import (
    dinh_minimum,
    lognormal_kl,
    optimal_gaussian_posterior,
    optimal_lognormal_noise,
    optimal_small_noise,
    printed_bound,
    rescale,
)


def random_minimum(seed, size=None):
    """Weights, a positive definite Hessian and a beta."""
    rng = np.random.default_rng(seed)
    size = size or int(rng.integers(1, 9))
    root = rng.normal(size=(size, size)) * rng.lognormal(0, 1)
    weights = rng.normal(size=size) * rng.lognormal(0, 1)
    return weights, root @ root.T + 1e-3 * np.eye(size), float(rng.lognormal(0, 1.5))


def gaussian_kl(mean, covariance, prior_std):
    """D(N(mean, covariance) || N(0, s^2 I)) by its textbook formula."""
    size = len(mean)
    log_det = np.linalg.slogdet(covariance)[1]
    scaled = (np.trace(covariance) + mean @ mean) / prior_std**2
    return (scaled - size + 2 * size * math.log(prior_std) - log_det) / 2


# --- known answers: small noise


def test_the_best_small_noise_is_beta_over_the_scaled_curvature():
    minimum = optimal_small_noise([2.0, -1.0], [[1.0, 0.5], [0.5, 3.0]], beta=0.3)
    assert minimum.alpha == pytest.approx([0.3 / 4, 0.3 / 3], abs=1e-16)
    assert minimum.information == pytest.approx(math.log(40 / 3 * 10) / 2, abs=1e-14)
    assert minimum.expected_increase == pytest.approx(2 * 0.3 / 2, abs=1e-15)


@pytest.mark.parametrize("seed", range(5))
def test_no_other_small_noise_is_better(seed):
    weights, hessian, beta = random_minimum(seed, size=3)
    curvature = weights**2 * hessian.diagonal()

    def objective(log_alpha):
        return (np.exp(log_alpha) * curvature).sum() / 2 - beta * log_alpha.sum() / 2

    found = minimize(objective, np.zeros(3), tol=1e-12)
    best = optimal_small_noise(weights, hessian, beta)
    assert best.expected_increase + beta * best.information == pytest.approx(found.fun, rel=1e-9)
    assert best.alpha == pytest.approx(np.exp(found.x), rel=1e-3)


@pytest.mark.parametrize("seed", range(200))
def test_the_bound_by_the_norms_holds(seed):
    minimum = optimal_small_noise(*random_minimum(seed))
    assert minimum.information <= minimum.bound + 1e-12


def test_the_bound_by_the_norms_is_attained_by_equal_weights_and_curvatures():
    minimum = optimal_small_noise([3.0, -3.0, 3.0], [0.7] * 3, beta=0.2)
    assert minimum.information == pytest.approx(minimum.bound, abs=1e-13)


# --- known answers: the printed form


def test_the_printed_bound_is_refuted_by_two_equal_weights():
    arguments = ([10.0, 10.0], [1.0, 1.0], 1.0)
    information = optimal_small_noise(*arguments).information
    assert information == pytest.approx(math.log(100), abs=1e-14)
    printed = printed_bound(*arguments)
    assert printed == pytest.approx(math.log(200 * 2 / 4) / 2, abs=1e-14)
    assert round(information, 3) == 4.605 and round(printed, 3) == 2.303


def test_its_other_transcription_is_refuted_at_beta_eight():
    arguments = ([10.0, 10.0], [1.0, 1.0], 8.0)
    information = optimal_small_noise(*arguments).information
    printed = printed_bound(*arguments, prefactor="K/2")
    assert round(information, 3) == 2.526 and round(printed, 3) == 0.446


@pytest.mark.parametrize("prefactor, factor", [("1/2", 1 / 2), ("K/2", 3 / 2)])
def test_the_printed_bound_takes_the_square_of_the_number_of_weights(prefactor, factor):
    printed = printed_bound([1.0, 2.0, 3.0], [1.0, 1.0, 2.0], 0.5, prefactor=prefactor)
    expected = factor * (math.log(14 * 4) - 3 * math.log(9 * 0.5 / 2))
    assert printed == pytest.approx(expected, abs=1e-14)


# --- known answers: log-normal noise


@pytest.mark.parametrize("seed", range(5))
def test_no_other_log_normal_noise_is_better(seed):
    weights, hessian, beta = random_minimum(seed, size=3)
    curvature = weights**2 * hessian.diagonal()

    def objective(log_alpha):
        alpha = np.exp(log_alpha)
        return (np.expm1(alpha) * curvature).sum() / 2 + beta * lognormal_kl(alpha).sum()

    start = np.log(optimal_lognormal_noise(weights, hessian, beta).alpha) + 0.1
    found = minimize(objective, start, tol=1e-12)
    best = optimal_lognormal_noise(weights, hessian, beta)
    assert objective(np.log(best.alpha)) <= found.fun + 1e-12
    assert best.alpha == pytest.approx(np.exp(found.x), rel=1e-3)
    assert best.expected_increase == pytest.approx((np.expm1(best.alpha) * curvature).sum() / 2)


@pytest.mark.parametrize("seed", range(200))
def test_the_information_lies_between_its_bounds(seed):
    minimum = optimal_lognormal_noise(*random_minimum(seed))
    assert minimum.lower <= minimum.information <= minimum.upper <= minimum.jensen + 1e-12


def test_the_bounds_are_logarithms_of_the_scaled_curvatures():
    minimum = optimal_lognormal_noise([2.0, 1.0], [2.0, 3.0], beta=0.5)  # r is 16 and 6
    assert minimum.lower == pytest.approx(math.log(16 * 6) / 2, abs=1e-14)
    assert minimum.upper == pytest.approx(math.log(17 * 7) / 2, abs=1e-14)
    assert minimum.jensen == pytest.approx(math.log(12), abs=1e-14)


def test_lamberts_equation_is_solved():
    minimum = optimal_lognormal_noise([1.0], [1 / math.e], beta=1.0)
    assert minimum.alpha == pytest.approx([1.0], abs=1e-15)  # alpha e^alpha = e
    assert minimum.information == pytest.approx(0, abs=1e-15)


def test_a_flatter_direction_holds_less():
    values = [optimal_lognormal_noise([2.0], [h], 0.5).information for h in (0.01, 0.1, 1, 10)]
    assert np.all(np.diff(values) > 0)


def test_the_bound_for_small_noise_is_not_one_for_log_normal_noise():
    arguments = ([1.0], [1.0], 1.0)
    assert optimal_lognormal_noise(*arguments).information > optimal_small_noise(*arguments).bound


# --- known answers: a Gaussian prior


@pytest.mark.parametrize("seed", range(40))
def test_the_gaussian_posterior_is_the_best_covariance(seed):
    weights, hessian, beta = random_minimum(seed)
    prior_std = 0.8
    best = optimal_gaussian_posterior(weights, hessian, beta, prior_std)
    assert best.kl == pytest.approx(gaussian_kl(weights, best.covariance, prior_std), rel=1e-10)
    assert best.expected_increase == pytest.approx(np.trace(hessian @ best.covariance) / 2)
    assert best.kl <= best.bound + 1e-12
    assert best.expected_increase <= beta * len(weights) / 2

    rng = np.random.default_rng(seed)
    objective = best.expected_increase + beta * best.kl
    for size in (1e-3, 0.1):
        change = rng.normal(size=hessian.shape) * size
        factor = np.linalg.cholesky(best.covariance) @ (np.eye(len(weights)) + change)
        other = factor @ factor.T
        value = np.trace(hessian @ other) / 2 + beta * gaussian_kl(weights, other, prior_std)
        assert value >= objective - 1e-10 * abs(objective)


def test_the_covariance_is_the_inverse_that_is_stated():
    weights, hessian, beta = random_minimum(3, size=4)
    covariance = optimal_gaussian_posterior(weights, hessian, beta, 0.5).covariance
    assert covariance == pytest.approx(beta * np.linalg.inv(hessian + beta / 0.25 * np.eye(4)))


def test_the_bound_by_the_trace_is_the_stated_one():
    best = optimal_gaussian_posterior([3.0, 1.0], [[1.0, 0.5], [0.5, 2.0]], 0.3, 2.0)
    expected = (10 / 4 + 2 * math.log(1 + 4 * 3 / (2 * 0.3))) / 2
    assert best.bound == pytest.approx(expected, abs=1e-14)


@pytest.mark.parametrize("hessian", [np.zeros(2), np.zeros((2, 2))])
def test_where_the_loss_is_flat_the_posterior_is_as_wide_as_the_prior(hessian):
    best = optimal_gaussian_posterior([3.0, 1.0], hessian, 0.3, 2.0)
    variances = best.covariance if hessian.ndim == 1 else best.covariance.diagonal()
    assert variances.tolist() == [4, 4]
    assert best.kl == best.bound == 10 / 4 / 2 and best.expected_increase == 0


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e6])
def test_a_rounding_error_is_told_from_a_wrong_hessian_in_any_unit(unit):
    weights, rounding, wrong = [1.0, 1.0], 1e-10 * unit, 1e-8 * unit
    optimal_gaussian_posterior(weights, [unit, -rounding], 1.0, 1.0)
    with pytest.raises(ValueError, match="eigenvalue"):
        optimal_gaussian_posterior(weights, [unit, -wrong], 1.0, 1.0)
    rescale(weights, [[unit, rounding], [0.0, unit]], 1.0)
    with pytest.raises(ValueError, match="not symmetric"):
        rescale(weights, [[unit, wrong], [0.0, unit]], 1.0)


def test_the_diagonal_gives_what_the_diagonal_matrix_does():
    weights, diagonal = np.array([1.0, -2.0, 0.0]), np.array([3.0, 0.0, 1.0])
    short = optimal_gaussian_posterior(weights, diagonal, 0.7, 1.5)
    full = optimal_gaussian_posterior(weights, np.diag(diagonal), 0.7, 1.5)
    assert np.diag(short.covariance) == pytest.approx(full.covariance)
    for name in ("kl", "bound", "expected_increase"):
        assert getattr(short, name) == pytest.approx(getattr(full, name))


def test_the_price_grows_with_every_eigenvalue():
    for raised in range(3):
        values = []
        for h in (0.0, 0.1, 1.0, 10.0):
            diagonal = np.array([0.5, 1.0, 2.0])
            diagonal[raised] = h
            values.append(optimal_gaussian_posterior([1.0] * 3, diagonal, 0.3, 1.0).kl)
        assert np.all(np.diff(values) > 0)


def test_the_mean_price_bounds_the_information_of_a_linear_model():
    """One weight, D ~ N(0, 1), w_hat = D: I(W;D) = 1/2 log(1 + 1/variance) is below the mean KL."""
    for h, beta, prior_std in ((1.0, 1.0, 1.0), (0.1, 2.0, 3.0), (20.0, 0.1, 0.5)):
        posterior = optimal_gaussian_posterior([0.0], [h], beta, prior_std)
        mean_kl = posterior.kl + 1 / (2 * prior_std**2)  # E w_hat^2 = 1
        information = math.log1p(1 / posterior.covariance[0]) / 2
        assert information <= mean_kl
    # The bound is tight where the prior is the marginal: s^2 = 1 + variance.
    variance = 0.5
    prior_std = math.sqrt(1 + variance)
    h = 1 / variance - 1 / prior_std**2
    posterior = optimal_gaussian_posterior([0.0], [h], 1.0, prior_std)
    assert posterior.covariance[0] == pytest.approx(variance)
    mean_kl = posterior.kl + 1 / (2 * prior_std**2)
    assert mean_kl == pytest.approx(math.log1p(1 / variance) / 2, abs=1e-14)


# --- known answers: rescaling


@pytest.mark.parametrize("a", [0.1, 1.0, 30.0])
def test_dinhs_hessian_is_that_of_the_network(a):
    """By finite differences of 1/2 (w_2 relu(w_1) - 1)^2."""
    weights, hessian = dinh_minimum(a)

    def loss(w):
        return (w[1] * max(w[0], 0.0) - 1) ** 2 / 2

    steps = 1e-4 * np.diag(weights)
    for i in range(2):
        for k in range(2):
            corners = [
                si * sk * loss(weights + si * steps[i] + sk * steps[k])
                for si in (1, -1)
                for sk in (1, -1)
            ]
            second = sum(corners) / (4 * steps[i, i] * steps[k, k])
            assert hessian[i, k] == pytest.approx(second, rel=1e-4)
    assert weights[0] * weights[1] == pytest.approx(1)
    assert weights**2 * hessian.diagonal() == pytest.approx([1, 1])
    assert np.trace(hessian) == pytest.approx(a**2 + a**-2)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.01, 100), st.booleans())
def test_new_units_change_the_trace_and_not_the_information(seed, c, negative):
    weights, hessian, beta = random_minimum(seed)
    factors = np.where(np.arange(len(weights)) % 2, c, -1.0 if negative else 1.0)
    new_weights, new_hessian = rescale(weights, hessian, factors)
    for optimum in (optimal_small_noise, optimal_lognormal_noise):
        old, new = optimum(weights, hessian, beta), optimum(new_weights, new_hessian, beta)
        assert new.alpha == pytest.approx(old.alpha, rel=1e-12)
        assert new.information == pytest.approx(old.information, abs=1e-10)
    old, new = (
        optimal_lognormal_noise(*m, beta) for m in ((weights, hessian), (new_weights, new_hessian))
    )
    for name in ("lower", "upper", "jensen"):
        assert getattr(new, name) == pytest.approx(getattr(old, name), abs=1e-10)


def test_the_bound_by_the_norms_does_change_with_the_units():
    bounds = [optimal_small_noise(*dinh_minimum(a), beta=1.0).bound for a in (1.0, 10.0)]
    assert bounds[0] == pytest.approx(0, abs=1e-15) and bounds[1] > 7


def test_rescaling_a_quadratic_leaves_its_values():
    weights, hessian, _ = random_minimum(1, size=3)
    factors = np.array([2.0, -0.5, 10.0])
    new_weights, new_hessian = rescale(weights, hessian, factors)
    assert new_weights @ new_hessian @ new_weights == pytest.approx(weights @ hessian @ weights)
    assert rescale(weights, hessian, 2)[1] == pytest.approx(hessian / 4)
    diagonal = np.diag(hessian)
    assert rescale(weights, diagonal, factors)[1] == pytest.approx(np.diag(new_hessian))


# --- bad input


@pytest.mark.parametrize(
    "call, message",
    [
        (
            lambda: optimal_small_noise([1, 0], [1, 1], 1),
            r"^weights\[1\] is 0, expected none: multiplicative noise does not move it$",
        ),
        (
            lambda: optimal_small_noise([1, 1], [1, 0], 1),
            "^hessian has 0 at place 1 of its diagonal, expected a positive number: the best noise "
            "is unbounded there$",
        ),
        (lambda: optimal_lognormal_noise([1], [-2], 1), "hessian has -2 at place 0"),
        (lambda: optimal_small_noise([1], [1], 0), "beta holds 0, expected positive numbers"),
        (lambda: optimal_small_noise([], [], 1), r"weights has shape \(0,\), expected one axis"),
        (
            lambda: optimal_small_noise([1, 2], [1], 1),
            r"^hessian has shape \(1,\), expected \(2, 2\) or its diagonal \(2,\)$",
        ),
        (lambda: optimal_small_noise([1, 2], [[1, 0], [1, 1]], 1), "^hessian is not symmetric"),
        (lambda: optimal_small_noise([math.nan], [1], 1), "weights holds nan"),
        (lambda: optimal_small_noise([1], [math.nan], 1), "^hessian holds nan"),
        (
            lambda: optimal_gaussian_posterior([1], [-1], 1, 1),
            "^hessian has the eigenvalue -1, expected none below 0: w_hat is no minimum$",
        ),
        (lambda: optimal_gaussian_posterior([1], [1], 0, 1), "^beta holds 0"),
        (lambda: optimal_gaussian_posterior([1], [1], 1, 0), "prior_std holds 0"),
        (lambda: printed_bound([1], [1], 1, prefactor="K"), "prefactor is 'K', expected '1/2' or"),
        (
            lambda: rescale([1, 1], [1, 1], [1, 0]),
            "^factors holds 0, expected none: it would lose a weight$",
        ),
        (lambda: rescale([1, 1], [1, 1], math.inf), "^factors holds inf"),
        (lambda: rescale([1, 1], [1, 1], [1, 1, 1]), r"factors has shape \(3,\)"),
        (lambda: dinh_minimum(-1), "a holds -1, expected positive numbers"),
    ],
)
def test_an_argument_out_of_range_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_the_arguments_are_not_written_to():
    weights, hessian, beta = random_minimum(2, size=3)
    before = weights.copy(), hessian.copy()
    optimal_small_noise(weights, hessian, beta)
    optimal_gaussian_posterior(weights, hessian, beta, 1.0)
    rescale(weights, hessian, 2.0)
    assert (weights == before[0]).all() and (hessian == before[1]).all()
