"""Answers to 9.5, two normal laws, mixed."""

import sympy as sp

EXERCISE = "9.5"

w, b = sp.symbols("w b", positive=True)
VARIANCE = 1 + w * (b**2 - 1)
KURTOSIS = 3 * (1 + w * (b**4 - 1)) / VARIANCE**2

as_a_product = {"variance": VARIANCE, "excess": 3 * w * (1 - w) * ((b**2 - 1) / VARIANCE) ** 2}
mean_of_squares = w * (b**2 - VARIANCE) ** 2 + (1 - w) * (1 - VARIANCE) ** 2
variance_of_the_variance = {"variance": VARIANCE, "excess": 3 * mean_of_squares / VARIANCE**2}


def excess(expression):
    return {"variance": VARIANCE, "excess": expression}


def variance(expression):
    return {"variance": expression, "excess": KURTOSIS - 3}


RIGHT = (as_a_product, variance_of_the_variance)
WRONG = (
    ("a sum instead of a mixture", variance((1 - w) ** 2 + (w * b) ** 2)),
    ("a sum instead of a mixture", excess(sp.Integer(0))),
    ("standard deviations averaged", variance((1 - w + w * b) ** 2)),
    ("b taken for a variance", variance(1 - w + w * b)),
    ("weights exchanged", variance(w + (1 - w) * b**2)),
    ("three not subtracted", excess(KURTOSIS)),
    ("fourth moment of a normal law without its 3", excess(KURTOSIS / 3 - 3)),
    ("variance not squared", excess(KURTOSIS * VARIANCE - 3)),
    ("wrong value", excess(KURTOSIS - 2)),
    ("unknown symbol", variance(VARIANCE.subs(b, sp.Symbol("s")))),
    ("not finished", {"variance": ..., "excess": KURTOSIS - 3}),
    ("wrong type", (VARIANCE, KURTOSIS - 3)),
)
