"""Answers to 5.8, a label seen at an angle."""

import sympy as sp

EXERCISE = "5.8"

z, c = sp.symbols("z c", positive=True)
log = sp.log


def h(u):
    return -u * log(u) - (1 - u) * log(1 - u)


POSTERIOR = sp.Rational(1, 2) + z / (2 * c)
INFORMATION = log(2) - c / 2
TWO_BINS = log(2) - h(c / 4)


def three(posterior=POSTERIOR, information=INFORMATION, two_bins=TWO_BINS):
    """The three expressions; those left out are right."""
    return {"posterior": posterior, "information": information, "two bins": two_bins}


def trapezoid(wide, narrow):
    """The entropy of the sum of two uniform variables on intervals of these lengths."""
    return log(wide) + narrow / (2 * wide)


by_trapezoids = three(
    1 - (c - z) / (2 * c),
    trapezoid(2, 2 * c) - trapezoid(1, 2 * c),
    h(sp.Rational(1, 2)) - h(1 - c / 4),
)

RIGHT = (three(), by_trapezoids)
WRONG = (
    ("bits instead of nats", three(information=1 - c / (2 * log(2)))),
    ("bits instead of nats", three(two_bins=TWO_BINS / log(2))),
    ("prior instead of posterior", three(sp.Rational(1, 2))),
    ("length of the interval", three((z + c) / c)),
    ("length of the interval", three(z / c)),
    ("the other label", three((c - z) / (2 * c))),
    ("no doubt left", three(sp.Integer(1))),
    ("no doubt left", three(information=log(2))),
    ("entropy that is left, instead of information", three(information=c / 2)),
    ("entropy that is left, instead of information", three(two_bins=h(c / 4))),
    ("doubt everywhere", three(information=log(2) - sp.Rational(1, 2))),
    ("density of Z", three(information=log(2) - c)),
    ("a fair coin where in doubt", three(information=log(2) - c * log(2))),
    ("sign instead of value", three(information=TWO_BINS)),
    ("one triangle", three(two_bins=log(2) - h(c / 8))),
    ("area not divided by that of the square", three(two_bins=log(2) - h(c / 2))),
    ("Gaussian inputs", three(two_bins=log(2) - h(sp.atan(c) / sp.pi))),
    ("value instead of sign", three(two_bins=INFORMATION)),
    ("wrong value", three(information=sp.oo)),
    ("rounded number", three(information=sp.Float("0.693147180560") - c / 2)),
    ("not a closed form", three(information=log(2) - c * sp.Integral(h(z), (z, 0, 1)))),
    ("not finished", three(two_bins=...)),
)
