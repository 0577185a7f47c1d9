"""Answers to 9.2, the scale-invariant measure."""

import sympy as sp

EXERCISE = "9.2"

c, s, t, tau, x = sp.symbols("c s t tau x", positive=True)
RIGHT_PARTS = {"mass": c * sp.log(t / s), "precision": c / (2 * tau), "evidence": c / (2 * x)}


def parts(**changed):
    return {**RIGHT_PARTS, **changed}


in_differences = parts(mass=c * sp.log(t) - c * sp.log(s), evidence=c * sp.gamma(1) / (x + x))
other_assumptions = {
    key: value.subs({symbol: sp.Symbol(symbol.name) for symbol in (c, s, t, tau, x)})
    for key, value in RIGHT_PARTS.items()
}

RIGHT = (in_differences, other_assumptions)
WRONG = (
    ("flat in sigma", parts(mass=c * (t - s))),
    ("flat in sigma", parts(precision=c * tau ** sp.Rational(-3, 2) / 2)),
    ("Jacobian forgotten", parts(precision=c * sp.sqrt(tau))),
    ("Jacobian upside down", parts(precision=2 * c * tau**2)),
    ("sign of the Jacobian", parts(precision=-c / (2 * tau))),
    ("factor of the power forgotten", parts(precision=c / tau)),
    ("c forgotten", parts(mass=sp.log(t / s))),
    ("c forgotten", parts(precision=1 / (2 * tau))),
    ("c forgotten", parts(evidence=1 / (2 * x))),
    ("interval upside down", parts(mass=c * sp.log(s / t))),
    ("both sides of zero", parts(evidence=c / x)),
    ("both sides of zero", parts(mass=2 * c * sp.log(t / s))),
    ("normal density not normalized", parts(evidence=c * sp.sqrt(2 * sp.pi) / (2 * x))),
    ("unknown symbol", parts(evidence=c / sp.Symbol("sigma"))),
    ("not finished", parts(evidence=...)),
    ("not a closed form", parts(mass=sp.Integral(c / x, (x, s, t)))),
    ("wrong value", parts(evidence=c / (2 * x**2))),
    ("wrong type", c * sp.log(t / s)),
)
