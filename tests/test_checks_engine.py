"""The engine of the exercises: what a check says to every kind of answer, and what it keeps."""

import json
import threading
import time

import numpy as np
import pytest
import sympy as sp

from ibnotes.checks import check, engine, hint, progress
from ibnotes.checks.engine import Exercise, judge
from ibnotes.checks.kinds import (
    Code,
    Construct,
    Derive,
    Misconception,
    NotYet,
    Prove,
    is_untouched,
)
from ibnotes.checks.sandbox import run
from ibnotes.joint import Joint

# --- exercises to try it on ----------------------------------------------------------------------


def mean(x):
    if len(x) == 0:
        raise ValueError("x is empty, expected a number at least")
    return float(np.sum(x)) / len(x)


def sum_of(x):
    return float(np.sum(x))


MEAN = Exercise(
    "9.1",
    "The mean",
    Code(
        mean,
        cases=(
            (np.array([2.0]),),
            (np.array([1.0, 2.0]),),
            (np.array([1.0, -1.0, 3.0]),),
            (np.array([]),),
        ),
        misconceptions=(
            Misconception("the sum", "You forgot to divide.", sum_of),
            Misconception("empty is zero", "Nothing has no mean.", lambda x: zero_if_empty(x)),
        ),
    ),
    hints=("Add up.", "Divide by the length."),
)

a, b = sp.symbols("a b", positive=True)
LOG = Exercise(
    "9.2",
    "A logarithm",
    Derive(
        sp.log(a * b) / 2,
        points=tuple(
            {a: sp.Rational(one), b: sp.Rational(two)}
            for one, two in [("2", "1/3"), ("1/5", "3"), ("7/2", "1/9"), ("1/2", "2/7")]
        ),
        misconceptions=(Misconception("no half", "A factor is missing.", sp.log(a * b)),),
    ),
    hints=("Multiply.", "Halve."),
)


def is_fair(law):
    entropy = law.value("H(X)")
    if entropy == sp.log(2):
        return None
    return NotYet("not fair", "H(X) is not log 2.", got=str(entropy), expected="log(2)")


FAIR = Exercise(
    "9.3",
    "A fair coin",
    Construct(
        Joint,
        is_fair,
        (Misconception("constant", "One side only.", lambda law: law.value("H(X)") == 0),),
        'a Joint over "X"',
    ),
    hints=("Two values.", "Half each."),
)

SYMMETRY = Exercise(
    "9.4",
    "Symmetry",
    Prove(
        "H(X) - H(X|Y) = H(Y) - H(Y|X)",
        misconceptions=(Misconception("as if independent", "They may depend.", "H(X|Y) = H(X)"),),
    ),
    hints=("Chain rule.", "Twice."),
)


def verdict(exercise, answer):
    result = judge(exercise, answer)
    return result.status, result.diagnosis


# --- not attempted -------------------------------------------------------------------------------


def dots(x): ...


def dots_with_docstring(x, y=1):
    """The mean."""
    ...


def passes(x):
    pass


def nbgraders(x):
    # YOUR CODE HERE
    raise NotImplementedError()


def returns_dots(x):
    return ...


UNTOUCHED = [..., [...], (..., ...), {"a": ...}, [], [[...], ...], dots, dots_with_docstring]
UNTOUCHED += [passes, nbgraders, returns_dots, [dots, ...]]


@pytest.mark.parametrize("answer", UNTOUCHED)
@pytest.mark.parametrize("exercise", [MEAN, LOG, FAIR, SYMMETRY])
def test_a_stub_is_not_attempted(exercise, answer):
    assert verdict(exercise, answer) == ("not attempted", "")


def calls_another(x):
    return mean(x)


def has_a_constant(x):
    return 0


ATTEMPTS = [None, 0, "", "...", [..., 1], calls_another, has_a_constant, sum]


@pytest.mark.parametrize("answer", ATTEMPTS)
def test_anything_else_is_an_attempt(answer):
    assert not is_untouched(answer)


# --- code ----------------------------------------------------------------------------------------


def prints(x):
    print(mean(x))


def prints_and_returns(x):
    print("working on", x)
    return mean(x)


def forgets_return(x):
    mean(x)


