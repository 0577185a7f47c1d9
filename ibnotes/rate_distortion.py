"""Rate and distortion: the channels of least ``I(X;X_hat)`` for their mean distortion.

For each price ``beta`` of distortion, the minimum of ``I(X;X_hat) + beta E d(X, X_hat)`` is a point
of the rate-distortion curve, at which the curve has the slope ``-beta``. The problem is convex, so
that a bound on the distance from the minimum comes with every channel.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from numbers import Integral, Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.measures import check_distribution, mutual_information

__all__ = ["RateDistortion", "RateDistortionCurve", "rate_distortion", "rate_distortion_curve"]

Array = NDArray[np.float64]

PLAIN_STEPS = 50  # before Newton steps
ROUNDING = 1e-14


@dataclass(frozen=True, eq=False, repr=False)
class RateDistortion:
    """A channel that minimizes ``rate + beta distortion``, with its evidence. Rates in nats.

    Parameters are

    - ``beta``, and ``p_xhat_given_x[x, x_hat]``, the channel;
    - ``p_xhat[x_hat]``, the law of its output;
    - ``rate``, that is ``I(X;X_hat)``, and ``distortion``, the mean of ``d(X, X_hat)``;
    - ``gap``: the Lagrangian of no channel is smaller than this one's by more. It is a proof;
    - ``iterations``, and ``converged``: whether the gap is within the tolerance.

    Source: Blahut (1972); the notes, ids RD1 and RD2.

    Examples
    --------
    >>> rate_distortion([0.5, 0.5], [[0, 1], [1, 0]], beta=2)
    Rate 0.327813 nats at distortion 0.119203 (beta = 2)
    """

    beta: float
    p_xhat_given_x: Array
    p_xhat: Array
    rate: float
    distortion: float
    gap: float
    iterations: int
    converged: bool

    @property
    def lagrangian(self) -> float:
        """``rate + beta distortion``."""
        return self.rate + self.beta * self.distortion

    def __repr__(self) -> str:
        return (
            f"Rate {self.rate:.6f} nats at distortion {self.distortion:.6f} "
            f"(beta = {self.beta:g})"
            + ("" if self.converged else f", NOT CONVERGED (gap {self.gap:.0e})")
        )


@dataclass(frozen=True, eq=False, repr=False)
class RateDistortionCurve:
    """Points of the rate-distortion curve, one :class:`RateDistortion` for each beta.

    Parameters are ``results``, in increasing order of beta, so that the distortion falls and the
    rate grows.

    Source: Blahut (1972); the notes, id RD2.

    Examples
    --------
    >>> rate_distortion_curve([0.5, 0.5], [[0, 1], [1, 0]], [0, 1, 2])
    Rate-distortion curve: 3 values of beta from 0 to 2
     beta  distortion     rate
        0     0.50000  0.00000
        1     0.26894  0.11094
        2     0.11920  0.32781
    """

    results: tuple[RateDistortion, ...]

    @property
    def betas(self) -> Array:
        """The values of beta, increasing."""
        return np.array([result.beta for result in self.results])

    @property
    def rates(self) -> Array:
        """``I(X;X_hat)`` for each beta, in nats."""
        return np.array([result.rate for result in self.results])

    @property
    def distortions(self) -> Array:
        """The mean distortion for each beta."""
        return np.array([result.distortion for result in self.results])

    @property
    def gap(self) -> float:
        """The largest of the gaps."""
        return max(result.gap for result in self.results)

    def __iter__(self) -> Iterator[RateDistortion]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def __repr__(self) -> str:
        lines = [self._caption(), f"{'beta':>5}{'distortion':>12}{'rate':>9}"]
        return "\n".join([*lines, *("{:>5}{:>12}{:>9}".format(*row) for row in self._rows())])

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{name}</th>' for name in ("beta", "distortion", "rate"))
        body = "".join(
            f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in self._rows()
        )
        return (
            f"<table><caption>{self._caption()}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def _caption(self) -> str:
        betas = self.betas
        missed = sum(not result.converged for result in self.results)
        return (
            f"Rate-distortion curve: {len(self)} values of beta from {betas[0]:g} to "
            f"{betas[-1]:g}" + (f", {missed} NOT CONVERGED" if missed else "")
        )

    def _rows(self) -> Iterator[tuple[str, ...]]:
        for r in self.results:
            yield f"{r.beta:.4g}", f"{r.distortion:.5f}", f"{r.rate:.5f}"


def rate_distortion(
    p_x: ArrayLike,
    distortion: ArrayLike,
    beta: float,
    *,
    tolerance: float = 1e-9,
    max_iterations: int = 200,
) -> RateDistortion:
    """The channel ``p(x_hat|x)`` that minimizes ``I(X;X_hat) + beta E d(X, X_hat)``.

    Parameters
    ----------
    p_x
        Law of the source, ``p_x[x]``.
    distortion
        ``distortion[x, x_hat]``, finite and not negative; any alphabet of ``x_hat``.
    beta
        The price of distortion, 0 or more. At 0 every constant channel is optimal, and the one of
        least distortion is returned.
    tolerance
        The gap, in nats, at which the iteration ends.
    max_iterations
        The number of steps after which it ends, whatever the gap.

    Returns
    -------
    RateDistortion

    Raises
    ------
    ValueError
        If ``p_x`` is no law, ``distortion`` no table of numbers, 0 or more, with a row for each
        ``x``, beta is negative or not finite, or the tolerance or the number of steps is not
        positive.

    Notes
    -----
    The plain iteration is that of Blahut and Arimoto: the channel of an output law,
    ``p(x_hat|x) = p(x_hat) exp(-beta d) / N(x)``, then the output law of that channel,
    ``p(x_hat) c(x_hat)`` with ``c = sum_x p(x) exp(-beta d) / N(x)``. It is slow where letters of
    ``x_hat`` fall out of use, so that Newton steps take over, which drop them at once.

    No channel is better than this one by more than ``max log c``: by Jensen's inequality, every
    channel has ``I + beta E d >= -E log N(X) - log max c``, which holds for every ``N``. Source:
    Blahut, "Computation of channel capacity and rate-distortion functions" (1972); Arimoto (1972);
    the notes, ids RD1 and RD2.

    Examples
    --------
    A fair bit with Hamming distortion has ``R(D) = log 2 - h(D)``:

    >>> point = rate_distortion([0.5, 0.5], [[0, 1], [1, 0]], beta=1)
    >>> d = point.distortion
    >>> abs(point.rate - (math.log(2) + d * math.log(d) + (1 - d) * math.log(1 - d))) < 1e-12
    True
    """
    p_x = check_distribution(p_x, "p_x", ndim=1)
    distortion = _check_distortion(distortion, len(p_x))
    _check_numbers(beta, tolerance, max_iterations)

    # A constant may be subtracted in each row, so that not all of it underflows.
    excess = distortion - distortion.min(axis=1, keepdims=True)
    kernel = np.exp(-beta * excess)
    p_xhat = np.full(kernel.shape[1], 1 / kernel.shape[1])
    if beta == 0:
        p_xhat = np.eye(len(p_xhat))[(p_x @ distortion).argmin()]
    iterations = 0
    while True:
        normalizers = kernel @ p_xhat
        growth = kernel.T @ (p_x / normalizers)
        gap = max(0.0, math.log(growth.max()))  # the mean of c is one
        if gap < tolerance or iterations == max_iterations:
            break
        p_xhat = p_xhat * growth  # the plain iteration
        iterations += 1
        if iterations >= PLAIN_STEPS:
            p_xhat = _newton_step(p_x, kernel, p_xhat)

    channel = kernel * p_xhat / normalizers[:, None]
    return RateDistortion(
        beta=float(beta),
        p_xhat_given_x=channel,
        p_xhat=p_x @ channel,
        rate=mutual_information(p_x[:, None] * channel),
        distortion=float(p_x @ (channel * distortion).sum(axis=1)),
        gap=gap,
        iterations=iterations,
        converged=gap < tolerance,
    )


def _newton_step(p_x: Array, kernel: Array, p_xhat: Array) -> Array:
    """A step towards the law that minimizes ``-E log N`` to second order, down for certain.

    With ``u = N_new / N``, ``-log u`` is ``(u - 2)^2 / 2`` up to a constant and higher orders. So
    the law is a solution of least squares with entries that are not negative. As these sum to one,
    ``u - 2`` is linear in them; the row of ones only sets a scale, which is divided out.
    """
    from scipy.optimize import nnls

    normalizers = kernel @ p_xhat
    u = kernel / normalizers[:, None]
    rows = np.vstack([np.sqrt(p_x)[:, None] * (u - 2), np.ones_like(p_xhat)])
    goal = np.append(np.zeros_like(p_x), 1.0)
    try:
        target, _ = nnls(rows, goal, maxiter=100 * len(p_xhat))
    except RuntimeError:  # no solution within its number of iterations
        return p_xhat
    change = target / target.sum() - p_xhat
    with np.errstate(divide="ignore"):
        energy = -p_x @ np.log(normalizers)
        length = 1.0
        while not -p_x @ np.log(kernel @ (p_xhat + length * change)) <= energy + ROUNDING:
            length /= 2
            if length < 1e-6:
                return p_xhat
    return np.maximum(p_xhat + length * change, 0)


def rate_distortion_curve(
    p_x: ArrayLike,
    distortion: ArrayLike,
    betas: ArrayLike,
    *,
    tolerance: float = 1e-9,
    max_iterations: int = 200,
) -> RateDistortionCurve:
    """Points of the rate-distortion curve, at which its slopes are ``-beta``.

    Parameters
    ----------
    p_x, distortion, tolerance, max_iterations
        As for :func:`rate_distortion`.
    betas
        Values of beta, 0 or more, in any order.

    Returns
    -------
    RateDistortionCurve
        The results in increasing order of beta.

    Raises
    ------
    ValueError
        As for :func:`rate_distortion`, or if there is no beta, or ``betas`` has more than one axis.

    Notes
    -----
    Source: Blahut (1972); the notes, id RD2.

    Examples
    --------
    >>> curve = rate_distortion_curve([0.5, 0.5], [[0, 1], [1, 0]], [4, 1])
    >>> curve.distortions.round(5)
    array([0.26894, 0.01799])
    """
    betas = np.asarray(betas)
    if betas.ndim != 1 or not betas.size:
        raise ValueError(f"betas has shape {betas.shape}, expected one axis and at least one beta")
    for beta in betas.tolist():
        _check_numbers(beta, tolerance, max_iterations)
    return RateDistortionCurve(
        tuple(
            rate_distortion(
                p_x, distortion, beta, tolerance=tolerance, max_iterations=max_iterations
            )
            for beta in sorted(betas.tolist())
        )
    )


# --- arguments -----------------------------------------------------------------------------------


def _check_distortion(distortion: ArrayLike, size: int) -> Array:
    try:
        if np.iscomplexobj(distortion):
            raise TypeError("complex")
        array = np.array(distortion, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"distortion is no array of real numbers: {error}") from None
    if array.ndim != 2 or len(array) != size or not array.size:
        raise ValueError(
            f"distortion has shape {array.shape}, expected ({size}, any): a row for each x"
        )
    wrong = ~(np.isfinite(array) & (array >= 0))
    if wrong.any():
        x, x_hat = np.argwhere(wrong)[0]
        raise ValueError(
            f"distortion[{x}, {x_hat}] is {array[x, x_hat]:g}, expected a finite number, 0 or more"
        )
    return array


def _check_numbers(beta: float, tolerance: float, max_iterations: int) -> None:
    if not (isinstance(beta, Real) and 0 <= beta < math.inf):
        raise ValueError(f"beta is {beta!r}, expected a finite number, 0 or more")
    if not (isinstance(tolerance, Real) and tolerance > 0):
        raise ValueError(f"tolerance is {tolerance!r}, expected a positive number")
    if not (isinstance(max_iterations, Integral) and max_iterations > 0):
        raise ValueError(f"max_iterations is {max_iterations!r}, expected a positive integer")
