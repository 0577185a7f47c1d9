"""The family of exercise 1.12: its rule and its entropies, against integrals done by quadrature."""

import math
from fractions import Fraction

import pytest
import sympy as sp
from scipy.integrate import quad

from ibnotes.checks import chapter01
from ibnotes.checks.chapter01 import LogPower

LARGE, SMALL, INTEGERS = chapter01.RANGES


def entropy_by_quadrature(law):
    """``-E[log f]`` from the density of ``u = |ln x|``, by two integrals over ``u > 1``."""
    sign = 1 if law.on == LARGE else -1

    def weight(u):
        return u ** -float(law.b) * math.exp(-abs(float(law.a) - 1) * u)

    total, _ = quad(weight, 1, math.inf, epsabs=1e-12)
    mean, _ = quad(
        lambda u: weight(u) * (float(law.a) * sign * u + float(law.b) * math.log(u)), 1, math.inf,
        epsabs=1e-12,
    )  # fmt: skip
    return math.log(total) + mean / total


@pytest.mark.parametrize(
    "law",
    [
        LogPower(2, 0, LARGE),
        LogPower(3, Fraction(-3, 2), LARGE),
        LogPower(2.5, 4, LARGE),
        LogPower(Fraction(1, 2), 0, SMALL),
        LogPower(-1, 3, SMALL),
        LogPower(0, 0, SMALL),
        LogPower(1, 6, LARGE),
        LogPower(1, 6, SMALL),
    ],
    ids=str,
)
def test_a_finite_entropy_is_that_of_quadrature(law):
    assert chapter01._has_finite_total(law) and chapter01._has_finite_entropy(law)
    found = chapter01._entropy_of_density(law)
    assert found == pytest.approx(entropy_by_quadrature(law), abs=1e-6)


def test_known_entropies():
    pareto = chapter01._entropy_of_density(LogPower(2, 0, LARGE))
    uniform = chapter01._entropy_of_density(LogPower(0, 0, SMALL))
    assert pareto == pytest.approx(3) and uniform == pytest.approx(-1)


@pytest.mark.parametrize("b", [-1, 0, Fraction(1, 2), 1, Fraction(3, 2), 2, Fraction(5, 2), 3, 4])
def test_the_rule_at_the_border_is_that_of_exact_integrals(b):
    u = sp.symbols("u", positive=True)
    total = sp.integrate(u ** -sp.Rational(b), (u, 1, sp.oo))
    mean = sp.integrate(u ** (1 - sp.Rational(b)), (u, 1, sp.oo))
    for on in chapter01.RANGES:
        law = LogPower(1, b, on)
        assert chapter01._has_finite_total(law) == (total != sp.oo)
        assert chapter01._has_finite_entropy(law) == (mean != sp.oo)


@pytest.mark.parametrize("on", [LARGE, SMALL])
@pytest.mark.parametrize("a", [Fraction(1, 2), Fraction(9, 10), Fraction(11, 10), 2])
def test_off_the_border_only_the_decaying_side_is_a_law(a, on):
    decays = (a > 1) == (on == LARGE)
    assert all(chapter01._has_finite_total(LogPower(a, b, on)) == decays for b in (-3, 0, 2, 5))


def test_exponents_are_kept_exactly():
    assert LogPower(sp.Rational(1, 3), 1, LARGE) == LogPower(Fraction(1, 3), 1.0, LARGE)
    assert not chapter01._has_finite_entropy(LogPower(1, 2, LARGE))
    assert chapter01._has_finite_entropy(LogPower(1, math.nextafter(2, 3), LARGE))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("1", 2, LARGE), "a is '1', expected a real number"),
        ((1, True, LARGE), "b is True, expected a real number"),
        ((1, math.inf, LARGE), "b is inf, expected a finite number"),
        ((1, 2, "x > 1"), "on is 'x > 1', expected one of 'x > e', '0 < x < 1/e', 'n >= 2'"),
    ],
)
def test_bad_input_is_refused_by_name(arguments, message):
    with pytest.raises(ValueError, match=f"^{message}$".replace("(", r"\(")):
        LogPower(*arguments)
