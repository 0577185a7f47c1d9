"""Answers to 5.6, a dead unit."""

import sympy as sp

EXERCISE = "5.6"

m, s, t, k = sp.symbols("m s t k", positive=True)
pi, atan = sp.pi, sp.atan

INTERVAL = sp.Rational(1, 4) + atan(1 / m) / (2 * pi)
PAIR = (pi - sp.acos((1 + s * t) / sp.sqrt((1 + s**2) * (1 + t**2)))) / (2 * pi)


def three(interval=INTERVAL, pair=PAIR, layer=INTERVAL**k):
    """The three probabilities; those left out are right."""
    return {"interval": interval, "pair": pair, "layer": layer}


with_arc_cosine = three(
    (pi - sp.acos(1 / sp.sqrt(1 + m**2))) / (2 * pi),
    sp.Rational(1, 2) - atan((t - s) / (1 + s * t)) / (2 * pi),
    sp.exp(k * sp.log(INTERVAL)),
)

RIGHT = (three(), with_arc_cosine)
WRONG = (
    ("alive instead of dead", three(interval=(pi + atan(m)) / (2 * pi))),
    ("alive instead of dead", three(layer=1 - INTERVAL**k)),
    ("ends taken to be independent", three(interval=sp.Rational(1, 4))),
    ("ends taken to be independent", three(pair=sp.Rational(1, 4))),
    ("one end only", three(interval=sp.Rational(1, 2))),
    ("m = 1 assumed", three(interval=sp.Rational(3, 8))),
    ("m = 1 assumed", three(layer=sp.Rational(3, 8) ** k)),
    ("angle from the wrong axis", three(interval=(pi - atan(1 / m)) / (2 * pi))),
    ("angle not divided by the full turn", three(interval=pi - atan(m))),
    ("angle not divided by the full turn", three(pair=(pi - atan(t) + atan(s)) / pi)),
    ("the whole interval from zero", three(pair=(pi - atan(t)) / (2 * pi))),
    ("angles added", three(pair=(pi - atan(t) - atan(s)) / (2 * pi))),
    ("some unit instead of all", three(layer=1 - (1 - INTERVAL) ** k)),
    ("added up over the units", three(layer=k * INTERVAL)),
    ("wrong value", three(pair=(pi - (t - s)) / (2 * pi))),
    ("rounded number", three(interval=(pi - atan(m)) / 6.28318530718)),
    ("not finished", three(layer=...)),
)
