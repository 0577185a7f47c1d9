"""The ledger of claims and the chapters hold together, and the checker sees where they do not."""

import re
from pathlib import Path

import claims_page
import ledger
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

ROOT = Path(__file__).resolve().parent.parent
SOURCE_IDS = ledger.load_source_ids((ROOT / "tests" / "source_ids.txt").read_text("utf-8"))

# --- the book ----------------------------------------------------------------------------------


def test_the_ledger_and_the_chapters_hold_together():
    rows = ledger.load_rows(ledger.LEDGER.read_text("utf-8"))
    notebooks = ledger.load_notebooks(ledger.LEDGER.parent)
    assert notebooks
    assert ledger.problems(rows, notebooks, SOURCE_IDS) == []


def test_the_page_of_claims_is_in_step_with_the_ledger():
    rows = ledger.load_rows(ledger.LEDGER.read_text("utf-8"))
    notebooks = ledger.load_notebooks(ledger.LEDGER.parent)
    statements = [s for n, book in notebooks.items() for s in ledger.statements_of(n, book)]
    checks = [c for n, book in notebooks.items() for c in ledger.checks_of(n, book)]
    pages = ledger.load_pages(ledger.LEDGER.parent)
    assert ledger.PAGE.read_text("utf-8") == ledger.render(rows, statements, checks, pages)


def test_every_source_id_has_one_chapter():
    assert len(SOURCE_IDS) == 99
    assert set(SOURCE_IDS.values()) == set(range(1, 10))
    assert [name for name, chapter in SOURCE_IDS.items() if chapter == 1] == (
        "D1.1 D1.2 D1.3 D1.4 I1.1 I1.2 I1.3 F0 F1 F2 F3 X1 X3 X5".split()
    )


def test_statements_stand_in_notebooks_only():
    for page in ledger.LEDGER.parent.glob("*.md"):
        lines = page.read_text("utf-8").splitlines()
        assert not any(ledger.DIRECTIVE.match(line) for line in lines), page.name


# --- a small book, whole and with planted defects ----------------------------------------------

IDS = {"D1": 1, "D2": 1, "E1": 2}


def statement(label: str, title: str = "A fact") -> object:
    return new_markdown_cell(f":::{{prf:theorem}} {title}\n:label: {label}\n\nIt is so.\n:::")


def check(label: str, source: str = "assert True", count: int | None = 1) -> object:
    metadata = {"tags": [f"checks:{label}"]}
    return new_code_cell(source, execution_count=count, metadata=metadata)


def row(label: str, **changes: object) -> ledger.Row:
    fields = {
        "label": label,
        "chapter": 1,
        "source": ["D1"],
        "verdict": "correct",
        "change": "Nothing.",
        "evidence": ["exact"],
    }
    return ledger.Row(**(fields | changes))


def book(*cells: object) -> dict:
    return {1: new_notebook(cells=list(cells))}


WHOLE = book(statement("one"), check("one"), statement("two"), check("two"))
ROWS = [row("one"), row("two", source=["D2"], uses=["one"])]


def test_a_whole_book_has_no_problem():
    assert ledger.problems(ROWS, WHOLE, IDS) == []


@pytest.mark.parametrize(
    ("notebooks", "problem"),
    [
        (
            book(statement("one"), statement("two"), check("two")),
            "chapter 1: theorem 'one' is unbound: no cell has the tag checks:one",
        ),
        (
            book(statement("one"), check("one"), statement("two"), check("two", count=None)),
            "chapter 1: a cell with the tag checks:two was not executed, or ended in an error",
        ),
        (
            book(statement("one"), check("one"), statement("two"), check("two", "print(1)")),
            "chapter 1: a cell with the tag checks:two has nothing in it that can fail",
        ),
        (
            book(*WHOLE[1].cells, check("three")),
            "chapter 1: a cell with the tag checks:three points to no statement",
        ),
        (
            book(*WHOLE[1].cells, statement("three"), check("three")),
            "chapter 1: theorem 'three' has no row in the ledger",
        ),
        (
            book(*WHOLE[1].cells, statement("two")),
            "two statements have the label two",
        ),
        (
            book(*WHOLE[1].cells, new_markdown_cell(":::{prf:lemma} Nameless\n\nIt is so.\n:::")),
            "chapter 1: lemma '' (Nameless) has no label",
        ),
    ],
)
def test_a_defect_in_a_chapter_is_named(notebooks, problem):
    assert ledger.problems(ROWS, notebooks, IDS) == [problem]


