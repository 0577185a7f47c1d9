"""Measures on plain arrays: known answers, properties, bad input."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from ibnotes.measures import (
    check_channel,
    check_distribution,
    check_unit,
    conditional_entropy,
    conditional_mutual_information,
    cross_entropy,
    entropy,
    in_unit,
    kl_divergence,
    mutual_information,
    total_correlation,
)

LOG2 = math.log(2)


def binary_entropy(p):
    return -p * math.log(p) - (1 - p) * math.log(1 - p)


# The trap of the notes, id D1.3: p_xy[x, y].
TRAP = np.array([[0.25, 0.5], [0.25, 0.0]])

XOR = np.zeros((2, 2, 2))
XOR[[0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 0]] = 0.25


@pytest.fixture(autouse=True)
def no_warning_is_ever_emitted():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


# --- known answers


def test_entropy_of_a_point_mass_is_zero_and_not_minus_zero():
    assert str(entropy([0, 1, 0])) == "0.0"
    assert str(cross_entropy([1, 0], [1, 0])) == "0.0"
    assert str(conditional_entropy([[1, 0]])) == "0.0"


@pytest.mark.parametrize("size", [1, 2, 3, 10, 1000])
def test_entropy_of_a_uniform_law_is_the_log_of_its_size(size):
    assert entropy(np.full(size, 1 / size)) == pytest.approx(math.log(size), abs=1e-12)


def test_entropy_of_a_joint_array_is_the_joint_entropy():
    assert entropy(XOR, unit="bits") == pytest.approx(2)


def test_binary_entropy_at_one_quarter():
    assert entropy([0.25, 0.75]) == pytest.approx(0.5623351446188083, abs=1e-15)


def test_what_one_learns_from_a_value_may_raise_entropy_but_not_on_average():
    p_x_given_y0 = TRAP[:, 0] / TRAP[:, 0].sum()
    assert entropy(p_x_given_y0) == pytest.approx(LOG2)
    assert entropy(TRAP.sum(axis=1)) == pytest.approx(binary_entropy(1 / 4))
    assert conditional_entropy(TRAP.T) == pytest.approx(LOG2 / 2)


def test_conditional_entropy_conditions_on_the_first_axis():
    # X = (Y, another fair bit): X tells Y, and Y leaves one bit of X.
    p_xy = np.array([[0.25, 0], [0.25, 0], [0, 0.25], [0, 0.25]])
    assert conditional_entropy(p_xy) == 0
    assert conditional_entropy(p_xy.T) == pytest.approx(LOG2)


def test_xor_has_conditional_but_no_pairwise_information():
    assert mutual_information(XOR.sum(axis=2)) == 0
    assert conditional_mutual_information(XOR, unit="bits") == 1
    assert total_correlation(XOR, unit="bits") == 1


def test_information_through_a_binary_symmetric_channel():
    p_xy = np.array([[0.45, 0.05], [0.05, 0.45]])
    assert mutual_information(p_xy) == pytest.approx(LOG2 - binary_entropy(0.1), abs=1e-15)


def test_divergence_between_two_coins():
    expected = 0.9 * math.log(0.9 / 0.7) + 0.1 * math.log(0.1 / 0.3)
    assert kl_divergence([0.9, 0.1], [0.7, 0.3]) == pytest.approx(expected, abs=1e-15)
    assert round(expected, 4) == 0.1163  # the notes, id IB2


def test_divergence_and_cross_entropy_are_infinite_off_the_support():
    assert kl_divergence([0.5, 0.5], [1, 0]) == math.inf
    assert cross_entropy([0.5, 0.5], [1, 0], unit="bits") == math.inf


def test_zeros_of_the_first_law_cost_nothing():
    assert kl_divergence([1, 0], [0.5, 0.5]) == pytest.approx(LOG2)
    assert kl_divergence([1, 0], [1, 0]) == 0
    assert cross_entropy([1, 0], [0.5, 0.5]) == pytest.approx(LOG2)


def test_divergence_of_two_nearby_laws_keeps_its_digits():
    # D((1+e)/2 || 1/2) = e^2/2 + e^4/12 + ..., far below the rounding of the two halves.
    for e in (1e-3, 1e-6, 1e-9):
        p = [(1 + e) / 2, (1 - e) / 2]
        e = p[0] - p[1]  # what remains of it in float64
        assert kl_divergence(p, [0.5, 0.5]) == pytest.approx(e**2 / 2 + e**4 / 12, rel=1e-12)


def test_information_of_independent_variables_is_zero_beyond_rounding():
    p_xy = np.outer([0.3, 0.7], [0.1, 0.2, 0.7])
    assert 0 <= mutual_information(p_xy) < 1e-30


def test_tiny_probabilities_do_not_make_information_infinite():
    tiny = 1e-200  # its square underflows
    assert mutual_information(np.diag([tiny, 1 - tiny])) == pytest.approx(
        tiny * -math.log(tiny), rel=0.01
    )
    cube = np.zeros((2, 2, 2))
    cube[0, 0, 0], cube[1, 1, 1] = tiny, 1 - tiny
    assert total_correlation(cube) == pytest.approx(2 * tiny * -math.log(tiny), rel=0.01)
    assert kl_divergence([0.5, 0.5], [1e-320, 1]) == pytest.approx(
        0.5 * (math.log(0.5) - math.log(1e-320)) + 0.5 * math.log(0.5)
    )


def test_conditional_information_with_an_impossible_condition():
    p_xyz = np.concatenate([XOR, np.zeros((2, 2, 1))], axis=2)
    assert conditional_mutual_information(p_xyz, unit="bits") == 1


def test_where_zero_log_zero_is_zero_no_memory_is_read_that_nobody_wrote():
    p_xy = np.zeros((4, 4))
    p_xy[0] = 0.25
    p_xyz = p_xy.reshape(2, 2, 4)
    for measure, law, expected in (
        (entropy, p_xy, 2),
        (conditional_entropy, p_xy, 2),
        (conditional_entropy, p_xy.T, 0),
        (conditional_mutual_information, p_xyz, 0),
        (total_correlation, p_xyz, 0),
    ):
        # What is freed here is what NumPy hands out next for an array without contents.
        left_behind = [np.full(law.shape, np.inf) for _ in range(50)]
        del left_behind
        assert measure(law, unit="bits") == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize(
    "measure, law",
    [
        (entropy, XOR),
        (conditional_entropy, TRAP),
        (mutual_information, TRAP),
        (conditional_mutual_information, XOR),
        (total_correlation, XOR),
        (lambda p, unit: kl_divergence(p, [0.25, 0.75], unit=unit), [0.5, 0.5]),
        (lambda p, unit: cross_entropy(p, [0.25, 0.75], unit=unit), [0.5, 0.5]),
    ],
)
def test_a_bit_is_log_two_nats(measure, law):
    assert measure(law, unit="bits") * LOG2 == pytest.approx(measure(law, unit="nats"))
    assert type(measure(law, unit="bits")) is float


def test_in_unit_converts_arrays_and_infinity():
    np.testing.assert_allclose(in_unit(np.array([LOG2, math.inf]), "bits"), [1, math.inf])
    assert in_unit(0.3, "nats") == 0.3


# --- properties


def positive_laws(ndim):
    """Laws of some shape, with zeros among the entries."""
    shapes = array_shapes(min_dims=ndim, max_dims=ndim, min_side=1, max_side=4)
    weights = arrays(np.int64, shapes, elements=st.integers(0, 20))
    return weights.filter(lambda w: w.any()).map(lambda w: w / w.sum())


@given(positive_laws(2))
def test_every_form_of_mutual_information_agrees(p_xy):
    p_x, p_y = p_xy.sum(axis=1), p_xy.sum(axis=0)
    information = mutual_information(p_xy)
    for other in (
        entropy(p_x) - conditional_entropy(p_xy.T),
        entropy(p_y) - conditional_entropy(p_xy),
        entropy(p_x) + entropy(p_y) - entropy(p_xy),
        kl_divergence(p_xy, np.outer(p_x, p_y)),
        sum(kl_divergence(row / p, p_y) * p for row, p in zip(p_xy, p_x) if p > 0),
        total_correlation(p_xy),
        conditional_mutual_information(p_xy[:, :, None]),
    ):
        assert information == pytest.approx(other, abs=1e-12)


@given(positive_laws(3))
def test_conditional_information_is_the_mean_over_the_condition(p_xyz):
    p_z = p_xyz.sum(axis=(0, 1))
    mean = sum(p * mutual_information(p_xyz[:, :, z] / p) for z, p in enumerate(p_z) if p > 0)
    assert conditional_mutual_information(p_xyz) == pytest.approx(mean, abs=1e-12)


@given(positive_laws(3))
def test_total_correlation_sums_the_entropies(p):
    marginals = [p.sum(axis=axes) for axes in ((1, 2), (0, 2), (0, 1))]
    expected = sum(map(entropy, marginals)) - entropy(p)
    assert total_correlation(p) == pytest.approx(expected, abs=1e-12)


@given(positive_laws(3))
def test_the_chain_rule_of_mutual_information(p_xyz):
    whole = mutual_information(p_xyz.reshape(len(p_xyz), -1))  # I(X; Y,Z)
    part = mutual_information(p_xyz.sum(axis=1))  # I(X;Z)
    assert whole == pytest.approx(part + conditional_mutual_information(p_xyz), abs=1e-12)


@given(positive_laws(1), st.randoms(use_true_random=False))
def test_cross_entropy_is_entropy_and_divergence(p, random):
    q = np.array([random.random() + 1e-3 for _ in p])
    q = q / q.sum()
    assert cross_entropy(p, q) == pytest.approx(entropy(p) + kl_divergence(p, q), abs=1e-12)


@given(positive_laws(3))
def test_no_information_is_negative(p):
    two = p.sum(axis=2)
    values = (
        entropy(two),
        conditional_entropy(two),
        mutual_information(two),
        conditional_mutual_information(p),
        total_correlation(p),
        kl_divergence(p, np.full(p.shape, 1 / p.size)),
    )
    assert all(value >= 0 and math.copysign(1, value) == 1 for value in values)


@given(positive_laws(2))
def test_the_callers_array_is_not_written_to(p_xy):
    before = p_xy.copy()
    p_xy.setflags(write=False)
    mutual_information(p_xy)
    conditional_entropy(p_xy)
    check_distribution(p_xy, "p_xy")[...] = 7
    np.testing.assert_array_equal(p_xy, before)


# --- bad input


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: entropy([0.5, 0.6]), "p sums to 1.1, expected 1"),
        (lambda: entropy([0.5, math.nan]), r"p\[1\] is nan, expected a probability"),
        (lambda: entropy([math.inf, 0]), r"p\[0\] is inf, expected a probability"),
        (lambda: entropy([1.5, -0.5]), r"p\[1\] is -0.5, expected a probability"),
        (lambda: entropy(1.0), r"p has shape \(\), expected one axis or more"),
        (lambda: entropy([]), "expected at least one entry"),
        (lambda: entropy(["a"]), "p is no array of real numbers"),
        (lambda: entropy([[1, 0], [0]]), "p is no array of real numbers"),
        (lambda: entropy([1 + 0j]), "p is no array of real numbers: complex$"),
        (lambda: entropy(np.array([1 + 0j])), "p is no array of real numbers: complex$"),
        (lambda: entropy([1.0], unit="bit"), "unit is 'bit', expected 'nats' or 'bits'"),
        (lambda: mutual_information([0.5, 0.5]), r"p_xy has shape \(2,\), expected 2 axes"),
        (lambda: mutual_information([[0.7, 0.4]]), "p_xy sums to 1.1, expected 1"),
        (lambda: mutual_information([[1.2, -0.2]]), r"p_xy\[0, 1\] is -0.2, expected a prob"),
        (lambda: conditional_entropy(XOR), r"p_xy has shape \(2, 2, 2\), expected 2 axes"),
        (lambda: conditional_mutual_information(TRAP), "p_xyz has shape .*, expected 3 axes"),
        (lambda: kl_divergence([1, 0], [1, 0, 0]), r"q has shape \(3,\), expected \(2,\)"),
        (lambda: kl_divergence([1, 0], [1, 1]), "q sums to 2, expected 1"),
        (lambda: cross_entropy([1, 1], [1, 0]), "p sums to 2, expected 1"),
        (lambda: check_channel([[1, 0], [0.5, 0.4]], "encoder"), r"encoder\[1\] sums to 0.9"),
        (lambda: check_channel([1, 0], "encoder"), "encoder has shape .*, expected 2 axes"),
        (lambda: check_channel([1, 0.1], "p_y", ndim=1), "^p_y sums to 1.1, expected 1: each row"),
        (lambda: total_correlation([[0.7, 0.4]]), "^p sums to 1.1, expected 1"),
        (lambda: check_unit(None), "unit is None"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_sum_may_miss_one_by_rounding_but_not_by_more():
    assert check_distribution([0.1] * 10, "p").sum() == pytest.approx(1)
    check_distribution([0.5, 0.5 + 0.9e-9], "p")
    with pytest.raises(ValueError, match="sums to 1.000000002"):
        check_distribution([0.5, 0.5 + 2e-9], "p")


def test_a_channel_may_have_several_inputs():
    channel = np.full((2, 3, 4), 0.25)
    assert check_channel(channel, "p_z_given_xy", ndim=3).shape == (2, 3, 4)
