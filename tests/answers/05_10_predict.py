"""Answers to 5.10, predict, then run."""

from collections import OrderedDict

EXERCISE = "5.10"

TRUE = {
    "a": "same",
    "b": "down",
    "c": "up",
    "d": "down",
    "e": "down",
    "f": "same",
    "g": "up",
    "h": "up",
}


def but(name, guess):
    """The right predictions but for one."""
    return TRUE | {name: guess}


RIGHT = (OrderedDict(reversed(TRUE.items())),)
WRONG = (
    ("saturation taken for a loss", but("a", "down")),
    ("larger weights taken for more information", but("a", "up")),
    ("saturation spreads nothing", but("b", "up")),
    ("bins taken to be transparent", but("b", "same")),
    ("finer bins taken to lose", but("c", "down")),
    ("compression taken for real", but("c", "same")),
    ("less saturation taken for more information", but("d", "up")),
    ("scale taken not to matter", but("d", "same")),
    ("range of the bins forgotten", but("e", "up")),
    ("ReLU taken not to compress", but("e", "same")),
    ("adaptive bins taken to be fixed", but("f", "up")),
    ("adaptive bins taken to saturate", but("f", "down")),
    ("unbounded bins taken to saturate", but("g", "down")),
    ("scale taken not to matter", but("g", "same")),
    ("noise taken not to matter", but("h", "same")),
    ("noise taken to grow with the signal", but("h", "down")),
    ("one prediction for all", dict.fromkeys(TRUE, "same")),
    ("one prediction for all", dict.fromkeys(TRUE, "down")),
    ("not a prediction", but("h", "Up")),
    ("not a prediction", but("h", 1)),
    ("not finished", but("h", ...)),
    ("not finished", {"a": "same"}),
    ("wrong type", list(TRUE.values())),
)
