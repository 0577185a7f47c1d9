"""Learners on finite tasks: the decomposition, its exact instances and the best learner of all."""

import math
import warnings
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibnotes.joint import Joint
from ibnotes.logarithms import LogNumber
from ibnotes.measures import conditional_entropy, mutual_information
from ibnotes.rate_distortion import rate_distortion
from ibnotes.weights import (
    Decomposition,
    Learner,
    LearningTask,
    data_losses,
    decompose,
    exact_decomposition,
    gibbs_learner,
    ignorant_learner,
    labeling_predictors,
    memorizer,
    minimize_with_information,
    shared_bit_task,
    threshold_task,
    xu_raginsky,
)

TERMS = ("cross_entropy", "intrinsic", "sufficiency", "efficiency", "overfitting")
LOG2 = math.log(2)


def h(p):
    """The entropy of a coin, in nats."""
    return -p * math.log(p) - (1 - p) * math.log(1 - p)


@pytest.fixture(scope="module")
def thresholds():
    return threshold_task(), labeling_predictors(5, [0.85, 0.99])


@pytest.fixture(scope="module")
def learners(thresholds):
    return {t: gibbs_learner(*thresholds, t) for t in (0.1, 1, 1.4, 10)}


def random_joint(rng, shape, zeros=True):
    p = rng.exponential(size=shape)
    if zeros:
        p = p * (rng.random(shape) < 0.7)
    return p / p.sum()


def random_predictors(rng, num_weights, num_inputs):
    q = rng.uniform(0.05, 0.95, size=(num_weights, num_inputs))
    return np.stack([1 - q, q], axis=-1)


def random_learner(seed, task):
    rng = np.random.default_rng(seed)
    predictors = random_predictors(rng, 4, len(task.p_y_given_x_theta))
    kernel = rng.exponential(size=(len(task.inputs), len(task.labels), 4))
    return Learner(task, predictors, kernel / kernel.sum(axis=2, keepdims=True))


# --- known answers: the task


def test_the_task_of_the_course_has_six_rules_and_seventy_lists_of_inputs():
    task = threshold_task()
    assert task.p_y_given_x_theta.shape == (5, 6, 2)
    assert task.inputs.shape == (70, 4) and task.labels.shape == (16, 4)
    assert task.p_inputs.sum() == pytest.approx(1, abs=1e-15)
    assert task.p_x == pytest.approx(np.full(5, 0.2))


def test_a_threshold_gives_label_one_from_its_place_on():
    rules = threshold_task(num_inputs=3, noise=0).p_y_given_x_theta
    assert rules[:, :, 1].T.tolist() == [[1, 1, 1], [0, 1, 1], [0, 0, 1], [0, 0, 0]]
    flipped = threshold_task(num_inputs=3, noise=1).p_y_given_x_theta
    assert (flipped == rules[:, :, ::-1]).all()


def test_predictors_name_all_labelings_for_each_confidence():
    expected = [[[0.5, 0.5]], [[0.75, 0.25]], [[0.25, 0.75]], [[1, 0]], [[0, 1]]]
    assert labeling_predictors(1, [0.75, 1]).tolist() == expected


def test_a_fresh_input_is_drawn_like_one_of_the_data_set():
    task = LearningTask([1], [[[0.5, 0.5]]] * 3, [[0, 0], [0, 1], [2, 2]], [0.5, 0.25, 0.25])
    assert task.p_x.tolist() == [0.625, 0.125, 0.25]


def test_the_labels_of_a_shared_bit_are_a_mixture_of_two_products():
    task = shared_bit_task(size=3, noise=0.1)
    flips = task.labels.sum(axis=1)
    expected = (0.9 ** (3 - flips) * 0.1**flips + 0.1 ** (3 - flips) * 0.9**flips) / 2
    assert task.p_data_theta.sum(axis=2)[0] == pytest.approx(expected, abs=1e-16)


