"""Run all benchmarks and write the table of benchmarks/README.md.

    make benchmarks

What is not installed gets a row that says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import claims
import estimators
import ib
import imports
import information_plane
import measure

try:
    import networks
except ImportError:  # no PyTorch
    networks = None

BENCHMARKS = [claims, ib, information_plane, networks, estimators, imports]
PAGE = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- make benchmarks writes from here -->", "<!-- to here -->"
HEAD = ["Task", "Size", "Ours", "Promised", "Peer", "Theirs", "Ratio", "Answers"]


def rows() -> Iterator[measure.Row]:
    for benchmark in BENCHMARKS:
        if benchmark is not None:
            yield from benchmark.rows()


def cells(row: measure.Row) -> list[str]:
    theirs = ratio = ""
    if row.theirs is not None:
        theirs = measure.seconds(row.theirs)
        ratio = f"{row.ratio:.2g}" if row.ratio < 100 else f"{row.ratio:.0f}"
        ratio = f"**{ratio}**" if row.ratio < 1 else ratio
    ours = measure.seconds(row.ours)
    return [row.task, row.size, ours, row.promised, row.peer, theirs, ratio, row.answers]


def markdown(measured: Iterable[measure.Row]) -> Iterator[str]:
    """The lines of the table; what the row above says of ours is not said again."""
    alignment = ["---", "---", "--:", "---", "---", "--:", "--:", "---"]
    above = [""] * 4
    for line in chain([HEAD, alignment], map(cells, measured)):
        shown = [""] * 4 + line[4:] if line[:4] == above else line
        above = line[:4]
        yield f"| {' | '.join(shown)} |"


def put(page: str, block: str) -> str:
    """The page with a new block between its marks."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{block}\n\n{END}{after}"


def main() -> None:
    start = measure.spent()
    lines = []
    for line in markdown(rows()):
        print(line, flush=True)
        lines.append(line)
    minutes = (measure.spent() - start) / 60
    total = f"All of it took {minutes:.0f} minutes of processor time."
    block = "\n".join([f"{measure.machine()}.", total, "", *lines])
    PAGE.write_text(put(PAGE.read_text(encoding="utf-8"), block), encoding="utf-8")


if __name__ == "__main__":
    main()