def writes_into_x(x):
    value = mean(x)
    x /= 2
    return value


def in_a_list(x):
    return [mean(x)]


def as_text(x):
    return str(mean(x))


def is_complex(x):
    return mean(x) + 1j


def wrong_from_two_on(x):
    return mean(x) + (len(x) > 1) * 1e-7


def gives_nan(x):
    return mean(x) * np.nan


def never_raises(x):
    return mean(x) if len(x) else 7.0


def asserts(x):
    assert len(x) > 0
    return mean(x)


def divides_by_zero(x):
    return 1 / (len(x) - 1)


def recurses(x):
    return recurses(x)


def leaves(x):
    raise SystemExit("bye")


def sums(x):
    return np.sum(x)


def sums_but_breaks_on_two(x):
    return np.sum(x) if len(x) != 2 else np.nan


def zero_if_empty(x):
    return float(np.sum(x)) / max(len(x), 1)


@pytest.mark.parametrize(
    ("answer", "diagnosis"),
    [
        (prints, "prints instead of returning"),
        (forgets_return, "no return"),
        (writes_into_x, "changes its input"),
        (in_a_list, "wrong shape"),
        (as_text, "wrong type"),
        (is_complex, "wrong type"),
        (lambda x: len(x) > 0, "wrong type"),
        (wrong_from_two_on, "wrong value"),
        (gives_nan, "not a number"),
        (never_raises, "accepts bad input"),
        (asserts, "wrong error"),
        (divides_by_zero, "raises an error"),
        (recurses, "raises an error"),
        (leaves, "exits"),
        (sums, "the sum"),
        (zero_if_empty, "empty is zero"),
        (lambda: 0, "wrong arguments"),
        (lambda x, y: 0, "wrong arguments"),
        ("mean", "is text"),
        (3.0, "not a function"),
        (None, "not a function"),
    ],
)
def test_a_wrong_function_gets_its_diagnosis(answer, diagnosis):
    assert verdict(MEAN, answer) == ("not yet", diagnosis)


@pytest.mark.parametrize(
    "answer",
    [mean, np.vectorize(mean, signature="(n)->()"), lambda x, *rest: np.float32(mean(x))],
)
def test_a_right_function_passes(answer):
    assert verdict(MEAN, answer) == ("passed", "")


def test_printing_beside_returning_is_accepted_with_a_note(capsys):
    result = judge(MEAN, prints_and_returns)
    assert result.status == "passed" and "prints" in result.message
    assert capsys.readouterr().out == ""


def test_the_smallest_failing_case_is_reported_with_got_and_expected():
    result = judge(MEAN, wrong_from_two_on)
    assert (result.on, result.got, result.expected) == ("x = [1, 2]", "1.5000001", "1.5")


def test_an_error_is_shown_in_one_line_with_its_place():
    result = judge(MEAN, divides_by_zero)
    line = divides_by_zero.__code__.co_firstlineno + 1
    said = f"ZeroDivisionError: division by zero, at line {line}: return 1 / (len(x) - 1)"
    assert (result.on, result.got, result.expected) == ("x = [2]", said, "2")


def test_an_error_inside_a_library_is_placed_where_the_student_called_it():
    result = judge(MEAN, lambda x: np.linalg.inv(np.zeros((2, 2))))
    assert result.got.startswith("LinAlgError: Singular matrix, at line ")
    assert "np.linalg.inv(np.zeros((2, 2)))" in result.got


def test_two_faults_at_once_are_named_by_the_one_that_shows():
    assert verdict(MEAN, lambda x: np.sum(x) if len(x) else np.nan) == ("not yet", "the sum")


def test_a_misconception_that_disagrees_somewhere_is_not_named():
    assert verdict(MEAN, lambda x: float(np.max(x, initial=0)) * 2)[1] == "wrong value"


def test_the_caller_s_cases_are_never_touched():
    judge(MEAN, writes_into_x)
    assert MEAN.task.cases[1][0].tolist() == [1.0, 2.0]


def scaled(p):
    return p / 2, {"rows": p.sum()}


SCALED = Exercise("9.5", "Parts", Code(scaled, (((np.ones((2, 2))),),)), ("One.", "Two."))


