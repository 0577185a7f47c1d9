"""The table of notation: the names that it gives in code exist, and no row stands twice."""

import dataclasses
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import ibnotes

PAGE = Path(__file__).resolve().parent.parent / "book" / "notation.md"


def rows() -> list[list[str]]:
    """Return the rows of the three-column tables: symbol, meaning, name in code."""
    lines = PAGE.read_text("utf-8").splitlines()
    cells = [re.split(r"\s*(?<!\\)\|\s*", line.strip("| ")) for line in lines]
    return [row for row in cells if len(row) == 3 and row[2] not in ("In code", "---")]


def names_of(value: object) -> set[str]:
    """Return the parameters of a function; of a class also its fields and members."""
    names = set()
    if inspect.isclass(value):
        members = {name: member for name, member in vars(value).items() if name[0] != "_"}
        names |= set(members).union(*map(names_of, members.values()))
        if dataclasses.is_dataclass(value):
            names |= {field.name for field in dataclasses.fields(value)}
    elif inspect.isfunction(value):
        names |= set(inspect.signature(value).parameters)
    return names


def names_in_code() -> set[str]:
    """Return the public names of the package, with their parameters and fields."""
    found = set()
    for info in pkgutil.walk_packages(ibnotes.__path__, "ibnotes."):
        module = importlib.import_module(info.name)
        for name in getattr(module, "__all__", []):
            found |= {name} | names_of(getattr(module, name))
    return found


def test_every_name_in_code_exists() -> None:
    cells = [name for _, _, names in rows() for name in names.split(", ") if name != "-"]
    assert len(cells) > 40
    unmarked = [cell for cell in cells if not re.fullmatch(r"`\w+`", cell)]
    assert unmarked == []
    assert {cell.strip("`") for cell in cells} - names_in_code() == set()


def test_no_symbol_has_two_rows() -> None:
    symbols = [symbol for symbol, _, _ in rows()]
    assert len(symbols) == len(set(symbols))
