"""Information dropout: layers whose noise is learned, and charged for.

A layer turns its input into factors ``f > 0`` and noise levels ``a``, and sends on
``z = f e^(a N)`` with fresh normal ``N``: multiplicative log-normal noise, whose size the layer
sets for each input.
``f`` is a softplus, and for softplus units the prior of Achille and Soatto is log-normal too,
``log z ~ N(m, s^2)``, here with ``m`` and ``s`` learned for each unit. Then the charge is a true
divergence between normal laws of ``log z``, with no constant left open:

    KL = [a^2 + (log f - m)^2] / (2 s^2) - log(a / s) - 1/2   nats a unit.

Its mean is at least ``I(Z_l; Z_(l-1))``. (The other choice of the paper, ReLU units and a
log-uniform prior, which is improper, gives ``-log a`` plus an arbitrary constant.) Training
minimizes

    cross-entropy of the target  +  price * (sum of the charges of all layers),

for all prices and all seeds at once. (The price is the inverse of the book's beta.) Samples are
drawn fresh at each step, so that nothing is overfitted. The gradients are rounded, so that all
processors give the same networks.

Source: Achille and Soatto, Information dropout (2018).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from numbers import Real

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from ibnotes.networks.cache import cached
from ibnotes.networks.optimizers import Adam, rounded
from ibnotes.networks.training import one_thread

__all__ = ["InformationDropout", "bar_pictures", "bars", "train_information_dropout"]

ENGINE = ["ibnotes.networks.information_dropout", "ibnotes.networks.optimizers"]

FloatArray = NDArray[np.float64]

LAMPS, LENGTHS = 8, 4
LEAST_NOISE, MOST_NOISE = 0.01, 1.0
FIRST_NOISE = -2.0  # a logit: little noise at first, or nothing would be learned through it
NETWORK_RATE, PROBE_RATE = 0.01, 0.01
BATCH, TEST_SAMPLES = 128, 4000
PROBE_UNITS = 32


# --- the task ------------------------------------------------------------------------------------


def bar_pictures() -> tuple[FloatArray, NDArray[np.int64], NDArray[np.int64]]:
    """The 32 pictures of a bar of one to four lit lamps on a ring of eight.

    Returns
    -------
    pictures, length, place
        ``pictures[i, lamp]``, 0 or 1; the target ``length[i]``, 0 to 3 (one less than the lamps
        lit); and the nuisance ``place[i]``, 0 to 7, the first lit lamp. Each pair occurs once.

    Examples
    --------
    >>> pictures, length, place = bar_pictures()
    >>> pictures[(length == 1) & (place == 7)]
    array([[1., 0., 0., 0., 0., 0., 0., 1.]])
    """
    length, place = (part.ravel() for part in np.indices((LENGTHS, LAMPS)))
    after = (np.arange(LAMPS) - place[:, None]) % LAMPS
    return (after <= length[:, None]).astype(float), length, place


def bars(
    size: int, noise: float, rng: np.random.Generator
) -> tuple[FloatArray, NDArray[np.int64], NDArray[np.int64]]:
    """Random pictures of a bar, with normal noise on every lamp.

    Parameters
    ----------
    size
        How many.
    noise
        Standard deviation of the noise of a lamp.
    rng
        Source of randomness.

    Returns
    -------
    x, length, place
        As for :func:`bar_pictures`; all 32 pictures are equally likely.

    Examples
    --------
    >>> x, length, place = bars(5, 0.0, np.random.default_rng(0))
    >>> np.array_equal(x.sum(axis=1), 1 + length)
    True
    """
    pictures, length, place = bar_pictures()
    drawn = rng.integers(len(pictures), size=size)
    x = pictures[drawn] + noise * rng.standard_normal((size, LAMPS))
    return x, length[drawn], place[drawn]


# --- training and probing ------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, repr=False)
class InformationDropout:
    """Trained networks, one for each price and seed, and what a probe reads in their layers.

    Attributes
    ----------
    prices
        Of a nat, in each layer, ``prices[p]``.
    error
        Share of fresh samples whose length is guessed wrongly, ``error[p, seed]``.
    cross_entropy
        Of the length, in nats, on fresh samples, ``cross_entropy[p, seed]``.
    rate
        Mean charge of each noisy layer in nats, ``rate[p, seed, layer]``; an upper bound of
        ``I(Z_l; Z_(l-1))``, up to sampling.
    probed
        ``H(place)`` less the cross-entropy of a probe on fresh samples, in nats,
        ``probed[p, seed, layer]`` with the input as layer 0; a lower bound of ``I(Z_l; place)``,
        up to sampling, and a little below zero where the probe has learned nothing.
    sampling_error
        Standard error of ``probed``.

    Examples
    --------
    >>> train_information_dropout([0.01], seeds=[0], steps=2, probe_steps=2)
    InformationDropout(price 0.01, 1 seed, 3 layers of 8)
    """

    prices: tuple[float, ...]
    error: FloatArray
    cross_entropy: FloatArray
    rate: FloatArray
    probed: FloatArray
    sampling_error: FloatArray
    width: int

    def __repr__(self) -> str:
        prices = ", ".join(f"{price:g}" for price in self.prices)
        seeds = f"{self.error.shape[1]} seed{'s' if self.error.shape[1] > 1 else ''}"
        layers = self.rate.shape[2]
        return f"InformationDropout(price {prices}, {seeds}, {layers} layers of {self.width})"


@cached(ENGINE)
def train_information_dropout(
    prices: Sequence[float],
    seeds: Sequence[int],
    *,
    noise: float = 0.1,
    width: int = LAMPS,
    depth: int = 3,
    steps: int = 1000,
    probe_steps: int = 400,
) -> InformationDropout:
    """Train networks to read the length of a bar, and probe their layers for its place.

    The result is kept on disk, and found there by the next caller.

    Parameters
    ----------
    prices
        What a nat costs in each layer. Training begins at zero and raises the price to this value
        over its first third.
    seeds
        One for each network of each price. Networks of one seed begin with the same weights
        and see the same samples and the same noise.
    noise
        Standard deviation of the noise of a lamp.
    width, depth
        Units in a layer, and how many noisy layers there are.
    steps, probe_steps
        Steps of the training of networks and probes, on 128 fresh samples each. A probe has one
        hidden layer of 32 ReLU units and reads the standardized inputs or ``log z``.

    Raises
    ------
    ValueError
        If a price or the noise is negative, or there is no price, seed, layer or step.

    Notes
    -----
    Source: Achille and Soatto, Information dropout (2018); the notes, id C4.

    Examples
    --------
    >>> result = train_information_dropout([0.0, 0.1], seeds=[0, 1], steps=5, probe_steps=5)
    >>> result.rate.shape, result.probed.shape
    ((2, 2, 3), (2, 2, 4))
    """
    prices, seeds = _checked(prices, seeds, noise, width, depth, steps, probe_steps)
    streams = [np.random.default_rng(seed) for seed in seeds]
    with one_thread():
        network = _Network(len(prices), streams, width, depth)
        price = torch.tensor(prices, dtype=torch.float64).repeat_interleave(len(seeds))[:, None]
        optimizer = Adam(network.parameters, NETWORK_RATE)
        for step in range(steps):
            samples = _Samples(BATCH, noise, streams, len(prices), width * depth)
            _, charges, logits = network(samples)
            paid = min(1.0, 3 * step / steps) * price * sum(charges)
            loss = _cross_entropy(logits, samples.length) + paid
            _descend(optimizer, loss, NETWORK_RATE * (1 - step / steps))

        probe = _Probe((depth + 1) * len(prices), streams, max(width, LAMPS))
        probe.standardize(_layers(network, noise, streams, TEST_SAMPLES)[0])
        optimizer = Adam(probe.parameters, PROBE_RATE)
        for step in range(probe_steps):
            layers, samples = _layers(network, noise, streams, BATCH)
            loss = _cross_entropy(probe(layers), samples.place.repeat(depth + 1, 1))
            _descend(optimizer, loss, PROBE_RATE * (1 - step / probe_steps))

        with torch.no_grad():
            samples = _Samples(TEST_SAMPLES, noise, streams, len(prices), width * depth)
            layers, charges, logits = network(samples)
            surprise = _cross_entropy(probe(_stacked(layers)), samples.place.repeat(depth + 1, 1))
    shape = (len(prices), len(seeds))
    by_layer = (depth + 1, *shape, TEST_SAMPLES)
    surprise = surprise.view(by_layer).movedim(0, 2).numpy()
    wrong = (logits.argmax(dim=-1) != samples.length).double()
    return InformationDropout(
        prices=prices,
        error=wrong.mean(dim=1).view(shape).numpy(),
        cross_entropy=_cross_entropy(logits, samples.length).mean(dim=1).view(shape).numpy(),
        rate=torch.stack([c.mean(dim=1) for c in charges], dim=-1).view(*shape, depth).numpy(),
        probed=math.log(LAMPS) - surprise.mean(axis=-1),
        sampling_error=surprise.std(axis=-1) / math.sqrt(TEST_SAMPLES),
        width=width,
    )


def _checked(
    prices: Sequence[float], seeds: Sequence[int], noise: float, *counts: int
) -> tuple[tuple[float, ...], tuple[int, ...]]:
    prices, seeds = tuple(prices), tuple(seeds)
    for name, values in (("prices", prices), ("seeds", seeds)):
        if not values:
            raise ValueError(f"{name} is empty, expected at least one")
    for name, value in (*(("prices", price) for price in prices), ("noise", noise)):
        if not (isinstance(value, Real) and 0 <= value < math.inf):
            raise ValueError(f"{name} holds {value!r}, expected a number of at least 0")
    for name, count in zip(("width", "depth", "steps", "probe_steps"), counts):
        if not (isinstance(count, int) and count >= 1):
            raise ValueError(f"{name} is {count!r}, expected an integer of at least 1")
    return prices, seeds


class _Samples:
    """Fresh samples and fresh noise, the same for all networks of one seed."""

    def __init__(
        self, size: int, noise: float, streams: list[np.random.Generator], copies: int, units: int
    ) -> None:
        drawn = [bars(size, noise, rng) for rng in streams]
        x, self.length, self.place = (_copied(np.stack(parts), copies) for parts in zip(*drawn))
        self.x = x
        self.normal = _copied(
            np.stack([rng.standard_normal((size, units)) for rng in streams]), copies
        )


def _copied(array: NDArray, copies: int) -> Tensor:
    """One copy for each price, ``[price * seed, ...]``."""
    return torch.from_numpy(array).repeat(copies, *[1] * (array.ndim - 1))


class _Stack:
    """Parameters of many affine maps, all in one tensor ``parameters[network, number]``."""

    def __init__(
        self, copies: int, streams: list[np.random.Generator], shapes: list[tuple[int, ...]]
    ) -> None:
        first = [np.concatenate([self.first(shape, rng) for shape in shapes]) for rng in streams]
        self.shapes = shapes
        self.parameters = _copied(np.stack(first), copies).requires_grad_()

    @staticmethod
    def first(shape: tuple[int, ...], rng: np.random.Generator) -> FloatArray:
        """Weights of variance 1/inputs; what has a single row is zero."""
        rows, columns = shape
        scale = 0.0 if rows == 1 else 1 / math.sqrt(rows)
        return scale * rng.standard_normal(rows * columns)

    def parts(self) -> list[Tensor]:
        sizes = [rows * columns for rows, columns in self.shapes]
        flat = self.parameters.split(sizes, dim=1)
        return [part.unflatten(1, shape) for part, shape in zip(flat, self.shapes)]


class _Network(_Stack):
    """Noisy layers, each with its own prior, and an affine map from the last to the logits."""

    def __init__(
        self, copies: int, streams: list[np.random.Generator], width: int, depth: int
    ) -> None:
        shapes = []
        for inputs, units in pairwise([LAMPS, *[width] * depth]):
            shapes += [(inputs, 2 * units), (1, 2 * units), (1, 2 * units)]
        super().__init__(copies, streams, [*shapes, (width, LENGTHS), (1, LENGTHS)])
        self.width = width

    def __call__(self, samples: _Samples) -> tuple[list[Tensor], list[Tensor], Tensor]:
        """The input and all ``log z``, the charge of each layer and sample, and the logits."""
        *parts, weights, bias = self.parts()
        layers, charges, signal = [samples.x], [], samples.x
        noises = samples.normal.split(self.width, dim=-1)
        for affine, shift, prior, normal in zip(parts[::3], parts[1::3], parts[2::3], noises):
            factor, level = torch.baddbmm(shift, signal, affine).chunk(2, dim=-1)
            log_f = functional.softplus(factor).log()
            share = torch.sigmoid(level + FIRST_NOISE)
            a = LEAST_NOISE + (MOST_NOISE - LEAST_NOISE) * share
            m, log_s = prior.chunk(2, dim=-1)
            miss = (a.square() + (log_f - m).square()) * torch.exp(-2 * log_s) / 2
            charges.append((miss - a.log() + log_s - 0.5).sum(dim=-1))
            layers.append(log_f + a * normal)
            signal = layers[-1].exp()
        return layers, charges, torch.baddbmm(bias, signal, weights)


class _Probe(_Stack):
    """A network with one hidden layer for each layer of each network."""

    def __init__(self, copies: int, streams: list[np.random.Generator], inputs: int) -> None:
        shapes = [(inputs, PROBE_UNITS), (1, PROBE_UNITS), (PROBE_UNITS, LAMPS), (1, LAMPS)]
        super().__init__(copies, streams, shapes)

    def standardize(self, layers: Tensor) -> None:
        """Fix the shift and the scale of the inputs once, from a first set of samples."""
        self.mean = layers.mean(dim=1, keepdim=True)
        self.scale = layers.std(dim=1, keepdim=True).clamp_min(1e-6)

    def __call__(self, layers: Tensor) -> Tensor:
        weights, bias, last, last_bias = self.parts()
        hidden = torch.baddbmm(bias, (layers - self.mean) / self.scale, weights).relu()
        return torch.baddbmm(last_bias, hidden, last)


def _layers(
    network: _Network, noise: float, streams: list[np.random.Generator], size: int
) -> tuple[Tensor, _Samples]:
    """All layers of all networks on fresh samples, one after the other, without a gradient."""
    copies = len(network.parameters) // len(streams)
    units = sum(columns for rows, columns in network.shapes[2:-2:3]) // 2
    samples = _Samples(size, noise, streams, copies, units)
    with torch.no_grad():
        return _stacked(network(samples)[0]), samples


def _stacked(layers: list[Tensor]) -> Tensor:
    """``[layer * network, sample, unit]``, with zeros where a layer has fewer units."""
    widest = max(layer.shape[-1] for layer in layers)
    return torch.cat([functional.pad(part, (0, widest - part.shape[-1])) for part in layers])


def _cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    """The surprise of each network at each sample, in nats."""
    losses = functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none")
    return losses.view(targets.shape)


def _descend(optimizer: Adam, losses: Tensor, rate: float) -> None:
    """One step of all networks on the mean of their samples; they do not influence each other."""
    (gradient,) = torch.autograd.grad(losses.mean(dim=1).sum(), optimizer.parameters)
    optimizer.learning_rate = rate
    with torch.no_grad():
        optimizer.step(rounded(gradient))
