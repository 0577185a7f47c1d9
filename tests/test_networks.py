"""Ensembles of networks: gradients, optimizers and training against independent routes."""

import math
import os
import subprocess
import sys

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from ibnotes.datasets import Dataset, szt
from ibnotes.networks import Settings, train
from ibnotes.networks.activations import ACTIVATIONS
from ibnotes.networks.optimizers import Adam, GradientDescent, rounded
from ibnotes.networks.stack import Noise, backward, draw_layers, forward, layers_of
from ibnotes.networks.training import Randomness, draw_noise, mean_and_deviation

REFERENCE = {
    "tanh": torch.tanh,
    "relu": functional.relu,
    "leaky_relu": functional.leaky_relu,
    "elu": functional.elu,
    "softplus": functional.softplus,
    "sigmoid": torch.sigmoid,
    "linear": lambda a: a,
}
SIZES = (4, 5, 3, 2)


def random_data(rows=40, columns=4, classes=2, seed=0):
    rng = np.random.default_rng(seed)
    return Dataset("random", rng.integers(0, 2, (rows, columns)), rng.integers(0, classes, rows))


def small(**changes):
    """A run of a second or less."""
    choices = dict(activation="tanh", seeds=(3, 5, 8), hidden=(5, 3), epochs=20, batch_size=8)
    return Settings(**(choices | changes))


def random_stack(networks=3, samples=11, seed=0):
    rngs = [np.random.default_rng([seed, k]) for k in range(networks)]
    parameters = draw_layers(SIZES, rngs)
    torch.manual_seed(seed)
    parameters += 0.1 * torch.randn_like(parameters)
    return parameters, torch.randn(networks, SIZES[0], samples, dtype=torch.float64)


def all_weights(ensemble):
    return [*ensemble.weights, *ensemble.biases]


def assert_same_networks(one, other):
    for mine, theirs in zip(all_weights(one), all_weights(other), strict=True):
        np.testing.assert_array_equal(mine, theirs)


# --- activations ---------------------------------------------------------------------------------


def test_every_activation_has_a_reference():
    assert REFERENCE.keys() == ACTIVATIONS.keys()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_and_its_slope_are_those_of_torch(name):
    a = torch.linspace(-30, 30, 4001, dtype=torch.float64)[1::2].requires_grad_()
    reference = REFERENCE[name](a)
    (slope,) = torch.autograd.grad(reference.sum(), a)
    h = ACTIVATIONS[name].function(a.detach().clone())
    # To nine digits: torch takes softplus for linear from 20 on.
    torch.testing.assert_close(h, reference.detach(), rtol=0, atol=3e-9)
    times = ACTIVATIONS[name].times_slope(torch.full_like(h, 3), h)
    torch.testing.assert_close(times, 3 * slope, rtol=0, atol=1e-8)


def test_tanh_by_way_of_the_sigmoid_is_exact_to_rounding():
    a = torch.linspace(-20, 20, 100_001, dtype=torch.float64)
    error = (ACTIVATIONS["tanh"].function(a.clone()) - torch.tanh(a)).abs().max()
    assert error <= 4 * torch.finfo(torch.float64).eps


# --- the stack -----------------------------------------------------------------------------------


