"""The contract of the notebooks: what they store, how long a cell is, how prose and pictures stand.

Each rule returns the faults that it finds in a notebook. The last test holds that each rule finds
the fault that it is there for.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

ROOT = Path(__file__).resolve().parent.parent
BOOK = sorted(ROOT.glob("book/*.ipynb"))  # the landing page and the chapters
CHAPTERS = sorted(ROOT.glob("book/[0-9]*.ipynb"))
SOLUTIONS = sorted(ROOT.glob("solutions/*.ipynb"))
EXERCISES = sorted(ROOT.glob("exercises/*.ipynb"))

# A cell shows one idea in about fifteen lines; a few more are borne.
MOST_LINES = 18
PICTURES = {"image/png", "image/jpeg", "image/svg+xml"}

Rule = Callable[[NotebookNode], Iterator[str]]


def code_cells(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    """Number the code cells as JupyterLab does after a run from top to bottom."""
    cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    return enumerate(cells, start=1)


def was_run_from_top_to_bottom(notebook: NotebookNode) -> Iterator[str]:
    for number, cell in code_cells(notebook):
        if cell.execution_count != number:
            yield f"code cell {number} carries the count {cell.execution_count}"


def stores_what_it_prints(notebook: NotebookNode) -> Iterator[str]:
    for number, cell in code_cells(notebook):
        if prints(cell.source) and not cell.outputs:
            yield f"code cell {number} prints, and stores no output"


def prints(source: str) -> bool:
    """Say whether a cell calls print outside the functions that it defines."""
    return any(
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == "print"
        for node in ast.parse(re.sub(r"^[%!].*", "", source, flags=re.MULTILINE)).body
    )


def stores_no_error_and_no_warning(notebook: NotebookNode) -> Iterator[str]:
    for number, cell in code_cells(notebook):
        allowed = "raises-exception" in cell.metadata.get("tags", [])
        for output in cell.outputs:
            if output.output_type == "error" and not allowed:
                yield f"code cell {number} stores an error: {output.ename}"
            if output.output_type == "stream" and output.name == "stderr":
                yield f"code cell {number} stores a warning: {output.text[:60]}"


def names_the_standard_kernel(notebook: NotebookNode) -> Iterator[str]:
    name = notebook.metadata.get("kernelspec", {}).get("name")
    if name != "python3":
        yield f"the kernel is {name}, expected python3"


def has_short_cells(notebook: NotebookNode) -> Iterator[str]:
    for number, cell in code_cells(notebook):
        lines = sum(1 for line in cell.source.splitlines() if line.strip())
        if lines > MOST_LINES:
            yield f"code cell {number} has {lines} lines, more than {MOST_LINES}"


def describes_its_pictures(notebook: NotebookNode) -> Iterator[str]:
    for number, cell in code_cells(notebook):
        if not any(PICTURES & set(output.get("data", {})) for output in cell.outputs):
            continue
        described = cell.metadata.get("mystnb", {})
        if not described.get("image", {}).get("alt"):
            yield f"code cell {number} has a picture without alternative text"
        if not described.get("figure", {}).get("caption"):
            yield f"code cell {number} has a picture without caption"


def has_one_sentence_a_line(notebook: NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield from crowded_lines(cell.source)


# What may stand before a space and a capital letter without ending a sentence.
ABBREVIATION = re.compile(r"(\b(e\.g|i\.e|cf|vs|al|Eq|Eqs|Fig|Sec|Ch|Ex|resp|no|[A-Z])\.)$")


def crowded_lines(text: str) -> Iterator[str]:
    """Find the lines of prose on which a second sentence begins."""
    text = re.sub(r"^(`{3,}|~{3,}).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"\$\$.*?\$\$", "", text, flags=re.DOTALL)
    for line in text.splitlines():
        if re.match(r"\s*(\||#|:|<)", line):  # tables, headings, directives and their options
            continue
        prose = re.sub(r"\$[^$]*\$|`[^`]*`", "m", line)
        prose = re.sub(r"^\s*(\d+\.|[-*]) ", "", prose)
        for end in re.finditer(r"[.!?][\"')*_]* +(?=[\"'(*_]*[A-Z])", prose):
            if not ABBREVIATION.search(prose[: end.start() + 1]):
                yield f"two sentences on a line: {line.strip()[:80]}"
                break


RULES_OF_CHAPTERS: list[Rule] = [
    was_run_from_top_to_bottom,
    stores_what_it_prints,
    stores_no_error_and_no_warning,
    names_the_standard_kernel,
    has_short_cells,
    describes_its_pictures,
    has_one_sentence_a_line,
]
# A solution may be longer than a cell that is there to be read.
RULES_OF_SOLUTIONS = [rule for rule in RULES_OF_CHAPTERS if rule is not has_short_cells]

NOTEBOOKS_AND_RULES = [(path, rule) for path in BOOK for rule in RULES_OF_CHAPTERS]
NOTEBOOKS_AND_RULES += [(path, rule) for path in SOLUTIONS for rule in RULES_OF_SOLUTIONS]


def name_of(argument: object) -> str:
    if isinstance(argument, Path):
        return str(argument.relative_to(ROOT))
    return getattr(argument, "__name__", str(argument))


@pytest.mark.parametrize(("path", "rule"), NOTEBOOKS_AND_RULES, ids=name_of)
def test_notebook_keeps_the_rule(path: Path, rule: Rule) -> None:
    faults = list(rule(nbformat.read(path, as_version=4)))
    assert not faults, "\n".join([f"{name_of(path)}:", *faults])


@pytest.mark.parametrize("path", sorted(ROOT.glob("book/**/*.md")), ids=name_of)
def test_page_has_one_sentence_a_line(path: Path) -> None:
    faults = list(crowded_lines(path.read_text(encoding="utf-8")))
    assert not faults, "\n".join([f"{name_of(path)}:", *faults])


@pytest.mark.parametrize("path", EXERCISES, ids=name_of)
def test_exercises_are_stored_without_outputs(path: Path) -> None:
    for number, cell in code_cells(nbformat.read(path, as_version=4)):
        assert not cell.outputs, f"code cell {number} stores an output"
        assert cell.execution_count is None, f"code cell {number} carries a count"


def test_each_chapter_has_solutions_and_exercises() -> None:
    names = [path.name for path in CHAPTERS]
    assert names, "no chapter found"
    assert [path.name for path in SOLUTIONS] == names
    assert [path.name for path in EXERCISES] == names


def test_each_page_stands_in_the_order_of_the_book() -> None:
    """The build leaves out, without a word, what _toc.yml does not name."""
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    listed = re.findall(r"^(?:root:|\s*- file:) (\S+)$", toc, flags=re.MULTILINE)
    pages = [*BOOK, *SOLUTIONS, *ROOT.glob("book/**/*.md")]
    assert sorted(listed) == sorted(str(page.relative_to(ROOT).with_suffix("")) for page in pages)


PICTURE = new_output("display_data", data={"image/png": ""})
ERROR = new_output("error", ename="ValueError", evalue="", traceback=[])
WARNING = new_output("stream", name="stderr", text="DeprecationWarning")


@pytest.mark.parametrize(
    ("rule", "cell", "fault"),
    [
        (was_run_from_top_to_bottom, new_code_cell("x = 1"), "carries the count None"),
        (stores_what_it_prints, new_code_cell("print(1)"), "stores no output"),
        (stores_no_error_and_no_warning, new_code_cell(outputs=[ERROR]), "ValueError"),
        (stores_no_error_and_no_warning, new_code_cell(outputs=[WARNING]), "Deprecation"),
        (names_the_standard_kernel, new_markdown_cell(), "expected python3"),
        (has_short_cells, new_code_cell("x = 1\n" * 19), "19 lines"),
        (describes_its_pictures, new_code_cell(outputs=[PICTURE]), "alternative text"),
        (describes_its_pictures, new_code_cell(outputs=[PICTURE]), "caption"),
        (has_one_sentence_a_line, new_markdown_cell("One thing. Another."), "One thing"),
        (has_one_sentence_a_line, new_markdown_cell("It is $x$. Then stop."), "It is"),
        (has_one_sentence_a_line, new_markdown_cell("Is *it?* Yes."), "Is"),
    ],
)
def test_a_rule_finds_its_fault(rule: Rule, cell: NotebookNode, fault: str) -> None:
    faults = list(rule(new_notebook(cells=[cell])))
    assert any(fault in found for found in faults), faults


@pytest.mark.parametrize(
    "text",
    [
        "By Cover et al. Theorem 2 holds.",
        "Claude E. Shannon wrote it.",
        "1. The first point.",
        "## Dr. Who. A heading",
        "| A cell. Another | one |",
        "Some, e.g. Gaussian, laws.",
        "$$\na. B\n$$",
        "```python\nx. Y\n```",
        "Use `a. B` for it.",
    ],
)
def test_one_sentence_is_not_taken_for_two(text: str) -> None:
    assert not list(crowded_lines(text))
