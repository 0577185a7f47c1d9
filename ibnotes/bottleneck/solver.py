"""The engine: minimize ``I(X;Z) - beta I(Z;Y)`` over encoders ``p(z|x)``, at one beta.

A set of clusters is given by ``p(z)`` and the posteriors ``p(y|z)``. The best encoder for it is
``p(z|x) = p(z) exp(-beta D[x, z]) / N(x)`` with ``D[x, z] = D(p(y|x) || p(y|z))``, and its cost
``I(X;Z) + beta E D`` is at most the *free energy* ``F = -sum p(x) log N(x)``, with equality when
clusters and encoder agree. As ``E D = I(X;Y) - I(Z;Y)`` (notes, id F3), ``F - beta I(X;Y)`` is the
Lagrangian. Everything below lowers ``F``, step by step:

1. The *plain iteration* computes the encoder of the clusters, then the clusters of the encoder.
2. Where clusters split it is slow, as its steps shrink like a geometric series with a ratio near
   one. *Newton steps* take the curvature into account.
3. Clusters on their way into each other are *merged*, if that does not raise ``F``.
4. The free energy depends on the mixture of the posteriors alone, and it is convex in that. So if
   the result is not optimal, a posterior exists that lowers ``F`` when a little of it is mixed in.
   Such posteriors are searched for, and *added*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.measures import check_distribution, mutual_information

__all__ = ["Source", "Clusters", "Solution", "read_source", "plain_step", "missing", "solve"]

Array = NDArray[np.float64]

PLAIN_STEPS = 50  # at most, before Newton steps
CLOSE = 1e-3  # the residual at which the plain iteration hands over
NEWTON_STEPS = 100
LONGEST = 2.0  # the largest change of a coordinate by one Newton step
CG_STEPS = 200  # at most, for one Newton step
FLATTEST = 1e-3  # the smallest curvature that the preconditioner believes in
LARGEST_BLOCK = 64  # |Y| beyond which the Hessian of a cluster is too large to be worth it
ROUNDS = 20  # of splitting and adding
ROUGH = 1e-5  # the residual that is enough as long as posteriors are missing
WORTHWHILE = 1e-12  # nats: posteriors that gain less are not added
CLIMBING_STEPS = 8
CLOSE_AFFINITY = 1 - 1e-5  # from which on two posteriors count as one
CANDIDATES = 16  # that climb to the top, and that are added
SUMMIT_STEPS = 6
SHARES = 0.5 ** np.arange(2, 31)  # of posteriors that are mixed in
ROOM = 1e-3  # the share of a new cluster for which the others make room
OVERSHOOT = 0.8  # beyond the mean; from 1 on, maxima repel
CRITICAL = 1e-7  # how far beyond 1 the curvature of a cluster is unstable
LARGEST_EXPONENT = 600.0
NOISE = 1e-13  # promises of less cannot be told from rounding
ROUNDING = 1e-14


class Source(NamedTuple):
    """A joint law whose equal rows are merged: what the encoder sees is ``T``, not ``X``.

    Fields are ``p_x`` and ``p_y_given_x`` of the merged law; ``neg_entropies[x]``, that is
    ``-H(Y|X=x)``; ``neighbors[x]``, the row that is most alike to ``p(y|x)``; ``information``, that
    is ``I(X;Y)``; and ``labels``, the merged row of each original ``x``, -1 if it has none.

    Examples
    --------
    >>> read_source([[0.1, 0.3], [0.1, 0.1], [0.2, 0.2]]).labels
    array([0, 1, 1])
    """

    p_x: Array
    p_y_given_x: Array
    neg_entropies: Array
    neighbors: NDArray[np.intp]
    information: float
    labels: NDArray[np.intp]


class Clusters(NamedTuple):
    """The clusters: ``p_z[z]``, all positive, and the posteriors ``p_y_given_z[z, y]``.

    Examples
    --------
    >>> Clusters(np.ones(1), np.array([[0.5, 0.5]])).p_z
    array([1.])
    """

    p_z: Array
    p_y_given_z: Array


class State(NamedTuple):
    """What clusters imply: their free energy, their encoder, and the clusters of that encoder."""

    free_energy: float
    log_normalizers: Array  # log N(x)
    encoder: Array  # [x, z]
    p_xz: Array
    p_zy: Array  # the joint law of Z and Y under that encoder


@dataclass
class Solution:
    """Clusters with the record of how they were found.

    Fields are ``clusters``; ``gap``, see :func:`missing`; and ``history``, the free energy after
    every step of the iterations.

    Examples
    --------
    >>> source = read_source([[0.45, 0.05], [0.05, 0.45]])
    >>> solve(source, 2.0, tolerance=1e-8).clusters.p_z
    array([0.5, 0.5])
    """

    clusters: Clusters
    gap: float = np.inf
    history: list[float] = field(default_factory=list)


# --- the source ----------------------------------------------------------------------------------


def read_source(p_xy: ArrayLike, drop_zero_rows: bool = False) -> Source:
    """Check a joint law, and merge its rows that are proportional.

    Rows are merged if ``p(y|x)`` agrees to 12 decimals: by the posterior map this is exact (notes,
    id F4), and the error of the rounding is beyond the precision of float64 in ``F``.

    Raises
    ------
    ValueError
        If ``p_xy`` is no law of two variables, or a row is all zero and not to be dropped.

    Examples
    --------
    >>> read_source([[0.5, 0.5], [0, 0]])
    Traceback (most recent call last):
    ValueError: p_xy[1] is all zero, so that p(y|x) is undefined, expected a positive entry in \
