"""Answers to 5.9, information through noise."""

import math

import numpy as np

from ibnotes import entropy

EXERCISE = "5.9"


def normal(z, mean, sigma):
    return np.exp(-(((z - mean) / sigma) ** 2) / 2) / (sigma * math.sqrt(2 * math.pi))


def grid(f_x, sigma):
    step = sigma / 12
    return np.arange(min(f_x) - 11 * sigma, max(f_x) + 11 * sigma, step), step


def output_entropy(p_x, f_x, sigma):
    z, step = grid(f_x, sigma)
    density = sum(p * normal(z, f, sigma) for p, f in zip(p_x, f_x))
    density = density[density > 0]
    return -(density * np.log(density)).sum() * step


def noise_entropy(sigma):
    return math.log(sigma * math.sqrt(2 * math.pi * math.e))


def by_divergences(p_x, f_x, sigma):
    """The mean divergence of the outputs' laws from their mixture, with Gauss-Hermite nodes."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(120)
    weights = weights / weights.sum()
    total = 0.0
    for p, f in zip(p_x, f_x):
        exponents = -((f + sigma * nodes[:, None] - f_x) ** 2 - (sigma * nodes[:, None]) ** 2)
        ratio = np.exp(exponents / (2 * sigma**2)) @ p_x
        total -= p * (weights @ np.log(ratio))
    return total


def by_posteriors(p_x, f_x, sigma):
    """H(X) - H(X|Z), with the posterior at every point of a grid."""
    z, step = grid(f_x, sigma)
    joint = p_x[:, None] * normal(z, f_x[:, None], sigma)
    total = joint.sum(axis=0)
    posterior = np.divide(joint, total, where=total > 0, out=np.ones_like(joint))
    logs = np.log(posterior, where=posterior > 0, out=np.zeros_like(posterior))
    return entropy(p_x) + (joint * logs).sum() * step


def information(p_x, f_x, sigma):
    return output_entropy(p_x, f_x, sigma) - noise_entropy(sigma)


def in_bits(p_x, f_x, sigma):
    return information(p_x, f_x, sigma) / math.log(2)


def standard_noise(p_x, f_x, sigma):
    return output_entropy(p_x, f_x, sigma) - math.log(2 * math.pi * math.e) / 2


def root_of_sigma(p_x, f_x, sigma):
    return information(p_x, f_x, sigma**0.5)


def of_the_input(p_x, f_x, sigma):
    return entropy(p_x)


def of_the_outputs(p_x, f_x, sigma):
    return entropy(np.array([p_x[f_x == f].sum() for f in set(f_x.tolist())]))


def gaussian(p_x, f_x, sigma):
    mean = (p_x * f_x).sum()
    return math.log(1 + (p_x * (f_x - mean) ** 2).sum() / sigma**2) / 2


def all_alike(p_x, f_x, sigma):
    return information(np.ones(len(f_x)) / len(f_x), f_x, sigma)


def without_repeats(p_x, f_x, sigma):
    outputs = np.array(sorted(set(f_x.tolist())))
    return information(np.ones(len(outputs)) / len(outputs), outputs, sigma)


def distances(p_x, f_x, sigma, factor):
    rows = [p_x @ np.exp(-((f - f_x) ** 2) / (factor * sigma**2)) for f in f_x]
    return -(p_x @ np.log(rows))


def upper(p_x, f_x, sigma):
    return distances(p_x, f_x, sigma, 2)


def lower(p_x, f_x, sigma):
    return distances(p_x, f_x, sigma, 8)


def zero_times_infinity(p_x, f_x, sigma):
    z, step = grid(f_x, sigma)
    density = sum(p * normal(z, f, sigma) for p, f in zip(p_x, f_x))
    with np.errstate(all="ignore"):
        return -(density * np.log(density)).sum() * step - noise_entropy(sigma)


def sampled(p_x, f_x, sigma):
    rng = np.random.default_rng(0)
    x = rng.choice(len(p_x), p=p_x, size=1000)
    z = f_x[x] + sigma * rng.normal(size=1000)
    likelihood = normal(z[:, None], f_x, sigma)
    return np.mean(np.log(likelihood[np.arange(1000), x] / (likelihood @ p_x)))


RIGHT = (information, by_divergences, by_posteriors)
WRONG = (
    ("bits instead of nats", in_bits),
    ("entropy of the output", output_entropy),
    ("noise entropy of sigma = 1", standard_noise),
    ("sigma taken for the variance", root_of_sigma),
    ("noise ignored: entropy of the input", of_the_input),
    ("noise ignored: entropy of the output values", of_the_outputs),
    ("output taken to be Gaussian", gaussian),
    ("inputs taken to be equally likely", all_alike),
    ("each output once", without_repeats),
    ("pairwise upper bound", upper),
    ("pairwise lower bound", lower),
    ("not a number", zero_times_infinity),
    ("wrong value", sampled),
)
