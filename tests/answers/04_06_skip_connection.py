"""Answers to 4.6, a skip connection breaks the chain."""

from fractions import Fraction

from ibnotes import Joint

EXERCISE = "4.6"

VARIABLES = "Y X Z1 Z2"


def network(label, first, second, inputs=range(4)):
    """The law of a network with the given functions and equally likely inputs."""
    rows = [(label(x), x, first(x), second(x, first(x))) for x in inputs]
    return Joint.uniform(rows, VARIABLES)


def itself(x, *_):
    return x


def half(x, *_):
    return x // 2


both_kept = network(itself, half, lambda x, z1: (x, z1))
four_labels = network(lambda x: x % 4, lambda x: x % 2, lambda x, z1: z1 + x, range(8))
# The label is noisy, and the skip adds the second of two hints.
hints = Joint(
    {
        (y, x, x // 2, x): Fraction(1, 4) * (p if y else 1 - p)
        for x, p in enumerate(map(Fraction, ("1/8", "1/4", "1/2", "3/4")))
        for y in (0, 1)
    },
    VARIABLES,
)
more_variables = Joint.uniform([(x, x, x // 2, x, 0) for x in range(4)], "Y X Z1 Z2 Z3")
leak = Joint.uniform([(y, x, x, 2 * x + y) for x in (0, 1) for y in (0, 1)], VARIABLES)
noisy_first = Joint.uniform(
    [(x, x, x // 2 + 2 * coin, x) for x in range(4) for coin in (0, 1)], VARIABLES
)
noisy_second = Joint.uniform(
    [(x, x, x // 2, (x, coin)) for x in range(4) for coin in (0, 1)], VARIABLES
)

RIGHT = (both_kept, four_labels, hints, more_variables)
WRONG = (
    ("no skip", network(itself, half, lambda x, z1: 3 * z1 + 1)),
    ("no skip", network(itself, half, lambda x, z1: 0)),
    ("nothing left to say", network(itself, itself, lambda x, z1: (x, z1))),
    ("nothing left to say", network(half, half, lambda x, z1: x)),
    (
        "the skip carries what has no bearing on Y",
        network(half, lambda x: x // 4, lambda x, z1: (z1, x % 2), range(8)),
    ),
    ("the skip replaces the layer", network(itself, half, lambda x, z1: x % 2)),
    ("the network sees the label", leak),
    ("the first layer has noise", noisy_first),
    ("the second layer has noise", noisy_second),
    ("the first layer says nothing", network(itself, lambda x: 0, itself)),
    ("wrong variables", Joint.uniform([(x, x, x) for x in range(2)], "X Y Z")),
    ("wrong type", [(0, 0, 0, 0)]),
)
