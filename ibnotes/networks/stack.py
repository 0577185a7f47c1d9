"""Many small networks of one shape, computed at once.

All parameters of all networks are one vector. A layer is a pair of views of it, ``weights[k, out,
in]`` and ``bias[k, out, 1]``, where ``k`` counts the networks. Signals are ``[k, unit, sample]``,
so that one batched product computes a layer of every network, and another one its gradient.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from ibnotes.networks.activations import Activation

__all__ = ["Layer", "Noise", "Pass", "backward", "draw_layers", "forward", "layers_of"]


class Layer(NamedTuple):
    """One layer of every network: ``weights[..., k, out, in]`` and ``bias[..., k, out, 1]``.

    Examples
    --------
    >>> Layer(torch.zeros(32, 10, 12), torch.zeros(32, 10, 1)).weights.shape
    torch.Size([32, 10, 12])
    """

    weights: Tensor
    bias: Tensor


class Noise(NamedTuple):
    """Turns a hidden output ``h`` into ``h factor + shift``, all of them ``[k, unit, sample]``.

    Examples
    --------
    >>> multiplicative = Noise(1 + torch.randn(32, 10, 256), torch.zeros(32, 10, 256))
    """

    factor: Tensor
    shift: Tensor


class Pass(NamedTuple):
    """A forward pass: what entered each layer, last the logits; and each hidden output.

    The outputs are the signals that enter the following layer, but before noise.

    Examples
    --------
    >>> Pass(signals=[torch.zeros(1, 2, 5), torch.zeros(1, 3, 5)], outputs=[]).signals[-1].shape
    torch.Size([1, 3, 5])
    """

    signals: list[Tensor]
    outputs: list[Tensor]


def layers_of(parameters: Tensor, sizes: Sequence[int], networks: int) -> list[Layer]:
    """The layers as views of ``parameters[..., p]``.

    Parameters
    ----------
    sizes
        The number of units of each layer, the inputs first.
    networks
        How many networks the parameters are of.

    Examples
    --------
    >>> layers = layers_of(torch.zeros(32 * 13), sizes=[2, 3, 1], networks=32)
    >>> [(tuple(layer.weights.shape), tuple(layer.bias.shape)) for layer in layers]
    [((32, 3, 2), (32, 3, 1)), ((32, 1, 3), (32, 1, 1))]
    """
    shapes = []
    for fan_in, out in pairwise(sizes):
        shapes += [(networks, out, fan_in), (networks, out, 1)]
    parts = parameters.split([math.prod(shape) for shape in shapes], dim=-1)
    views = [part.unflatten(-1, shape) for part, shape in zip(parts, shapes)]
    return [Layer(weights, bias) for weights, bias in zip(views[::2], views[1::2])]


def draw_layers(sizes: Sequence[int], rngs: Sequence[np.random.Generator]) -> Tensor:
    """The first parameters of one network for each generator, as one vector. Biases are zero.

    Weights are normal with mean 0 and variance 1 over the number of inputs of their layer; those
    beyond two standard deviations are drawn again.

    Examples
    --------
    >>> parameters = draw_layers([4, 3], [np.random.default_rng(seed) for seed in range(2)])
    >>> (layer,) = layers_of(parameters, [4, 3], networks=2)
    >>> bool(layer.weights.abs().max() <= 2 / math.sqrt(4)), bool(layer.bias.any())
    (True, False)
    """
    count = sum(out * (fan_in + 1) for fan_in, out in pairwise(sizes))
    parameters = torch.zeros(len(rngs) * count, dtype=torch.float64)
    for layer in layers_of(parameters, sizes, len(rngs)):
        _, out, fan_in = layer.weights.shape
        for weights, rng in zip(layer.weights, rngs):
            normal = rng.standard_normal((out, fan_in))
            while (far := np.abs(normal) > 2).any():
                normal[far] = rng.standard_normal(far.sum())
            weights[:] = torch.from_numpy(normal / math.sqrt(fan_in))
    return parameters


def forward(
    layers: Sequence[Layer],
    inputs: Tensor,
    activation: Activation,
    noise: Sequence[Noise] | None = None,
) -> Pass:
    """Send ``inputs[k, in, sample]`` through all layers; the last one has no nonlinearity.

    Examples
    --------
    The network ``z = 2 tanh(x)`` at 0 and 1.

    >>> from ibnotes.networks.activations import ACTIVATIONS
    >>> zero = torch.zeros(1, 1, 1)
    >>> layers = [Layer(torch.tensor([[[1.0]]]), zero), Layer(torch.tensor([[[2.0]]]), zero)]
    >>> forward(layers, torch.tensor([[[0.0, 1.0]]]), ACTIVATIONS["tanh"]).signals[-1]
    tensor([[[0.0000, 1.5232]]])
    """
    signals, outputs = [inputs], []
    for depth, (weights, bias) in enumerate(layers[:-1]):
        output = activation.function(torch.baddbmm(bias, weights, signals[-1]))
        outputs.append(output)
        signals.append(
            output if noise is None else output * noise[depth].factor + noise[depth].shift
        )
    signals.append(torch.baddbmm(layers[-1].bias, layers[-1].weights, signals[-1]))
    return Pass(signals, outputs)


def backward(
    layers: Sequence[Layer],
    passed: Pass,
    delta: Tensor,
    activation: Activation,
    gradients: Sequence[Layer],
    noise: Sequence[Noise] | None = None,
) -> None:
    """Write the gradient of every layer into ``gradients``, which has the shapes of ``layers``.

    Parameters
    ----------
    passed
        What ``forward`` returned for the same layers, activation and noise.
    delta
        The derivative of the loss in the logits, ``delta[k, class, sample]``.

    Examples
    --------
    The sum of the logits of ``z = 2 x + 1`` at ``x = 3`` and ``x = 5``.

    >>> from ibnotes.networks.activations import ACTIVATIONS
    >>> layer = Layer(torch.tensor([[[2.0]]]), torch.tensor([[[1.0]]]))
    >>> passed = forward([layer], torch.tensor([[[3.0, 5.0]]]), ACTIVATIONS["linear"])
    >>> gradient = Layer(torch.empty(1, 1, 1), torch.empty(1, 1, 1))
    >>> backward([layer], passed, torch.ones(1, 1, 2), ACTIVATIONS["linear"], [gradient])
    >>> gradient.weights.item(), gradient.bias.item()
    (8.0, 2.0)
    """
    for depth in reversed(range(len(layers))):
        torch.bmm(delta, passed.signals[depth].mT, out=gradients[depth].weights)
        torch.sum(delta, dim=-1, keepdim=True, out=gradients[depth].bias)
        if depth > 0:
            delta = torch.bmm(layers[depth].weights.mT, delta)
            if noise is not None:
                delta *= noise[depth - 1].factor
            delta = activation.times_slope(delta, passed.outputs[depth - 1])
