"""Answers to 1.1, entropy of a table."""

import math

import numpy as np

EXERCISE = "1.1"


def require_law(p):
    if np.any(np.asarray(p) < 0) or abs(np.sum(p) - 1) > 1e-9:
        raise ValueError("p is no law")


def with_a_loop(p):
    require_law(p)
    return sum(-x * math.log(x) for x in p if x > 0)


def with_where(p):
    require_law(p)
    return -np.sum(p * np.log(np.where(p == 0, 1, p)))


def as_a_gap(p):
    """log n minus the divergence from the uniform law."""
    require_law(p)
    seen = p[p > 0]
    return np.log(p.size) - np.sum(seen * np.log(seen * p.size))


def in_bits(p):
    require_law(p)
    return -np.sum(p[p > 0] * np.log2(p[p > 0]))


def in_digits(p):
    require_law(p)
    return -np.sum(p[p > 0] * np.log10(p[p > 0]))


def without_minus(p):
    require_law(p)
    return np.sum(p[p > 0] * np.log(p[p > 0]))


def nan_at_zero(p):
    require_law(p)
    with np.errstate(all="ignore"):
        return -(p * np.log(p)).sum()


def raises_at_zero(p):
    require_law(p)
    return -sum(x * math.log(x) for x in p)


def raises_on_one_outcome(p):
    require_law(p)
    return -p[0] * math.log(p[0]) - p[1] * math.log(p[1])


def adds_a_small_number(p):
    require_law(p)
    return -np.sum(p * np.log(p + 1e-6))


def unweighted(p):
    require_law(p)
    return sum(-math.log(x) for x in p if x > 0)


def evenly_averaged(p):
    require_law(p)
    return -np.log(p[p > 0]).mean()


def hartley(p):
    require_law(p)
    return math.log(p.size)


def gini(p):
    require_law(p)
    return 1 - (p * p).sum()


def normalizes(p):
    p = np.abs(p) / np.abs(p).sum()
    return -np.sum(p[p > 0] * np.log(p[p > 0]))


def checks_nothing(p):
    return -np.sum(p[p > 0] * np.log(p[p > 0]))


def checks_with_assert(p):
    assert np.isclose(p.sum(), 1) and np.all(p >= 0)
    return -np.sum(p[p > 0] * np.log(p[p > 0]))


def refuses_zeros(p):
    if np.any(p <= 0) or abs(p.sum() - 1) > 1e-9:
        raise ValueError("p is no law")
    return -np.sum(p * np.log(p))


def returns_the_error(p):
    if np.any(p < 0) or abs(p.sum() - 1) > 1e-9:
        return ValueError("p is no law")
    return -np.sum(p[p > 0] * np.log(p[p > 0]))


def overwrites_zeros(p):
    require_law(p)
    p[p == 0] = 1
    return -np.sum(p * np.log(p))


def returns_the_terms(p):
    require_law(p)
    return -p[p > 0] * np.log(p[p > 0])


def prints_it(p):
    require_law(p)
    print(-np.sum(p[p > 0] * np.log(p[p > 0])))


def forgets_to_return(p):
    require_law(p)
    -np.sum(p[p > 0] * np.log(p[p > 0]))


RIGHT = (with_a_loop, with_where, as_a_gap)
WRONG = (
    ("bits instead of nats", in_bits),
    ("base 10", in_digits),
    ("minus sign missing", without_minus),
    ("0 log 0 is not zero", nan_at_zero),
    ("logarithm of zero", raises_at_zero),
    ("logarithm of zero", refuses_zeros),
    ("raises an error", raises_on_one_outcome),
    ("wrong value", adds_a_small_number),
    ("surprises are not weighted", unweighted),
    ("surprises are averaged evenly", evenly_averaged),
    ("logarithm of the number of outcomes", hartley),
    ("Gini index", gini),
    ("normalizes in silence", normalizes),
    ("accepts bad input", checks_nothing),
    ("wrong error", checks_with_assert),
    ("returns the error", returns_the_error),
    ("changes its input", overwrites_zeros),
    ("wrong shape", returns_the_terms),
    ("prints instead of returning", prints_it),
    ("no return", forgets_to_return),
    ("not a function", with_a_loop(np.array([0.5, 0.5]))),
)
