"""Information dropout: the charge is a divergence, networks are independent, probes are honest."""

import math

import numpy as np
import pytest
import torch
from torch.distributions import LogNormal, kl_divergence

from ibnotes.networks import information_dropout
from ibnotes.networks.information_dropout import bar_pictures, bars, train_information_dropout

train = train_information_dropout.__wrapped__  # computes, and does not look on the disk


def quick(prices=(0.0, 0.05), seeds=(0, 1), **options):
    return train(prices, seeds, **{"steps": 8, "probe_steps": 8, **options})


def exact_information_of_the_place(noise, samples):
    """I(X; place) of the noisy pictures by Monte Carlo over their known densities."""
    rng = np.random.default_rng(1)
    x, _, place = bars(samples, noise, rng)
    pictures, _, places = bar_pictures()
    squares = ((x[:, None] - pictures) ** 2).sum(axis=2)
    density = np.exp(-squares / (2 * noise**2))
    at_place = np.where(places == place[:, None], density, 0).sum(axis=1)
    return np.mean(np.log(8 * at_place / density.sum(axis=1)))


def test_the_pictures_are_32_different_bars():
    pictures, length, place = bar_pictures()
    assert len(np.unique(pictures, axis=0)) == 32
    assert np.array_equal(pictures.sum(axis=1), 1 + length)
    assert all(pictures[i, place[i]] == 1 and pictures[i, place[i] - 1] == 0 for i in range(32))


def test_without_noise_a_sample_is_its_picture():
    x, length, place = bars(50, 0.0, np.random.default_rng(0))
    pictures, *_ = bar_pictures()
    assert np.array_equal(x, pictures[8 * length + place])


def test_the_charge_is_the_divergence_between_log_normal_laws():
    streams = [np.random.default_rng(seed) for seed in (0, 1)]
    network = information_dropout._Network(1, streams, width=8, depth=1)
    with torch.no_grad():
        network.parameters += torch.from_numpy(0.3 * streams[0].standard_normal((2, 1)))
        samples = information_dropout._Samples(5, 0.2, streams, 1, 8)
        (_, log_z), (charge,), _ = network(samples)
        affine, shift, prior, *_ = network.parts()
        factor, level = (samples.x @ affine + shift).chunk(2, dim=-1)
        f = torch.log1p(factor.exp())
        a = 0.01 + 0.99 / (1 + (2 - level).exp())
        m, log_s = prior.chunk(2, dim=-1)
        divergence = kl_divergence(LogNormal(f.log(), a), LogNormal(m, log_s.exp()))
    assert torch.allclose(charge, divergence.sum(dim=-1))
    assert torch.allclose(log_z, f.log() + a * samples.normal)


def test_the_same_seeds_give_the_same_networks():
    first, second = quick(), quick()
    for field in ("error", "cross_entropy", "rate", "probed"):
        assert np.array_equal(getattr(first, field), getattr(second, field))


def test_a_network_does_not_depend_on_the_others():
    together, alone = quick(), quick(prices=[0.05], seeds=[1])
    for field in ("error", "cross_entropy", "rate", "probed"):
        assert np.allclose(getattr(together, field)[1, 1], getattr(alone, field)[0, 0], atol=1e-6)


def test_seeds_give_different_networks():
    rate = quick().rate
    assert np.all(rate[:, 0] != rate[:, 1])


@pytest.fixture(scope="module")
def trained():
    return train([0.0, 0.01, 5.0], [0], noise=0.1, steps=250, probe_steps=250)


def test_training_learns_the_task_and_a_high_price_forbids_it(trained):
    assert trained.error[0, 0] < 0.1 and trained.error[1, 0] < 0.4
    assert trained.error[2, 0] > 0.7 and np.all(trained.rate[2] < 0.3)


def test_a_price_lowers_the_rate_and_what_the_probe_finds(trained):
    assert np.all(trained.rate[1] < trained.rate[0] / 3)
    assert np.all(trained.probed[1, 0, 1:3] < trained.probed[0, 0, 1:3] - 0.5)
    assert np.all(np.abs(trained.probed[2, 0, 1:]) < 0.03)


def test_the_probe_finds_most_of_what_is_there_and_never_more(trained):
    exact = exact_information_of_the_place(0.1, 20_000)
    assert math.isclose(exact, math.log(8), abs_tol=0.01)
    assert np.all(trained.probed[:, 0, 0] < exact + 0.02)
    assert np.all(trained.probed[:, 0, 0] > exact - 0.1)
    assert np.all(trained.probed < math.log(8) + 0.01)


@pytest.mark.parametrize(
    "options, words",
    [
        ({"prices": []}, "prices is empty, expected at least one"),
        ({"seeds": []}, "seeds is empty"),
        ({"prices": [-0.1]}, "prices holds -0.1, expected a number of at least 0"),
        ({"noise": math.nan}, "noise holds nan, expected a number"),
        ({"depth": 0}, "depth is 0, expected an integer of at least 1"),
        ({"steps": 1.5}, "steps is 1.5, expected an integer"),
    ],
)
def test_impossible_choices_are_refused(options, words):
    with pytest.raises(ValueError, match=words):
        quick(**options)
