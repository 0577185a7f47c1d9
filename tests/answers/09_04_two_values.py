"""Answers to 9.4, two values."""

import sympy as sp

EXERCISE = "9.4"

p = sp.Symbol("p", positive=True)
q = 1 - p
SKEWNESS = (q - p) / sp.sqrt(p * q)
EXCESS = (1 - 6 * p * q) / (p * q)

from_the_floor = {"skewness": SKEWNESS, "excess": SKEWNESS**2 - 2}
by_moments = {
    "skewness": (p * q**3 - q * p**3) / (p * q) ** sp.Rational(3, 2),
    "excess": (p * q**4 + q * p**4) / (p * q) ** 2 - 3,
}

RIGHT = (from_the_floor, by_moments)
WRONG = (
    ("success and failure exchanged", {"skewness": -SKEWNESS, "excess": EXCESS}),
    ("not standardized", {"skewness": p * q * (q - p), "excess": EXCESS}),
    ("not standardized", {"skewness": SKEWNESS, "excess": p * q**4 + q * p**4 - 3}),
    ("variance instead of its root", {"skewness": (q - p) / (p * q) ** 2, "excess": EXCESS}),
    ("moments about zero", {"skewness": p / (p * q) ** sp.Rational(3, 2), "excess": EXCESS}),
    ("moments about zero", {"skewness": 1 / sp.sqrt(p), "excess": EXCESS}),
    ("moments about zero", {"skewness": SKEWNESS, "excess": 1 / p - 3}),
    ("three not subtracted", {"skewness": SKEWNESS, "excess": EXCESS + 3}),
    ("the floor of the floor", {"skewness": SKEWNESS, "excess": sp.Integer(-2)}),
    ("wrong value", {"skewness": SKEWNESS, "excess": EXCESS + 1}),
    ("unknown symbol", {"skewness": SKEWNESS.subs(p, sp.Symbol("q")), "excess": EXCESS}),
    ("not finished", {"skewness": SKEWNESS}),
    ("an equation", {"skewness": sp.Eq(p, SKEWNESS), "excess": EXCESS}),
)
