"""Critics: formulas, exact means over all samples, best critics, then training on what is known."""

import math
from itertools import product

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ibnotes.critics import (
    Estimate,
    MovingAverage,
    ceiling,
    club,
    donsker_varadhan,
    evaluate,
    fit_critics,
    info_nce,
    jensen_shannon,
    nwj,
    smile,
    train_critics,
    training,
)
from ibnotes.critics.architectures import Concatenated, Separable
from ibnotes.critics.objectives import pooled
from ibnotes.estimators import (
    InformationTask,
    discrete_task,
    gaussian_task,
    mean_info_nce,
    population_club,
    population_donsker_varadhan,
    population_nwj,
    population_smile,
)
from ibnotes.measures import kl_divergence, mutual_information

OF_MATRICES = (donsker_varadhan, nwj, info_nce, smile, club, jensen_shannon)


@pytest.fixture(autouse=True)
def empty_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("IBNOTES_CACHE", str(tmp_path / "cache"))


def matrices(seed, *shape):
    return np.random.default_rng(seed).normal(scale=2, size=shape)


# --- objectives are their formulas


def by_loops(scores, clip=5.0):
    n = len(scores)
    joint = [scores[i, i] for i in range(n)]
    others = [scores[i, j] for i in range(n) for j in range(n) if i != j]
    mean = np.mean(joint)
    clipped = [min(max(s, -clip), clip) for s in others]
    return {
        donsker_varadhan: mean - math.log(np.mean(np.exp(others))),
        nwj: mean - np.mean(np.exp(others)) / math.e,
        info_nce: np.mean([scores[i, i] - math.log(np.mean(np.exp(scores[i]))) for i in range(n)]),
        smile: mean - math.log(np.mean(np.exp(clipped))),
        club: mean - np.mean(others),
        jensen_shannon: -np.mean(np.log1p(np.exp(-np.array(joint))))
        - np.mean(np.log1p(np.exp(others))),
    }


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 6))
def test_an_objective_is_its_formula_for_each_matrix(seed, size):
    scores = matrices(seed, 3, 2, size, size)
    for objective in OF_MATRICES:
        values = objective(scores)
        assert values.shape == (3, 2)
        expected = [[by_loops(matrix)[objective] for matrix in row] for row in scores]
        assert values == pytest.approx(np.array(expected), abs=1e-12)


@pytest.mark.parametrize("objective", OF_MATRICES, ids=lambda f: f.__name__)
def test_arrays_give_numbers_and_tensors_give_tensors_with_a_slope(objective):
    scores = matrices(0, 4, 4)
    before = scores.copy()
    value = objective(scores)
    assert isinstance(value, float) and (scores == before).all()
    tensor = torch.tensor(scores, requires_grad=True)
    of_tensor = objective(tensor)
    assert of_tensor.item() == value
    (slopes,) = torch.autograd.grad(of_tensor, tensor)
    for place in product(range(4), repeat=2):
        step = np.zeros((4, 4))
        step[place] = 1e-6
        difference = (objective(scores + step) - objective(scores - step)) / 2e-6
        assert slopes[place].item() == pytest.approx(difference, abs=1e-8)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 8), st.floats(-3, 3))
def test_how_the_objectives_lie_to_each_other(seed, size, constant):
    scores = matrices(seed, size, size)
    dv = donsker_varadhan(scores)
    assert nwj(scores) <= dv + 1e-12
    assert info_nce(scores) <= math.log(size)
    assert jensen_shannon(scores) <= 0
    assert donsker_varadhan(scores + constant) == pytest.approx(dv, abs=1e-12)
    others = scores[~np.eye(size, dtype=bool)]
    best = scores + 1 - math.log(np.exp(others).mean())
    assert nwj(best) == pytest.approx(dv, abs=1e-12)
    assert smile(scores, clip=100) == pytest.approx(dv, abs=1e-12)
    of_x = np.random.default_rng(seed).normal(size=(size, 1))
    assert info_nce(scores + of_x) == pytest.approx(info_nce(scores), abs=1e-12)


def test_info_nce_reaches_its_ceiling_and_the_others_have_none():
    scores = 1000 * np.eye(64)
    assert info_nce(scores) == pytest.approx(math.log(64), abs=1e-12)
    assert donsker_varadhan(scores) == smile(scores) == 1000
    assert ceiling("info_nce", 64) == math.log(64)
    assert ceiling("nwj", 64) == ceiling("smile", 64) == math.inf


