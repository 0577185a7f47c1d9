"""Answers to 3.9, sufficient but no function of a sufficient statistic."""

from fractions import Fraction

import numpy as np

from ibnotes import Joint

EXERCISE = "3.9"


def noise(flip):
    """A channel that flips a bit."""
    return [[1 - flip, flip], [flip, 1 - flip]]


# The rows of x = 0 and x = 1 are equal, and T tells whether x = 2.
SYMBOLS = Joint(
    {(0, 0): Fraction(1, 4), (0, 1): Fraction(1, 12), (1, 0): Fraction(1, 4)}
    | {(1, 1): Fraction(1, 12), (2, 0): Fraction(1, 12), (2, 1): Fraction(1, 4)},
    "X Y",
)
HALF = Fraction(1, 2)

# For x = 2, Z is one of two values by a biased coin; else it is always the same.
two_names = SYMBOLS.push("Z", "X", [[1, 0, 0], [1, 0, 0], [0, Fraction(1, 3), Fraction(2, 3)]])
NOISY = Joint.uniform([0, 1], "X").push("Y", "X", noise(Fraction(1, 10)))
noisy_y = NOISY.push("Z", "X", [[HALF, HALF, 0, 0], [0, 0, HALF, HALF]])
in_floats = Joint(
    np.array([[0.4, 0.1], [0.2, 0.3]])[:, :, None]
    * np.array([[0.3, 0.7, 0, 0], [0, 0, 0.6, 0.4]])[:, None, :],
    "X Y Z",
)

bit = NOISY.push("Z", "X", lambda x: x)
minimal = SYMBOLS.push("Z", "X", lambda x: x == 2)
all_of_x = SYMBOLS.push("Z", "X", lambda x: x)
all_of_x_and_a_coin = (
    SYMBOLS.push("C", "X", [[HALF, HALF]] * 3)
    .push("Z", "X C", lambda x, c: (x, c))
    .marginal("X Y Z")
)
blurred = NOISY.push("Z", "X", noise(Fraction(1, 4)))
coin_from_y = NOISY.push("Z", "X Y", lambda x, y: (x, y))
coin_alone = NOISY.push("Z", "X", [[HALF, HALF]] * 2)
hint_at_x = SYMBOLS.push("Z", "X", [[Fraction(2, 3), Fraction(1, 3), 0], [1, 0, 0], [0, 0, 1]])
seen_from_y = NOISY.push("Z", "Y", lambda y: y)
silent = Joint.uniform([(x, 0, (x, c)) for x in (0, 1) for c in (0, 1)], "X Y Z")

RIGHT = (two_names, noisy_y, in_floats)
WRONG = (
    ("a function of X", bit),
    ("a function of X", minimal),
    ("all of X kept", all_of_x),
    ("all of X kept", all_of_x_and_a_coin),
    ("noise that blurs X", blurred),
    ("noise that blurs X", coin_alone),
    ("coin that knows Y", coin_from_y),
    ("no representation of X", seen_from_y),
    ("too expensive", hint_at_x),
    ("not sufficient", NOISY.push("Z", "X", lambda x: 0)),
    ("nothing to say", silent),
    ("wrong variables", NOISY),
    ("wrong type", two_names.table()),
)
