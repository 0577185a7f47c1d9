"""Answers to 2.6, the Gaussian information curve (X2)."""

import sympy as sp

EXERCISE = "2.6"

rho, R = sp.symbols("rho R", positive=True)
log, exp = sp.log, sp.exp

FULL = -log(1 - rho**2) / 2
CURVE = -log(1 - rho**2 * (1 - exp(-2 * R))) / 2

as_a_quotient = R - log(exp(2 * R) * (1 - rho**2) + rho**2) / 2
below_the_limit = FULL - log(1 + rho**2 * exp(-2 * R) / (1 - rho**2)) / 2

RIGHT = (CURVE, as_a_quotient, below_the_limit)
WRONG = (
    ("bits instead of nats", CURVE / log(2)),
    ("one half missing", -log(1 - rho**2 * (1 - exp(-2 * R)))),
    ("one half missing in the rate", -log(1 - rho**2 * (1 - exp(-R))) / 2),
    ("minus sign missing", -CURVE),
    ("rho for rho^2", -log(1 - rho * (1 - exp(-2 * R))) / 2),
    ("rho^2 and 1 - rho^2 exchanged", -log(rho**2 + (1 - rho**2) * exp(-2 * R)) / 2),
    ("straight line", R * rho**2),
    ("all that X says", FULL),
    ("data processing taken for an equality", R),
    ("noise of Y forgotten", R - log(rho)),
    ("wrong value", FULL * (1 - exp(-2 * R))),
    ("unknown symbol", -log(1 - rho**2 * sp.Symbol("a") ** 2) / 2),
    ("an equation", sp.Eq(sp.Symbol("I"), CURVE)),
    ("is text", "-log(1 - rho**2 + rho**2 * exp(-2 R)) / 2"),
)
