"""The information bottleneck: one encoder, and the curve of all."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.bottleneck.solver import (
    Clusters,
    Solution,
    Source,
    clusters_of,
    evaluate,
    read_source,
    residual_of,
    solve,
)
from ibnotes.measures import mutual_information

__all__ = ["IBResult", "IBCurve", "ib", "ib_curve", "check_beta", "check_tolerance"]

TOLERANCE = 1e-10
SLACK = 1e-9  # nats, within which a curve counts as monotone and concave


@dataclass(frozen=True, eq=False, repr=False)
class IBResult:
    """An encoder that minimizes ``I(X;Z) - beta I(Z;Y)``, with its evidence. All values in nats.

    Parameters are

    - ``beta``, and ``encoder[x, z]``, one column for each cluster; clusters stand in the order of
      the mean number of their ``x``, where those with equal rows ``p(y|x)`` count as one. Rows of
      probability zero that were dropped get ``p(z)``;
    - ``p_z[z]`` and ``p_y_given_z[z, y]``, which the encoder implies;
    - ``rate``, that is ``I(X;Z)``, and ``relevance``, that is ``I(Z;Y)``;
    - ``residual``: the change of ``p(z, y)`` by one more step of the self-consistent equations, as
      a sum of absolute values;
    - ``converged``: whether the residual is below the tolerance;
    - ``gap``: an estimate of how far the Lagrangian can be from the global minimum. It is a bound
      if the local search behind it has found the best posterior ``p(y|z)`` that could be added;
      :func:`.global_bound` proves one, for small alphabets;
    - ``history``: an upper bound of the Lagrangian after every step of the iteration. It never
      rises.

    Source: Tishby, Pereira and Bialek (1999); the notes, ids IB1 and IB2.

    Examples
    --------
    >>> ib([[0.45, 0.05], [0.05, 0.45]], beta=2)
    Bottleneck at beta = 2: rate 0.482730 nats, relevance 0.282273 nats, 2 clusters
    """

    beta: float
    encoder: NDArray[np.float64]
    p_z: NDArray[np.float64]
    p_y_given_z: NDArray[np.float64]
    rate: float
    relevance: float
    residual: float
    converged: bool
    gap: float
    history: tuple[float, ...]

    @property
    def lagrangian(self) -> float:
        """``I(X;Z) - beta I(Z;Y)``."""
        return self.rate - self.beta * self.relevance

    @property
    def clusters(self) -> int:
        """How many clusters there are; all have mass, and no two of them the same posterior."""
        return len(self.p_z)

    def __repr__(self) -> str:
        plural = "" if self.clusters == 1 else "s"
        return (
            f"Bottleneck at beta = {self.beta:g}: rate {self.rate:.6f} nats, "
            f"relevance {self.relevance:.6f} nats, {self.clusters} cluster{plural}"
            + ("" if self.converged else f", NOT CONVERGED (residual {self.residual:.1g})")
        )


@dataclass(frozen=True, eq=False, repr=False)
class IBCurve:
    """Points of the information curve, with what speaks against them.

    Parameters are ``results``, one :class:`IBResult` for each beta, in increasing order;
    ``information``, that is ``I(X;Y)`` in nats, the ceiling of the curve; and ``violations``, a
    sentence for everything that cannot be if all results are optimal: a rate or a relevance that
    falls as beta grows, a slope that is not between ``1/beta`` of its ends, or a result that has
    not converged.

    Source: Tishby, Pereira and Bialek (1999); the notes, id IB2.

    Examples
    --------
    >>> ib_curve([[0.45, 0.05], [0.05, 0.45]], [1, 2, 4])
    Bottleneck curve: 3 values of beta from 1 to 4, I(X;Y) = 0.368064 nats, no violations
     beta     rate  relevance  clusters
        1  0.00000    0.00000         1
        2  0.48273    0.28227         2
        4  0.68589    0.36647         2
    """

    results: tuple[IBResult, ...]
    information: float
    violations: tuple[str, ...]

    @property
    def betas(self) -> NDArray[np.float64]:
        """The values of beta, increasing."""
        return np.array([result.beta for result in self.results])

    @property
    def rates(self) -> NDArray[np.float64]:
        """``I(X;Z)`` for each beta."""
        return np.array([result.rate for result in self.results])

    @property
    def relevances(self) -> NDArray[np.float64]:
        """``I(Z;Y)`` for each beta."""
        return np.array([result.relevance for result in self.results])

    @property
    def clusters(self) -> NDArray[np.intp]:
        """The number of clusters for each beta."""
        return np.array([result.clusters for result in self.results])

    def __iter__(self) -> Iterator[IBResult]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def __repr__(self) -> str:
        lines = [self._caption(), f"{'beta':>5}{'rate':>9}{'relevance':>11}{'clusters':>10}"]
        for beta, *cells in self._rows():
            lines.append("{:>5}{:>9}{:>11}{:>10}".format(beta, *cells))
        return "\n".join([*lines, *self.violations])

    def _repr_html_(self) -> str:
        names = ("beta", "rate", "relevance", "clusters")
        head = "".join(f'<th scope="col">{name}</th>' for name in names)
        body = "".join(
            f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in self._rows()
        )
        return (
            f"<table><caption>{self._caption()}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            + "".join(f"<p>{sentence}</p>" for sentence in self.violations)
        )

    def _caption(self) -> str:
        count = len(self.violations)
        return (
            f"Bottleneck curve: {len(self)} values of beta from {self.results[0].beta:g} to "
            f"{self.results[-1].beta:g}, I(X;Y) = {self.information:.6f} nats, "
            + ("no violations" if not count else f"{count} violation{'s' * (count > 1)}")
        )

    def _rows(self) -> Iterator[tuple[str, ...]]:
        for r in self.results:
            yield f"{r.beta:.4g}", f"{r.rate:.5f}", f"{r.relevance:.5f}", str(r.clusters)


def ib(
    p_xy: ArrayLike, beta: float, *, tolerance: float = TOLERANCE, drop_zero_rows: bool = False
) -> IBResult:
    """The encoder that minimizes ``I(X;Z) - beta I(Z;Y)`` subject to ``Y - X - Z``.

    Parameters
    ----------
    p_xy
        Joint law, ``p_xy[x, y]``.
    beta
        The price of relevance, 0 or more. All is in nats: the result is right at this beta.
    tolerance
        The residual at which the search ends; see :class:`IBResult`.
    drop_zero_rows
        Whether symbols ``x`` of probability zero, which have no ``p(y|x)``, are left out.

    Returns
    -------
    IBResult
        The number of clusters is found, not given. Up to ``beta = 1`` the answer is the constant
        encoder, by data processing.

    Raises
    ------
    ValueError
        If ``p_xy`` is no law of two variables, a row is all zero and not to be dropped, beta is
        negative or not finite, or the tolerance is not positive.

    Notes
    -----
    The problem is not convex: the constant encoder solves the self-consistent equations at every
    beta. So the search starts from ``Z = X`` and adds what is missing at the end; the module
    ``ibnotes.bottleneck.solver`` says how. Source: Tishby, Pereira and Bialek (1999); the notes,
    ids IB1 and IB2.

    Examples
    --------
    A binary symmetric channel with flip probability 0.1 has its critical beta at 1.5625:

    >>> p_xy = [[0.45, 0.05], [0.05, 0.45]]
    >>> ib(p_xy, beta=1.5)
    Bottleneck at beta = 1.5: rate 0.000000 nats, relevance 0.000000 nats, 1 cluster
    >>> round(ib(p_xy, beta=2).rate / math.log(2), 5)  # bits
    0.69643
    """
    source, beta = read_source(p_xy, drop_zero_rows), check_beta(beta)
    check_tolerance(tolerance)
    return result_of(source, beta, search(source, beta, tolerance), tolerance)


def ib_curve(
    p_xy: ArrayLike,
    betas: ArrayLike,
    *,
    tolerance: float = TOLERANCE,
    drop_zero_rows: bool = False,
) -> IBCurve:
    """The information curve by reverse annealing: from ``Z = X`` at the largest beta downwards.

    Each beta starts from the clusters of the next larger one, so that they merge where the
    optimum merges them.

    Parameters
    ----------
    p_xy, tolerance, drop_zero_rows
        As for :func:`ib`.
    betas
        Values of beta, 0 or more, in any order.

    Returns
    -------
    IBCurve
        The results in increasing order of beta, and everything about them that cannot be if all
        are optimal. Nothing is left out.

    Raises
    ------
    ValueError
        As for :func:`ib`, or if there is no beta, or ``betas`` has more than one axis.

    Notes
    -----
    Source: Tishby, Pereira and Bialek (1999); the notes, id IB2.

    Examples
    --------
    >>> curve = ib_curve([[0.45, 0.05], [0.05, 0.45]], np.linspace(0.5, 20, 40))
    >>> curve.violations, curve.clusters[:4]
    ((), array([1, 1, 1, 2]))
    """
    source = read_source(p_xy, drop_zero_rows)
    check_tolerance(tolerance)
    results: list[IBResult] = []
    start = None
    for beta in sorted(_check_betas(betas), reverse=True):
        found = search(source, beta, tolerance, start)
        results.append(result_of(source, beta, found, tolerance))
        start = found.clusters
    results.reverse()
    return IBCurve(tuple(results), source.information, _violations(results))


def search(
    source: Source, beta: float, tolerance: float = TOLERANCE, start: Clusters | None = None
) -> Solution:
    if beta > 1:
        with np.errstate(all="ignore"):  # what is infinite or undefined loses every comparison
            return solve(source, beta, tolerance=tolerance, start=start)
    # By data processing I(X;Z) - beta I(Z;Y) >= (1 - beta) I(X;Z) >= 0, and a constant reaches 0.
    mean = source.p_x @ source.p_y_given_x
    return Solution(Clusters(np.ones(1), mean[None]), 0.0, [beta * source.information])


def result_of(
    source: Source, beta: float, found: Solution, tolerance: float = TOLERANCE
) -> IBResult:
    state = evaluate(source, beta, found.clusters)
    residual = residual_of(found.clusters, state)
    p_xz, p_zy = state.p_xz, state.p_zy
    p_z, p_y_given_z = clusters_of(p_zy)
    encoder = np.vstack([state.encoder, p_z])[source.labels]  # label -1 is the last row
    place = source.p_x @ (np.arange(len(p_xz))[:, None] * state.encoder) / p_z
    order = np.argsort(place, kind="stable")
    return IBResult(
        beta=beta,
        encoder=encoder[:, order],
        p_z=p_z[order],
        p_y_given_z=p_y_given_z[order],
        rate=mutual_information(p_xz / p_xz.sum()),
        relevance=mutual_information(p_zy / p_zy.sum()),
        residual=residual,
        converged=residual < tolerance,
        gap=found.gap,
        history=tuple(energy - beta * source.information for energy in found.history),
    )


def _violations(results: list[IBResult]) -> tuple[str, ...]:
    sentences = [
        f"beta = {r.beta:g} has not converged: its residual is {r.residual:.1g}"
        for r in results
        if not r.converged
    ]
    for low, high in pairwise(results):
        ends = f"from beta = {low.beta:g} to {high.beta:g}"
        rate, relevance = high.rate - low.rate, high.relevance - low.relevance
        if rate < -SLACK:
            sentences.append(f"{ends} the rate falls by {-rate:.1g} nats")
        if relevance < -SLACK:
            sentences.append(f"{ends} the relevance falls by {-relevance:.1g} nats")
        # What each end would gain by the encoder of the other.
        for end, gain in ((low, low.beta * relevance - rate), (high, rate - high.beta * relevance)):
            if gain > SLACK:
                sentences.append(
                    f"{ends} the slope is not between 1/beta of the ends: at beta = {end.beta:g} "
                    f"the other encoder is better by {gain:.1g} nats"
                )
    return tuple(sentences)


# --- arguments -----------------------------------------------------------------------------------


def check_beta(beta: float) -> float:
    """Return beta as a float, if it is a finite number, 0 or more.

    Raises
    ------
    ValueError
        If it is anything else.

    Examples
    --------
    >>> check_beta(-1)
    Traceback (most recent call last):
    ValueError: beta is -1, expected a finite number, 0 or more
    """
    if not (isinstance(beta, Real) and 0 <= beta < math.inf):
        raise ValueError(f"beta is {beta!r}, expected a finite number, 0 or more")
    return float(beta)


def check_tolerance(tolerance: float, name: str = "tolerance") -> None:
    """Raise an error unless a tolerance is a positive number.

    Raises
    ------
    ValueError
        If it is anything else.

    Examples
    --------
    >>> check_tolerance(0)
    Traceback (most recent call last):
    ValueError: tolerance is 0, expected a positive number
    """
    if not (isinstance(tolerance, Real) and tolerance > 0):
        raise ValueError(f"{name} is {tolerance!r}, expected a positive number")


def _check_betas(betas: ArrayLike) -> list[float]:
    array = np.asarray(betas)
    if array.ndim != 1 or not array.size:
        raise ValueError(f"betas has shape {array.shape}, expected one axis and at least one beta")
    return [check_beta(beta) for beta in array.tolist()]
