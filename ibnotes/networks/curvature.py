"""A small trained network and the curvature of its loss: what flat minima are about.

The network has one hidden layer of rectified units. Its weights are one vector, first layer first,
each layer row by row with its biases as the last row, so that ``hessian[i, k]`` belongs to
``weights[i]`` and ``weights[k]``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import Tensor
from torch.nn import functional

from ibnotes.networks.cache import cached
from ibnotes.networks.training import one_thread
from ibnotes.networks.weight_noise import minimize

__all__ = ["FittedNetwork", "fit_network"]

FloatArray = NDArray[np.float64]

ENGINE = [f"ibnotes.networks.{name}" for name in ("curvature", "optimizers", "weight_noise")]
FIRST_RATE = 0.02


@dataclass(frozen=True, eq=False)
class FittedNetwork:
    """A network with one hidden layer, as training left it.

    Attributes
    ----------
    sizes
        Numbers of inputs, hidden units and classes.
    weights
        ``weights[i]``, all of them in one vector.
    inputs, labels
        The training samples, ``inputs[n, i]`` and ``labels[n]``.
    decay
        The factor of half the squared length of the weights in the objective.
    slope
        The largest entry of the objective's gradient, which is 0 at a minimum without kinks.

    Examples
    --------
    >>> network = fit_network([[0.0], [0.5], [1.0]], [0, 1, 0], hidden=2, classes=2, decay=0.1)
    >>> network
    FittedNetwork(1-2-2, 10 weights)
    >>> network.hessian().shape
    (10, 10)
    """

    sizes: tuple[int, int, int]
    weights: FloatArray
    inputs: FloatArray
    labels: NDArray[np.int64]
    decay: float
    slope: float

    def __repr__(self) -> str:
        return f"FittedNetwork({'-'.join(map(str, self.sizes))}, {len(self.weights)} weights)"

    def logits(self, inputs: ArrayLike, weights: ArrayLike | None = None) -> FloatArray:
        """``logits[n, class]`` for ``inputs[n, i]``, with the network's weights or with others."""
        vector = torch.tensor(np.asarray(self.weights if weights is None else weights))
        x = torch.tensor(np.asarray(inputs, dtype=np.float64))
        return _logits(vector, x, self.sizes).numpy()

    def loss(self, weights: ArrayLike | None = None) -> FloatArray:
        """The mean cross-entropy of a training sample, in nats.

        It is that of the network as it is, or with other ``weights[i]``, or ``weights[draw, i]``
        for a loss of each draw.
        """
        vectors = torch.tensor(np.atleast_2d(self.weights if weights is None else weights))
        loss = _loss_of(self.inputs, self.labels, self.sizes)
        losses = np.array([float(loss(vector)) for vector in vectors])
        return losses if weights is not None and np.ndim(weights) == 2 else losses[0]

    def hessian(self) -> FloatArray:
        """Second derivatives of the loss in the weights, ``hessian[i, k]``, without the decay."""
        loss = _loss_of(self.inputs, self.labels, self.sizes)
        matrix = torch.func.hessian(loss)(torch.tensor(self.weights)).numpy()
        return (matrix + matrix.T) / 2

    def rescaled(self, factor: float) -> FittedNetwork:
        """The same function, with weights into the hidden units times ``factor`` and out over it.

        Raises
        ------
        ValueError
            If the factor is not positive.
        """
        if not factor > 0:
            raise ValueError(f"factor is {factor}, expected a positive number")
        weights = self.weights.copy()
        inputs, hidden, classes = self.sizes
        outgoing = (inputs + 1) * hidden
        weights[:outgoing] *= factor
        weights[outgoing : outgoing + hidden * classes] /= factor
        return replace(self, weights=weights)


@cached(ENGINE)
@one_thread()
def fit_network(
    inputs: ArrayLike,
    labels: ArrayLike,
    *,
    hidden: int = 8,
    classes: int = 10,
    decay: float = 1e-3,
    steps: int = 1500,
    seed: int = 0,
) -> FittedNetwork:
    """Train a network with one hidden layer on cross-entropy + ``decay |weights|^2 / 2``.

    All samples are used in each step of the optimizer, which is Adam with a falling rate. The
    result is kept on disk.

    Parameters
    ----------
    inputs, labels
        ``inputs[n, i]`` and ``labels[n]``.
    hidden
        The number of rectified hidden units.
    classes
        The number of classes, labels being 0, 1, ...
    decay
        The factor of half the squared length of the weights, 0 or more.
    steps
        Of the optimizer.
    seed
        Of the first weights.

    Raises
    ------
    ValueError
        If the decay is negative, or the labels do not fit.

    Notes
    -----
    Source: Hochreiter and Schmidhuber, "Flat minima" (1997), for what the curvature is for.

    Examples
    --------
    >>> fit_network([[0.0], [1.0]], [0, 1], hidden=1, classes=2, steps=100).sizes
    (1, 1, 2)
    """
    x, y = np.asarray(inputs, dtype=np.float64), np.asarray(labels)
    if not decay >= 0:
        raise ValueError(f"decay is {decay}, expected a number from 0 on")
    if x.ndim != 2 or y.shape != x.shape[:1] or y.min() < 0 or y.max() >= classes:
        raise ValueError(
            f"labels has shape {y.shape}, expected classes 0 to {classes - 1}, one a sample"
        )
    sizes = (x.shape[1], hidden, classes)
    loss = _loss_of(x, y, sizes)

    def objective(vector: Tensor) -> Tensor:
        return loss(vector) + decay / 2 * vector.square().sum()

    vector = _first_weights(sizes, seed).requires_grad_()
    minimize(lambda: objective(vector), [vector], [FIRST_RATE], steps)
    (gradient,) = torch.autograd.grad(objective(vector), [vector])
    return FittedNetwork(
        sizes=sizes,
        weights=vector.detach().numpy(),
        inputs=x,
        labels=y.astype(np.int64),
        decay=decay,
        slope=float(gradient.abs().max()),
    )


def _first_weights(sizes: tuple[int, int, int], seed: int) -> Tensor:
    rng = np.random.default_rng(seed)
    parts = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        parts += [rng.standard_normal(fan_in * fan_out) * np.sqrt(2 / fan_in), np.zeros(fan_out)]
    return torch.from_numpy(np.concatenate(parts))


def _logits(vector: Tensor, inputs: Tensor, sizes: tuple[int, int, int]) -> Tensor:
    fan_in, hidden, classes = sizes
    first, second = vector.split([(fan_in + 1) * hidden, (hidden + 1) * classes])
    first, second = first.view(fan_in + 1, hidden), second.view(hidden + 1, classes)
    return torch.relu(inputs @ first[:-1] + first[-1]) @ second[:-1] + second[-1]


def _loss_of(
    inputs: FloatArray, labels: NDArray[np.int64], sizes: tuple[int, int, int]
) -> Callable[[Tensor], Tensor]:
    x, y = torch.tensor(inputs), torch.tensor(labels, dtype=torch.int64)
    return lambda vector: functional.cross_entropy(_logits(vector, x, sizes), y)