each row; drop_zero_rows=True leaves such rows out
    """
    p_xy = check_distribution(p_xy, "p_xy", ndim=2)
    p_xy /= p_xy.sum()  # which may be off by more than the residual of a solution
    p_x = p_xy.sum(axis=1)
    possible = p_x > 0
    if not (drop_zero_rows or possible.all()):
        raise ValueError(
            f"p_xy[{np.argmin(possible)}] is all zero, so that p(y|x) is undefined, expected a "
            "positive entry in each row; drop_zero_rows=True leaves such rows out"
        )
    rows = (p_xy[possible] / p_x[possible, None]).round(12)
    _, first, classes = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(np.argsort(first))  # number the classes by appearance
    labels = np.full(len(p_x), -1)
    labels[possible] = order[classes.ravel()]
    joint = np.zeros((len(first), p_xy.shape[1]))
    np.add.at(joint, labels[possible], p_xy[possible])
    p_t = joint.sum(axis=1)
    p_y_given_t = joint / p_t[:, None]
    neg_entropies = (p_y_given_t * _log(p_y_given_t)).sum(axis=1)
    affinity = np.sqrt(p_y_given_t) @ np.sqrt(p_y_given_t).T
    np.fill_diagonal(affinity, -1)
    neighbors = affinity.argmax(axis=1)
    return Source(p_t, p_y_given_t, neg_entropies, neighbors, mutual_information(p_xy), labels)


def _log(p: Array) -> Array:
    """The logarithm, with 0 in place of ``log 0``: it is always multiplied by zero."""
    return np.log(np.where(p, p, 1))


def exponents(source: Source, beta: float, posteriors: Array) -> Array:
    """``-beta D(p(y|x) || q)`` for every ``x`` and every posterior ``q``."""
    result = source.p_y_given_x @ _log(posteriors).T
    result -= source.neg_entropies[:, None]
    result *= beta
    if not posteriors.all():
        result[source.p_y_given_x @ (posteriors == 0).T > 0] = -np.inf
    return result


def ratios(source: Source, beta: float, posteriors: Array, log_normalizers: Array) -> Array:
    """``exp(-beta D(p(y|x) || q)) / N(x)``, cut off far above any value that counts."""
    result = exponents(source, beta, posteriors)
    result -= log_normalizers[:, None]
    np.minimum(result, LARGEST_EXPONENT, out=result)
    return np.exp(result, out=result)


# --- 1. the plain iteration ----------------------------------------------------------------------


def evaluate(source: Source, beta: float, clusters: Clusters) -> State:
    """The encoder of the clusters, and all that follows from it: half a plain iteration."""
    encoder = exponents(source, beta, clusters.p_y_given_z)
    encoder += np.log(clusters.p_z)
    largest = encoder.max(axis=1, keepdims=True)  # so that the largest term becomes one
    encoder -= largest
    np.exp(encoder, out=encoder)
    normalizers = encoder.sum(axis=1, keepdims=True)
    encoder /= normalizers
    log_normalizers = (largest + np.log(normalizers))[:, 0]
    p_xz = source.p_x[:, None] * encoder
    free_energy = -float(source.p_x @ log_normalizers)
    return State(free_energy, log_normalizers, encoder, p_xz, p_xz.T @ source.p_y_given_x)


def clusters_of(p_zy: Array) -> Clusters:
    """The clusters of a joint law of ``Z`` and ``Y``; those of no mass are left out."""
    p_z = p_zy.sum(axis=1)
    kept = p_z > 0
    return Clusters(p_z[kept] / p_z.sum(), p_zy[kept] / p_z[kept, None])


def plain_step(source: Source, beta: float, clusters: Clusters) -> Clusters:
    """One step of the self-consistent equations: from clusters to encoder to clusters.

    Notes
    -----
    Source: Tishby, Pereira and Bialek (1999); the notes, id IB2.

    Examples
    --------
    >>> source = read_source([[0.45, 0.05], [0.05, 0.45]])
    >>> identity = Clusters(source.p_x, source.p_y_given_x)
    >>> plain_step(source, 2.0, identity).p_y_given_z.round(4)
    array([[0.8769, 0.1231],
           [0.1231, 0.8769]])
    """
    return clusters_of(evaluate(source, beta, clusters).p_zy)


def residual_of(clusters: Clusters, state: State) -> float:
    """The change of ``p(z, y)`` by one plain iteration, as a sum of absolute values."""
    return float(np.abs(clusters.p_z[:, None] * clusters.p_y_given_z - state.p_zy).sum())


def _iterate(source: Source, beta: float, found: Solution) -> None:
    for _ in range(PLAIN_STEPS):
        state = evaluate(source, beta, found.clusters)
        found.history.append(state.free_energy)
        if residual_of(found.clusters, state) < CLOSE:
            return
        found.clusters = clusters_of(state.p_zy)


# --- 2. Newton steps -----------------------------------------------------------------------------
#
# In the coordinates theta[z, y] = log p(y|z) + log p(z) / beta the constraints disappear. Up to a
# term in x alone, p(z) exp(-beta D[x, z]) is exp(beta sum_y p(y|x) theta[z, y]), and sum_z p(z) = 1
# holds by itself at the minimum of
#
#     -sum_x p(x) log N(x; theta) + sum_z (sum_y exp theta[z, y])^beta.
#
# Its gradient is beta (p(z, y) - p'(z, y)), where p' is the law after one more plain iteration.


def _newton(source: Source, beta: float, found: Solution, tolerance: float) -> None:
    """Alternate plain steps, which set even tiny p(z, y) right, with Newton steps."""
    state = evaluate(source, beta, found.clusters)
    for _ in range(NEWTON_STEPS):
        found.clusters = clusters = clusters_of(state.p_zy)
        state = evaluate(source, beta, clusters)
        residual = residual_of(clusters, state)
        found.history.append(state.free_energy)
        if residual < tolerance:
            return
        direction, promise = _newton_direction(source, beta, clusters, state, residual)
        length = min(1.0, LONGEST / np.abs(direction).max())
        while True:  # halve the step until it leads down
            moved = _moved(clusters, beta, length * direction)
            new_state = evaluate(source, beta, moved)
            rise = new_state.free_energy - state.free_energy
            if promise * length > NOISE:
                if rise <= 0:
                    break
                length /= 2
            elif rise <= ROUNDING and residual_of(moved, new_state) < residual:
                break
            else:
                return
        found.clusters, state = moved, new_state
        found.history.append(new_state.free_energy)


def _moved(clusters: Clusters, beta: float, change: Array) -> Clusters:
    """The clusters after a change of theta."""
    weights = clusters.p_y_given_z * np.exp(change)
    sums = weights.sum(axis=1)
    p_z = clusters.p_z * sums**beta
    return Clusters(p_z / p_z.sum(), weights / sums[:, None])


def _newton_direction(
    source: Source, beta: float, clusters: Clusters, state: State, residual: float
) -> tuple[Array, float]:
    """A direction of descent in theta, and the decrease that it promises.

    The equations of Newton are solved by conjugate gradients, of which each step costs as much as
    a plain iteration; they stop early if the curvature is not positive. The preconditioner is the
    Hessian of each cluster by itself.
    """
    rows, (p_z, q) = source.p_y_given_x, clusters
    p_zy = p_z[:, None] * q
    scaled_p_zy, scaled_q = beta * p_zy, beta * (beta - 1) * p_zy
    scaled_p_xz = beta**2 * state.p_xz

    def hessian(v: Array) -> Array:
        change = rows @ v.T
        change -= (state.encoder * change).sum(axis=1, keepdims=True)
        change *= scaled_p_xz
        own = scaled_p_zy * v + scaled_q * (q * v).sum(axis=1, keepdims=True)
        own -= change.T @ rows
        return own

    precondition = _preconditioner(source, beta, clusters, state)
    gradient = beta * (p_zy - state.p_zy)
    rest = -gradient
    solution = np.zeros_like(rest)
    direction = preconditioned = precondition(rest)
    size = first_size = np.vdot(rest, preconditioned)
    for _ in range(CG_STEPS):
        image = hessian(direction)
        curvature = np.vdot(direction, image)
        if curvature <= 0:
            # Downhill, and ever steeper: as far as one may go.
            solution = solution + direction * (LONGEST / np.abs(direction).max())
            break
        solution = solution + size / curvature * direction
        rest = rest - size / curvature * image
        preconditioned = precondition(rest)
        old_size, size = size, np.vdot(rest, preconditioned)
        if size < min(0.01, residual) * first_size:
            break
        direction = preconditioned + size / old_size * direction
    return solution, -float(np.vdot(gradient, solution))


def _preconditioner(source: Source, beta: float, clusters: Clusters, state: State):
    """Multiplication by the inverse of the Hessian's blocks, made positive."""
    rows, (p_z, q) = source.p_y_given_x, clusters
    metric = beta * p_z[:, None] * q
    scale = np.sqrt(metric, out=np.ones_like(metric), where=metric > 0)
    size = q.shape[1]
    if size > LARGEST_BLOCK:
        return lambda v: v / scale**2
    weights = state.p_xz * (1 - state.encoder)
    blocks = -(beta**2) * _second_moments(weights, rows)
    blocks += (beta * (beta - 1) * p_z)[:, None, None] * q[:, :, None] * q[:, None, :]
    blocks[:, range(size), range(size)] += metric
    scales = scale[:, :, None] * scale[:, None, :]
    inverses = _positive_inverses(blocks / scales) / scales
    return lambda v: (inverses @ v[:, :, None])[:, :, 0]


