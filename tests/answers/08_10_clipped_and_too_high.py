"""Answers to 8.10, clipped, and too high."""

import math
from fractions import Fraction

import numpy as np
import sympy as sp

from ibnotes.joint import Joint

EXERCISE = "8.10"


def copy(size):
    return Joint.uniform([(i, i) for i in range(size)], "X Y")


def answer(law, clip):
    return {"law": law, "clip": clip}


def noisy_copy(size, flip):
    """A copy that is replaced by a fresh value now and then."""
    table = np.full((size, size), flip / size**2) + np.eye(size) * (1 - flip) / size
    return Joint(table, "X Y")


# One rare value that is copied, and else nothing: most of the information is in one pair.
needle = Joint(
    {(0, 0): Fraction(1, 100)} | {(i, i): Fraction(11, 100) for i in range(1, 10)}, "X Y"
)
independent = Joint.uniform([(i, j) for i in range(9) for j in range(9)], "X Y")

RIGHT = (
    answer(copy(16), 4),
    answer(copy(1000), math.e),
    answer(noisy_copy(64, 0.1), 8),
    answer(Joint.uniform([(i, i // 2) for i in range(60)], "X Y"), sp.Rational(9, 2)),
)
WRONG = (
    ("independent", answer(independent, 4)),
    ("nothing clipped from above", answer(copy(100), 100)),
    ("nothing clipped from above", answer(copy(2), 3)),
    ("nothing clipped from above", answer(needle, 1000)),
    ("clipped too tightly", answer(copy(100), 2)),
    ("clipped too tightly", answer(copy(4), Fraction(3, 2))),
    ("ratios not large enough", answer(copy(5), 3)),
    ("not by log 2", answer(copy(15), 4)),
    ("not by log 2", answer(copy(100), 50)),
    ("not above", answer(needle, 99)),
    ("no room to clip", answer(copy(100), 1)),
    ("no room to clip", answer(copy(100), Fraction(1, 4))),
    ("not a number", answer(copy(100), "four")),
    ("wrong variables", answer(Joint.uniform([(0, 0), (1, 1)], "A B"), 4)),
    ("wrong type", answer([[0.5, 0], [0, 0.5]], 4)),
    ("wrong type", copy(100)),
    ("not finished", answer(copy(100), ...)),
    ("not finished", {"law": copy(100)}),
)
