"""What the benchmarks share: processor time, a row of the table, and the machine in words.

Import it before NumPy, which reads the number of threads when it is loaded.
"""

from __future__ import annotations

import os

for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"

import platform
import re
import resource
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

Task = Callable[[], Any]
Peers = dict[str, Task | None]  # by the name of the peer; None where it is not installed

# A task is run five times and for half a second, but not again after five seconds.
RUNS, AT_LEAST, AT_MOST = 5, 0.5, 5.0


@dataclass(frozen=True)
class Row:
    """Seconds that one task takes us and a peer, and what the answers are worth.

    ``limit`` is the most that the course promises for us. Without a time of theirs, ``peer`` says
    why there is none, or is empty.
    """

    task: str
    size: str
    ours: float
    peer: str = ""
    theirs: float | None = None
    answers: str = ""
    limit: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times as long as we the peer takes."""
        return None if self.theirs is None else self.theirs / self.ours

    @property
    def promised(self) -> str:
        if self.limit is None:
            return ""
        return f"{seconds(self.limit)}, {'ok' if self.ours <= self.limit else 'TOO SLOW'}"


def cpu_seconds(*tasks: Task) -> list[tuple[float, Any]]:
    """The least processor time of each task, with its child processes, and what it returned.

    The tasks take turns, so that what else the machine does falls on all of them.
    """
    times: list[list[float]] = [[] for _ in tasks]
    results: list[Any] = [None for _ in tasks]

    def unfinished(own: list[float]) -> bool:
        return sum(own) < AT_MOST and (len(own) < RUNS or sum(own) < AT_LEAST)

    while any(map(unfinished, times)):
        for i, task in enumerate(tasks):
            if unfinished(times[i]):
                start = spent()
                with warnings.catch_warnings(), np.errstate(all="ignore"):
                    warnings.simplefilter("ignore")
                    results[i] = task()
                times[i].append(spent() - start)
    return [(min(own), result) for own, result in zip(times, results)]


def spent() -> float:
    """Seconds of processor time so far, of this process and of children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def compare(
    task: str,
    size: str,
    ours: Task,
    peers: Peers | None = None,
    answers: Callable[[Any, Any], str] = lambda mine, theirs: "",
    limit: float | None = None,
) -> Iterator[Row]:
    """A row for each peer, or one row if there are none.

    ``answers`` says what our result and that of the peer are worth; the latter may be None.
    """
    present = {name: peer for name, peer in (peers or {}).items() if peer is not None}
    (our_time, mine), *timed = cpu_seconds(ours, *present.values())
    theirs = dict(zip(present, timed))
    for name in peers or [""]:
        their_time, result = theirs.get(name, (None, None))
        yield Row(task, size, our_time, name, their_time, answers(mine, result), limit)


def if_there(package: object, task: Task) -> Task | None:
    """The task of a peer, or None where the import has left None in place of its package."""
    return None if package is None else task


def named(distribution: str, what: str = "") -> str:
    """A package with its version, and what of it is meant."""
    try:
        name = f"{distribution} {version(distribution)}"
    except PackageNotFoundError:
        name = f"{distribution} (not installed)"
    return f"{name}, {what}" if what else name


def machine() -> str:
    """The processor, its cores, and the versions on which both sides run."""
    processor = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists() and (found := re.search(r"model name\s*: (.*)", cpuinfo.read_text())):
        processor = found[1]
    libraries = ", ".join(named(name) for name in ("numpy", "scipy", "scikit-learn", "torch"))
    return (
        f"{processor}, {os.cpu_count()} cores, {platform.system()}; "
        f"Python {platform.python_version()}, {libraries}"
    )


def seconds(value: float) -> str:
    """Two digits and a unit."""
    number, unit = (value, "s") if value >= 1 else (1e3 * value, "ms")
    return f"{number:.0f} {unit}" if number >= 9.95 else f"{number:.2g} {unit}"


def report(rows: Iterable[Row]) -> None:
    """Print rows as they come."""
    print(machine(), end="\n\n")
    for row in rows:
        parts = [f"{row.task:34} {row.size:26} {seconds(row.ours):>7}", row.promised, row.peer]
        if row.ratio is not None:
            parts.append(f"{seconds(row.theirs)}, ratio {row.ratio:.2f}")
        print("  ".join(part for part in [*parts, row.answers] if part), flush=True)
