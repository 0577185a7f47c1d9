"""The bottleneck's engine at its labelled beta: closed forms, certificates, symmetries."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibnotes.bottleneck import (
    critical_beta,
    deterministic_ib,
    global_bound,
    ib,
    ib_curve,
    split_points,
)
from ibnotes.measures import entropy, mutual_information

LOG2 = np.log(2)


def channel(flip):
    """A fair bit X and a Y that differs from it with probability flip, as p_xy."""
    return np.array([[1 - flip, flip], [flip, 1 - flip]]) / 2


def h(p):
    return entropy([p, 1 - p])


def gerber(flip, beta):
    """The minimum over q of (log 2 - h(q)) - beta (log 2 - h(q * flip)), on a fine grid."""
    q = np.linspace(1e-9, 0.5, 200_001)
    mixed = q * (1 - flip) + (1 - q) * flip

    def entropies(p):
        return -p * np.log(p) - (1 - p) * np.log(1 - p)

    return ((LOG2 - entropies(q)) - beta * (LOG2 - entropies(mixed))).min()


# known answers


@pytest.mark.parametrize("flip", [0.05, 0.1, 0.2, 0.35])
@pytest.mark.parametrize("ratio", [0.5, 0.99, 1.01, 1.5, 4.0])
def test_the_binary_symmetric_channel_follows_mrs_gerber(flip, ratio):
    beta = ratio / (1 - 2 * flip) ** 2
    assert abs(ib(channel(flip), beta).lagrangian - gerber(flip, beta)) < 1e-6


def test_flip_one_tenth_at_its_labelled_beta():
    assert ib(channel(0.1), 1.5).rate < 1e-6
    assert abs(ib(channel(0.1), 2).rate / LOG2 - 0.69643) < 5e-6


@pytest.mark.parametrize("flip", [0.05, 0.1, 0.35])
def test_the_channel_opens_at_its_critical_beta(flip):
    assert abs(critical_beta(channel(flip)) - 1 / (1 - 2 * flip) ** 2) < 1e-9


def test_an_erasure_channel_is_sufficient_from_its_threshold_on():
    e = 0.3
    p_xy = np.array([[1 - e, e, 0], [0, e, 1 - e]]) / 2
    assert ib(p_xy, 1 / (1 - e) + 0.02).relevance > mutual_information(p_xy) - 1e-6
    assert ib(p_xy, 1 / (1 - e) - 0.02).relevance < mutual_information(p_xy) - 1e-3


def test_the_triangle_is_sufficient_from_its_threshold_on():
    p_xy = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]]) / 6
    threshold = np.log(3) / np.log(1.5)
    assert ib(p_xy, threshold + 0.02).relevance > mutual_information(p_xy) - 1e-6
    assert ib(p_xy, threshold - 0.02).relevance < 1e-6


def test_the_global_bound_encloses_the_solution():
    for flip, beta in ((0.1, 2.0), (0.2, 5.0)):
        bound = global_bound(channel(flip), beta)
        exact = gerber(flip, beta)
        assert bound.lower - 1e-9 <= exact <= bound.upper + 1e-9


def test_a_split_of_the_binary_symmetric_channel_is_at_its_critical_beta():
    (split,) = split_points(channel(0.1), 1, 4)
    assert abs(split.beta - 1.5625) < 1e-3
    assert (split.low.clusters, split.high.clusters) == (1, 2)


# properties

laws = st.integers(0, 2**31).map(
    lambda seed: np.random.default_rng(seed).dirichlet(np.full(12, 0.6)).reshape(4, 3)
)


@settings(max_examples=25)
@given(laws, st.floats(1.1, 20.0))
def test_data_processing_bounds_the_relevance(p_xy, beta):
    found = ib(p_xy, beta)
    assert found.relevance <= found.rate + 1e-9
    assert found.relevance <= mutual_information(p_xy) + 1e-9
    joint = p_xy.sum(axis=1)[:, None] * found.encoder
    assert abs(found.rate - mutual_information(joint)) < 1e-9
    assert abs(found.relevance - mutual_information(found.encoder.T @ p_xy)) < 1e-9
    assert np.allclose(found.encoder.sum(axis=1), 1, atol=1e-12)


@settings(max_examples=15)
@given(laws, st.floats(1.1, 20.0), st.randoms(use_true_random=False))
def test_renaming_symbols_changes_nothing(p_xy, beta, random):
    rows, columns = list(range(4)), list(range(3))
    random.shuffle(rows)
    random.shuffle(columns)
    renamed = ib(p_xy[np.ix_(rows, columns)], beta).lagrangian
    assert abs(ib(p_xy, beta).lagrangian - renamed) < 1e-6


@settings(max_examples=15)
@given(laws, st.floats(1.1, 20.0))
def test_no_random_encoder_is_better(p_xy, beta):
    best = ib(p_xy, beta).lagrangian
    rng = np.random.default_rng(0)
    for encoder in rng.dirichlet(np.full(4, 0.5), size=(40, 4)):
        rate = mutual_information(p_xy.sum(axis=1)[:, None] * encoder)
        assert rate - beta * mutual_information(encoder.T @ p_xy) >= best - 1e-7


@settings(max_examples=10)
@given(laws)
def test_the_curve_rises_and_is_concave(p_xy):
    betas = np.geomspace(1.1, 20, 12)
    curve = ib_curve(p_xy, betas)
    assert (np.diff(curve.rates) > -1e-6).all() and (np.diff(curve.relevances) > -1e-6).all()
    for point in curve:
        tangent = point.relevance + (curve.rates - point.rate) / point.beta
        assert (curve.relevances <= tangent + 1e-6).all()


def test_a_hard_encoder_is_never_better_for_its_own_cost():
    p_xy = np.random.default_rng(1).dirichlet(np.full(12, 0.6)).reshape(4, 3)
    found = deterministic_ib(p_xy, 5.0)
    for labels in np.ndindex(4, 4, 4, 4):
        encoder = np.eye(4)[list(labels)]
        p_z = p_xy.sum(axis=1) @ encoder
        cost = entropy(p_z) - 5.0 * mutual_information(encoder.T @ p_xy)
        assert cost >= found.lagrangian - 1e-9


def test_a_cluster_is_found_however_light_right_after_a_jump():
    """Ten marks of a barometer: just above the onset two clusters are better by 3e-7 nats."""
    days = [[88, 11, 1], [62, 36, 2], [28, 67, 5], [10, 80, 10], [3, 77, 20]]
    days += [[2, 60, 38], [1, 36, 63], [1, 17, 82], [1, 7, 92], [1, 3, 96]]
    result = ib(np.array(days) / 1000, 1.527)
    assert result.lagrangian == pytest.approx(-3.461287e-7, abs=1e-12)
    assert 0 <= result.gap < 1e-9


def test_equal_rows_get_equal_encoders():
    p_xy = np.array([[0.3, 0.1], [0.15, 0.05], [0.1, 0.3]])
    encoder = ib(p_xy, 4.0).encoder
    assert np.allclose(encoder[0], encoder[1], atol=1e-12)


def test_arguments_are_not_written_to():
    p_xy = channel(0.1)
    ib(p_xy, 2.0)
    assert (p_xy == channel(0.1)).all()


# bad input


@pytest.mark.parametrize(
    "p_xy, beta, message",
    [
        ([[0.5, 0.6], [0, 0]], 2, "p_xy sums to"),
        ([[1.5, -0.5], [0, 0]], 2, "p_xy"),
        ([[np.nan, 0.5], [0.5, 0]], 2, "p_xy"),
        ([0.5, 0.5], 2, "p_xy"),
        ([[0.5, 0.5], [0, 0]], 2, "all zero"),
        ([[0.5, 0], [0, 0.5]], -1, "beta is -1"),
        ([[0.5, 0], [0, 0.5]], np.nan, "beta is nan"),
    ],
)
def test_bad_input_is_named(p_xy, beta, message):
    with pytest.raises(ValueError, match=message):
        ib(p_xy, beta)
