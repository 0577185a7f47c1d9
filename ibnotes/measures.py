"""Measures of information of finite laws, on plain arrays.

A law is an array of probabilities that sum to one; an axis is a variable: ``p_xy[x, y]``.
Values are in nats; ``unit="bits"`` converts the result. ``0 log 0 = 0`` throughout.

Mutual information, in all its forms, is computed as the divergence that defines it:
``D(p || q) = sum q phi(p/q)`` with ``phi(t) = t log t - t + 1``. For two laws this equals
``sum p log(p/q)``, but no term is negative and none cancels another, so that independence gives
zero up to 1e-30 and not plus or minus 1e-16. Nothing is clipped.
"""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "entropy",
    "cross_entropy",
    "kl_divergence",
    "conditional_entropy",
    "mutual_information",
    "conditional_mutual_information",
    "total_correlation",
    "check_distribution",
    "check_channel",
    "check_unit",
    "in_unit",
]

Value = TypeVar("Value", float, NDArray[np.float64])

SUM_TOLERANCE = 1e-9


# --- what goes in and out ------------------------------------------------------------------------


def check_unit(unit: str) -> str:
    """Return the unit if it is ``"nats"`` or ``"bits"``.

    Raises
    ------
    ValueError
        If it is anything else.

    Notes
    -----
    Source: the conventions of this course.

    Examples
    --------
    >>> check_unit("bit")
    Traceback (most recent call last):
    ValueError: unit is 'bit', expected 'nats' or 'bits'
    """
    if unit not in ("nats", "bits"):
        raise ValueError(f"unit is {unit!r}, expected 'nats' or 'bits'")
    return unit


def in_unit(nats: Value, unit: str) -> Value:
    """Convert a value, or an array of values, from nats to the unit in which it leaves.

    Raises
    ------
    ValueError
        If the unit is neither ``"nats"`` nor ``"bits"``.

    Notes
    -----
    Source: one bit is log 2 nats.

    Examples
    --------
    >>> import math
    >>> in_unit(math.log(8), "bits")
    3.0
    """
    return nats / math.log(2) if check_unit(unit) == "bits" else nats


def check_distribution(p: ArrayLike, name: str, ndim: int | None = None) -> NDArray[np.float64]:
    """Return a float64 copy of a law, having checked that it is one.

    Parameters
    ----------
    p
        Probabilities, of any shape: each axis is a variable.
    name
        What the caller calls the array; errors start with it.
    ndim
        The number of axes that the caller expects; any number (but not none) if not given.

    Raises
    ------
    ValueError
        If an entry is not a number, negative or not finite, if the sum differs from one by more
        than 1e-9, or if the number of axes is wrong.

    Notes
    -----
    Source: the notes, id D1.1.

    Examples
    --------
    >>> check_distribution([0.5, 0.6], "p_x")
    Traceback (most recent call last):
    ValueError: p_x sums to 1.1, expected 1
    """
    array = _probabilities(p, name, ndim)
    total = float(array.sum())
    if abs(total - 1) > SUM_TOLERANCE:
        raise ValueError(f"{name} sums to {total:.12g}, expected 1")
    return array


def check_channel(p: ArrayLike, name: str, ndim: int = 2) -> NDArray[np.float64]:
    """Return a float64 copy of a channel, having checked that each row is a law.

    Parameters
    ----------
    p
        ``p_y_given_x[x, y]``: the last axis is the output, the axes before it are the inputs.
    name
        What the caller calls the array; errors start with it.
    ndim
        The number of axes: the inputs and the output.

    Raises
    ------
    ValueError
        If an entry is not a number, negative or not finite, if a row's sum differs from one by
        more than 1e-9, or if the number of axes is wrong.

    Notes
    -----
    Source: the notes, id D1.4 (a conditional law is a probability kernel).

    Examples
    --------
    >>> check_channel([[0.9, 0.1], [0.1, 0.8]], "p_y_given_x")
    Traceback (most recent call last):
    ValueError: p_y_given_x[1] sums to 0.9, expected 1: each row is a law
    """
    array = _probabilities(p, name, ndim)
    sums = array.sum(axis=-1)
    wrong = np.abs(sums - 1) > SUM_TOLERANCE
    if wrong.any():
        row = tuple(np.argwhere(wrong)[0])
        raise ValueError(
            f"{name}{_index(row)} sums to {sums[row]:.12g}, expected 1: each row is a law"
        )
    return array


def _probabilities(p: ArrayLike, name: str, ndim: int | None) -> NDArray[np.float64]:
    try:
        if np.iscomplexobj(p):
            raise TypeError("complex")
        array = np.array(p, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} is no array of real numbers: {error}") from None
    if array.ndim == 0 or (ndim is not None and array.ndim != ndim):
        expected = "one axis or more" if ndim is None else f"{ndim} axes"
        raise ValueError(f"{name} has shape {array.shape}, expected {expected}")
    if array.size == 0:
        raise ValueError(f"{name} has shape {array.shape}, expected at least one entry")
    wrong = ~(np.isfinite(array) & (array >= 0))
    if wrong.any():
        where = tuple(np.argwhere(wrong)[0])
        raise ValueError(f"{name}{_index(where)} is {array[where]:g}, expected a probability")
    return array


