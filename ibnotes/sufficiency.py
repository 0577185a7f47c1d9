"""Sufficient statistics of finite laws: what of ``X`` matters for ``Y``, and no more.

The posterior map sends ``x`` to the row ``p(y|x)``. It is sufficient, and it is a function of
every sufficient representation; so the classes of equal rows are the minimal sufficient statistic
``T``, and no search is needed.

A law is given as ``p_xy[x, y]`` or as a :class:`.Joint` that names ``X`` and ``Y``. If every entry
is rational (int, Fraction, SymPy Rational), rows are compared exactly. In float64, rows count as
equal if they differ by at most ``tolerance`` in every entry. That relation need not be transitive;
where it is not, there are no classes, and the answer is an error and not a guess.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from numbers import Integral, Rational, Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes import measures
from ibnotes.joint import Joint
from ibnotes.logarithms import LogNumber, entropy_of
from ibnotes.measures import check_channel, check_distribution

__all__ = [
    "MinimalStatistic",
    "Threshold",
    "is_sufficient",
    "minimal_sufficient_statistic",
    "partitions",
    "posterior_map",
    "sufficient_partitions",
    "threshold_beta",
]

TOLERANCE = 1e-9
LARGEST_ALPHABET = 10  # has 115,975 partitions
MOST_ROWS = 8  # have 247 faces of two rows or more

# A law in float64; or a rational one as its integer numerators over one denominator (dtype object,
# so that they never overflow). Two rows of either are compared after division by their sums.
Law = NDArray[np.float64] | NDArray[np.object_]
# float64, or Fractions (dtype object).
Probabilities = NDArray[np.float64] | NDArray[np.object_]


# --- laws and their rows -------------------------------------------------------------------------


def posterior_map(p_xy: ArrayLike | Joint, *, drop_zero_rows: bool = False) -> Probabilities:
    """The posterior map ``x -> p(y|x)``, as an array of rows.

    Parameters
    ----------
    p_xy
        Joint law, ``p_xy[x, y]``, or a :class:`.Joint` that names ``X`` and ``Y``.
    drop_zero_rows
        Whether symbols of probability zero, which have no posterior, are left out.

    Returns
    -------
    array
        ``p_y_given_x[x, y]``: Fractions (dtype object) if the law is rational, else float64.

    Raises
    ------
    ValueError
        If ``p_xy`` is no law of two variables, or a row is all zero and not to be dropped.

    Notes
    -----
    Source: the notes, id F4.

    Examples
    --------
    >>> posterior_map([[0.25, 0.25], [0.0, 0.5]])
    array([[0.5, 0.5],
           [0. , 1. ]])
    """
    law = _read_law(p_xy)
    return _posterior(law[_possible(law, drop_zero_rows)])


def _read_law(p_xy: ArrayLike | Joint) -> Law:
    if isinstance(p_xy, Joint):
        return _joint_array(p_xy.marginal("X Y"))
    checked = check_distribution(p_xy, "p_xy", ndim=2)
    if not _is_rational(p_xy):
        return checked
    law, denominator = _numerators(np.array(p_xy, dtype=object))
    if law.sum() != denominator:
        raise ValueError(f"p_xy sums to {Fraction(law.sum(), denominator)}, expected 1")
    return law


def _joint_array(law: Joint) -> Law:
    if not law.exact:
        return law.to_array()
    places = [{value: i for i, value in enumerate(law.alphabets[name])} for name in law.names]
    array = np.zeros([len(place) for place in places], dtype=object)
    for outcome, p in law.table().items():
        array[tuple(place[value] for place, value in zip(places, outcome))] = p
    return _numerators(array)[0]


def _is_rational(array: ArrayLike) -> bool:
    kinds = set(map(type, np.array(array, dtype=object).flat))
    return all(issubclass(kind, Rational) for kind in kinds)


def _numerators(array: NDArray[np.object_]) -> tuple[NDArray[np.object_], int]:
    """Rational numbers as integers over their least common denominator."""
    n = math.lcm(*{int(p.denominator) for p in array.flat})
    return np.frompyfunc(lambda p: int(p.numerator) * (n // int(p.denominator)), 1, 1)(array), n


def _possible(law: Law, drop_zero_rows: bool) -> NDArray[np.bool_]:
    """Which symbols have positive probability: all of them, unless zero rows may be dropped."""
    possible = (law.sum(axis=1) > 0).astype(bool)
    if not (drop_zero_rows or possible.all()):
        raise ValueError(
            f"p_xy[{np.argmin(possible)}] is all zero, so that p(y|x) is undefined, expected a "
            "positive entry in each row; drop_zero_rows=True leaves such rows out"
        )
    return possible


def _quotient(a: Law, b: Law) -> Probabilities:
    return np.frompyfunc(Fraction, 2, 1)(a, b) if a.dtype == object else a / b


def _posterior(law: Law) -> Probabilities:
    return _quotient(law, law.sum(axis=1)[:, None])


def _numbered(rows: NDArray[np.object_]) -> NDArray[np.intp]:
    """The number of each integer row up to a factor, in order of appearance."""
    primitive = rows // np.gcd.reduce(rows, axis=1)[:, None]
    seen: dict[tuple[int, ...], int] = {}
    return np.array([seen.setdefault(tuple(row), len(seen)) for row in primitive.tolist()])


def _spread(rows: NDArray, labels: NDArray[np.intp]) -> float:
    """The largest difference, in any entry, between two rows of one label."""
    order = np.argsort(labels)
    starts = np.flatnonzero(np.diff(labels[order], prepend=-1))
    rows = rows[order]
    return float((np.maximum.reduceat(rows, starts) - np.minimum.reduceat(rows, starts)).max())


def _one_row_each(law: Law, labels: NDArray[np.intp], tolerance: float) -> bool:
    """Whether all symbols of one label have one posterior."""
    if law.dtype == object:
        return _spread(_numbered(law)[:, None], labels) == 0
    return _spread(_posterior(law), labels) <= tolerance


# --- the minimal sufficient statistic ------------------------------------------------------------


@dataclass(frozen=True, eq=False, repr=False)
class MinimalStatistic:
    """The minimal sufficient statistic ``T``: the classes of equal rows ``p(y|x)``.

    Parameters are ``labels[x]``, the class of each symbol, numbered in order of appearance (-1
    for a symbol of probability zero that was dropped); ``p_t[t]`` and ``p_y_given_t[t, y]``,
    Fractions if the law is rational; and ``spread``, the largest difference between two rows of
    one class, which is 0 if the law is rational.

    Source: the notes, ids F4 and L2.

    Examples
    --------
    >>> minimal_sufficient_statistic([[0.1, 0.3], [0.1, 0.1], [0.2, 0.2]])
    Minimal sufficient statistic: 2 classes of 3 symbols, H(T) = 0.673012 nats
    """

    labels: NDArray[np.intp]
    p_t: Probabilities
    p_y_given_t: Probabilities
    spread: float

    @property
    def entropy(self) -> LogNumber | float:
        """``H(T)`` in nats, the least rate of a sufficient representation; exact if the law is."""
        return entropy_of(self.p_t) if self.p_t.dtype == object else measures.entropy(self.p_t)

    @property
    def separation(self) -> float:
        """The distance of the two closest classes, the largest difference between their rows.

        It is ``inf`` if there is one class. A separation near the tolerance says that the classes
        depend on it.
        """
        from scipy.spatial import cKDTree

        rows = self.p_y_given_t.astype(np.float64)
        distances, _ = cKDTree(rows).query(rows, k=2, p=np.inf)
        return float(distances[:, 1].min())

    def __repr__(self) -> str:
        return (
            f"Minimal sufficient statistic: {len(self.p_t)} classes of {len(self.labels)} symbols, "
            f"H(T) = {measures.entropy(self.p_t):.6g} nats"
        )


def minimal_sufficient_statistic(
    p_xy: ArrayLike | Joint, *, tolerance: float = TOLERANCE, drop_zero_rows: bool = False
) -> MinimalStatistic:
    """The minimal sufficient statistic of ``X`` for ``Y``, by grouping equal rows ``p(y|x)``.

    Parameters
    ----------
    p_xy
        Joint law, ``p_xy[x, y]``, or a :class:`.Joint` that names ``X`` and ``Y``. A rational law
        is grouped exactly.
    tolerance
        In float64, rows are equal if they differ by at most this in every entry.
    drop_zero_rows
        Whether symbols of probability zero, which have no posterior, get the label -1.

    Returns
    -------
    MinimalStatistic
        In float64, two rows differ by at most the tolerance if and only if they share a class.

    Raises
    ------
    ValueError
        If ``p_xy`` is no law of two variables, the tolerance is negative or no number, a row is
        all zero and not to be dropped, or float rows are not clearly separated: some are further
        apart than the tolerance and no column shows a gap wider than it between them.

    Notes
    -----
    Every sufficient representation determines ``T`` (id F4), hence has a rate of ``H(T)`` or
    more. Source: the notes, ids F4 and L2.

    Examples
    --------
    >>> sixth = Fraction(1, 6)
    >>> result = minimal_sufficient_statistic([[sixth, sixth], [0, sixth], [0, 3 * sixth]])
    >>> result.labels, result.entropy
    (array([0, 1, 1]), LogNumber(-2/3 log 2 + log 3))
    >>> minimal_sufficient_statistic([[0.1, 0.3], [0.1, 0.1], [0.2, 0.2]]).labels
    array([0, 1, 1])
    """
    law, tolerance = _read_law(p_xy), _check_tolerance(tolerance)
    possible = _possible(law, drop_zero_rows)
    rows = law[possible]
    if law.dtype == object:
        classes, spread = _numbered(rows), 0.0
    else:
        classes = _close_rows(_posterior(rows), tolerance)
        spread = _spread(_posterior(rows), classes)
    labels = np.full(len(law), -1)
    labels[possible] = classes
    p_ty = np.zeros((classes.max() + 1, law.shape[1]), dtype=law.dtype)
    np.add.at(p_ty, classes, rows)
    p_t = p_ty.sum(axis=1)
    if law.dtype == object:
        p_t = _quotient(p_t, p_t.sum())
    return MinimalStatistic(labels, p_t, _posterior(p_ty), spread)


def _check_tolerance(tolerance: float) -> float:
    if not (isinstance(tolerance, Real) and 0 <= tolerance < 1):
        raise ValueError(f"tolerance is {tolerance!r}, expected a number from 0 to below 1")
    return tolerance


def _close_rows(rows: NDArray[np.float64], tolerance: float) -> NDArray[np.intp]:
    """Blocks of rows, cut wherever a column has a gap, until every block is narrow enough.

    Rows of two blocks lie on two sides of a gap wider than the tolerance, rows of one block within
    it: so being close is an equivalence here, and the blocks are its classes.
    """
    labels = np.zeros(len(rows), dtype=np.intp)
    while True:
        blocks = labels.max()
        for column in rows.T:
            if _spread(rows, labels) <= tolerance:
                return _in_order_of_appearance(labels)
            labels = _cut_at_gaps(column, labels, tolerance)
        if labels.max() == blocks:
            raise ValueError(
                f"p_xy has rows p(y|x) that differ by more than the tolerance {tolerance:g} with "
                "no gap between them, expected rows that are equal or clearly separated; choose "
                "another tolerance or give rational probabilities"
            )


def _cut_at_gaps(
    column: NDArray[np.float64], labels: NDArray[np.intp], tolerance: float
) -> NDArray[np.intp]:
    order = np.lexsort((column, labels))
    gap = (np.diff(labels[order]) > 0) | (np.diff(column[order]) > tolerance)
    refined = np.zeros_like(labels)
    refined[order[1:]] = np.cumsum(gap)
    return refined


def _in_order_of_appearance(labels: NDArray[np.intp]) -> NDArray[np.intp]:
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[inverse]


# --- sufficiency of a given representation -------------------------------------------------------


def is_sufficient(
    law: ArrayLike | Joint, encoder: ArrayLike | None = None, *, tolerance: float = TOLERANCE
) -> bool:
    """Whether a representation ``Z`` of ``X`` is sufficient for ``Y``: ``Y -> Z -> X``.

    Parameters
    ----------
    law
        Either ``p_xy[x, y]`` or a :class:`.Joint` that names ``X`` and ``Y``, with an encoder; or
        a :class:`.Joint` that names ``X``, ``Y`` and ``Z``, without one.
    encoder
        ``encoder[x, z]``, rows ``p(z|x)``; or ``labels[x]``, the values of a statistic.
    tolerance
        For float64: entries ``p(z|x)`` of at most this count as zero, and rows ``p(y|x,z)`` as
        equal if they differ by at most this in every entry. Rational numbers are compared exactly.

    Returns
    -------
    bool
        Whether all symbols that share a ``z`` have one row ``p(y|x)``. Symbols of probability
        zero do not matter.

    Raises
    ------
    ValueError
        If the joint law breaks the Markov condition ``Y -> X -> Z``, without which ``Z`` is no
        representation of ``X`` and equal informations prove nothing; if ``law`` is no law, the
        encoder no channel from its ``X``, there is neither an encoder nor a ``Z``, or the tolerance
        is negative or no number.

    Notes
    -----
    Source: the notes, ids D2.1 and L1.

    Examples
    --------
    >>> p_xy = [[0.1, 0.3], [0.1, 0.1], [0.2, 0.2]]
    >>> is_sufficient(p_xy, [0, 1, 1]), is_sufficient(p_xy, [0, 0, 1])
    (True, False)
    >>> xor = Joint.uniform([(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)], "X Y Z")
    >>> is_sufficient(xor)  # I(Z;Y) = I(X;Y) = 0, and yet
    Traceback (most recent call last):
    ValueError: law breaks Y -> X -> Z: p(y|x,z) depends on z, expected a representation of X
    """
    _check_tolerance(tolerance)
    if encoder is not None:
        p_xy = _read_law(law)
        x, z = _pairs(encoder, p_xy, tolerance)
        return _one_row_each(p_xy[x], z, tolerance)
    if not (isinstance(law, Joint) and "Z" in law.names):
        raise ValueError("encoder is missing, expected one, or a Joint that names X, Y and Z")
    p_xzy = _joint_array(law.marginal("X Z Y"))
    p_xz = p_xzy.sum(axis=2)
    x, z = np.nonzero(p_xz > (0 if law.exact else tolerance) * p_xz.sum(axis=1)[:, None])
    rows = p_xzy[x, z]  # proportional to p(y|x,z)
    if not _one_row_each(rows, x, tolerance):
        raise ValueError(
            "law breaks Y -> X -> Z: p(y|x,z) depends on z, expected a representation of X"
        )
    return _one_row_each(rows, z, tolerance)


def _pairs(
    encoder: ArrayLike, p_xy: Law, tolerance: float
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The pairs (x, z) that occur, as two arrays."""
    try:
        shape = np.shape(encoder)
    except ValueError as error:
        raise ValueError(f"encoder is no array: {error}") from None
    if shape[:1] != (len(p_xy),):
        raise ValueError(
            f"encoder has shape {shape}, expected a row or a label for each of the {len(p_xy)} "
            "rows of p_xy"
        )
    possible = _possible(p_xy, drop_zero_rows=True)
    if len(shape) == 1:
        labels = np.unique(np.asarray(encoder), return_inverse=True)[1]
        return np.flatnonzero(possible), labels[possible]
    channel = check_channel(encoder, "encoder")
    occurs = np.array(encoder, dtype=object) > 0 if _is_rational(encoder) else channel > tolerance
    return np.nonzero(occurs.astype(bool) & possible[:, None])


