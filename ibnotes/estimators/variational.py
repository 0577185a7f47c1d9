"""What neural estimators estimate: variational expressions in a critic, exactly, for finite laws.

A critic is a table ``critic[x, y]`` of scores, of the shape of the laws ``p`` and ``q`` that it is
to tell apart. For information, ``p`` is the joint law and ``q`` the product of its marginals.

The functions named ``population_`` know the laws. Those named ``mean_`` know them, too, but return
the mean of what somebody finds who has only a sample: the sum over all samples, not a simulation.
A bound of the population need not be one for the mean of its samples. ``ibnotes.critics`` has the
same expressions for samples.
"""

from __future__ import annotations

import math
from itertools import combinations
from numbers import Integral, Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.measures import check_distribution

__all__ = [
    "mean_donsker_varadhan",
    "mean_info_nce",
    "population_club",
    "population_donsker_varadhan",
    "population_nwj",
    "population_smile",
]

Array = NDArray[np.float64]

# As many kinds of samples are summed over; more take longer than a second.
MOST_SAMPLES = 10**6


# --- with the laws -------------------------------------------------------------------------------


def population_donsker_varadhan(critic: ArrayLike, p: ArrayLike, q: ArrayLike) -> float:
    """``E_p T - log E_q e^T``, at most ``D(p||q)``.

    Parameters
    ----------
    critic
        Scores ``T``; -inf is allowed. What it holds where both laws are zero does not matter.
    p, q
        Two laws of the shape of the critic.

    Returns
    -------
    float
        A lower bound on ``D(p||q)`` in nats, for every critic; equal for ``T = log p/q + c`` with
        any constant ``c``. No ceiling.

    Raises
    ------
    ValueError
        If ``p`` or ``q`` is no law, the shapes differ, or a score is nan or inf.

    Notes
    -----
    Source: Donsker and Varadhan (1975); Belghazi et al. (2018); the notes' chapter on estimators,
    id M6.

    Examples
    --------
    >>> p, q = np.array([0.5, 0.5]), np.array([0.9, 0.1])
    >>> round(population_donsker_varadhan(np.log(p / q), p, q), 4)  # D(p||q)
    0.5108
    """
    critic, p, q = _on_support(critic, p, q)
    return _mean(critic, p) - _log_mean_exp(critic, q)


def population_nwj(critic: ArrayLike, p: ArrayLike, q: ArrayLike) -> float:
    """``E_p T - E_q e^{T-1}``, at most :func:`population_donsker_varadhan` and ``D(p||q)``.

    Parameters
    ----------
    critic, p, q
        As for :func:`population_donsker_varadhan`.

    Returns
    -------
    float
        A lower bound on ``D(p||q)`` in nats, for every critic; equal only for
        ``T = 1 + log p/q``. No ceiling.

    Raises
    ------
    ValueError
        If ``p`` or ``q`` is no law, the shapes differ, or a score is nan or inf.

    Notes
    -----
    Both terms are means, so a sample estimates them without bias. Source: Nguyen, Wainwright and
    Jordan (2010); the notes' chapter on estimators, id M7.

    Examples
    --------
    >>> p, q = np.array([0.5, 0.5]), np.array([0.9, 0.1])
    >>> round(population_nwj(1 + np.log(p / q), p, q), 4)
    0.5108
    """
    critic, p, q = _on_support(critic, p, q)
    return _mean(critic, p) - _mean(np.exp(critic - 1), q)


def population_smile(critic: ArrayLike, p: ArrayLike, q: ArrayLike, *, clip: float) -> float:
    """``E_p T - log E_q clip(e^T, e^-clip, e^clip)``, which is no bound.

    Parameters
    ----------
    critic, p, q
        As for :func:`population_donsker_varadhan`.
    clip
        The largest score, in size, that counts under ``q``; 0 or more.

    Returns
    -------
    float
        A bound in neither direction; :func:`population_donsker_varadhan` as ``clip`` grows. With
        the optimal critic it misses ``D(p||q)`` by what the clipping does to ``log E_q e^T = 0``.
        No ceiling.

    Raises
    ------
    ValueError
        If ``p`` or ``q`` is no law, the shapes differ, a score is nan or inf, or ``clip`` is
        negative.

    Notes
    -----
    The clipped factor has a variance of at most ``sinh(clip)^2``. Source: Song and Ermon (2020);
    the notes' chapter on estimators, id M9.

    Examples
    --------
    >>> p, q = np.array([0.5, 0.5]), np.array([0.9, 0.1])
    >>> round(population_smile(3 + np.log(p / q), p, q, clip=1), 4)  # D(p||q) is 0.5108
    2.5108
    """
    critic, p, q = _on_support(critic, p, q)
    if not (isinstance(clip, Real) and clip >= 0):
        raise ValueError(f"clip is {clip!r}, expected a number of at least 0")
    return _mean(critic, p) - _log_mean_exp(np.clip(critic, -clip, clip), q)


