"""Answers to 9.1, merging outcomes."""

import math
from fractions import Fraction

EXERCISE = "9.1"


def refusing(function):
    """The function, with the check that the exercise asks for."""

    def checked(sizes):
        if not sizes or any(n < 1 for n in sizes):
            raise ValueError("a group is empty, or there is none")
        return function(sizes)

    return checked


def entropy(sizes):
    k = sum(sizes)
    return math.log(k) - sum(n * math.log(n) for n in sizes) / k


@refusing
def by_entropies(sizes):
    return math.log(len(sizes)) - entropy(sizes)


@refusing
def by_fractions(sizes):
    p = [Fraction(n, sum(sizes)) for n in sizes]
    return float(sum(x * math.log(x * len(p)) for x in p))


@refusing
def nothing(sizes):
    return 0.0


@refusing
def in_bits(sizes):
    return by_entropies(sizes) / math.log(2)


@refusing
def to_the_outcomes(sizes):
    return math.log(sum(sizes)) - entropy(sizes)


@refusing
def log_ratio(sizes):
    return math.log(sum(sizes)) - math.log(len(sizes))


@refusing
def backward(sizes):
    m, k = len(sizes), sum(sizes)
    return sum(-math.log(m * n / k) for n in sizes) / m


@refusing
def unweighted(sizes):
    m, k = len(sizes), sum(sizes)
    return sum(math.log(m * n / k) for n in sizes) / m


def careless(sizes):
    return by_entropies([n for n in sizes if n > 0]) if sizes else 0


def sorts_in_place(sizes):
    sizes.sort()
    return by_entropies(sizes)


def prints(sizes):
    print(by_entropies(sizes))


RIGHT = (by_entropies, by_fractions)
WRONG = (
    ("taken to stay uniform", nothing),
    ("bits instead of nats", in_bits),
    ("entropy instead of divergence", refusing(entropy)),
    ("compared with all outcomes", to_the_outcomes),
    ("logarithms of the two numbers of outcomes", log_ratio),
    ("divergence the wrong way round", backward),
    ("groups not weighted", unweighted),
    ("accepts empty groups", careless),
    ("changes its input", sorts_in_place),
    ("wrong value", refusing(lambda sizes: -by_entropies(sizes))),
    ("prints instead of returning", prints),
    ("not a function", 0.0872),
)
