"""Claims about information: prove them with a certificate, refute them with a law, test them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from ibnotes.claims.prover import MAX_VARIABLES, combination
from ibnotes.claims.refuter import smallest_law
from ibnotes.language import (
    Expression,
    FunctionOf,
    Hypothesis,
    Independence,
    LinearForm,
    MarkovChain,
    Relation,
    Term,
    parse_hypothesis,
    parse_relation,
)

if TYPE_CHECKING:
    from ibnotes.joint import Joint


class NotProvable(Exception):
    """Shannon's inequalities and the hypotheses do not imply the claim; this is no disproof.

    Raised by :meth:`Claim.prove`.
    Source: Yeung, A framework for linear information inequalities (1997).

    Examples
    --------
    >>> Claim("I(X;Y) <= H(X|Y)").prove()
    Traceback (most recent call last):
    ibnotes.claims.claim.NotProvable: I(X;Y) <= H(X|Y) does not follow from Shannon's inequalities.
    This is not a disproof: there are true inequalities that they do not reach.
    Claim.refute() looks for a law that breaks it.
    """

    def __init__(self, claim: Claim) -> None:
        hypotheses = " and the hypotheses" if claim.given else ""
        super().__init__(
            f"{claim} does not follow from Shannon's inequalities{hypotheses}.\n"
            "This is not a disproof: there are true inequalities that they do not reach.\n"
            "Claim.refute() looks for a law that breaks it."
        )
        self.claim = claim


@dataclass(frozen=True)
class Claim:
    """A relation between measures of information, under hypotheses.

    Parameters
    ----------
    statement
        Relation in the little language, such as ``"I(X;Z) <= I(X;Y)"``.
    given
        Hypotheses, such as ``["X -> Y -> Z"]``.

    Raises
    ------
    ValueError
        Where a text cannot be read (the message points at the character), or more than eight
        variables are named.

    Notes
    -----
    Source: the notes, ids F0 to F2.

    Examples
    --------
    >>> claim = Claim("I(X;Z) <= I(X;Y)", given=["X -> Y -> Z"])
    >>> claim.prove()
    Claim: I(X;Z) <= I(X;Y), given X -> Y -> Z
    1. I(X;Y) + I(X;Z|Y) = I(X;Z) + I(X;Y|Z)  chain rule
    2. I(X;Z|Y) = 0                           Markov X -> Y -> Z
    3. I(X;Y|Z) >= 0                          non-negative
    4. I(X;Z) <= I(X;Y)                       from 1, 2 and 3
    >>> Claim("I(X;Z) <= I(X;Y)").refute().joint.value("I(X;Z)")
    log(2)
    """

    statement: str
    given: Sequence[str] = ()

    def __post_init__(self) -> None:
        if isinstance(self.given, str):
            raise ValueError(f"given is the str {self.given!r}, expected a list of them")
        object.__setattr__(self, "given", tuple(self.given))
        if len(self.variables) > MAX_VARIABLES:
            raise ValueError(
                f"claim names {len(self.variables)} variables, expected at most {MAX_VARIABLES}"
            )

    @cached_property
    def relation(self) -> Relation:
        """The statement, read."""
        return parse_relation(self.statement)

    @cached_property
    def hypotheses(self) -> tuple[Hypothesis, ...]:
        """What is given, read."""
        return tuple(parse_hypothesis(text) for text in self.given)

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The variables of statement and hypotheses in order of first appearance."""
        parts = (self.relation, *self.hypotheses)
        return tuple(dict.fromkeys(name for part in parts for name in part.variables))

    def __str__(self) -> str:
        given = ", ".join(map(str, self.hypotheses))
        return f"{self.relation}, given {given}" if given else str(self.relation)

    def latex(self) -> str:
        """The claim in LaTeX, without dollar signs."""
        given = r",\; ".join(hypothesis.latex() for hypothesis in self.hypotheses)
        return self.relation.latex() + (rf" \quad\text{{given}}\quad {given}" if given else "")

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"

    def prove(self) -> Proof:
        """A derivation from Shannon's inequalities with an exact certificate.

        Raises
        ------
        NotProvable
            Where there is none. That is not a disproof.

        Examples
        --------
        >>> Claim("H(X|Y) <= H(X)").prove().certificate
        Certificate: H(X) - H(X|Y) is
          1 I(X;Y)  >= 0, non-negative
        """
        difference = self.relation.difference()
        directions = [_combine(self, difference)]
        # An equality by an identity alone holds in both directions at once.
        if self.relation.sense == "=" and not (directions[0] and directions[0].is_identity):
            directions.append(_combine(self, difference * -1))
        found = tuple(combination for combination in directions if combination)
        if len(found) < len(directions):
            raise NotProvable(self)
        return Proof(self, Certificate(found))

    def refute(self, *, seed: int = 0) -> Counterexample | NoneFound:
        """A small exact law that satisfies the hypotheses and breaks the claim.

        Laws are tried in a fixed order: functions of one fair coin, of two, other small
        uniform laws, weighted atoms, random laws (drawn with ``seed``).
        The first that exact arithmetic confirms is returned.
        Where none is found the answer says how far the search went; that is no proof.

        Examples
        --------
        >>> Claim("I(X;Y|Z) <= I(X;Y)").refute()
        Counterexample to I(X;Y|Z) <= I(X;Y)
          Exact joint law of X, Y, Z
          X  Y  Z  probability
          0  0  0  1/4
          0  1  1  1/4
          1  0  1  1/4
          1  1  0  1/4
        I(X;Y|Z) = log 2 = 0.6931 nats
        I(X;Y)   = 0
        """
        from ibnotes.joint import Joint

        def breaks(law) -> bool:
            result = self.test(Joint(law, list(self.variables)))
            return not result.holds and all(kept for _, kept in result.hypotheses)

        law, looked = smallest_law(
            self.relation, self.hypotheses, self.variables, breaks, seed=seed
        )
        if law is None:
            return NoneFound(self, looked)
        return Counterexample(self, Joint(law, list(self.variables)))

    def test(self, joint: Joint, *, tolerance: float = 1e-9) -> TestResult:
        """Whether the claim and its hypotheses hold for one law.

        Exact laws are decided exactly; for float laws two sides that differ by at most
        ``tolerance`` nats count as equal.

        Examples
        --------
        >>> from ibnotes.joint import Joint
        >>> xor = Joint.uniform([(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)], "X Y Z")
        >>> Claim("I(X;Z) <= I(X;Y)", given=["X -> Y -> Z"]).test(xor)
        I(X;Z) <= I(X;Y): holds, 0 against 0
        X -> Y -> Z: fails
        """
        hypotheses = tuple(
            (
                str(hypothesis),
                all(_holds(part, joint, tolerance) for part in hypothesis.relations()),
            )
            for hypothesis in self.hypotheses
        )
        return TestResult(
            self,
            joint.value(self.relation.left),
            joint.value(self.relation.right),
            _holds(self.relation, joint, tolerance),
            hypotheses,
        )


