"""The pages of the package in the built book leave out no public name."""

import importlib
import pkgutil
import re
from pathlib import Path

from link_checks import anchors

import ibnotes

PAGES = Path(__file__).resolve().parents[2] / "_build" / "html" / "book" / "api"
MODULES = ["ibnotes", *(m.name for m in pkgutil.walk_packages(ibnotes.__path__, "ibnotes."))]

# What an exercise is stands in its chapter.
EXEMPT = {"__version__", "EXERCISES"}


def test_every_public_name_stands_on_a_page_of_the_package() -> None:
    pages = list(PAGES.glob("*.html"))
    assert pages, "run `make book` first"
    documented = "\n".join(set().union(*map(anchors, pages)))
    missing = [
        f"{module.__name__}.{name}"
        for module in map(importlib.import_module, MODULES)
        for name in set(getattr(module, "__all__", [])) - EXEMPT
        # A package offers what its modules define; those have small letters, classes do not.
        if not re.search(rf"^{module.__name__}(\.[a-z]\w*)*\.{name}$", documented, re.MULTILINE)
    ]
    assert missing == []
