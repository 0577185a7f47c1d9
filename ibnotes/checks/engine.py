"""The engine behind the exercises: ``check``, ``hint``, ``progress``.

The exercises of chapter 3 are the tuple ``EXERCISES`` of the module ``chapter03`` beside this
one, which is imported at the first question about one of them.
What is passed and which hints were given is kept in the file ``.progress.json`` of the folder the
notebook runs in, and what happened in this session is remembered beside it. So a file that cannot
be read counts as empty, one that cannot be written costs the memory after this session, and two
notebooks that write at once do not take from each other what they show.
"""

from __future__ import annotations

import contextlib
import json
import os
import pkgutil
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from importlib import import_module
from pathlib import Path
from textwrap import fill
from typing import Any

from ibnotes.checks.kinds import Passed, Task, is_untouched

__all__ = ["Exercise", "Hint", "Progress", "Verdict", "check", "find", "hint", "judge", "progress"]

PASSED, NOT_YET, NOT_ATTEMPTED = "passed", "not yet", "not attempted"
LEFT = "style='text-align: left'"
SPACED = "style='margin-top: 0.6em'"  # from what keeps its columns, which has no margin
COLORS = {PASSED: "#2a9d55", NOT_YET: "#d08700", NOT_ATTEMPTED: "#8a8a8a"}


@dataclass(frozen=True)
class Exercise:
    """One exercise: its number, a title, the task, and hints that lead up to the solution.

    Examples
    --------
    >>> find("1.7").title, find("1.7").kind
    ('Data processing (X5)', 'prove')
    """

    id: str
    title: str
    task: Task
    hints: tuple[str, ...]

    @property
    def kind(self) -> str:
        """What is asked for, "code", "construct", "derive" or "prove"."""
        return self.task.kind


# --- what a check says ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    """The answer to an answer: passed, not yet, or not attempted.

    ``on``, ``got`` and ``expected`` are the smallest concrete input on which the answer is wrong,
    what came out and what should have; ``diagnosis`` names the fault; ``details`` are lines of text
    that keep their columns, such as a law or a proof with its reasons.

    Examples
    --------
    >>> judge(find("1.7"), ["I(X;Y|Z) = 0"]).diagnosis
    'wrong Markov order'
    """

    exercise: str
    status: str
    diagnosis: str = ""
    message: str = ""
    on: str | None = None
    got: str | None = None
    expected: str | None = None
    details: str = ""
    next_hint: str = ""

    def _headline(self) -> str:
        return f"{self.exercise} {self.status}" + (f": {self.diagnosis}" if self.diagnosis else "")

    def _rows(self) -> list[tuple[str, str]]:
        rows = (("on", self.on), ("got", self.got), ("expected", self.expected))
        return [(name, value) for name, value in rows if value is not None]

    def __repr__(self) -> str:
        lines = [self._headline()]
        lines += [f"  {name:<10}{value}" for name, value in self._rows()]
        for text in (fill(self.message, 88), self.details, self.next_hint):
            lines += [f"  {line}" for line in text.splitlines()]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{name}</td><td {LEFT}><code>{escape(value)}</code></td></tr>"
            for name, value in self._rows()
        )
        parts = [
            f"<strong>{escape(self._headline())}</strong>",
            f"<table>{rows}</table>" if rows else "",
            f"<p>{_with_code(self.message)}</p>" if self.message else "",
            f"<pre>{escape(self.details)}</pre>" if self.details else "",
            f"<p {SPACED}>{_with_code(self.next_hint)}</p>" if self.next_hint else "",
        ]
        border = f"border-left: 4px solid {COLORS[self.status]}; padding-left: 0.8em"
        return f'<div style="{border}">{"".join(parts)}</div>'


def _with_code(text: str) -> str:
    """HTML of a sentence in which `code` stands between backticks."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


@dataclass(frozen=True)
class Hint:
    """One step of the ladder of hints.

    Examples
    --------
    >>> Hint("1.1", 1, 4, "Entropy is an expectation.")
    1.1, hint 1 of 4: Entropy is an expectation.
    """

    exercise: str
    number: int
    of: int
    text: str

    def __repr__(self) -> str:
        return f"{self.exercise}, hint {self.number} of {self.of}: {self.text}"

    def _repr_markdown_(self) -> str:
        return f"**{self.exercise}, hint {self.number} of {self.of}.** {self.text}"


@dataclass(frozen=True)
class Progress:
    """Where the student stands: triples of exercise, title and status.

    Examples
    --------
    >>> Progress((("1.1", "Entropy of a table", "passed"),))
    1.1   Entropy of a table  passed
    1 of 1 passed
    """

    rows: tuple[tuple[str, str, str], ...]

    def _summary(self) -> str:
        passed = sum(status == PASSED for _, _, status in self.rows)
        return f"{passed} of {len(self.rows)} passed"

    def __repr__(self) -> str:
        width = max((len(title) for _, title, _ in self.rows), default=0)
        lines = [f"{number:<6}{title:<{width}}  {status}" for number, title, status in self.rows]
        return "\n".join([*lines, self._summary()])

    def _repr_html_(self) -> str:
        rows = "".join(
            "<tr>" + "".join(f"<td {LEFT}>{escape(text)}</td>" for text in row) + "</tr>"
            for row in self.rows
        )
        names = ("exercise", "title", "status")
        head = "<tr>" + "".join(f"<th {LEFT}>{name}</th>" for name in names) + "</tr>"
        return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table><p>{self._summary()}</p>"


# --- the exercises -------------------------------------------------------------------------------


