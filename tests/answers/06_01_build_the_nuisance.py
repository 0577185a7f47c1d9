"""Answers to 6.1, potential inputs."""

from fractions import Fraction
from itertools import product

from ibnotes.joint import Joint
from ibnotes.nuisance import potential_outcomes

EXERCISE = "6.1"


def by_the_package(p_xy):
    law = {(x, y): p for x, row in enumerate(p_xy) for y, p in enumerate(row)}
    return dict(potential_outcomes(Joint(law, "X Y")).table())


def longer(p_xy, entry):
    """Start from p(x, y), and lengthen eta by one entry after the other.

    ``entry(x, y, place)`` is the law of the entry at a place: a list over the inputs.
    """
    law = {(x, y, ()): p for x, row in enumerate(p_xy) for y, p in enumerate(row) if p}
    for place in range(len(p_xy[0])):
        law = {
            (x, y, (*eta, new)): p * q
            for (x, y, eta), p in law.items()
            for new, q in enumerate(entry(x, y, place))
            if q
        }
    return law


def shares(column):
    return [p / sum(column) for p in column]


def entry_by_entry(p_xy):
    rows = [shares(column) for column in zip(*p_xy)]
    sure = [[Fraction(i == x) for i in range(len(p_xy))] for x in range(len(p_xy))]
    return longer(p_xy, lambda x, y, place: sure[x] if place == y else rows[place])


def all_drawn(p_xy):
    rows = [shares(column) for column in zip(*p_xy)]
    return longer(p_xy, lambda x, y, place: rows[place])


def x_everywhere(p_xy):
    return {
        (x, y, (x,) * len(row)): p for x, row in enumerate(p_xy) for y, p in enumerate(row) if p
    }


def drawn_like_x(p_xy):
    p_x = [sum(row) for row in p_xy]
    sure = [[Fraction(i == x) for i in range(len(p_xy))] for x in range(len(p_xy))]
    return longer(p_xy, lambda x, y, place: sure[x] if place == y else p_x)


def drawn_given_the_true_y(p_xy):
    rows = [shares(column) for column in zip(*p_xy)]
    sure = [[Fraction(i == x) for i in range(len(p_xy))] for x in range(len(p_xy))]
    return longer(p_xy, lambda x, y, place: sure[x] if place == y else rows[y])


def bayes_upside_down(p_xy):
    rows = list(zip(*map(shares, p_xy)))
    sure = [[Fraction(i == x) for i in range(len(p_xy))] for x in range(len(p_xy))]
    return longer(p_xy, lambda x, y, place: sure[x] if place == y else rows[place])


def not_divided(p_xy):
    columns = list(zip(*p_xy))
    sure = [[Fraction(i == x) for i in range(len(p_xy))] for x in range(len(p_xy))]
    return longer(p_xy, lambda x, y, place: sure[x] if place == y else columns[place])


def eta_given_the_rest(p_xy):
    return {(x, y, eta): p / p_xy[x][y] for (x, y, eta), p in entry_by_entry(p_xy).items()}


def with_zeros(p_xy):
    law = entry_by_entry(p_xy)
    inputs, targets = range(len(p_xy)), range(len(p_xy[0]))
    keys = product(inputs, targets, product(inputs, repeat=len(targets)))
    return {key: law.get(key, Fraction(0)) for key in keys}


def without_the_own_entry(p_xy):
    """Only what is unknown: then eta has no entry for the true y."""
    return {(x, y, eta[:y] + eta[y + 1 :]): p for (x, y, eta), p in entry_by_entry(p_xy).items()}


def as_pairs(p_xy):
    return list(entry_by_entry(p_xy).items())


RIGHT = (by_the_package, entry_by_entry)
WRONG = (
    ("the entry of y drawn anew", all_drawn),
    ("the input copied into every entry", x_everywhere),
    ("other entries from p(x)", drawn_like_x),
    ("other entries from the true y", drawn_given_the_true_y),
    ("conditionals the wrong way round", bayes_upside_down),
    ("joint probabilities for conditional ones", not_divided),
    ("not weighted by p(x,y)", eta_given_the_rest),
    ("impossible outcomes kept", with_zeros),
    ("wrong shape", without_the_own_entry),
    ("wrong type", as_pairs),
)
