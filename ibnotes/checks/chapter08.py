"""The exercises of chapter 8: estimating mutual information.

Each exercise is a task, its hints, and the misconceptions that are known by name. A misconception
comes with a wrong answer, or with the test that recognizes one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from scipy.special import digamma

from ibnotes.checks.engine import Exercise
from ibnotes.checks.exact import rational, rationals
from ibnotes.checks.kinds import ASSERTED, Code, Construct, Derive, Misconception, NotYet, Prove
from ibnotes.checks.laws import TOLERANCE, lacks_variables, sign, values
from ibnotes.estimators import miller_madow_entropy, miller_madow_information, plug_in_entropy
from ibnotes.joint import Joint
from ibnotes.logarithms import LogNumber

__all__ = ["EXERCISES"]

Array = NDArray[np.float64]

HALF = Fraction(1, 2)
BITS = "You divide by log(2), which gives bits. The course measures in nats."


# --- 8.1 Miller and Madow ------------------------------------------------------------------------


def miller_madow(counts: Array) -> float:
    return miller_madow_information(counts)


def _from_entropies(
    of_rows: Callable[[Array], float],
    of_columns: Callable[[Array], float],
    of_pairs: Callable[[Array], float],
) -> Callable[[Array], float]:
    """The information by three estimates of entropy."""

    def information(counts: Array) -> float:
        miller_madow(counts)  # to refuse what it refuses
        return of_rows(counts.sum(axis=1)) + of_columns(counts.sum(axis=0)) - of_pairs(counts)

    return information


def _thrice(entropy: Callable[[Array], float]) -> Callable[[Array], float]:
    return _from_entropies(entropy, entropy, entropy)


def _correction(counts: Array) -> float:
    return miller_madow_entropy(counts) - plug_in_entropy(counts)


def _by_degrees_of_freedom(counts: Array) -> float:
    rows, columns = (int((counts.sum(axis=axis) > 0).sum()) for axis in (1, 0))
    plug_in = _thrice(plug_in_entropy)(counts)
    return plug_in - (rows - 1) * (columns - 1) / (2 * int(counts.sum()))


MILLER_MADOW = Exercise(
    "8.1",
    "Miller and Madow",
    Code(
        miller_madow,
        cases=(
            (np.array([[3]]),),
            (np.array([[1, 0], [0, 1]]),),
            (np.array([[1, 1], [1, 1]]),),
            (np.array([[2, 0], [1, 3]]),),
            (np.array([[3, 1, 0], [0, 2, 0]]),),
            (np.array([[4, 0, 0], [0, 0, 0], [0, 9, 1], [1, 0, 2]]),),
            (np.array([[0, 0], [0, 0]]),),
            (np.array([[2, -1], [1, 1]]),),
        ),
        misconceptions=(
            Misconception(
                "not corrected",
                "That is the plug-in estimate. Each of its three entropies is too low in the mean.",
                _thrice(plug_in_entropy),
            ),
            Misconception(
                "corrected downward",
                "A plug-in entropy is too low in the mean, so the correction is added.",
                _thrice(lambda counts: plug_in_entropy(counts) - _correction(counts)),
            ),
            Misconception(
                "cells counted that were never seen",
                "K is the number of values that occur in the sample, not the size of the table.",
                _thrice(
                    lambda counts: plug_in_entropy(counts) + (counts.size - 1) / (2 * counts.sum())
                ),
            ),
            Misconception(
                "as if all pairs were possible",
                "(K_x - 1)(K_y - 1)/2N is the bias if every pair has a positive probability. "
                "Correct each entropy by the number of its own values.",
                _by_degrees_of_freedom,
            ),
            Misconception(
                "one forgotten",
                "The correction is K - 1 over 2N. With a single value there is no entropy to miss.",
                _thrice(
                    lambda counts: plug_in_entropy(counts) + (counts > 0).sum() / (2 * counts.sum())
                ),
            ),
            Misconception(
                "two forgotten",
                "The correction is K - 1 over 2N, and yours is twice as large.",
                _thrice(lambda counts: plug_in_entropy(counts) + 2 * _correction(counts)),
            ),
            Misconception(
                "only the pairs corrected",
                "The entropies of X and of Y are too low as well, though by less.",
                _from_entropies(plug_in_entropy, plug_in_entropy, miller_madow_entropy),
            ),
            Misconception(
                "the pairs not corrected",
                "The entropy of the pair is too low as well, and by the most.",
                _from_entropies(miller_madow_entropy, miller_madow_entropy, plug_in_entropy),
            ),
            Misconception(
                "corrected like an entropy",
                "You correct the information as if it were an entropy. "
                "It is made of three, and each has its own correction.",
                lambda counts: _thrice(plug_in_entropy)(counts) + _correction(counts),
            ),
            Misconception(
                "entropy of the pair",
                "That is the corrected entropy of the pair. "
                "The information is those of X and of Y less this one.",
                miller_madow_entropy,
            ),
            Misconception(
                "bits instead of nats", BITS, lambda counts: miller_madow(counts) / math.log(2)
            ),
            Misconception(
                "units mixed",
                "The entropies are in bits and the correction is in nats. "
                "Stay with the natural logarithm.",
                _thrice(lambda counts: plug_in_entropy(counts, unit="bits") + _correction(counts)),
            ),
            Misconception(
                "negative values cut off",
                "Information is not negative, but its estimate may be. "
                "Who cuts it off brings the bias back that was to be removed.",
                lambda counts: max(0.0, miller_madow(counts)),
            ),
        ),
    ),
    hints=(
        "I(X;Y) = H(X) + H(Y) - H(X,Y), and each of the three is estimated from counts: "
        "the sums of the rows, the sums of the columns, and the table itself.",
        "Write a function for one entropy first. With N = counts.sum() and the counts n that are "
        "positive, the plug-in entropy is the sum of -(n/N) log(n/N).",
        "Add (K - 1)/(2N) to each, with K the number of positive counts: of the rows, of the "
        "columns, of the table.",
        "Refuse a table with a negative count, or with none that is positive, by ValueError. "
        "Then return entropy(rows) + entropy(columns) - entropy(counts).",
    ),
)


# --- 8.2 two draws, and three --------------------------------------------------------------------

p, q = sp.symbols("p q", positive=True)

MIXED_TWO = 2 * p * (1 - p)
MIXED_THREE = 3 * p * (1 - p)
THIRD = sp.log(3) - sp.Rational(2, 3) * sp.log(2)  # the entropy of (1/3, 2/3)
COIN = -p * sp.log(p) - (1 - p) * sp.log(1 - p)
MEANS = {
    "two": MIXED_TWO * sp.log(2),
    "three": MIXED_THREE * THIRD,
    "independent": 4 * p * (1 - p) * q * (1 - q) * sp.log(2),
}

TWO_DRAWS = Exercise(
    "8.2",
    "Two draws, and three",
    Derive(
        MEANS,
        points=tuple(
            {p: sp.Rational(i), q: sp.Rational(j)}
            for i, j in (("1/2", "1/2"), ("1/4", "1/2"), ("1/3", "1/5"), ("6/7", "2/3"))
        ),
        misconceptions=(
            Misconception(
                "entropy of the coin",
                "That is what is to be estimated. The estimate is the entropy of the frequencies, "
                "and its mean is over the draws.",
                {"two": COIN, "three": COIN},
            ),
            Misconception(
                "first order of the bias",
                "H - (K - 1)/2N is what remains for many draws. "
                "For so few, list them all and take the mean exactly.",
                {"two": COIN - sp.Rational(1, 4), "three": COIN - sp.Rational(1, 6)},
            ),
            Misconception(
                "one order only",
                "Two different sides may come in either order, and three draws with one odd side "
                "in three.",
                {
                    "two": MEANS["two"] / 2,
                    "three": MEANS["three"] / 3,
                    "independent": (MEANS["independent"] / 2, MEANS["independent"] / 4),
                },
            ),
            Misconception(
                "equal draws",
                "Equal draws have frequency one for one side, so the estimate is zero. "
                "It is log(2) where the draws differ.",
                {"two": (1 - MIXED_TWO) * sp.log(2), "three": (1 - MIXED_THREE) * THIRD},
            ),
            Misconception(
                "split in halves",
                "Three draws cannot be split evenly: the frequencies are 1/3 and 2/3.",
                {"three": MIXED_THREE * sp.log(2)},
            ),
            Misconception(
                "entropy of one third",
                "Where the three draws are not all equal, one side has the frequency 1/3 and the "
                "other one 2/3. Both have a part in the entropy.",
                {
                    "three": tuple(
                        MIXED_THREE * entropy
                        for entropy in (
                            sp.log(3),
                            sp.log(3) / 3,
                            sp.log(3) - sp.log(2) / 3,
                            sp.Rational(2, 3) * (sp.log(3) - sp.log(2)),
                        )
                    )
                },
            ),
            Misconception(
                "one kind of split forgotten",
                "Either side may be the odd one out: one head in three, or two.",
                {"three": (3 * p * (1 - p) ** 2 * THIRD, 3 * p**2 * (1 - p) * THIRD)},
            ),
            Misconception(
                "truth instead of the estimate",
                "The coins are independent, so their information is zero. But two draws of them "
                "may look dependent.",
                {"independent": sp.Integer(0)},
            ),
            Misconception(
                "one coin alone decides",
                "If only one of the coins differs, the other one is constant in the table, "
                "and the estimate is zero.",
                {
                    "independent": (
                        MIXED_TWO * sp.log(2),
                        2 * q * (1 - q) * sp.log(2),
                        MIXED_TWO * sp.log(2) + 2 * q * (1 - q) * sp.log(2),
                        (MIXED_TWO + 2 * q * (1 - q) - MIXED_TWO * 2 * q * (1 - q)) * sp.log(2),
                    )
                },
            ),
            Misconception(
                "bits instead of nats",
                "The logarithms are natural.",
                {name: mean / sp.log(2) for name, mean in MEANS.items()},
            ),
        ),
    ),
    hints=(
        "List the draws. For two of them there are four sequences; "
        "which frequencies does each have, and which entropy?",
        "two: the estimate is log(2) if the draws differ, and 0 if not. "
        "With which probability do they differ?",
        "three: the estimate is the entropy of (1/3, 2/3) unless all draws are equal. "
        "Not all equal has the probability 3p(1-p).",
        "independent: the estimate is log(2) if both coins show two different sides, and 0 if not. "
        "The two coins do that independently.",
    ),
)


# --- 8.3 too low in the mean ---------------------------------------------------------------------

DRAWS = 10
MARGIN = 0.01


def _mean_plug_in_entropy(law: Joint, names: str) -> float:
    """The mean of the plug-in entropy over ten draws, cell by cell: each count is binomial."""
    cells = Counter(float(probability) for probability in law.marginal(names).table().values())
    terms = (-n / DRAWS * math.log(n / DRAWS) * math.comb(DRAWS, n) for n in range(1, DRAWS))
    return math.fsum(
        times * term * t**n * (1 - t) ** (DRAWS - n)
        for n, term in enumerate(terms, 1)
        for t, times in cells.items()
    )


def _mean_plug_in(law: Joint) -> float:
    """The mean of the plug-in information over ten draws."""
    rows, columns, pairs = (_mean_plug_in_entropy(law, names) for names in ("X", "Y", "X Y"))
    return rows + columns - pairs


def _information(law: Joint) -> float:
    return float(law.value("I(X;Y)"))


def _is_copy(law: Joint) -> bool:
    return sign(law, "H(X|Y)") == sign(law, "H(Y|X)") == 0


def _mean_and_truth(law: Joint) -> str:
    return f"mean of the estimate {_mean_plug_in(law):.4f}, I(X;Y) = {_information(law):.4f}"


def _too_low(answer: Mapping[str, Any]) -> NotYet | None:
    for name in ("copy", "noisy"):
        if name not in answer:
            return NotYet("not finished", f"{name!r} is missing.")
        if not isinstance(answer[name], Joint):
            kind = type(answer[name]).__name__
            message = f'{name!r} is of type {kind}, expected a Joint over "X Y".'
            return NotYet("wrong type", message)
        if wrong := lacks_variables(answer[name], "X Y"):
            return wrong
    copy, noisy = answer["copy"], answer["noisy"]
    if not _is_copy(copy):
        return NotYet(
            "not a copy",
            "In the first law each of the two variables determines the other.",
            on="copy",
            got=values(copy, "H(X|Y)", "H(Y|X)"),
            expected="both zero",
        )
    if sign(copy, "H(X)") == 0:
        return NotYet("nothing to estimate", "X is constant in your first law.", on="copy")
    if _mean_plug_in(copy) >= _information(copy) / 2:
        return NotYet(
            "more than half is found",
            "Ten draws find at least half of the information in the mean.",
            on="copy",
            got=_mean_and_truth(copy),
            expected="a mean below half of I(X;Y)",
        )
    if not (sign(noisy, "H(X|Y)") and sign(noisy, "H(Y|X)")):
        return NotYet(
            "one determines the other",
            "In the second law neither of the two variables determines the other.",
            on="noisy",
            got=values(noisy, "H(X|Y)", "H(Y|X)"),
            expected="both positive",
        )
    if _mean_plug_in(noisy) > _information(noisy) - MARGIN:
        return NotYet(
            "not too low",
            "The estimate is not low enough in the mean.",
            on="noisy",
            got=_mean_and_truth(noisy),
            expected=f"a mean below I(X;Y) - {MARGIN}",
        )
    return None


def _cells(law: Joint) -> tuple[int, int, int]:
    """How many rows, columns and pairs of values have a positive probability."""
    rows, columns, pairs = (len(law.marginal(names).table()) for names in ("X", "Y", "X Y"))
    return rows, columns, pairs


def _where(name: str, test: Callable[[Joint], bool]) -> Callable[[Mapping[str, Any]], bool]:
    """A test of the law in which the answer fails first, if that is the named one."""
    return lambda answer: _too_low(answer).on == name and test(answer[name])


TOO_LOW = Exercise(
    "8.3",
    "Too low in the mean",
    Construct(
        Mapping,
        _too_low,
        description='a dictionary with "copy" and "noisy"',
        misconceptions=(
            Misconception(
                "few values",
                "Ten draws see most of your values. "
                "How large can the estimate be at most, whatever the law?",
                _where("copy", lambda law: _is_copy(law) and 1 < len(law.table()) <= 50),
            ),
            Misconception(
                "rare values without weight",
                "Your law has many values, but most of its entropy sits in a few of them. "
                "Those are found by ten draws.",
                _where(
                    "copy",
                    lambda law: (
                        _is_copy(law) and len(law.table()) > 50 and max(law.table().values()) > 0.05
                    ),
                ),
            ),
            Misconception(
                "independent",
                "Your variables are independent. Then the truth is zero, "
                "and no estimate of the plug-in kind is lower.",
                _where("noisy", lambda law: sign(law, "I(X;Y)") == 0),
            ),
            Misconception(
                "every pair possible",
                "Each value of X occurs with each value of Y. "
                "Then there are more pairs to miss than values, which pushes the estimate up.",
                _where(
                    "noisy",
                    lambda law: (
                        math.prod(_cells(law)[:2]) == _cells(law)[2] and sign(law, "I(X;Y)") > 0
                    ),
                ),
            ),
            Misconception(
                "too many pairs",
                "So many pairs are possible that to first order the bias is zero or positive. "
                "Count: pairs, values of X, values of Y.",
                _where(
                    "noisy",
                    lambda law: (
                        _cells(law)[2] >= sum(_cells(law)[:2]) - 1
                        and sign(law, "H(X|Y)") > 0
                        and sign(law, "H(Y|X)") > 0
                    ),
                ),
            ),
        ),
    ),
    hints=(
        "To first order the mean exceeds I(X;Y) by (K_xy - K_x - K_y + 1)/2N, "
        "where each K counts what has a positive probability.",
        "copy: ten draws show ten values at most, so the estimate is at most log(10). "
        "Which laws have more than twice that?",
        "noisy: you need fewer pairs than K_x + K_y - 1. A copy has K pairs for 2K values, and so "
        "there is room for a pair or two in addition.",
        "Take a copy of four values, and let one pair more be possible: "
        "(0,0), (1,1), (2,2), (3,3) and (0,1). Then x = 0 goes with two values of y, "
        "and y = 1 with two of x.",
    ),
)


# --- 8.4 KSG -------------------------------------------------------------------------------------


def ksg(x: Array, y: Array, k: int) -> float:
    _check_draws(x, y, k)
    reach = _reach(x, y, k)
    return _estimate(k, *(_nearer(values, reach) + 1 for values in (x, y)))


def _check_draws(x: Array, y: Array, k: int) -> None:
    if len(x) != len(y):
        raise ValueError(f"x has {len(x)} draws and y has {len(y)}, expected as many")
    if not 1 <= k < len(x):
        raise ValueError(f"k is {k}, expected a number from 1 to {len(x) - 1}")


def _apart(values: Array) -> Array:
    """The distances of the draws in one variable, ``[i, j]``."""
    return np.abs(values[:, None] - values)


def _reach(x: Array, y: Array, k: int, norm: Callable = np.maximum) -> Array:
    """The distance of each draw to its ``k``-th neighbor; in each row the draw itself is first."""
    return np.sort(norm(_apart(x), _apart(y)), axis=1)[:, k]


def _nearer(values: Array, reach: Array) -> NDArray[np.int64]:
    """How many others are strictly within reach."""
    others = ~np.eye(len(values), dtype=bool)
    return ((_apart(values) < reach[:, None]) & others).sum(axis=1)


def _at_most(values: Array, reach: Array) -> NDArray[np.int64]:
    """How many others are within reach, or just there."""
    return (_apart(values) <= reach[:, None]).sum(axis=1) - 1


def _estimate(k: int, *counted: Array, f: Callable = digamma) -> float:
    """``f(k) + f(N)`` minus the mean of ``f`` over both counts; plus infinity if one is zero."""
    return float(f(k) + f(len(counted[0])) - sum(f(n).mean() for n in counted))


def _variant(
    offset: int = 1,
    count: Callable = _nearer,
    norm: Callable = np.maximum,
    f: Callable = digamma,
    shift: Callable[[int], float] = lambda k: 0.0,
) -> Callable[[Array, Array, int], float]:
    """The estimator with one or more of its parts exchanged."""

    def estimate(x: Array, y: Array, k: int) -> float:
        _check_draws(x, y, k)
        reach = _reach(x, y, k, norm)
        return _estimate(k, *(count(part, reach) + offset for part in (x, y)), f=f) + shift(k)

    return estimate


def _second_estimator(x: Array, y: Array, k: int) -> float:
    """The other estimator of Kraskov et al., with a box that fits the ``k`` neighbors."""
    _check_draws(x, y, k)
    nearest = np.argsort(np.maximum(_apart(x), _apart(y)), axis=1)[:, 1 : k + 1]
    sides = (np.take_along_axis(_apart(part), nearest, axis=1).max(axis=1) for part in (x, y))
    return _estimate(k, *(_at_most(part, side) for part, side in zip((x, y), sides))) - 1 / k


def _own_neighbor(x: Array, y: Array, k: int) -> float:
    _check_draws(x, y, k)
    reach = _reach(x, y, k - 1)
    return _estimate(k, *(_nearer(part, reach) + 1 for part in (x, y)))


def _counts_averaged(x: Array, y: Array, k: int) -> float:
    _check_draws(x, y, k)
    reach = _reach(x, y, k)
    means = (np.full(len(x), _nearer(part, reach).mean() + 1) for part in (x, y))
    return _estimate(k, *means)


def _summed(x: Array, y: Array, k: int) -> float:
    mean = digamma(k) + digamma(len(x)) - ksg(x, y, k)
    return float(digamma(k) + digamma(len(x)) - len(x) * mean)


def _always_k(x: Array, y: Array, k: int) -> float:
    _check_draws(x, y, k)
    return float(digamma(len(x)) - digamma(k))


def _scaled_first(x: Array, y: Array, k: int) -> float:
    _check_draws(x, y, k)
    return ksg(x / x.std(), y / y.std(), k)


def _draws(x: Sequence[float], y: Sequence[float], k: int) -> tuple[Array, Array, int]:
    return np.array(x, dtype=float), np.array(y, dtype=float), k


KSG = Exercise(
    "8.4",
    "KSG",
    Code(
        ksg,
        # Whole numbers, so that what is nearer is decided exactly; no two distances are equal.
        cases=(
            _draws([0, 2], [0, 1], 1),
            _draws([4, 0, 1], [0, 6, 8], 1),
            _draws([0, 1, 4, 5], [9, 11, 2, 0], 1),
            _draws([9, 0, 4, 5], [10, 0, 8, 2], 2),
            _draws([0, 1, 3, 8, 11], [31, 16, 88, 0, 54], 2),
            _draws([43, 0, 75, 15, 61, 19, 7, 57], [26, 0, 79, 20, 56, 3, 9, 46], 3),
            _draws([-26, 42, -1, -17, 14, 40, 13, -22], [-29, 24, 30, 48, -49, -28, 28, -22], 3),
            _draws([0, 2], [0, 1], 0),
            _draws([0, 1, 4], [0, 3, 2], 3),
            _draws([0, 1, 4], [0, 3, 2], 5),
            _draws([0, 1, 4], [0, 3], 1),
            _draws([0, 1], [0, 3, 2], 1),
        ),
        misconceptions=(
            Misconception(
                "at most instead of less",
                "Count those that are strictly nearer than the k-th neighbor. In one of the two "
                "variables that neighbor is at this very distance, and does not count.",
                _variant(count=_at_most),
            ),
            Misconception(
                "the draw counted twice",
                "n counts the other draws. The one that is added stands for the draw itself.",
                _variant(offset=2),
            ),
            Misconception(
                "one forgotten",
                "It is digamma(n + 1). With n = 0 and without the one it is minus infinity.",
                _variant(offset=0),
            ),
            Misconception(
                "the neighbor instead of the one",
                "You count those at most as far and add nothing. The k-th neighbor is at that "
                "distance in one variable only, so in the other one a draw is missing.",
                _variant(offset=0, count=_at_most),
            ),
            Misconception(
                "Euclidean distance",
                "The distance of two pairs is the larger of the distances in x and in y.",
                _variant(norm=np.hypot),
            ),
            Misconception(
                "distances added",
                "The distance of two pairs is the larger of the distances in x and in y, "
                "not their sum.",
                _variant(norm=np.add),
            ),
            Misconception(
                "a draw taken for its own neighbor",
                "The nearest draw of all is the draw itself, at distance zero. "
                "The k-th of the others is meant.",
                _own_neighbor,
            ),
            Misconception(
                "k - 1 for every draw",
                "Your counts are k - 1 whatever the data are. So it is if neighbors are sought in "
                "x alone and in y alone, or if those are counted that are near in both. "
                "The distance is of pairs, and the counts are of single variables.",
                _always_k,
            ),
            Misconception(
                "digamma of the mean count",
                "Take digamma first, draw by draw, and then the mean. It is concave, "
                "so the other order gives less.",
                _counts_averaged,
            ),
            Misconception(
                "sum instead of the mean",
                "Over the draws the mean is taken, not the sum.",
                _summed,
            ),
            Misconception(
                "logarithm instead of digamma",
                "digamma(n) is log(n) only for large n, and here n is as small as k.",
                _variant(f=np.log),
            ),
            Misconception(
                "the second estimator",
                "That is the other estimator of the same paper, with two different distances "
                "and a term 1/k. The one asked for has one distance for both variables.",
                _second_estimator,
            ),
            Misconception(
                "a square in the formula of the box",
                "The term 1/k belongs to the second estimator, which has one distance for x and "
                "another one for y. With a single distance for both, the result is too low, by "
                "up to 1/k.",
                _variant(offset=0, count=_at_most, shift=lambda k: -1 / k),
            ),
            Misconception(
                "1/k subtracted",
                "The term 1/k belongs to the second estimator of the paper.",
                _variant(shift=lambda k: -1 / k),
            ),
            Misconception("bits instead of nats", BITS, lambda x, y, k: ksg(x, y, k) / math.log(2)),
            Misconception(
                "negative values cut off",
                "Information is not negative, but its estimate may be. "
                "Who cuts it off makes the estimates too large in the mean.",
                lambda x, y, k: max(0.0, ksg(x, y, k)),
            ),
            Misconception(
                "data scaled first",
                "That is often a good idea, but it is another estimate. "
                "Leave the scale to the caller.",
                _scaled_first,
            ),
        ),
    ),
    hints=(
        "Two tables do it all: the distances |x_i - x_j|, and |y_i - y_j|. "
        "In NumPy, np.abs(x[:, None] - x).",
        "The distance of two pairs is the larger entry of the two tables, np.maximum. "
        "Sort each row. The draw itself comes first, so that the k-th neighbor is at [:, k].",
        "n_x counts the entries of a row of the first table that are smaller than this distance, "
        "less one for the draw itself.",
        "Raise the ValueErrors. Then return digamma(k) + digamma(N) - np.mean(digamma(n_x + 1) + "
        "digamma(n_y + 1)).",
    ),
)


# --- 8.5 the ceiling of KSG ----------------------------------------------------------------------

N, k, t = sp.symbols("N k t", positive=True)

CEILING = sp.digamma(N) - sp.digamma(k)
GENERIC = sp.digamma(N) - sp.digamma(k + 1)
DRAWS_FOR = sp.exp(t + sp.digamma(k))

KSG_CEILING = Exercise(
    "8.5",
    "The ceiling of KSG",
    Derive(
        {"ceiling": CEILING, "generic": GENERIC, "draws": DRAWS_FOR},
        points=tuple(
            {N: sp.Integer(i), k: sp.Integer(j), t: sp.Rational(value)}
            for i, j, value in ((4, 2, "1"), (6, 3, "1/2"), (20, 3, "2"), (400, 5, "5/2"))
        ),
        misconceptions=(
            Misconception(
                "ceiling of the plug-in",
                "log N is what counts cannot exceed. Here put the smallest counts into the "
                "formula.",
                {"ceiling": sp.log(N), "generic": sp.log(N)},
            ),
            Misconception(
                "logarithm instead of digamma",
                "log N - log k is close to it for large k only. The value asked for is exact.",
                {
                    "ceiling": sp.log(N) - sp.log(k),
                    "generic": (sp.log(N) - sp.log(k + 1), sp.log(N) - sp.log(k) - 1 / k),
                    "draws": k * sp.exp(t),
                },
            ),
            Misconception(
                "counts of zero",
                "A count is zero only for k = 1. The k - 1 nearer neighbors are strictly within "
                "reach, in x and in y.",
                {
                    "ceiling": sp.digamma(k) + sp.digamma(N) - 2 * sp.digamma(1),
                    "generic": sp.digamma(k) + sp.digamma(N) - sp.digamma(1) - sp.digamma(2),
                },
            ),
            Misconception(
                "counts of k",
                "The k-th neighbor itself is not strictly nearer than itself.",
                {"ceiling": (GENERIC, sp.digamma(k) + sp.digamma(N) - 2 * sp.digamma(k + 1))},
            ),
            Misconception(
                "counts of k - 1 without the one",
                "The formula has digamma(n + 1): for n = k - 1 that is digamma(k).",
                {
                    "ceiling": sp.digamma(k) + sp.digamma(N) - 2 * sp.digamma(k - 1),
                    "generic": sp.digamma(N) - sp.digamma(k - 1),
                },
            ),
            Misconception(
                "only one of the counts small",
                "Both counts can be as small as k - 1, at the same draw.",
                {"ceiling": sp.Integer(0)},
            ),
            Misconception(
                "both counts smallest",
                "The k-th neighbor is at the distance eps in the one variable, and nearer in the "
                "other one, as two different distances are never equal. There it counts.",
                {"generic": CEILING},
            ),
            Misconception(
                "both counts raised",
                "The k-th neighbor is nearer in one of the two variables, and not in both.",
                {"generic": sp.digamma(k) + sp.digamma(N) - 2 * sp.digamma(k + 1)},
            ),
            Misconception(
                "1/k with the wrong sign",
                "In generic more is asked of the draws, so that it is the smaller of the two.",
                {"generic": CEILING + 1 / k},
            ),
            Misconception(
                "draws for generic",
                "So many draws take generic to t. Asked for is ceiling.",
                {"draws": sp.exp(t + sp.digamma(k + 1))},
            ),
            Misconception(
                "k forgotten",
                "The ceiling is lower by digamma(k), and that is as if there were "
                "fewer draws by a factor.",
                {"draws": sp.exp(t)},
            ),
            Misconception(
                "k with the wrong sign",
                "A larger k lowers the ceiling, so that it takes more draws to reach t.",
                {"draws": sp.exp(t - sp.digamma(k))},
            ),
            Misconception(
                "not solved for the number of draws",
                "Solve log N - digamma(k) = t for N.",
                {"draws": (t + sp.digamma(k), sp.log(t + sp.digamma(k)))},
            ),
        ),
    ),
    hints=(
        "digamma increases, so the estimate is largest where the counts are smallest. "
        "How many of the others are nearer than the k-th neighbor, in any case?",
        "ceiling: the k - 1 nearer neighbors are strictly within eps in both variables. "
        "Put n_x = n_y = k - 1 into the formula.",
        "generic: eps is the larger of two distances to the k-th neighbor. "
        "If they differ, the smaller one is strictly below eps. So n_x + n_y is at least 2k - 1.",
        "In generic one count is k - 1 and the other one k. draws: solve log N - digamma(k) = t.",
    ),
)


# --- 8.6 an increasing map -----------------------------------------------------------------------

ORDERED = [Fraction(i) for i in range(1, 11)]
LEFT_OVER = Fraction(1, 4)


def _exact_ksg(x: Sequence[Fraction], y: Sequence[Fraction]) -> Fraction:
    """KSG for k = 1. Euler's constant cancels in the digammas, and what remains is rational."""
    harmonic = [sum((Fraction(1, j) for j in range(1, n + 1)), Fraction(0)) for n in range(len(x))]
    total = Fraction(0)
    for i in range(len(x)):
        apart = [(abs(x[i] - x[j]), abs(y[i] - y[j])) for j in range(len(x)) if j != i]
        reach = min(map(max, apart))
        total += sum(harmonic[sum(pair[c] < reach for pair in apart)] for c in (0, 1))
    return harmonic[-1] - total / len(x)


