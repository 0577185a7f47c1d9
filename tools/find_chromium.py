"""Where Chromium is, or the line that says how to get it."""

import os
import shutil

MISSING = (
    "The tests look at the book in Chromium, which is missing: install it "
    "(Debian: apt install chromium), or name one: CHROMIUM=/path/to/chromium make test"
)
NAMES = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
]


def find() -> str | None:
    """Return the path of Chromium or Chrome; $CHROMIUM, where it is set, goes first."""
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ([named] if named else NAMES))
    return next(filter(None, found), None)
