"""Answers to 1.12, infinite entropies (X3)."""

from fractions import Fraction

import sympy as sp

from ibnotes.checks.chapter01 import LogPower

EXERCISE = "1.12"

HIGH, LOW, INTEGERS = "x > e", "0 < x < 1/e", "n >= 2"

PLUS, MINUS, PMF = LogPower(1, 2, HIGH), LogPower(1, 2, LOW), LogPower(1, 2, INTEGERS)


def three(plus=PLUS, minus=MINUS, pmf=PMF):
    """The three laws; those left out are right."""
    return {"h = +inf": plus, "h = -inf": minus, "H = inf": pmf}


def laws(plus=(1, 2), minus=(1, 2), pmf=(1, 2)):
    """Three laws on the right ranges, by their exponents."""
    return three(LogPower(*plus, HIGH), LogPower(*minus, LOW), LogPower(*pmf, INTEGERS))


in_between = laws((1, 1.5), (1, Fraction(11, 10)), (1, sp.Rational(4, 3)))
at_the_border = laws((1, 2), (1, 2.0), (1, 1.0000001))

RIGHT = (in_between, at_the_border)
WRONG = (
    # Infinite mean and variance, and h = 3 nats.
    ("a heavy tail is taken to be enough", laws(plus=(2, 0))),
    ("a heavy tail is taken to be enough", laws(pmf=(Fraction(3, 2), 0))),
    ("a heavy tail is taken to be enough", laws(plus=(1.001, 2))),
    ("too heavy to be a law", laws(plus=(1, 1))),
    ("too heavy to be a law", laws(pmf=(1, 0))),
    ("logarithm too strong", laws(plus=(1, 3))),
    ("logarithm too strong", laws(minus=(1, 2.0001))),
    ("wrong end of the line", three(MINUS, PLUS)),
    ("wrong end of the line", three(minus=PLUS)),
    ("an unbounded density is taken to be enough", laws(minus=(Fraction(1, 2), 0))),
    ("uniform on an infinite range", laws(plus=(0, 0))),
    ("infinite total", laws(plus=(Fraction(1, 2), 2))),
    ("infinite total", laws(minus=(2, 2))),
    ("a sequence of laws", three([LogPower(1, 3 - 1 / n, HIGH) for n in range(1, 9)])),
    ("a sequence of laws", three(pmf=lambda n: LogPower(2, n, INTEGERS))),
    ("density and mass function mixed up", three(pmf=PLUS)),
    ("density and mass function mixed up", three(plus=PMF)),
    ("not a law of the family", three(sp.Symbol("x") ** -2)),
    ("not finished", three(pmf=...)),
    ("not finished", {"h = +inf": PLUS}),
    ("wrong type", (PLUS, MINUS, PMF)),
)