def population_club(critic: ArrayLike, p: ArrayLike, q: ArrayLike) -> float:
    """``E_p T - E_q T``, an upper bound if the critic is the true conditional law.

    Parameters
    ----------
    critic
        As for :func:`population_donsker_varadhan`; meant is ``T[x, y] = log p(y|x)``.
    p, q
        The joint law and the product of its marginals.

    Returns
    -------
    float
        An upper bound on ``I(X;Y)`` in nats for ``T = log p(y|x) + c(y)`` with any ``c``, of
        which the log density ratio is one; for any other critic a bound in neither direction. No
        ceiling: ``inf`` if a score is -inf where ``q`` is positive and ``p`` is not.

    Raises
    ------
    ValueError
        If ``p`` or ``q`` is no law, the shapes differ, or a score is nan or inf.

    Notes
    -----
    Source: Cheng et al. (2020); the notes' chapter on estimators, id M14.

    Examples
    --------
    >>> p_xy = np.array([[0.4, 0.1], [0.1, 0.4]])  # 0.1927 nats
    >>> q = np.outer(p_xy.sum(axis=1), p_xy.sum(axis=0))
    >>> round(population_club(np.log(p_xy / q), p_xy, q), 4)
    0.4159
    """
    critic, p, q = _on_support(critic, p, q)
    return _mean(critic, p) - _mean(critic, q)


# --- the mean over all samples -------------------------------------------------------------------


def mean_donsker_varadhan(critic: ArrayLike, p: ArrayLike, q: ArrayLike, *, size: int) -> float:
    """The mean of Donsker and Varadhan's expression if ``E_q`` is an average over a sample.

    Parameters
    ----------
    critic, p, q
        As for :func:`population_donsker_varadhan`.
    size
        The number of independent draws from ``q``.

    Returns
    -------
    float
        ``E_p T - E log 1/M sum_m e^{T_m}``. Never less than the population form, by Jensen, so
        that it is no lower bound on ``D(p||q)``. No ceiling: ``inf`` if all draws can have scores
        of -inf.

    Raises
    ------
    ValueError
        If ``p`` or ``q`` is no law, the shapes differ, a score is nan or inf, the size is not a
        positive whole number, or there are too many samples to sum over.

    Notes
    -----
    Source: the notes' chapter on estimators, id M6.

    Examples
    --------
    >>> p, q = np.array([0.5, 0.5]), np.array([0.9, 0.1])
    >>> round(mean_donsker_varadhan(np.log(p / q), p, q, size=5), 4)  # D(p||q) is 0.5108
    0.6654
    """
    critic, p, q = _on_support(critic, p, q)
    _check_size(size)
    scores, chances = _distinct(critic, q)
    chance_of, counts = _samples(chances, size)
    return _mean(critic, p) - _mean(_log_sum_exp(counts, scores) - math.log(size), chance_of)


