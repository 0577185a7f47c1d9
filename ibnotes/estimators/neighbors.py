"""Entropy and information of real vectors, from distances to near neighbors.

Samples are ``x[i]`` or ``x[i, coordinate]``; row ``i`` of ``x`` belongs to row ``i`` of ``y``.
Distances are in the maximum norm. The variables must have densities: a value that occurs twice
says that one has none, and is refused.
"""

from __future__ import annotations

import math
from numbers import Integral
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.measures import in_unit

if TYPE_CHECKING:
    from scipy.spatial import KDTree
    from sklearn.neighbors import KDTree as FastTree

__all__ = ["gaussian_information", "kozachenko_leonenko", "ksg", "ksg_ceiling"]

Array = NDArray[np.float64]

# Distances are compared as "less" or "at most" only up to their last digits.
HAIR = 1e-10

# Measured, for 5000 and 20,000 points. In two and three dimensions SciPy's tree finds neighbors as
# fast as scikit-learn's, in ten the latter takes two thirds of the time; it counts faster in any.
# Comparing all pairs is slower than the latter in up to 40.
FAST_FROM = 4
# Points in a leaf of scikit-learn's tree: its own choice of 40 is slower up to ten dimensions.
LEAF = 16


def kozachenko_leonenko(x: ArrayLike, *, k: int = 3, unit: str = "nats") -> float:
    """The differential entropy ``h(X)``, by distances to the ``k``-th neighbor.

    Parameters
    ----------
    x
        ``x[i]`` or ``x[i, coordinate]``, independent draws from a law with a density.
    k
        Which neighbor. More of them lower the variance and raise the bias.
    unit
        ``"nats"`` or ``"bits"``.

    Returns
    -------
    float
        ``psi(N) - psi(k) + d <log 2 eps_i>``. A bound on nothing: consistent for smooth densities
        as N grows, with a bias that grows with the dimension. No ceiling and no floor.

    Raises
    ------
    ValueError
        If there are not more than ``k`` draws, a value occurs twice or is not finite, ``k`` is not
        a positive whole number, or the unit is unknown.

    Notes
    -----
    Source: Kozachenko and Leonenko (1987); the notes' chapter on estimators, id M15.

    Examples
    --------
    >>> x = np.random.default_rng(0).uniform(size=5000)
    >>> abs(kozachenko_leonenko(x)) < 0.03
    True
    """
    x = _continuous(x, "x")
    _check_k(k, len(x))
    from scipy.special import digamma

    distances, _ = _neighbors(x, k)
    value = digamma(len(x)) - digamma(k) + x.shape[1] * np.log(2 * distances).mean()
    return in_unit(float(value), unit)


def ksg(x: ArrayLike, y: ArrayLike, *, k: int = 3, variant: int = 1, unit: str = "nats") -> float:
    """The mutual information of two real vectors, by Kraskov, Stoegbauer and Grassberger.

    Parameters
    ----------
    x, y
        ``x[i]`` or ``x[i, coordinate]``; and ``y`` likewise: independent draws of pairs from a
        law with a density.
    k
        Which neighbor.
    variant
        1: neighbors within a cube. 2: within a box whose sides fit the ``k`` neighbors.
    unit
        ``"nats"`` or ``"bits"``.

    Returns
    -------
    float
        A bound on nothing, and it may be negative. Unless distances are equal, it never exceeds
        :func:`ksg_ceiling`, about ``log N``, so that large information is underestimated.

    Raises
    ------
    ValueError
        If the samples differ in length, there are not more than ``k`` draws, a value of ``x`` or
        of ``y`` occurs twice or is not finite, ``k`` or the variant is not what it can be, or the
        unit is unknown.

    Notes
    -----
    Variant 1 is ``psi(k) + psi(N) - <psi(n_x + 1) + psi(n_y + 1)>``, where ``n_x`` counts the
    other draws whose ``x`` is strictly nearer than the ``k``-th neighbor in both. Variant 2 is
    ``psi(k) - 1/k + psi(N) - <psi(n_x) + psi(n_y)>``, where ``n_x`` counts those whose ``x`` is at
    most as far as the farthest ``x`` of the ``k`` neighbors. Scale ``x`` and ``y`` alike first: a
    monotone transform of a coordinate changes the result, although not the information.

    Source: Kraskov, Stoegbauer and Grassberger (2004); the notes' chapter on estimators, id M4.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> x = rng.normal(size=2000)
    >>> y = 0.8 * x + 0.6 * rng.normal(size=2000)  # 0.511 nats
    >>> abs(ksg(x, y) - 0.511) < 0.05, abs(ksg(x, y, variant=2) - 0.511) < 0.05
    (True, True)
    """
    x, y = _continuous(x, "x"), _continuous(y, "y")
    if len(x) != len(y):
        raise ValueError(f"y has {len(y)} draws, expected {len(x)} as x has")
    _check_k(k, len(x))
    _check_variant(variant)
    from scipy.special import digamma

    distances, neighbors = _neighbors(np.hstack([x, y]), k)
    if variant == 1:
        nearer = [_within(part, distances * (1 - HAIR)) for part in (x, y)]
        counted, offset = [n + 1 for n in nearer], 0.0
    else:
        sides = [np.abs(part[neighbors] - part[:, None]).max(axis=(1, 2)) for part in (x, y)]
        counted = [_within(part, side * (1 + HAIR)) for part, side in zip((x, y), sides)]
        offset = 1 / k
    value = digamma(k) - offset + digamma(len(x)) - sum(digamma(n).mean() for n in counted)
    return in_unit(float(value), unit)


