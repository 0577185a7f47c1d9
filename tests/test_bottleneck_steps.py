"""The steps of the bottleneck's engine, one by one, each against its definition."""

import math
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize, minimize_scalar

from ibnotes.bottleneck import (
    critical_beta,
    critical_betas,
    deterministic_ib,
    global_bound,
    ib,
    ib_curve,
    split_points,
)
from ibnotes.bottleneck.bound import _cell_bounds, _halves
from ibnotes.bottleneck.curve import _violations
from ibnotes.bottleneck.deterministic import _agglomerate, _move
from ibnotes.bottleneck.deterministic import _merge as _merge_labels
from ibnotes.bottleneck.solver import (
    Clusters,
    Solution,
    _add,
    _apart,
    _climb,
    _climb_to_the_top,
    _descend,
    _distinct,
    _log,
    _merge,
    _moved,
    _newton_direction,
    _positive_inverses,
    _preconditioner,
    _second_moments,
    _split,
    clusters_of,
    evaluate,
    exponents,
    maximal_correlations,
    missing,
    plain_step,
    ratios,
    read_source,
    residual_of,
    solve,
)
from ibnotes.measures import entropy, kl_divergence, mutual_information

FLIP = np.array([[0.45, 0.05], [0.05, 0.45]])
ROWS = np.array([[0.3, 0.1, 0.0], [0.1, 0.1, 0.1], [0.05, 0.05, 0.2]])
DAYS = [[88, 11, 1], [62, 36, 2], [28, 67, 5], [10, 80, 10], [3, 77, 20]]
DAYS += [[2, 60, 38], [1, 36, 63], [1, 17, 82], [1, 7, 92], [1, 3, 96]]
BAROMETER = np.array(DAYS) / 1000  # the weather of chapter 2


def random_law(seed, rows=4, columns=3):
    p = np.random.default_rng(seed).dirichlet(np.ones(rows * columns))
    return p.reshape(rows, columns)


def some_clusters(seed, count=2, columns=3):
    rng = np.random.default_rng(seed)
    return Clusters(rng.dirichlet(np.ones(count) * 5), rng.dirichlet(np.ones(columns), count))


def log_c(source, beta, clusters, q):
    """The logarithm of c(q) = sum p(x) exp(-beta D(p(y|x) || q)) / N(x), term by term."""
    log_n = evaluate(source, beta, clusters).log_normalizers
    return math.log(
        sum(
            p * math.exp(-beta * kl_divergence(row, q) - n)
            for p, row, n in zip(source.p_x, source.p_y_given_x, log_n)
        )
    )


seeds = st.integers(0, 2**31)


def test_a_posterior_whose_weight_underflows_drops_out_of_the_climb():
    source = read_source(FLIP)
    clusters = Clusters(np.array([0.5, 0.5]), source.p_y_given_x)
    log_n = evaluate(source, 5000.0, clusters).log_normalizers
    far_and_near = np.array([[0.5, 0.5], [0.88, 0.12]])
    assert (source.p_x @ ratios(source, 5000.0, far_and_near[:1], log_n) == 0).all()
    elsewhere = Clusters(np.ones(1), np.array([[0.01, 0.99]]))
    with np.errstate(divide="raise", invalid="raise"):
        climbed = _climb(source, 5000.0, log_n, far_and_near, elsewhere)
        best, c = _climb_to_the_top(source, 5000.0, log_n, far_and_near)
    assert climbed.shape == (1, 2) and 0.89 < climbed[0, 0] < 0.91  # near the row, 0.9
    assert best[1, 0] == pytest.approx(0.9, abs=1e-6) and c[1] > 1e9 * c[0] > 0


def test_a_posterior_is_added_where_that_lowers_the_energy_and_the_history_goes_on_from_there():
    source = read_source(FLIP)
    blind = Clusters(np.ones(1), np.array([[0.5, 0.5]]))
    energy = evaluate(source, 3.0, blind).free_energy
    found = Solution(blind, math.inf, [energy])
    assert _add(source, 3.0, found, source.p_y_given_x, 1e-9)
    assert len(found.clusters.p_z) > 1 and found.history[0] == energy
    assert len(found.history) > 1 and (np.diff(found.history) < 0).all()
    below = Solution(blind, math.inf, [evaluate(source, 1.2, blind).free_energy])
    assert not _add(source, 1.2, below, source.p_y_given_x, 1e-9)
    assert below.clusters is blind and len(below.history) == 1
    later = Solution(blind, math.inf, [found.history[1]])
    assert _add(source, 3.0, later, source.p_y_given_x, 1e-9)
    assert later.history == found.history[1:]


def test_the_share_of_new_posteriors_lowers_the_energy_most_of_all_powers_of_two():
    source, clusters = read_source(random_law(1)), some_clusters(1)
    _, new = missing(source, 6.0, clusters)
    mixed = [
        Clusters(
            np.append((1 - share) * clusters.p_z, np.full(len(new), share / len(new))),
            np.vstack([clusters.p_y_given_z, new]),
        )
        for share in 0.5 ** np.arange(2, 12)
    ]
    found = Solution(clusters, math.inf, [evaluate(source, 6.0, clusters).free_energy])
    assert _add(source, 6.0, found, new, 1e-9)
    least = min(evaluate(source, 6.0, trial).free_energy for trial in mixed)
    assert found.history[1] == pytest.approx(least, abs=1e-12)


def test_posteriors_are_worthwhile_by_the_energy_that_the_descent_ends_at():
    # The posterior is there already, but the clusters are not yet at rest.
    source = read_source(FLIP)
    q = np.array([[0.8955, 0.1045], [0.1045, 0.8955]])
    clusters = Clusters(np.array([0.5, 0.5]), q)
    before = evaluate(source, 3.0, clusters).free_energy
    found = Solution(clusters, math.inf, [before])
    assert _add(source, 3.0, found, q, 1e-2)
    assert found.history[-1] < before - 1e-10


def test_right_after_a_jump_a_new_cluster_pays_once_the_others_have_made_room():
    source, beta = read_source(BAROMETER), 5.0385
    before = solve(source, 5.03, tolerance=1e-10)
    after = solve(source, beta, tolerance=1e-10, start=before.clusters)
    assert (len(before.clusters.p_z), len(after.clusters.p_z)) == (3, 4)
    three = Solution(before.clusters)
    _descend(source, beta, three, 1e-10)
    assert three.history[-1] - after.history[-1] > 1e-9
    from_above = solve(source, beta, tolerance=1e-10)
    assert after.history[-1] == pytest.approx(from_above.history[-1], abs=1e-13)


def test_a_symbol_far_from_all_clusters_underflows_nowhere():
    source = read_source(np.array([[0.49, 0.01], [0.01, 0.49]]))
    clusters = Clusters(np.array([0.25, 0.75]), np.array([[0.98, 0.02], [0.9, 0.1]]))
    state = evaluate(source, 1000.0, clusters)
    far = [1000 * kl_divergence(source.p_y_given_x[1], q) for q in clusters.p_y_given_z]
    assert state.log_normalizers[0] == pytest.approx(math.log(0.25))
    assert state.log_normalizers[1] == pytest.approx(math.log(0.75) - far[1])
    assert far[1] > 1000 and np.allclose(state.encoder, [[1, 0], [0, 1]])


# --- the source ----------------------------------------------------------------------------------


def test_proportional_rows_are_one_row_of_the_source():
    source = read_source([[0.1, 0.3], [0.1, 0.1], [0.2, 0.2]])
    assert source.labels.tolist() == [0, 1, 1]
    np.testing.assert_allclose(source.p_x, [0.4, 0.6])
    np.testing.assert_allclose(source.p_y_given_x, [[0.25, 0.75], [0.5, 0.5]])
    np.testing.assert_allclose(source.neg_entropies, [-entropy([0.25, 0.75]), -math.log(2)])
    assert source.information == pytest.approx(mutual_information([[0.1, 0.3], [0.3, 0.3]]))


