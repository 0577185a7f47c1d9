"""Exact linear algebra on sparse vectors: what follows from equations and inequalities.

A vector is a dictionary from coordinates to Fractions, without zeros.
A coordinate that is a ``str`` is a *tag*: it is carried along but never eliminated, so that what
is left of it in the end tells how often the vector that brought it in was used.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction

#: Coordinates to Fractions, without zeros.
Vector = dict[Hashable, Fraction]

__all__ = ["Equations", "Vector", "combine", "in_cone"]


def combine(vector: Vector, factor: Fraction | int, other: Vector) -> Vector:
    """``vector + factor * other``, without zeros.

    Examples
    --------
    >>> combine({1: Fraction(2)}, -2, {1: Fraction(1), 2: Fraction(3)})
    {2: Fraction(-6, 1)}
    """
    total = dict(vector)
    for key, value in other.items():
        total[key] = total.get(key, Fraction(0)) + factor * value
    return {key: value for key, value in total.items() if value}


def coordinates(vector: Vector) -> list[Hashable]:
    """The coordinates that are not tags."""
    return [key for key in vector if not isinstance(key, str)]


class Equations:
    """Vectors that are zero, in echelon form: each has a pivot that no later vector has.

    Examples
    --------
    >>> one = Fraction(1)
    >>> equations = Equations([{"tag": one, 1: one, 2: -one}])
    >>> equations.reduce({1: one, 2: -one})
    {'tag': Fraction(-1, 1)}
    """

    def __init__(self, vectors: Iterable[Vector] = ()) -> None:
        self.pivots: dict[Hashable, Vector] = {}
        for vector in vectors:
            self.add(vector)

    def reduce(self, vector: Vector) -> Vector:
        """What is left of the vector modulo the equations; no coordinate if it follows."""
        for pivot, equation in self.pivots.items():
            if pivot in vector:
                vector = combine(vector, -vector[pivot] / equation[pivot], equation)
        return vector

    def add(self, vector: Vector) -> None:
        """One more equation; nothing changes if it follows from the others."""
        reduced = self.reduce(vector)
        for key in coordinates(reduced)[:1]:
            self.pivots[key] = reduced


def in_cone(target: Vector, vectors: Sequence[Vector]) -> Vector | None:
    """Write ``target`` as a sum of non-negative multiples of the vectors.

    Returns the tags that are left of ``target - sum``, or None where there is no such sum.

    Examples
    --------
    >>> one, two = {1: Fraction(1), "one": Fraction(1)}, {1: Fraction(1), 2: Fraction(-1)}
    >>> in_cone({2: Fraction(1)}, [one, two]) is None
    True
    >>> in_cone({1: Fraction(5), 2: Fraction(-2)}, [one, two])
    {'one': Fraction(-3, 1)}
    """
    vectors = [vector for vector in vectors if coordinates(vector)]
    if coordinates(Equations(vectors).reduce(target)):
        return None
    multipliers = _feasible(vectors, target)
    if multipliers is None:
        return None
    for multiplier, vector in zip(multipliers, vectors):
        target = combine(target, -multiplier, vector)
    return target


def _feasible(vectors: Sequence[Vector], target: Vector) -> list[Fraction] | None:
    """Non-negative multipliers by the simplex method, phase one, with Bland's rule."""
    keys = list(dict.fromkeys(key for v in (*vectors, target) for key in coordinates(v)))
    count, zero = len(vectors), Fraction(0)
    # Each row reads: artificial + sum_k x_k vectors[k] = target, with the target non-negative.
    rows = [[v.get(key, zero) for v in (*vectors, target)] for key in keys]
    rows = [[-entry for entry in row] if row[-1] < 0 else row for row in rows]
    basis = list(range(count, count + len(rows)))
    while True:
        artificial = [row for row, b in zip(rows, basis) if b >= count]
        gains = (sum((row[k] for row in artificial), zero) for k in range(count))
        entering = next((k for k, gain in enumerate(gains) if gain > 0), None)
        if entering is None:
            break
        _, _, leaving = min(
            (row[-1] / row[entering], basis[i], i)
            for i, row in enumerate(rows)
            if row[entering] > 0
        )
        scale = rows[leaving][entering]
        rows[leaving] = [entry / scale for entry in rows[leaving]]
        for i, row in enumerate(rows):
            if i != leaving and row[entering]:
                rows[i] = [a - row[entering] * b for a, b in zip(row, rows[leaving])]
        basis[leaving] = entering
    if any(row[-1] for row, b in zip(rows, basis) if b >= count):
        return None
    multipliers = [zero] * count
    for row, b in zip(rows, basis):
        if b < count:
            multipliers[b] = row[-1]
    return multipliers
