"""Answers to 3.5, the printed condition proves nothing."""

from fractions import Fraction

import numpy as np

from ibnotes import Joint

EXERCISE = "3.5"

COPIES = Joint.uniform([(0, 0), (1, 1)], "X Y")


def noise(flip):
    """A channel that flips a bit."""
    return [[1 - flip, flip], [flip, 1 - flip]]


noisy_copy = COPIES.push("Z", "X", noise(Fraction(1, 5)))
coin = COPIES.push("Z", "X", noise(Fraction(1, 2)))
in_floats = Joint(np.array([[0.3, 0.1], [0.2, 0.4]])[:, :, None], "X Y Z")

# Y knows X, which has three values, and Z merges two of them.
merged = Joint.uniform([0, 1, 2], "X").push("Y", "X", lambda x: x).push("Z", "X", lambda x: x // 2)

NOISY = Joint.uniform([0, 1], "X").push("Y", "X", noise(Fraction(1, 10)))
blurred = NOISY.push("Z", "X", noise(Fraction(1, 4)))
copy = NOISY.push("Z", "X", lambda x: x)
past_x = NOISY.push("Z", "Y", noise(Fraction(1, 4)))
independent = Joint.uniform([(x, y, x) for x in (0, 1) for y in (0, 1)], "X Y Z")
sufficient_and_messy = COPIES.push("Z", "X", lambda x: x).push("W", "X", lambda x: 0)
coin_beside = NOISY.push("Z", "X", [[Fraction(1, 2), Fraction(1, 2), 0, 0], [0, 0, 0, 1]])

# Y sees X through noise, and X has two symbols that say the same; Z tells only which kind.
three_symbols = Joint(
    {
        (x, y): Fraction(n, 16)
        for (x, y), n in zip([(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)], [3, 1, 3, 1, 2, 6])
    },
    "X Y",
)
kinds = three_symbols.push("Z", "X", lambda x: x // 2)

RIGHT = (noisy_copy, coin, in_floats, merged)
WRONG = (
    ("lossy, but seen through Y", blurred),
    ("Z knows X", copy),
    ("Z knows X", sufficient_and_messy),
    ("Z knows X", coin_beside),
    ("Z looks past X", past_x),
    ("Z looks past X", Joint.uniform([(0, 0, 0), (0, 1, 1)], "X Y Z")),
    ("nothing to lose", Joint.uniform([(x, y, 0) for x in (0, 1) for y in (0, 1)], "X Y Z")),
    ("nothing to lose", independent),
    ("printed condition broken", kinds),
    ("wrong variables", COPIES),
    ("wrong type", noisy_copy.table()),
)
