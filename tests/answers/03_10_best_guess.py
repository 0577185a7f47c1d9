"""Answers to 3.10, the best guess is not sufficient."""

from fractions import Fraction

import numpy as np

from ibnotes import Joint

EXERCISE = "3.10"


def law(*rows):
    """The law of X and Y with these rows, in units of their sum."""
    total = sum(map(sum, rows))
    return Joint(
        {(x, y): Fraction(n, total) for x, row in enumerate(rows) for y, n in enumerate(row)},
        "X Y",
    )


def merging(p_xy, *labels):
    return p_xy.push("Z", "X", lambda x: labels[x])


FOUR = law([9, 1], [6, 4], [4, 6], [1, 9])
guess = merging(FOUR, 0, 0, 1, 1)
constant = merging(law([7, 1], [5, 3]), 0, 0)
in_floats = Joint(np.array([[0.3, 0.2], [0.45, 0.05]])[:, :, None], "X Y Z")
three_values = merging(law([3, 1, 0], [3, 0, 1]), "same", "same")

worse = merging(FOUR, 0, 1, 0, 1)
one_to_one = merging(FOUR, 3, 1, 0, 2)
equal_rows = merging(law([2, 1], [4, 2], [1, 2]), 0, 0, 1)
noisy = FOUR.push("Z", "X", [[Fraction(1, 2), Fraction(1, 2)]] * 4)
noisy_and_certain = law([1, 0], [0, 1]).push("Z", "X", [[1, 0], [Fraction(1, 2), Fraction(1, 2)]])
knows_y = FOUR.push("Z", "Y", lambda y: y)
knows_all = law([1, 1]).push("Z", "Y", lambda y: y)
certain = merging(law([1, 0], [0, 1], [0, 1]), 0, 0, 1)
useless = merging(law([1, 1], [2, 2]), 0, 0)

RIGHT = (guess, constant, in_floats, three_values)
WRONG = (
    ("the guess gets worse", worse),
    ("one to one", one_to_one),
    ("equal rows merged", equal_rows),
    ("Z is no function of X", noisy),
    ("Z is no function of X", noisy_and_certain),
    ("Z guesses Y itself", knows_y),
    ("Z guesses Y itself", knows_all),
    ("Y is certain given X", certain),
    ("nothing to lose", useless),
    ("wrong variables", FOUR),
    ("wrong type", [0, 0, 1, 1]),
)
