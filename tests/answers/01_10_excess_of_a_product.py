"""Answers to 1.10, what a wrong product costs (X1)."""

import sympy as sp

EXERCISE = "1.10"

a, b, s, t = sp.symbols("a b s t", positive=True)


def kl(p, q):
    return p * sp.log(p / q) + (1 - p) * sp.log((1 - p) / (1 - q))


def cross_entropy(p, q):
    return -p * sp.log(q) - (1 - p) * sp.log(1 - q)


by_cross_entropies = (
    cross_entropy(a, s) - cross_entropy(a, a) + cross_entropy(b, t) - cross_entropy(b, b)
)
one_logarithm = sp.log(
    (a / s) ** a * (b / t) ** b * ((1 - a) / (1 - s)) ** (1 - a) * ((1 - b) / (1 - t)) ** (1 - b)
)

RIGHT = (by_cross_entropies, one_logarithm)
WRONG = (
    ("divergence the wrong way round", kl(s, a) + kl(t, b)),
    ("one factor left out", kl(a, s)),
    ("one factor left out", kl(b, t)),
    ("factors exchanged", kl(a, t) + kl(b, s)),
    ("cross-entropy instead of the excess", cross_entropy(a, s) + cross_entropy(b, t)),
    ("excess with the sign of a gain", -kl(a, s) - kl(b, t)),
    ("product of the divergences", kl(a, s) * kl(b, t)),
    ("mean of the divergences", kl(a, s) / 2 + kl(b, t) / 2),
    ("only the ones count", sp.log((a / s) ** a * (b / t) ** b)),
    ("bits instead of nats", (kl(a, s) + kl(b, t)) / sp.log(2)),
    ("unknown symbol", sp.Symbol("p11") * sp.log(sp.Symbol("p11") / (s * t))),
    ("wrong value", sp.Integer(0)),
    ("is text", "a*log(a/s) + b*log(b/t)"),
)
