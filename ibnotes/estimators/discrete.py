"""Entropy and information of finite variables, from counts.

Counts are ``counts[x]`` or ``counts[x, y]``, how often each value or pair was seen.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.measures import entropy, in_unit, mutual_information

__all__ = [
    "contingency_table",
    "miller_madow_entropy",
    "miller_madow_information",
    "plug_in_entropy",
    "plug_in_information",
]

Counts = NDArray[np.int64]


def contingency_table(x: ArrayLike, y: ArrayLike) -> Counts:
    """How often each pair of values occurs in two samples.

    Parameters
    ----------
    x, y
        Values of any kind that compare, one for each draw: ``x[i]`` belongs to ``y[i]``.

    Returns
    -------
    array
        ``counts[a, b]``, with rows and columns for the values that occur, sorted.

    Raises
    ------
    ValueError
        If the samples are empty, have more than one axis, or differ in length.

    Notes
    -----
    Source: the notes' chapter on estimators, id M1.

    Examples
    --------
    >>> contingency_table(["a", "b", "a"], [0, 1, 1])
    array([[1, 1],
           [0, 1]])
    """
    x, y = np.asarray(x), np.asarray(y)
    if x.ndim != 1 or x.shape != y.shape or not x.size:
        raise ValueError(
            f"x and y have shapes {x.shape} and {y.shape}, expected one axis of the same length"
        )
    rows, row = np.unique(x, return_inverse=True)
    columns, column = np.unique(y, return_inverse=True)
    counts = np.zeros((len(rows), len(columns)), dtype=np.int64)
    np.add.at(counts, (row, column), 1)
    return counts


def plug_in_entropy(counts: ArrayLike, *, unit: str = "nats") -> float:
    """The entropy of the observed frequencies.

    Parameters
    ----------
    counts
        How often each value was seen; several axes give the joint entropy.
    unit
        ``"nats"`` or ``"bits"``.

    Returns
    -------
    float
        In the mean it is at most the entropy, by about ``(K - 1) / 2N`` nats for ``K`` values of
        positive probability. Ceiling: ``log N``.

    Raises
    ------
    ValueError
        If the counts are no whole numbers, 0 or more, or all zero, or the unit is unknown.

    Notes
    -----
    Source: Miller (1955); the notes' chapter on estimators, id M1.

    Examples
    --------
    >>> plug_in_entropy([1, 1, 2], unit="bits")
    1.5
    """
    counts = _counts(counts)
    return entropy(counts / counts.sum(), unit=unit)


def miller_madow_entropy(counts: ArrayLike, *, unit: str = "nats") -> float:
    """The plug-in entropy plus its bias to first order, ``(K - 1) / 2N``.

    Parameters
    ----------
    counts
        How often each value was seen; several axes give the joint entropy.
    unit
        ``"nats"`` or ``"bits"``.

    Returns
    -------
    float
        With ``K`` the number of values that were seen. It is a bound on nothing, and may exceed
        ``log K``; its bias is of order ``1/N^2`` once all values have been seen. Ceiling:
        ``log N + (N - 1) / 2N``.

    Raises
    ------
    ValueError
        If the counts are no whole numbers, 0 or more, or all zero, or the unit is unknown.

    Notes
    -----
    Source: Miller (1955); the notes' chapter on estimators, id M2.

    Examples
    --------
    >>> round(miller_madow_entropy([5, 5]) - plug_in_entropy([5, 5]), 12)
    0.05
    """
    counts = _counts(counts)
    correction = (int((counts > 0).sum()) - 1) / (2 * int(counts.sum()))
    return plug_in_entropy(counts, unit=unit) + in_unit(correction, unit)


def plug_in_information(counts: ArrayLike, *, unit: str = "nats") -> float:
    """The mutual information of the observed frequencies.

    Parameters
    ----------
    counts
        ``counts[x, y]``, how often each pair was seen.
    unit
        ``"nats"`` or ``"bits"``.

    Returns
    -------
    float
        Never negative. Its bias is about ``(K_xy - K_x - K_y + 1) / 2N`` nats, with the numbers
        of positive cells: usually upwards, but for ``X = Y`` downwards. It is a bound in neither
        direction. Ceiling: the logarithm of the smallest of ``K_x``, ``K_y`` and ``N``.

    Raises
    ------
    ValueError
        If the counts are no table of whole numbers, 0 or more, or all zero, or the unit is
        unknown.

    Notes
    -----
    Source: the notes' chapter on estimators, id M1.

    Examples
    --------
    >>> plug_in_information([[2, 0], [0, 2]], unit="bits")
    1.0
    """
    counts = _counts(counts, ndim=2)
    return mutual_information(counts / counts.sum(), unit=unit)


def miller_madow_information(counts: ArrayLike, *, unit: str = "nats") -> float:
    """The sum of three corrected entropies, ``H(X) + H(Y) - H(X,Y)``.

    Parameters
    ----------
    counts
        ``counts[x, y]``, how often each pair was seen.
    unit
        ``"nats"`` or ``"bits"``.

    Returns
    -------
    float
        May be negative; a bound on nothing. Ceiling: ``log N + (N - 1) / 2N``.

    Raises
    ------
    ValueError
        If the counts are no table of whole numbers, 0 or more, or all zero, or the unit is
        unknown.

    Notes
    -----
    Source: Miller (1955); the notes' chapter on estimators, id M2.

    Examples
    --------
    >>> round(miller_madow_information([[5, 5], [5, 5]]), 12)
    -0.025
    """
    counts = _counts(counts, ndim=2)
    tables = counts, counts.sum(axis=1), counts.sum(axis=0)
    cells, rows, columns = (int((table > 0).sum()) for table in tables)
    correction = (rows + columns - cells - 1) / (2 * int(counts.sum()))
    return plug_in_information(counts, unit=unit) + in_unit(correction, unit)


def _counts(counts: ArrayLike, ndim: int | None = None) -> Counts:
    array = np.array(counts)
    if array.dtype.kind not in "iu" or array.ndim != (ndim or max(1, array.ndim)):
        raise ValueError(f"counts is no table of whole numbers, expected {ndim or 'some'} axes")
    if not array.size or array.min() < 0 or not array.any():
        raise ValueError("counts has no positive entry or a negative one, expected numbers seen")
    return array.astype(np.int64)