def _hides_the_dependence(answer: Any) -> NotYet | None:
    try:
        x = rationals(answer)
    except ValueError as error:
        return NotYet("not a list of numbers", f"In your list: {error}.")
    if len(x) != len(ORDERED):
        message = "There is one x for each y."
        return NotYet("wrong number of values", message, got=str(len(x)), expected="10")
    for number, (one, other) in enumerate(zip(x, x[1:]), 1):
        if one >= other:
            return NotYet(
                "not increasing",
                "Each number is larger than the one before it, so that x tells y exactly.",
                on=f"the numbers {number} and {number + 1}",
                got=f"{float(one):.10g}, {float(other):.10g}",
                expected="the second one larger",
            )
    if (x[0], x[-1]) != (ORDERED[0], ORDERED[-1]):
        return NotYet(
            "ends moved",
            "The map keeps the ends, so that x and y have the same range.",
            got=f"from {float(x[0]):.10g} to {float(x[-1]):.10g}",
            expected="from 1 to 10",
        )
    if (estimate := _exact_ksg(x, ORDERED)) >= LEFT_OVER:
        return NotYet(
            "not hidden",
            "KSG still sees more than a quarter of a nat.",
            got=f"{float(estimate):.4f} nats",
            expected="less than 0.25 nats",
        )
    return None


