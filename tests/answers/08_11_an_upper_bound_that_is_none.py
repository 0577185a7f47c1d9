"""Answers to 8.11, an upper bound that is none."""

from fractions import Fraction

import numpy as np
import sympy as sp

EXERCISE = "8.11"


def flips(one, other=None):
    """The law of a bit that is flipped with this probability, or with another one if it is 1."""
    other = one if other is None else other
    return [[1 - one, one], [other, 1 - other]]


RIGHT = (
    flips(Fraction(3, 10)),
    np.array([[0.6, 0.4], [0.4, 0.6]]),
    flips(Fraction(1, 4), Fraction(2, 5)),
    flips(Fraction(11, 20), Fraction(1, 5)),
    (flips(sp.Rational(9, 20))[0], flips(sp.Rational(9, 20))[1]),
)
WRONG = (
    ("the true conditional law", flips(Fraction(1, 10))),
    ("the true conditional law", [[0.9, 0.1], [0.1, 0.9]]),
    ("x ignored", [[0.5, 0.5], [0.5, 0.5]]),
    ("x ignored", [[0.9, 0.1], [0.9, 0.1]]),
    ("rows exchanged", [[0.4, 0.6], [0.6, 0.4]]),
    ("rows exchanged", flips(Fraction(9, 10))),
    ("too sure", flips(Fraction(1, 20))),
    ("too sure", flips(Fraction(1, 1000))),
    ("not cautious enough", flips(Fraction(1, 5))),
    ("not cautious enough", flips(Fraction(1, 10), Fraction(2, 5))),
    ("still above", flips(Fraction(1, 20), Fraction(2, 5))),
    ("nothing learned", flips(Fraction(9, 10), Fraction(1, 5))),
    ("joint table", [[0.4, 0.1], [0.1, 0.4]]),
    ("columns instead of rows", [[0.6, 0.3], [0.4, 0.7]]),
    ("not a law", [[0.6, 0.5], [0.4, 0.6]]),
    ("not a law", [[1.2, -0.2], [0.4, 0.6]]),
    ("a zero", flips(0)),
    ("not a table", [0.3, 0.7]),
    ("not a table", [[0.3, 0.3, 0.4], [0.3, 0.3, 0.4]]),
    ("not a table", [["0.6", "0.4"], ["0.4", "0.6"]]),
    ("not finished", [[0.6, 0.4], ...]),
    ("wrong type", {0: [0.6, 0.4], 1: [0.4, 0.6]}),
)
