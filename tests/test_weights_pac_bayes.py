"""PAC-Bayes: the inversion, the lemmas behind the bounds and the bounds, by enumeration."""

import math
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp
from scipy.optimize import brentq
from scipy.stats import binom

from ibnotes.measures import kl_divergence, mutual_information
from ibnotes.weights import (
    bernoulli_kl,
    kl_upper_inverse,
    pac_bayes_certificate,
    pac_bayes_kl,
    pac_bayes_linear,
    xu_raginsky,
)

# --- known answers: the small kl


def test_the_small_kl_is_the_divergence_of_two_coins():
    for q, p in ((0.1, 0.3), (0.5, 0.9), (0.0, 0.2), (1.0, 0.7)):
        assert bernoulli_kl(q, p) == pytest.approx(kl_divergence([q, 1 - q], [p, 1 - p]), abs=1e-15)
    assert bernoulli_kl(0.5, 0) == bernoulli_kl(0.5, 1) == math.inf
    assert bernoulli_kl(0, 0) == bernoulli_kl(1, 1) == 0


@pytest.mark.parametrize("q", [0.1, 0.3, 0.5, 0.9])
def test_the_inverse_is_as_exact_as_the_rounding_of_the_small_kl_allows(q):
    with mp.workdps(60):
        exact = mp.mpf(q)

        def small_kl(p):
            return exact * mp.log(exact / p) + (1 - exact) * mp.log((1 - exact) / (1 - p))

        for c in 10.0 ** -np.arange(17):
            p, error = mp.mpf(kl_upper_inverse(q, c)), 2e-16 + 1e-16 / math.sqrt(c)
            assert p - error <= q or small_kl(p - error) < c
            assert p + error >= 1 or small_kl(p + error) > c


def test_the_inverse_has_closed_forms_at_the_ends():
    c = np.array([0, 0.01, 1.0, 30.0])
    assert kl_upper_inverse(0, c) == pytest.approx(-np.expm1(-c), abs=1e-15)
    assert kl_upper_inverse(1, c) == pytest.approx(1)
    assert kl_upper_inverse(0.3, 0) == 0.3
    assert kl_upper_inverse(0.3, math.inf) == 1


def test_the_inverse_of_a_fair_coin_is_in_closed_form():
    """kl(1/2 || p) = -1/2 log(4 p (1 - p))."""
    c = np.array([0.01, 0.5, 3.0])
    expected = (1 + np.sqrt(1 - np.exp(-2 * c))) / 2
    assert kl_upper_inverse(0.5, c) == pytest.approx(expected, abs=1e-15)


@settings(max_examples=100, deadline=None)
@given(st.floats(0, 0.99), st.floats(1e-6, 20))
def test_the_inverse_is_the_root_that_another_solver_finds(q, c):
    found = kl_upper_inverse(q, c)
    assert q < found <= 1
    assert bernoulli_kl(q, found) >= c * (1 - 1e-9) or found == 1  # never too small
    top = np.nextafter(1, 0)
    if bernoulli_kl(q, top) > c:
        root = brentq(lambda p: float(bernoulli_kl(q, p)) - c, q, top, xtol=1e-15, rtol=1e-14)
        assert found == pytest.approx(root, abs=1e-11)
    assert found <= q + math.sqrt(c / 2) + 1e-15  # Pinsker
    assert kl_upper_inverse(q, 2 * c) >= found


# --- known answers: the lemmas


def test_maurers_lemma_holds_for_every_size_to_four_hundred():
    """sum_k C(N,k) (k/N)^k (1 - k/N)^(N-k) <= 2 sqrt(N); exactly, up to 40."""
    for size in range(1, 401):
        k = np.arange(size + 1)
        assert binom.pmf(k, size, k / size).sum() <= 2 * math.sqrt(size)
    for size in range(1, 41):
        terms = (
            math.comb(size, k) * Fraction(k, size) ** k * Fraction(size - k, size) ** (size - k)
            for k in range(size + 1)
        )
        assert sum(terms) ** 2 <= 4 * size


def test_hoeffdings_lemma_holds_for_all_coins():
    """E exp(strength (p - k/N)) <= exp(strength^2 / 8N), by enumeration of k."""
    for size, p, strength in product((1, 5, 30), (0.01, 0.3, 0.5, 0.9), (0.5, 5.0, 40.0)):
        k = np.arange(size + 1)
        mean = binom.pmf(k, size, p) @ np.exp(strength * (p - k / size))
        assert mean <= math.exp(strength**2 / (8 * size))


