"""The exercises of chapter 5: what the information plane shows, and what it cannot.

Each exercise is a task, its hints, and the misconceptions that are known by name. A misconception
comes with a wrong answer, or with the test that recognizes one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from ibnotes import measures
from ibnotes.checks.engine import Exercise
from ibnotes.checks.exact import rational, rationals
from ibnotes.checks.kinds import Code, Construct, Derive, Misconception, NotYet
from ibnotes.exact_networks import OutputLaw, output_law
from ibnotes.logarithms import LogNumber

__all__ = ["EXERCISES"]

Array = NDArray[np.float64]
Vector = Sequence[Fraction]

BITS = "You divide by log(2), which gives bits. The course measures in nats."


def _listed(numbers: Sequence[Fraction]) -> str:
    return "(" + ", ".join(map(str, numbers)) + ")"


def _dot(weights: Vector, point: Vector) -> Fraction:
    return sum((w * x for w, x in zip(weights, point)), Fraction(0))


# --- 5.1 the pair lemma --------------------------------------------------------------------------

n, d = sp.symbols("n d", positive=True)

PAIR_LEMMA = Exercise(
    "5.1",
    "The pair lemma (X4)",
    Derive(
        {"weights": d * (n + 1), "collisions": d * n, "codimension": d, "softmax": d - 1},
        points=tuple(
            {n: sp.Integer(i), d: sp.Integer(j)} for i, j in ((3, 1), (2, 3), (5, 2), (4, 7))
        ),
        misconceptions=(
            Misconception(
                "biases forgotten",
                "Each unit has a bias, too. It is a coordinate like the others, "
                "even where it cancels.",
                {"weights": d * n, "collisions": d * (n - 1)},
            ),
            Misconception(
                "one bias for all units",
                "Each unit has a bias of its own.",
                {"weights": d * n + 1, "collisions": d * (n - 1) + 1},
            ),
            Misconception(
                "only zero weights collide",
                "W = 0 merges everything. To merge two inputs it is enough that W delta = 0: "
                "each row is orthogonal to one vector.",
                {"collisions": (d, sp.Integer(0))},
            ),
            Misconception(
                "one equation for the layer",
                "W delta has d coordinates, so the number of conditions grows with d.",
                {
                    "collisions": d * (n + 1) - 1,
                    "codimension": (sp.Integer(1), 1 / d),
                    "softmax": sp.Integer(1),
                },
            ),
            Misconception(
                "inputs counted instead of units",
                "W delta = 0 is one equation for each unit, however many inputs the layer has.",
                {"collisions": d * (n + 1) - n, "codimension": n, "softmax": n - 1},
            ),
            Misconception(
                "difference taken as free",
                "The two inputs are fixed, and so is their difference. "
                "What varies are the weights.",
                {"collisions": d * (n + 1) + n - d},
            ),
            Misconception(
                "dimension instead of codimension",
                "The codimension is the number of dimensions that are missing: "
                "that of all weights minus that of the collisions.",
                {"codimension": d * n},
            ),
            Misconception(
                "softmax taken to be injective",
                "Softmax does not notice if the same number is added to all coordinates. "
                "So W delta need not be zero.",
                {"softmax": d},
            ),
            Misconception(
                "wrong way round for softmax",
                "With softmax there are more ways to collide, so fewer equations.",
                {"softmax": d + 1},
            ),
        ),
    ),
    hints=(
        "The activation is injective and acts on each coordinate. So the outputs agree exactly if "
        "the pre-activations do, W x + b = W x' + b. What becomes of b?",
        "With delta = x - x' the condition is W delta = 0: "
        "one equation for each row of W, and none for b.",
        "In one row, the weights orthogonal to a vector that is not zero "
        "form a space of dimension n - 1. The bias is free.",
        "For softmax the outputs agree exactly if W delta has d equal coordinates. "
        "That is d - 1 equations. For the rest, add up d rows of n - 1 weights and one bias.",
    ),
)


# --- 5.2 one unit is enough ----------------------------------------------------------------------

GRID = [tuple(map(Fraction, point)) for point in product(range(3), repeat=3)]


def _row(answer: Any) -> list[Fraction] | NotYet:
    try:
        row = rationals(answer)
    except ValueError as error:
        return NotYet("not a list of numbers", f"In the weights: {error}.")
    if len(row) != 3:
        return NotYet(
            "wrong number of weights",
            "One unit that sees three numbers has three weights.",
            got=str(len(row)),
            expected="3",
        )
    return row


def _grid_collisions(row: Vector) -> Iterator[tuple[Vector, Vector]]:
    return (pair for pair in combinations(GRID, 2) if _dot(row, pair[0]) == _dot(row, pair[1]))


def _keeps_points_apart(answer: Any) -> NotYet | None:
    row = _row(answer)
    if isinstance(row, NotYet):
        return row
    for one, other in _grid_collisions(row):
        return NotYet(
            "two inputs collide",
            "The unit does not tell these two inputs apart.",
            on=f"x = {_listed(one)}, x' = {_listed(other)}",
            got=f"w.x = {_dot(row, one)}, w.x' = {_dot(row, other)}",
            expected="different numbers",
        )
    return None


ONE_UNIT = Exercise(
    "5.2",
    "One unit is enough",
    Construct(
        (list, tuple, np.ndarray),
        _keeps_points_apart,
        description="a list of three numbers",
        misconceptions=(
            Misconception(
                "a matrix",
                "You give several units. The exercise asks for one, and it can do it alone.",
                lambda answer: (
                    len(answer) > 0
                    and all(hasattr(row, "__len__") for row in answer)
                    and not any(isinstance(row, str) for row in answer)
                ),
            ),
            Misconception(
                "an input is ignored",
                "A weight is zero, so the unit does not see that input at all.",
                lambda answer: 0 in rationals(answer),
            ),
            Misconception(
                "inputs are interchangeable",
                "Two weights are equal, so that two inputs may be exchanged without notice.",
                lambda answer: len(set(rationals(answer))) < len(answer) == 3,
            ),
            Misconception(
                "opposite weights",
                "Two weights cancel if both inputs grow by the same amount.",
                lambda answer: any(p == -q for p, q in combinations(rationals(answer), 2)),
            ),
            Misconception(
                "a base too small",
                "One weight is twice another, as in the binary system. But the inputs here have "
                "three values: a 2 in the one place weighs as much as a 1 in the other.",
                lambda answer: any(
                    p == 2 * q or q == 2 * p for p, q in combinations(rationals(answer), 2)
                ),
            ),
            Misconception(
                "one weight is the sum of two others",
                "To raise two inputs by one is then the same as to raise the third.",
                lambda answer: (
                    2 * max(map(abs, rationals(answer))) == sum(map(abs, rationals(answer)))
                ),
            ),
        ),
    ),
    hints=(
        "Two points collide if w is orthogonal to their difference. "
        "The differences have coordinates from -2 to 2.",
        "Think of x as the digits of a number.",
        "With three values for each digit, which base do you need?",
        "A base of 3 will do: the weights are the powers of it.",
    ),
)


# --- 5.3 squares without biases ------------------------------------------------------------------


def _square_unit(weights: Vector, bias: Fraction, point: Vector) -> Fraction:
    return (_dot(weights, point) + bias) ** 2


def _parted_by(one: Vector, other: Vector) -> Vector | None:
    """Weights for which the squares differ, if there are any.

    If one coordinate or the sum of two always has the same square at both inputs, then
    the inputs agree up to one sign for all coordinates, and no weights tell them apart.
    """
    indices = range(len(one))
    for chosen in [{i} for i in indices] + [set(pair) for pair in combinations(indices, 2)]:
        row = [Fraction(int(i in chosen)) for i in indices]
        if _dot(row, one) ** 2 != _dot(row, other) ** 2:
            return row
    return None


def _merged_for_ever(answer: dict[str, Any]) -> NotYet | None:
    missing = [name for name in ("x", "x'", "weights", "bias") if name not in answer]
    if missing:
        return NotYet("not finished", f"{missing[0]!r} is missing.")
    read = {}
    for name in ("x", "x'", "weights"):
        try:
            read[name] = rationals(answer[name])
        except ValueError as error:
            return NotYet("not a list of numbers", f"In {name}: {error}.")
    try:
        bias = rational(answer["bias"])
    except ValueError as error:
        return NotYet("not a number", f"In the bias: {error}.")
    one, other, weights = read.values()
    if not len(one) == len(other) == len(weights) > 0:
        sizes = ", ".join(f"{len(values)} in {name}" for name, values in read.items())
        return NotYet(
            "different lengths",
            "The two inputs have as many numbers as the unit has weights.",
            got=sizes,
            expected="lists of the same length",
        )
    if one == other:
        return NotYet("the same input twice", "Give two different inputs.", got=_listed(one))
    if parted := _parted_by(one, other):
        return NotYet(
            "some network tells them apart",
            "Here is one unit without a bias whose outputs differ.",
            on=f"weights {_listed(parted)}",
            got=f"{_dot(parted, one) ** 2} at x and {_dot(parted, other) ** 2} at x'",
            expected="the same, for all weights",
        )
    if bias == 0:
        return NotYet("no bias", "Without a bias the unit merges the two: that was the point.")
    if _square_unit(weights, bias, one) == _square_unit(weights, bias, other):
        return NotYet(
            "the unit with a bias merges them, too",
            "Your unit does not see the difference of the two inputs.",
            on=f"weights {_listed(weights)}, bias {bias}",
            got=f"{_square_unit(weights, bias, one)} at both",
            expected="different numbers",
        )
    return None


def _inputs(answer: dict[str, Any]) -> tuple[list[Fraction], list[Fraction]]:
    return rationals(answer["x"]), rationals(answer["x'"])


def _norm2(point: Vector) -> Fraction:
    return _dot(point, point)


SQUARES = Exercise(
    "5.3",
    "Squares without biases",
    Construct(
        dict,
        _merged_for_ever,
        description='a dictionary with "x", "x\'", "weights" and "bias"',
        misconceptions=(
            Misconception(
                "same length taken for same output",
                "The two inputs have the same norm. A unit sees a projection, not the norm.",
                lambda answer: (
                    _norm2(_inputs(answer)[0]) == _norm2(_inputs(answer)[1])
                    and _parted_by(*_inputs(answer)) is not None
                    and {abs(t) for t in _inputs(answer)[0]} != {abs(t) for t in _inputs(answer)[1]}
                ),
            ),
            Misconception(
                "some signs changed",
                "The inputs agree up to signs, but not all signs change. "
                "A unit that adds two coordinates sees that.",
                lambda answer: (
                    [t**2 for t in _inputs(answer)[0]] == [t**2 for t in _inputs(answer)[1]]
                    and _parted_by(*_inputs(answer)) is not None
                ),
            ),
            Misconception(
                "coordinates exchanged",
                "A unit with different weights on the two coordinates sees the exchange.",
                lambda answer: (
                    sorted(_inputs(answer)[0]) == sorted(_inputs(answer)[1])
                    and _parted_by(*_inputs(answer)) is not None
                ),
            ),
            Misconception(
                "merged by these weights only",
                "Your weights merge the two inputs, others do not. "
                "That is the null set of the pair lemma, not a counterexample.",
                lambda answer: (
                    _parted_by(*_inputs(answer)) is not None
                    and _dot(rationals(answer["weights"]), _inputs(answer)[0]) ** 2
                    == _dot(rationals(answer["weights"]), _inputs(answer)[1]) ** 2
                ),
            ),
        ),
    ),
    hints=(
        "A unit without a bias sees t = w.x. When do two numbers have the same square?",
        "For all weights at once: w.x' has to be w.x or its opposite, whatever w is.",
        "Take x' = -x. With a bias, (t + b)^2 and (-t + b)^2 differ by 4 b t.",
        "So choose any x that is not zero, its opposite, weights with w.x not zero, "
        "and any bias but zero.",
    ),
)


# --- 5.4 the collision argument ------------------------------------------------------------------

p, q = sp.symbols("p q", positive=True)

SPREAD = 1 - p - q
SAME_INPUT = p**2 + q**2

COLLISIONS = Exercise(
    "5.4",
    "The collision argument (X4)",
    Derive(
        {
            "inputs": SAME_INPUT,
            "two atoms merged": (p + q) ** 2,
            "flat": SAME_INPUT + SPREAD**2,
            "flat onto an atom": (1 - q) ** 2 + q**2,
        },
        points=tuple(
            {p: sp.Rational(x), q: sp.Rational(y)}
            for x, y in (("1/2", "1/4"), ("1/3", "1/6"), ("1/5", "3/5"), ("2/7", "1/9"))
        ),
        misconceptions=(
            Misconception(
                "chance to be an atom",
                "Both copies have to fall on the same atom. They are independent, so square.",
                {"inputs": p + q, "two atoms merged": p + q},
            ),
            Misconception(
                "density treated as an atom",
                "Two independent draws from a density agree with probability zero.",
                {
                    "inputs": SAME_INPUT + SPREAD**2,
                    "two atoms merged": (p + q) ** 2 + SPREAD**2,
                },
            ),
            Misconception(
                "one atom with the other",
                "p q is the chance of two different atoms. The copies have to agree.",
                {"inputs": (p * q, 2 * p * q), "two atoms merged": (p * q, 2 * p * q)},
            ),
            Misconception(
                "any two atoms",
                "Two draws from different atoms are different inputs.",
                {"inputs": (p + q) ** 2},
            ),
            Misconception(
                "no new collisions",
                "The merged atoms are one value now, of probability p + q. "
                "The cross term is the collision that the network adds.",
                {"two atoms merged": SAME_INPUT, "flat": SAME_INPUT},
            ),
            Misconception(
                "one order only",
                "First one atom and then the other, or the other way round: 2 p q.",
                {"two atoms merged": SAME_INPUT + p * q},
            ),
            Misconception(
                "one copy in the flat part",
                "Both copies have to fall into the flat part, which is a square.",
                {
                    "flat": SAME_INPUT + SPREAD,
                    "flat onto an atom": SAME_INPUT + SPREAD,
                },
            ),
            Misconception(
                "cross terms forgotten",
                "An input from the flat part collides with the atom, too. "
                "Add up the probability of the value first, and square then.",
                {"flat onto an atom": SAME_INPUT + SPREAD**2},
            ),
            Misconception(
                "atoms forgotten",
                "Both copies may also fall on one of the atoms that nothing else hits.",
                {"flat": SPREAD**2, "flat onto an atom": (1 - q) ** 2},
            ),
            Misconception(
                "both atoms under the flat part",
                "Then all three parts would have one value. Only the atom of probability p is hit.",
                {"flat onto an atom": (sp.Integer(1), (1 - p) ** 2 + p**2)},
            ),
        ),
    ),
    hints=(
        "X and X' are independent with the same law. "
        "The chance that both are at a point of probability m is m^2.",
        "P(f(X) = f(X')) is the sum over the values z of P(f(X) = z)^2. "
        "A part that is spread out over a line adds nothing.",
        "Where the network is flat, a whole interval becomes one value, an atom of the output: "
        "its probability is 1 - p - q.",
        "If the flat part has the value of the first atom, this value has probability "
        "p + (1 - p - q).",
    ),
)


# --- 5.5 an open set of ReLU weights -------------------------------------------------------------

Weights = tuple[Fraction, Fraction, Fraction, Fraction]

TWO_INTERVALS = [(-2, -1, Fraction(1, 2)), (1, 2, Fraction(1, 2))]
NAMES = ("w1", "b1", "w2", "b2")
LOG_2 = LogNumber.log(2)
TINY = Fraction(1, 10**15)


def _output(weights: Weights) -> OutputLaw:
    w1, b1, w2, b2 = weights
    return output_law(TWO_INTERVALS, [([[w1]], [b1]), ([[w2]], [b2])])


def _relu_network(weights: Weights, x: int) -> Fraction:
    w1, b1, w2, b2 = weights
    return max(w2 * max(w1 * x + b1, Fraction(0)) + b2, Fraction(0))


def _shown_weights(weights: Weights) -> str:
    return ", ".join(f"{name} = {value}" for name, value in zip(NAMES, weights))


def _read_box(answer: dict[str, Any]) -> tuple[Weights, Fraction] | NotYet:
    missing = [name for name in ("center", "radius") if name not in answer]
    if missing:
        return NotYet("not finished", f"{missing[0]!r} is missing.")
    try:
        center, radius = rationals(answer["center"]), rational(answer["radius"])
    except ValueError as error:
        return NotYet("not a list of numbers", f"In the center or the radius: {error}.")
    if len(center) != 4:
        return NotYet(
            "wrong number of weights",
            "The network has the weights w1, b1, w2, b2, in this order.",
            got=str(len(center)),
            expected="4",
        )
    return tuple(center), radius


def _corners(center: Weights, radius: Fraction) -> list[Weights]:
    return list(product(*((value - radius, value + radius) for value in center)))


def _information_is_log_2(answer: dict[str, Any]) -> NotYet | None:
    """Whether all weights of a box give log 2: decided exactly, in the center and the corners.

    I = log 2 says that on one interval the inner unit is dead and b2 > 0, and that on the other
    the inner unit is active and the outer one dead; the sign of w1 tells which is which. Given
    the sign, these are inequalities that are linear in each weight, so they hold in the box if
    they hold in its corners. And the sign is the same in all of them: if w1 > 0 at the center,
    then b1 - w1 <= 0 there, but the corner (w1 - r, b1 - r) with w1 < r would need b1 - w1 > 0.
    """
    read = _read_box(answer)
    if isinstance(read, NotYet):
        return read
    center, radius = read
    if finding := _not_log_2(center):
        return finding
    if radius <= 0:
        return NotYet(
            "no open set",
            "A single point has no volume. Give a positive radius.",
            got=f"radius {radius}",
            expected="radius > 0",
        )
    for corner in _corners(center, radius):
        if finding := _not_log_2(corner):
            message = f"The center is right, but not this corner of the box. {finding.message}"
            return NotYet("radius too large", message, finding.on, finding.got, finding.expected)
    return None


def _not_log_2(weights: Weights) -> NotYet | None:
    """What is wrong with one network, if anything."""
    law = _output(weights)
    rows = {"on": _shown_weights(weights), "expected": "I(X;f(X)) = log 2"}
    left, right = ([_relu_network(weights, x) for x in ends] for ends in ((-2, -1), (1, 2)))
    if law.spread:
        message = (
            f"f is {left[0]} at -2 and {left[1]} at -1, {right[0]} at 1 and {right[1]} at 2. "
            "It has to be flat between."
        )
        return NotYet("not flat", message, got="infinite information", **rows)
    if law.information != LOG_2:
        message = f"f is {left[0]} on both intervals."
        return NotYet("one value", message, got=f"I(X;f(X)) = {law.information}", **rows)
    return None


def _center(answer: dict[str, Any]) -> Weights:
    read = _read_box(answer)
    assert not isinstance(read, NotYet)
    return read[0]


def _inner_is_dead(weights: Weights, ends: tuple[int, int]) -> bool:
    return all(weights[0] * x + weights[1] <= 0 for x in ends)


OPEN_SET = Exercise(
    "5.5",
    "An open set of ReLU weights (X4)",
    Construct(
        dict,
        _information_is_log_2,
        description='a dictionary with "center" and "radius"',
        misconceptions=(
            Misconception(
                "not the whole box flat",
                "At the center f is flat, but only just: a small change of the weights spoils it. "
                "Leave some room on all sides.",
                lambda answer: (
                    _not_log_2(_center(answer)) is None
                    and rational(answer["radius"]) > 0
                    and any(_output(corner).spread for corner in _corners(_center(answer), TINY))
                ),
            ),
            Misconception(
                "the inner unit never sleeps",
                "Your inner unit is active on both intervals, and f is flat only where the outer "
                "unit is dead. One interval needs a dead inner unit.",
                lambda answer: (
                    not any(_inner_is_dead(_center(answer), ends) for ends in ((-2, -1), (1, 2)))
                    and _not_log_2(_center(answer)) is not None
                ),
            ),
            Misconception(
                "nothing gets through",
                "Your inner unit is dead on both intervals, so f does not see its input.",
                lambda answer: all(
                    _inner_is_dead(_center(answer), ends) for ends in ((-2, -1), (1, 2))
                ),
            ),
            Misconception(
                "outer weight not negative",
                "Where the inner unit is active, the outer one has to be dead. "
                "So it must fall when the inner one rises.",
                lambda answer: _center(answer)[2] >= 0,
            ),
            Misconception(
                "the outer unit has no bias to live on",
                "Where the inner unit is dead, f is ReLU(b2). That has to be positive, "
                "or else f is zero everywhere.",
                lambda answer: _center(answer)[3] <= 0,
            ),
            Misconception(
                "the outer unit dies too late",
                "On the interval where the inner unit is active, the outer one still lives, at "
                "least for a while. Make its weight more negative, or its bias smaller.",
                lambda answer: (
                    _center(answer)[2] < 0 < _center(answer)[3]
                    and bool(_output(_center(answer)).spread)
                ),
            ),
        ),
    ),
    hints=(
        "f has to be flat on both intervals. Where is a ReLU flat?",
        "On one interval let the inner unit be dead, so that f = ReLU(b2). "
        "On the other let the outer unit be dead, so that f = 0.",
        "Say the inner unit is dead on [-2,-1]: w1 > 0 and b1 small. "
        "On [1,2] it is at least w1 + b1, and w2 (w1 + b1) + b2 has to be negative, with b2 > 0.",
        "Around w1 = 1, b1 = 0, b2 = 1 choose w2 well below -1. "
        "Then find a radius for which all these inequalities hold at the corners.",
    ),
)


# --- 5.6 a dead unit -----------------------------------------------------------------------------

m, tau, alpha, k = sp.symbols("m tau alpha k", positive=True)

DEAD = (sp.pi - sp.atan(m / tau)) / (2 * sp.pi)
BOTH_DEAD = (sp.pi - alpha) / (2 * sp.pi)

DEAD_UNIT = Exercise(
    "5.6",
    "A dead unit",
    Derive(
        {"interval": DEAD, "pair": BOTH_DEAD, "layer": BOTH_DEAD**k},
        points=tuple(
            {m: sp.Rational(x), tau: sp.Rational(y), alpha: sp.Rational(z), k: sp.Integer(units)}
            for x, y, z, units in (
                ("2", "1", "1", 2),
                ("1", "2", "1/2", 3),
                ("1/3", "5", "2", 1),
                ("5", "1/2", "5/2", 4),
            )
        ),
        misconceptions=(
            Misconception(
                "alive instead of dead",
                "This is the probability that the unit lives.",
                {"interval": 1 - DEAD, "pair": 1 - BOTH_DEAD, "layer": 1 - BOTH_DEAD**k},
            ),
            Misconception(
                "inputs taken to be independent",
                "For each input the unit is off with probability 1/2, but the same weights decide "
                "about both, so these are not independent events.",
                {
                    "interval": sp.Rational(1, 4),
                    "pair": sp.Rational(1, 4),
                    "layer": 4 ** (-k),
                },
            ),
            Misconception(
                "one input only",
                "The unit has to be off for both.",
                {
                    "interval": sp.Rational(1, 2),
                    "pair": sp.Rational(1, 2),
                    "layer": 2 ** (-k),
                },
            ),
            Misconception(
                "bias of standard deviation one",
                "The law of (w, b) is not the same in all directions here. "
                "Write b = tau times a standard normal number first.",
                {"interval": DEAD.subs(tau, 1)},
            ),
            Misconception(
                "deviation on the wrong side",
                "With a large bias both ends of the interval say nearly the same, "
                "and the probability is close to 1/2.",
                {"interval": (DEAD.subs(m, m * tau**2), (sp.pi - sp.atan(tau / m)) / (2 * sp.pi))},
            ),
            Misconception(
                "m = tau assumed",
                "3/8 is right where m = tau. For a longer interval it is less.",
                {"interval": sp.Rational(3, 8)},
            ),
            Misconception(
                "angle not divided by the full turn",
                "The probability is the angle of the wedge divided by 2 pi.",
                {
                    "interval": (2 * DEAD, 2 * sp.pi * DEAD),
                    "pair": (2 * BOTH_DEAD, sp.pi - alpha),
                    "layer": (2 * BOTH_DEAD) ** k,
                },
            ),
            Misconception(
                "angle of the inputs taken for that of the wedge",
                "The closer the inputs, the larger the wedge in which both are off.",
                {"pair": (alpha / (2 * sp.pi), alpha / sp.pi)},
            ),
            Misconception(
                "some unit instead of all",
                "This is the probability that at least one unit merges the two.",
                {"layer": 1 - (1 - BOTH_DEAD) ** k},
            ),
            Misconception(
                "added up over the units",
                "The units are independent: multiply.",
                {"layer": (k * BOTH_DEAD, BOTH_DEAD / k)},
            ),
        ),
    ),
    hints=(
        "To be dead for an input means that the weights lie in a half-plane. "
        "On an interval it is enough to be dead at both ends.",
        "If the law of the weights is the same in all directions, "
        "the probability of a wedge is its angle divided by 2 pi.",
        "With b = tau b', w x + b is tau times the projection of (w, b') on the direction "
        "(x/tau, 1), which stands at the angle atan(x/tau) from (0, 1).",
        "Two half-planes whose directions differ by the angle a meet in a wedge of angle pi - a. "
        "A layer merges two inputs almost surely only if each unit is dead for both: a power.",
    ),
)


# --- 5.7 constant, infinite, or neither ----------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """A law, a network, the information, and what a wrong number gives away."""

    setting: str
    value: sp.Expr
    wrong: tuple[tuple[sp.Expr, str, str], ...]


def _h2(x: sp.Expr) -> sp.Expr:
    return -x * sp.log(x) - (1 - x) * sp.log(1 - x)


LOG2, LOG4, LOG8 = sp.log(2), sp.log(4), sp.log(8)
QUARTER = sp.Rational(1, 4)
PARTLY = LOG2 - sp.Rational(3, 4) * _h2(sp.Rational(1, 3))

CASES: dict[str, Case] = {
    "a": Case(
        "X uniform on 1, ..., 8, Z = tanh(2 X - 9)",
        LOG8,
        (
            (
                sp.oo,
                "infinite for finitely many inputs",
                "I(X;Z) is at most H(X), and X has eight values.",
            ),
            (
                LOG2,
                "saturation taken for a loss",
                "The values lie near -1 and 1, but no two are equal. "
                "Only an observer with bins confuses them.",
            ),
        ),
    ),
    "b": Case(
        "X uniform on [0, 1], Z = tanh(X / 1000)",
        sp.oo,
        (
            (
                sp.Integer(0),
                "small taken for uninformative",
                "Z is small, but it determines X, and without noise there is nothing to compare "
                "its size with. That h(X) = 0 is no reason either.",
            ),
        ),
    ),
    "c": Case(
        "X uniform on [0, 1], Z = ReLU(X - 3/4)",
        sp.oo,
        (
            (
                _h2(QUARTER),
                "only dead or alive",
                "This counts only whether the unit is active. Where it is, Z tells X exactly.",
            ),
            (
                sp.Integer(0),
                "mostly dead taken for dead",
                "The unit is off for three quarters of the inputs. On the rest it is one to one, "
                "and a part of positive probability is enough.",
            ),
        ),
    ),
    "d": Case(
        "X uniform on [0, 1], Z = ReLU(-X)",
        sp.Integer(0),
        (
            (
                sp.oo,
                "infinite for every density",
                "Z is zero for all inputs. ReLU is not injective, and here it keeps nothing.",
            ),
        ),
    ),
    "e": Case(
        "X uniform on -2, -1, 1, 2, Z = ReLU(X)",
        sp.Rational(3, 2) * LOG2,
        (
            (LOG4, "ReLU taken to be injective", "The inputs -2 and -1 have the same output."),
            (
                sp.log(3),
                "values counted, not weighed",
                "Z has three values, but 0 is twice as likely as the others.",
            ),
            (
                LOG2,
                "only dead or alive",
                "Z tells more than the sign: 1 and 2 remain different.",
            ),
            (sp.oo, "infinite for finitely many inputs", "I(X;Z) is at most H(X) = log 4."),
        ),
    ),
    "f": Case(
        "X = 0 with probability 1/2, else uniform on [0, 1], Z = ReLU(X)",
        sp.oo,
        (
            (
                LOG2,
                "only atom or not",
                "This counts only whether X is zero. If it is not, Z tells X exactly.",
            ),
        ),
    ),
    "g": Case(
        "X uniform on [0, 1], Y = 1 if X > 1/2 and else 0, Z = tanh(X): I(Y;Z)",
        LOG2,
        (
            (
                sp.oo,
                "infinite information about a bit",
                "I(Y;Z) is at most H(Y), whatever Z is.",
            ),
        ),
    ),
    "h": Case(
        "X uniform on [0, 1], Y = 1 if X > 1/2 and else 0, Z = ReLU(X - 3/4): I(Y;Z)",
        PARTLY,
        (
            (
                sp.oo,
                "infinite information about a bit",
                "I(Y;Z) is at most H(Y), whatever Z is.",
            ),
            (
                LOG2,
                "relevance taken to be constant",
                "If Z = 0 you do not know Y: X is between 0 and 3/4 then.",
            ),
            (
                LOG2 * QUARTER,
                "nothing learned from a dead unit",
                "Z = 0 makes Y = 0 more likely: two to one, not one to one.",
            ),
            (
                LOG2 - _h2(sp.Rational(1, 3)),
                "the active part forgotten",
                "H(Y|Z) is an average. With probability 1/4 the unit is active, and Y is certain.",
            ),
            (
                sp.Rational(3, 4) * _h2(sp.Rational(1, 3)),
                "entropy that is left, instead of information",
                "This is H(Y|Z). Information is what it takes off H(Y).",
            ),
        ),
    ),
}


def _is_number(value: Any) -> sp.Expr | None:
    try:
        number = sp.sympify(value, strict=True)
    except (sp.SympifyError, TypeError):
        return None
    known = isinstance(number, sp.Expr) and not number.free_symbols
    return number if known and (number.is_real or number == sp.oo) else None


def _same_number(one: sp.Expr, other: sp.Expr) -> bool:
    if sp.oo in (one, other):
        return one == other
    return bool(abs((one - other).evalf(40)) < sp.Float("1e-30"))


def _judge_case(name: str, value: Any) -> NotYet | None:
    case = CASES[name]
    on = f"{name}: {case.setting}"
    if value is sp.zoo or value is sp.nan or value == -sp.oo:
        return NotYet("not a value of information", "It is a number >= 0, or sp.oo.", on)
    number = sp.oo if isinstance(value, float) and value == np.inf else _is_number(value)
    if number is None:
        what = "text" if isinstance(value, str) else f"a {type(value).__name__}"
        message = f"It is {what}, expected an exact number such as sp.log(2), or sp.oo."
        return NotYet("not a number", message, on)
    if _same_number(number, case.value):
        return None
    got = "infinite" if number == sp.oo else f"{number}"
    for wrong, diagnosis, message in case.wrong:
        if _same_number(number, wrong):
            return NotYet(diagnosis, message, on, got)
    in_bits = case.value / LOG2 if case.value.is_finite else sp.nan
    if case.value not in (0, sp.oo) and number != sp.oo and _same_number(number, in_bits):
        return NotYet("bits instead of nats", BITS, on, got)
    finite = number != sp.oo and case.value != sp.oo
    if finite and abs(number - case.value).evalf() < 1e-3:
        return NotYet("rounded number", "Give the exact number, with sp.log.", on, got)
    return NotYet("wrong value", "This is not the information.", on, got)


def _all_cases(answer: dict[str, Any]) -> NotYet | None:
    missing = [name for name in CASES if name not in answer]
    if missing:
        return NotYet("not finished", f"{missing[0]!r} is missing.")
    return next(filter(None, (_judge_case(name, answer[name]) for name in CASES)), None)


CONSTANT_OR_INFINITE = Exercise(
    "5.7",
    "Constant, infinite, or neither",
    Construct(dict, _all_cases, description='a dictionary with the keys "a" to "h"'),
    hints=(
        "If X has finitely many values, so has Z, and I(X;Z) = H(Z). Which values of Z are equal?",
        "If X has a density on a part where the network is one to one, "
        "then I(X;Z) is infinite. If Z has finitely many values, I(X;Z) = H(Z).",
        "For g and h: I(Y;Z) = H(Y) - H(Y|Z), and H(Y) = log 2.",
        "In h, Z = 0 has probability 3/4, and given that, Y = 1 has probability 1/3. "
        "If Z > 0 then Y is certain.",
    ),
)


# --- 5.8 a label seen at an angle ----------------------------------------------------------------

z, c = sp.symbols("z c", positive=True)

POSTERIOR = (z + c) / (2 * c)
ABOUT_THE_LABEL = LOG2 - c / 2
TWO_BINS = LOG2 - _h2(c / 4)

LABEL_AT_AN_ANGLE = Exercise(
    "5.8",
    "A label seen at an angle",
    Derive(
        {"posterior": POSTERIOR, "information": ABOUT_THE_LABEL, "two bins": TWO_BINS},
        points=tuple(
            {z: sp.Rational(x), c: sp.Rational(y)}
            for x, y in (("1/8", "1/2"), ("1/5", "1/3"), ("1/9", "1/4"), ("1/3", "3/7"))
        ),
        misconceptions=(
            Misconception(
                "bits instead of nats",
                BITS,
                {"information": ABOUT_THE_LABEL / LOG2, "two bins": TWO_BINS / LOG2},
            ),
            Misconception(
                "prior instead of posterior",
                "This does not see z, or not how z narrows down X1.",
                {"posterior": (sp.Rational(1, 2), (1 + z) / 2)},
            ),
            Misconception(
                "length of the interval",
                "Given Z = z, X1 lies between z - c and z + c. That interval has the length 2 c.",
                {"posterior": ((z + c) / c, z / c, z / (2 * c))},
            ),
            Misconception(
                "the other label",
                "This is the probability of Y = 0.",
                {"posterior": 1 - POSTERIOR},
            ),
            Misconception(
                "no doubt left",
                "Z and X1 may have different signs: |Z| < c leaves a doubt.",
                {"posterior": sp.Integer(1), "information": LOG2, "two bins": LOG2},
            ),
            Misconception(
                "entropy that is left, instead of information",
                "This is H(Y|Z). Information is what it takes off H(Y) = log 2.",
                {"information": c / 2, "two bins": _h2(c / 4)},
            ),
            Misconception(
                "doubt everywhere",
                "1/2 is the mean of the entropy where there is a doubt. "
                "How likely is it that there is one?",
                {"information": LOG2 - sp.Rational(1, 2)},
            ),
            Misconception(
                "density of Z",
                "|Z| < c has not that probability: the density of Z is 1/2 there.",
                {"information": (LOG2 - c, LOG2 - c / 4)},
            ),
            Misconception(
                "a fair coin where in doubt",
                "Where |Z| < c the label is uncertain, but not always a fair coin.",
                {"information": LOG2 * (1 - c)},
            ),
            Misconception(
                "sign instead of value",
                "This is what the sign of Z says. Its size says how sure one can be.",
                {"information": TWO_BINS},
            ),
            Misconception(
                "one triangle",
                "The signs differ in two triangles of the square.",
                {"two bins": LOG2 - _h2(c / 8)},
            ),
            Misconception(
                "area not divided by that of the square",
                "The square has the area 4, and each triangle c/2.",
                {"two bins": (LOG2 - _h2(c / 2), LOG2 - _h2(c))},
            ),
            Misconception(
                "Gaussian inputs",
                "This would be right for Gaussian inputs. Here they are uniform on a square.",
                {"two bins": LOG2 - _h2(sp.atan(c) / sp.pi)},
            ),
            Misconception(
                "value instead of sign",
                "Z itself says this much. Its sign says less.",
                {"two bins": ABOUT_THE_LABEL},
            ),
        ),
    ),
    hints=(
        "Given Z = z, X1 = z - c X2 is uniform on the interval from z - c to z + c, "
        "as long as that lies in [-1, 1]. Which part of it is positive?",
        "If |z| > c the label is certain. So H(Y|Z) comes from |Z| < c only, "
        "where the density of Z is 1/2.",
        "For z between -c and c the posterior (z + c)/(2c) runs evenly from 0 to 1, "
        "and the mean of the entropy of a coin over all its biases is 1/2.",
        "For the sign, draw the line X1 + c X2 = 0 in the square. Between it and X1 = 0 there "
        "are two triangles, of base c and height 1. Y and the sign of Z differ there.",
    ),
)


# --- 5.9 information through noise ---------------------------------------------------------------


def _density(values: Array, sigma: float, points: Array) -> Array:
    """One row for each value: the density of value + noise at the points."""
    scaled = (points - values[:, None]) / sigma
    return np.exp(-(scaled**2) / 2) / (sigma * np.sqrt(2 * np.pi))


def noisy_information(p_x: Array, f_x: Array, sigma: float) -> float:
    """The mean divergence of the noisy outputs from their mixture; errs by less than 1e-12."""
    reach, step = 12 * sigma, sigma / 16
    points = np.arange(f_x.min() - reach, f_x.max() + reach, step)
    densities = _density(f_x, sigma, points)
    mixture = p_x @ densities
    some = (densities > 0) & (mixture > 0)
    ratios = np.divide(densities, mixture, where=some, out=np.ones_like(densities))
    return float(p_x @ (densities * np.log(ratios)).sum(axis=1) * step)


def _noise_entropy(sigma: float) -> float:
    return float(np.log(2 * np.pi * np.e * sigma**2) / 2)


def _output_entropy(p_x: Array, f_x: Array, sigma: float) -> float:
    return noisy_information(p_x, f_x, sigma) + _noise_entropy(sigma)


def _pairwise(p_x: Array, f_x: Array, exponent: float) -> float:
    closeness = np.exp(-((f_x[:, None] - f_x) ** 2) * exponent)
    return float(-p_x @ np.log(closeness @ p_x))


def _entropy_of_outputs(p_x: Array, f_x: Array, sigma: float) -> float:
    masses: Counter[float] = Counter()
    for probability, value in zip(p_x.tolist(), f_x.tolist()):
        masses[value] += probability
    return measures.entropy(np.array(list(masses.values())))


def _gaussian(p_x: Array, f_x: Array, sigma: float) -> float:
    variance = p_x @ f_x**2 - (p_x @ f_x) ** 2
    return float(np.log1p(variance / sigma**2) / 2)


def _each_value_once(p_x: Array, f_x: Array, sigma: float) -> float:
    values = np.unique(f_x)
    return noisy_information(np.full(len(values), 1 / len(values)), values, sigma)


def _uniform_inputs(p_x: Array, f_x: Array, sigma: float) -> float:
    return noisy_information(np.full(len(p_x), 1 / len(p_x)), f_x, sigma)


def _channel(p_x: Sequence[float], f_x: Sequence[float], sigma: float) -> tuple:
    return np.array(p_x), np.array(f_x, dtype=float), sigma


THROUGH_NOISE = Exercise(
    "5.9",
    "Information through noise",
    Code(
        noisy_information,
        cases=(
            _channel([0.5, 0.5], [0, 0], 0.5),
            _channel([0.5, 0.5], [-1, 1], 0.5),
            _channel([0.5, 0.5], [-1, 1], 2.0),
            _channel([0.5, 0.5], [-1, 1], 0.05),
            _channel([0.9, 0.1], [0, 1], 0.5),
            _channel([0.25, 0.25, 0.25, 0.25], [0, 0, 1, 3], 0.5),
            _channel([0.25, 0.25, 0.25, 0.25], [0, 0, 1, 3], 0.02),
            _channel([0.1, 0.2, 0.3, 0.4], [2, -1, 2.5, 0], 0.3),
            _channel([0.2, 0.8], [0, 40], 0.25),
            _channel([0.5, 0.5], [1000, 1001], 0.4),
            _channel([0.5, 0.5], [0, 0.01], 0.003),
        ),
        tolerance=1e-6,
        misconceptions=(
            Misconception(
                "bits instead of nats",
                BITS,
                lambda p_x, f_x, sigma: noisy_information(p_x, f_x, sigma) / np.log(2),
            ),
            Misconception(
                "entropy of the output",
                "h(Z) also counts the noise, and it may even be negative. Subtract h(Z|X).",
                _output_entropy,
            ),
            Misconception(
                "noise entropy of sigma = 1",
                "The entropy of the noise depends on sigma.",
                lambda p_x, f_x, sigma: _output_entropy(p_x, f_x, sigma) - _noise_entropy(1.0),
            ),
            Misconception(
                "sigma taken for the variance",
                "sigma is the standard deviation of the noise.",
                lambda p_x, f_x, sigma: noisy_information(p_x, f_x, float(np.sqrt(sigma))),
            ),
            Misconception(
                "noise ignored: entropy of the input",
                "H(X) would be right without noise and with different outputs.",
                lambda p_x, f_x, sigma: measures.entropy(p_x),
            ),
            Misconception(
                "noise ignored: entropy of the output values",
                "H(f(X)) is the limit for small noise. Noise takes something off.",
                _entropy_of_outputs,
            ),
            Misconception(
                "output taken to be Gaussian",
                "log(1 + variance / sigma^2) / 2 is for a Gaussian signal. "
                "It is an upper bound here, and larger than H(X) if the noise is small.",
                _gaussian,
            ),
            Misconception(
                "inputs taken to be equally likely",
                "The law of X is given: use p_x.",
                _uniform_inputs,
            ),
            Misconception(
                "each output once",
                "Two inputs with the same output make it twice as likely.",
                _each_value_once,
            ),
            Misconception(
                "pairwise upper bound",
                "The distances of pairs give an upper bound. "
                "For the value itself, integrate over z.",
                lambda p_x, f_x, sigma: _pairwise(p_x, f_x, 1 / (2 * sigma**2)),
            ),
            Misconception(
                "pairwise lower bound",
                "The distances of pairs give a lower bound. "
                "For the value itself, integrate over z.",
                lambda p_x, f_x, sigma: _pairwise(p_x, f_x, 1 / (8 * sigma**2)),
            ),
        ),
    ),
    hints=(
        "I(X;Z) = h(Z) - h(Z|X), and given X only the noise is random: "
        "h(Z|X) = log(2 pi e sigma^2) / 2.",
        "The density of Z is a mixture: the sum of p(x) times a normal density around f(x).",
        "A sum over an even grid is very accurate for such densities. Let it reach 10 sigma "
        "beyond the smallest and largest f(x), with steps of sigma/10 or less.",
        "h(Z) is minus the sum of p(z) log p(z) times the step. Where p(z) has become 0 in "
        "floating point, the term is 0: sum only where it is positive.",
    ),
)


# --- 5.10 predict, then run ----------------------------------------------------------------------

POINTS = np.arange(-1023, 1024, 2) / 1024  # 1024 inputs, symmetric around zero
UP, DOWN, SAME = "up", "down", "same"


def _entropy_of_bins(activations: Array, edges: Array) -> float:
    _, counts = np.unique(np.digitize(activations, edges), return_counts=True)
    return measures.entropy(counts / counts.sum())


def _tanh(weight: float, bins: int = 30) -> float:
    """Binned information of tanh(w x), with bins on [-1, 1]; the end bins hold -1 and 1."""
    return _entropy_of_bins(np.tanh(weight * POINTS), np.linspace(-1, 1, bins + 1)[1:-1])


def _relu(weight: float, edges: Callable[[Array], Array]) -> float:
    activations = np.maximum(weight * POINTS, 0)
    return _entropy_of_bins(activations, edges(activations))


@dataclass(frozen=True)
class Change:
    """A change to a unit, the information before and after, and why wrong guesses are wrong."""

    what: str
    before: Callable[[], float]
    after: Callable[[], float]
    wrong: dict[str, tuple[str, str]]


def _true_information(weight: float) -> float:
    """Exactly: tanh is one to one, and the inputs are different."""
    return float(np.log(len(set((weight * POINTS).tolist()))))


CHANGES: dict[str, Change] = {
    "a": Change(
        "tanh, w from 1 to 100: I(X;Z)",
        lambda: _true_information(1),
        lambda: _true_information(100),
        {
            DOWN: (
                "saturation taken for a loss",
                "Nearly all values are close to -1 or 1, but no two are equal in exact arithmetic.",
            ),
            UP: (
                "larger weights taken for more information",
                "The unit was one to one before. There is nothing left to gain.",
            ),
        },
    ),
    "b": Change(
        "tanh, w from 1 to 100, 30 bins on [-1, 1]",
        lambda: _tanh(1),
        lambda: _tanh(100),
        {
            UP: (
                "saturation spreads nothing",
                "At w = 100 nearly all values are in the first and the last bin.",
            ),
            SAME: (
                "bins taken to be transparent",
                "The true information is the same, but that of the bins is not.",
            ),
        },
    ),
    "c": Change(
        "tanh, w = 100, from 30 to 300 bins on [-1, 1]",
        lambda: _tanh(100),
        lambda: _tanh(100, bins=300),
        {
            DOWN: (
                "finer bins taken to lose",
                "Each bin is cut into ten. A function of the finer bins cannot say more.",
            ),
            SAME: (
                "compression taken for real",
                "If it were a property of the network, the bins would not matter. They do.",
            ),
        },
    ),
    "d": Change(
        "tanh, weight decay brings w from 1/2 to 1/20, 30 bins on [-1, 1]",
        lambda: _tanh(0.5),
        lambda: _tanh(0.05),
        {
            UP: (
                "less saturation taken for more information",
                "There was no saturation at w = 1/2. "
                "Now all values lie between -0.05 and 0.05, in few bins.",
            ),
            SAME: (
                "scale taken not to matter",
                "For the true information it does not. Fixed bins have a scale.",
            ),
        },
    ),
    "e": Change(
        "ReLU, w from 1 to 8, 30 bins on [0, 1] and one for what is above",
        lambda: _relu(1, lambda z: np.linspace(0, 1, 31)),
        lambda: _relu(8, lambda z: np.linspace(0, 1, 31)),
        {
            UP: (
                "range of the bins forgotten",
                "Seven of eight active inputs are now above the last edge, in one bin.",
            ),
            SAME: (
                "ReLU taken not to compress",
                "ReLU does not saturate, but bins of a fixed range do.",
            ),
        },
    ),
    "f": Change(
        "ReLU, w from 1 to 8, 30 bins from 0 to the largest activation",
        lambda: _relu(1, lambda z: np.linspace(0, z.max(), 31)[:-1]),
        lambda: _relu(8, lambda z: np.linspace(0, z.max(), 31)[:-1]),
        {
            UP: (
                "adaptive bins taken to be fixed",
                "The bins grow with the activations, so that each input keeps its bin.",
            ),
            DOWN: (
                "adaptive bins taken to saturate",
                "The bins grow with the activations, so that none is left outside.",
            ),
        },
    ),
    "g": Change(
        "ReLU, w from 1 to 8, bins of width 1/30 without end",
        lambda: _relu(1, lambda z: np.arange(300) / 30),
        lambda: _relu(8, lambda z: np.arange(300) / 30),
        {
            DOWN: (
                "unbounded bins taken to saturate",
                "These bins have no end, so nothing is left outside.",
            ),
            SAME: (
                "scale taken not to matter",
                "The activations spread over eight times as many bins.",
            ),
        },
    ),
    "h": Change(
        "tanh, w from 1/10 to 1: I(X;Z + N) with noise of standard deviation 0.1",
        lambda: _uniform_inputs(POINTS, np.tanh(POINTS / 10), 0.1),
        lambda: _uniform_inputs(POINTS, np.tanh(POINTS), 0.1),
        {
            SAME: (
                "noise taken not to matter",
                "With noise the information is finite and depends on the signal's size.",
            ),
            DOWN: (
                "noise taken to grow with the signal",
                "The noise stays the same while the signal grows.",
            ),
        },
    ),
}


def _tendency(change: Change) -> tuple[str, float, float]:
    before, after = change.before(), change.after()
    if abs(after - before) <= 1e-9:
        return SAME, before, after
    return (UP if after > before else DOWN), before, after


def _all_predictions(answer: dict[str, Any]) -> NotYet | None:
    missing = [name for name in CHANGES if name not in answer]
    if missing:
        return NotYet("not finished", f"{missing[0]!r} is missing.")
    for name, change in CHANGES.items():
        guess = answer[name]
        if not isinstance(guess, str) or guess not in (UP, DOWN, SAME):
            message = 'A prediction is one of the words "up", "down" and "same".'
            return NotYet("not a prediction", message, on=name, got=repr(guess))
        tendency, before, after = _tendency(change)
        if guess != tendency:
            diagnosis, message = change.wrong[guess]
            return NotYet(
                diagnosis,
                message,
                on=f"{name}: {change.what}",
                got=f'"{guess}"',
                expected=f"what happens: from {before:.3f} to {after:.3f} nats",
            )
    return None


PREDICT = Exercise(
    "5.10",
    "Predict, then run",
    Construct(
        dict,
        _all_predictions,
        description='a dictionary with the keys "a" to "h"',
        misconceptions=(
            Misconception(
                "one prediction for all",
                "You predict the same for all changes. What the bins are makes the difference.",
                lambda answer: (
                    set(CHANGES) <= set(answer)
                    and len({answer[name] for name in CHANGES}) == 1
                    and answer["a"] in (UP, DOWN, SAME)
                ),
            ),
        ),
    ),
    hints=(
        "Bins see which values share a bin, and nothing else. Imagine 1024 dots on a line, "
        "a comb of edges, and ask in how many teeth the dots are, and how evenly.",
        "A large w moves nearly all dots of tanh to the ends; a small w moves all of them to the "
        "middle. Both crowd a few bins.",
        "ReLU multiplies the active dots by w. Ask for each comb whether it moves along, "
        "and whether it ends.",
        "What is true of Z without bins: a one-to-one function keeps all. With noise: "
        "larger signals are easier to tell apart.",
    ),
)


EXERCISES: tuple[Exercise, ...] = (
    PAIR_LEMMA,
    ONE_UNIT,
    SQUARES,
    COLLISIONS,
    OPEN_SET,
    DEAD_UNIT,
    CONSTANT_OR_INFINITE,
    LABEL_AT_AN_ANGLE,
    THROUGH_NOISE,
    PREDICT,
)