def partitions(size: int) -> Iterator[tuple[int, ...]]:
    """All partitions of ``size`` symbols, each as the class of every symbol.

    Classes are numbered in order of appearance, so that each partition comes once. There are
    1, 2, 5, 15, 52, 203, 877, 4140, 21147 and 115975 of them (the Bell numbers).

    Raises
    ------
    ValueError
        If the size is no integer from 1 to 10.

    Notes
    -----
    The deterministic representations of ``X``, up to names. Source: the notes, id L2.

    Examples
    --------
    >>> list(partitions(3))
    [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (0, 1, 2)]
    """
    if not (isinstance(size, Integral) and 1 <= size <= LARGEST_ALPHABET):
        raise ValueError(f"size is {size!r}, expected an integer from 1 to {LARGEST_ALPHABET}")
    return _extensions((), 0, size)


def _extensions(labels: tuple[int, ...], classes: int, size: int) -> Iterator[tuple[int, ...]]:
    if len(labels) == size:
        yield labels
        return
    for label in range(classes + 1):
        yield from _extensions((*labels, label), max(classes, label + 1), size)


def sufficient_partitions(
    p_xy: ArrayLike | Joint, *, tolerance: float = TOLERANCE
) -> list[tuple[int, ...]]:
    """All deterministic sufficient statistics of a small alphabet, by trying every partition.

    Parameters
    ----------
    p_xy
        Joint law, ``p_xy[x, y]``, or a :class:`.Joint` that names ``X`` and ``Y``, of at most ten
        symbols ``x``, each of positive probability.
    tolerance
        In float64, rows are equal if they differ by at most this in every entry.

    Returns
    -------
    list
        The partitions whose classes hold equal rows ``p(y|x)``, as labels in the order of
        :func:`partitions`. The one with the least entropy is the minimal sufficient statistic.

    Raises
    ------
    ValueError
        If ``p_xy`` is no law of two variables, a row is all zero, there are more than ten rows,
        or the tolerance is negative or no number.

    Notes
    -----
    Source: the notes, id L2.

    Examples
    --------
    >>> sufficient_partitions([[0.1, 0.3], [0.1, 0.1], [0.2, 0.2]])
    [(0, 1, 1), (0, 1, 2)]
    """
    rows, _ = posterior_map(p_xy), _check_tolerance(tolerance)
    if len(rows) > LARGEST_ALPHABET:
        raise ValueError(f"p_xy has {len(rows)} rows, expected at most {LARGEST_ALPHABET}")
    allowed = 0 if rows.dtype == object else tolerance
    different = [
        (a, b)
        for a, b in combinations(range(len(rows)), 2)
        if np.abs(rows[a] - rows[b]).max() > allowed
    ]
    return [
        labels
        for labels in partitions(len(rows))
        if all(labels[a] != labels[b] for a, b in different)
    ]


