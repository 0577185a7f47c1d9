"""Answers to 2.5, where the bottleneck opens."""

import sympy as sp

EXERCISE = "2.5"

p = sp.Symbol("p", positive=True)

ENTROPY = -p * sp.log(p) - (1 - p) * sp.log(1 - p)


def three(rate=2, relevance=2 * (1 - 2 * p) ** 2, beta_c=1 / (1 - 2 * p) ** 2):
    """The three expressions; those left out are right."""
    return {"rate": rate, "relevance": relevance, "beta_c": beta_c}


expanded = three(sp.Integer(2), 2 - 8 * p + 8 * p**2, 1 / (1 - 4 * p * (1 - p)))

# By Taylor's formula, and by the correlation of the two bits.
eps = sp.Symbol("eps")
x = sp.Rational(1, 2) + eps
INFORMATION = sp.log(2) + x * sp.log(x) + (1 - x) * sp.log(1 - x)
covariance = sp.Rational(1, 4) - p / 2
by_taylor = three(
    sp.diff(INFORMATION, eps, 2).subs(eps, 0) / 2,
    sp.diff(INFORMATION.subs(eps, (1 - 2 * p) * eps), eps, 2).subs(eps, 0) / 2,
    (sp.Rational(1, 4) / covariance) ** 2,
)

RIGHT = (expanded, by_taylor)
WRONG = (
    ("bits instead of nats", three(2 / sp.log(2))),
    ("bits instead of nats", three(beta_c=sp.log(2) / (1 - 2 * p) ** 2)),
    ("Taylor factor", three(4)),
    ("Taylor factor", three(relevance=(1 - 2 * p) ** 2)),
    ("bias not squared", three(beta_c=1 / (1 - 2 * p))),
    ("bias not squared", three(relevance=2 - 4 * p)),
    ("a flip is more than a loss", three(beta_c=1 / (1 - p) ** 2)),
    ("a flip is more than a loss", three(beta_c=1 / (1 - p))),
    ("upside down", three(beta_c=(1 - 2 * p) ** 2)),
    ("variance that is left", three(beta_c=1 / (4 * p * (1 - p)))),
    ("Z = X against nothing", three(beta_c=sp.log(2) / (sp.log(2) - ENTROPY))),
    ("relevance of the channel forgotten", three(relevance=2)),
    ("wrong value", three(beta_c=sp.Integer(1))),
    ("rounded number", three(2.885390082 * sp.log(2), beta_c=1)),
    ("unknown symbol", three(2 * eps**2)),
    ("not finished", {"rate": 2, "relevance": 2 * (1 - 2 * p) ** 2}),
)