def test_sorted_inputs_give_what_all_orders_give():
    """The same task with all 27 lists of 3 inputs, each by itself: every value is the same."""
    task = threshold_task(num_inputs=3, size=3, noise=0.2)
    inputs = np.array(list(product(range(3), repeat=3)))
    full = LearningTask(task.p_theta, task.p_y_given_x_theta, inputs, np.full(27, 1 / 27))
    predictors = labeling_predictors(3, [0.8])
    for temperature in (0.3, 1, 3):
        short, long = (gibbs_learner(t, predictors, temperature) for t in (task, full))
        for name in TERMS:
            assert getattr(short.decomposition(), name) == pytest.approx(
                getattr(long.decomposition(), name), abs=1e-13
            )
        for name in ("information", "training_loss", "test_loss", "training_error", "test_error"):
            assert getattr(short, name) == pytest.approx(getattr(long, name), abs=1e-13)


# --- known answers: the decomposition


def test_the_terms_balance_on_the_task_of_the_course(learners):
    for learner in learners.values():
        assert abs(learner.decomposition().residual) < 3e-15


@pytest.mark.parametrize("seed", range(200))
def test_the_terms_balance_for_any_joint_law_without_a_markov_chain(seed):
    rng = np.random.default_rng(seed)
    shape = tuple(rng.integers(1, 5, size=4))
    q = rng.dirichlet(np.ones(shape[1]), size=(shape[0], shape[3])).transpose(0, 2, 1)
    assert abs(decompose(random_joint(rng, shape, zeros=min(shape) > 1), q).residual) < 1e-14


def test_the_terms_are_the_entropies_of_the_joint_law():
    """By the second route, entropies of marginals in a Joint."""
    task = threshold_task(num_inputs=2, size=2, noise=0.2)
    learner = gibbs_learner(task, labeling_predictors(2, [0.7]), 0.8)
    law, terms = Joint(learner.p_xytw, "X Y θ W"), learner.decomposition()
    assert terms.intrinsic == pytest.approx(law.value("H(Y|X,θ)"), abs=1e-14)
    assert terms.sufficiency == pytest.approx(law.value("I(θ;Y|X,W)"), abs=1e-14)
    assert terms.overfitting == pytest.approx(law.value("I(Y;W|X,θ)"), abs=1e-14)
    parts = learner.information_parts()
    assert learner.information == pytest.approx(law.value("I(W;X,Y)"), abs=1e-14)
    assert parts.about_theta == pytest.approx(law.value("I(W;θ)"), abs=1e-14)
    assert parts.about_inputs == pytest.approx(law.value("I(W;X|θ)"), abs=1e-14)
    assert parts.overfitting == pytest.approx(terms.overfitting, abs=1e-15)
    assert abs(law.value("I(W;θ|X,Y)")) < 1e-14  # the chain θ - D - W


def test_the_intrinsic_error_is_the_noise_of_each_label(learners):
    for learner in learners.values():
        assert learner.decomposition().intrinsic == pytest.approx(4 * h(0.15), abs=1e-13)


def test_a_cold_learner_memorizes_and_a_hot_one_underfits(learners):
    cold, hot = learners[0.1].decomposition(), learners[10].decomposition()
    assert cold.overfitting > 0.85 * cold.intrinsic and cold.sufficiency < 0.01
    assert hot.overfitting < 0.03 and hot.efficiency > 2.5
    losses = [learners[t].test_loss for t in (0.1, 1, 1.4, 10)]
    assert np.argmin(losses) == 2
    assert [round(loss, 3) for loss in losses] == [1.384, 1.167, 1.155, 1.431]


def test_a_memorizer_has_no_loss_and_overfits_by_the_intrinsic_error():
    task = shared_bit_task(size=3, noise=0.25)
    predictors = labeling_predictors(3, [1])[1:]
    terms = gibbs_learner(task, predictors, 1).decomposition()
    assert terms.cross_entropy == 0 and terms.efficiency == terms.sufficiency == 0
    assert terms.overfitting == pytest.approx(3 * h(0.25), abs=1e-15)