def test_rows_are_numbered_as_they_appear_and_dropped_rows_are_not_numbered():
    p_xy = [[0.0, 0.25], [0.0, 0.0], [0.25, 0.0], [0.125, 0.125], [0.0, 0.25]]
    assert read_source(p_xy, drop_zero_rows=True).labels.tolist() == [0, -1, 1, 2, 0]


def test_the_neighbor_of_a_row_is_the_row_most_like_it():
    rows = np.array([[0.9, 0.1], [0.75, 0.25], [0.3, 0.7], [0.1, 0.9]])
    assert read_source(rows / 4).neighbors.tolist() == [1, 0, 3, 2]


def test_rows_that_agree_to_twelve_decimals_are_one_and_others_are_not():
    for difference, rows in ((1e-13, 1), (1e-12, 2)):
        p_xy = [[0.25, 0.25], [0.25 - difference, 0.25 + difference]]
        assert len(read_source(p_xy).p_x) == rows


# --- clusters, encoder, free energy --------------------------------------------------------------


@pytest.mark.parametrize("beta", [0.5, 3.0])
def test_the_encoder_of_clusters_is_the_one_of_the_self_consistent_equations(beta):
    source, clusters = read_source(ROWS), some_clusters(0)
    state = evaluate(source, beta, clusters)
    divergences = [[kl_divergence(p, q) for q in clusters.p_y_given_z] for p in source.p_y_given_x]
    terms = clusters.p_z * np.exp(-beta * np.array(divergences))
    normalizers = terms.sum(axis=1)
    found = exponents(source, beta, clusters.p_y_given_z)
    np.testing.assert_allclose(found, -beta * np.array(divergences))
    np.testing.assert_allclose(state.encoder, terms / normalizers[:, None])
    np.testing.assert_allclose(state.log_normalizers, np.log(normalizers))
    assert state.free_energy == pytest.approx(-source.p_x @ np.log(normalizers))
    np.testing.assert_allclose(state.p_xz, source.p_x[:, None] * state.encoder)
    np.testing.assert_allclose(state.p_zy, state.encoder.T @ ROWS)
    step = plain_step(source, beta, clusters)
    np.testing.assert_allclose(step.p_z, state.p_zy.sum(axis=1))
    np.testing.assert_allclose(step.p_z[:, None] * step.p_y_given_z, state.p_zy)
    change = np.abs(clusters.p_z[:, None] * clusters.p_y_given_z - state.p_zy).sum()
    assert residual_of(clusters, state) == pytest.approx(change)


def test_a_posterior_that_excludes_a_possible_y_is_infinitely_far():
    source = read_source([[0.5, 0.0], [0.25, 0.25]])
    found = exponents(source, 2.0, np.array([[1.0, 0.0], [0.5, 0.5]]))
    np.testing.assert_allclose(found, [[0, -2 * math.log(2)], [-math.inf, 0]], atol=1e-15)


def test_the_logarithm_of_an_impossible_y_counts_as_zero():
    np.testing.assert_allclose(_log(np.array([[0.0, 1.0], [math.e, 0.0]])), [[0, 0], [1, 0]])


def test_ratios_are_terms_over_normalizers_cut_off_far_above_any_that_counts():
    source = read_source(FLIP)
    q = np.array([[0.7, 0.3]])
    log_n = np.array([-0.1, -1000.0])
    expected = math.exp(-3 * kl_divergence([0.9, 0.1], q[0]) + 0.1)
    np.testing.assert_allclose(ratios(source, 3.0, q, log_n), [[expected], [math.exp(600)]])


def test_clusters_without_mass_are_left_out():
    clusters = clusters_of(np.array([[0.2, 0.2], [0.0, 0.0], [0.0, 0.4]]))
    np.testing.assert_allclose(clusters.p_z, [0.5, 0.5])
    np.testing.assert_allclose(clusters.p_y_given_z, [[0.5, 0.5], [0, 1]])


# --- Newton steps --------------------------------------------------------------------------------


def energy_of(source, beta, clusters, theta):
    """The function that the Newton steps lower, at a change theta of the coordinates."""
    weights = clusters.p_z[:, None] ** (1 / beta) * clusters.p_y_given_z * np.exp(theta)
    sums = (source.p_y_given_x @ np.log(weights).T) * beta
    log_n = np.log(np.exp(sums).sum(axis=1))
    return -source.p_x @ log_n + (weights.sum(axis=1) ** beta).sum()


def hessian_of(source, beta, clusters, step=1e-4):
    """All second derivatives, by differences."""
    shape = clusters.p_y_given_z.shape
    units = np.eye(math.prod(shape)).reshape(-1, *shape) * step

    def f(theta):
        return energy_of(source, beta, clusters, theta)

    return np.array(
        [[f(a + b) - f(a - b) - f(b - a) + f(-a - b) for b in units] for a in units]
    ) / (4 * step**2)


def almost_solved(seed, beta=6.0):
    source = read_source(random_law(seed))
    found = solve(source, beta, tolerance=1e-10).clusters
    tilt = np.exp(0.05 * np.random.default_rng(seed).normal(size=found.p_y_given_z.shape))
    q = found.p_y_given_z * tilt
    return source, Clusters(found.p_z, q / q.sum(axis=1, keepdims=True))


@pytest.mark.parametrize("seed", range(3))
def test_the_newton_direction_solves_the_equations_of_newton(seed):
    beta = 6.0
    source, clusters = almost_solved(seed)
    state = evaluate(source, beta, clusters)
    direction, promise = _newton_direction(source, beta, clusters, state, residual=1e-9)
    gradient = beta * (clusters.p_z[:, None] * clusters.p_y_given_z - state.p_zy)
    hessian = hessian_of(source, beta, clusters)
    assert np.linalg.eigvalsh(hessian)[0] > 0
    expected = np.linalg.solve(hessian, -gradient.ravel()).reshape(gradient.shape)
    np.testing.assert_allclose(direction, expected, rtol=1e-3, atol=1e-4 * np.abs(expected).max())
    assert promise == pytest.approx(-(gradient * direction).sum())


def test_the_newton_direction_leads_down_where_the_curvature_is_negative():
    # The constant encoder, pushed a little, beyond its critical beta.
    beta, source = 4.0, read_source(FLIP)
    clusters = Clusters(np.array([0.5, 0.5]), np.array([[0.501, 0.499], [0.499, 0.501]]))
    assert np.linalg.eigvalsh(hessian_of(source, beta, clusters))[0] < 0
    state = evaluate(source, beta, clusters)
    direction, promise = _newton_direction(source, beta, clusters, state, residual=1e-3)
    assert promise > 0
    assert np.abs(direction).max() == pytest.approx(2.0, rel=0.5)
    moved = _moved(clusters, beta, 0.1 * direction)
    assert evaluate(source, beta, moved).free_energy < state.free_energy


@pytest.mark.parametrize("seed", range(3))
def test_the_preconditioner_inverts_the_curvature_of_each_cluster_alone(seed):
    beta = 6.0
    source, clusters = almost_solved(seed)
    state = evaluate(source, beta, clusters)
    blocks = hessian_of(source, beta, clusters)
    v = np.random.default_rng(seed).normal(size=clusters.p_y_given_z.shape)
    found, size = _preconditioner(source, beta, clusters, state)(v), v.shape[1]
    for z, row in enumerate(v):
        block = blocks[z * size : (z + 1) * size, z * size : (z + 1) * size]
        if np.linalg.eigvalsh(block)[0] > 0.01 * block.max():
            np.testing.assert_allclose(block @ found[z], row, rtol=1e-3, atol=1e-3)