def _positive_inverses(blocks: Array) -> Array:
    """The inverses of symmetric blocks, with eigenvalues made positive where they are not."""
    try:
        np.linalg.cholesky(blocks - FLATTEST * np.eye(blocks.shape[-1]))
        return np.linalg.inv(blocks)  # the usual case, several times as fast
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(blocks)
        values = np.maximum(np.abs(values), FLATTEST)
        return (vectors / values[:, None, :]) @ vectors.transpose(0, 2, 1)


def _second_moments(weights: Array, rows: Array) -> Array:
    """``sum_x weights[x, z] p(y|x) p(y'|x)`` as an array ``[z, y, y']``."""
    size = rows.shape[1]
    if size > LARGEST_BLOCK:
        return np.stack([(rows.T * w) @ rows for w in weights.T])
    products = rows[:, :, None] * rows[:, None, :]
    return (weights.T @ products.reshape(len(rows), -1)).reshape(-1, size, size)


# --- 3. merging ----------------------------------------------------------------------------------


def _merge(source: Source, beta: float, found: Solution) -> bool:
    """Merge each cluster with its nearest, where this does not raise the free energy."""
    first = size = len(found.clusters.p_z)
    while size > 1:
        _merge_pairs(source, beta, found)
        if len(found.clusters.p_z) == size:
            break
        size = len(found.clusters.p_z)
    return size < first