def test_a_weight_of_prior_zero_might_as_well_not_be_there():
    task, predictors = threshold_task(num_inputs=2, size=2), labeling_predictors(2, [0.8])
    prior = np.array([0.2, 0, 0.5, 0.3, 0])
    learner = gibbs_learner(task, predictors, 0.7, prior)
    alone = gibbs_learner(task, predictors[prior > 0], 0.7, prior[prior > 0])
    assert (learner.p_w_given_d[..., prior == 0] == 0).all()
    assert learner.p_w_given_d[..., prior > 0] == pytest.approx(alone.p_w_given_d, abs=1e-15)


def test_a_low_temperature_sharpens_the_posterior():
    """Two rules, 9 to 1 apart on one label, at T = 1/2: 81 to 1."""
    task = shared_bit_task(size=1, noise=0.5)
    learner = gibbs_learner(task, [[[0.9, 0.1]], [[0.1, 0.9]]], 0.5)
    assert learner.p_w_given_d[0, 0] == pytest.approx([81 / 82, 1 / 82], abs=1e-15)


def test_at_temperature_one_the_true_rules_have_their_bayes_posterior():
    even = threshold_task(num_inputs=3, size=2)
    p_theta = [0.1, 0.2, 0.3, 0.4]
    task = LearningTask(p_theta, even.p_y_given_x_theta, even.inputs, even.p_inputs)
    rules = task.p_y_given_x_theta.transpose(1, 0, 2)
    learner = gibbs_learner(task, rules, 1, prior=task.p_theta)
    joint = task.p_data_theta
    assert learner.p_w_given_d == pytest.approx(joint / joint.sum(axis=2, keepdims=True))


def test_losses_agree_with_a_simulation_of_the_learner(learners):
    learner = learners[1.4]
    task, rng, draws = learner.task, np.random.default_rng(7), 20_000
    num_inputs, num_labels, num_theta = task.p_data_theta.shape
    flat = rng.choice(task.p_data_theta.size, size=draws, p=task.p_data_theta.ravel())
    i, j, t = np.unravel_index(flat, (num_inputs, num_labels, num_theta))
    uniform = rng.random((draws, 1))
    w = (learner.p_w_given_d[i, j].cumsum(axis=1) < uniform).sum(axis=1)
    x = rng.integers(5, size=draws)
    y = (rng.random(draws) < task.p_y_given_x_theta[x, t, 1]).astype(int)

    q_test = learner.predictors[w, x, y]
    q_train = learner.predictors[w[:, None], task.inputs[i], task.labels[j]]
    for sample, exact in (
        (-np.log(q_test), learner.test_loss),
        (1 - q_test, learner.test_error),
        (-np.log(q_train).mean(axis=1), learner.training_loss),
        ((1 - q_train).mean(axis=1), learner.training_error),
    ):
        assert abs(sample.mean() - exact) < 4 * sample.std() / math.sqrt(draws)


def test_an_excluded_label_makes_loss_and_efficiency_infinite_together():
    terms = decompose(np.full((1, 2, 1, 1), 0.5), np.array([[[1.0], [0.0]]]))
    assert terms.cross_entropy == terms.efficiency == math.inf
    assert terms.residual == 0 and terms.intrinsic == pytest.approx(LOG2)


# --- known answers: information


def test_the_information_is_the_sum_of_its_three_parts(learners):
    for learner in learners.values():
        assert learner.information_parts().total == pytest.approx(learner.information, abs=1e-14)


def test_the_gap_of_a_prior_is_its_divergence_from_the_marginal(learners):
    rng = np.random.default_rng(1)
    for learner in learners.values():
        for prior in (np.full(65, 1 / 65), rng.dirichlet(np.ones(65)), learner.p_w):
            bound = learner.prior_bound(prior)
            assert abs(bound.residual) < 1e-14
            assert bound.expected_kl > bound.information - 1e-14
        assert bound.marginal_kl < 1e-15  # the marginal itself leaves no gap


def test_a_prior_that_excludes_a_weight_bounds_nothing(learners):
    prior = np.eye(65)[0]
    assert learners[1].prior_bound(prior).expected_kl == math.inf
    assert learners[1].prior_bound(prior).residual == 0


