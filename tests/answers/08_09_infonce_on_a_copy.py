"""Answers to 8.9, InfoNCE on a copy."""

import sympy as sp

EXERCISE = "8.9"

M, N = sp.symbols("M N")


def mean(candidates):
    """The mean over the number of chance matches, which is binomial."""
    others = candidates - 1
    return sum(
        sp.binomial(others, b)
        * (M - 1) ** (others - b)
        / M**others
        * sp.log(sp.Rational(candidates, 1 + b))
        for b in range(candidates)
    )


def four(two=mean(2), three=mean(3), many_values=sp.log(N), many_candidates=sp.log(M)):
    """The four expressions; those left out are right."""
    return {
        "two": two,
        "three": three,
        "many_values": many_values,
        "many_candidates": many_candidates,
    }


by_logarithms_of_matches = four(
    sp.log(2) - sp.log(2) / M,
    sp.log(3) - 2 / M * (1 - 1 / M) * sp.log(2) - sp.log(3) / M**2,
    -sp.log(1 / N),
)

RIGHT = (four(), by_logarithms_of_matches)
WRONG = (
    ("chance matches forgotten", four(sp.log(2))),
    ("chance matches forgotten", four(three=sp.log(3))),
    ("mean inside the logarithm", four(sp.log(2 / (1 + 1 / M)))),
    ("mean inside the logarithm", four(three=sp.log(3 * M / (M + 2)))),
    ("match and no match exchanged", four(sp.log(2) / M)),
    ("one match forgotten", four(three=(1 - 1 / M) ** 2 * sp.log(3))),
    (
        "one order only",
        four(three=(1 - 1 / M) ** 2 * sp.log(3) + (M - 1) / M**2 * sp.log(sp.Rational(3, 2))),
    ),
    ("sum instead of the mean", four(-sp.log(2) / M)),
    ("sum instead of the mean", four(three=mean(3) - sp.log(3))),
    ("sum instead of the mean", four(many_values=0)),
    ("the partner left out of the mean", four(many_values=sp.log(N - 1))),
    ("the truth instead of the bound", four(many_values=sp.log(M))),
    ("the truth instead of the bound", four(sp.log(M))),
    ("the ceiling instead of the truth", four(many_candidates=sp.log(N))),
    ("bits instead of nats", four(1 - 1 / M)),
    ("bits instead of nats", four(many_values=sp.log(N, 2))),
    ("wrong value", four(many_values=sp.oo)),
    ("wrong value", four(many_candidates=M)),
    ("not a closed form", four(many_values=sp.Limit(sp.log(N) * (1 - 1 / M), M, sp.oo))),
    ("unknown symbol", four(sp.log(sp.Symbol("K")))),
    ("not finished", four(three=...)),
    ("wrong type", mean(2)),
)
