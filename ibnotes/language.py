"""The little language of information: expressions, relations and hypotheses as text.

A text such as ``"I(X;Z) <= I(X;Y)"`` or ``"X -> Y -> Z"`` is read by hand, token by token.
Nothing is evaluated.
The result is *formal*: a sum of the terms as they were written.
Its :meth:`~Expression.linear_form` is exact: a rational combination of joint entropies.

================================  ==============================================================
``H(X,Y|Z)``                      entropy of a group, given a group
``I(X;Y|Z)``                      mutual information of two groups
``TC(X;Y;Z)``                     total correlation of two or more groups
``2 H(X) - 3/2 (H(Y) + H(Z))``    rational coefficients and parentheses
``<=``, ``>=``, ``=``             relations between two expressions
``X -> Y -> Z``                   Markov chain, of any length; ``(Y,η) -> X -> Z`` has a group
``X _||_ Y | Z``                  independence, possibly conditional, of two or more groups
``T = f(X)``                      ``T`` is a function of ``X``
================================  ==============================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

__all__ = [
    "LanguageError",
    "Term",
    "Expression",
    "Relation",
    "MarkovChain",
    "Independence",
    "FunctionOf",
    "Hypothesis",
    "parse_expression",
    "parse_relation",
    "parse_hypothesis",
]

LinearForm = dict[frozenset[str], Fraction]
Group = tuple[str, ...]

MEASURES = ("H", "I", "TC")


class LanguageError(ValueError):
    """A text that is no sentence of the little language; the message points at the character.

    Parameters are the text, the position of the offending character and what is wrong there.
    Source: the grammar at the top of :mod:`ibnotes.language`.

    Examples
    --------
    >>> parse_expression("H(X")
    Traceback (most recent call last):
    ibnotes.language.LanguageError: expected ',' or '|' or ')', found the end of the text
      H(X
         ^
    """

    def __init__(self, text: str, position: int, problem: str) -> None:
        line = re.sub(r"\s", " ", text)
        super().__init__(f"{problem}\n  {line}\n  {' ' * position}^")
        self.position = position


# --- what a text means -------------------------------------------------------------------------


def _unique(names: Iterable[str]) -> Group:
    return tuple(dict.fromkeys(names))


def _add(form: LinearForm, variables: Iterable[str], coefficient: Fraction | int) -> None:
    """Add ``coefficient * H(variables)`` to a form that keeps no zeros and no empty set."""
    key = frozenset(variables)
    total = form.get(key, Fraction(0)) + coefficient
    if total and key:
        form[key] = total
    else:
        form.pop(key, None)


@dataclass(frozen=True)
class Term:
    """One formal term, as written: ``H``, ``I`` or ``TC`` of groups of variables, given others.

    Parameters are ``kind`` (``"H"``, ``"I"`` or ``"TC"``), ``groups`` and ``given``.
    Source: the notes, ids D1.1, D1.3, I1.1 and I1.3.

    Examples
    --------
    >>> term = Term("I", (("X",), ("Y", "Z")), ("W",))
    >>> str(term), term.latex()
    ('I(X;Y,Z|W)', '\\\\operatorname{I}(X; Y, Z \\\\mid W)')
    """

    kind: str
    groups: tuple[Group, ...]
    given: Group = ()

    @property
    def variables(self) -> Group:
        """The variables in order of first appearance."""
        return _unique(name for group in (*self.groups, self.given) for name in group)

    def linear_form(self) -> LinearForm:
        """The term as an exact combination of joint entropies, ``{variables: coefficient}``.

        Examples
        --------
        >>> form = parse_expression("H(X|Y)").linear_form()
        >>> form[frozenset({"X", "Y"})], form[frozenset({"Y"})]
        (Fraction(1, 1), Fraction(-1, 1))
        """
        form: LinearForm = {}
        everything = [name for group in self.groups for name in group]
        if self.kind == "H":
            _add(form, (*everything, *self.given), 1)
            _add(form, self.given, -1)
            return form
        for group in self.groups:
            _add(form, (*group, *self.given), 1)
        _add(form, (*everything, *self.given), -1)
        _add(form, self.given, 1 - len(self.groups))
        return form

    def canonical(self) -> Term:
        """The representative of all spellings that differ by order and repetition only.

        Variables are sorted, the groups of ``I`` and ``TC`` too, and what is given is dropped
        from the groups.

        Examples
        --------
        >>> str(Term("I", (("Y", "X", "X"), ("A",)), ("Z", "X")).canonical())
        'I(A;Y|X,Z)'
        """
        given = tuple(sorted(set(self.given)))
        groups = tuple(tuple(sorted(set(group) - set(given))) for group in self.groups)
        return Term(self.kind, groups if self.kind == "H" else tuple(sorted(groups)), given)

    def __str__(self) -> str:
        inside = ";".join(",".join(group) for group in self.groups)
        return f"{self.kind}({inside}{'|' + ','.join(self.given) if self.given else ''})"

    def latex(self) -> str:
        """The term in LaTeX, without dollar signs."""
        inside = "; ".join(_latex_group(group) for group in self.groups)
        given = rf" \mid {_latex_group(self.given)}" if self.given else ""
        return rf"\operatorname{{{self.kind}}}({inside}{given})"


@dataclass(frozen=True)
class Expression:
    """A formal sum: rational coefficients in front of terms, in the order they were written.

    The parameter ``terms`` is a tuple of pairs ``(coefficient, term)``.
    Source: the grammar at the top of :mod:`ibnotes.language`.

    Examples
    --------
    >>> difference = parse_expression("H(X)") - parse_expression("H(X|Y)")
    >>> str(difference), difference.variables
    ('H(X) - H(X|Y)', ('X', 'Y'))
    >>> difference.linear_form() == parse_expression("I(X;Y)").linear_form()
    True
    """

    terms: tuple[tuple[Fraction, Term], ...] = ()

    @property
    def variables(self) -> Group:
        """The variables in order of first appearance."""
        return _unique(name for _, term in self.terms for name in term.variables)

    def linear_form(self) -> LinearForm:
        """The exact combination of joint entropies; equal expressions have equal forms."""
        form: LinearForm = {}
        for coefficient, term in self.terms:
            for variables, multiple in term.linear_form().items():
                _add(form, variables, coefficient * multiple)
        return form

    def __add__(self, other: Expression) -> Expression:
        return Expression(self.terms + other.terms)

    def __sub__(self, other: Expression) -> Expression:
        return self + other * -1

    def __mul__(self, factor: Fraction | int) -> Expression:
        return Expression(tuple((factor * coefficient, term) for coefficient, term in self.terms))

    __rmul__ = __mul__

    def __str__(self) -> str:
        return " ".join(_signed_pieces((c, str(term)) for c, term in self.terms))

    def latex(self) -> str:
        """The expression in LaTeX, without dollar signs."""
        return " ".join(self.latex_pieces())

    def latex_pieces(self) -> list[str]:
        """The expression in LaTeX, one piece for each term, so that a line may break between."""
        return _signed_pieces(((c, term.latex()) for c, term in self.terms), _latex_number, r"\,")

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"


@dataclass(frozen=True)
class Relation:
    """Two expressions and the sense between them: ``<=``, ``>=`` or ``=``.

    Parameters are ``left``, ``sense`` and ``right``.
    Source: the grammar at the top of :mod:`ibnotes.language`.

    Examples
    --------
    >>> relation = parse_relation("I(X;Z) <= I(X;Y)")
    >>> str(relation), str(relation.difference())
    ('I(X;Z) <= I(X;Y)', 'I(X;Y) - I(X;Z)')
    """

    left: Expression
    sense: str
    right: Expression

    @property
    def variables(self) -> Group:
        """The variables in order of first appearance."""
        return _unique(self.left.variables + self.right.variables)

    def difference(self) -> Expression:
        """What is claimed to be non-negative, or zero where the sense is ``=``."""
        return self.right - self.left if self.sense == "<=" else self.left - self.right

    def relations(self) -> tuple[Relation, ...]:
        """The relation itself: it is its own meaning as a hypothesis."""
        return (self,)

    def __str__(self) -> str:
        return f"{self.left} {self.sense} {self.right}"

    def latex(self) -> str:
        """The relation in LaTeX, without dollar signs."""
        return " ".join(self.latex_pieces())

    def latex_pieces(self) -> list[str]:
        """The relation in LaTeX, one piece for each term, so that a line may break between."""
        sense = {"<=": r"\le", ">=": r"\ge", "=": "="}[self.sense]
        first, *others = self.right.latex_pieces()
        return [*self.left.latex_pieces(), f"{sense} {first}", *others]

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"


def _vanishes(kind: str, groups: tuple[Group, ...], given: Group) -> Relation:
    return Relation(Expression(((Fraction(1), Term(kind, groups, given)),)), "=", Expression())


@dataclass(frozen=True)
class MarkovChain:
    """``X -> Y -> Z``: given each group in between, past and future are independent.

    The parameter ``groups`` holds three groups or more.
    Source: the notes, ids F0 and F2.

    Examples
    --------
    >>> chain = parse_hypothesis("(Y,η) -> X -> Z")
    >>> str(chain), [str(relation) for relation in chain.relations()]
    ('(Y,η) -> X -> Z', ['I(Y,η;Z|X) = 0'])
    """

    groups: tuple[Group, ...]

    @property
    def variables(self) -> Group:
        """The variables in order of first appearance."""
        return _unique(name for group in self.groups for name in group)

    def relations(self) -> tuple[Relation, ...]:
        """One equality for each group in between: past and future are independent given it."""
        relations = []
        for i in range(1, len(self.groups) - 1):
            past = _unique(sum(self.groups[:i], ()))
            future = _unique(sum(self.groups[i + 1 :], ()))
            relations.append(_vanishes("I", (past, future), self.groups[i]))
        return tuple(relations)

    def __str__(self) -> str:
        return " -> ".join(_bracketed(group) for group in self.groups)

    def latex(self) -> str:
        """The chain in LaTeX, without dollar signs."""
        return r" \to ".join(_bracketed(group, latex=True) for group in self.groups)


@dataclass(frozen=True)
class Independence:
    """``X _||_ Y | Z``: the groups are mutually independent, given ``Z`` where it is named.

    Parameters are ``groups`` (two or more) and ``given``.
    Source: the notes, id F0.

    Examples
    --------
    >>> str(parse_hypothesis("X _||_ Y | Z").relations()[0])
    'I(X;Y|Z) = 0'
    >>> str(parse_hypothesis("X _||_ Y _||_ Z").relations()[0])
    'TC(X;Y;Z) = 0'
    """

    groups: tuple[Group, ...]
    given: Group = ()

    @property
    def variables(self) -> Group:
        """The variables in order of first appearance."""
        return _unique(name for group in (*self.groups, self.given) for name in group)

    def relations(self) -> tuple[Relation, ...]:
        """The mutual information, or total correlation, that vanishes."""
        return (_vanishes("I" if len(self.groups) == 2 else "TC", self.groups, self.given),)

    def __str__(self) -> str:
        groups = " _||_ ".join(_bracketed(group) for group in self.groups)
        return groups + (" | " + ",".join(self.given) if self.given else "")

    def latex(self) -> str:
        """The independence in LaTeX, without dollar signs."""
        groups = r" \perp\!\!\!\perp ".join(_bracketed(group, latex=True) for group in self.groups)
        return groups + (rf" \mid {_latex_group(self.given)}" if self.given else "")


@dataclass(frozen=True)
class FunctionOf:
    """``T = f(X)``: the target is determined by the arguments, with probability one.

    Parameters are ``target``, ``arguments`` and the ``function``'s name.
    Source: the notes, id F5.

    Examples
    --------
    >>> str(parse_hypothesis("T = f(X,Y)").relations()[0])
    'H(T|X,Y) = 0'
    """

    target: Group
    arguments: Group
    function: str = "f"

    @property
    def variables(self) -> Group:
        """The variables in order of first appearance."""
        return _unique(self.target + self.arguments)

    def relations(self) -> tuple[Relation, ...]:
        """The conditional entropy that vanishes."""
        return (_vanishes("H", (self.target,), self.arguments),)

    def __str__(self) -> str:
        return f"{_bracketed(self.target)} = {self.function}({','.join(self.arguments)})"

    def latex(self) -> str:
        """The equation in LaTeX, without dollar signs."""
        target = _bracketed(self.target, latex=True)
        return f"{target} = {_latex_name(self.function)}({_latex_group(self.arguments)})"


#: What may be given to a claim.
Hypothesis = Relation | MarkovChain | Independence | FunctionOf


# --- how it is printed -------------------------------------------------------------------------

GREEK = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ",
        r"\alpha \beta \gamma \delta \varepsilon \zeta \eta \theta \iota \kappa \lambda \mu \nu \xi"
        r" \pi \rho \sigma \tau \upsilon \varphi \chi \psi \omega"
        r" \Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma \Phi \Psi \Omega".split(),
    )
)


def _latex_name(name: str) -> str:
    """``X`` and ``η`` as they are, ``Z1`` and ``Z_1`` with a subscript, other words upright."""
    stem, index = re.fullmatch(r"(.*?)_?(\d*)", name, re.DOTALL).groups()
    if len(stem) == 1:
        letter = GREEK.get(stem, stem)
    else:
        letter = r"\mathrm{" + stem.replace("_", r"\_") + "}"
    return letter + (f"_{{{index}}}" if index else "")


def _latex_group(group: Group) -> str:
    return ", ".join(_latex_name(name) for name in group)


def _latex_number(number: Fraction) -> str:
    if number.denominator == 1:
        return str(number)
    return rf"\tfrac{{{number.numerator}}}{{{number.denominator}}}"


def _bracketed(group: Group, latex: bool = False) -> str:
    inside = _latex_group(group) if latex else ",".join(group)
    return inside if len(group) == 1 else f"({inside})"


def _signed_pieces(
    terms: Iterable[tuple[Fraction, str]],
    number: Callable[[Fraction], str] = str,
    space: str = " ",
) -> list[str]:
    """``2 H(X)``, ``- H(Y)``: the sign first, a coefficient only where it is not one."""
    pieces: list[str] = []
    for coefficient, term in terms:
        factor = "" if abs(coefficient) == 1 else number(abs(coefficient)) + space
        sign = "-" if coefficient < 0 else "+"
        opening = f"{sign} " if pieces else sign.replace("+", "")
        pieces.append(opening + factor + term)
    return pieces or ["0"]


# --- how it is read ----------------------------------------------------------------------------

TOKEN = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<name>[^\W\d_](?:(?!_\|\|_)\w)*)"
    r"|(?P<symbol>_\|\|_|->|<=|>=|[-+*/(),;|=])"
)

# What a reader may paste from typeset mathematics.
TYPESET = {"≤": "<=", "≥": ">=", "→": "->", "⊥": "_||_", "−": "-", "·": "*", "∣": "|"}


@dataclass(frozen=True)
class _Token:
    kind: str  # "number", "name", "symbol" or "end"
    text: str
    position: int


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while position < len(text):
        character = text[position]
        if character.isspace():
            position += 1
        elif character in TYPESET:
            yield _Token("symbol", TYPESET[character], position)
            position += 1
        elif found := TOKEN.match(text, position):
            yield _Token(found.lastgroup, found.group(), position)
            position = found.end()
        else:
            raise LanguageError(text, position, f"unexpected character {character!r}")
    yield _Token("end", "the end of the text", len(text))


@dataclass(frozen=True)
class _Linear:
    """A partly read expression: a constant, where it stands, and terms."""

    constant: Fraction
    position: int
    terms: tuple[tuple[Fraction, Term], ...]

    def scaled(self, factor: Fraction) -> _Linear:
        terms = tuple((factor * c, term) for c, term in self.terms)
        return _Linear(factor * self.constant, self.position, terms)


class _Reader:
    """Reads one sentence from left to right, looking at most one token ahead."""

    def __init__(self, text: str) -> None:
        if not isinstance(text, str):
            raise ValueError(f"text is {type(text).__name__}, expected str")
        self.text = text
        self.tokens = list(_tokens(text))
        self.index = 0
        self.depth = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.index]

    def fail(self, problem: str, position: int | None = None) -> LanguageError:
        where = self.token.position if position is None else position
        return LanguageError(self.text, where, problem)

    def found(self) -> str:
        return self.token.text if self.token.kind == "end" else repr(self.token.text)

    def accept(self, *symbols: str) -> str | None:
        """Step over the next token if it is one of these symbols."""
        if self.token.kind == "symbol" and self.token.text in symbols:
            self.index += 1
            return self.tokens[self.index - 1].text
        return None

    def expect(self, *symbols: str) -> str:
        symbol = self.accept(*symbols)
        if symbol is None:
            wanted = " or ".join(repr(s) for s in symbols)
            raise self.fail(f"expected {wanted}, found {self.found()}")
        return symbol

    def close(self, *others: str) -> None:
        """Step over the ``)`` that ends a list; anything else is an error."""
        if not self.accept(")"):
            wanted = " or ".join(repr(s) for s in (",", *others, ")"))
            raise self.fail(f"expected {wanted}, found {self.found()}")

    def end(self) -> None:
        if self.token.kind != "end":
            raise self.fail(f"expected the end, found {self.found()}")

    # groups of variables

    def variable(self) -> str:
        if self.token.kind != "name":
            raise self.fail(f"expected a variable, found {self.found()}")
        if self.token.text in MEASURES:
            raise self.fail(f"{self.token.text} is a measure, not the name of a variable")
        self.index += 1
        return self.tokens[self.index - 1].text

    def names(self) -> Group:
        """``X,Y`` or ``(X,Y)``."""
        bracket = self.accept("(")
        group = [self.variable()]
        while self.accept(","):
            group.append(self.variable())
        if bracket:
            self.close()
        return _unique(group)

    def group(self) -> Group:
        """A single variable, or several in parentheses."""
        return self.names() if self.token.text == "(" else (self.variable(),)

    # expressions

    def term(self) -> Term:
        start = self.token
        self.index += 1
        self.expect("(")
        groups = [self.names()]
        while self.accept(";"):
            groups.append(self.names())
        if start.text == "H" and len(groups) != 1:
            raise self.fail("H takes one group: separate variables by ','", start.position)
        if start.text == "I" and len(groups) != 2:
            raise self.fail("I takes two groups separated by ';'", start.position)
        if start.text == "TC" and len(groups) < 2:
            raise self.fail("TC takes two groups or more separated by ';'", start.position)
        given = self.names() if self.accept("|") else ()
        self.close() if given else self.close("|")
        return Term(start.text, tuple(groups), given)

    def factor(self) -> _Linear:
        token = self.token
        if token.kind == "number":
            if len(token.text) > 18:
                raise self.fail("a number of more than 18 digits")
            self.index += 1
            return _Linear(Fraction(token.text), token.position, ())
        if token.kind == "name" and token.text in MEASURES:
            return _Linear(Fraction(0), token.position, ((Fraction(1), self.term()),))
        if self.accept("("):
            self.depth += 1
            if self.depth > 50:
                raise self.fail("more than 50 nested parentheses", token.position)
            inside = self.sum()
            self.expect(")")
            self.depth -= 1
            return inside
        if token.kind == "name":
            raise self.fail(f"expected H, I, TC or a number, found {self.found()}")
        raise self.fail(f"expected a term, a number or '(', found {self.found()}")

    def product(self) -> _Linear:
        """Factors joined by ``*``, ``/`` or by standing side by side; one of them has terms."""
        value = self.factor()
        while True:
            operator = self.accept("*", "/")
            beside = self.token.kind in ("name", "number") or self.token.text == "("
            if operator is None and (not beside or value.terms):
                return value
            position = self.token.position
            right = self.factor()
            if operator == "/":
                if right.terms:
                    raise self.fail("division by a term: only numbers divide", position)
                if not right.constant:
                    raise self.fail("division by zero", position)
                value = value.scaled(1 / right.constant)
            elif right.terms and value.terms:
                raise self.fail("a product of two terms is not linear", position)
            elif right.terms:
                value = right.scaled(value.constant)
            else:
                value = value.scaled(right.constant)

    def sum(self) -> _Linear:
        sign = -1 if self.accept("+", "-") == "-" else 1
        total = self.product().scaled(Fraction(sign))
        while operator := self.accept("+", "-"):
            right = self.product().scaled(Fraction(1 if operator == "+" else -1))
            position = total.position if total.constant else right.position
            total = _Linear(total.constant + right.constant, position, total.terms + right.terms)
        return total

    def expression(self) -> Expression:
        value = self.sum()
        if value.constant:
            raise self.fail("a number alone: only 0 may stand without a term", value.position)
        return Expression(tuple((c, term) for c, term in value.terms if c))

    def relation(self) -> Relation:
        left = self.expression()
        sense = self.expect("<=", ">=", "=")
        relation = Relation(left, sense, self.expression())
        if self.token.text in ("<=", ">=", "="):
            raise self.fail("a second relation: write each in a text of its own")
        self.end()
        return relation

    # hypotheses

    def function(self) -> FunctionOf:
        target = self.names()
        self.expect("=")
        name = self.variable()
        self.expect("(")
        arguments = self.names()
        self.close()
        self.end()
        return FunctionOf(target, arguments, name)

    def chain(self) -> MarkovChain:
        start = self.token.position
        groups = [self.group()]
        while self.accept("->"):
            groups.append(self.group())
        self.end()
        if len(groups) < 3:
            raise self.fail("a Markov chain has three groups or more", start)
        return MarkovChain(tuple(groups))

    def independence(self) -> Independence:
        groups = [self.group()]
        while self.accept("_||_"):
            groups.append(self.group())
        given = self.names() if self.accept("|") else ()
        self.end()
        return Independence(tuple(groups), given)

    def hypothesis(self) -> Hypothesis:
        symbols = [token.text for token in self.tokens if token.kind == "symbol"]
        if "->" in symbols:
            return self.chain()
        if "_||_" in symbols:
            return self.independence()
        # Only "T = f(X)" has a variable left of its sign; an expression starts with H, I, TC.
        opening = next(token for token in self.tokens if token.text != "(")
        if opening.kind == "name" and opening.text not in MEASURES:
            return self.function()
        return self.relation()


def parse_expression(text: str) -> Expression:
    """Read an expression such as ``"2 I(X;Y|Z) - H(X)"``.

    Raises :class:`LanguageError`, a ``ValueError``, that points at the offending character.
    Source: the grammar at the top of :mod:`ibnotes.language`.

    Examples
    --------
    >>> str(parse_expression("2 I(X;Y|Z) - (H(X) + H(Y))/2"))
    '2 I(X;Y|Z) - 1/2 H(X) - 1/2 H(Y)'
    """
    reader = _Reader(text)
    expression = reader.expression()
    reader.end()
    return expression


def parse_relation(text: str) -> Relation:
    """Read a relation such as ``"I(X;Z) <= I(X;Y)"`` or ``"H(X) >= 0"``.

    Raises :class:`LanguageError`, a ``ValueError``, that points at the offending character.
    Source: the grammar at the top of :mod:`ibnotes.language`.

    Examples
    --------
    >>> str(parse_relation("0 <= H(X)"))
    '0 <= H(X)'
    """
    return _Reader(text).relation()


def parse_hypothesis(text: str) -> Hypothesis:
    """Read a Markov chain, an independence, a function or a relation.

    Raises :class:`LanguageError`, a ``ValueError``, that points at the offending character.
    Source: the grammar at the top of :mod:`ibnotes.language`.

    Examples
    --------
    >>> type(parse_hypothesis("X -> Y -> Z")).__name__
    'MarkovChain'
    >>> parse_hypothesis("T = f(X)").arguments
    ('X',)
    """
    return _Reader(text).hypothesis()
