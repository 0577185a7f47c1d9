"""The price of log-normal noise on a weight, against priors that are uniform in ``log |w|``.

The noise is multiplicative: ``w = w_hat eps`` with ``log eps ~ N(-alpha/2, alpha)``, so that
``eps`` has mean 1 and variance ``e^alpha - 1``. In ``u = log |w|`` the posterior is a normal law,
and the prior density ``c / |w|`` is the constant ``c``. On the whole line that is no law, whatever
``c``: the "KL" is defined only up to that constant, and bounds nothing. Cut off at both ends, it is
one.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.weights.arguments import finite, plain, positive

__all__ = ["lognormal_kl", "truncated_lognormal_kl"]

Array = NDArray[np.float64]


def lognormal_kl(alpha: ArrayLike, c: float = 1.0) -> Array | float:
    """The "KL" of log-normal noise to the improper prior ``c / |w|``.

    Parameters
    ----------
    alpha
        Variances of ``log eps``, positive; any shape, an entry for each weight.
    c
        The constant of the prior, positive.

    Returns
    -------
    array or float
        ``-1/2 log(2 pi e alpha) - log c`` for each weight, in nats. It does not depend on the
        size of the weight, it may be negative, and only its differences mean something.

    Raises
    ------
    ValueError
        If an ``alpha`` or ``c`` is not positive and finite.

    Notes
    -----
    Source: the notes, ids LN, LU and E4.

    Examples
    --------
    >>> round(lognormal_kl(1), 4)
    -1.4189
    >>> (lognormal_kl([0.01, 0.04]) - lognormal_kl(1)).round(4)
    array([2.3026, 1.6094])
    """
    alpha, c = positive(alpha, "alpha"), positive(c, "c")
    return plain(-np.log(2 * math.pi * math.e * alpha) / 2 - np.log(c))


def truncated_lognormal_kl(
    mu: ArrayLike, sigma: ArrayLike, low: ArrayLike, high: ArrayLike
) -> Array | float:
    """The KL of a truncated log-normal law to the log-uniform law on the same window.

    Parameters
    ----------
    mu, sigma
        ``log |w|`` is normal with this mean and standard deviation, before it is cut off.
    low, high
        The window for ``log |w|``: both laws live on ``e^low <= |w| <= e^high``.

    Returns
    -------
    array or float
        In nats, for each entry of the arguments, which broadcast. Never negative, up to a
        rounding error: about 1e-16 times the square of the standard deviations between the mean
        and the window, or divided by those that the window is wide, if they are few.

    Raises
    ------
    ValueError
        If ``sigma`` is not positive, a number is not finite, or ``low`` is not below ``high``.

    Notes
    -----
    Both laws are proper, so that this is a true KL. It depends on ``mu``: the window has edges.
    Source: the notes, id LN; Neklyudov et al. (2017).

    Examples
    --------
    >>> round(truncated_lognormal_kl(mu=-2, sigma=0.5, low=-20, high=0), 4)
    2.2702
    >>> abs(truncated_lognormal_kl(mu=0, sigma=1e3, low=-1, high=1)) < 1e-9  # all but uniform
    True
    """
    from scipy.special import erfcx, log_ndtr

    mu, low, high = (finite(v, n) for v, n in ((mu, "mu"), (low, "low"), (high, "high")))
    sigma = positive(sigma, "sigma")
    mu, sigma, low, high = np.broadcast_arrays(mu, sigma, low, high)
    if not (low < high).all():
        raise ValueError("low is not below high, expected a window")
    a, b = (low - mu) / sigma, (high - mu) / sigma
    # A window above the mean is mirrored: below the mean, ratios to Phi keep their digits.
    a, b = np.where(a + b > 0, -b, a), np.where(a + b > 0, -a, b)
    hazard_a, hazard_b = (math.sqrt(2 / math.pi) / erfcx(-z / math.sqrt(2)) for z in (a, b))
    density_ratio = np.exp((b - a) * (b + a) / 2)  # of a to b, at most 1
    below = density_ratio * hazard_b / hazard_a  # Phi(a) / Phi(b)
    log_mass = log_ndtr(b) + np.log1p(-below)
    at_b = hazard_b / (1 - below)  # the normal density over the mass of the window
    at_a = density_ratio * at_b
    log_ratio = np.log((high - low) / sigma) - math.log(2 * math.pi * math.e) / 2
    return plain(log_ratio - log_mass - (a * at_a - b * at_b) / 2)
