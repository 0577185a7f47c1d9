"""Answers to 2.2, one step of the bottleneck iteration.

The wrong ones are written as a student would: short, with warnings off, and not safe for a large
beta unless they say so.
"""

import math

import numpy as np

EXERCISE = "2.2"


def rows(weights):
    """Each row divided by its sum."""
    with np.errstate(all="ignore"):
        return weights / weights.sum(axis=1, keepdims=True)


def divergence(p, q):
    with np.errstate(all="ignore"):
        return sum(a * np.log(a / b) for a, b in zip(p, q) if a > 0)


def divergences(p_rows, q_rows):
    return np.array([[divergence(p, q) for q in q_rows] for p in p_rows])


def parts(p_xy, encoder):
    """p(z), p(y|x) and p(y|z)."""
    p_zy = encoder.T @ p_xy
    return p_zy.sum(axis=1), rows(p_xy), rows(p_zy)


def with_loops(p_xy, beta, encoder):
    p_z, p_y_given_x, p_y_given_z = parts(p_xy, encoder)
    new = []
    for p in p_y_given_x:
        exponents = [
            math.log(w) - beta * divergence(p, q) for w, q in zip(p_z.tolist(), p_y_given_z)
        ]
        weights = [math.exp(e - max(exponents)) for e in exponents]
        new.append([w / sum(weights) for w in weights])
    return np.array(new)


def by_cross_entropies(p_xy, beta, encoder):
    """The entropy of p(y|x) does not depend on z and may be left out of the divergence."""
    p_xz = p_xy.sum(axis=1)[:, None] * encoder
    p_x_given_z = p_xz / p_xz.sum(axis=0)
    p_y_given_z = p_x_given_z.T @ rows(p_xy)
    log_q = np.log(np.maximum(p_y_given_z, 1e-300))
    exponents = np.log(p_xz.sum(axis=0)) + beta * rows(p_xy) @ log_q.T
    return rows(np.exp(exponents - exponents.max(axis=1)[:, None]))


def in_bits(p_xy, beta, encoder):
    p_z, p_y_given_x, p_y_given_z = parts(p_xy, encoder)
    bits = divergences(p_y_given_x, p_y_given_z) / np.log(2)
    return rows(p_z * np.exp(-beta * bits))


def in_bits_with_care(p_xy, beta, encoder):
    return with_loops(p_xy, beta / math.log(2), encoder)


def with_powers_of_two(p_xy, beta, encoder):
    p_z, p_y_given_x, p_y_given_z = parts(p_xy, encoder)
    return rows(p_z * 2 ** (-beta * divergences(p_y_given_x, p_y_given_z)))


def without_marginal(p_xy, beta, encoder):
    _, p_y_given_x, p_y_given_z = parts(p_xy, encoder)
    return rows(np.exp(-beta * divergences(p_y_given_x, p_y_given_z)))


def keeps_the_encoder(p_xy, beta, encoder):
    _, p_y_given_x, p_y_given_z = parts(p_xy, encoder)
    return rows(encoder * np.exp(-beta * divergences(p_y_given_x, p_y_given_z)))


def uniform_input(p_xy, beta, encoder):
    p_y_given_x = rows(p_xy)
    p_y_given_z = rows(encoder.T @ p_y_given_x)
    return rows(encoder.mean(axis=0) * np.exp(-beta * divergences(p_y_given_x, p_y_given_z)))


def mean_row_of_the_encoder(p_xy, beta, encoder):
    _, p_y_given_x, p_y_given_z = parts(p_xy, encoder)
    return rows(encoder.mean(axis=0) * np.exp(-beta * divergences(p_y_given_x, p_y_given_z)))


def decoder_without_p_x(p_xy, beta, encoder):
    p_z, p_y_given_x, _ = parts(p_xy, encoder)
    q = (encoder / encoder.sum(axis=0)).T @ p_y_given_x
    return rows(p_z * np.exp(-beta * divergences(p_y_given_x, q)))


def encoder_as_decoder(p_xy, beta, encoder):
    p_z, p_y_given_x, _ = parts(p_xy, encoder)
    return rows(p_z * np.exp(-beta * divergences(p_y_given_x, encoder.T @ p_y_given_x)))