@pytest.mark.parametrize("noisy", [False, True])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_backward_pass_is_the_gradient_of_autograd_for_each_network(name, noisy):
    parameters, inputs = random_stack()
    networks, _, samples = inputs.shape
    labels = torch.arange(networks * samples).reshape(networks, samples) % 2
    noise = None
    if noisy:
        shapes = [(networks, size, samples) for size in SIZES[1:-1]]
        noise = [Noise(*torch.randn(2, *shape, dtype=torch.float64)) for shape in shapes]

    layers = layers_of(parameters, SIZES, networks)
    passed = forward(layers, inputs, ACTIVATIONS[name], noise)
    target = functional.one_hot(labels, 2).mT
    delta = (torch.softmax(passed.signals[-1], dim=1) - target) / samples
    gradient = torch.full_like(parameters, math.nan)
    gradients = layers_of(gradient, SIZES, networks)
    backward(layers, passed, delta, ACTIVATIONS[name], gradients, noise)

    for k in range(networks):
        own = [(layer.weights[k].clone(), layer.bias[k].clone()) for layer in layers]
        leaves = [tensor.requires_grad_() for pair in own for tensor in pair]
        h = inputs[k]
        for depth, (weights, bias) in enumerate(own):
            h = weights @ h + bias
            if depth < len(own) - 1:
                h = REFERENCE[name](h)
                h = h if noise is None else h * noise[depth].factor[k] + noise[depth].shift[k]
        expected = torch.autograd.grad(functional.cross_entropy(h.T, labels[k]), leaves)
        ours = [part[k] for layer in gradients for part in layer]
        torch.testing.assert_close(ours, list(expected), rtol=1e-9, atol=1e-12)


def test_views_of_all_layers_cover_every_parameter_once():
    parameters = torch.zeros(3 * 294)
    for layer in layers_of(parameters, (12, 10, 7, 5, 4, 3, 2), 3):
        layer.weights.add_(1)
        layer.bias.add_(1)
    assert torch.equal(parameters, torch.ones(3 * 294))


def test_first_weights_are_a_normal_cut_at_two_standard_deviations():
    (layer,) = layers_of(draw_layers((100, 400), [np.random.default_rng(0)]), (100, 400), 1)
    scaled = 10 * layer.weights.flatten()
    assert scaled.abs().max() <= 2
    # The variance of a standard normal between -2 and 2 is 1 - 4 phi(2) / (2 Phi(2) - 1).
    variance = 1 - 4 * math.exp(-2) / math.sqrt(2 * math.pi) / math.erf(math.sqrt(2))
    assert scaled.var().item() == pytest.approx(variance, abs=0.02)
    assert abs(scaled.mean().item()) < 0.02
    assert not layer.bias.any()


# --- optimizers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("decay", [0.0, 0.1])
@pytest.mark.parametrize(
    "ours, theirs", [(Adam, torch.optim.Adam), (GradientDescent, torch.optim.SGD)]
)
def test_an_optimizer_takes_the_steps_of_its_namesake_in_torch(ours, theirs, decay):
    torch.manual_seed(0)
    parameters = torch.randn(50, dtype=torch.float64)
    leaf = parameters.clone().requires_grad_()
    optimizer = ours(parameters, learning_rate=0.01, weight_decay=decay)
    reference = theirs([leaf], lr=0.01, weight_decay=decay)
    for _ in range(200):
        gradient = torch.randn(50, dtype=torch.float64)
        optimizer.step(gradient)
        leaf.grad = gradient.clone()
        reference.step()
    torch.testing.assert_close(parameters, leaf.detach(), rtol=1e-11, atol=1e-13)


def test_adam_rounds_each_operation_as_python_does_to_the_last_bit():
    # Python's floats follow the standard: its root is the nearest float, on every processor.
    drawn = np.random.default_rng(3).normal(size=(20, 1000))
    parameters = torch.zeros(1000, dtype=torch.float64)
    optimizer = Adam(parameters, learning_rate=0.01, weight_decay=0.1)
    for gradient in drawn:
        optimizer.step(torch.from_numpy(gradient))
    for k in range(1000):
        x, mean, square, left_mean, left_square = 0.0, 0.0, 0.0, 1.0, 1.0
        for gradient in drawn[:, k].tolist():
            gradient += x * 0.1
            mean = mean * 0.9 + gradient * (1 - 0.9)
            square = square * 0.999 + gradient * gradient * (1 - 0.999)
            left_mean *= 0.9
            left_square *= 0.999
            scale = math.sqrt(square) / math.sqrt(1 - left_square) + 1e-8
            x -= mean / scale * (0.01 / (1 - left_mean))
        assert parameters[k].item() == x


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=20))
def test_rounding_moves_a_gradient_by_half_a_step_at_most_and_once_only(values):
    gradient = torch.tensor(values, dtype=torch.float64)
    before = gradient.clone()
    once = rounded(gradient)
    assert torch.equal(gradient, before)
    assert (once - gradient).abs().max() <= 2.0**-27
    assert torch.equal(rounded(once), once)


