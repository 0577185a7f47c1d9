"""An exercise under a student's hand: untouched, answered wrong, answered right, in JupyterLab."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from page_checks import faults_of_request
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = "01_definitions.ipynb"
TOKEN = "of-the-test"
# Long enough for a machine that is busy with other tests; nothing waits for so long elsewhere.
SECONDS = 120
expect.set_options(timeout=1000 * SECONDS)

BITS = """def entropy(p):
    return -np.sum(p[p > 0] * np.log2(p[p > 0]))"""
NATS = """def entropy(p):
    if np.any(p < 0) or abs(p.sum() - 1) > 1e-9:
        raise ValueError("p is no law")
    return -np.sum(p[p > 0] * np.log(p[p > 0]))"""

# What JupyterLab paints red, and what has been painted so by an output itself.
RED = """() => [...document.querySelectorAll('.jp-OutputArea-output, .jp-OutputArea-output *')]
    .filter(element => {
        const {mimeType = ''} = element.dataset;
        if (/error|stderr/.test(mimeType)) return true;
        const {color, backgroundColor, borderLeftColor} = getComputedStyle(element);
        return [color, backgroundColor, borderLeftColor].some(paint => {
            const [red, green, blue] = paint.match(/[\\d.]+/g).map(Number);
            return red > 1.5 * Math.max(green, blue);
        });
    })
    .map(element => element.textContent.slice(0, 80))"""

UNREAD_FORMULAS = """() => [...document.querySelectorAll('.jp-MarkdownOutput mjx-container')]
    .filter(formula => formula.querySelector('mjx-merror, [style*="color: red"]'))
    .map(formula => formula.parentElement.textContent.slice(0, 80))"""


@pytest.fixture
def exercises(tmp_path: Path) -> Path:
    """A copy of the exercises, so that no answer and no progress is left in the repository."""
    hidden = shutil.ignore_patterns(".*")
    return Path(shutil.copytree(ROOT / "exercises", tmp_path / "exercises", ignore=hidden))


@pytest.fixture
def lab(exercises: Path, tmp_path: Path) -> Iterator[str]:
    """JupyterLab on that copy, with a home of its own: its address."""
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += ["--ip=127.0.0.1", f"--IdentityProvider.token={TOKEN}"]
    command += [f"--ServerApp.root_dir={exercises}"]
    of_the_user = ("JUPYTER", "IPYTHON", "XDG_")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(of_the_user)}
    log = tmp_path / "lab.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            command, env=environment | {"HOME": str(tmp_path)}, stdin=subprocess.DEVNULL,
            stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        yield address_of(server, log)
    finally:
        server.terminate()
        try:
            server.wait(SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()


def address_of(server: subprocess.Popen, log: Path) -> str:
    """Wait for the server to say where it listens: it takes the next port if one is in use."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and server.poll() is None:
        if found := re.search(r"(http://127\.0\.0\.1:\d+)/lab", log.read_text()):
            return found[1]
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab does not start:\n{log.read_text()}")


@pytest.fixture
def page(browser: Browser, lab: str) -> Iterator[Page]:
    """A window that reaches nothing but the server."""
    page = browser.new_page(base_url=lab, viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(1000 * SECONDS)
    faults: list[str] = []
    page.on("request", lambda request: faults.extend(faults_of_request(request.url, lab)))
    page.route(lambda url: bool(faults_of_request(url, lab)), lambda route: route.abort())
    yield page
    page.close()
    assert faults == []


@contextmanager
def picture_of_failure(page: Page, file: Path) -> Iterator[None]:
    """Keep a picture of the page if a line of the block fails, and say where it is."""
    try:
        yield
    except Exception as error:
        page.screenshot(path=file)
        error.add_note(f"The page, as it was then: {file}")
        raise


def run_untouched(page: Page) -> None:
    """Open the notebook, select every cell and run them.

    Not by a menu: it closes when something else on the page, still loading, takes the focus.
    """
    page.goto(f"/lab/tree/{NOTEBOOK}?token={TOKEN}")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("heading", name="Exercises: definitions").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("ControlOrMeta+Enter")


def answer(page: Page, stub: str, source: str) -> None:
    """Type an answer over the cell of a stub; run it, and the check below it."""
    page.locator(".jp-CodeCell", has_text=stub).locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(source)
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")


def test_an_exercise_answers_in_jupyterlab(page: Page, exercises: Path, tmp_path: Path) -> None:
    cells = nbformat.read(exercises / NOTEBOOK, as_version=4).cells
    checks = sum(cell.source.startswith("check(") for cell in cells)
    untouched = page.get_by_text(re.compile(r"^\d+\.\d+ not attempted$"))
    check = page.locator(".jp-CodeCell", has_text='check("1.1"')
    said = check.locator(".jp-OutputArea-output")

    with picture_of_failure(page, tmp_path / "lab.png"):
        run_untouched(page)
        expect(untouched).to_have_count(checks)
        assert page.evaluate(RED) == []
        assert page.locator(".jp-MarkdownOutput mjx-container").count() > checks
        assert page.evaluate(UNREAD_FORMULAS) == []

        answer(page, "def entropy(p)", BITS)
        expect(said).to_contain_text("1.1 not yet: bits instead of nats")
        expect(said.get_by_role("row")).to_have_text(
            ["onp = [0.5, 0.5]", "got1", "expected0.693147"]
        )
        expect(said).to_contain_text('Next: hint("1.1"), hint 1 of')

        answer(page, "def entropy(p)", NATS)
        expect(said).to_have_text("1.1 passed")
    remembered = json.loads((exercises / ".progress.json").read_text(encoding="utf-8"))
    assert remembered == {"1.1": {"status": "passed"}}