@pytest.mark.parametrize(
    ("answer", "diagnosis"),
    [
        (lambda p: ((p / 2).tolist(), {"rows": 4}), ""),
        (lambda p: [p / 2, {"rows": np.int64(4)}], ""),
        (lambda p: p / 2, "wrong shape"),
        (lambda p: p.sum(), "wrong type"),
        (lambda p: (p / 2,), "wrong shape"),
        (lambda p: (p.ravel() / 2, {"rows": 4}), "wrong shape"),
        (lambda p: ([[1, 2], [3]], {"rows": 4}), "wrong type"),
        (lambda p: (p, {"rows": 4}), "wrong value"),
        (lambda p: (p / 2, {"columns": 4}), "wrong shape"),
        (lambda p: (p / 2, 4), "wrong type"),
        (lambda p: (None, None), "wrong type"),
        (lambda p: (..., ...), "wrong type"),
    ],
)
def test_results_of_several_parts_are_compared_part_by_part(answer, diagnosis):
    assert verdict(SCALED, answer)[1] == diagnosis


# --- answers that do not end ---------------------------------------------------------------------


def loops():
    while True:
        pass


def loops_and_catches_exceptions():
    while True:
        try:
            x = 1  # noqa: F841
        except Exception:
            pass


def loops_and_catches_everything():
    while True:
        try:
            x = 1  # noqa: F841
        except:  # noqa: E722
            pass


def sleeps_and_catches_everything():
    while True:
        try:
            threading.Event().wait(10)
        except:  # noqa: E722
            pass


def prints_for_ever():
    while True:
        print("on and on")


ENDLESS = [loops, loops_and_catches_exceptions, loops_and_catches_everything]
ENDLESS += [sleeps_and_catches_everything, prints_for_ever]


@pytest.mark.parametrize("function", ENDLESS)
def test_a_call_that_does_not_end_is_stopped(function, capsys):
    assert not run(function, seconds=0.1).ended
    assert run(lambda: 42, seconds=10).value == 42
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("function", [loops, loops_and_catches_exceptions])
def test_it_is_stopped_in_another_thread_as_well(function):
    outcomes = []
    thread = threading.Thread(target=lambda: outcomes.append(run(function, seconds=0.1)))
    thread.start()
    thread.join()
    assert not outcomes[0].ended


def waits(seconds):
    time.sleep(seconds)
    return "done"


def waits_in_steps(seconds):
    for _ in range(20):
        time.sleep(seconds / 20)
    return "done"


@pytest.mark.parametrize("in_main", [True, False])
@pytest.mark.parametrize("function", [waits, waits_in_steps])
def test_a_call_that_waits_for_the_processor_is_not_stopped(function, in_main):
    """On a busy machine a second by the clock is none of work. To sleep stands for others' work."""
    outcomes = []

    def call():
        outcomes.append(run(function, 0.5, seconds=0.25))

    if in_main:
        call()
    else:
        thread = threading.Thread(target=call)
        thread.start()
        thread.join()
    assert outcomes[0].value == "done"


def test_a_check_of_an_endless_function_says_so(monkeypatch):
    monkeypatch.setattr("ibnotes.checks.kinds.SECONDS", 0.2)
    result = judge(MEAN, lambda x: loops())
    assert (result.diagnosis, result.on) == ("never ends", "x = [2]")


def test_the_alarm_and_the_tracer_are_as_they_were_before():
    import signal
    import sys

    before = signal.getsignal(signal.SIGALRM), sys.gettrace()
    run(loops, seconds=0.1)
    run(divides_by_zero, [2])
    assert (signal.getsignal(signal.SIGALRM), sys.gettrace()) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_the_keyboard_interrupt_passes_through():
    def interrupt():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(interrupt)


def test_warnings_of_the_answer_are_kept_quiet(recwarn):
    assert verdict(MEAN, lambda x: float(np.sum(x) / np.float64(len(x))))[1] == "accepts bad input"
    assert not recwarn.list


# --- derive --------------------------------------------------------------------------------------

plain_a, plain_b = sp.symbols("a b")


