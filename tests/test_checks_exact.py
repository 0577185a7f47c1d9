"""Numbers that a student writes down are read as the fractions that they mean."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from ibnotes.checks.exact import rational, rationals


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (3, Fraction(3)),
        (Fraction(-2, 3), Fraction(-2, 3)),
        (0.1, Fraction(1, 10)),
        (1e-12, Fraction(1, 10**12)),
        (sp.Rational(1, 3), Fraction(1, 3)),
        (sp.Integer(4), Fraction(4)),
        (sp.Float("0.3"), Fraction(3, 10)),
        (np.float64(0.7), Fraction(7, 10)),
        (np.float32(0.1), Fraction(1, 10)),
        (np.int64(5), Fraction(5)),
        (np.array(2.5), Fraction(5, 2)),
        (10**400, Fraction(10**400)),
    ],
)
def test_a_number_is_read_as_what_it_says(written, meant):
    read = rational(written)
    assert type(read) is Fraction and read == meant


@pytest.mark.parametrize(
    "written",
    [True, np.True_, "1", None, 1j, float("inf"), float("nan"), sp.oo, sp.nan, sp.sqrt(2), [1]],
)
def test_what_is_no_rational_number_is_refused(written):
    with pytest.raises(ValueError, match="expected a number"):
        rational(written)


def test_lists_tuples_and_arrays_are_lists_of_numbers():
    for written in ([1, 0.5], (1, 0.5), np.array([1, 0.5]), iter([1, 0.5])):
        assert rationals(written) == [1, Fraction(1, 2)]


@pytest.mark.parametrize(
    ("written", "found"), [(1, "1"), ("12", "'12'"), ({1: 2}, "a dict"), (None, "a NoneType")]
)
def test_what_is_no_list_is_refused(written, found):
    with pytest.raises(ValueError, match=f"found {found}, expected a list"):
        rationals(written)


def test_the_first_bad_number_of_a_list_is_named():
    with pytest.raises(ValueError, match="found 'x'"):
        rationals([1, "x", None])
