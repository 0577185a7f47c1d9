"""Every public name is documented, and every example in the documentation runs."""

import doctest
import importlib
import inspect
import pkgutil
import re

import pytest

import ibnotes

MODULES = ["ibnotes"] + sorted(
    module.name
    for module in pkgutil.walk_packages(ibnotes.__path__, "ibnotes.")
    if not module.name.endswith(".__main__")
)


def public_objects(module):
    """The functions and classes that a module defines for others; ``__all__`` decides if given."""
    names = getattr(module, "__all__", [name for name in vars(module) if name[0] != "_"])
    for name in names:
        value = vars(module).get(name)
        defined_here = getattr(value, "__module__", None) == module.__name__
        if defined_here and (inspect.isfunction(value) or inspect.isclass(value)):
            yield name, value


def public_members(cls):
    """The methods and properties that a class itself writes down."""
    for name, value in vars(cls).items():
        if name.startswith("_"):
            continue
        if isinstance(value, (classmethod, staticmethod)):
            value = value.__func__
        if inspect.isfunction(value) or isinstance(value, property):
            yield name, value


@pytest.mark.parametrize("name", MODULES)
def test_every_public_name_has_a_docstring_with_an_example(name):
    module = importlib.import_module(name)
    assert inspect.getdoc(module), f"{name} has no docstring"
    for thing, value in public_objects(module):
        text = value.__doc__ or ""
        assert text.strip(), f"{name}.{thing} has no docstring"
        assert ">>> " in text, f"{name}.{thing} shows no runnable example"
        for member, method in public_members(value) if inspect.isclass(value) else ():
            assert (method.__doc__ or "").strip(), f"{name}.{thing}.{member} has no docstring"


@pytest.mark.parametrize("name", MODULES)
def test_what_a_parameter_is_stands_below_it(name):
    """In ``name : text`` the pages of the package would take the text for a type."""
    module = importlib.import_module(name)
    for thing, value in public_objects(module):
        members = dict(public_members(value)) if inspect.isclass(value) else {}
        for member in (value, *members.values()):
            entry = re.search(r"^ *[*\w]+(, [*\w]+)* : .*", member.__doc__ or "", re.MULTILINE)
            assert entry is None, f"{name}.{thing}: {entry.group()}"


@pytest.mark.parametrize("name", MODULES)
def test_every_example_runs(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the exercises keep their progress beside the notebook
    module = importlib.import_module(name)
    runner = doctest.DocTestRunner(verbose=False)
    report = []
    for test in doctest.DocTestFinder(exclude_empty=True).find(module, name):
        runner.run(test, out=report.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(report)
