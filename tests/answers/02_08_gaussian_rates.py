"""Answers to 2.8, the Gaussian bottleneck in many directions (X2)."""

import math

import numpy as np

from ibnotes.gaussian import gaussian_ib

EXERCISE = "2.8"


def with_a_loop(correlations, beta):
    rates = []
    for rho in correlations:
        if beta * rho**2 > 1:
            rates.append(math.log((beta - 1) * rho**2 / (1 - rho**2)) / 2)
        else:
            rates.append(0.0)
    return rates


def by_water_filling(correlations, beta):
    """A level w = log(beta - 1), and what lies below it."""
    if beta <= 1:
        return np.zeros(len(correlations))
    with np.errstate(divide="ignore"):
        heights = np.log(correlations**2 / (1 - correlations**2))
    return np.maximum(math.log(beta - 1) + heights, 0) / 2


def formula(rho, beta):
    with np.errstate(all="ignore"):
        return 0.5 * np.log((beta - 1) * rho**2 / (1 - rho**2))


def never_cut(correlations, beta):
    return formula(correlations, beta)


def cut_at_one(correlations, beta):
    return formula(correlations, beta) if beta > 1 else np.zeros(len(correlations))


def cut_at_one_over_lambda(correlations, beta):
    kept = beta * (1 - correlations**2) > 1
    return np.where(kept, formula(correlations, beta), 0)


def all_together(correlations, beta):
    opened = beta > 1 / max(abs(correlations)) ** 2
    return formula(correlations, beta) if opened else 0 * correlations


def positive_only(correlations, beta):
    kept = correlations > 1 / math.sqrt(beta)
    return np.where(kept, formula(correlations, beta), 0)


def by_the_package(correlations, beta):
    """Right but for the order: the package lists the strongest direction first."""
    even = np.eye(len(correlations))
    return gaussian_ib(even, even, np.diag(correlations), beta=beta).rates


def not_squared(correlations, beta):
    return np.log1p(np.maximum(beta * correlations - 1, 0) / (1 - correlations)) / 2


def whole_logarithm(correlations, beta):
    return 2 * np.array(with_a_loop(correlations, beta))


def in_bits(correlations, beta):
    return np.array(with_a_loop(correlations, beta)) / math.log(2)


def strongest_only(correlations, beta):
    rates = np.array(with_a_loop(correlations, beta))
    return np.where(abs(correlations) < max(abs(correlations)), 0, rates)


def relevances(correlations, beta):
    kept = np.exp(-2 * np.array(with_a_loop(correlations, beta)))
    return -np.log(1 - correlations**2 * (1 - kept)) / 2


def gains(correlations, beta):
    return np.maximum(beta * correlations**2 - 1, 0) / (1 - correlations**2)


def total(correlations, beta):
    return sum(with_a_loop(correlations, beta))


def only_those_kept(correlations, beta):
    return [rate for rate in with_a_loop(correlations, beta) if rate > 0]


def beta_for_beta_minus_one(correlations, beta):
    rates = np.log(np.maximum(beta * correlations**2, 1)) / 2
    return rates


RIGHT = (with_a_loop, by_water_filling)
WRONG = (
    ("negative rates", never_cut),
    ("kept above beta = 1", cut_at_one),
    ("kept above 1/lambda", cut_at_one_over_lambda),
    ("all directions or none", all_together),
    ("sign of the correlation", positive_only),
    ("strongest first", by_the_package),
    ("rho for rho^2", not_squared),
    ("one half missing", whole_logarithm),
    ("bits instead of nats", in_bits),
    ("only the strongest direction", strongest_only),
    ("relevance instead of rate", relevances),
    ("gain instead of rate", gains),
    ("total instead of the rates", total),
    ("wrong shape", only_those_kept),
    ("wrong value", beta_for_beta_minus_one),
)
