"""Nuisances: what moves the input and says nothing about the target.

A nuisance for ``Y`` is a variable ``η`` that is independent of ``Y``, and of which a representation
hears through the input alone: ``(Y, η) -> X -> Z``. It *generates* the input if ``X = f(Y, η)``.
Every law ``p(x, y)`` has generating nuisances, and two ways to build one stand here: by one
potential input for each ``y``, and by quantiles. They differ, and so do the numbers that depend on
the nuisance.

Rational laws are handled exactly, so that independence is an equality of fractions. Laws in
float64 are compared up to a tolerance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.joint import Joint
from ibnotes.logarithms import LogNumber

__all__ = [
    "Epsilon",
    "NuisanceCheck",
    "check_nuisance",
    "distributional_transform",
    "epsilon",
    "most_invariant",
    "potential_outcomes",
    "quantile_nuisance",
]

TOLERANCE = 1e-9
MOST_OUTCOMES = 100_000

Number = LogNumber | float


# --- two ways to build a nuisance ----------------------------------------------------------------


def potential_outcomes(law: ArrayLike | Joint, name: str = "η") -> Joint:
    """The law with a nuisance that holds one potential input for each value of the target.

    Given ``(x, y)``, the entry of ``η`` for ``y`` is ``x`` itself, and the entry for any other
    ``y'`` is drawn from ``p(x|y')``, independently of all else. Then ``η`` has the same law for
    every ``y``, the product of all ``p(x|y')``, and ``X`` is the entry that ``Y`` points at.

    Parameters
    ----------
    law
        Joint law, ``p_xy[x, y]``, or a :class:`.Joint` that names ``X``, ``Y`` and maybe more.
    name
        The new variable. Its values are tuples, with one entry for each ``y`` of positive
        probability, in the order of the alphabet of ``Y``.

    Returns
    -------
    Joint
        The law with the nuisance as its last variable, exact if the law is. That the nuisance is
        independent of ``Y`` and that ``X`` is a function of both has been verified.

    Raises
    ------
    ValueError
        If the law is none, does not name ``X`` and ``Y``, names ``name`` already, or if ``X``,
        ``Y`` and the nuisance would have more than 100,000 outcomes.

    Notes
    -----
    Source: the notes, id TN; Achille and Soatto, Emergence of invariance and disentanglement in
    deep representations (2018), have the lemma.

    Examples
    --------
    >>> law = potential_outcomes(Joint({(0, 0): Fraction(1, 2), (0, 1): Fraction(1, 4),
    ...                                 (1, 1): Fraction(1, 4)}, "X Y"))
    >>> law
    Exact joint law of X, Y, η
    X  Y  η       probability
    0  0  (0, 0)  1/4
    0  0  (0, 1)  1/4
    0  1  (0, 0)  1/4
    1  1  (0, 1)  1/4
    >>> law.value("I(Y;η)"), law.value("H(X|Y,η)")
    (0, 0)
    """
    joint = _read(law)
    rows = _inputs_given_y(joint)
    outcomes = len(rows) * math.prod(map(len, rows.values()))
    if outcomes > MOST_OUTCOMES:
        raise ValueError(
            f"law has {outcomes} outcomes of X, Y and a potential input for each y, expected at "
            f"most {MOST_OUTCOMES}; quantile_nuisance needs fewer"
        )
    channel = {}
    for x, y in joint.marginal("X Y").table():
        entries = [[(x, 1)] if other == y else row.items() for other, row in rows.items()]
        drawn = (tuple(zip(*entry)) for entry in product(*entries))
        channel[x, y] = {inputs: math.prod(p) for inputs, p in drawn}
    return _verified(joint.push(name, "X Y", channel), name)


def quantile_nuisance(law: ArrayLike | Joint, name: str = "η") -> Joint:
    """The law with a nuisance that says at which quantile of ``p(x|y)`` the input lies.

    This is the distributional transform for finite alphabets. Order the values of ``X``, and let
    a uniform number on [0, 1] pick ``X`` through the inverse of its distribution function given
    ``y``. These functions jump at finitely many points, for all ``y`` together, and between two of
    them nothing changes: so the cell of the uniform number will do.

    Parameters
    ----------
    law
        Joint law, ``p_xy[x, y]``, or a :class:`.Joint` that names ``X``, ``Y`` and maybe more. The
        values of ``X`` count in the order of its alphabet.
    name
        The new variable. Its values 0, 1, ... number the cells from left to right.

    Returns
    -------
    Joint
        The law with the nuisance as its last variable, exact if the law is. That the nuisance is
        independent of ``Y`` and that ``X`` is a function of both has been verified.

    Raises
    ------
    ValueError
        If the law is none, does not name ``X`` and ``Y``, or names ``name`` already.

    Notes
    -----
    Source: the notes, id TN; the functional representation lemma.

    Examples
    --------
    >>> flip = Joint([[Fraction(3, 8), Fraction(1, 8)], [Fraction(1, 8), Fraction(3, 8)]], "X Y")
    >>> quantile_nuisance(flip)
    Exact joint law of X, Y, η
    X  Y  η  probability
    0  0  0  1/8
    0  0  1  1/4
    0  1  0  1/8
    1  0  2  1/8
    1  1  1  1/4
    1  1  2  1/8
    """
    joint = _read(law)
    edges = {y: _edges(row) for y, row in _inputs_given_y(joint).items()}
    points = sorted({point for of_y in edges.values() for pair in of_y.values() for point in pair})
    cells = list(enumerate(pairwise(points)))
    channel = {
        (x, y): {
            number: (right - left) / (end - start)
            for number, (left, right) in cells
            if start <= left and right <= end
        }
        for y, of_y in edges.items()
        for x, (start, end) in of_y.items()
    }
    return _verified(joint.push(name, "X Y", channel), name)


def _read(law: ArrayLike | Joint) -> Joint:
    joint = law if isinstance(law, Joint) else Joint(law, "X Y")
    for variable in ("X", "Y"):
        if variable not in joint.names:
            raise ValueError(f"law names {', '.join(joint.names)}, expected X and Y among them")
    return joint


def _inputs_given_y(joint: Joint) -> dict[Hashable, dict[Hashable, Fraction | float]]:
    """The rows ``p(x|y)`` for each possible ``y``, both in the order of their alphabets."""
    table = joint.marginal("X Y").table()
    inputs, targets = joint.alphabets["X"], joint.alphabets["Y"]
    masses = {y: {x: table[x, y] for x in inputs if (x, y) in table} for y in targets}
    return {
        y: {x: p / sum(row.values()) for x, p in row.items()} for y, row in masses.items() if row
    }


def _edges(
    row: dict[Hashable, Fraction | float],
) -> dict[Hashable, tuple[Fraction | float, Fraction | float]]:
    """The interval of [0, 1] that belongs to each value, from left to right."""
    below, end = {}, type(next(iter(row.values())))(0)
    for x, p in row.items():
        below[x] = end
        end += p
    ends = [*list(below.values())[1:], type(end)(1)]  # not 0.9999999999999999
    return {x: (start, stop) for (x, start), stop in zip(below.items(), ends)}


def _verified(joint: Joint, name: str) -> Joint:
    check = check_nuisance(joint, name)
    if not (check and check.generates):
        raise ArithmeticError(f"the construction of {name} failed its own check: {check}")
    return joint


def distributional_transform(
    x: ArrayLike,
    y: ArrayLike,
    cdf: Callable[[NDArray, NDArray], ArrayLike],
    rng: np.random.Generator,
    *,
    cdf_left: Callable[[NDArray, NDArray], ArrayLike] | None = None,
) -> NDArray[np.float64]:
    """The quantile of each real ``x`` in its law given ``y``: uniform, whatever ``y`` is.

    Where the law has an atom, a quantile is drawn from the interval that belongs to it:
    ``F(x-|y) + U [F(x|y) - F(x-|y)]`` with ``U`` uniform on [0, 1].

    Parameters
    ----------
    x, y
        Samples of one shape.
    cdf
        Distribution function ``cdf(x, y)`` of ``X`` given ``Y = y``, on arrays.
    rng
        Source of the uniform numbers.
    cdf_left
        Its limits from the left, ``P(X < x | Y = y)``. If None, the law has no atoms.

    Returns
    -------
    array
        The quantiles. ``X`` is almost surely the inverse of ``cdf`` at them.

    Raises
    ------
    ValueError
        If ``x`` and ``y`` differ in shape, or a distribution function leaves [0, 1], has another
        shape than ``x``, or lies below its limit from the left.

    Notes
    -----
    Source: the notes, id TN.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> y = rng.integers(2, size=4)
    >>> x = rng.exponential(size=4) / (1 + y)
    >>> eta = distributional_transform(x, y, lambda x, y: 1 - np.exp(-(1 + y) * x), rng)
    >>> bool(np.allclose(-np.log(1 - eta) / (1 + y), x))
    True
    """
    x, y = np.asarray(x), np.asarray(y)
    if x.shape != y.shape:
        raise ValueError(f"y has shape {y.shape}, expected that of x, {x.shape}")
    above = _checked_cdf(cdf(x, y), x, "cdf")
    if cdf_left is None:
        return above
    below = _checked_cdf(cdf_left(x, y), x, "cdf_left")
    if not (below <= above).all():
        raise ValueError(f"cdf_left exceeds cdf by {(below - above).max():g}, expected at most cdf")
    return below + rng.random(x.shape) * (above - below)


def _checked_cdf(values: ArrayLike, x: NDArray, argument: str) -> NDArray[np.float64]:
    values = np.array(values, dtype=np.float64)
    if values.shape != x.shape:
        raise ValueError(f"{argument} gives shape {values.shape}, expected that of x, {x.shape}")
    if not ((values >= 0) & (values <= 1)).all():
        raise ValueError(f"{argument} gives values outside [0, 1], expected probabilities")
    return values


# --- is it one? ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class NuisanceCheck:
    """Which properties of a nuisance a variable has.

    Parameters are ``independent`` (of ``Y``), ``generates`` (``X`` is a function of ``Y`` and it)
    and ``markov`` (``(Y, η) -> X ->`` everything else that the law names). It counts as true if
    the variable is a nuisance, that is ``independent`` and ``markov``.

    Source: the notes, id D4.1.

    Examples
    --------
    >>> bool(NuisanceCheck(independent=True, generates=False, markov=True))
    True
    """

    independent: bool
    generates: bool
    markov: bool

    def __bool__(self) -> bool:
        return self.independent and self.markov


def check_nuisance(
    joint: Joint, nuisance: str = "η", *, tolerance: float = TOLERANCE
) -> NuisanceCheck:
    """Which properties of a nuisance a variable of a joint law has.

    Parameters
    ----------
    joint
        A law that names ``X``, ``Y``, the nuisance and maybe more.
    nuisance
        The variable in question.
    tolerance
        For float64: informations of at most this, in nats, count as zero. Rational laws are
        decided exactly.

    Raises
    ------
    ValueError
        If a variable is missing.

    Notes
    -----
    Source: the notes, id D4.1.

    Examples
    --------
    >>> law = Joint.uniform([(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)], "X Y η")
    >>> check_nuisance(law)  # X = Y xor η
    NuisanceCheck(independent=True, generates=True, markov=True)
    """
    others = _others(joint, nuisance)
    rest = ", ".join(others)
    return NuisanceCheck(
        independent=_vanishes(joint, f"I(Y;{nuisance})", tolerance),
        generates=_vanishes(joint, f"H(X|Y,{nuisance})", tolerance),
        markov=not rest or _vanishes(joint, f"I({rest};Y,{nuisance}|X)", tolerance),
    )


def _others(joint: Joint, nuisance: str) -> list[str]:
    for variable in ("X", "Y", nuisance):
        if variable not in joint.names:
            raise ValueError(
                f"joint names {', '.join(joint.names)}, expected X, Y and {nuisance} among them"
            )
    return [name for name in joint.names if name not in ("X", "Y", nuisance)]


def _vanishes(joint: Joint, expression: str, tolerance: float) -> bool:
    if joint.exact:
        return joint.log_value(expression) == LogNumber()
    return abs(joint.value(expression)) <= tolerance


# --- what a nuisance costs -----------------------------------------------------------------------


@dataclass(frozen=True)
class Epsilon:
    """``ε = I(Z;Y|η) - I(X;Y)`` of a sufficient representation, and what bounds it.

    Parameters are ``value``; ``with_nuisance``, the bound ``I(Y;η|X)``; ``without``, the bound
    ``H(Y|X)`` that does not depend on the nuisance; and ``slack``, which is ``I(X;Z|Y,η)`` and zero
    if ``X`` is a function of ``Y`` and ``η``. All are in nats. They satisfy

        0 <= value <= with_nuisance <= without,
        I(Z;η) = I(Z;X) - I(X;Y) - value - slack.

    Source: the notes, ids P4b and P4-eps.

    Examples
    --------
    >>> law = Joint([[0.375, 0.125], [0.125, 0.375]], "X Y").push("Z", "X", lambda x: x)
    >>> epsilon(law.push("η", "X Y", lambda x, y: x ^ y))
    Epsilon: 0 <= 0.5623 <= I(Y;η|X) = 0.5623 <= H(Y|X) = 0.5623 nats, slack 0.0000
    """

    value: Number
    with_nuisance: Number
    without: Number
    slack: Number

    def __repr__(self) -> str:
        value, inner, outer, slack = map(
            float, (self.value, self.with_nuisance, self.without, self.slack)
        )
        return (
            f"Epsilon: 0 <= {value:.4f} <= I(Y;η|X) = {inner:.4f} "
            f"<= H(Y|X) = {outer:.4f} nats, slack {slack:.4f}"
        )


def epsilon(joint: Joint, nuisance: str = "η", *, tolerance: float = TOLERANCE) -> Epsilon:
    """The ``ε`` of a sufficient representation ``Z`` and a nuisance, with its bounds.

    Parameters
    ----------
    joint
        A law that names ``X``, ``Y``, ``Z`` and the nuisance.
    nuisance
        The nuisance.
    tolerance
        For float64: informations of at most this, in nats, count as zero.

    Returns
    -------
    Epsilon
        Exact numbers for a rational law, floats otherwise.

    Raises
    ------
    ValueError
        If a variable is missing, the nuisance is none, or ``Z`` is not sufficient for ``Y``.

    Notes
    -----
    Source: the notes, ids P4b and P4-eps.

    Examples
    --------
    >>> eighth = Fraction(1, 8)
    >>> flip = Joint([[3 * eighth, eighth], [eighth, 3 * eighth]], "X Y")
    >>> flip = flip.push("Z", "X", lambda x: x)
    >>> epsilon(potential_outcomes(flip))
    Epsilon: 0 <= 0.3024 <= I(Y;η|X) = 0.3024 <= H(Y|X) = 0.5623 nats, slack 0.0000
    >>> epsilon(quantile_nuisance(flip)).value
    LogNumber(3/2 log 2 - 3/4 log 3)
    """
    if "Z" not in _others(joint, nuisance):
        raise ValueError(f"joint names {', '.join(joint.names)}, expected Z among them")
    joint = joint.marginal(["X", "Y", "Z", nuisance])
    check = check_nuisance(joint, nuisance, tolerance=tolerance)
    if not check:
        raise ValueError(
            f"joint has a {nuisance} that is no nuisance, expected one that is independent of Y "
            f"with (Y, {nuisance}) -> X -> Z: {check}"
        )
    if not _vanishes(joint, "I(X;Y|Z)", tolerance):
        raise ValueError("joint has a Z that is not sufficient, expected I(X;Y|Z) = 0")
    evaluate = joint.log_value if joint.exact else joint.value
    return Epsilon(
        value=evaluate(f"I(Z;Y|{nuisance}) - I(X;Y)"),
        with_nuisance=evaluate(f"I(Y;{nuisance}|X)"),
        without=evaluate("H(Y|X)"),
        slack=evaluate(f"I(X;Z|Y,{nuisance})"),
    )


def most_invariant(law: ArrayLike | Joint, name: str = "T") -> Joint:
    """The law with the minimal sufficient statistic, which knows least about every nuisance.

    Every sufficient representation ``Z`` determines ``T``, so ``I(T;η) <= I(Z;η)`` for every
    variable ``η`` whatsoever with ``η -> X -> Z``.

    Parameters
    ----------
    law
        Joint law, ``p_xy[x, y]``, or a :class:`.Joint` that names ``X``, ``Y`` and maybe more, in
        rational numbers.
    name
        The new variable. Its values 0, 1, ... number the different rows ``p(y|x)``, in the order
        of the alphabet of ``X``.

    Returns
    -------
    Joint
        The law with ``T`` as its last variable, a function of ``X``.

    Raises
    ------
    ValueError
        If the law is none, does not name ``X`` and ``Y``, names ``name`` already, or is in
        float64, where rows that should be equal need not be
        (:func:`ibnotes.sufficiency.minimal_sufficient_statistic` takes a tolerance).

    Notes
    -----
    Source: the notes, ids P4c and F4.

    Examples
    --------
    >>> sixth = Fraction(1, 6)
    >>> law = most_invariant([[sixth, sixth], [0, sixth], [0, 3 * sixth]])
    >>> law.marginal("X T").table()  # doctest: +NORMALIZE_WHITESPACE
    {(0, 0): Fraction(1, 3), (1, 1): Fraction(1, 6), (2, 1): Fraction(1, 2)}
    """
    joint = _read(law)
    if not joint.exact:
        raise ValueError("law is in float64, expected rational probabilities")
    pairs = joint.marginal("X Y")
    possible = {x for x, _ in pairs.table()}
    numbers: dict[Joint, int] = {}
    classes = {
        x: numbers.setdefault(pairs.given(X=x), len(numbers))
        for x in joint.alphabets["X"]
        if x in possible
    }
    return joint.push(name, "X", classes.get)
