"""The measures of a layer: known answers, the laws they obey, and bad input."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import logsumexp

from ibnotes.gaussian import gaussian_mutual_information
from ibnotes.information_plane import (
    CellWidth,
    EqualBins,
    FullResolution,
    QuantileBins,
    RangeBins,
    _Cells,
    _row_codes,
    binned_information,
    information_plane,
    linear_gaussian_information,
    noisy_information,
    noisy_network_information,
    pairwise_bounds,
)

LOG2 = math.log(2)
PATTERNS = (np.arange(4096)[:, None] >> np.arange(12) & 1) * 2.0 - 1
PARITY = (np.arange(4096) & 1).astype(int)


def rng(seed=0):
    return np.random.default_rng(seed)


def entropy_by_dictionary(rows):
    counts = {}
    for row in rows:
        counts[row] = counts.get(row, 0) + 1
    p = np.array(list(counts.values())) / len(rows)
    return -float(p @ np.log(p))


def naive(index, labels):
    """Rate and relevance of rows of bins, counted one row at a time."""
    rows = [tuple(row) for row in index]
    rate = entropy_by_dictionary(rows)
    pairs = entropy_by_dictionary([(*row, y) for row, y in zip(rows, labels)])
    return rate, entropy_by_dictionary([(y,) for y in labels]) + rate - pairs


# --- binned: known answers -----------------------------------------------------------------------


def test_an_injective_network_keeps_log_n_at_full_resolution():
    layer = PATTERNS
    for width in (10, 7, 5, 4, 3, 1):  # width one is enough
        weights = rng(width).normal(0, layer.shape[1] ** -0.5, (layer.shape[1], width))
        layer = np.tanh(layer @ weights)
        result = binned_information(layer, PARITY, FullResolution())
        assert result.cells == 4096
        assert result.rate == math.log(4096)
        assert result.relevance == pytest.approx(LOG2, abs=1e-14)


def test_a_constant_layer_says_nothing():
    for bins in (EqualBins(), CellWidth(), RangeBins(), QuantileBins(), FullResolution()):
        result = binned_information(np.full((8, 3), 0.3), [0, 1] * 4, bins)
        assert (result.rate, result.relevance, result.cells) == (0, 0, 1)


def test_minus_zero_is_zero_at_full_resolution():
    assert binned_information([[0.0], [-0.0]], [0, 1], FullResolution()).cells == 1


def test_a_binary_symmetric_channel_by_counting():
    # 9 of 10 inputs of either label fall on their own side
    layer = [[-0.5]] * 9 + [[0.5]] + [[0.5]] * 9 + [[-0.5]]
    result = binned_information(layer, [0] * 10 + [1] * 10, EqualBins(2))
    assert result.rate == pytest.approx(LOG2, abs=1e-15)
    flip = 0.1 * math.log(0.1) + 0.9 * math.log(0.9)
    assert result.relevance == pytest.approx(LOG2 + flip, abs=1e-15)


def test_binned_information_rises_from_layer_to_layer_though_information_can_not():
    # the notes, id Z5: z2 = 10 z1
    first = np.arange(0.05, 1, 0.1)[:, None]
    labels = [0, 1] * 5
    assert binned_information(first, labels, CellWidth(1)).rate == 0
    assert binned_information(10 * first, labels, CellWidth(1)).rate == pytest.approx(math.log(10))


def test_both_ends_of_fixed_bins_are_inside():
    result = binned_information([[-1.0], [0.99], [1.0]], [0, 1, 1], EqualBins(30))
    assert (result.cells, result.outside) == (2, 0)


def test_bins_end_where_they_should():
    inner = np.concatenate([np.arange(30) + 1e-6, np.arange(1, 31) - 1e-6])[:, None] / 15 - 1
    result = binned_information(inner, [0, 1] * 30, EqualBins(30))
    assert (result.cells, result.rate) == (30, pytest.approx(math.log(30), abs=1e-14))


@pytest.mark.parametrize("power", [8, 16, 32, 48])
def test_cells_far_apart_are_told_apart(power):
    layer = [[0.0], [2.0**power], [0.5]]
    assert binned_information(layer, [0, 1, 1], CellWidth(1)).cells == 2


def test_values_outside_are_refused_clipped_or_set_apart_as_asked():
    layer, labels = [[-2.0], [-0.9], [0.9], [1.5], [7.0]], [0, 0, 1, 1, 1]
    with pytest.raises(ValueError, match=r"layer has 3 of 5 values outside \[-1, 1\]"):
        binned_information(layer, labels, EqualBins(2))
    clipped = binned_information(layer, labels, EqualBins(2, outside="clip"))
    apart = binned_information(layer, labels, EqualBins(2, outside="own"))
    assert (clipped.cells, clipped.outside) == (2, 3)
    assert (apart.cells, apart.outside) == (4, 3)


def test_clipping_looks_like_compression_of_a_relu_layer():
    layer = np.linspace(0, 1, 256)[:, None]
    labels = [0] * 128 + [1] * 128
    bins = EqualBins(30, outside="clip")
    fixed = [binned_information(scale * layer, labels, bins).rate for scale in (1, 4, 64)]
    moving = [binned_information(scale * layer, labels, RangeBins(30)).rate for scale in (1, 4, 64)]
    assert fixed[0] > fixed[1] > fixed[2]
    assert moving == pytest.approx([moving[0]] * 3, abs=1e-12)


def test_quantile_bins_hold_equal_shares():
    layer = rng().lognormal(size=(120, 1))
    result = binned_information(layer, [0, 1] * 60, QuantileBins(30))
    assert result.rate == pytest.approx(math.log(30), abs=1e-12)


def test_many_zeros_have_a_quantile_bin_of_their_own():
    layer = [[0.0]] * 6 + [[1.0], [2.0]]
    result = binned_information(layer, [0] * 6 + [1, 1], QuantileBins(2))
    assert result.cells == 2
    assert result.rate == pytest.approx(result.relevance, abs=1e-15)


@pytest.mark.parametrize(
    ("bins", "text"),
    [
        (EqualBins(30), "30 bins on [-1, 1]"),
        (CellWidth(0.07), "cells of 0.07"),
        (RangeBins(100), "100 bins on the range"),
        (QuantileBins(10), "10 quantile bins"),
        (FullResolution(), "full resolution"),
    ],
)
def test_bins_say_what_they_are(bins, text):
    assert str(bins) == text


# --- binned: properties --------------------------------------------------------------------------

layers = st.integers(0, 2**32 - 1).flatmap(
    lambda seed: st.tuples(st.just(seed), st.integers(1, 60), st.integers(1, 14), st.integers(1, 4))
)


def random_layer(case):
    seed, rows, units, classes = case
    random = rng(seed)
    layer = random.choice([0.1, 0.4, 1.0], size=(1, units)) * random.uniform(-1, 1, (rows, units))
    layer = layer[random.integers(0, rows, size=rows)]  # so that rows repeat
    labels = np.concatenate([np.arange(classes), random.integers(0, classes, rows)])[:rows]
    return layer, labels % min(classes, rows)


@given(layers, st.sampled_from([1, 2, 7, 30, 1000, 10**6]))
def test_equal_bins_agree_with_a_dictionary(case, count):
    layer, labels = random_layer(case)
    index = np.minimum(np.floor((layer + 1) * (count / 2)), count - 1).astype(int)
    result = binned_information(layer, labels, EqualBins(count))
    assert (result.rate, result.relevance) == pytest.approx(naive(index, labels), abs=1e-12)
    assert result.cells == len({tuple(row) for row in index})


@given(layers, st.sampled_from([1e-9, 0.07, 0.5, 3.0]))
def test_cells_of_fixed_width_agree_with_a_dictionary(case, width):
    layer, labels = random_layer(case)
    result = binned_information(layer, labels, CellWidth(width))
    expected = naive(np.floor(layer / width).astype(int), labels)
    assert (result.rate, result.relevance) == pytest.approx(expected, abs=1e-12)


@given(layers)
def test_full_resolution_agrees_with_a_dictionary(case):
    layer, labels = random_layer(case)
    result = binned_information(layer, labels, FullResolution())
    assert (result.rate, result.relevance) == pytest.approx(naive(layer, labels), abs=1e-12)


@given(st.integers(0, 2**32 - 1), st.integers(2, 12), st.integers(1, 12))
def test_codes_are_equal_exactly_where_rows_are_even_when_digits_run_out(seed, size, units):
    random = rng(seed)
    index = random.integers(0, size, size=(units, 20))
    index = index[:, random.integers(0, 20, size=20)]
    codes = _row_codes(_Cells(index, size), limit=20 * 20)  # forces ranks after every column or two
    same_code = codes[:, None] == codes
    same_row = (index[:, :, None] == index[:, None, :]).all(axis=0)
    assert (same_code == same_row).all()
    assert 0 <= codes.min() and codes.max() < 400


@given(layers, st.integers(1, 40), st.integers(2, 5))
def test_refining_the_bins_raises_both_numbers(case, count, factor):
    layer, labels = random_layer(case)
    coarse = binned_information(layer, labels, EqualBins(count))
    fine = binned_information(layer, labels, EqualBins(count * factor))
    full = binned_information(layer, labels, FullResolution())
    assert coarse.rate <= fine.rate + 1e-12 and fine.rate <= full.rate + 1e-12
    assert coarse.relevance <= fine.relevance + 1e-12
    assert fine.relevance <= full.relevance + 1e-12


@given(layers)
def test_relevance_is_no_more_than_rate_and_than_the_entropy_of_the_label(case):
    layer, labels = random_layer(case)
    result = binned_information(layer, labels, EqualBins(5))
    label_entropy = entropy_by_dictionary([(y,) for y in labels.tolist()])
    assert -1e-12 <= result.relevance <= min(result.rate, label_entropy) + 1e-12


@given(layers)
def test_the_order_of_the_inputs_and_of_the_units_does_not_matter(case):
    layer, labels = random_layer(case)
    rows, units = rng(1).permutation(len(layer)), rng(2).permutation(layer.shape[1])
    for bins in (EqualBins(7), QuantileBins(7), FullResolution()):
        first = binned_information(layer, labels, bins)
        second = binned_information(layer[rows][:, units], labels[rows], bins)
        assert (first.rate, first.relevance) == pytest.approx(
            (second.rate, second.relevance), abs=1e-12
        )


# --- noise: known answers ------------------------------------------------------------------------


def test_four_outputs_two_of_them_equal():
    """f = (0, 0, 1, 3), uniform: (3/2) log 2 at sigma = 0.02 (the notes, id M16)."""
    result = noisy_information([[0], [0], [1], [3]], [0, 0, 1, 1], 0.02, rng=rng())
    assert result.rate == pytest.approx(1.5 * LOG2, abs=1e-12)
    assert result.relevance == pytest.approx(LOG2, abs=1e-12)
    bounds = pairwise_bounds([[0], [0], [1], [3]], [0, 0, 1, 1], 0.02)
    assert bounds.rate_lower == pytest.approx(1.5 * LOG2, abs=1e-12)
    assert bounds.rate_upper == pytest.approx(1.5 * LOG2, abs=1e-12)
    assert bounds.relevance_lower == pytest.approx(LOG2, abs=1e-12)


def mixture_information(centers, groups, sigma):
    """``I(G; c_X + sigma N)`` by quadrature, for groups G of equally likely centers on a line."""

    def entropy(points):
        def integrand(t):
            log_density = logsumexp(-((t - points) ** 2) / (2 * sigma**2)) - math.log(
                len(points) * sigma * math.sqrt(2 * math.pi)
            )
            return -math.exp(log_density) * log_density

        low, high = points.min() - 12 * sigma, points.max() + 12 * sigma
        return quad(integrand, low, high, points=np.sort(points), limit=500, epsabs=1e-11)[0]

    return entropy(centers) - sum(
        (groups == g).mean() * entropy(centers[groups == g]) for g in set(groups.tolist())
    )


NEURON = np.tanh(1.3 * np.linspace(-2, 2, 9))
NEURON_LABELS = (np.arange(9) > 3).astype(int)


@pytest.mark.parametrize("sigma", [0.05, 0.2, 1.0])
def test_a_single_neuron_agrees_with_quadrature(sigma):
    rate = mixture_information(NEURON, np.arange(9), sigma)
    relevance = mixture_information(NEURON, NEURON_LABELS, sigma)
    result = noisy_information(NEURON[:, None], NEURON_LABELS, sigma, rng=rng(), draws=90_000)
    assert abs(result.rate - rate) < 4 * result.rate_error < 0.01
    assert abs(result.relevance - relevance) < 4 * result.relevance_error < 0.01
    bounds = pairwise_bounds(NEURON[:, None], NEURON_LABELS, sigma)
    assert bounds.rate_lower <= rate <= bounds.rate_upper
    assert bounds.relevance_lower <= relevance <= bounds.relevance_upper


def test_the_pairwise_bounds_are_their_formulas():
    layer, labels, sigma = rng().normal(size=(50, 3)), np.arange(50) % 3, 0.7
    squares = ((layer[:, None] - layer) ** 2).sum(axis=2) / sigma**2

    def bound(scale, rows):
        return -float(np.log(np.exp(-squares[np.ix_(rows, rows)] / scale).mean(axis=1)).mean())

    every = np.arange(50)
    classes = [every[labels == y] for y in range(3)]
    lower, upper = bound(8, every), bound(2, every)
    lower_in = sum(len(c) / 50 * bound(8, c) for c in classes)
    upper_in = sum(len(c) / 50 * bound(2, c) for c in classes)
    result = pairwise_bounds(layer, labels, sigma)
    assert result.rate_lower == pytest.approx(lower, abs=1e-12)
    assert result.rate == result.rate_upper == pytest.approx(upper, abs=1e-12)
    assert result.relevance_lower == pytest.approx(lower - upper_in, abs=1e-12)
    assert result.relevance_upper == pytest.approx(upper - lower_in, abs=1e-12)
    assert result.relevance == pytest.approx(upper - upper_in, abs=1e-12)


def test_the_pairwise_bounds_do_not_depend_on_the_blocks(monkeypatch):
    layer, labels = rng().normal(size=(101, 3)), np.arange(101) % 2
    whole = pairwise_bounds(layer, labels, 0.5)
    monkeypatch.setattr("ibnotes.estimators.mixtures.BLOCK", 700)
    blocks = pairwise_bounds(layer, labels, 0.5)
    assert blocks.rate_lower == pytest.approx(whole.rate_lower, abs=1e-13)
    assert blocks.relevance == pytest.approx(whole.relevance, abs=1e-13)


WEIGHTS = np.array([[1.0, 0.5, -0.3], [0.2, -1.0, 0.8]])
COVARIANCE = np.array([[1.0, 0.3, 0.0], [0.3, 2.0, 0.1], [0.0, 0.1, 0.5]])


def test_one_gaussian_unit_is_half_a_logarithm():
    assert linear_gaussian_information([[2.0]], [[3.0]], 1.0) == pytest.approx(math.log(13) / 2)
    assert linear_gaussian_information([[2.0]], [[0.0]], 1.0) == 0


def test_the_linear_gaussian_case_is_the_information_of_its_covariances():
    covariance_z = WEIGHTS @ COVARIANCE @ WEIGHTS.T + 0.36 * np.eye(2)
    expected = gaussian_mutual_information(COVARIANCE, covariance_z, COVARIANCE @ WEIGHTS.T)
    assert linear_gaussian_information(WEIGHTS, COVARIANCE, 0.6) == pytest.approx(expected)


def test_many_gaussian_inputs_approach_the_linear_gaussian_case():
    inputs = rng().multivariate_normal(np.zeros(3), COVARIANCE, size=4000)
    exact = linear_gaussian_information(WEIGHTS, COVARIANCE, 1.0)
    labels = (inputs[:, 0] > 0).astype(int)
    result = noisy_information(inputs @ WEIGHTS.T, labels, 1.0, rng=rng(), draws=4000)
    assert abs(result.rate - exact) < 4 * result.rate_error < 0.1
    bounds = pairwise_bounds(inputs @ WEIGHTS.T, labels, 1.0)
    assert bounds.rate_lower < exact < bounds.rate_upper


def linear_network(rng_seed, sigma, **changes):
    """Two noisy linear layers of Gaussian inputs, and the exact rates of both layers."""
    inputs = rng(3).multivariate_normal(np.zeros(3), COVARIANCE, size=1000)
    second = np.array([[0.9, -0.4]])
    maps = [lambda h: h @ WEIGHTS.T, lambda h: h @ second.T]
    labels = (inputs[:, 0] > 0).astype(int)
    results = noisy_network_information(maps, inputs, labels, sigma, rng=rng(rng_seed), **changes)
    noise = sigma**2 * float((second @ second.T)[0, 0] + 1)
    exact = (
        linear_gaussian_information(WEIGHTS, COVARIANCE, sigma),
        linear_gaussian_information(second @ WEIGHTS, COVARIANCE, math.sqrt(noise)),
    )
    return results, exact


def test_a_network_with_noise_in_both_layers_agrees_with_the_gaussian_case():
    results, exact = linear_network(0, 1.0, draws=1000)
    for result, rate in zip(results, exact):
        assert abs(result.rate - rate) < 4 * result.rate_error < 0.15
    second = results[1]
    assert 0 <= second.rate - second.rate_lower < 0.02


def test_estimate_and_lower_estimate_enclose_the_truth_in_the_mean():
    inputs = np.array([[-1.0], [-0.2], [0.4], [1.0]])
    maps = [lambda h: h, lambda h: 2 * h]
    rate = mixture_information(2 * inputs[:, 0], np.arange(4), 0.4 * math.sqrt(5))
    relevance = mixture_information(2 * inputs[:, 0], np.array([0, 0, 1, 1]), 0.4 * math.sqrt(5))
    results = [
        noisy_network_information(
            maps, inputs, [0, 0, 1, 1], 0.4, rng=rng(seed), draws=400, samples=8, pool=8
        )[1]
        for seed in range(40)
    ]
    means = {
        name: np.mean([getattr(r, name) for r in results])
        for name in ("rate", "rate_lower", "relevance", "relevance_lower")
    }
    assert means["rate_lower"] + 0.01 < rate < means["rate"] - 0.01
    assert means["relevance_lower"] + 0.005 < relevance < means["relevance"] - 0.005


def test_with_known_centers_both_estimates_are_one():
    result = noisy_information(NEURON[:, None], NEURON_LABELS, 0.2, rng=rng())
    assert result.samples == 0
    assert result.rate_lower == pytest.approx(result.rate, abs=1e-12)
    assert result.relevance_lower == pytest.approx(result.relevance, abs=1e-12)


def test_a_rare_jump_costs_the_lower_estimate_little():
    """One input in which the noise decides between two far places, one of them seldom."""
    inputs = np.arange(4.0)[:, None]
    maps = [lambda h: h, lambda h: 10 * np.round(h) + 100 * (h % 1 > 0.3) * (h % 1 < 0.5)]
    _, second = noisy_network_information(
        maps, inputs, [0, 0, 1, 1], 0.12, rng=rng(), draws=4000, samples=64
    )
    # the output names the input as long as the noise stays below one half
    assert second.rate == pytest.approx(math.log(4), abs=1e-12)
    assert math.log(4) - 0.05 < second.rate_lower < math.log(4)


def test_more_samples_bring_the_two_estimates_together():
    gaps = []
    for samples in (4, 32, 256):
        _, second = linear_network(1, 0.3, draws=500, samples=samples)[0]
        gaps.append(second.rate - second.rate_lower)
    assert gaps[0] > 2 * gaps[1] > 4 * gaps[2] > 0


# --- noise: properties ---------------------------------------------------------------------------


def test_noise_destroys_information():
    rates = [noisy_information(NEURON[:, None], NEURON_LABELS, sigma, rng=rng()).rate
             for sigma in (0.001, 0.1, 0.3, 1, 10)]  # fmt: skip
    assert rates == sorted(rates, reverse=True)
    assert rates[0] == pytest.approx(math.log(9), abs=1e-2) and rates[-1] < 0.01


def test_a_later_noisy_layer_holds_no_more():
    random = rng(5)
    inputs, maps = PATTERNS[::16], []
    for a, b in ((12, 5), (5, 4), (4, 3)):
        weights = random.normal(0, a**-0.5, size=(a, b))
        maps.append(lambda h, weights=weights: np.tanh(h @ weights))
    labels = (inputs.sum(axis=1) > 0).astype(int)
    results = noisy_network_information(maps, inputs, labels, 0.2, rng=random)
    for before, after in zip(results, results[1:]):
        assert after.rate_lower < before.rate + 3 * before.rate_error
        assert after.relevance_lower < before.relevance + 3 * before.relevance_error
        assert after.rate < before.rate


@settings(max_examples=30)
@given(layers, st.sampled_from([0.05, 0.3, 2.0]))
def test_the_estimate_lies_between_the_pairwise_bounds(case, sigma):
    layer, labels = random_layer(case)
    bounds = pairwise_bounds(layer, labels, sigma)
    result = noisy_information(layer, labels, sigma, rng=rng(), draws=600)
    slack = 5 * result.rate_error + 1e-9
    assert bounds.rate_lower - slack <= result.rate <= bounds.rate_upper + slack
    slack = 5 * result.relevance_error + 1e-9
    assert bounds.relevance_lower - slack <= result.relevance <= bounds.relevance_upper + slack


def test_the_estimate_does_not_depend_on_the_blocks(monkeypatch):
    layer, labels = rng().normal(size=(40, 3)), np.arange(40) % 2
    whole = noisy_information(layer, labels, 0.5, rng=rng(), draws=100)
    monkeypatch.setattr("ibnotes.information_plane.BLOCK", 130)
    blocks = noisy_information(layer, labels, 0.5, rng=rng(), draws=100)
    assert blocks.rate == pytest.approx(whole.rate, abs=1e-12)
    assert blocks.relevance == pytest.approx(whole.relevance, abs=1e-12)


def test_equal_seeds_give_equal_numbers():
    results = [noisy_information(NEURON[:, None], NEURON_LABELS, 0.1, rng=rng(7)) for _ in "ab"]
    assert results[0] == results[1]


# --- the plane -----------------------------------------------------------------------------------


def test_the_plane_is_network_by_epoch_by_layer():
    random = rng()
    epochs = [[random.uniform(-1, 1, (3, 50, d)) for d in (4, 2)] for _ in range(5)]
    labels = np.arange(50) % 2
    plane = information_plane(iter(epochs), labels, EqualBins(5))
    assert plane.rate.shape == plane.relevance.shape == (3, 5, 2)
    for k, epoch, layer in [(0, 0, 0), (2, 4, 1), (1, 3, 0)]:
        one = binned_information(epochs[epoch][layer][k], labels, EqualBins(5))
        assert plane.rate[k, epoch, layer] == one.rate
        assert plane.relevance[k, epoch, layer] == one.relevance
        assert plane.values("cells")[k, epoch, layer] == one.cells


def test_any_measure_will_do():
    layer = rng().normal(size=(2, 20, 3))
    labels = np.arange(20) % 2
    plane = information_plane([[layer]], labels, lambda z, y: pairwise_bounds(z, y, 0.3))
    assert plane.rate[1, 0, 0] == pairwise_bounds(layer[1], labels, 0.3).rate_upper


def test_each_network_may_have_its_own_labels():
    layer = np.array([[[0.1], [0.2], [0.8], [0.9]]] * 2)
    labels = [[0, 0, 1, 1], [0, 1, 0, 1]]
    plane = information_plane([[layer]], labels, EqualBins(2, 0, 1))
    assert plane.relevance[:, 0, 0] == pytest.approx([LOG2, 0])


# --- bad input -----------------------------------------------------------------------------------

GOOD = [[0.1], [0.2], [0.3]]


@pytest.mark.parametrize("measure", ["binned", "pairwise", "noisy", "network"])
@pytest.mark.parametrize(
    ("layer", "labels", "message"),
    [
        ([0.1, 0.2], [0, 1], r"has shape \(2,\), expected a matrix"),
        (np.zeros((0, 2)), [], r"has shape \(0, 2\), expected a matrix with entries"),
        ([[0.1], [np.nan], [np.inf]], [0, 1, 1], r"holds nan \(2 such entries\)"),
        (GOOD, [0, 1], r"labels has shape \(2,\), expected \(3,\)"),
        (GOOD, [0, 1, -1], "labels hold -1, expected whole numbers from 0"),
        (GOOD, [0.0, 1.0, 1.0], "labels are of type float64, expected whole numbers"),
        (GOOD, [0, 2, 2], "labels lack the class 1 of 0 ... 2"),
    ],
)
def test_a_bad_layer_or_label_is_named(measure, layer, labels, message):
    measures = {
        "binned": lambda: binned_information(layer, labels, EqualBins()),
        "pairwise": lambda: pairwise_bounds(layer, labels, 1),
        "noisy": lambda: noisy_information(layer, labels, 1, rng=rng()),
        "network": lambda: noisy_network_information([np.tanh], layer, labels, 1, rng=rng()),
    }
    with pytest.raises(ValueError, match=message):
        measures[measure]()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: EqualBins(0), "count is 0, expected one bin or more"),
        (lambda: EqualBins(2, 1, 1), "low, high are 1, 1, expected low < high"),
        (lambda: EqualBins(outside="wrap"), "outside is 'wrap', expected"),
        (lambda: CellWidth(0), "width is 0, expected a positive number"),
        (lambda: RangeBins(0), "count is 0"),
        (lambda: QuantileBins(-1), "count is -1"),
        (lambda: binned_information([[0.0], [1e9]], [0, 1], CellWidth(1e-9)), "width is 1e-09"),
        (lambda: pairwise_bounds(GOOD, [0, 1, 1], 0), "sigma is 0, expected a positive number"),
        (lambda: noisy_information(GOOD, [0, 1, 1], np.nan, rng=rng()), "sigma is nan"),
        (lambda: noisy_information(GOOD, [0, 1, 1], 1, rng=rng(), draws=1), "draws is 1"),
        (
            lambda: noisy_network_information([np.tanh], GOOD, [0, 1, 1], 1, rng=rng(), samples=1),
            "samples, pool are 1, 4, expected at least 2 and 1",
        ),
        (
            lambda: noisy_network_information([np.sum], GOOD, [0, 1, 1], 1, rng=rng()),
            r"maps\[0\] returns shape \(\) for 3 rows",
        ),
        (
            lambda: noisy_network_information(
                [lambda h: h * np.nan], GOOD, [0, 1, 1], 1, rng=rng()
            ),
            r"the output of maps\[0\] holds nan",
        ),
        (lambda: linear_gaussian_information([[1]], [[-1]], 1), "covariance_x has the eigenvalue"),
        (
            lambda: linear_gaussian_information([[1, 0]], [[1, 0], [1, 1]], 1),
            "covariance_x is not symmetric",
        ),
        (lambda: linear_gaussian_information([[1, 0]], [[1]], 1), r"expected \(2, 2\) to fit"),
        (lambda: linear_gaussian_information([[1]], [[1]], 1, unit="bit"), "unit is 'bit'"),
        (lambda: information_plane([], [0], EqualBins()), "snapshots holds no layers"),
        (
            lambda: information_plane([[GOOD]], [0, 1, 1], EqualBins()),
            r"a layer of epoch 0 has shape \(3, 1\)",
        ),
        (
            lambda: information_plane([[[GOOD]], [[GOOD], [GOOD]]], [0, 1, 1], EqualBins()),
            "epoch 1 differs from epoch 0",
        ),
        (
            lambda: information_plane([[[GOOD], [GOOD, GOOD]]], [0, 1, 1], EqualBins()),
            "layers of different numbers of networks",
        ),
        (
            lambda: information_plane([[[GOOD]]], [[0, 1, 1]] * 2, EqualBins()),
            "labels has 2 rows, expected one for each of 1",
        ),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_the_caller_keeps_his_arrays():
    layer, labels = rng().uniform(-1, 1, (30, 3)), np.arange(30) % 2
    layer.setflags(write=False), labels.setflags(write=False)
    own = EqualBins(outside="own")
    for bins in (EqualBins(), own, CellWidth(), QuantileBins(), FullResolution()):
        binned_information(layer, labels, bins)
    pairwise_bounds(layer, labels, 0.1)
    noisy_network_information([lambda h: h, np.tanh], layer, labels, 0.1, rng=rng())
