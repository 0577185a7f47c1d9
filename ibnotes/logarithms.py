"""Exact values of finite entropies: rational combinations of logarithms of primes.

If every probability is rational, every entropy is ``sum c_q log q`` over primes ``q`` with
rational ``c_q``. By unique factorization the logarithms of the primes are linearly independent
over the rationals, so this form is unique: two values are equal if their coefficients are, and
a value is zero only if it has none. Signs are therefore decidable: a value with a coefficient is
not zero, and enough digits show on which side it lies.
"""

from __future__ import annotations

import decimal
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, total_ordering
from numbers import Rational
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sympy

__all__ = ["LogNumber", "entropy_of"]


@lru_cache(maxsize=1 << 16)
def _factors(n: int) -> tuple[tuple[int, int], ...]:
    """The pairs (prime, exponent) of a positive integer, primes ascending."""
    if n > 10**10:  # trial division would be slow, SymPy has better methods
        from sympy import factorint

        return tuple(sorted((int(prime), exponent) for prime, exponent in factorint(n).items()))
    factors = []
    divisor = 2
    while divisor * divisor <= n:
        exponent = 0
        while n % divisor == 0:
            n //= divisor
            exponent += 1
        if exponent:
            factors.append((divisor, exponent))
        divisor += 1 if divisor == 2 else 2
    if n > 1:
        factors.append((n, 1))
    return tuple(factors)


@lru_cache(maxsize=1 << 12)
def _log(prime: int, digits: int) -> Decimal:
    return Decimal(prime).ln(decimal.Context(prec=digits))


def _fraction(number: Rational) -> Fraction:
    """In plain integers, whichever library the number comes from: NumPy's may overflow."""
    return Fraction(int(number.numerator), int(number.denominator))


@total_ordering
@dataclass(frozen=True, slots=True, repr=False)
class LogNumber:
    """An exact real number ``sum c_q log q`` over primes ``q``, with rational ``c_q``.

    Build one with :meth:`log` or :func:`entropy_of`; add, subtract, compare them, and multiply or
    divide by rationals. Equal numbers have equal terms, so they are equal and hash alike.

    Parameters
    ----------
    terms
        Pairs ``(prime, coefficient)``, primes ascending, coefficients non-zero Fractions.

    Raises
    ------
    ValueError
        If the terms are not of this canonical form.

    Notes
    -----
    Source: unique factorization; the notes, id D1.1, for the entropies.

    Examples
    --------
    >>> value = 2 * LogNumber.log(2) - Fraction(3, 4) * LogNumber.log(3)
    >>> print(value)
    2 log 2 - 3/4 log 3
    >>> value.sign(), round(float(value), 6), value.sympy()
    (1, 0.562335, -3*log(3)/4 + 2*log(2))
    """

    terms: tuple[tuple[int, Fraction], ...] = ()

    def __post_init__(self) -> None:
        previous = 1
        for prime, coefficient in self.terms:
            canonical = prime > previous and _factors(prime) == ((prime, 1),)
            if not (canonical and isinstance(coefficient, Fraction) and coefficient):
                raise ValueError(
                    f"terms holds ({prime}, {coefficient!r}), expected primes in ascending order, "
                    "each with a non-zero Fraction"
                )
            previous = prime

    @classmethod
    def _collect(cls, coefficients: Mapping[int, Fraction]) -> LogNumber:
        return cls(tuple((q, coefficients[q]) for q in sorted(coefficients) if coefficients[q]))

    @classmethod
    def log(cls, number: Rational) -> LogNumber:
        """The logarithm of a positive rational.

        Raises
        ------
        ValueError
            If the number is not rational or not positive.

        Examples
        --------
        >>> LogNumber.log(Fraction(8, 9))
        LogNumber(3 log 2 - 2 log 3)
        """
        if not isinstance(number, Rational) or number <= 0:
            raise ValueError(f"number is {number!r}, expected a positive rational")
        exact = _fraction(number)
        coefficients = {q: Fraction(e) for q, e in _factors(exact.numerator)}
        coefficients |= {q: Fraction(-e) for q, e in _factors(exact.denominator)}
        return cls._collect(coefficients)

    # --- arithmetic

    def __add__(self, other: LogNumber) -> LogNumber:
        if not isinstance(other, LogNumber):
            return NotImplemented
        coefficients = dict(self.terms)
        for prime, coefficient in other.terms:
            coefficients[prime] = coefficients.get(prime, 0) + coefficient
        return self._collect(coefficients)

    def __neg__(self) -> LogNumber:
        return LogNumber(tuple((prime, -coefficient) for prime, coefficient in self.terms))

    def __sub__(self, other: LogNumber) -> LogNumber:
        if not isinstance(other, LogNumber):
            return NotImplemented
        return self + -other

    def __mul__(self, factor: Rational) -> LogNumber:
        if not isinstance(factor, Rational):
            return NotImplemented
        exact = _fraction(factor)
        return self._collect({prime: exact * coefficient for prime, coefficient in self.terms})

    __rmul__ = __mul__

    def __truediv__(self, divisor: Rational) -> LogNumber:
        if not isinstance(divisor, Rational):
            return NotImplemented
        return self * (1 / _fraction(divisor))

    # --- size

    def _digits(self) -> Decimal:
        """The value with more than 20 correct digits; there is at least one term.

        The sum loses digits where terms cancel. It cannot be zero, so doubling the working
        precision ends. The error of a sum of k terms is below (k + 4) 10^(1 - digits) times the
        sum of their sizes.
        """
        digits = 40
        while True:
            context = decimal.Context(prec=digits)
            value = size = Decimal(0)
            for prime, coefficient in self.terms:
                term = context.multiply(Decimal(coefficient.numerator), _log(prime, digits))
                term = context.divide(term, Decimal(coefficient.denominator))
                value = context.add(value, term)
                size = context.add(size, abs(term))
            if abs(value) > size.scaleb(30 - digits, context):
                return value
            digits *= 2

    def sign(self) -> int:
        """-1, 0 or 1, decided exactly.

        Examples
        --------
        >>> (LogNumber.log(2**84) - LogNumber.log(3**53)).sign()  # the powers agree to 3 digits
        -1
        """
        if not self.terms:
            return 0
        return 1 if self._digits() > 0 else -1

    def __float__(self) -> float:
        return float(self._digits()) if self.terms else 0.0

    def __lt__(self, other: LogNumber) -> bool:
        if not isinstance(other, LogNumber):
            return NotImplemented
        return (self - other).sign() < 0

    # --- how it is shown

    def sympy(self) -> sympy.Expr:
        """The value as a SymPy expression in logarithms of primes.

        Examples
        --------
        >>> (LogNumber.log(12) / 2).sympy()
        log(3)/2 + log(2)
        """
        import sympy

        return sympy.Add(*(sympy.Rational(c) * sympy.log(q) for q, c in self.terms))

    def __str__(self) -> str:
        return _signed_sum((c, f"log {q}") for q, c in self.terms)

    def __repr__(self) -> str:
        return f"LogNumber({self})"

    def latex(self) -> str:
        r"""The value in LaTeX, without dollar signs.

        Examples
        --------
        >>> print((LogNumber.log(12) / 2).latex())
        \log 2 + \tfrac{1}{2} \log 3
        """
        return _signed_sum(((c, rf"\log {q}") for q, c in self.terms), latex=True)

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"


