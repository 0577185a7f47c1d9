"""Answers to 8.1, Miller and Madow."""

import math
from collections import Counter

import numpy as np

EXERCISE = "8.1"


def refusing(function):
    """The function, with the check that the exercise asks for."""

    def checked(counts):
        if np.any(counts < 0) or not np.any(counts):
            raise ValueError("no table of counts")
        return function(counts)

    return checked


def plug_in(n):
    p = n[n > 0] / n.sum()
    return float(-np.sum(p * np.log(p)))


def corrected(n):
    return plug_in(n) + (np.count_nonzero(n) - 1) / (2 * n.sum())


def thrice(entropy, of_pairs=None):
    """The information by an entropy, or by another one for the pairs."""

    @refusing
    def information(counts):
        pairs = (of_pairs or entropy)(counts)
        return entropy(counts.sum(axis=1)) + entropy(counts.sum(axis=0)) - pairs

    return information


@refusing
def one_correction_for_all(counts):
    rows, columns, cells = counts.sum(axis=1), counts.sum(axis=0), counts
    seen_rows, seen_columns, seen_cells = (int((n > 0).sum()) for n in (rows, columns, cells))
    total = int(counts.sum())
    value = sum(
        n / total * math.log(n * total / (rows[i] * columns[j]))
        for (i, j), n in np.ndenumerate(counts)
        if n
    )
    return value + (seen_rows + seen_columns - seen_cells - 1) / (2 * total)


@refusing
def from_a_list_of_draws(counts):
    draws = [pair for pair, n in np.ndenumerate(counts) for _ in range(n)]

    def entropy(values):
        seen = Counter(values).values()
        total = sum(seen)
        mean = -sum(n / total * math.log(n / total) for n in seen)
        return mean + (len(seen) - 1) / (2 * total)

    return entropy([x for x, _ in draws]) + entropy([y for _, y in draws]) - entropy(draws)


@refusing
def as_if_full(counts):
    rows = np.count_nonzero(counts.sum(axis=1)) - 1
    columns = np.count_nonzero(counts.sum(axis=0)) - 1
    return thrice(plug_in)(counts) - rows * columns / (2 * counts.sum())


@refusing
def cut_off(counts):
    return max(thrice(corrected)(counts), 0)


def never_refuses(counts):
    seen = np.maximum(counts, 0)
    if not seen.any():
        return 0.0
    return corrected(seen.sum(axis=1)) + corrected(seen.sum(axis=0)) - corrected(seen)


def logarithm_of_zero(counts):
    def entropy(n):
        p = n / n.sum()
        return -np.sum(p * np.log(p)) + (np.count_nonzero(n) - 1) / (2 * n.sum())

    return thrice(entropy)(counts)


def frequencies_in_place(counts):
    total = counts.sum()
    value = thrice(corrected)(counts)
    counts //= total
    return value


@refusing
def like_an_entropy(counts):
    return thrice(plug_in)(counts) + (np.count_nonzero(counts) - 1) / (2 * counts.sum())


@refusing
def entropy_of_the_pair(counts):
    return corrected(counts)


RIGHT = (thrice(corrected), one_correction_for_all, from_a_list_of_draws)
WRONG = (
    ("not corrected", thrice(plug_in)),
    ("corrected downward", thrice(lambda n: 2 * plug_in(n) - corrected(n))),
    (
        "cells counted that were never seen",
        thrice(lambda n: plug_in(n) + (n.size - 1) / (2 * n.sum())),
    ),
    ("as if all pairs were possible", as_if_full),
    ("one forgotten", thrice(lambda n: plug_in(n) + np.count_nonzero(n) / (2 * n.sum()))),
    ("two forgotten", thrice(lambda n: plug_in(n) + (np.count_nonzero(n) - 1) / n.sum())),
    ("only the pairs corrected", thrice(plug_in, corrected)),
    ("the pairs not corrected", thrice(corrected, plug_in)),
    ("bits instead of nats", thrice(lambda n: corrected(n) / math.log(2))),
    (
        "units mixed",
        thrice(lambda n: plug_in(n) / math.log(2) + (np.count_nonzero(n) - 1) / (2 * n.sum())),
    ),
    ("negative values cut off", cut_off),
    ("accepts bad input", never_refuses),
    ("not a number", logarithm_of_zero),
    ("changes its input", frequencies_in_place),
    ("corrected like an entropy", like_an_entropy),
    ("entropy of the pair", entropy_of_the_pair),
    (
        "wrong value",
        thrice(lambda n: plug_in(n) + (np.count_nonzero(n) - 1) / (2 * (n.sum() - 1))),
    ),
    ("not a function", 0.9431),
)
