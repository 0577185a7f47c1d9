"""Answers to 5.6, a dead unit."""

import sympy as sp

EXERCISE = "5.6"

m, tau, alpha, k = sp.symbols("m tau alpha k", positive=True)
pi, atan = sp.pi, sp.atan

INTERVAL = sp.Rational(1, 4) + atan(tau / m) / (2 * pi)
PAIR = sp.Rational(1, 2) - alpha / (2 * pi)


def three(interval=INTERVAL, pair=PAIR, layer=PAIR**k):
    """The three probabilities; those left out are right."""
    return {"interval": interval, "pair": pair, "layer": layer}


with_arc_cosine = three(
    (pi - sp.acos(tau / sp.sqrt(tau**2 + m**2))) / (2 * pi),
    (pi - sp.acos(sp.cos(alpha))) / (2 * pi),
    sp.exp(k * sp.log(PAIR)),
)

RIGHT = (three(), with_arc_cosine)
WRONG = (
    ("alive instead of dead", three(interval=(pi + atan(m / tau)) / (2 * pi))),
    ("alive instead of dead", three(layer=1 - PAIR**k)),
    ("inputs taken to be independent", three(interval=sp.Rational(1, 4))),
    ("inputs taken to be independent", three(pair=sp.Rational(1, 4))),
    ("one input only", three(interval=sp.Rational(1, 2))),
    ("bias of standard deviation one", three(interval=(pi - atan(m)) / (2 * pi))),
    ("deviation on the wrong side", three(interval=(pi - atan(m * tau)) / (2 * pi))),
    ("deviation on the wrong side", three(interval=(pi - atan(tau / m)) / (2 * pi))),
    ("m = tau assumed", three(interval=sp.Rational(3, 8))),
    ("angle not divided by the full turn", three(interval=pi - atan(m / tau))),
    ("angle not divided by the full turn", three(pair=1 - alpha / pi)),
    ("angle of the inputs taken for that of the wedge", three(pair=alpha / (2 * pi))),
    ("some unit instead of all", three(layer=1 - (1 - PAIR) ** k)),
    ("added up over the units", three(layer=k * PAIR)),
    ("wrong value", three(interval=(pi - atan(m / tau**2)) / (2 * pi))),
    ("rounded number", three(pair=(pi - alpha) / 6.28318530718)),
    ("not finished", three(layer=...)),
)
