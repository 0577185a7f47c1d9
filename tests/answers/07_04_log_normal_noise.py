"""Answers to 7.4, log-normal noise against the log-uniform prior."""

import sympy as sp

EXERCISE = "7.4"

alpha, c = sp.symbols("alpha c", positive=True)
log, pi, e = sp.log, sp.pi, sp.E

ENTROPY = log(2 * pi * e * alpha) / 2

in_single_logarithms = -(log(2) + log(pi) + 1 + log(alpha)) / 2 - log(c)
one_logarithm = log(1 / (c * sp.sqrt(2 * pi * e * alpha)))
other_assumptions = in_single_logarithms.subs(
    {alpha: sp.Symbol("alpha"), c: sp.Symbol("c", real=True)}
)

RIGHT = (in_single_logarithms, one_logarithm, other_assumptions)
WRONG = (
    ("constant dropped", -log(alpha) / 2),
    ("constant dropped", -ENTROPY),
    ("sign of the entropy", ENTROPY - log(c)),
    ("sign of the entropy", ENTROPY + log(c)),
    ("e forgotten", -log(2 * pi * alpha) / 2 - log(c)),
    ("alpha for the standard deviation", -log(sp.sqrt(2 * pi * e) * alpha) - log(c)),
    (
        "variance of the noise itself",
        -log(2 * pi * e * (sp.exp(alpha) - 1)) / 2 - log(c),
    ),
    ("entropy of the noise instead of its logarithm", -(ENTROPY - alpha / 2) - log(c)),
    ("entropy of the noise instead of its logarithm", -ENTROPY - alpha / 2 - log(c)),
    ("prior's constant the wrong way round", -ENTROPY + log(c)),
    ("bits instead of nats", (-ENTROPY - log(c)) / log(2)),
    ("rounded number", -log(alpha) / 2 - log(c) - sp.Float("1.41893853320467")),
    ("unknown symbol", -ENTROPY - log(c) + log(sp.Symbol("w"))),
    ("wrong value", -ENTROPY - c),
    ("an equation", sp.Eq(sp.Symbol("KL"), -ENTROPY - log(c))),
    ("is text", "-log(2*pi*E*alpha)/2 - log(c)"),
)
