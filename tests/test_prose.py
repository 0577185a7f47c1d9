"""What the prose of a chapter says is so: its numbers are printed above, its exercises exist."""

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

ROOT = Path(__file__).resolve().parent.parent
BOOK = sorted(ROOT.glob("book/*.ipynb"))  # the landing page and the chapters
CHAPTERS = sorted(ROOT.glob("book/[0-9]*.ipynb"))

# "1.12" may be the number of an exercise or a section; these can only be values.
NUMBER = re.compile(r"(?<![\w.])(?:0\.\d{2,}|\d+\.\d{3,})(?![\w.]*\d)")


def text_of(cell: NotebookNode) -> str:
    """Return what a code cell shows as text."""
    texts = []
    for output in cell.outputs:
        data = output.get("data", {})
        texts += [output.get("text", ""), data.get("text/plain", ""), data.get("text/latex", "")]
    return "\n".join(texts)


def unprinted_numbers(notebook: NotebookNode) -> Iterator[str]:
    """Yield the numbers of the prose, captions and descriptions that no cell above printed."""
    printed: set[str] = set()
    for cell in notebook.cells:
        prose = cell.source
        if cell.cell_type == "code":
            printed |= set(NUMBER.findall(text_of(cell)))
            described = cell.metadata.get("mystnb", {})
            caption = described.get("figure", {}).get("caption", "")
            prose = caption + " " + described.get("image", {}).get("alt", "")
        yield from (number for number in NUMBER.findall(prose) if number not in printed)


@pytest.mark.parametrize("path", BOOK, ids=lambda path: path.name)
def test_every_number_in_the_prose_is_printed_above(path: Path) -> None:
    assert not list(unprinted_numbers(nbformat.read(path, as_version=4)))


PRINTS = new_code_cell("print(x)", outputs=[new_output("stream", text="I = 0.1593 nats\n")])


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ([PRINTS, new_markdown_cell("The sky tells $0.1593$ nats.")], []),
        ([PRINTS, new_markdown_cell("The sky tells $0.1594$ nats.")], ["0.1594"]),
        ([new_markdown_cell("The sky tells 0.1593 nats."), PRINTS], ["0.1593"]),
        ([new_markdown_cell("Exercise 1.2 settles D1.12; see section 1.10.")], []),
    ],
)
def test_a_number_from_nowhere_is_found(cells, found):
    assert list(unprinted_numbers(new_notebook(cells=cells))) == found


def test_a_number_from_nowhere_is_found_in_a_caption():
    metadata = {"mystnb": {"figure": {"caption": "Half a bit at 0.12."}}}
    picture = new_code_cell("plot()", metadata=metadata)
    assert list(unprinted_numbers(new_notebook(cells=[picture]))) == ["0.12"]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.name)
def test_a_chapter_lists_its_exercises_by_their_titles(path: Path) -> None:
    chapter, solutions = (
        "\n".join(cell.source for cell in nbformat.read(notebook, as_version=4).cells)
        for notebook in (path, ROOT / "solutions" / path.name)
    )
    titles = re.findall(r"^## (\d+\.\d+) (.+)$", solutions, flags=re.MULTILINE)
    listed = re.findall(r"^\| (\d+\.\d+) \| (.+?) \|", chapter, flags=re.MULTILINE)
    assert titles and listed == titles