def test_the_preconditioner_of_a_large_alphabet_is_a_scale():
    source = read_source(random_law(1, rows=3, columns=65))
    clusters = Clusters(np.array([0.25, 0.75]), source.p_y_given_x[:2])
    state = evaluate(source, 3.0, clusters)
    v = np.ones_like(clusters.p_y_given_z)
    expected = 1 / (3 * clusters.p_z[:, None] * clusters.p_y_given_z)
    np.testing.assert_allclose(_preconditioner(source, 3.0, clusters, state)(v), expected)


def test_moved_clusters_are_those_of_the_moved_coordinates():
    beta, clusters = 3.0, some_clusters(2)
    change = np.random.default_rng(3).normal(size=(2, 3))
    moved = _moved(clusters, beta, change)
    theta = np.log(clusters.p_y_given_z) + np.log(clusters.p_z)[:, None] / beta + change
    p_z = np.exp(theta).sum(axis=1) ** beta
    np.testing.assert_allclose(moved.p_z, p_z / p_z.sum())
    q = np.exp(theta) / np.exp(theta).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(moved.p_y_given_z, q)


def test_inverses_of_blocks_are_made_positive_where_they_are_not():
    rng = np.random.default_rng(0)
    turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    positive = turn @ np.diag([1.0, 2.0, 3.0]) @ turn.T
    np.testing.assert_allclose(_positive_inverses(positive[None])[0], np.linalg.inv(positive))
    mixed = turn @ np.diag([2.0, -0.5, 1e-9]) @ turn.T
    expected = turn @ np.diag([0.5, 2.0, 1e3]) @ turn.T
    np.testing.assert_allclose(_positive_inverses(mixed[None])[0], expected, rtol=1e-6)
    for flat in (5e-4, -5e-4):
        almost = turn @ np.diag([2.0, 1.0, flat]) @ turn.T
        expected = turn @ np.diag([0.5, 1.0, 1e3]) @ turn.T
        np.testing.assert_allclose(_positive_inverses(almost[None])[0], expected, rtol=1e-6)


@pytest.mark.parametrize("columns", [3, 65])
def test_second_moments_are_sums_of_products(columns):
    rng = np.random.default_rng(columns)
    weights, rows = rng.random((4, 2)), rng.random((4, columns))
    expected = np.einsum("xz,xy,xw->zyw", weights, rows, rows)
    np.testing.assert_allclose(_second_moments(weights, rows), expected)


# --- merging and splitting -----------------------------------------------------------------------


def test_clusters_with_one_posterior_are_merged_and_others_kept():
    source = read_source(FLIP)
    p_z, q = np.array([0.2, 0.5, 0.3]), np.array([[0.9, 0.1], [0.1, 0.9], [0.9, 0.1]])
    found = Solution(Clusters(p_z, q))
    before = evaluate(source, 5.0, found.clusters).free_energy
    assert _merge(source, 5.0, found)
    order = np.argsort(found.clusters.p_y_given_z[:, 0])
    np.testing.assert_allclose(found.clusters.p_z[order], [0.5, 0.5])
    np.testing.assert_allclose(found.clusters.p_y_given_z[order], [[0.1, 0.9], [0.9, 0.1]])
    assert evaluate(source, 5.0, found.clusters).free_energy == pytest.approx(before, abs=1e-14)
    assert not _merge(source, 5.0, found)


def test_below_the_critical_beta_all_clusters_merge_into_the_mean():
    source = read_source(FLIP)
    q = np.array([[0.9, 0.1], [0.7, 0.3], [0.3, 0.7], [0.1, 0.9]])
    found = Solution(Clusters(np.full(4, 0.25), q))
    assert _merge(source, 1.2, found)
    np.testing.assert_allclose(found.clusters.p_z, [1])
    np.testing.assert_allclose(found.clusters.p_y_given_z, [[0.5, 0.5]])


@settings(max_examples=20)
@given(seeds, st.floats(1.1, 8.0))
def test_merging_never_raises_the_free_energy(seed, beta):
    source = read_source(random_law(seed))
    found = Solution(some_clusters(seed, count=5))
    before = evaluate(source, beta, found.clusters).free_energy
    merged = _merge(source, beta, found)
    assert evaluate(source, beta, found.clusters).free_energy <= before + 1e-12
    assert merged == (len(found.clusters.p_z) < 5)
    assert found.clusters.p_z.sum() == pytest.approx(1)
    np.testing.assert_allclose(found.clusters.p_y_given_z.sum(axis=1), 1)


@pytest.mark.parametrize("seed", range(4))
def test_the_maximal_correlation_is_a_singular_value(seed):
    p_xy = random_law(seed)
    encoder = np.random.default_rng(seed).dirichlet(np.ones(2), 4)
    p_x = p_xy.sum(axis=1)
    squares, u = maximal_correlations(p_x[:, None] * encoder, p_xy / p_x[:, None])
    for z in range(2):
        joint = p_xy * encoder[:, [z]]
        joint /= joint.sum()
        p, q = joint.sum(axis=1), joint.sum(axis=0)
        values = np.linalg.svd(joint / np.sqrt(np.outer(p, q)))[1]
        assert squares[z] == pytest.approx(values[1] ** 2, abs=1e-12)
        assert q @ u[z] == pytest.approx(0, abs=1e-12)
        assert q @ u[z] ** 2 == pytest.approx(1)
        assert p @ (joint @ u[z] / p) ** 2 == pytest.approx(squares[z], abs=1e-12)


def test_a_cluster_is_split_where_it_is_unstable_and_only_there():
    source = read_source(FLIP)
    for beta, clusters in ((1.56, 1), (1.57, 2), (3.0, 2)):
        found = Solution(Clusters(np.ones(1), np.array([[0.5, 0.5]])))
        before = evaluate(source, beta, found.clusters).free_energy
        assert _split(source, beta, found) == (clusters == 2)
        assert len(found.clusters.p_z) == clusters
        after = evaluate(source, beta, found.clusters).free_energy
        assert after < before if clusters == 2 else after == before
        np.testing.assert_allclose(found.clusters.p_z @ found.clusters.p_y_given_z, [0.5, 0.5])


def test_of_two_clusters_the_unstable_one_is_split():
    # Two fair bits told apart by the first letters, one of them noisier than the other.
    p_xy = np.zeros((4, 4))
    p_xy[:2, :2], p_xy[2:, 2:] = [[0.6, 0.4], [0.4, 0.6]], [[0.95, 0.05], [0.05, 0.95]]
    source = read_source(p_xy / 4)
    clusters = Clusters(np.array([0.5, 0.5]), np.array([[0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5]]))
    found = Solution(clusters)
    assert _split(source, 2.0, found)
    np.testing.assert_allclose(found.clusters.p_z, [0.5, 0.25, 0.25])
    np.testing.assert_allclose(found.clusters.p_y_given_z[0], [0.5, 0.5, 0, 0])
    assert np.ptp(found.clusters.p_y_given_z[1:, 2]) > 0.3


def split_in_turn(source, beta, clusters):
    """Each unstable cluster is split by the best of ever smaller steps, if that leads down."""
    state = evaluate(source, beta, clusters)
    squares, directions = maximal_correlations(state.p_xz, source.p_y_given_x)
    for z in np.flatnonzero(beta * squares > 1):
        p_z, q = clusters
        tries = [clusters]
        for size in 0.5 ** np.arange(1, 20):
            step = size * directions[z] / np.abs(directions[z]).max()
            p_z_tried, q_tried = np.append(p_z, p_z[z] / 2), np.vstack([q, q[z] * (1 - step)])
            p_z_tried[z], q_tried[z] = p_z[z] / 2, q[z] * (1 + step)
            tries.append(Clusters(p_z_tried, q_tried))
        clusters = min(tries, key=lambda tried: evaluate(source, beta, tried).free_energy)
    return clusters


