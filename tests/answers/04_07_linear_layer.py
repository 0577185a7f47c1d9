"""Answers to 4.7, a linear layer with noise."""

import sympy as sp

EXERCISE = "4.7"

a, b, c, v = sp.symbols("a b c v", positive=True)
log, pi, E = sp.log, sp.pi, sp.E

COVARIANCE = sp.Matrix([[a**2 + b**2 + v, b * c], [b * c, c**2 + v]])
GIVEN_FIRST = sp.Matrix([[b**2 + v, b * c], [b * c, c**2 + v]])
UNIT = log((a**2 + b**2 + v) / v) / 2
LAYER = log(COVARIANCE.det() / v**2) / 2
RELEVANCE = log(COVARIANCE.det() / GIVEN_FIRST.det()) / 2


def three(unit=UNIT, layer=LAYER, relevance=RELEVANCE):
    """The three expressions; those left out are right."""
    return {"unit": unit, "layer": layer, "relevance": relevance}


by_singular_values = three(
    layer=log(1 + (a**2 + b**2 + c**2) / v + a**2 * c**2 / v**2) / 2,
    relevance=-log(1 - a**2 * (c**2 + v) / COVARIANCE.det()) / 2,
)
by_differences = three(
    unit=log(2 * pi * E * (a**2 + b**2 + v)) / 2 - log(2 * pi * E * v) / 2,
    relevance=log(1 + a**2 * (c**2 + v) / GIVEN_FIRST.det()) / 2,
)

RIGHT = (three(), by_singular_values, by_differences)
WRONG = (
    ("bits instead of nats", three(unit=UNIT / log(2))),
    ("bits instead of nats", three(relevance=RELEVANCE / log(2))),
    ("one half forgotten", three(unit=log(1 + (a**2 + b**2) / v))),
    ("one half forgotten", three(layer=log(COVARIANCE.det() / v**2))),
    ("entropy of the output", three(unit=log(2 * pi * E * (a**2 + b**2 + v)) / 2)),
    ("entropy of the output", three(layer=log((2 * pi * E) ** 2 * COVARIANCE.det()) / 2)),
    ("noise of variance one", three(unit=log(a**2 + b**2 + v) / 2)),
    ("noise of variance one", three(layer=log(COVARIANCE.det().subs(v, 1)) / 2)),
    ("noise of variance one", three(relevance=RELEVANCE.subs(v, 1))),
    ("trace instead of determinant", three(layer=log(1 + (a**2 + b**2 + c**2) / v) / 2)),
    ("variance taken for the standard deviation", three(unit=log(1 + (a**2 + b**2) / v**2) / 2)),
    ("noise left out of the signal", three(unit=log((a**2 + b**2) / v) / 2)),
    ("noise left out of the signal", three(layer=log(a * c / v))),
    ("weights added before squaring", three(unit=log(1 + (a + b) ** 2 / v) / 2)),
    ("units taken to be independent", three(layer=UNIT + log(1 + c**2 / v) / 2)),
    (
        "sign of the covariance term",
        three(layer=log((COVARIANCE[0, 0] * COVARIANCE[1, 1] + b**2 * c**2) / v**2) / 2),
    ),
    ("second input taken to be known", three(relevance=log(1 + a**2 / v) / 2)),
    ("first unit only", three(relevance=log(1 + a**2 / (b**2 + v)) / 2)),
    ("what the layer knows of all inputs", three(relevance=LAYER)),
    ("what the layer knows once X1 is known", three(relevance=log(1 + (b**2 + c**2) / v) / 2)),
    ("wrong value", three(unit=log(1 + (a**2 + b**2 + c**2) / v) / 2)),
    ("unknown symbol", three(unit=log(1 + (a**2 + b**2) / sp.Symbol("sigma") ** 2) / 2)),
    ("not finished", three(relevance=...)),
)