def ksg_ceiling(size: int, *, k: int = 3, variant: int = 1, unit: str = "nats") -> float:
    """The most that :func:`ksg` can return, as it does for ``Y = X``, if no distances are equal.

    Parameters
    ----------
    size
        The number of draws, more than ``k``.
    k, variant, unit
        As for :func:`ksg`.

    Returns
    -------
    float
        ``psi(N) - psi(k)``, less ``1/k`` for variant 2.

    Raises
    ------
    ValueError
        If an argument is not what it can be.

    Notes
    -----
    All counts are at least ``k - 1``, or ``k``: for variant 1, if no two points are equally far
    from a third. A law with a density sees to that; data on a grid do not, and can exceed it.
    Source: the notes' chapter on estimators, id M4.

    Examples
    --------
    >>> x = np.arange(400.0) ** 2
    >>> round(ksg_ceiling(400), 4), round(ksg(x, x), 4)
    (5.0674, 5.0674)
    """
    if not isinstance(size, Integral):
        raise ValueError(f"size is {size!r}, expected a whole number")
    _check_k(k, size)
    _check_variant(variant)
    from scipy.special import digamma

    return in_unit(float(digamma(size) - digamma(k)) - (variant - 1) / k, unit)


def gaussian_information(x: ArrayLike, y: ArrayLike, *, unit: str = "nats") -> float:
    """The mutual information that the sample covariances would have if all were jointly normal.

    Parameters
    ----------
    x, y
        ``x[i]`` or ``x[i, coordinate]``; and ``y`` likewise.
    unit
        ``"nats"`` or ``"bits"``.

    Returns
    -------
    float
        For exact covariances it is a lower bound on ``I(X;Y)`` if ``X`` or ``Y`` is normal, by the
        error of the best linear guess; otherwise a bound on nothing. With few draws it is biased
        upwards, by about ``d_x d_y / 2N``. No ceiling, and blind to all that is not linear.

    Raises
    ------
    ValueError
        If the samples differ in length, a value is not finite, or there are not more draws than
        coordinates, so that a covariance is singular; or if the unit is unknown.

    Notes
    -----
    Source: the notes' chapter on estimators, id M12.

    Examples
    --------
    >>> round(gaussian_information([0, 0, 1, 1], [0, 1, 1, 2]), 4)  # correlation 1/sqrt(2)
    0.3466
    """
    x, y = _sample(x, "x"), _sample(y, "y")
    if len(x) != len(y):
        raise ValueError(f"y has {len(y)} draws, expected {len(x)} as x has")
    both = np.hstack([x, y])
    if len(both) <= both.shape[1]:
        raise ValueError(f"x has {len(x)} draws, expected more than {both.shape[1]} coordinates")
    # In units of their standard deviations, so that singular means singular in any units.
    centered = both - both.mean(axis=0)
    spread = np.sqrt((centered**2).mean(axis=0))
    if not spread.all():
        raise ValueError("x or y has a coordinate that is constant, expected a variable")
    correlation = (centered / spread).T @ (centered / spread) / len(both)
    d = x.shape[1]
    dets = [np.linalg.det(part) for part in (correlation[:d, :d], correlation[d:, d:])]
    if min(dets) < HAIR:
        raise ValueError("x or y has a coordinate that is a linear function of the others")
    det = np.linalg.det(correlation)
    value = math.log(math.prod(dets) / det) / 2 if det > 0 else math.inf
    return in_unit(value, unit)