@pytest.mark.parametrize("seed, beta, splits", [(0, 20, 3), (3, 20, 2), (5, 20, 3), (6, 8, 2)])
def test_unstable_clusters_are_split_one_after_the_other_as_long_as_it_helps(seed, beta, splits):
    source = read_source(random_law(seed))
    q = source.p_x @ source.p_y_given_x * np.exp(np.random.default_rng(seed).normal(0, 0.3, (3, 3)))
    found = Solution(Clusters(np.full(3, 1 / 3), q / q.sum(axis=1, keepdims=True)))
    expected = split_in_turn(source, beta, found.clusters)
    assert _split(source, beta, found)
    assert len(found.clusters.p_z) == 3 + splits
    np.testing.assert_allclose(found.clusters.p_z, expected.p_z)
    np.testing.assert_allclose(found.clusters.p_y_given_z, expected.p_y_given_z)


# --- what is missing -----------------------------------------------------------------------------


@pytest.mark.parametrize("beta", [1.3, 2.0, 6.0])
@pytest.mark.parametrize("seed", range(3))
def test_the_gap_is_the_largest_log_c_on_the_line(seed, beta):
    source = read_source(random_law(seed, rows=4, columns=2))
    clusters = Clusters(np.ones(1), (source.p_x @ source.p_y_given_x)[None])
    grid = np.linspace(1e-6, 1 - 1e-6, 2001)
    expected = max(log_c(source, beta, clusters, [q, 1 - q]) for q in grid)
    gap, posteriors = missing(source, beta, clusters)
    assert gap == pytest.approx(max(0, expected), abs=1e-5)
    if gap > 1e-9:
        heights = [log_c(source, beta, clusters, q) for q in posteriors]
        assert heights[0] == max(heights) == pytest.approx(gap, abs=1e-12)
        assert min(heights) > gap / 101


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_missing_from_a_solution_and_something_is_without_one_of_its_clusters(seed):
    source, beta = read_source(random_law(seed)), 8.0
    found = solve(source, beta, tolerance=1e-10)
    assert found.gap < 1e-8 and len(found.clusters.p_z) > 1
    assert missing(source, beta, found.clusters)[0] == pytest.approx(0, abs=1e-8)
    p_z, q = (part[1:] for part in found.clusters)
    assert missing(source, beta, Clusters(p_z / p_z.sum(), q))[0] > 1e-4


def test_right_after_a_jump_newton_steps_find_how_much_is_missing():
    source, beta = read_source(BAROMETER), 1.527
    constant = Clusters(np.ones(1), (source.p_x @ source.p_y_given_x)[None])
    gap, posteriors = missing(source, beta, constant)

    def minus_log_c(logits):
        q = np.exp([*logits, 0])
        return -log_c(source, beta, constant, q / q.sum())

    start = np.log(posteriors[0, :2] / posteriors[0, 2])
    top = minimize(minus_log_c, start, method="Nelder-Mead", options=dict(xatol=1e-6, fatol=1e-14))
    assert gap == pytest.approx(-top.fun, abs=1e-11)
    assert missing(source, beta, constant, to_the_top=False)[0] < gap - 1e-5
    found = solve(source, beta, tolerance=1e-3, start=constant)
    assert found.gap == pytest.approx(gap, abs=1e-12)


@pytest.mark.parametrize("to_the_top", [False, True])
def test_missing_posteriors_come_largest_first(to_the_top):
    source, beta = read_source(random_law(4, rows=6)), 40.0
    clusters = Clusters(np.ones(1), (source.p_x @ source.p_y_given_x)[None])
    _, posteriors = missing(source, beta, clusters, to_the_top=to_the_top)
    heights = [log_c(source, beta, clusters, q) for q in posteriors]
    assert len(heights) > 2 and (np.diff(heights) <= 0).all()


# In the next tests two kinds of rows are told apart by a letter that is almost sure, and beta is so
# large that the mean of both kinds is too far away to be a start. Inside a kind, where the other
# letters have a small share, it is as if beta were beta times that share.


def two_kinds(rows, share):
    return np.kron(np.eye(2), np.hstack([np.full((len(rows), 1), 1 - share), share * rows]))


def in_each_kind(posteriors, share):
    """The posteriors of the other letters, where each kind has one."""
    first, second = sorted(posteriors.tolist(), reverse=True)
    cut = len(first) // 2
    assert sum(first[cut:]) == sum(second[:cut]) == 0
    return np.array([first[1:cut], second[cut + 1 :]]) / share


CIRCLE = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 0, 1]]) / 2


def test_a_posterior_halfway_between_neighbors_is_found():
    beta, inner = 3000.0, 1.2
    rows = two_kinds(np.array([[0.9, 0.1], [0.1, 0.9]]), inner / beta)
    source = read_source(rows / 4)
    gap, posteriors = missing(source, beta, Clusters(source.p_x, source.p_y_given_x))
    to_mean = math.exp(-inner * kl_divergence([0.9, 0.1], [0.5, 0.5]))
    to_other = math.exp(-inner * kl_divergence([0.9, 0.1], [0.1, 0.9]))
    assert gap == pytest.approx(math.log(2 * to_mean / (1 + to_other)), abs=1e-9)
    np.testing.assert_allclose(in_each_kind(posteriors, inner / beta), 0.5, atol=1e-6)


def test_a_posterior_with_letters_that_neighbors_lack_is_found_by_way_of_the_mean():
    beta, inner = 1500.0, 1.5
    source = read_source(two_kinds(CIRCLE, inner / beta) / 8)
    gap, posteriors = missing(source, beta, Clusters(source.p_x, source.p_y_given_x))
    assert gap == pytest.approx(math.log(4) - inner * math.log(2), abs=1e-9)
    np.testing.assert_allclose(in_each_kind(posteriors[:2], inner / beta), 0.25, atol=1e-6)


def test_a_posterior_between_a_row_and_its_cluster_is_found():
    # With an inner beta of 1 and one uniform cluster for each kind, c is a quadratic form in the
    # roots of q, so that its maximum is an eigenvalue.
    beta, weights = 3000.0, [0.34, 0.06, 0.05, 0.05]
    source = read_source(two_kinds(CIRCLE, 1 / beta) * np.tile(weights, 2)[:, None])
    clusters = Clusters(np.array([0.5, 0.5]), two_kinds(np.full((1, 4), 0.25), 1 / beta))
    gap, posteriors = missing(source, beta, clusters)
    form = np.zeros((4, 4))
    form[[0, 1, 2, 3], [1, 2, 3, 0]] = weights
    values, vectors = np.linalg.eigh(4 * (form + form.T))
    assert gap == pytest.approx(math.log(values[-1]), abs=1e-9)
    expected = np.tile(vectors[:, -1] ** 2, (2, 1))
    np.testing.assert_allclose(in_each_kind(posteriors, 1 / beta), expected, atol=1e-4)


def test_posteriors_climb_each_by_itself_and_on_its_own_letters():
    source, beta = read_source(ROWS), 4.0
    rows = source.p_y_given_x
    clusters = Clusters(np.ones(1), (source.p_x @ rows)[None])
    log_n = evaluate(source, beta, clusters).log_normalizers
    starts = (9 * rows + clusters.p_y_given_z) / 10
    starts[0] = [0.9, 0.1, 0.0]
    climbed = _climb(source, beta, log_n, starts, clusters)
    np.testing.assert_allclose(climbed.sum(axis=1), 1)
    assert climbed[0, 2] == 0 and (climbed[1:] > 0).all()
    for start, q in zip(starts, climbed):
        np.testing.assert_allclose(_climb(source, beta, log_n, start[None], clusters)[0], q)
        assert log_c(source, beta, clusters, q) > log_c(source, beta, clusters, start)


