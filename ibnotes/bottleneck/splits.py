"""Where clusters split: the second-order condition, and the splits that a solver finds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.bottleneck.curve import IBResult, check_beta, check_tolerance, result_of, search
from ibnotes.bottleneck.solver import Clusters, maximal_correlations, read_source
from ibnotes.measures import check_channel, check_distribution

__all__ = ["Split", "critical_beta", "critical_betas", "split_points"]


def critical_beta(p_xy: ArrayLike, *, drop_zero_rows: bool = False) -> float:
    """The beta from which on the constant encoder is no local minimum: ``1 / rho^2``.

    ``rho`` is the maximal correlation of ``X`` and ``Y``, the second singular value of
    ``p(x, y) / sqrt(p(x) p(y))``.

    Parameters
    ----------
    p_xy
        Joint law, ``p_xy[x, y]``.
    drop_zero_rows
        Whether symbols ``x`` of probability zero are left out.

    Returns
    -------
    float
        At least 1; ``inf`` if ``X`` and ``Y`` are independent. A better encoder, far from the
        constant one, may exist at smaller betas already; none does up to ``beta = 1``.

    Raises
    ------
    ValueError
        If ``p_xy`` is no law of two variables, or a row is all zero and not to be dropped.

    Notes
    -----
    Two clusters at ``p(y) (1 + e u(y))`` and ``p(y) (1 - e u(y))``, with mean zero and variance one
    of ``u``, change the Lagrangian by ``e^2 beta (1 - beta sum p(x) (sum_y p(y|x) u(y))^2) / 2``
    and higher orders; the largest such sum is ``rho^2``. Source: Zaslavsky and Tishby,
    "Deterministic annealing and the evolution of information bottleneck representations" (2019).

    Examples
    --------
    >>> round(critical_beta([[0.45, 0.05], [0.05, 0.45]]), 6)  # 1 / (1 - 2 flip)^2
    1.5625
    """
    source = read_source(p_xy, drop_zero_rows)
    squares, _ = maximal_correlations(source.p_x[:, None], source.p_y_given_x)
    return float(_inverse(squares)[0])


def critical_betas(p_xy: ArrayLike, encoder: ArrayLike) -> NDArray[np.float64]:
    """The beta at which each cluster of an encoder becomes unstable and splits in two.

    Parameters
    ----------
    p_xy
        Joint law, ``p_xy[x, y]``.
    encoder
        Channel ``encoder[x, z]``, each of whose columns carries mass.

    Returns
    -------
    array
        ``1 / rho_z^2`` for each cluster, with the maximal correlation of ``X`` and ``Y`` under
        ``p(x|z) p(y|x)``. An optimal encoder has none below its own beta.

    Raises
    ------
    ValueError
        If ``p_xy`` is no law, ``encoder`` is no channel on its rows, or a cluster has no mass.

    Notes
    -----
    As for :func:`critical_beta`, cluster by cluster. Source: Zaslavsky and Tishby (2019).

    Examples
    --------
    >>> p_xy = [[0.45, 0.05], [0.05, 0.45]]
    >>> critical_betas(p_xy, [[1], [1]]).round(4), critical_betas(p_xy, [[1, 0], [0, 1]])
    (array([1.5625]), array([inf, inf]))
    """
    p_xy = check_distribution(p_xy, "p_xy", ndim=2)
    encoder = check_channel(encoder, "encoder")
    if len(encoder) != len(p_xy):
        raise ValueError(f"encoder has {len(encoder)} rows, expected {len(p_xy)} as p_xy has")
    p_x = p_xy.sum(axis=1)
    possible = p_x > 0
    p_xz = (p_x[:, None] * encoder)[possible]
    if not p_xz.any(axis=0).all():
        empty = int(np.argmin(p_xz.any(axis=0)))
        raise ValueError(f"encoder[:, {empty}] carries no mass, expected p(z) > 0")
    squares, _ = maximal_correlations(p_xz, p_xy[possible] / p_x[possible, None])
    return _inverse(squares)


def _inverse(squares: NDArray[np.float64]) -> NDArray[np.float64]:
    """``1 / rho^2``, which is infinite for a correlation that is only a rounding error."""
    return np.divide(1, squares, out=np.full_like(squares, np.inf), where=squares > 1e-14)


@dataclass(frozen=True, eq=False, repr=False)
class Split:
    """A change of the number of clusters between two close values of beta.

    Parameters are ``low`` and ``high``, the :class:`.IBResult` just below and just above.

    Source: Zaslavsky and Tishby (2019).

    Examples
    --------
    >>> split_points([[0.45, 0.05], [0.05, 0.45]], 1, 4)[0]
    Split from 1 to 2 clusters at beta = 1.5628 +- 0.0003, rate +0.002 nats
    """

    low: IBResult
    high: IBResult

    @property
    def beta(self) -> float:
        """The middle of the two values of beta."""
        return (self.low.beta + self.high.beta) / 2

    @property
    def jump(self) -> float:
        """The growth of the rate in nats; it stays, as the interval shrinks, if the split jumps."""
        return self.high.rate - self.low.rate

    def __repr__(self) -> str:
        return (
            f"Split from {self.low.clusters} to {self.high.clusters} clusters at beta = "
            f"{self.beta:.4f} +- {(self.high.beta - self.low.beta) / 2:.4f}, "
            f"rate {self.jump:+.3f} nats"
        )


def split_points(
    p_xy: ArrayLike,
    lowest: float,
    highest: float,
    *,
    count: int = 40,
    width: float = 1e-3,
    drop_zero_rows: bool = False,
) -> tuple[Split, ...]:
    """The values of beta at which the number of clusters of the optimal encoder changes.

    Parameters
    ----------
    p_xy
        Joint law, ``p_xy[x, y]``.
    lowest, highest
        The range of beta.
    count
        The number of values of beta that are tried first, 2 or more.
    width
        The distance of the two values of beta between which a change is pinned, by bisection.
    drop_zero_rows
        Whether symbols ``x`` of probability zero are left out.

    Returns
    -------
    tuple of Split
        In increasing order of beta. Changes that undo each other between two of the first values
        go unseen.

    Raises
    ------
    ValueError
        As for :func:`.ib`, or if the range is empty, ``count`` is below 2, or ``width`` not
        positive.

    Notes
    -----
    Source: Zaslavsky and Tishby (2019).

    Examples
    --------
    An erasure channel with erasure probability 0.3 jumps, at ``1 / (1 - 0.3) = 1.4286``:

    >>> split_points([[0.35, 0, 0.15], [0, 0.35, 0.15]], 1, 4)
    (Split from 1 to 2 clusters at beta = 1.4288 +- 0.0003, rate +0.693 nats,)
    """
    source = read_source(p_xy, drop_zero_rows)
    lowest, highest = check_beta(lowest), check_beta(highest)
    if not lowest < highest:
        raise ValueError(f"highest is {highest:g}, expected more than lowest, {lowest:g}")
    if count < 2:
        raise ValueError(f"count is {count!r}, expected 2 or more")
    check_tolerance(width, "width")

    def solve_at(beta: float, start: Clusters | None) -> tuple[IBResult, Clusters]:
        found = search(source, beta, start=start)
        return result_of(source, beta, found), found.clusters

    def splits_between(low, high) -> list[Split]:
        (below, _), (above, start) = low, high
        if below.clusters == above.clusters:
            return []
        if above.beta - below.beta <= width:
            return [Split(below, above)]
        middle = solve_at((below.beta + above.beta) / 2, start)
        return splits_between(low, middle) + splits_between(middle, high)

    points = []
    start = None
    for beta in np.linspace(highest, lowest, count).tolist():
        points.append(solve_at(beta, start))
        start = points[-1][1]
    points.reverse()
    return tuple(split for pair in zip(points, points[1:]) for split in splits_between(*pair))
