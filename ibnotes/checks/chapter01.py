"""The exercises of chapter 1: definitions.

Each exercise is a task, its hints, and the misconceptions that are known by name. A misconception
comes with a wrong answer, or with the test that recognizes one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from numbers import Rational, Real

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from ibnotes import measures
from ibnotes.checks.engine import Exercise
from ibnotes.checks.kinds import ASSERTED, Code, Construct, Derive, Misconception, NotYet, Prove
from ibnotes.checks.laws import lacks_variables, sign
from ibnotes.joint import Joint
from ibnotes.logarithms import LogNumber

__all__ = ["EXERCISES", "LogPower"]

Array = NDArray[np.float64]


def _log(p: Array) -> Array:
    """The plain logarithm of a student: minus infinity at zero, without a warning."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(p)


def _surprise(p: Array) -> Array:
    """``-p log p``, entry by entry, and zero where ``p`` is."""
    return -p * np.log(np.where(p > 0, p, 1))


# --- 1.1 entropy of a table ----------------------------------------------------------------------


def entropy(p: Array) -> float:
    return measures.entropy(p)


def _entropy_nan(p: Array) -> float:
    with np.errstate(invalid="ignore"):
        return -np.sum(p * _log(p))


def _entropy_unweighted(p: Array) -> float:
    return -np.sum(np.log(p[p > 0]))


ENTROPY = Exercise(
    "1.1",
    "Entropy of a table",
    Code(
        entropy,
        cases=(
            (np.array([1.0]),),
            (np.array([0.5, 0.5]),),
            (np.array([0.25, 0.75]),),
            (np.array([0.5, 0.25, 0.25]),),
            (np.array([0.0, 1.0]),),
            (np.array([0.125, 0.0, 0.5, 0.375]),),
            (np.full(6, 1 / 6),),
            (np.array([0.5, 0.6]),),
            (np.array([0.5, 0.25]),),
            (np.array([1.5, -0.5]),),
        ),
        misconceptions=(
            Misconception(
                "bits instead of nats",
                "Your number is the entropy in bits. "
                "The course measures in nats: which logarithm is that?",
                lambda p: measures.entropy(p, unit="bits"),
            ),
            Misconception(
                "base 10",
                "np.log10 counts decimal digits. The course measures in nats.",
                lambda p: measures.entropy(p) / np.log(10),
            ),
            Misconception(
                "minus sign missing",
                "The logarithm of a probability is negative or zero, so your sum is too. "
                "Entropy is the mean of -log p.",
                lambda p: np.sum(-_surprise(p)),
            ),
            Misconception(
                "0 log 0 is not zero",
                "In floating point 0 * log(0) is 0 * (-inf), which is nan. "
                "An outcome that never happens has to add nothing.",
                _entropy_nan,
            ),
            Misconception(
                "logarithm of zero",
                "A law may have zeros in it, and math.log(0) raises an error. "
                "An outcome that never happens has to add nothing: leave it out.",
                lambda p: -sum(x * math.log(x) for x in p),
            ),
            Misconception(
                "surprises are not weighted",
                "You add -log p over the outcomes, a rare one as much as a frequent one. "
                "An expectation weights each outcome by how often it happens.",
                _entropy_unweighted,
            ),
            Misconception(
                "surprises are averaged evenly",
                "A plain mean of -log p gives a rare outcome as much weight as a frequent one. "
                "An expectation weights each outcome by how often it happens.",
                lambda p: np.mean(-np.log(p[p > 0])),
            ),
            Misconception(
                "logarithm of the number of outcomes",
                "log n is the entropy only if all n outcomes are equally likely; "
                "for any other law it is too large.",
                lambda p: np.log(len(p)),
            ),
            Misconception(
                "Gini index",
                "1 - sum p^2 also measures spread, "
                "but it does not add up over independent variables. Entropy has a logarithm in it.",
                lambda p: 1 - np.sum(p**2),
            ),
            Misconception(
                "normalizes in silence",
                "You divide by the sum, so that a table that is no law gets an entropy all the "
                "same, and the mistake that made it goes unseen. Raise a ValueError instead.",
                lambda p: measures.entropy(np.abs(p) / np.abs(p).sum()),
            ),
        ),
    ),
    hints=(
        "Entropy is an expectation: the mean of -log p(x) when x is drawn from p.",
        "Check first: any negative entry, or a sum further than 1e-9 from 1, raises ValueError.",
        "Then keep only the outcomes that can happen: `support = p[p > 0]` is a new array, "
        "so p stays as it was.",
        "What is left is one line: the sum of `-support * np.log(support)`.",
    ),
)


# --- 1.2 mutual information from a table ---------------------------------------------------------


def mutual_information(p_xy: Array) -> float:
    return measures.mutual_information(p_xy)


def _against(p_xy: Array, product: Array) -> float:
    """``sum p log(p / product)`` over the support of ``p``."""
    with np.errstate(divide="ignore"):
        terms = p_xy[p_xy > 0] * np.log((p_xy / product)[p_xy > 0])
    return float(terms.sum())


def _log_ratio(p_xy: Array) -> Array:
    """``log(p / product of its marginals)``, on the support of ``p`` only."""
    product = np.outer(p_xy.sum(axis=1), p_xy.sum(axis=0))
    return np.log(p_xy[p_xy > 0] / product[p_xy > 0])


def _mutual_information_reversed(p_xy: Array) -> float:
    product = np.outer(p_xy.sum(axis=1), p_xy.sum(axis=0))
    return float(np.sum(product[p_xy > 0] * -_log_ratio(p_xy)))


def _mutual_information_crossed(p_xy: Array) -> float:
    p_x = p_xy.sum(axis=1)
    return measures.entropy(p_x) - measures.conditional_entropy(p_xy)


def _rows_added(p_xy: Array) -> float:
    """The divergences of the rows ``p(y|x)`` from ``p(y)``, added up."""
    rows = p_xy[p_xy.sum(axis=1) > 0]
    rows = rows / rows.sum(axis=1, keepdims=True)
    return _against(rows, np.broadcast_to(p_xy.sum(axis=0), rows.shape))


def _mutual_information_nan(p_xy: Array) -> float:
    product = np.outer(p_xy.sum(axis=1), p_xy.sum(axis=0))
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.sum(p_xy * np.log(p_xy / product)))


