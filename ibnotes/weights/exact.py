"""Learners so small that the decomposition is an identity between exact numbers.

The law is a :class:`.Joint` with rational probabilities that names ``θ``, ``X``,
``Y`` and ``W``, so that its terms are rational combinations of logarithms of primes. Two learners
show what a vanishing sufficiency term does not mean: one stores the labels, one knows nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from numbers import Rational

from ibnotes.joint import Joint
from ibnotes.logarithms import LogNumber

__all__ = ["ExactDecomposition", "exact_decomposition", "ignorant_learner", "memorizer"]

Predictor = Mapping[tuple[Hashable, Hashable], Mapping[Hashable, Rational]]


@dataclass(frozen=True)
class ExactDecomposition:
    """The training cross-entropy and its four terms, as exact numbers of nats.

    Parameters are ``cross_entropy``, ``intrinsic``, ``sufficiency``, ``efficiency`` and
    ``overfitting``, as in :class:`.Decomposition`.

    Source: the notes, id T1.

    Examples
    --------
    >>> store = {(0, w): {w: 1} for w in (0, 1)}
    >>> terms = exact_decomposition(memorizer(), store)
    >>> terms.residual == LogNumber(), print(terms.overfitting)
    2 log 2 - 3/4 log 3
    (True, None)
    """

    cross_entropy: LogNumber
    intrinsic: LogNumber
    sufficiency: LogNumber
    efficiency: LogNumber
    overfitting: LogNumber

    @property
    def total(self) -> LogNumber:
        """``intrinsic + sufficiency + efficiency - overfitting``."""
        return self.intrinsic + self.sufficiency + self.efficiency - self.overfitting

    @property
    def residual(self) -> LogNumber:
        """``cross_entropy - total``: zero, exactly."""
        return self.cross_entropy - self.total


def exact_decomposition(law: Joint, predictor: Predictor) -> ExactDecomposition:
    """The four terms of the cross-entropy for an exact law of ``θ, X, Y, W``.

    Parameters
    ----------
    law
        An exact law that names ``θ``, ``X``, ``Y`` and ``W``.
    predictor
        The law ``q(y|x,w)`` as a table ``{(x, w): {y: probability}}`` of rationals.

    Returns
    -------
    ExactDecomposition

    Raises
    ------
    ValueError
        If the law is not exact or lacks a variable, if the predictor lacks a row that happens or a
        row is no exact law, or if it excludes a label that happens: then the cross-entropy is
        infinite, and no exact number.

    Notes
    -----
    The efficiency is summed from its definition, not found as the difference. Source: the notes,
    id T1.

    Examples
    --------
    >>> guess = {(0, 0): {0: Fraction(1, 2), 1: Fraction(1, 2)}}
    >>> terms = exact_decomposition(ignorant_learner(), guess)
    >>> print(terms.cross_entropy, "=", terms.intrinsic, "+", terms.sufficiency)
    log 2 = log 2 + 0
    """
    if not law.exact:
        raise ValueError("law is in float64, expected rational probabilities")
    cross_entropy = efficiency = LogNumber()
    p_xw = law.marginal("X W").table()
    for (x, w), row in _rows(predictor, p_xw).items():
        conditional = law.given(X=x, W=w).marginal("Y").table()
        for (y,), p in conditional.items():
            if not row.get(y):
                raise ValueError(
                    f"predictor excludes Y = {y!r} at X = {x!r}, W = {w!r}, where it happens: the "
                    "cross-entropy is infinite"
                )
            cross_entropy -= p_xw[x, w] * p * LogNumber.log(row[y])
            efficiency += p_xw[x, w] * p * LogNumber.log(p / row[y])
    return ExactDecomposition(
        cross_entropy=cross_entropy,
        intrinsic=law.log_value("H(Y|X,θ)"),
        sufficiency=law.log_value("I(θ;Y|X,W)"),
        efficiency=efficiency,
        overfitting=law.log_value("I(Y;W|X,θ)"),
    )


def _rows(predictor: Predictor, pairs: Mapping) -> dict[tuple, dict[Hashable, Fraction]]:
    """The predictor's rows that happen, checked."""
    rows = {}
    for pair in pairs:
        if pair not in predictor:
            raise ValueError(f"predictor has no row for (X, W) = {pair}, which happens")
        row = predictor[pair]
        if not all(isinstance(q, Rational) and q >= 0 for q in row.values()):
            raise ValueError(f"predictor's row {pair} is {row}, expected rationals, 0 or more")
        rows[pair] = {y: Fraction(q) for y, q in row.items()}
        if (total := sum(rows[pair].values())) != 1:
            raise ValueError(f"predictor's row {pair} sums to {total}, expected 1")
    return rows


def memorizer(noise: Rational = Fraction(1, 4)) -> Joint:
    """A learner that stores its one label: ``W = Y``, a fair bit ``θ`` seen through noise.

    Parameters
    ----------
    noise
        The probability, a rational, that the label is not ``θ``.

    Returns
    -------
    Joint
        The exact law of ``θ``, ``X`` (a constant), ``Y`` and ``W``.

    Raises
    ------
    ValueError
        If the noise is no rational probability.

    Notes
    -----
    The sufficiency term is zero, although the weights are as noisy as the label. Source: the
    notes, id T1-items.

    Examples
    --------
    >>> print(memorizer().log_value("I(θ;Y|X,W)"), memorizer().log_value("H(θ|W)"))
    0 2 log 2 - 3/4 log 3
    """
    if not (isinstance(noise, Rational) and 0 <= noise <= 1):
        raise ValueError(f"noise is {noise!r}, expected a rational probability")
    return _one_label(Fraction(noise)).push("W", "Y", lambda y: y)


def ignorant_learner() -> Joint:
    """A learner that keeps nothing of a random label: ``W`` is constant and ``Y`` ignores ``θ``.

    Returns
    -------
    Joint
        The exact law of ``θ``, ``X`` (a constant), ``Y`` and ``W`` (a constant).

    Notes
    -----
    The sufficiency term is zero, although the weights know nothing at all. Source: the notes, id
    T1-items.

    Examples
    --------
    >>> law = ignorant_learner()
    >>> print(law.log_value("I(θ;Y|X,W)"), law.log_value("I(θ;W)"), law.log_value("H(θ)"))
    0 0 log 2
    """
    return _one_label(Fraction(1, 2)).push("W", "Y", lambda y: 0)


def _one_label(noise: Fraction) -> Joint:
    """A fair bit ``θ``, a constant ``X`` and the label ``Y``."""
    bit = Joint.uniform([(0, 0), (1, 0)], "θ X")
    return bit.push("Y", "θ X", [[[1 - noise, noise]], [[noise, 1 - noise]]])
