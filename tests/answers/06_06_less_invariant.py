"""Answers to 6.6, cheaper and less invariant."""

from itertools import product

from ibnotes.joint import Joint

EXERCISE = "6.6"

BITS = (0, 1)


def law(sizes, z1, z2, eta=lambda y, a, b: a):
    """The law of X = (y, a, b) with independent uniform parts."""
    outcomes = product(BITS, *map(range, sizes))
    return Joint.uniform([(o, o[0], eta(*o), z1(*o), z2(*o)) for o in outcomes], "X Y η Z1 Z2")


def with_a(y, a, b):
    return y, a


def with_b(y, a, b):
    return y, b


def target(y, a, b):
    return y


three_against_two = law((2, 3), with_a, with_b)
pair_of_nuisances = law((4, 6), lambda y, a, b: (y, a // 2), with_b, lambda y, a, b: a // 2)
minimal_but_for_a_bit = law((2, 8), with_a, lambda y, a, b: (y, b))
mixed_with_the_target = law((2, 4), with_a, with_b, lambda y, a, b: y ^ a)

RIGHT = (three_against_two, pair_of_nuisances, minimal_but_for_a_bit, mixed_with_the_target)
WRONG = (
    ("the other way round", law((2, 4), with_b, with_a)),
    ("Z1 is a function of Z2", law((2, 4), target, with_b)),
    ("the nuisance is all that X adds", law((2, 1), with_a, target)),
    ("Z1 is not cheaper", law((2, 2), with_a, with_b)),
    ("Z1 is not cheaper", law((4, 2), with_a, with_b)),
    ("Z1 is not less invariant", law((3, 4), with_a, with_b, lambda y, a, b: 0)),
    ("Z1 is not sufficient", law((2, 4), lambda y, a, b: a, with_b)),
    ("Z2 is not sufficient", law((2, 4), with_a, lambda y, a, b: b)),
    ("the nuisance depends on Y", law((2, 4), with_a, with_b, lambda y, a, b: (y, a))),
    (
        "nothing to say",
        Joint.uniform([((a, b), 0, a, a, b) for a, b in product(BITS, range(4))], "X Y η Z1 Z2"),
    ),
    (
        "chain broken",
        Joint.uniform(
            [((y, b), y, a, (y, a), (y, b)) for y, a, b in product(BITS, BITS, range(4))],
            "X Y η Z1 Z2",
        ),
    ),
    ("wrong variables", law((2, 4), with_a, with_b).marginal("X Y η")),
)
