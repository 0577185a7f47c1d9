"""Answers to 8.2, two draws, and three."""

from itertools import product

import sympy as sp

EXERCISE = "8.2"

p, q = sp.symbols("p q")
LOG_2 = sp.log(2)
COIN = -p * sp.log(p) - (1 - p) * sp.log(1 - p)
THIRD = sp.log(3) / 3 + sp.Rational(2, 3) * sp.log(sp.Rational(3, 2))


def mean_entropy(draws):
    """The mean over all sequences, by brute force."""
    total = sp.Integer(0)
    for sequence in product((0, 1), repeat=draws):
        chance = sp.prod([p if side else 1 - p for side in sequence])
        shares = [sp.Rational(sequence.count(side), draws) for side in set(sequence)]
        total += chance * sum(-share * sp.log(share) for share in shares)
    return total


def three_parts(two=2 * p * (1 - p) * LOG_2, three=None, independent=None):
    """The three means; those left out are right."""
    return {
        "two": two,
        "three": 3 * p * (1 - p) * THIRD if three is None else three,
        "independent": 4 * p * q * (1 - p) * (1 - q) * LOG_2
        if independent is None
        else independent,
    }


by_brute_force = three_parts(mean_entropy(2), mean_entropy(3))
by_complements = three_parts(
    (1 - p**2 - (1 - p) ** 2) * LOG_2,
    (1 - p**3 - (1 - p) ** 3) * THIRD,
    (1 - p**2 - (1 - p) ** 2) * (1 - q**2 - (1 - q) ** 2) * LOG_2,
)

RIGHT = (by_brute_force, by_complements)
WRONG = (
    ("entropy of the coin", three_parts(COIN)),
    ("entropy of the coin", three_parts(three=COIN)),
    ("first order of the bias", three_parts(COIN - sp.Rational(1, 4))),
    ("first order of the bias", three_parts(three=COIN - sp.Rational(1, 6))),
    ("one order only", three_parts(p * (1 - p) * LOG_2)),
    ("one order only", three_parts(three=p * (1 - p) * THIRD)),
    ("one order only", three_parts(independent=p * q * (1 - p) * (1 - q) * LOG_2)),
    ("equal draws", three_parts((p**2 + (1 - p) ** 2) * LOG_2)),
    ("split in halves", three_parts(three=3 * p * (1 - p) * LOG_2)),
    ("entropy of one third", three_parts(three=3 * p * (1 - p) * sp.log(3))),
    ("entropy of one third", three_parts(three=3 * p * (1 - p) * (sp.log(3) - LOG_2 / 3))),
    ("entropy of one third", three_parts(three=p * (1 - p) * sp.log(3))),
    ("one kind of split forgotten", three_parts(three=3 * p**2 * (1 - p) * THIRD)),
    ("truth instead of the estimate", three_parts(independent=0)),
    ("one coin alone decides", three_parts(independent=2 * p * (1 - p) * LOG_2)),
    ("bits instead of nats", three_parts(2 * p * (1 - p))),
    ("bits instead of nats", three_parts(three=3 * p * (1 - p) * THIRD / LOG_2)),
    ("wrong value", three_parts(LOG_2)),
    ("wrong value", three_parts(independent=sp.Rational(1, 4))),
    ("unknown symbol", three_parts(sp.Symbol("r") * LOG_2)),
    ("rounded number", three_parts(2 * p * (1 - p) * 0.693147180559945)),
    ("not finished", three_parts(three=...)),
    ("wrong type", 2 * p * (1 - p) * LOG_2),
)
