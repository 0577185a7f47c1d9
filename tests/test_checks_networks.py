"""What the checks of chapters 4 and 5 hold to be right, found again by other routes."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from ibnotes import entropy
from ibnotes.checks import chapter04, chapter05
from ibnotes.gaussian import gaussian_mutual_information


def test_a_linear_layer_agrees_with_the_information_of_gaussian_vectors():
    point = {chapter04.a: 2, chapter04.b: 0.5, chapter04.c: 3, chapter04.v: 0.7}
    weights = np.array([[2, 0.5], [0, 3]])
    noisy = weights @ weights.T + 0.7 * np.eye(2)
    found = {
        "unit": gaussian_mutual_information(np.eye(2), noisy[:1, :1], weights[:1].T),
        "layer": gaussian_mutual_information(np.eye(2), noisy, weights.T),
        "relevance": gaussian_mutual_information(np.eye(1), noisy, weights[:, :1].T),
    }
    for name, expression in chapter04.LINEAR_LAYER.task.expected.items():
        assert found[name] == pytest.approx(float(expression.subs(point)), abs=1e-12)


# --- an open set of ReLU weights

twentieths = st.integers(-60, 60).map(lambda n: Fraction(n, 20))


@settings(max_examples=60, deadline=None)
@given(
    w1=twentieths,
    b1=twentieths,
    w2=twentieths,
    b2=twentieths,
    radius=st.integers(1, 10).map(lambda n: Fraction(n, 20)),
    seed=st.integers(0, 1000),
)
def test_every_network_of_an_accepted_box_tells_one_bit(w1, b1, w2, b2, radius, seed):
    # A start from which boxes are often right: both intervals flat, one of them at b2.
    center = (abs(w1) + Fraction(1, 2), b1 / 6, -abs(w2) - 2, abs(b2) / 3 + Fraction(1, 4))
    finding = chapter05._information_is_log_2({"center": list(center), "radius": radius})
    if finding is None:
        for move in np.random.default_rng(seed).integers(-100, 101, (10, 4)).tolist():
            weights = tuple(v + radius * Fraction(n, 100) for v, n in zip(center, move))
            assert chapter05._output(weights).information == chapter05.LOG_2


def test_the_largest_box_around_a_center_is_found():
    """In the worst corner the outer unit gets -1 + 6 r - 2 r^2, zero at r = (3 - sqrt 7) / 2."""
    for radius, accepted in (("0.17712", True), ("0.17713", False)):
        box = {"center": [1, 0, -2, 1], "radius": Fraction(radius)}
        assert (chapter05._information_is_log_2(box) is None) == accepted


# --- squares without biases

small = st.lists(st.integers(-2, 2), min_size=3, max_size=3)


@settings(deadline=None)
@given(one=small, other=small)
def test_only_opposite_inputs_are_merged_by_all_squares(one, other):
    one, other = ([Fraction(value) for value in point] for point in (one, other))
    merged = chapter05._parted_by(one, other) is None
    assert merged == (one == other or one == [-value for value in other])


# --- expressions, against numerical integration


def test_a_dead_unit_by_integration():
    m, tau = 1.7, 0.6
    exact = chapter05.DEAD.subs({chapter05.m: m, chapter05.tau: tau})
    found, _ = quad(lambda w: norm.pdf(w) * norm.cdf(-max(0.0, w * m) / tau), -9, 9, points=[0])
    assert found == pytest.approx(float(exact), abs=1e-9)


def test_a_pair_at_an_angle_by_integration():
    """The weights' component along x, and given that, the one across."""
    angle = 2.1
    exact = chapter05.BOTH_DEAD.subs(chapter05.alpha, angle)
    found, _ = quad(lambda u: norm.pdf(u) * norm.cdf(-u * np.cos(angle) / np.sin(angle)), -9, 0)
    assert found == pytest.approx(float(exact), abs=1e-9)


