"""Answers to 8.3, too low in the mean."""

from fractions import Fraction

import numpy as np

from ibnotes.joint import Joint

EXERCISE = "8.3"


def uniform(*outcomes):
    return Joint.uniform(outcomes, "X Y")


def copy(size):
    return uniform(*((i, i) for i in range(size)))


NOISY = uniform((0, 0), (0, 1), (1, 1), (2, 2))


def laws(copy=copy(100), noisy=NOISY):
    """The two laws; one left out is right."""
    return {"copy": copy, "noisy": noisy}


renamed = uniform(*((i, f"value {-i}") for i in range(150)))
geometric = Joint({(i, i): 2**-8 * (1 + (i % 2 - 0.5) / 4) for i in range(256)}, "X Y")
two_paths = uniform((0, 0), (0, 1), (1, 1), (2, 2), (2, 3), (3, 3))
in_floats = Joint(np.diag([0.3, 0.25, 0.25, 0.1]) + np.diag([0.1, 0, 0], k=1), "X Y")
nearly_a_copy = Joint(
    {(i, i): Fraction(97, 1200) for i in range(12)}
    | {(i, 12): Fraction(1, 400) for i in range(12)},
    "X Y",
)
one_heavy = Joint(
    {(0, 0): Fraction(9, 10)} | {(i, i): Fraction(1, 1000) for i in range(1, 101)}, "X Y"
)
rare_values = Joint({(i, i): Fraction(999 if i < 8 else 1, 8092) for i in range(108)}, "X Y")
weakly_joined = Joint(
    {
        (0, 0): Fraction(997, 1000),
        (0, 1): Fraction(1, 1000),
        (1, 1): Fraction(1, 1000),
        (2, 2): Fraction(1, 1000),
    },
    "X Y",
)

RIGHT = (
    laws(),
    laws(renamed, two_paths),
    laws(geometric, in_floats),
    laws(one_heavy, nearly_a_copy),
)
WRONG = (
    ("few values", laws(copy(2))),
    ("few values", laws(copy(4))),
    ("few values", laws(copy(50))),
    ("rare values without weight", laws(rare_values)),
    ("more than half is found", laws(copy(60))),
    ("not a copy", laws(NOISY)),
    ("not a copy", laws(uniform(*((i, i // 2) for i in range(200))))),
    ("nothing to estimate", laws(copy(1))),
    ("one determines the other", laws(noisy=copy(100))),
    ("one determines the other", laws(noisy=uniform((0, 0), (1, 0), (2, 1), (3, 1)))),
    ("independent", laws(noisy=uniform((0, 0), (0, 1), (1, 0), (1, 1)))),
    (
        "every pair possible",
        laws(noisy=Joint([[0.4, 0.1], [0.1, 0.4]], "X Y")),
    ),
    ("too many pairs", laws(noisy=uniform((0, 0), (0, 1), (1, 1)))),
    ("too many pairs", laws(noisy=uniform((0, 0), (0, 1), (1, 0), (1, 1), (2, 2)))),
    ("not too low", laws(noisy=weakly_joined)),
    ("wrong variables", laws(noisy=Joint.uniform([(0, 0), (1, 1)], "A B"))),
    ("wrong type", laws(noisy=[[0.5, 0], [0, 0.5]])),
    ("wrong type", NOISY),
    ("not finished", laws(noisy=...)),
    ("not finished", {"copy": copy(100)}),
)