@pytest.mark.parametrize(
    "answer",
    [
        sp.log(a * b) / 2,
        sp.log(a) / 2 + sp.log(b) / 2,
        sp.log(plain_a * plain_b) / 2,
        sp.log(sp.sqrt(a * b)),
        0.5 * sp.log(a * b),
        sp.log(a * b**2) / 2 - sp.asinh((b - 1 / b) / 2) / 2,
    ],
)
def test_equal_expressions_pass(answer):
    assert verdict(LOG, answer) == ("passed", "")


@pytest.mark.parametrize(
    ("answer", "diagnosis"),
    [
        (sp.log(a * b), "no half"),
        (sp.log(plain_a) + sp.log(plain_b), "no half"),
        (sp.log(a) / 2, "wrong value"),
        (sp.log(a / b - 3) / 2, "wrong value"),
        (sp.log(a - a) + b, "wrong value"),
        (sp.log(a * b) / 2 + sp.pi - 3.141592653589793, "rounded number"),
        (sp.log(a * sp.Symbol("c")), "unknown symbol"),
        (sp.Function("f")(a), "unknown symbol"),
        (sp.Integral(1 / b, (b, 1, a)), "not a closed form"),
        (sp.Eq(a, b), "an equation"),
        ("log(a*b)/2", "is text"),
        (lambda a, b: 0, "wrong type"),
        (None, "wrong type"),
        (True, "wrong type"),
        ([a], "wrong type"),
        (0.3, "wrong value"),
        (1, "wrong value"),
    ],
)
def test_a_wrong_expression_gets_its_diagnosis(answer, diagnosis):
    assert verdict(LOG, answer) == ("not yet", diagnosis)


def test_the_simplest_point_is_reported():
    result = judge(LOG, sp.log(a))
    assert (result.on, result.got, result.expected) == ("a = 2, b = 1/3", "0.693147", "-0.202733")


BOTH = Exercise(
    "9.6",
    "Two",
    Derive(
        {"log": sp.log(a), "half": a / 2},
        LOG.task.points,
        (Misconception("no half", "Halve it.", {"half": a}),),
    ),
    ("One.", "Two."),
)


@pytest.mark.parametrize(
    ("answer", "status", "diagnosis"),
    [
        ({"log": sp.log(a), "half": a / 2}, "passed", ""),
        ({"log": sp.log(a), "half": a}, "not yet", "no half"),
        ({"log": a, "half": a / 2}, "not yet", "wrong value"),
        ({"log": sp.log(a), "half": ...}, "not yet", "not finished"),
        ({"log": sp.log(a)}, "not yet", "not finished"),
        (sp.log(a), "not yet", "wrong type"),
        ({"log": ..., "half": ...}, "not attempted", ""),
    ],
)
def test_several_expressions_are_judged_by_name(answer, status, diagnosis):
    assert verdict(BOTH, answer) == (status, diagnosis)


INFINITE = Exercise(
    "9.9",
    "An infinity",
    Derive(
        {"finite": sp.log(a), "infinite": sp.oo},
        LOG.task.points,
        (Misconception("infinite", "It is finite.", {"finite": (sp.oo, -sp.oo)}),),
    ),
    ("One.", "Two."),
)


@pytest.mark.parametrize(
    ("finite", "infinite", "status", "diagnosis"),
    [
        (sp.log(a), sp.oo, "passed", ""),
        (sp.log(a), sp.oo + b, "passed", ""),
        (sp.oo, sp.oo, "not yet", "infinite"),
        (-sp.oo, sp.oo, "not yet", "infinite"),
        (b, sp.oo, "not yet", "wrong value"),
        (sp.zoo, sp.oo, "not yet", "wrong value"),
        (sp.nan, sp.oo, "not yet", "wrong value"),
        (sp.log(a), b, "not yet", "wrong value"),
        (sp.log(a), 10**60, "not yet", "wrong value"),
        (sp.log(a), -sp.oo, "not yet", "wrong value"),
        (sp.log(a), sp.nan, "not yet", "wrong value"),
    ],
)
def test_an_infinity_agrees_with_itself_alone(finite, infinite, status, diagnosis):
    assert verdict(INFINITE, {"finite": finite, "infinite": infinite}) == (status, diagnosis)


# --- construct and prove -------------------------------------------------------------------------


def test_an_object_with_the_property_passes():
    assert verdict(FAIR, Joint.uniform([0, 1], "X")) == ("passed", "")