def test_where_the_climb_is_slow_it_is_faster_than_by_eight_steps_to_the_mean():
    source, beta = read_source(FLIP), 1.7
    clusters = Clusters(np.ones(1), np.array([[0.5, 0.5]]))
    log_n = evaluate(source, beta, clusters).log_normalizers
    q = start = np.array([0.53, 0.47])
    for _ in range(8):
        terms = source.p_x * ratios(source, beta, q[None], log_n)[:, 0]
        q = terms @ source.p_y_given_x / terms.sum()
    (climbed,) = _climb(source, beta, log_n, start[None], clusters)
    reached = [log_c(source, beta, clusters, law) for law in (start, q, climbed)]
    assert reached[2] - reached[1] > 0.5 * (reached[1] - reached[0]) > 0


def test_newton_steps_climb_to_the_top():
    source, beta = read_source(random_law(5, rows=4, columns=2)), 5.0
    clusters = Clusters(np.ones(1), (source.p_x @ source.p_y_given_x)[None])
    log_n = evaluate(source, beta, clusters).log_normalizers
    grid = np.linspace(1e-3, 1 - 1e-3, 1999)
    values = np.array([log_c(source, beta, clusters, [q, 1 - q]) for q in grid])
    inside = (values[1:-1] > values[:-2]) & (values[1:-1] > values[2:])
    tops = grid[1:-1][inside]
    starts = np.clip(np.stack([tops + 0.01, 1 - tops - 0.01], axis=1), 1e-6, 1)
    best, c = _climb_to_the_top(source, beta, log_n, starts / starts.sum(axis=1, keepdims=True))
    np.testing.assert_allclose(best[:, 0], tops, atol=1e-3)
    assert np.log(c) == pytest.approx(values[1:-1][inside], abs=1e-6)
    for q, height in zip(best, c):
        assert math.log(height) == pytest.approx(log_c(source, beta, clusters, q), abs=1e-12)


def test_long_newton_steps_are_shortened_each_by_itself():
    source, beta = read_source(FLIP), 3.0
    clusters = Clusters(np.ones(1), np.array([[0.5, 0.5]]))
    log_n = evaluate(source, beta, clusters).log_normalizers
    top = minimize_scalar(
        lambda q: -log_c(source, beta, clusters, [q, 1 - q]), bounds=(0.5, 1), method="bounded"
    ).x
    starts = np.array([0.6, 0.7, 0.8, 0.98, 0.99])
    best, _ = _climb_to_the_top(source, beta, log_n, np.stack([starts, 1 - starts], axis=1))
    np.testing.assert_allclose(best[:, 0], top, atol=1e-5)


def test_posteriors_count_as_one_if_they_are_close():
    a, near, far = [0.5, 0.5], [0.5 + 1e-4, 0.5 - 1e-4], [0.51, 0.49]
    assert _apart(np.array([a, near, far]), np.array([a])).tolist() == [False, False, True]
    assert _apart(np.array([a]), np.empty((0, 2))).tolist() == [True]
    assert _distinct(np.array([a, near, far, a])).tolist() == [a, far]
    many = np.linspace(0.01, 0.99, 40)
    kept = _distinct(np.stack([many, 1 - many], axis=1))
    assert kept[:, 0].tolist() == many[:16].tolist()


# --- all together --------------------------------------------------------------------------------


@settings(max_examples=20)
@given(seeds, st.floats(1.1, 20.0))
def test_the_history_never_rises_and_ends_at_the_lagrangian(seed, beta):
    result = ib(random_law(seed), beta)
    assert (np.diff(result.history) <= 1e-13).all()
    assert result.history[-1] == pytest.approx(result.lagrangian, abs=1e-8)
    assert result.converged and result.residual < 1e-10
    assert 0 <= result.gap < 1e-6


@pytest.mark.parametrize("beta", [1.5624, 1.5626, 1.6])
def test_near_a_split_the_plain_steps_are_fifty_and_the_newton_steps_a_few(beta):
    assert len(ib(FLIP, beta).history) <= 50 + 15


@pytest.mark.parametrize(
    "law, beta", [([[1, 5], [0, 9], [8, 6]], 3), ([[1, 4, 1], [3, 2, 6], [9, 6, 6], [2, 1, 9]], 5)]
)
def test_a_newton_step_that_leads_up_is_shortened(law, beta):
    result = ib(np.array(law) / np.sum(law), beta)
    assert (np.diff(result.history) <= 1e-13).all()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "law, beta",
    [([[3, 6], [1, 9], [4, 7]], 1000), ([[0, 2], [4, 6], [4, 5]], 500), ([[9, 1], [1, 9]], 5000)],
)
def test_a_large_beta_warns_of_nothing(law, beta):
    p_xy = np.array(law) / np.sum(law)
    result = ib(p_xy, beta)
    assert result.converged
    assert result.relevance == pytest.approx(mutual_information(p_xy), abs=1e-3)


@pytest.mark.parametrize("seed, beta", [(0, 3), (1, 3), (3, 6), (4, 6)])
def test_the_residual_of_a_search_is_below_its_tolerance_and_not_equal(seed, beta):
    reached = ib(random_law(seed), beta, tolerance=1e-6).residual
    again = ib(random_law(seed), beta, tolerance=reached)
    assert again.converged and again.residual < reached < 1e-6


def test_a_search_for_more_than_float64_holds_is_given_up_soon():
    steps = [len(ib(random_law(seed), 5, tolerance=1e-300).history) for seed in range(20)]
    assert np.median(steps) < 100


@pytest.mark.parametrize("seed", range(6))
def test_a_random_law_takes_a_few_dozen_steps(seed):
    assert len(ib(random_law(seed, 8, 5), 5.0).history) <= 150


def test_a_search_may_start_from_the_clusters_of_another_beta():
    source = read_source(random_law(7))
    at_five = solve(source, 5.0, tolerance=1e-10)
    again = solve(source, 5.0, tolerance=1e-10, start=at_five.clusters)
    assert len(again.history) < len(at_five.history)
    assert again.history[-1] == pytest.approx(at_five.history[-1], abs=1e-12)
    constant = Clusters(np.ones(1), (source.p_x @ source.p_y_given_x)[None])
    from_nothing = solve(source, 5.0, tolerance=1e-10, start=constant)
    assert from_nothing.history[-1] == pytest.approx(at_five.history[-1], abs=1e-9)


def test_a_curve_takes_fewer_steps_than_its_points_alone():
    p_xy, betas = random_law(4), np.linspace(1.5, 8, 8)
    alone = sum(len(ib(p_xy, beta).history) for beta in betas)
    assert sum(len(result.history) for result in ib_curve(p_xy, betas)) < 0.9 * alone


# --- results -------------------------------------------------------------------------------------


@pytest.mark.parametrize("beta", [0, 0.5, 1])
def test_up_to_beta_one_the_constant_encoder_is_the_answer(beta):
    result = ib(ROWS / ROWS.sum(), beta)
    assert result.encoder.tolist() == [[1.0]] * 3 and result.clusters == 1
    assert result.rate == 0 and result.gap == 0 and result.converged
    assert result.history == pytest.approx([0], abs=1e-15)
    assert result.beta == beta and isinstance(result.beta, float)


@pytest.mark.parametrize("seed", range(4))
def test_what_a_result_reports_follows_from_its_encoder(seed):
    p_xy = random_law(seed, rows=6)
    result = ib(p_xy, 9.0)
    p_zy = result.encoder.T @ p_xy
    np.testing.assert_allclose(result.p_z, p_zy.sum(axis=1), atol=1e-10)
    np.testing.assert_allclose(result.p_y_given_z, p_zy / result.p_z[:, None], atol=1e-8)
    places = np.arange(6) * p_xy.sum(axis=1) @ result.encoder / result.p_z
    assert (np.diff(places) > 0).all() and result.clusters > 1


