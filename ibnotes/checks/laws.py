"""What a check asks of a law that a student gives: its variables, and signs of its informations."""

from __future__ import annotations

from ibnotes.checks.kinds import NotYet
from ibnotes.joint import Joint
from ibnotes.sufficiency import minimal_sufficient_statistic

__all__ = ["excess_rate", "lacks_variables", "sign", "values"]

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


def values(law: Joint, *expressions: str) -> str:
    """The values of some expressions in a line, for the rows of a diagnosis.

    Examples
    --------
    >>> values(Joint.uniform([(0, 0), (1, 1)], "X Y"), "I(X;Y)", "H(X|Y)")
    'I(X;Y) = 0.6931, H(X|Y) = 0.0000 nats'
    """
    shown = (f"{text} = {round(float(law.value(text)), 4) + 0.0:.4f}" for text in expressions)
    return f"{', '.join(shown)} nats"


def excess_rate(law: Joint, representation: str) -> int:
    """The sign of the rate ``I(X;Z)`` minus ``H(T)``, the least that a sufficient ``Z`` has.

    Examples
    --------
    >>> law = Joint.uniform([(x, x % 2, x) for x in range(4)], "X Y Z")
    >>> excess_rate(law, "Z"), excess_rate(law.push("T", "Z", lambda z: z % 2), "T")
    (1, 0)
    """
    rate = f"I(X;{representation})"
    least = minimal_sufficient_statistic(law.marginal("X Y")).entropy
    if law.exact:
        return (law.log_value(rate) - least).sign()
    excess = law.value(rate) - float(least)
    return 0 if abs(excess) <= TOLERANCE else (1 if excess > 0 else -1)
