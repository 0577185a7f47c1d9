"""Answers to 1.11, the closest product (X1).

The wrong ones that minimize solve their problem well; it is another problem.
"""

import numpy as np

EXERCISE = "1.11"


def others(p, i):
    return tuple(j for j in range(p.ndim) if j != i)


def normalized(q):
    return q / q.sum()


def with_einsum(p):
    letters = "abcdef"[: p.ndim]
    return tuple(np.einsum(f"{letters}->{letter}", p) for letter in letters)


def one_axis_at_a_time(p):
    factors = []
    for i in range(p.ndim):
        q = p
        for j in reversed(range(p.ndim)):
            if j != i:
                q = q.sum(axis=j)
        factors.append(q)
    return factors


def by_descent(p):
    """Gradient descent on D(p || q_1 ... q_n) in the logits of the factors."""
    logits = [np.zeros(n) for n in p.shape]
    for _ in range(200):
        for i, v in enumerate(logits):
            logits[i] = v - (np.exp(v) / np.exp(v).sum() - p.sum(axis=others(p, i)))
    return [normalized(np.exp(v)) for v in logits]


def uniform(p):
    return [np.ones(n) / n for n in p.shape]


def mean_field(p):
    """The fixed point of mean-field inference: log q_i is the mean of log p under the others."""
    factors = [normalized(p.sum(axis=others(p, i))) for i in range(p.ndim)]
    for _ in range(60):
        for i in range(p.ndim):
            weights = np.ones(())
            for j in range(p.ndim):
                q = factors[j] if j != i else np.ones(p.shape[i])
                weights = np.multiply.outer(weights, q)
            log_q = (weights * np.log(p)).sum(axis=others(p, i))
            factors[i] = normalized(np.exp(log_q))
    return factors


def reverse_divergence_by_gradient(p):
    """Gradient descent on D(q_1 ... q_n || p) in the logits of the factors."""
    logits = [np.zeros(n) for n in p.shape]
    for _ in range(600):
        factors = [normalized(np.exp(v)) for v in logits]
        product = np.ones(())
        for q in factors:
            product = np.multiply.outer(product, q)
        log_ratio = np.log(product / p)
        for i, q in enumerate(factors):
            slope = (product * log_ratio).sum(axis=others(p, i))
            logits[i] = logits[i] - (slope - q * slope.sum())
    return factors


def geometric_means(p):
    return [
        normalized(np.exp(np.log(p).sum(axis=others(p, i)) / (p.size / p.shape[i])))
        for i in range(p.ndim)
    ]


def axes_exchanged(p):
    return [p.sum(axis=i) for i in range(p.ndim)]


def in_reverse_order(p):
    return one_axis_at_a_time(p)[::-1]


def maxima(p):
    return [normalized(p.max(axis=others(p, i))) for i in range(p.ndim)]


def means(p):
    return [p.mean(axis=others(p, i)) for i in range(p.ndim)]


def conditional(p):
    first = [0] * p.ndim
    factors = []
    for i in range(p.ndim):
        place = tuple(slice(None) if j == i else 0 for j in range(len(first)))
        factors.append(normalized(p[place]))
    return factors


def the_product(p):
    product = np.ones(())
    for q in one_axis_at_a_time(p):
        product = np.multiply.outer(product, q)
    return product


def two_variables_only(p):
    return [p.sum(axis=1), p.sum(axis=0)]


def table_exchanged(p):
    return p.sum(axis=0), p.sum(axis=1)


def columns(p):
    return [q[:, None] for q in one_axis_at_a_time(p)]


def normalizes_in_place(p):
    p /= p.max()
    return [normalized(p.sum(axis=others(p, i))) for i in range(p.ndim)]


def searches_for_ever(p):
    factors = uniform(p)
    while True:
        factors = [normalized(q) for q in factors]


RIGHT = (with_einsum, one_axis_at_a_time, by_descent)
WRONG = (
    ("uniform factors", uniform),
    ("solves the reverse problem (mean field)", mean_field),
    ("solves the reverse problem (mean field)", reverse_divergence_by_gradient),
    ("normalized geometric means", geometric_means),
    ("axes exchanged", axes_exchanged),
    ("factors in reverse order", in_reverse_order),
    ("maximum instead of sum", maxima),
    ("factors that do not sum to one", means),
    ("conditional instead of marginal law", conditional),
    ("the product instead of its factors", the_product),
    ("axes of a table exchanged", table_exchanged),
    ("two axes taken for granted", two_variables_only),
    ("wrong shape", columns),
    ("changes its input", normalizes_in_place),
    ("never ends", searches_for_ever),
)