def test_entropy_and_information_add_up_to_what_no_learner_changes(learners):
    """H(Y|X,W) + I(W;D) = H(Y|X) + I(X;W) >= H(Y|X)."""
    for learner in learners.values():
        law = learner.p_xytw.sum(axis=2)
        num_x, num_y, num_w = law.shape
        given_xw = conditional_entropy(law.transpose(0, 2, 1).reshape(-1, num_y))
        given_x = conditional_entropy(law.sum(axis=2))
        about_x = mutual_information(law.sum(axis=1))
        assert given_xw + learner.information == pytest.approx(given_x + about_x, abs=1e-13)


def test_the_gap_between_test_and_training_error_is_within_xu_and_raginsky(learners):
    for learner in learners.values():
        parts = learner.information_parts()
        gap = learner.test_error - learner.training_error
        assert 0 < gap < xu_raginsky(parts.about_inputs + parts.overfitting, learner.task.size)


# --- known answers: exact learners


def test_a_memorizer_leaves_the_labels_nothing_to_tell_of_theta():
    law = memorizer()
    terms = exact_decomposition(law, {(0, w): {w: 1} for w in (0, 1)})
    noise = 2 * LogNumber.log(2) - Fraction(3, 4) * LogNumber.log(3)
    assert terms.intrinsic == terms.overfitting == noise
    assert terms.cross_entropy == terms.sufficiency == terms.efficiency == LogNumber()
    assert law.log_value("I(θ;W)") == law.log_value("I(θ;Y)")


@pytest.mark.parametrize("noise", [0, 1])
def test_a_memorizer_may_see_its_bit_clearly_or_turned_over(noise):
    law = memorizer(noise)
    half = Fraction(1, 2)
    assert law.table() == {(0, 0, noise, noise): half, (1, 0, 1 - noise, 1 - noise): half}


def test_a_probability_of_zero_is_as_good_as_none_in_a_row():
    short = exact_decomposition(memorizer(), {(0, w): {w: 1} for w in (0, 1)})
    full = exact_decomposition(memorizer(), {(0, w): {w: 1, 1 - w: 0} for w in (0, 1)})
    assert full == short


def test_an_ignorant_learner_has_no_sufficiency_term_either():
    law = ignorant_learner()
    half = Fraction(1, 2)
    terms = exact_decomposition(law, {(0, 0): {0: half, 1: half}})
    assert terms.cross_entropy == terms.intrinsic == LogNumber.log(2)
    assert terms.sufficiency == terms.efficiency == terms.overfitting == LogNumber()
    assert law.log_value("I(θ;W)") == LogNumber()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=16, max_size=16).filter(any), st.integers(1, 9))
def test_the_identity_is_exact_for_any_rational_law(masses, level):
    outcomes = list(product((0, 1), repeat=4))
    law = Joint({o: Fraction(m, sum(masses)) for o, m in zip(outcomes, masses)}, "X Y θ W")
    q = Fraction(level, 10)
    predictor = {(x, w): {w: q, 1 - w: 1 - q} for x in (0, 1) for w in (0, 1)}
    exact = exact_decomposition(law, predictor)
    assert exact.residual == LogNumber() and exact.efficiency.sign() >= 0
    p = np.array(masses, dtype=float).reshape(2, 2, 2, 2) / sum(masses)
    table = np.array(
        [[[float(predictor[x, w][y]) for w in (0, 1)] for y in (0, 1)] for x in (0, 1)]
    )
    terms = decompose(p, table)
    for name in TERMS:
        assert float(getattr(exact, name)) == pytest.approx(getattr(terms, name), abs=1e-13)


# --- known answers: the minimizer


@pytest.mark.parametrize("size", range(1, 7))
def test_random_labels_are_memorized_below_one_and_ignored_above(size):
    task, predictors = shared_bit_task(size, 0.5), labeling_predictors(size, [0.75, 1])
    for beta in (0.3, 0.95):
        best = minimize_with_information(task, predictors, beta)
        assert best.converged
        assert best.cross_entropy == pytest.approx(0, abs=1e-7)
        assert best.information == pytest.approx(size * LOG2, abs=1e-7)
        assert best.objective == pytest.approx(beta * size * LOG2, abs=1e-9)
    for beta in (1.05, 4):
        best = minimize_with_information(task, predictors, beta)
        assert best.information == pytest.approx(0, abs=1e-7)
        assert best.objective == pytest.approx(size * LOG2, abs=1e-9)