def _merge_pairs(source: Source, beta: float, found: Solution) -> None:
    p_z, q = found.clusters
    affinity = np.sqrt(q) @ np.sqrt(q).T
    np.fill_diagonal(affinity, -1)
    nearest = affinity.argmax(axis=1)
    p_merged = p_z + p_z[nearest]
    q_merged = (p_z[:, None] * q + (p_z[:, None] * q)[nearest]) / p_merged[:, None]

    # terms[x, z] = p(z) exp(-beta D) / N(x), so that a change of the clusters is a change of sums.
    state = evaluate(source, beta, found.clusters)
    terms = state.encoder
    merged = p_merged * ratios(source, beta, q_merged, state.log_normalizers)
    changes = merged - terms - terms[:, nearest]
    rise = -source.p_x @ np.log1p(changes)

    sums = np.ones(len(source.p_x))
    energy, taken, kept = 0.0, np.zeros(len(p_z), bool), np.ones(len(p_z), bool)
    p_z, q = p_z.copy(), q.copy()
    for z in np.argsort(rise):
        if not rise[z] <= ROUNDING:
            break
        other = nearest[z]
        if taken[z] or taken[other]:
            continue
        merged_sums = sums + changes[:, z]
        merged_energy = -float(source.p_x @ np.log(merged_sums))
        if merged_energy <= energy + ROUNDING:
            sums, energy = merged_sums, merged_energy
            taken[[z, other]], kept[z] = True, False
            p_z[other], q[other] = p_merged[z], q_merged[z]
    found.clusters = Clusters(p_z[kept] / p_z[kept].sum(), q[kept])


