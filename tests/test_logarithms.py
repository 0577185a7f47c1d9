"""Exact logarithms: arithmetic, decidable signs, how they are shown."""

import math
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from ibnotes.logarithms import LogNumber, entropy_of
from ibnotes.measures import entropy

log = LogNumber.log

coefficients = st.fractions(min_value=-5, max_value=5, max_denominator=12)
numbers = st.dictionaries(st.sampled_from([2, 3, 5, 7, 11, 97]), coefficients, max_size=4).map(
    lambda c: sum((log(q) * x for q, x in c.items()), LogNumber())
)
laws = (
    st.lists(st.integers(0, 30), min_size=1, max_size=8)
    .filter(any)
    .map(lambda weights: [Fraction(w, sum(weights)) for w in weights])
)


def sign_by_integers(value):
    """Another route: multiply by the denominators and compare two products of prime powers."""
    n = math.lcm(*(c.denominator for _, c in value.terms))
    above = math.prod(q ** int(n * c) for q, c in value.terms if c > 0)
    below = math.prod(q ** int(-n * c) for q, c in value.terms if c < 0)
    return (above > below) - (above < below)


# --- known answers


def test_entropy_of_a_biased_coin():
    value = entropy_of([Fraction(1, 4), Fraction(3, 4)])
    assert value.terms == ((2, Fraction(2)), (3, Fraction(-3, 4)))
    assert str(value) == "2 log 2 - 3/4 log 3"
    assert value.sympy() == 2 * sympy.log(2) - 3 * sympy.log(3) / 4
    assert value.latex() == r"2 \log 2 - \tfrac{3}{4} \log 3"


def test_entropy_of_a_point_mass_is_zero():
    value = entropy_of([0, 1, 0])
    assert value == LogNumber() and value.sign() == 0 and float(value) == 0
    assert str(value) == "0" and value.latex() == "0" and value.sympy() == 0


def test_entropy_of_a_uniform_law():
    assert entropy_of([Fraction(1, 12)] * 12) == log(12) == 2 * log(2) + log(3)


def test_two_forms_of_one_number_are_one():
    assert log(Fraction(8, 9)) == 3 * log(2) - 2 * log(3)
    assert hash(log(6)) == hash(log(2) + log(3))
    assert log(1) == log(5) - log(5) == LogNumber()


def test_a_leading_minus_is_shown():
    assert str(log(Fraction(1, 6))) == "-log 2 - log 3"
    assert repr(-log(2) / 3) == "LogNumber(-1/3 log 2)"
    assert str(log(12) / 2) == "log 2 + 1/2 log 3"


def test_signs_where_floats_cannot_tell():
    # The logarithms of these consecutive integers are 10^-18 apart: equal as float64.
    n = 2**58 * 3
    assert math.log(n + 1) == math.log(n)
    assert (log(n + 1) - log(n)).sign() == 1 and log(n) < log(n + 1)
    # Differences of differences, 10^-36: beyond any float64.
    small = (log(n + 1) - log(n)) - (log(n + 2) - log(n + 1))
    assert small.sign() == 1
    assert float(small) == pytest.approx(1 / n**2, rel=1e-12)


def test_floats_keep_their_digits_under_cancellation():
    # The convergents of log 3 / log 2 make small differences of large multiples.
    value = 301994 * log(3) - 478649 * log(2)
    assert float(value) == pytest.approx(float(value.sympy().evalf(40)), rel=1e-15)


def test_numbers_of_other_libraries_are_read_exactly():
    assert log(sympy.Rational(8, 9)) == log(Fraction(8, 9))
    assert entropy_of([sympy.Rational(1, 4)] * 4) == log(np.int64(4))
    big = np.int64(2**62)  # its square overflows in NumPy
    assert big * log(2) * big == 2**124 * log(2)


def test_large_prime_factors_are_found():
    p, q = 1_000_003, 999_999_000_001
    assert log(p * q).terms == ((p, 1), (q, 1))


def test_a_sign_needs_no_sympy():
    code = (
        "import sys; from fractions import Fraction as F; from ibnotes.logarithms import *;"
        "assert (entropy_of([F(1, 6), F(1, 3), F(1, 2)]) - LogNumber.log(3)).sign() == -1;"
        "assert 'sympy' not in sys.modules and 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# --- properties


@given(numbers)
def test_sign_agrees_with_the_comparison_of_integers(value):
    assert value.sign() == sign_by_integers(value)


@given(numbers, numbers, coefficients)
def test_arithmetic_agrees_with_sympy(a, b, factor):
    exact = a.sympy() + sympy.Rational(factor.numerator, factor.denominator) * b.sympy()
    assert sympy.expand((a + factor * b).sympy() - exact) == 0
    assert a - b == -(b - a) and (a + b) - b == a


@given(numbers, numbers)
def test_order_is_total_and_agrees_with_floats(a, b):
    assert (a < b) + (a == b) + (a > b) == 1
    assert (a <= b) == (not a > b)
    if abs(float(a) - float(b)) > 1e-9:
        assert (a < b) == (float(a) < float(b))


@given(laws)
def test_exact_entropy_agrees_with_float_and_with_its_definition(law):
    value = entropy_of(law)
    assert float(value) == pytest.approx(entropy([float(p) for p in law]), abs=1e-12)
    assert value == sum((-p * log(p) for p in law if p), LogNumber())
    assert value.sign() == (0 if 1 in law else 1)


# --- bad input


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: log(0), "number is 0, expected a positive rational"),
        (lambda: log(-2), "number is -2"),
        (lambda: log(0.5), "number is 0.5, expected a positive rational"),
        (lambda: entropy_of([Fraction(1, 2)]), "probabilities sums to 1/2, expected 1"),
        (lambda: entropy_of([]), "probabilities sums to 0, expected 1"),
        (lambda: entropy_of([0.5, 0.5]), r"probabilities\[0\] is 0.5, expected a non-negative"),
        (lambda: entropy_of([2, -1]), r"probabilities\[1\] is -1, expected a non-negative"),
        (lambda: LogNumber(((4, Fraction(1)),)), r"terms holds \(4, "),
        (lambda: LogNumber(((3, Fraction(1)), (2, Fraction(1)))), "ascending order"),
        (lambda: LogNumber(((2, Fraction(1)), (2, Fraction(1)))), "ascending order"),
        (lambda: LogNumber(((2, Fraction(0)),)), "ascending order, each with a non-zero Fraction$"),
        (lambda: LogNumber(((2, 1),)), r"terms holds \(2, 1\)"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_it_is_immutable_and_mixes_with_rationals_only():
    with pytest.raises(AttributeError):
        log(2).terms = ()
    for mistake in (lambda: log(2) * 0.5, lambda: log(2) + 1, lambda: log(2) < 1):
        with pytest.raises(TypeError):
            mistake()