def test_real_labels_are_memorized_below_one():
    task, predictors = shared_bit_task(6, 0.1), labeling_predictors(6, [0.9, 1])
    best = minimize_with_information(task, predictors, 0.9)
    p_y = task.p_data_theta.sum(axis=2)
    assert best.objective == pytest.approx(0.9 * -(p_y * np.log(p_y)).sum(), abs=1e-9)


def test_above_one_the_noise_is_left_alone_and_one_bit_is_learned():
    missing = []
    for size in (4, 6, 8):
        task, predictors = shared_bit_task(size, 0.1), labeling_predictors(size, [0.9, 1])
        best = minimize_with_information(task, predictors, 1.1)
        assert best.converged
        assert best.cross_entropy == pytest.approx(size * h(0.1), abs=0.02)
        missing.append(LOG2 - best.information)
    assert missing[0] > 2 * missing[1] > 4 * missing[2] > 0
    assert missing[2] < 0.007


@pytest.mark.parametrize("size", [4, 8])
def test_real_labels_are_ignored_above_the_beta_of_the_optimality_condition(size):
    """Weight 0 alone is optimal while no rule has c(w) > 1; in closed form for a shared bit."""
    noise = 0.1

    def growth(beta):
        right, wrong = (2 * (1 - noise)) ** (1 / beta), (2 * noise) ** (1 / beta)
        same, other = (1 - noise) * right + noise * wrong, noise * right + (1 - noise) * wrong
        return (same**size + other**size) / 2

    low, high = 1.0, 2.0 * size
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if growth(middle) > 1 else (low, middle)
    task, predictors = shared_bit_task(size, noise), labeling_predictors(size, [1 - noise, 1])
    above = minimize_with_information(task, predictors, high * 1.02)
    below = minimize_with_information(task, predictors, low * 0.98)
    assert above.information < 1e-6 < 1e-3 < below.information
    assert high == pytest.approx({4: 2.8255, 8: 5.1620}[size], abs=1e-4)


@pytest.mark.parametrize("beta", [0.5, 1.3, 2.5])
def test_the_minimum_is_that_of_the_rate_distortion_solver(beta, thresholds):
    task, predictors = thresholds
    best = minimize_with_information(task, predictors, beta, tolerance=1e-8)
    p_d = task.p_data_theta.sum(axis=2).ravel()
    losses = data_losses(task, predictors).reshape(len(p_d), -1)
    point = rate_distortion(p_d, losses, 1 / beta)
    assert best.converged and point.converged
    assert best.objective == pytest.approx(beta * point.lagrangian, abs=1e-7)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.2, 5))
def test_no_learner_is_better_than_the_minimum_by_more_than_the_gap(seed, beta):
    task = threshold_task(num_inputs=2, size=2)
    other = random_learner(seed, task)
    best = minimize_with_information(task, other.predictors, beta, max_iterations=20)
    rival = gibbs_learner(task, other.predictors, beta, prior=other.p_w)
    for learner in (other, rival):
        objective = learner.training_loss * task.size + beta * learner.information
        assert objective >= best.objective - best.gap - 1e-12


def test_too_few_steps_are_owned_up_to():
    task, predictors = shared_bit_task(4, 0.1), labeling_predictors(4, [0.9, 1])
    rough = minimize_with_information(task, predictors, 1.5, max_iterations=3)
    fine = minimize_with_information(task, predictors, 1.5)
    assert not rough.converged and "NOT CONVERGED" in repr(rough)
    assert 0 < rough.objective - fine.objective <= rough.gap