# --- 4. splitting --------------------------------------------------------------------------------
#
# Moving one half of a cluster by q u and the other by -q u, with E_q u = 0, changes the free energy
# by p(z) beta (E_q u^2 - beta sum_x p(x|z) (sum_y p(y|x) u(y))^2) / 2, up to higher orders. The
# largest ratio of the second mean to the first is the squared maximal correlation of X and Y under
# p(x|z) p(y|x), a singular value.


def maximal_correlations(p_xz: Array, p_y_given_x: Array) -> tuple[Array, Array]:
    """The squared maximal correlation of ``X`` and ``Y`` inside each cluster, and its ``u[z, y]``.

    ``u`` has mean zero and variance one under the posterior ``p(y|z)``.

    Examples
    --------
    >>> p_y_given_x = np.array([[0.9, 0.1], [0.1, 0.9]])
    >>> squares, u = maximal_correlations(np.array([[0.5], [0.5]]), p_y_given_x)
    >>> squares.round(6), np.abs(u).round(6)
    (array([0.64]), array([[1., 1.]]))
    """
    weights = p_xz / p_xz.sum(axis=0)
    q = weights.T @ p_y_given_x
    values, vectors = _spectra(weights, p_y_given_x, q)
    return np.maximum(values[:, -1], 0), vectors[:, :, -1] * _inverse_root(q)


def _spectra(weights: Array, rows: Array, q: Array) -> tuple[Array, Array]:
    """Eigenvalues and eigenvectors of the covariances of the rows, in units of ``sqrt(q)``."""
    means = weights.T @ rows
    covariances = _second_moments(weights, rows) - means[:, :, None] * means[:, None, :]
    scale = _inverse_root(q)
    return np.linalg.eigh(covariances * scale[:, :, None] * scale[:, None, :])


def _inverse_root(q: Array) -> Array:
    return 1 / np.sqrt(np.where(q > 0, q, np.inf))


def _split(source: Source, beta: float, found: Solution) -> bool:
    """Split the clusters that are unstable, as far as it lowers the free energy."""
    state = evaluate(source, beta, found.clusters)
    squares, directions = maximal_correlations(state.p_xz, source.p_y_given_x)
    unstable = np.flatnonzero(beta * squares > 1 + CRITICAL)
    p_z, q = (part.copy() for part in found.clusters)
    sums = np.ones(len(source.p_x))
    for z in unstable:
        steps = 0.5 ** np.arange(1, 16)[:, None] * directions[z] / np.abs(directions[z]).max()
        pairs = np.stack([q[z] * (1 + steps), q[z] * (1 - steps)])
        halves = [ratios(source, beta, half, state.log_normalizers) for half in pairs]
        changes = p_z[z] / 2 * (halves[0] + halves[1]) - state.encoder[:, [z]]
        rises = -source.p_x @ np.log1p(changes / sums[:, None])
        best = rises.argmin()
        if rises[best] < 0:
            sums += changes[:, best]
            p_z[z] /= 2
            q[z] = pairs[0, best]
            p_z, q = np.append(p_z, p_z[z]), np.vstack([q, pairs[1, best]])
    found.clusters = Clusters(p_z, q)
    return len(p_z) > len(squares)