def _chapters() -> list[int]:
    names = (module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    return sorted(int(name[7:]) for name in names if re.fullmatch(r"chapter\d\d", name))


def _exercises_of(chapter: int) -> tuple[Exercise, ...]:
    return import_module(f"ibnotes.checks.chapter{chapter:02}").EXERCISES


def _exercises(chapters: Iterable[int]) -> list[Exercise]:
    return [exercise for chapter in chapters for exercise in _exercises_of(chapter)]


def find(exercise: str) -> Exercise:
    """The exercise of that number.

    Raises ValueError where there is none, and names those there are.

    Examples
    --------
    >>> find("1.1").title
    'Entropy of a table'
    """
    chapter = re.match(r"(\d{1,2})\.", exercise) if isinstance(exercise, str) else None
    if chapter and int(chapter[1]) in _chapters():
        for found in _exercises_of(int(chapter[1])):
            if found.id == exercise:
                return found
    known = ", ".join(found.id for found in _exercises(_chapters()))
    raise ValueError(f"exercise is {exercise!r}, expected one of {known}")


def judge(exercise: Exercise, answer: Any) -> Verdict:
    """Look at an answer, without a memory of it.

    Examples
    --------
    >>> judge(find("1.1"), ...)
    1.1 not attempted
    """
    if is_untouched(answer):
        return Verdict(exercise.id, NOT_ATTEMPTED)
    finding = exercise.task.judge(answer)
    if isinstance(finding, Passed):
        return Verdict(exercise.id, PASSED, message=finding.message, details=finding.details)
    return Verdict(
        exercise.id,
        NOT_YET,
        finding.diagnosis,
        finding.message,
        finding.on,
        finding.got,
        finding.expected,
        finding.details,
    )


# --- what the student calls ----------------------------------------------------------------------


def check(exercise: str, answer: Any) -> Verdict:
    """Check an answer, in a second or so.

    Parameters
    ----------
    exercise
        Its number, such as ``"1.3"``.
    answer
        The function, object, expression or list of lines that the exercise asks for.

    Returns
    -------
    Verdict
        *Passed*, *not attempted* (the answer is the untouched stub), or *not yet* with the smallest
        example on which the answer is wrong.

    Raises
    ------
    ValueError
        Where there is no such exercise.

    Examples
    --------
    >>> check("1.1", ...)
    1.1 not attempted
    """
    found = find(exercise)
    verdict = judge(found, answer)
    if verdict.status == NOT_ATTEMPTED:
        return verdict
    _save(found.id, status=verdict.status)
    if verdict.status == PASSED:
        return verdict
    given, of = _hints_given(found.id), len(found.hints)
    coming = f'Next: `hint("{found.id}")`, hint {given + 1} of {of}.'
    again = f'All {of} hints are given; `hint("{found.id}", 1)` is the first again.'
    return replace(verdict, next_hint=coming if given < of else again)


def hint(exercise: str, number: int | None = None) -> Hint:
    """The next hint to an exercise, or the one of that number.

    Raises ValueError where there is no such exercise or no such hint.

    Examples
    --------
    >>> hint("1.1", 1)
    1.1, hint 1 of 4: Entropy is an expectation: the mean of -log p(x) when x is drawn from p.
    """
    found = find(exercise)
    given, of = _hints_given(found.id), len(found.hints)
    if number is None:
        number = min(given + 1, of)
    if not isinstance(number, int) or not 1 <= number <= of:
        raise ValueError(f"number is {number!r}, expected an int from 1 to {of}")
    _save(found.id, hints=max(given, number))
    return Hint(found.id, number, of, found.hints[number - 1])


def progress(chapter: int | None = None) -> Progress:
    """What is passed, not yet right, and untouched: of one chapter, or of all.

    Raises ValueError where there is no such chapter.

    Examples
    --------
    >>> progress(1).rows[0]
    ('1.1', 'Entropy of a table', 'untouched')
    """
    chapters = _chapters()
    if chapter is not None and chapter not in chapters:
        raise ValueError(f"chapter is {chapter!r}, expected one of {chapters}")
    memory = _load()
    return Progress(
        tuple(
            (exercise.id, exercise.title, memory.get(exercise.id, {}).get("status", "untouched"))
            for exercise in _exercises(chapters if chapter is None else [chapter])
        )
    )


# --- memory --------------------------------------------------------------------------------------

Memory = dict[str, dict[str, Any]]

# The records that were made or changed in this session, by the path of their file.
_session: dict[Path, Memory] = {}


def _file() -> Path:
    return Path.cwd() / ".progress.json"


def _load() -> Memory:
    try:
        entries = json.loads(_file().read_text(encoding="utf-8")).items()
        written = {number: _record(entry) for number, entry in entries}
    except (OSError, ValueError, AttributeError, RecursionError):
        written = {}
    return written | _session.get(_file(), {})


def _hints_given(exercise: str) -> int:
    return _load().get(exercise, {}).get("hints", 0)


def _record(entry: dict[str, Any]) -> dict[str, Any]:
    """What is sound of an entry that may have been edited by hand."""
    record: dict[str, Any] = {}
    if entry.get("status") in (PASSED, NOT_YET):
        record["status"] = entry["status"]
    if isinstance(entry.get("hints"), int) and entry["hints"] > 0:
        record["hints"] = entry["hints"]
    return record


def _save(exercise: str, **changes: Any) -> None:
    """Change a record; the file is replaced at one stroke, so that no reader meets half of it."""
    memory = _load()
    memory[exercise] = memory.get(exercise, {}) | changes
    _session.setdefault(_file(), {})[exercise] = memory[exercise]
    draft = _file().with_name(f".progress.{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        try:
            draft.write_text(json.dumps(memory, indent=1, sort_keys=True), encoding="utf-8")
            draft.replace(_file())
        finally:
            draft.unlink(missing_ok=True)