def _index(where: tuple[int, ...]) -> str:
    return f"[{', '.join(str(int(i)) for i in where)}]" if where else ""


# --- the measures --------------------------------------------------------------------------------


def entropy(p: ArrayLike, *, unit: str = "nats") -> float:
    """The entropy ``H = sum -p log p`` of a law.

    Parameters
    ----------
    p
        Probabilities, of any shape; several axes give the joint entropy.
    unit
        ``"nats"`` or ``"bits"``.

    Raises
    ------
    ValueError
        If ``p`` is no law (see :func:`check_distribution`) or the unit is unknown.

    Notes
    -----
    No term is negative, unless an entry exceeds one by a rounding error; then the result is
    negative by that error. Source: the notes, id D1.1.

    Examples
    --------
    >>> entropy([0.5, 0.25, 0.25], unit="bits")
    1.5
    """
    p = check_distribution(p, "p")
    return in_unit(_surprise(p, p), unit)


def cross_entropy(p: ArrayLike, q: ArrayLike, *, unit: str = "nats") -> float:
    """The cross-entropy ``sum -p log q``: the mean surprise under ``q`` of what ``p`` draws.

    Parameters
    ----------
    p, q
        Two laws of the same shape.
    unit
        ``"nats"`` or ``"bits"``.

    Returns
    -------
    float
        ``inf`` if ``q`` is zero somewhere where ``p`` is not.

    Raises
    ------
    ValueError
        If ``p`` or ``q`` is no law, the shapes differ or the unit is unknown.

    Notes
    -----
    Source: the notes, id D1.4.

    Examples
    --------
    >>> cross_entropy([0.5, 0.5], [0.25, 0.75]), cross_entropy([0.5, 0.5], [1, 0])
    (0.8369882167858358, inf)
    """
    p, q = _two_laws(p, q)
    return in_unit(_surprise(p, q), unit)


def kl_divergence(p: ArrayLike, q: ArrayLike, *, unit: str = "nats") -> float:
    """The Kullback-Leibler divergence ``D(p || q) = sum p log(p/q)``.

    Parameters
    ----------
    p, q
        Two laws of the same shape.
    unit
        ``"nats"`` or ``"bits"``.

    Returns
    -------
    float
        Never negative; zero only for equal laws (up to underflow); ``inf`` if ``q`` is zero
        somewhere where ``p`` is not.

    Raises
    ------
    ValueError
        If ``p`` or ``q`` is no law, the shapes differ or the unit is unknown.

    Notes
    -----
    Source: the notes, id F0. Laws whose sums miss one by ``e`` and ``f`` shift the result by
    ``f - e``.

    Examples
    --------
    >>> kl_divergence([0.5, 0.5], [0.25, 0.75]), kl_divergence([0.5, 0.5], [1, 0])
    (0.14384103622589045, inf)
    """
    p, q = _two_laws(p, q)
    log_ratio = np.where(q > 0, _log(p) - _log(q), np.inf)
    return in_unit(_divergence(p, q, log_ratio), unit)


def conditional_entropy(p_xy: ArrayLike, *, unit: str = "nats") -> float:
    """The conditional entropy ``H(Y|X)``: the *first* axis is what is known.

    Parameters
    ----------
    p_xy
        Joint law, ``p_xy[x, y]``; ``p_xy.T`` gives ``H(X|Y)``.
    unit
        ``"nats"`` or ``"bits"``.

    Raises
    ------
    ValueError
        If ``p_xy`` is no law of two variables or the unit is unknown.

    Notes
    -----
    Computed as ``sum -p(x, y) log p(y|x)``; no term is negative. Source: the notes, id D1.3.

    Examples
    --------
    >>> p_xy = np.array([[0.25, 0.5], [0.25, 0]])
    >>> conditional_entropy(p_xy.T, unit="bits")  # X is known only if Y = 1
    0.5
    """
    p_xy = check_distribution(p_xy, "p_xy", ndim=2)
    p_x = p_xy.sum(axis=1, keepdims=True)
    return in_unit(_surprise(p_xy, _ratio(p_xy, p_x)), unit)


def mutual_information(p_xy: ArrayLike, *, unit: str = "nats") -> float:
    """The mutual information ``I(X;Y) = D(p(x,y) || p(x) p(y))``.

    Parameters
    ----------
    p_xy
        Joint law, ``p_xy[x, y]``.
    unit
        ``"nats"`` or ``"bits"``.

    Raises
    ------
    ValueError
        If ``p_xy`` is no law of two variables or the unit is unknown.

    Notes
    -----
    No term is negative. Source: the notes, id I1.1.

    Examples
    --------
    >>> mutual_information([[0.5, 0], [0, 0.5]], unit="bits")
    1.0
    """
    p_xy = check_distribution(p_xy, "p_xy", ndim=2)
    return in_unit(_total_correlation(p_xy), unit)


