"""What a critic is worth on a batch: objectives of its score matrix.

A score matrix is ``scores[..., i, j] = f(x_i, y_j)`` for ``N`` pairs. On its diagonal are the pairs
that belong together, draws of the joint law ``P``; off the diagonal are pairs of two independent
draws, of the product ``Q`` of the marginals. Leading axes count batches and critics, and are kept.

Each function takes an array or a tensor and returns the same kind, so that the best critic there
is, ``task.log_density_ratio(x[:, None], y)``, can be tried without training, and any other one can
be trained by torch. Values are in nats. What is said of a bound holds for a critic that was chosen
before the batch was drawn: on the pairs that it was trained on, nothing here bounds anything.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Real

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import Tensor
from torch.nn import functional

__all__ = [
    "Estimate",
    "MovingAverage",
    "ceiling",
    "club",
    "donsker_varadhan",
    "evaluate",
    "info_nce",
    "jensen_shannon",
    "nwj",
    "smile",
]

Value = Tensor | NDArray[np.float64] | float
FORGETTING = 0.01  # of the moving average, at each step


def on_arrays(function: Callable[..., Tensor]) -> Callable[..., Value]:
    """Let a function of tensors take arrays, too, and give them back.

    Examples
    --------
    >>> on_arrays(lambda scores: scores.sum())([[1, 2], [3, 4]])
    10.0
    """

    @functools.wraps(function)
    def of_any(scores: ArrayLike | Tensor, **options: object) -> Value:
        if isinstance(scores, Tensor):
            return function(_checked(scores), **options)
        value = function(_checked(_tensor(scores)), **options).numpy()
        return value if value.ndim else float(value)

    return of_any


# --- bounds of the information, and what looks like one ------------------------------------------


@on_arrays
def donsker_varadhan(scores: Tensor) -> Tensor:
    """``E_P T - log E_Q e^T``, with averages over the batch; MINE's objective.

    Parameters
    ----------
    scores
        ``scores[..., i, j]``, with two pairs or more.

    Returns
    -------
    One value for each matrix. With means over the laws instead of averages it is a lower bound on
    ``I(X;Y)`` for every critic, equal for the log density ratio plus any constant. With averages it
    is no bound: the logarithm of an average is too small in the mean, so the value is too large.
    No ceiling.

    Raises
    ------
    ValueError
        If there is no square matrix of two pairs or more, or an array holds nan.

    Notes
    -----
    Source: Donsker and Varadhan (1975); Belghazi et al. (2018); the notes' chapter on estimators,
    id M6.

    Examples
    --------
    >>> donsker_varadhan([[3.0, 0.0], [0.0, 1.0]])
    2.0
    """
    return _joint(scores) - _log_partition(scores)


@on_arrays
def nwj(scores: Tensor) -> Tensor:
    """``E_P T - E_Q e^{T-1}``, with averages over the batch.

    Parameters
    ----------
    scores
        ``scores[..., i, j]``, with two pairs or more.

    Returns
    -------
    One value for each matrix, in the mean a lower bound on ``I(X;Y)`` for every critic and every
    ``N``; equal for the log density ratio plus 1. Never more than ``donsker_varadhan``. No ceiling,
    but a variance that grows like ``e^I``.

    Raises
    ------
    ValueError
        If there is no square matrix of two pairs or more, or an array holds nan.

    Notes
    -----
    Source: Nguyen, Wainwright and Jordan (2010); the notes' chapter on estimators, id M7.

    Examples
    --------
    >>> nwj([[3.0, 1.0], [1.0, 1.0]])
    1.0
    """
    return _joint(scores) - (_log_partition(scores) - 1).exp()


@on_arrays
def info_nce(scores: Tensor) -> Tensor:
    """How well each ``x`` finds its ``y`` among all of the batch: ``log N`` less a cross-entropy.

    Parameters
    ----------
    scores
        ``scores[..., i, j]``, with two pairs or more; ``x`` counts the rows.

    Returns
    -------
    One value for each matrix, the average of ``log e^{T_ii} / (1/N sum_j e^{T_ij})``: in the mean a
    lower bound on ``I(X;Y)`` for every critic and every ``N``. Ceiling: ``log N``, for any scores.

    Raises
    ------
    ValueError
        If there is no square matrix of two pairs or more, or an array holds nan.

    Notes
    -----
    Source: van den Oord, Li and Vinyals (2018); Poole et al. (2019); the notes' chapter on
    estimators, id M8.

    Examples
    --------
    >>> round(info_nce(50 * np.eye(64)), 4), round(math.log(64), 4)
    (4.1589, 4.1589)
    """
    log_means = scores.logsumexp(dim=-1) - math.log(scores.shape[-1])
    return _joint(scores) - log_means.mean(dim=-1)


@on_arrays
def smile(scores: Tensor, *, clip: float = 5.0) -> Tensor:
    """``E_P T - log E_Q clip(e^T, e^-clip, e^clip)``: Donsker and Varadhan's with less variance.

    Parameters
    ----------
    scores
        ``scores[..., i, j]``, with two pairs or more.
    clip
        The largest score, in size, that counts off the diagonal.

    Returns
    -------
    One value for each matrix. A bound in neither direction, not even in the mean or for the best
    critic. No ceiling: adding a large constant to all scores makes it as large as you like, so that
    it cannot be trained on. Critics are trained on ``jensen_shannon`` and then read by it.

    Raises
    ------
    ValueError
        If there is no square matrix of two pairs or more, an array holds nan, or ``clip`` is
        negative.

    Notes
    -----
    The clipped factor has a variance of at most ``sinh(clip)^2`` in each pair. Source: Song and
    Ermon (2020); the notes' chapter on estimators, id M9.

    Examples
    --------
    >>> scores = np.array([[3.0, 0.0], [0.0, 1.0]])
    >>> smile(scores), smile(scores + 100)
    (2.0, 97.0)
    """
    check_clip(clip)
    return _joint(scores) - _log_partition(scores.clamp(-clip, clip))


@on_arrays
def club(scores: Tensor) -> Tensor:
    """``E_P T - E_Q T``, with averages over the batch.

    Parameters
    ----------
    scores
        ``scores[..., i, j]``, with two pairs or more; meant is ``log p(y_j|x_i)``.

    Returns
    -------
    One value for each matrix, in the mean an upper bound on ``I(X;Y)`` if the scores are the true
    ``log p(y|x) + c(y)`` with any ``c``, as the log density ratio is; with any other critic a bound
    in neither direction. No ceiling.

    Raises
    ------
    ValueError
        If there is no square matrix of two pairs or more, or an array holds nan.

    Notes
    -----
    Source: Cheng et al. (2020); the notes' chapter on estimators, id M14.

    Examples
    --------
    >>> club([[3.0, 0.0], [0.0, 1.0]])
    2.0
    """
    size = scores.shape[-1]
    total = scores.masked_fill(_diagonal(size, scores.device), 0).sum(dim=(-2, -1))
    return _joint(scores) - total / (size * (size - 1))


# --- for training --------------------------------------------------------------------------------


@on_arrays
def jensen_shannon(scores: Tensor) -> Tensor:
    """``-E_P softplus(-T) - E_Q softplus(T)``: how well the scores tell pairs of P from pairs of Q.

    Parameters
    ----------
    scores
        ``scores[..., i, j]``, with two pairs or more.

    Returns
    -------
    One value for each matrix, in the mean a lower bound on ``2 JS(P, Q) - log 4`` and no bound on
    ``I(X;Y)``; equal for the log density ratio, which is why critics are trained on it. Ceiling: 0.

    Raises
    ------
    ValueError
        If there is no square matrix of two pairs or more, or an array holds nan.

    Notes
    -----
    Minus twice the cross-entropy of a logistic classifier. Source: Nowozin, Cseke and Tomioka
    (2016); Hjelm et al. (2019).

    Examples
    --------
    >>> jensen_shannon(np.zeros((3, 3))) == -math.log(4)
    True
    """
    size = scores.shape[-1]
    wrong = functional.softplus(scores.masked_fill(_diagonal(size, scores.device), -math.inf))
    right = functional.softplus(-scores.diagonal(dim1=-2, dim2=-1)).mean(dim=-1)
    return -right - wrong.sum(dim=(-2, -1)) / (size * (size - 1))


class MovingAverage:
    """MINE's way to the maximum of ``donsker_varadhan``: its gradient, less biased.

    The gradient of ``log E_Q e^T`` is that of ``E_Q e^T`` over ``E_Q e^T``, and with averages over
    a small batch this ratio is biased. Here the denominator is a moving average over all batches
    so far. The value of a call has this gradient and no meaning of its own: read the critic by
    ``donsker_varadhan``. While the scores grow, the average lags behind.

    Source: Belghazi et al. (2018), section 3.2; the notes' chapter on estimators, id M6.

    Examples
    --------
    At the first batch the gradient is that of ``donsker_varadhan``.

    >>> scores = torch.tensor([[3.0, 0.0], [0.0, 1.0]], requires_grad=True)
    >>> torch.autograd.grad(MovingAverage()(scores), scores)
    (tensor([[ 0.5000, -0.5000],
            [-0.5000,  0.5000]]),)
    """

    def __init__(self) -> None:
        self.log_average: Tensor | None = None

    def __call__(self, scores: Tensor) -> Tensor:
        log_partition = _log_partition(scores)
        now = log_partition.detach()
        if self.log_average is None:
            self.log_average = now
        kept = self.log_average + math.log1p(-FORGETTING)
        self.log_average = torch.logaddexp(kept, now + math.log(FORGETTING))
        return _joint(scores) - (log_partition - self.log_average).exp()


# --- several batches -----------------------------------------------------------------------------

VALUES: dict[str, Callable[..., Tensor]] = {
    "donsker_varadhan": donsker_varadhan,
    "mine": donsker_varadhan,
    "nwj": nwj,
    "info_nce": info_nce,
    "smile": smile,
}

BOUNDS = {
    "donsker_varadhan": "a lower bound but for the logarithm of an average",
    "mine": "a lower bound but for the logarithm of an average",
    "nwj": "a lower bound in the mean",
    "info_nce": "a lower bound in the mean",
    "smile": "no bound",
}


@dataclass(frozen=True, repr=False)
class Estimate:
    """What a critic says of ``I(X;Y)`` on some batches.

    Attributes
    ----------
    objective
        The name of what was computed.
    value, error
        In nats, with its standard error over the batches (nan for a single one).
    size
        The number ``N`` of pairs in a batch.
    batches
        How many there were.
    held_out
        Whether the critic had not been trained on them; otherwise nothing is bounded.

    Examples
    --------
    >>> Estimate("info_nce", value=2.0, error=0.01, size=64, batches=10)
    Estimate(info_nce, held out: 2.000 +- 0.010 nats, a lower bound in the mean, at most 4.159)
    >>> Estimate("info_nce", value=4.0, error=0.01, size=64, batches=10, held_out=False)
    Estimate(info_nce, on its training data: 4.000 nats, no bound, at most 4.159)
    """

    objective: str
    value: float
    error: float
    size: int
    batches: int
    held_out: bool = True

    @property
    def ceiling(self) -> float:
        """The most that it can be for any critic and any data, in nats."""
        return ceiling(self.objective, self.size)

    def __repr__(self) -> str:
        most = f", at most {self.ceiling:.3f}" if self.ceiling < math.inf else ""
        if self.held_out:
            value = f"held out: {self.value:.3f} +- {self.error:.3f} nats"
            return f"Estimate({self.objective}, {value}, {BOUNDS[self.objective]}{most})"
        value = f"on its training data: {self.value:.3f} nats"
        return f"Estimate({self.objective}, {value}, no bound{most})"


def ceiling(objective: str, size: int) -> float:
    """The most that an objective can be, in nats, for any critic and any batch of ``size`` pairs.

    Parameters
    ----------
    objective
        ``"donsker_varadhan"``, ``"mine"``, ``"nwj"``, ``"info_nce"`` or ``"smile"``.
    size
        The number ``N`` of pairs in a batch.

    Raises
    ------
    ValueError
        If there is no such objective.

    Notes
    -----
    Source: the notes' chapter on estimators, ids M6 to M9.

    Examples
    --------
    >>> round(ceiling("info_nce", 64), 4), ceiling("smile", 64)
    (4.1589, inf)
    """
    check_objective(objective)
    return math.log(size) if objective == "info_nce" else math.inf


def evaluate(scores: ArrayLike | Tensor, objective: str, *, clip: float = 5.0) -> Estimate:
    """The value of a critic on several batches that it was not trained on.

    Parameters
    ----------
    scores
        ``scores[batch, i, j]``.
    objective
        ``"donsker_varadhan"`` (or ``"mine"``, its other name here), ``"nwj"``,
        ``"info_nce"`` or ``"smile"``.
    clip
        For ``"smile"``.

    Raises
    ------
    ValueError
        If there are no batches of two pairs or more, an array holds nan, there is no such
        objective, or ``clip`` is negative.

    Notes
    -----
    Where the objective has a logarithm of an average, the average is taken over the pairs of all
    batches, since the bias of the logarithm falls with their number. The value is then ``nwj`` of
    the same scores with the best constant added, and its error is computed from that.

    Examples
    --------
    >>> from ibnotes.estimators import gaussian_task
    >>> task = gaussian_task(0.8, dimension=4)  # 2.0433 nats
    >>> x, y = (part.reshape(50, 64, 4) for part in task.sample(3200, np.random.default_rng(0)))
    >>> scores = task.log_density_ratio(x[:, :, None], y[:, None])
    >>> evaluate(scores, "info_nce")
    Estimate(info_nce, held out: 1.884 +- 0.025 nats, a lower bound in the mean, at most 4.159)
    """
    check_objective(objective)
    check_clip(clip)
    tensor = scores.detach() if isinstance(scores, Tensor) else _tensor(scores)
    if tensor.ndim != 3:
        raise ValueError(f"scores has shape {tuple(tensor.shape)}, expected scores[batch, i, j]")
    value, error = pooled(_checked(tensor), objective, clip=clip)
    batches, size, _ = tensor.shape
    return Estimate(objective, float(value), float(error), size, batches)


def pooled(scores: Tensor, objective: str, *, clip: float) -> tuple[Tensor, Tensor]:
    """Value and standard error of ``scores[..., batch, i, j]``, as in ``evaluate``.

    Examples
    --------
    >>> pooled(torch.zeros(3, 5, 2, 2), "nwj", clip=5.0)[0]
    tensor([-0.3679, -0.3679, -0.3679])
    """
    logarithm_of = {
        "donsker_varadhan": scores,
        "mine": scores,
        "smile": scores.clamp(-clip, clip),
    }
    if objective in logarithm_of:
        log_partition = _log_partition(logarithm_of[objective])
        log_average = log_partition.logsumexp(dim=-1, keepdim=True) - math.log(scores.shape[-3])
        ratio = (log_partition - log_average).exp()  # 1 in the mean over the batches
        values = _joint(scores) - log_average - (ratio - 1)
    else:
        values = VALUES[objective](scores)
    mean, batches = values.mean(dim=-1), values.shape[-1]
    if batches == 1:
        return mean, torch.full_like(mean, math.nan)
    return mean, values.std(dim=-1) / math.sqrt(batches)


# --- parts ---------------------------------------------------------------------------------------


def _joint(scores: Tensor) -> Tensor:
    """The average over the diagonal."""
    return scores.diagonal(dim1=-2, dim2=-1).mean(dim=-1)


def _log_partition(scores: Tensor) -> Tensor:
    """The logarithm of the average of ``e^T`` off the diagonal."""
    size = scores.shape[-1]
    others = scores.masked_fill(_diagonal(size, scores.device), -math.inf)
    return others.flatten(-2).logsumexp(dim=-1) - math.log(size * (size - 1))


@functools.lru_cache(maxsize=8)
def _diagonal(size: int, device: torch.device) -> Tensor:
    return torch.eye(size, dtype=torch.bool, device=device)


# --- what goes in --------------------------------------------------------------------------------


def _tensor(scores: ArrayLike) -> Tensor:
    array = np.array(scores, dtype=np.float64)
    if np.isnan(array).any():
        raise ValueError("scores holds nan, expected numbers")
    return torch.from_numpy(array)


def _checked(scores: Tensor) -> Tensor:
    shape = tuple(scores.shape)
    if len(shape) < 2 or shape[-1] != shape[-2] or shape[-1] < 2:
        raise ValueError(f"scores has shape {shape}, expected [..., N, N] with N of at least 2")
    return scores


def check_objective(objective: str) -> None:
    """Raise ValueError if there is no such objective.

    Examples
    --------
    >>> check_objective("nwj")
    """
    if objective not in VALUES:
        raise ValueError(f"objective is {objective!r}, expected one of {', '.join(VALUES)}")


def check_clip(clip: float) -> None:
    """Raise ValueError if the clip is no number from 0 on.

    Examples
    --------
    >>> check_clip(5.0)
    """
    if not (isinstance(clip, Real) and clip >= 0):
        raise ValueError(f"clip is {clip!r}, expected a number of at least 0")
