"""Linear programming over Shannon's inequalities, with an exact certificate.

A combination of joint entropies is non-negative on every law if it is a non-negative sum of
terms ``H(A|C)`` and ``I(A;B|C)``, plus any multiples of what the hypotheses set to zero.
A linear program in floating point finds *which* terms; exact rational elimination then finds
their multipliers; nothing of the floating-point answer is trusted.

The program minimizes the total weight of the terms used.
Every term over disjoint groups is a column, not only the elemental ones, so a proof is short.
The weights are generic, so the optimum is unique and a proof reads the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ibnotes.language import LinearForm, Term

__all__ = ["MAX_VARIABLES", "combination"]

#: The most variables that a claim may name.
MAX_VARIABLES = 8

# Wider terms cost more, a hypothesis costs little: a reader would rather see it used.
COST_OF_A_TERM, COST_OF_A_VARIABLE, COST_OF_A_HYPOTHESIS = 1.0, 0.1, 0.05
TIE_BREAK = 1e-4

# Multipliers and gains below these are zero as far as the linear program can tell.
SMALLEST_MULTIPLIER, SMALLEST_GAIN = 1e-7, 1e-9

# More terms than this at once would be slow (eight variables have 32,640): then the elemental
# ones come first, and after them the most promising.
COLUMNS_A_ROUND = 3000

Mask = int  # a set of variables, one bit each


@cache
def _atoms(n: int) -> NDArray[np.int64]:
    """All terms on n variables as rows (A, B, C) of masks; ``I(A;B|C)``, or ``H(A|C)`` if B = 0.

    A, B and C are disjoint, and A stands before B.
    """
    full = 2**n
    rows = []
    for given in range(full):
        rest = full - 1 - given
        left = rest
        while left:
            rows.append((left, 0, given))
            free = rest & ~left
            right = free
            while right:
                if _lowest(left) < _lowest(right):
                    rows.append((left, right, given))
                right = (right - 1) & free
            left = (left - 1) & rest
    return np.array(rows, dtype=np.int64)


def _lowest(mask: Mask) -> Mask:
    return mask & -mask


@cache
def _elemental(n: int) -> NDArray[np.int64]:
    """Indices of the terms that generate all others: H(i|rest) and I(i;j|C) for single i, j."""
    left, right, given = _atoms(n).T
    single = (left & (left - 1)) == 0
    entropy = single & (right == 0) & (left | given == 2**n - 1)
    information = single & (right != 0) & ((right & (right - 1)) == 0)
    return np.flatnonzero(entropy | information)


@cache
def _costs(n: int) -> NDArray[np.float64]:
    left, right, given = _atoms(n).T
    size = np.bitwise_count(left | right | given)
    return COST_OF_A_TERM + COST_OF_A_VARIABLE * (size - 2.0) + _tie_break(len(size), seed=0)


def _tie_break(count: int, seed: int) -> NDArray[np.float64]:
    """Small weights in general position; NumPy guarantees this legacy stream for ever."""
    return TIE_BREAK * np.random.RandomState(seed).random_sample(count)


def _columns(n: int, chosen: NDArray[np.int64]):
    """The chosen terms as columns over the 2^n - 1 joint entropies: AC + BC - ABC - C."""
    from scipy.sparse import csc_array

    left, right, given = _atoms(n)[chosen].T
    is_entropy = right == 0
    rows = np.concatenate([left | given, right | given, left | right | given, given])
    one = np.ones(len(chosen))
    # H(A|C) is I(A;A|C): its second and third set are both AC and cancel.
    rows[len(chosen) : 2 * len(chosen)][is_entropy] = 0
    rows[2 * len(chosen) : 3 * len(chosen)][is_entropy] = 0
    data = np.concatenate([one, one, -one, -one])
    columns = np.tile(np.arange(len(chosen)), 4)
    kept = rows > 0
    return csc_array((data[kept], (rows[kept] - 1, columns[kept])), shape=(2**n - 1, len(chosen)))


def _prices(n: int, dual: NDArray[np.float64]) -> NDArray[np.float64]:
    """The value of every term when ``dual[S - 1]`` stands for the joint entropy of S."""
    left, right, given = _atoms(n).T
    h = np.concatenate([[0.0], dual])
    entropy_only = right == 0
    other = np.where(entropy_only, left, right)
    return h[left | given] + h[other | given] - h[left | other | given] - h[given]


def _solve(costs, matrix, target):
    from scipy.optimize import linprog

    return linprog(costs, A_eq=matrix, b_eq=target, bounds=(0, None), method="highs-ds")


def combination(
    target: LinearForm,
    variables: Sequence[str],
    equalities: Sequence[LinearForm],
    inequalities: Sequence[LinearForm],
) -> tuple[list[tuple[Fraction, Term]], list[Fraction], list[Fraction]] | None:
    """Write ``target`` as a sum of non-negative terms and multiples of the hypotheses.

    Parameters
    ----------
    target
        The form to be shown non-negative.
    variables
        The names, at most eight.
    equalities, inequalities
        Forms that are zero, and forms that are non-negative.

    Returns
    -------
    tuple or None
        Terms with positive multipliers, multipliers of the equalities, and of the inequalities, all
        exact; None where no such combination exists.

    Examples
    --------
    >>> from ibnotes.language import parse_expression
    >>> form = parse_expression("I(X;Y) - I(X;Z)").linear_form()
    >>> markov = parse_expression("I(X;Z|Y)").linear_form()
    >>> terms, (multiplier,), _ = combination(form, "XYZ", [markov], [])
    >>> [(str(m), str(term)) for m, term in terms], str(multiplier)
    ([('1', 'I(X;Y|Z)')], '-1')
    """
    from scipy.sparse import csc_array, hstack

    if not target:
        return [], [Fraction(0)] * len(equalities), [Fraction(0)] * len(inequalities)
    n = len(variables)
    bit = {name: 1 << i for i, name in enumerate(variables)}

    def vector(form: LinearForm) -> dict[Mask, Fraction]:
        return {sum(bit[name] for name in names): c for names, c in form.items()}

    def dense(form: dict[Mask, Fraction]) -> NDArray[np.float64]:
        array = np.zeros(2**n - 1)
        for mask, coefficient in form.items():
            array[mask - 1] = coefficient
        return array

    goal = vector(target)
    scale = float(max(map(abs, goal.values())))  # the linear program knows nothing below 1e-7
    # An equality may be used with either sign: a column and its mirror image.
    given = [vector(form) for form in equalities]
    given += [{mask: -c for mask, c in form.items()} for form in given]
    given += [vector(form) for form in inequalities]
    hypotheses = csc_array(np.array([dense(form) for form in given]).reshape(-1, 2**n - 1).T)
    hypothesis_costs = COST_OF_A_HYPOTHESIS + _tie_break(len(given), seed=1)

    count_of_terms = len(_atoms(n))
    chosen = np.arange(count_of_terms) if count_of_terms <= COLUMNS_A_ROUND else _elemental(n)
    while True:
        matrix = hstack([hypotheses, _columns(n, chosen)])
        costs = np.concatenate([hypothesis_costs, _costs(n)[chosen]])
        solution = _solve(costs, matrix, dense(goal) / scale)
        if solution.status == 2:
            return None
        if not solution.success:
            raise RuntimeError(f"the linear program stopped: {solution.message}")
        # Terms that are worth more than they cost would make the proof shorter: let them in.
        gains = _prices(n, solution.eqlin.marginals) - _costs(n)
        gains[chosen] = -np.inf
        if gains.max() < SMALLEST_GAIN:
            break
        chosen = np.union1d(chosen, np.argsort(-gains, kind="stable")[:COLUMNS_A_ROUND])

    support = np.flatnonzero(solution.x > SMALLEST_MULTIPLIER)
    used = [given[k] if k < len(given) else _exact(n, chosen[k - len(given)]) for k in support]
    multipliers = dict(zip(support.tolist(), _eliminate(used, goal)))

    count = len(equalities)
    terms = [
        (m, _term(_atoms(n)[chosen[k - len(given)]], variables))
        for k, m in multipliers.items()
        if k >= len(given) and m
    ]
    of_equalities = [
        multipliers.get(k, Fraction(0)) - multipliers.get(k + count, Fraction(0))
        for k in range(count)
    ]
    of_inequalities = [multipliers.get(k, Fraction(0)) for k in range(2 * count, len(given))]
    return terms, of_equalities, of_inequalities


def _exact(n: int, index: int) -> dict[Mask, Fraction]:
    left, right, given = (int(mask) for mask in _atoms(n)[index])
    plus = (left | given, right | given) if right else (left | given,)
    minus = (left | right | given, given) if right else (given,)
    signed = ((1, plus), (-1, minus))
    return {mask: Fraction(sign) for sign, masks in signed for mask in masks if mask}


def _term(atom: NDArray[np.int64], variables: Sequence[str]) -> Term:
    left, right, given = (
        tuple(name for i, name in enumerate(variables) if mask >> i & 1) for mask in atom
    )
    return Term("I", (left, right), given) if right else Term("H", (left,), given)


def _eliminate(columns: list[dict[Mask, Fraction]], target: dict[Mask, Fraction]) -> list[Fraction]:
    """Solve ``sum_k x_k columns[k] = target`` by exact Gauss-Jordan elimination."""
    masks = sorted({mask for form in (*columns, target) for mask in form})
    rows = [[form.get(mask, Fraction(0)) for form in (*columns, target)] for mask in masks]
    solved = 0
    for k in range(len(columns)):
        pivot = next((i for i in range(solved, len(rows)) if rows[i][k]), None)
        if pivot is None:
            raise RuntimeError("the linear program's support is degenerate")
        rows[solved], rows[pivot] = rows[pivot], rows[solved]
        scale = rows[solved][k]
        rows[solved] = [entry / scale for entry in rows[solved]]
        for i, row in enumerate(rows):
            if i != solved and row[k]:
                rows[i] = [a - row[k] * b for a, b in zip(row, rows[solved])]
        solved += 1
    if any(row[-1] for row in rows[solved:]):
        raise RuntimeError("the linear program's support does not span the target")
    return [rows[k][-1] for k in range(len(columns))]