# --- the gradient over minibatches ---------------------------------------------------------------


def test_mean_and_deviation_of_two_minibatches_by_hand():
    gradients = torch.tensor([[1.0, 3.0], [3.0, 3.0]], dtype=torch.float64)
    equal = torch.tensor([0.5, 0.5], dtype=torch.float64)
    mean, deviation = mean_and_deviation(gradients, equal)
    assert (mean.tolist(), deviation.tolist()) == ([2, 3], [1, 0])  # SNR: sqrt(13) / 1
    one_in_four = torch.tensor([0.25, 0.75], dtype=torch.float64)
    mean, deviation = mean_and_deviation(gradients, one_in_four)
    assert mean.tolist() == [2.5, 3]
    assert deviation.tolist() == [math.sqrt(0.25 * 1.5**2 + 0.75 * 0.5**2), 0]


@pytest.mark.parametrize("full_batch", [True, False])
def test_recorded_norms_are_those_of_the_gradients_of_single_samples(full_batch):
    # Minibatches of one sample: their mean and deviation do not depend on the order. The learning
    # rate is so small that the weights stay where they are between minibatches.
    data = random_data(rows=10)
    choices = small(epochs=1, batch_size=1, train_fraction=1, full_batch=full_batch)
    ensemble = train(Settings(**(vars(choices) | dict(learning_rate=1e-12))), data)
    inputs = torch.tensor(data.inputs, dtype=torch.float64)
    for k in range(3):
        own = [torch.tensor(w[0, k]).requires_grad_() for w in ensemble.weights]
        gradients = []
        for x, label in zip(inputs, torch.tensor(data.labels)):
            h = x
            for depth, weights in enumerate(own):
                h = weights @ h
                h = torch.tanh(h) if depth < 2 else h
            gradients.append(torch.autograd.grad(functional.cross_entropy(h, label), own))
        for layer in range(3):
            stacked = torch.stack([gradient[layer] for gradient in gradients])
            mean, deviation = stacked.mean(0).norm(), stacked.std(0, correction=0).norm()
            assert ensemble.gradient_mean_norm[0, layer, k] == pytest.approx(mean.item())
            assert ensemble.gradient_std_norm[0, layer, k] == pytest.approx(deviation.item())
            assert ensemble.snr[0, layer, k] == pytest.approx((mean / deviation).item())


def test_the_signal_to_noise_ratio_of_one_minibatch_is_infinite():
    ensemble = train(small(epochs=1, batch_size=1000), random_data())
    assert np.all(ensemble.gradient_mean_norm > 0)
    assert np.all(np.isposinf(ensemble.snr))


# --- training ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["tanh", "relu", "softplus"])
def test_training_equals_a_plain_loop_with_autograd_to_the_last_bit(name):
    data, epochs = random_data(), 60
    choices = small(activation=name, epochs=epochs, learning_rate=0.01)
    ensemble = train(choices, data)
    for k in range(3):
        parts = [
            torch.tensor(part[0, k]).requires_grad_()
            for pair in zip(ensemble.weights, ensemble.biases)
            for part in pair
        ]
        chosen = ensemble.train_mask[k]
        x, y = torch.tensor(data.inputs[chosen]).double(), torch.tensor(data.labels[chosen])
        optimizers = [Adam(part.data, learning_rate=0.01) for part in parts]
        for _ in range(epochs):
            h = x
            for depth, (weights, bias) in enumerate(zip(parts[::2], parts[1::2])):
                h = h @ weights.T + bias
                h = REFERENCE[name](h) if depth < 2 else h
            gradients = torch.autograd.grad(functional.cross_entropy(h, y), parts)
            for optimizer, gradient in zip(optimizers, gradients):
                optimizer.step(rounded(gradient))
        for ours, theirs in zip([w[-1, k] for w in ensemble.weights], parts[::2]):
            np.testing.assert_array_equal(ours, theirs.detach().numpy())