def test_a_cell_that_ended_in_an_error_is_no_evidence():
    failed = check("two")
    failed.outputs = [new_output("error", ename="AssertionError", evalue="", traceback=[])]
    notebooks = book(statement("one"), check("one"), statement("two"), failed)
    assert ledger.problems(ROWS, notebooks, IDS) == [
        "chapter 1: a cell with the tag checks:two was not executed, or ended in an error"
    ]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([*ROWS, row("three")], "row three points to no statement"),
        ([*ROWS, row("two", source=["D2"])], "two rows have the label two"),
        (
            [ROWS[0], row("two", source=["D2"], uses=["nowhere"])],
            "row two uses nowhere, which has no row",
        ),
        ([ROWS[0], row("two")], "chapter 1 owes the source id D2: no row of that chapter has it"),
        ([ROWS[0], row("two", source=["D2", "D9"])], "row two names the unknown source id D9"),
        (
            [ROWS[0], row("two", source=["D2"], verdict="fine")],
            f"row two has the verdict 'fine', expected one of {[*ledger.VERDICTS]}",
        ),
        (
            [ROWS[0], row("two", source=["D2"], evidence=["hope"])],
            f"row two has the evidence 'hope', expected one of {[*ledger.EVIDENCE]}",
        ),
        ([ROWS[0], row("two", source=["D2"], evidence=[])], "row two names no evidence"),
        ([ROWS[0], row("two", source=["D2"], change=" ")], "row two does not say what changed"),
        (
            [row("one", source=["D1", "D2"]), row("two", source=[])],
            "row two has a verdict on the source but no source id",
        ),
        (
            [ROWS[0], row("two", source=["D2"], evidence=["certificate"])],
            "row two claims a certificate, but no cell of its label proves anything",
        ),
    ],
)  # fmt: skip
def test_a_defect_in_a_row_is_named(rows, problem):
    assert ledger.problems(rows, WHOLE, IDS) == [problem]


def test_a_row_of_the_wrong_chapter_is_named():
    rows = [ROWS[0], row("two", chapter=2, source=["D2"])]
    assert "row two says chapter 2, expected 1" in ledger.problems(rows, WHOLE, IDS)


def test_a_circle_of_uses_is_named():
    rows = [row("one", uses=["two"]), row("two", source=["D2"], uses=["one"])]
    (problem,) = ledger.problems(rows, WHOLE, IDS)
    assert problem.startswith("these rows rest on each other in a circle: ")
    assert "one" in problem and "two" in problem


def test_a_chapter_owes_its_ids_as_soon_as_it_exists():
    notebooks = {**WHOLE, 2: new_notebook()}
    assert ledger.problems(ROWS, notebooks, IDS) == [
        "chapter 2 owes the source id E1: no row of that chapter has it"
    ]


def test_a_proof_is_no_statement():
    proof = new_markdown_cell(":::{prf:proof}\n:class: dropdown\n\nEasy.\n:::")
    assert ledger.problems(ROWS, book(*WHOLE[1].cells, proof), IDS) == []


def test_a_label_is_found_after_other_options():
    cell = new_markdown_cell(
        "Text.\n\n::::{prf:lemma} On $x$\n:nonumber:\n:label: three\n\nSo.\n::::"
    )
    (found,) = ledger.statements_of(1, new_notebook(cells=[cell]))
    assert found == ledger.Statement("three", "lemma", "On $x$", 1)


