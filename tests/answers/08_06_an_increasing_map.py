"""Answers to 8.6, an increasing map that hides it all."""

import math
from fractions import Fraction

import numpy as np
import sympy as sp

EXERCISE = "8.6"

LINE = range(1, 11)


def bent(f):
    """An increasing function, brought to the range from 1 to 10."""
    low, high = f(1), f(10)
    return [1 + 9 * (f(i) - low) / (high - low) for i in LINE]


RIGHT = (
    [1, *(10 - Fraction(i, 100) for i in range(8, 0, -1)), 10],
    bent(lambda i: Fraction(20) ** i),
    np.array(bent(lambda i: math.exp(3 * i))),
    (*(1 + sp.Rational(i, 9) for i in range(9)), 10.0),
)
WRONG = (
    ("nothing moved", list(LINE)),
    ("nothing moved", np.linspace(1, 10, 10)),
    ("bent too little", bent(lambda i: i * i)),
    ("bent too little", bent(lambda i: i**4)),
    ("bent too little", bent(math.log)),
    ("bent too little", [1, *(5 + i / 100 for i in range(8)), 10]),
    ("two crowds", [1, 1.1, 1.2, 1.3, 1.4, 9.6, 9.7, 9.8, 9.9, 10]),
    ("two crowds", [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 9, 9.5, 10]),
    ("order reversed", list(range(10, 0, -1))),
    ("order reversed", [10, 1.08, 1.07, 1.06, 1.05, 1.04, 1.03, 1.02, 1.01, 1]),
    ("values merged", [1] * 9 + [10]),
    ("values merged", bent(lambda i: 1000.0 ** (i - 10))),
    ("not increasing", [1, 1.05, 1.02, 1.03, 1.04, 1.01, 1.06, 1.07, 1.08, 10]),
    ("ends moved", [100 * i for i in LINE]),
    ("ends moved", [i / 100 for i in LINE]),
    ("wrong number of values", [1, 1.5, 10]),
    ("not a list of numbers", [1, "2", 3, 4, 5, 6, 7, 8, 9, 10]),
    ("not finished", [1, ..., 10]),
    ("wrong type", {1: 10}),
)