def test_a_step_takes_the_marginal_of_the_last_learner_as_the_next_prior():
    task, predictors = shared_bit_task(3, 0.1), labeling_predictors(3, [0.9])
    learner = gibbs_learner(task, predictors, 1.5)
    for steps in (1, 2):
        learner = gibbs_learner(task, predictors, 1.5, prior=learner.p_w)
        found = minimize_with_information(task, predictors, 1.5, max_iterations=steps)
        assert found.iterations == steps
        assert found.learner.p_w_given_d == pytest.approx(learner.p_w_given_d, abs=1e-14)


def test_a_single_weight_needs_no_step():
    found = minimize_with_information(shared_bit_task(2, 0.1), np.full((1, 2, 2), 0.5), 1)
    assert found.iterations == 0 and found.converged


# --- properties


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_no_term_is_negative_and_overfitting_is_at_most_the_intrinsic_error(seed):
    learner = random_learner(seed, threshold_task(num_inputs=2, size=2))
    terms = learner.decomposition()
    assert min(terms.intrinsic, terms.sufficiency, terms.efficiency, terms.overfitting) >= 0
    assert terms.overfitting <= terms.intrinsic + 1e-14
    assert abs(terms.residual) < 1e-14
    assert terms.cross_entropy == pytest.approx(learner.training_loss * 2, abs=1e-14)


def test_inputs_are_not_written_to(thresholds):
    task, predictors = thresholds
    arrays = [predictors.copy(), np.full(65, 1 / 65)]
    before = [a.copy() for a in arrays]
    learner = gibbs_learner(task, *arrays[:1], 1.0, arrays[1])
    learner.decomposition()
    minimize_with_information(task, arrays[0], 2, max_iterations=2)
    for array, old in zip(arrays, before):
        assert (array == old).all()


# --- bad input

COIN = [[[0.5, 0.5]], [[0.5, 0.5]]]  # p_y_given_x_theta of two inputs, one parameter


@pytest.mark.parametrize(
    "arguments, message",
    [
        (([0.5], COIN, [[0]], [1]), "p_theta sums to 0.5, expected 1"),
        (([[0.5, 0.5]], COIN, [[0]], [1]), "^p_theta has shape"),
        (
            ([0.5, 0.5], COIN, [[0]], [1]),
            r"^p_y_given_x_theta has shape \(2, 1, 2\), expected 2 on its second axis, one for "
            "each parameter$",
        ),
        (
            ([0.5, 0.5], COIN[0] * 2, [[0]], [1]),
            r"^p_y_given_x_theta has shape \(2, 2\), expected 3 axes$",
        ),
        (([1], COIN, [[0, 2]], [1]), "^inputs names the input 2, expected 0 to 1$"),
        (([1], COIN, [[1, 3]], [1]), "^inputs names the input 3, expected 0 to 1$"),
        (([1], COIN, [[0, -1]], [1]), "^inputs names the input -1, expected 0 to 1$"),
        (
            ([1], COIN, [[0.5]], [1]),
            r"^inputs is no table of whole numbers, expected inputs\[i, n\]$",
        ),
        (([1], COIN, [0, 1], [1]), "inputs is no table of whole numbers"),
        (([1], COIN, [[0]], [0.5, 0.5]), "^p_inputs has 2 entries, expected 1"),
        (([1], COIN, [[0]], [[1.0]]), r"^p_inputs has shape \(1, 1\), expected 1 axes$"),
    ],
)
def test_a_task_that_is_none_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        LearningTask(*arguments)


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: threshold_task(num_inputs=0), "num_inputs is 0, expected a positive whole number"),
        (lambda: threshold_task(size=1.5), "size is 1.5"),
        (lambda: threshold_task(noise=1.2), "noise is 1.2, expected a probability"),
        (lambda: shared_bit_task(0, 0.1), "^size is 0"),
        (lambda: shared_bit_task(2, -0.1), "noise is -0.1"),
        (lambda: labeling_predictors(0, [1]), "^num_inputs is 0"),
        (lambda: labeling_predictors(2, [0.9 + 1j]), "^confidences is no array of real numbers"),
        (lambda: labeling_predictors(2, [0.5]), r"confidences is \[0.5\], expected numbers above"),
        (lambda: labeling_predictors(2, [1.1]), r"confidences is \[1.1\]"),
        (lambda: memorizer(0.25), "noise is 0.25, expected a rational probability"),
        (lambda: memorizer(2), "^noise is 2, expected a rational probability$"),
        (lambda: decompose(np.full((1, 2), 0.5), [[1.0]]), "p_xytw has shape"),
        (lambda: decompose(np.full((1, 2, 1, 1), 0.5), [[[1.0]]]), "q_y_given_xw has shape"),
        (
            lambda: decompose(np.full((1, 2, 1, 1), 0.5), [[[1.0], [0.5]]]),
            r"^q_y_given_xw, read as \[x, w, y\],\[0, 0\] sums to 1.5, expected 1",
        ),
        (
            lambda: decompose(np.full((1, 2, 1, 1), 0.5), np.array([[[0.5 + 1j], [0.5]]])),
            r"^q_y_given_xw, read as \[x, w, y\], is no array of real numbers: complex$",
        ),
    ],
)
def test_an_argument_out_of_range_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("temperature", [0, -1, math.inf, math.nan, "1"])
def test_a_temperature_that_is_not_positive_is_refused(temperature, thresholds):
    with pytest.raises(ValueError, match="temperature is"):
        gibbs_learner(*thresholds, temperature)


