"""Numbers that a student writes down, read as exact fractions, so that a check can decide."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from numbers import Rational, Real
from typing import Any

import numpy as np

__all__ = ["rational", "rationals"]


def rational(value: Any) -> Fraction:
    """A number as a fraction; a float counts as the decimal that it prints as.

    Raises ValueError for what is no finite real number.

    Examples
    --------
    >>> rational(0.1), rational(3)
    (Fraction(1, 10), Fraction(3, 1))
    """
    if isinstance(value, np.ndarray) and not value.shape:
        value = value.item()
    if isinstance(value, Rational) and not isinstance(value, (bool, np.bool_)):
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, (float, np.floating)) and np.isfinite(value):
        return Fraction(str(value))
    if getattr(value, "is_Rational", False) or getattr(value, "is_Float", False):
        return Fraction(str(value))
    raise ValueError(f"found {_found(value)}, expected a number such as Fraction(1, 3) or 0.25")


def rationals(values: Any) -> list[Fraction]:
    """The numbers of a list as fractions.

    Raises ValueError for what is no list of finite real numbers.

    Examples
    --------
    >>> rationals([1, 0.5])
    [Fraction(1, 1), Fraction(1, 2)]
    """
    if isinstance(values, (str, dict)) or not isinstance(values, Iterable):
        raise ValueError(f"found {_found(values)}, expected a list of numbers")
    return [rational(value) for value in values]


def _found(value: Any) -> str:
    return repr(value) if isinstance(value, (Real, str)) else f"a {type(value).__name__}"
