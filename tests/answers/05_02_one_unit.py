"""Answers to 5.2, one unit is enough."""

from fractions import Fraction

import numpy as np
import sympy as sp

EXERCISE = "5.2"

RIGHT = (
    [1, 3, 9],
    (9, -1, 3),
    [Fraction(1, 3), 1, -3],
    [0.01, 0.1, 1],
    np.array([2.0, 7.0, 31.0]),
    (1, sp.Rational(1, 5), 10),
    [1.4142135623730951, 1.7320508075688772, 2.23606797749979],
)
WRONG = (
    ("inputs are interchangeable", [1, 1, 1]),
    ("inputs are interchangeable", [1, 9, 9]),
    ("an input is ignored", [0, 1, 3]),
    ("opposite weights", [1, -1, 9]),
    ("a base too small", [1, 2, 4]),
    ("a base too small", [0.5, 1, 10]),
    ("a base too small", [1, 3, 6]),
    ("one weight is the sum of two others", [3, 5, 8]),
    ("one weight is the sum of two others", [0.1, 0.3, 0.4]),
    ("two inputs collide", [2, 3, 10]),
    ("a matrix", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    ("a matrix", np.eye(3)),
    ("wrong number of weights", [1, 3]),
    ("not a list of numbers", ["1", "3", "9"]),
    ("not a list of numbers", [1, sp.sqrt(2), sp.sqrt(3)]),
    ("not finished", [1, 3, ...]),
    ("wrong type", 3),
)
