"""Answers to 7.9, a number that holds."""

import math

import ibnotes.weights as package

EXERCISE = "7.9"


def by_the_package(empirical, kl, n, delta):
    return package.pac_bayes_kl(empirical, kl, n, delta)


def coin(q, p):
    """The divergence of two coins, for p strictly between 0 and 1."""
    return sum(x * math.log(x / y) for x, y in ((q, p), (1 - q, 1 - p)) if x > 0)


def refuse(empirical, kl, delta):
    if not (0 <= empirical <= 1 and kl >= 0 and 0 < delta < 1):
        raise ValueError("no error rate, no divergence or no probability")


def budget(kl, n, delta):
    return (kl + math.log(2) + math.log(n) / 2 - math.log(delta)) / n


def largest(q, c):
    low, high = q, 1.0
    while high - low > 1e-12:
        middle = (low + high) / 2
        low, high = (middle, high) if coin(q, middle) <= c else (low, middle)
    return high


def by_newton(empirical, kl, n, delta):
    """From Pinsker's bound downwards: kl(q || p) is convex in p."""
    refuse(empirical, kl, delta)
    c = budget(kl, n, delta)
    if empirical == 1:
        return 1.0
    if empirical == 0:
        return 1 - math.exp(-c)
    p = min(empirical + math.sqrt(c / 2), 1 - 1e-12)
    for _ in range(100):
        slope = (p - empirical) / (p * (1 - p))
        p -= (coin(empirical, p) - c) / slope
    return p


def pinsker(empirical, kl, n, delta):
    refuse(empirical, kl, delta)
    return empirical + math.sqrt(budget(kl, n, delta) / 2)


def pinsker_below_one(empirical, kl, n, delta):
    return min(1.0, pinsker(empirical, kl, n, delta))


def without_the_root(empirical, kl, n, delta):
    refuse(empirical, kl, delta)
    return largest(empirical, (kl - math.log(delta)) / n)


def without_delta(empirical, kl, n, delta):
    refuse(empirical, kl, delta)
    return largest(empirical, kl / n)


def smallest(empirical, kl, n, delta):
    refuse(empirical, kl, delta)
    c = budget(kl, n, delta)
    if empirical == 0:
        return 0.0
    low, high = 0.0, empirical
    while high - low > 1e-12:
        middle = (low + high) / 2
        low, high = (low, middle) if coin(empirical, middle) <= c else (middle, high)
    return low


def the_other_way_round(empirical, kl, n, delta):
    refuse(empirical, kl, delta)
    if empirical in (0, 1):
        return empirical
    c, low, high = budget(kl, n, delta), empirical, 1.0
    while high - low > 1e-12:
        middle = (low + high) / 2
        low, high = (middle, high) if coin(middle, empirical) <= c else (low, middle)
    return low


def in_bits(empirical, kl, n, delta):
    refuse(empirical, kl, delta)
    return largest(empirical, budget(kl, n, delta) * math.log(2))


def not_divided(empirical, kl, n, delta):
    refuse(empirical, kl, delta)
    return largest(empirical, n * budget(kl, n, delta)) if empirical < 1 else 1.0


def added(empirical, kl, n, delta):
    refuse(empirical, kl, delta)
    return empirical + budget(kl, n, delta)


def believes_everything(empirical, kl, n, delta):
    if delta == 0:
        return 1.0
    return largest(empirical, budget(kl, n, delta))


def too_few_halvings(empirical, kl, n, delta):
    refuse(empirical, kl, delta)
    c, low, high = budget(kl, n, delta), empirical, 1.0
    for _ in range(8):
        middle = (low + high) / 2
        low, high = (middle, high) if coin(empirical, middle) <= c else (low, middle)
    return high


def logarithm_of_zero(empirical, kl, n, delta):
    refuse(empirical, kl, delta)
    c, low, high = budget(kl, n, delta), empirical, 1.0
    for _ in range(60):
        p = (low + high) / 2
        q = empirical
        divergence = q * math.log(q / p) + (1 - q) * math.log((1 - q) / (1 - p))
        low, high = (p, high) if divergence <= c else (low, p)
    return high


def prints(empirical, kl, n, delta):
    refuse(empirical, kl, delta)
    print(largest(empirical, budget(kl, n, delta)))


RIGHT = (by_the_package, by_newton)
WRONG = (
    ("Pinsker in the place of the inverse", pinsker),
    ("Pinsker, cut off at one", pinsker_below_one),
    ("root of n forgotten", without_the_root),
    ("no price for the confidence", without_delta),
    ("lower inverse", smallest),
    ("divergence the wrong way round", the_other_way_round),
    ("bits instead of nats", in_bits),
    ("not divided by n", not_divided),
    ("budget added to the error", added),
    ("accepts bad input", believes_everything),
    ("wrong value", too_few_halvings),
    ("raises an error", logarithm_of_zero),
    ("prints instead of returning", prints),
    ("not a function", largest(0.1, 0.01)),
)