MUTUAL_INFORMATION = Exercise(
    "1.2",
    "Mutual information from a table",
    Code(
        mutual_information,
        cases=(
            (np.array([[1.0]]),),
            (np.array([[0.5, 0.0], [0.0, 0.5]]),),
            (np.array([[0.25, 0.25], [0.25, 0.25]]),),
            (np.array([[0.5, 0.25], [0.0, 0.25]]),),
            (np.array([[0.4, 0.1], [0.3, 0.2]]),),
            (np.array([[0.125, 0.25, 0.125], [0.25, 0.0, 0.25]]),),
            (np.array([[0.5, 0.125], [0.0, 0.0], [0.125, 0.25]]),),
            (np.array([[0.5, 0.2], [0.3, 0.1]]),),
            (np.array([[0.5, 0.75], [0.0, -0.25]]),),
        ),
        misconceptions=(
            Misconception(
                "bits instead of nats",
                "Your number is in bits. The course measures in nats: which logarithm is that?",
                lambda p_xy: measures.mutual_information(p_xy, unit="bits"),
            ),
            Misconception(
                "row sums for both marginals",
                "You use the sums over y twice. They are the marginal of X; "
                "the marginal of Y is a different sum of the same table.",
                lambda p_xy: _against(p_xy, np.outer(p_xy.sum(axis=1), p_xy.sum(axis=1))),
            ),
            Misconception(
                "column sums for both marginals",
                "You use the sums over x twice. They are the marginal of Y; "
                "the marginal of X is a different sum of the same table.",
                lambda p_xy: _against(p_xy, np.outer(p_xy.sum(axis=0), p_xy.sum(axis=0))),
            ),
            Misconception(
                "marginals exchanged",
                "You sum over x where the marginal of X is wanted. "
                "np.sum(axis=k) removes axis k: to keep x, sum over the other one.",
                lambda p_xy: _against(p_xy, np.outer(p_xy.sum(axis=0), p_xy.sum(axis=1))),
            ),
            Misconception(
                "marginals assumed uniform",
                "You compare the table with equal probabilities for all cells. "
                "The marginals are not yours to choose: the table determines them.",
                lambda p_xy: _against(p_xy, np.full(p_xy.shape, 1 / p_xy.size)),
            ),
            Misconception(
                "absolute values around the terms",
                "Single terms p log(p/q) may be negative, where a cell is rarer than under "
                "independence. Only their sum is never negative; "
                "with abs around them you compute something else.",
                lambda p_xy: float(np.sum(p_xy[p_xy > 0] * np.abs(_log_ratio(p_xy)))),
            ),
            Misconception(
                "conditioning the wrong way round",
                "You subtract H(Y|X) from H(X). What Y tells about X is what X loses "
                "when Y becomes known: both entropies have to be of the same variable.",
                _mutual_information_crossed,
            ),
            Misconception(
                "entropy of the table",
                "-sum p log p over the cells is the joint entropy H(X,Y). "
                "It is large for independent fair bits, which share nothing.",
                lambda p_xy: measures.entropy(p_xy),
            ),
            Misconception(
                "p log p instead of p log(p/q)",
                "sum p log p over the cells is minus the joint entropy. "
                "Dependence is the distance to a product: where is the product in your sum?",
                lambda p_xy: -measures.entropy(p_xy),
            ),
            Misconception(
                "divergence the wrong way round",
                "You average over the product of the marginals. "
                "The pairs are drawn from the table: that is the law to average over.",
                _mutual_information_reversed,
            ),
            Misconception(
                "terms are not weighted",
                "You add log(p/q) over the cells. "
                "A divergence is an expectation: each cell counts by its probability.",
                lambda p_xy: float(np.sum(_log_ratio(p_xy))),
            ),
            Misconception(
                "rows are not weighted",
                "You add the divergences of the p(y|x) from p(y). "
                "Their mean is the information: each x counts by its probability.",
                _rows_added,
            ),
            Misconception(
                "0 log 0 is not zero",
                "A cell of probability 0 gives 0 * log(0), which is nan in floating point. "
                "A pair that never happens has to add nothing.",
                _mutual_information_nan,
            ),
            Misconception(
                "normalizes in silence",
                "A table that sums to 1.1 is no law. You divide by the sum and answer all the "
                "same, so the mistake that made the table goes unseen. Raise a ValueError instead.",
                lambda p_xy: measures.mutual_information(np.abs(p_xy) / np.abs(p_xy).sum()),
            ),
        ),
    ),
    hints=(
        "Mutual information is a divergence: how far is the table from the one that has the same "
        "marginals and independent variables?",
        "The marginal of X is `p_xy.sum(axis=1)`: axis 1 is y, and summing removes it.",
        "`np.outer(p_x, p_y)` has the shape of the table. "
        "Compare the two where the table is positive.",
        "With `seen = p_xy > 0`, sum `p_xy[seen] * np.log(p_xy[seen] / product[seen])`. "
        "What is missing is the check of the input.",
    ),
)


# --- 1.3 and 1.4 forms of mutual information -----------------------------------------------------


FORMS = Exercise(
    "1.3",
    "Mutual information is symmetric",
    Prove(
        "H(X) - H(X|Y) = H(Y) - H(Y|X)",
        misconceptions=(
            Misconception("conclusion asserted", ASSERTED, "H(X) - H(X|Y) = H(Y) - H(Y|X)"),
            Misconception(
                "conditional entropy taken for symmetric",
                "What remains unknown of X given Y, and of Y given X, are different amounts: "
                "a copy of X in which some values are merged leaves the first positive "
                "and the second zero.",
                "H(X|Y) = H(Y|X)",
            ),
            Misconception(
                "all entropies taken for equal",
                "X and Y are any two variables: one may be a coin, the other a die.",
                "H(X) = H(Y)",
            ),
            Misconception(
                "entropies added as if independent",
                "H(X,Y) is the sum of H(X) and H(Y) only if X and Y are independent. "
                "In general the second one counts only by what is new in it.",
                "H(X,Y) = H(X) + H(Y)",
            ),
            Misconception(
                "chain rule with the wrong variable",
                "After X has been paid for, what remains is the uncertainty of the other "
                "variable given X.",
                ("H(X,Y) = H(X) + H(X|Y)", "H(X,Y) = H(Y) + H(Y|X)"),
            ),
            Misconception(
                "conditioning crossed",
                "You mix the entropy of one variable with the conditional entropy of the other. "
                "The definition takes both of the same variable.",
                ("I(X;Y) = H(X) - H(Y|X)", "I(X;Y) = H(Y) - H(X|Y)"),
            ),
            Misconception(
                "difference the wrong way round",
                "Your line makes the information negative: knowing Y cannot make X more "
                "uncertain on average, so H(X|Y) is the smaller one.",
                ("I(X;Y) = H(X|Y) - H(X)", "I(X;Y) = H(Y|X) - H(Y)"),
            ),
        ),
    ),
    hints=(
        "Find one quantity that equals both sides, "
        "or that can be split in two ways, once starting with X and once with Y.",
        "The joint entropy H(X,Y) does it: you may pay for X first or for Y first.",
        'The first line is "H(X,Y) = H(X) + H(Y|X)". The second pays for Y first. '
        "The claim follows from the two.",
    ),
)

