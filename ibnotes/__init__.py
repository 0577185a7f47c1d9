"""The engines behind the course on the information bottleneck.

The common names can be imported from here; each is loaded from its module on first use, so that
``import ibnotes`` costs nothing.

Examples
--------
>>> from ibnotes import entropy
>>> entropy([0.5, 0.5], unit="bits")
1.0
"""

from importlib import import_module

__version__ = "0.1.0"

_HOME = {
    "entropy": "measures",
    "cross_entropy": "measures",
    "kl_divergence": "measures",
    "conditional_entropy": "measures",
    "mutual_information": "measures",
    "conditional_mutual_information": "measures",
    "total_correlation": "measures",
    "Joint": "joint",
    "Claim": "claims",
    "NotProvable": "claims",
}

__all__ = [*_HOME, "__version__"]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
