"""Answers to 1.12, infinite entropies (X3)."""

from fractions import Fraction

import sympy as sp

from ibnotes.checks.chapter01 import LogPower

EXERCISE = "1.12"

HIGH, LOW, INTEGERS = "x > e", "0 < x < 1/e", "n >= 2"


def laws(plus=(1, 2), minus=(1, 2), pmf=(1, 2)):
    """Three laws of the family by their exponents; those left out are right."""
    return LogPower(*plus, HIGH), LogPower(*minus, LOW), LogPower(*pmf, INTEGERS)


PLUS, MINUS, PMF = laws()

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
    ("wrong end of the line", (MINUS, PLUS, PMF)),
    ("wrong end of the line", (PLUS, PLUS, PMF)),
    ("an unbounded density is taken to be enough", laws(minus=(Fraction(1, 2), 0))),
    ("uniform on an infinite range", laws(plus=(0, 0))),
    ("infinite total", laws(plus=(Fraction(1, 2), 2))),
    ("infinite total", laws(minus=(2, 2))),
    ("a sequence of laws", ([LogPower(1, 3 - 1 / n, HIGH) for n in range(1, 9)], MINUS, PMF)),
    ("a sequence of laws", (PLUS, MINUS, lambda n: LogPower(2, n, INTEGERS))),
    ("density and mass function mixed up", (PLUS, MINUS, PLUS)),
    ("not a law of the family", (sp.Symbol("x") ** -2, MINUS, PMF)),
    ("wrong number of laws", (PLUS, MINUS)),
    ("not finished", (PLUS, MINUS, ...)),
    ("wrong type", PLUS),
)
