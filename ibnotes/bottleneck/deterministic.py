"""The deterministic bottleneck: minimize ``H(Z) - beta I(Z;Y)`` over functions ``Z = f(X)``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.bottleneck.curve import check_beta
from ibnotes.bottleneck.solver import Source, read_source
from ibnotes.measures import entropy, mutual_information

__all__ = ["DeterministicIBResult", "deterministic_ib"]

Array = NDArray[np.float64]
ROUNDING = 1e-12  # nats, below which a change is no improvement


@dataclass(frozen=True, eq=False, repr=False)
class DeterministicIBResult:
    """A function ``Z = f(X)`` that no single move improves. All values in nats.

    Parameters are ``beta``; ``labels[x]``, the value of ``f``, numbered in order of appearance (-1
    for a symbol of probability zero that was dropped); ``rate``, which is ``H(Z) = I(X;Z)``; and
    ``relevance``, which is ``I(Z;Y)``.

    Source: Strouse and Schwab, "The deterministic information bottleneck" (2017).

    Examples
    --------
    >>> deterministic_ib([[0.45, 0.05], [0.05, 0.45]], beta=2)
    Deterministic bottleneck at beta = 2: rate 0.693147 nats, relevance 0.368064 nats, 2 clusters
    """

    beta: float
    labels: NDArray[np.intp]
    rate: float
    relevance: float

    @property
    def lagrangian(self) -> float:
        """``H(Z) - beta I(Z;Y)``."""
        return self.rate - self.beta * self.relevance

    @property
    def clusters(self) -> int:
        """The number of values of ``Z``."""
        return int(self.labels.max()) + 1

    @property
    def encoder(self) -> Array:
        """The function as a channel ``encoder[x, z]``; rows of dropped symbols are zero."""
        return (self.labels[:, None] == np.arange(self.clusters)).astype(float)

    def __repr__(self) -> str:
        plural = "" if self.clusters == 1 else "s"
        return (
            f"Deterministic bottleneck at beta = {self.beta:g}: rate {self.rate:.6f} nats, "
            f"relevance {self.relevance:.6f} nats, {self.clusters} cluster{plural}"
        )


def deterministic_ib(
    p_xy: ArrayLike, beta: float, *, drop_zero_rows: bool = False
) -> DeterministicIBResult:
    """A function ``Z = f(X)`` with a small ``H(Z) - beta I(Z;Y)``.

    Parameters
    ----------
    p_xy
        Joint law, ``p_xy[x, y]``.
    beta
        The price of relevance, 0 or more.
    drop_zero_rows
        Whether symbols ``x`` of probability zero are left out.

    Returns
    -------
    DeterministicIBResult
        No move of a symbol to another cluster or to its own lowers the Lagrangian, and no merging
        of two clusters does; symbols with equal rows ``p(y|x)`` move together. It is a local
        minimum: there are as many functions as partitions, and no certificate.

    Raises
    ------
    ValueError
        If ``p_xy`` is no law of two variables, a row is all zero and not to be dropped, or beta is
        negative or not finite.

    Notes
    -----
    The Lagrangian is a sum over the clusters, up to ``beta H(Y)``, so that moves and merges are
    compared exactly. The search merges greedily from ``Z = X`` to one cluster, and improves the
    best stage of that by moves and merges. A result is also a fixed point of the iteration
    ``f(x) = argmax log p(z) - beta D(p(y|x) || p(y|z))``, since what that lowers, a move lowers at
    least as much. Source: Strouse and Schwab (2017); Slonim and Tishby, "Agglomerative
    information bottleneck" (1999).

    Examples
    --------
    >>> result = deterministic_ib([[0.2, 0.05], [0.15, 0.1], [0.05, 0.2], [0.1, 0.15]], beta=10)
    >>> result.labels, result.clusters
    (array([0, 0, 1, 1]), 2)
    """
    source, beta = read_source(p_xy, drop_zero_rows), check_beta(beta)
    joint = source.p_x[:, None] * source.p_y_given_x
    labels = _agglomerate(joint, beta)
    improved = True
    while improved:
        improved = _move(joint, beta, labels)
        improved |= _merge(joint, beta, labels)
    return _result(source, joint, beta, labels)


def _result(
    source: Source, joint: Array, beta: float, labels: NDArray[np.intp]
) -> DeterministicIBResult:
    found = np.append(labels, -1)[source.labels]  # a label of -1 is the last entry
    numbers: dict[int, int] = {-1: -1}
    for label in found.tolist():
        numbers.setdefault(label, len(numbers) - 1)
    p_zy = _clusters(joint, labels)
    return DeterministicIBResult(
        beta=beta,
        labels=np.array([numbers[label] for label in found.tolist()]),
        rate=entropy(p_zy.sum(axis=1)),
        relevance=mutual_information(p_zy),
    )


# --- moves and merges ----------------------------------------------------------------------------


def _cost(p_zy: Array, beta: float) -> Array:
    """What each cluster adds to ``H(Z) - beta I(Z;Y) + beta H(Y)``; an empty one adds nothing."""
    p_z = p_zy.sum(axis=-1)
    return (beta - 1) * _x_log_x(p_z) - beta * _x_log_x(p_zy).sum(axis=-1)


def _x_log_x(x: Array) -> Array:
    return x * np.log(x, out=np.zeros_like(x), where=x > 0)


def _clusters(joint: Array, labels: NDArray[np.intp]) -> Array:
    """``p(z, y)``, one row for each label up to the number of symbols."""
    p_zy = np.zeros_like(joint)
    np.add.at(p_zy, labels, joint)
    return p_zy


def _agglomerate(joint: Array, beta: float) -> NDArray[np.intp]:
    """Merge the best pair until one cluster is left; the labels of the best stage."""
    size = len(joint)
    p_zy, labels = joint.copy(), np.arange(size)
    cost = _cost(p_zy, beta)
    rises = np.array([_cost(p_zy + row, beta) for row in p_zy]) - cost - cost[:, None]
    np.fill_diagonal(rises, np.inf)
    total, least, best = 0.0, 0.0, labels.copy()
    for _ in range(size - 1):
        a, b = np.unravel_index(rises.argmin(), rises.shape)
        total += rises[a, b]
        labels[labels == b] = a
        p_zy[a] += p_zy[b]
        cost[a], cost[b] = _cost(p_zy[a], beta), -np.inf  # merging with b costs infinity now
        rises[b] = rises[:, b] = np.inf
        rises[a] = _cost(p_zy + p_zy[a], beta) - cost - cost[a]
        rises[a, a] = np.inf
        rises[:, a] = rises[a]
        if total < least:
            least, best = total, labels.copy()
    return best


def _move(joint: Array, beta: float, labels: NDArray[np.intp]) -> bool:
    """Move symbols to better clusters, in place; whether any has moved."""
    p_zy = _clusters(joint, labels)
    moved = False
    for x, row in enumerate(joint):
        old = labels[x]
        left = np.maximum(p_zy[old] - row, 0) if (labels == old).sum() > 1 else 0 * row
        without = p_zy.copy()
        without[old] = left
        rises = _cost(without + row, beta) - _cost(without, beta)
        new = rises.argmin()
        if rises[new] < rises[old] - ROUNDING:
            p_zy = without
            p_zy[new] += row
            labels[x] = new
            moved = True
    return moved


def _merge(joint: Array, beta: float, labels: NDArray[np.intp]) -> bool:
    """Merge the best pair of clusters, in place, if that lowers the cost; whether it has."""
    names = np.unique(labels)
    p_zy = _clusters(joint, labels)[names]
    cost = _cost(p_zy, beta)
    rises = np.array([_cost(p_zy + row, beta) for row in p_zy]) - cost - cost[:, None]
    np.fill_diagonal(rises, np.inf)
    a, b = np.unravel_index(rises.argmin(), rises.shape)
    if rises[a, b] > -ROUNDING:
        return False
    labels[labels == names[b]] = names[a]
    return True
