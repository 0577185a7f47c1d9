"""The benchmarks: what a row says, and that the table has all of them. None is timed here."""

import os
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from unittest import mock

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "benchmarks"


@pytest.fixture(scope="module")
def measure() -> Iterator[ModuleType]:
    """With no word to the tests that follow about the number of threads."""
    with mock.patch.dict(os.environ), mock.patch.object(sys, "path", [str(FOLDER), *sys.path]):
        yield import_module("measure")


@pytest.fixture(scope="module")
def table(measure: ModuleType) -> ModuleType:
    return import_module("table")


def test_the_table_runs_every_benchmark_of_the_folder(table: ModuleType) -> None:
    measured = {module.__name__ for module in table.BENCHMARKS}
    assert measured == {path.stem for path in FOLDER.glob("*.py")} - {"measure", "table"}


def test_the_page_has_a_row_for_every_kind_of_task(table: ModuleType) -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    block = page.partition(table.BEGIN)[2].partition(table.END)[0]
    for task in ("Proof", "Refutation", "IB curve", "Plane", "Networks", "KSG 1", "import ibnotes"):
        assert f"\n| {task}" in block, task
    assert "TOO SLOW" not in block and "MISSED" not in block and "DISAGREE" not in block
    for line in (FOLDER / "requirements.txt").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"(psitip|embo|dit|npeet-plus|infomeasure)==(\S+)", line):
            assert f"{found[1]} {found[2]}" in block


def test_every_peer_is_pinned() -> None:
    lines = (FOLDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    packages = [line for line in lines if not line.startswith("#")]
    assert packages
    for line in packages:
        assert re.fullmatch(r"[\w-]+==[\w.]+( +# .+)?", line), line


def test_a_peer_that_is_missing_has_a_row_that_says_so(measure: ModuleType, monkeypatch) -> None:
    ticks = iter(range(1000))
    monkeypatch.setattr(measure, "spent", lambda: float(next(ticks)))
    name = measure.named("no-such-package", "fast")
    assert name == "no-such-package (not installed), fast"
    (row,) = measure.compare("sum", "3", lambda: 6, {name: measure.if_there(None, lambda: 6)})
    assert (row.peer, row.theirs, row.ratio) == (name, None, None)


def test_answers_are_told_side_by_side(measure: ModuleType, monkeypatch) -> None:
    ticks = iter(range(1000))
    monkeypatch.setattr(measure, "spent", lambda: float(next(ticks)))
    rows = measure.compare(
        "sum", "3", lambda: 6, {"peer": lambda: 7}, lambda mine, theirs: f"{mine}, {theirs}"
    )
    assert [(row.ours, row.theirs, row.ratio, row.answers) for row in rows] == [(1, 1, 1, "6, 7")]


def test_tasks_take_turns_and_none_is_begun_after_its_time(
    measure: ModuleType, monkeypatch
) -> None:
    now, order = [0.0], []

    def task(name: str, takes: float) -> None:
        order.append(name)
        now[0] += takes

    monkeypatch.setattr(measure, "spent", lambda: now[0])
    found = measure.cpu_seconds(lambda: task("short", 0.25), lambda: task("long", 3.0))
    assert order == ["short", "long"] * 2 + ["short"] * 3
    assert [seconds for seconds, _ in found] == [0.25, 3.0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(43.2, "43 s"), (1.26, "1.3 s"), (0.527, "527 ms"), (0.00812, "8.1 ms"), (9.3e-4, "0.93 ms")],
)
def test_a_time_has_two_digits_and_a_unit(measure: ModuleType, value: float, expected: str) -> None:
    assert measure.seconds(value) == expected


def test_what_is_promised_and_not_kept_is_told(measure: ModuleType, table: ModuleType) -> None:
    row = measure.Row("sum", "3", 2.0, "peer", 1.0, limit=1.5)
    assert table.cells(row) == ["sum", "3", "2 s", "1.5 s, TOO SLOW", "peer", "1 s", "**0.5**", ""]


def test_the_table_says_what_is_ours_once(measure: ModuleType, table: ModuleType) -> None:
    rows = [measure.Row("sum", "3", 1.0, peer, 2.0) for peer in ("one", "other")]
    assert list(table.markdown(rows))[2:] == [
        "| sum | 3 | 1 s |  | one | 2 s | 2 |  |",
        "|  |  |  |  | other | 2 s | 2 |  |",
    ]


def test_only_the_block_between_the_marks_is_written(table: ModuleType) -> None:
    page = f"above\n{table.BEGIN}\nold\n{table.END}\nbelow\n"
    assert table.put(page, "new") == f"above\n{table.BEGIN}\n\nnew\n\n{table.END}\nbelow\n"
    assert table.put(table.put(page, "new"), "new") == table.put(page, "new")
