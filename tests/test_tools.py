"""The tools that the commands of the course call."""

from pathlib import Path

import nbformat
import pytest
import run_notebooks
import run_tests
from nbformat.v4 import new_code_cell, new_notebook


@pytest.mark.parametrize(
    ("last_line", "expected"),
    [
        ("3 passed in 1.2s", (3, 0)),
        ("1 failed, 3 passed, 2 skipped in 1.2s", (3, 1)),
        ("==== 2 failed, 1 error in 1.2s ====", (0, 3)),
        ("2 errors in 1.2s", (0, 2)),
        ("no tests ran in 0.1s", (0, 0)),
    ],
)
def test_the_numbers_of_pytest_are_read(last_line: str, expected: tuple[int, int]) -> None:
    assert run_tests.counts(f"7 passed, as a test printed\n{last_line}\n") == expected


def test_a_part_that_fails_without_a_failed_test_counts_as_one_failed() -> None:
    result = run_tests.run("nothing to test", ["false", "pytest"])
    assert (result.passed, result.failed) == (0, 1)


def test_a_second_run_of_a_notebook_changes_no_byte(tmp_path: Path) -> None:
    path = tmp_path / "chapter.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("print('a')\nprint('b')\n1 + 1")]), path)
    assert run_notebooks.run(path) is None
    stored = path.read_bytes()
    stream, value = nbformat.read(path, as_version=4).cells[0].outputs
    assert (stream.text, value.data["text/plain"]) == ("a\nb\n", "2")
    assert run_notebooks.run(path) is None
    assert path.read_bytes() == stored


def test_a_notebook_that_raises_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "chapter.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("1 / 0")]), path)
    stored = path.read_bytes()
    assert "ZeroDivisionError" in (run_notebooks.run(path) or "")
    assert path.read_bytes() == stored