def test_symbols_with_equal_rows_count_as_one_in_the_order_of_the_clusters():
    encoder = ib(np.array([[4, 1], [1, 4], [4, 1], [4, 1]]) / 20, 100.0).encoder
    assert encoder.argmax(axis=1).tolist() == [0, 1, 0, 0]


@pytest.mark.parametrize("total", [1 - 9e-10, 1 + 9e-10])
def test_a_law_that_sums_to_one_but_for_rounding_is_solved_as_well(total):
    plain, rounded = ib(FLIP, 2), ib(total * FLIP, 2)
    assert rounded.converged and len(rounded.history) == len(plain.history)
    assert rounded.lagrangian == pytest.approx(plain.lagrangian, abs=1e-14)
    assert rounded.gap == pytest.approx(plain.gap, abs=1e-12)


def test_a_row_of_probability_zero_may_be_dropped_and_changes_nothing():
    with_zero = np.array([[0.45, 0.05], [0.0, 0.0], [0.05, 0.45]])
    plain, dropped = ib(FLIP, 2), ib(with_zero, 2, drop_zero_rows=True)
    assert dropped.lagrangian == pytest.approx(plain.lagrangian, abs=1e-12)
    np.testing.assert_allclose(dropped.encoder[[0, 2]], plain.encoder, atol=1e-9)
    np.testing.assert_allclose(dropped.encoder[1], dropped.p_z)
    curve = ib_curve(with_zero, [2], drop_zero_rows=True)
    assert curve.rates == pytest.approx([plain.rate])
    bound = global_bound(with_zero, 2, drop_zero_rows=True)
    assert bound.lower == pytest.approx(global_bound(FLIP, 2).lower, abs=1e-9)
    assert critical_beta(with_zero, drop_zero_rows=True) == pytest.approx(critical_beta(FLIP))
    (split,) = split_points(with_zero, 1, 4, drop_zero_rows=True)
    assert split.beta == pytest.approx(1.5625, abs=1e-3)
    hard = deterministic_ib(with_zero, 5, drop_zero_rows=True)
    assert hard.labels.tolist() == [0, -1, 1]
    assert hard.encoder.tolist() == [[1, 0], [0, 0], [0, 1]]


@pytest.mark.parametrize(
    "call",
    [
        read_source,
        lambda p: ib(p, 2),
        lambda p: ib_curve(p, [2]),
        lambda p: global_bound(p, 2),
        critical_beta,
        lambda p: split_points(p, 1, 4),
        lambda p: deterministic_ib(p, 2),
    ],
)
def test_a_row_of_probability_zero_is_not_dropped_unasked(call):
    message = (
        r"^p_xy\[1\] is all zero, so that p\(y\|x\) is undefined, expected a positive entry in "
        "each row; drop_zero_rows=True leaves such rows out$"
    )
    with pytest.raises(ValueError, match=message):
        call([[0.5, 0.5], [0.0, 0.0]])


def test_a_result_says_how_many_clusters_and_whether_it_has_converged():
    two, one = ib(FLIP, 2), ib(FLIP, 1.5)
    assert repr(two) == (
        "Bottleneck at beta = 2: rate 0.482730 nats, relevance 0.282273 nats, 2 clusters"
    )
    assert repr(one).endswith(", 1 cluster")
    missed = repr(replace(two, converged=False, residual=0.02))
    assert missed == repr(two) + ", NOT CONVERGED (residual 0.02)"


def test_the_search_ends_at_the_residual_that_is_asked():
    for rough in (ib(FLIP, 2, tolerance=1e-3), *ib_curve(FLIP, [2], tolerance=1e-3)):
        assert rough.converged and 1e-10 < rough.residual < 1e-3
        assert len(rough.history) < len(ib(FLIP, 2).history)


def test_the_curve_is_in_the_order_of_beta_and_shown_as_a_table():
    curve = ib_curve(FLIP, [4, 1, 2])
    assert curve.betas.tolist() == [1, 2, 4] and len(curve) == 3
    assert curve.clusters.tolist() == [1, 2, 2] and curve.violations == ()
    assert repr(curve).splitlines() == [
        "Bottleneck curve: 3 values of beta from 1 to 4, I(X;Y) = 0.368064 nats, no violations",
        " beta     rate  relevance  clusters",
        "    1  0.00000    0.00000         1",
        "    2  0.48273    0.28227         2",
        "    4  0.68589    0.36647         2",
    ]
    assert ib_curve(FLIP, [2, 4])._repr_html_() == (
        "<table><caption>Bottleneck curve: 2 values of beta from 2 to 4, I(X;Y) = 0.368064 nats, "
        'no violations</caption><thead><tr><th scope="col">beta</th><th scope="col">rate</th>'
        '<th scope="col">relevance</th><th scope="col">clusters</th></tr></thead><tbody>'
        "<tr><td>2</td><td>0.48273</td><td>0.28227</td><td>2</td></tr>"
        "<tr><td>4</td><td>0.68589</td><td>0.36647</td><td>2</td></tr></tbody></table>"
    )


def test_what_speaks_against_a_curve_is_said():
    low, high = ib(FLIP, 2), ib(FLIP, 4)
    assert _violations([low, high]) == ()
    assert _violations([replace(low, converged=False, residual=0.02)]) == (
        "beta = 2 has not converged: its residual is 0.02",
    )
    falls = _violations([low, replace(high, rate=low.rate - 0.1, relevance=low.relevance - 0.2)])
    assert falls[:2] == (
        "from beta = 2 to 4 the rate falls by 0.1 nats",
        "from beta = 2 to 4 the relevance falls by 0.2 nats",
    )
    steep = _violations([low, replace(high, rate=low.rate, relevance=low.relevance + 0.1)])
    assert steep == (
        "from beta = 2 to 4 the slope is not between 1/beta of the ends: at beta = 2 the other "
        "encoder is better by 0.2 nats",
    )
    flat = _violations([low, replace(high, rate=low.rate + 0.5, relevance=low.relevance + 0.1)])
    assert flat == (
        "from beta = 2 to 4 the slope is not between 1/beta of the ends: at beta = 4 the other "
        "encoder is better by 0.1 nats",
    )
    within = replace(high, beta=2.0, rate=low.rate - 0.9e-9, relevance=low.relevance - 0.4e-9)
    assert _violations([low, within]) == ()
    curve = replace(ib_curve(FLIP, [2, 4]), violations=("one thing", "another"))
    assert repr(curve).splitlines()[-2:] == ["one thing", "another"]
    assert ", 2 violations\n" in repr(curve)
    assert curve._repr_html_().endswith("</table><p>one thing</p><p>another</p>")
    assert ", 1 violation\n" in repr(replace(curve, violations=("one thing",)))


# --- the proof -----------------------------------------------------------------------------------


@pytest.mark.parametrize("columns, corners", [(2, 2), (3, 3), (4, 4), (4, 3)])
def test_halves_of_a_cell_share_its_longest_edge(columns, corners):
    cells = np.random.default_rng(columns).dirichlet(np.ones(columns), (9, corners))
    halves = _halves(cells)
    assert halves.shape == (18, corners, columns)
    for cell, first, second in zip(cells, halves[:9], halves[9:]):
        roots = np.sqrt(cell)
        lengths = {
            (a, b): np.linalg.norm(roots[a] - roots[b]) for a in range(corners) for b in range(a)
        }
        longest = set(max(lengths, key=lengths.get))
        middle = cell[list(longest)].mean(axis=0)
        for half in (first, second):
            (new,) = [i for i in range(corners) if not np.array_equal(half[i], cell[i])]
            assert new in longest and np.allclose(half[new], middle)
        assert not np.array_equal(first, second)


