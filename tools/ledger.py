"""The ledger of claims: hold book/claims.yml and the notebooks together, and render the page.

A statement of the book is a labelled ``prf:`` directive in a notebook.
The ledger has one row for each, and a code cell with the tag ``checks:LABEL`` gives it evidence.

    python tools/ledger.py --write    check, then write book/claims.md
    python tools/ledger.py --check    fail and say what is wrong, or if the page is not in step
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import claims_page
import nbformat
import yaml
from cell_anchors import target

ROOT = Path(__file__).resolve().parent.parent
LEDGER = ROOT / "book" / "claims.yml"
PAGE = ROOT / "book" / "claims.md"
SOURCE_IDS = ROOT / "tests" / "source_ids.txt"

VERDICTS = {
    "correct": "right as printed",
    "typo": "a slip of the pen; what is meant is right",
    "imprecise": "a hypothesis or a qualification is missing",
    "wrong": "false as printed; the chapter runs a counterexample",
    "unproven": "printed without a proof; proved in this course",
    "unverifiable": "a report of history or experience; cited, or measured here, and not asserted",
    "missing": "not in the notes, and needed",
}
ERRATA = ("typo", "imprecise", "wrong", "unproven", "unverifiable")

EVIDENCE = {
    "certificate": "a proof by exact rational multipliers, verified without a solver",
    "symbolic": "a derivation in computer algebra",
    "exact": "exact arithmetic on finite laws",
    "quadrature": "numerical integration against a closed form",
    "simulation": "random draws or training runs, with their spread",
    "cited": "taken from the literature, as a proof or as a report",
}

DIRECTIVE = re.compile(r"^[:`]{3,}\{prf:(?P<kind>\w+)\}[ \t]*(?P<title>.*)$")
OPTION = re.compile(r"^:(?P<name>[\w-]+):[ \t]*(?P<value>.*)$")
CAN_FAIL = re.compile(r"\bassert\b|\braise\b|\.prove\(|\bassert_\w+\(")


@dataclass(frozen=True)
class Row:
    """One row of the ledger."""

    label: str
    chapter: int
    source: list[str]
    verdict: str
    change: str
    evidence: list[str]
    uses: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Statement:
    """One numbered statement of a chapter, as its notebook has it."""

    label: str
    kind: str
    title: str
    chapter: int


@dataclass(frozen=True)
class Check:
    """One code cell that says it checks a label."""

    label: str
    chapter: int
    source: str
    executed: bool


def load_rows(text: str) -> list[Row]:
    """Read the ledger; a row with other fields than those of ``Row`` raises ``ValueError``."""
    names = [f.name for f in fields(Row)]
    rows = []
    for entry in yaml.safe_load(text) or []:
        unknown, absent = set(entry) - set(names), set(names) - set(entry) - {"uses"}
        if unknown or absent:
            raise ValueError(
                f"row {entry.get('label', entry)!r} has unknown fields {sorted(unknown)} "
                f"and lacks {sorted(absent)}, expected {names}"
            )
        rows.append(Row(**entry))
    return rows


def load_source_ids(text: str) -> dict[str, int]:
    """Read lines such as ``D1.1 1``: an id of the notes and the chapter that owes it."""
    lines = (line.split("#")[0].split() for line in text.splitlines())
    return {name: int(chapter) for name, chapter in filter(None, lines)}


def load_notebooks(folder: Path) -> dict[int, nbformat.NotebookNode]:
    """Return {chapter: notebook} for the files NN_topic.ipynb of a folder."""
    paths = sorted(folder.glob("[0-9][0-9]_*.ipynb"))
    return {int(path.name[:2]): nbformat.read(path, as_version=4) for path in paths}


def statements_of(chapter: int, notebook: nbformat.NotebookNode) -> list[Statement]:
    """Return the statements of a notebook in order; one without a label has the label ``""``."""
    found = []
    for cell in notebook.cells:
        lines = cell.source.splitlines() if cell.cell_type == "markdown" else []
        for number, line in enumerate(lines):
            directive = DIRECTIVE.match(line)
            if directive is None or directive["kind"] in ("proof", "ref"):
                continue
            options = {}
            for following in lines[number + 1 :]:
                option = OPTION.match(following)
                if option is None:
                    break
                options[option["name"]] = option["value"].strip()
            label = options.get("label", "")
            found.append(Statement(label, directive["kind"], directive["title"], chapter))
    return found


def checks_of(chapter: int, notebook: nbformat.NotebookNode) -> list[Check]:
    """Return the cells of a notebook that carry a tag ``checks:LABEL``, once for each tag."""
    found = []
    for cell in notebook.cells:
        for tag in cell.metadata.get("tags", []):
            if tag.startswith("checks:"):
                executed = (
                    cell.cell_type == "code"
                    and cell.execution_count is not None
                    and all(output.output_type != "error" for output in cell.outputs)
                )
                found.append(Check(tag.removeprefix("checks:"), chapter, cell.source, executed))
    return found


def problems(
    rows: Sequence[Row],
    notebooks: Mapping[int, nbformat.NotebookNode],
    source_ids: Mapping[str, int],
) -> list[str]:
    """Return everything that keeps ledger, statements and cells apart, one line each."""
    statements = [s for number, book in notebooks.items() for s in statements_of(number, book)]
    checks = [c for number, book in notebooks.items() for c in checks_of(number, book)]
    return [
        *_statement_problems(statements, checks, rows),
        *_check_problems(checks, statements),
        *_row_problems(rows, statements, checks, source_ids),
        *_uses_problems(rows),
        *_owed_problems(rows, notebooks, source_ids),
    ]


def _repeated(labels: Iterable[str]) -> list[str]:
    return [label for label, count in Counter(labels).items() if count > 1]


def _statement_problems(
    statements: Sequence[Statement], checks: Sequence[Check], rows: Sequence[Row]
) -> list[str]:
    checked = {(check.label, check.chapter) for check in checks}
    recorded = {row.label for row in rows}
    found = [f"two statements have the label {x}" for x in _repeated(s.label for s in statements)]
    for statement in statements:
        name = f"chapter {statement.chapter}: {statement.kind} {statement.label!r}"
        if not statement.label:
            found.append(f"{name} ({statement.title}) has no label")
            continue
        if (statement.label, statement.chapter) not in checked:
            found.append(f"{name} is unbound: no cell has the tag checks:{statement.label}")
        if statement.label not in recorded:
            found.append(f"{name} has no row in the ledger")
    return found


def _check_problems(checks: Sequence[Check], statements: Sequence[Statement]) -> list[str]:
    known = {statement.label for statement in statements}
    found = []
    for check in checks:
        name = f"chapter {check.chapter}: a cell with the tag checks:{check.label}"
        if check.label not in known:
            found.append(f"{name} points to no statement")
        if not check.executed:
            found.append(f"{name} was not executed, or ended in an error")
        if not CAN_FAIL.search(check.source):
            found.append(f"{name} has nothing in it that can fail")
    return found


def _row_problems(
    rows: Sequence[Row],
    statements: Sequence[Statement],
    checks: Sequence[Check],
    source_ids: Mapping[str, int],
) -> list[str]:
    chapters = {statement.label: statement.chapter for statement in statements}
    found = [f"two rows have the label {label}" for label in _repeated(row.label for row in rows)]
    for row in rows:
        name = f"row {row.label}"
        if row.label not in chapters:
            found.append(f"{name} points to no statement")
        elif row.chapter != chapters[row.label]:
            found.append(f"{name} says chapter {row.chapter}, expected {chapters[row.label]}")
        if row.verdict not in VERDICTS:
            found.append(f"{name} has the verdict {row.verdict!r}, expected one of {[*VERDICTS]}")
        if not row.evidence:
            found.append(f"{name} names no evidence")
        for kind in row.evidence:
            if kind not in EVIDENCE:
                found.append(f"{name} has the evidence {kind!r}, expected one of {[*EVIDENCE]}")
        for name_of_id in row.source:
            if name_of_id not in source_ids:
                found.append(f"{name} names the unknown source id {name_of_id}")
        if not row.source and row.verdict != "missing":
            found.append(f"{name} has a verdict on the source but no source id")
        if not row.change.strip():
            found.append(f"{name} does not say what changed")
        cells = [check.source for check in checks if check.label == row.label]
        proves = any(".prove(" in cell or ".verify(" in cell for cell in cells)
        if "certificate" in row.evidence and row.label in chapters and not proves:
            found.append(f"{name} claims a certificate, but no cell of its label proves anything")
    return found


def _uses_problems(rows: Sequence[Row]) -> list[str]:
    labels = {row.label for row in rows}
    found = [
        f"row {row.label} uses {used}, which has no row"
        for row in rows
        for used in row.uses
        if used not in labels
    ]
    try:
        TopologicalSorter({row.label: row.uses for row in rows}).prepare()
    except CycleError as cycle:
        found.append(f"these rows rest on each other in a circle: {' -> '.join(cycle.args[1])}")
    return found


def _owed_problems(
    rows: Sequence[Row],
    notebooks: Mapping[int, nbformat.NotebookNode],
    source_ids: Mapping[str, int],
) -> list[str]:
    paid = {(name, row.chapter) for row in rows for name in row.source}
    return [
        f"chapter {chapter} owes the source id {name}: no row of that chapter has it"
        for name, chapter in source_ids.items()
        if chapter in notebooks and (name, chapter) not in paid
    ]


def load_pages(folder: Path) -> dict[int, str]:
    """Return {chapter: name of its file without the end} for the notebooks of a folder."""
    return {int(path.name[:2]): path.stem for path in sorted(folder.glob("[0-9][0-9]_*.ipynb"))}


def render(
    rows: Sequence[Row],
    statements: Sequence[Statement],
    checks: Sequence[Check],
    pages: Mapping[int, str],
) -> str:
    """Return the Markdown of the page "Claims and errata"."""
    titles = {statement.label: statement.title for statement in statements}
    cells = Counter(check.label for check in checks)
    chapters = sorted({row.chapter for row in rows})
    counts = Counter(row.verdict for row in rows)
    verdicts = [f"| {v} | {counts[v]} | {meaning} |" for v, meaning in VERDICTS.items()]
    of_kind = Counter(kind for row in rows for kind in row.evidence)
    kinds = [f"| {kind} | {of_kind[kind]} | {meaning} |" for kind, meaning in EVIDENCE.items()]
    errata = [
        _entry(row, "erratum", _erratum(row, titles, cells))
        for row in rows
        if row.verdict in ERRATA
    ]
    listed = []
    for chapter in chapters:
        listed += [f"### Chapter {chapter}\n"]
        listed += [
            _entry(row, "listed", _claim(row, titles, cells))
            for row in rows
            if row.chapter == chapter
        ]
    order = {statement.label: i for i, statement in enumerate(statements)}
    nodes = [
        claims_page.Node(
            row.label, titles[row.label], row.chapter, _strongest(row.evidence), row.uses
        )
        for row in sorted(rows, key=lambda row: order[row.label])
    ]
    return "\n".join(
        [
            "<!-- Written by tools/ledger.py from book/claims.yml. -->",
            "# Claims and errata",
            "",
            "Every numbered statement of this book stands in a ledger.",
            "It says where the statement comes from, and by which kind of evidence it is checked.",
            "A statement without such a row, or without a cell that can fail, fails the tests.",
            "The ids number what the source notes claim; F stands for what the claims rest on, "
            "M for what chapter 8 adds.",
            f"It holds {len(rows)} claims of {len(chapters)} chapters.",
            "",
            "| verdict on the notes | claims | what it means |",
            "|---|---|---|",
            *verdicts,
            "",
            "| evidence | claims | what it means |",
            "|---|---|---|",
            *kinds,
            "",
            "A claim can have evidence of more than one kind.",
            "",
            "## What rests on what",
            "",
            "Each disc is a statement and leads to it; each row is a chapter.",
            "A line leads to what the proof uses, and the color is the strongest evidence.",
            "",
            _raw(claims_page.draw_map(nodes, pages, [*EVIDENCE])),
            "",
            "## The lists",
            "",
            "First come the errata, then all claims by chapter.",
            "",
            _raw(claims_page.draw_filter(chapters, [*VERDICTS], [*EVIDENCE])),
            "",
            "## Errata",
            "",
            "What the notes print and this book changes.",
            "",
            *errata,
            "## All claims",
            "",
            *listed,
            _raw(claims_page.SCRIPT),
            "",
        ]
    )


def _strongest(evidence: Sequence[str]) -> str:
    return next(kind for kind in EVIDENCE if kind in evidence)


def _raw(html: str) -> str:
    return f"```{{raw}} html\n{html}\n```"


def _entry(row: Row, kind: str, text: str) -> str:
    """Put an entry into a box with the classes by which the menus find it."""
    evidence = " ".join(f"evidence-{name}" for name in row.evidence)
    classes = f"claim {kind} chapter-{row.chapter} verdict-{row.verdict} {evidence}"
    return f":::{{div}} {classes}\n{text}:::\n"


def _erratum(row: Row, titles: Mapping[str, str], cells: Mapping[str, int]) -> str:
    heading = f"{', '.join(row.source)} · {row.verdict} · {titles[row.label]}"
    where = f"See {{prf:ref}}`{row.label}`."
    evidence = f"Evidence: {_evidence(row, cells)}."
    return f"{heading}\n: {row.change}\n  {where}\n  {evidence}\n"


def _claim(row: Row, titles: Mapping[str, str], cells: Mapping[str, int]) -> str:
    lines = [f"{{prf:ref}}`{row.label}` · {titles[row.label]}"]
    source = f"{', '.join(row.source)} ({row.verdict})" if row.source else "not in the notes"
    lines += [f": Notes: {source}. Evidence: {_evidence(row, cells)}."]
    if row.verdict not in ERRATA:
        lines += [f"  {row.change}"]
    if row.uses:
        lines += ["  Rests on " + ", ".join(f"{{prf:ref}}`{label}`" for label in row.uses) + "."]
    return "\n".join(lines) + "\n"


def _evidence(row: Row, cells: Mapping[str, int]) -> str:
    """The kinds of evidence, and links to where it is: its one cell, or cell 1, cell 2 ..."""
    count = cells[row.label]
    names = ["its cell"] if count == 1 else [f"cell {i}" for i in range(1, count + 1)]
    links = [f"{{ref}}`{name} <{target(row.label, i)}>`" for i, name in enumerate(names, 1)]
    return f"{', '.join(row.evidence)}, in {', '.join(links)}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Hold the ledger and the chapters together.")
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--write", action="store_true", help="check, then write book/claims.md")
    mode.add_argument("--check", action="store_true", help="fail if anything is wrong")
    arguments = parser.parse_args()

    rows = load_rows(LEDGER.read_text(encoding="utf-8"))
    notebooks = load_notebooks(LEDGER.parent)
    found = problems(rows, notebooks, load_source_ids(SOURCE_IDS.read_text(encoding="utf-8")))
    if not found:
        page = render(
            rows,
            [s for n, book in notebooks.items() for s in statements_of(n, book)],
            [c for n, book in notebooks.items() for c in checks_of(n, book)],
            load_pages(LEDGER.parent),
        )
        if arguments.write:
            PAGE.write_text(page, encoding="utf-8")
        elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
            found = ["book/claims.md is not in step (run tools/ledger.py --write)"]
    print("\n".join(found) or f"{len(rows)} claims hold together")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