def _gaps(answer: Any) -> list[Fraction]:
    """The gaps between the numbers; raises ValueError, that is no match, if out of order."""
    finding = _hides_the_dependence(answer)
    if finding is None or finding.diagnosis != "not hidden":
        raise ValueError("not an increasing map")
    x = rationals(answer)
    return [other - one for one, other in zip(x, x[1:])]


def _ties(answer: Any) -> bool:
    x = rationals(answer)
    return len(x) == len(ORDERED) and x == sorted(x) and len(set(x)) < len(x)


INCREASING = Exercise(
    "8.6",
    "An increasing map that hides it all",
    Construct(
        (list, tuple, np.ndarray),
        _hides_the_dependence,
        description="a list of ten numbers",
        misconceptions=(
            Misconception(
                "values merged",
                "Two of your numbers are equal, perhaps because a float has rounded them. "
                "Such a map cannot be undone, and it loses information indeed.",
                _ties,
            ),
            Misconception(
                "order reversed",
                "A decreasing map keeps the information as well, but the exercise asks for an "
                "increasing one.",
                lambda answer: (
                    rationals(answer) == sorted(set(rationals(answer)), reverse=True)
                    and len(answer) == len(ORDERED)
                ),
            ),
            Misconception(
                "nothing moved",
                "x and y are the same, so KSG is at its ceiling.",
                lambda answer: rationals(answer) == ORDERED,
            ),
            Misconception(
                "bent too little",
                "Not enough of your x are close together. Count, for each draw, how many others "
                "are as near in x as its neighbor is in y.",
                lambda answer: max(_gaps(answer)) <= 5,
            ),
            Misconception(
                "two crowds",
                "Your x fall into crowds. Which crowd a draw is in can be told from x and from y, "
                "and KSG sees that. Make one crowd as large as possible.",
                lambda answer: max(_gaps(answer)) > 5,
            ),
        ),
    ),
    hints=(
        "The estimate is small where the counts are large. Which draws have many others within "
        "reach, in x or in y?",
        "The neighbors in y are one apart. So a draw whose x has many others within a distance of "
        "one counts all of them.",
        "Crowd as many x as you can into an interval shorter than one. But the ends stay.",
        "Nine of them near 1, in their order, and the last one at 10.",
    ),
)


