"""Flat minima hold little information: three models in which that is a theorem.

The loss is quadratic around its minimum, ``L_0 + 1/2 (w - w_hat)' H (w - w_hat)``, in nats for the
whole data set. The posterior of the weights minimizes ``E L + beta * information``. The models
differ in the noise and in what the information is: with priors uniform in ``log |w|`` it is
``-1/2 sum log alpha_i``, known up to a constant and a bound on nothing (ids T2-a, T2-b); with a
Gaussian prior it is a true KL and bounds ``I(W;D)`` (id T2-c).

Here ``H`` is ``hessian[i, k]``, or its diagonal ``hessian[i]``, and ``w_hat`` is ``weights[i]``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.weights.arguments import finite, positive

__all__ = [
    "FlatMinimum",
    "GaussianPosterior",
    "LogNormalMinimum",
    "dinh_minimum",
    "optimal_gaussian_posterior",
    "optimal_lognormal_noise",
    "optimal_small_noise",
    "printed_bound",
    "rescale",
]

Array = NDArray[np.float64]

# An eigenvalue more negative than this, relative to the largest, is no rounding error.
NEGATIVE = 1e-9


# --- small multiplicative noise: T2-a ------------------------------------------------------------


@dataclass(frozen=True, eq=False, repr=False)
class FlatMinimum:
    """The best small noise at a quadratic minimum.

    Parameters are ``alpha[i]``, the variance of the noise in units of ``weights[i]`` squared;
    ``information``, ``-1/2 sum log alpha_i``, its constant dropped; ``bound`` on it by the norms
    of the weights and of the Hessian; and ``expected_increase``, the mean rise of the loss.

    Source: the notes, id T2-a.

    Examples
    --------
    >>> optimal_small_noise([10, 20], [1, 1], beta=1)
    2 weights: information 5.298 nats, at most 5.521; the loss rises by 1.000
    """

    alpha: Array
    information: float
    bound: float
    expected_increase: float

    def __repr__(self) -> str:
        return (
            f"{len(self.alpha)} weights: information {self.information:.3f} nats, at most "
            f"{self.bound:.3f}; the loss rises by {self.expected_increase:.3f}"
        )


def optimal_small_noise(weights: ArrayLike, hessian: ArrayLike, beta: float) -> FlatMinimum:
    """The noise ``alpha_i = beta / (w_i^2 H_ii)`` that minimizes ``E L + beta information``.

    Parameters
    ----------
    weights
        ``w_hat``, none of them zero.
    hessian
        The Hessian or its diagonal, which must be positive.
    beta
        The price of information, positive.

    Returns
    -------
    FlatMinimum
        The bound is ``K/2 (log |w|^2 + log trace H - log(K^2 beta))``; the trace is the nuclear
        norm. It is attained only if all ``w_i^2`` are equal, and all ``H_ii``.

    Raises
    ------
    ValueError
        If a weight is zero, a diagonal entry or beta not positive, or the shapes do not fit.

    Notes
    -----
    The posterior has the mean ``w_hat`` and independent entries of variance ``alpha_i w_i^2``;
    nothing else of it matters for a quadratic loss. Source: the notes, id T2-a; compare Achille
    and Soatto (2018), proposition 4.3.

    Examples
    --------
    >>> optimal_small_noise([2, 1], [[1, 0.5], [0.5, 1]], beta=0.1).alpha
    array([0.025, 0.1  ])
    """
    squares, curvature, beta = _scales(weights, hessian, beta)
    alpha = beta / (squares * curvature)
    size = len(alpha)
    norms = math.log(squares.sum()) + math.log(curvature.sum())
    return FlatMinimum(
        alpha=alpha,
        information=float(-np.log(alpha).sum() / 2),
        bound=size / 2 * (norms - math.log(size**2 * beta)),
        expected_increase=float((alpha * squares * curvature).sum() / 2),
    )


def printed_bound(
    weights: ArrayLike, hessian: ArrayLike, beta: float, *, prefactor: str = "1/2"
) -> float:
    """The bound on the information as transcriptions of the literature print it. It is wrong.

    Parameters
    ----------
    weights, hessian, beta
        As for :func:`optimal_small_noise`.
    prefactor
        ``"1/2"`` or ``"K/2"``: two transcriptions differ.

    Returns
    -------
    float
        ``prefactor (log |w|^2 + log trace H - K log(K^2 beta / 2))``, in nats.

    Raises
    ------
    ValueError
        As for :func:`optimal_small_noise`, and if the prefactor is another.

    Notes
    -----
    Source: the notes, id T2; Achille and Soatto (2018), proposition 4.3, in transcription.

    Examples
    --------
    >>> minimum = optimal_small_noise([10, 10], [1, 1], beta=1)
    >>> round(minimum.information, 4), round(printed_bound([10, 10], [1, 1], beta=1), 4)
    (4.6052, 2.3026)
    """
    squares, curvature, beta = _scales(weights, hessian, beta)
    size = len(squares)
    factors = {"1/2": 0.5, "K/2": size / 2}
    if prefactor not in factors:
        raise ValueError(f"prefactor is {prefactor!r}, expected '1/2' or 'K/2'")
    norms = math.log(squares.sum()) + math.log(curvature.sum())
    return factors[prefactor] * (norms - size * math.log(size**2 * beta / 2))


# --- log-normal noise: T2-b ----------------------------------------------------------------------


@dataclass(frozen=True, eq=False, repr=False)
class LogNormalMinimum:
    """The best log-normal noise at a quadratic minimum, between bounds.

    Parameters are ``alpha[i]``, the variances of ``log eps_i``; ``information``, that is
    ``-1/2 sum log alpha_i``, its constant dropped; ``lower <= information <= upper <= jensen``;
    and ``expected_increase``, the mean rise of the loss.

    Source: the notes, id T2-b.

    Examples
    --------
    >>> optimal_lognormal_noise([10, 20], [1, 1], beta=1)
    2 weights: information 5.305 nats, from 5.298 to 5.305; the loss rises by 0.997
    """

    alpha: Array
    lower: float
    information: float
    upper: float
    jensen: float
    expected_increase: float

    def __repr__(self) -> str:
        return (
            f"{len(self.alpha)} weights: information {self.information:.3f} nats, from "
            f"{self.lower:.3f} to {self.upper:.3f}; the loss rises by {self.expected_increase:.3f}"
        )


def optimal_lognormal_noise(
    weights: ArrayLike, hessian: ArrayLike, beta: float
) -> LogNormalMinimum:
    """The noise ``alpha_i = W_0(beta / (w_i^2 H_ii))`` that minimizes ``E L + beta information``.

    Parameters
    ----------
    weights
        ``w_hat``, none of them zero.
    hessian
        The Hessian or its diagonal, which must be positive.
    beta
        The price of information, positive.

    Returns
    -------
    LogNormalMinimum
        With ``r_i = w_i^2 H_ii / beta`` the bounds are ``lower = 1/2 sum log r_i``,
        ``upper = 1/2 sum log(1 + r_i)`` and ``jensen = K/2 log(1 + mean r_i)``. All depend on the
        ``r_i`` alone, which a change of units of the weights leaves as they are.

    Raises
    ------
    ValueError
        If a weight is zero, a diagonal entry or beta not positive, or the shapes do not fit.

    Notes
    -----
    ``W_0`` is Lambert's function: the noise has the variance ``e^alpha - 1``, so that the minimum
    is where ``alpha e^alpha = 1 / r_i``. Source: the notes, id T2-b.

    Examples
    --------
    >>> minimum = optimal_lognormal_noise([2, 1], [1, 1], beta=1)
    >>> (minimum.alpha * np.exp(minimum.alpha)).round(12)
    array([0.25, 1.  ])
    """
    from scipy.special import lambertw

    squares, curvature, beta = _scales(weights, hessian, beta)
    ratio = squares * curvature / beta
    alpha = lambertw(1 / ratio).real
    return LogNormalMinimum(
        alpha=alpha,
        lower=float(np.log(ratio).sum() / 2),
        information=float(-np.log(alpha).sum() / 2),
        upper=float(np.log1p(ratio).sum() / 2),
        jensen=len(ratio) / 2 * math.log1p(ratio.mean()),
        expected_increase=float(beta * (ratio * np.expm1(alpha)).sum() / 2),
    )


# --- a Gaussian prior: T2-c ----------------------------------------------------------------------


@dataclass(frozen=True, eq=False, repr=False)
class GaussianPosterior:
    """The best Gaussian posterior at a quadratic minimum, for a Gaussian prior.

    Parameters are ``covariance``, a matrix, or its diagonal if only that of the Hessian was given;
    ``kl``, to the prior, whose mean over data sets bounds ``I(W;D)``; ``bound`` on it by the trace
    of the Hessian; and ``expected_increase``, the mean rise of the loss, at most ``beta K / 2``.

    Source: the notes, id T2-c.

    Examples
    --------
    >>> optimal_gaussian_posterior([1, 0], [[3, 0], [0, 0]], beta=1, prior_std=1)
    2 weights: KL 0.818 nats, at most 1.416; the loss rises by 0.375
    """

    covariance: Array
    kl: float
    bound: float
    expected_increase: float

    def __repr__(self) -> str:
        return (
            f"{len(self.covariance)} weights: KL {self.kl:.3f} nats, at most {self.bound:.3f}; "
            f"the loss rises by {self.expected_increase:.3f}"
        )


def optimal_gaussian_posterior(
    weights: ArrayLike, hessian: ArrayLike, beta: float, prior_std: float
) -> GaussianPosterior:
    """The posterior ``N(w_hat, beta (H + beta/s^2)^-1)`` that minimizes ``E L + beta KL``.

    Parameters
    ----------
    weights
        ``w_hat``; zeros are welcome.
    hessian
        The Hessian or its diagonal, with no negative eigenvalue.
    beta
        The price of information, positive.
    prior_std
        The prior is ``N(0, s^2 I)`` with this ``s``, chosen before the data are seen.

    Returns
    -------
    GaussianPosterior
        The KL grows with every eigenvalue of the Hessian. The bound is
        ``1/2 (|w|^2 / s^2 + K log(1 + s^2 trace H / (K beta)))``.

    Raises
    ------
    ValueError
        If the Hessian is not symmetric or has a negative eigenvalue, if beta or ``prior_std`` is
        not positive, or the shapes do not fit.

    Notes
    -----
    Source: the notes, id T2-c.

    Examples
    --------
    >>> optimal_gaussian_posterior([1, 0], [[3, 0], [0, 0]], beta=1, prior_std=1).covariance
    array([[0.25, 0.  ],
           [0.  , 1.  ]])
    >>> flat = optimal_gaussian_posterior([1], [0.1], beta=1, prior_std=1)
    >>> sharp = optimal_gaussian_posterior([1], [10], beta=1, prior_std=1)
    >>> round(flat.kl, 3), round(sharp.kl, 3)
    (0.502, 1.244)
    """
    weights, hessian = _weights_and_hessian(weights, hessian)
    beta, prior_std = float(positive(beta, "beta")), float(positive(prior_std, "prior_std"))
    if hessian.ndim == 1:
        eigenvalues, directions = hessian, None
    else:
        eigenvalues, directions = np.linalg.eigh(hessian)
    if eigenvalues.min() < -NEGATIVE * np.abs(eigenvalues).max():
        raise ValueError(
            f"hessian has the eigenvalue {eigenvalues.min():.6g}, expected none below 0: w_hat is "
            "no minimum"
        )
    ratio = prior_std**2 * np.maximum(eigenvalues, 0) / beta  # a rounding error may be below zero
    variances = prior_std**2 / (1 + ratio)
    size, prior_term = len(weights), float(weights @ weights) / prior_std**2
    return GaussianPosterior(
        covariance=variances if directions is None else directions * variances @ directions.T,
        kl=float(prior_term + (np.log1p(ratio) - ratio / (1 + ratio)).sum()) / 2,
        bound=(prior_term + size * math.log1p(ratio.mean())) / 2,
        expected_increase=float(beta * (ratio / (1 + ratio)).sum() / 2),
    )


# --- rescaling -----------------------------------------------------------------------------------


def rescale(weights: ArrayLike, hessian: ArrayLike, factors: ArrayLike) -> tuple[Array, Array]:
    """The minimum and its Hessian in new units, ``w_i -> c_i w_i``.

    Parameters
    ----------
    weights, hessian
        ``w_hat`` and the Hessian or its diagonal.
    factors
        ``c_i``, none of them zero; one number for each weight, or one for all.

    Returns
    -------
    tuple of arrays
        ``c_i w_i`` and ``H_ik / (c_i c_k)``: the loss is the same function of the network.

    Raises
    ------
    ValueError
        If a factor is zero or the shapes do not fit.

    Notes
    -----
    Source: Dinh et al. (2017); the notes, id T2.

    Examples
    --------
    >>> rescale([1, 2], [4, 4], [2, 1])
    (array([2., 2.]), array([1., 4.]))
    """
    weights, hessian = _weights_and_hessian(weights, hessian)
    factors = finite(factors, "factors")
    if factors.shape not in ((), weights.shape):
        raise ValueError(f"factors has shape {factors.shape}, expected {weights.shape} or a number")
    if not factors.all():
        raise ValueError("factors holds 0, expected none: it would lose a weight")
    factors = np.broadcast_to(factors, weights.shape)
    squares = factors**2 if hessian.ndim == 1 else np.outer(factors, factors)
    return factors * weights, hessian / squares


def dinh_minimum(a: float) -> tuple[Array, Array]:
    """One function, many sharpnesses: ``w_2 relu(w_1 x)`` with ``w = (a, 1/a)``.

    Parameters
    ----------
    a
        Positive. The function of ``x`` does not depend on it.

    Returns
    -------
    tuple of arrays
        The weights, and the Hessian of the loss ``1/2 (w_2 relu(w_1) - 1)^2`` there.

    Raises
    ------
    ValueError
        If ``a`` is not positive and finite.

    Notes
    -----
    The trace is ``a^2 + 1/a^2``, as large as you like; ``w_i^2 H_ii`` is 1. Source: Dinh et al.
    (2017); the notes, id T2.

    Examples
    --------
    >>> weights, hessian = dinh_minimum(10)
    >>> hessian
    array([[1.e-02, 1.e+00],
           [1.e+00, 1.e+02]])
    >>> weights**2 * hessian.diagonal()
    array([1., 1.])
    """
    a = float(positive(a, "a"))
    gradient = np.array([1 / a, a])  # of w_2 w_1
    return np.array([a, 1 / a]), np.outer(gradient, gradient)


# --- what comes in -------------------------------------------------------------------------------


def _scales(weights: ArrayLike, hessian: ArrayLike, beta: float) -> tuple[Array, Array, float]:
    """``w_i^2``, ``H_ii`` and beta, all positive."""
    weights, hessian = _weights_and_hessian(weights, hessian)
    curvature = hessian if hessian.ndim == 1 else hessian.diagonal()
    if not weights.all():
        raise ValueError(
            f"weights[{int(np.argmin(np.abs(weights)))}] is 0, expected none: multiplicative noise "
            "does not move it"
        )
    if not (curvature > 0).all():
        i = int(np.argmin(curvature))
        raise ValueError(
            f"hessian has {curvature[i]:g} at place {i} of its diagonal, expected a positive "
            "number: the best noise is unbounded there"
        )
    return weights**2, curvature, float(positive(beta, "beta"))


def _weights_and_hessian(weights: ArrayLike, hessian: ArrayLike) -> tuple[Array, Array]:
    weights, hessian = finite(weights, "weights"), finite(hessian, "hessian")
    if weights.ndim != 1 or not weights.size:
        raise ValueError(f"weights has shape {weights.shape}, expected one axis, not empty")
    if hessian.shape not in (weights.shape, weights.shape * 2):
        raise ValueError(
            f"hessian has shape {hessian.shape}, expected {weights.shape * 2} or its diagonal "
            f"{weights.shape}"
        )
    if hessian.ndim == 2:
        if np.abs(hessian - hessian.T).max() > NEGATIVE * np.abs(hessian).max():
            raise ValueError("hessian is not symmetric, expected a matrix of second derivatives")
    return weights, hessian
