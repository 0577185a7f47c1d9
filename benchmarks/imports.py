"""What it costs to import the package, beside the libraries that it stands on.

    python benchmarks/imports.py

Each import is a new process; its time includes the start of Python. The course promises that
``import ibnotes`` takes at most 0.3 s more than NumPy and SciPy alone; the same is held against
every part that a researcher would import by itself.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import measure

ALLOWANCE = 0.3  # seconds
# (what is imported, what it stands on)
IMPORTS = [
    ("import ibnotes", "numpy, scipy"),
    ("from ibnotes import Claim", "numpy, scipy"),
    ("import ibnotes.bottleneck", "numpy, scipy"),
    ("import ibnotes.estimators", "numpy, scipy"),
    ("import ibnotes.weights", "numpy, scipy"),
    ("import ibnotes.information_plane", "numpy, scipy"),
    ("import ibnotes.checks", "numpy, scipy"),
    ("import ibnotes.plotting", "numpy, scipy, matplotlib.pyplot"),
    ("import ibnotes.networks", "numpy, scipy, torch"),
]


def run(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def rows() -> Iterator[measure.Row]:
    for statement, libraries in IMPORTS:
        (ours, _), (theirs, _) = measure.cpu_seconds(
            lambda: run(statement), lambda: run(f"import {libraries}")
        )
        answers = f"{1e3 * (ours - theirs):+.0f} ms"
        name = f"{libraries} alone"
        yield measure.Row(statement, "", ours, name, theirs, answers, theirs + ALLOWANCE)


if __name__ == "__main__":
    measure.report(rows())
