"""The macros have one source, and the three places that typeset mathematics agree with it."""

import re
import shutil
from pathlib import Path

import macros
import nbformat
import pytest
import yaml


@pytest.fixture
def sphinx_config() -> dict:
    return yaml.safe_load(macros.CONFIG.read_text(encoding="utf-8"))["sphinx"]["config"]


def test_every_file_holds_the_macros_as_the_tool_writes_them() -> None:
    stale = macros.stale_files(macros.default_notebooks())
    assert not stale, f"run `python tools/macros.py --write`: {[str(path) for path in stale]}"


def test_mathjax_reads_the_macros_of_the_source(sphinx_config: dict) -> None:
    assert sphinx_config["mathjax3_config"]["tex"]["macros"] == macros.load_macros()


def test_latex_reads_the_macros_of_the_source(sphinx_config: dict) -> None:
    defined = re.findall(
        r"^\\providecommand\{\\(\w+)\}\{\}\\renewcommand\{\\\1\}\{(.*)\}$",
        sphinx_config["latex_elements"]["preamble"],
        flags=re.MULTILINE,
    )
    assert dict(defined) == macros.load_macros()


@pytest.mark.parametrize("path", macros.default_notebooks(), ids=lambda path: path.parent.name)
def test_jupyterlab_reads_the_macros_in_the_first_cell(path: Path) -> None:
    cell = nbformat.read(path, as_version=4).cells[0]
    defined = re.findall(r"^\\newcommand\{\\(\w+)\}\{(.*)\}$", cell.source, flags=re.MULTILINE)
    assert dict(defined) == macros.load_macros()
    assert cell.metadata["tags"] == ["remove-cell"]


def test_a_notebook_with_other_macros_is_found(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Title")])
    path = tmp_path / "chapter.ipynb"
    nbformat.write(notebook, path)
    stale = macros.stale_files([path])
    assert path in stale
    path.write_text(stale[path], encoding="utf-8")
    assert path not in macros.stale_files([path])
    path.write_text(path.read_text().replace("{H}", "{S}"), encoding="utf-8")
    assert path in macros.stale_files([path])


def test_a_changed_configuration_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = Path(shutil.copy(macros.CONFIG, tmp_path))
    config.write_text(config.read_text().replace("operatorname{H}", "operatorname{S}"))
    monkeypatch.setattr(macros, "CONFIG", config)
    assert list(macros.stale_files([])) == [config]
