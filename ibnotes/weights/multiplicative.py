"""The price of Gaussian multiplicative noise on a weight, and two published fits to it.

The posterior of a weight is ``N(w_hat, alpha w_hat^2)`` and the prior ``c / |w|``. Then the "KL" is
``-1/2 log(2 pi e alpha) - log c + E log |1 + sqrt(alpha) xi|`` with a standard normal ``xi``. The
last term has no elementary form, but a series: the square of ``xi + m`` is noncentral chi-square,
a Poisson mixture of chi-squares, each with a known mean of the logarithm. The prior is improper, so
that this is a KL up to a constant (see :mod:`ibnotes.weights.lognormal`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.weights.arguments import plain, positive

if TYPE_CHECKING:
    import mpmath

__all__ = [
    "FitError",
    "expected_log_noise",
    "fit_error",
    "gaussian_noise_kl",
    "gaussian_noise_kl_hypergeometric",
    "gaussian_noise_kl_limit",
    "kingma_kl",
    "molchanov_kl",
]

Array = NDArray[np.float64]

# Below, the asymptotic series; above, the Poisson mixture, whose mean is then at most 50.
SMALL_ALPHA = 0.01
ASYMPTOTIC_TERMS = 25
POISSON_TERMS = 200

MOLCHANOV = (0.63576, 1.87320, 1.48695)
KINGMA = (1.16145124, -1.50204118, 0.58629921)


# --- the exact value -----------------------------------------------------------------------------


def expected_log_noise(alpha: ArrayLike) -> Array | float:
    """``E log |1 + sqrt(alpha) xi|`` for a standard normal ``xi``.

    Parameters
    ----------
    alpha
        The variance of the noise, positive; any shape.

    Returns
    -------
    array or float
        In nats, with an error of about 1e-14.

    Raises
    ------
    ValueError
        If an ``alpha`` is not positive and finite.

    Notes
    -----
    With ``u = 1/(2 alpha)`` it is ``1/2 (log(2 alpha) + E psi(K + 1/2))``, where ``K`` has the
    Poisson law of mean ``u``. For small ``alpha`` the moments of ``xi`` give the asymptotic series
    ``- sum_k alpha^k (2k - 1)!! / (2k)``. Source: the notes, id GM.

    Examples
    --------
    >>> round(expected_log_noise(1), 6)
    -0.208496
    """
    alpha = positive(alpha, "alpha")
    small = alpha < SMALL_ALPHA
    value = np.empty_like(alpha)
    value[small] = _asymptotic(alpha[small])
    value[~small] = np.log(alpha[~small]) / 2 + _shifted_log_moment(alpha[~small])
    return plain(value)


def _shifted_log_moment(alpha: Array) -> Array:
    """``E log |xi + 1/sqrt(alpha)|``, as a Poisson mixture of ``E log`` of chi-squares."""
    from scipy.special import digamma, gammaln

    mean = 1 / (2 * alpha[..., None])
    k = np.arange(POISSON_TERMS)
    weights = np.exp(k * np.log(mean) - mean - gammaln(k + 1))
    return (math.log(2) + (weights * digamma(k + 0.5)).sum(axis=-1)) / 2


def _asymptotic(alpha: Array) -> Array:
    term, total = np.ones_like(alpha), np.zeros_like(alpha)
    for k in range(1, ASYMPTOTIC_TERMS + 1):
        term = term * alpha * (2 * k - 1)
        total -= term / (2 * k)
    return total


def gaussian_noise_kl(alpha: ArrayLike, c: float = 1.0) -> Array | float:
    """The "KL" of Gaussian multiplicative noise to the improper prior ``c / |w|``.

    Parameters
    ----------
    alpha
        Variance of the noise in units of the squared weight, positive; any shape.
    c
        The constant of the prior, positive.

    Returns
    -------
    array or float
        ``-1/2 log(2 pi e alpha) - log c + E log |1 + sqrt(alpha) xi|`` for each weight, in nats,
        with an error of about 1e-14. It falls as ``alpha`` grows, to a finite limit.

    Raises
    ------
    ValueError
        If an ``alpha`` or ``c`` is not positive and finite.

    Notes
    -----
    Source: the notes, id GM; Kingma, Salimans and Welling (2015) for the model.

    Examples
    --------
    >>> gaussian_noise_kl([0.01, 1, 100]).round(4)
    array([ 0.8786, -1.6274, -2.0491])
    """
    alpha, c = positive(alpha, "alpha"), positive(c, "c")
    small = alpha < SMALL_ALPHA
    value = np.empty_like(alpha)
    value[small] = _asymptotic(alpha[small]) - np.log(alpha[small]) / 2
    value[~small] = _shifted_log_moment(alpha[~small])
    return plain(value - math.log(2 * math.pi * math.e) / 2 - np.log(c))


def gaussian_noise_kl_limit(c: float = 1.0) -> float:
    """The limit of :func:`gaussian_noise_kl` for noise of any size, ``alpha -> infinity``.

    Parameters
    ----------
    c
        The constant of the prior, positive.

    Returns
    -------
    float
        ``-1/2 log(2 pi e) - (gamma + log 2)/2 - log c``, in nats, with Euler's ``gamma``.

    Raises
    ------
    ValueError
        If ``c`` is not positive and finite.

    Notes
    -----
    Source: the notes, id GM.

    Examples
    --------
    >>> round(gaussian_noise_kl_limit(), 6)
    -2.05412
    """
    log_c = math.log(float(positive(c, "c")))
    return -(math.log(2 * math.pi * math.e) + np.euler_gamma + math.log(2)) / 2 - log_c


def gaussian_noise_kl_hypergeometric(
    alpha: float, c: float = 1.0, *, digits: int = 30
) -> mpmath.mpf:
    """The value of :func:`gaussian_noise_kl` to any number of digits, by a 2F2.

    Parameters
    ----------
    alpha, c
        As there, but single numbers; an ``mpmath.mpf`` keeps its digits.
    digits
        The number of digits to work with.

    Returns
    -------
    mpmath.mpf

    Raises
    ------
    ValueError
        If ``alpha``, ``c`` or ``digits`` is not positive.

    Notes
    -----
    ``E log |1 + sqrt(alpha) xi| = 1/2 log alpha + 1/2 (-gamma - log 2 + 1/alpha 2F2(1, 1; 3/2, 2;
    -1/(2 alpha)))``. Source: the notes, id GM.

    Examples
    --------
    >>> import mpmath
    >>> print(mpmath.nstr(gaussian_noise_kl_hypergeometric(1, digits=30), 20))
    -1.627434351639367021
    """
    import mpmath

    for value, name in ((alpha, "alpha"), (c, "c"), (digits, "digits")):
        if not value > 0:
            raise ValueError(f"{name} is {value!r}, expected a positive number")
    with mpmath.workdps(digits):
        alpha, c = mpmath.mpf(alpha), mpmath.mpf(c)
        series = mpmath.hyp2f2(1, 1, mpmath.mpf(3) / 2, 2, -1 / (2 * alpha)) / alpha
        log_moment = (series - mpmath.euler - mpmath.log(2)) / 2  # of |xi + 1/sqrt(alpha)|
        return log_moment - mpmath.log(2 * mpmath.pi * mpmath.e) / 2 - mpmath.log(c)


# --- the fits ------------------------------------------------------------------------------------


def molchanov_kl(alpha: ArrayLike) -> Array | float:
    """The fit of Molchanov, Ashukha and Vetrov, zero at ``alpha = infinity``.

    Parameters
    ----------
    alpha
        Variance of the noise in units of the squared weight, positive; any shape.

    Returns
    -------
    array or float
        ``k1 - k1 sigmoid(k2 + k3 log alpha) + 1/2 log(1 + 1/alpha)``, in nats.

    Raises
    ------
    ValueError
        If an ``alpha`` is not positive and finite.

    Notes
    -----
    Source: Molchanov et al. (2017); the notes, id GM.

    Examples
    --------
    >>> round(molchanov_kl(1), 4)
    0.4312
    """
    from scipy.special import expit

    alpha = positive(alpha, "alpha")
    k1, k2, k3 = MOLCHANOV
    return plain(k1 * expit(-k2 - k3 * np.log(alpha)) + np.log1p(1 / alpha) / 2)


def kingma_kl(alpha: ArrayLike) -> Array | float:
    """The cubic fit of Kingma, Salimans and Welling, up to a constant; for ``alpha <= 1`` only.

    Parameters
    ----------
    alpha
        Variance of the noise in units of the squared weight, positive; any shape.

    Returns
    -------
    array or float
        ``-1/2 log alpha - c1 alpha - c2 alpha^2 - c3 alpha^3``, in nats. Above 1 the cubic runs
        off to minus infinity while the true value levels out.

    Raises
    ------
    ValueError
        If an ``alpha`` is not positive and finite.

    Notes
    -----
    Source: Kingma et al. (2015); the notes, id GM.

    Examples
    --------
    >>> kingma_kl([0.1, 1, 2]).round(2)
    array([ 1.05, -0.25, -1.35])
    """
    alpha = positive(alpha, "alpha")
    c1, c2, c3 = KINGMA
    return plain(-np.log(alpha) / 2 - alpha * (c1 + alpha * (c2 + alpha * c3)))


@dataclass(frozen=True)
class FitError:
    """The largest error of a fit and where it is.

    Parameters are ``error``, in nats; ``alpha``, where it is; and ``constant``, what was added to
    the fit.

    Source: the notes, id GM.

    Examples
    --------
    >>> fit_error(molchanov_kl, 1e-3, 1e3).error < 0.0094
    True
    """

    error: float
    alpha: float
    constant: float


def fit_error(
    fit: Callable[[Array], Array], low: float, high: float, *, free_constant: bool = False
) -> FitError:
    """The largest difference between a fit and the exact value, on a grid of 4001 points.

    Parameters
    ----------
    fit
        A function of an array of ``alpha``.
    low, high
        The range, even in ``log alpha``.
    free_constant
        Whether to add the constant to the fit that makes its largest error least. If not, both
        are taken to be zero at ``alpha = infinity``.

    Returns
    -------
    FitError

    Raises
    ------
    ValueError
        If the range is not one of positive numbers.

    Notes
    -----
    Source: the notes, id GM.

    Examples
    --------
    >>> error = fit_error(kingma_kl, 0.01, 1, free_constant=True)
    >>> round(error.error, 3)
    0.017
    """
    low, high = float(positive(low, "low")), float(positive(high, "high"))
    if not low < high:
        raise ValueError(f"low is {low:g} and high {high:g}, expected low < high")
    alpha = np.geomspace(low, high, 4001)
    excess = fit(alpha) - (gaussian_noise_kl(alpha) - gaussian_noise_kl_limit())
    constant = -float(excess.max() + excess.min()) / 2 if free_constant else 0.0
    error = np.abs(excess + constant)
    return FitError(float(error.max()), float(alpha[error.argmax()]), constant)