@pytest.mark.parametrize("seed", range(3))
def test_the_bound_of_a_cell_holds_at_all_its_points(seed):
    rng = np.random.default_rng(seed)
    heights, beta_rows = rng.normal(size=4), 3 * rng.dirichlet(np.ones(3), 4)
    large = rng.dirichlet(np.ones(3), (6, 3))
    small = 0.9 * large.mean(axis=1, keepdims=True) + 0.1 * large
    cells = np.concatenate([large, small])
    bounds = _cell_bounds(heights, beta_rows, cells)
    for cell, bound in zip(cells, bounds):
        points = np.vstack([cell, rng.dirichlet(np.ones(3), 200) @ cell])
        values = np.log(np.exp(heights + np.log(points) @ beta_rows.T).sum(axis=1))
        assert (values <= bound + 1e-12).all()
    # A cell that is one point is bounded by its value.
    point = rng.dirichlet(np.ones(3))
    value = math.log(np.exp(heights + beta_rows @ np.log(point)).sum())
    assert _cell_bounds(heights, beta_rows, np.tile(point, (1, 3, 1)))[0] == pytest.approx(value)


def test_a_bound_is_as_tight_as_asked_or_as_the_cells_allow():
    tight, loose = global_bound(FLIP, 2), global_bound(FLIP, 2, tolerance=1e-3)
    assert 0 <= tight.gap < 1e-8 and tight.cells > loose.cells
    assert loose.lower <= tight.lower and loose.gap < 1.1e-3
    assert all(global_bound(FLIP, 2, max_cells=n).cells > n for n in range(1, 20))
    few = global_bound(FLIP, 2, max_cells=10)
    assert 10 < few.cells < loose.cells and few.lower < loose.lower and few.gap > 1e-3
    assert few.upper == tight.upper == tight.result.lagrangian
    assert repr(few).startswith("Global bound at beta = 2: the Lagrangian lies between -")
    assert repr(tight).endswith("between -0.081816 and -0.081816 nats")


def test_one_cell_is_enough_where_nothing_has_a_price():
    assert global_bound(FLIP, 0).cells == 1


@pytest.mark.parametrize("rows, columns", [(2, 6), (6, 2)])
def test_the_proof_is_as_short_as_the_smaller_of_the_two_alphabets_allows(rows, columns):
    assert global_bound(random_law(0, rows, columns), 3, max_cells=1000).gap < 1e-8


