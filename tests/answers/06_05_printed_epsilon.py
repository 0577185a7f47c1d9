"""Answers to 6.5, the printed epsilon."""

from fractions import Fraction as F

import numpy as np

from ibnotes.joint import Joint
from ibnotes.nuisance import potential_outcomes, quantile_nuisance

EXERCISE = "6.5"

TWINS = [[F(1, 4), 0], [F(1, 8), F(1, 4)], [F(1, 8), F(1, 4)]]
ALL_TWINS = [[F(3, 16), F(1, 16)], [F(3, 16), F(1, 16)], [F(1, 8), F(3, 8)]]


def positive(x):
    return x > 0


by_quantiles = quantile_nuisance(Joint(ALL_TWINS, "X Y")).push("Z", "X", lambda x: x == 2)
in_floats = potential_outcomes(Joint(np.array(TWINS, dtype=float), "X Y")).push("Z", "X", positive)
with_noise = potential_outcomes(Joint(TWINS, "X Y")).push(
    "Z", "X", [[1, 0, 0], [0, F(1, 3), F(2, 3)], [0, F(1, 3), F(2, 3)]]
)

LAW = potential_outcomes(Joint(TWINS, "X Y"))
BIT = potential_outcomes(Joint([[F(3, 8), F(1, 8)], [F(1, 8), F(3, 8)]], "X Y"))
SURE = potential_outcomes(Joint([[F(1, 4), 0], [F(1, 4), 0], [0, F(1, 4)], [0, F(1, 4)]], "X Y"))
BLIND = Joint(TWINS, "X Y").push("η", "X", lambda x: 0)

RIGHT = (by_quantiles, in_floats, with_noise)
WRONG = (
    ("Z keeps all of X", BIT.push("Z", "X", lambda x: x)),
    ("Z keeps all of X", LAW.push("Z", "X", lambda x: 2 - x)),
    ("X determines Y", SURE.push("Z", "X", lambda x: x > 1)),
    ("the nuisance seen directly", LAW.push("Z", "X η", lambda x, eta: (x > 0, eta))),
    ("Z is not sufficient", LAW.push("Z", "X", lambda x: 0)),
    ("the nuisance does not generate X", BLIND.push("Z", "X", positive)),
    (
        "the nuisance depends on Y",
        Joint(TWINS, "X Y").push("η", "X", lambda x: x).push("Z", "X", positive),
    ),
    ("wrong variables", LAW),
    ("is text", "Z = 1{X > 0}"),
)
