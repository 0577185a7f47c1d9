"""The search for a small exact law that breaks a claim and keeps its hypotheses.

A variable on m atoms is a partition of the atoms, and the joint variable of several is the
meet of their partitions.
So a family of laws is a set of weights and a set of partitions closed under meets, and all its
members are tried at once with two small tables: the meet of two partitions, the entropy of one.

Families come in a fixed order: functions of one fair coin, of two, then uniform laws on other
numbers of atoms, then weighted atoms, then laws drawn at random along the hypotheses.
Within a family the law with the fewest values wins, and among those the one that breaks the
claim by most.
Floating point only proposes; a candidate is accepted when exact arithmetic agrees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement, permutations, product

import numpy as np
from numpy.typing import NDArray

from ibnotes.language import FunctionOf, Hypothesis, LinearForm, MarkovChain, Relation

__all__ = ["smallest_law"]

Law = dict[tuple[int, ...], Fraction]  # {values of the variables: probability}

# A family is given up where more partial laws than this would have to be looked at together.
LARGEST_FRONTIER = 300_000
# Candidates that floating point proposes and exact arithmetic rejects are rare: a few tries do.
CANDIDATES = 20
NUMERICAL_ZERO = 1e-9

RANDOM_LAWS = 2_000
RANDOM_DENOMINATOR = 8


@dataclass(frozen=True)
class Family:
    """Weights of m atoms, and partitions of the atoms that are closed under meets."""

    name: str
    weights: tuple[Fraction, ...]
    partitions: tuple[tuple[int, ...], ...]  # the block of each atom

    def is_part_of(self, other: Family) -> bool:
        """Whether every law of this family is a law of the other."""
        return self.weights == other.weights and set(self.partitions) <= set(other.partitions)

    def tables(self) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
        """The meet of two partitions, the entropy of each, and its number of blocks."""
        return _tables(self.weights, self.partitions)

    def law(self, choice: Sequence[int]) -> Law:
        """The joint law of the variables that are these partitions."""
        law: Law = {}
        for outcome, weight in zip(zip(*(self.partitions[k] for k in choice)), self.weights):
            law[outcome] = law.get(outcome, Fraction(0)) + weight
        return law


@cache
def _tables(weights, partitions):
    index = {partition: k for k, partition in enumerate(partitions)}
    meet = np.array([[index[_blocks(zip(p, q))] for q in partitions] for p in partitions])
    masses = np.array([float(w) for w in weights])
    entropies = np.zeros(len(partitions))
    for k, partition in enumerate(partitions):
        mass = np.bincount(partition, masses)
        entropies[k] = -np.sum(mass * np.log(mass))
    return meet, entropies, np.array([max(p) + 1 for p in partitions])


def _blocks(labels) -> tuple[int, ...]:
    """Blocks numbered in order of first appearance."""
    numbers: dict = {}
    return tuple(numbers.setdefault(label, len(numbers)) for label in labels)


@cache
def _all_partitions(m: int) -> tuple[tuple[int, ...], ...]:
    partitions: list[tuple[int, ...]] = [()]
    for _ in range(m):
        partitions = [p + (b,) for p in partitions for b in range(max(p, default=-1) + 2)]
    return tuple(partitions)


@cache
def _linear_partitions(coins: int) -> tuple[tuple[int, ...], ...]:
    """What linear functions of some fair coins tell apart: one partition for each subspace."""
    atoms = range(2**coins)
    parity = [[(mask & atom).bit_count() % 2 for atom in atoms] for mask in range(1, 2**coins)]
    tuples = product(range(len(parity)), repeat=coins)
    found = {_blocks(zip(*(parity[k] for k in chosen))) for chosen in tuples}
    return tuple(sorted(found | {(0,) * 2**coins}))


def _uniform(m: int) -> tuple[Fraction, ...]:
    return (Fraction(1, m),) * m


def _compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Two or more increasing positive integers that sum to the total and are not all equal."""
    every = combinations_with_replacement(range(1, total), parts)
    return (c for c in every if sum(c) == total and c[0] != c[-1])


