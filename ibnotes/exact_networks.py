"""Small networks in exact rational arithmetic, where a collision is a collision.

In floating point two outputs may be equal because they were rounded alike. Here every number is a
``Fraction``, so "the network is injective on these inputs" can be decided and not only estimated.
A network is a sequence of layers, and a layer is a pair ``(weights, biases)`` with
``weights[unit][input]`` and ``biases[unit]``.

Two tools go beyond single inputs. :class:`Interval` stands for all numbers between two bounds; a
network of intervals says something about an *open set* of weights. :func:`output_law` carries a law
on the real line through a piecewise linear network and tells atoms from continuous parts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from numbers import Rational

import numpy as np

from ibnotes.logarithms import LogNumber, entropy_of

__all__ = [
    "Interval",
    "OutputLaw",
    "layer_values",
    "leaky_relu",
    "output_law",
    "random_layers",
    "relu",
    "square",
]


@dataclass(frozen=True)
class Interval:
    """All real numbers from ``low`` to ``high``, with the arithmetic that a layer needs.

    The result of an operation holds every number that the operation can give for members of its
    operands. It may hold more if the same interval occurs twice in a formula, never less.

    Raises
    ------
    ValueError
        If ``low`` exceeds ``high``.

    Examples
    --------
    >>> Interval(1, 2) * Interval(-3, 1) + 5
    Interval(low=-1, high=7)
    """

    low: Fraction | int
    high: Fraction | int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"low is {self.low}, expected at most high = {self.high}")

    @classmethod
    def around(cls, center: Rational, radius: Rational) -> Interval:
        """The interval of all numbers at most ``radius`` away from ``center``."""
        return cls(center - radius, center + radius)

    def __add__(self, other: Number) -> Interval:
        other = _interval(other)
        return Interval(self.low + other.low, self.high + other.high)

    def __mul__(self, other: Number) -> Interval:
        other = _interval(other)
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    __radd__, __rmul__ = __add__, __mul__


Number = Rational | Interval
Layer = tuple[Sequence[Sequence[Number]], Sequence[Number]]
Activation = Callable[[Number], Number]


def _interval(number: Number) -> Interval:
    return number if isinstance(number, Interval) else Interval(number, number)


# --- activations ---------------------------------------------------------------------------------


def relu(t: Number) -> Number:
    """The rectifier ``max(t, 0)``, of a number or of all numbers of an interval.

    Examples
    --------
    >>> relu(Fraction(-1, 2)), relu(Interval(-1, 3))
    (0, Interval(low=0, high=3))
    """
    if isinstance(t, Interval):
        return Interval(relu(t.low), relu(t.high))
    return max(t, 0)


def leaky_relu(t: Rational, slope: Rational = Fraction(1, 4)) -> Rational:
    """The leaky rectifier: ``t`` for ``t > 0``, and ``slope * t`` below. Injective if slope > 0.

    Examples
    --------
    >>> leaky_relu(-2), leaky_relu(3)
    (Fraction(-1, 2), 3)
    """
    return t if t > 0 else slope * t


def square(t: Rational) -> Rational:
    """The analytic activation ``t * t``, which is not injective.

    Examples
    --------
    >>> square(Fraction(-1, 2))
    Fraction(1, 4)
    """
    return t * t


# --- networks ------------------------------------------------------------------------------------


def layer_values(
    x: Sequence[Number], layers: Sequence[Layer], activation: Activation
) -> list[tuple[Number, ...]]:
    """The values of all layers at one input, exactly.

    Parameters
    ----------
    x
        The input, a number for each coordinate.
    layers
        Pairs ``(weights, biases)`` with ``weights[unit][input]``.
    activation
        Applied to each unit of each layer.

    Raises
    ------
    ValueError
        If a number is a float, or the shapes of two layers do not fit.

    Notes
    -----
    Source ids P2 and P3.

    Examples
    --------
    >>> one_unit = [([[2, -1]], [Fraction(1, 2)])]
    >>> layer_values((1, 3), one_unit, leaky_relu)
    [(Fraction(-1, 8),)]
    """
    values = tuple(x)
    _check_exact("x", values)
    _check_layers(layers, len(values))
    result = []
    for weights, biases in layers:
        sums = [_dot(row, values) + b for row, b in zip(weights, biases)]
        values = tuple(activation(t) for t in sums)
        result.append(values)
    return result


def random_layers(
    widths: Sequence[int], rng: np.random.Generator, *, denominator: int = 1000, bias: bool = True
) -> list[Layer]:
    """Random rational layers, every number uniform among the multiples of 1/denominator in [-1, 1].

    ``widths`` starts with the number of inputs. Without ``bias`` all biases are zero.

    Examples
    --------
    >>> ((weights, biases),) = random_layers([2, 1], np.random.default_rng(0), denominator=10)
    >>> weights, biases
    ([[Fraction(7, 10), Fraction(3, 10)]], [Fraction(0, 1)])
    """

    def draw(count: int) -> list[Fraction]:
        numerators = rng.integers(-denominator, denominator + 1, size=count)
        return [Fraction(int(n), denominator) for n in numerators]

    return [
        ([draw(before) for _ in range(after)], draw(after) if bias else [Fraction(0)] * after)
        for before, after in pairwise(widths)
    ]


# --- laws on the line ----------------------------------------------------------------------------


@dataclass(frozen=True)
class OutputLaw:
    """The law of a network's output: its atoms, and the mass that is spread without atoms.

    Examples
    --------
    >>> OutputLaw({(0,): Fraction(1, 2)}, spread=Fraction(1, 2)).information
    inf
    """

    atoms: dict[tuple[Fraction, ...], Fraction]
    spread: Fraction

    @property
    def information(self) -> LogNumber | float:
        """``I(X; f(X))``, the exact entropy of the atoms, or infinity if some mass is spread."""
        return math.inf if self.spread else entropy_of(self.atoms.values())


@dataclass(frozen=True)
class _Piece:
    """An interval of inputs on which every unit of a layer is ``slope * x + intercept``."""

    low: Fraction
    high: Fraction
    mass: Fraction
    lines: tuple[tuple[Fraction, Fraction], ...]

    def through(self, layer: Layer, slope: Rational) -> Iterable[_Piece]:
        """Cut the piece where a unit of the next layer changes sign."""
        weights, biases = layer
        slopes, intercepts = zip(*self.lines)
        sums = [(_dot(row, slopes), _dot(row, intercepts) + b) for row, b in zip(weights, biases)]
        zeros = {-c / Fraction(a) for a, c in sums if a}
        cuts = sorted(zero for zero in zeros if self.low < zero < self.high)
        for low, high in pairwise([self.low, *cuts, self.high]):
            middle = (low + high) / 2
            lines = tuple((a, c) if a * middle + c > 0 else (slope * a, slope * c) for a, c in sums)
            share = (high - low) / (self.high - self.low) if cuts else 1
            yield _Piece(low, high, self.mass * share, lines)


def output_law(
    law: Iterable[tuple[Rational, Rational, Rational]],
    layers: Sequence[Layer],
    slope: Rational = 0,
) -> OutputLaw:
    """The law of ``f(X)`` for a real input and a piecewise linear network, exactly.

    Parameters
    ----------
    law
        Triples ``(low, high, mass)``: the mass is uniform on the interval, or an atom where
        ``low == high``. The masses sum to one.
    layers
        As for :func:`layer_values`, with one input.
    slope
        Of the activation at negative numbers: 0 for ReLU.

    Returns
    -------
    OutputLaw
        Its ``information`` is I(X; f(X)).

    Raises
    ------
    ValueError
        If a number is a float, a mass is not positive, or the masses do not sum to one.

    Notes
    -----
    Source id P3: on a piece where the network is constant, its mass becomes an atom; on a piece
    where it is not, a line meets each value once, and there are no atoms.

    Examples
    --------
    >>> law = output_law([(0, 1, 1)], [([[1]], [Fraction(-1, 4)])])
    >>> law.atoms, law.spread
    ({(Fraction(0, 1),): Fraction(1, 4)}, Fraction(3, 4))
    """
    triples = [tuple(triple) for triple in law]
    for triple in triples:
        _check_exact("law", triple)
    low_masses = [mass for _, _, mass in triples if mass <= 0]
    total = sum(mass for _, _, mass in triples)
    if low_masses or total != 1:
        raise ValueError(
            f"law has masses that sum to {total}, expected positive ones that sum to 1"
        )
    _check_layers(layers, 1)
    pieces = [
        _Piece(Fraction(low), Fraction(high), Fraction(mass), ((Fraction(1), Fraction(0)),))
        for low, high, mass in triples
    ]
    for layer in layers:
        pieces = [part for piece in pieces for part in piece.through(layer, slope)]
    atoms: dict[tuple[Fraction, ...], Fraction] = {}
    spread = Fraction(0)
    for piece in pieces:
        if piece.low < piece.high and any(a for a, _ in piece.lines):
            spread += piece.mass
        else:
            value = tuple(Fraction(a * piece.low + c) for a, c in piece.lines)
            atoms[value] = atoms.get(value, Fraction(0)) + piece.mass
    return OutputLaw(atoms, spread)


# --- checks --------------------------------------------------------------------------------------


def _dot(row: Sequence[Number], values: Sequence[Number]) -> Number:
    return sum((weight * value for weight, value in zip(row, values)), Fraction(0))


def _check_exact(name: str, numbers: Iterable[object]) -> None:
    for number in numbers:
        if not isinstance(number, Rational | Interval):
            raise ValueError(
                f"{name} contains {number!r} of type {type(number).__name__}, "
                "expected exact numbers (int, Fraction or Interval)"
            )


def _check_layers(layers: Sequence[Layer], inputs: int) -> None:
    for number, (weights, biases) in enumerate(layers, start=1):
        _check_exact("layers", [*biases, *(weight for row in weights for weight in row)])
        widths = {len(row) for row in weights}
        if widths != {inputs} or len(weights) != len(biases):
            raise ValueError(
                f"layer {number} has rows of {sorted(widths)} weights and {len(biases)} biases, "
                f"expected {len(weights)} rows of {inputs} weights and as many biases"
            )
        inputs = len(weights)
