"""Noisy weights: closed forms, sampled weights against local noise, ensembles, curvature."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import torch

from ibnotes.networks import digits, fit_network, train_with_weight_noise
from ibnotes.networks.weight_noise import (
    NoisyWeights,
    gaussian_weights_kl,
    onset_beta,
    relu_features,
)

RNG = np.random.default_rng(0)
X = RNG.standard_normal((30, 5))
Y = RNG.integers(0, 3, size=30)
SMALL = {"hidden": (4,), "classes": 3, "batch": 8, "steps": 30}


# --- the price of the weights --------------------------------------------------------------------


def test_the_kl_is_zero_at_the_prior_and_known_elsewhere():
    zero = torch.zeros(1, 3, 2, dtype=torch.float64)
    assert gaussian_weights_kl(zero, zero).item() == 0
    mean, log_std = zero + 0.7, zero + np.log(0.2)
    one = (0.7**2 + 0.2**2 - 1) / 2 - np.log(0.2)
    assert gaussian_weights_kl(mean, log_std).item() == pytest.approx(6 * one, rel=1e-14)


def test_the_kl_agrees_with_torchs_own():
    generator = torch.Generator().manual_seed(0)
    mean, log_std = torch.randn(2, 4, 3, 2, generator=generator)
    normal = torch.distributions.Normal
    theirs = torch.distributions.kl_divergence(normal(mean, log_std.exp()), normal(0.0, 1.0))
    torch.testing.assert_close(gaussian_weights_kl(mean, log_std), theirs.sum((1, 2)))


def test_the_gradient_of_the_kl_is_the_mean_and_the_missing_variance():
    mean = torch.linspace(-1, 1, 6, dtype=torch.float64).view(1, 3, 2).requires_grad_()
    log_std = torch.linspace(-2, 0.5, 6, dtype=torch.float64).view(1, 3, 2).requires_grad_()
    slopes = torch.autograd.grad(gaussian_weights_kl(mean, log_std).sum(), [mean, log_std])
    torch.testing.assert_close(slopes[0], mean.detach())
    torch.testing.assert_close(slopes[1], (2 * log_std.detach()).exp() - 1)


def test_the_reported_kl_is_that_of_the_reported_weights():
    runs = train_with_weight_noise(X, Y, beta=[0.1, 1.0], **SMALL)
    for k in range(2):
        total = 0.0
        for mean, log_std, scale in zip(runs.mean, runs.log_std, runs.scale[k]):
            weights, std = scale * mean[k], scale * np.exp(log_std[k])  # the KL in the units of w
            total += np.sum(np.log(scale / std) + (std**2 + weights**2) / (2 * scale**2) - 0.5)
        assert runs.kl[k] == pytest.approx(total, rel=1e-12)


# --- noise where it acts -------------------------------------------------------------------------


@pytest.mark.parametrize("bias", [True, False])
def test_local_noise_and_sampled_weights_give_the_same_mean_loss_and_error(bias):
    runs = train_with_weight_noise(X, Y, beta=[0.05], bias=bias, draws=4000, **SMALL)
    rng = np.random.default_rng(1)
    losses, errors = [], runs.sampled_errors(X, Y, 0, draws=2000)
    for _ in range(2000):
        signal = X
        for layer, (mean, log_std) in enumerate(zip(runs.mean, runs.log_std)):
            noise = rng.standard_normal(mean[0].shape)
            weights = runs.scale[0, layer] * (mean[0] + np.exp(log_std[0]) * noise)
            signal = np.maximum(signal, 0) if layer else signal
            ones = np.ones((len(signal), 1))
            signal = (np.hstack([signal, ones]) if bias else signal) @ weights
        logits = signal - signal.max(axis=1, keepdims=True)
        log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        losses.append(-log_p[np.arange(len(Y)), Y].mean())
    for sampled, local in ((losses, runs.cross_entropy[0]), (errors, runs.error[0])):
        standard_error = np.std(sampled) / np.sqrt(len(sampled))
        assert 0 < standard_error < 0.01
        assert abs(np.mean(sampled) - local) < 4.5 * standard_error


def test_a_unit_that_receives_nothing_does_no_harm():
    settings = {"bias": False, "hidden": (2,), "classes": 2, "batch": None, "steps": 5}
    runs = train_with_weight_noise(np.zeros((4, 2)), [0, 1, 0, 1], beta=[0.1], **settings)
    assert runs.cross_entropy[0] == pytest.approx(np.log(2)) and np.all(np.isfinite(runs.kl))


def test_the_draws_of_the_weights_do_not_repeat_those_of_the_training():
    linear = train_with_weight_noise(X, Y, beta=[0.1], hidden=(), classes=3, steps=0, seeds=5)
    first = np.random.default_rng(5).standard_normal(linear.mean[0][0].shape)
    assert np.allclose(linear.mean[0][0, :-1], first[:-1])  # the biases start at zero
    again = np.random.default_rng([5, 1]).standard_normal(first.shape)
    assert not np.isclose(first, again).any()
    weights = linear.scale[0, 0] * (linear.mean[0][0] + np.exp(linear.log_std[0][0]) * again)
    wrong = (X @ weights[:-1] + weights[-1]).argmax(axis=1) != Y
    assert linear.sampled_errors(X, Y, 0, draws=1, seed=5) == wrong.mean()


def test_without_noise_all_draws_agree():
    runs = train_with_weight_noise(X, Y, beta=[0.1], **SMALL)
    silent = NoisyWeights(
        **{**vars(runs), "log_std": tuple(np.full_like(layer, -np.inf) for layer in runs.log_std)}
    )
    assert len(set(silent.sampled_errors(X, Y, 0, draws=5))) == 1


# --- the ensemble --------------------------------------------------------------------------------


def test_a_member_of_an_ensemble_is_the_same_network_alone():
    settings = list(product([0.01, 1.0], [10, 30], [0, 7]))
    beta, sizes, seeds = map(list, zip(*settings))
    labels = np.array([np.roll(Y, k) for k in range(len(settings))])
    together = train_with_weight_noise(X, labels, beta=beta, sizes=sizes, seeds=seeds, **SMALL)
    for k in (0, 3, 6):
        # The inputs that only other members see make no difference either.
        n = sizes[k]
        own = {"beta": [beta[k]], "seeds": seeds[k]}
        alone = train_with_weight_noise(X[:n], labels[k, :n], **own, **SMALL)
        for ours, theirs in zip(together.mean + together.log_std, alone.mean + alone.log_std):
            np.testing.assert_allclose(ours[k], theirs[0], rtol=0, atol=1e-12)
        assert together.kl[k] == pytest.approx(alone.kl[0], rel=1e-12)


def test_members_with_one_seed_differ_by_their_settings_alone():
    same = train_with_weight_noise(X, Y, beta=[0.1, 0.1], seeds=[3, 3], **SMALL)
    other = train_with_weight_noise(X, Y, beta=[0.1, 0.1], seeds=[3, 4], **SMALL)
    assert np.array_equal(same.mean[0][0], same.mean[0][1])
    assert not np.allclose(other.mean[0][0], other.mean[0][1])


def test_dear_weights_stay_at_the_prior_and_cheap_ones_learn():
    x = np.eye(6)
    runs = train_with_weight_noise(
        x, [0, 1, 0, 1, 0, 1], beta=[0.001, 100.0], hidden=(), classes=2, batch=None, steps=600
    )
    assert runs.cross_entropy[0] < 0.1 and runs.error[0] < 0.01
    assert runs.kl[0] > 6 * np.log(2)  # six bits are known, and independent noise pays more
    assert runs.kl[1] < 0.01


def test_at_a_small_scale_the_means_are_the_gradient_over_beta():
    # To first order the loss of all samples is linear, and beta m^2 / 2 is the price of a mean m.
    scale, beta = 0.01, 0.5
    settings = {"hidden": (), "classes": 3, "bias": False, "batch": None, "start_at_prior": True}
    runs = train_with_weight_noise(X, Y, beta=[beta], prior_std=scale, steps=400, **settings)
    expected = scale * X.T @ (np.eye(3)[Y] - 1 / 3) / beta
    np.testing.assert_allclose(runs.mean[0][0], expected, atol=0.1 * np.abs(expected).max())
    np.testing.assert_allclose(runs.log_std[0][0], 0, atol=0.02)


def test_training_changes_no_argument():
    x, labels, beta = X.copy(), Y.copy(), np.array([0.1])
    train_with_weight_noise(x, labels, beta=beta, **SMALL)
    assert np.array_equal(x, X) and np.array_equal(labels, Y) and beta == 0.1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"inputs": X[0]}, r"inputs has shape \(5,\)"),
        ({"labels": Y[:4]}, r"labels has shape \(4,\), expected classes 0 to 2"),
        ({"labels": Y + 1}, "expected classes 0 to 2"),
        ({"beta": [-1.0]}, "beta is not a list of finite numbers"),
        ({"beta": 1.0}, "beta is not a list of finite numbers"),
        ({"sizes": [31]}, "expected 1 numbers from 1 to 30"),
        ({"beta": [1.0, 1.0], "sizes": [9, 30], "batch": None}, "batch is None"),
    ],
)
def test_an_impossible_argument_is_named(change, message):
    arguments = {"inputs": X, "labels": Y, "beta": [0.1], **SMALL} | change
    with pytest.raises(ValueError, match=message):
        train_with_weight_noise(arguments.pop("inputs"), arguments.pop("labels"), **arguments)


# --- the linear model ----------------------------------------------------------------------------


def test_the_onset_of_random_labels_is_one_in_the_mean():
    # All 3^4 labelings of four samples, each as likely as the others.
    features = relu_features(X[:4], count=6)
    onsets = [onset_beta(features, labels, 3) for labels in product(range(3), repeat=4)]
    assert np.mean(onsets) == pytest.approx(1, rel=1e-12)


def test_below_the_onset_a_small_step_away_from_zero_pays_and_above_it_does_not():
    features, s = relu_features(X), 1e-3
    residuals = np.eye(3)[Y] - 1 / 3
    onset = onset_beta(features, Y, 3)
    nodes, weights = np.polynomial.hermite_e.hermegauss(5)

    def saved(beta):
        mean = features.T @ residuals * s / beta  # the best mean to first order; noise N(0, 1)
        spread = np.sqrt((features**2).sum(axis=1))
        loss = 0.0
        for grid in product(range(5), repeat=3):  # the three logits of a sample are independent
            noise, weight = nodes[list(grid)], weights[list(grid)].prod() / weights.sum() ** 3
            logits = s * (features @ mean + spread[:, None] * noise)
            log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
            loss -= weight * log_p[np.arange(len(Y)), Y].sum()
        return len(Y) * np.log(3) - loss - beta * np.sum(mean**2) / 2

    assert saved(0.9 * onset) > 0 > saved(1.1 * onset)
    second_order = s**2 / 2 * 2 / 3 * np.sum(features**2) * (1 / 0.9 - 1)
    assert saved(0.9 * onset) == pytest.approx(second_order, rel=0.02)


def test_features_that_vanish_are_refused():
    with pytest.raises(ValueError, match="features is zero throughout"):
        onset_beta(np.zeros((3, 2)), [0, 1, 0], 2)
    with pytest.raises(ValueError, match="expected classes 0 to 1"):
        onset_beta(np.ones((3, 2)), [0, 1, 2], 2)


# --- curvature -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def network():
    return fit_network(X, Y, hidden=3, classes=3, steps=600)


def test_a_fitted_network_has_learned_and_its_slope_is_small(network):
    assert network.slope < 0.02  # it ends in a kink of the rectified units, where it is not zero
    assert network.loss() < 0.6 * np.log(3)
    logits = network.logits(X)
    log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    assert network.loss() == pytest.approx(-log_p[np.arange(len(Y)), Y].mean(), rel=1e-12)


def test_the_hessian_agrees_with_finite_differences(network):
    rng = np.random.default_rng(2)
    network = replace(network, weights=rng.standard_normal(len(network.weights)))  # away from kinks
    hessian, size = network.hessian(), len(network.weights)
    assert np.array_equal(hessian, hessian.T)
    for _ in range(10):
        u, v = rng.standard_normal((2, size)) * 1e-4
        corners = [network.weights + a * u + b * v for a in (1, -1) for b in (1, -1)]
        both, first, second, none = network.loss(np.array(corners))
        difference = (both - first - second + none) / 4
        scale = np.sqrt(abs(u @ hessian @ u) * abs(v @ hessian @ v))
        assert difference == pytest.approx(u @ hessian @ v, abs=1e-3 * scale + 1e-13)


@pytest.mark.parametrize("factor", [0.01, 0.5, 100.0])
def test_rescaling_keeps_the_function_and_moves_the_curvature(network, factor):
    other = network.rescaled(factor)
    assert not np.allclose(other.weights, network.weights)
    np.testing.assert_allclose(other.logits(X), network.logits(X), atol=1e-10)
    assert other.loss() == pytest.approx(network.loss(), abs=1e-12)
    ours, theirs = network.hessian(), other.hessian()
    ratios = other.weights / np.where(network.weights == 0, 1, network.weights)
    expected = ours / np.outer(ratios, ratios)
    nonzero = np.ix_(network.weights != 0, network.weights != 0)
    np.testing.assert_allclose(theirs[nonzero], expected[nonzero], rtol=1e-6, atol=1e-9)
    assert not np.isclose(np.trace(theirs), np.trace(ours))


def test_bad_arguments_of_the_fit_are_named(network):
    with pytest.raises(ValueError, match="decay is -1"):
        fit_network(X, Y, decay=-1)
    with pytest.raises(ValueError, match=r"labels has shape \(4,\)"):
        fit_network(X, Y[:4])
    with pytest.raises(ValueError, match="factor is 0"):
        network.rescaled(0)


# --- the digits ----------------------------------------------------------------------------------


def test_the_digits_are_split_once_and_for_all():
    training, test = digits()
    assert training.inputs.shape == (1437, 64) and test.inputs.shape == (360, 64)
    both = np.vstack([training.inputs, test.inputs])
    assert np.array_equal(np.unique(both * 16), np.arange(17))
    assert np.bincount(np.concatenate([training.labels, test.labels])).min() == 174
    again, _ = digits()
    assert np.array_equal(again.inputs, training.inputs)
    with pytest.raises(ValueError, match="train is 1797, expected a number from 1 to 1796"):
        digits(train=1797)
