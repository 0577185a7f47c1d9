"""Bounds on the information between a mixture and its component, from pairs of components.

``Z`` is drawn from component ``C``, which has probability ``c_i``, so that its law is the mixture
``sum c_i p_i``. Then ``H(C) - I(C;Z)`` is what confuses the components, and a sum over pairs bounds
it from both sides:

    - sum_i c_i log sum_j c_j exp(-d(i, j))

is an upper bound on ``I(C;Z)`` if ``d`` is the Kullback-Leibler divergence ``D(p_i||p_j)``, and a
lower one if it is Chernoff's, ``-log integral p_i^alpha p_j^(1 - alpha)`` for some ``alpha``
between 0 and 1. For Gaussian components of one width both are squared distances between centers.

Source: Kolchinsky and Tracey (2017); the notes' chapter on estimators, id M5.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.measures import check_channel, check_distribution, kl_divergence

__all__ = ["MixtureBounds", "finite_mixture_bounds", "gaussian_mixture_bounds", "kernel_sums"]

Array = NDArray[np.float64]

# Kernels between points are computed in blocks of this many numbers, 8 MB.
BLOCK = 2**20

# The logarithm of a kernel that is nothing beside 1, the kernel of a point with itself. Smaller
# ones are replaced by it, since numbers close to underflow are slow.
NEGLIGIBLE = -170.0


@dataclass(frozen=True)
class MixtureBounds:
    """Bounds on ``I(C;Z)`` in nats, ``lower`` and ``upper``; both are at most ``H(C)``.

    Source: Kolchinsky and Tracey (2017); the notes' chapter on estimators, id M5.

    Examples
    --------
    >>> MixtureBounds(lower=0.25, upper=0.5)
    MixtureBounds(0.2500 <= I(C;Z) <= 0.5000 nats)
    """

    lower: float
    upper: float

    def __repr__(self) -> str:
        return f"MixtureBounds({self.lower:.4f} <= I(C;Z) <= {self.upper:.4f} nats)"


def gaussian_mixture_bounds(
    centers: ArrayLike, sigma: float, weights: ArrayLike | None = None
) -> MixtureBounds:
    """Bounds on ``I(C;Z)`` for ``Z = center_C + sigma N`` with standard normal ``N``.

    Parameters
    ----------
    centers
        ``centers[c, coordinate]``.
    sigma
        Standard deviation of the noise, in each coordinate independently.
    weights
        ``weights[c]``, the law of ``C``; all centers are equally likely if None.

    Returns
    -------
    MixtureBounds
        True bounds, for these centers. If the centers are outputs for a sample of inputs, they
        bound what the noisy output tells which input *of the sample* it was. Ceiling: ``H(C)``, at
        most the logarithm of the number of centers.

    Raises
    ------
    ValueError
        If the centers are no finite matrix, sigma is not positive, or the weights are no law of
        the centers.

    Notes
    -----
    With ``s = |center_i - center_j|^2 / sigma^2`` the exponents are ``-s/8`` below, at
    ``alpha = 1/2``, and ``-s/2`` above. Source: Kolchinsky and Tracey (2017); the notes' chapter on
    estimators, id M5. The upper one is the "KDE estimate" of Saxe et al. (2019).

    Examples
    --------
    >>> gaussian_mixture_bounds([[0.0], [1.0]], sigma=0.5)
    MixtureBounds(0.2191 <= I(C;Z) <= 0.5662 nats)
    """
    centers = np.asarray(centers, dtype=np.float64)
    if centers.ndim != 2 or centers.size == 0 or not np.isfinite(centers).all():
        raise ValueError(
            f"centers has shape {centers.shape}, expected a finite matrix centers[c, coordinate]"
        )
    if not (isinstance(sigma, Real) and 0 < sigma < math.inf):
        raise ValueError(f"sigma is {sigma}, expected a positive number")
    weights = _check_weights(weights, "weights", len(centers))
    points = (centers - centers.mean(axis=0)) / sigma
    below, above = kernel_sums(points, weights[:, None])
    return MixtureBounds(*(-float(weights @ np.log(sums[:, 0])) for sums in (below, above)))


def finite_mixture_bounds(
    p_z_given_c: ArrayLike, p_c: ArrayLike | None = None, *, alpha: float = 0.5
) -> MixtureBounds:
    """Bounds on ``I(C;Z)`` for components that are finite laws.

    Parameters
    ----------
    p_z_given_c
        ``p_z_given_c[c, z]``: each row is a component.
    p_c
        Law of the component, ``p_c[c]``; all are equally likely if None.
    alpha
        Which Chernoff divergence is below, between 0 and 1; 1/2 is Bhattacharyya's.

    Returns
    -------
    MixtureBounds
        True bounds. Ceiling: ``H(C)``.

    Raises
    ------
    ValueError
        If a row is no law, ``p_c`` is no law of the rows, or alpha is not between 0 and 1.

    Notes
    -----
    Here the information could be computed exactly; this is where the bounds can be checked.
    Source: Kolchinsky and Tracey (2017); the notes' chapter on estimators, id M5.

    Examples
    --------
    >>> finite_mixture_bounds([[0.9, 0.1], [0.1, 0.9]])  # a bit through noise: 0.3681 nats
    MixtureBounds(0.2231 <= I(C;Z) <= 0.5341 nats)
    """
    p = check_channel(p_z_given_c, "p_z_given_c")
    weights = _check_weights(p_c, "p_c", len(p))
    if not (isinstance(alpha, Real) and 0 < alpha < 1):
        raise ValueError(f"alpha is {alpha!r}, expected a number between 0 and 1")
    occurs = weights > 0  # a component that never occurs may be infinitely far from all others
    p, weights = p[occurs], weights[occurs]
    overlap = p**alpha @ (p ** (1 - alpha)).T  # [i, j], exp of minus Chernoff's divergence
    divergence = np.array([[kl_divergence(one, other) for other in p] for one in p])
    kernels = overlap, np.exp(-divergence)
    return MixtureBounds(*(-float(weights @ np.log(kernel @ weights)) for kernel in kernels))


def kernel_sums(points: Array, weights: Array) -> tuple[Array, Array]:
    """``sum_j exp(-c |x_i - x_j|^2) weights[j, k]`` as an array ``[i, k]``, for c = 1/8 and 1/2.

    The kernel is symmetric, so each block of it is computed once and summed along both sides.

    Parameters
    ----------
    points
        ``points[i, coordinate]``, in units of sigma and not far from zero.
    weights
        ``weights[j, k]``, such as 1 where point ``j`` is of class ``k``.

    Notes
    -----
    Source: the exponents of :func:`gaussian_mixture_bounds`.

    Examples
    --------
    >>> wide, narrow = kernel_sums(np.array([[0.0], [2.0]]), np.array([[1.0], [0.0]]))
    >>> np.log(wide[1]), np.log(narrow[1])
    (array([-0.5]), array([-2.]))
    """
    wide, narrow = np.zeros_like(weights), np.zeros_like(weights)
    squares = (points**2).sum(axis=1)
    step = max(1, BLOCK // len(points))
    for start in range(0, len(points), step):
        stop = min(start + step, len(points))
        kernel = points[start:stop] @ points[start:].T
        kernel *= 2
        kernel -= squares[start:stop, None]
        kernel -= squares[start:]
        kernel /= 8
        np.maximum(kernel, NEGLIGIBLE, out=kernel)
        np.exp(kernel, out=kernel)
        for sums in (wide, narrow):
            sums[start:stop] += kernel @ weights[start:]
            sums[stop:] += kernel[:, stop - start :].T @ weights[start:stop]
            if sums is wide:  # the fourth power takes 1/8 to 1/2
                kernel *= kernel
                kernel *= kernel
    return wide, narrow


def _check_weights(weights: ArrayLike | None, name: str, components: int) -> Array:
    if weights is None:
        return np.full(components, 1 / components)
    law = check_distribution(weights, name, ndim=1)
    if len(law) != components:
        raise ValueError(f"{name} has {len(law)} entries, expected {components}, one a component")
    return law
