"""Answers to 1.14, mutual information of a Gaussian pair."""

import sympy as sp

EXERCISE = "1.14"

a, b = sp.symbols("a b", positive=True)
c = sp.symbols("c", real=True)
rho = c / sp.sqrt(a * b)

by_entropies = sp.log(a) / 2 + sp.log(b) / 2 - sp.log(a * b - c**2) / 2
by_noise = sp.log(a / (a - c**2 / b)) / 2

RIGHT = (by_entropies, by_noise)
WRONG = (
    ("bits instead of nats", -sp.log(1 - rho**2, 2) / 2),
    ("one half missing", -sp.log(1 - rho**2)),
    ("minus sign missing", sp.log(1 - rho**2) / 2),
    ("correlation not squared", -sp.log(1 - rho) / 2),
    ("correlation not squared", -sp.log(1 - c / (a * b)) / 2),
    ("covariance taken for the correlation", -sp.log(1 - c**2) / 2),
    ("variances for deviations", -sp.log(1 - c**2 / (a * b) ** 2) / 2),
    ("variance explained, not information", rho**2),
    ("formula of the noisy channel", sp.log(1 + rho**2) / 2),
    ("joint entropy instead of information", sp.log(2 * sp.pi * sp.E * sp.sqrt(a * b - c**2))),
    ("unknown symbol", -sp.log(1 - sp.Symbol("rho") ** 2) / 2),
    ("wrong value", sp.Integer(0)),
    ("an equation", sp.Eq(sp.Symbol("I"), -sp.log(1 - rho**2) / 2)),
)