def test_softmax_regression_on_three_groups_finds_their_frequencies():
    ones_of_eight = (2, 4, 7)
    inputs = np.repeat(np.eye(3), 8, axis=0)
    labels = np.concatenate([np.arange(8) < ones for ones in ones_of_eight]).astype(int)
    choices = small(hidden=(), epochs=400, optimizer="sgd", learning_rate=2.0, train_fraction=1)
    (outputs,) = train(choices, Dataset("groups", inputs, labels)).layers(400)
    expected = np.repeat(ones_of_eight, 8) / 8
    np.testing.assert_allclose(outputs[:, :, 1], np.tile(expected, (3, 1)), atol=1e-5)


def test_weight_decay_leads_to_the_optimum_of_penalized_regression():
    from scipy.optimize import minimize

    data, decay = random_data(rows=30, classes=3), 0.05
    choices = small(
        hidden=(),
        epochs=400,
        optimizer="sgd",
        learning_rate=1.0,
        weight_decay=decay,
        train_fraction=1,
    )
    (outputs,) = train(choices, data).layers(400)

    def probabilities(flat):
        logits = np.c_[data.inputs, np.ones(30)] @ flat.reshape(5, 3)
        return np.exp(logits) / np.exp(logits).sum(1, keepdims=True)

    def objective(flat):
        likelihood = probabilities(flat)[np.arange(30), data.labels]
        return -np.log(likelihood).mean() + decay / 2 * flat @ flat

    best = minimize(objective, np.zeros(15), method="BFGS", options=dict(gtol=1e-8)).x
    np.testing.assert_allclose(outputs[0], probabilities(best), atol=2e-6)


VARIANTS = [
    dict(),
    dict(activation="relu", full_batch=False),
    dict(full_batch=False, optimizer="sgd", additive_noise=0.1, multiplicative_noise=0.2),
    dict(random_labels=True, weight_decay=0.01),
]


@pytest.mark.parametrize("changes", VARIANTS)
def test_a_network_of_an_ensemble_equals_the_same_network_alone(changes):
    together = train(small(**changes), random_data())
    for k, seed in enumerate(together.settings.seeds):
        alone = train(small(**changes, seeds=(seed,)), random_data())
        for mine, theirs in zip(all_weights(together), all_weights(alone), strict=True):
            np.testing.assert_array_equal(mine[:, k], theirs[:, 0])
        np.testing.assert_array_equal(together.train_mask[k], alone.train_mask[0])
        np.testing.assert_allclose(together.snr[..., k], alone.snr[..., 0], rtol=1e-6)


@pytest.mark.parametrize("changes", VARIANTS)
def test_the_seeds_decide_everything(changes):
    one, again = (train(small(**changes), random_data()) for _ in range(2))
    assert_same_networks(one, again)
    assert np.any(one.weights[0][:, 0] != one.weights[0][:, 1])
    assert np.any(one.train_mask[0] != one.train_mask[1])


def test_the_size_of_minibatches_changes_nothing_in_full_batch_training():
    assert_same_networks(
        train(small(batch_size=7), random_data()), train(small(batch_size=100), random_data())
    )


def test_one_minibatch_of_all_samples_is_full_batch_training():
    assert_same_networks(
        train(small(full_batch=False, batch_size=100), random_data()),
        train(small(full_batch=True, batch_size=100), random_data()),
    )


