"""A finite joint law with named variables, exact or in float64.

``Joint`` holds the probability of every outcome that has one. Its laws are immutable: marginals,
conditional laws and pushes through channels are new laws. If every probability is rational, all
of this is exact, and every entropy is a SymPy value such as ``2*log(2) - 3*log(3)/4``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from html import escape
from itertools import combinations, product
from numbers import Rational, Real
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.language import MEASURES, Expression, Term, parse_expression
from ibnotes.logarithms import LogNumber, entropy_of
from ibnotes.measures import SUM_TOLERANCE, check_unit, in_unit

if TYPE_CHECKING:
    import sympy

__all__ = ["Joint", "information_atoms"]

Outcome = tuple[Hashable, ...]
Probability = Fraction | float

ROWS_SHOWN = 16


class Joint:
    """The joint law of finitely many named variables, each with finitely many values.

    Parameters
    ----------
    law
        Either an array with one axis for each variable, ``p_xyz[x, y, z]``, whose values are
        then 0, 1, ...; or a table ``{(x, y, z): probability}`` with any hashable values (a single
        variable needs no tuples). A table's alphabets are sorted where the values compare, and
        in order of appearance where they do not.
    names
        The variables in order: ``"X Y Z"``, ``"X, Y, Z"`` or a list.

    Raises
    ------
    ValueError
        If a name is no variable or stands twice, an outcome has the wrong number of values, a
        probability is negative or no number, or if they do not sum to one: exactly, if all are
        rational (int, Fraction, SymPy Rational); up to 1e-9 otherwise.

    Notes
    -----
    Two laws are equal if they name the same variables in the same order and give the same
    outcomes the same probabilities. Source: the notes, ids D1.1 to I1.3, for finite alphabets.

    Examples
    --------
    >>> from fractions import Fraction
    >>> law = Joint({(0, 0): Fraction(1, 4), (1, 0): Fraction(1, 4), (0, 1): Fraction(1, 2)}, "X Y")
    >>> law
    Exact joint law of X, Y
    X  Y  probability
    0  0  1/4
    1  0  1/4
    0  1  1/2
    >>> law.value("H(X|Y)"), law.given(Y=0).value("H(X)"), law.value("I(X;Y)", unit="bits")
    (log(2)/2, log(2), -3*log(3)/(4*log(2)) + 3/2)
    """

    __slots__ = ("_names", "_table", "_alphabets", "_exact", "_entropies")

    def __init__(
        self,
        law: Mapping[Any, Real] | ArrayLike,
        names: str | Iterable[str],
    ) -> None:
        self._names = _read_names(names)
        for name in self._names:
            _check_variable(name)
        if isinstance(law, Mapping):
            entries = _table_entries(law, self._names)
        else:
            entries = _array_entries(law, self._names)
        entries = _probabilities(entries, "law")
        self._table = {outcome: p for outcome, p in entries.items() if p}
        outcomes = self._table if isinstance(law, Mapping) else entries
        self._alphabets = _alphabets(outcomes, self._names)
        self._exact = all(isinstance(p, Fraction) for p in entries.values())
        self._entropies: dict[frozenset[str], LogNumber | float] = {}

    @classmethod
    def _derived(
        cls, table: Mapping[Outcome, Probability], names: Sequence[str], alphabets: Mapping
    ) -> Joint:
        """A law that follows from one that has been checked."""
        joint = cls.__new__(cls)
        joint._names = tuple(names)
        joint._table = dict(table)
        joint._alphabets = {name: alphabets[name] for name in names}
        joint._exact = all(isinstance(p, Fraction) for p in table.values())
        joint._entropies = {}
        return joint

    @classmethod
    def uniform(cls, outcomes: Iterable[Any], names: str | Iterable[str]) -> Joint:
        """The exact law that gives each of the listed outcomes the same probability.

        Raises
        ------
        ValueError
            If there is no outcome, or one is listed twice.

        Examples
        --------
        >>> xor = Joint.uniform([(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)], "X Y Z")
        >>> xor.value("I(X;Y)"), xor.value("I(X;Y|Z)")
        (0, log(2))
        """
        listed = list(outcomes)
        if not listed:
            raise ValueError("outcomes is empty, expected at least one outcome")
        table: dict[Any, Fraction] = {}
        for outcome in listed:
            if outcome in table:
                raise ValueError(f"outcomes lists {outcome!r} twice, expected each once")
            table[outcome] = Fraction(1, len(listed))
        return cls(table, names)

    # --- what it is

    @property
    def names(self) -> tuple[str, ...]:
        """The variables in order."""
        return self._names

    @property
    def exact(self) -> bool:
        """Whether all probabilities are rational and all values exact."""
        return self._exact

    @property
    def alphabets(self) -> dict[str, tuple[Hashable, ...]]:
        """The values of each variable, in the order of the axes of :meth:`to_array`."""
        return dict(self._alphabets)

    def table(self) -> dict[Outcome, Probability]:
        """The outcomes of positive probability, with their probabilities."""
        return dict(self._table)

    def to_array(self, names: str | Iterable[str] | None = None) -> NDArray[np.float64]:
        """The law of the named variables as an array, one axis each in the order asked.

        Examples
        --------
        >>> Joint.uniform([(0, 0), (0, 1), (1, 1), (2, 1)], "X Y").to_array("Y X")
        array([[0.25, 0.  , 0.  ],
               [0.25, 0.25, 0.25]])
        """
        law = self if names is None else self.marginal(names)
        index = [{value: i for i, value in enumerate(law._alphabets[name])} for name in law._names]
        array = np.zeros([len(positions) for positions in index])
        for outcome, p in law._table.items():
            array[tuple(position[value] for position, value in zip(index, outcome))] = p
        return array

    # --- other laws that follow from it

    def marginal(self, names: str | Iterable[str]) -> Joint:
        """The joint law of some of the variables, in the order asked.

        Raises
        ------
        ValueError
            If a name is unknown or stands twice.

        Examples
        --------
        >>> Joint.uniform([(0, 0), (0, 1), (1, 1)], "X Y").marginal("Y").table()
        {(0,): Fraction(1, 3), (1,): Fraction(2, 3)}
        """
        kept = self._known(names, "names")
        table = self._sums(kept)
        return Joint._derived(table, kept, self._alphabets)

    def given(self, **values: Hashable) -> Joint:
        """The conditional law of the remaining variables, given values of some: ``given(Y=0)``.

        Raises
        ------
        ValueError
            If a name is unknown, the event has probability zero or no variable remains.

        Examples
        --------
        >>> Joint.uniform([(0, 0), (0, 1), (1, 1)], "X Y").given(X=0).table()
        {(0,): Fraction(1, 2), (1,): Fraction(1, 2)}
        """
        fixed = self._known(list(values), "given")
        rest = tuple(name for name in self._names if name not in values)
        if not rest:
            raise ValueError("given names every variable, expected one or more to remain")
        law = self.marginal(fixed + rest)
        event = tuple(values[name] for name in fixed)
        table = {o[len(event) :]: p for o, p in law._table.items() if o[: len(event)] == event}
        total = _total(table.values())
        if not total:
            raise ValueError(
                f"given: {_words(fixed, event)} has probability 0, expected a positive one"
            )
        return Joint._derived({o: p / total for o, p in table.items()}, rest, self._alphabets)

    def push(
        self,
        name: str,
        inputs: str | Iterable[str],
        channel: Callable[..., Hashable] | Mapping[Any, Mapping[Hashable, Real]] | ArrayLike,
    ) -> Joint:
        """The law with one more variable, drawn from a channel that sees only the inputs.

        The noise of the channel is independent of everything else: with ``rest`` the other
        variables, ``rest -> inputs -> name`` is a Markov chain by construction.

        Parameters
        ----------
        name
            The new variable.
        inputs
            The variables that the channel sees.
        channel
            A function of the inputs' values, for a variable that they determine; or an array
            ``p_t_given_x[x, t]``, one axis for each input in the order of its alphabet, then the
            new one; or a table ``{x: {t: probability}}`` with a row for each value (tuple of
            values, if there are several inputs) of positive probability.

        Raises
        ------
        ValueError
            If a name is unknown or taken, a row is missing or is no law, or the function's value
            is not hashable.

        Examples
        --------
        >>> from fractions import Fraction
        >>> bit = Joint.uniform([0, 1], "X")
        >>> copy = bit.push("T", "X", lambda x: x)
        >>> flip = bit.push("T", "X", [[Fraction(3, 4), Fraction(1, 4)], [0, 1]])
        >>> copy.value("I(X;T)", unit="bits"), flip.value("H(T|X)", unit="bits")
        (1, -3*log(3)/(8*log(2)) + 1)
        """
        seen = self._known(inputs, "inputs")
        _check_variable(name)
        if name in self._names:
            raise ValueError(f"name is {name!r}, which is taken; expected a new variable")
        if callable(channel):
            rows = {x: {_value_of(channel, x): Fraction(1)} for x in self._sums(seen)}
        elif isinstance(channel, Mapping):
            rows = self._table_rows(seen, channel)
        else:
            rows = self._array_rows(seen, channel)

        places = [self._names.index(variable) for variable in seen]
        table: dict[Outcome, Probability] = {}
        entries = (p_t for row in rows.values() for p_t in row.values())
        exact = self._exact and all(isinstance(p_t, Fraction) for p_t in entries)
        for outcome, p in self._table.items():
            for t, p_t in rows[tuple(outcome[i] for i in places)].items():
                mass = p * p_t if exact else float(p) * float(p_t)
                if mass:
                    table[(*outcome, t)] = mass
        values = ((t,) for row in rows.values() for t in row)
        alphabets = self._alphabets | _alphabets(values, (name,))
        return Joint._derived(table, (*self._names, name), alphabets)

    # --- what it says

    def value(self, expression: str | Expression, unit: str = "nats") -> sympy.Expr | float:
        """The value of an expression of the little language: ``"I(X;Y|Z) - 2 H(X)"``.

        Returns
        -------
        sympy.Expr or float
            Exact where the law is: a rational combination of logarithms of primes (in bits,
            divided by ``log(2)``). A float otherwise, as the sum of joint entropies that the
            expression stands for, with an absolute error of about 1e-15 times their sizes.

        Raises
        ------
        ValueError
            If the text is no expression, names an unknown variable, or the unit is unknown.

        Notes
        -----
        Source: the notes, ids D1.1, D1.3, I1.1 and I1.3.

        Examples
        --------
        >>> Joint([[0.5, 0], [0, 0.5]], "X Y").value("I(X;Y)", unit="bits")
        1.0
        """
        check_unit(unit)
        if not self._exact:
            form = self._linear_form(expression)
            terms = (float(c) * self._entropy(variables) for variables, c in form.items())
            return in_unit(math.fsum(terms), unit)
        import sympy

        nats = self.log_value(expression).sympy()
        return nats if unit == "nats" else sympy.expand(nats / sympy.log(2))

    def log_value(self, expression: str | Expression) -> LogNumber:
        """The exact value of an expression in nats, as a :class:`.LogNumber` with an exact sign.

        Raises
        ------
        ValueError
            If the law is not exact, the text is no expression, or it names an unknown variable.

        Examples
        --------
        >>> Joint.uniform([(0, 0), (0, 1), (1, 1)], "X Y").log_value("I(X;Y)")
        LogNumber(-4/3 log 2 + log 3)
        """
        if not self._exact:
            raise ValueError("the law is in float64, expected rational probabilities")
        total = LogNumber()
        for variables, coefficient in self._linear_form(expression).items():
            total += coefficient * self._entropy(variables)
        return total

    def _linear_form(self, expression: str | Expression) -> dict[frozenset[str], Fraction]:
        if not isinstance(expression, Expression):
            expression = parse_expression(expression)
        for name in expression.variables:
            if name not in self._names:
                raise ValueError(
                    f"expression names {name}, expected variables among {', '.join(self._names)}"
                )
        return expression.linear_form()

    def _entropy(self, variables: frozenset[str]) -> LogNumber | float:
        """The joint entropy of a set of variables, computed once."""
        if variables not in self._entropies:
            law = self._sums(tuple(n for n in self._names if n in variables)).values()
            if self._exact:
                self._entropies[variables] = entropy_of(law)
            else:
                # "0 -" rather than a leading minus, so that certainty costs 0.0 and not -0.0.
                self._entropies[variables] = 0.0 - math.fsum(p * math.log(p) for p in law)
        return self._entropies[variables]

    # --- how it is compared and shown

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Joint):
            return NotImplemented
        return self._names == other._names and self._table == other._table

    def __hash__(self) -> int:
        return hash((self._names, frozenset(self._table.items())))

    def __repr__(self) -> str:
        rows = [(*self._names, "probability"), *self._rows()]
        widths = [max(map(len, column)) for column in zip(*rows)]
        lines = ("  ".join(cell.ljust(w) for cell, w in zip(row, widths)).rstrip() for row in rows)
        return "\n".join([self._caption(), *lines, *self._more()])

    def _repr_html_(self) -> str:
        names = (*self._names, "probability")
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
            for row in self._rows()
        )
        more = "".join(f"<p>{words}</p>" for words in self._more())
        return (
            f"<table><caption>{escape(self._caption())}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
        )

    def _caption(self) -> str:
        return f"{'Exact joint' if self._exact else 'Joint'} law of {', '.join(self._names)}"

    def _rows(self) -> Iterator[tuple[str, ...]]:
        for outcome, p in list(self._table.items())[:ROWS_SHOWN]:
            yield (*map(str, outcome), str(p) if self._exact else f"{p:.6g}")

    def _more(self) -> list[str]:
        left = len(self._table) - ROWS_SHOWN
        return [f"... and {left} more"] if left > 0 else []

    # --- machinery of the above

    def _known(self, names: str | Iterable[str], argument: str) -> tuple[str, ...]:
        """The named variables, all of which must be there."""
        found = _read_names(names, argument)
        for name in found:
            if name not in self._names:
                raise ValueError(
                    f"{argument} holds {name!r}, expected variables among {', '.join(self._names)}"
                )
        return found

    def _sums(self, names: Sequence[str]) -> dict[Outcome, Probability]:
        """The marginal table of the named variables."""
        places = [self._names.index(name) for name in names]
        masses: dict[Outcome, list[Probability]] = {}
        for outcome, p in self._table.items():
            masses.setdefault(tuple(outcome[i] for i in places), []).append(p)
        return {outcome: _total(parts) for outcome, parts in masses.items()}

    def _table_rows(
        self, seen: Sequence[str], channel: Mapping[Any, Mapping[Hashable, Real]]
    ) -> dict[Outcome, dict[Hashable, Probability]]:
        rows = {}
        for x in self._sums(seen):
            key = x if len(seen) > 1 else x[0]
            if key not in channel:
                raise ValueError(f"channel has no row for {_words(seen, x)}")
            if not isinstance(channel[key], Mapping):
                kind = type(channel[key]).__name__
                raise ValueError(f"channel[{key!r}] is a {kind}, expected a table of probabilities")
            rows[x] = _probabilities(channel[key], f"channel[{key!r}]")
        return rows

    def _array_rows(
        self, seen: Sequence[str], channel: ArrayLike
    ) -> dict[Outcome, dict[Hashable, Probability]]:
        array = np.array(channel, dtype=object)
        sizes = tuple(len(self._alphabets[name]) for name in seen)
        if array.shape[:-1] != sizes:
            raise ValueError(
                f"channel has shape {array.shape}, expected {(*sizes, 'any')}: "
                f"the alphabets of {', '.join(seen)}, then the new one"
            )
        rows = {}
        for index in product(*map(range, sizes)):
            x = tuple(self._alphabets[name][i] for name, i in zip(seen, index))
            where = f"channel[{', '.join(map(str, index))}]"
            rows[x] = _probabilities(dict(enumerate(array[index])), where)
        return rows


# --- how a law is read ---------------------------------------------------------------------------


def _read_names(names: str | Iterable[str], argument: str = "names") -> tuple[str, ...]:
    found = tuple(names.replace(",", " ").split() if isinstance(names, str) else names)
    if not found:
        raise ValueError(f"{argument} is empty, expected at least one variable")
    for name in found:
        if not isinstance(name, str):
            raise ValueError(f"{argument} holds {name!r}, expected text")
        if found.count(name) > 1:
            raise ValueError(f"{argument} holds {name!r} twice, expected each variable once")
    return found


def _check_variable(name: str) -> None:
    """A name must stand in the little language and in ``given(name=value)``."""
    if not name.isidentifier() or name in MEASURES or name.startswith("_"):
        raise ValueError(
            f"{name!r} names no variable, expected a Python identifier other than H, I and TC "
            "that starts with a letter"
        )


def _table_entries(law: Mapping[Any, Real], names: Sequence[str]) -> dict[Outcome, Real]:
    entries = {}
    for key, p in law.items():
        outcome = (key,) if len(names) == 1 and not isinstance(key, tuple) else key
        if not isinstance(outcome, tuple) or len(outcome) != len(names):
            raise ValueError(f"law has the outcome {key!r}, expected a value of {', '.join(names)}")
        entries[outcome] = p
    return entries


def _array_entries(law: ArrayLike, names: Sequence[str]) -> dict[Outcome, Real]:
    array = np.array(law, dtype=object)
    if array.ndim != len(names):
        raise ValueError(
            f"law has shape {array.shape}, expected one axis for each of {', '.join(names)}"
        )
    return dict(np.ndenumerate(array))


def _probabilities(law: Mapping[Any, Real], argument: str) -> dict[Any, Probability]:
    """The entries as Fractions if all are rational, as floats otherwise; they sum to one."""
    exact = all(isinstance(p, Rational) for p in law.values())
    entries = {}
    for key, p in law.items():
        if not isinstance(p, Real):
            raise ValueError(
                f"{argument} gives {key!r} the probability {p!r}, expected a rational or a float"
            )
        entries[key] = Fraction(int(p.numerator), int(p.denominator)) if exact else float(p)
        if not 0 <= entries[key] < math.inf:
            raise ValueError(f"{argument} gives {key!r} the probability {p}, expected 0 or more")
    total = _total(entries.values())
    if total != 1 if exact else abs(total - 1) > SUM_TOLERANCE:
        raise ValueError(f"{argument} sums to {total if exact else f'{total:.12g}'}, expected 1")
    return entries


def _total(probabilities: Iterable[Probability]) -> Probability:
    parts = list(probabilities)
    return math.fsum(parts) if parts and isinstance(parts[0], float) else sum(parts)


def _alphabets(outcomes: Iterable[Outcome], names: Sequence[str]) -> dict[str, Outcome]:
    """Every variable's values: sorted if they compare, else in order of appearance."""
    alphabets = {}
    for name, column in zip(names, zip(*outcomes)):
        values = tuple(dict.fromkeys(column))
        try:
            alphabets[name] = tuple(sorted(values))
        except TypeError:
            alphabets[name] = values
    return alphabets


