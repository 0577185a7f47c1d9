"""Adam and gradient descent, on all networks at once and equal on every machine.

Each step uses only sums, products, quotients and square roots, each rounded by itself. These are
the operations whose result the floating-point standard fixes to the last bit; a fused multiply-add,
which only some processors have, is not among them, nor is the square root of torch, whose last bit
differs between processors.
"""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

__all__ = ["Adam", "GradientDescent", "Optimizer", "rounded"]

GRID = 2.0**26


def rounded(gradient: Tensor) -> Tensor:
    """The gradient, rounded to multiples of ``2^-26``, about ``1.5e-8``.

    Processors add up a product of matrices in different orders, so that gradients differ in their
    last bits. Training is chaotic and makes different networks of it within some hundred epochs.
    Rounding removes the difference before it can grow, except for the rare gradient whose error
    reaches across the middle between two multiples. In 2000 steps this befell one of 32 networks
    between AVX-512 and AVX2, and none between AVX2 and SSE; in 26,000 steps on minibatches none of
    four between the first two, and three of four between the others.

    Examples
    --------
    >>> rounded(torch.tensor([0.25, 0.25 + 1e-12], dtype=torch.float64)).tolist()
    [0.25, 0.25]
    """
    return gradient.mul(GRID).round_().div_(GRID)


class Optimizer(Protocol):
    """What turns a gradient into a step: ``step`` changes ``parameters`` in place.

    Examples
    --------
    >>> parameters = torch.tensor([1.0])
    >>> optimizer: Optimizer = GradientDescent(parameters, learning_rate=0.5)
    >>> optimizer.step(torch.tensor([1.0]))
    >>> parameters
    tensor([0.5000])
    """

    def step(self, gradient: Tensor) -> None:
        """Move the parameters against the gradient, which has their shape."""


class GradientDescent:
    """Steps of ``-learning_rate`` times the gradient.

    Examples
    --------
    >>> parameters = torch.tensor([1.0, 2.0])
    >>> GradientDescent(parameters, learning_rate=0.5).step(torch.tensor([1.0, -1.0]))
    >>> parameters
    tensor([0.5000, 2.5000])
    """

    def __init__(self, parameters: Tensor, learning_rate: float, weight_decay: float = 0.0) -> None:
        self.parameters = parameters
        self.learning_rate = learning_rate
        self.weight_decay = weight_decay

    def step(self, gradient: Tensor) -> None:
        """Move the parameters against the gradient, which has their shape."""
        gradient = gradient + self.parameters * self.weight_decay
        self.parameters -= gradient * self.learning_rate


class Adam:
    """Steps along the mean gradient over the root of its mean square.

    Both means forget exponentially, with rates 0.9 and 0.999, and are corrected for their start at
    zero. Weight decay is part of the gradient.

    Source: Kingma and Ba, arXiv:1412.6980.

    Examples
    --------
    The first step has the length of the learning rate, whatever the gradient.

    >>> parameters = torch.tensor([1.0, 2.0])
    >>> Adam(parameters, learning_rate=0.5).step(torch.tensor([3.0, -0.1]))
    >>> parameters
    tensor([0.5000, 2.5000])
    """

    BETA_MEAN, BETA_SQUARE, EPSILON = 0.9, 0.999, 1e-8

    def __init__(self, parameters: Tensor, learning_rate: float, weight_decay: float = 0.0) -> None:
        self.parameters = parameters
        self.learning_rate = learning_rate
        self.weight_decay = weight_decay
        self.mean = torch.zeros_like(parameters)
        self.square = torch.zeros_like(parameters)
        # What is left of the start at zero. A running product is equal on all machines; a power
        # need not be.
        self.left_mean = self.left_square = 1.0

    def step(self, gradient: Tensor) -> None:
        """Move the parameters against the gradient, which has their shape."""
        gradient = gradient + self.parameters * self.weight_decay
        self.mean.mul_(self.BETA_MEAN).add_(gradient * (1 - self.BETA_MEAN))
        self.square.mul_(self.BETA_SQUARE).add_(gradient.square() * (1 - self.BETA_SQUARE))
        self.left_mean *= self.BETA_MEAN
        self.left_square *= self.BETA_SQUARE
        scale = square_root(self.square).div_(math.sqrt(1 - self.left_square)).add_(self.EPSILON)
        self.parameters -= (self.mean / scale).mul_(self.learning_rate / (1 - self.left_mean))


def square_root(values: Tensor) -> Tensor:
    """The root of each value, to the nearest float: numpy's, as torch's is off in 1 of 100."""
    if values.device.type != "cpu":
        return values.sqrt()
    return torch.from_numpy(np.sqrt(values.numpy()))