@pytest.mark.parametrize("beta", [0, -1, math.inf, math.nan])
def test_a_beta_that_is_not_positive_is_refused(beta, thresholds):
    with pytest.raises(ValueError, match="beta is"):
        minimize_with_information(*thresholds, beta)


@pytest.mark.parametrize("tolerance", [0, math.nan])
def test_a_tolerance_that_is_not_positive_is_refused(tolerance, thresholds):
    message = f"^tolerance is {tolerance}, expected a positive finite number$"
    with pytest.raises(ValueError, match=message):
        minimize_with_information(*thresholds, 1, tolerance=tolerance)


@pytest.mark.parametrize("steps", [0, 1.5])
def test_a_number_of_steps_that_is_not_positive_and_whole_is_refused(steps, thresholds):
    message = f"^max_iterations is {steps}, expected a positive integer$"
    with pytest.raises(ValueError, match=message):
        minimize_with_information(*thresholds, 1, max_iterations=steps)


def test_weights_that_explain_nothing_are_refused():
    task, predictors = shared_bit_task(2, 0.25), labeling_predictors(2, [1])
    message = "^predictors explain some data set not at all, expected a finite loss$"
    with pytest.raises(ValueError, match=message):
        minimize_with_information(task, predictors[1:3], 0.5)
    message = "^prior gives no chance to any weight that explains some data set at all$"
    with pytest.raises(ValueError, match=message):
        gibbs_learner(task, predictors, 1, prior=[0, 0.5, 0.5, 0, 0])


@pytest.mark.parametrize(
    "prior, message",
    [
        ([0.5, 0.5], "^prior has 2 entries, expected 5 weights$"),
        ([0.5, 0, 0, 0, 0], "^prior sums to 0.5, expected 1$"),
        (np.full((5, 1), 0.2), r"^prior has shape \(5, 1\), expected 1 axes$"),
    ],
)
def test_a_prior_that_is_no_law_of_the_weights_is_refused(prior, message):
    task, predictors = shared_bit_task(2, 0.25), labeling_predictors(2, [0.9])
    with pytest.raises(ValueError, match=message):
        gibbs_learner(task, predictors, 1, prior)
    with pytest.raises(ValueError, match=message):
        gibbs_learner(task, predictors, 1).prior_bound(prior)


@pytest.mark.parametrize(
    "predictors, message",
    [
        ([[[0.5, 0.5], [0.5, 0.4]]], r"^predictors\[0, 1\] sums to 0.9, expected 1"),
        ([[0.5, 0.5]], r"^predictors has shape \(1, 2\), expected 3 axes$"),
        (
            np.full((9, 3, 2), 0.5),
            r"^predictors has shape \(9, 3, 2\), expected \(weights, 2, 2\) for the inputs and "
            "labels of the task$",
        ),
    ],
)
def test_predictors_that_do_not_fit_the_task_are_refused(predictors, message):
    with pytest.raises(ValueError, match=message):
        data_losses(shared_bit_task(2, 0.25), predictors)


