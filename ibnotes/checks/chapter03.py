"""The exercises of chapter 3: sufficiency and minimality.

Each exercise is a task, its hints, and the misconceptions that are known by name. A misconception
comes with a wrong answer, or with the test that recognizes one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from ibnotes import measures
from ibnotes.checks.engine import Exercise
from ibnotes.checks.kinds import ASSERTED, Code, Construct, Derive, Misconception, NotYet, Prove
from ibnotes.checks.laws import excess_rate, lacks_variables, sign, values
from ibnotes.checks.sandbox import Outcome
from ibnotes.joint import Joint
from ibnotes.sufficiency import minimal_sufficient_statistic, partitions

__all__ = ["EXERCISES"]

Array = NDArray[np.float64]
Labels = Sequence[Hashable]

CHAIN_RULE = (
    "In the second term of the chain rule the first variable is known. "
    "Without that, what X and Z both say of Y is counted twice."
)


# --- 3.1 two counts ------------------------------------------------------------------------------

theta, x1, x2 = sp.symbols("theta x1 x2", positive=True)

COUNT = x1 + x2
TWO_COUNTS = sp.exp(-2 * theta) * theta**COUNT / (sp.factorial(x1) * sp.factorial(x2))
LAW_OF_THE_SUM = sp.exp(-2 * theta) * (2 * theta) ** COUNT / sp.factorial(COUNT)
GIVEN_THE_SUM = sp.factorial(COUNT) / (sp.factorial(x1) * sp.factorial(x2)) / 2**COUNT

SUFFICIENT_STATISTIC = Exercise(
    "3.1",
    "Find a sufficient statistic",
    Derive(
        {"pair": TWO_COUNTS, "sum": LAW_OF_THE_SUM, "given the sum": GIVEN_THE_SUM},
        points=tuple(
            {x1: sp.Integer(i), x2: sp.Integer(j), theta: sp.Rational(rate)}
            for i, j, rate in ((1, 0, "1"), (1, 1, "1/2"), (2, 1, "3"), (0, 3, "3/2"), (4, 2, "5"))
        ),
        misconceptions=(
            Misconception(
                "factorials forgotten",
                "The Poisson law divides theta^x by x!. Without that it does not sum to one.",
                {
                    "pair": sp.exp(-2 * theta) * theta**COUNT,
                    "sum": sp.exp(-2 * theta) * (2 * theta) ** COUNT,
                },
            ),
            Misconception(
                "one exponential for two counts",
                "Each count brings its own factor e^-theta.",
                {
                    "pair": TWO_COUNTS * sp.exp(theta),
                    "sum": LAW_OF_THE_SUM * sp.exp(theta),
                },
            ),
            Misconception(
                "factorial of the sum",
                "(x1 + x2)! belongs to the law of the sum. The pair has x1! x2!.",
                {"pair": sp.exp(-2 * theta) * theta**COUNT / sp.factorial(COUNT)},
            ),
            Misconception(
                "sum of probabilities",
                "You add the probabilities of the two counts. "
                "They are independent: both happen with the product.",
                {
                    "pair": sp.exp(-theta)
                    * (theta**x1 / sp.factorial(x1) + theta**x2 / sp.factorial(x2))
                },
            ),
            Misconception(
                "sum with the mean of one count",
                "The sum has twice the mean of one count.",
                {"sum": sp.exp(-theta) * theta**COUNT / sp.factorial(COUNT)},
            ),
            Misconception(
                "ways to get the sum forgotten",
                "You count one pair only. Many pairs have the same sum, "
                "and the binomial theorem adds their weights up.",
                {"sum": (TWO_COUNTS, sp.exp(-2 * theta) * theta**COUNT / sp.factorial(COUNT))},
            ),
            Misconception(
                "not divided by the law of the sum",
                "This is the probability of the pair. Given the sum, divide by the sum's own.",
                {"given the sum": TWO_COUNTS},
            ),
            Misconception(
                "all pairs equally likely",
                "There are s + 1 pairs with the sum s, but they are not equally likely: "
                "given the sum, each event falls on one of the two days by a fair coin.",
                {"given the sum": 1 / (COUNT + 1)},
            ),
            Misconception(
                "binomial without the coin",
                "These numbers count sequences. To be probabilities they have to sum to one.",
                {"given the sum": sp.factorial(COUNT) / (sp.factorial(x1) * sp.factorial(x2))},
            ),
            Misconception(
                "quotient upside down",
                "Your value is above 1. The pair is the rarer of the two events.",
                {"given the sum": 1 / GIVEN_THE_SUM},
            ),
        ),
    ),
    hints=(
        "The counts are independent, so the probability of the pair is a product.",
        "To get the law of the sum s, add the pairs (i, s - i). Take s! out and use the binomial "
        "theorem: the sum of s!/(i! (s-i)!) over i is 2^s.",
        "The conditional law is the quotient of the two. "
        "What depends on theta should cancel: that is sufficiency.",
        "The sum is Poisson with mean 2*theta. In the quotient e^(-2*theta) and theta^(x1+x2) "
        "cancel, and factorials and a power of 2 are left.",
    ),
)


# --- 3.2 the minimal sufficient partition --------------------------------------------------------


def _renumbered(labels: Any) -> Any:
    """Labels by their order of appearance; what is no list of labels stays as it is."""
    if isinstance(labels, np.ndarray):
        labels = labels.tolist()
    if not isinstance(labels, (list, tuple)):
        return labels
    try:
        seen: dict[Hashable, int] = {}
        return [seen.setdefault(label, len(seen)) for label in labels]
    except TypeError:
        return labels


def _classes(keys: Iterable[Hashable]) -> Array:
    return np.array(_renumbered(list(keys)))


class CodeUpToNames(Code):
    """Write a function whose values are labels: which names they have makes no difference."""

    def _fault_of_value(self, got: Any, expected: Any) -> NotYet | None:
        return super()._fault_of_value(_renumbered(got), expected)

    def _alike(self, one: Outcome, other: Outcome) -> bool:
        return super()._alike(_with_numbers(one), _with_numbers(other))


def _with_numbers(outcome: Outcome) -> Outcome:
    return replace(outcome, value=_renumbered(outcome.value))


def _posteriors(p_xy: Array) -> Array:
    return p_xy / p_xy.sum(axis=1, keepdims=True)


def minimal_partition(p_xy: Array) -> Array:
    return minimal_sufficient_statistic(p_xy).labels


def _same_as_neighbor(p_xy: Array) -> Array:
    steps = np.abs(np.diff(_posteriors(p_xy), axis=0)).max(axis=1) > 1e-9
    return np.concatenate([[0], np.cumsum(steps)])


def _by_entropy(p_xy: Array) -> Array:
    return _classes(round(measures.entropy(row), 9) for row in _posteriors(p_xy))


# The first three rows are multiples of (3, 7) whose quotients differ in the last bit.
ROUNDED = np.array([[0.03, 0.07], [0.06, 0.14], [0.09, 0.21], [0.3, 0.1]])

MINIMAL_PARTITION = Exercise(
    "3.2",
    "The minimal sufficient partition",
    CodeUpToNames(
        minimal_partition,
        cases=(
            (np.array([[0.25, 0.25], [0.25, 0.25]]),),
            (np.array([[0.5, 0.0], [0.0, 0.5]]),),
            (np.array([[0.4, 0.1], [0.1, 0.4]]),),
            (np.array([[0.375, 0.125], [0.25, 0.25]]),),
            (np.array([[0.25, 0.25], [0.125, 0.375]]),),
            (np.array([[0.125, 0.125], [0.375, 0.375]]),),
            (np.array([[0.3, 0.1], [0.2, 0.1], [0.1, 0.2]]),),
            (np.array([[0.25, 0.125], [0.0625, 0.1875], [0.25, 0.125]]),),
            (np.array([[0.1, 0.2, 0.1], [0.1, 0.1, 0.2], [0.05, 0.1, 0.05]]),),
            (np.array([[0.25005, 0.24995], [0.25, 0.25]]),),
            (ROUNDED,),
        ),
        misconceptions=(
            Misconception(
                "every symbol its own class",
                "That is sufficient, but too fine: symbols that say the same about Y "
                "need not be told apart.",
                lambda p_xy: np.arange(len(p_xy)),
            ),
            Misconception(
                "one class for all",
                "That is as coarse as can be, and in general not sufficient: "
                "symbols that say different things about Y have to be told apart.",
                lambda p_xy: np.zeros(len(p_xy)),
            ),
            Misconception(
                "classes of the best guess",
                "You keep the most likely y. Sufficiency keeps all that x says about Y: "
                "a guess that is nearly sure and one that is hardly better than chance differ.",
                lambda p_xy: _classes(p_xy.argmax(axis=1).tolist()),
            ),
            Misconception(
                "joint rows compared",
                "You compare rows of p(x,y), or of p(x|y), which comes to the same. "
                "A symbol that is twice as frequent, with the same proportions, says the same "
                "about Y: compare rows of p(y|x).",
                lambda p_xy: _classes(tuple(row) for row in p_xy.round(9).tolist()),
            ),
            Misconception(
                "classes by frequency",
                "How often x happens says nothing about Y.",
                lambda p_xy: _classes(p_xy.sum(axis=1).round(9).tolist()),
            ),
            Misconception(
                "only neighbors compared",
                "Two symbols of one class need not stand next to each other.",
                _same_as_neighbor,
            ),
            Misconception(
                "only one value of Y compared",
                "Two rows may agree on one y and differ on the others.",
                lambda p_xy: _classes(_posteriors(p_xy)[:, 0].round(9).tolist()),
            ),
            Misconception(
                "only the spread compared",
                "Rows with equal entropy, or with the same numbers in another order, leave Y "
                "equally uncertain, but may say opposite things about it.",
                _by_entropy,
            ),
            Misconception(
                "rounding errors",
                "In floating point 0.06/0.2 and 0.09/0.3 differ in the last digit. "
                "Rows that are equal but for that belong to one class.",
                lambda p_xy: _classes(tuple(row) for row in _posteriors(p_xy).tolist()),
            ),
            Misconception(
                "tolerance too wide",
                "You merge rows that are close. Close is not equal: "
                "allow for rounding errors, of 1e-9 or less.",
                lambda p_xy: _classes(tuple(row) for row in _posteriors(p_xy).round(3).tolist()),
            ),
        ),
    ),
    hints=(
        "By the chapter, the posterior map x -> p(y|x) is the minimal sufficient statistic: "
        "two symbols belong together exactly if their rows of p(y|x) are equal.",
        "Divide each row of the table by its sum. "
        "Then compare each row with the first row of each class that you have found.",
        "`np.abs(row - other).max() <= 1e-9` tells whether two rows are equal "
        "but for rounding errors.",
        "Or round the rows: `tuple(row)` for each row of `p_y_given_x.round(9)` can be a key of a "
        "dictionary, and `seen.setdefault(key, len(seen))` numbers the keys.",
    ),
)


# --- 3.3 and 3.4 Lemma 1 -------------------------------------------------------------------------

CHAIN_TO_EQUALITY = Exercise(
    "3.3",
    "Lemma 1, from the chain to the equality",
    Prove(
        "I(Z;Y) = I(X;Y)",
        given=("Y -> X -> Z", "Y -> Z -> X"),
        misconceptions=(
            Misconception("conclusion asserted", ASSERTED, "I(Z;Y) = I(X;Y)"),
            Misconception(
                "conclusion in terms of entropies",
                "By the definition this is the claim itself, written in entropies.",
                "H(Y|X) = H(Y|Z)",
            ),
            Misconception(
                "Z taken to determine X",
                "A sufficient Z may lose much of X: all that has no bearing on Y.",
                "H(X|Z) = 0",
            ),
            Misconception(
                "Z taken for a function of X",
                "A representation may have noise of its own, and be sufficient all the same.",
                "H(Z|X) = 0",
            ),
            Misconception(
                "printed condition",
                "This says that X and Z share nothing once Y is known: p(x|z,y) = p(x|y). "
                "Sufficiency is p(x|z,y) = p(x|z), with Z in the middle of the chain.",
                ("I(X;Z|Y) = 0", "H(X|Y,Z) = H(X|Y)"),
            ),
            Misconception(
                "chain rule forgets the condition",
                CHAIN_RULE,
                "I(Y;X,Z) = I(X;Y) + I(Z;Y)",
            ),
            Misconception(
                "nothing taken to be shared at all",
                "The chains say that nothing is shared once the middle is known. "
                "If all three are copies of one bit, both informations are log 2.",
                ("I(Z;Y) = 0", "I(X;Y) = 0"),
            ),
            Misconception(
                "same rate taken for same relevance",
                "I(X;Z) is what Z costs. How much of X it keeps and how much of that concerns Y "
                "are two questions.",
                ("I(X;Z) = I(X;Y)", "I(X;Z) = I(Z;Y)"),
            ),
        ),
    ),
    hints=(
        "Ask what the pair (X,Z) says about Y. Each of the two chains makes one half of it idle.",
        'In "I(Y;X,Z) = I(X;Y) + I(Y;Z|X)" the chain Y -> X -> Z removes the last term.',
        "Take Z first in a second line. The other chain removes its last term, "
        "and the claim follows from the two.",
    ),
)

EQUALITY_TO_CHAIN = Exercise(
    "3.4",
    "Lemma 1, from the equality to the chain",
    Prove(
        "I(X;Y|Z) = 0",
        given=("Y -> X -> Z", "I(Z;Y) = I(X;Y)"),
        misconceptions=(
            Misconception("conclusion asserted", ASSERTED, "I(X;Y|Z) = 0"),
            Misconception(
                "conclusion in terms of entropies",
                "By the definition this is the claim itself, written in entropies.",
                ("H(Y|X,Z) = H(Y|Z)", "H(X|Y,Z) = H(X|Z)"),
            ),
            Misconception(
                "Z taken to determine X",
                "Equal informations about Y say nothing about the part of X that has no bearing "
                "on Y.",
                "H(X|Z) = 0",
            ),
            Misconception(
                "Z taken for a function of X",
                "A representation may have noise of its own, and be sufficient all the same.",
                "H(Z|X) = 0",
            ),
            Misconception(
                "printed condition",
                "This says that X and Z share nothing once Y is known. "
                "It does not follow: for a Y that is constant and Z = X they share all.",
                ("I(X;Z|Y) = 0", "H(X|Y,Z) = H(X|Y)"),
            ),
            Misconception(
                "chain rule forgets the condition",
                CHAIN_RULE,
                "I(Y;X,Z) = I(X;Y) + I(Z;Y)",
            ),
            Misconception(
                "conditioning taken to change nothing",
                "What X says about Y is less once Z is known, if Z says some of it. "
                "Here Z says all of it.",
                "I(X;Y|Z) = I(X;Y)",
            ),
            Misconception(
                "nothing taken to be shared at all",
                "The two informations are equal, not zero.",
                ("I(Z;Y) = 0", "I(X;Y) = 0"),
            ),
        ),
    ),
    hints=(
        "Exercise 2.4 computes I(X;Y|Z) under the first hypothesis. What does the second one add?",
        "Split what the pair (X,Z) says about Y by the chain rule, in both orders.",
        'After "I(Y;X,Z) = I(X;Y) + I(Y;Z|X)" and "I(Y;X,Z) = I(Z;Y) + I(X;Y|Z)" '
        "both hypotheses cancel all but one term.",
    ),
)


# --- 3.5 the printed condition -------------------------------------------------------------------


def _printed_condition(law: Joint) -> NotYet | None:
    if wrong := lacks_variables(law, "X Y Z"):
        return wrong
    if sign(law, "I(Y;Z|X)") > 0:
        return NotYet(
            "no representation of X",
            "Given X, your Z still says something about Y: the chain Y -> X -> Z is broken.",
            got=values(law, "I(Y;Z|X)"),
            expected="I(Y;Z|X) = 0",
        )
    if sign(law, "I(X;Z|Y)") > 0:
        return NotYet(
            "printed condition broken",
            "Given Y, your X and Z still share something, so p(x|z,y) is not p(x|y).",
            got=values(law, "I(X;Z|Y)"),
            expected="I(X;Z|Y) = 0",
        )
    if sign(law, "I(X;Y) - I(Z;Y)") == 0:
        return NotYet(
            "nothing is lost",
            "Your Z says as much about Y as X does, so it is sufficient.",
            got=values(law, "I(Z;Y)", "I(X;Y)"),
            expected="I(Z;Y) < I(X;Y)",
        )
    return None


PRINTED_CONDITION = Exercise(
    "3.5",
    "The printed condition proves nothing",
    Construct(
        Joint,
        _printed_condition,
        description='a Joint over "X Y Z"',
        misconceptions=(
            Misconception(
                "Z looks past X",
                "Your Z depends on Y in a way that X does not explain. "
                "Draw Z from X alone, with `push`.",
                lambda law: sign(law, "I(Y;Z|X)") > 0,
            ),
            Misconception(
                "nothing to lose",
                "Your X says nothing about Y to begin with, so no Z can lose any of it.",
                lambda law: sign(law, "I(X;Y)") == 0,
            ),
            Misconception(
                "Z knows X",
                "Your Z determines X, so it says all that X does.",
                lambda law: sign(law, "H(X|Z)") == 0,
            ),
            Misconception(
                "lossy, but seen through Y",
                "Z loses some of what X says, which is right. But Y does not explain all "
                "that X and Z share. Either let Y know X, or let Z forget it.",
                lambda law: sign(law, "I(X;Z|Y)") > 0 and sign(law, "I(X;Y) - I(Z;Y)") > 0,
            ),
        ),
    ),
    hints=(
        "p(x|z,y) = p(x|y) says that Z adds nothing to what Y says about X. "
        "When is that so for a very simple reason?",
        "A Z that says nothing at all adds nothing. Is it sufficient?",
        "Take an X that says something about Y, and let Z be constant. "
        "Check the two conditions on it, and compare I(Z;Y) with I(X;Y).",
    ),
)


# --- 3.6 the price of sufficiency (X6) -----------------------------------------------------------

PRICE_OF_SUFFICIENCY = Exercise(
    "3.6",
    "The price of sufficiency (X6)",
    Prove(
        "I(X;Z) >= H(T)",
        given=("T = f(X)", "T = g(Z)"),
        misconceptions=(
            Misconception("conclusion asserted", ASSERTED, "I(X;Z) >= H(T)"),
            Misconception(
                "Z taken for a function of T",
                "T is the coarser one: Z may hold more than T, and noise besides.",
                ("H(Z|T) = 0", "I(X;Z) = H(T)", "I(X;Z|T) = 0"),
            ),
            Misconception(
                "Z taken for a function of X",
                "A representation may have noise of its own. Then H(Z) is more than its rate.",
                ("H(Z|X) = 0", "I(X;Z) = H(Z)"),
            ),
            Misconception(
                "T taken to determine X",
                "T forgets what of X has no bearing on Y.",
                ("H(X|T) = 0", "H(X) = H(T)"),
            ),
            Misconception(
                "entropy of Z instead of the rate",
                "That Z has at least the entropy of T is right, but it is not what Z costs: "
                "with noise in Z, I(X;Z) is less than H(Z).",
                "I(X;Z) >= H(Z)",
            ),
            Misconception(
                "inequality the wrong way round",
                "Z says at least as much as T. So its rate is at least that of T, not at most.",
                ("I(X;Z) <= H(T)", "I(X;Z) <= I(X;T)", "I(T;Z) >= I(X;Z)"),
            ),
            Misconception(
                "chain rule forgets the condition",
                "In the second term of the chain rule the first variable is known. "
                "Without that, what Z says of T is counted twice.",
                ("I(X,T;Z) = I(T;Z) + I(X;Z)", "I(X;T,Z) = I(X;T) + I(X;Z)"),
            ),
            Misconception(
                "information with itself forgotten",
                "T is a function of X, so what the two share is all of T.",
                ("I(X;T) = 0", "I(T;Z) = 0"),
            ),
        ),
    ),
    hints=(
        "Show two things: Z says no less about X than T does, and what T says about X is H(T).",
        'For the second, "I(X;T) = H(T) - H(T|X)", and T is a function of X.',
        "For the first, split what the pair (Z,T) says about X by the chain rule in both orders. "
        "Since T is a function of Z, one of the four terms is zero.",
        'The lines "I(X;T,Z) = I(X;Z) + I(X;T|Z)" and "I(X;T,Z) = I(X;T) + I(X;Z|T)" are the two '
        'orders. Show "I(X;T|Z) = 0" and use "I(X;Z|T) >= 0".',
    ),
)


# --- 3.7 all sufficient partitions (X6) ----------------------------------------------------------


def _rate(p_x: Array, labels: Labels) -> float:
    return measures.entropy(np.bincount(np.array(labels), weights=p_x))


def _keeps(rows: Array, labels: Labels) -> bool:
    """Whether all rows of a class are equal."""
    chosen = np.array(labels)
    return all(np.ptp(rows[chosen == label], axis=0).max() <= 1e-9 for label in set(labels))


def _rates(p_xy: Array, keeps: Callable[[Labels], bool]) -> Array:
    p_x = p_xy.sum(axis=1)
    return np.sort([_rate(p_x, labels) for labels in partitions(len(p_xy)) if keeps(labels)])


def sufficient_rates(p_xy: Array) -> Array:
    rows = _posteriors(p_xy)
    return _rates(p_xy, lambda labels: _keeps(rows, labels))


def _rates_unsorted(p_xy: Array) -> Array:
    rows, p_x = _posteriors(p_xy), p_xy.sum(axis=1)
    return np.array([_rate(p_x, s) for s in partitions(len(p_xy)) if _keeps(rows, s)])


def _rates_of_uniform_symbols(p_xy: Array) -> Array:
    rows, even = _posteriors(p_xy), np.full(len(p_xy), 1 / len(p_xy))
    return np.sort([_rate(even, s) for s in partitions(len(p_xy)) if _keeps(rows, s)])


def _rates_of_the_best_guess(p_xy: Array) -> Array:
    guesses = p_xy.argmax(axis=1)[:, None]
    return _rates(p_xy, lambda labels: _keeps(guesses, labels))


SUFFICIENT_PARTITIONS = Exercise(
    "3.7",
    "All sufficient partitions, and the cheapest (X6)",
    Code(
        sufficient_rates,
        cases=(
            (np.array([[0.25, 0.25], [0.25, 0.25]]),),
            (np.array([[0.5, 0.0], [0.0, 0.5]]),),
            (np.array([[0.375, 0.125], [0.25, 0.25]]),),
            (np.array([[0.125, 0.125], [0.375, 0.375]]),),
            (np.array([[0.125, 0.125], [0.125, 0.125], [0.25, 0.25]]),),
            (np.array([[0.2, 0.1], [0.1, 0.3], [0.2, 0.1]]),),
            (np.array([[0.06, 0.14], [0.09, 0.21], [0.25, 0.25]]),),
            (np.array([[0.2, 0.05], [0.1, 0.1], [0.12, 0.03], [0.2, 0.2]]),),
            (np.array([[0.1, 0.05], [0.2, 0.1], [0.1, 0.1], [0.3, 0.05]]),),
        ),
        misconceptions=(
            Misconception(
                "all partitions",
                "You list all partitions. A sufficient one merges only symbols with equal p(y|x).",
                lambda p_xy: _rates(p_xy, lambda labels: True),
            ),
            Misconception(
                "partitions that keep the best guess",
                "You merge symbols with the same most likely y. "
                "How sure the guess is, matters as well.",
                _rates_of_the_best_guess,
            ),
            Misconception(
                "joint rows compared",
                "You compare rows of p(x,y). A symbol that is twice as frequent, with the same "
                "proportions, says the same about Y: compare rows of p(y|x).",
                lambda p_xy: _rates(p_xy, lambda labels: _keeps(p_xy, labels)),
            ),
            Misconception(
                "only the cheapest",
                "This is the least of the rates. Give all of them: an array with one entry for "
                "each sufficient partition.",
                lambda p_xy: sufficient_rates(p_xy)[0],
            ),
            Misconception(
                "only X itself",
                "To keep X is sufficient and never the cheapest way if two rows are equal.",
                lambda p_xy: sufficient_rates(p_xy)[-1:],
            ),
            Misconception(
                "equal rates listed once",
                "Two partitions may have the same rate. The list has an entry for each of them.",
                lambda p_xy: np.unique(sufficient_rates(p_xy).round(9)),
            ),
            Misconception(
                "largest first",
                "The list has to begin with the cheapest.",
                lambda p_xy: sufficient_rates(p_xy)[::-1],
            ),
            Misconception(
                "not sorted",
                "The rates are right, but not in ascending order.",
                _rates_unsorted,
            ),
            Misconception(
                "bits instead of nats",
                "You divide by log(2), which gives bits. The course measures in nats.",
                lambda p_xy: sufficient_rates(p_xy) / np.log(2),
            ),
            Misconception(
                "symbols counted, not weighed",
                "You give every symbol the same probability. "
                "The probability of a class is the sum of the p(x) in it.",
                _rates_of_uniform_symbols,
            ),
            Misconception(
                "relevance instead of rate",
                "These are I(Z;Y), which is I(X;Y) for all sufficient Z. "
                "The rate I(X;Z) of a partition is its entropy.",
                lambda p_xy: np.full(
                    len(sufficient_rates(p_xy)), measures.mutual_information(p_xy)
                ),
            ),
        ),
    ),
    hints=(
        "A partition is sufficient if the rows p(y|x) of each class are equal. "
        "Its rate is H(Z), because Z is a function of X.",
        "`partitions(n)` yields tuples of labels: `labels[x]` is the class of x. "
        "Loop over them and keep the sufficient ones.",
        "With `labels = np.array(labels)`, the rows of class c are `rows[labels == c]`, "
        "and `np.ptp(..., axis=0).max()` is the largest difference among them.",
        "`np.bincount(labels, weights=p_x)` is the law of Z, and `entropy` of it the rate. "
        "Sort at the end.",
    ),
)


# --- 3.8 the threshold of a channel --------------------------------------------------------------

r, e = sp.symbols("r e", positive=True)


def _h(x: sp.Expr) -> sp.Expr:
    return -x * sp.log(x) - (1 - x) * sp.log(1 - x)


ERASURE_INFORMATION = (1 - e) * _h(r)
TRIANGLE = sp.log(3) / sp.log(sp.Rational(3, 2))

THRESHOLD = Exercise(
    "3.8",
    "The threshold of a channel",
    Derive(
        {"information": ERASURE_INFORMATION, "erasure": 1 / (1 - e), "triangle": TRIANGLE},
        points=tuple(
            {r: sp.Rational(x), e: sp.Rational(y)}
            for x, y in (("1/2", "1/4"), ("1/4", "1/3"), ("2/3", "3/10"), ("1/5", "3/4"))
        ),
        misconceptions=(
            Misconception(
                "bits instead of nats",
                "You divide by log(2), which gives bits. The course measures in nats.",
                {
                    "information": ERASURE_INFORMATION / sp.log(2),
                    "triangle": (TRIANGLE * sp.log(2), TRIANGLE / sp.log(2)),
                },
            ),
            Misconception(
                "erased instead of seen",
                "The reader learns T when it is not erased. "
                "Your value grows with the number of erasures.",
                {"information": e * _h(r), "erasure": 1 / e},
            ),
            Misconception(
                "noise taken for flips",
                "An erasure is seen to be one, so it does not mislead. "
                "Subtracting h(e) or squaring 1-2e belongs to a channel that flips.",
                {
                    "information": (_h(r) - _h(e), sp.log(2) - _h(e)),
                    "erasure": (1 / (1 - 2 * e) ** 2, 1 / (1 - 2 * e)),
                },
            ),
            Misconception(
                "erasures forgotten",
                "H(r) would be right for a reader who sees T every time.",
                {"information": _h(r), "erasure": sp.Integer(1)},
            ),
            Misconception(
                "entropy of Y instead of information",
                "The eraser is random too, and that part of H(Y) says nothing about T.",
                {"information": ERASURE_INFORMATION + _h(e)},
            ),
            Misconception(
                "T assumed fair",
                "T has the law (r, 1-r), which need not be fair.",
                {"information": (1 - e) * sp.log(2)},
            ),
            Misconception(
                "upside down",
                "Your threshold is below 1. But information is at most entropy, "
                "so the quotient H(r) / I_r(T;Y) is at least 1.",
                {"erasure": 1 - e, "triangle": 1 / TRIANGLE},
            ),
            Misconception(
                "critical beta of a correlation",
                "One over a squared correlation is where the curve begins. "
                "The threshold is the quotient of entropy and information.",
                {"erasure": 1 / (1 - e) ** 2, "triangle": (sp.Integer(4), sp.Integer(2))},
            ),
            Misconception(
                "entropy of a row instead of information",
                "log 2 is what remains uncertain of Y once T is known. "
                "The information is what that knowledge takes off H(Y).",
                {"triangle": sp.log(3) / sp.log(2)},
            ),
            Misconception(
                "entropy of Y instead of what T says",
                "H(Y) is log 3 as well, but T does not determine Y.",
                {"triangle": sp.Integer(1)},
            ),
            Misconception(
                "sum of the entropies",
                "Take the entropy of a row off H(Y); do not add it.",
                {"triangle": sp.log(3) / sp.log(6)},
            ),
        ),
    ),
    hints=(
        "I_r(T;Y) = H(T) - H(T|Y). What remains uncertain of T if Y is an erasure, "
        "and what if it is not?",
        "Given an erasure T has the law r still, so H(T|Y) = e h(r), "
        "where h(r) is the entropy of the law (r, 1-r).",
        "The quotient of h(r) and I_r(T;Y) does not depend on r, so it is its own supremum.",
        "For the triangle with uniform T, Y is uniform on three values, "
        "and each row is a fair choice of two: I(T;Y) = log 3 - log 2.",
    ),
)


# --- 3.9 and 3.10 what sufficiency is not --------------------------------------------------------


def _optimal_and_no_function(law: Joint) -> NotYet | None:
    if wrong := lacks_variables(law, "X Y Z"):
        return wrong
    if sign(law, "I(Y;Z|X)") > 0:
        return NotYet(
            "no representation of X",
            "Given X, your Z still says something about Y: the chain Y -> X -> Z is broken.",
            got=values(law, "I(Y;Z|X)"),
            expected="I(Y;Z|X) = 0",
        )
    if sign(law, "I(X;Y)") == 0:
        return NotYet(
            "nothing to say",
            "Your X says nothing about Y, so there is nothing to keep.",
            got=values(law, "I(X;Y)"),
            expected="I(X;Y) > 0",
        )
    if sign(law, "I(X;Y|Z)") > 0:
        return NotYet(
            "not sufficient",
            "Your Z loses some of what X says about Y.",
            got=values(law, "I(Z;Y)", "I(X;Y)"),
            expected="I(Z;Y) = I(X;Y)",
        )
    if excess_rate(law, "Z") > 0:
        least = float(minimal_sufficient_statistic(law.marginal("X Y")).entropy)
        return NotYet(
            "too expensive",
            "Your Z is sufficient, but others cost less: it keeps something of X that has no "
            "bearing on Y.",
            got=values(law, "I(X;Z)"),
            expected=f"I(X;Z) = {least:.4f} nats",
        )
    if sign(law, "H(Z|X)") == 0:
        return NotYet(
            "a function of X",
            "Your Z is a function of X, and the cheapest one that is sufficient: "
            "so it is a function of every sufficient statistic.",
            got="H(Z|X) = 0",
            expected="H(Z|X) > 0",
        )
    return None


NO_FUNCTION = Exercise(
    "3.9",
    "Sufficient, but no function of a sufficient statistic",
    Construct(
        Joint,
        _optimal_and_no_function,
        description='a Joint over "X Y Z"',
        misconceptions=(
            Misconception(
                "noise that blurs X",
                "Your Z is noisy in a way that makes it uncertain what X was, and so it loses "
                "relevance. Write the noise beside the message, not over it.",
                lambda law: (
                    sign(law, "I(Y;Z|X)") == 0
                    and sign(law, "I(X;Y|Z)") > 0
                    and sign(law, "H(Z|X)") > 0
                ),
            ),
            Misconception(
                "coin that knows Y",
                "The noise in your Z depends on Y. The encoder has to draw it without seeing Y.",
                lambda law: sign(law, "I(Y;Z|X)") > 0 and sign(law, "H(X|Z)") == 0,
            ),
            Misconception(
                "all of X kept",
                "Your Z tells X itself. Some of your symbols say the same about Y, "
                "and to tell them apart costs rate.",
                lambda law: (
                    sign(law, "H(X|Z)") == 0
                    and sign(law, "I(Y;Z|X)") == 0
                    and sign(law, "I(X;Y)") > 0
                    and excess_rate(law, "Z") > 0
                ),
            ),
        ),
    ),
    hints=(
        "A function of X that is as cheap as possible is a function of every sufficient "
        "statistic. So Z needs something that X does not determine.",
        "Noise is free as long as it says nothing about X: "
        "I(X;Z) counts what Z says about X, not how large Z is.",
        "Let X be a fair bit and Y = X, and let Z be a pair: the bit, and something else.",
        "The something else is a fair coin that is independent of all: "
        "four outcomes (x, x, (x, coin)) of probability 1/4 each.",
    ),
)


def _success(law: Joint, given: str) -> Any:
    """The probability of a right guess of ``Y`` by one who knows the other variable."""
    best: dict[Hashable, Any] = {}
    for (value, _), probability in law.marginal(f"{given} Y").table().items():
        best[value] = max(best.get(value, 0), probability)
    return sum(best.values())


def _guess_gets_worse(law: Joint) -> bool:
    return _success(law, "X") - _success(law, "Z") > (0 if law.exact else 1e-9)


def _guess_is_not_enough(law: Joint) -> NotYet | None:
    if wrong := lacks_variables(law, "X Y Z"):
        return wrong
    if sign(law, "H(Z|X)") > 0:
        return NotYet(
            "Z is no function of X",
            "Given X, your Z is still uncertain.",
            got=values(law, "H(Z|X)"),
            expected="H(Z|X) = 0",
        )
    if _guess_gets_worse(law):
        knowing_z, knowing_x = (float(_success(law, name)) for name in "ZX")
        return NotYet(
            "the guess gets worse",
            "The best guess of Y from Z is right less often than that from X.",
            got=f"right with probability {knowing_z:.4f}",
            expected=f"right with probability {knowing_x:.4f}",
        )
    if sign(law, "I(X;Y) - I(Z;Y)") == 0:
        return NotYet(
            "sufficient",
            "Your Z says as much about Y as X does.",
            got=values(law, "I(Z;Y)", "I(X;Y)"),
            expected="I(Z;Y) < I(X;Y)",
        )
    return None


BEST_GUESS = Exercise(
    "3.10",
    "The best guess is not sufficient",
    Construct(
        Joint,
        _guess_is_not_enough,
        description='a Joint over "X Y Z"',
        misconceptions=(
            Misconception(
                "nothing to lose",
                "Your X says nothing about Y, so every function of it is sufficient.",
                lambda law: sign(law, "H(Z|X)") == 0 and sign(law, "I(X;Y)") == 0,
            ),
            Misconception(
                "one to one",
                "Z determines X. A one-to-one function of X is sufficient, as X is.",
                lambda law: sign(law, "H(X|Z)") == 0 and sign(law, "H(Z|X)") == 0,
            ),
            Misconception(
                "equal rows merged",
                "Your Z merges only symbols that say the same about Y, and so it loses nothing.",
                lambda law: sign(law, "H(Z|X)") == 0 and sign(law, "I(X;Y) - I(Z;Y)") == 0,
            ),
            Misconception(
                "Y is certain given X",
                "If X determines Y, the best guess from X is always right, "
                "and a Z that guesses as well determines Y, too. Leave some doubt.",
                lambda law: sign(law, "H(Z|X)") == 0 and sign(law, "H(Y|X)") == 0,
            ),
            Misconception(
                "Z guesses Y itself",
                "Your Z depends on Y beyond what X says. Z has to be a function of X.",
                lambda law: sign(law, "I(Y;Z|X)") > 0,
            ),
        ),
    ),
    hints=(
        "What has to differ between two symbols that Z merges, and what has to be the same?",
        "The most likely y has to be the same, and the probabilities have to differ: "
        "one symbol is sure, the other hesitates.",
        "Let Y be a bit, and X take two values with P(Y=1|X) above 1/2 for both. "
        "Then Z may even be constant.",
        "For instance P(Y=1|X=0) = 3/4 and P(Y=1|X=1) = 1, with X fair and Z constant.",
    ),
)


EXERCISES: tuple[Exercise, ...] = (
    SUFFICIENT_STATISTIC,
    MINIMAL_PARTITION,
    CHAIN_TO_EQUALITY,
    EQUALITY_TO_CHAIN,
    PRINTED_CONDITION,
    PRICE_OF_SUFFICIENCY,
    SUFFICIENT_PARTITIONS,
    THRESHOLD,
    NO_FUNCTION,
    BEST_GUESS,
)
