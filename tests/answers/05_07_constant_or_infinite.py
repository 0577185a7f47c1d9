"""Answers to 5.7, constant, infinite, or neither."""

import math

import sympy as sp

EXERCISE = "5.7"

log, oo = sp.log, sp.oo

VALUES = {
    "a": 3 * log(2),
    "b": oo,
    "c": oo,
    "d": 0,
    "e": sp.Rational(3, 2) * log(2),
    "f": oo,
    "g": log(2),
    "h": sp.Rational(3, 2) * log(2) - sp.Rational(3, 4) * log(3),
}


def but(**values):
    """The right answers but for these."""
    return VALUES | values


PAIR = -log(sp.Rational(1, 3)) / 3 - sp.Rational(2, 3) * log(sp.Rational(2, 3))

RIGHT = (VALUES, but(b=math.inf, d=0.0, h=log(2) - 3 * PAIR / 4))
WRONG = (
    ("infinite for finitely many inputs", but(a=oo)),
    ("infinite for finitely many inputs", but(e=oo)),
    ("saturation taken for a loss", but(a=log(2))),
    ("small taken for uninformative", but(b=0)),
    ("only dead or alive", but(c=log(4) - 3 * log(3) / 4)),
    ("only dead or alive", but(e=log(2))),
    ("mostly dead taken for dead", but(c=0)),
    ("infinite for every density", but(d=oo)),
    ("ReLU taken to be injective", but(e=log(4))),
    ("values counted, not weighed", but(e=log(3))),
    ("only atom or not", but(f=log(2))),
    ("infinite information about a bit", but(g=oo)),
    ("infinite information about a bit", but(h=oo)),
    ("relevance taken to be constant", but(h=log(2))),
    ("nothing learned from a dead unit", but(h=log(2) / 4)),
    ("the active part forgotten", but(h=log(2) - PAIR)),
    ("entropy that is left, instead of information", but(h=3 * PAIR / 4)),
    ("bits instead of nats", but(a=3)),
    ("bits instead of nats", but(e=1.5)),
    ("rounded number", but(h=0.2158)),
    ("wrong value", but(b=log(1000))),
    ("wrong value", but(h=0)),
    ("not a value of information", but(b=-oo)),
    ("not a number", but(a="log 8")),
    ("not a number", but(a=sp.Symbol("a"))),
    ("not finished", but(c=...)),
    ("not finished", {"a": log(8)}),
    ("wrong type", list(VALUES.values())),
)