# --- the beta above which the bottleneck finds it ------------------------------------------------


@dataclass(frozen=True, eq=False)
class Threshold:
    """The threshold ``beta*`` of a channel ``p(y|t)``, and where it comes from.

    Parameters are ``beta``; and ``law[t]``, a law ``r`` that attains it as ``H(r) / I_r(T;Y)``, or
    None if the supremum is infinite or only approached, as ``r`` tends to a vertex.

    Source: the notes, id P1-lim.

    Examples
    --------
    >>> threshold_beta([[1, 0], [0.5, 0.5]])
    Threshold(beta=inf, law=None)
    """

    beta: float
    law: NDArray[np.float64] | None


def threshold_beta(p_y_given_t: ArrayLike, *, starts: int = 4, seed: int = 0) -> Threshold:
    """The beta above which minimizers of the bottleneck Lagrangian are minimal sufficient.

    Below ``beta* = sup H(r) / I_r(T;Y)`` no minimal sufficient representation minimizes
    ``I(X;Z) - beta I(Z;Y)``, above it only these do. The supremum is over all laws ``r`` of ``T``
    but the vertices; it depends on the rows of the minimal sufficient statistic alone.

    Parameters
    ----------
    p_y_given_t
        Channel ``p_y_given_t[t, y]`` of two to eight different rows, such as
        ``minimal_sufficient_statistic(p_xy).p_y_given_t``.
    starts, seed
        Random starts of the search on each face of the simplex, beside its center.

    Returns
    -------
    Threshold
        Infinite if and only if the support of one row lies in that of another; this is decided
        exactly. Otherwise ``beta`` is attained or approached, hence a lower bound of ``beta*``, and
        equal to it if the search, which is not concave, has found the maximum.

    Raises
    ------
    ValueError
        If ``p_y_given_t`` is no channel of two to eight rows, or two rows are equal.

    Notes
    -----
    As ``r`` tends to the vertex ``t`` along the edge to ``s``, the ratio tends to
    ``1 / P(Y outside the support of row t | s)``, and to no more from elsewhere. The rest is a
    search inside every face. Source: the notes, id P1-lim.

    Examples
    --------
    >>> triangle = threshold_beta([[0.5, 0.5, 0], [0, 0.5, 0.5], [0.5, 0, 0.5]])
    >>> round(triangle.beta, 6), triangle.law.round(4)  # log 3 / log(3/2)
    (2.709511, array([0.3333, 0.3333, 0.3333]))
    """
    from scipy.optimize import minimize

    channel = check_channel(p_y_given_t, "p_y_given_t")
    size = len(channel)
    if not 2 <= size <= MOST_ROWS:
        raise ValueError(f"p_y_given_t has {size} rows, expected 2 to {MOST_ROWS}")
    for a, b in combinations(range(size), 2):
        if (channel[a] == channel[b]).all():
            raise ValueError(f"p_y_given_t[{a}] and [{b}] are equal, expected different rows")
    outside = (channel == 0) @ channel.T  # P(Y outside the support of row t | s), [t, s]
    np.fill_diagonal(outside, 1)
    if not outside.all():
        return Threshold(np.inf, None)

    rng = np.random.default_rng(seed)
    best, law = 0.0, None
    for count in range(2, size + 1):
        for face in map(list, combinations(range(size), count)):
            for start in (np.zeros(count), *rng.normal(scale=2, size=(starts, count))):
                # Closer to a vertex the ratio would be a quotient of rounding errors.
                found = minimize(
                    lambda logits: _minus_ratio(logits, channel[face]),
                    start,
                    jac=True,
                    bounds=[(-7, 7)] * count,
                    options={"ftol": 1e-15, "gtol": 1e-10},
                )
                if -found.fun > best * (1 + 1e-12):
                    best, law = -float(found.fun), np.zeros(size)
                    law[face] = _softmax(found.x)
    at_vertex = float(1 / outside.min())
    return Threshold(max(best, at_vertex), None if at_vertex > best * (1 + 1e-12) else law)


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.exp(logits)
    return weights / weights.sum()


def _minus_ratio(
    logits: NDArray[np.float64], channel: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    """``-H(r) / I_r(T;Y)`` at ``r = softmax(logits)``, and its gradient in the logits.

    What is constant in the derivative by ``r`` cancels, as the laws ``r`` sum to one.
    """
    r = _softmax(logits)
    ratios = np.divide(channel, r @ channel, out=np.ones_like(channel), where=channel > 0)
    divergences = (channel * np.log(ratios)).sum(axis=1)
    entropy, information = -r @ np.log(r), r @ divergences
    ratio = entropy / information
    slope = (-np.log(r) - ratio * divergences) / information
    return -ratio, -r * (slope - r @ slope)
