"""How numbers come in and go out of the formulas on noise, minima and bounds."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["finite", "plain", "positive", "probabilities", "real"]

Array = NDArray[np.float64]


def real(values: ArrayLike, name: str) -> Array:
    """The values as a float64 copy, having checked that they are real numbers, finite or not.

    Raises
    ------
    ValueError
        If one is not; the error starts with the name.

    Examples
    --------
    >>> real([1, 2j], "c")
    Traceback (most recent call last):
    ValueError: c is no array of real numbers: complex
    """
    try:
        if np.iscomplexobj(values):
            raise TypeError("complex")
        return np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} is no array of real numbers: {error}") from None


def finite(values: ArrayLike, name: str) -> Array:
    """The values as a float64 copy, having checked that they are finite real numbers.

    Raises
    ------
    ValueError
        If one is not; the error starts with the name.

    Examples
    --------
    >>> finite([1, float("inf")], "mu")
    Traceback (most recent call last):
    ValueError: mu holds inf, expected finite numbers
    """
    array = real(values, name)
    _check(np.isfinite(array), array, name, "finite numbers")
    return array


def positive(values: ArrayLike, name: str) -> Array:
    """The values as a float64 copy, having checked that they are finite and positive.

    Raises
    ------
    ValueError
        If one is not; the error starts with the name.

    Examples
    --------
    >>> positive([1, 0], "alpha")
    Traceback (most recent call last):
    ValueError: alpha holds 0, expected positive numbers
    """
    array = finite(values, name)
    _check(array > 0, array, name, "positive numbers")
    return array


def probabilities(values: ArrayLike, name: str) -> Array:
    """The values as a float64 copy, having checked that each is from 0 to 1.

    Raises
    ------
    ValueError
        If one is not; the error starts with the name.

    Examples
    --------
    >>> probabilities(1.5, "q")
    Traceback (most recent call last):
    ValueError: q holds 1.5, expected numbers from 0 to 1
    """
    array = finite(values, name)
    _check((array >= 0) & (array <= 1), array, name, "numbers from 0 to 1")
    return array


def plain(values: Array) -> Array | float:
    """An array as it is, and a float where there is no axis.

    Examples
    --------
    >>> plain(np.array(0.5)), plain(np.array([0.5]))
    (0.5, array([0.5]))
    """
    return values if np.ndim(values) else float(values)


def _check(right: NDArray[np.bool_], array: Array, name: str, expected: str) -> None:
    if not right.all():
        raise ValueError(f"{name} holds {array[~right].flat[0]:g}, expected {expected}")
