"""Long computations are kept on disk, so that each is done once.

They lie in the folder that the environment variable ``IBNOTES_CACHE`` names, else in
``~/.cache/ibnotes``. It may be deleted at any time. A result is found again only by the same
arguments, the same code and the same versions of numpy and torch, so that it is never stale.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import os
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import joblib
import numpy as np
import torch
from filelock import FileLock

__all__ = ["cache_folder", "cached", "fingerprint"]

DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)

Function = TypeVar("Function", bound=Callable[..., object])


def cache_folder() -> Path:
    """Where results are kept.

    Examples
    --------
    >>> cache_folder().name != ""
    True
    """
    return Path(os.environ.get("IBNOTES_CACHE") or Path.home() / ".cache" / "ibnotes")


def fingerprint(modules: Sequence[str]) -> str:
    """A digest of the code of these modules and of the versions of numpy and torch.

    Comments and docstrings do not count.

    Examples
    --------
    >>> len(fingerprint(["ibnotes.datasets"]))
    16
    """
    digest = hashlib.sha256(f"numpy {np.__version__}, torch {torch.__version__}".encode())
    for module in modules:
        tree = ast.parse(Path(find_spec(module).origin).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
                node.body = node.body[1:] or [ast.Pass()]
        digest.update(ast.dump(tree).encode())
    return digest.hexdigest()[:16]


def cached(modules: Sequence[str], *, ignore: Sequence[str] = ()) -> Callable[[Function], Function]:
    """Keep what a function returns on disk, by its arguments.

    If two processes ask for the same result at once, one computes it and the other waits. The
    function gets an attribute ``is_kept``, which tells whether the result for its arguments exists.

    Parameters
    ----------
    modules
        Every module whose code the result depends on, the function's own among them.
    ignore
        Arguments that do not change the result.

    Examples
    --------
    >>> import tempfile
    >>> before = os.environ.get("IBNOTES_CACHE", "")
    >>> os.environ["IBNOTES_CACHE"] = tempfile.mkdtemp()
    >>> @cached([])
    ... def square(x):
    ...     print("computing")
    ...     return x * x
    >>> square(3), square(3)
    computing
    (9, 9)
    >>> square.is_kept(3), square.is_kept(4)
    (True, False)
    >>> os.environ["IBNOTES_CACHE"] = before
    """

    def decorate(function: Function) -> Function:
        code = fingerprint(modules)  # now: an edit after the import does not change what runs

        def memory() -> joblib.memory.MemorizedFunc:
            folder = cache_folder() / code
            folder.mkdir(parents=True, exist_ok=True)
            return joblib.Memory(folder, verbose=0).cache(function, ignore=list(ignore))

        @functools.wraps(function)
        def lookup(*args: object, **kwargs: object) -> object:
            arguments = joblib.func_inspect.filter_args(function, list(ignore), args, kwargs)
            key = joblib.hash((function.__module__, function.__qualname__, arguments))
            kept = memory()
            with FileLock(cache_folder() / code / f"{key}.lock"):
                return kept(*args, **kwargs)

        lookup.is_kept = lambda *args, **kwargs: memory().check_call_in_cache(*args, **kwargs)
        return lookup

    return decorate
