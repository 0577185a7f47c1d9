"""A proof that no encoder is better: a global lower bound of the bottleneck Lagrangian."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.bottleneck.curve import IBResult, check_beta, check_tolerance, result_of, search
from ibnotes.bottleneck.solver import Source, evaluate, read_source

__all__ = ["GlobalBound", "global_bound"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class GlobalBound:
    """An encoder, and a bound that no encoder of any alphabet beats. All values in nats.

    Parameters are ``result``, the :class:`.IBResult` of the encoder; ``lower``, the bound of the
    Lagrangian; and ``cells``, the number of cells of the simplex that the proof has looked at.

    Source: the notes, id IB2; Blahut (1972) for the dual.

    Examples
    --------
    >>> global_bound([[0.45, 0.05], [0.05, 0.45]], beta=2)
    Global bound at beta = 2: the Lagrangian lies between -0.081816 and -0.081816 nats
    """

    result: IBResult
    lower: float
    cells: int

    @property
    def upper(self) -> float:
        """The Lagrangian of the encoder that was found."""
        return self.result.lagrangian

    @property
    def gap(self) -> float:
        """``upper - lower``: no encoder is better than this one by more."""
        return self.upper - self.lower

    def __repr__(self) -> str:
        return (
            f"Global bound at beta = {self.result.beta:g}: the Lagrangian lies between "
            f"{self.lower:z.6f} and {self.upper:z.6f} nats"
        )


def global_bound(
    p_xy: ArrayLike,
    beta: float,
    *,
    tolerance: float = 1e-9,
    max_cells: int = 200_000,
    drop_zero_rows: bool = False,
) -> GlobalBound:
    """Certify the minimum of ``I(X;Z) - beta I(Z;Y)`` over all encoders from below.

    The search for the proof grows exponentially with the number of ``y``, or of different rows
    ``p(y|x)`` if that is smaller: it is meant for two to four.

    Parameters
    ----------
    p_xy
        Joint law, ``p_xy[x, y]``.
    beta
        The price of relevance, 0 or more.
    tolerance
        The gap at which the search ends.
    max_cells
        The number of cells after which it ends, whatever the gap.
    drop_zero_rows
        Whether symbols ``x`` of probability zero are left out.

    Returns
    -------
    GlobalBound
        The bound holds whether or not the tolerance was reached, up to rounding (about 1e-13).

    Raises
    ------
    ValueError
        As for :func:`.ib`, or if ``max_cells`` is not positive.

    Notes
    -----
    *The value is a convex envelope.* With ``r_z = p(x|z)`` the Lagrangian is a constant plus
    ``sum_z p(z) g(r_z)``, where ``g(r) = beta H_r(Y) - H(r)``, and the ``r_z`` average to ``p(x)``;
    so its minimum is the lower convex envelope of ``g`` at ``p(x)``. A linear program over a grid
    of ``r`` minimizes over fewer encoders, and can only bound the minimum from *above*. A bound
    from below is a point of the dual, and here is one for every positive function ``N(x)``:

        min I(X;Z) + beta E D(p(y|X) || p(y|Z)) >= -E log N(X) - log max_q c(q),
        c(q) = sum_x p(x) exp(-beta D(p(y|x) || q)) / N(x).

    *Proof.* Write ``D`` for ``D(p(y|x)||p(y|z))``. The left side without the minimum is
    ``-E log [p(z) exp(-beta D) / p(z|x)]``, that is ``-E log N(X)`` minus
    ``E log [p(z) exp(-beta D) / (p(z|x) N(x))]``. By Jensen's inequality, the last mean is at most
    the logarithm of ``sum_x,z p(x) p(z) exp(-beta D) / N(x) = sum_z p(z) c(p(y|z))``, hence at most
    ``log max c``. QED. The left side is the Lagrangian plus ``beta I(X;Y)`` (notes, id F3).

    With ``N`` of an optimal encoder, ``max c`` is one and the bound is tight. To bound ``c`` from
    above *everywhere*, and not on a grid alone, the simplex of ``q`` is cut into small simplices.
    In each, every exponent is a concave function of ``q``, hence below its tangent at the center;
    with the tangents in place, ``c`` is convex, hence largest at a corner. Cells with a bound above
    ``1 + tolerance`` are cut in two, until there are none or too many. The maximum over all cells
    that are left is the ``max c`` of the formula. Where there are fewer rows than ``y``, the cells
    fill the convex hull of the rows, since ``c`` is largest there.

    Source: the notes, id IB2; the dual is that of Blahut, "Computation of channel capacity and
    rate-distortion functions" (1972), on the simplex of the ``q``.

    Examples
    --------
    The triangle, below and above ``log 3 / log(3/2) = 2.7095``:

    >>> triangle = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]]) / 6
    >>> for beta in (2.69, 2.72):
    ...     bound = global_bound(triangle, beta)
    ...     print(bound.result.clusters, f"{bound.lower:z.6f}", bound.gap < 1e-8)
    1 0.000000 True
    3 -0.004253 True
    """
    source, beta = read_source(p_xy, drop_zero_rows), check_beta(beta)
    check_tolerance(tolerance)
    check_tolerance(max_cells, "max_cells")
    found = search(source, beta)
    log_normalizers = evaluate(source, beta, found.clusters).log_normalizers
    log_c, cells = _largest(source, beta, log_normalizers, tolerance, max_cells)
    lower = -float(source.p_x @ log_normalizers) - log_c - beta * source.information
    return GlobalBound(result_of(source, beta, found), lower, cells)


def _largest(
    source: Source, beta: float, log_normalizers: Array, tolerance: float, max_cells: int
) -> tuple[float, int]:
    """An upper bound of ``max log c`` over all posteriors, and the number of cells it took."""
    possible = (source.p_y_given_x > 0).any(axis=0)
    rows = source.p_y_given_x[:, possible]
    heights = np.log(source.p_x) - log_normalizers - beta * source.neg_entropies
    corners = rows if len(rows) < rows.shape[1] else np.eye(rows.shape[1])
    cells = corners[None]  # [cell, corner, y]
    largest, count = 0.0, 0
    while True:
        count += len(cells)
        bounds = _cell_bounds(heights, beta * rows, cells)
        if count > max_cells:
            return max(largest, float(bounds.max())), count
        open_cells = bounds > tolerance
        largest = max(largest, float(bounds[~open_cells].max(initial=0)))
        if not open_cells.any():
            return largest, count
        cells = _halves(cells[open_cells])


def _cell_bounds(heights: Array, beta_rows: Array, cells: Array) -> Array:
    """An upper bound of ``log c`` in each cell; ``c(q) = sum exp(heights + beta_rows log q)``."""
    centers = cells.mean(axis=1)
    at_center = heights + np.log(centers) @ beta_rows.T
    bounds = []
    for corner in range(cells.shape[1]):
        tangents = at_center + (cells[:, corner] / centers - 1) @ beta_rows.T
        top = tangents.max(axis=1)
        bounds.append(top + np.log(np.exp(tangents - top[:, None]).sum(axis=1)))
    return np.max(bounds, axis=0)


def _halves(cells: Array) -> Array:
    """Both halves of each cell, cut across its longest edge as seen in square roots."""
    roots = np.sqrt(cells)
    lengths = ((roots[:, :, None] - roots[:, None, :]) ** 2).sum(axis=3)
    size = cells.shape[1]
    a, b = np.divmod(lengths.reshape(len(cells), -1).argmax(axis=1), size)
    every = np.arange(len(cells))
    middles = (cells[every, a] + cells[every, b]) / 2
    first, second = cells.copy(), cells.copy()
    first[every, a], second[every, b] = middles, middles
    return np.concatenate([first, second])
