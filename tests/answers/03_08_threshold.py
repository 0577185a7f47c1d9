"""Answers to 3.8, the threshold of a channel."""

import sympy as sp

EXERCISE = "3.8"

r, e = sp.symbols("r e", positive=True)
log = sp.log


def h(x):
    return -x * log(x) - (1 - x) * log(1 - x)


TRIANGLE = log(3) / log(sp.Rational(3, 2))


def three(information=(1 - e) * h(r), erasure=1 / (1 - e), triangle=TRIANGLE):
    """The three expressions; those left out are right."""
    return {"information": information, "erasure": erasure, "triangle": triangle}


# H(Y) - H(Y|T), and the triangle in bits.
of_y = ((1 - e) * r, (1 - e) * (1 - r), e)
as_a_difference = three(
    sum(-q * log(q) for q in of_y) - h(e),
    1 + e / (1 - e),
    sp.log(3, 2) / (sp.log(3, 2) - 1),
)
expanded = three(h(r) - e * h(r), -1 / (e - 1), log(3) / (log(3) - log(2)))

RIGHT = (as_a_difference, expanded)
WRONG = (
    ("bits instead of nats", three((1 - e) * h(r) / log(2))),
    ("bits instead of nats", three(triangle=sp.log(3, 2) / log(sp.Rational(3, 2)))),
    ("erased instead of seen", three(e * h(r))),
    ("erased instead of seen", three(erasure=1 / e)),
    ("noise taken for flips", three(h(r) - h(e))),
    ("noise taken for flips", three(erasure=1 / (1 - 2 * e) ** 2)),
    ("erasures forgotten", three(h(r))),
    ("entropy of Y instead of information", three((1 - e) * h(r) + h(e))),
    ("T assumed fair", three((1 - e) * log(2))),
    ("upside down", three(erasure=1 - e)),
    ("upside down", three(triangle=log(sp.Rational(3, 2)) / log(3))),
    ("critical beta of a correlation", three(triangle=4)),
    ("entropy of a row instead of information", three(triangle=log(3) / log(2))),
    ("entropy of Y instead of what T says", three(triangle=1)),
    ("sum of the entropies", three(triangle=log(3) / (log(3) + log(2)))),
    ("rounded number", three(triangle=2.70951129135)),
    ("wrong value", three(triangle=3)),
    ("not finished", three(erasure=...)),
)