def _signed_sum(terms: Iterable[tuple[Fraction, str]], latex: bool = False) -> str:
    """``2 log 2 - 3/4 log 3``: the sign first, a coefficient only where it is not one."""
    text = ""
    for coefficient, term in terms:
        size = abs(coefficient)
        factor = f"{size} " if size != 1 else ""
        if latex and size.denominator != 1:
            factor = rf"\tfrac{{{size.numerator}}}{{{size.denominator}}} "
        sign = "-" if coefficient < 0 else "+"
        text += f" {sign} {factor}{term}" if text else sign.strip("+") + factor + term
    return text or "0"


def entropy_of(probabilities: Iterable[Rational]) -> LogNumber:
    """The exact entropy of a law with rational probabilities, in nats.

    Zeros are allowed: ``0 log 0 = 0``.

    Raises
    ------
    ValueError
        If a probability is not rational or negative, or if they do not sum to exactly one.

    Notes
    -----
    Source: the notes, id D1.1.

    Examples
    --------
    >>> entropy_of([Fraction(1, 4), Fraction(3, 4)])
    LogNumber(2 log 2 - 3/4 log 3)
    """
    law = []
    for i, p in enumerate(probabilities):
        if not isinstance(p, Rational) or p < 0:
            raise ValueError(f"probabilities[{i}] is {p!r}, expected a non-negative rational")
        law.append(_fraction(p))
    # With the common denominator n, p = a / n and H = log n - (1/n) sum a log a: integers only.
    n = math.lcm(*(p.denominator for p in law))
    numerators = [p.numerator * (n // p.denominator) for p in law]
    if sum(numerators) != n:
        total = Fraction(sum(numerators), n)
        raise ValueError(f"probabilities sums to {total}, expected 1")
    multiples = {prime: n * exponent for prime, exponent in _factors(n)}
    for a in numerators:
        for prime, exponent in _factors(a) if a else ():
            multiples[prime] = multiples.get(prime, 0) - a * exponent
    return LogNumber._collect({prime: Fraction(m, n) for prime, m in multiples.items()})
