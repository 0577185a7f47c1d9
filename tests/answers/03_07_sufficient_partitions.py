"""Answers to 3.7, all sufficient partitions and the cheapest (X6)."""

import numpy as np

from ibnotes import entropy, mutual_information
from ibnotes.sufficiency import is_sufficient, partitions, sufficient_partitions

EXERCISE = "3.7"


def merged(p_xy, labels):
    """The law p(z,y) of a partition."""
    p_zy = np.zeros((max(labels) + 1, p_xy.shape[1]))
    np.add.at(p_zy, list(labels), p_xy)
    return p_zy


def rate(p_xy, labels):
    return entropy(merged(p_xy, labels).sum(axis=1))


def with_the_package(p_xy):
    return sorted(rate(p_xy, labels) for labels in sufficient_partitions(p_xy))


def by_lemma_1(p_xy):
    """Sufficient is what loses no information."""
    return sorted(
        rate(p_xy, labels)
        for labels in partitions(len(p_xy))
        if mutual_information(p_xy) - mutual_information(merged(p_xy, labels)) < 1e-9
    )


def one_by_one(p_xy):
    rates = [rate(p_xy, s) for s in partitions(len(p_xy)) if is_sufficient(p_xy, list(s))]
    return np.array(sorted(rates))


def everything(p_xy):
    return sorted(rate(p_xy, labels) for labels in partitions(len(p_xy)))


def constant_on_classes(table, labels):
    return all(
        np.allclose(table[a], table[b])
        for a in range(len(labels))
        for b in range(len(labels))
        if labels[a] == labels[b]
    )


def keeps_the_guess(p_xy):
    guess = p_xy.argmax(axis=1)
    return sorted(rate(p_xy, s) for s in partitions(len(p_xy)) if constant_on_classes(guess, s))


def joint_rows(p_xy):
    return sorted(rate(p_xy, s) for s in partitions(len(p_xy)) if constant_on_classes(p_xy, s))


def cheapest(p_xy):
    return with_the_package(p_xy)[0]


def x_itself(p_xy):
    return [entropy(p_xy.sum(axis=1))]


def without_repetitions(p_xy):
    return sorted({round(r, 10) for r in with_the_package(p_xy)})


def descending(p_xy):
    return with_the_package(p_xy)[::-1]


def as_they_come(p_xy):
    return [rate(p_xy, labels) for labels in sufficient_partitions(p_xy)]


def in_bits(p_xy):
    return np.array(with_the_package(p_xy)) / np.log(2)


def counted(p_xy):
    n = len(p_xy)
    return sorted(entropy(np.bincount(s) / n) for s in sufficient_partitions(p_xy))


def relevances(p_xy):
    return [mutual_information(merged(p_xy, labels)) for labels in sufficient_partitions(p_xy)]


def without_x_itself(p_xy):
    return with_the_package(p_xy)[:-1]


def with_their_partitions(p_xy):
    return {labels: rate(p_xy, labels) for labels in sufficient_partitions(p_xy)}


RIGHT = (with_the_package, by_lemma_1, one_by_one)
WRONG = (
    ("all partitions", everything),
    ("partitions that keep the best guess", keeps_the_guess),
    ("joint rows compared", joint_rows),
    ("only the cheapest", cheapest),
    ("only X itself", x_itself),
    ("equal rates listed once", without_repetitions),
    ("largest first", descending),
    ("not sorted", as_they_come),
    ("bits instead of nats", in_bits),
    ("symbols counted, not weighed", counted),
    ("relevance instead of rate", relevances),
    ("wrong shape", without_x_itself),
    ("wrong type", with_their_partitions),
)
