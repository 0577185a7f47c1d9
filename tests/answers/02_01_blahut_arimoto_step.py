"""Answers to 2.1, one step of Blahut and Arimoto."""

import numpy as np

EXERCISE = "2.1"


def with_loops(p_x, distortion, beta, encoder):
    new = np.zeros(encoder.shape)
    for x in range(encoder.shape[0]):
        least = min(distortion[x])
        for z in range(encoder.shape[1]):
            p_z = sum(p_x[i] * encoder[i, z] for i in range(len(p_x)))
            new[x, z] = p_z * np.exp(-beta * (distortion[x, z] - least))
        new[x] /= sum(new[x])
    return new


def as_lists(p_x, distortion, beta, encoder):
    p_z = np.einsum("x,xz->z", p_x, encoder)
    shifted = distortion - distortion.min(axis=1)[:, np.newaxis]
    weights = np.exp(-beta * shifted) * p_z
    return (weights.T / weights.sum(axis=1)).T.tolist()


def underflows(p_x, distortion, beta, encoder):
    weights = p_x @ encoder * np.exp(-beta * distortion)
    with np.errstate(invalid="ignore"):
        return weights / weights.sum(axis=1, keepdims=True)


def without_marginal(p_x, distortion, beta, encoder):
    weights = np.exp(-beta * distortion)
    with np.errstate(invalid="ignore"):
        return weights / weights.sum(axis=1, keepdims=True)


def uniform_input(p_x, distortion, beta, encoder):
    return with_loops(np.full(len(p_x), 1 / len(p_x)), distortion, beta, encoder)


def keeps_the_encoder(p_x, distortion, beta, encoder):
    weights = encoder * np.exp(-beta * distortion)
    with np.errstate(invalid="ignore"):
        return weights / weights.sum(axis=1, keepdims=True)


def likes_distortion(p_x, distortion, beta, encoder):
    return with_loops(p_x, -distortion, beta, encoder)


def temperature(p_x, distortion, beta, encoder):
    return with_loops(p_x, distortion, 1 / beta, encoder)


def base_two(p_x, distortion, beta, encoder):
    weights = (p_x @ encoder) * 2.0 ** (-beta * distortion)
    with np.errstate(invalid="ignore"):
        return weights / weights.sum(axis=1, keepdims=True)


def columns(p_x, distortion, beta, encoder):
    weights = (p_x @ encoder) * np.exp(-beta * distortion)
    with np.errstate(invalid="ignore"):
        return weights / weights.sum(axis=0)


def weights_only(p_x, distortion, beta, encoder):
    return (p_x @ encoder) * np.exp(-beta * distortion)


def pairs(p_x, distortion, beta, encoder):
    return np.diag(p_x) @ with_loops(p_x, distortion, beta, encoder)


def twice(p_x, distortion, beta, encoder):
    for _ in range(2):
        encoder = with_loops(p_x, distortion, beta, encoder)
    return encoder


def encoder_and_marginal(p_x, distortion, beta, encoder):
    new = with_loops(p_x, distortion, beta, encoder)
    return new, p_x @ new


def marginal_only(p_x, distortion, beta, encoder):
    return p_x @ with_loops(p_x, distortion, beta, encoder)


def in_place(p_x, distortion, beta, encoder):
    encoder[:] = with_loops(p_x, distortion, beta, encoder)
    return encoder


def without_beta(p_x, distortion, encoder):
    return with_loops(p_x, distortion, 1.0, encoder)


RIGHT = (with_loops, as_lists)
WRONG = (
    ("exponentials underflow", underflows),
    ("p(z) forgotten", without_marginal),
    ("input taken for uniform", uniform_input),
    ("old encoder instead of p(z)", keeps_the_encoder),
    ("sign of the exponent", likes_distortion),
    ("beta divides", temperature),
    ("powers of two", base_two),
    ("normalized over x", columns),
    ("not normalized", weights_only),
    ("joint law instead of the encoder", pairs),
    ("two steps at once", twice),
    ("wrong type", encoder_and_marginal),
    ("wrong shape", marginal_only),
    ("changes its input", in_place),
    ("wrong arguments", without_beta),
)
