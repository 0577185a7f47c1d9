"""Whatever stands in the bibliography is used in the book, and nothing else is cited."""

import re
from pathlib import Path

import nbformat

BOOK = Path(__file__).resolve().parent.parent / "book"
ENTRY = re.compile(r"^@\w+\{(\S+),$", re.MULTILINE)
CITATION = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")

# The references of the lecture notes, in their order, and the one that they mean by the last.
OF_THE_NOTES = [
    "achille2018information",
    "chaudhari2018stochastic",
    "goldfeld2019estimating",
    "saxe2018information",
    "shamir2008learning",
    "tishby1999information",
    "tishby2015deep",
    "shwartzziv2017opening",
]


def cited_in(text: str) -> set[str]:
    return {key.strip() for keys in CITATION.findall(text) for key in keys.split(",")}


def cited_in_notebooks() -> set[str]:
    notebooks = [*BOOK.glob("*.ipynb"), *BOOK.parent.glob("solutions/*.ipynb")]
    cells = [cell for path in notebooks for cell in nbformat.read(path, as_version=4).cells]
    return set().union(*(cited_in(cell.source) for cell in cells if cell.cell_type == "markdown"))


def test_every_entry_is_cited_in_a_chapter_and_every_citation_has_an_entry() -> None:
    entries = ENTRY.findall((BOOK / "references.bib").read_text("utf-8"))
    assert len(entries) == len(set(entries)) > 0
    assert sorted(entries) == sorted(cited_in_notebooks())


def test_the_page_names_the_references_of_the_notes_in_their_order() -> None:
    page = (BOOK / "bibliography.md").read_text("utf-8")
    table = [line for line in page.splitlines() if re.match(r"\| \[\d\]", line)]
    assert CITATION.findall("\n".join(table)) == OF_THE_NOTES