def test_smile_grows_with_a_constant_that_tells_nothing():
    scores = matrices(1, 8, 8)
    assert smile(scores + 1000) - smile(scores + 100) == pytest.approx(900, abs=1e-9)


def test_scores_of_impossible_pairs_may_be_minus_infinity():
    scores = np.where(np.eye(4, dtype=bool), math.log(4), -math.inf)
    assert info_nce(scores) == pytest.approx(math.log(4))
    assert nwj(scores) == pytest.approx(math.log(4))
    assert donsker_varadhan(scores) == club(scores) == math.inf


# --- exact means over all samples

P_XY = np.array([[0.3, 0.1], [0.15, 0.45]])
Q = np.outer(P_XY.sum(axis=1), P_XY.sum(axis=0))
CRITIC = np.array([[1.2, -0.7], [-0.4, 0.9]])


def mean_over_samples(objective, critic, size):
    """The exact mean: all samples of ``size`` pairs, with their probabilities."""
    cells = list(product(range(2), repeat=2))
    chances, scores = [], []
    for sample in product(cells, repeat=size):
        x, y = np.array(sample).T
        chances.append(P_XY[x, y].prod())
        scores.append(critic[x[:, None], y])
    return float(np.array(chances) @ objective(np.array(scores)))


@pytest.mark.parametrize("critic", [CRITIC, np.log(P_XY / Q), 1 + np.log(P_XY / Q)])
def test_means_over_all_samples_are_those_of_the_law(critic):
    exact = mean_over_samples(nwj, critic, 3)
    assert exact == pytest.approx(population_nwj(critic, P_XY, Q), abs=1e-12)
    assert exact <= mutual_information(P_XY) + 1e-12
    exact = mean_over_samples(club, critic, 3)
    assert exact == pytest.approx(population_club(critic, P_XY, Q), abs=1e-12)
    for size in (2, 3, 4):
        exact = mean_over_samples(info_nce, critic, size)
        assert exact == pytest.approx(mean_info_nce(critic, P_XY, size=size), abs=1e-12)
        assert exact <= mutual_information(P_XY) + 1e-12


def test_the_best_critics_give_the_information_exactly():
    ratio, information = np.log(P_XY / Q), mutual_information(P_XY)
    assert mean_over_samples(nwj, 1 + ratio, 3) == pytest.approx(information, abs=1e-12)
    assert population_donsker_varadhan(ratio - 7, P_XY, Q) == pytest.approx(information)


def test_the_empirical_bound_of_donsker_and_varadhan_is_none():
    """With the best critic its mean is above the information, and falls to it as N grows."""
    ratio, information = np.log(P_XY / Q), mutual_information(P_XY)
    means = [mean_over_samples(donsker_varadhan, ratio, size) for size in (2, 3, 4)]
    assert means[0] > means[1] > means[2] > information + 0.01


def test_the_best_score_of_jensen_and_shannon_is_the_log_ratio():
    ratio, middle = np.log(P_XY / Q), (P_XY + Q) / 2
    divergence = (kl_divergence(P_XY, middle) + kl_divergence(Q, middle)) / 2
    best = mean_over_samples(jensen_shannon, ratio, 2)
    assert best == pytest.approx(2 * divergence - math.log(4), abs=1e-12)
    assert mean_over_samples(jensen_shannon, ratio + 0.1, 2) < best


# --- several batches


def test_one_average_under_the_logarithm_for_all_batches():
    scores = matrices(2, 7, 5, 5)
    off = ~np.eye(5, dtype=bool)
    joint = np.mean([np.diag(matrix) for matrix in scores])
    others = scores[:, off]
    dv = evaluate(scores, "donsker_varadhan")
    assert dv.value == pytest.approx(joint - math.log(np.exp(others).mean()), abs=1e-12)
    assert evaluate(scores, "mine").value == dv.value
    clipped = evaluate(scores, "smile", clip=1)
    expected = joint - math.log(np.exp(others.clip(-1, 1)).mean())
    assert clipped.value == pytest.approx(expected, abs=1e-12)
    for name, objective in (("nwj", nwj), ("info_nce", info_nce)):
        values = objective(scores)
        result = evaluate(scores, name)
        assert result.value == pytest.approx(values.mean(), abs=1e-12)
        assert result.error == pytest.approx(values.std(ddof=1) / math.sqrt(7), abs=1e-12)
        assert (result.size, result.batches, result.held_out) == (5, 7, True)


