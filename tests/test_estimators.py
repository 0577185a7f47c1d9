"""Estimators: exact sums, ceilings and brute force; then error bars on laws that are known."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import digamma
from scipy.stats import binom, multinomial
from scipy.stats import t as student_t

from ibnotes.estimators import (
    asinh,
    contingency_table,
    discrete_task,
    gaussian_information,
    gaussian_task,
    half_cube,
    kozachenko_leonenko,
    ksg,
    ksg_ceiling,
    miller_madow_entropy,
    miller_madow_information,
    neighbors,
    plug_in_entropy,
    plug_in_information,
    spiral,
    student_task,
)
from ibnotes.measures import entropy, mutual_information


def mean_and_error(values):
    values = np.array(values)
    return values.mean(), values.std(ddof=1) / math.sqrt(len(values))


# --- counts: the bias, by exact sums


def mean_plug_in(p, size):
    """E of the plug-in entropy, by a binomial sum for each cell."""
    k = np.arange(1, size + 1)
    surprise = -k / size * np.log(k / size)
    return sum(binom.pmf(k, size, q) @ surprise for q in np.ravel(p) if q > 0)


def mean_miller_madow(p, size):
    seen = sum(1 - (1 - q) ** size for q in np.ravel(p))
    return mean_plug_in(p, size) + (seen - 1) / (2 * size)


def test_the_mean_of_the_plug_in_entropy_is_the_binomial_sum():
    """All samples of seven draws from three values."""
    p, size = np.array([0.5, 0.3, 0.2]), 7
    mean = corrected = 0.0
    for counts in product(range(size + 1), repeat=3):
        if sum(counts) == size:
            chance = multinomial.pmf(counts, size, p)
            mean += chance * plug_in_entropy(counts)
            corrected += chance * miller_madow_entropy(counts)
    assert mean == pytest.approx(mean_plug_in(p, size), abs=1e-13)
    assert corrected == pytest.approx(mean_miller_madow(p, size), abs=1e-13)
    assert mean < entropy(p)


def test_the_bias_of_the_plug_in_information_is_upwards_for_independent_variables():
    p = np.outer([0.5, 0.5], [0.2, 0.3, 0.5])
    size = 200
    sums = [mean_plug_in(q, size) for q in (p.sum(axis=1), p.sum(axis=0), p)]
    bias = sums[0] + sums[1] - sums[2]
    assert bias == pytest.approx((2 - 1) * (3 - 1) / (2 * size), rel=0.02)


def test_the_bias_is_downwards_if_one_variable_is_the_other():
    p, size = np.full(4, 1 / 4), 100
    assert mean_plug_in(p, size) - math.log(4) == pytest.approx(-0.015129, abs=1e-6)
    diagonal = np.diag([30, 20, 25, 25])
    assert plug_in_information(diagonal) == pytest.approx(plug_in_entropy([30, 20, 25, 25]))


def test_miller_and_madow_remove_the_first_order_of_the_bias():
    p = [0.5, 0.3, 0.2]
    assert mean_plug_in(p, 80) - entropy(p) == pytest.approx(-0.01263, abs=1e-5)
    assert mean_miller_madow(p, 80) - entropy(p) == pytest.approx(-0.000127, abs=1e-6)


def test_an_information_is_the_sum_of_three_entropies():
    counts = np.array([[3, 0, 5], [1, 2, 2]])
    parts = counts.sum(axis=1), counts.sum(axis=0), counts
    for information, of_one in (
        (plug_in_information, plug_in_entropy),
        (miller_madow_information, miller_madow_entropy),
    ):
        x, y, xy = map(of_one, parts)
        assert information(counts) == pytest.approx(x + y - xy, abs=1e-14)
        assert information(counts, unit="bits") == pytest.approx((x + y - xy) / math.log(2))


def test_distinct_pairs_reach_the_ceiling():
    counts = contingency_table(np.arange(50), np.arange(50)[::-1])
    assert plug_in_information(counts) == pytest.approx(math.log(50))


def test_a_table_counts_pairs():
    x, y = discrete_task([[0.1, 0.2], [0.3, 0.4]]).sample(500, np.random.default_rng(0))
    counts = contingency_table(x, y)
    for a, b in product((0, 1), repeat=2):
        assert counts[a, b] == sum((x == a) & (y == b))


# --- neighbors: brute force, ceilings


def ksg_by_brute_force(x, y, k, variant):
    x, y = (np.reshape(v, (len(v), -1)) for v in (x, y))
    d_x, d_y = (np.abs(v[:, None] - v[None]).max(axis=2) for v in (x, y))
    total = 0.0
    for i in range(len(x)):
        others = np.arange(len(x)) != i
        joint = np.maximum(d_x[i], d_y[i])
        nearest = np.argsort(np.where(others, joint, np.inf))[:k]
        if variant == 1:
            n = [(others & (d[i] < joint[nearest[-1]])).sum() + 1 for d in (d_x, d_y)]
        else:
            n = [(others & (d[i] <= d[i][nearest].max())).sum() for d in (d_x, d_y)]
        total += digamma(n[0]) + digamma(n[1])
    offset = 1 / k if variant == 2 else 0
    return digamma(k) - offset + digamma(len(x)) - total / len(x)


@pytest.mark.parametrize("variant", [1, 2])
@pytest.mark.parametrize("shape", [(1, 1), (2, 1), (2, 3), (5, 4)])
@pytest.mark.parametrize("k", [1, 3, 10])
def test_ksg_counts_what_brute_force_counts(k, shape, variant):
    rng = np.random.default_rng(sum(shape) + k)
    x = rng.normal(size=(150, shape[0]))
    y = x[:, :1] + rng.normal(size=(150, shape[1]))
    expected = ksg_by_brute_force(x, y, k, variant)
    assert ksg(x, y, k=k, variant=variant) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("variant", [1, 2])
def test_ksg_counts_right_far_from_zero_and_on_tiny_scales(variant):
    rng = np.random.default_rng(11)
    x = 1e6 + 1e-3 * rng.normal(size=300)
    y = x - 1e6 + 1e-3 * rng.normal(size=300)
    expected = ksg_by_brute_force(x, y, 3, variant)
    assert ksg(x, y, variant=variant) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("hair", [-1e-10, 1e-10])
def test_points_on_the_line_count_by_their_differences(hair):
    rng = np.random.default_rng(12)
    points = 1e6 + 1e-3 * rng.normal(size=400)
    radii = np.abs(points - rng.permutation(points)) * (1 + hair)
    expected = (np.abs(points[:, None] - points) <= radii[:, None]).sum(axis=1) - 1
    assert (neighbors._within_on_the_line(points, radii) == expected).all()


def test_both_trees_find_the_same_neighbors(monkeypatch):
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(2, 300, 5))
    fast = [ksg(x, y, variant=v) for v in (1, 2)]
    monkeypatch.setattr(neighbors, "_counting_tree", lambda points: None)
    slow = [ksg(x, y, variant=v) for v in (1, 2)]
    assert fast == pytest.approx(slow, abs=1e-12)


@pytest.mark.parametrize("variant", [1, 2])
@pytest.mark.parametrize("k", [1, 3, 10])
def test_ksg_of_a_variable_with_itself_is_its_ceiling(k, variant):
    x = np.random.default_rng(k).normal(size=400)
    ceiling = digamma(400) - digamma(k) - (variant - 1) / k
    assert ksg(x, x, k=k, variant=variant) == pytest.approx(ceiling, abs=1e-12)
    assert ksg_ceiling(400, k=k, variant=variant) == pytest.approx(ceiling, abs=1e-14)


def test_equal_distances_take_the_first_ksg_above_its_ceiling():
    grid = np.arange(10.0)  # neither of the two nearest is nearer than the second
    assert ksg(grid, grid, k=2) > ksg_ceiling(10, k=2) + 1
    assert ksg(grid, grid, k=2, variant=2) <= ksg_ceiling(10, k=2, variant=2) + 1e-12


def test_the_ceiling_of_400_draws_is_about_five_nats():
    assert ksg_ceiling(400) == pytest.approx(5.0674, abs=5e-5)
    assert ksg_ceiling(400, unit="bits") == pytest.approx(5.0674 / math.log(2), abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5), st.sampled_from([1, 2]))
def test_ksg_is_symmetric_and_does_not_see_shifts_and_a_common_scale(seed, k, variant):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(60, 2))
    y = x[:, 0] + rng.normal(size=60)
    value = ksg(x, y, k=k, variant=variant)
    assert value <= ksg_ceiling(60, k=k, variant=variant) + 1e-12
    assert ksg(y, x, k=k, variant=variant) == pytest.approx(value, abs=1e-12)
    assert ksg(4 * x + 1, 4 * y - 2, k=k, variant=variant) == pytest.approx(value, abs=1e-12)
    order = rng.permutation(60)
    assert ksg(x[order], y[order], k=k, variant=variant) == pytest.approx(value, abs=1e-12)


# --- neighbors: within their error bars


@pytest.mark.parametrize("variant", [1, 2])
@pytest.mark.parametrize("k", [1, 3, 10])
@pytest.mark.parametrize("correlation", [0.0, 0.6, 0.9])
def test_ksg_finds_the_information_of_normal_variables(correlation, k, variant):
    task = gaussian_task(correlation)
    values = [
        ksg(*task.sample(1000, np.random.default_rng(seed)), k=k, variant=variant)
        for seed in range(12)
    ]
    mean, error = mean_and_error(values)
    assert abs(mean - task.information) < 4 * error + 0.01
    assert error < 0.03


def test_ksg_underestimates_in_many_dimensions():
    task = gaussian_task(0.8, dimension=5)
    x, y = task.sample(2000, np.random.default_rng(0))
    assert 0.5 * task.information < ksg(x, y) < 0.85 * task.information


@pytest.mark.parametrize(
    "draw, expected",
    [
        (lambda rng: rng.normal(size=3000), math.log(2 * math.pi * math.e) / 2),
        (lambda rng: rng.exponential(2.0, size=3000), 1 + math.log(2)),
        (lambda rng: rng.uniform(0, 3, size=(3000, 2)), 2 * math.log(3)),
    ],
)
def test_kozachenko_and_leonenko_find_known_entropies(draw, expected):
    values = [kozachenko_leonenko(draw(np.random.default_rng(seed))) for seed in range(12)]
    mean, error = mean_and_error(values)
    assert abs(mean - expected) < 4 * error + 0.015


def test_the_entropy_moves_with_the_logarithm_of_the_scale():
    x = np.random.default_rng(1).normal(size=(200, 3))
    assert kozachenko_leonenko(8 * x) - kozachenko_leonenko(x) == pytest.approx(3 * math.log(8))


# --- the fit of a normal law


def test_the_normal_fit_is_a_function_of_the_correlation():
    x, y = np.random.default_rng(2).normal(size=(2, 50))
    r = np.corrcoef(x, y)[0, 1]
    assert gaussian_information(x, y) == pytest.approx(-math.log(1 - r**2) / 2, abs=1e-14)


def test_the_normal_fit_is_biased_upwards_by_the_product_of_the_dimensions():
    rng = np.random.default_rng(3)
    values = [gaussian_information(*rng.normal(size=(2, 300, 3))) for _ in range(300)]
    mean, error = mean_and_error(values)
    assert abs(mean - 9 / 600) < 4 * error + 0.001


def test_the_normal_fit_does_not_see_units_and_finds_what_is_linear():
    x, y = gaussian_task(0.8, dimension=2).sample(400, np.random.default_rng(4))
    value = gaussian_information(x, y)
    mixed = gaussian_information(x @ [[1e6, 2.0], [0.0, 1e-3]], y * [3.0, -1e-5])
    assert mixed == pytest.approx(value, abs=1e-8)
    assert gaussian_information(x, x) == math.inf or gaussian_information(x, x) > 10


# --- tasks


@pytest.mark.parametrize("dof", [1.0, 3.0, 10.0])
def test_the_information_of_a_student_law_is_the_integral(dof):
    """h(X) + h(Y) - h(X,Y) at correlation 0, the joint entropy along the radius."""

    def joint(r):
        return (1 + r * r / dof) ** (-(dof + 2) / 2) / (2 * math.pi)

    def radial(r):
        return -2 * math.pi * r * joint(r) * math.log(joint(r))

    pieces = [0, 1, 10, 1e3, 1e6, 1e10]
    h_xy = sum(quad(radial, a, b, limit=200)[0] for a, b in zip(pieces, pieces[1:]))
    expected = 2 * float(student_t(dof).entropy()) - h_xy
    assert student_task(0, dof).information == pytest.approx(expected, abs=1e-6)
    added = student_task(0.6, dof).information - student_task(0, dof).information
    assert added == pytest.approx(gaussian_task(0.6).information, abs=1e-14)


def test_a_student_law_of_many_degrees_of_freedom_is_normal():
    assert student_task(0.5, 1e6, dimension=3).information == pytest.approx(
        gaussian_task(0.5, dimension=3).information, abs=1e-5
    )


def test_samples_are_those_of_the_law():
    x, y = gaussian_task(0.6, dimension=2).sample(20_000, np.random.default_rng(5))
    assert np.corrcoef(x.T, y.T)[:2, 2:] == pytest.approx(0.6 * np.eye(2), abs=0.04)
    s, _ = student_task(0.6, 3.0).sample(20_000, np.random.default_rng(6))
    quantiles = [0.1, 0.5, 0.9]
    assert np.quantile(s, quantiles) == pytest.approx(student_t(3).ppf(quantiles), abs=0.06)
    p = np.array([[0.1, 0.2], [0.3, 0.4]])
    pair = discrete_task(p).sample(20_000, np.random.default_rng(7))
    assert contingency_table(*pair) / 20_000 == pytest.approx(p, abs=0.015)
    assert discrete_task(p).information == mutual_information(p)


def test_the_maps_can_be_undone():
    x = np.random.default_rng(8).normal(size=(100, 3))
    assert np.cbrt(half_cube(x) ** 2) * np.sign(x) == pytest.approx(x)
    assert np.sinh(asinh(x)) == pytest.approx(x)
    assert spiral(spiral(x, 2.5), -2.5) == pytest.approx(x)


def test_a_transformed_task_keeps_its_information_and_draws_the_same_pairs():
    task = gaussian_task(0.7, dimension=2)
    other = task.transformed(half_cube, spiral)
    assert other.information == task.information
    x, y = task.sample(20, np.random.default_rng(9))
    u, v = other.sample(20, np.random.default_rng(9))
    assert (u == half_cube(x)).all() and (v == spiral(y)).all()


def test_ksg_sees_a_transform_that_information_does_not():
    task = gaussian_task(0.8, dimension=3)
    x, y = task.sample(2000, np.random.default_rng(10))
    wound = ksg(spiral(x, 5.0), spiral(y, 5.0))
    assert wound < 0.5 * ksg(x, y)


# --- bad input


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: plug_in_entropy([0.5, 0.5]), "counts is no table of whole numbers"),
        (lambda: plug_in_entropy([1, -1]), "counts has no positive entry or a negative one"),
        (lambda: plug_in_entropy([0, 0]), "counts has no positive entry"),
        (lambda: plug_in_information([1, 2]), "counts is no table of whole numbers, expected 2"),
        (lambda: plug_in_entropy([1, 2], unit="bit"), "unit is 'bit'"),
        (lambda: contingency_table([1, 2], [1]), "x and y have shapes"),
        (lambda: contingency_table([], []), "x and y have shapes"),
        (lambda: ksg([1.0, 2.0, 2.0], [1.0, 2.0, 3.0], k=1), "x has ties: 3 draws, 2 different"),
        (lambda: ksg([1.0, 2.0, 3.0], [1.0, 1.0, 1.0], k=1), "y has ties"),
        (lambda: ksg([1.0, 2.0], [1.0], k=1), "y has 1 draws, expected 2"),
        (lambda: ksg([1.0, 2.0], [1.0, 2.0]), "k is 3, expected a whole number below"),
        (lambda: ksg([1.0, 2.0], [1.0, 2.0], k=0), "k is 0"),
        (lambda: ksg([1.0, 2.0], [1.0, 2.0], k=1, variant=3), "variant is 3, expected 1 or 2"),
        (lambda: ksg([1.0, math.nan], [1.0, 2.0], k=1), "x holds an entry that is not finite"),
        (lambda: ksg_ceiling(3), "k is 3"),
        (lambda: ksg_ceiling(3.5), "size is 3.5, expected a whole number"),
        (lambda: kozachenko_leonenko([1.0, 1.0], k=1), "x has ties"),
        (lambda: kozachenko_leonenko([[[1.0]]], k=1), "x has shape"),
        (lambda: gaussian_information([1, 2], [1, 2]), "x has 2 draws, expected more than 2"),
        (lambda: gaussian_information([1, 1, 1], [1, 2, 4]), "a coordinate that is constant"),
        (
            lambda: gaussian_information([[1, 2], [2, 4], [5, 10], [7, 14]], [1, 2, 4, 4]),
            "a linear function of the others",
        ),
        (lambda: gaussian_task(1), "correlation is 1, expected a number between -1 and 1"),
        (lambda: gaussian_task(0.5, dimension=0), "dimension is 0"),
        (lambda: student_task(0.5, 0), "dof is 0, expected a positive number"),
        (lambda: discrete_task([[0.5, 0.6]]), "p_xy sums to 1.1, expected 1"),
        (lambda: gaussian_task(0.5).sample(0, np.random.default_rng(0)), "size is 0"),
        (lambda: spiral([[1.0]]), "x has shape"),
    ],
)
def test_an_argument_out_of_range_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_the_samples_are_not_written_to():
    x, y = gaussian_task(0.5, dimension=2).sample(50, np.random.default_rng(0))
    before = x.copy(), y.copy()
    ksg(x, y), kozachenko_leonenko(x), gaussian_information(x, y), spiral(x), half_cube(x)
    assert (x == before[0]).all() and (y == before[1]).all()
