"""Answers to 1.13, entropy of a Gaussian vector."""

import sympy as sp

EXERCISE = "1.13"

a, b = sp.symbols("a b", positive=True)
c = sp.symbols("c", real=True)
det = a * b - c**2

by_determinant = sp.log((2 * sp.pi * sp.E * sp.Matrix([[a, c], [c, b]])).det()) / 2
by_chain_rule = (sp.log(2 * sp.pi * sp.E * a) + sp.log(2 * sp.pi * sp.E * (b - c**2 / a))) / 2

RIGHT = (by_determinant, by_chain_rule)
WRONG = (
    ("bits instead of nats", sp.log(2 * sp.pi * sp.E * sp.sqrt(det), 2)),
    ("one half missing", sp.log(2 * sp.pi * sp.E) + sp.log(det)),
    ("one half missing", sp.log((2 * sp.pi * sp.E) ** 2 * det)),
    ("square root taken twice", sp.log(2 * sp.pi * sp.E) + sp.log(sp.sqrt(det)) / 2),
    ("mean of the exponent forgotten", sp.log(2 * sp.pi * sp.sqrt(det))),
    ("constant of one dimension", sp.log(2 * sp.pi * sp.E * det) / 2),
    ("covariance ignored", sp.log(2 * sp.pi * sp.E * a) / 2 + sp.log(2 * sp.pi * sp.E * b) / 2),
    ("sign in the determinant", sp.log(2 * sp.pi * sp.E * sp.sqrt(a * b + c**2))),
    ("trace instead of determinant", sp.log(2 * sp.pi * sp.E) + sp.log(a + b) / 2),
    ("unknown symbol", sp.log(2 * sp.pi * sp.Symbol("e")) + sp.log(det) / 2),
    ("wrong value", sp.log(2 * sp.pi) + 1),
    ("not a closed form", sp.Integral(sp.log(2 * sp.pi * sp.E) / 2, (a, 0, 2)) + sp.log(det) / 2),
    ("rounded number", 2.837877066409345 + sp.log(det) / 2),
)
