"""The exercises of chapter 6: nuisances and disentanglement.

Each exercise is a task, its hints, and the misconceptions that are known by name. A misconception
comes with a wrong answer, or with the test that recognizes one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

from ibnotes.checks.engine import Exercise
from ibnotes.checks.kinds import ASSERTED, Code, Construct, Misconception, NotYet, Prove
from ibnotes.checks.laws import excess_rate, lacks_variables, sign, values
from ibnotes.joint import Joint
from ibnotes.sufficiency import minimal_sufficient_statistic

__all__ = ["EXERCISES"]

Table = Sequence[Sequence[Fraction]]  # p_xy[x][y]
Law = dict[tuple[int, int, tuple[int, ...]], Fraction]  # of x, y and eta

CHAIN_RULE = (
    "In the second term of the chain rule the first variable is known. "
    "Without that, what both say is counted twice."
)


# --- 6.1 the construction ------------------------------------------------------------------------


def _given_y(p_xy: Table) -> list[list[Fraction]]:
    """The rows ``p(x|y)``, ``[y][x]``."""
    columns = [list(column) for column in zip(*p_xy)]
    return [[p / sum(column) for p in column] for column in columns]


def _built(p_xy: Table, weight: Callable[[int, int, tuple[int, ...]], Fraction]) -> Law:
    """The law whose probabilities are ``p(x,y)`` times a weight of all outcomes."""
    sizes = range(len(p_xy)), range(len(p_xy[0]))
    law = {}
    for x, y in product(*sizes):
        for eta in product(sizes[0], repeat=len(sizes[1])):
            if p := p_xy[x][y] * weight(x, y, eta):
                law[x, y, eta] = p
    return law


def _others(rows: Sequence[Sequence[Fraction]], y: int, eta: tuple[int, ...]) -> Fraction:
    """The probability of all entries but that of ``y``, drawn from a row each."""
    return math.prod(
        (row[x] for other, (row, x) in enumerate(zip(rows, eta)) if other != y), start=Fraction(1)
    )


def potential_inputs(p_xy: Table) -> Law:
    rows = _given_y(p_xy)
    return _built(p_xy, lambda x, y, eta: (eta[y] == x) * _others(rows, y, eta))


def _own_entry_drawn_anew(p_xy: Table) -> Law:
    rows = _given_y(p_xy)
    return _built(p_xy, lambda x, y, eta: _others(rows, -1, eta))


def _from_the_marginal(p_xy: Table) -> Law:
    rows = [[sum(row) for row in p_xy]] * len(p_xy[0])
    return _built(p_xy, lambda x, y, eta: (eta[y] == x) * _others(rows, y, eta))


def _from_joint_rows(p_xy: Table) -> Law:
    rows = list(zip(*p_xy))
    return _built(p_xy, lambda x, y, eta: (eta[y] == x) * _others(rows, y, eta))


def _from_p_y_given_x(p_xy: Table) -> Law:
    rows = list(zip(*([p / sum(row) for p in row] for row in p_xy)))
    return _built(p_xy, lambda x, y, eta: (eta[y] == x) * _others(rows, y, eta))


def _all_entries_alike(p_xy: Table) -> Law:
    return _built(p_xy, lambda x, y, eta: Fraction(all(entry == x for entry in eta)))


def _own_row_for_all(p_xy: Table) -> Law:
    rows = _given_y(p_xy)
    return _built(p_xy, lambda x, y, eta: (eta[y] == x) * _others([rows[y]] * len(eta), y, eta))


def _only_the_nuisance(p_xy: Table) -> Law:
    law = potential_inputs(p_xy)
    return {(x, y, eta): p / p_xy[x][y] for (x, y, eta), p in law.items()}


def _zeros_kept(p_xy: Table) -> Law:
    law = potential_inputs(p_xy)
    inputs, targets = range(len(p_xy)), range(len(p_xy[0]))
    return {
        (x, y, eta): law.get((x, y, eta), Fraction(0))
        for x, y in product(inputs, targets)
        for eta in product(inputs, repeat=len(targets))
    }


def _fractions(*rows: str) -> tuple[list[list[Fraction]]]:
    return ([[Fraction(p) for p in row.split()] for row in rows],)


BUILD = Exercise(
    "6.1",
    "Build the nuisance",
    Code(
        potential_inputs,
        cases=(
            _fractions("1/2 1/2"),
            _fractions("1/2 0", "0 1/2"),
            _fractions("3/8 1/8", "1/8 3/8"),
            _fractions("1/2 1/8", "1/8 1/4"),
            _fractions("1/4 0", "1/8 1/4", "1/8 1/4"),
            _fractions("1/6 1/12 1/12", "1/12 1/6 5/12"),
        ),
        misconceptions=(
            Misconception(
                "the entry of y drawn anew",
                "All your entries are drawn without looking at x, so the entry at y need not be x. "
                "Then X is no function of Y and the nuisance.",
                _own_entry_drawn_anew,
            ),
            Misconception(
                "the input copied into every entry",
                "Your nuisance knows x itself, and so it depends on Y as soon as X does. "
                "The other entries are what x would have been.",
                _all_entries_alike,
            ),
            Misconception(
                "other entries from p(x)",
                "The entry for another y' is what x would have been if y' were true: "
                "its law is p(x|y'), not p(x).",
                _from_the_marginal,
            ),
            Misconception(
                "other entries from the true y",
                "You draw every entry from p(x|y) with the y that is true. "
                "Then the nuisance tells which y that is.",
                _own_row_for_all,
            ),
            Misconception(
                "conditionals the wrong way round",
                "You draw from p(y'|x), which does not even sum to one over x.",
                _from_p_y_given_x,
            ),
            Misconception(
                "joint probabilities for conditional ones",
                "You multiply by p(x', y'). Given y' the entry is some x for sure, "
                "so divide by p(y').",
                _from_joint_rows,
            ),
            Misconception(
                "not weighted by p(x,y)",
                "Your numbers are the law of the nuisance given x and y. "
                "The joint law has the factor p(x,y), and sums to one.",
                _only_the_nuisance,
            ),
            Misconception(
                "impossible outcomes kept",
                "The probabilities are right. Leave out outcomes of probability zero.",
                _zeros_kept,
            ),
        ),
    ),
    hints=(
        "The nuisance is a tuple with one entry for each y: what x would be under that y. "
        "One of the entries is the x that you see.",
        "The entry at y is x. Any other entry, at y', is drawn from p(x'|y') on its own.",
        "So p(x, y, eta) is p(x,y) times the product of p(eta[y']|y') over all y' other than y, "
        "if eta[y] == x, and 0 otherwise. Here p(x'|y') = p_xy[x'][y'] / p(y').",
        "Loop over x, y and itertools.product(range(len(p_xy)), repeat=number of y), "
        "skip tuples with eta[y] != x, multiply, and keep what is positive.",
    ),
)


# --- 6.2 to 6.4 Proposition 4 and epsilon --------------------------------------------------------

MODEL = ("(Y,η) -> X -> Z", "Y _||_ η", "I(Z;Y) = I(X;Y)")

TAKES_INVARIANCE = Misconception(
    "invariance taken for granted",
    "That Z says nothing of the nuisance is what one would like to have. "
    "For Z = X and a nuisance that X shows, it is false.",
    ("I(Z;η) = 0", "I(X;η) = 0", "H(η|Z) = H(η)", "H(η|X) = H(η)"),
)
TAKES_CONDITIONAL_INDEPENDENCE = Misconception(
    "independent, hence independent given X",
    "Y and the nuisance are independent, and together they make X. "
    "Once X is known, each says something about the other: think of X = Y xor η.",
    ("I(Y;η|X) = 0", "I(Y;η|Z) = 0", "H(Y|X,η) = H(Y|X)"),
)
TAKES_Y_FROM_X = Misconception(
    "Y taken for a function of X",
    "Nothing here says that X determines Y. Then epsilon would be zero.",
    ("H(Y|X) = 0", "H(Y|Z) = 0"),
)
WRONG_CONDITIONAL = Misconception(
    "the printed conditional",
    "The notes have I(X;Y|η) in the place of I(Z;Y|η). Given the nuisance, X may say more of Y "
    "than Z does, although Z is sufficient.",
    ("I(Z;Y|η) = I(X;Y|η)", "I(Z;Y|η) >= I(X;Y|η)"),
)
FORGOTTEN_CONDITION = Misconception(
    "chain rule forgets the condition",
    CHAIN_RULE,
    ("I(Y,η;Z) = I(Y;Z) + I(η;Z)", "I(Y;Z,η) = I(Y;Z) + I(Y;η)"),
)

PROPOSITION_4 = Exercise(
    "6.2",
    "What minimality buys (Proposition 4)",
    Prove(
        "I(Z;η) <= I(X;Z) - I(X;Y)",
        given=MODEL,
        misconceptions=(
            Misconception("conclusion asserted", ASSERTED, "I(Z;η) <= I(X;Z) - I(X;Y)"),
            FORGOTTEN_CONDITION,
            TAKES_INVARIANCE,
            TAKES_CONDITIONAL_INDEPENDENCE,
            Misconception(
                "X taken for a function of Y and the nuisance",
                "The proposition does not need X = f(Y, η). With it the chain is an equality, "
                "without it X may have noise that neither Y nor the nuisance explains.",
                ("H(X|Y,η) = 0", "I(X;Z|Y,η) = 0"),
            ),
            Misconception(
                "conditioning taken to lower the information",
                "Y and the nuisance are independent, so to know the nuisance raises what Z says "
                "of Y, or leaves it as it is.",
                ("I(Z;Y|η) <= I(Z;Y)", "I(Z;Y|η) = I(Z;Y)"),
            ),
        ),
    ),
    hints=(
        "Z hears of Y and the nuisance through X alone. "
        "So what does data processing say of I(Y,η;Z)?",
        "Write I(X,Y,η;Z) by the chain rule in two ways. Then split I(Y,η;Z) = I(η;Z) + I(Y;Z|η).",
        "It is left to see that I(Y;Z|η) is at least I(Y;Z), which is I(X;Y). "
        "Write I(Y;Z,η) in two ways and use that Y and the nuisance are independent.",
        "The lines: I(X,Y,η;Z) in two ways, I(X;Z|Y,η) >= 0; I(Y,η;Z) = I(η;Z) + I(Y;Z|η); "
        "I(Y;Z,η) in two ways, I(Y;η|Z) >= 0; and the claim, which adds them up.",
    ),
)

EPSILON_BELOW = Exercise(
    "6.3",
    "Epsilon is not negative",
    Prove(
        "I(Z;Y|η) - I(X;Y) >= 0",
        given=MODEL,
        misconceptions=(
            Misconception(
                "conclusion asserted",
                ASSERTED,
                ("I(Z;Y|η) - I(X;Y) >= 0", "I(Z;Y|η) >= I(Z;Y)"),
            ),
            FORGOTTEN_CONDITION,
            TAKES_INVARIANCE,
            TAKES_CONDITIONAL_INDEPENDENCE,
            TAKES_Y_FROM_X,
            WRONG_CONDITIONAL,
            Misconception(
                "conditioning taken to lower the information",
                "That holds in a Markov chain. Here Y and the nuisance are independent causes, "
                "and knowing one of them raises what Z says of the other.",
                ("I(Z;Y|η) <= I(Z;Y)", "I(Z;Y|η) = I(Z;Y)"),
            ),
        ),
    ),
    hints=(
        "Only two hypotheses matter: that Y and the nuisance are independent, "
        "and that Z is sufficient.",
        "Look at I(Y;Z,η), and take either Z or the nuisance first.",
        "I(Y;Z,η) is I(Y;η) + I(Y;Z|η), and also I(Y;Z) + I(Y;η|Z). The first term is zero.",
        "Two chain rules, then I(Y;η|Z) >= 0, then the claim.",
    ),
)

EPSILON_ABOVE = Exercise(
    "6.4",
    "The ceiling of epsilon",
    Prove(
        "I(Z;Y|η) - I(X;Y) <= H(Y|X)",
        given=MODEL,
        misconceptions=(
            Misconception(
                "conclusion asserted",
                ASSERTED,
                ("I(Z;Y|η) - I(X;Y) <= H(Y|X)", "I(Z;Y|η) <= H(Y)"),
            ),
            TAKES_INVARIANCE,
            TAKES_CONDITIONAL_INDEPENDENCE,
            TAKES_Y_FROM_X,
            WRONG_CONDITIONAL,
            Misconception(
                "the printed difference of entropies",
                "The notes set H(Y|X) - H(Y|X,η) equal to I(Y;X,η). It is what the nuisance says "
                "of Y beyond X, which is I(Y;η|X).",
                ("H(Y|X) - H(Y|X,η) = I(Y;X,η)", "H(Y|X) - H(Y|X,η) = I(Y;η)"),
            ),
            Misconception(
                "Y taken for a function of X and the nuisance",
                "Y may have noise that nothing here explains. You only need H(Y|X,η) >= 0.",
                ("H(Y|X,η) = 0", "H(Y|Z,η) = 0", "I(Z;Y|η) = H(Y)"),
            ),
        ),
    ),
    hints=(
        "By the definition of information I(X;Y) + H(Y|X) is a single entropy.",
        "It is H(Y). So show that I(Z;Y|η) is at most H(Y).",
        "I(Z;Y|η) = H(Y|η) - H(Y|Z,η), and I(Y;η) = H(Y) - H(Y|η) is zero.",
        "Four definitions and H(Y|Z,η) >= 0; neither the chain nor sufficiency is needed.",
    ),
)


# --- what is asked of a nuisance -----------------------------------------------------------------


def _no_nuisance(law: Joint, *chains: str) -> NotYet | None:
    """What to say if ``η`` depends on ``Y``, if a chain breaks, or there is nothing to say of Y."""
    if sign(law, "I(Y;η)") > 0:
        return NotYet(
            "the nuisance depends on Y",
            "A nuisance says nothing about Y.",
            got=values(law, "I(Y;η)"),
            expected="I(Y;η) = 0",
        )
    for expression in chains:
        if sign(law, expression) > 0:
            return NotYet(
                "chain broken",
                "A representation hears of everything else through the one before it alone.",
                got=values(law, expression),
                expected=f"{expression} = 0",
            )
    if sign(law, "I(X;Y)") == 0:
        return NotYet(
            "nothing to say",
            "Your X says nothing about Y, so there is nothing to keep.",
            got=values(law, "I(X;Y)"),
            expected="I(X;Y) > 0",
        )
    return None


def _insufficient(law: Joint, name: str) -> NotYet | None:
    if sign(law, f"I(X;Y) - I({name};Y)") > 0:
        return NotYet(
            f"{name} is not sufficient",
            f"Your {name} loses some of what X says about Y.",
            got=values(law, f"I({name};Y)", "I(X;Y)"),
            expected=f"I({name};Y) = I(X;Y)",
        )
    return None


# --- 6.5 the printed epsilon ---------------------------------------------------------------------


def _printed_line_fails(law: Joint) -> NotYet | None:
    if wrong := (
        lacks_variables(law, "X Y η Z")
        or _no_nuisance(law, "I(Y,η;Z|X)")
        or _insufficient(law, "Z")
    ):
        return wrong
    if sign(law, "H(X|Y,η)") > 0:
        return NotYet(
            "the nuisance does not generate X",
            "The printed line is about a nuisance with X = f(Y, η).",
            got=values(law, "H(X|Y,η)"),
            expected="H(X|Y,η) = 0",
        )
    if sign(law, "I(Z;η) - I(X;Z) + I(X;Y|η)") == 0:
        return NotYet(
            "the printed line holds",
            "On your law both sides agree.",
            got=values(law, "I(Z;η)", "I(X;Z) - I(X;Y|η)"),
            expected="two different numbers",
        )
    return None


PRINTED_EPSILON = Exercise(
    "6.5",
    "The printed epsilon",
    Construct(
        Joint,
        _printed_line_fails,
        description='a Joint over "X Y η Z"',
        misconceptions=(
            Misconception(
                "Z keeps all of X",
                "If Z determines X, then I(X;Y|η) and I(Z;Y|η) are the same. "
                "Let Z forget what has no bearing on Y.",
                lambda law: (
                    sign(law, "H(X|Z)") == 0
                    and sign(law, "I(Y,η;Z|X)") == 0
                    and sign(law, "I(Y;η)") == 0
                    and sign(law, "H(X|Y,η)") == 0
                ),
            ),
            Misconception(
                "X determines Y",
                "If Y is a function of X, it is one of every sufficient Z, "
                "and both conditionals are H(Y). Leave some doubt.",
                lambda law: (
                    sign(law, "H(Y|X)") == 0
                    and sign(law, "I(X;Y)") > 0
                    and sign(law, "I(X;Y) - I(Z;Y)") == 0
                    and sign(law, "H(X|Y,η)") == 0
                    and sign(law, "I(Y;η)") == 0
                ),
            ),
            Misconception(
                "the nuisance seen directly",
                "Your Z says of Y and the nuisance what X does not. It may look at X only.",
                lambda law: sign(law, "I(Y,η;Z|X)") > 0 and sign(law, "I(Y;η)") == 0,
            ),
        ),
    ),
    hints=(
        "The true line has I(Z;Y|η). So find a sufficient Z that says less of Y than X does, "
        "once the nuisance is known.",
        "Z has to forget something: let two inputs have the same row p(y|x), and let Z merge them. "
        "Yet given the nuisance, which of the two it is should matter.",
        "Take potential inputs as the nuisance: `potential_outcomes` of the package builds them, "
        "and then `.push` adds Z.",
        "A fair Y with p(x|0) = (1/2, 1/4, 1/4) and p(x|1) = (0, 1/2, 1/2). "
        "The inputs 1 and 2 have the same row: Z tells whether x > 0.",
    ),
)


# --- 6.6 and 6.7 what cheaper does not mean ------------------------------------------------------


def _cheaper_and_less_invariant(law: Joint) -> NotYet | None:
    if wrong := (
        lacks_variables(law, "X Y η Z1 Z2")
        or _no_nuisance(law, "I(Y,η;Z1|X)", "I(Y,η;Z2|X)")
        or _insufficient(law, "Z1")
        or _insufficient(law, "Z2")
    ):
        return wrong
    if sign(law, "I(X;Z2) - I(X;Z1)") <= 0:
        return NotYet(
            "Z1 is not cheaper",
            "Z1 has to have the smaller rate.",
            got=values(law, "I(X;Z1)", "I(X;Z2)"),
            expected="I(X;Z1) < I(X;Z2)",
        )
    if sign(law, "I(Z1;η) - I(Z2;η)") <= 0:
        return NotYet(
            "Z1 is not less invariant",
            "Z1 has to say more of the nuisance than Z2 does.",
            got=values(law, "I(Z1;η)", "I(Z2;η)"),
            expected="I(Z1;η) > I(Z2;η)",
        )
    return None


LESS_INVARIANT = Exercise(
    "6.6",
    "Cheaper, and less invariant",
    Construct(
        Joint,
        _cheaper_and_less_invariant,
        description='a Joint over "X Y η Z1 Z2"',
        misconceptions=(
            Misconception(
                "the other way round",
                "Your Z2 is the cheaper and the less invariant one. Exchange the two.",
                lambda law: (
                    sign(law, "I(X;Z1) - I(X;Z2)") > 0 and sign(law, "I(Z2;η) - I(Z1;η)") > 0
                ),
            ),
            Misconception(
                "Z1 is a function of Z2",
                "What Z1 shows of the nuisance, Z2 shows as well. "
                "The two have to keep different parts of X.",
                lambda law: (
                    sign(law, "H(Z1|Z2)") == 0
                    and sign(law, "I(X;Z2) - I(X;Z1)") > 0
                    and sign(law, "I(Y;η)") == 0
                ),
            ),
            Misconception(
                "the nuisance is all that X adds",
                "Here X is one-to-one with Y and the nuisance, and then what a sufficient Z costs "
                "beyond Y goes to the nuisance. Give X a third part.",
                lambda law: (
                    sign(law, "H(X|Y,η)") == 0
                    and sign(law, "H(Y|X)") == 0
                    and sign(law, "I(Y;η)") == 0
                    and sign(law, "I(X;Y) - I(Z1;Y)") == 0
                    and sign(law, "I(X;Y) - I(Z2;Y)") == 0
                ),
            ),
        ),
    ),
    hints=(
        "Let X have three parts: Y itself, the nuisance, and something that is neither.",
        "Z1 keeps Y and one of the two others, Z2 keeps Y and the other one.",
        "The rate counts all parts alike. So the third part has to be the larger one.",
        "X = (y, a, b) with two fair bits y and a, b uniform on four values, and η = a: "
        "Z1 = (y, a) and Z2 = (y, b).",
    ),
)


def _bottleneck_without_gain(law: Joint) -> NotYet | None:
    if wrong := (
        lacks_variables(law, "X Y η Z1 Z2")
        or _no_nuisance(law, "I(Y,η;Z1|X)", "I(X,Y,η;Z2|Z1)")
        or _insufficient(law, "Z2")
    ):
        return wrong
    if sign(law, "I(X;Z1) - I(Z1;Z2)") <= 0:
        return NotYet(
            "no bottleneck",
            "Between Z1 and Z2 less has to pass than between X and Z1.",
            got=values(law, "I(Z1;Z2)", "I(X;Z1)"),
            expected="I(Z1;Z2) < I(X;Z1)",
        )
    if sign(law, "I(Z1;η) - I(Z2;η)") > 0:
        return NotYet(
            "more invariant",
            "Your Z2 says less of the nuisance than Z1: here the corollary is right.",
            got=values(law, "I(Z2;η)", "I(Z1;η)"),
            expected="I(Z2;η) = I(Z1;η)",
        )
    return None


NO_GAIN = Exercise(
    "6.7",
    "A bottleneck that changes nothing",
    Construct(
        Joint,
        _bottleneck_without_gain,
        description='a Joint over "X Y η Z1 Z2"',
        misconceptions=(
            Misconception(
                "Z2 is all of Z1",
                "Z2 determines Z1, so nothing gets lost between them. "
                "A bottleneck has to drop something.",
                lambda law: (
                    sign(law, "H(Z1|Z2)") == 0
                    and sign(law, "I(X,Y,η;Z2|Z1)") == 0
                    and sign(law, "I(Y;η)") == 0
                ),
            ),
            Misconception(
                "Z2 looks past Z1",
                "Your Z2 says of X what Z1 does not. In a chain it may look at Z1 only.",
                lambda law: sign(law, "I(X;Z2|Z1)") > 0 and sign(law, "I(Y;η)") == 0,
            ),
            Misconception(
                "the bottleneck drops the nuisance",
                "What your bottleneck drops is the nuisance, and so it helps. "
                "Let it drop something else.",
                lambda law: (
                    sign(law, "I(Z1;η) - I(Z2;η)") > 0
                    and sign(law, "I(X;Z1) - I(Z1;Z2)") > 0
                    and sign(law, "I(X,Y,η;Z2|Z1)") == 0
                    and sign(law, "I(X;Y) - I(Z2;Y)") == 0
                    and sign(law, "I(Y;η)") == 0
                ),
            ),
        ),
    ),
    hints=(
        "The corollary compares two upper bounds. What if Z1 is far below its bound?",
        "For instance Z1 may say nothing of the nuisance to begin with. Then Z2 cannot say less.",
        "Let X hold Y and something else that is not the nuisance.",
        "Three fair bits y, w, η: X = Z1 = (y, w), and Z2 = y.",
    ),
)


# --- 6.8 and 6.9 stacking ------------------------------------------------------------------------

STACKING = Exercise(
    "6.8",
    "Stacking",
    Prove(
        "I(Z2;η) <= I(Z1;η)",
        given=("(Y,η) -> X -> Z1 -> Z2",),
        misconceptions=(
            Misconception("conclusion asserted", ASSERTED, "I(Z2;η) <= I(Z1;η)"),
            Misconception(
                "sufficiency or loss taken for granted",
                "Nothing says that Z2 loses or keeps something about Y or X.",
                ("I(Z2;Y) = I(X;Y)", "I(X;Z2) = I(X;Z1)", "I(Z2;Y) = I(Z1;Y)"),
            ),
            Misconception(
                "chain rule forgets the condition",
                CHAIN_RULE,
                "I(η;Z1,Z2) = I(η;Z1) + I(η;Z2)",
            ),
            Misconception(
                "Z2 taken for a function of Z1",
                "A layer may add noise of its own.",
                ("H(Z2|Z1) = 0", "H(Z2) <= H(Z1)", "H(Z2|X) = 0"),
            ),
            Misconception(
                "the chain read backward",
                "The chain says that Z2 and the nuisance share nothing once Z1 is known. "
                "You use that Z1 and the nuisance share nothing once Z2 is known.",
                ("I(Z1;η|Z2) = 0", "I(Z1;η) = I(Z2;η)", "I(Z1;η) <= I(Z2;η)"),
            ),
            TAKES_INVARIANCE,
        ),
    ),
    hints=(
        "Y and sufficiency play no role. Three variables are enough.",
        "Look at I(η;Z1,Z2), and take either layer first.",
        "I(η;Z2|Z1) is zero by the chain, and I(η;Z1|Z2) is not negative.",
        "Two chain rules, one non-negative term, and the claim.",
    ),
)

PAYING = "I(Z1;η) - I(Z2;η) >= I(X;Z1) - I(Z1;Z2)"

GAIN = Exercise(
    "6.9",
    "A bottleneck that has to pay",
    Prove(
        PAYING,
        given=(
            "(Y,η) -> X -> Z1 -> Z2",
            "Y _||_ η",
            "I(Z2;Y) = I(X;Y)",
            "H(Y|X) = 0",
            "H(X|Y,η) = 0",
        ),
        misconceptions=(
            Misconception("conclusion asserted", ASSERTED, PAYING),
            TAKES_INVARIANCE,
            Misconception(
                "minimality taken for granted",
                "Nothing says that the layers keep no more than Y.",
                ("I(Z1;η) = 0", "I(Z2;η) = 0", "I(X;Z1) = H(Y)", "I(Z1;Z2) = H(Y)"),
            ),
            Misconception(
                "layers taken for functions",
                "A layer may add noise of its own.",
                ("H(Z2|Z1) = 0", "H(Z1|X) = 0", "H(Z2|X) = 0"),
            ),
            Misconception(
                "no bottleneck at all",
                "With this equality nothing would get lost between the layers.",
                ("I(Z1;Z2) = I(X;Z1)", "I(X;Z2) = I(X;Z1)", "I(X;Z2) = I(Z1;Z2)"),
            ),
            Misconception(
                "chain rule forgets the condition",
                CHAIN_RULE,
                "I(X,Y,η;Z1) = I(X;Z1) + I(Y,η;Z1)",
            ),
        ),
    ),
    hints=(
        "Treat the two layers apart: find I(Z1;η) exactly, and bound I(Z2;η) from above.",
        "First layer: I(X,Y,η;Z1) by the chain rule gives I(Y,η;Z1) = I(X;Z1), as X is a function "
        "of Y and the nuisance. Then I(Y,η;Z1) = I(η;Z1) + I(Y;Z1|η), and the last term is at "
        "most H(Y).",
        "Second layer: as in Proposition 4, with Z1 in the place of X. "
        "So I(Y,η;Z2) is at most I(Z1;Z2), and I(Y;Z2|η) is at least I(Y;Z2).",
        "I(Z1;η) >= I(X;Z1) - H(Y), and I(Z2;η) <= I(Z1;Z2) - H(Y), "
        "where I(Z2;Y) = I(X;Y) = H(Y), as H(Y|X) = 0. Their difference is the claim.",
    ),
)


# --- 6.10 minimal does not mean disentangled -----------------------------------------------------


def _minimal_and_entangled(law: Joint) -> NotYet | None:
    if wrong := lacks_variables(law, "X Y Z1 Z2"):
        return wrong
    if sign(law, "I(Y;Z1,Z2|X)") > 0:
        return NotYet(
            "chain broken",
            "Given X, your pair still says something about Y.",
            got=values(law, "I(Y;Z1,Z2|X)"),
            expected="I(Y;Z1,Z2|X) = 0",
        )
    if sign(law, "I(X;Y)") == 0:
        return NotYet(
            "nothing to say",
            "Your X says nothing about Y, so there is nothing to keep.",
            got=values(law, "I(X;Y)"),
            expected="I(X;Y) > 0",
        )
    if sign(law, "I(X;Y|Z1,Z2)") > 0:
        return NotYet(
            "not sufficient",
            "Your pair loses some of what X says about Y.",
            got=values(law, "I(Z1,Z2;Y)", "I(X;Y)"),
            expected="I(Z1,Z2;Y) = I(X;Y)",
        )
    if excess_rate(law, "Z1,Z2") > 0:
        least = float(minimal_sufficient_statistic(law.marginal("X Y")).entropy)
        return NotYet(
            "not minimal",
            "Your pair keeps something of X that has no bearing on Y.",
            got=values(law, "I(X;Z1,Z2)"),
            expected=f"I(X;Z1,Z2) = {least:.4f}",
        )
    if sign(law, "I(Z1;Z2)") == 0:
        return NotYet(
            "disentangled",
            "The two parts of your representation are independent.",
            got="I(Z1;Z2) = 0",
            expected="I(Z1;Z2) > 0",
        )
    return None


ENTANGLED = Exercise(
    "6.10",
    "Minimal, and entangled",
    Construct(
        Joint,
        _minimal_and_entangled,
        description='a Joint over "X Y Z1 Z2"',
        misconceptions=(
            Misconception(
                "entangled by what should be forgotten",
                "The two parts share something of X that has no bearing on Y. "
                "A minimal pair has no room for that: let them share what it has to keep.",
                lambda law: (
                    sign(law, "I(Y;Z1,Z2|X)") == 0
                    and sign(law, "I(X;Y)") > 0
                    and sign(law, "I(X;Y|Z1,Z2)") == 0
                    and excess_rate(law, "Z1,Z2") > 0
                    and sign(law, "I(Z1;Z2)") > 0
                ),
            ),
            Misconception(
                "one part does all",
                "One part is constant, so nothing is shared. "
                "A second copy costs nothing: the rate of the pair counts it once.",
                lambda law: (
                    sign(law, "I(X;Y|Z1,Z2)") == 0
                    and (sign(law, "H(Z1)") == 0 or sign(law, "H(Z2)") == 0)
                ),
            ),
            Misconception(
                "each part on its own",
                "Each of your parts is a noisy view of Y, and together they do not make up for X.",
                lambda law: (
                    sign(law, "I(Y;Z1,Z2|X)") == 0
                    and sign(law, "I(X;Y|Z1,Z2)") > 0
                    and sign(law, "I(Z1;Y)") > 0
                    and sign(law, "I(Z2;Y)") > 0
                ),
            ),
        ),
    ),
    hints=(
        "Minimality is about I(X;Z), the rate of the pair. What does it say of how the pair is "
        "written?",
        "A one-to-one map of a minimal sufficient representation is one again. "
        "The total correlation of its parts may change.",
        "Write the same thing twice.",
        "For a fair bit Y = X: Z1 = Z2 = X.",
    ),
)


EXERCISES: tuple[Exercise, ...] = (
    BUILD,
    PROPOSITION_4,
    EPSILON_BELOW,
    EPSILON_ABOVE,
    PRINTED_EPSILON,
    LESS_INVARIANT,
    NO_GAIN,
    STACKING,
    GAIN,
    ENTANGLED,
)