def _holds(relation: Relation, joint: Joint, tolerance: float) -> bool:
    difference = relation.difference()
    if joint.exact:
        sign = joint.log_value(difference).sign()
    else:
        value = joint.value(difference)
        sign = 0 if abs(value) <= tolerance else value
    return sign == 0 if relation.sense == "=" else sign >= 0


# --- certificates --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Combination:
    """``target`` written as a non-negative sum of terms plus multiples of hypotheses.

    Parameters are the ``target`` expression, ``terms`` (pairs of a positive multiplier and a
    term ``H`` or ``I``) and ``hypotheses`` (triples of a multiplier, a relation that is given,
    and its reason; the multiplier of an inequality is positive).
    Source: Farkas' lemma over Shannon's inequalities.

    Examples
    --------
    >>> combination, = Claim("H(X|Y) <= H(X)").prove().certificate.combinations
    >>> combination.residual()
    {}
    """

    target: Expression
    terms: tuple[tuple[Fraction, Term], ...]
    hypotheses: tuple[tuple[Fraction, Relation, str], ...]

    @property
    def is_identity(self) -> bool:
        """Whether the target is zero by the hypotheses' equalities alone."""
        return not self.terms and all(r.sense == "=" for _, r, _ in self.hypotheses)

    def residual(self) -> LinearForm:
        """Target minus combination in joint entropies: empty where the two agree exactly."""
        rest = self.target - Expression(self.terms)
        for multiplier, relation, _ in self.hypotheses:
            rest = rest - relation.difference() * multiplier
        return rest.linear_form()


