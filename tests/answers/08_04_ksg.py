"""Answers to 8.4, KSG."""

import math
from fractions import Fraction

import numpy as np
from scipy.spatial import KDTree
from scipy.special import digamma

from ibnotes import estimators

EXERCISE = "8.4"


def refusing(function):
    """The function, with the checks that the exercise asks for."""

    def checked(x, y, k):
        if len(x) != len(y) or k < 1 or k > len(x) - 1:
            raise ValueError("no estimate")
        return function(x, y, k)

    return checked


def by_the_package(x, y, k):
    return estimators.ksg(x, y, k=k)


@refusing
def by_trees(x, y, k):
    pairs = np.column_stack([x, y])
    reach = KDTree(pairs).query(pairs, k + 1, p=np.inf)[0][:, -1] * (1 - 1e-10)
    value = digamma(k) + digamma(len(x))
    for part in (x, y):
        column = part[:, None]
        counts = KDTree(column).query_ball_point(column, reach, return_length=True)
        value -= np.mean(digamma(counts))
    return value


@refusing
def by_loops_and_harmonic_numbers(x, y, k):
    size = len(x)
    harmonic = [sum(Fraction(1, j) for j in range(1, n)) for n in range(size + 1)]
    value = Fraction(0)
    for i in range(size):
        others = [j for j in range(size) if j != i]
        reach = sorted(max(abs(x[j] - x[i]), abs(y[j] - y[i])) for j in others)[k - 1]
        n_x = sum(abs(x[j] - x[i]) < reach for j in others)
        n_y = sum(abs(y[j] - y[i]) < reach for j in others)
        value += harmonic[n_x + 1] + harmonic[n_y + 1]
    return float(harmonic[k] + harmonic[size] - value / size)


def table(values):
    return np.abs(values[:, None] - values[None, :])


def variant(norm=np.maximum, place=0, closed=False, add=1, f=digamma, less=0.0):
    """The estimate with its parts exchanged; by default it is right."""

    @refusing
    def estimate(x, y, k):
        reach = np.sort(norm(table(x), table(y)), axis=1)[:, k + place][:, None]
        counts = []
        for part in (table(x), table(y)):
            inside = part <= reach if closed else part < reach
            np.fill_diagonal(inside, False)
            counts.append(inside.sum(axis=1) + add)
        return f(k) + f(len(x)) - np.mean(f(counts[0]) + f(counts[1])) - less / k

    return estimate


right = variant()


@refusing
def each_alone(x, y, k):
    counts = []
    for part in (table(x), table(y)):
        reach = np.sort(part, axis=1)[:, [k]]
        counts.append((part < reach).sum(axis=1))
    return digamma(k) + digamma(len(x)) - np.mean(digamma(counts[0]) + digamma(counts[1]))


@refusing
def near_in_both(x, y, k):
    pairs = np.maximum(table(x), table(y))
    counts = (pairs < np.sort(pairs, axis=1)[:, [k]]).sum(axis=1)
    return digamma(k) + digamma(len(x)) - 2 * np.mean(digamma(counts))


@refusing
def mean_first(x, y, k):
    reach = np.sort(np.maximum(table(x), table(y)), axis=1)[:, [k]]
    counts = [np.mean((part < reach).sum(axis=1)) for part in (table(x), table(y))]
    return digamma(k) + digamma(len(x)) - digamma(counts[0]) - digamma(counts[1])


@refusing
def no_mean(x, y, k):
    reach = np.sort(np.maximum(table(x), table(y)), axis=1)[:, [k]]
    counts = [(part < reach).sum(axis=1) for part in (table(x), table(y))]
    return digamma(k) + digamma(len(x)) - np.sum(digamma(counts[0]) + digamma(counts[1]))


@refusing
def second(x, y, k):
    return estimators.ksg(x, y, k=k, variant=2)


@refusing
def scaled(x, y, k):
    return right((x - x.mean()) / x.std(), (y - y.mean()) / y.std(), k)


def sorts_in_place(x, y, k):
    value = right(x, y, k)
    x.sort()
    return value


def sorts_both(x, y, k):
    return right(np.sort(x), np.sort(y), k)


def all_k_accepted(x, y, k):
    if len(x) != len(y):
        raise ValueError("lengths differ")
    return right(x, y, min(max(k, 1), len(x) - 1))


def as_many_as_x(x, y, k):
    """Leaves out the draws of y that x does not have."""
    if len(y) < len(x):
        raise ValueError("lengths differ")
    return right(x, y[: len(x)], k)


def one_value_a_draw(x, y, k):
    reach = np.sort(np.maximum(table(x), table(y)), axis=1)[:, [k]]
    counts = [(part < reach).sum(axis=1) for part in (table(x), table(y))]
    return digamma(k) + digamma(len(x)) - digamma(counts[0]) - digamma(counts[1])


RIGHT = (by_the_package, by_trees, by_loops_and_harmonic_numbers)
WRONG = (
    ("at most instead of less", variant(closed=True)),
    ("the draw counted twice", variant(add=2)),
    ("one forgotten", variant(add=0)),
    ("the neighbor instead of the one", variant(closed=True, add=0)),
    ("Euclidean distance", variant(norm=np.hypot)),
    ("distances added", variant(norm=np.add)),
    ("a draw taken for its own neighbor", variant(place=-1)),
    ("k - 1 for every draw", each_alone),
    ("k - 1 for every draw", near_in_both),
    ("digamma of the mean count", mean_first),
    ("sum instead of the mean", no_mean),
    ("logarithm instead of digamma", variant(f=np.log)),
    ("the second estimator", second),
    ("a square in the formula of the box", variant(closed=True, add=0, less=1)),
    ("1/k subtracted", variant(less=1)),
    ("bits instead of nats", lambda x, y, k: right(x, y, k) / math.log(2)),
    ("negative values cut off", lambda x, y, k: max(right(x, y, k), 0)),
    ("data scaled first", scaled),
    ("changes its input", sorts_in_place),
    ("wrong value", sorts_both),
    ("accepts bad input", all_k_accepted),
    ("accepts bad input", as_many_as_x),
    ("wrong shape", one_value_a_draw),
    ("wrong arguments", lambda x, y: right(x, y, 3)),
    ("not a function", 0.5),
)