# --- 8.7 the best critic -------------------------------------------------------------------------

x, y, rho = sp.symbols("x y rho", real=True)

CONSTANT = -sp.log(1 - rho**2) / 2
DV_CRITIC = (2 * rho * x * y - rho**2 * (x**2 + y**2)) / (2 * (1 - rho**2))
LOG_RATIO = DV_CRITIC + CONSTANT

CRITIC = Exercise(
    "8.7",
    "The best critic",
    Derive(
        {"dv": DV_CRITIC, "log_mean": -CONSTANT, "nwj": LOG_RATIO + 1},
        points=tuple(
            {x: sp.Rational(i), y: sp.Rational(j), rho: sp.Rational(r)}
            for i, j, r in (
                ("1", "1", "1/2"),
                ("1", "-1", "1/2"),
                ("2", "1/3", "3/5"),
                ("-1/2", "3", "-4/5"),
            )
        ),
        misconceptions=(
            Misconception(
                "squares forgotten",
                "The two squares do not cancel: the joint density has other coefficients "
                "before them than the product has.",
                {
                    "dv": (rho * x * y / (1 - rho**2), rho * x * y),
                    "nwj": (1 + CONSTANT + rho * x * y / (1 - rho**2), 1 + rho * x * y),
                },
            ),
            Misconception(
                "joint density alone",
                "The critic is the logarithm of a ratio. "
                "Subtract the logarithm of the product of the marginals.",
                {
                    "dv": -(x**2 - 2 * rho * x * y + y**2) / (2 * (1 - rho**2)),
                    "nwj": 1 + CONSTANT - (x**2 - 2 * rho * x * y + y**2) / (2 * (1 - rho**2)),
                },
            ),
            Misconception(
                "conditional density alone",
                "The critic is log p(y|x) less log p(y), or, which is the same, "
                "log p(x|y) less log p(x).",
                {
                    "dv": tuple(
                        -((one - rho * other) ** 2) / (2 * (1 - rho**2))
                        for one, other in ((y, x), (x, y))
                    ),
                    "nwj": 1 + CONSTANT - (y - rho * x) ** 2 / (2 * (1 - rho**2)),
                },
            ),
            Misconception(
                "constant kept",
                "DV does not mind a constant, and so the exercise fixes it by f(0, 0) = 0.",
                {"dv": (LOG_RATIO, LOG_RATIO + 1)},
            ),
            Misconception(
                "ratio without its logarithm",
                "f is the logarithm of the ratio: it is e^f that is the ratio.",
                {
                    "dv": (sp.exp(DV_CRITIC), sp.exp(LOG_RATIO)),
                    "log_mean": sp.sqrt(1 - rho**2),
                    "nwj": (sp.exp(LOG_RATIO), 1 + sp.exp(LOG_RATIO), sp.exp(1 + LOG_RATIO)),
                },
            ),
            Misconception(
                "upside down",
                "The joint density is above, and the product below.",
                {"dv": -DV_CRITIC, "nwj": (1 - LOG_RATIO, -LOG_RATIO)},
            ),
            Misconception(
                "sign of the constant",
                "The mean of the ratio is one. So if f is the logarithm of the ratio less a "
                "constant, the logarithm of the mean of e^f is minus that constant.",
                {"log_mean": CONSTANT, "nwj": 1 + DV_CRITIC - CONSTANT},
            ),
            Misconception(
                "taken to have mean one",
                "The mean of e^f is one only for the ratio itself. "
                "Your f differs from its logarithm by a constant.",
                {"log_mean": sp.Integer(0)},
            ),
            Misconception(
                "square root forgotten",
                "The joint density has the root of 1 - rho^2 below it.",
                {"log_mean": -2 * CONSTANT, "nwj": 1 + DV_CRITIC + 2 * CONSTANT},
            ),
            Misconception(
                "one forgotten",
                "NWJ is tight where e^(f - 1) is the ratio.",
                {"nwj": (LOG_RATIO, LOG_RATIO - 1)},
            ),
            Misconception(
                "constant free in NWJ",
                "NWJ has no logarithm outside the mean to take up a constant: "
                "only one of them is best.",
                {"nwj": (DV_CRITIC, DV_CRITIC + 1)},
            ),
        ),
    ),
    hints=(
        "The best critic of DV is log p(x,y)/(p(x)p(y)), up to a constant.",
        "The joint density is exp(-(x^2 - 2 rho x y + y^2) / (2 (1 - rho^2))) over "
        "2 pi sqrt(1 - rho^2). Divide it by exp(-(x^2 + y^2)/2) / (2 pi).",
        "dv: the exponent of the quotient, over the common denominator 2 (1 - rho^2). "
        "What multiplies x^2 + y^2 is -rho^2.",
        "log_mean: e^f is the ratio times sqrt(1 - rho^2), and the ratio has mean one. "
        "nwj: one plus the logarithm of the ratio, with its constant.",
    ),
)


