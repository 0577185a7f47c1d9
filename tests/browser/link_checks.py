"""Links from page to page, followed in the files themselves."""

from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlparse

from bs4 import BeautifulSoup


@cache
def parsed(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


@cache
def anchors(file: Path) -> Counter[str]:
    """Return what a link may name in a page, and how often it is there."""
    names = Counter(tag["id"] for tag in parsed(file).find_all(id=True))
    del names["proof-content"]  # sphinx-proof gives it to each statement, and nothing links to it
    return names


def broken_links(file: Path) -> list[str]:
    """Return the links of a page to what is not there, and the anchors of two places."""
    faults = [f"anchor of two places: {name}" for name, n in anchors(file).items() if n > 1]
    for tag in parsed(file).find_all("a", href=True):
        if urlparse(tag["href"]).scheme:
            continue
        path, anchor = map(unquote, urldefrag(tag["href"]))
        target = (file.parent / path).resolve() if path else file
        if target.is_dir():
            target = target / "index.html"
        if not target.is_file():
            faults.append(f"broken link: {tag['href']}")
        elif anchor and target.suffix == ".html" and anchor not in anchors(target):
            faults.append(f"broken anchor: {tag['href']}")
    return faults
