"""Answers to 6.10, minimal and entangled."""

from fractions import Fraction
from itertools import product

import numpy as np

from ibnotes.joint import Joint

EXERCISE = "6.10"

BITS = (0, 1)
HALF = Fraction(1, 2)
NOISY = Joint([[Fraction(3, 8), Fraction(1, 8)], [Fraction(1, 8), Fraction(3, 8)]], "X Y")

of_a_noisy_label = NOISY.push("Z1", "X", lambda x: x).push("Z2", "X", lambda x: 1 - x)
overlapping_parts = Joint.uniform(
    [(x, x, (x[0], x[1]), (x[1], x[2])) for x in product(BITS, repeat=3)], "X Y Z1 Z2"
)
noise_in_common = Joint.uniform(
    [((y, w), y, y ^ c, (y, c)) for y, w, c in product(BITS, repeat=3)], "X Y Z1 Z2"
)
in_floats = Joint(
    np.einsum("xy,xa,xb->xyab", [[0.4, 0.1], [0.2, 0.3]], np.eye(2), np.eye(2)), "X Y Z1 Z2"
)

both_all_of_x = Joint.uniform(
    [((y, w), y, (y, w), (y, w)) for y, w in product(BITS, BITS)], "X Y Z1 Z2"
)
one_part = NOISY.push("Z1", "X", lambda x: x).push("Z2", "X", lambda x: 0)
noise_beside = NOISY.push("Z1", "X", lambda x: x).push("Z2", "X", [[HALF, HALF]] * 2)
two_parts = Joint.uniform([(x, x, x[0], x[1]) for x in product(BITS, BITS)], "X Y Z1 Z2")
two_views = NOISY.push("Z1", "X", [[Fraction(3, 4), Fraction(1, 4)]] + [[0, 1]]).push(
    "Z2", "X", [[Fraction(3, 4), Fraction(1, 4)]] + [[0, 1]]
)
of_the_label = NOISY.push("Z1", "Y", lambda y: y).push("Z2", "Y", lambda y: y)
of_nothing = Joint.uniform([((w,), 0, w, w) for w in BITS], "X Y Z1 Z2")

RIGHT = (of_a_noisy_label, overlapping_parts, noise_in_common, in_floats)
WRONG = (
    ("entangled by what should be forgotten", both_all_of_x),
    ("one part does all", one_part),
    ("disentangled", noise_beside),
    ("disentangled", two_parts),
    ("each part on its own", two_views),
    ("chain broken", of_the_label),
    ("nothing to say", of_nothing),
    ("wrong variables", NOISY),
    ("wrong type", [("X", "X")]),
)