@dataclass(frozen=True)
class Certificate:
    """Exact rational evidence for a claim: one combination, or two for the two directions.

    The parameter is ``combinations``.
    Source: Farkas' lemma over Shannon's inequalities.

    Examples
    --------
    >>> Claim("I(X;Z) <= I(X;Y)", given=["X -> Y -> Z"]).prove().certificate
    Certificate: I(X;Y) - I(X;Z) is
       1 I(X;Y|Z)  >= 0, non-negative
      -1 I(X;Z|Y)  = 0, Markov X -> Y -> Z
    """

    combinations: tuple[Combination, ...]

    def verify(self, claim: Claim) -> bool:
        """Check, by adding up joint entropies and nothing else, that this proves the claim.

        Examples
        --------
        >>> claim = Claim("H(X|Y) <= H(X)")
        >>> claim.prove().certificate.verify(claim)
        True
        >>> claim.prove().certificate.verify(Claim("H(X|Y) <= H(Y)"))
        False
        """
        given = [part for hypothesis in claim.hypotheses for part in hypothesis.relations()]
        difference = claim.relation.difference()
        targets = [combination.target.linear_form() for combination in self.combinations]
        wanted = [difference.linear_form()]
        if claim.relation.sense == "=" and not self.combinations[0].is_identity:
            wanted.append((difference * -1).linear_form())
        return targets == wanted and all(
            not combination.residual()
            and all(m > 0 and term.kind in ("H", "I") for m, term in combination.terms)
            and all(
                relation in given and (m > 0 or relation.sense == "=")
                for m, relation, _ in combination.hypotheses
            )
            for combination in self.combinations
        )

    def __repr__(self) -> str:
        return "\n".join(_table_of(combination) for combination in self.combinations)


def _table_of(combination: Combination) -> str:
    rows = [(m, str(term), ">= 0, non-negative") for m, term in combination.terms]
    for m, relation, reason in combination.hypotheses:
        sense = "= 0" if relation.sense == "=" else ">= 0"
        difference = relation.difference()
        text = str(difference) if len(difference.terms) == 1 else f"({difference})"
        rows.append((m, text, f"{sense}, {reason}"))
    width = max((len(str(m)) for m, _, _ in rows), default=0)
    span = max((len(text) for _, text, _ in rows), default=0)
    lines = [f"  {m!s:>{width}} {text:<{span}}  {reason}" for m, text, reason in rows]
    return "\n".join([f"Certificate: {combination.target} is", *(lines or ["  0, identically"])])


def _combine(claim: Claim, target: Expression) -> Combination | None:
    """The shortest combination that shows the target non-negative under the claim's hypotheses."""
    given = [(part, h) for h in claim.hypotheses for part in h.relations()]
    equal = [(part, h) for part, h in given if part.sense == "="]
    unequal = [(part, h) for part, h in given if part.sense != "="]
    found = combination(
        target.linear_form(),
        claim.variables,
        [part.difference().linear_form() for part, _ in equal],
        [part.difference().linear_form() for part, _ in unequal],
    )
    if found is None:
        return None
    terms, of_equal, of_unequal = found
    used = zip(of_equal + of_unequal, equal + unequal)
    return Combination(
        target, tuple(terms), tuple((m, part, _reason(h)) for m, (part, h) in used if m)
    )