def joint_as_decoder(p_xy, beta, encoder):
    p_z, p_y_given_x, _ = parts(p_xy, encoder)
    return rows(p_z * np.exp(-beta * divergences(p_y_given_x, encoder.T @ p_xy)))


def wrong_way_round_decoder(p_xy, beta, encoder):
    p_z, p_y_given_x, _ = parts(p_xy, encoder)
    q = encoder.T @ p_xy / p_xy.sum(axis=0)
    return rows(p_z * np.exp(-beta * divergences(p_y_given_x, q)))


def joint_rows(p_xy, beta, encoder):
    p_z, _, p_y_given_z = parts(p_xy, encoder)
    return rows(p_z * np.exp(-beta * divergences(p_xy, p_y_given_z)))


def reversed_divergence(p_xy, beta, encoder):
    p_z, p_y_given_x, p_y_given_z = parts(p_xy, encoder)
    return rows(p_z * np.exp(-beta * divergences(p_y_given_z, p_y_given_x).T))


def plus(p_xy, beta, encoder):
    p_z, p_y_given_x, p_y_given_z = parts(p_xy, encoder)
    with np.errstate(over="ignore"):
        return rows(p_z * np.exp(beta * divergences(p_y_given_x, p_y_given_z)))


def temperature(p_xy, beta, encoder):
    return with_loops(p_xy, 1 / beta, encoder)


def columns(p_xy, beta, encoder):
    p_z, p_y_given_x, p_y_given_z = parts(p_xy, encoder)
    return rows((p_z * np.exp(-beta * divergences(p_y_given_x, p_y_given_z))).T).T


def weights_only(p_xy, beta, encoder):
    p_z, p_y_given_x, p_y_given_z = parts(p_xy, encoder)
    return p_z * np.exp(-beta * divergences(p_y_given_x, p_y_given_z))


def twice(p_xy, beta, encoder):
    return with_loops(p_xy, beta, with_loops(p_xy, beta, encoder))


def nan_at_zeros(p_xy, beta, encoder):
    p_z, p, q = parts(p_xy, encoder)
    with np.errstate(all="ignore"):
        terms = p[:, None, :] * (np.log(p[:, None, :]) - np.log(q[None, :, :]))
    return rows(p_z * np.exp(-beta * terms.sum(axis=2)))


def underflows(p_xy, beta, encoder):
    return rows(weights_only(p_xy, beta, encoder))


def shifts_by_a_small_number(p_xy, beta, encoder):
    p_z, p, q = parts(p_xy + 1e-4, encoder)
    exponents = np.log(p_z) - beta * divergences(p, q)
    return rows(np.exp(exponents - exponents.max(axis=1)[:, None]))


def transposed(p_xy, beta, encoder):
    return with_loops(p_xy, beta, encoder).T


def normalizes_in_place(p_xy, beta, encoder):
    result = with_loops(p_xy, beta, encoder)
    p_xy /= p_xy.sum(axis=1, keepdims=True)
    return result


RIGHT = (with_loops, by_cross_entropies)
WRONG = (
    ("two units at once", in_bits),
    ("two units at once", in_bits_with_care),
    ("powers of two", with_powers_of_two),
    ("p(z) forgotten", without_marginal),
    ("old encoder instead of p(z)", keeps_the_encoder),
    ("input taken for uniform", uniform_input),
    ("p(z) ignores p(x)", mean_row_of_the_encoder),
    ("p(y|z) ignores p(x)", decoder_without_p_x),
    ("p(z|x) taken for p(x|z)", encoder_as_decoder),
    ("joint law taken for p(y|z)", joint_as_decoder),
    ("joint law taken for p(y|z)", wrong_way_round_decoder),
    ("joint law taken for p(y|x)", joint_rows),
    ("divergence the wrong way round", reversed_divergence),
    ("sign of the exponent", plus),
    ("beta divides", temperature),
    ("normalized over x", columns),
    ("not normalized", weights_only),
    ("two steps at once", twice),
    ("0 log 0 is not zero", nan_at_zeros),
    ("exponentials underflow", underflows),
    ("wrong value", shifts_by_a_small_number),
    ("axes exchanged", transposed),
    ("changes its input", normalizes_in_place),
)
