"""Say in one line what is wrong with this Python, if anything is.

It must itself run on the Pythons that it turns away, so it is written in the oldest dialect.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "This Python is %d.%d, and the course needs 3.11 or later: install one, "
        "or name it: make PYTHON=python3.11" % sys.version_info[:2]
    )
try:
    import ensurepip  # noqa: F401
    import venv  # noqa: F401
except ImportError:
    sys.exit(
        "This Python has no venv module: install it (Debian, Ubuntu: apt install python3-venv)."
    )