@pytest.mark.parametrize("rows", [2, 4])
def test_an_impossible_letter_does_not_change_the_proof(rows):
    p_xy = random_law(0, rows)
    plain, wide = global_bound(p_xy, 3), global_bound(np.insert(p_xy, 1, 0, axis=1), 3)
    assert wide.cells == plain.cells and wide.lower == pytest.approx(plain.lower, abs=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_the_bound_holds_with_fewer_rows_than_letters_and_with_impossible_letters(seed):
    p_xy = random_law(seed, rows=2, columns=4)
    p_xy[:, 1] = 0
    p_xy /= p_xy.sum()
    bound = global_bound(p_xy, 3)
    assert -1e-12 <= bound.gap < 1e-8
    rng = np.random.default_rng(seed)
    for encoder in rng.dirichlet(np.full(3, 0.5), size=(200, 2)):
        rate = mutual_information(p_xy.sum(axis=1)[:, None] * encoder)
        assert rate - 3 * mutual_information(encoder.T @ p_xy) >= bound.lower - 1e-12


# --- splits --------------------------------------------------------------------------------------


def test_critical_betas_of_clusters_are_those_of_their_conditional_laws():
    p_xy = random_law(3)
    encoder = np.random.default_rng(3).dirichlet(np.ones(2), 4)
    found = critical_betas(p_xy, encoder)
    for z, beta in enumerate(found):
        joint = p_xy * encoder[:, [z]]
        assert beta == pytest.approx(critical_beta(joint / joint.sum()))
    with_zero = np.vstack([p_xy, np.zeros(3)])
    np.testing.assert_allclose(critical_betas(with_zero, np.vstack([encoder, [0.5, 0.5]])), found)
    assert critical_beta(np.full((2, 2), 0.25)) == math.inf
    unrelated = np.outer([0.1, 0.2, 0.7], [0.3, 0.6, 0.1])
    assert critical_betas(unrelated, np.ones((3, 1))) == [math.inf]


def test_splits_are_pinned_to_the_width_that_is_asked():
    for width in (1e-2, 1e-4):
        (split,) = split_points(FLIP, 1, 4, count=5, width=width)
        assert split.low.beta < split.beta < split.high.beta
        assert width / 2 < split.high.beta - split.low.beta <= width
        assert abs(split.beta - 1.5625) < 3 * width
        assert split.jump == split.high.rate - split.low.rate > 0
    assert split_points(FLIP, 2, 4, count=3) == ()
    (wide,) = split_points(FLIP, 1, 3, count=3, width=1)
    assert (wide.low.beta, wide.high.beta) == (1, 2)
    (split,) = split_points(FLIP, 1, 4)
    (same,) = split_points(FLIP, 1, 4, count=40, width=1e-3)
    assert split.beta == same.beta
    assert repr(split) == "Split from 1 to 2 clusters at beta = 1.5628 +- 0.0003, rate +0.002 nats"


@pytest.mark.parametrize("options", [dict(count=40, width=10), dict(count=2)])
def test_the_search_for_splits_starts_from_the_clusters_of_a_larger_beta(options):
    p_xy = random_law(4)
    (split,) = split_points(p_xy, 1.5, 8, **options)
    for end in (split.low, split.high):
        assert len(end.history) < len(ib(p_xy, end.beta).history)


def test_two_splits_are_found_in_order_even_between_two_first_values():
    # Two flips, told apart by a letter: each is a channel of its own, with its own critical beta.
    p_xy = np.zeros((4, 4))
    p_xy[:2, :2], p_xy[2:, 2:] = [[9, 1], [1, 9]], [[7, 3], [3, 7]]
    splits = split_points(p_xy / p_xy.sum(), 1.2, 20, count=2)
    assert [(s.low.clusters, s.high.clusters) for s in splits] == [(2, 3), (3, 4)]
    assert [round(s.beta, 2) for s in splits] == [1.56, 6.25]


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: ib(FLIP, 2, tolerance=0), "^tolerance is 0, expected a positive number"),
        (lambda: ib(FLIP, 2, tolerance="x"), "^tolerance is 'x'"),
        (lambda: ib(FLIP, "2"), "^beta is '2', expected a finite number, 0 or more"),
        (lambda: ib(FLIP, math.inf), "^beta is inf"),
        (lambda: ib_curve(FLIP, []), r"^betas has shape \(0,\), expected one axis and at least"),
        (lambda: ib_curve(FLIP, 2), r"^betas has shape \(\)"),
        (lambda: ib_curve(FLIP, [[2]]), r"^betas has shape \(1, 1\)"),
        (lambda: ib_curve(FLIP, [2, -1]), "^beta is -1"),
        (lambda: ib_curve(FLIP, [2], tolerance=-1), "^tolerance is -1"),
        (lambda: global_bound(FLIP, -1), "^beta is -1"),
        (lambda: global_bound(FLIP, 2, tolerance=0), "^tolerance is 0"),
        (lambda: global_bound(FLIP, 2, max_cells=0), "^max_cells is 0, expected a positive"),
        (lambda: split_points(FLIP, 4, 1), "^highest is 1, expected more than lowest, 4"),
        (lambda: split_points(FLIP, 1, 1), "^highest is 1, expected more than lowest, 1"),
        (lambda: split_points(FLIP, -1, 4), "^beta is -1"),
        (lambda: split_points(FLIP, 1, math.inf), "^beta is inf"),
        (lambda: split_points(FLIP, 1, 4, count=1), "^count is 1, expected 2 or more"),
        (lambda: split_points(FLIP, 1, 4, width=0), "^width is 0, expected a positive"),
        (lambda: critical_betas(FLIP, [[1.0]]), "^encoder has 1 rows, expected 2 as p_xy has"),
        (lambda: critical_betas(FLIP, [[0.5], [1]]), r"^encoder\[0\] sums to 0.5"),
        (lambda: critical_betas([0.5, 0.5], [[1], [1]]), "^p_xy has shape"),
        (
            lambda: critical_betas(FLIP, [[1, 0], [1, 0]]),
            r"^encoder\[:, 1\] carries no mass, expected p\(z\) > 0",
        ),
        (lambda: deterministic_ib(FLIP, -1), "^beta is -1"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


# --- the deterministic bottleneck ----------------------------------------------------------------


def cost_of(p_xy, labels, beta):
    encoder = np.eye(len(p_xy))[list(labels)]
    p_zy = encoder.T @ p_xy
    return entropy(p_zy.sum(axis=1)) - beta * mutual_information(p_zy)


@settings(max_examples=25)
@given(seeds, st.floats(0.5, 12.0))
@example(145, 6.0)  # where after merging all symbols have to be tried twice
def test_no_move_and_no_merge_improves_a_hard_encoder(seed, beta):
    p_xy = random_law(seed, rows=7)
    found = deterministic_ib(p_xy, beta)
    labels = found.labels.tolist()
    assert found.lagrangian == pytest.approx(cost_of(p_xy, labels, beta), abs=1e-12)
    assert found.rate == pytest.approx(entropy(p_xy.sum(axis=1) @ found.encoder))
    assert labels == [sorted(set(labels), key=labels.index).index(z) for z in labels]
    for x, z in product(range(7), range(7)):
        moved = [*labels[:x], z, *labels[x + 1 :]]
        assert cost_of(p_xy, moved, beta) >= found.lagrangian - 1e-11
    for a, b in product(set(labels), repeat=2):
        merged = [a if z == b else z for z in labels]
        assert cost_of(p_xy, merged, beta) >= found.lagrangian - 1e-11


def merged_greedily(p_xy, beta):
    """The least cost on the way from Z = X to one cluster, always by the best merge."""
    labels = list(range(len(p_xy)))
    least = cost_of(p_xy, labels, beta)
    while len(set(labels)) > 1:
        pairs = [(a, b) for a in set(labels) for b in set(labels) if a < b]
        tries = [[a if z == b else z for z in labels] for a, b in pairs]
        labels = min(tries, key=lambda labels: cost_of(p_xy, labels, beta))
        least = min(least, cost_of(p_xy, labels, beta))
    return least


@pytest.mark.parametrize("beta", [1.5, 3.0, 6.0, 12.0])
@pytest.mark.parametrize("seed", range(4))
def test_merging_from_all_symbols_takes_the_best_pair_and_keeps_the_best_stage(seed, beta):
    p_xy = random_law(seed, rows=7)
    labels = _agglomerate(p_xy, beta)
    assert cost_of(p_xy, labels, beta) == pytest.approx(merged_greedily(p_xy, beta), abs=1e-12)
    assert _agglomerate(FLIP, 3.0).tolist() == [0, 1]  # log 2 - 3 I(X;Y) is below zero


def law_with_zeros(seed, rows=6):
    p_xy = random_law(seed, rows)
    p_xy[np.random.default_rng(seed).random(p_xy.shape) < 0.3] = 0
    return (p_xy + np.eye(rows, 3) * 0.01) / (p_xy + np.eye(rows, 3) * 0.01).sum()


def hard_clusters_after(step, seed, beta):
    """A law, the labels before and after one step of the search, and what the step returns."""
    p_xy = law_with_zeros(seed)
    before = np.random.default_rng(seed).integers(6, size=6)
    after = before.copy()
    changed = step(p_xy, beta, after)
    return p_xy, before, after, changed


def moved_one_by_one(p_xy, beta, labels):
    """Each symbol in its turn goes to the cluster where the whole cost is the least."""
    labels = list(labels)
    for x in range(len(labels)):
        tries = [[*labels[:x], z, *labels[x + 1 :]] for z in range(len(labels))]
        costs = [cost_of(p_xy, labels, beta) for labels in tries]
        if min(costs) < costs[labels[x]] - 1e-12:
            labels = tries[int(np.argmin(costs))]
    return labels


@pytest.mark.parametrize("beta", [0.5, 1.5, 4.0, 12.0])
@pytest.mark.parametrize("seed", range(6))
def test_moving_takes_every_symbol_to_its_best_cluster_in_turn(seed, beta):
    p_xy, start, labels, moved = hard_clusters_after(_move, seed, beta)
    expected = moved_one_by_one(p_xy, beta, start)
    assert cost_of(p_xy, labels, beta) == pytest.approx(cost_of(p_xy, expected, beta), abs=1e-12)
    assert moved == (labels.tolist() != start.tolist())
    alone = np.arange(6)  # each symbol in a cluster of its own
    _move(p_xy, beta, alone)
    expected = moved_one_by_one(p_xy, beta, range(6))
    assert cost_of(p_xy, alone, beta) == pytest.approx(cost_of(p_xy, expected, beta), abs=1e-12)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("beta", [0.5, 1.5, 4.0, 12.0])
@pytest.mark.parametrize("seed", range(6))
def test_merging_labels_takes_the_best_pair_or_none(seed, beta):
    p_xy, start, labels, merged = hard_clusters_after(_merge_labels, seed, beta)
    pairs = [(a, b) for a in set(start.tolist()) for b in set(start.tolist()) if a != b]
    tries = [np.where(start == b, a, start) for a, b in pairs]
    least = min(cost_of(p_xy, choice, beta) for choice in tries)
    before = cost_of(p_xy, start, beta)
    assert merged == (least < before - 1e-12)
    assert cost_of(p_xy, labels, beta) == pytest.approx(min(least, before), abs=1e-12)
    one = np.full(6, 3)
    assert not _merge_labels(p_xy, beta, one) and (one == 3).all()


def test_two_clusters_are_merged_if_that_is_better_but_not_if_it_is_as_good():
    labels = np.array([0, 1])
    copies = np.eye(2) / 2  # Y = X, so that H(Z) = I(Z;Y)
    assert not _merge_labels(copies, 1.0, labels) and labels.tolist() == [0, 1]
    assert _merge_labels(copies, 0.9, labels) and labels.tolist() == [0, 0]


@pytest.mark.parametrize("beta", [1.5, 3.0, 6.0, 12.0])
def test_the_best_hard_encoder_is_found_for_most_laws(beta):
    gaps = []
    for seed in range(12):
        p_xy = random_law(seed)
        best = min(cost_of(p_xy, labels, beta) for labels in product(range(4), repeat=4))
        gaps.append(deterministic_ib(p_xy, beta).lagrangian - best)
    assert min(gaps) > -1e-12 and sum(gap < 1e-12 for gap in gaps) >= 11


def test_a_hard_encoder_says_how_many_clusters():
    assert repr(deterministic_ib(FLIP, 2)) == (
        "Deterministic bottleneck at beta = 2: rate 0.693147 nats, relevance 0.368064 nats, "
        "2 clusters"
    )
    constant = deterministic_ib(FLIP, 1)
    assert repr(constant).endswith(", 1 cluster") and constant.labels.tolist() == [0, 0]
    assert constant.beta == 1 and constant.lagrangian == 0
