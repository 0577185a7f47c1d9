"""Checks a student's derivation, line by line, by exact linear algebra.

A line is a relation between *formal* terms: ``H(X|Y)`` is a symbol, and nothing is expanded
behind the student's back.
It is accepted if it is a combination of

- earlier lines and relations that are given (any multiple of an equality, a non-negative multiple
  of an inequality),
- terms that a hypothesis sets to zero, such as ``I(X;Z|Y)`` for ``X -> Y -> Z``,
- at most one instance of one rule (:func:`rules_about`), or one term that is non-negative.

The order of variables, and terms about nothing such as ``H(X|X)``, make no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from ibnotes.checks.linear import Equations, Vector, combine, coordinates, in_cone
from ibnotes.language import (
    Expression,
    FunctionOf,
    Hypothesis,
    Independence,
    LanguageError,
    MarkovChain,
    Relation,
    Term,
    parse_hypothesis,
    parse_relation,
)

if TYPE_CHECKING:
    from ibnotes.claims import Counterexample, Proof

__all__ = ["ProofReport", "Step", "check_proof", "rules_about", "same_relation"]

Group = tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """A line that was accepted, its number and the reason why it follows.

    Examples
    --------
    >>> check_proof("I(X;Y) >= 0", [], ["I(X;Y) >= 0"]).steps[0].reason
    'non-negativity I(X;Y) >= 0'
    """

    number: int
    text: str
    reason: str


@dataclass(frozen=True)
class ProofReport:
    """What became of a derivation.

    ``diagnosis`` is empty if it is a proof; ``line`` is then None, as it is where every line
    follows and the claim is not reached.
    ``counterexample`` holds the exact law that breaks a false line.

    Examples
    --------
    >>> report = check_proof("H(X) >= H(Y)", [], ["H(X) >= H(Y)"])
    >>> report.passed, report.diagnosis, report.line
    (False, 'false', 1)
    """

    steps: tuple[Step, ...]
    diagnosis: str = ""
    line: int | None = None
    text: str = ""
    message: str = ""
    counterexample: Counterexample | None = None

    @property
    def passed(self) -> bool:
        """Whether the lines prove the claim."""
        return not self.diagnosis

    def __repr__(self) -> str:
        width = max((len(step.text) for step in self.steps), default=0)
        lines = [f"{step.number}. {step.text:<{width}}  {step.reason}" for step in self.steps]
        if self.line is not None:
            lines.append(f"{self.line}. {self.text}")
        if self.diagnosis:
            lines.append(f"{self.diagnosis}: {self.message}")
        if self.counterexample:
            lines.append(str(self.counterexample))
        return "\n".join(lines)


# --- formal terms --------------------------------------------------------------------------------


def _term(kind: str, *groups: Iterable[str], given: Iterable[str] = ()) -> Term | None:
    """The canonical term, or None where it is zero because it is about nothing."""
    term = Term(kind, tuple(tuple(group) for group in groups), tuple(given)).canonical()
    filled = tuple(group for group in term.groups if group)
    if len(filled) < (1 if kind == "H" else 2):
        return None
    if kind == "I" and len(filled) < len(term.groups):
        return None
    return Term(kind, filled, term.given)


def _formal(expression: Expression) -> Vector:
    """The expression as a vector over canonical terms; nothing is expanded."""
    total: Vector = {}
    for coefficient, term in expression.terms:
        canonical = _term(term.kind, *term.groups, given=term.given)
        if canonical is not None:
            total = combine(total, coefficient, {canonical: Fraction(1)})
    return total


def same_relation(first: Relation, second: Relation) -> bool:
    """Whether the first says the second, up to rearranging and scaling; ``=`` says ``<=`` too.

    Examples
    --------
    >>> one, two = parse_relation("2 H(X) <= 2 H(Y,X)"), parse_relation("H(X,Y) - H(X) >= 0")
    >>> same_relation(one, two)
    True
    """
    if second.sense == "=" and first.sense != "=":
        return False
    said, wanted = _formal(first.difference()), _formal(second.difference())
    if not said or not wanted:
        return said == wanted
    key = next(iter(wanted))
    ratio = wanted[key] / said.get(key, Fraction(1))
    multiple = {term: ratio * value for term, value in said.items()}
    return multiple == wanted and (ratio > 0 or first.sense == "=")


# --- the rules -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """One instance of one rule: its name, and a relation that holds for every law."""

    name: str
    relation: Relation
    terms: tuple[tuple[Term, Fraction], ...]

    def __str__(self) -> str:
        return f"{self.name} {self.relation}"


def _rule(name: str, left: Sequence[Term | None], *right: Term | None | tuple) -> Rule:
    """``left = right``; a term of the right that is subtracted stands in a tuple."""
    signed = [(Fraction(-1), t[0]) if isinstance(t, tuple) else (Fraction(1), t) for t in right]
    sides = (
        Expression(tuple((Fraction(1), term) for term in left if term)),
        Expression(tuple((sign, term) for sign, term in signed if term)),
    )
    relation = Relation(sides[0], "=", sides[1])
    return Rule(name, relation, tuple(_formal(relation.difference()).items()))


def _non_negativity(term: Term) -> Rule:
    relation = Relation(Expression(((Fraction(1), term),)), ">=", Expression())
    return Rule("non-negativity", relation, ((term, Fraction(1)),))


def _splits(group: Group) -> Iterator[tuple[Group, Group]]:
    """All ways to part a group in two; neither part is empty."""
    for chosen in range(1, 2 ** len(group) - 1):
        yield (
            tuple(name for i, name in enumerate(group) if chosen >> i & 1),
            tuple(name for i, name in enumerate(group) if not chosen >> i & 1),
        )


def _partitions(group: Group) -> Iterator[tuple[Group, ...]]:
    """All ways to part a group in any number of blocks."""
    if not group:
        yield ()
        return
    for blocks in _partitions(group[1:]):
        yield ((group[0],), *blocks)
        for i, block in enumerate(blocks):
            yield (*blocks[:i], (group[0], *block), *blocks[i + 1 :])


@cache
def rules_about(term: Term) -> tuple[Rule, ...]:
    """The instances of the rules in which a canonical term occurs in its place.

    ==============  ===========================================================================
    chain rule      ``H(A,B|C) = H(A|C) + H(B|A,C)``, ``I(A;B,D|C) = I(A;B|C) + I(A;D|B,C)``
    definition      ``I(A;B|C) = H(A|C) - H(A|B,C)``, ``I(A;B|C) = H(A|C) + H(B|C) - H(A,B|C)``,
                    ``TC(A;B;D|C) = H(A|C) + H(B|C) + H(D|C) - H(A,B,D|C)``
    ==============  ===========================================================================

    Source: the notes, ids D1.1, D1.3, I1.1, I1.3 and F1.

    Examples
    --------
    >>> for rule in rules_about(Term("H", (("X",),), ("Y",))):
    ...     print(rule)
    definition I(X;Y) = H(X) - H(X|Y)
    chain rule H(X,Y) = H(Y) + H(X|Y)
    """
    about = {"H": _rules_about_entropy, "I": _rules_about_information, "TC": _rules_about_tc}
    return tuple(about[term.kind](*term.groups, given=term.given))


def _rules_about_entropy(group: Group, given: Group) -> Iterator[Rule]:
    whole = _term("H", group, given=given)
    for a, b in _splits(group):
        rest = _term("H", b, given=(*a, *given))
        yield _rule("chain rule", [whole], _term("H", a, given=given), rest)
        if a < b:
            yield _sum_of_entropies(a, b, given)
    for b, rest in ((given, ()), *_splits(given)):
        if b:
            before = _term("H", group, given=rest)
            yield _rule("definition", [_term("I", group, b, given=rest)], before, (whole,))
            joint = _term("H", (*b, *group), given=rest)
            yield _rule("chain rule", [joint], _term("H", b, given=rest), whole)
    for blocks in _partitions(group):
        if len(blocks) > 2:
            yield _total_correlation(blocks, given)


def _rules_about_information(left: Group, right: Group, given: Group) -> Iterator[Rule]:
    whole = _term("I", left, right, given=given)
    yield _sum_of_entropies(left, right, given)
    for a, b in ((left, right), (right, left)):
        after = _term("H", a, given=(*b, *given))
        yield _rule("definition", [whole], _term("H", a, given=given), (after,))
        for first, second in _splits(b):
            rest = _term("I", a, second, given=(*first, *given))
            yield _rule("chain rule", [whole], _term("I", a, first, given=given), rest)
        for first, rest in ((given, ()), *_splits(given)):
            if first:
                joint = _term("I", a, (*first, *b), given=rest)
                yield _rule("chain rule", [joint], _term("I", a, first, given=rest), whole)


def _rules_about_tc(*groups: Group, given: Group) -> Iterator[Rule]:
    yield _total_correlation(groups, given)
    if len(groups) == 2:
        pair = _term("TC", *groups, given=given)
        yield _rule("definition", [pair], _term("I", *groups, given=given))


def _sum_of_entropies(a: Group, b: Group, given: Group) -> Rule:
    parts = (_term("H", a, given=given), _term("H", b, given=given))
    joint = _term("H", (*a, *b), given=given)
    return _rule("definition", [_term("I", a, b, given=given)], *parts, (joint,))


def _total_correlation(groups: Sequence[Group], given: Group) -> Rule:
    parts = (_term("H", group, given=given) for group in groups)
    joint = _term("H", sum(groups, ()), given=given)
    return _rule("definition", [_term("TC", *groups, given=given)], *parts, (joint,))


# --- the hypotheses ------------------------------------------------------------------------------


def _vanishes(term: Term, hypothesis: Hypothesis) -> bool:
    """Whether a hypothesis other than a relation says that the term is zero."""
    groups, given = [set(group) for group in term.groups], set(term.given)
    match hypothesis:
        case MarkovChain(chain) if term.kind == "I":
            for i in range(1, len(chain) - 1):
                past, future = set().union(*chain[:i]), set().union(*chain[i + 1 :])
                if given == set(chain[i]) and (
                    (groups[0] <= past and groups[1] <= future)
                    or (groups[0] <= future and groups[1] <= past)
                ):
                    return True
        case Independence(independent, conditions) if term.kind != "H" and given == set(conditions):
            met = [{i for i, g in enumerate(independent) if group & set(g)} for group in groups]
            known = set().union(*independent)
            return all(group <= known for group in groups) and len(set().union(*met)) == sum(
                map(len, met)
            )
        case FunctionOf(target, arguments) if term.kind == "H":
            return groups[0] <= set(target) and given >= set(arguments)
    return False


class Derivation:
    """The hypotheses and the lines that were accepted so far, and what follows from them."""

    def __init__(self, hypotheses: Sequence[Hypothesis]) -> None:
        self.hypotheses = tuple(hypotheses)
        self.equalities: list[Vector] = []
        self.inequalities: list[Vector] = []
        for hypothesis in hypotheses:
            if isinstance(hypothesis, Relation):
                self.add(hypothesis, f"given {hypothesis}")

    def add(self, relation: Relation, name: str) -> None:
        """Take a relation for granted from now on, under a name."""
        vector = self.without_zeros(_formal(relation.difference()))
        vector = {term: vector[term] for term in coordinates(vector)} | {name: Fraction(1)}
        (self.equalities if relation.sense == "=" else self.inequalities).append(vector)

    def with_line(self, relation: Relation, name: str) -> Derivation:
        """The same derivation with one more line, which is taken for granted."""
        longer = Derivation(self.hypotheses)
        longer.equalities, longer.inequalities = [*self.equalities], [*self.inequalities]
        longer.add(relation, name)
        return longer

    def symbols(self) -> set[Term]:
        """The formal terms that occur in what is known."""
        return {term for v in (*self.equalities, *self.inequalities) for term in coordinates(v)}

    def without_zeros(self, vector: Vector) -> Vector:
        """Replace each term that a hypothesis sets to zero by a tag that names the hypothesis."""
        for term in coordinates(vector):
            for hypothesis in self.hypotheses:
                if _vanishes(term, hypothesis):
                    tag = f"{hypothesis}: {term} = 0"
                    swap = {term: Fraction(-1), tag: Fraction(1)}
                    vector = combine(vector, vector[term], swap)
                    break
        return vector

    def reason(self, relation: Relation) -> str | None:
        """Why the relation follows by one elementary step, or None if it does not."""
        target = self.without_zeros(_formal(relation.difference()))
        equations = Equations(self.equalities)
        known = [equations.reduce(vector) for vector in self.inequalities]
        goals = [equations.reduce(target)]
        if relation.sense == "=":
            goals.append(combine({}, -1, goals[0]))

        if (used := _reached(goals, known)) is not None:
            return _spelled(used)
        symbols = self.symbols().union(coordinates(target))
        for rule in self._instances(symbols):
            instance = Equations([equations.reduce(rule)])
            if instance.pivots.keys().isdisjoint(key for v in (*goals, *known) for key in v):
                continue
            rest = [instance.reduce(goal) for goal in goals]
            if (used := _reached(rest, [instance.reduce(v) for v in known])) is not None:
                return _spelled(used)
        for term in sorted(symbols, key=str):
            sign = {term: Fraction(1), str(_non_negativity(term)): Fraction(1)}
            if (used := _reached(goals, [*known, equations.reduce(sign)])) is not None:
                return _spelled(used)
        return None

    def _instances(self, symbols: set[Term]) -> Iterator[Vector]:
        """The rules whose terms all occur already or vanish: no other could cancel."""
        seen = set()
        for term in sorted(symbols, key=str):
            for rule in rules_about(term):
                if rule.terms not in seen:
                    seen.add(rule.terms)
                    vector = self.without_zeros(dict(rule.terms))
                    if symbols.issuperset(coordinates(vector)):
                        yield vector | {str(rule): Fraction(1)}


def _reached(goals: Sequence[Vector], known: Sequence[Vector]) -> set[str] | None:
    """The names of what was used if every goal is a non-negative combination of what is known."""
    used: set[str] = set()
    for goal in goals:
        rest = in_cone(goal, known)
        if rest is None:
            return None
        used |= set(rest)
    return used


def _spelled(names: set[str]) -> str:
    """Names in a fixed order: rules and hypotheses first, then the lines by number."""
    lines = sorted((name for name in names if name.startswith("line ")), key=lambda n: int(n[5:]))
    others = sorted(names.difference(lines))
    return ", ".join(others + lines) or "the same on both sides"


# --- the report ----------------------------------------------------------------------------------


def check_proof(claim: str, given: Sequence[str], lines: Sequence[str]) -> ProofReport:
    """Check that every line follows by one elementary step and that the last one is the claim.

    Parameters
    ----------
    claim
        Relation in the little language.
    given
        Hypotheses.
    lines
        Relations; what follows a ``#`` is a comment.

    Notes
    -----
    Source: the notes, ids F0 to F2.

    Examples
    --------
    >>> check_proof("H(X|Y) <= H(X)", [], ["I(X;Y) = H(X) - H(X|Y)", "H(X|Y) <= H(X)"])
    1. I(X;Y) = H(X) - H(X|Y)  definition I(X;Y) = H(X) - H(X|Y)
    2. H(X|Y) <= H(X)          non-negativity I(X;Y) >= 0, line 1
    >>> check_proof("H(X|Y) <= H(X)", [], ["H(X|Y) <= H(X)"]).diagnosis
    'more than one step'
    """
    goal = parse_relation(claim)
    hypotheses = tuple(parse_hypothesis(text) for text in given)
    variables = {name for part in (goal, *hypotheses) for name in part.variables}
    derivation = Derivation(hypotheses)
    steps: list[Step] = []
    relations: list[Relation] = []

    for number, line in enumerate(lines, 1):
        text = line.split("#")[0].strip()
        if not text:
            continue
        try:
            relation = parse_relation(text)
        except LanguageError as error:
            return ProofReport(tuple(steps), "syntax", number, text, str(error))
        for name in relation.variables:
            if name not in variables:
                message = f"{name} occurs neither in the claim nor in the hypotheses."
                return ProofReport(tuple(steps), "unknown variable", number, text, message)
        reason = derivation.reason(relation)
        if reason is None:
            diagnosis, message, counterexample = _why_not(derivation, relation, given)
            return ProofReport(tuple(steps), diagnosis, number, text, message, counterexample)
        steps.append(Step(number, text, reason))
        relations.append(relation)
        derivation.add(relation, f"line {number}")

    if relations and same_relation(relations[-1], goal):
        return ProofReport(tuple(steps))
    message = _not_reached(derivation, goal, relations)
    return ProofReport(tuple(steps), "claim not reached", message=message)


def _why_not(
    derivation: Derivation, relation: Relation, given: Sequence[str]
) -> tuple[str, str, Counterexample | None]:
    """Diagnosis, message and law for a line that does not follow by one step."""
    from ibnotes.claims import Claim, NotProvable

    claim = Claim(str(relation), given)
    try:
        proof = claim.prove()
    except NotProvable:
        counterexample = claim.refute()
    else:
        rule, enough = _in_between(derivation, relation, proof)
        message = f"It is true, but takes more than one step. In between goes, say, the {rule}"
        return "more than one step", message + (", which is enough." if enough else "."), None
    if counterexample:
        message = "There is a law that breaks it" + (" and keeps the hypotheses." if given else ".")
        return "false", message, counterexample
    message = (
        "It does not follow from the hypotheses and Shannon's inequalities, and no small law "
        "breaks it: it may be true, but there is no such proof of it."
    )
    return "not provable", message, None


def _in_between(derivation: Derivation, relation: Relation, proof: Proof) -> tuple[Rule, bool]:
    """An instance of a rule that goes before the line, and whether it leaves only one step.

    It is about a term of the line or of its shortest proof. Those about the line come first, then
    those that bring in few new terms, then those that have most in common with line and proof.
    """
    line = set(_formal(relation.difference()))
    atoms = {t.canonical() for part in proof.certificate.combinations for _, t in part.terms}
    wanted, known = line | atoms, line | atoms | derivation.symbols()

    def order(rule: Rule) -> tuple[bool, int, int]:
        terms = {term for term, _ in rule.terms}
        new = set(coordinates(derivation.without_zeros(dict(rule.terms)))) - known
        return terms.isdisjoint(line), len(new), -len(terms & wanted)

    equations = Equations(derivation.equalities)
    terms = sorted(wanted, key=str)
    rules = dict.fromkeys(rule for term in terms for rule in rules_about(term))
    unsaid = [
        rule
        for rule in sorted(rules, key=order)
        if coordinates(equations.reduce(derivation.without_zeros(dict(rule.terms))))
    ]
    unsaid += [_non_negativity(term) for term in terms]
    for rule in unsaid:
        if derivation.with_line(rule.relation, str(rule)).reason(relation):
            return rule, True
    return unsaid[0], False


def _not_reached(derivation: Derivation, goal: Relation, relations: Sequence[Relation]) -> str:
    if any(same_relation(relation, goal) for relation in relations):
        return f"An earlier line is the claim {goal}: end with it."
    message = f"Every line follows, but the last one is not the claim {goal}."
    if derivation.reason(goal):
        message += " It is one step away."
    return message