def test_noise_has_the_scales_asked_for_and_comes_from_each_network_alone():
    choices = small(multiplicative_noise=0.5, additive_noise=2.0)
    inputs = torch.zeros(3, 4, 5000, dtype=torch.float64)
    drawn = draw_noise(choices, [Randomness(seed) for seed in choices.seeds], inputs)
    assert [tuple(layer.factor.shape) for layer in drawn] == [(3, 5, 5000), (3, 3, 5000)]
    for layer in drawn:
        for part, mean, scale in ((layer.factor, 1, 0.5), (layer.shift, 0, 2)):
            assert part.mean().item() == pytest.approx(mean, abs=0.03)
            assert part.std().item() == pytest.approx(scale, rel=0.02)
    alone = draw_noise(choices, [Randomness(5)], inputs[:1])
    for layer, own in zip(drawn, alone):
        assert torch.equal(layer.factor[1:2], own.factor)
        assert torch.equal(layer.shift[1:2], own.shift)
    assert draw_noise(small(), [Randomness(5)], inputs[:1]) is None


def test_noise_is_fresh_in_every_epoch_and_absent_from_the_replay():
    ensemble = train(small(epochs=2, additive_noise=1.0, learning_rate=1e-12), random_data())
    assert np.all(ensemble.gradient_mean_norm[0] != ensemble.gradient_mean_norm[1])
    np.testing.assert_allclose(ensemble.layers(2)[0], ensemble.layers(0)[0], atol=1e-9)


def test_a_seed_keeps_its_training_set_and_first_weights_whatever_else_changes():
    plain = train(small(epochs=0), random_data())
    for changes in (dict(activation="relu"), dict(random_labels=True), dict(additive_noise=1.0)):
        other = train(small(epochs=0, **changes), random_data())
        np.testing.assert_array_equal(plain.train_mask, other.train_mask)
        assert_same_networks(plain, other)


def test_the_training_set_has_the_share_asked_for():
    ensemble = train(small(train_fraction=0.3, epochs=0), random_data())
    assert ensemble.train_mask.sum(axis=1).tolist() == [12, 12, 12]


def test_random_labels_are_the_labels_in_another_order_for_each_network():
    data = random_data()
    ensemble = train(small(random_labels=True, epochs=0), data)
    assert np.array_equal(np.sort(ensemble.labels), np.tile(np.sort(data.labels), (3, 1)))
    assert len({tuple(row) for row in [*ensemble.labels.tolist(), data.labels.tolist()]}) == 4


def test_training_on_everything_leaves_nothing_to_test_on():
    ensemble = train(small(train_fraction=1, epochs=1), random_data())
    assert np.all(np.isnan(ensemble.test_loss)) and np.all(np.isnan(ensemble.test_accuracy))
    assert np.all(np.isfinite(ensemble.train_loss))


def test_a_few_epochs_teach_the_task_of_shwartz_ziv_and_tishby():
    ensemble = train(Settings(seeds=(0, 1), epochs=60, learning_rate=0.02), szt())
    assert ensemble.train_accuracy[0].max() < 0.7
    assert ensemble.test_accuracy[-1].min() > 0.85
    assert ensemble.train_loss[-1].max() < 0.4
    assert not ensemble.dead.any()


def test_a_run_is_silent_away_from_a_terminal_and_gives_the_threads_back(capfd):
    threads = torch.get_num_threads()
    train(small(), random_data())
    assert capfd.readouterr() == ("", "")
    assert torch.get_num_threads() == threads


# --- dead networks -------------------------------------------------------------------------------


def test_networks_that_answer_the_same_to_everything_are_dead():
    ensemble = train(small(weight_decay=100.0, epochs=200, learning_rate=0.01), random_data())
    outputs = ensemble.layers(200)[-1]
    assert np.ptp(outputs, axis=1).max() < 0.01
    assert ensemble.dead.all() and not ensemble.alive.any()
    assert "3 dead" in repr(ensemble)