# --- 5. posteriors that are missing --------------------------------------------------------------


def missing(
    source: Source, beta: float, clusters: Clusters, to_the_top: bool = True
) -> tuple[float, Array]:
    """Posteriors that lower the free energy when a little of them is mixed in, and the gap.

    Mixing in a share ``e`` of the posterior ``q`` changes the free energy by
    ``-e (c(q) - 1) + O(e^2)``, where ``c(q) = sum p(x) exp(-beta D(p(y|x)||q)) / N(x)``. As the
    free energy is convex in the mixture, the clusters are optimal if and only if ``c <= 1``
    everywhere, and ``max log c`` bounds what any encoder could gain (see ``global_bound`` for the
    proof). The maximum is searched for by climbing from ``p(y)``, from every row, and from halfway
    to the nearest other row: the mean of ``p(y|x)`` under the terms of the sum is never worse than
    ``q``, and a bit beyond it is better. Such steps are slow near a maximum, and right after a jump
    the maximum is hardly above one. If ``to_the_top`` is true, Newton steps go there, and there are
    more starts, halfway between each row and its cluster.

    Returns
    -------
    float, array
        The largest ``log c`` that was found, and the posteriors ``[z, y]`` with ``log c > 0``,
        the largest first.

    Examples
    --------
    >>> source = read_source([[0.5, 0.0], [0.0, 0.5]])
    >>> gap, posteriors = missing(source, 2.0, Clusters(np.ones(1), np.array([[0.5, 0.5]])))
    >>> round(gap, 6), len(posteriors)  # a constant Z misses log 2 twice, and pays it once
    (0.693147, 2)
    """
    rows = source.p_y_given_x
    mean = source.p_x @ rows
    state = evaluate(source, beta, clusters)
    log_normalizers = state.log_normalizers
    starts = [mean[None], rows, (rows + rows[source.neighbors]) / 2]
    if to_the_top:
        starts.append((rows + clusters.p_y_given_z[state.encoder.argmax(axis=1)]) / 2)
    if (rows == 0).any():
        starts.append((rows + mean) / 2)  # climbing never leaves the support
    q = _climb(source, beta, log_normalizers, np.concatenate(starts), clusters)
    c = source.p_x @ ratios(source, beta, q, log_normalizers)
    if to_the_top:
        q = _distinct(q[np.argsort(-c)])
        q, c = _climb_to_the_top(source, beta, log_normalizers, q)
    order = np.argsort(-c)
    q, gain = q[order], np.log(c[order])
    largest = float(gain.max(initial=0))  # c is 1 at a cluster
    return largest, _distinct(q[gain > largest / 100])


def _climb(
    source: Source, beta: float, log_normalizers: Array, q: Array, clusters: Clusters
) -> Array:
    """Climb from many posteriors at once, a few steps; those that come to a cluster drop out."""
    p_xy = source.p_x[:, None] * source.p_y_given_x
    for _ in range(CLIMBING_STEPS):
        q = q[_apart(q, clusters.p_y_given_z)]
        terms = ratios(source, beta, q, log_normalizers)
        c = source.p_x @ terms
        if not c.all():  # so far from every row that exp underflows
            q, c, terms = q[c > 0], c[c > 0], terms[:, c > 0]
        means = (terms.T @ p_xy) / c[:, None]
        q = means * (means / np.where(q > 0, q, 1)) ** OVERSHOOT
        q /= q.sum(axis=1, keepdims=True)
    return q[_apart(q, clusters.p_y_given_z)]


