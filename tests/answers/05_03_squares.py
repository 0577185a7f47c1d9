"""Answers to 5.3, squares without biases."""

from fractions import Fraction

import numpy as np

EXERCISE = "5.3"


def answer(x=(1, 2), other=(-1, -2), weights=(1, 1), bias=1):
    return {"x": list(x), "x'": list(other), "weights": list(weights), "bias": bias}


in_one_dimension = answer([5], [-5], [2], -3)
of_other_types = {
    "x": np.array([0.5, 0.0]),
    "x'": np.array([-0.5, 0.0]),
    "weights": (Fraction(1, 3), 7),
    "bias": np.float64(0.25),
}

RIGHT = (answer(), in_one_dimension, of_other_types)
WRONG = (
    ("the same input twice", answer(other=(1, 2))),
    ("the same input twice", answer((0, 0), (0, 0))),
    ("some signs changed", answer(other=(1, -2))),
    ("coordinates exchanged", answer(other=(2, 1))),
    ("same length taken for same output", answer((3, 4), (5, 0))),
    ("some network tells them apart", answer(other=(2, 4))),
    ("merged by these weights only", answer((1, 2), (3, 7), (0, 0))),
    ("merged by these weights only", answer((1, 2), (4, 1), (1, 3))),
    ("no bias", answer(bias=0)),
    ("the unit with a bias merges them, too", answer(weights=(2, -1))),
    ("different lengths", answer(weights=(1,))),
    ("not a list of numbers", answer(x=("a", "b"))),
    ("not a number", answer(bias="one")),
    ("not finished", answer(bias=...)),
    ("wrong type", [(1, 2), (-1, -2)]),
)