# --- 8.8 guess the partner -----------------------------------------------------------------------

GAME = "I(J;X,V) <= I(X;Y)"

PARTNER = Exercise(
    "8.8",
    "Guess the partner",
    Prove(
        GAME,
        given=("J _||_ V", "(J,V) -> Y -> X"),
        misconceptions=(
            Misconception("conclusion asserted", ASSERTED, GAME),
            Misconception(
                "candidates forgotten",
                "X alone says nothing about the place J. One has to look at the candidates, too.",
                ("I(J;X,V) = I(J;X)", "I(J;X,V) <= I(J;X)", "I(J;X|V) = I(J;X)"),
            ),
            Misconception(
                "conditioning is said to lower mutual information",
                "It may raise it: without the candidates X says nothing about J, and with them "
                "it does.",
                "I(J;X|V) <= I(J;X)",
            ),
            Misconception(
                "independence kept under a condition",
                "J and V are independent, but given X they need not be: "
                "X tells which of the candidates is its partner.",
                ("I(J;V|X) = 0", "I(J;V|X) <= I(J;V)", "H(J|V,X) = H(J|X)"),
            ),
            Misconception(
                "candidates said to know nothing",
                "One of the candidates is the partner of X. So together they may say "
                "something about X, even if not which of them it is.",
                ("I(X;V) = 0", "H(X|V) = H(X)", "I(V;X|J) = 0"),
            ),
            Misconception(
                "a fact that is not given",
                "In the game that is so, since the partner is one of the candidates, and these are "
                "drawn alike. But it is not among the hypotheses, and not needed.",
                (
                    "I(J;X) = 0",
                    "I(X;Y|J,V) = 0",
                    "H(Y|J,V) = 0",
                    "I(X;J,V) = I(X;Y)",
                    "H(X|J,V) = H(X|Y)",
                ),
            ),
            Misconception(
                "data processing the wrong way round",
                "The place and the candidates stand before the partner, "
                "and so they cannot say more about X.",
                ("I(X;J,V) >= I(X;Y)", "I(X;Y) <= I(X;J,V)"),
            ),
        ),
    ),
    hints=(
        "Take I(J;X,V) apart, the candidates first. One of the two parts is zero.",
        "What remains is I(J;X|V), what X says of the place to one who sees the candidates. "
        "It is a part of what J and V together say about X.",
        "I(X;J,V) = I(X;V) + I(X;J|V), so I(X;J|V) is at most I(X;J,V). "
        "Now the chain (J,V) -> Y -> X.",
        "Write I(X;Y,J,V) in two ways, with Y first and with J,V first. "
        "In the one the second part is zero, in the other it is not negative.",
    ),
)