# --- neighbors -----------------------------------------------------------------------------------


def _neighbors(points: Array, k: int) -> tuple[Array, NDArray[np.int64]]:
    """The distance to the ``k``-th other point, and the ``k`` nearest others, ``[i, j]``."""
    tree, order = _tree(points)
    fast = _fast_tree(points[order]) if points.shape[1] >= FAST_FROM else None
    if fast is not None:
        distances, neighbors = fast.query(points[order], k + 1)
        neighbors = order[neighbors]
    else:
        distances, neighbors = tree.query(points[order], k + 1, p=np.inf)
    place = _inverse(order)
    # No point occurs twice, so that the nearest one is the point itself.
    return distances[place, -1], neighbors[place, 1:]


def _within(points: Array, radii: Array) -> NDArray[np.int64]:
    """How many others are at most as far as the radius."""
    if points.shape[1] == 1:
        return _within_on_the_line(points[:, 0], radii)
    tree, order = _tree(points)
    points, radii = points[order], radii[order]
    if (fast := _fast_tree(points)) is not None:
        counts = fast.query_radius(points, radii, count_only=True)
    else:
        counts = tree.query_ball_point(points, radii, p=np.inf, return_length=True)
    return counts[_inverse(order)] - 1


def _within_on_the_line(points: Array, radii: Array) -> NDArray[np.int64]:
    order = np.argsort(points)
    line, radii = points[order], radii[order]
    first = np.searchsorted(line, line - radii, side="left")
    last = np.searchsorted(line, line + radii, side="right") - 1
    # The sums above are rounded, which may take in one point too many at either end, but leaves
    # out none. What counts is the difference.
    first += line - line[first] > radii
    last -= line[last] - line > radii
    return (last - first)[_inverse(order)]


def _tree(points: Array) -> tuple[KDTree, NDArray[np.int64]]:
    """SciPy's tree, and the order of its leaves, in which near points follow each other.

    Searched for in that order, a point finds in the cache what the one before has read: for 20,000
    points of ten coordinates that takes a third off the time.
    """
    from scipy.spatial import KDTree

    tree = KDTree(points)
    return tree, tree.indices


def _inverse(order: NDArray[np.int64]) -> NDArray[np.int64]:
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return place


def _fast_tree(points: Array) -> FastTree | None:
    """scikit-learn's tree, which counts two to four times as fast; None if it is not installed."""
    try:
        from sklearn.neighbors import KDTree as FastTree
    except ImportError:
        return None
    return FastTree(points, metric="chebyshev", leaf_size=LEAF)


# --- what comes in -------------------------------------------------------------------------------


def _sample(values: ArrayLike, name: str) -> Array:
    try:
        if np.iscomplexobj(values):
            raise TypeError("complex")
        array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} is no array of real numbers: {error}") from None
    if array.ndim not in (1, 2) or not array.size:
        raise ValueError(f"{name} has shape {array.shape}, expected [i] or [i, coordinate]")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} holds an entry that is not finite, expected real numbers")
    return array.reshape(len(array), -1)


def _continuous(values: ArrayLike, name: str) -> Array:
    array = _sample(values, name)
    # Equal draws have equal first coordinates, and one coordinate is sorted ten times as fast.
    if len(np.unique(array[:, 0])) == len(array):
        return array
    distinct, times = np.unique(array, axis=0, return_counts=True)
    if len(distinct) < len(array):
        most = times.argmax()
        value = ", ".join(f"{number:g}" for number in distinct[most])
        raise ValueError(
            f"{name} has ties: {len(array)} draws, {len(distinct)} different values, ({value}) "
            f"occurs {times[most]} times; expected a law with a density. "
            "Add small noise yourself if rounding made them, or count"
        )
    return array


def _check_k(k: int, size: int) -> None:
    if not (isinstance(k, Integral) and 0 < k < size):
        raise ValueError(f"k is {k!r}, expected a whole number below the number of draws, {size}")


def _check_variant(variant: int) -> None:
    if variant not in (1, 2):
        raise ValueError(f"variant is {variant!r}, expected 1 or 2")
