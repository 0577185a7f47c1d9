"""Networks whose weights are noisy, and pay for what they know.

Each weight is ``w = s (m + e^r N)``: a mean, a noise of its own, and the scale ``s`` of its layer.
Against the prior ``w ~ N(0, s^2)`` this costs ``(m^2 + e^{2 r} - 1)/2 - r`` nats, whatever ``s``.
Training minimizes

    cross-entropy of a label, with noise, in the mean  +  beta KL(posterior || prior) / N,

for many networks at once, each with its own beta, labels, number of samples and seed. The noise is
drawn where it acts: given its inputs, what enters a unit is normal, so one number a unit and
sample does for all its weights (local reparametrization).

Gradients are rounded before the optimizer sees them, so that all machines find the same weights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import Tensor
from torch.nn import functional

from ibnotes.networks.cache import cached
from ibnotes.networks.optimizers import Adam, rounded
from ibnotes.networks.training import one_thread

__all__ = [
    "NoisyWeights",
    "gaussian_weights_kl",
    "minimize",
    "onset_beta",
    "relu_features",
    "train_with_weight_noise",
]

FloatArray = NDArray[np.float64]

ENGINE = [f"ibnotes.networks.{name}" for name in ("optimizers", "weight_noise")]
FIRST_LOG_STD = -3.0  # noise is small at first, or nothing would be learned through it
MEAN_RATE, NOISE_RATE = 0.02, 0.03


@dataclass(frozen=True, eq=False)
class NoisyWeights:
    """Networks with Gaussian weights, one for each ``k``, as training left them.

    Attributes
    ----------
    beta, sizes
        The price and the number of samples with which a member was trained, ``[k]``.
    mean, log_std
        For each layer ``mean[k, in, out]`` and ``log_std[k, in, out]``, in units of the
        prior's standard deviation; if there are biases, they are the last row.
    scale
        The prior's standard deviation, ``scale[k, layer]``.
    cross_entropy
        Nats a label on the training samples, in the mean over the noise, ``[k]``.
    error
        The share of the training samples that are wrong, in the mean over the noise, ``[k]``.
    kl
        Divergence of the posterior from the prior, in nats, ``[k]``.

    Examples
    --------
    >>> x = np.eye(4)
    >>> one = train_with_weight_noise(x, [0, 1, 0, 1], beta=[0.01], hidden=(), classes=2, steps=20)
    >>> one
    NoisyWeights(1 network 4-2, beta 0.01 to 0.01)
    >>> one.mean[0].shape, one.kl.shape
    ((1, 5, 2), (1,))
    """

    beta: FloatArray
    sizes: NDArray[np.int64]
    mean: tuple[FloatArray, ...]
    log_std: tuple[FloatArray, ...]
    scale: FloatArray
    has_bias: bool
    cross_entropy: FloatArray
    error: FloatArray
    kl: FloatArray

    def __repr__(self) -> str:
        count = len(self.beta)
        units = [layer.shape[1] - self.has_bias for layer in self.mean] + [self.mean[-1].shape[2]]
        noun = "network" if count == 1 else "networks"
        low, high = self.beta.min(), self.beta.max()
        return f"NoisyWeights({count} {noun} {'-'.join(map(str, units))}, beta {low:g} to {high:g})"

    def sampled_errors(
        self, inputs: ArrayLike, labels: ArrayLike, member: int, *, draws: int = 1500, seed: int = 0
    ) -> FloatArray:
        """The share of samples that a member gets wrong, for each of some draws of its weights.

        The draws have a stream of their own, independent of those of the training for all seeds.

        Parameters
        ----------
        inputs, labels
            ``inputs[n, i]`` and ``labels[n]``.
        member
            The index ``k``.
        draws
            How often all weights are drawn.
        seed
            Of the draws.

        Returns
        -------
        array
            ``errors[draw]``.
        """
        inputs, labels = np.asarray(inputs, dtype=np.float64), np.asarray(labels)
        rng = np.random.default_rng([seed, 1])  # training uses default_rng(seed)
        errors = np.empty(draws)
        for draw in range(draws):
            signal = inputs
            for layer, (mean, log_std) in enumerate(zip(self.mean, self.log_std)):
                noise = np.exp(log_std[member]) * rng.standard_normal(mean.shape[1:])
                weights = self.scale[member, layer] * (mean[member] + noise)
                signal = np.maximum(signal, 0) if layer else signal
                if self.has_bias:
                    signal = signal @ weights[:-1] + weights[-1]
                else:
                    signal = signal @ weights
            errors[draw] = np.mean(signal.argmax(axis=1) != labels)
        return errors


@cached(ENGINE)
@one_thread()
def train_with_weight_noise(
    inputs: ArrayLike,
    labels: ArrayLike,
    *,
    beta: ArrayLike,
    sizes: ArrayLike | None = None,
    seeds: ArrayLike = 0,
    hidden: Sequence[int] = (48,),
    classes: int = 10,
    prior_std: float | None = None,
    learn_scale: bool = False,
    start_at_prior: bool = False,
    bias: bool = True,
    steps: int = 800,
    batch: int | None = 48,
    draws: int = 10,
) -> NoisyWeights:
    """Train networks with Gaussian weights on cross-entropy + beta KL / N, all at once.

    The optimizer is Adam; its rate is constant at first, and falls to zero in the second half.
    The result is kept on disk.

    Parameters
    ----------
    inputs
        ``inputs[n, i]``, the same for all members.
    labels
        ``labels[n]``, or ``labels[k, n]`` if members have labels of their own.
    beta
        The price of a nat for each member, ``beta[k]``.
    sizes
        Member ``k`` is trained on the first ``sizes[k]`` samples; on all of them if None.
    seeds
        One for all members or ``seeds[k]``: first weights, order of the samples, noise. Members
        with the same seed share these draws, so that they differ by nothing but their own settings.
    hidden
        The sizes of the hidden layers, which are rectified (ReLU).
    classes
        The number of classes, labels being 0, 1, ...
    prior_std
        The prior's standard deviation of each weight; if None, that of the law from which first
        weights are usually drawn, the square root of 2 over the number of inputs of the layer.
    learn_scale
        Whether each layer may scale prior and posterior by a common factor. The
        divergence does not change, so this is the prior that suits the data best.
    start_at_prior
        Whether the first posterior is the prior itself, which knows nothing. If not,
        its means are drawn from the prior, and its noise is small.
    bias
        Whether units have biases, which are weights of a constant input 1.
    steps
        Of the optimizer.
    batch
        Samples in each step, drawn with replacement; if None, all samples in each step.
    draws
        Of the noise, for the cross-entropy and error that are reported.

    Raises
    ------
    ValueError
        Where an argument has an impossible value or shape; the message names it.

    Notes
    -----
    Source: Kingma, Salimans and Welling, "Variational dropout and the local reparameterization
    trick" (2015); for the objective, notes, id E4.

    Examples
    --------
    A bit to learn from four samples: for little money it is learned, for much it is not.

    >>> runs = train_with_weight_noise(
    ...     np.eye(4), [0, 1, 0, 1], beta=[0.01, 10], hidden=(), classes=2, batch=None
    ... )
    >>> runs.cross_entropy.round(1), runs.kl.round(0)
    (array([0. , 1.1]), array([28.,  0.]))
    """
    x = np.asarray(inputs, dtype=np.float64)
    if x.ndim != 2 or not np.all(np.isfinite(x)):
        raise ValueError(f"inputs has shape {x.shape}, expected a finite table inputs[n, i]")
    beta = np.array(beta, dtype=np.float64)
    if beta.ndim != 1 or not np.all(np.isfinite(beta) & (beta >= 0)):
        raise ValueError("beta is not a list of finite numbers from 0 on")
    count = len(beta)
    sizes = np.full(count, len(x)) if sizes is None else np.array(sizes)
    if sizes.shape != (count,) or sizes.min() < 1 or sizes.max() > len(x):
        raise ValueError(f"sizes is {sizes}, expected {count} numbers from 1 to {len(x)}")
    if batch is None and len(set(sizes.tolist())) > 1:
        raise ValueError("batch is None, expected a number since members differ in their sizes")
    y = np.asarray(labels)
    if y.shape not in [(len(x),), (count, len(x))] or y.min() < 0 or y.max() >= classes:
        raise ValueError(
            f"labels has shape {y.shape}, expected classes 0 to {classes - 1}, one a sample"
        )
    seeds = np.broadcast_to(np.asarray(seeds), count)

    widths = [x.shape[1], *hidden, classes]
    stds = [np.sqrt(2 / fan_in) if prior_std is None else prior_std for fan_in in widths[:-1]]
    ensemble = _Ensemble(x, np.broadcast_to(y, (count, len(x))), sizes, seeds, widths, bias)
    ensemble.start(np.log(stds), start_at_prior)
    price = torch.from_numpy(beta / sizes)
    minimize(
        lambda: (ensemble.noisy_loss(batch) + price * ensemble.kl()).sum(),
        ensemble.parameters if learn_scale else ensemble.parameters[:-1],
        ensemble.rates,
        steps,
    )

    with torch.no_grad():
        cross_entropy, error = ensemble.evaluate(draws)
        return NoisyWeights(
            beta=beta,
            sizes=sizes.astype(np.int64),
            mean=tuple(layer.numpy().copy() for layer in ensemble.mean),
            log_std=tuple(layer.numpy().copy() for layer in ensemble.log_std),
            scale=ensemble.log_scale.exp().numpy(),
            has_bias=bias,
            cross_entropy=cross_entropy,
            error=error,
            kl=ensemble.kl().numpy(),
        )


def gaussian_weights_kl(mean: Tensor, log_std: Tensor) -> Tensor:
    """Divergence of the laws ``N(mean, e^{2 log_std})`` from ``N(0, 1)``, summed over all weights.

    Parameters
    ----------
    mean, log_std
        ``[k, in, out]``; the sum runs over the last two axes.

    Notes
    -----
    Source: the closed form for two normal laws; notes, id E4.

    Examples
    --------
    >>> gaussian_weights_kl(torch.ones(1, 2, 3), torch.zeros(1, 2, 3))
    tensor([3.])
    """
    return ((mean.square() + (2 * log_std).exp() - 1) / 2 - log_std).sum((1, 2))


def minimize(
    objective: Callable[[], Tensor],
    parameters: Sequence[Tensor],
    rates: Sequence[float],
    steps: int,
) -> None:
    """Adam on rounded gradients; its rate falls to zero in the second half of the steps.

    Parameters
    ----------
    objective
        Computes what is to be made small from the parameters; it may be noisy.
    parameters
        Tensors that require a gradient; they are changed in place.
    rates
        The first rate of each of them.
    steps
        How many steps to make.

    Notes
    -----
    Source: Kingma and Ba, "Adam" (2015).

    Examples
    --------
    >>> x = torch.tensor([3.0], dtype=torch.float64, requires_grad=True)
    >>> minimize(lambda: (x - 1).square().sum(), [x], [0.1], steps=200)
    >>> x.detach().round(decimals=3)
    tensor([1.], dtype=torch.float64)
    """
    optimizers = [Adam(parameter, rate) for parameter, rate in zip(parameters, rates)]
    for step in range(1, steps + 1):
        gradients = torch.autograd.grad(objective(), parameters)
        with torch.no_grad():
            for optimizer, rate, gradient in zip(optimizers, rates, gradients):
                optimizer.learning_rate = rate * min(1.0, 2 * (1 - step / (steps + 1)))
                optimizer.step(rounded(gradient))


class _Ensemble:
    """The parameters and samples of all members, and the noise that each draws from its seed."""

    def __init__(
        self,
        inputs: FloatArray,
        labels: NDArray[np.int64],
        sizes: NDArray[np.int64],
        seeds: NDArray[np.int64],
        widths: list[int],
        bias: bool,
    ) -> None:
        self.inputs = torch.from_numpy(inputs)
        self.labels = torch.from_numpy(labels.astype(np.int64))
        self.sizes, self.widths, self.bias = torch.from_numpy(sizes), widths, bias
        distinct, owner = np.unique(seeds, return_inverse=True)
        self.generators = [np.random.default_rng(seed) for seed in distinct]
        self.owner = torch.from_numpy(owner)

    def draw(self, *shape: int, uniform: bool = False) -> Tensor:
        """One array of random numbers for each member, equal for members with the same seed."""
        arrays = [
            rng.random(shape) if uniform else rng.standard_normal(shape) for rng in self.generators
        ]
        return torch.from_numpy(np.stack(arrays))[self.owner]

    def start(self, log_stds: FloatArray, at_prior: bool) -> None:
        shapes = [(fan_in + self.bias, fan_out) for fan_in, fan_out in pairwise(self.widths)]
        self.mean = [self.draw(*shape) for shape in shapes]
        if self.bias:
            for layer in self.mean:
                layer[:, -1] = 0
        self.log_std = [torch.full_like(layer, FIRST_LOG_STD) for layer in self.mean]
        if at_prior:
            for layer in self.mean + self.log_std:
                layer.zero_()
        self.log_scale = torch.from_numpy(log_stds).repeat(len(self.owner), 1)
        self.parameters = [*self.mean, *self.log_std, self.log_scale]
        self.rates = [MEAN_RATE] * len(shapes) + [NOISE_RATE] * len(shapes) + [NOISE_RATE]
        for parameter in self.parameters:
            parameter.requires_grad_()

    def kl(self) -> Tensor:
        return sum(gaussian_weights_kl(*layer) for layer in zip(self.mean, self.log_std))

    def logits(self, signal: Tensor) -> Tensor:
        """``logits[k, n, class]`` of ``signal[k, n, i]``, with fresh noise."""
        scales = self.log_scale.exp().unbind(1)
        for layer, (mean, log_std, scale) in enumerate(zip(self.mean, self.log_std, scales)):
            signal = signal.relu() if layer else signal
            if self.bias:
                signal = functional.pad(signal, (0, 1), value=1.0)
            center = torch.bmm(signal, mean)
            variance = torch.bmm(signal.square(), (2 * log_std).exp())
            noise = self.draw(*center.shape[1:])
            # Where nothing enters a unit, the square root of 0 would have no slope.
            noisy = variance > 0
            std = variance.where(noisy, 1).sqrt() * noisy
            signal = scale[:, None, None] * (center + std * noise)
        return signal

    def losses(self, samples: Tensor) -> tuple[Tensor, Tensor]:
        """Cross-entropy and error of each sample, ``[k, n]``, for the sample numbers ``[k, n]``."""
        logits, labels = self.logits(self.inputs[samples]), self.labels.gather(1, samples)
        cross_entropy = functional.cross_entropy(
            logits.flatten(0, 1), labels.flatten(), reduction="none"
        )
        return cross_entropy.view_as(labels), (logits.argmax(2) != labels).double()

    def noisy_loss(self, batch: int | None) -> Tensor:
        """The mean cross-entropy of a batch, ``[k]``."""
        if batch is None:
            samples = torch.arange(int(self.sizes[0])).expand(len(self.owner), -1)
        else:
            samples = (self.draw(batch, uniform=True) * self.sizes[:, None]).long()
        return self.losses(samples)[0].mean(1)

    def evaluate(self, draws: int) -> tuple[FloatArray, FloatArray]:
        """Mean cross-entropy and error on all samples of each member, over draws of the noise."""
        samples = torch.arange(int(self.sizes.max())).expand(len(self.owner), -1)
        counted = (samples < self.sizes[:, None]).double()
        totals = torch.zeros(2, len(self.owner), dtype=torch.float64)
        for _ in range(draws):
            totals += torch.stack([(loss * counted).sum(1) for loss in self.losses(samples)])
        cross_entropy, error = (totals / (draws * self.sizes)).numpy()
        return cross_entropy, error


# --- the linear model whose onset is known in advance --------------------------------------------


def relu_features(inputs: ArrayLike, count: int = 128, seed: int = 0) -> FloatArray:
    """Random features ``features[n, j] = max(0, inputs[n] . a_j) sqrt(2 / (count d))``.

    Parameters
    ----------
    inputs
        ``inputs[n, i]`` with ``d`` numbers each.
    count
        The number of features.
    seed
        Of the ``a_j``, which are standard normal vectors.

    Notes
    -----
    Source: Rahimi and Recht, "Random features for large-scale kernel machines" (2007).

    Examples
    --------
    >>> relu_features(np.ones((2, 3)), count=4).shape
    (2, 4)
    """
    x = np.asarray(inputs, dtype=np.float64)
    directions = np.random.default_rng(seed).standard_normal((x.shape[1], count))
    return np.maximum(x @ directions, 0) * np.sqrt(2 / (count * x.shape[1]))


def onset_beta(features: ArrayLike, labels: ArrayLike, classes: int) -> float:
    """The beta below which a linear softmax begins to learn, if its prior has the best scale.

    With the Gram matrix ``K = features features^T`` and ``r_c`` the one-hot labels of class c minus
    1/C, it is ``sum_c r_c^T K r_c / ((1 - 1/C) tr K)``. If labels are drawn uniformly, without a
    look at the features, its mean is 1.

    Parameters
    ----------
    features
        ``features[n, j]``.
    labels
        ``labels[n]``, integers from 0 to ``classes - 1``.
    classes
        The number C of classes.

    Raises
    ------
    ValueError
        If the features are all zero, or a label is no class.

    Notes
    -----
    Source: the second-order expansion of the objective at weights zero (chapter 7).

    Examples
    --------
    Two samples that look alike: equal labels can be learned, different ones cannot.

    >>> onset_beta([[1.0], [1.0]], [0, 0], 2), onset_beta([[1.0], [1.0]], [0, 1], 2)
    (2.0, 0.0)
    """
    phi, y = np.asarray(features, dtype=np.float64), np.asarray(labels)
    if y.shape != phi.shape[:1] or y.min() < 0 or y.max() >= classes:
        raise ValueError(
            f"labels has shape {y.shape}, expected classes 0 to {classes - 1}, one a sample"
        )
    total = float(np.sum(phi**2))
    if total == 0:
        raise ValueError("features is zero throughout, expected a feature that is not")
    residuals = np.eye(classes)[y] - 1 / classes
    return float(np.sum((phi.T @ residuals) ** 2)) / ((1 - 1 / classes) * total)