# --- 8.9 InfoNCE on a copy -----------------------------------------------------------------------

M = sp.Symbol("M", positive=True)

SAME = 1 / M
OTHER = 1 - SAME
CONTRAST = {
    "two": OTHER * sp.log(2),
    "three": OTHER**2 * sp.log(3) + 2 * SAME * OTHER * sp.log(sp.Rational(3, 2)),
    "many_values": sp.log(N),
    "many_candidates": sp.log(M),
}

CONTRASTIVE = Exercise(
    "8.9",
    "InfoNCE on a copy",
    Derive(
        CONTRAST,
        points=tuple(
            {M: sp.Integer(i), N: sp.Integer(j)} for i, j in ((2, 3), (3, 2), (10, 7), (64, 5))
        ),
        misconceptions=(
            Misconception(
                "chance matches forgotten",
                "Another candidate may happen to have the same value. "
                "Then the critic cannot tell which of them is the partner.",
                {"two": sp.log(2), "three": sp.log(3)},
            ),
            Misconception(
                "mean inside the logarithm",
                "The mean is over the logarithm, not inside it.",
                {
                    "two": sp.log(2 / (1 + SAME)),
                    "three": sp.log(3 / (1 + 2 * SAME)),
                },
            ),
            Misconception(
                "match and no match exchanged",
                "A candidate matches by chance with probability 1/M.",
                {
                    "two": SAME * sp.log(2),
                    "three": SAME**2 * sp.log(3) + 2 * SAME * OTHER * sp.log(sp.Rational(3, 2)),
                },
            ),
            Misconception(
                "one match forgotten",
                "If one of the two others matches, the partner shares its place with it, "
                "and log(3/2) is still gained.",
                {"three": (OTHER**2 * sp.log(3), (1 - SAME**2) * sp.log(3))},
            ),
            Misconception(
                "one order only",
                "Either of the two others may be the one that matches.",
                {"three": OTHER**2 * sp.log(3) + SAME * OTHER * sp.log(sp.Rational(3, 2))},
            ),
            Misconception(
                "sum instead of the mean",
                "Below the fraction stands a mean, 1/N times the sum. So the fraction is N divided "
                "by the number of candidates that have the value x.",
                {
                    "two": CONTRAST["two"] - sp.log(2),
                    "three": CONTRAST["three"] - sp.log(3),
                    "many_values": sp.Integer(0),
                },
            ),
            Misconception(
                "the partner left out of the mean",
                "The mean below the fraction is over all candidates, and the partner is one of "
                "them.",
                {"many_values": sp.log(N - 1)},
            ),
            Misconception(
                "the truth instead of the bound",
                "The information is log M, but N candidates cannot show more than log N.",
                {"two": sp.log(M), "three": sp.log(M), "many_values": sp.log(M)},
            ),
            Misconception(
                "the ceiling instead of the truth",
                "With many candidates the ceiling is out of the way, "
                "but it is still a lower bound on I(X;Y) = log M.",
                {"many_candidates": sp.log(N)},
            ),
            Misconception(
                "bits instead of nats",
                "The logarithms are natural.",
                {name: value / sp.log(2) for name, value in CONTRAST.items()},
            ),
        ),
    ),
    hints=(
        "e^f is 1 where the values are equal. So the fraction is N divided by the number of "
        "candidates that have the value x, and the partner is always one of them.",
        "two: the other candidate matches with probability 1/M. "
        "Then the logarithm is log(2/2) = 0, and else log(2/1).",
        "three: the number of others that match is 0, 1 or 2. The three logarithms are log(3), "
        "log(3/2) and 0, and the probabilities are those of two independent trials.",
        "many_values: no other candidate matches. many_candidates: by the law of large numbers "
        "one candidate in M matches.",
    ),
)


