"""Answers to 8.5, the ceiling of KSG."""

import sympy as sp

EXERCISE = "8.5"

N, k, t = sp.symbols("N k t", positive=True)
psi = sp.digamma


def three(ceiling=psi(N) - psi(k), generic=psi(N) - psi(k + 1), draws=sp.exp(t + psi(k))):
    """The three expressions; those left out are right."""
    return {"ceiling": ceiling, "generic": generic, "draws": draws}


by_harmonic_numbers = three(
    sp.harmonic(N - 1) - sp.harmonic(k - 1),
    sp.harmonic(N - 1) - sp.harmonic(k),
    sp.exp(t) * sp.exp(sp.harmonic(k - 1) - sp.EulerGamma),
)
by_the_formula = three(
    psi(k) + psi(N) - 2 * psi(k),
    psi(k) + psi(N) - psi(k) - psi(k) - 1 / k,
)

RIGHT = (by_harmonic_numbers, by_the_formula)
WRONG = (
    ("ceiling of the plug-in", three(sp.log(N))),
    ("ceiling of the plug-in", three(generic=sp.log(N))),
    ("logarithm instead of digamma", three(sp.log(N / k))),
    ("logarithm instead of digamma", three(generic=sp.log(N) - sp.log(k) - 1 / k)),
    ("logarithm instead of digamma", three(draws=k * sp.exp(t))),
    ("counts of zero", three(psi(k) + psi(N) - 2 * psi(1))),
    ("counts of zero", three(psi(N) + psi(k) + 2 * sp.EulerGamma)),
    ("counts of k", three(psi(N) - psi(k + 1))),
    ("counts of k", three(psi(k) + psi(N) - 2 * psi(k + 1))),
    ("counts of k - 1 without the one", three(psi(k) + psi(N) - 2 * psi(k - 1))),
    ("only one of the counts small", three(0)),
    ("both counts smallest", three(generic=psi(N) - psi(k))),
    ("both counts raised", three(generic=psi(k) + psi(N) - 2 * psi(k + 1))),
    ("1/k with the wrong sign", three(generic=psi(N) - psi(k) + 1 / k)),
    ("draws for generic", three(draws=sp.exp(t + 1 / k + psi(k)))),
    ("k forgotten", three(draws=sp.exp(t))),
    ("k with the wrong sign", three(draws=sp.exp(t - psi(k)))),
    ("not solved for the number of draws", three(draws=t + psi(k))),
    ("wrong value", three(psi(N + 1) - psi(k))),
    ("wrong value", three(sp.oo)),
    ("unknown symbol", three(psi(sp.Symbol("n")) - psi(k))),
    ("not finished", three(draws=...)),
    ("wrong type", psi(N) - psi(k)),
)