def test_pooling_takes_most_of_the_bias_away():
    """The best critic at 2.04 nats, where the logarithm of each batch alone flatters it."""
    task = gaussian_task(0.8, dimension=4)
    x, y = (part.reshape(1600, 8, 4) for part in task.sample(12800, np.random.default_rng(0)))
    scores = task.log_density_ratio(x[:, :, None], y[:, None])
    alone = donsker_varadhan(scores)
    error = alone.std() / math.sqrt(len(alone))
    together = evaluate(scores, "donsker_varadhan")
    assert alone.mean() - task.information > 6 * error
    assert abs(together.value - task.information) < 4 * together.error


def test_the_error_is_the_spread_over_repetitions():
    rng = np.random.default_rng(3)
    for name in ("donsker_varadhan", "smile", "nwj", "info_nce"):
        repeated = torch.from_numpy(rng.normal(size=(500, 40, 4, 4)))
        values, errors = pooled(repeated, name, clip=1.0)
        assert errors.mean() == pytest.approx(values.std().item(), rel=0.15)


def test_a_single_batch_has_no_error():
    assert math.isnan(evaluate(matrices(0, 1, 4, 4), "nwj").error)


def test_an_estimate_says_what_it_bounds():
    at = {"value": 2.0, "error": 0.01, "size": 64, "batches": 10}
    assert "no bound)" in repr(Estimate("smile", **at))
    assert "a lower bound in the mean)" in repr(Estimate("nwj", **at))
    text = repr(Estimate("info_nce", held_out=False, **at))
    assert "on its training data: 2.000" in text and "no bound, at most 4.159" in text


# --- best critics, without training


@pytest.mark.parametrize("dimension", [1, 3])
def test_best_critics_of_normal_variables_keep_their_promises(dimension):
    task = gaussian_task(0.7, dimension=dimension)
    rng = np.random.default_rng(dimension)
    x, y = (part.reshape(300, 32, dimension) for part in task.sample(9600, rng))
    scores = task.log_density_ratio(x[:, :, None], y[:, None])
    exact = evaluate(1 + scores, "nwj")
    assert abs(exact.value - task.information) < 4 * exact.error
    lower = evaluate(scores, "info_nce")
    assert task.information - 0.1 < lower.value < task.information + 4 * lower.error
    upper = club(scores)
    # Of normal variables with the best critic: d rho^2 / (1 - rho^2).
    expected = dimension * 0.49 / 0.51
    assert abs(upper.mean() - expected) < 4 * upper.std() / math.sqrt(300)


def test_smile_exceeds_the_information_where_much_is_clipped():
    task = gaussian_task(0.9, dimension=5)  # 4.15 nats
    x, y = (part.reshape(100, 64, 5) for part in task.sample(6400, np.random.default_rng(0)))
    scores = task.log_density_ratio(x[:, :, None], y[:, None])
    result = evaluate(scores, "smile", clip=1.0)
    assert result.value > task.information + 10 * result.error
    critic = np.log(P_XY / Q) + 1
    assert population_smile(critic, P_XY, Q, clip=0.5) > mutual_information(P_XY)


# --- architectures


def networks(rngs, shape):
    """Weights and biases of each network, as draw_layers draws them."""
    from ibnotes.networks.stack import draw_layers, layers_of

    return layers_of(draw_layers(shape, rngs), shape, len(rngs))


def output(layers, k, z):
    for depth, (weights, bias) in enumerate(layers):
        z = weights[k].numpy() @ z + bias[k, :, 0].numpy()
        z = np.maximum(z, 0) if depth < len(layers) - 1 else z
    return z


def fresh_rngs():
    return [np.random.default_rng(seed) for seed in (4, 5)]


@pytest.mark.parametrize("hidden", [(), (6,), (6, 5)])
def test_a_separable_critic_is_a_product_of_two_networks(hidden):
    critic = Separable((3, 2), fresh_rngs(), hidden=hidden, features=4)
    rngs = fresh_rngs()
    g, h = networks(rngs, (3, *hidden, 4)), networks(rngs, (2, *hidden, 4))
    x, y = matrices(6, 2, 3, 5), matrices(7, 2, 2, 5)
    scores = critic.scores(torch.from_numpy(x), torch.from_numpy(y))
    for k, i, j in product(range(2), range(5), range(5)):
        expected = output(g, k, x[k, :, i]) @ output(h, k, y[k, :, j]) / 2
        assert scores[k, i, j].item() == pytest.approx(expected, abs=1e-12)