# --- 8.10 clipped, and too high ------------------------------------------------------------------


def _ratios(law: Joint) -> list[tuple[Any, Any]]:
    """For each pair that happens ``p(x) p(y)``, and the ratio of ``p(x, y)`` to it."""
    p_x, p_y, p_xy = (law.marginal(names).table() for names in ("X", "Y", "X Y"))
    weights = (p_x[x,] * p_y[y,] for x, y in p_xy)
    return [(weight, joint / weight) for weight, joint in zip(weights, p_xy.values())]


def _clipped_mean(law: Joint, clip: Fraction) -> Any:
    """The mean of the clipped ratio over independent pairs; exact for an exact law."""
    bound = clip if law.exact else float(clip)
    ratios = _ratios(law)
    never = 1 - sum(weight for weight, _ in ratios)  # pairs with the ratio zero
    clipped = sum(weight * min(max(ratio, 1 / bound), bound) for weight, ratio in ratios)
    return clipped + never / bound


def _smile(law: Joint, clip: Fraction) -> float:
    return _information(law) - math.log(_clipped_mean(law, clip))


def _law_and_clip(answer: Mapping[str, Any]) -> tuple[Joint, Fraction] | NotYet:
    for name in ("law", "clip"):
        if name not in answer:
            return NotYet("not finished", f"{name!r} is missing.")
    law = answer["law"]
    if not isinstance(law, Joint):
        message = f'The law is of type {type(law).__name__}, expected a Joint over "X Y".'
        return NotYet("wrong type", message)
    if wrong := lacks_variables(law, "X Y"):
        return wrong
    try:
        clip = rational(answer["clip"])
    except ValueError as error:
        return NotYet("not a number", f"In the clip: {error}.")
    if clip <= 1:
        return NotYet(
            "no room to clip",
            "The ratio is kept between 1/c and c, so c is larger than 1. "
            "The clip is c itself, not its logarithm.",
            got=f"c = {clip}",
            expected="c > 1",
        )
    return law, clip


def _far_above(answer: Mapping[str, Any]) -> NotYet | None:
    read = _law_and_clip(answer)
    if isinstance(read, NotYet):
        return read
    law, clip = read
    mean = _clipped_mean(law, clip)
    slack = 0 if law.exact else TOLERANCE
    if mean < HALF - slack:
        return None
    above = mean < 1 - slack
    diagnosis, message = (
        ("not by log 2", "The clipped value is above the information, but not far enough.")
        if above
        else ("not above", "The clipped value is not above the information.")
    )
    return NotYet(
        diagnosis,
        message,
        got=f"I(X;Y) = {_information(law):.4f}, clipped {_smile(law, clip):.4f} nats",
        expected=f"a clipped value above {_information(law) + math.log(2):.4f} nats",
    )


def _of_law_and_clip(test: Callable[[Joint, Fraction], bool]) -> Callable[[Mapping], bool]:
    """A test of an answer that is one, as far as its form goes."""
    return lambda answer: test(*_law_and_clip(answer))


