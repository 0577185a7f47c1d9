"""Answers to 6.7, a bottleneck that changes nothing."""

from fractions import Fraction
from itertools import product

from ibnotes.joint import Joint

EXERCISE = "6.7"

BITS = (0, 1)


def law(x, z1, z2, eta=lambda y, a, b: b):
    """A law of three fair bits y, a, b."""
    return Joint.uniform(
        [(x(*o), o[0], eta(*o), z1(*o), z2(*o)) for o in product(BITS, repeat=3)], "X Y η Z1 Z2"
    )


def everything(y, a, b):
    return y, a, b


def target(y, a, b):
    return y


def with_a(y, a, b):
    return y, a


def with_b(y, a, b):
    return y, b


HALF = Fraction(1, 2)
nuisance_kept = law(everything, everything, with_b)
nuisance_dropped_before = law(everything, with_a, target)
nuisance_of_no_one = law(with_a, with_a, target)
noise = Joint.uniform([(y, y, 0) for y in BITS], "X Y η").push(
    "Z1", "X", [[HALF, HALF, 0, 0], [0, 0, HALF, HALF]]
)

RIGHT = (nuisance_kept, nuisance_dropped_before, nuisance_of_no_one)
WRONG = (
    ("the bottleneck drops the nuisance", law(everything, everything, target)),
    ("the bottleneck drops the nuisance", law(everything, everything, with_a)),
    ("Z2 is all of Z1", law(everything, with_a, with_a)),
    ("no bottleneck", noise.push("Z2", "Z1", lambda z: z // 2)),
    ("Z2 looks past Z1", law(everything, with_a, with_b)),
    ("Z2 is not sufficient", law(everything, everything, lambda y, a, b: b)),
    ("the nuisance depends on Y", law(everything, everything, target, with_b)),
    ("nothing to say", law(lambda y, a, b: (a, b), lambda y, a, b: (a, b), lambda y, a, b: b)),
    ("wrong variables", law(everything, everything, target).marginal("X Y Z1 Z2")),
)