def test_a_concatenated_critic_reads_both():
    critic = Concatenated((3, 2), fresh_rngs(), hidden=(6,))
    f = networks(fresh_rngs(), (5, 6, 1))
    x, y = matrices(6, 2, 3, 4), matrices(7, 2, 2, 4)
    scores = critic.scores(torch.from_numpy(x), torch.from_numpy(y))
    for k, i, j in product(range(2), range(4), range(4)):
        (expected,) = output(f, k, np.concatenate([x[k, :, i], y[k, :, j]]))
        assert scores[k, i, j].item() == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("kind", [Separable, Concatenated])
def test_the_gradient_agrees_with_finite_differences(kind):
    critic = kind((3, 2), fresh_rngs(), hidden=(6,))
    x, y = torch.from_numpy(matrices(6, 2, 3, 4)), torch.from_numpy(matrices(7, 2, 2, 4))
    slopes = torch.from_numpy(matrices(8, 2, 4, 4))
    critic.scores(x, y)
    gradient = critic.gradient(slopes).clone()
    rng = np.random.default_rng(9)
    for _ in range(5):
        direction = torch.from_numpy(rng.normal(size=len(gradient))) * 1e-5
        sides = []
        for sign in (1, -1):
            critic.parameters += sign * direction
            sides.append((critic.scores(x, y) * slopes).sum().item())
            critic.parameters -= sign * direction
        difference = (sides[0] - sides[1]) / 2
        assert difference == pytest.approx((gradient @ direction).item(), rel=1e-5, abs=1e-12)


def test_the_moving_average_divides_by_what_it_remembers():
    average = MovingAverage()
    first, second = (torch.from_numpy(matrices(seed, 4, 4)) for seed in (0, 1))
    average(first)
    scores = second.requires_grad_()
    (slopes,) = torch.autograd.grad(average(scores), scores)
    off = ~np.eye(4, dtype=bool)
    partitions = [np.exp(matrix.detach().numpy()[off]).mean() for matrix in (first, second)]
    remembered = 0.99 * partitions[0] + 0.01 * partitions[1]
    expected = -np.exp(second.detach().numpy()) / 12 / remembered
    np.fill_diagonal(expected, 1 / 4)
    np.testing.assert_allclose(slopes.numpy(), expected, rtol=1e-12)


# --- training on fresh pairs

SMALL = {"hidden": (8,), "features": 4, "batch": 16, "steps": 20, "batches": 5}
FIELDS = ("history", "value", "error")


def test_the_same_seeds_give_the_same_critics_and_others_give_others(tmp_path, monkeypatch):
    runs = []
    for name in "ab":  # computed twice, since the second does not find the first on the disk
        monkeypatch.setenv("IBNOTES_CACHE", str(tmp_path / name))
        runs.append(train_critics(gaussian_task(0.8, dimension=2), seeds=(0, 1), **SMALL))
    for field in FIELDS:
        assert np.array_equal(getattr(runs[0], field), getattr(runs[1], field))
    assert np.all(runs[0].history[:, 0] != runs[0].history[:, 1])


@pytest.mark.parametrize("critic", ["separable", "concatenated"])
def test_a_critic_does_not_depend_on_the_others(critic):
    task = gaussian_task(0.8, dimension=2)
    together = train_critics(task, seeds=(3, 4), critic=critic, **SMALL)
    for k, name in enumerate(together.objectives):
        alone = train_critics(task, [name], seeds=[4], critic=critic, **SMALL)
        for field in FIELDS:
            ours, theirs = getattr(together, field)[k, 1], getattr(alone, field)[0, 0]
            np.testing.assert_allclose(ours, theirs, atol=1e-9)


def test_critics_of_one_seed_begin_alike_and_see_the_same_pairs():
    run = train_critics(gaussian_task(0.8), ["donsker_varadhan", "mine", "nwj"], **SMALL)
    dv, mine, nwj_ = run.history[:, 0]
    assert dv[0] == mine[0] >= nwj_[0]
    assert dv[1] == pytest.approx(mine[1], abs=1e-9) and dv[5] != mine[5]


