"""Rate-distortion: the solver against closed forms, and the certificate it carries."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibnotes.measures import entropy, mutual_information
from ibnotes.rate_distortion import _newton_step, rate_distortion, rate_distortion_curve

HAMMING = 1 - np.eye(2)


def binary_entropy(p):
    return entropy([p, 1 - p])


# known answers


@pytest.mark.parametrize("beta", [0.0, 0.1, 1.0, 3.0, 8.0, 30.0])
def test_the_fair_bit_has_rate_log_2_minus_the_entropy_of_the_distortion(beta):
    found = rate_distortion([0.5, 0.5], HAMMING, beta)
    assert abs(found.rate - (np.log(2) - binary_entropy(found.distortion))) < 1e-9
    assert abs(found.distortion - 1 / (1 + np.exp(beta))) < 1e-9


@pytest.mark.parametrize("beta", [0.5, 1.0, 3.0])
def test_an_unfair_bit_pays_only_above_the_distortion_of_guessing(beta):
    found = rate_distortion([0.3, 0.7], HAMMING, beta, tolerance=1e-12)
    flip = 1 / (1 + np.exp(beta))
    expected = max(0.0, binary_entropy(0.3) - binary_entropy(flip))
    assert abs(found.rate - (expected if flip < 0.3 else 0.0)) < 1e-9
    assert abs(found.distortion - min(flip, 0.3)) < 1e-9


def test_m_equally_likely_letters_under_hamming_distortion():
    m, beta = 5, 2.0
    found = rate_distortion(np.full(m, 1 / m), 1 - np.eye(m), beta)
    distortion = (m - 1) / (m - 1 + np.exp(beta))
    assert abs(found.distortion - distortion) < 1e-9
    expected = np.log(m) - binary_entropy(distortion) - distortion * np.log(m - 1)
    assert abs(found.rate - expected) < 1e-9


@pytest.mark.parametrize("beta", [0.6, 1.0, 2.0, 12.5])
def test_a_gaussian_on_a_grid_has_half_the_logarithm_of_variance_over_distortion(beta):
    # The grid, of width 0.1 and cut at six standard deviations, moves the rate by about 3e-8.
    x = np.linspace(-6, 6, 121)
    p_x = np.exp(-(x**2) / 2)
    p_x /= p_x.sum()
    found = rate_distortion(p_x, (x[:, None] - x) ** 2, beta, tolerance=1e-6)
    assert found.converged
    assert abs(found.distortion - 1 / (2 * beta)) < 1e-5
    assert abs(found.rate - np.log(1 / found.distortion) / 2) < 1e-6


def test_no_price_no_rate():
    found = rate_distortion([0.2, 0.3, 0.5], 1 - np.eye(3), 0.0)
    assert found.rate < 1e-12


def test_at_no_price_the_best_guess_is_made_for_every_letter():
    found = rate_distortion([0.2, 0.5, 0.3], 1 - np.eye(3), 0)
    assert (found.p_xhat_given_x == [0, 1, 0]).all() and (found.p_xhat == [0, 1, 0]).all()
    assert found.distortion == 0.5 and found.iterations == 0 and found.converged


def test_what_has_not_converged_says_so():
    found = rate_distortion([0.3, 0.7], HAMMING, 3, max_iterations=2)
    assert found.iterations == 2 and found.gap > 1e-9 and not found.converged
    assert repr(found) == (
        f"Rate {found.rate:.6f} nats at distortion {found.distortion:.6f} (beta = 3), "
        f"NOT CONVERGED (gap {found.gap:.0e})"
    )
    rough = rate_distortion([0.3, 0.7], HAMMING, 3, max_iterations=2, tolerance=2 * found.gap)
    assert rough.converged and "CONVERGED" not in repr(rough)
    longer = rate_distortion([0.3, 0.7], HAMMING, 3, max_iterations=3, tolerance=found.gap)
    assert longer.iterations == 3  # a gap equal to the tolerance is not below it
    equal = rate_distortion([0.3, 0.7], HAMMING, 3, max_iterations=2, tolerance=found.gap)
    assert equal.iterations == 2 and not equal.converged
    done = rate_distortion([0.5, 0.5], HAMMING, 3)
    assert repr(done) == (
        f"Rate {done.rate:.6f} nats at distortion {done.distortion:.6f} (beta = 3)"
    )
    three = rate_distortion_curve([0.5, 0.5], HAMMING, [2, 4, 3])
    assert repr(three).startswith("Rate-distortion curve: 3 values of beta from 2 to 4\n")
    assert rate_distortion([0.3, 0.7], HAMMING, 3, max_iterations=1).iterations == 1
    curve = rate_distortion_curve([0.3, 0.7], HAMMING, [3, 0], max_iterations=2)
    assert repr(curve).startswith(
        "Rate-distortion curve: 2 values of beta from 0 to 3, 1 NOT CONVERGED\n"
    )
    assert curve.gap == found.gap and [point.iterations for point in curve] == [0, 2]
    rough = rate_distortion_curve([0.3, 0.7], HAMMING, [3], max_iterations=2, tolerance=1)
    assert rough.results[0].converged


def test_the_curve_is_shown_as_a_table():
    curve = rate_distortion_curve([0.5, 0.5], HAMMING, [2, 0.5])
    assert len(curve) == 2
    assert repr(curve).splitlines() == [
        "Rate-distortion curve: 2 values of beta from 0.5 to 2",
        " beta  distortion     rate",
        "  0.5     0.37754  0.03030",
        "    2     0.11920  0.32781",
    ]
    assert curve._repr_html_() == (
        "<table><caption>Rate-distortion curve: 2 values of beta from 0.5 to 2</caption>"
        '<thead><tr><th scope="col">beta</th><th scope="col">distortion</th>'
        '<th scope="col">rate</th></tr></thead><tbody>'
        "<tr><td>0.5</td><td>0.37754</td><td>0.03030</td></tr>"
        "<tr><td>2</td><td>0.11920</td><td>0.32781</td></tr></tbody></table>"
    )


# properties

sources = st.lists(st.floats(0.05, 1.0), min_size=2, max_size=4).map(
    lambda weights: np.array(weights) / np.sum(weights)
)


@settings(max_examples=40)
@given(sources, st.integers(2, 4), st.floats(0.1, 6.0), st.integers(0, 2**31))
def test_the_gap_bounds_the_distance_to_every_other_channel(p_x, size, beta, seed):
    rng = np.random.default_rng(seed)
    distortion = rng.uniform(0, 2, (len(p_x), size))
    found = rate_distortion(p_x, distortion, beta)
    assert found.converged
    for _ in range(20):
        channel = rng.dirichlet(np.full(size, 0.5), len(p_x))
        joint = p_x[:, None] * channel
        cost = mutual_information(joint) + beta * float((joint * distortion).sum())
        assert cost >= found.lagrangian - found.gap - 1e-12


@settings(max_examples=40)
@given(sources, st.floats(0.1, 6.0), st.integers(0, 2**31))
def test_the_channel_is_the_one_its_equation_asks_for(p_x, beta, seed):
    distortion = np.random.default_rng(seed).uniform(0, 2, (len(p_x), 3))
    found = rate_distortion(p_x, distortion, beta, tolerance=1e-12)
    again = found.p_xhat * np.exp(-beta * distortion)
    again /= again.sum(axis=1, keepdims=True)
    assert np.abs(again - found.p_xhat_given_x).max() < 1e-4
    assert np.allclose(found.p_xhat_given_x.sum(axis=1), 1, atol=1e-12)
    assert abs(found.rate - mutual_information(p_x[:, None] * found.p_xhat_given_x)) < 1e-12


@settings(max_examples=25)
@given(sources, st.integers(0, 2**31))
def test_the_curve_falls_and_is_convex_with_slope_minus_beta(p_x, seed):
    distortion = np.random.default_rng(seed).uniform(0, 2, (len(p_x), 3))
    betas = np.array([0.5, 1.0, 2.0, 4.0])
    curve = rate_distortion_curve(p_x, distortion, betas, tolerance=1e-11)
    rates = np.array([point.rate for point in curve])
    distortions = np.array([point.distortion for point in curve])
    assert (np.diff(rates) >= -1e-9).all() and (np.diff(distortions) <= 1e-9).all()
    # each point lies above the tangent of every other
    for point in curve:
        tangent = point.rate - point.beta * (distortions - point.distortion)
        assert (rates >= tangent - 1e-9).all()


def test_a_large_distortion_common_to_a_row_costs_but_changes_no_channel():
    plain = rate_distortion([0.5, 0.5], HAMMING, 2.0)
    shifted = rate_distortion([0.5, 0.5], HAMMING + [[5000.0], [0.0]], 2.0)
    assert np.allclose(plain.p_xhat_given_x, shifted.p_xhat_given_x, atol=1e-12)
    assert abs(shifted.distortion - plain.distortion - 2500) < 1e-9


def test_a_newton_step_that_would_lead_up_is_shortened():
    # From this law of x_hat, the least squares lead to (0.993, 0, 0, 0.007), which is worse.
    kernel = np.exp(-np.array([[11.5, 9.2, 10.9, 2.7], [3.0, 4.2, 5.5, 6.6]]))
    p_x, p_xhat = np.array([0.1, 0.9]), np.array([0.728581, 0.017828, 0.000216, 0.253375])
    before, beyond, after = (
        -p_x @ np.log(kernel @ law)
        for law in (p_xhat, [0.993, 0, 0, 0.007], _newton_step(p_x, kernel, p_xhat))
    )
    assert after < before < beyond


@pytest.mark.parametrize("seed", range(5))
def test_a_newton_step_leads_down_to_a_law(seed):
    rng = np.random.default_rng(seed)
    kernel, p_x = np.exp(-rng.uniform(0, 5, (3, 4))), rng.dirichlet(np.ones(3))
    p_xhat = rng.dirichlet(np.ones(4))
    law = _newton_step(p_x, kernel, p_xhat)
    assert law.sum() == pytest.approx(1) and law.min() >= 0
    assert -p_x @ np.log(kernel @ law) < -p_x @ np.log(kernel @ p_xhat)


def test_arguments_are_not_written_to():
    p_x, distortion = np.array([0.5, 0.5]), HAMMING.copy()
    rate_distortion(p_x, distortion, 1.0)
    assert (p_x == 0.5).all() and (distortion == HAMMING).all()


# bad input


@pytest.mark.parametrize(
    "p_x, distortion, beta, message",
    [
        ([0.5, 0.6], HAMMING, 1.0, "p_x sums to"),
        ([0.5, 0.5], [[0, 1]], 1.0, r"distortion has shape \(1, 2\), expected \(2,"),
        ([0.5, 0.5], [[0, -1], [1, 0]], 1.0, r"distortion\[0, 1\] is -1"),
        ([0.5, 0.5], [[0, np.inf], [1, 0]], 1.0, r"distortion\[0, 1\] is inf"),
        ([0.5, 0.5], HAMMING * 1j, 1.0, "distortion is no array of real numbers: complex$"),
        ([0.5, 0.5], [["a", "b"]] * 2, 1.0, "distortion is no array of real numbers"),
        ([0.5, 0.5], [0, 1], 1.0, r"distortion has shape \(2,\)"),
        ([0.5, 0.5], [[], []], 1.0, r"distortion has shape \(2, 0\)"),
        ([[0.5, 0.5]], HAMMING, 1.0, r"p_x has shape \(1, 2\)"),
        ([0.5, 0.5], HAMMING, np.inf, "beta is inf"),
        ([0.5, 0.5], HAMMING, "1", "beta is '1'"),
        ([0.5, 0.5], HAMMING, -1.0, "beta is -1"),
        ([0.5, 0.5], HAMMING, np.nan, "beta is nan"),
    ],
)
def test_bad_input_is_named(p_x, distortion, beta, message):
    with pytest.raises(ValueError, match=message):
        rate_distortion(p_x, distortion, beta)


@pytest.mark.parametrize(
    "arguments, message",
    [
        ({"tolerance": 0}, "^tolerance is 0, expected a positive number"),
        ({"tolerance": "1"}, "^tolerance is '1'"),
        ({"max_iterations": 0}, "^max_iterations is 0, expected a positive integer"),
        ({"max_iterations": 1.5}, "^max_iterations is 1.5"),
    ],
)
def test_the_tolerance_and_the_number_of_steps_are_positive(arguments, message):
    with pytest.raises(ValueError, match=message):
        rate_distortion([0.5, 0.5], HAMMING, 1.0, **arguments)
    with pytest.raises(ValueError, match=message):
        rate_distortion_curve([0.5, 0.5], HAMMING, [1.0], **arguments)


@pytest.mark.parametrize("betas", [[], 1.0, [[1.0]]])
def test_a_curve_needs_a_list_of_betas(betas):
    with pytest.raises(ValueError, match="betas has shape .*, expected one axis and at least one"):
        rate_distortion_curve([0.5, 0.5], HAMMING, betas)