def _reason(hypothesis: Hypothesis) -> str:
    kind = {MarkovChain: "Markov", Independence: "independence", FunctionOf: "function"}
    name = kind.get(type(hypothesis))
    return f"{name} {hypothesis}" if name else "given"


# --- proofs --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One line of a proof: a relation and the reason why it holds.

    Parameters are ``relation`` and ``reason``.
    Source: DPI and the chain rule, the notes, ids F1 and F2.

    Examples
    --------
    >>> Claim("H(X|Y) <= H(X)").prove().lines[0]
    Line(relation='H(X) = H(X|Y) + I(X;Y)', reason='chain rule')
    """

    relation: Relation
    reason: str

    def __repr__(self) -> str:
        return f"Line(relation={str(self.relation)!r}, reason={self.reason!r})"


@dataclass(frozen=True)
class Proof:
    """A derivation, line by line, and the certificate behind it.

    Parameters are the ``claim`` and its ``certificate``; the lines are read off the certificate.
    Source: the notes, ids F0 to F2.

    Examples
    --------
    >>> proof = Claim("H(X|Y) <= H(X)").prove()
    >>> proof
    Claim: H(X|Y) <= H(X)
    1. H(X) = H(X|Y) + I(X;Y)  chain rule
    2. I(X;Y) >= 0             non-negative
    3. H(X|Y) <= H(X)          from 1 and 2
    >>> proof.verify()
    True
    """

    claim: Claim
    certificate: Certificate = field(repr=False)

    def verify(self) -> bool:
        """Check the certificate in exact arithmetic, without a solver."""
        return self.certificate.verify(self.claim)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Identities, hypotheses and non-negative terms, then the conclusion."""
        lines: list[Line] = []
        ends = []
        for direction in self.certificate.combinations:
            lines += _derivation(self.claim, direction, before=len(lines))
            ends.append(len(lines))
        if len(ends) == 2:
            lines.append(Line(self.claim.relation, _from(ends)))
        return tuple(lines)

    def __repr__(self) -> str:
        width = max(len(str(line.relation)) for line in self.lines)
        digits = len(str(len(self.lines)))
        return "\n".join(
            [f"Claim: {self.claim}"]
            + [
                f"{i:>{digits}}. {line.relation!s:<{width}}  {line.reason}"
                for i, line in enumerate(self.lines, 1)
            ]
        )

    def latex(self) -> str:
        """The derivation as a LaTeX ``aligned`` block, without dollar signs."""
        rows = [
            rf"{i}.\quad & {line.relation.latex()} && \text{{{_set_in(line.reason, '$', '$')}}}"
            for i, line in enumerate(self.lines, 1)
        ]
        return r"\begin{aligned}" + "\n" + " \\\\\n".join(rows) + "\n" + r"\end{aligned}"

    def _repr_latex_(self) -> str:
        return f"$$\n{self.latex()}\n$$"

    def _repr_html_(self) -> str:
        """One row a line; a formula may break between its terms, so that it fits a telephone."""
        rows = "".join(
            '<li style="display: flex; flex-wrap: wrap; gap: 0 1em">'
            f"<span>{i}.</span>"
            f'<span style="flex: 1 1 13em">{_formula(line.relation.latex_pieces())}</span>'
            f"<span>{_set_in(line.reason, OPEN_MATH, CLOSE_MATH)}</span></li>"
            for i, line in enumerate(self.lines, 1)
        )
        return f'<ol style="list-style: none; padding: 0">{rows}</ol>'


# What both Jupyter and the book typeset within HTML.
OPEN_MATH, CLOSE_MATH = r'<span class="math">\(', r"\)</span>"


def _formula(pieces: Sequence[str]) -> str:
    return " ".join(OPEN_MATH + escape(piece) + CLOSE_MATH for piece in pieces)