def test_dead_networks_are_told_from_their_living_neighbors():
    inputs = np.array([[a, b] for a in (0, 1) for b in (0, 1)] * 4)
    xor = Dataset("xor", inputs, inputs.sum(axis=1) % 2)
    steep = small(
        activation="relu",
        hidden=(2,),
        seeds=range(8),
        epochs=100,
        optimizer="sgd",
        learning_rate=3.0,
    )
    ensemble = train(steep, xor)
    assert 0 < ensemble.dead.sum() < 8
    answers = ensemble.layers(100)[-1].argmax(axis=-1)
    for k, (seen, labels) in enumerate(zip(ensemble.train_mask, ensemble.labels)):
        constant = max((labels[seen] == c).mean() for c in (0, 1))
        assert ensemble.dead[k] == ((answers[k] == labels)[seen].mean() <= constant)


# --- snapshots and replay ------------------------------------------------------------------------


def test_snapshots_lie_on_a_log_grid_with_both_ends():
    epochs = Settings(epochs=2000, snapshots=60).snapshot_epochs()
    assert epochs[0] == 0 and epochs[-1] == 2000
    assert np.all(np.diff(epochs) > 0)
    late = epochs[epochs > 100]
    np.testing.assert_allclose(late[1:] / late[:-1], 2000 ** (1 / 59), rtol=0.02)
    assert Settings(epochs=0).snapshot_epochs().tolist() == [0]
    assert Settings(epochs=1).snapshot_epochs().tolist() == [0, 1]


def test_a_snapshot_is_the_shorter_run():
    long = train(small(epochs=64, snapshots=4), random_data())
    assert long.epochs.tolist() == [0, 1, 4, 16, 64]
    for at, epochs in enumerate(long.epochs):
        short = train(small(epochs=int(epochs)), random_data())
        for mine, theirs in zip(all_weights(long), all_weights(short), strict=True):
            np.testing.assert_array_equal(mine[at], theirs[-1])
        np.testing.assert_allclose(long.train_loss[at], short.train_loss[-1], rtol=1e-12)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_replayed_layers_are_the_formulas_of_the_network(name):
    ensemble = train(small(activation=name, epochs=5), random_data())
    replay = list(ensemble.replay())
    assert len(replay) == len(ensemble.epochs)
    for s, k in ((0, 0), (len(replay) - 1, 2)):
        h = ensemble.inputs.astype(float)
        for depth, (weights, biases) in enumerate(zip(ensemble.weights, ensemble.biases)):
            h = h @ weights[s, k].T + biases[s, k]
            if depth < len(ensemble.weights) - 1:
                h = REFERENCE[name](torch.tensor(h)).numpy()
            else:
                h = np.exp(h) / np.exp(h).sum(axis=1, keepdims=True)
            np.testing.assert_allclose(replay[s][depth][k], h, atol=1e-14)
            np.testing.assert_allclose(ensemble.layers(ensemble.epochs[s], k)[depth], h, atol=1e-14)


def test_scores_follow_from_the_replayed_outputs():
    ensemble = train(small(), random_data())
    outputs = ensemble.layers(20)[-1]
    for k in range(3):
        likelihood = outputs[k, np.arange(40), ensemble.labels[k]]
        right = outputs[k].argmax(axis=1) == ensemble.labels[k]
        seen = ensemble.train_mask[k]
        assert ensemble.train_loss[-1, k] == pytest.approx(-np.log(likelihood[seen]).mean())
        assert ensemble.test_loss[-1, k] == pytest.approx(-np.log(likelihood[~seen]).mean())
        assert ensemble.train_accuracy[-1, k] == right[seen].mean()
        assert ensemble.test_accuracy[-1, k] == right[~seen].mean()


def test_only_kept_epochs_and_present_networks_can_be_replayed():
    ensemble = train(small(epochs=200, snapshots=4), random_data())
    with pytest.raises(ValueError, match="epoch is 190, .* the nearest kept is 200"):
        ensemble.layers(190)
    for network in (3, -1):
        with pytest.raises(ValueError, match=f"network is {network}, expected 0 to 2"):
            ensemble.layers(0, network)


