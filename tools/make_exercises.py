"""Makes the exercise notebooks from the solutions; needs nbformat and nothing of the course.

    python tools/make_exercises.py            writes exercises/*.ipynb
    python tools/make_exercises.py --check    exits with 1 and names the files that differ

A cell tagged "solution" is dropped, and what stands between the markers of a code cell becomes a
stub. The markers are nbgrader's, so its ClearSolutions makes the same cells.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[1]
BEGIN, END, STUB = "### BEGIN SOLUTION", "### END SOLUTION", "..."


def without_solutions(source: str) -> str:
    """The source with one stub, indented like the marker, for each solution."""
    lines, inside = [], False
    for line in source.split("\n"):
        if (BEGIN in line and inside) or (END in line and not inside):
            raise ValueError(f"the markers do not alternate at {line.strip()!r}")
        if BEGIN in line:
            inside = True
            lines.append(line[: len(line) - len(line.lstrip())] + STUB)
        elif END in line:
            inside = False
        elif not inside:
            lines.append(line)
    if inside:
        raise ValueError(f"no {END!r} after the last {BEGIN!r}")
    return "\n".join(lines)


def exercise_from(solution: NotebookNode) -> NotebookNode:
    """The notebook that a student opens: stubs, and no outputs."""
    cells = []
    for cell in solution.cells:
        tags = cell.metadata.get("tags", [])
        if "solution" in tags:
            continue
        metadata = {"tags": tags} if tags else {}
        if cell.cell_type == "code":
            source = without_solutions(cell.source)
            cell = nbformat.v4.new_code_cell(source, id=cell.id, metadata=metadata)
        else:
            cell = nbformat.v4.new_markdown_cell(cell.source, id=cell.id, metadata=metadata)
        cells.append(cell)
    kept = ("kernelspec", "language_info")
    metadata = {key: solution.metadata[key] for key in kept if key in solution.metadata}
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata, nbformat_minor=5)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, report differences")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder of solutions/, exercises/")
    options = parser.parse_args(arguments)

    solutions, exercises = options.root / "solutions", options.root / "exercises"
    wanted = {}
    for path in sorted(solutions.glob("*.ipynb")):
        notebook = exercise_from(nbformat.read(path, as_version=4))
        wanted[exercises / path.name] = nbformat.writes(notebook) + "\n"
    found = {path: path.read_text(encoding="utf-8") for path in exercises.glob("*.ipynb")}

    differing = sorted(path for path in wanted | found if wanted.get(path) != found.get(path))
    for path in differing:
        orphan = path not in wanted
        print(f"{path.relative_to(options.root)}{' has no solution' if orphan else ''}")
        if not options.check and not orphan:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8")
    if options.check and differing:
        print("These differ from solutions/: run python tools/make_exercises.py")
    return int(options.check and bool(differing))


if __name__ == "__main__":
    sys.exit(main())
