"""Carry the macros of book/macros.toml to the three places that typeset mathematics.

They are the book's MathJax and the LaTeX preamble, both in _config.yml, and JupyterLab, which
reads them from a first cell of each notebook that the book hides.

    python tools/macros.py --write [notebook ...]    write them
    python tools/macros.py --check [notebook ...]    fail if a place differs, and name it

Without arguments, all notebooks of book/ and solutions/ are meant.
"""

import argparse
import re
import sys
import tomllib
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "_config.yml"
CELL_ID = "macros"


def load_macros() -> dict[str, str]:
    """Return the macros as {name: definition}, in the order of the file."""
    return tomllib.loads((ROOT / "book" / "macros.toml").read_text(encoding="utf-8"))


def default_notebooks() -> list[Path]:
    return sorted([*ROOT.glob("book/*.ipynb"), *ROOT.glob("solutions/*.ipynb")])


def config_with_macros(config: str, macros: dict[str, str]) -> str:
    """Return the text of _config.yml with the macros between their two markers."""
    lines = ["mathjax3_config:", "  tex:", "    macros:"]
    lines += [f"      {name}: '{definition}'" for name, definition in macros.items()]
    lines += ["latex_elements:", "  preamble: |"]
    # \providecommand first, so that it does not matter whether a LaTeX package has the name too.
    lines += [
        f"    \\providecommand{{\\{name}}}{{}}\\renewcommand{{\\{name}}}{{{definition}}}"
        for name, definition in macros.items()
    ]
    block = "".join(f"    {line}\n" for line in lines)
    between_markers = r"(?<=    # \(macros\)\n).*(?=    # \(end of macros\)\n)"
    new, found = re.subn(between_markers, lambda _: block, config, flags=re.DOTALL)
    if found != 1:
        raise ValueError("_config.yml: expected one pair of macro markers")
    return new


def notebook_with_macros(notebook: str, macros: dict[str, str]) -> str:
    """Return the text of a notebook with the macros in its first cell."""
    node = nbformat.reads(notebook, as_version=4)
    node.cells = [cell for cell in node.cells if cell.get("id") != CELL_ID]
    commands = [f"\\newcommand{{\\{name}}}{{{definition}}}" for name, definition in macros.items()]
    source = "\n".join(["<!-- Written by tools/macros.py. -->", "$$", *commands, "$$"])
    cell = nbformat.v4.new_markdown_cell(source, id=CELL_ID, metadata={"tags": ["remove-cell"]})
    node.cells.insert(0, cell)
    return nbformat.writes(node) + "\n"


def stale_files(notebooks: list[Path]) -> dict[Path, str]:
    """Return {file: the text that it should have} for each file that differs from it."""
    macros = load_macros()
    wanted = {CONFIG: config_with_macros(CONFIG.read_text(encoding="utf-8"), macros)}
    for path in notebooks:
        wanted[path] = notebook_with_macros(path.read_text(encoding="utf-8"), macros)
    return {path: text for path, text in wanted.items() if path.read_text("utf-8") != text}


def main() -> int:
    parser = argparse.ArgumentParser(description="Carry the macros of book/macros.toml along.")
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--write", action="store_true", help="write them")
    mode.add_argument("--check", action="store_true", help="fail if a place differs")
    parser.add_argument("notebooks", nargs="*", type=Path, help="default: book/ and solutions/")
    arguments = parser.parse_args()

    stale = stale_files(arguments.notebooks or default_notebooks())
    for path, text in stale.items():
        if arguments.write:
            path.write_text(text, encoding="utf-8")
            print(f"{path}: macros written")
        else:
            print(f"{path}: macros differ from book/macros.toml (run tools/macros.py --write)")
    return 1 if stale and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