@pytest.mark.parametrize(
    ("answer", "diagnosis"),
    [
        (Joint.uniform([0, 1, 2], "X"), "not fair"),
        (Joint({0: 1}, "X"), "constant"),
        (Joint.uniform([0, 1], "Y"), "wrong type"),
        ([0.5, 0.5], "wrong type"),
        ("fair", "is text"),
        (None, "wrong type"),
    ],
)
def test_a_wrong_object_gets_its_diagnosis(answer, diagnosis):
    assert verdict(FAIR, answer) == ("not yet", diagnosis)


@pytest.mark.parametrize(
    ("answer", "diagnosis"),
    [
        (["H(X) - H(X|Y) = H(Y) - H(Y|X)"], "more than one step"),
        (["H(X) = H(X|Y)"], "as if independent"),
        (["H(X|Y) >= H(X)"], "false"),
        (["H(X) >= 0", ...], "not finished"),
        (["H(X) >= 0", 3], "wrong type"),
        ("H(X) - H(X|Y) = H(Y) - H(Y|X)", "is text"),
        (None, "wrong type"),
        ([""], "claim not reached"),
    ],
)
def test_a_wrong_derivation_gets_its_diagnosis(answer, diagnosis):
    assert verdict(SYMMETRY, answer) == ("not yet", diagnosis)


def test_a_proof_that_passes_shows_the_reason_of_each_line():
    lines = ["H(X,Y) = H(X) + H(Y|X)", "H(X) - H(X|Y) = H(Y) - H(Y|X)"]
    result = judge(SYMMETRY, lines)
    assert result.status == "passed"
    assert "definition" not in result.details and result.details.count("chain rule") == 2


# --- how it is shown -----------------------------------------------------------------------------


def test_a_verdict_as_text():
    assert str(judge(MEAN, sums)) == (
        "9.1 not yet: the sum\n"
        "  on        x = [1, 2]\n"
        "  got       3\n"
        "  expected  1.5\n"
        "  You forgot to divide."
    )
    assert str(judge(MEAN, mean)) == "9.1 passed"
    assert str(judge(MEAN, ...)) == "9.1 not attempted"


def test_html_is_escaped_and_marks_code():
    finding = engine.Verdict("9.1", "not yet", "x", "Use `p < 0`.", got="<b>", details="1 < 2")
    html = finding._repr_html_()
    assert "<code>&lt;b&gt;</code>" in html
    assert "<code>p &lt; 0</code>" in html
    assert "<pre>1 &lt; 2</pre>" in html


def test_what_a_check_says_is_the_same_every_time():
    for answer in (sums, divides_by_zero, recurses, gives_nan, in_a_list):
        assert str(judge(MEAN, answer)) == str(judge(MEAN, answer))