def test_chernoffs_bound_covers_the_sampled_loss():
    """The empirical loss of the posterior is under its bound, whatever it is, by enumeration."""
    draws, delta = 50, 0.1
    k = np.arange(draws + 1)
    bounds = kl_upper_inverse(k / draws, -math.log(delta) / draws)
    for loss in np.linspace(0.005, 0.995, 199):
        assert binom.pmf(k[bounds < loss], draws, loss).sum() <= delta


# --- known answers: the bounds


@pytest.mark.parametrize("bound", ["kl", "linear"])
def test_the_bound_fails_for_any_posterior_with_no_more_than_delta(bound):
    """Three rules with independent errors, all empirical losses, posteriors on a grid."""
    size, delta, prior = 12, 0.2, np.array([0.5, 0.3, 0.2])
    true = np.array([0.15, 0.4, 0.6])
    counts = np.array(list(product(range(size + 1), repeat=3)))
    p_counts = binom.pmf(counts, size, true).prod(axis=1)
    failed = np.zeros(len(counts), dtype=bool)
    for i, j in product(range(7), repeat=2):
        if i + j > 6:
            continue
        posterior = np.array([i, j, 6 - i - j]) / 6
        kl = kl_divergence(posterior, prior)
        empirical, loss = counts @ posterior / size, true @ posterior
        if bound == "kl":
            level = (kl + math.log(2 * math.sqrt(size) / delta)) / size
            value = kl_upper_inverse(empirical, level)
            assert value[77] == pac_bayes_kl(empirical[77], kl, size, delta)
        else:
            value = empirical + (kl + math.log(1 / delta)) / 5 + 5 / (8 * size)
            assert value[77] == pytest.approx(
                pac_bayes_linear(empirical[77], kl, size, delta, strength=5), abs=1e-15
            )
        failed |= value < loss
    assert 0 <= p_counts[failed].sum() <= delta


def test_the_linear_bound_is_hoeffdings_for_a_posterior_that_is_the_prior():
    """With KL = 0 and the best strength it is sqrt(log(1/delta) / 2N)."""
    size, delta = 500, 0.05
    strength = math.sqrt(8 * size * math.log(1 / delta))
    value = pac_bayes_linear(0.1, 0, size, delta, strength=strength)
    assert value == pytest.approx(0.1 + math.sqrt(math.log(1 / delta) / (2 * size)), abs=1e-15)


@pytest.mark.parametrize("seed", range(200))
def test_xu_and_raginsky_hold_for_any_learner(seed):
    """N coins, random kernels p(w|D), random losses in [0, 1]; all data sets."""
    rng = np.random.default_rng(seed)
    size, num_z, num_w = int(rng.integers(1, 5)), int(rng.integers(2, 4)), int(rng.integers(2, 6))
    p_z = rng.dirichlet(np.ones(num_z))
    loss = rng.random((num_w, num_z)) ** rng.choice([0.2, 1, 5])
    data = np.array(list(product(range(num_z), repeat=size)))
    p_d = p_z[data].prod(axis=1)
    training = loss[:, data].mean(axis=2).T  # [d, w]
    kernel = np.exp(-rng.uniform(0, 20) * training) * rng.uniform(0.5, 1, size=training.shape)
    joint = p_d[:, None] * kernel / kernel.sum(axis=1, keepdims=True)
    gap = (joint * (loss @ p_z - training)).sum()
    assert abs(gap) <= xu_raginsky(mutual_information(joint), size)


def test_the_numbers_of_the_textbook():
    assert xu_raginsky(2, 100) == pytest.approx(0.1)
    assert xu_raginsky(0, 7) == 0
    level = (20 + math.log(2 * math.sqrt(1000) / 0.05)) / 1000
    assert bernoulli_kl(0.05, pac_bayes_kl(0.05, 20, 1000)) == pytest.approx(level, abs=1e-14)


# --- known answers: the certificate


def test_the_certificate_pays_for_the_draws_and_for_the_grid():
    losses = np.random.default_rng(0).uniform(0, 0.1, size=1500)
    certificate = pac_bayes_certificate(losses, 100, 1000, 0.05, sampling_delta=0.01, priors=20)
    empirical = kl_upper_inverse(losses.mean(), math.log(1 / 0.01) / 1500)
    level = (100 + math.log(2 * math.sqrt(1000) * 20 / 0.05)) / 1000
    assert (certificate.sampled_loss, certificate.kl) == (losses.mean(), 100)
    assert certificate.empirical_bound == empirical
    assert certificate.bound == pytest.approx(kl_upper_inverse(empirical, level), abs=1e-15)
    assert certificate.confidence == pytest.approx(0.94)
    assert (certificate.draws, certificate.priors, certificate.size) == (1500, 20, 1000)


