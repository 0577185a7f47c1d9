"""The exercise notebooks are made from the solutions, and nothing of a solution stays in them."""

import subprocess
import sys

import make_exercises
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

FUNCTION = '''def entropy(p):
    """In nats."""
    ### BEGIN SOLUTION
    q = p[p > 0]

    return -sum(q * log(q))
    ### END SOLUTION'''


def tagged(*tags):
    return {"tags": list(tags)}


@pytest.fixture
def solution():
    output = new_output("execute_result", {"text/plain": "1.1 passed"}, execution_count=3)
    cells = [
        new_markdown_cell("# Entropy", id="title"),
        new_markdown_cell("Write it.", id="statement", metadata=tagged("exercise", "remove-cell")),
        new_code_cell(FUNCTION, id="answer", execution_count=2, metadata=tagged("answer")),
        new_code_cell("check()", id="c", outputs=[output], metadata=tagged("check")),
        new_markdown_cell("Because.", id="why", metadata=tagged("solution")),
        new_code_cell("print(1)", id="shown", metadata=tagged("solution")),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel, "widgets": {"a": 1}})


@pytest.fixture
def course(tmp_path, solution):
    (tmp_path / "solutions").mkdir()
    nbformat.write(solution, tmp_path / "solutions" / "01_entropy.ipynb")
    return tmp_path


@pytest.fixture
def script(capsys):
    """Calls the script on a folder and gives its exit status and what it printed."""

    def call(course, *options):
        status = make_exercises.main(["--root", str(course), *options])
        return status, capsys.readouterr().out

    return call


def test_a_solution_becomes_one_stub_with_the_marker_s_indentation():
    expected = 'def entropy(p):\n    """In nats."""\n    ...'
    assert make_exercises.without_solutions(FUNCTION) == expected


def test_a_solution_inside_a_list_leaves_a_list_with_a_stub():
    source = 'lines = [\n    ### BEGIN SOLUTION\n    "a",\n    "b",\n    ### END SOLUTION\n]'
    assert make_exercises.without_solutions(source) == "lines = [\n    ...\n]"


def test_two_solutions_in_a_cell_leave_two_stubs():
    one = "x = (\n    ### BEGIN SOLUTION\n    1\n    ### END SOLUTION\n)"
    stub = "x = (\n    ...\n)"
    assert make_exercises.without_solutions(f"{one}\n{one}") == f"{stub}\n{stub}"


@pytest.mark.parametrize(
    "source",
    [
        "### BEGIN SOLUTION\nx",
        "### END SOLUTION",
        "### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION",
    ],
)
def test_markers_that_do_not_alternate_are_an_error(source):
    with pytest.raises(ValueError, match="SOLUTION"):
        make_exercises.without_solutions(source)


def test_solution_cells_outputs_and_counts_are_gone_and_the_rest_stays(solution):
    exercise = make_exercises.exercise_from(solution)
    assert [cell.id for cell in exercise.cells] == ["title", "statement", "answer", "c"]
    assert exercise.cells[1].metadata.tags == ["exercise", "remove-cell"]
    for cell in exercise.cells[2:]:
        assert cell.outputs == [] and cell.execution_count is None
    assert "widgets" not in exercise.metadata
    assert "SOLUTION" not in nbformat.writes(exercise)
    nbformat.validate(exercise)


def test_a_second_run_changes_no_byte(course, script):
    path = course / "exercises" / "01_entropy.ipynb"
    script(course)
    first = path.read_bytes()
    assert script(course) == (0, "")
    assert path.read_bytes() == first


def test_check_is_silent_after_a_run_and_names_what_differs(course, script):
    status, printed = script(course, "--check")
    assert status == 1 and "exercises/01_entropy.ipynb" in printed
    assert not (course / "exercises").exists()
    script(course)
    assert script(course, "--check") == (0, "")
    path = course / "exercises" / "01_entropy.ipynb"
    path.write_text(path.read_text().replace("Write it.", "Write that."))
    status, printed = script(course, "--check")
    assert status == 1 and "exercises/01_entropy.ipynb" in printed


def test_check_names_an_exercise_that_has_no_solution_and_leaves_it(course, script):
    script(course)
    extra = course / "exercises" / "02_mine.ipynb"
    extra.write_text("{}")
    assert script(course)[0] == 0
    assert extra.exists()
    status, printed = script(course, "--check")
    assert status == 1 and "02_mine.ipynb has no solution" in printed


def test_the_exercises_of_the_course_are_up_to_date():
    command = [sys.executable, make_exercises.__file__, "--check"]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
