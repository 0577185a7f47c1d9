"""Answers to 7.8, sharp and flat, one function."""

import sympy as sp

EXERCISE = "7.8"

a, w1, w2 = sp.symbols("a w1 w2", positive=True)
HESSIAN = sp.hessian((w1 * w2 - 1) ** 2 / 2, (w1, w2)).subs({w1: a, w2: 1 / a})


def three(trace=HESSIAN.trace(), first=a**2 * HESSIAN[0, 0], second=HESSIAN[1, 1] / a**2):
    """The three expressions; those left out are right."""
    return {"trace": trace, "first": first, "second": second}


RIGHT = (three(), three((a**4 + 1) / a**2, 1, sp.Integer(1)), three((a - 1 / a) ** 2 + 2))
WRONG = (
    ("residual taken to vanish too early", three(0)),
    ("residual taken to vanish too early", three(first=0)),
    ("curvature that does not scale", three(2)),
    ("half too many", three(HESSIAN.trace() / 2)),
    ("half too many", three(second=sp.Rational(1, 2))),
    ("curvature of the wrong weight", three(first=a**2 * HESSIAN[1, 1])),
    ("curvature of the wrong weight", three(second=HESSIAN[0, 0] / a**2)),
    ("curvature alone", three(first=HESSIAN[0, 0])),
    ("curvature alone", three(second=HESSIAN[1, 1])),
    ("determinant", three(sp.Integer(1))),
    ("wrong value", three(a + 1 / a)),
    ("unknown symbol", three(w1**2 + w2**2)),
    ("not finished", three(second=...)),
    ("wrong type", HESSIAN),
)
