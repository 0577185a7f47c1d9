"""Exercises that answer: ``check`` an answer, ask for a ``hint``, see your ``progress``."""

from ibnotes.checks.engine import check, hint, progress

__all__ = ["check", "hint", "progress"]
