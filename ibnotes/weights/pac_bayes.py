"""What information in the weights does bound: the gap between training and test loss.

All bounds are for a loss in ``[0, 1]`` and ``size`` independent data. The PAC-Bayes bounds hold
with probability ``1 - delta`` over the data set and for all posteriors at once; the prior must not
have seen the data. Xu and Raginsky's holds on average over data sets.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Integral

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.weights.arguments import finite, plain, probabilities, real

__all__ = [
    "PacBayesCertificate",
    "bernoulli_kl",
    "kl_upper_inverse",
    "pac_bayes_certificate",
    "pac_bayes_kl",
    "pac_bayes_linear",
    "xu_raginsky",
]

Array = NDArray[np.float64]

BISECTIONS = 60


# --- the small kl --------------------------------------------------------------------------------


def bernoulli_kl(q: ArrayLike, p: ArrayLike) -> Array | float:
    """``kl(q || p)``, the divergence between two coins with these probabilities of heads.

    Parameters
    ----------
    q, p
        Probabilities, of shapes that broadcast.

    Returns
    -------
    array or float
        In nats; ``inf`` where ``p`` excludes what ``q`` does not.

    Raises
    ------
    ValueError
        If a number is no probability.

    Notes
    -----
    Source: the notes, id PB.

    Examples
    --------
    >>> bernoulli_kl([0, 0.5, 0.5], [0.5, 0.5, 0]).round(4)
    array([0.6931, 0.    ,    inf])
    """
    q, p = probabilities(q, "q"), probabilities(p, "p")
    return plain(_bernoulli_kl(q, p))


def _bernoulli_kl(q: Array, p: Array) -> Array:
    from scipy.special import rel_entr

    return rel_entr(q, p) + rel_entr(1 - q, 1 - p)


def kl_upper_inverse(q: ArrayLike, c: ArrayLike) -> Array | float:
    """The largest ``p`` with ``kl(q || p) <= c``: the worst coin that may have shown ``q``.

    Parameters
    ----------
    q
        Probabilities.
    c
        Numbers, 0 or more; the shapes broadcast.

    Returns
    -------
    array or float
        The upper end of the last interval of the bisection. The rounding of ``kl(q || p)`` moves it
        by up to about ``1e-16 / sqrt(c)``.

    Raises
    ------
    ValueError
        If ``q`` is no probability or ``c`` negative or no number.

    Notes
    -----
    Source: the notes, id PB; Langford and Caruana (2001).

    Examples
    --------
    >>> kl_upper_inverse([0, 0.1], [math.log(2), 0.1]).round(6)
    array([0.5     , 0.282379])
    """
    q = probabilities(q, "q")
    c = real(c, "c")
    if not (c >= 0).all():
        raise ValueError(f"c holds {c[~(c >= 0)].flat[0]:g}, expected numbers, 0 or more")
    low, c = (array.copy() for array in np.broadcast_arrays(q, c))
    high = np.where(c > 0, 1.0, low)
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        allowed = _bernoulli_kl(q, middle) <= c
        low, high = np.where(allowed, middle, low), np.where(allowed, high, middle)
    return plain(high)


# --- the bounds ----------------------------------------------------------------------------------


def pac_bayes_kl(empirical_loss: float, kl: float, size: int, delta: float = 0.05) -> float:
    """Maurer's bound: ``size * kl(empirical || true) <= KL + log(2 sqrt(size) / delta)``.

    Parameters
    ----------
    empirical_loss
        The mean loss of the posterior on the data set, from 0 to 1.
    kl
        ``D(posterior || prior)``, in nats.
    size
        The number of independent data.
    delta
        The probability with which the bound may fail.

    Returns
    -------
    float
        The largest true loss that the inequality allows.

    Raises
    ------
    ValueError
        If a number is out of its range.

    Notes
    -----
    Source: Maurer (2004), for ``size`` from 8; the notes, id PB. Smaller sizes satisfy his lemma
    too, which the tests check one by one.

    Examples
    --------
    >>> round(pac_bayes_kl(0.05, kl=20, size=1000), 4)
    0.1173
    """
    empirical_loss = _number(empirical_loss, "empirical_loss", 0, 1)
    kl, delta = _number(kl, "kl", 0, math.inf), _delta(delta, "delta")
    size = _count(size, "size")
    return float(kl_upper_inverse(empirical_loss, (kl + _log_failure(size, delta)) / size))


def _log_failure(size: int, delta: float) -> float:
    return math.log(2 * math.sqrt(size) / delta)


def pac_bayes_linear(
    empirical_loss: float, kl: float, size: int, delta: float = 0.05, *, strength: float
) -> float:
    """The linear bound: ``empirical + (KL + log(1/delta)) / strength + strength / (8 size)``.

    Parameters
    ----------
    empirical_loss, kl, size, delta
        As for :func:`pac_bayes_kl`.
    strength
        The bound's ``lambda``, positive, chosen before the data are seen.

    Returns
    -------
    float
        A bound on the true loss. It may exceed 1, and then says nothing.

    Raises
    ------
    ValueError
        If a number is out of its range.

    Notes
    -----
    Hoeffding's lemma, Markov's inequality and Donsker and Varadhan's. Source: the notes, id PB.

    Examples
    --------
    >>> round(pac_bayes_linear(0.05, kl=20, size=1000, strength=400), 4)
    0.1575
    """
    empirical_loss = _number(empirical_loss, "empirical_loss", 0, 1)
    kl, delta = _number(kl, "kl", 0, math.inf), _delta(delta, "delta")
    strength = _number(strength, "strength", 0, math.inf)
    if strength == 0:
        raise ValueError("strength is 0, expected a positive number")
    size = _count(size, "size")
    return empirical_loss + (kl - math.log(delta)) / strength + strength / (8 * size)


def xu_raginsky(information: float, size: int) -> float:
    """The bound ``sqrt(I(W;D) / (2 size))`` on the mean gap between test and training loss.

    Parameters
    ----------
    information
        ``I(W;D)``, in nats.
    size
        The number of independent data.

    Returns
    -------
    float
        No mean gap is larger in absolute value.

    Raises
    ------
    ValueError
        If the information is negative or the size not a positive whole number.

    Notes
    -----
    Source: Xu and Raginsky (2017); the notes, id PB.

    Examples
    --------
    >>> xu_raginsky(information=2, size=100)
    0.1
    """
    information = _number(information, "information", 0, math.inf)
    return math.sqrt(information / (2 * _count(size, "size")))


@dataclass(frozen=True, repr=False)
class PacBayesCertificate:
    """A bound on the true loss of a posterior that was only sampled.

    Parameters are ``bound``; ``sampled_loss``, the mean empirical loss of the draws;
    ``empirical_bound``, what the empirical loss of the posterior is at most; ``kl``, to the prior
    that was picked; ``size``, ``draws`` and ``priors``, the numbers of data, draws and priors; and
    ``confidence``, the probability with which the bound holds.

    Source: Langford and Caruana (2001); Dziugaite and Roy (2017); the notes, id PB.

    Examples
    --------
    >>> pac_bayes_certificate([0.02] * 2000, kl=200, size=1000)
    True loss at most 0.270 with probability 0.94 (sampled loss 0.020, KL 200.0 nats, 1000 data)
    """

    bound: float
    sampled_loss: float
    empirical_bound: float
    kl: float
    size: int
    draws: int
    priors: int
    confidence: float

    def __repr__(self) -> str:
        return (
            f"True loss at most {self.bound:.3f} with probability {self.confidence:g} (sampled "
            f"loss {self.sampled_loss:.3f}, KL {self.kl:.1f} nats, {self.size} data)"
        )


def pac_bayes_certificate(
    losses: ArrayLike,
    kl: float,
    size: int,
    delta: float = 0.05,
    *,
    sampling_delta: float = 0.01,
    priors: int = 1,
) -> PacBayesCertificate:
    """The bound of :func:`pac_bayes_kl` with everything that a network has to pay for.

    Parameters
    ----------
    losses
        The empirical loss, on the whole data set, of each of a number of independent draws of
        weights from the posterior; from 0 to 1. The draws must not have served to choose it.
    kl
        ``D(posterior || prior)``, in nats, for the prior that was picked.
    size
        The number of independent data.
    delta
        The probability with which the bound may fail for the data set.
    sampling_delta
        The probability with which it may fail for the draws.
    priors
        The size of the grid from which the prior was picked with the data in sight. The grid
        itself must have been fixed before.

    Returns
    -------
    PacBayesCertificate

    Raises
    ------
    ValueError
        If a number is out of its range, there is no draw, or nothing is left of the confidence.

    Notes
    -----
    Two steps: Chernoff's bound takes the mean of the draws to the posterior's empirical loss; a
    union over the grid, ``delta / priors`` for each, takes that to the true loss. Source: Langford
    and Caruana (2001); the notes, id PB.

    Examples
    --------
    >>> certificate = pac_bayes_certificate([0.02] * 2000, kl=200, size=1000, priors=20)
    >>> round(certificate.bound, 3), certificate.confidence
    (0.272, 0.94)
    """
    losses = probabilities(losses, "losses")
    if losses.ndim != 1 or not losses.size:
        raise ValueError(f"losses has shape {losses.shape}, expected one axis, not empty")
    sampling_delta = _delta(sampling_delta, "sampling_delta")
    delta, priors = _delta(delta, "delta"), _count(priors, "priors")
    if delta + sampling_delta >= 1:
        raise ValueError(f"delta + sampling_delta is {delta + sampling_delta:g}, expected below 1")
    sampled_loss = float(losses.mean())
    empirical_bound = float(kl_upper_inverse(sampled_loss, -math.log(sampling_delta) / len(losses)))
    return PacBayesCertificate(
        bound=pac_bayes_kl(empirical_bound, kl, size, delta / priors),
        sampled_loss=sampled_loss,
        empirical_bound=empirical_bound,
        kl=float(kl),
        size=size,
        draws=len(losses),
        priors=priors,
        confidence=1 - delta - sampling_delta,
    )


# --- what comes in -------------------------------------------------------------------------------


def _number(value: float, name: str, low: float, high: float) -> float:
    number = finite(value, name)
    if number.ndim or not low <= number <= high:
        expected = f"from {low:g} to {high:g}" if high < math.inf else f"{low:g} or more"
        raise ValueError(f"{name} is {value!r}, expected a number {expected}")
    return float(number)


def _delta(value: float, name: str) -> float:
    delta = _number(value, name, 0, 1)
    if not 0 < delta < 1:
        raise ValueError(f"{name} is {value!r}, expected a number between 0 and 1")
    return delta


def _count(value: int, name: str) -> int:
    if not (isinstance(value, Integral) and value > 0):
        raise ValueError(f"{name} is {value!r}, expected a positive whole number")
    return int(value)