def _value_of(function: Callable[..., Hashable], values: Outcome) -> Hashable:
    value = function(*values)
    try:
        hash(value)
    except TypeError:
        kind = type(value).__name__
        raise ValueError(f"channel returns a {kind}, expected a hashable value") from None
    return value


def _words(names: Sequence[str], values: Outcome) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in zip(names, values))


# --- the information diagram ---------------------------------------------------------------------


def information_atoms(
    joint: Joint, names: str | Iterable[str], unit: str = "nats"
) -> dict[tuple[str, ...], sympy.Expr | float]:
    """The signed measures of the regions of the information diagram of some variables.

    The region of a group of variables lies inside all of them and outside all others: for three
    variables, ``("X",)`` is ``H(X|Y,Z)``, ``("X", "Y")`` is ``I(X;Y|Z)``, and ``("X", "Y", "Z")``
    is ``I(X;Y) - I(X;Y|Z)``, which may be negative. The regions inside ``X`` sum to ``H(X)``.

    Returns
    -------
    dict
        The value of each of the ``2^n - 1`` regions, exact where the law is.

    Raises
    ------
    ValueError
        If a name is unknown or stands twice, or the unit is unknown.

    Notes
    -----
    Inclusion and exclusion: the region of S has ``sum -(-1)^|T| H(T, rest)`` over T in S, where
    ``rest`` are the variables outside S. Source: the notes, ids I1.1 and I1.3.

    Examples
    --------
    >>> xor = Joint.uniform([(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)], "X Y Z")
    >>> atoms = information_atoms(xor, "X Y Z", unit="bits")
    >>> atoms["X",], atoms["X", "Y"], atoms["X", "Y", "Z"]
    (0, 1, -1)
    """
    names = joint._known(names, "names")
    atoms = {}
    for region in _subsets(names):
        rest = tuple(name for name in names if name not in region)
        terms = [
            (Fraction(-((-1) ** len(part))), Term("H", ((*part, *rest),)))
            for part in ((), *_subsets(region))
            if part or rest
        ]
        atoms[region] = joint.value(Expression(tuple(terms)), unit)
    return atoms


def _subsets(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The non-empty subsets, small ones first."""
    for size in range(1, len(names) + 1):
        yield from combinations(names, size)
