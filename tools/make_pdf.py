"""Make the PDF of the book with LaTeX, and refuse one in which something is cut or lost.

`make pdf` calls this in the environment of the course. The PDF is written into _build/pdf. Where
the pages of the book have been built too, the numbers of statements, figures and sections are
compared with theirs.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build" / "html"
FOLDER = ROOT / "_build" / "pdf"
LATEX = FOLDER / "work" / "_build" / "latex"  # Jupyter Book puts _build/latex below what it is told
NAME = "information-bottleneck-checked"

PACKAGES = (
    "latexmk texlive-xetex texlive-latex-extra texlive-fonts-recommended "
    "fonts-texgyre fonts-texgyre-math"
)
MISSING = f"The PDF needs LaTeX, which is missing: install it (Debian: apt install {PACKAGES})"

# How far, in points, a line may reach into the margin before it counts as cut.
MOST_POINTS = 5


def main() -> int:
    if not (shutil.which("latexmk") and shutil.which("xelatex")):
        print(MISSING)
        return 1
    os.environ.setdefault("SOURCE_DATE_EPOCH", time_of_last_commit())
    if not write_latex():
        print("The PDF was not made, since the book could not be written as LaTeX")
        return 1
    found = faults(typeset())
    if SITE.is_dir() and not found:
        pages, paper = numbers_of_pages(SITE), numbers_of_paper(LATEX / NAME)
        found += differences(pages, paper)
        print(f"{len(pages)} numbers of the pages compared with those of the PDF")
    if found:
        print("The PDF is not as it should be:", *found, sep="\n")
        print(f"The log is {LATEX.relative_to(ROOT) / NAME}.log; LaTeX is complete with {PACKAGES}")
        return 1
    shutil.copy(LATEX / f"{NAME}.pdf", FOLDER)
    print(f"The book is in {FOLDER.relative_to(ROOT) / NAME}.pdf")
    return 0


def time_of_last_commit() -> str:
    """The time that the PDF carries, so that a second one of the same commit is equal to it.

    A copy without the history of git gets the time of today.
    """
    command = ["git", "log", "-1", "--format=%ct"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip() or str(int(time.time()))


def write_latex() -> bool:
    """Write the book as LaTeX, from nothing, and say whether there was no warning."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    jupyter_book = Path(sys.executable).parent / "jupyter-book"
    command = [jupyter_book, "build", ".", "--builder", "latex", "--path-output", FOLDER / "work"]
    done = subprocess.run([*command, "-W", "--keep-going", "-n", "--quiet"], cwd=ROOT)
    return done.returncode == 0


def typeset() -> str:
    """Run LaTeX until all references are settled, and return the log of the last run."""
    command = ["latexmk", "-xelatex", "-interaction=nonstopmode", "-halt-on-error", f"{NAME}.tex"]
    # One line of the log for each message, and the time of the commit in the PDF.
    environment = {**os.environ, "max_print_line": "1000", "FORCE_SOURCE_DATE": "1"}
    subprocess.run(command, cwd=LATEX, env=environment, capture_output=True)
    return (LATEX / f"{NAME}.log").read_text(encoding="utf-8", errors="replace")


def faults(log: str) -> list[str]:
    """Return the lines of a log that tell of an error, a lost character, or a cut line."""
    return [line for line in log.splitlines() if is_fault(line)]


def is_fault(line: str) -> bool:
    if overfull := re.match(r"Overfull \\[hv]box \(([\d.]+)pt too", line):
        return float(overfull[1]) > MOST_POINTS
    return bool(
        line.startswith(("! ", "Missing character:"))
        or re.search(r"Warning: .*(undefined|multiply[ -]defined)", line)
    )


# --- numbers -------------------------------------------------------------------------------------

Numbers = dict[str, str]  # of "document:label"


def numbers_of_pages(site: Path) -> Numbers:
    """Return the numbers of statements, figures and sections as the pages show them."""
    numbers: Numbers = {}
    for file in sorted([*site.glob("book/*.html"), *site.glob("solutions/*.html")]):
        document = str(file.relative_to(site).with_suffix(""))
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").article
        for tag in page.select(".proof[id] .caption-number, figure[id] .caption-number"):
            label = tag.find_parent(class_="proof") or tag.find_parent("figure")
            numbers[f"{document}:{label['id']}"] = tag.get_text().split()[-1]
        for tag in page.select("section[id] .section-number"):
            label = tag.find_parent("section")["id"]
            numbers[f"{document}:{label}"] = tag.get_text().strip(". ")
    return numbers


def numbers_of_paper(file: Path) -> Numbers:
    """Return the numbers of the PDF: those that LaTeX counted, and those printed in boxes."""
    source = file.with_suffix(".tex").read_text(encoding="utf-8")
    counted = file.with_suffix(".aux").read_text(encoding="utf-8")
    numbers = dict(re.findall(r"\\newlabel\{([^{}]*)\}\{\{([\d.]*)\}", counted))
    boxes = re.findall(
        r"\\label\{([^{}]*)\}\s*\\begin\{sphinxadmonition\}\{note\}\{\w+ ([\d.]+)", source
    )
    return numbers | dict(boxes)


def differences(pages: Numbers, paper: Numbers) -> list[str]:
    return [
        f"{label} is {number} on its page and {paper.get(label)} in the PDF"
        for label, number in pages.items()
        if paper.get(label) != number
    ]


if __name__ == "__main__":
    sys.exit(main())
