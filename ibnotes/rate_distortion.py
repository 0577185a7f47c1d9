"""Rate-distortion: how few nats a description takes if it may be wrong by so much.

At a trade-off ``beta`` the problem is to minimize ``I(X;X^) + beta E d(X, X^)`` over channels
``p(x^|x)``.
It is convex, and its dual has the same value: with ``N(x) = sum m(x^) exp(-beta d(x, x^))``,

    min over channels  =  min over laws m of the reproduction  of  F(m) = -sum p(x) log N(x).

So one vector ``m`` is all there is to find, and every ``m`` comes with a certificate: the number
``c(x^) = sum_x p(x) exp(-beta d(x, x^)) / N(x)`` is at most one everywhere at the optimum, and
``F(m)`` exceeds the optimum by no more than ``log max c``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.measures import check_distribution, mutual_information

__all__ = ["RateDistortion", "rate_distortion", "rate_distortion_curve"]

Array = NDArray[np.float64]

PLAIN_STEPS = 20  # before Newton steps
MAX_STEPS = 2_000


@dataclass(frozen=True)
class RateDistortion:
    """A channel that is optimal at one trade-off, with the evidence that it is.

    Fields are ``beta``; ``channel[x, x_hat]``, the law ``p(x^|x)``; ``reproduction[x_hat]``, the
    law of ``X^``; ``rate`` I(X;X^) in nats; ``distortion`` E d; ``gap``, by which
    ``rate + beta * distortion`` exceeds the minimum at most, in nats; ``steps``; and
    ``converged``, whether the gap is within the tolerance.

    Examples
    --------
    >>> rate_distortion([0.5, 0.5], [[0, 1], [1, 0]], beta=2)
    RateDistortion(beta=2.0, rate=0.3278 nats, distortion=0.1192, gap=1e-12)
    """

    beta: float
    channel: Array = field(repr=False)
    reproduction: Array = field(repr=False)
    rate: float
    distortion: float
    gap: float
    steps: int
    converged: bool

    @property
    def lagrangian(self) -> float:
        """``I(X;X^) + beta E d`` in nats."""
        return self.rate + self.beta * self.distortion

    def __repr__(self) -> str:
        found = "" if self.converged else ", NOT CONVERGED"
        return (
            f"RateDistortion(beta={self.beta}, rate={self.rate:.4f} nats, "
            f"distortion={self.distortion:.4f}, gap={max(self.gap, 1e-12):.0e}{found})"
        )


def rate_distortion(
    p_x: ArrayLike, distortion: ArrayLike, beta: float, *, tolerance: float = 1e-9
) -> RateDistortion:
    """The best channel at a trade-off, by the iteration of Blahut and Arimoto.

    One step multiplies the law of the reproduction by ``c``.
    That creeps near the end, so after a few steps Newton's method takes over; its step is
    shortened until it lowers the value at least as far as a plain one.

    Parameters
    ----------
    p_x : law of the source, ``p_x[x]``
    distortion : ``distortion[x, x_hat]``, finite and non-negative
    beta : price of one unit of distortion in nats, finite and non-negative
    tolerance : gap in nats at which the iteration ends

    Raises
    ------
    ValueError
        If an argument is not what it should be.

    Notes
    -----
    Source: Blahut (1972), Arimoto (1972); the notes, ids RD1 and RD2.

    Examples
    --------
    >>> found = rate_distortion([0.5, 0.5], [[0, 1], [1, 0]], beta=np.log(9))
    >>> print(round(found.distortion, 9), round(found.rate, 9))
    0.1 0.368064207
    """
    p_x = check_distribution(p_x, "p_x", ndim=1)
    distortion = _check_distortion(distortion, len(p_x))
    beta = _check_beta(beta)
    if not tolerance > 0:
        raise ValueError(f"tolerance is {tolerance!r}, expected a positive number")

    # Only differences within a row matter to the channel; without this the largest term of a row
    # could vanish in floating point.
    weights = np.exp(-beta * (distortion - distortion.min(axis=1, keepdims=True)))
    law = np.full(distortion.shape[1], 1 / distortion.shape[1])
    for steps in range(MAX_STEPS + 1):
        c = _factors(p_x, weights, law)
        gap = float(np.log(c.max()))
        if gap <= tolerance or steps == MAX_STEPS:
            break
        plain = law * c
        law = plain if steps < PLAIN_STEPS else _newton_step(p_x, weights, law, plain)

    channel = weights * law
    channel /= channel.sum(axis=1, keepdims=True)
    mean_distortion = float(p_x @ (channel * distortion).sum(axis=1))
    rate = mutual_information(p_x[:, None] * channel)
    return RateDistortion(
        beta, channel, p_x @ channel, rate, mean_distortion, gap, steps, gap <= tolerance
    )


def _value(p_x: Array, weights: Array, law: Array) -> float:
    return -float(p_x @ np.log(weights @ law))


def _factors(p_x: Array, weights: Array, law: Array) -> Array:
    """The factors ``c``, which are minus the gradient of ``F`` at a law of the reproduction."""
    return (p_x / (weights @ law)) @ weights


def _newton_step(p_x: Array, weights: Array, law: Array, plain: Array) -> Array:
    """The law that minimizes the quadratic model of ``F``, or a law between it and this one.

    At ``law`` the model of ``-log u`` is ``(u - 2)^2 / 2`` up to a constant, where
    ``u = N'(x) / N(x)`` is linear in the new law.
    Its minimum over the simplex is a problem of non-negative least squares: the row of ones only
    sets a scale, which is divided out.
    """
    from scipy.optimize import nnls

    u = weights / (weights @ law)[:, None]
    rows = np.vstack([np.sqrt(p_x)[:, None] * (u - 2), np.ones(len(law))])
    goal = np.append(np.zeros(len(p_x)), 1.0)
    new = nnls(rows, goal, maxiter=100 * len(law))[0]
    new /= new.sum()
    best = _value(p_x, weights, plain)
    for fraction in 0.5 ** np.arange(20):
        between = law + fraction * (new - law)
        if _value(p_x, weights, between) <= best:
            return between
    return plain


def rate_distortion_curve(
    p_x: ArrayLike, distortion: ArrayLike, betas: Iterable[float], *, tolerance: float = 1e-9
) -> tuple[RateDistortion, ...]:
    """The rate-distortion curve R(D), one point for each trade-off, in the order given.

    The curve is convex and falls, and ``-beta`` is its slope.
    Parameters and errors are those of :func:`rate_distortion`.

    Notes
    -----
    Source: the notes, ids RD1 and RD2.

    Examples
    --------
    >>> curve = rate_distortion_curve([0.5, 0.5], [[0, 1], [1, 0]], betas=[0, 1, 4])
    >>> [round(point.rate, 4) for point in curve]
    [0.0, 0.1109, 0.6031]
    """
    return tuple(
        rate_distortion(p_x, distortion, beta, tolerance=tolerance) for beta in betas
    )


def _check_beta(beta: float) -> float:
    if not (np.isscalar(beta) and np.isreal(beta) and np.isfinite(beta) and beta >= 0):
        raise ValueError(f"beta is {beta!r}, expected a finite number that is not negative")
    return float(beta)


def _check_distortion(distortion: ArrayLike, rows: int) -> Array:
    distortion = np.array(distortion, dtype=float)
    if distortion.ndim != 2 or distortion.shape[0] != rows or not distortion.shape[1]:
        raise ValueError(
            f"distortion has shape {distortion.shape}, expected ({rows}, number of reproductions)"
        )
    if not np.isfinite(distortion).all() or (distortion < 0).any():
        bad = distortion[~(np.isfinite(distortion) & (distortion >= 0))][0]
        raise ValueError(f"distortion holds {bad}, expected finite numbers that are not negative")
    return distortion
