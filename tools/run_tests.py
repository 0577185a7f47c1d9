"""Check everything that the course says. `make test` calls this in the environment of the course.

Two parts run at a time, and each spreads over the cores: one keeps them busy while the other
starts or ends. The output of a part is printed, in full, when the part has failed.
"""

import os
import re
import subprocess
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import find_chromium

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
SPREAD = ["-n", str(os.cpu_count()), "--dist", "loadfile"]
NOTEBOOKS = ["--nbval-current-env", "--nbval-sanitize-with", "tests/nbval_sanitize.cfg"]

# What each part checks, and how. The pages need the book, so that these two are one after the
# other; the other parts come in the order of their length, longest first.
BOOK = ("the book builds without a warning", ["make", "--no-print-directory", "book"])
PAGES = ("its pages, in a browser", [*PYTEST, "tests/browser", *SPREAD[:2]])
OTHERS = [
    ("the package and the contracts", [*PYTEST, "tests", "--ignore=tests/browser", *SPREAD[:2]]),
    ("every output stored is true", [*PYTEST, "--nbval", *NOTEBOOKS, *SPREAD, "book", "solutions"]),
    ("the exercises run untouched", [*PYTEST, "--nbval-lax", *NOTEBOOKS, *SPREAD, "exercises"]),
]


@dataclass(frozen=True)
class Result:
    """How one part went."""

    name: str
    passed: int
    failed: int
    seconds: float
    output: str


def run(name: str, command: list[str]) -> Result:
    """Run one part and count what passed and failed in it."""
    # One thread for each process: there are as many processes as cores already.
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    start = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    seconds = time.monotonic() - start
    passed, failed = counts(done.stdout) if "pytest" in command else (int(not done.returncode), 0)
    if done.returncode and not failed:
        failed = 1
    result = Result(name, passed, failed, seconds, done.stdout)
    print(line(result), flush=True)
    return result


def counts(output: str) -> tuple[int, int]:
    """Read the numbers passed and failed from the last line of pytest."""
    last = output.rstrip().rpartition("\n")[2]
    number = {word: int(n) for n, word in re.findall(r"(\d+) (passed|failed|errors?)\b", last)}
    failed = number.get("failed", 0) + number.get("error", 0) + number.get("errors", 0)
    return number.get("passed", 0), failed


def line(result: Result) -> str:
    return (
        f"{result.name:34}{result.seconds:7.1f} s{result.passed:8} passed{result.failed:6} failed"
    )


def run_book_and_pages() -> list[Result]:
    book = run(*BOOK)
    return [book] if book.failed else [book, run(*PAGES)]


def main() -> int:
    if find_chromium.find() is None:
        print(find_chromium.MISSING)
        return 1

    start = time.monotonic()
    with ThreadPoolExecutor(max_workers=2) as pool:
        book_and_pages: Future = pool.submit(run_book_and_pages)
        others = [pool.submit(run, *part) for part in OTHERS]
    results = [*book_and_pages.result(), *(other.result() for other in others)]

    for result in results:
        if result.failed:
            print(f"\n===== {result.name} =====\n{result.output}")
    print()
    for result in results:
        print(line(result))
    if len(results) < 2 + len(OTHERS):
        print(f"{PAGES[0]:34} not looked at, since the book did not build")
    print(f"{'all together':34}{time.monotonic() - start:7.1f} s")
    failed = sum(result.failed for result in results)
    print(f"{sum(result.passed for result in results)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