@pytest.mark.parametrize("slope", [0.1, 0.5])
def test_a_label_at_an_angle_by_integration(slope):
    """H(Y|Z) with the density of Z as a convolution, where X1 is positive and in all."""

    def density(z, low):
        return max(0.0, min(1, z + slope) - max(low, z - slope)) / (4 * slope)

    def left(z):
        total, positive = density(z, -1), density(z, 0)
        return total * entropy([positive / total, 1 - positive / total]) if total else 0.0

    found, _ = quad(left, -1 - slope, 1 + slope, points=[-slope, slope], limit=200)
    exact = chapter05.ABOUT_THE_LABEL.subs(chapter05.c, slope)
    assert np.log(2) - found == pytest.approx(float(exact), abs=1e-8)


@pytest.mark.parametrize("slope", [0.1, 0.5])
def test_the_sign_of_a_unit_at_an_angle_by_integration(slope):
    wrong, _ = quad(lambda x2: max(0.0, -slope * x2) / 4, -1, 1, points=[0])
    exact = chapter05.TWO_BINS.subs(chapter05.c, slope)
    assert np.log(2) - entropy([2 * wrong, 1 - 2 * wrong]) == pytest.approx(float(exact), abs=1e-9)


def test_collisions_by_counting():
    """The part with a density is split into n atoms, which adds at most its mass squared over n."""
    n, p, q = 1000, 0.3, 0.2
    spread = np.full(n, 0.5 / n)
    laws = {
        "inputs": [p, q, *spread],
        "two atoms merged": [p + q, *spread],
        "flat": [p, q, spread.sum()],
        "flat onto an atom": [p + spread.sum(), q],
    }
    for name, law in laws.items():
        exact = chapter05.COLLISIONS.task.expected[name].subs({chapter05.p: p, chapter05.q: q})
        assert sum(mass**2 for mass in law) == pytest.approx(float(exact), abs=0.25 / n + 1e-12)


def test_information_through_noise_by_adaptive_integration():
    p_x, f_x, sigma = chapter05.THROUGH_NOISE.task.cases[7]

    def term(z):
        mixture = p_x @ norm.pdf(z, f_x, sigma)
        return -mixture * np.log(mixture)

    h_z, _ = quad(term, -4, 6, limit=300, epsabs=1e-11)
    h_noise = np.log(2 * np.pi * np.e * sigma**2) / 2
    assert chapter05.noisy_information(p_x, f_x, sigma) == pytest.approx(h_z - h_noise, abs=1e-9)


# --- true or false, and what happens


def test_the_values_of_constant_infinite_or_neither_by_fine_bins():
    """Cases d and e by counting, h from its table, and the infinite ones grow with the bins."""
    x = (np.arange(4096) + 0.5) / 4096

    def found(values, count):
        _, sizes = np.unique(np.floor(values * count), return_counts=True)
        return entropy(sizes / len(values))

    for name, layer in (("b", np.tanh(x / 1000)), ("c", np.maximum(x - 0.75, 0))):
        assert chapter05.CASES[name].value == sp.oo
        layer = layer / layer.max()
        assert found(layer, 1024) > found(layer, 64) + 0.5
    p_yz = {(int(v > 0.5), int(v > 0.75)): 0.0 for v in x}
    for v in x:
        p_yz[int(v > 0.5), int(v > 0.75)] += 1 / len(x)
    table = [p_yz.get((y, z), 0.0) for y in (0, 1) for z in (0, 1)]
    by_table = np.log(2) + entropy([0.75, 0.25]) - entropy(table)
    assert by_table == pytest.approx(float(chapter05.CASES["h"].value), abs=1e-9)
    assert float(chapter05.CASES["e"].value) == pytest.approx(entropy([0.5, 0.25, 0.25]))


def test_each_prediction_is_far_from_a_tie_unless_it_is_one():
    for change in chapter05.CHANGES.values():
        tendency, before, after = chapter05._tendency(change)
        assert (abs(after - before) > 0.05) == (tendency != chapter05.SAME)
        assert set(change.wrong) == {"up", "down", "same"} - {tendency}
