"""Answers to 7.7, the printed bound on flat minima."""

from fractions import Fraction as F

import sympy as sp

EXERCISE = "7.7"


def case(weights, curvatures, beta):
    return {"weights": weights, "curvatures": curvatures, "beta": beta}


RIGHT = (
    case((3, -3, 3), (1, 1, 1), F(1, 10)),
    case([100, 7], [F(1, 2), 2], 5),
    case([sp.Rational(21, 10)] * 3, [sp.Integer(2)] * 3, 1),
    case([10.5, 10], [1, 0.5], 0.1),  # decimals count as written
    case([10] * 300, [1] * 300, 1),  # more than floats can hold
)
WRONG = (
    ("one weight", case([1000], [1], 1)),
    ("on the edge", case([1, 1], [1, 1], 1)),
    ("small weights", case([F(1, 2), F(1, 2)], [1, 1], 1)),
    ("small weights", case([F(1, 10**200)] * 2, [1, 1], 1)),
    ("one curvature does it all", case([10, 10], [10**6, F(1, 10**6)], 1)),
    ("the bound holds", case([1, 1], [F(1, 2), 1], 8)),
    ("the bound holds", case([1, 2], [F(1, 8), 1], 1)),
    ("outside the theorem", case([10, 0], [1, 1], 1)),
    ("outside the theorem", case([10, 10], [1, -1], 1)),
    ("outside the theorem", case([10, 10], [1, 1], 0)),
    ("not numbers", case([10, float("inf")], [1, 1], 1)),
    ("not numbers", case([10, "10"], [1, 1], 1)),
    ("not numbers", case(10, 1, 1)),
    ("not finished", case([], [], 1)),
    ("lengths differ", case([10, 10], [1], 1)),
    ("wrong keys", {"w": [10, 10], "h": [1, 1], "beta": 1}),
    ("not finished", case([10, 10], ..., 1)),
    ("wrong type", ([10, 10], [1, 1], 1)),
)
