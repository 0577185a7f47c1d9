"""The four kinds of exercise: write code, construct an object, derive an expression, prove.

Each kind is a frozen description of the task. Its ``judge`` looks at an answer that is not the
untouched stub, and says :class:`Passed` or :class:`NotYet`.
What a student's function does is the :mod:`~ibnotes.checks.sandbox`'s concern, so nothing that an
answer does ends in a traceback of ours.
"""

from __future__ import annotations

import contextlib
import copy
import dis
import inspect
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from ibnotes.checks.proofs import ProofReport, check_proof, same_relation
from ibnotes.checks.sandbox import Outcome, run
from ibnotes.language import LanguageError, parse_relation

if TYPE_CHECKING:
    import sympy

__all__ = [
    "ASSERTED",
    "Code",
    "Construct",
    "Derive",
    "Misconception",
    "NotYet",
    "Passed",
    "Prove",
    "Task",
    "is_untouched",
]

SECONDS = 3.0  # for all cases of an exercise together
PATIENCE = 60.0  # for functions of our own, on a machine that is busy


@dataclass(frozen=True)
class Passed:
    """The answer is right; the message is a remark that costs nothing.

    Examples
    --------
    >>> Passed("You may stop here.").message
    'You may stop here.'
    """

    message: str = ""
    details: str = ""


@dataclass(frozen=True)
class NotYet:
    """The answer is not right yet.

    Parameters
    ----------
    diagnosis
        A few words, the same for every answer with this fault.
    message
        One or two sentences to the student.
    on, got, expected
        The concrete input, what came out, and what should have.
    details
        Lines of text that keep their columns, such as a law.

    Examples
    --------
    >>> NotYet("wrong value", "Your number is too large.", got="2", expected="1").expected
    '1'
    """

    diagnosis: str
    message: str
    on: str | None = None
    got: str | None = None
    expected: str | None = None
    details: str = ""


@dataclass(frozen=True)
class Misconception:
    """A wrong idea that is known by name, and how to recognize it.

    Parameters
    ----------
    name
        Short; it becomes the diagnosis.
    says
        One or two sentences to the student that do not give the solution away.
    wrong
        A wrong function for ``Code``, a wrong expression or several for ``Derive``, a predicate
        on the answer for ``Construct``, a wrong line or several for ``Prove``.

    Examples
    --------
    >>> halved = Misconception("half", "You divide by two.", lambda x: x / 2)
    >>> halved.named(NotYet("wrong value", "")).diagnosis
    'half'
    """

    name: str
    says: str
    wrong: Any

    def named(self, finding: NotYet) -> NotYet:
        """The same finding, called by its name."""
        return replace(finding, diagnosis=self.name, message=self.says)


# --- stubs ---------------------------------------------------------------------------------------


def is_untouched(answer: Any) -> bool:
    """Whether the answer is a stub: ``...``, a list of nothing else, a function without a body.

    Examples
    --------
    >>> is_untouched([...]), is_untouched([..., "H(X) >= 0"])
    (True, False)
    """
    if answer is ...:
        return True
    if isinstance(answer, Mapping):
        return all(is_untouched(part) for part in answer.values())
    if isinstance(answer, (list, tuple)):
        return all(is_untouched(part) for part in answer)
    return inspect.isfunction(answer) and _is_stub(answer)


def _is_stub(function: Callable[..., Any]) -> bool:
    """Whether the body is ``...`` (or nothing, or nbgrader's stub), as the bytecode tells."""
    code = function.__code__
    noise = ("RESUME", "NOP", "RETURN_VALUE")
    body = [i for i in dis.get_instructions(code) if i.opname not in noise]
    constant = len(body) == 1 and body[0].opname in ("LOAD_CONST", "RETURN_CONST")
    if constant and body[0].argval in (None, ...):
        return True
    return code.co_names == ("NotImplementedError",)


# --- values, compared and shown ------------------------------------------------------------------


