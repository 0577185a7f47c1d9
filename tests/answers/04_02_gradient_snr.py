"""Answers to 4.2, the signal-to-noise ratio of a gradient."""

import numpy as np

EXERCISE = "4.2"


def by_moments(gradients):
    mean = gradients.mean(axis=0)
    variance = (gradients**2).mean(axis=0) - mean**2
    return np.sqrt((mean**2).sum() / variance.sum())


def flattened(gradients):
    flat = gradients.reshape(len(gradients), -1)
    return np.linalg.norm(np.mean(flat, 0)) / np.linalg.norm(np.std(flat, 0))


def with_loops(gradients):
    n, rows, columns = gradients.shape
    signal = noise = 0.0
    for i in range(rows):
        for j in range(columns):
            mean = sum(gradients[k, i, j] for k in range(n)) / n
            signal += mean**2
            noise += sum((gradients[k, i, j] - mean) ** 2 for k in range(n)) / n
    return (signal / noise) ** 0.5


def norms(gradients):
    return np.array([np.linalg.norm(gradient) for gradient in gradients])


def norm_first(gradients):
    return norms(gradients).mean() / norms(gradients).std()


def mean_of_norms(gradients):
    return norms(gradients).mean() / np.linalg.norm(gradients.std(axis=0))


def std_of_norms(gradients):
    return np.linalg.norm(gradients.mean(axis=0)) / norms(gradients).std()


def upside_down(gradients):
    return np.linalg.norm(gradients.std(axis=0)) / np.linalg.norm(gradients.mean(axis=0))


def mean_ratio(gradients):
    return (abs(gradients.mean(axis=0)) / gradients.std(axis=0)).mean()


def norm_of_ratios(gradients):
    return np.linalg.norm(gradients.mean(axis=0) / gradients.std(axis=0))


def unbiased(gradients):
    return np.linalg.norm(gradients.mean(0)) / np.linalg.norm(gradients.std(0, ddof=1))


def wrong_axis(gradients):
    flat = gradients.reshape(len(gradients), -1)
    return np.linalg.norm(flat.mean(axis=1)) / np.linalg.norm(flat.std(axis=1))


def one_pot(gradients):
    return abs(np.mean(gradients)) / np.std(gradients)


def variances(gradients):
    return np.linalg.norm(gradients.mean(0)) / np.linalg.norm(gradients.var(0))


def without_root(gradients):
    return (gradients.mean(0) ** 2).sum() / gradients.var(0).sum()


def spectral(gradients):
    return np.linalg.norm(gradients.mean(0), ord=2) / np.linalg.norm(gradients.std(0), ord=2)


def sums(gradients):
    return np.sum(gradients.mean(0)) / np.sum(gradients.std(0))


def absolute_sums(gradients):
    return abs(gradients.mean(0)).mean() / gradients.std(0).mean()


def mean_squares(gradients):
    return np.linalg.norm(gradients.mean(0)) / np.sqrt((gradients**2).sum() / len(gradients))


def for_each_weight(gradients):
    return gradients.mean(axis=0) / gradients.std(axis=0)


def in_decibels(gradients):
    return 20 * np.log10(by_moments(gradients))


RIGHT = (by_moments, flattened, with_loops)
WRONG = (
    ("norm first, then mean and deviation", norm_first),
    ("mean of the norms", mean_of_norms),
    ("deviation of the norms", std_of_norms),
    ("ratio upside down", upside_down),
    ("ratios averaged over the weights", mean_ratio),
    ("norm of the ratios", norm_of_ratios),
    ("deviation with n - 1", unbiased),
    ("over the weights instead of the minibatches", wrong_axis),
    ("all numbers in one pot", one_pot),
    ("variance instead of deviation", variances),
    ("squared", without_root),
    ("largest singular value", spectral),
    ("sums instead of norms", sums),
    ("absolute values instead of squares", absolute_sums),
    ("mean not subtracted", mean_squares),
    ("wrong shape", for_each_weight),
    ("wrong value", in_decibels),
)
