"""Run notebooks from top to bottom and store their outputs.

    python tools/run_notebooks.py book solutions/01_definitions.ipynb

A second run changes no byte: no times are recorded, and no metadata of the machine is kept.
A notebook that raises an error is left as it was.
"""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def executed(path: Path) -> str:
    """Return the text of the notebook with fresh outputs. Raises CellExecutionError."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=600,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    notebook.metadata = nbformat.from_dict(METADATA)
    return nbformat.writes(notebook) + "\n"


def run(path: Path) -> str | None:
    """Store the outputs of one notebook. Return the error, if there was one."""
    try:
        text = executed(path)
    except CellExecutionError as error:
        return str(error)
    path.write_text(text, encoding="utf-8")
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description="Run notebooks and store their outputs.")
    parser.add_argument("paths", nargs="+", type=Path, help="notebooks, or folders of them")
    paths = []
    for path in parser.parse_args().paths:
        paths += sorted(path.glob("*.ipynb")) if path.is_dir() else [path]

    # One thread for each notebook: sums are then added in the same order on every machine.
    os.environ["OMP_NUM_THREADS"] = "1"
    failed = False
    with ProcessPoolExecutor() as pool:
        for path, error in zip(paths, pool.map(run, paths)):
            print(f"{path}: {'failed' if error else 'stored'}")
            if error:
                failed = True
                print(error)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