# --- check, hint and progress --------------------------------------------------------------------


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A chapter 9 with the exercises of this file, and a folder to remember things in."""
    chapter = (MEAN, LOG, FAIR)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(engine, "_chapters", lambda: [9])
    monkeypatch.setattr(engine, "_exercises_of", lambda number: chapter)
    monkeypatch.setattr(engine, "_session", {})
    return tmp_path


def statuses():
    return [status for _, _, status in progress(9).rows]


def test_progress_follows_the_checks(course):
    assert statuses() == ["untouched"] * 3
    check("9.1", ...)
    assert statuses() == ["untouched"] * 3
    assert not (course / ".progress.json").exists()
    check("9.1", sums)
    check("9.2", sp.log(a * b) / 2)
    assert statuses() == ["not yet", "passed", "untouched"]
    check("9.1", mean)
    assert statuses() == ["passed", "passed", "untouched"]
    check("9.1", ...)
    assert statuses() == ["passed", "passed", "untouched"]
    assert str(progress()).splitlines() == [
        "9.1   The mean     passed",
        "9.2   A logarithm  passed",
        "9.3   A fair coin  untouched",
        "2 of 3 passed",
    ]
    assert "<td" in progress()._repr_html_()


def test_hints_come_one_after_the_other_and_stay(course):
    assert 'Next: `hint("9.1")`, hint 1 of 2.' in str(check("9.1", sums))
    assert str(hint("9.1")) == "9.1, hint 1 of 2: Add up."
    assert "hint 2 of 2" in check("9.1", sums).next_hint
    assert hint("9.1").number == 2
    assert hint("9.1").number == 2
    assert "All 2 hints are given" in check("9.1", sums).next_hint
    assert hint("9.1", 1).text == "Add up."
    assert hint("9.1").number == 2
    assert check("9.1", mean).next_hint == ""


def test_a_hint_that_does_not_exist_is_an_error(course):
    for number in (0, 3, "1"):
        with pytest.raises(ValueError, match="expected an int from 1 to 2"):
            hint("9.1", number)


@pytest.mark.parametrize("number", ["9.7", "1.99", "", "nine", "9", None, 9.1, "9.1 ", "99.1"])
def test_an_unknown_exercise_is_an_error_that_names_those_there_are(course, number):
    with pytest.raises(ValueError, match="expected one of 9.1, 9.2, 9.3"):
        check(number, mean)
    with pytest.raises(ValueError, match="expected one of 9.1, 9.2, 9.3"):
        hint(number)


def test_an_unknown_chapter_is_an_error(course):
    with pytest.raises(ValueError, match=r"expected one of \[9\]"):
        progress(3)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b"\xff\xfe",
        b'{"9.1": 3}',
        b'{"9.1": {"status": [], "hints": "x"}}',
        b'{"9.1": {"status": "excellent", "hints": -4}}',
        b"[" * 100_000,
    ],
)
def test_a_corrupt_file_counts_as_empty(course, content):
    (course / ".progress.json").write_bytes(content)
    assert statuses() == ["untouched"] * 3
    assert hint("9.1").number == 1
    check("9.1", mean)
    assert statuses() == ["passed", "untouched", "untouched"]


def test_where_no_file_can_be_written_it_is_remembered_for_the_session(course):
    (course / ".progress.json").mkdir()
    check("9.1", mean)
    assert [hint("9.2").number for _ in range(2)] == [1, 2]
    assert [path.name for path in course.iterdir()] == [".progress.json"]
    assert statuses() == ["passed", "untouched", "untouched"]


def test_another_notebook_that_writes_at_once_takes_nothing_away(course):
    check("9.1", mean)
    (course / ".progress.json").write_text('{"9.2": {"status": "passed"}}')
    assert statuses() == ["passed", "passed", "untouched"]
    check("9.3", Joint.uniform([0, 1], "X"))
    assert len(json.loads((course / ".progress.json").read_text())) == 3


def test_a_later_session_reads_what_was_written(course, monkeypatch):
    check("9.1", mean)
    hint("9.2")
    monkeypatch.setattr(engine, "_session", {})
    assert statuses() == ["passed", "untouched", "untouched"]
    assert hint("9.2").number == 2


def test_the_file_holds_status_and_hints_and_nothing_else(course):
    check("9.1", sums)
    hint("9.1")
    file = course / ".progress.json"
    assert json.loads(file.read_text()) == {"9.1": {"status": "not yet", "hints": 1}}
    assert [path.name for path in course.iterdir()] == [".progress.json"]


# --- in a notebook -------------------------------------------------------------------------------

NOTEBOOK = """
from ibnotes.checks import check
import ibnotes.checks.kinds
ibnotes.checks.kinds.SECONDS = 0.5
def entropy(p):
    while True:
        pass
---
check("1.1", entropy)
---
ibnotes.checks.kinds.SECONDS = 60
def entropy(p):
    q = p[0] * "a"
    return q
---
check("1.1", entropy)
---
check("1.1", ...)
"""


def test_in_a_jupyter_kernel_an_endless_answer_is_stopped_and_an_error_has_its_line(tmp_path):
    import nbformat
    from nbclient import NotebookClient

    cells = [nbformat.v4.new_code_cell(source.strip()) for source in NOTEBOOK.split("---")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, kernel_name="python3", timeout=60, resources=resources).execute()
    said = [o.data["text/plain"] for cell in notebook.cells for o in cell.outputs]
    assert said[0].startswith("1.1 not yet: never ends")
    assert 'at line 3: q = p[0] * "a"' in said[1]
    assert said[2] == "1.1 not attempted"