def test_without_a_grid_the_certificate_pays_for_one_prior():
    one = pac_bayes_certificate([0.1], 1, 10, priors=1)
    assert pac_bayes_certificate([0.1], 1, 10) == one


def test_more_draws_fewer_priors_less_information_and_more_data_help():
    def bound(draws=1000, kl=50.0, size=500, priors=10):
        return pac_bayes_certificate([0.1] * draws, kl, size, priors=priors).bound

    assert bound(draws=4000) < bound() < bound(draws=100)
    assert bound(priors=1) < bound() < bound(priors=1000)
    assert bound(kl=10.0) < bound() < bound(kl=200.0)
    assert bound(size=5000) < bound() < bound(size=100)


def test_a_hopeless_certificate_is_vacuous_and_not_above_one():
    assert pac_bayes_certificate([0.5], 1e6, 100).bound == 1


# --- bad input


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: bernoulli_kl(1.1, 0.5), "q holds 1.1, expected numbers from 0 to 1"),
        (lambda: bernoulli_kl(0.1, -0.5), "p holds -0.5"),
        (lambda: bernoulli_kl(0.1, math.nan), "^p holds nan, expected finite numbers$"),
        (lambda: kl_upper_inverse(1.1, 0.5), "^q holds 1.1, expected numbers from 0 to 1$"),
        (lambda: kl_upper_inverse(0.1, [0, 0.5, -1]), "^c holds -1, expected numbers, 0 or more$"),
        (lambda: kl_upper_inverse(0.1, math.nan), "c holds nan"),
        (lambda: kl_upper_inverse(0.1, "a"), "^c is no array of real numbers: could not convert"),
        (lambda: kl_upper_inverse(0.1, np.array([1j])), "^c is no array of real numbers: complex$"),
        (lambda: pac_bayes_kl(1.1, 1, 10), "empirical_loss is 1.1, expected a number from 0 to 1"),
        (lambda: pac_bayes_kl(0.1, -1, 10), "kl is -1, expected a number 0 or more"),
        (lambda: pac_bayes_kl(0.1, math.inf, 10), "^kl holds inf, expected finite numbers$"),
        (lambda: pac_bayes_kl(0.1, 1, 0), "size is 0, expected a positive whole number"),
        (lambda: pac_bayes_kl(0.1, 1, 10.5), "size is 10.5"),
        (lambda: pac_bayes_kl(0.1, 1, 10, 0), "delta is 0, expected a number between 0 and 1"),
        (lambda: pac_bayes_kl(0.1, 1, 10, 2), "^delta is 2, expected a number from 0 to 1$"),
        (lambda: pac_bayes_linear(0.1, 1, 10, strength=0), "^strength is 0, expected a positive"),
        (lambda: pac_bayes_linear(0.1, 1, 10, strength=-1), "^strength is -1, expected a number 0"),
        (lambda: pac_bayes_linear(1.1, 1, 10, strength=1), "^empirical_loss is 1.1"),
        (lambda: pac_bayes_linear(0.1, -1, 10, strength=1), "^kl is -1, expected a number 0 or"),
        (lambda: pac_bayes_linear(0.1, 1, 0, strength=1), "^size is 0, expected a positive whole"),
        (lambda: pac_bayes_linear(0.1, 1, 10, 1, strength=1), "^delta is 1, expected a number bet"),
        (lambda: xu_raginsky(-0.1, 10), "^information is -0.1, expected a number 0 or more"),
        (lambda: xu_raginsky(0.1, 0), "^size is 0, expected a positive whole number"),
        (lambda: xu_raginsky([0.1], 1), r"^information is \[0.1\], expected a number"),
        (lambda: pac_bayes_certificate([], 1, 10), r"losses has shape \(0,\)"),
        (lambda: pac_bayes_certificate([2], 1, 10), "losses holds 2"),
        (lambda: pac_bayes_certificate([[0.1]], 1, 10), r"losses has shape \(1, 1\), expected one"),
        (lambda: pac_bayes_certificate([0.1], -1, 10), "^kl is -1"),
        (lambda: pac_bayes_certificate([0.1], 1, 0), "^size is 0"),
        (lambda: pac_bayes_certificate([0.1], 1, 10, 0), "^delta is 0"),
        (lambda: pac_bayes_certificate([0.1], 1, 10, sampling_delta=0), "^sampling_delta is 0"),
        (lambda: pac_bayes_certificate([0.1], 1, 10, priors=0), "^priors is 0"),
        (
            lambda: pac_bayes_certificate([0.1], 1, 10, 0.5, sampling_delta=0.5),
            r"delta \+ sampling_delta is 1, expected below 1",
        ),
    ],
)
def test_an_argument_out_of_range_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
