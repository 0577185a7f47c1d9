"""The repository as a home: its texts name what exists, its badges are true, its hooks run."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
FORMS = sorted(path for path in ROOT.glob(".github/ISSUE_TEMPLATE/*.yml") if path.stem != "config")
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# --- what the texts say --------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEXTS)
def test_a_link_to_a_file_leads_to_one(name: str) -> None:
    for target in re.findall(r"\]\(([^)\s#]+)", text_of(name)):
        assert target.startswith("https://") or (ROOT / target).exists(), target


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_in_a_command_exists(name: str) -> None:
    commands = re.findall(r"(?:^ +|`)(?:make|\.venv/bin/\S+) ([^`#\n]+)", text_of(name), re.M)
    named = {word for command in commands for word in re.findall(r"[\w.]+/[\w./]+", command)}
    example = {"book/10_topic.ipynb", "solutions/10_topic.ipynb"}  # of who adds a chapter
    assert {path for path in named - example if not (ROOT / path).exists()} == set()


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):.*## ", text_of("Makefile"), flags=re.MULTILINE))


def test_the_readme_lists_every_command_and_no_other() -> None:
    listed = re.findall(r"^\| `make ([a-z]+)` \|", text_of("README.md"), flags=re.MULTILINE)
    assert sorted(listed) == sorted(targets() - {"help"})


@pytest.mark.parametrize("name", [*TEXTS, *(str(path.relative_to(ROOT)) for path in FORMS)])
def test_a_command_that_a_text_names_is_there(name: str) -> None:
    assert set(re.findall(r"(?:^ +|`)make ([a-z]+)\b", text_of(name), re.M)) <= targets()


def test_the_badges_are_true() -> None:
    python = PROJECT["requires-python"].removeprefix(">=")
    licenses = {"code": PROJECT["license"], "text": "CC BY 4.0"}
    truth = {"tests": "checked by: make test", "python": f"python: {python} or later"}
    truth |= {name: f"{name}: {license}" for name, license in licenses.items()}
    for name, label in truth.items():
        badge = text_of(f".github/badges/{name}.svg")
        assert f'aria-label="{label}"' in badge
        assert ": ".join(re.findall(r">([^<>\n]+)</text>", badge)) == label
    assert licenses["code"] in text_of("LICENSE") and licenses["text"] in text_of("LICENSE-text")
    assert ".ci/run" in text_of(".github/workflows/ci.yml") and "make test" in text_of(".ci/run")
    assert set(re.findall(r"badges/(\w+)\.svg", text_of("README.md"))) == set(truth)


def test_one_version_is_told_everywhere() -> None:
    assert yaml.safe_load(text_of("CITATION.cff"))["version"] == PROJECT["version"]
    assert f"## [{PROJECT['version']}]" in text_of("CHANGELOG.md")


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_has_what_the_host_asks_of_it(path: Path) -> None:
    """A form with a fault in it is not shown, without a word."""
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert form["name"] and form["description"]
    questions = [part for part in form["body"] if part["type"] != "markdown"]
    names = [question["id"] for question in questions]
    assert names and len(set(names)) == len(names)
    assert all(question["attributes"]["label"] for question in questions)


# --- what a commit runs --------------------------------------------------------------------------


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_passes(hook: dict) -> None:
    command, *arguments = shlex.split(hook["entry"])
    assert Path(command).parent == Path(".venv/bin")
    if hook.get("pass_filenames", True):
        assert hook["types"] == ["jupyter"]
        arguments += map(str, sorted(ROOT.glob("[a-z]*/*.ipynb")))
    program = Path(sys.executable).parent / Path(command).name
    done = subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