def _number(value: Any) -> float | None:
    """The value as a float if it is one real number."""
    if isinstance(value, (bool, np.bool_, str, bytes, complex)):
        return None
    if isinstance(value, np.ndarray) and value.shape:
        return None
    try:
        return float(value)
    except Exception:  # whatever an object that is no number does
        return None


def _array(value: Any) -> np.ndarray | None:
    """The value as an array of floats if it is a regular table of real numbers."""
    try:
        array = np.asarray(value)
        if array.dtype.kind == "O" and any(_number(entry) is None for entry in array.flat):
            return None
        return array.astype(float) if array.dtype.kind in "iufO" else None
    except Exception:  # ragged lists, and whatever other objects do
        return None


def _fault(got: Any, expected: Any, tolerance: float) -> str:
    """What is wrong with a value: its type, its shape, the value itself, or nothing."""
    if isinstance(expected, Mapping):
        if not isinstance(got, Mapping):
            return "wrong type"
        if got.keys() != expected.keys():
            return "wrong shape"
        return _first_fault([(got[key], expected[key]) for key in expected], tolerance)
    if isinstance(expected, (list, tuple)):
        if not isinstance(got, (list, tuple, np.ndarray)):
            return "wrong type"
        if len(got) != len(expected):
            return "wrong shape"
        return _first_fault(list(zip(got, expected)), tolerance)
    if isinstance(expected, np.ndarray):
        array = _array(got)
        if array is None:
            return "wrong type"
        if array.shape != expected.shape:
            return "wrong shape"
        pairs = zip(array.ravel().tolist(), expected.ravel().tolist())
        return "" if all(_close(a, b, tolerance) for a, b in pairs) else "wrong value"
    for kind in (str, (bool, np.bool_)):
        if isinstance(expected, kind):
            if not isinstance(got, kind):
                return "wrong type"
            return "" if got == expected else "wrong value"
    number = _number(got)
    if number is None:
        return "wrong shape" if isinstance(got, (list, tuple, np.ndarray)) else "wrong type"
    return "" if _close(number, float(expected), tolerance) else "wrong value"


def _first_fault(pairs: Sequence[tuple[Any, Any]], tolerance: float) -> str:
    return next(filter(None, (_fault(got, wanted, tolerance) for got, wanted in pairs)), "")


def _close(got: float, expected: float, tolerance: float) -> bool:
    if got == expected or (np.isnan(got) and np.isnan(expected)):
        return True
    return abs(got - expected) <= tolerance * max(1.0, abs(expected)) < np.inf


def _unchanged(now: Any, before: Any) -> bool:
    if isinstance(before, np.ndarray):
        same_kind = now.shape == before.shape and now.dtype == before.dtype
        return same_kind and np.array_equal(now, before, equal_nan=before.dtype.kind == "f")
    if isinstance(before, (list, tuple)):
        return len(now) == len(before) and all(map(_unchanged, now, before))
    if isinstance(before, dict):
        return now.keys() == before.keys() and all(_unchanged(now[k], before[k]) for k in before)
    return bool(now == before)


