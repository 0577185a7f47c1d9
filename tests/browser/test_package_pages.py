"""The pages of the package in the built book leave out no public name."""

import importlib
import pkgutil
from pathlib import Path

from link_checks import anchors

import ibnotes

PAGES = Path(__file__).resolve().parents[2] / "_build" / "html" / "book" / "api"

# What an exercise is stands in its chapter.
EXEMPT = {"__version__", "EXERCISES"}


def public_names() -> set[str]:
    """Return where each public name of the package is defined, as ``module.name``."""
    modules = ["ibnotes", *(m.name for m in pkgutil.walk_packages(ibnotes.__path__, "ibnotes."))]
    names = set()
    for module in map(importlib.import_module, modules):
        for name in set(getattr(module, "__all__", [])) - EXEMPT:
            home = getattr(getattr(module, name), "__module__", "")
            names.add(f"{home if home.startswith('ibnotes') else module.__name__}.{name}")
    return names


def test_every_public_name_stands_on_a_page_of_the_package() -> None:
    pages = list(PAGES.glob("*.html"))
    assert pages, "run `make book` first"
    assert public_names() - set().union(*map(anchors, pages)) == set()
