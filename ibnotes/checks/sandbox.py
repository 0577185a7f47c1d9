"""Calls a student's function so that nothing it does can hurt the one who asks.

It may raise, print, call ``exit`` or never come back: the :class:`Outcome` says which.
Only the keyboard interrupt passes through, since it is the student's own way out.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import linecache
import signal
import sys
import sysconfig
import threading
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

__all__ = ["Failure", "Outcome", "run"]

# Code that is not the student's.
LIBRARIES = (
    *(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")),
    str(Path(__file__).parents[1]),
    "<frozen",
)

AGAIN = 0.05  # seconds between two attempts to stop a function that swallows the first
PATIENCE = 8  # how many seconds by the clock a call may wait for each that it may compute


class Stopped(BaseException):
    """Raised inside the student's function when its time is over."""


@dataclass(frozen=True)
class Failure:
    """An exception in one line: its type, what it says, and the student's line it came from.

    Examples
    --------
    >>> print(Failure(ValueError, "p sums to 2"))
    ValueError: p sums to 2
    """

    type: type[BaseException]
    message: str
    line: int | None = None
    source: str = ""

    def __str__(self) -> str:
        text = self.type.__name__ + (f": {self.message}" if self.message else "")
        if self.line is None:
            return text
        return f"{text}, at line {self.line}" + (f": {self.source}" if self.source else "")


@dataclass(frozen=True)
class Outcome:
    """What became of a call: a value, or a failure, or no end; and what it printed.

    Examples
    --------
    >>> run(print, "hello").printed
    'hello\\n'
    """

    value: Any = None
    failure: Failure | None = None
    ended: bool = True
    printed: str = ""


class _Budget:
    """The time of a call. A right answer is not too slow because the machine is busy.

    So what counts are seconds of the processor. A call that sleeps uses none; the clock ends it.
    """

    def __init__(self, seconds: float) -> None:
        self.processor = time.process_time() + seconds
        self.clock = time.monotonic() + PATIENCE * seconds

    def is_spent(self) -> bool:
        return time.process_time() >= self.processor or time.monotonic() >= self.clock


def run(function: Callable[..., Any], *arguments: Any, seconds: float = 2.0) -> Outcome:
    """Call ``function(*arguments)`` and tell what became of it.

    It is stopped after ``seconds`` of processor time, or if it only waits, after eight times as
    many by the clock.

    In the main thread of a Unix process an alarm interrupts the call.
    Elsewhere it runs in a thread, which is abandoned if it does not end.

    Examples
    --------
    >>> run(lambda x: 2 * x, 21).value
    42
    >>> run(lambda x: 1 / x, 0).failure.message
    'division by zero'
    """
    in_main = threading.current_thread() is threading.main_thread()
    call = _call_under_alarm if in_main and hasattr(signal, "setitimer") else _call_in_thread
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            outcome = call(function, arguments, seconds)
    return Outcome(outcome.value, outcome.failure, outcome.ended, printed.getvalue())


def _enter(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """The frame below which everything is the student's."""
    return function(*arguments)


def _call(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Outcome:
    try:
        return Outcome(value=_enter(function, arguments))
    except KeyboardInterrupt:
        raise
    except Stopped:
        return Outcome(ended=False)
    except BaseException as error:
        return Outcome(failure=_failure(error))


# --- an end to calls that do not end -------------------------------------------------------------


def _call_under_alarm(
    function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float
) -> Outcome:
    """Raise :class:`Stopped` in the call when its time is over, and again until it gives in."""
    tracer, budget = sys.gettrace(), _Budget(seconds)

    def stop_at_next_line(frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            raise Stopped
        return stop_at_next_line

    def stop(number: int, frame: FrameType | None) -> None:
        if not budget.is_spent():
            return
        students = []
        while frame is not None and frame.f_code is not _enter.__code__:
            students.append(frame)
            frame = frame.f_back
        if frame is None:  # the call is over
            return
        # A bare "except: pass" swallows what is raised here; then its own next line raises too.
        for student in students:
            if not student.f_code.co_filename.startswith(LIBRARIES):
                student.f_trace = stop_at_next_line
        sys.settrace(lambda *call: None)
        raise Stopped

    handler = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        return _call(function, arguments)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        sys.settrace(tracer)


def _call_in_thread(
    function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float
) -> Outcome:
    outcomes = [Outcome(ended=False)]

    def body() -> None:
        outcomes.append(_call(function, arguments))

    thread, budget = threading.Thread(target=body, daemon=True), _Budget(seconds)
    thread.start()
    while thread.is_alive() and not budget.is_spent():
        thread.join(AGAIN)
    if not thread.is_alive():
        return outcomes[-1]
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread.ident), ctypes.py_object(Stopped)
    )
    return Outcome(ended=False)


# --- the place of an exception -------------------------------------------------------------------


def _failure(error: BaseException) -> Failure:
    message = " ".join(str(error).split())
    if len(message) > 160:
        message = message[:157] + "..."
    where = _students_line(error.__traceback__)
    if where is None:
        return Failure(type(error), message)
    source = linecache.getline(where.tb_frame.f_code.co_filename, where.tb_lineno)
    return Failure(type(error), message, where.tb_lineno, source.strip())


def _students_line(traceback: TracebackType | None) -> TracebackType | None:
    """The innermost line before the first library is entered."""
    while traceback and traceback.tb_frame.f_code is not _enter.__code__:
        traceback = traceback.tb_next
    found = None
    traceback = traceback.tb_next if traceback else None
    while traceback and not traceback.tb_frame.f_code.co_filename.startswith(LIBRARIES):
        found, traceback = traceback, traceback.tb_next
    return found