# --- every processor -----------------------------------------------------------------------------

DIGESTS = """
import hashlib
from ibnotes.datasets import szt
from ibnotes.networks import Settings, train
for changes in ({}, {"activation": "relu", "full_batch": False, "additive_noise": 0.05}):
    ensemble = train(Settings(seeds=(0, 1), epochs=8, **changes), szt())
    arrays = [*ensemble.weights, *ensemble.biases]
    print(hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest())
"""

OTHER_PROCESSORS = [
    {
        "ATEN_CPU_CAPABILITY": "default",
        "MKL_ENABLE_INSTRUCTIONS": "SSE4_2",
        "MKL_CBWR": "COMPATIBLE",
        "ONEDNN_MAX_CPU_ISA": "SSE41",
        "OPENBLAS_CORETYPE": "Nehalem",
    },
    {"ATEN_CPU_CAPABILITY": "avx2", "MKL_CBWR": "AVX2", "OPENBLAS_CORETYPE": "Haswell"},
]


def test_all_processors_give_the_same_networks_to_the_last_bit(capsys):
    features = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    OTHER_PROCESSORS[0]["NPY_DISABLE_CPU_FEATURES"] = " ".join(features)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", DIGESTS],
            env=os.environ | processor,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for processor in OTHER_PROCESSORS
    ]
    exec(DIGESTS, {})
    here = capsys.readouterr().out
    there = [process.communicate() for process in started]
    assert len(set(here.split())) == 2
    for process, (output, error) in zip(started, there):
        assert process.returncode == 0, error
        assert output == here


# --- bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes, message",
    [
        (dict(activation="step"), "activation is 'step', expected one of tanh, relu"),
        (dict(seeds=()), r"seeds is \(\), expected some integers"),
        (dict(seeds=(1, 1)), r"seeds is \(1, 1\), expected each seed once"),
        (dict(seeds=(-1,)), r"seeds is \(-1,\), expected some integers, 0 or more"),
        (dict(seeds=5), "seeds is 5, expected some integers"),
        (dict(seeds=(0.5,)), r"seeds is \(0.5,\), expected integers"),
        (dict(hidden=(3, 0)), r"hidden is \(3, 0\), expected sizes of at least 1"),
        (dict(epochs=-1), "epochs is -1, expected an integer from 0 on"),
        (dict(epochs=2.0), "epochs is 2.0, expected an integer"),
        (dict(epochs=True), "epochs is True, expected an integer"),
        (dict(batch_size=0), "batch_size is 0, expected an integer from 1 on"),
        (dict(snapshots=1), "snapshots is 1, expected an integer from 2 on"),
        (dict(full_batch=1), "full_batch is 1, expected True or False"),
        (dict(optimizer="adagrad"), "optimizer is 'adagrad', expected one of adam, sgd"),
        (dict(learning_rate=0), "learning_rate is 0, expected a positive number"),
        (dict(learning_rate=math.nan), "learning_rate is nan, expected a number from 0 on"),
        (dict(weight_decay=-1.0), "weight_decay is -1.0, expected a number from 0 on"),
        (dict(additive_noise="much"), "additive_noise is 'much', expected a number"),
        (dict(train_fraction=1.5), "train_fraction is 1.5, expected a share"),
        (dict(train_fraction=0), "train_fraction is 0, expected a share"),
    ],
)
def test_an_impossible_choice_is_named(changes, message):
    with pytest.raises(ValueError, match=message):
        Settings(**changes)


def test_a_share_that_is_less_than_one_input_is_refused():
    with pytest.raises(ValueError, match="train_fraction is 0.01, which is none of 40 inputs"):
        train(small(train_fraction=0.01), random_data())


def test_settings_are_values():
    assert Settings(seeds=range(3)) == Settings(seeds=(0, 1, 2))
    assert len({Settings(seeds=[1]), Settings(seeds=(np.int64(1),))}) == 1
