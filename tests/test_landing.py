"""The landing page: it leads to every chapter, and its map asks for what the chapters ask for."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

import nbformat
import pytest

BOOK = Path(__file__).resolve().parent.parent / "book"
CHAPTERS = {int(path.name[:2]): path for path in BOOK.glob("[0-9][0-9]_*.ipynb")}


def text_of(path: Path) -> str:
    return "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)


PAGE = text_of(BOOK / "index.ipynb")
NEEDS: dict[int, set[int]] = {chapter: set() for chapter in CHAPTERS}
for needed, chapter in re.findall(r'data-from="(\d)" data-to="(\d)"', PAGE):
    NEEDS[int(chapter)].add(int(needed))


def all_before(chapter: int) -> set[int]:
    """Return the chapters from which the arrows of the map lead to this one."""
    return NEEDS[chapter].union(*map(all_before, NEEDS[chapter]))


def test_the_map_and_the_table_lead_to_every_chapter() -> None:
    pages = {number: path.stem for number, path in CHAPTERS.items()}
    links = re.findall(r'<a href="(\w+)\.html">.*font-weight="bold">(\d)</text>', PAGE)
    assert {int(number): page for page, number in links} == pages
    rows = re.findall(r"^\| \*\*(\d)\*\* \[[^]]+\]\((\w+)\)", PAGE, flags=re.MULTILINE)
    assert {int(number): page for number, page in rows} == pages


def test_the_map_has_no_circle() -> None:
    assert len(list(TopologicalSorter(NEEDS).static_order())) == len(CHAPTERS)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_a_chapter_needs_comes_before_it_on_the_map(chapter: int) -> None:
    (paragraph,) = re.findall(r"^\*\*You need\*\*.*(?:\n.+)*", text_of(CHAPTERS[chapter]), re.M)
    named = re.findall(r"chapters? (\d)(?: and (\d))?", paragraph)
    asked = {int(number) for pair in named for number in pair if number}
    assert asked <= all_before(chapter)
    assert NEEDS[chapter] <= asked, "the map asks for more than the chapter does"