def conditional_mutual_information(p_xyz: ArrayLike, *, unit: str = "nats") -> float:
    """The conditional mutual information ``I(X;Y|Z)``: the *last* axis is what is known.

    Parameters
    ----------
    p_xyz
        Joint law, ``p_xyz[x, y, z]``.
    unit
        ``"nats"`` or ``"bits"``.

    Raises
    ------
    ValueError
        If ``p_xyz`` is no law of three variables or the unit is unknown.

    Notes
    -----
    The divergence of ``p(x,y,z)`` from ``p(x,z) p(y,z) / p(z)``; no term is negative.
    Source: the notes, id I1.3.

    Examples
    --------
    >>> xor = np.zeros((2, 2, 2))
    >>> xor[[0, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 0]] = 1 / 4
    >>> conditional_mutual_information(xor, unit="bits")
    1.0
    """
    p_xyz = check_distribution(p_xyz, "p_xyz", ndim=3)
    p_xz = p_xyz.sum(axis=1, keepdims=True)
    p_yz = p_xyz.sum(axis=0, keepdims=True)
    p_z = p_yz.sum(axis=1, keepdims=True)
    p_y_given_z = _ratio(p_yz, p_z)
    log_ratio = _log(_ratio(p_xyz, p_xz)) - _log(p_y_given_z)
    return in_unit(_divergence(p_xyz, p_xz * p_y_given_z, log_ratio), unit)


def total_correlation(p: ArrayLike, *, unit: str = "nats") -> float:
    """The total correlation: the divergence of a law from the product of its marginals.

    Parameters
    ----------
    p
        Joint law with one axis for each variable; for two it is the mutual information.
    unit
        ``"nats"`` or ``"bits"``.

    Raises
    ------
    ValueError
        If ``p`` is no law or the unit is unknown.

    Notes
    -----
    No term is negative. Source: the notes, id I1.1.

    Examples
    --------
    >>> total_correlation([[[0.5, 0], [0, 0]], [[0, 0], [0, 0.5]]], unit="bits")
    2.0
    """
    return in_unit(_total_correlation(check_distribution(p, "p")), unit)


# --- the two sums behind them --------------------------------------------------------------------


def _two_laws(p: ArrayLike, q: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    p, q = check_distribution(p, "p"), check_distribution(q, "q")
    if p.shape != q.shape:
        raise ValueError(f"q has shape {q.shape}, expected {p.shape} as p has")
    return p, q


def _log(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """The logarithm where there is one, elsewhere zero: ``0 log 0 = 0`` needs any finite value."""
    return np.log(p, out=np.zeros_like(p), where=p > 0)


def _ratio(p: NDArray[np.float64], q: NDArray[np.float64]) -> NDArray[np.float64]:
    """``p / q``, zero where ``q`` is zero: there ``p`` is zero too."""
    return np.divide(p, q, out=np.zeros_like(p), where=q > 0)


def _surprise(p: NDArray[np.float64], q: NDArray[np.float64]) -> float:
    """``sum -p log q``, infinite if ``q`` is zero somewhere where ``p`` is not."""
    if np.any((p > 0) & (q == 0)):
        return math.inf
    # "0 -" rather than a leading minus, so that certainty costs 0.0 and not -0.0.
    return float(0.0 - np.sum(p * _log(q)))


def _total_correlation(p: NDArray[np.float64]) -> float:
    product, log_ratio = np.ones_like(p), _log(p)
    for axis in range(p.ndim):
        others = tuple(other for other in range(p.ndim) if other != axis)
        marginal = p.sum(axis=others, keepdims=True)
        product, log_ratio = product * marginal, log_ratio - _log(marginal)
    return _divergence(p, product, log_ratio)


# phi(1 + u) = u^2 (1/2 - u/6 + u^2/12 - ...): the coefficients, highest power first.
_PHI_NEAR_ONE = [(-1) ** k / (k * (k - 1)) for k in range(17, 1, -1)]


def _divergence(
    p: NDArray[np.float64], q: NDArray[np.float64], log_ratio: NDArray[np.float64]
) -> float:
    """``sum q phi(p/q)`` with ``phi(t) = t log t - t + 1 >= 0``; all three have one shape.

    ``log_ratio`` is ``log(p/q)`` where ``p`` is positive. It comes apart from ``q`` because a
    product of small probabilities may underflow to zero while the ratio is still finite.
    """
    # Near one the two halves of phi cancel, so there its power series is summed instead.
    near = np.abs(p - q) < 0.1 * q
    u = (p[near] - q[near]) / q[near]
    near_sum = np.sum(q[near] * u**2 * np.polyval(_PHI_NEAR_ONE, u))
    far = ~near & (p > 0)
    far_sum = np.sum(p[far] * log_ratio[far]) + (q[~near].sum() - p[~near].sum())
    return float(near_sum + far_sum)
