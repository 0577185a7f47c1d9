"""Answers to 5.8, a label seen at an angle."""

import sympy as sp

EXERCISE = "5.8"

z, theta = sp.symbols("z theta", positive=True)
log, pi = sp.log, sp.pi


def cdf(x):
    return sp.Rational(1, 2) + sp.erf(x / sp.sqrt(2)) / 2


def h(u):
    return -u * log(u) - (1 - u) * log(1 - u)


POSTERIOR = cdf(z / sp.tan(theta))
INFORMATION = log(2) - sp.Rational(1, 2)
TWO_BINS = log(2) - h(theta / pi)


def three(posterior=POSTERIOR, information=INFORMATION, two_bins=TWO_BINS):
    """The three expressions; those left out are right."""
    return {"posterior": posterior, "information": information, "two bins": two_bins}


u = sp.Symbol("u")
by_the_complement = three(
    1 - sp.erfc(z * sp.cos(theta) / sp.sin(theta) / sp.sqrt(2)) / 2,
    log(2 / sp.sqrt(sp.E)),
    h(sp.Rational(1, 2)) - h(1 - theta / pi),
)

RIGHT = (three(), by_the_complement)
WRONG = (
    ("bits instead of nats", three(information=1 - 1 / (2 * log(2)))),
    ("bits instead of nats", three(two_bins=TWO_BINS / log(2))),
    ("error function without the root of two", three((1 + sp.erf(z * sp.cot(theta))) / 2)),
    ("posterior spread forgotten", three(cdf(z * sp.cos(theta)))),
    ("sine and cosine exchanged", three(cdf(z * sp.tan(theta)))),
    ("variance for the standard deviation", three(cdf(z * sp.cos(theta) / sp.sin(theta) ** 2))),
    ("the other label", three(1 - POSTERIOR)),
    ("entropy that is left, instead of information", three(information=sp.Rational(1, 2))),
    ("entropy that is left, instead of information", three(two_bins=h(theta / pi))),
    ("a function of the input knows everything", three(information=log(2))),
    ("wrong value", three(information=sp.oo)),
    ("information about X1", three(information=log(2) / 2)),
    ("information about X1", three(two_bins=-log(1 - sp.cos(theta) ** 2) / 2)),
    ("sign instead of value", three(information=log(2) - h(sp.Rational(1, 4)))),
    ("half of the wedges", three(two_bins=log(2) - h(theta / (2 * pi)))),
    ("value instead of sign", three(two_bins=INFORMATION)),
    ("rounded number", three(information=sp.Float("0.193147180560"))),
    ("not a closed form", three(information=log(2) - sp.Integral(h(u), (u, 0, 1)))),
    ("not finished", three(two_bins=...)),
)