def _shown(value: Any, digits: int = 6) -> str:
    """A value in a few words: numbers with six digits, tables in brackets."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list):
        text = "[" + ", ".join(_shown(part, digits) for part in value) + "]"
    elif isinstance(value, tuple):
        text = "(" + ", ".join(_shown(part, digits) for part in value) + ")"
    elif isinstance(value, Mapping):
        items = (f"{_shown(key, digits)}: {_shown(part, digits)}" for key, part in value.items())
        text = "{" + ", ".join(items) + "}"
    elif isinstance(value, Fraction):
        text = str(value)
    elif isinstance(value, (float, np.floating)):
        text = f"{float(value) + 0.0:.{digits}g}"
    elif isinstance(value, np.generic):
        text = str(value.item())
    elif value is ...:
        text = "..."
    elif isinstance(value, (int, str, type(None))) or hasattr(value, "free_symbols"):
        text = repr(value)
    else:
        text = _called(value)
    return text if len(text) <= 200 else text[:197] + "..."


def _called(value: Any) -> str:
    """What kind of thing a value is: "a list", "an int", "None"."""
    if value is None or value is ...:
        return "None" if value is None else "..."
    name = "text" if isinstance(value, str) else type(value).__name__
    if name == "text":
        return name
    return f"{'an' if name[0].lower() in 'aeio' else 'a'} {name}"


# --- code ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Code:
    """Write a function.

    Parameters
    ----------
    reference
        Its values are the truth, its name and parameters are what the student sees;
        where it raises an error, the answer must raise one of the same type.
    cases
        Tuples of arguments, from the smallest to the largest.
    misconceptions
        Wrong functions; one matches if the answer agrees with it wherever the
        reference has a value, or, being right there, on all cases.
    tolerance
        Numbers agree up to this times max(1, abs(expected)).

    Examples
    --------
    >>> def double(x):
    ...     return 2 * x
    >>> task = Code(double, cases=((0,), (1,)))
    >>> finding = task.judge(lambda x: x)
    >>> finding.diagnosis, finding.on, finding.got, finding.expected
    ('wrong value', 'x = 1', '1', '2')
    """

    reference: Callable[..., Any]
    cases: tuple[tuple[Any, ...], ...]
    misconceptions: tuple[Misconception, ...] = ()
    tolerance: float = 1e-9

    kind = "code"

    def judge(self, answer: Any) -> Passed | NotYet:
        """Run the answer on all cases and report the first that fails."""
        name = self.reference.__name__
        if not callable(answer):
            return _not_a(answer, "not a function", f"the function {name}", f"Give {name} itself.")
        if problem := self._wrong_arguments(answer):
            return problem

        outcomes, faults = [], []
        deadline = time.monotonic() + SECONDS
        for case in self.cases:
            arguments = copy.deepcopy(case)
            seconds = max(deadline - time.monotonic(), 0.1)
            outcome = run(answer, *arguments, seconds=seconds)
            expected = run(self.reference, *copy.deepcopy(case), seconds=PATIENCE)
            outcomes.append((outcome, expected))
            fault = self._fault_of(outcome, expected)
            if fault is None and not all(map(_unchanged, arguments, case)):
                fault = NotYet(
                    "changes its input",
                    f"{name} writes into its argument, and whoever calls it loses the data. "
                    "Compute on a copy.",
                    got=self._call(arguments),
                )
            if fault is not None:
                faults.append(replace(fault, on=self._call(case)))
            if not outcome.ended:
                break

        if faults:
            return self._named(faults[0], outcomes)
        if any(outcome.printed for outcome, _ in outcomes):
            return Passed(f"{name} also prints. A function that only returns is easier to use.")
        return Passed()

    def _wrong_arguments(self, answer: Callable[..., Any]) -> NotYet | None:
        try:
            inspect.signature(answer).bind(*self.cases[0])
        except TypeError as error:
            wanted = f"{self.reference.__name__}({', '.join(self._parameters())})"
            message = f"It is called as {wanted}, and that fails: {error}."
            return NotYet("wrong arguments", message)
        except ValueError:  # a built-in function that does not tell its parameters
            pass
        return None

    def _parameters(self) -> list[str]:
        return list(inspect.signature(self.reference).parameters)

    def _call(self, arguments: Sequence[Any]) -> str:
        pairs = zip(self._parameters(), arguments)
        return ", ".join(f"{name} = {_shown(value)}" for name, value in pairs)

    def _fault_of(self, outcome: Outcome, expected: Outcome) -> NotYet | None:
        """What is wrong with one outcome, if anything."""
        name = self.reference.__name__
        if not outcome.ended:
            return NotYet("never ends", f"{name} was stopped after a few seconds.")
        if expected.failure:
            return _fault_of_failure(outcome, expected)
        wanted = _shown(expected.value)
        if outcome.failure:
            if issubclass(outcome.failure.type, SystemExit):
                message = f"{name} ends the whole program ({outcome.failure}). Return a value."
                return NotYet("exits", message, expected=wanted)
            return NotYet("raises an error", "", got=str(outcome.failure), expected=wanted)
        if outcome.value is None and outcome.printed.strip():
            message = "You printed the value; return it, so that other code can use it."
            return NotYet("prints instead of returning", message, got="None", expected=wanted)
        if outcome.value is None:
            message = "It returned None: did you forget the return?"
            return NotYet("no return", message, got="None", expected=wanted)
        return self._fault_of_value(outcome.value, expected.value)

    def _fault_of_value(self, got: Any, expected: Any) -> NotYet | None:
        fault = _fault(got, expected, self.tolerance)
        if not fault:
            return None
        shown, wanted = _shown(got), _shown(expected)
        if shown == wanted:
            shown, wanted = _shown(got, 12), _shown(expected, 12)
        if fault == "wrong value" and "nan" in shown:
            fault = "not a number"
        message = {
            "wrong type": f"It returned {_called(got)}, expected {_kind_of(expected)}.",
            "wrong shape": f"It returned {_size(got)}, expected {_size(expected)}.",
            "not a number": "nan is what becomes of 0 times an infinite log, or of 0 divided by 0.",
            "wrong value": "",
        }[fault]
        return NotYet(fault, message, got=shown, expected=wanted)

    def _named(self, finding: NotYet, outcomes: Sequence[tuple[Outcome, Outcome]]) -> NotYet:
        """Call the finding by the name of the first misconception that behaves as the answer.

        Where a number is wrong, one that behaves so wherever the answer has a number will do: two
        faults often come together.
        """
        if not outcomes[-1][0].ended:
            return finding
        everywhere = list(zip(self.cases, outcomes))
        searches = [everywhere]
        if finding.diagnosis == "wrong value":
            searches.append([(case, pair) for case, pair in everywhere if _is_finite(pair[0])])
        for cases in searches:
            for misconception in self.misconceptions:
                if self._behaves_as(misconception.wrong, cases):
                    return misconception.named(finding)
        return finding

    def _behaves_as(
        self,
        wrong: Callable[..., Any],
        cases: Sequence[tuple[tuple[Any, ...], tuple[Outcome, Outcome]]],
    ) -> bool:
        """Whether the answer agrees with a wrong function, on some case where that is wrong.

        What becomes of inputs that make no sense counts only for a function that is wrong there.
        """
        sound, senseless = [], []
        for case, (outcome, expected) in cases:
            said = run(wrong, *copy.deepcopy(case), seconds=PATIENCE)
            group = senseless if expected.failure else sound
            group.append((self._alike(outcome, said), not self._alike(said, expected)))
        if not any(differs for _, differs in sound):
            sound += senseless
        return all(agrees for agrees, _ in sound) and any(differs for _, differs in sound)

    def _alike(self, one: Outcome, other: Outcome) -> bool:
        if one.failure or other.failure:
            return bool(one.failure and other.failure) and one.failure.type is other.failure.type
        if one.value is None or other.value is None:
            return one.value is other.value
        return not _fault(one.value, other.value, self.tolerance)


def _is_finite(outcome: Outcome) -> bool:
    array = None if outcome.value is None else _array(outcome.value)
    return array is not None and bool(np.isfinite(array).all())


def _fault_of_failure(outcome: Outcome, expected: Outcome) -> NotYet | None:
    """What is wrong where the reference refuses the input."""
    wanted = f"a {expected.failure.type.__name__}"
    if isinstance(outcome.value, BaseException):
        message = "An error that is returned goes unnoticed. Write raise in place of return."
        got = f"{_called(outcome.value)}, returned"
        return NotYet("returns the error", message, got=got, expected=f"{wanted}, raised")
    if outcome.failure is None:
        message = f"It accepts an input that makes no sense ({expected.failure.message})."
        return NotYet("accepts bad input", message, got=_shown(outcome.value), expected=wanted)
    if not issubclass(outcome.failure.type, expected.failure.type):
        message = f"It refuses this input, but not with {wanted}: {outcome.failure}."
        return NotYet("wrong error", message, got=outcome.failure.type.__name__, expected=wanted)
    return None


def _kind_of(expected: Any) -> str:
    if isinstance(expected, np.ndarray):
        return "an array of numbers"
    return "a number" if _number(expected) is not None else _called(expected)


def _size(value: Any) -> str:
    """The shape of a value in words: "an array of shape (2, 3)", "a list of 2"."""
    if isinstance(value, Mapping):
        return "the keys " + ", ".join(map(repr, value))
    array = value if isinstance(value, np.ndarray) else None
    if array is None and isinstance(value, (list, tuple)):
        array = _array(value)
        if array is None or array.ndim < 2:
            return f"{_called(value)} of {len(value)}"
    return "a number" if array is None or not array.shape else f"an array of shape {array.shape}"


def _not_a(answer: Any, diagnosis: str, expected: str, advice: str) -> NotYet:
    """The answer is the wrong kind of thing altogether."""
    if isinstance(answer, str):
        return NotYet("is text", f"The answer is text, expected {expected}. {advice}")
    return NotYet(diagnosis, f"The answer is {_called(answer)}, expected {expected}. {advice}")


# --- construct -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Construct:
    """Give an object with a property.

    Parameters
    ----------
    wants
        Type of the answer, or a tuple of types.
    examine
        Says None if the answer has the property, and a ``NotYet`` if not.
    misconceptions
        Predicates on the answer, asked if it has not.
    description
        The object in words, such as ``'a Joint over "X Y"'``.

    Examples
    --------
    >>> odd = Construct(int, lambda n: None if n % 2 else NotYet("even", f"{n} is even."))
    >>> odd.judge(3), odd.judge(4).message
    (Passed(message='', details=''), '4 is even.')
    """

    wants: type | tuple[type, ...]
    examine: Callable[[Any], NotYet | None]
    misconceptions: tuple[Misconception, ...] = ()
    description: str = ""

    kind = "construct"

    def judge(self, answer: Any) -> Passed | NotYet:
        """Examine the answer; what it does while examined is caught."""
        if not isinstance(answer, self.wants):
            kinds = self.wants if isinstance(self.wants, tuple) else (self.wants,)
            wanted = self.description or " or ".join(f"a {kind.__name__}" for kind in kinds)
            return _not_a(answer, "wrong type", wanted, "Give the object itself.")
        if unfinished := _unfinished(answer):
            return unfinished
        outcome = run(self.examine, answer, seconds=SECONDS)
        if not outcome.ended:
            return NotYet("never ends", "Looking at the answer was stopped after a few seconds.")
        if outcome.failure:
            message = f"The answer could not be examined: {outcome.failure}."
            return NotYet("wrong type", message)
        finding = outcome.value
        if finding is None:
            return Passed()
        for misconception in self.misconceptions:
            if run(misconception.wrong, answer, seconds=SECONDS).value:
                return misconception.named(finding)
        return finding


def _unfinished(answer: Any) -> NotYet | None:
    """Whether a part of the answer is still a stub; where all of it is, it is not judged."""
    parts = list(answer.items()) if isinstance(answer, Mapping) else []
    if isinstance(answer, (list, tuple)):
        parts = [(f"part {i}", part) for i, part in enumerate(answer, 1)]
    for name, part in parts:
        if is_untouched(part):
            return NotYet("not finished", f"{name} is still to be written.")
    return None


# --- derive --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Derive:
    """Give a SymPy expression.

    Two expressions count as equal if they agree to 30 digits at all points: that is decided by
    exact rational points and cannot fail because a simplification gives up.

    Parameters
    ----------
    expected
        The expression; or several, in a dictionary, and then the answer is one too.
    points
        Values of the symbols, exact and in general position, simplest first.
    misconceptions
        Wrong expressions (one, or a tuple of them, or a dictionary of some parts).

    Examples
    --------
    >>> import sympy
    >>> x = sympy.Symbol("x")
    >>> task = Derive(2 * x, points=({x: sympy.Rational(1, 3)},))
    >>> task.judge(x + x), task.judge(x).diagnosis
    (Passed(message='', details=''), 'wrong value')
    """

    expected: sympy.Expr | Mapping[str, sympy.Expr]
    points: tuple[Mapping[sympy.Symbol, sympy.Rational], ...]
    misconceptions: tuple[Misconception, ...] = ()

    kind = "derive"

    def judge(self, answer: Any) -> Passed | NotYet:
        """Compare the answer at all points and report the first where it differs."""
        if isinstance(self.expected, Mapping):
            if not isinstance(answer, Mapping):
                wanted = "a dictionary with " + " and ".join(map(repr, self.expected))
                return _not_a(answer, "wrong type", wanted, "")
            missing = [key for key in self.expected if key not in answer]
            if missing:
                return NotYet("not finished", f"{missing[0]!r} is missing.")
            if unfinished := _unfinished(answer):
                return unfinished
            findings = (
                self._judge_part(key, answer[key], self.expected[key]) for key in self.expected
            )
        else:
            findings = iter([self._judge_part("", answer, self.expected)])
        return next((finding for finding in findings if finding), Passed())

    def _judge_part(self, key: str, answer: Any, expected: sympy.Expr) -> NotYet | None:
        read = self._read(answer)
        if isinstance(read, NotYet):
            return replace(read, on=key or None)
        outcome = run(self._compare, read, expected, seconds=SECONDS)
        if not outcome.ended or outcome.failure:
            what = outcome.failure or "it takes too long"
            return NotYet("not a closed form", f"The expression has no value here: {what}.")
        finding = outcome.value
        if finding is None:
            return None
        for misconception in self.misconceptions:
            if any(self._compare(read, wrong) is None for wrong in _wrongs(misconception, key)):
                finding = misconception.named(finding)
                break
        return replace(finding, on=f"{key} at {finding.on}" if key else finding.on)

    def _read(self, answer: Any) -> sympy.Expr | NotYet:
        """The answer as an expression in our symbols, which are matched by name."""
        import sympy
        from sympy.core.function import AppliedUndef

        if isinstance(answer, sympy.Equality):
            message = "The answer is an equation. Give the expression on its right-hand side."
            return NotYet("an equation", message)
        wanted, advice = "a SymPy expression", "Build it from the symbols, without quotes."
        expression = None
        with contextlib.suppress(sympy.SympifyError):
            expression = sympy.sympify(answer, strict=True)
        if not isinstance(expression, sympy.Expr):
            return _not_a(answer, "wrong type", wanted, advice)
        unevaluated = (sympy.Integral, sympy.Sum, sympy.Product, sympy.Derivative, sympy.Limit)
        if expression.has(*unevaluated):
            message = "Something is left to be worked out: an integral, a sum, a derivative."
            return NotYet("not a closed form", message)
        ours = {symbol.name: symbol for point in self.points for symbol in point}
        theirs = sorted(expression.free_symbols | expression.atoms(AppliedUndef), key=str)
        for symbol in theirs:
            if str(symbol) not in ours:
                message = f"{symbol} does not belong to the answer; expected {', '.join(ours)}."
                return NotYet("unknown symbol", message)
        return expression.subs({symbol: ours[str(symbol)] for symbol in theirs})

    def _compare(self, answer: sympy.Expr, expected: sympy.Expr) -> NotYet | None:
        """The first point at which two expressions differ."""
        import sympy

        # 0.5 is meant as one half; 3.14159 is not meant as pi, and differs from it.
        answer = sympy.nsimplify(answer, rational=True)
        for point in self.points:
            got, wanted = (expression.subs(point).evalf(50) for expression in (answer, expected))
            if _agree(got, wanted, 1e-30):
                continue
            on = ", ".join(f"{symbol} = {value}" for symbol, value in point.items())
            rows = {"on": on, "got": _decimal(got), "expected": _decimal(wanted)}
            if _agree(got, wanted, 1e-9):
                message = (
                    "Nearly: a number in it is rounded. "
                    "Use exact ones, such as sp.pi and sp.Rational(3, 2)."
                )
                return NotYet("rounded number", message, **rows)
            return NotYet("wrong value", "", **rows)
        return None


def _wrongs(misconception: Misconception, key: str) -> tuple[sympy.Expr, ...]:
    wrong = misconception.wrong
    if key:
        wrong = wrong.get(key, ()) if isinstance(wrong, Mapping) else ()
    return wrong if isinstance(wrong, tuple) else (wrong,)


def _agree(got: sympy.Expr, wanted: sympy.Expr, tolerance: float) -> bool:
    """Whether two numbers agree; an infinity agrees with itself alone."""
    if got.is_infinite or wanted.is_infinite:
        return got == wanted
    error = abs(got - wanted)
    return bool(error.is_comparable and error <= tolerance * max(1, abs(wanted)))


def _decimal(value: sympy.Expr) -> str:
    return _shown(float(value)) if value.is_comparable else str(value.evalf(6))


# --- prove ---------------------------------------------------------------------------------------


#: What to say of a line that is the claim itself, for the misconceptions of a proof.
ASSERTED = (
    "This line is what is to be proved, and writing it down does not show why. "
    "Build up to it from lines that each use one rule."
)


@dataclass(frozen=True)
class Prove:
    """Give a derivation: lines, each of which follows by one elementary step.

    Parameters
    ----------
    claim
        Relation in the little language.
    given
        Hypotheses.
    misconceptions
        Wrong lines (one, or a tuple of them); one matches if the first bad line says
        the same.

    Examples
    --------
    >>> task = Prove("H(X|Y) <= H(X)")
    >>> task.judge(["H(X|Y) <= H(X)"]).diagnosis
    'more than one step'
    """

    claim: str
    given: tuple[str, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()

    kind = "prove"

    def judge(self, answer: Any) -> Passed | NotYet:
        """Check the lines one by one."""
        if not isinstance(answer, (list, tuple)):
            advice = 'Write ["first line", "second line"].'
            return _not_a(answer, "wrong type", "a list of lines", advice)
        for number, line in enumerate(answer, 1):
            if line is ...:
                return NotYet("not finished", f"Line {number} is still to be written.")
            if not isinstance(line, str):
                message = f"Line {number} is {_called(line)}, expected text in quotes."
                return NotYet("wrong type", message)
        report = check_proof(self.claim, self.given, answer)
        if report.passed:
            return Passed(details=str(report))
        finding = _finding(report)
        for misconception in self.misconceptions:
            if report.line is not None and _says_one_of(report.text, misconception.wrong):
                named = misconception.named(finding)
                return replace(named, message=f"{named.message} {finding.message}")
        return finding


def _finding(report: ProofReport) -> NotYet:
    message, _, details = report.message.partition("\n")
    on = None if report.line is None else f"line {report.line}: {report.text}"
    if report.counterexample is None:
        return NotYet(report.diagnosis, message, on=on, details=details)
    law, relation = report.counterexample.joint, report.counterexample.claim.relation
    left, right = (
        f"{side} = {law.value(side)}" if side.terms else "0"
        for side in (relation.left, relation.right)
    )
    expected = f"{relation.sense} {right}"
    return NotYet(report.diagnosis, message, on, left, expected, details=str(law))


def _says_one_of(text: str, wrong: str | tuple[str, ...]) -> bool:
    try:
        line = parse_relation(text)
    except LanguageError:
        return False
    texts = wrong if isinstance(wrong, tuple) else (wrong,)
    return any(
        line.sense == relation.sense and same_relation(line, relation)
        for relation in map(parse_relation, texts)
    )


#: The four kinds of exercise.
Task = Code | Construct | Derive | Prove