CONDITIONAL_FORMS = Exercise(
    "1.4",
    "Conditional mutual information in joint entropies",
    Prove(
        "I(X;Y|Z) = H(X,Z) + H(Y,Z) - H(X,Y,Z) - H(Z)",
        misconceptions=(
            Misconception(
                "conclusion asserted", ASSERTED, "I(X;Y|Z) = H(X,Z) + H(Y,Z) - H(X,Y,Z) - H(Z)"
            ),
            Misconception(
                "condition dropped",
                "Given Z, every entropy of the definition is conditional on Z. "
                "Your line mixes one that knows Z with one that does not.",
                (
                    "I(X;Y|Z) = H(X) - H(X|Y,Z)",
                    "I(X;Y|Z) = H(Y) - H(Y|X,Z)",
                    "I(X;Y|Z) = H(X|Z) - H(X|Y)",
                    "I(X;Y|Z) = H(X) + H(Y) - H(X,Y|Z)",
                ),
            ),
            Misconception(
                "condition taken for one more argument",
                "I(X;Y|Z) asks what X and Y share once Z is known. "
                "I(X;Y,Z) asks what X shares with the pair (Y,Z), and that counts Z too.",
                "I(X;Y|Z) = I(X;Y,Z)",
            ),
            Misconception(
                "conditioning divides by the wrong variable",
                "H(X|Z) is what is left of the pair after Z has been paid for, so H(Z) is "
                "what goes off.",
                ("H(X|Z) = H(X,Z) - H(X)", "H(Y|Z) = H(Y,Z) - H(Y)"),
            ),
            Misconception(
                "given both is not given one",
                "Knowing Y and Z is more than knowing Z alone. H(X|Y,Z) is the smaller one.",
                ("H(X|Y,Z) = H(X|Z)", "H(X|Y,Z) = H(X|Y)"),
            ),
            Misconception(
                "chain rule forgets what is known",
                "In the second term the first variable is known as well, not only Z.",
                ("H(X,Y|Z) = H(X|Z) + H(Y|Z)", "H(X,Y,Z) = H(X|Z) + H(Y|Z) + H(Z)"),
            ),
            Misconception(
                "information taken for a joint entropy",
                "What X and Y share is what the sum of their entropies counts twice, "
                "not what the two hold together.",
                ("I(X;Y|Z) = H(X,Y|Z)", "I(X;Y|Z) = H(X,Y,Z) - H(Z)"),
            ),
        ),
    ),
    hints=(
        "Begin with the definition, which has two conditional entropies. "
        "Then turn each of them into joint entropies.",
        'The definition is "I(X;Y|Z) = H(X|Z) - H(X|Y,Z)". '
        "A conditional entropy is what is left of a joint entropy: H(X,Z) = H(Z) + H(X|Z).",
        "What is still missing is the same with two known variables: "
        '"H(X,Y,Z) = H(Y,Z) + H(X|Y,Z)". '
        "With these three lines the claim follows.",
    ),
)


# --- 1.5 and 1.6 conditioning: laws that do what one does not expect -----------------------------


def _number(value: sp.Expr | float) -> str:
    """``log(2)/2 = 0.3466 nats`` for an exact value, ``0.346574 nats`` for a float."""
    if isinstance(value, float):
        return f"{value:.6g} nats"
    return f"{value} = {float(value):.4f} nats" if value != 0 else "0"


def _conditioning_raises_information(law: Joint) -> NotYet | None:
    wrong = lacks_variables(law, "X Y Z")
    if wrong or sign(law, "I(X;Y|Z) - I(X;Y)") > 0:
        return wrong
    return NotYet(
        "no more information given Z",
        "Given Z, X and Y share no more than without it.",
        got=f"I(X;Y|Z) = {_number(law.value('I(X;Y|Z)'))}, I(X;Y) = {_number(law.value('I(X;Y)'))}",
        expected="I(X;Y|Z) > I(X;Y)",
    )


CONDITIONING_RAISES_INFORMATION = Exercise(
    "1.5",
    "Conditioning can raise mutual information",
    Construct(
        Joint,
        _conditioning_raises_information,
        description='a Joint over "X Y Z"',
        misconceptions=(
            Misconception(
                "all independent",
                "All three are independent: there is nothing to share, whatever is known.",
                lambda law: sign(law, "TC(X;Y;Z)") == 0,
            ),
            Misconception(
                "Z knows nothing of the pair",
                "Z is independent of the pair (X,Y), so learning it changes nothing. "
                "Let Z depend on both.",
                lambda law: sign(law, "I(X,Y;Z)") == 0,
            ),
            Misconception(
                "common cause",
                "Z explains all that X and Y share, so given Z nothing is left: "
                "a common cause lowers the information. What does a common effect do?",
                lambda law: sign(law, "I(X;Y|Z)") == 0 and sign(law, "I(X;Y)") > 0,
            ),
            Misconception(
                "Z sees only one of the two",
                "Given one of X and Y, your Z is independent of the other: the three form a "
                "Markov chain, and there conditioning on the end of the chain can only lower the "
                "information (compare exercise 1.7). Let Z depend on both.",
                lambda law: 0 in (sign(law, "I(Y;Z|X)"), sign(law, "I(X;Z|Y)")),
            ),
        ),
    ),
    hints=(
        "Start with X and Y independent: then I(X;Y) = 0, and any dependence given Z is a gain.",
        "Let Z be made from both, so that it ties them together: an alarm that two "
        "independent causes can set off.",
        "Two fair bits and their sum will do. Given the sum, what does X say about Y?",
        "Take X and Y fair and independent and Z = X + Y modulo 2: "
        "four outcomes of probability 1/4 each.",
    ),
)


def _entropies_given(law: Joint, of: str, given: str) -> list[tuple[object, LogNumber | float]]:
    """The entropy of one variable given each value of the other that can happen."""
    values = [value for (value,) in law.marginal(given).table()]
    return [(value, _entropy_of(law.given(**{given: value}), of)) for value in values]


def _entropy_of(law: Joint, name: str) -> LogNumber | float:
    return law.log_value(f"H({name})") if law.exact else law.value(f"H({name})")


def _raised_by_a_value(law: Joint, of: str, given: str) -> bool:
    """Whether ``H(of | given = value) > H(of)`` for some value: exact, or up to 1e-9 for floats."""
    before = _entropy_of(law, of)
    differences = [after - before for _, after in _entropies_given(law, of, given)]
    return any(d.sign() > 0 if law.exact else d > 1e-9 for d in differences)


def _a_value_raises_entropy(law: Joint) -> NotYet | None:
    wrong = lacks_variables(law, "X Y")
    if wrong or _raised_by_a_value(law, "X", "Y"):
        return wrong
    value, _ = max(_entropies_given(law, "X", "Y"), key=lambda row: float(row[1]))
    return NotYet(
        "no value of Y raises the entropy",
        "No value of Y leaves X more uncertain than it was. The largest entropy is shown.",
        got=f"H(X|Y={value!r}) = {_number(law.given(Y=value).value('H(X)'))}, "
        f"H(X) = {_number(law.value('H(X)'))}",
        expected="H(X|Y=y) > H(X) for some y",
    )


def _is_uniform(law: Joint) -> bool:
    probabilities = list(law.table().values())
    return max(probabilities) - min(probabilities) <= (0 if law.exact else 1e-9)