def _set_in(reason: str, opening: str, closing: str) -> str:
    """A reason, with the hypothesis that it names set as mathematics between two marks."""
    word, _, hypothesis = reason.partition(" ")
    if word in ("Markov", "independence", "function"):
        return f"{word} {opening}{parse_hypothesis(hypothesis).latex()}{closing}"
    return reason


def _derivation(claim: Claim, combination: Combination, before: int) -> list[Line]:
    """The lines of one direction: the identity, why its extra terms vanish, the conclusion.

    ``before`` is the number of the lines above them.
    """
    sense = claim.relation.sense
    conclusion = claim.relation
    if sense == "=" and not combination.is_identity:
        forward = combination.target == claim.relation.difference()
        conclusion = Relation(claim.relation.left, ">=" if forward else "<=", claim.relation.right)
    if combination.is_identity and not combination.hypotheses:
        return _expansions(conclusion, claim.variables)

    identity = _identity(combination)
    lines = [Line(identity, "chain rule")] if identity.left.terms else []
    for _, relation, reason in combination.hypotheses:
        if not any(line.relation == relation for line in lines):
            lines.append(Line(relation, reason))
    zero = Expression()
    lines += [
        Line(Relation(Expression(((Fraction(1), term),)), ">=", zero), "non-negative")
        for _, term in combination.terms
    ]
    if len(lines) == 1 and _same(lines[0].relation, conclusion):
        return [Line(conclusion, lines[0].reason)]
    return [*lines, Line(conclusion, _from(range(before + 1, before + len(lines) + 1)))]


def _same(first: Relation, second: Relation) -> bool:
    """Whether two relations claim the same of the same formal terms."""
    sums = [_formal_sum(relation.difference()) for relation in (first, second)]
    return sums[0] == sums[1] and (first.sense == "=") == (second.sense == "=")


def _formal_sum(expression: Expression) -> dict[Term, Fraction]:
    """Coefficients of the formal terms, collected but not expanded, without zeros."""
    total: dict[Term, Fraction] = {}
    for coefficient, term in expression.terms:
        if term.linear_form():  # H(X|X) and the like are zero
            key = term.canonical()
            total[key] = total.get(key, Fraction(0)) + coefficient
    return {key: coefficient for key, coefficient in total.items() if coefficient}


def _expansions(conclusion: Relation, variables: Sequence[str]) -> list[Line]:
    """An identity without hypotheses: both sides have the same joint entropies."""
    lines = []
    for side in (conclusion.left, conclusion.right):
        expansion = Relation(side, "=", _in_joint_entropies(side, variables))
        if not _same(expansion, Relation(side, "=", side)):
            lines.append(Line(expansion, "chain rule"))
    if len(lines) < 2:  # one side is an expansion already, or both are the same sum
        return [Line(conclusion, "chain rule" if lines else "the same terms on both sides")]
    return [*lines, Line(conclusion, "from 1 and 2")]


def _in_joint_entropies(expression: Expression, variables: Sequence[str]) -> Expression:
    order = {name: i for i, name in enumerate(variables)}
    forms = [
        (c, tuple(sorted(names, key=order.__getitem__)))
        for names, c in expression.linear_form().items()
    ]
    forms.sort(key=lambda pair: (pair[0] < 0, len(pair[1]), [order[v] for v in pair[1]]))
    return Expression(tuple((c, Term("H", (names,))) for c, names in forms))


def _identity(combination: Combination) -> Relation:
    """Target = terms + multiples of hypotheses, arranged so that no sign is negative."""
    everything = combination.target
    for multiplier, relation, _ in combination.hypotheses:
        everything = everything - relation.difference() * multiplier
    everything = everything - Expression(combination.terms)
    spelled: dict[Term, Term] = {}
    for _, term in everything.terms:
        spelled.setdefault(term.canonical(), term)
    total = _formal_sum(everything)
    left = tuple((c, spelled[key]) for key, c in total.items() if c > 0)
    right = tuple((-c, spelled[key]) for key, c in total.items() if c < 0)
    return Relation(Expression(left), "=", Expression(right))