CLIPPED = Exercise(
    "8.10",
    "Clipped, and too high",
    Construct(
        Mapping,
        _far_above,
        description='a dictionary {"law": ..., "clip": ...}',
        misconceptions=(
            Misconception(
                "independent",
                "Your variables are independent: the ratio is one everywhere, "
                "and nothing is clipped.",
                _of_law_and_clip(lambda law, clip: sign(law, "I(X;Y)") == 0),
            ),
            Misconception(
                "nothing clipped from above",
                "No ratio of your law exceeds c. Then clipping only raises the small ones, "
                "and the value falls.",
                _of_law_and_clip(lambda law, clip: max(r for _, r in _ratios(law)) <= clip),
            ),
            Misconception(
                "clipped too tightly",
                "Every clipped ratio is at least 1/c, and so is their mean. "
                "It cannot fall below 1/2 for a c up to 2.",
                _of_law_and_clip(lambda law, clip: clip <= 2),
            ),
            Misconception(
                "ratios not large enough",
                "The ratios of your law are not large, so there is little above the clip to cut. "
                "Take a law with more information.",
                _of_law_and_clip(lambda law, clip: max(r for _, r in _ratios(law)) < 12),
            ),
        ),
    ),
    hints=(
        "With the best critic the first term is I(X;Y) whatever c is. "
        "So the value exceeds it by -log of the clipped mean, which has to be below 1/2.",
        "The mean of the ratio is one. Where most of this mean comes from a few large ratios, "
        "clipping takes most of it away.",
        "Let X = Y be uniform on M values. The ratio is M with probability 1/M, and else 0; "
        "clipped, it is c with probability 1/M, and else 1/c.",
        "So you need c/M + (1 - 1/M)/c < 1/2: c = 4 and a large M.",
    ),
)


# --- 8.11 an upper bound that is none ------------------------------------------------------------

FLIP = Fraction(1, 10)
CHANNEL = ((1 - FLIP, FLIP), (FLIP, 1 - FLIP))
TRUTH = LogNumber.log(2) + sum(
    (weight * LogNumber.log(weight) for weight in CHANNEL[0]), LogNumber()
)

Rows = list[list[Fraction]]


def _rows(answer: Any) -> Rows:
    """The table as fractions; raises ValueError if it is not a table of two by two."""
    if isinstance(answer, (str, Mapping)) or not hasattr(answer, "__len__"):
        raise ValueError("found no table, expected two rows of two numbers")
    rows = [rationals(row) for row in answer]
    if len(rows) != 2 or any(len(row) != 2 for row in rows):
        shape = " and ".join(str(len(row)) for row in rows)
        raise ValueError(f"found rows of {shape or 'no'} numbers, expected two rows of two")
    return rows


def _mean_log(q: Rows, weights: Sequence[Sequence[Fraction]]) -> LogNumber:
    """The mean of ``log q(y|x)`` for a fair bit X and the rows of weights for Y."""
    terms = (HALF * weights[i][j] * LogNumber.log(q[i][j]) for i in (0, 1) for j in (0, 1))
    return sum(terms, LogNumber())


def _club(q: Rows) -> LogNumber:
    return _mean_log(q, CHANNEL) - _mean_log(q, ((HALF, HALF), (HALF, HALF)))


def _learned(q: Rows) -> LogNumber:
    """The lower bound of Barber and Agakov: how much better q is than guessing."""
    return LogNumber.log(2) + _mean_log(q, CHANNEL)


def _falls_below(answer: Any) -> NotYet | None:
    try:
        q = _rows(answer)
    except ValueError as error:
        return NotYet("not a table", f"In your q: {error}.")
    shown = ", ".join("[" + ", ".join(map(str, row)) + "]" for row in q)
    if any(sum(row) != 1 for row in q) or min(map(min, q)) < 0:
        message = "Each row is a law of y: not negative, with the sum one."
        return NotYet("not a law", message, got=shown, expected="rows that sum to 1")
    if min(map(min, q)) == 0:
        return NotYet(
            "a zero",
            "q excludes a pair that happens, and the mean of log q(y|x) is minus infinity.",
            got=shown,
            expected="all entries positive",
        )
    if _learned(q).sign() <= 0:
        return NotYet(
            "nothing learned",
            "Your q predicts y no better than a fair coin.",
            got=f"log 2 + mean of log q(y|x) = {float(_learned(q)) + 0.0:.4f}",
            expected="more than 0",
        )
    if (_club(q) - TRUTH).sign() >= 0:
        return NotYet(
            "still above",
            "With this q the value is at least the information.",
            got=f"CLUB {float(_club(q)):.4f} nats",
            expected=f"less than I(X;Y) = {float(TRUTH):.4f} nats",
        )
    return None


def _of_table(test: Callable[[Rows], bool]) -> Callable[[Any], bool]:
    return lambda answer: test(_rows(answer))


def _is_law(q: Rows) -> bool:
    return all(sum(row) == 1 for row in q) and min(map(min, q)) > 0


CLUB = Exercise(
    "8.11",
    "An upper bound that is none",
    Construct(
        (list, tuple, np.ndarray),
        _falls_below,
        description="two rows of two numbers",
        misconceptions=(
            Misconception(
                "the true conditional law",
                "That is p(y|x) itself. With it CLUB is an upper bound.",
                _of_table(lambda q: [tuple(row) for row in q] == list(CHANNEL)),
            ),
            Misconception(
                "x ignored",
                "Both rows are the same, so q does not look at x. Then CLUB is zero, "
                "but such a q has learned nothing.",
                _of_table(lambda q: _is_law(q) and q[0] == q[1]),
            ),
            Misconception(
                "rows exchanged",
                "Your q bets on the other value, so it is worse than a fair coin.",
                _of_table(lambda q: _is_law(q) and q[0][0] < HALF < q[1][0]),
            ),
            Misconception(
                "too sure",
                "Your q is surer than the channel is. It exaggerates, and CLUB with it.",
                _of_table(lambda q: _is_law(q) and max(q[0][1], q[1][0]) < FLIP),
            ),
            Misconception(
                "joint table",
                "The four numbers sum to one: that is a law of the pair. "
                "q(y|x) has one law in each row.",
                _of_table(lambda q: sum(map(sum, q)) == 1 and min(map(min, q)) >= 0),
            ),
            Misconception(
                "columns instead of rows",
                "Your columns sum to one. q[x][y] is the probability of y given x, "
                "so that each row sums to one.",
                _of_table(
                    lambda q: (
                        all(sum(column) == 1 for column in zip(*q))
                        and any(sum(row) != 1 for row in q)
                    )
                ),
            ),
            Misconception(
                "not cautious enough",
                "Your q is less sure than the channel is, and that is the right direction. Go on.",
                _of_table(
                    lambda q: (
                        _is_law(q)
                        and FLIP <= min(q[0][1], q[1][0])
                        and FLIP < max(q[0][1], q[1][0]) < HALF
                    )
                ),
            ),
        ),
    ),
    hints=(
        "Let q flip the bit with probability d, whatever x is. "
        "Then log q(y|x) is log(1 - d) if y = x, and log(d) if not.",
        "Under the channel y = x has probability 9/10, and for independent pairs 1/2. "
        "So CLUB is (9/10 - 1/2) log((1 - d)/d).",
        "That falls from infinity to 0 as d goes from 0 to 1/2. It is below I(X;Y) = 0.368 for the "
        "larger d.",
        "And q has learned something if 9/10 log(1 - d) + 1/10 log(d) > -log(2), "
        "which is so for every d from 1/10 up to 1/2, but not for 1/2 itself.",
    ),
)


EXERCISES: tuple[Exercise, ...] = (
    MILLER_MADOW,
    TWO_DRAWS,
    TOO_LOW,
    KSG,
    KSG_CEILING,
    INCREASING,
    CRITIC,
    PARTNER,
    CONTRASTIVE,
    CLIPPED,
    CLUB,
)