A_VALUE_RAISES_ENTROPY = Exercise(
    "1.6",
    "One value of Y can raise the entropy of X",
    Construct(
        Joint,
        _a_value_raises_entropy,
        description='a Joint over "X Y"',
        misconceptions=(
            Misconception(
                "X is constant",
                "X has no entropy at all, and no value of Y can give it a second outcome.",
                lambda law: sign(law, "H(X)") == 0,
            ),
            Misconception(
                "independent",
                "X and Y are independent: every value of Y leaves the law of X as it was.",
                lambda law: sign(law, "I(X;Y)") == 0,
            ),
            Misconception(
                "Y determines X",
                "Given any value of Y, nothing of X remains uncertain: all H(X|Y=y) are zero.",
                lambda law: sign(law, "H(X|Y)") == 0,
            ),
            Misconception(
                "the other way round",
                "Your law does it for the other order: a value of X raises the entropy of Y. "
                "Here a value of Y has to raise that of X.",
                lambda law: _raised_by_a_value(law, "Y", "X"),
            ),
            Misconception(
                "X is uniform",
                "A uniform X is as uncertain as its alphabet allows, so no value of Y can make "
                "it more so. Begin with an X that is easy to guess.",
                lambda law: _is_uniform(law.marginal("X")),
            ),
            Misconception(
                "all values of Y alike",
                "Every value of Y leaves X the same entropy, so each is equal to their mean "
                "H(X|Y), and the mean is never above H(X). The values of Y have to differ.",
                lambda law: np.ptp([float(h) for _, h in _entropies_given(law, "X", "Y")]) < 1e-9,
            ),
        ),
    ),
    hints=(
        "On average over y the entropy cannot go up. So one value has to raise it, "
        "and another has to lower it by more.",
        "Begin with an X that is easy to guess, and let a rare value of Y be the news "
        "that the guess is off.",
        "Let X have two values. Choose Y so that one value of Y makes X certain and the other "
        "makes it a fair coin.",
        "Give Y two values of probability 1/2. If Y = 1 let X = 0. If Y = 0, let X be fair: "
        "then P(X = 0) = 3/4.",
    ),
)


# --- 1.7 and 1.8 data processing (X5) ------------------------------------------------------------

DATA_PROCESSING = Exercise(
    "1.7",
    "Data processing (X5)",
    Prove(
        "I(X;Z) <= I(X;Y)",
        given=("X -> Y -> Z",),
        misconceptions=(
            Misconception(
                "conclusion asserted", ASSERTED, ("I(X;Z) <= I(X;Y)", "I(X;Y) >= I(X;Z)")
            ),
            Misconception(
                "wrong Markov order",
                "The chain says that X and Z are independent given the one in the middle. "
                "Which one is that? Given the last, X and Y may well share something.",
                ("I(X;Y|Z) = 0", "H(X|Y,Z) = H(X|Z)", "H(Y|X,Z) = H(Y|Z)"),
            ),
            Misconception(
                "chain taken the other way round",
                "This is the chain with X in the middle. "
                "In X -> Y -> Z it is Y that stands between.",
                ("I(Y;Z|X) = 0", "H(Z|X,Y) = H(Z|X)", "H(Y|X,Z) = H(Y|X)"),
            ),
            Misconception(
                "conditioning is said to lower mutual information",
                "That is no rule: two fair bits and their sum modulo 2 break it. "
                "It holds along a Markov chain, and has to be shown from the chain.",
                "I(X;Y|Z) <= I(X;Y)",
            ),
            Misconception(
                "inequality the wrong way round",
                "Dropping a term that is never negative makes the side that held it smaller. "
                "Multiplying an inequality by a negative number turns its sense.",
                ("I(X;Z) >= I(X;Y)", "I(X;Y) <= I(X;Z)", "I(X;Y|Z) <= 0", "-I(X;Y|Z) >= 0"),
            ),
            Misconception(
                "chain rule forgets the condition",
                "In the second term of the chain rule the first variable is known. "
                "Without that, what Y and Z both say of X is counted twice.",
                "I(X;Y,Z) = I(X;Y) + I(X;Z)",
            ),
            Misconception(
                "endpoints taken for independent",
                "X and Z are independent given Y, not outright: "
                "if both are copies of Y they share everything.",
                "I(X;Z) = 0",
            ),
            Misconception(
                "Z taken for a function of Y",
                "In a Markov chain the last step may have noise of its own, "
                "so H(Z|Y) need not be zero. The claim holds with noise too.",
                "H(Z|Y) = 0",
            ),
        ),
    ),
    hints=(
        "Look at what X shares with the pair (Y,Z). The chain rule splits it in two ways.",
        'One way is "I(X;Y,Z) = I(X;Y) + I(X;Z|Y)". The other takes Z first.',
        "The hypothesis makes one of the four terms zero. Another one is never negative.",
        'Two more lines are "I(X;Z|Y) = 0" and "I(X;Y|Z) >= 0". The claim follows from the four.',
    ),
)

DATA_PROCESSING_EQUALITY = Exercise(
    "1.8",
    "Data processing: the equality case (X5)",
    Prove(
        "I(X;Y|Z) = 0",
        given=("X -> Y -> Z", "I(X;Z) = I(X;Y)"),
        misconceptions=(
            Misconception(
                "conclusion asserted",
                ASSERTED + " The chain is a statement about another triple: "
                "there the last two change places.",
                "I(X;Y|Z) = 0",
            ),
            Misconception(
                "conclusion in terms of entropies",
                "By the definition this is the claim itself, written in entropies.",
                "H(X|Y,Z) = H(X|Z)",
            ),
            Misconception(
                "Z taken to determine Y",
                "Z may lose much of Y: all that has no bearing on X. "
                "Equality says only that nothing about X is lost.",
                "H(Y|Z) = 0",
            ),
            Misconception(
                "Z taken for a function of Y",
                "In a Markov chain the last step may have noise of its own.",
                "H(Z|Y) = 0",
            ),
            Misconception(
                "Y and Z taken to determine X",
                "Y may say little about X to begin with. Equality says only that Z says as much.",
                ("H(X|Z) = 0", "H(X|Y) = 0"),
            ),
            Misconception(
                "nothing taken to be shared at all",
                "The two informations are equal, not zero: "
                "if X, Y and Z are copies of one bit they are both log 2.",
                ("I(X;Y) = 0", "I(X;Z) = 0"),
            ),
            Misconception(
                "chain rule forgets the condition",
                "In the second term of the chain rule the first variable is known. "
                "Without that, what Y and Z both say of X is counted twice.",
                "I(X;Y,Z) = I(X;Y) + I(X;Z)",
            ),
            Misconception(
                "equal information taken for equal conditional information",
                "What X shares with Y stays the same whether or not Z is known only if Z says "
                "nothing of it. Here Z says all of it.",
                "I(X;Y|Z) = I(X;Y)",
            ),
        ),
    ),
    hints=(
        "In exercise 1.7 you dropped a term that is never negative. "
        "The two sides are equal exactly if it was zero.",
        "Split I(X;Y,Z) by the chain rule in both orders once more.",
        'After "I(X;Y,Z) = I(X;Y) + I(X;Z|Y)" and "I(X;Y,Z) = I(X;Z) + I(X;Y|Z)", '
        "both hypotheses cancel what is left but one term.",
    ),
)