def _from(numbers: Iterable[int]) -> str:
    words = [str(number) for number in numbers]
    if len(words) > 3 and int(words[-1]) - int(words[0]) == len(words) - 1:
        return f"from {words[0]} to {words[-1]}"
    return "from " + " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


# --- counterexamples and tests -------------------------------------------------------------------


@dataclass(frozen=True)
class Counterexample:
    """An exact law that satisfies a claim's hypotheses and breaks its statement.

    Parameters are the ``claim`` and the ``joint`` law; ``left`` and ``right`` are both sides.
    Source: the claim itself, evaluated exactly.

    Examples
    --------
    >>> broken = Claim("H(X) <= I(X;Y)").refute()
    >>> broken.left, broken.right
    (log(2), 0)
    """

    claim: Claim
    joint: Joint

    @property
    def left(self):
        """The left side in nats, exactly."""
        return self.joint.value(self.claim.relation.left)

    @property
    def right(self):
        """The right side in nats, exactly."""
        return self.joint.value(self.claim.relation.right)

    def __repr__(self) -> str:
        return "\n".join([f"Counterexample to {self.claim}", self._law(), self._sides()])

    def _law(self) -> str:
        return "\n".join("  " + line for line in str(self.joint).splitlines())

    def _sides(self) -> str:
        sides = (self.claim.relation.left, self.claim.relation.right)
        width = max(len(str(side)) for side in sides)
        return "\n".join(
            f"{side!s:<{width}} = {_exact_and_float(self.joint, side)}"
            for side in sides
            if side.terms
        )

    def _repr_html_(self) -> str:
        return (
            f"<div><p>Counterexample to <code>{escape(str(self.claim))}</code></p>"
            f"{self.joint._repr_html_()}<pre>{escape(self._sides())}</pre></div>"
        )


def _exact_and_float(joint: Joint, expression: Expression) -> str:
    value = joint.log_value(expression)
    return f"{value} = {float(value):.4f} nats" if value.sign() else "0"


@dataclass(frozen=True)
class NoneFound:
    """No law of the families that were searched breaks the claim; that is no proof.

    Parameters are the ``claim`` and ``looked``, the families in the order of the search.
    It counts as false, so ``if claim.refute():`` asks whether a counterexample was found.
    Source: the search of :mod:`ibnotes.claims.refuter`.

    Examples
    --------
    >>> none = Claim("I(X;Y) >= 0").refute()
    >>> bool(none), none.looked[0]
    (False, 'functions of 1 fair coin')
    """

    claim: Claim
    looked: tuple[str, ...]

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        # After the first five families, those of weighted atoms are only counted.
        rest = [name for name in self.looked[5:] if " atoms of mass " in name]
        shown = [name for name in self.looked if name not in rest]
        if rest:
            shown.insert(-1, f"{len(rest)} families of weighted atoms")
        return "\n".join(
            [f"No counterexample found to {self.claim}", "This is no proof. Searched:"]
            + [f"  {name}" for name in shown]
        )


@dataclass(frozen=True)
class TestResult:
    """Both sides of a claim on one law, and whether each hypothesis holds there.

    Parameters are the ``claim``, the values ``left`` and ``right`` in nats, ``holds`` (the
    statement), and ``hypotheses`` (pairs of text and truth).
    Source: the claim itself, evaluated.

    Examples
    --------
    >>> from ibnotes.joint import Joint
    >>> Claim("I(X;Y) >= 0").test(Joint([[0.5, 0.0], [0.0, 0.5]], "X Y")).holds
    True
    """

    __test__ = False  # not a test class for pytest

    claim: Claim
    left: object
    right: object
    holds: bool
    hypotheses: tuple[tuple[str, bool], ...]

    def __repr__(self) -> str:
        word = {True: "holds", False: "fails"}
        lines = [
            f"{self.claim.relation}: {word[self.holds]}, {self.left} against {self.right}",
            *(f"{text}: {word[kept]}" for text, kept in self.hypotheses),
        ]
        return "\n".join(lines)
