"""Answers to 3.2, the minimal sufficient partition."""

import numpy as np

EXERCISE = "3.2"


def rows_of(p_xy):
    return p_xy / p_xy.sum(axis=1, keepdims=True)


def numbered(keys):
    keys = list(keys)
    return [keys.index(key) for key in keys]


def by_rounding(p_xy):
    return numbered(tuple(row) for row in rows_of(p_xy).round(10))


def with_other_names(p_xy):
    """Labels that are neither consecutive nor in order."""
    names = "zyxwvut"
    return np.array([names[label] for label in by_rounding(p_xy)])


def rows_as_labels(p_xy):
    """The posterior map itself: its values are the labels."""
    return [tuple(row) for row in rows_of(p_xy).round(10).tolist()]


def backwards(p_xy):
    labels = [-1] * len(p_xy)
    for x, row in reversed(list(enumerate(rows_of(p_xy)))):
        for other in range(len(p_xy)):
            if np.allclose(row, rows_of(p_xy)[other], rtol=0, atol=1e-9):
                labels[x] = 10 - other
    return tuple(labels)


def identity(p_xy):
    return list(range(len(p_xy)))


def constant(p_xy):
    return ["all"] * len(p_xy)


def best_guess(p_xy):
    return p_xy.argmax(axis=1)


def joint_rows(p_xy):
    return numbered(tuple(row) for row in p_xy.round(10))


def columns(p_xy):
    return numbered(tuple(row) for row in (p_xy / p_xy.sum(axis=0)).round(10))


def frequencies(p_xy):
    return numbered(p_xy.sum(axis=1).round(10))


def neighbors(p_xy):
    labels, rows = [0], rows_of(p_xy)
    for before, row in zip(rows, rows[1:]):
        labels.append(labels[-1] + int(abs(before - row).max() > 1e-9))
    return labels


def first_value(p_xy):
    return numbered(rows_of(p_xy)[:, 0].round(10))


def entropies(p_xy):
    rows = rows_of(p_xy)
    terms = -rows * np.log(np.where(rows > 0, rows, 1))
    return numbered(terms.sum(axis=1).round(10))


def sorted_rows(p_xy):
    return numbered(tuple(sorted(row)) for row in rows_of(p_xy).round(10))


def exactly(p_xy):
    return np.unique(rows_of(p_xy), axis=0, return_inverse=True)[1].ravel()


def two_digits(p_xy):
    return numbered(tuple(row) for row in rows_of(p_xy).round(2))


def too_fine_by_one(p_xy):
    """Right, but for the last symbol, which gets a class of its own."""
    return [*by_rounding(p_xy)[:-1], -1]


def classes_of_y(p_xy):
    return by_rounding(np.vstack([p_xy.T, np.ones(len(p_xy))]))


def as_classes(p_xy):
    labels = by_rounding(p_xy)
    return [[x for x, label in enumerate(labels) if label == name] for name in set(labels)]


def how_many(p_xy):
    return len(set(by_rounding(p_xy)))


def normalizes_in_place(p_xy):
    p_xy /= p_xy.sum(axis=1, keepdims=True)
    return by_rounding(p_xy)


RIGHT = (by_rounding, with_other_names, rows_as_labels, backwards)
WRONG = (
    ("every symbol its own class", identity),
    ("one class for all", constant),
    ("classes of the best guess", best_guess),
    ("joint rows compared", joint_rows),
    ("joint rows compared", columns),
    ("classes by frequency", frequencies),
    ("only neighbors compared", neighbors),
    ("only one value of Y compared", first_value),
    ("only the spread compared", entropies),
    ("only the spread compared", sorted_rows),
    ("rounding errors", exactly),
    ("tolerance too wide", two_digits),
    ("wrong value", too_fine_by_one),
    ("wrong shape", classes_of_y),
    ("wrong shape", how_many),
    ("wrong shape", as_classes),
    ("changes its input", normalizes_in_place),
)
