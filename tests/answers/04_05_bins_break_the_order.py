"""Answers to 4.5, bins break the order of the layers."""

from fractions import Fraction

import numpy as np
import sympy as sp

EXERCISE = "4.5"


def answer(z1=(0.1, 0.2, 0.3), z2=(0, 0, 3), y=(0, 0, 1), edges=(1, 2)):
    return {"z1": list(z1), "z2": list(z2), "y": list(y), "edges": list(edges)}


# The layer of the chapter, with a ReLU that merges half of its values.
TENTHS = [Fraction(2 * i + 1, 20) for i in range(10)]
magnified = answer(
    TENTHS, [max(10 * z - 5, 0) for z in TENTHS], [i // 5 for i in range(10)], range(11)
)
# A ReLU that cuts half of the values off shows more than its input if the edges are coarse.
with_relu = answer([-0.3, -0.2, 0.3, 0.4], [0, 0, 3, 4], "aabb", [-10, 1])
more_inputs_than_values = answer([0.1, 0.1, 0.2, 0.3], [5, 5, -5, 5], [1, 1, 0, 1], [0])
of_other_types = {
    "z1": np.array([0.1, 0.2, -0.1]),
    "z2": (sp.Rational(1, 2), sp.Integer(3), Fraction(1, 2)),
    "y": ["no", "yes", "no"],
    "edges": np.array([1]),
}

RIGHT = (answer(), magnified, with_relu, more_inputs_than_values, of_other_types)
WRONG = (
    ("the second layer is no function of the first", answer([0.1, 0.1, 0.2], [0, 1, 3])),
    ("the second layer is no function of the first", answer([1, 1, 1, 1], range(4), "aabb", [2])),
    ("nothing is lost", answer(z2=(0, 1, 3))),
    ("nothing is lost", answer([0.1, 0.2], [0, 3], [0, 1])),
    ("layers the wrong way round", answer([0.1, 0.2, 3], [0.1, 0.1, 0.2])),
    ("the label says nothing", answer(y=(1, 1, 1))),
    (
        "label and cell independent",
        answer([0.1, 0.2, 0.3, 0.4], [0, 1.5, 0, 1.6], (0, 0, 1, 1)),
    ),
    ("cells fine enough", answer([0, 1, 2, 3], [0, 10, 10, 30], (0, 0, 1, 1), [1, 2, 3])),
    ("cells fine enough", answer(edges=(0.15, 0.25, 1))),
    ("rate in order", answer(z2=(0, 0, 0.5))),
    # Layer 1 tells the label as well as anything can; layer 2 adds what has no bearing on it.
    (
        "relevance in order",
        answer([0, 0.1, 0.2, 5, 5.1, 5.2], [0, 0, 3, 6, 6, 9], "aaabbb", (1, 4, 8)),
    ),
    ("edges not in order", answer(edges=(2, 1))),
    ("an edge list for each layer", answer(edges=([1, 2], [1, 2]))),
    ("different lengths", answer(y=(0, 1))),
    ("not a list of numbers", answer(z1=("a", "b", "c"))),
    ("not a list of numbers", answer(z2=(0, 0, float("inf")))),
    ("not a list of labels", answer(y=([0], [0], [1]))),
    ("not a list of labels", answer() | {"y": np.array([[0], [0], [1]])}),
    ("not a list of labels", answer() | {"y": 1}),
    ("not finished", answer() | {"edges": [...]}),
    ("not finished", {"z1": [1, 2], "z2": [1, 2], "y": [0, 1]}),
    ("wrong type", [[0.1, 0.2], [0, 3]]),
)
