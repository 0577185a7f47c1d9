"""Answers to 1.2, mutual information from a table.

Three of the wrong ones stand in print: marginals that do not belong to the table, a table that
sums to 1.1, and absolute values around the terms.
"""

import math

import numpy as np

EXERCISE = "1.2"


def require_law(p_xy):
    if np.any(p_xy < 0) or abs(p_xy.sum() - 1) > 1e-9:
        raise ValueError("p_xy is no law")


def entropy(p):
    return -np.sum(p[p > 0] * np.log(p[p > 0]))


def divergence(p, q):
    seen = p > 0
    with np.errstate(divide="ignore"):
        return np.sum(p[seen] * np.log((p / q)[seen]))


def by_entropies(p_xy):
    require_law(p_xy)
    return entropy(p_xy.sum(axis=1)) + entropy(p_xy.sum(axis=0)) - entropy(p_xy)


def by_rows(p_xy):
    """The mean divergence of p(y|x) from p(y)."""
    require_law(p_xy)
    p_y = p_xy.sum(axis=0)
    rows = [row for row in p_xy if row.sum() > 0]
    return sum(row.sum() * divergence(row / row.sum(), p_y) for row in rows)


def with_loops(p_xy):
    require_law(p_xy)
    total = 0.0
    for x in range(p_xy.shape[0]):
        for y in range(p_xy.shape[1]):
            if p_xy[x, y] > 0:
                product = sum(p_xy[x, :]) * sum(p_xy[:, y])
                total += p_xy[x, y] * math.log(p_xy[x, y] / product)
    return total


def in_bits(p_xy):
    return by_entropies(p_xy) / np.log(2)


def rows_twice(p_xy):
    require_law(p_xy)
    p_x = p_xy.sum(axis=1)
    return divergence(p_xy, p_x[:, None] * p_x[None, :])


def columns_twice(p_xy):
    require_law(p_xy)
    p_y = p_xy.sum(axis=0)
    return divergence(p_xy, np.outer(p_y, p_y))


def exchanged(p_xy):
    require_law(p_xy)
    p_x, p_y = p_xy.sum(axis=0), p_xy.sum(axis=1)
    return divergence(p_xy, p_x[:, None] * p_y[None, :])


def marginals_from_elsewhere(p_xy):
    """In print: the marginals are written down beside the table, and do not belong to it."""
    require_law(p_xy)
    p_x = np.full(p_xy.shape[0], 1 / p_xy.shape[0])
    p_y = np.full(p_xy.shape[1], 1 / p_xy.shape[1])
    return divergence(p_xy, np.outer(p_x, p_y))


def absolute_terms(p_xy):
    """In print: ``abs`` around the terms, because a divergence is never negative."""
    require_law(p_xy)
    product = np.outer(p_xy.sum(axis=1), p_xy.sum(axis=0))
    seen = p_xy > 0
    return np.abs(p_xy[seen] * np.log(p_xy[seen] / product[seen])).sum()


def crossed(p_xy):
    """H(X) - H(Y|X) in place of H(X) - H(X|Y)."""
    require_law(p_xy)
    h_x = entropy(p_xy.sum(axis=1))
    return h_x - (entropy(p_xy) - h_x)


def joint_entropy(p_xy):
    require_law(p_xy)
    return entropy(p_xy)


def p_log_p(p_xy):
    require_law(p_xy)
    return sum(p * math.log(p) for p in p_xy.ravel() if p > 0)


def reversed_divergence(p_xy):
    require_law(p_xy)
    product = np.outer(p_xy.sum(axis=1), p_xy.sum(axis=0))
    seen = p_xy > 0
    return np.sum(product[seen] * np.log(product[seen] / p_xy[seen]))


def unweighted(p_xy):
    require_law(p_xy)
    product = np.outer(p_xy.sum(axis=1), p_xy.sum(axis=0))
    return np.log((p_xy / product)[p_xy > 0]).sum()


def nan_at_zero(p_xy):
    require_law(p_xy)
    p_x, p_y = p_xy.sum(axis=1, keepdims=True), p_xy.sum(axis=0, keepdims=True)
    with np.errstate(all="ignore"):
        return np.sum(p_xy * (np.log(p_xy) - np.log(p_x) - np.log(p_y)))


def normalizes(p_xy):
    """In print: a table that sums to 1.1, and a function that answers all the same."""
    p_xy = np.abs(p_xy) / np.abs(p_xy).sum()
    return entropy(p_xy.sum(axis=1)) + entropy(p_xy.sum(axis=0)) - entropy(p_xy)


def checks_nothing(p_xy):
    return entropy(p_xy.sum(axis=1)) + entropy(p_xy.sum(axis=0)) - entropy(p_xy)


def rows_added(p_xy):
    require_law(p_xy)
    p_y, total = p_xy.sum(axis=0), 0
    for row in p_xy:
        q = row[row > 0] / row.sum()
        total += np.sum(q * np.log(q / p_y[row > 0]))
    return total


def normalizes_in_place(p_xy):
    require_law(p_xy)
    p_xy *= 2
    return by_entropies(p_xy / 2)


def squares_only(p_xy):
    require_law(p_xy)
    p_y = np.zeros(len(p_xy))
    for x in range(len(p_xy)):
        for y in range(p_xy.shape[1]):
            p_y[y] += p_xy[x, y]
    return by_entropies(p_xy)


def drops_the_sum(p_xy):
    require_law(p_xy)
    product = np.outer(p_xy.sum(axis=1), p_xy.sum(axis=0))
    return p_xy * np.log(np.where(p_xy > 0, p_xy, 1) / np.where(p_xy > 0, product, 1))


RIGHT = (by_entropies, by_rows, with_loops)
WRONG = (
    ("bits instead of nats", in_bits),
    ("row sums for both marginals", rows_twice),
    ("column sums for both marginals", columns_twice),
    ("marginals exchanged", exchanged),
    ("marginals assumed uniform", marginals_from_elsewhere),
    ("absolute values around the terms", absolute_terms),
    ("conditioning the wrong way round", crossed),
    ("entropy of the table", joint_entropy),
    ("p log p instead of p log(p/q)", p_log_p),
    ("divergence the wrong way round", reversed_divergence),
    ("terms are not weighted", unweighted),
    ("rows are not weighted", rows_added),
    ("0 log 0 is not zero", nan_at_zero),
    ("normalizes in silence", normalizes),
    ("accepts bad input", checks_nothing),
    ("changes its input", normalizes_in_place),
    ("raises an error", squares_only),
    ("wrong shape", drops_the_sum),
)
