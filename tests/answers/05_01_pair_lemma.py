"""Answers to 5.1, the pair lemma (X4)."""

import sympy as sp

EXERCISE = "5.1"

n, d = sp.symbols("n d")
integer_n, integer_d = sp.symbols("n d", integer=True, positive=True)


def four(weights=d * n + d, collisions=d * n, codimension=d, softmax=d - 1):
    """The four numbers; those left out are right."""
    return {
        "weights": weights,
        "collisions": collisions,
        "codimension": codimension,
        "softmax": softmax,
    }


by_rows = four(integer_d * (integer_n + 1), integer_d * (integer_n - 1) + integer_d, integer_d)
with_the_shift = four(softmax=d * (n + 1) - (d * n + 1))

RIGHT = (four(), by_rows, with_the_shift)
WRONG = (
    ("biases forgotten", four(weights=d * n)),
    ("biases forgotten", four(collisions=d * (n - 1))),
    ("one bias for all units", four(weights=d * n + 1)),
    ("only zero weights collide", four(collisions=d)),
    ("one equation for the layer", four(collisions=d * (n + 1) - 1)),
    ("one equation for the layer", four(codimension=sp.Integer(1))),
    ("one equation for the layer", four(softmax=sp.Integer(1))),
    ("inputs counted instead of units", four(codimension=n)),
    ("difference taken as free", four(collisions=d * n + n)),
    ("dimension instead of codimension", four(codimension=d * n)),
    ("softmax taken to be injective", four(softmax=d)),
    ("wrong way round for softmax", four(softmax=d + 1)),
    ("wrong value", four(weights=n * d + n)),
    ("unknown symbol", four(weights=d * (sp.Symbol("m") + 1))),
    ("not finished", four(softmax=...)),
)