@pytest.fixture(scope="module")
def learned(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IBNOTES_CACHE", str(tmp_path_factory.mktemp("cache")))
        tasks = [gaussian_task(rho, dimension=5) for rho in (0.5, 0.6)]  # 0.72 and 1.12 nats
        return train_critics(tasks, steps=300)


@pytest.mark.parametrize("objective", training.OBJECTIVES)
def test_a_critic_finds_most_of_the_information_and_no_more_than_there_is(learned, objective):
    for stage, information in enumerate(learned.information):
        result = learned.estimate(objective, stage=stage)
        assert result.value < information + 4 * result.error
        assert result.value > 0.6 * information
        assert result.held_out and result.size == 64


def test_the_history_is_that_of_fresh_batches(learned):
    """Its mean at the end of a stage is the estimate there, where nothing is under a logarithm."""
    at = learned.objectives.index("info_nce")
    for stage, end in enumerate((300, 600)):
        last = learned.history[at, 0, end - 60 : end]
        spread = last.std() / math.sqrt(60) + learned.error[at, 0, stage]
        assert abs(last.mean() - learned.value[at, 0, stage]) < 4 * spread
    assert learned.history[at].max() < math.log(64)
    assert repr(learned).startswith("TrainedCritics(600 steps on 64 fresh pairs; of 1.12 nats: ")


def test_info_nce_saturates_and_smile_does_not():
    tasks = [gaussian_task(rho, dimension=20) for rho in (0.5, 0.7)]  # 2.9 and 6.7 nats
    run = train_critics(tasks, ["info_nce", "smile"], batch=8, steps=400)  # log 8 = 2.08
    of_nce, of_smile = run.value[:, 0, -1]
    assert math.log(8) - 0.3 < of_nce < math.log(8) < 3 < of_smile


def test_a_finite_law_can_be_learned():
    task = discrete_task([[0.4, 0.1], [0.1, 0.4]])
    run = train_critics(task, ["nwj"], steps=200, learning_rate=1e-2, hidden=(16,))
    result = run.estimate("nwj")
    assert abs(result.value - task.information) < 4 * result.error + 0.01


# --- what is kept


def shifted(shift):
    def moved(x):
        return x + shift

    return moved


def test_a_law_is_recognized_by_its_draws_and_not_by_its_name(monkeypatch):
    task = gaussian_task(0.8)
    near, far = (task.transformed(shifted(shift)) for shift in (0.0, 5.0))
    assert near.name == far.name
    one = train_critics(near, ["nwj"], **SMALL)
    other = train_critics(far, ["nwj"], **SMALL)
    assert not np.allclose(one.history, other.history)
    monkeypatch.setattr(training, "_Ascent", None)  # from here on nothing can be trained
    again = train_critics(task.transformed(shifted(0.0)), ["nwj"], **SMALL)
    assert np.array_equal(one.history, again.history)


# --- a finite sample


def noise(size, dimension=10, seed=0):
    return np.random.default_rng(seed).standard_normal((2, size, dimension))


def test_where_there_is_nothing_to_learn_training_finds_much_and_the_rest_does_not():
    fit = fit_critics(*noise(400), steps=300, readings=3)
    for objective in fit.objectives:
        held_out, train = fit.estimate(objective), fit.estimate(objective, held_out=False)
        assert train.value > 2 > 0 > held_out.value + 4 * held_out.error
        assert held_out.held_out and not train.held_out
        assert held_out.batches == 3 and math.isnan(train.error)
    assert fit.steps.tolist() == [0, 100, 200, 300] and fit.pairs == (200, 200)
    assert "held out" in repr(fit)


def test_where_there_is_something_to_learn_it_is_found_in_the_rest():
    task = gaussian_task(0.6, dimension=5)
    x, y = task.sample(8000, np.random.default_rng(1))
    fit = fit_critics(x, y, ["info_nce", "nwj"], steps=300, readings=1)
    for objective in fit.objectives:
        result = fit.estimate(objective)
        assert 0.6 * task.information < result.value < task.information + 4 * result.error


def test_pairs_that_are_held_out_do_not_touch_the_training():
    x, y = noise(60, dimension=2)
    options = {"hidden": (8,), "batch": 16, "steps": 10, "readings": 2, "seeds": (0, 1)}
    before = fit_critics(x, y, held_out=0.4, **options)
    other = y.copy()
    for s, rng in enumerate(training._streams((0, 1))["evaluation"]):
        rows = rng.permutation(60)[:24]
        other = y.copy()
        other[rows] += 100
        after = fit_critics(x, other, held_out=0.4, **options)
        assert np.array_equal(before.train[:, s], after.train[:, s])
        assert np.all(before.held_out[:, s] != after.held_out[:, s])
        assert np.all(before.train[:, 1 - s, -1] != after.train[:, 1 - s, -1])


def test_a_sample_is_not_written_to_and_a_line_is_a_column():
    x, y = noise(80, dimension=1)
    before = x.copy(), y.copy()
    options = {"hidden": (8,), "batch": 16, "steps": 5, "readings": 1}
    columns = fit_critics(x, y, **options)
    assert np.array_equal(columns.train, fit_critics(x[:, 0], y[:, 0].tolist(), **options).train)
    assert (x == before[0]).all() and (y == before[1]).all()


# --- bad input

TASK = gaussian_task(0.5)
X = np.zeros((100, 2))


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: nwj(np.zeros((2, 3))), r"scores has shape \(2, 3\), expected \[..., N, N\]"),
        (lambda: nwj([[1.0]]), r"scores has shape \(1, 1\)"),
        (lambda: nwj(torch.zeros(3)), r"scores has shape \(3,\)"),
        (lambda: nwj([[math.nan, 0], [0, 0]]), "scores holds nan"),
        (lambda: smile(np.zeros((2, 2)), clip=-1), "clip is -1, expected a number of at least 0"),
        (lambda: evaluate(np.zeros((2, 2)), "nwj"), r"expected scores\[batch, i, j\]"),
        (lambda: evaluate(np.zeros((2, 2, 2)), "dv"), "objective is 'dv', expected one of donsker"),
        (lambda: evaluate(np.zeros((2, 2, 2)), "smile", clip=-1), "clip is -1"),
        (lambda: ceiling("dv", 3), "objective is 'dv'"),
        (lambda: train_critics([]), "tasks is .*, expected one InformationTask or more"),
        (lambda: train_critics([0.5]), "tasks is .*, expected one InformationTask or more"),
        (
            lambda: train_critics([TASK, gaussian_task(0.5, dimension=2)]),
            "tasks have dimensions",
        ),
        (lambda: train_critics(TASK, []), "objectives is .*, expected some"),
        (lambda: train_critics(TASK, ["nwj", "nwj"]), "objectives is .*each of them once"),
        (lambda: train_critics(TASK, ["dv"]), "objective is 'dv', expected one of"),
        (lambda: train_critics(TASK, seeds=[]), "seeds is"),
        (lambda: train_critics(TASK, seeds=[-1]), "seeds holds -1"),
        (lambda: train_critics(TASK, critic="bilinear"), "critic is 'bilinear', expected one of"),
        (lambda: train_critics(TASK, hidden=[0]), "hidden is 0"),
        (lambda: train_critics(TASK, batch=1), "batch is 1, expected a whole number of at least 2"),
        (lambda: train_critics(TASK, steps=0), "steps is 0"),
        (lambda: train_critics(TASK, batches=0), "batches is 0"),
        (lambda: train_critics(TASK, learning_rate=0), "learning_rate is 0"),
        (lambda: train_critics(TASK, clip=math.nan), "clip is nan"),
        (lambda: fit_critics(X, X[:50]), "y has 50 draws, expected 100"),
        (lambda: fit_critics(X + math.nan, X), r"x has shape \(100, 2\), expected finite numbers"),
        (lambda: fit_critics(X, "y"), "y is no array of real numbers"),
        (lambda: fit_critics(X, X, held_out=1), "held_out is 1, expected a share"),
        (
            lambda: fit_critics(X, X),
            "leaves 50 pairs for training and 50 to read, expected a batch",
        ),
        (lambda: fit_critics(X, X, readings=0), "readings is 0"),
    ],
)
def test_an_argument_out_of_range_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_critic_that_was_not_trained_is_not_found():
    run = train_critics(TASK, ["nwj"], **SMALL)
    with pytest.raises(ValueError, match="objective is 'smile', expected one of nwj"):
        run.estimate("smile")
    with pytest.raises(ValueError, match="seed is 3, expected one of 0"):
        run.estimate("nwj", seed=3)


def test_a_law_of_ones_own_can_be_trained_on():
    def draw(size, rng):
        x = rng.uniform(size=size)
        return x, x + rng.uniform(size=size)

    run = train_critics(InformationTask("a sum", 0.5, draw), ["info_nce"], **SMALL)
    assert run.information == 0.5 and np.isfinite(run.value).all()