# --- 1.9 cross-entropy of two coins --------------------------------------------------------------

p, q = sp.symbols("p q", positive=True)


def _kl(p: sp.Expr, q: sp.Expr) -> sp.Expr:
    """The divergence of two laws of a bit, given the probabilities of one."""
    return p * sp.log(p / q) + (1 - p) * sp.log((1 - p) / (1 - q))


def _cross(p: sp.Expr, q: sp.Expr) -> sp.Expr:
    return -p * sp.log(q) - (1 - p) * sp.log(1 - q)


COIN_POINTS = (
    {p: sp.Rational(1, 2), q: sp.Rational(1, 4)},
    {p: sp.Rational(1, 4), q: sp.Rational(1, 3)},
    {p: sp.Rational(2, 3), q: sp.Rational(1, 5)},
    {p: sp.Rational(1, 7), q: sp.Rational(5, 6)},
)

CROSS_ENTROPY = Exercise(
    "1.9",
    "What a wrong forecast costs",
    Derive(
        {"loss": _cross(p, q), "excess": _kl(p, q)},
        points=COIN_POINTS,
        misconceptions=(
            Misconception(
                "bits instead of nats",
                "You divide by log(2), which gives bits. The course measures in nats.",
                {"loss": _cross(p, q) / sp.log(2)},
            ),
            Misconception(
                "minus sign missing",
                "log q is negative, so your loss is a gain. The loss is -log of the probability "
                "that the forecast gave to what happened.",
                {"loss": -_cross(p, q)},
            ),
            Misconception(
                "dry days cost nothing",
                "You count rainy days only. On a dry day, which has probability 1 - p, "
                "the forecaster pays as well.",
                {"loss": -p * sp.log(q)},
            ),
            Misconception(
                "weather and forecast exchanged",
                "You average over the forecast. Days are drawn from the weather; "
                "the forecast is what stands in the logarithm.",
                {"loss": _cross(q, p)},
            ),
            Misconception(
                "loss of an honest forecaster",
                "This is the entropy of one law alone. The loss has both laws in it: "
                "one draws the days, the other prices them.",
                {"loss": _cross(p, p)},
            ),
            Misconception(
                "excess is the whole loss",
                "Even the best forecaster pays something: subtract what q = p would cost.",
                {"excess": _cross(p, q)},
            ),
            Misconception(
                "divergence the wrong way round",
                "Both directions of the divergence are zero at q = p, but they differ elsewhere. "
                "The excess is an average over days, and the days are drawn from the weather.",
                {"excess": _kl(q, p)},
            ),
            Misconception(
                "excess with the sign of a gain",
                "Your excess is negative: a wrong forecast would pay. "
                "Which of the two losses is larger?",
                {"excess": -_kl(p, q)},
            ),
            Misconception(
                "entropy of the wrong law subtracted",
                "You subtract the entropy of the forecast. What cannot be avoided is the entropy "
                "of the weather.",
                {"excess": _cross(p, q) - _cross(q, q)},
            ),
            Misconception(
                "squared error",
                "(p - q)^2 is the excess of another loss, the squared one. Here the loss is -log.",
                {"excess": (p - q) ** 2},
            ),
        ),
    ),
    hints=(
        "A rainy day costs -log q and happens with probability p. What does a dry day cost?",
        "The loss is an expectation with two terms. "
        "The least loss is what it becomes for q = p: that is the entropy of the weather.",
        "The excess is loss minus least loss; group the logarithms with the factor p, "
        "and those with the factor 1 - p.",
        "The part with the factor p is p*log(p/q). "
        "The other one follows by exchanging rain and dry.",
    ),
)


# --- 1.10 and 1.11 the product of the marginals (X1) ---------------------------------------------

a, b, s, t = sp.symbols("a b s t", positive=True)

PRODUCT_POINTS = tuple(
    dict(zip((a, b, s, t), map(sp.Rational, row.split())))
    for row in ("1/2 1/3 1/4 1/5", "1/3 3/4 1/3 1/2", "1/5 1/2 3/5 1/2", "2/7 5/6 4/9 1/8")
)

EXCESS_OF_A_PRODUCT = Exercise(
    "1.10",
    "What a wrong product costs (X1)",
    Derive(
        _kl(a, s) + _kl(b, t),
        points=PRODUCT_POINTS,
        misconceptions=(
            Misconception(
                "divergence the wrong way round",
                "You average over the product q. In the divergence of p from q the pairs are drawn "
                "from p; the other order is another problem, with another solution.",
                _kl(s, a) + _kl(t, b),
            ),
            Misconception(
                "one factor left out",
                "Both factors of the product may be wrong, and each costs. "
                "Your expression sees only one of them.",
                (_kl(a, s), _kl(b, t)),
            ),
            Misconception(
                "factors exchanged",
                "s is the forecast for X, whose law is given by a; t is the one for Y. "
                "You compare each with the other variable.",
                _kl(a, t) + _kl(b, s),
            ),
            Misconception(
                "cross-entropy instead of the excess",
                "Not all of this cost is the fault of q: "
                "at s = a and t = b the excess has to be zero.",
                _cross(a, s) + _cross(b, t),
            ),
            Misconception(
                "excess with the sign of a gain",
                "Your expression is never positive: a wrong product would come closer to p than "
                "the right one.",
                -_kl(a, s) - _kl(b, t),
            ),
            Misconception(
                "product of the divergences",
                "A logarithm turns the product into a sum. "
                "With one factor right and the other wrong the excess is not zero.",
                _kl(a, s) * _kl(b, t),
            ),
            Misconception(
                "mean of the divergences",
                "The two logarithms are added, not averaged.",
                (_kl(a, s) + _kl(b, t)) / 2,
            ),
            Misconception(
                "only the ones count",
                "You count the outcomes 1 only. The outcomes 0 are predicted as well.",
                a * sp.log(a / s) + b * sp.log(b / t),
            ),
            Misconception(
                "bits instead of nats",
                "You divide by log(2), which gives bits. The course measures in nats.",
                (_kl(a, s) + _kl(b, t)) / sp.log(2),
            ),
        ),
    ),
    hints=(
        "Write both divergences as expectations under p and subtract inside the expectation: "
        "the joint probability p(x,y) cancels.",
        "What is left is the mean of log p(x)p(y) - log q(x)q(y) under p. "
        "A logarithm of a product is a sum.",
        "Each of the two terms depends on one variable only, "
        "so its mean under p needs that variable's marginal and nothing else.",
        "The part of X is a*log(a/s) + (1 - a)*log((1 - a)/(1 - s)). The part of Y is alike.",
    ),
)


def projection(p: Array) -> list[Array]:
    axes = range(p.ndim)
    return [p.sum(axis=tuple(other for other in axes if other != axis)) for axis in axes]