@pytest.mark.parametrize(
    "kernel, message",
    [
        (np.full((1, 4, 2), 0.5), r"^p_w_given_d has shape \(1, 4, 2\), expected \(1, 4, 1\)$"),
        (np.ones((4, 1)), r"^p_w_given_d has shape \(4, 1\), expected 3 axes$"),
        (np.full((1, 4, 1), 0.9), r"^p_w_given_d\[0, 0\] sums to 0.9, expected 1"),
    ],
)
def test_a_kernel_that_is_none_is_refused(kernel, message):
    with pytest.raises(ValueError, match=message):
        Learner(shared_bit_task(2, 0.25), np.full((1, 2, 2), 0.5), kernel)


def test_an_exact_decomposition_asks_for_exact_arguments():
    store = {(0, w): {w: 1} for w in (0, 1)}
    floats = Joint(np.full((1, 2, 1, 1), 0.5), "X Y θ W")
    for law, predictor, message in (
        (floats, store, "^law is in float64, expected rational probabilities$"),
        (memorizer(), {}, r"predictor has no row for \(X, W\) = \(0, 0\)"),
        (memorizer(), {(0, w): {w: 0.5} for w in (0, 1)}, "expected rationals"),
        (memorizer(), {(0, w): {w: Fraction(1, 2)} for w in (0, 1)}, "sums to 1/2, expected 1"),
        (
            memorizer(),
            {(0, w): {1 - w: 1} for w in (0, 1)},
            "^predictor excludes Y = 0 at X = 0, W = 0, where it happens: the cross-entropy is "
            "infinite$",
        ),
    ):
        with pytest.raises(ValueError, match=message):
            exact_decomposition(law, predictor)


def test_a_task_holds_arrays_of_its_own():
    p_theta, inputs, p_inputs = np.array([1.0]), np.array([[0, 1]], dtype=np.uint8), np.array([1.0])
    channel = np.array(COIN)
    task = LearningTask(p_theta, channel, inputs, p_inputs)
    for array in (p_theta, channel, inputs, p_inputs):
        array[...] = 0
    assert task.p_theta.tolist() == task.p_inputs.tolist() == [1]
    assert task.p_y_given_x_theta.tolist() == COIN
    assert task.inputs.tolist() == [[0, 1]] and task.inputs.dtype == np.int64
    lists = LearningTask([1], COIN, [[0, 1]], [1])
    assert lists.p_theta.dtype == lists.p_inputs.dtype == lists.p_y_given_x_theta.dtype == float


def test_a_learner_holds_arrays_of_its_own():
    predictors, kernel = np.full((1, 2, 2), 0.5), np.ones((1, 4, 1))
    learner = Learner(shared_bit_task(2, 0.25), predictors, kernel)
    for array in (predictors, kernel):
        array[...] = 0
    assert (learner.predictors == 0.5).all() and (learner.p_w_given_d == 1).all()


def test_an_excluded_label_has_an_infinite_loss_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        losses = data_losses(shared_bit_task(2, 0.5), [[[1, 0], [0.5, 0.5]]])
    assert losses[0, :, 0].tolist() == pytest.approx([LOG2, LOG2, math.inf, math.inf])
    assert str(data_losses(shared_bit_task(1, 0.5), [[[1, 0]]])[0, 0, 0]) == "0.0"


def test_a_decomposition_is_frozen():
    with pytest.raises(AttributeError):
        Decomposition(0.0, 0.0, 0.0, 0.0, 0.0).intrinsic = 1.0


def test_a_task_says_how_large_it_is():
    assert repr(threshold_task(3, 3)) == (
        "Task: 4 parameters, 3 inputs, 2 labels; data sets of 3 pairs, 80 of them"
    )
    one = LearningTask([1.0], np.full((3, 1, 2), 0.5), [[0, 1], [0, 2]], [0.5, 0.5])
    assert repr(one).startswith("Task: 1 parameter, 3 inputs, 2 labels; ")