def test_a_row_with_an_unknown_field_is_refused():
    with pytest.raises(ValueError, match=r"row 'one' has unknown fields \['colour'\] and lacks"):
        ledger.load_rows("- {label: one, colour: red}")


def page_of(rows, notebook=WHOLE[1]):
    statements, checks = ledger.statements_of(1, notebook), ledger.checks_of(1, notebook)
    return ledger.render(rows, statements, checks, {1: "01_facts"})


def test_an_erratum_is_listed_and_a_correct_claim_is_not():
    rows = [row("one"), row("two", source=["D2"], verdict="wrong", change="The sign.")]
    page = page_of(rows)
    errata, _, claims = page.partition("## All claims")
    _, _, errata = errata.partition("## Errata")
    assert (
        "D2 · wrong · A fact\n: The sign.\n  See {prf:ref}`two`.\n  Evidence: exact, in " in errata
    )
    assert "{prf:ref}`one`" not in errata
    assert "{prf:ref}`one` · A fact" in claims


def test_an_entry_leads_to_every_cell_that_checks_it():
    cells = [statement("one"), check("one"), statement("two"), check("two"), check("two")]
    page = page_of(ROWS, new_notebook(cells=cells))
    assert "Evidence: exact, in {ref}`its cell <checks-one>`." in page
    assert "in {ref}`cell 1 <checks-two>`, {ref}`cell 2 <checks-two-2>`." in page


# --- the map and the menus ---------------------------------------------------------------------


def test_the_map_leads_to_every_claim_of_the_book():
    rows = ledger.load_rows(ledger.LEDGER.read_text("utf-8"))
    pages = ledger.load_pages(ledger.LEDGER.parent)
    found = re.findall(r'<a href="([^"]*)" tabindex', ledger.PAGE.read_text("utf-8"))
    assert sorted(found) == sorted(f"{pages[row.chapter]}.html#{row.label}" for row in rows)


def test_the_map_has_a_line_for_every_use():
    rows = ledger.load_rows(ledger.LEDGER.read_text("utf-8"))
    found = re.findall(r'data-used="([^"]*)" data-user="([^"]*)"', ledger.PAGE.read_text("utf-8"))
    assert sorted(found) == sorted((used, row.label) for row in rows for used in row.uses)


def test_a_disc_has_the_color_of_the_strongest_evidence():
    page = page_of([row("one", evidence=["cited", "exact"]), ROWS[1]])
    (color,) = re.findall(r'data-label="one"><circle [^>]*fill="([^"]*)"', page)
    assert color == claims_page.COLORS[[*ledger.EVIDENCE].index("exact")]
    assert "A fact, chapter 1, exact" in page


def test_no_two_discs_of_the_map_touch():
    rows = ledger.load_rows(ledger.LEDGER.read_text("utf-8"))
    discs = re.findall(r'<circle cx="(\d+)" cy="(\d+)" r="4.5"', ledger.PAGE.read_text("utf-8"))
    assert len(discs) == len(set(discs)) == len(rows)
    assert claims_page.STEP >= 9


def test_an_entry_carries_what_the_menus_ask_for():
    page = page_of([row("one", verdict="wrong", evidence=["exact", "cited"]), ROWS[1]])
    classes = "chapter-1 verdict-wrong evidence-exact evidence-cited"
    assert f":::{{div}} claim listed {classes}\n{{prf:ref}}`one`" in page
    assert f":::{{div}} claim erratum {classes}\nD1" in page
    offered = re.findall(r'<option value="([^"]+)"', page)
    assert offered == [
        "chapter-1",
        *(f"verdict-{verdict}" for verdict in ledger.VERDICTS),
        *(f"evidence-{kind}" for kind in ledger.EVIDENCE),
    ]


def test_the_page_counts_verdicts_and_evidence():
    page = page_of([row("one", verdict="wrong", evidence=["exact", "cited"]), ROWS[1]])
    assert "It holds 2 claims of 1 chapters." in page
    for line in ("| wrong | 1 |", "| correct | 1 |", "| exact | 2 |", "| cited | 1 |"):
        assert line in page