def families() -> Iterator[Family]:
    """The families in the order in which they are tried.

    Examples
    --------
    >>> [family.name for family in families()][:3]
    ['functions of 1 fair coin', 'functions of 2 fair coins', 'linear functions of 2 fair coins']
    """
    yield Family("functions of 1 fair coin", _uniform(2), _all_partitions(2))
    yield Family("functions of 2 fair coins", _uniform(4), _all_partitions(4))
    yield Family("linear functions of 2 fair coins", _uniform(4), _linear_partitions(2))
    yield Family("3 equally likely atoms", _uniform(3), _all_partitions(3))
    yield Family("linear functions of 3 fair coins", _uniform(8), _linear_partitions(3))
    yield Family("5 equally likely atoms", _uniform(5), _all_partitions(5))
    yield Family("6 equally likely atoms", _uniform(6), _all_partitions(6))
    for m, denominators in ((2, (3, 5, 6, 7, 8, 100)), (3, (4, 5, 6, 7, 8)), (4, (5, 6))):
        for d in denominators:
            for parts in _compositions(d, m):
                if d == 100 and parts[0] > 1:
                    break
                weights = tuple(Fraction(k, d) for k in parts)
                name = f"{m} atoms of mass {', '.join(map(str, weights))}"
                yield Family(name, weights, _all_partitions(m))