def _others(p: Array, axis: int) -> tuple[int, ...]:
    return tuple(other for other in range(p.ndim) if other != axis)


def _mean_field(p: Array) -> list[Array]:
    """Coordinate descent on the *reverse* divergence ``D(q_1 ... q_n || p)``."""
    factors = projection(p)
    for _ in range(60):
        for axis in range(p.ndim):
            log_q = np.moveaxis(np.log(p), axis, 0)
            for other in reversed(_others(p, axis)):
                log_q = log_q @ factors[other]
            q = np.exp(log_q - log_q.max())
            factors[axis] = q / q.sum()
    return factors


def _normalized(q: Array) -> Array:
    return q / q.sum()


PROJECTION = Exercise(
    "1.11",
    "The closest product (X1)",
    Code(
        projection,
        cases=(
            (np.array([[0.4, 0.1], [0.2, 0.3]]),),
            (np.array([[0.25, 0.125, 0.125], [0.125, 0.125, 0.25]]),),
            (np.array([[[0.125, 0.125], [0.25, 0.0625]], [[0.125, 0.125], [0.0625, 0.125]]]),),
            (np.array([[0.5, 0.1], [0.1, 0.1], [0.1, 0.1]]),),
        ),
        misconceptions=(
            Misconception(
                "uniform factors",
                "Uniform factors pay no heed to p. They are the closest product to the uniform "
                "law only, or to laws that share its marginals.",
                lambda p: [np.full(n, 1 / n) for n in p.shape],
            ),
            Misconception(
                "solves the reverse problem (mean field)",
                "You minimize D(q || p), the divergence of the product from p. "
                "That optimum seeks a mode of p, and for [[0.49, 0.01], [0.01, 0.49]] it sits "
                "near one corner. Here the pairs are drawn from p.",
                _mean_field,
            ),
            Misconception(
                "normalized geometric means",
                "You average log p over the other variables with equal weights, "
                "as if these were uniform. Exercise 1.10 asks for something simpler.",
                lambda p: [
                    _normalized(np.exp(np.log(p).mean(axis=_others(p, axis))))
                    for axis in range(p.ndim)
                ],
            ),
            Misconception(
                "axes exchanged",
                "p.sum(axis=i) removes axis i. The factor of variable i has to keep that axis "
                "and to lose all others.",
                lambda p: [p.sum(axis=i) for i in range(p.ndim)],
            ),
            Misconception(
                "axes of a table exchanged",
                "p.sum(axis=0) removes axis 0: what is left is the law of the second variable. "
                "And p may have more than two axes.",
                lambda p: [p.sum(axis=0), p.sum(axis=1)],
            ),
            Misconception(
                "two axes taken for granted",
                "For a table this is right, but p may have any number of axes: "
                "to keep one of them, all others have to be summed out.",
                lambda p: [p.sum(axis=1), p.sum(axis=0)],
            ),
            Misconception(
                "factors in reverse order",
                "The factors are right, but the list begins with the last variable.",
                lambda p: projection(p)[::-1],
            ),
            Misconception(
                "maximum instead of sum",
                "The probability that variable i has a value is the sum over all the ways in "
                "which that can happen, not the likeliest of them.",
                lambda p: [_normalized(p.max(axis=_others(p, axis))) for axis in range(p.ndim)],
            ),
            Misconception(
                "factors that do not sum to one",
                "You take means over the other axes. Each factor has to be a law itself.",
                lambda p: [p.mean(axis=_others(p, axis)) for axis in range(p.ndim)],
            ),
            Misconception(
                "conditional instead of marginal law",
                "You fix the other variables at their first value. "
                "The factor has to weigh all their values.",
                lambda p: [
                    _normalized(np.moveaxis(p, axis, -1).reshape(-1, p.shape[axis])[0])
                    for axis in range(p.ndim)
                ],
            ),
            Misconception(
                "the product instead of its factors",
                "This is the joint table of the product. Return the factors, one for each axis.",
                lambda p: reduce(np.multiply.outer, projection(p)),
            ),
        ),
    ),
    hints=(
        "Exercise 1.10 gives the excess of any product over the best one, for two variables. "
        "For which factors is it zero?",
        "A divergence is zero only between equal laws, "
        "so factor i has to be the law of variable i.",
        "To keep one axis, sum over all the others: the argument `axis` of `p.sum` takes a tuple.",
        "For factor i that tuple is `tuple(j for j in range(p.ndim) if j != i)`.",
    ),
)


# --- 1.12 infinite entropies (X3) ----------------------------------------------------------------

RANGES = ("x > e", "0 < x < 1/e", "n >= 2")


@dataclass(frozen=True)
class LogPower:
    """The function ``c x^-a |ln x|^-b`` on a range: a law, if some ``c`` makes its total one.

    Parameters
    ----------
    a, b
        The two exponents, any real numbers.
    on
        ``"x > e"`` or ``"0 < x < 1/e"`` for a density on that interval; ``"n >= 2"`` for a
        probability mass function on the integers 2, 3, 4, ...

    Raises
    ------
    ValueError
        If an exponent is no finite real number, or the range is none of the three.

    Notes
    -----
    Whether the total is finite, and whether the entropy is, can be decided exactly within this
    family; for an arbitrary density neither can be. Source: the notes, id X3.

    Examples
    --------
    >>> LogPower(a=2, b=0, on="x > e")
    c x^-2 on x > e
    >>> LogPower(a=1, b=1, on="n >= 2")
    c n^-1 (ln n)^-1 on n >= 2
    """

    a: Fraction | float
    b: Fraction | float
    on: str

    def __post_init__(self) -> None:
        for name in ("a", "b"):
            object.__setattr__(self, name, _real(getattr(self, name), name))
        if self.on not in RANGES:
            choices = ", ".join(map(repr, RANGES))
            raise ValueError(f"on is {self.on!r}, expected one of {choices}")

    def __repr__(self) -> str:
        x = "n" if self.on == "n >= 2" else "x"
        logarithm = f"(ln 1/{x})" if self.on == "0 < x < 1/e" else f"(ln {x})"
        powers = ((x, self.a), (logarithm, self.b))
        factors = [f"{base}^{_exponent(-power)}" for base, power in powers if power]
        return f"{' '.join(['c', *factors])} on {self.on}"


