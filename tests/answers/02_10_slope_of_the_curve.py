"""Answers to 2.10, the slope of the information curve."""

import sympy as sp

EXERCISE = "2.10"

p, s = sp.symbols("p s", positive=True)
log = sp.log

q = s + p - 2 * s * p


def h(x):
    return -x * log(x) - (1 - x) * log(1 - x)


by_differentiation = sp.diff(h(q), s) / sp.diff(h(s), s)
SLOPE = (1 - 2 * p) * (log(1 - q) - log(q)) / (log(1 - s) - log(s))
with_atanh = (1 - 2 * p) * sp.atanh(1 - 2 * q) / sp.atanh(1 - 2 * s)


def both(slope=SLOPE, beta=1 / SLOPE):
    """The two expressions; the one left out is right."""
    return {"slope": slope, "beta": beta}


def with_flip(q):
    slope = (1 - 2 * p) * log((1 - q) / q) / log((1 - s) / s)
    return both(slope, 1 / slope)


CHORD = (log(2) - h(q)) / (log(2) - h(s))

RIGHT = (both(by_differentiation, 1 / by_differentiation), both(with_atanh, 1 / with_atanh))
WRONG = (
    ("inner derivative forgotten", both(log((1 - q) / q) / log((1 - s) / s))),
    ("slope upside down", both(1 / SLOPE, SLOPE)),
    ("chord instead of tangent", both(CHORD, 1 / CHORD)),
    ("flips added", with_flip(s + p)),
    ("flips multiplied", with_flip(s * p)),
    ("negative slope", both(-SLOPE, -1 / SLOPE)),
    ("slope at the origin", both((1 - 2 * p) ** 2, 1 / (1 - 2 * p) ** 2)),
    ("beta taken for the slope", both(beta=SLOPE)),
    ("relevance alone", both(sp.diff(log(2) - h(q), s))),
    ("wrong value", both(SLOPE**2)),
    ("not a closed form", both(sp.Derivative(h(q), s) / sp.Derivative(h(s), s))),
    ("unknown symbol", both(1 / sp.Symbol("beta"))),
    ("not finished", both(beta=...)),
)
