"""Training of an ensemble: every network from its own seed, all of them in the same products."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from tqdm import trange

from ibnotes.datasets import Dataset
from ibnotes.networks.activations import ACTIVATIONS, Activation
from ibnotes.networks.ensemble import Ensemble
from ibnotes.networks.optimizers import Adam, GradientDescent, rounded
from ibnotes.networks.settings import Settings
from ibnotes.networks.stack import Layer, Noise, backward, draw_layers, forward, layers_of

__all__ = ["train"]

OPTIMIZERS = {"adam": Adam, "sgd": GradientDescent}


class Randomness:
    """The independent streams of random numbers of one network, all from its seed.

    Each purpose has a stream of its own, so that two networks of one seed share, for example, their
    training set even where one of them is larger or noisy.
    """

    def __init__(self, seed: int) -> None:
        streams = np.random.SeedSequence(seed).spawn(5)
        self.parameters, self.split, self.labels, self.order, self.noise = map(
            np.random.default_rng, streams
        )


def train(settings: Settings, data: Dataset, *, device: str = "cpu") -> Ensemble:
    """Train one network for each seed, all at once, and return what happened.

    The loss is the mean cross-entropy, in nats, of the softmax of the last layer. Networks do not
    influence each other: network ``k`` is the same as it would be alone. Gradients are rounded
    before they are used, so that processors give the same networks (``rounded`` says how often).

    Parameters
    ----------
    settings
        What to train.
    data
        The inputs and labels.
    device
        Where to compute, such as ``"cuda"``; the result is the same up to rounding.

    Raises
    ------
    ValueError
        Where the training set would be empty.

    Examples
    --------
    >>> from ibnotes.datasets import Dataset
    >>> data = Dataset("or", [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 1])
    >>> choices = dict(hidden=[3], seeds=[0, 1], epochs=300, train_fraction=1)
    >>> train(Settings(**choices, learning_rate=0.05), data)
    Ensemble(2 tanh networks 2-3-2 after 300 epochs: accuracy 1.000 train, nan test, 0 dead)
    """
    count = round(settings.train_fraction * len(data.inputs))
    if count == 0:
        raise ValueError(
            f"train_fraction is {settings.train_fraction}, "
            f"which is none of {len(data.inputs)} inputs"
        )
    with one_thread():
        return _train(settings, data, count, torch.device(device))


def _train(settings: Settings, data: Dataset, count: int, device: torch.device) -> Ensemble:
    streams = [Randomness(seed) for seed in settings.seeds]
    shape = (data.inputs.shape[1], *settings.hidden, data.classes), len(streams)
    activation = ACTIVATIONS[settings.activation]
    parameters = draw_layers(shape[0], [s.parameters for s in streams]).to(device)
    layers = layers_of(parameters, *shape)
    optimizer = OPTIMIZERS[settings.optimizer](
        parameters, settings.learning_rate, settings.weight_decay
    )

    orders = np.stack([s.split.permutation(len(data.inputs))[:count] for s in streams])
    labels = np.stack([data.labels] * len(streams))
    if settings.random_labels:
        labels = np.stack([s.labels.permutation(data.labels) for s in streams])
    samples = Samples(data, labels, device)
    batches = list(samples.minibatches(orders, settings.batch_size))
    shares = torch.tensor([inputs.shape[-1] / count for inputs, _ in batches]).to(parameters)
    gradients = parameters.new_empty(len(batches), len(parameters))
    gradient_layers = [layers_of(gradient, *shape) for gradient in gradients]

    epochs, snapshots = settings.snapshot_epochs(), []
    norms = parameters.new_empty(2, settings.epochs, len(layers), len(streams))
    for epoch in trange(settings.epochs, desc=settings.activation, leave=False, disable=None):
        if epoch in epochs:
            snapshots.append(parameters.clone())
        if not settings.full_batch:
            orders = np.stack([s.order.permutation(order) for s, order in zip(streams, orders)])
            batches = samples.minibatches(orders, settings.batch_size)
        for batch, (inputs, targets) in enumerate(batches):
            noise = draw_noise(settings, streams, inputs)
            passed = forward(layers, inputs, activation, noise)
            delta = (torch.softmax(passed.signals[-1], dim=1) - targets) / inputs.shape[-1]
            backward(layers, passed, delta, activation, gradient_layers[batch], noise)
            if not settings.full_batch:
                optimizer.step(rounded(gradients[batch]))
        mean, deviation = mean_and_deviation(gradients, shares)
        if settings.full_batch:
            optimizer.step(rounded(mean))
        norms[0, epoch] = weight_norms(layers_of(mean, *shape))
        norms[1, epoch] = weight_norms(layers_of(deviation, *shape))
    snapshots.append(parameters.clone())

    train_mask = np.zeros(labels.shape, dtype=bool)
    np.put_along_axis(train_mask, orders, True, axis=1)
    scores = [samples.scores(layers_of(kept, *shape), activation, train_mask) for kept in snapshots]
    history = layers_of(torch.stack(snapshots).cpu(), *shape)
    return Ensemble(
        settings=settings,
        inputs=np.array(data.inputs),
        labels=labels,
        train_mask=train_mask,
        epochs=epochs,
        weights=tuple(layer.weights.numpy().copy() for layer in history),
        biases=tuple(layer.bias.squeeze(-1).numpy().copy() for layer in history),
        **{name: np.stack([score[name] for score in scores]) for name in scores[0]},
        gradient_mean_norm=norms[0].cpu().numpy(),
        gradient_std_norm=norms[1].cpu().numpy(),
    )


class Samples:
    """The data on the device: one row for each input, and the labels that each network is given."""

    def __init__(self, data: Dataset, labels: NDArray[np.int64], device: torch.device) -> None:
        self.rows = torch.tensor(data.inputs, dtype=torch.float64, device=device)
        self.one_hot = functional.one_hot(
            torch.tensor(labels, device=device), data.classes
        ).double()

    def minibatches(
        self, orders: NDArray[np.int64], batch_size: int
    ) -> Iterator[tuple[Tensor, Tensor]]:
        """Inputs ``[k, in, sample]`` and targets ``[k, class, sample]``, in the order of each."""
        for order in torch.tensor(orders, device=self.rows.device).split(batch_size, dim=1):
            targets = self.one_hot.gather(
                1, order.unsqueeze(-1).expand(-1, -1, self.one_hot.shape[-1])
            )
            yield self.rows[order].mT, targets.mT

    def scores(
        self, layers: list[Layer], activation: Activation, train_mask: NDArray[np.bool_]
    ) -> dict[str, NDArray[np.float64]]:
        """Mean loss and accuracy of each network on the samples it trains on, and on the others."""
        inputs = self.rows.T.expand(len(train_mask), -1, -1)
        logits = forward(layers, inputs, activation).signals[-1].mT
        loss = -(torch.log_softmax(logits, dim=-1) * self.one_hot).sum(dim=-1).cpu().numpy()
        right = (logits.argmax(dim=-1) == self.one_hot.argmax(dim=-1)).cpu().numpy()

        def mean(values: NDArray[np.generic], mask: NDArray[np.bool_]) -> NDArray[np.float64]:
            return np.array([v[m].mean() if m.any() else np.nan for v, m in zip(values, mask)])

        return {
            "train_loss": mean(loss, train_mask),
            "test_loss": mean(loss, ~train_mask),
            "train_accuracy": mean(right, train_mask),
            "test_accuracy": mean(right, ~train_mask),
        }


def draw_noise(settings: Settings, streams: list[Randomness], inputs: Tensor) -> list[Noise] | None:
    """Fresh factors and shifts for every hidden unit and sample; None where there is no noise."""
    if settings.multiplicative_noise == settings.additive_noise == 0:
        return None
    shape = (2, sum(settings.hidden), inputs.shape[-1])
    normal = torch.from_numpy(np.stack([s.noise.standard_normal(shape) for s in streams], axis=1))
    factor, shift = normal.to(inputs.device)
    factor = factor.mul_(settings.multiplicative_noise).add_(1)
    shift = shift.mul_(settings.additive_noise)
    return [
        Noise(*layer)
        for layer in zip(factor.split(settings.hidden, dim=1), shift.split(settings.hidden, dim=1))
    ]


def mean_and_deviation(gradients: Tensor, shares: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and standard deviation over minibatches, each drawn with its share of the samples.

    With these shares the mean is the gradient on the whole training set.
    """
    mean = torch.tensordot(shares, gradients, dims=1)
    return mean, torch.tensordot(shares, (gradients - mean).square_(), dims=1).sqrt_()


def weight_norms(layers: list[Layer]) -> Tensor:
    """The Frobenius norm of the weights of each layer, ``[layer, k]``; biases do not count."""
    return torch.stack([layer.weights.flatten(1).norm(dim=1) for layer in layers])


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep torch to one thread: the products are small, and threads that wait cost more."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