def _real(value: object, name: str) -> Fraction | float:
    """The number as a Fraction if it is rational, else as a float: both compare exactly."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise ValueError(f"{name} is {value!r}, expected a real number")
    if isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    if not math.isfinite(value):
        raise ValueError(f"{name} is {value!r}, expected a finite number")
    return float(value)


def _exponent(power: Fraction | float) -> str:
    whole = power == int(power)
    return str(int(power)) if whole else f"{power}" if isinstance(power, float) else f"({power})"


def _has_finite_total(law: LogPower) -> bool:
    """Whether the function can be normalized: ``int u^-b e^-(a-1)u du`` with ``u = |ln x|``."""
    decays = law.a < 1 if law.on == "0 < x < 1/e" else law.a > 1
    return decays or (law.a == 1 and law.b > 1)


def _has_finite_entropy(law: LogPower) -> bool:
    """Whether a law of the family has a finite mean of ``|ln x|``, on which its entropy hangs."""
    return law.a != 1 or law.b > 2


def _entropy_of_density(law: LogPower) -> float:
    """The differential entropy, in nats, of a density of the family for which it is finite.

    With ``u = |ln x|`` and ``k = |a - 1|`` the density of ``u`` on ``u > 1`` is ``c u^-b e^-ku``,
    and ``h = -ln c + E[a ln x + b ln u]``.
    """
    import mpmath

    a, b, sign = float(law.a), float(law.b), 1 if law.on == "x > e" else -1

    def log_total(power: float) -> mpmath.mpf:
        return mpmath.log(mpmath.expint(power, abs(a - 1)))

    mean_u = mpmath.exp(log_total(b - 1) - log_total(b))
    mean_log_u = -mpmath.diff(log_total, b)
    return float(log_total(b) + a * sign * mean_u + b * mean_log_u)


# The three laws wanted, in the order of the statement, and the one range on which each exists.
RANGE_OF = dict(zip(("h = +inf", "h = -inf", "H = inf"), RANGES))


def _range_fits(law: LogPower, wanted: str) -> bool:
    """Whether it is a density where that is wanted, and a mass function where that is."""
    return (law.on == "n >= 2") == (wanted == "H = inf")


def _is_right(law: object, wanted: str) -> bool:
    return (
        isinstance(law, LogPower)
        and law.on == RANGE_OF[wanted]
        and _has_finite_total(law)
        and not _has_finite_entropy(law)
    )


def _first_wrong(laws: dict[str, object]) -> tuple[object, str]:
    """The first law that does not have the entropy wanted of it, and that entropy."""
    rows = ((laws[wanted], wanted) for wanted in RANGE_OF)
    return next(row for row in rows if not _is_right(*row))


def _infinite_entropies(laws: dict[str, object]) -> NotYet | None:
    missing = [wanted for wanted in RANGE_OF if wanted not in laws]
    if missing:
        return NotYet("not finished", f"The law with {missing[0]} is missing.")
    if all(_is_right(laws[wanted], wanted) for wanted in RANGE_OF):
        return None
    law, wanted = _first_wrong(laws)
    if not isinstance(law, LogPower):
        return NotYet(
            "not a law of the family",
            "Each of the three has to be a LogPower(a=..., b=..., on=...).",
            on=wanted,
            got=type(law).__name__,
            expected="LogPower",
        )
    if not _range_fits(law, wanted):
        return NotYet(
            "density and mass function mixed up",
            "h belongs to a density on an interval, H to a mass function on the integers.",
            on=str(law),
            expected=f"{'a mass function' if wanted == 'H = inf' else 'a density'}, {wanted}",
        )
    if not _has_finite_total(law):
        return NotYet(
            "infinite total",
            "No constant c makes this a law: its total is infinite.",
            on=str(law),
            got="total inf",
            expected="total 1",
        )
    if _has_finite_entropy(law):
        value = "" if law.on == "n >= 2" else f", h = {_entropy_of_density(law):.4g} nats"
        return NotYet(
            "finite entropy",
            "This is a law, but its entropy is finite.",
            on=str(law),
            got=f"finite{value}",
            expected=wanted,
        )
    return NotYet(
        "infinite with the other sign",
        "The entropy is infinite, with the other sign.",
        on=str(law),
        got="h = +inf" if law.on == "x > e" else "h = -inf",
        expected=wanted,
    )


def _wrong_law(test: Callable[[LogPower, str], bool]) -> Callable[[dict], bool]:
    """A misconception about one law, asked about the first one that is wrong."""

    def matches(laws: dict) -> bool:
        law, wanted = _first_wrong(laws)
        return isinstance(law, LogPower) and _range_fits(law, wanted) and test(law, wanted)

    return matches


INFINITE_ENTROPIES = Exercise(
    "1.12",
    "Infinite entropies (X3)",
    Construct(
        dict,
        _infinite_entropies,
        description="a dictionary of three laws LogPower(a=..., b=..., on=...)",
        misconceptions=(
            Misconception(
                "a sequence of laws",
                "Laws whose entropies grow without bound are not a law of infinite entropy: "
                "each of them is finite. One single law has to do it.",
                lambda laws: (
                    isinstance(_first_wrong(laws)[0], (list, tuple, Iterator))
                    or callable(_first_wrong(laws)[0])
                ),
            ),
            Misconception(
                "uniform on an infinite range",
                "A constant on an infinite range has an infinite total, "
                "so there is no uniform law on it.",
                _wrong_law(lambda law, _: law.a == law.b == 0 and law.on != "0 < x < 1/e"),
            ),
            Misconception(
                "wrong end of the line",
                "Spread over ever larger x makes h large; "
                "mass crowded into ever shorter intervals makes it negative. "
                "Each of the two needs its own range.",
                _wrong_law(lambda law, wanted: law.on != RANGE_OF[wanted]),
            ),
            Misconception(
                "too heavy to be a law",
                "With u = |ln x| the total becomes the integral of u^-b over u > 1 "
                "(for a sum, compare with it). For your b that is infinite.",
                _wrong_law(lambda law, _: law.a == 1 and law.b <= 1),
            ),
            Misconception(
                "a heavy tail is taken to be enough",
                "An infinite mean or variance does not make the entropy infinite: entropy feels "
                "ln x, not x, and any power a > 1 keeps the mean of ln x finite. "
                "The tail has to be heavier.",
                _wrong_law(lambda law, _: law.a > 1 and law.on != "0 < x < 1/e"),
            ),
            Misconception(
                "an unbounded density is taken to be enough",
                "A density may grow without bound and keep a finite h: any power a < 1 keeps "
                "the mean of ln x finite. The peak has to be sharper.",
                _wrong_law(lambda law, _: law.a < 1 and law.on == "0 < x < 1/e"),
            ),
            Misconception(
                "logarithm too strong",
                "With u = |ln x| the law of u is proportional to u^-b, "
                "and the entropy is infinite only if the mean of u is. For your b it is finite.",
                _wrong_law(lambda law, _: law.a == 1 and law.b > 2),
            ),
        ),
    ),
    hints=(
        "The mean of -ln p(x) is a mean of a ln x + b ln ln x, plus a constant: "
        "so ask when the mean of ln x is infinite, and which sign ln x has.",
        "A power of x alone does not do it: on the side where it is a law, "
        "the mean of ln x is finite. Stand at the border between the two sides.",
        "At a = 1 substitute u = |ln x|, so that dx/x becomes du: the law of u is c u^-b on u > 1. "
        "When is its total finite, and its mean infinite?",
        "For a = 1 the total is finite if b > 1 and the mean of u is infinite if b <= 2. "
        "What is left is to choose the ranges.",
    ),
)


# --- 1.13 and 1.14 Gaussian vectors --------------------------------------------------------------

c = sp.symbols("c", real=True)

DETERMINANT = a * b - c**2
GAUSSIAN_ENTROPY = sp.log(2 * sp.pi * sp.E) + sp.log(DETERMINANT) / 2
GAUSSIAN_INFORMATION = -sp.log(1 - c**2 / (a * b)) / 2

COVARIANCE_POINTS = (
    {a: sp.Integer(2), b: sp.Integer(1), c: sp.Rational(1, 2)},
    {a: sp.Integer(3), b: sp.Integer(2), c: sp.Rational(-1, 3)},
    {a: sp.Rational(1, 2), b: sp.Integer(5), c: sp.Rational(-3, 4)},
    {a: sp.Rational(7, 3), b: sp.Rational(1, 4), c: sp.Rational(1, 5)},
)

ENTROPY_OF_A_GAUSSIAN = Exercise(
    "1.13",
    "Entropy of a Gaussian vector",
    Derive(
        GAUSSIAN_ENTROPY,
        points=COVARIANCE_POINTS,
        misconceptions=(
            Misconception(
                "bits instead of nats",
                "You divide by log(2), which gives bits. The course measures in nats.",
                GAUSSIAN_ENTROPY / sp.log(2),
            ),
            Misconception(
                "one half missing",
                "The density has the square root of the determinant of 2 pi times the covariance, "
                "and a root becomes a factor 1/2 of the logarithm.",
                (2 * GAUSSIAN_ENTROPY, sp.log(2 * sp.pi * sp.E) + sp.log(DETERMINANT)),
            ),
            Misconception(
                "square root taken twice",
                "You have both the root and the factor 1/2. They are the same thing.",
                (sp.log(2 * sp.pi * sp.E) + sp.log(DETERMINANT) / 4, GAUSSIAN_ENTROPY / 2),
            ),
            Misconception(
                "mean of the exponent forgotten",
                "This is minus the logarithm of the density at the center. "
                "The quadratic form in the exponent has a mean, too.",
                sp.log(2 * sp.pi) + sp.log(DETERMINANT) / 2,
            ),
            Misconception(
                "constant of one dimension",
                "The constant grows with the dimension: "
                "each of the two coordinates brings it once.",
                (
                    sp.log(2 * sp.pi * sp.E) / 2 + sp.log(DETERMINANT) / 2,
                    sp.log(2 * sp.pi * sp.E * DETERMINANT) / 2,
                ),
            ),
            Misconception(
                "covariance ignored",
                "You add the entropies of the coordinates, as if they were independent. "
                "Where is c?",
                sp.log(2 * sp.pi * sp.E) + sp.log(a * b) / 2,
            ),
            Misconception(
                "sign in the determinant",
                "With this sign, dependence would raise the entropy.",
                sp.log(2 * sp.pi * sp.E) + sp.log(a * b + c**2) / 2,
            ),
            Misconception(
                "trace instead of determinant",
                "The sum of the variances is not the volume that the law fills: "
                "a flat ellipse has a large trace and a small area.",
                sp.log(2 * sp.pi * sp.E) + sp.log(a + b) / 2,
            ),
        ),
    ),
    hints=(
        "h is the mean of -log p. For a Gaussian, -log p is a constant plus half a quadratic form.",
        "The constant is log(2 pi) + log(det)/2, where det is the determinant of the covariance "
        "matrix.",
        "The quadratic form has mean 2, the dimension: in coordinates that decorrelate the vector "
        "it is a sum of two squared standard normals.",
        "So h = log(2*pi) + log(det)/2 + 1, and 1 is log(e). "
        "Write out the determinant of [[a, c], [c, b]].",
    ),
)

INFORMATION_OF_A_GAUSSIAN = Exercise(
    "1.14",
    "Mutual information of a Gaussian pair",
    Derive(
        GAUSSIAN_INFORMATION,
        points=COVARIANCE_POINTS,
        misconceptions=(
            Misconception(
                "bits instead of nats",
                "You divide by log(2), which gives bits. The course measures in nats.",
                GAUSSIAN_INFORMATION / sp.log(2),
            ),
            Misconception(
                "one half missing",
                "Each of the three entropies carries the factor 1/2 in front of its logarithm.",
                2 * GAUSSIAN_INFORMATION,
            ),
            Misconception(
                "minus sign missing",
                "Your information is negative. Which of H(X) + H(Y) and H(X,Y) is larger?",
                -GAUSSIAN_INFORMATION,
            ),
            Misconception(
                "correlation not squared",
                "Changing the sign of Y changes the sign of c, but no information. "
                "Your expression does not survive that.",
                (
                    -sp.log(1 - c / sp.sqrt(a * b)) / 2,
                    -sp.log(1 - c / (a * b)) / 2,
                ),
            ),
            Misconception(
                "covariance taken for the correlation",
                "Measuring X in other units changes a and c, but no information. "
                "Your expression does not survive that.",
                (-sp.log(1 - c**2) / 2, sp.log(1 - c**2) / 2),
            ),
            Misconception(
                "variances for deviations",
                "You divide c by a*b. A correlation divides by the standard deviations, "
                "which are the roots of a and b.",
                -sp.log(1 - (c / (a * b)) ** 2) / 2,
            ),
            Misconception(
                "variance explained, not information",
                "c^2/(ab) is the share of the variance that one variable explains of the other. "
                "Information is a difference of logarithms, and has no upper bound here.",
                (c**2 / (a * b), c / sp.sqrt(a * b)),
            ),
            Misconception(
                "formula of the noisy channel",
                "1/2 log(1 + S/N) has the ratio of signal to noise in it. "
                "c^2/(ab) is the signal's share of the whole, not of the noise.",
                sp.log(1 + c**2 / (a * b)) / 2,
            ),
            Misconception(
                "joint entropy instead of information",
                "This is the entropy of the pair. The information is what the entropies of the two "
                "coordinates have in excess of it.",
                GAUSSIAN_ENTROPY,
            ),
        ),
    ),
    hints=(
        "With finite entropies the form h(X) + h(Y) - h(X,Y) may be used. "
        "Exercise 1.13 gives the last of them.",
        "In one dimension h = log(2*pi*e)/2 + log(variance)/2. The constants of the three cancel.",
        "What is left is half the logarithm of a*b over the determinant.",
    ),
)


EXERCISES: tuple[Exercise, ...] = (
    ENTROPY,
    MUTUAL_INFORMATION,
    FORMS,
    CONDITIONAL_FORMS,
    CONDITIONING_RAISES_INFORMATION,
    A_VALUE_RAISES_ENTROPY,
    DATA_PROCESSING,
    DATA_PROCESSING_EQUALITY,
    CROSS_ENTROPY,
    EXCESS_OF_A_PRODUCT,
    PROJECTION,
    INFINITE_ENTROPIES,
    ENTROPY_OF_A_GAUSSIAN,
    INFORMATION_OF_A_GAUSSIAN,
)