@dataclass(frozen=True)
class _Form:
    """A linear form over masks of variables: what it needs, and how it is evaluated."""

    terms: tuple[tuple[int, float], ...]
    is_equality: bool

    @property
    def scope(self) -> int:
        scope = 0
        for mask, _ in self.terms:
            scope |= mask
        return scope

    def broken(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        size = np.abs(values) if self.is_equality else -values
        return size > NUMERICAL_ZERO


def _form(form: LinearForm, variables: Sequence[str], is_equality: bool) -> _Form:
    bit = {name: 1 << i for i, name in enumerate(variables)}
    terms = ((sum(bit[name] for name in names), float(c)) for names, c in form.items())
    return _Form(tuple(sorted(terms)), is_equality)


def _first_pairs(family: Family) -> NDArray[np.int64]:
    """Pairs of partitions for the first two variables, one of each class that renaming atoms
    makes equal.
    """
    return _pairs_up_to_renaming(family.partitions, len(set(family.weights)) == 1)


@cache
def _pairs_up_to_renaming(partitions, equally_likely: bool) -> NDArray[np.int64]:
    count, m = len(partitions), len(partitions[0])
    pairs = list(product(range(count), repeat=2))
    if not equally_likely or m > 4 or count != len(_all_partitions(m)):
        return np.array(pairs)
    index = {partition: k for k, partition in enumerate(partitions)}
    moves = [
        [index[_blocks(partition[a] for a in order)] for partition in partitions]
        for order in permutations(range(m))
    ]
    return np.array([(p, q) for p, q in pairs if all((p, q) <= (g[p], g[q]) for g in moves)])


def _search(family: Family, n: int, target: _Form, given: Sequence[_Form]):
    """Choices of one partition for each variable that keep the hypotheses and break the claim.

    Returns the choices in order of preference, or None where the family is too large to try.
    """
    meet, entropies, sizes = family.tables()
    count = len(family.partitions)
    first = _first_pairs(family) if n > 1 else np.arange(count)[:, None]
    joint: dict[int, NDArray[np.int64]] = {1 << i: first[:, i] for i in range(first.shape[1])}
    assigned = first.shape[1]
    pending = list(given)

    def meet_of(mask: int) -> NDArray[np.int64]:
        if mask not in joint:
            high = 1 << (mask.bit_length() - 1)
            joint[mask] = meet[meet_of(mask ^ high), joint[high]]
        return joint[mask]

    def value(form: _Form) -> NDArray[np.float64]:
        total = np.zeros(len(joint[1]))
        for mask, coefficient in form.terms:
            total += coefficient * entropies[meet_of(mask)]
        return total

    def keep(selection: NDArray) -> None:
        for mask in joint:
            joint[mask] = joint[mask][selection]

    while True:
        ready = [form for form in pending if form.scope < 1 << assigned]
        pending = [form for form in pending if form.scope >= 1 << assigned]
        for form in ready:
            keep(~form.broken(value(form)))
        if assigned == n:
            break
        size = len(joint[1])
        if size * count > LARGEST_FRONTIER:
            return None
        for mask in joint:
            joint[mask] = np.repeat(joint[mask], count)
        joint[1 << assigned] = np.tile(np.arange(count), size)
        assigned += 1

    gap = value(target)
    keep(broken := target.broken(gap))
    gap = np.round(np.abs(gap[broken]), 9)
    choices = np.stack([joint[1 << i] for i in range(n)], axis=1)
    values = sizes[choices].sum(axis=1)
    order = np.lexsort((-gap, values))  # stable: ties stay in the order of the partitions
    return [tuple(int(k) for k in choices[i]) for i in order[:CANDIDATES]]


# --- laws drawn at random along the hypotheses ---------------------------------------------------


def _parents(variables: Sequence[str], hypotheses: Sequence[Hypothesis]) -> dict[str, list[str]]:
    """Each variable's parents, in an order and with gaps that respect the hypotheses.

    This only makes it likely that a drawn law keeps them: every law is checked afterwards.
    """
    order: dict[str, None] = {}
    for hypothesis in sorted(hypotheses, key=lambda h: not isinstance(h, MarkovChain)):
        if isinstance(hypothesis, FunctionOf):
            order.update(dict.fromkeys(hypothesis.arguments + hypothesis.target))
        elif isinstance(hypothesis, MarkovChain):
            order.update(dict.fromkeys(hypothesis.variables))
    order.update(dict.fromkeys(variables))
    parents: dict[str, list[str]] = {}
    for name in order:
        known = set(parents)
        parents[name] = list(parents)
        for hypothesis in hypotheses:
            if isinstance(hypothesis, FunctionOf):
                if name in hypothesis.target and set(hypothesis.arguments) <= known:
                    parents[name] = list(hypothesis.arguments)
                continue
            for relation in () if isinstance(hypothesis, Relation) else hypothesis.relations():
                (_, term), *_ = relation.left.terms
                for own in term.groups:
                    if name in own and set(term.given) <= known:
                        others = {v for group in term.groups if group is not own for v in group}
                        others -= set(term.given)
                        parents[name] = [v for v in parents[name] if v not in others]
    return parents


def _random_laws(
    variables: Sequence[str], hypotheses: Sequence[Hypothesis], seed: int
) -> NDArray[np.int64]:
    """Laws of binary variables as integers over a common denominator, shape (laws, 2, ..., 2)."""
    rng = np.random.RandomState(seed)
    parents = _parents(variables, hypotheses)
    functions = {v for h in hypotheses if isinstance(h, FunctionOf) for v in h.target}
    position = {name: i for i, name in enumerate(variables)}
    n = len(variables)
    laws = np.ones((RANDOM_LAWS,) + (2,) * n, dtype=np.int64)
    for name, known in parents.items():
        shape = [RANDOM_LAWS] + [2 if v in known else 1 for v in variables]
        # Extreme probabilities are as likely as others: counterexamples like corners.
        levels = [0, RANDOM_DENOMINATOR]
        if name not in functions:
            levels += [1, 2, 3, 4, 5, 6, 7]
        ones = rng.choice(levels, size=shape)
        laws = laws * np.stack([RANDOM_DENOMINATOR - ones, ones], axis=1 + position[name]).reshape(
            [RANDOM_LAWS] + [2 if v in known or v == name else 1 for v in variables]
        )
    return laws


def _entropies(laws: NDArray[np.int64], masks: Sequence[int]) -> dict[int, NDArray[np.float64]]:
    n = laws.ndim - 1
    p = laws / float(RANDOM_DENOMINATOR) ** n
    found = {}
    for mask in masks:
        away = tuple(i + 1 for i in range(n) if not mask >> i & 1)
        marginal = p.sum(axis=away).reshape(len(p), -1)
        safe = np.where(marginal > 0, marginal, 1.0)
        found[mask] = -np.sum(safe * np.log(safe), axis=1)
    return found


def _random_candidates(
    variables: Sequence[str],
    hypotheses: Sequence[Hypothesis],
    target: _Form,
    given: Sequence[_Form],
    seed: int,
) -> list[Law]:
    laws = _random_laws(variables, hypotheses, seed)
    masks = {mask for form in (target, *given) for mask, _ in form.terms}
    entropies = _entropies(laws, sorted(masks))

    def value(form: _Form) -> NDArray[np.float64]:
        return sum((c * entropies[mask] for mask, c in form.terms), np.zeros(len(laws)))

    gap = value(target)
    good = target.broken(gap)
    for form in given:
        good &= ~form.broken(value(form))
    chosen = np.flatnonzero(good)
    atoms = np.count_nonzero(laws.reshape(len(laws), -1)[chosen], axis=1)
    order = chosen[np.lexsort((-np.round(np.abs(gap[chosen]), 9), atoms))]
    denominator = RANDOM_DENOMINATOR ** len(variables)
    return [
        {
            tuple(map(int, outcome)): Fraction(int(laws[k][tuple(outcome)]), denominator)
            for outcome in np.argwhere(laws[k])
        }
        for k in order[:CANDIDATES]
    ]


# --- the search ----------------------------------------------------------------------------------


def smallest_law(
    relation: Relation,
    hypotheses: Sequence[Hypothesis],
    variables: Sequence[str],
    accept: Callable[[Law], bool],
    seed: int = 0,
) -> tuple[Law | None, tuple[str, ...]]:
    """The first law that breaks the relation and keeps the hypotheses, and where it was sought.

    Parameters
    ----------
    relation, hypotheses
        The claim.
    variables
        The names, in the order of a law's values.
    accept
        Decides exactly whether a proposed law is a counterexample.
    seed
        Of the random laws that are tried last.

    Returns
    -------
    tuple
        The law, and the families that were searched; the law is None where none was found.

    Examples
    --------
    >>> from ibnotes.language import parse_relation
    >>> relation = parse_relation("I(X;Y|Z) <= I(X;Y)")
    >>> law, looked = smallest_law(relation, [], "XYZ", accept=lambda law: True)
    >>> sorted(law), looked[-1]
    ([(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)], 'functions of 2 fair coins')
    """
    target = _form(relation.difference().linear_form(), variables, relation.sense == "=")
    given = [
        _form(part.difference().linear_form(), variables, part.sense == "=")
        for hypothesis in hypotheses
        for part in hypothesis.relations()
    ]
    searched: list[Family] = []
    if not target.terms:  # both sides are equal on every law
        return None, ("the relation is an identity",)
    for family in families():
        if any(family.is_part_of(other) for other in searched):
            continue
        choices = _search(family, len(variables), target, given)
        if choices is None:
            continue
        searched.append(family)
        for choice in choices:
            if accept(law := family.law(choice)):
                return law, tuple(family.name for family in searched)
    looked = [family.name for family in searched]
    looked.append(f"{RANDOM_LAWS} random laws of binary variables (seed {seed})")
    for law in _random_candidates(variables, hypotheses, target, given, seed):
        if accept(law):
            return law, tuple(looked)
    return None, tuple(looked)
