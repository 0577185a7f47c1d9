"""Answers to 7.5, the bound and its gap."""

import sympy as sp

EXERCISE = "7.5"

a, b, r = sp.symbols("a b r", positive=True)
log = sp.log


def entropy(p):
    return -p * log(p) - (1 - p) * log(1 - p)


def surprise(p, q):
    """The cross-entropy of two coins."""
    return -p * log(q) - (1 - p) * log(1 - q)


def kl(p, q):
    return surprise(p, q) - entropy(p)


M = (a + b) / 2
BOUND = surprise(M, r) - (entropy(a) + entropy(b)) / 2
INFORMATION = entropy(M) - (entropy(a) + entropy(b)) / 2


def three(bound=BOUND, information=INFORMATION, gap=BOUND - INFORMATION):
    """The three expressions; those left out are right."""
    return {"bound": bound, "information": information, "gap": gap}


by_divergences = three((kl(a, r) + kl(b, r)) / 2, (kl(a, M) + kl(b, M)) / 2, sp.expand(kl(M, r)))

RIGHT = (three(), by_divergences)
WRONG = (
    ("divergence the wrong way round", three((kl(r, a) + kl(r, b)) / 2)),
    ("mean inside the divergence", three(kl(M, r))),
    ("sum instead of the mean", three(kl(a, r) + kl(b, r))),
    ("sum instead of the mean", three(information=kl(a, M) + kl(b, M))),
    ("prior in the information", three(information=BOUND)),
    ("divergence between the two posteriors", three(information=kl(a, b))),
    ("divergence between the two posteriors", three(information=(kl(a, b) + kl(b, a)) / 2)),
    ("gap the wrong way round", three(gap=kl(r, M))),
    ("gap the wrong way round", three(gap=INFORMATION - BOUND)),
    ("bits instead of nats", three(information=INFORMATION / log(2))),
    ("bits instead of nats", three(gap=kl(M, r) / log(2))),
    ("wrong value", three(gap=kl(a, r))),
    ("not a closed form", three(gap=sp.Integral(1 / r, (r, r, M)))),
    ("not finished", three(gap=...)),
    ("not finished", {"bound": BOUND, "information": INFORMATION}),
    ("wrong type", BOUND),
)
