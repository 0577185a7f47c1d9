"""What a check asks of a law that a student gives: its variables, and signs of its informations."""

from __future__ import annotations

from ibnotes.checks.kinds import NotYet
from ibnotes.joint import Joint

__all__ = ["lacks_variables", "sign"]

TOLERANCE = 1e-9  # below this the value of a float law counts as zero


def sign(law: Joint, expression: str) -> int:
    """The sign of an expression: exact for an exact law, up to 1e-9 nats for floats.

    Examples
    --------
    >>> law = Joint.uniform([(0, 0), (1, 1)], "X Y")
    >>> sign(law, "I(X;Y)"), sign(law, "H(X|Y)"), sign(law, "H(X) - 2 H(Y)")
    (1, 0, -1)
    """
    if law.exact:
        return law.log_value(expression).sign()
    value = law.value(expression)
    return 0 if abs(value) <= TOLERANCE else (1 if value > 0 else -1)


def lacks_variables(law: Joint, names: str) -> NotYet | None:
    """What to say if a law lacks one of the named variables.

    Examples
    --------
    >>> lacks_variables(Joint.uniform([(0, 0)], "X Y"), "X Y Z").got
    'a law of X, Y'
    """
    if all(name in law.names for name in names.split()):
        return None
    return NotYet(
        "wrong variables",
        f"The exercise is about variables called {', '.join(names.split())}.",
        got=f"a law of {', '.join(law.names)}",
        expected=f'Joint(..., "{names}")',
    )
