"""Answers to 9.3, skewness zero without symmetry."""

from fractions import Fraction

EXERCISE = "9.3"


def over(total, table):
    """A law from whole numbers."""
    return {value: Fraction(n, total) for value, n in table.items()}


moved = {value + 7: p for value, p in over(10, {-2: 4, 1: 5, 3: 1}).items()}
in_floats = {-2: 0.4, 1: 0.5, 3: 0.1, 9: 0.0}

RIGHT = (moved, in_floats)
WRONG = (
    ("the chapter's law", over(6, {-4: 2, 1: 3, 5: 1})),
    ("the chapter's law", over(6, {18: 2, 8: 3, 0: 1})),
    ("symmetric", over(4, {-1: 1, 0: 2, 1: 1})),
    ("symmetric", over(6, {0: 1, 1: 1, 2: 1, 3: 1, 4: 1, 5: 1})),
    ("two values", over(3, {-1: 2, 2: 1})),
    ("moment about zero", over(9, {-2: 1, 0: 0, 1: 8})),
    ("moment about zero", over(10, {-2: 1, 1: 8, 0: 1})),
    ("mean at the median", over(8, {-1: 3, 0: 4, 3: 1})),
    ("only the mean made zero", over(6, {-3: 2, 1: 3, 3: 1})),
    ("skewed", over(3, {0: 1, 1: 1, 5: 1})),
    ("not a law", {-2: 4, 1: 5, 3: 1}),
    ("not a law", {-2: Fraction(3, 2), 1: Fraction(-1, 2)}),
    ("no spread", {3: 1}),
    ("wrong type", [-2, 1, 3]),
    ("wrong type", {"a": 1}),
)
