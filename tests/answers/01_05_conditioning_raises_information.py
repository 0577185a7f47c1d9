"""Answers to 1.5, conditioning can raise mutual information."""

from fractions import Fraction

import numpy as np

from ibnotes import Joint

EXERCISE = "1.5"

BITS = [(x, y) for x in (0, 1) for y in (0, 1)]
COINS = Joint.uniform(BITS, "X Y")


def with_z(function):
    """Two fair independent bits, and a function of them."""
    return COINS.push("Z", "X Y", function)


alarm = with_z(lambda x, y: x or y)
total = with_z(lambda x, y: x + y)

# A float law with dependent X and Y, given as an array p_xyz[x, y, z].
dependent = np.zeros((2, 2, 2))
for x_, y_ in BITS:
    dependent[x_, y_, x_ ^ y_] = 0.3 if x_ == y_ else 0.2

# Exact, and with a gain of less than 1e-5 nats.
MORE, LESS = Fraction(501, 1000), Fraction(499, 1000)
a_little = COINS.push("Z", "X Y", [[[MORE, LESS], [LESS, MORE]], [[LESS, MORE], [MORE, LESS]]])

common_cause = Joint.uniform([(0, 0, 0), (1, 1, 1)], "X Y Z")
noisy_common_cause = (
    Joint.uniform([0, 1], "Z")
    .push("X", "Z", [[Fraction(3, 4), Fraction(1, 4)], [Fraction(1, 4), Fraction(3, 4)]])
    .push("Y", "Z", [[Fraction(3, 4), Fraction(1, 4)], [Fraction(1, 4), Fraction(3, 4)]])
)
independent = Joint.uniform([(x, y, z) for x, y in BITS for z in (0, 1)], "X Y Z")
z_apart = Joint.uniform([(x, x, z) for x, z in BITS], "X Y Z")
copy_of_x = with_z(lambda x, y: x)
end_of_a_chain = (
    Joint.uniform([0, 1], "X")
    .push("Y", "X", [[Fraction(3, 4), Fraction(1, 4)], [Fraction(1, 4), Fraction(3, 4)]])
    .push("Z", "Y", [[Fraction(3, 4), Fraction(1, 4)], [Fraction(1, 4), Fraction(3, 4)]])
)
less = Joint(
    {(0, 0, 0): Fraction(4, 10), (1, 1, 1): Fraction(4, 10), (0, 1, 0): Fraction(1, 10)}
    | {(1, 0, 0): Fraction(1, 10)},
    "X Y Z",
)

RIGHT = (alarm, total, Joint(dependent, "X Y Z"), a_little)
WRONG = (
    ("common cause", common_cause),
    ("common cause", noisy_common_cause),
    ("all independent", independent),
    ("Z knows nothing of the pair", z_apart),
    ("Z sees only one of the two", copy_of_x),
    ("Z sees only one of the two", end_of_a_chain),
    ("wrong variables", Joint.uniform(BITS, "A B")),
    ("wrong type", np.full((2, 2, 2), 1 / 8)),
    ("wrong type", {(0, 0, 0): 1}),
    ("no more information given Z", less),
)
