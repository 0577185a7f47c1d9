"""Runs the catalogue of answers: what must pass passes, each wrong one gets its own diagnosis.

The reference solutions are read from the notebooks in solutions/, and the stubs are made from
them as for the student, so neither can drift from what is published.
"""

import ast
import importlib.util
from functools import cache
from pathlib import Path

import make_exercises
import nbformat
import pytest

from ibnotes.checks import engine

ROOT = Path(__file__).parents[1]
SOLUTIONS = sorted((ROOT / "solutions").glob("*.ipynb"))


def loaded(path):
    spec = importlib.util.spec_from_file_location(f"loaded_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CATALOGUE_FILES = sorted((ROOT / "tests" / "answers").glob("*.py"))
CATALOGUES = {module.EXERCISE: module for module in map(loaded, CATALOGUE_FILES)}
EXERCISES = {e.id: e for e in engine._exercises(engine._chapters())}

each_exercise = pytest.mark.parametrize("number", CATALOGUES)


def answers_in(notebook):
    """The answers that the notebook hands to its checks, by number."""
    answers, names = {}, {}
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or "solution" in tags:
            continue
        if "check" not in tags:
            exec(cell.source, names)
            continue
        call = ast.parse(cell.source).body[-1].value
        if call.func.id == "check":
            number, answer = call.args
            code = compile(ast.Expression(answer), "check", "eval")
            answers[ast.literal_eval(number)] = eval(code, names)
    return answers


@cache
def references():
    notebooks = [nbformat.read(path, as_version=4) for path in SOLUTIONS]
    return {n: answer for notebook in notebooks for n, answer in answers_in(notebook).items()}


@cache
def stubs():
    notebooks = [
        make_exercises.exercise_from(nbformat.read(path, as_version=4)) for path in SOLUTIONS
    ]
    return {n: answer for notebook in notebooks for n, answer in answers_in(notebook).items()}


def test_notebooks_checkers_and_catalogues_know_the_same_exercises():
    assert len(CATALOGUES) == len(CATALOGUE_FILES)
    assert set(CATALOGUES) == set(EXERCISES) == set(references()) == set(stubs())


@each_exercise
def test_the_stub_is_not_attempted(number):
    verdict = engine.judge(EXERCISES[number], stubs()[number])
    assert verdict.status == "not attempted"


@each_exercise
def test_the_reference_solution_passes(number):
    verdict = engine.judge(EXERCISES[number], references()[number])
    assert verdict.status == "passed", verdict


@each_exercise
def test_different_right_answers_pass(number):
    assert len(CATALOGUES[number].RIGHT) >= 1
    for answer in CATALOGUES[number].RIGHT:
        verdict = engine.judge(EXERCISES[number], answer)
        assert verdict.status == "passed", verdict


@pytest.mark.parametrize(
    ("number", "index"),
    [(number, i) for number, module in CATALOGUES.items() for i in range(len(module.WRONG))],
)
def test_a_wrong_answer_gets_its_own_diagnosis(number, index):
    diagnosis, answer = CATALOGUES[number].WRONG[index]
    verdict = engine.judge(EXERCISES[number], answer)
    assert (verdict.status, verdict.diagnosis) == ("not yet", diagnosis), verdict


@each_exercise
def test_at_least_five_wrong_answers_differ_in_diagnosis(number):
    assert len({diagnosis for diagnosis, _ in CATALOGUES[number].WRONG}) >= 5


@each_exercise
def test_every_named_misconception_is_in_the_catalogue(number):
    names = [misconception.name for misconception in EXERCISES[number].task.misconceptions]
    assert len(names) == len(set(names))
    assert set(names) <= {diagnosis for diagnosis, _ in CATALOGUES[number].WRONG}


@each_exercise
def test_hints_are_a_ladder(number):
    hints = EXERCISES[number].hints
    assert len(hints) >= 2 and len(set(hints)) == len(hints) and all(hints)


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_every_check_of_an_untouched_notebook_says_not_attempted(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    notebook = nbformat.read(ROOT / "exercises" / path.name, as_version=4)
    names, verdicts = {}, []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        assert not cell.outputs and cell.execution_count is None
        tree = ast.parse(cell.source)
        if "check" in cell.metadata.get("tags", []):
            call = ast.Expression(tree.body.pop().value)
            verdicts.append(eval(compile(call, "check", "eval"), names))
        else:
            exec(compile(tree, "cell", "exec"), names)
    *checks, progress = verdicts
    assert checks and {verdict.status for verdict in checks} == {"not attempted"}
    assert {status for _, _, status in progress.rows} == {"untouched"}
    assert len(progress.rows) == len(checks)
    assert not (tmp_path / ".progress.json").exists()
