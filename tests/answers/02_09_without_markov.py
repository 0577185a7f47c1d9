"""Answers to 2.9, what the Markov condition is for."""

from fractions import Fraction

import numpy as np

from ibnotes import Joint

EXERCISE = "2.9"

BITS = [(a, b) for a in (0, 1) for b in (0, 1)]
COINS = Joint.uniform(BITS, "X Y")


def noise(flip):
    """A channel that flips a bit."""
    return [[1 - flip, flip], [flip, 1 - flip]]


constant_x = Joint.uniform([(0, 0, 0), (0, 1, 1)], "X Y Z")
copy_of_y = COINS.push("Z", "Y", lambda y: y)

# X is Y seen through noise, and Z sees Y itself; in float64.
p_xyz = np.zeros((2, 2, 2))
for x_, y_ in BITS:
    p_xyz[x_, y_, y_] = 0.35 if x_ == y_ else 0.15

# Z sees the pair, and the gain is small.
LITTLE = Fraction(51, 100)
almost_nothing = COINS.push("Z", "Y", noise(LITTLE))

copy_of_x = COINS.push("Z", "X", lambda x: x)
markov = (
    Joint.uniform([0, 1], "X")
    .push("Y", "X", noise(Fraction(1, 10)))
    .push("Z", "X", noise(Fraction(1, 5)))
)
independent = Joint.uniform([(*pair, z) for pair in BITS for z in (0, 1)], "X Y Z")
total = COINS.push("Z", "X Y", lambda x, y: x + y)
both = COINS.push("Z", "X Y", lambda x, y: (x, y))
sum_mod_2 = COINS.push("Z", "X Y", lambda x, y: x ^ y)
y_from_x = (
    Joint.uniform([0, 1, 2], "X")
    .push("Y", "X", lambda x: x // 2)
    .push("Z", "X Y", lambda x, y: x + y)
)

# Z depends on both, and agrees with X more than with Y.
OFTEN, RARELY = Fraction(9, 10), Fraction(1, 10)
SELDOM, MOSTLY = Fraction(1, 4), Fraction(3, 4)
more_of_x = COINS.push(
    "Z", "X Y", [[[OFTEN, RARELY], [MOSTLY, SELDOM]], [[SELDOM, MOSTLY], [RARELY, OFTEN]]]
)

RIGHT = (constant_x, copy_of_y, Joint(p_xyz, "X Y Z"), almost_nothing)
WRONG = (
    ("Markov condition kept", markov),
    ("Z says nothing of Y", copy_of_x),
    ("Z says nothing of Y", sum_mod_2),
    ("all independent", independent),
    ("Z knows X", both),
    ("equality", total),
    ("X knows Y", Joint.uniform([(0, 0, 0), (1, 1, 1)], "Y X Z")),
    ("X knows Y", y_from_x),
    ("the bound holds", more_of_x),
    ("wrong variables", Joint.uniform(BITS, "X Z")),
    ("wrong type", p_xyz),
)