def mean_info_nce(critic: ArrayLike, p_xy: ArrayLike, *, size: int) -> float:
    """The mean of InfoNCE: a pair of the joint law among ``size - 1`` other ``y``.

    Parameters
    ----------
    critic
        Scores ``critic[x, y]``; -inf is allowed where ``p_xy`` is zero.
    p_xy
        Joint law, ``p_xy[x, y]``.
    size
        The number ``N`` of candidates, the right one among them.

    Returns
    -------
    float
        ``E log e^{T(x, y_1)} / (1/N sum_j e^{T(x, y_j)})``. A lower bound on ``I(X;Y)`` in nats
        for every critic and every ``N``. Ceiling: ``log N``.

    Raises
    ------
    ValueError
        If ``p_xy`` is no law of the shape of the critic, a score is nan, inf, or -inf for a pair
        that occurs, the size is not a positive whole number, or there are too many samples.

    Notes
    -----
    Source: van den Oord, Li and Vinyals (2018); Poole et al. (2019); the notes' chapter on
    estimators, id M8.

    Examples
    --------
    >>> p_xy = np.eye(4) / 4  # log 4 = 1.3863 nats
    >>> [round(mean_info_nce(50 * np.eye(4), p_xy, size=n), 4) for n in (3, 50)]
    [0.77, 1.3558]
    """
    p_xy = check_distribution(p_xy, "p_xy", ndim=2)
    q = np.outer(p_xy.sum(axis=1), p_xy.sum(axis=0))
    table = _table(critic, p_xy, q)
    if np.isneginf(table[p_xy > 0]).any():
        raise ValueError("critic holds -inf for a pair that occurs, expected a number there")
    _check_size(size)
    p_y, value = p_xy.sum(axis=0), 0.0
    for scores, law in zip(table, p_xy):
        if law.any():
            others, chances = _distinct(scores[p_y > 0], p_y[p_y > 0])
            chance_of, counts = _samples(chances, size - 1)
            log_sum = _log_sum_exp(counts, others)
            occurs = law > 0
            right = scores[occurs][:, None]  # and log_sum of the wrong ones along the other axis
            gain = right - np.logaddexp(right, log_sum) + math.log(size)
            value += float(law[occurs] @ gain @ chance_of)
    return value


def _distinct(scores: Array, law: Array) -> tuple[Array, Array]:
    """The different scores, and how likely each of them is."""
    distinct, place = np.unique(scores, return_inverse=True)
    return distinct, np.bincount(place, weights=law)


def _samples(chances: Array, size: int) -> tuple[Array, NDArray[np.int64]]:
    """All samples without their order: how likely each is, and how often it has each value."""
    from scipy.special import gammaln, xlogy

    values = len(chances)
    number = math.comb(size + values - 1, values - 1)
    if number > MOST_SAMPLES:
        raise ValueError(
            f"size is {size}, which with {values} different scores makes {number} samples, "
            f"expected at most {MOST_SAMPLES}"
        )
    # The counts are the gaps between bars that are set among the draws.
    bars = np.array(list(combinations(range(size + values - 1), values - 1)), dtype=np.int64)
    bars = bars.reshape(number, values - 1)
    ends = np.full((number, 1), -1), np.full((number, 1), size + values - 1)
    counts = np.diff(np.hstack([ends[0], bars, ends[1]]), axis=1) - 1
    log_chance = gammaln(size + 1) + (xlogy(counts, chances) - gammaln(counts + 1)).sum(axis=1)
    return np.exp(log_chance), counts


def _log_sum_exp(counts: NDArray[np.int64], scores: Array) -> Array:
    """``log sum_k counts[., k] e^{scores[k]}``; -inf for a sample without a finite score."""
    top = scores.max()
    if top == -math.inf:
        return np.full(len(counts), -math.inf)
    with np.errstate(divide="ignore"):
        return np.log(counts @ np.exp(scores - top)) + top


# --- what goes in --------------------------------------------------------------------------------


def _table(critic: ArrayLike, p: Array, q: Array) -> Array:
    table = np.asarray(critic, dtype=np.float64)
    if not table.shape == p.shape == q.shape:
        raise ValueError(
            f"critic, p and q have shapes {table.shape}, {p.shape} and {q.shape}, "
            "expected one shape"
        )
    scores = table[(p > 0) | (q > 0)]
    if np.isnan(scores).any() or np.isposinf(scores).any():
        raise ValueError("critic holds nan or inf, expected numbers or -inf")
    return table


def _on_support(critic: ArrayLike, p: ArrayLike, q: ArrayLike) -> tuple[Array, Array, Array]:
    """Scores and laws, in a row, where at least one of the laws is positive."""
    p, q = check_distribution(p, "p"), check_distribution(q, "q")
    table, either = _table(critic, p, q), (p > 0) | (q > 0)
    return table[either], p[either], q[either]


def _mean(values: Array, law: Array) -> float:
    return float(law[law > 0] @ values[law > 0])


def _log_mean_exp(scores: Array, law: Array) -> float:
    from scipy.special import logsumexp

    return float(logsumexp(scores[law > 0], b=law[law > 0]))


def _check_size(size: int) -> None:
    if not (isinstance(size, Integral) and size >= 1):
        raise ValueError(f"size is {size!r}, expected a positive whole number")
