"""Answers to 8.7, the best critic."""

import sympy as sp

EXERCISE = "8.7"

x, y, rho = sp.symbols("x y rho")
QUADRATIC = (x**2 - 2 * rho * x * y + y**2) / (2 * (1 - rho**2))
DV = (x**2 + y**2) / 2 - QUADRATIC
LOG_MEAN = sp.log(sp.sqrt(1 - rho**2))


def three(dv=DV, log_mean=LOG_MEAN, nwj=1 + DV - LOG_MEAN):
    """The three expressions; those left out are right."""
    return {"dv": dv, "log_mean": log_mean, "nwj": nwj}


joint = sp.exp(-QUADRATIC) / (2 * sp.pi * sp.sqrt(1 - rho**2))
product = sp.exp(-(x**2 + y**2) / 2) / (2 * sp.pi)
by_densities = three(nwj=1 + sp.log(joint / product))
by_conditionals = three(
    (y**2 - (y - rho * x) ** 2 / (1 - rho**2)) / 2,
    sp.log(1 - rho) / 2 + sp.log(1 + rho) / 2,
)

RIGHT = (by_densities, by_conditionals)
WRONG = (
    ("squares forgotten", three(rho * x * y / (1 - rho**2))),
    ("squares forgotten", three(rho * x * y)),
    ("squares forgotten", three(nwj=1 - LOG_MEAN + rho * x * y / (1 - rho**2))),
    ("joint density alone", three(-QUADRATIC)),
    ("conditional density alone", three(-((y - rho * x) ** 2) / (2 * (1 - rho**2)))),
    ("conditional density alone", three(-((x - rho * y) ** 2) / (2 * (1 - rho**2)))),
    ("constant kept", three(DV - LOG_MEAN)),
    ("constant kept", three(1 + DV - LOG_MEAN)),
    ("ratio without its logarithm", three(joint / product)),
    ("ratio without its logarithm", three(log_mean=sp.sqrt(1 - rho**2))),
    ("ratio without its logarithm", three(nwj=joint / product)),
    ("ratio without its logarithm", three(nwj=sp.E * joint / product)),
    ("upside down", three(-DV)),
    ("upside down", three(nwj=1 - DV + LOG_MEAN)),
    ("sign of the constant", three(log_mean=-LOG_MEAN)),
    ("sign of the constant", three(nwj=1 + DV + LOG_MEAN)),
    ("taken to have mean one", three(log_mean=0)),
    ("square root forgotten", three(log_mean=2 * LOG_MEAN)),
    ("one forgotten", three(nwj=DV - LOG_MEAN)),
    ("constant free in NWJ", three(nwj=1 + DV)),
    ("wrong value", three(2 * DV)),
    ("unknown symbol", three(sp.Symbol("r") * x * y)),
    ("not finished", three(nwj=...)),
    ("an equation", three(sp.Eq(sp.Symbol("f"), DV))),
    ("wrong type", DV),
)