def _climb_to_the_top(
    source: Source, beta: float, log_normalizers: Array, q: Array
) -> tuple[Array, Array]:
    """Climb from a few posteriors by Newton steps; the highest points on the way, and their ``c``.

    Where the plain step moves ``q`` to the mean, the Newton step divides the way, in the directions
    of the covariance of the rows, by one minus its (scaled) eigenvalue.
    """
    rows = source.p_y_given_x
    best, best_c = q, np.full(len(q), np.finfo(float).tiny)
    for _ in range(SUMMIT_STEPS):
        terms = source.p_x[:, None] * ratios(source, beta, q, log_normalizers)
        c = terms.sum(axis=0)
        higher = c > best_c * (1 + ROUNDING)
        if not higher.any():
            break
        best, best_c = np.where(higher[:, None], q, best), np.maximum(c, best_c)
        weights = terms / np.where(c > 0, c, 1)
        values, vectors = _spectra(weights, rows, q)
        inverse_root = _inverse_root(q)
        plain = (weights.T @ rows - q) * inverse_root
        steep = np.maximum(np.abs(1 - beta * values), 0.01)
        newton = np.einsum("zyi,zi,zwi,zw->zy", vectors, 1 / steep, vectors, plain) * inverse_root
        newton /= np.maximum(1, np.abs(newton).max(axis=1, keepdims=True))
        q = q * np.exp(newton)
        q /= q.sum(axis=1, keepdims=True)
    return best, best_c


def _apart(posteriors: Array, others: Array) -> NDArray[np.bool_]:
    """Which posteriors are close to none of the others, by their affinity; it is 1 if equal."""
    return (np.sqrt(posteriors) @ np.sqrt(others).T < CLOSE_AFFINITY).all(axis=1)


def _distinct(posteriors: Array) -> Array:
    """The first posteriors that are not close to one before them, and not too many."""
    chosen: list[int] = []
    for i in range(len(posteriors)):
        if _apart(posteriors[[i]], posteriors[chosen]).all():
            chosen.append(i)
        if len(chosen) == CANDIDATES:
            break
    return posteriors[chosen]


def _add(source: Source, beta: float, found: Solution, posteriors: Array, tolerance: float) -> bool:
    """Mix the posteriors in and descend; keep the result if that was worthwhile.

    The first share to be tried is the one that lowers the free energy most at once. If it is tiny,
    a larger one is the second: right after a jump a new cluster pays only when the others have
    made room for it.
    """
    p_z, q = found.clusters
    state = evaluate(source, beta, found.clusters)
    mean_ratio = ratios(source, beta, posteriors, state.log_normalizers).mean(axis=1)
    best = SHARES[(source.p_x @ np.log1p(np.outer(mean_ratio - 1, SHARES))).argmax()]
    for share in (best, ROOM) if best < ROOM else (best,):
        p_new = np.full(len(posteriors), share / len(posteriors))
        trial = Solution(
            Clusters(np.concatenate([(1 - share) * p_z, p_new]), np.concatenate([q, posteriors]))
        )
        _descend(source, beta, trial, tolerance)
        if state.free_energy - trial.history[-1] > WORTHWHILE:
            found.clusters = trial.clusters
            found.history += [energy for energy in trial.history if energy < found.history[-1]]
            return True
    return False


# --- all together --------------------------------------------------------------------------------


def solve(
    source: Source, beta: float, *, tolerance: float, start: Clusters | None = None
) -> Solution:
    """Minimize the free energy at one beta, from given clusters or from ``Z = X``.

    Examples
    --------
    >>> found = solve(read_source([[0.45, 0.05], [0.05, 0.45]]), 1.5, tolerance=1e-8)
    >>> found.clusters.p_z  # below the critical beta 1.5625
    array([1.])
    """
    found = Solution(start or Clusters(source.p_x, source.p_y_given_x))
    for precision in (max(tolerance, ROUGH), tolerance):
        for _ in range(ROUNDS):
            _descend(source, beta, found, precision)
            if _split(source, beta, found):
                continue
            last = precision == tolerance
            found.gap, posteriors = missing(source, beta, found.clusters, to_the_top=last)
            if found.gap < 10 * precision or not _add(source, beta, found, posteriors, precision):
                break
    return found


def _descend(source: Source, beta: float, found: Solution, tolerance: float) -> None:
    """Find the local minimum below the clusters."""
    _iterate(source, beta, found)
    _merge(source, beta, found)
    while True:
        _newton(source, beta, found, tolerance)
        if not _merge(source, beta, found):
            return
