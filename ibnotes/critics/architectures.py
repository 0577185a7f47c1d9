"""Critics ``f(x, y)``: many networks of one shape, computed at once on all pairs of a batch.

A batch is ``x[k, coordinate, i]`` and ``y[k, coordinate, j]``, where ``k`` counts the networks; the
score matrix is ``[k, i, j]``. All parameters are one vector.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from ibnotes.networks.activations import ACTIVATIONS, Activation
from ibnotes.networks.stack import Pass, backward, draw_layers, forward, layers_of

__all__ = ["CRITICS", "Concatenated", "Critic", "Separable"]


class Critic(Protocol):
    """What scores pairs and can be trained: ``gradient`` is that of the last ``scores``.

    Examples
    --------
    >>> rngs = [np.random.default_rng(seed) for seed in (0, 1)]
    >>> critic: Critic = Separable((3, 2), rngs)
    >>> critic.scores(torch.zeros(2, 3, 5).double(), torch.zeros(2, 2, 5).double()).shape
    torch.Size([2, 5, 5])
    >>> critic.gradient(torch.zeros(2, 5, 5).double()).shape == critic.parameters.shape
    True
    """

    parameters: Tensor

    def scores(self, x: Tensor, y: Tensor) -> Tensor:
        """The score of every ``x`` with every ``y``, ``[k, i, j]``."""

    def gradient(self, slopes: Tensor) -> Tensor:
        """The gradient in the parameters, for the slopes ``[k, i, j]`` of a loss in the scores."""


class Separable:
    """``f(x, y) = g(x) . h(y) / sqrt(features)``, with a network each for ``g`` and ``h``.

    A batch of ``N`` pairs costs ``N`` passes through each, however many scores there are.

    Parameters
    ----------
    dimensions
        Of ``x`` and of ``y``.
    rngs
        One for each network, from which its first weights are drawn.
    hidden
        The sizes of the hidden layers of both networks.
    features
        How many numbers ``g`` and ``h`` return.
    activation
        Of the hidden layers, one of ``ibnotes.networks.activations.ACTIVATIONS``.

    Notes
    -----
    Source: van den Oord, Li and Vinyals (2018); Poole et al. (2019) for the name.

    Examples
    --------
    >>> critic = Separable((20, 20), [np.random.default_rng(0)], hidden=(128,), features=32)
    >>> len(critic.parameters) == 2 * (21 * 128 + 129 * 32)
    True
    """

    def __init__(
        self,
        dimensions: tuple[int, int],
        rngs: Sequence[np.random.Generator],
        *,
        hidden: Sequence[int] = (),
        features: int = 32,
        activation: str = "relu",
    ) -> None:
        self.activation: Activation = ACTIVATIONS[activation]
        self.scale = 1 / math.sqrt(features)
        shapes = [(dimension, *hidden, features) for dimension in dimensions]
        parts = [draw_layers(shape, rngs) for shape in shapes]
        self.parameters = torch.cat(parts)
        self.slopes = torch.empty_like(self.parameters)
        sizes = [len(part) for part in parts]
        self.networks, self.slopes_of = (
            [layers_of(part, shape, len(rngs)) for part, shape in zip(flat.split(sizes), shapes)]
            for flat in (self.parameters, self.slopes)
        )
        self.passes: list[Pass] = []

    def scores(self, x: Tensor, y: Tensor) -> Tensor:
        """The score of every ``x`` with every ``y``, ``[k, i, j]``."""
        self.passes = [
            forward(layers, inputs, self.activation)
            for layers, inputs in zip(self.networks, (x, y))
        ]
        g, h = (one.signals[-1] for one in self.passes)
        return torch.bmm(g.mT, h).mul_(self.scale)

    def gradient(self, slopes: Tensor) -> Tensor:
        """The gradient in the parameters, for the slopes ``[k, i, j]`` of a loss in the scores."""
        g, h = (one.signals[-1] for one in self.passes)
        slopes = slopes * self.scale
        deltas = torch.bmm(h, slopes.mT), torch.bmm(g, slopes)
        for layers, passed, delta, into in zip(self.networks, self.passes, deltas, self.slopes_of):
            backward(layers, passed, delta, self.activation, into)
        return self.slopes


class Concatenated:
    """``f(x, y)`` is a network that reads both: ``N^2`` passes for a batch of ``N`` pairs.

    Parameters
    ----------
    dimensions
        Of ``x`` and of ``y``.
    rngs
        One for each network, from which its first weights are drawn.
    hidden
        The sizes of the hidden layers.
    activation
        Of the hidden layers, one of ``ibnotes.networks.activations.ACTIVATIONS``.

    Notes
    -----
    Source: Belghazi et al. (2018); Poole et al. (2019) for the name.

    Examples
    --------
    >>> critic = Concatenated((20, 20), [np.random.default_rng(0)], hidden=(128,))
    >>> len(critic.parameters) == 41 * 128 + 129
    True
    """

    def __init__(
        self,
        dimensions: tuple[int, int],
        rngs: Sequence[np.random.Generator],
        *,
        hidden: Sequence[int] = (),
        activation: str = "relu",
    ) -> None:
        self.activation: Activation = ACTIVATIONS[activation]
        shape = (sum(dimensions), *hidden, 1)
        self.parameters = draw_layers(shape, rngs)
        self.slopes = torch.empty_like(self.parameters)
        self.network, self.slopes_of = (
            layers_of(flat, shape, len(rngs)) for flat in (self.parameters, self.slopes)
        )
        self.passed = Pass([], [])

    def scores(self, x: Tensor, y: Tensor) -> Tensor:
        """The score of every ``x`` with every ``y``, ``[k, i, j]``."""
        rows, columns = x.shape[-1], y.shape[-1]
        of_x = x.unsqueeze(-1).expand(-1, -1, -1, columns)
        of_y = y.unsqueeze(-2).expand(-1, -1, rows, -1)
        pairs = torch.cat([of_x, of_y], dim=1).flatten(2)
        self.passed = forward(self.network, pairs, self.activation)
        return self.passed.signals[-1].squeeze(1).unflatten(1, (rows, columns))

    def gradient(self, slopes: Tensor) -> Tensor:
        """The gradient in the parameters, for the slopes ``[k, i, j]`` of a loss in the scores."""
        delta = slopes.flatten(1).unsqueeze(1)
        backward(self.network, self.passed, delta, self.activation, self.slopes_of)
        return self.slopes


#: The kinds of critics by name.
CRITICS = {"separable": Separable, "concatenated": Concatenated}
