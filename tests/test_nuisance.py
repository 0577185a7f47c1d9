"""Nuisances: constructed, verified exactly, and what they take from a representation."""

import math
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kstest, norm

import ibnotes.nuisance as nuisance
from ibnotes.joint import Joint
from ibnotes.logarithms import LogNumber, entropy_of
from ibnotes.measures import entropy
from ibnotes.nuisance import (
    check_nuisance,
    distributional_transform,
    epsilon,
    most_invariant,
    potential_outcomes,
    quantile_nuisance,
)
from ibnotes.sufficiency import minimal_sufficient_statistic

F = Fraction
LOG2 = LogNumber.log(F(2))
H_QUARTER = entropy_of([F(1, 4), F(3, 4)])
CONSTRUCTIONS = [potential_outcomes, quantile_nuisance]
FLIP = Joint([[F(3, 8), F(1, 8)], [F(1, 8), F(3, 8)]], "X Y")
MISPRINT = Joint([[F(1, 4), 0], [F(1, 8), F(1, 4)], [F(1, 8), F(1, 4)]], "X Y")


def law_of(weights):
    total = sum(map(sum, weights))
    return Joint([[F(w, total) for w in row] for row in weights], "X Y")


def tables(rows=(2, 4), columns=(2, 3)):
    """Random rational laws, with zeros; some rows are equal up to a factor."""

    @st.composite
    def draw(choose):
        width = choose(st.integers(*columns))
        kinds = choose(
            st.lists(
                st.lists(st.integers(0, 4), min_size=width, max_size=width).filter(any),
                min_size=1,
                max_size=3,
            )
        )
        height = choose(st.integers(*rows))
        picks = [choose(st.sampled_from(kinds)) for _ in range(height)]
        factors = [choose(st.integers(1, 3)) for _ in range(height)]
        return [[factor * w for w in row] for row, factor in zip(picks, factors)]

    return draw()


# --- known answers -------------------------------------------------------------------------------


def test_the_information_of_the_first_misprint_is_h_quarter_less_half_a_bit():
    law = potential_outcomes(MISPRINT.push("Z", "X", lambda x: int(x > 0)))
    assert law.log_value("I(Z;η)") == H_QUARTER - F(1, 2) * LOG2
    assert round(float(law.log_value("I(Z;η)")), 4) == 0.2158
    printed = law.log_value("I(Z;X) - I(X;Y|η)")
    assert printed == H_QUARTER - F(3, 4) * LOG2
    assert round(float(printed), 4) == 0.0425


def test_the_epsilon_of_a_noisy_bit_depends_on_the_nuisance():
    law = FLIP.push("Z", "X", lambda x: x)
    as_flip = epsilon(law.push("η", "X Y", lambda x, y: x ^ y))
    assert as_flip.value == as_flip.without == H_QUARTER
    assert round(float(as_flip.value), 5) == 0.56234
    as_outcomes = epsilon(potential_outcomes(law))
    assert as_outcomes.value == H_QUARTER - F(3, 8) * LOG2
    assert round(float(as_outcomes.value), 5) == 0.30240
    as_quantile = epsilon(quantile_nuisance(law))
    assert as_quantile.value == H_QUARTER - F(1, 2) * LOG2


def test_the_erasure_flag_is_known_to_every_sufficient_representation():
    law = Joint({(0, 0): F(1, 3), (1, 1): F(1, 3), ("?", 0): F(1, 6), ("?", 1): F(1, 6)}, "X Y")
    law = law.push("η", "X", lambda x: x == "?").push("Z", "X", lambda x: x)
    assert check_nuisance(law) and check_nuisance(law).generates
    law = most_invariant(law)
    third = entropy_of([F(1, 3), F(2, 3)])
    assert law.log_value("I(T;η)") == law.log_value("I(Z;η)") == third
    assert round(float(third), 4) == 0.6365
    assert epsilon(law.marginal("X Y Z η")).value == LogNumber()


def test_an_unrelated_variable_is_a_nuisance_with_slack():
    pairs = list(product((0, 1), repeat=2))
    law = Joint.uniform([((y, b), y, (y, b), n) for y, b in pairs for n in (0, 1)], "X Y Z η")
    check = check_nuisance(law)
    assert check and not check.generates
    assert epsilon(law).value == LogNumber() and epsilon(law).slack == LOG2


def test_a_variable_that_shares_information_with_the_target_is_no_nuisance():
    law = FLIP.push("η", "Y", lambda y: y)
    assert not check_nuisance(law) and not check_nuisance(law).independent


def test_a_representation_that_has_seen_the_nuisance_breaks_the_markov_condition():
    law = FLIP.push("η", "X Y", lambda x, y: x ^ y).push("Z", "X η", lambda x, n: x ^ n)
    assert check_nuisance(law).independent and not check_nuisance(law).markov
    assert not check_nuisance(law)


def test_potential_outcomes_list_one_input_for_each_target():
    law = potential_outcomes(FLIP)
    assert set(law.alphabets["η"]) == set(product((0, 1), repeat=2))
    assert law.marginal("η").table()[(0, 1),] == F(9, 16)
    assert all(eta[y] == x for x, y, eta in law.table())


def test_the_cells_of_the_quantile_lie_between_the_jumps():
    assert quantile_nuisance(FLIP).marginal("η").table() == {
        (0,): F(1, 4),
        (1,): F(1, 2),
        (2,): F(1, 4),
    }


def test_a_target_of_probability_zero_needs_no_potential_input():
    law = potential_outcomes([[F(1, 2), 0, 0], [0, 0, F(1, 2)]])
    assert law.alphabets["η"] == ((0, 1),)


def test_the_transform_of_samples_is_uniform_given_each_target():
    rng = np.random.default_rng(5)
    y = rng.integers(2, size=4000)
    x = rng.normal(loc=y, scale=1 + y)
    eta = distributional_transform(x, y, lambda x, y: norm.cdf(x, y, 1 + y), rng)
    assert np.allclose(norm.ppf(eta, y, 1 + y), x)
    for value in (0, 1):
        assert kstest(eta[y == value], "uniform").pvalue > 0.01


def test_the_transform_of_atoms_is_uniform_and_gives_them_back():
    rng = np.random.default_rng(6)
    y = rng.integers(2, size=4000)
    chance = np.array([0.2, 0.7])  # of x = 1
    x = (rng.random(4000) < chance[y]).astype(float)
    eta = distributional_transform(
        x,
        y,
        lambda x, y: np.where(x < 1, 1 - chance[y], 1),
        rng,
        cdf_left=lambda x, y: np.where(x > 0, 1 - chance[y], 0),
    )
    assert np.array_equal(eta > 1 - chance[y], x == 1)
    for value in (0, 1):
        assert kstest(eta[y == value], "uniform").pvalue > 0.01


def test_without_atoms_the_quantiles_are_those_of_the_distribution_function():
    x, rng = np.array([0, 1]), np.random.default_rng(0)
    eta = distributional_transform(x, x, lambda x, y: x, rng)
    assert eta.dtype == np.float64 and eta.tolist() == [0.0, 1.0]
    both = distributional_transform(x, x, lambda x, y: x, rng, cdf_left=lambda x, y: x)
    assert both.tolist() == [0.0, 1.0]


# --- properties ----------------------------------------------------------------------------------


@pytest.mark.parametrize("construct", CONSTRUCTIONS)
@settings(max_examples=40, deadline=None)
@given(weights=tables())
def test_both_constructions_generate_every_rational_law(construct, weights):
    law = law_of(weights)
    with_eta = construct(law)
    assert with_eta.exact and with_eta.marginal("X Y") == law
    p_y, p_eta = with_eta.marginal("Y").table(), with_eta.marginal("η").table()
    pairs = with_eta.marginal("Y η").table()
    for y, eta in product(p_y, p_eta):  # by multiplication, no entropies
        assert pairs.get((*y, *eta), 0) == p_y[y] * p_eta[eta]
    inputs = {}
    for x, y, eta in with_eta.table():
        assert inputs.setdefault((y, eta), x) == x


@pytest.mark.parametrize("construct", CONSTRUCTIONS)
@settings(max_examples=40, deadline=None)
@given(weights=tables(), noise=st.lists(st.integers(1, 4), min_size=4, max_size=4))
def test_the_identity_and_the_bounds_of_epsilon_hold(construct, weights, noise):
    law = most_invariant(law_of(weights))
    rows = {}
    for x, t in law.marginal("X T").table():
        coin = F(noise[x], 5)
        rows[x] = {(t, 0): coin, (t, 1): 1 - coin}
    law = construct(law.push("Z", "X", rows))
    eps = epsilon(law.marginal("X Y Z η"))
    zero = LogNumber()
    assert eps.slack == zero
    assert zero <= eps.value <= eps.with_nuisance <= eps.without
    assert law.log_value("I(Z;η) - I(Z;X) + I(X;Y)") == zero - eps.value
    assert law.log_value("I(T;η)") <= law.log_value("I(Z;η)")


@settings(max_examples=40, deadline=None)
@given(weights=tables(rows=(2, 5)))
def test_most_invariant_groups_as_the_minimal_sufficient_statistic(weights):
    law = law_of(weights)
    t = dict(most_invariant(law).marginal("X T").table())
    labels = minimal_sufficient_statistic(law).labels
    assert set(t) == {(x, label) for x, label in enumerate(labels)}


@pytest.mark.parametrize("construct", CONSTRUCTIONS)
def test_float_laws_give_the_same_numbers(construct):
    law = construct(Joint(MISPRINT.to_array(), "X Y").push("Z", "X", lambda x: int(x > 0)))
    exact = construct(MISPRINT.push("Z", "X", lambda x: int(x > 0)))
    for quantity in ("value", "with_nuisance", "without", "slack"):
        assert math.isclose(
            getattr(epsilon(law), quantity), float(getattr(epsilon(exact), quantity)), abs_tol=1e-12
        )
    assert math.isclose(epsilon(law).without, law.value("H(Y|X)"))
    assert isinstance(epsilon(law).value, float)


def test_random_float_laws_are_generated_up_to_rounding():
    rng = np.random.default_rng(7)
    for _ in range(20):
        p_xy = rng.dirichlet(np.ones(12)).reshape(4, 3)
        for construct in CONSTRUCTIONS:
            law = construct(p_xy)
            assert np.allclose(law.to_array("X Y"), p_xy, atol=1e-15)
            assert abs(law.value("H(X|Y,η)")) < 1e-12
            assert math.isclose(law.value("H(X)"), entropy(p_xy.sum(axis=1)))


def test_a_law_may_carry_other_variables_which_do_not_see_the_nuisance():
    law = potential_outcomes(FLIP.push("Z", "X", [[F(1, 3), F(2, 3)], [F(1, 2), F(1, 2)]]), "E")
    assert law.names == ("X", "Y", "Z", "E")
    assert check_nuisance(law, "E").markov


def test_a_nuisance_may_have_any_name():
    law = FLIP.push("Z", "X", lambda x: x)
    assert epsilon(potential_outcomes(law, "E"), "E") == epsilon(potential_outcomes(law))


def test_a_tolerance_says_what_counts_as_zero():
    flip = Joint(FLIP.to_array(), "X Y").push("Z", "X", lambda x: x)
    biased = flip.push(
        "η",
        "X Y",
        {xy: {0: 0.5 + xy[1] / 50, 1: 0.5 - xy[1] / 50} for xy in product((0, 1), repeat=2)},
    )
    assert not check_nuisance(biased) and check_nuisance(biased, tolerance=1e-3)
    with pytest.raises(ValueError, match="no nuisance"):
        epsilon(biased)
    assert epsilon(biased, tolerance=1e-3).value < biased.value("H(Y|X)")
    copy = Joint([[0.5, 0.0], [0.0, 0.5]], "X Y").push("η", "X", lambda x: 0)
    assert check_nuisance(copy, tolerance=0)


# --- bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize("construct", [*CONSTRUCTIONS, most_invariant])
def test_a_law_without_a_target_is_refused(construct):
    with pytest.raises(ValueError, match="law names X, expected X and Y among them"):
        construct(Joint.uniform([0, 1], "X"))
    with pytest.raises(ValueError, match="^law names V, W, expected X and Y among them"):
        quantile_nuisance(Joint([[F(1, 2), F(1, 2)]], "V W"))


@pytest.mark.parametrize("construct", CONSTRUCTIONS)
def test_a_name_that_is_taken_is_refused(construct):
    with pytest.raises(ValueError, match="name is 'X', which is taken"):
        construct(FLIP, "X")


@pytest.mark.parametrize("construct", CONSTRUCTIONS)
def test_an_array_that_is_no_law_is_refused(construct):
    with pytest.raises(ValueError, match="law sums to 1.1"):
        construct([[0.5, 0.1], [0.1, 0.4]])


def test_too_many_potential_outcomes_are_refused():
    with pytest.raises(ValueError, match="law has 17578125 outcomes .* expected at most 100000"):
        potential_outcomes(np.full((5, 9), 1 / 45))


def test_as_many_potential_outcomes_as_allowed_are_built(monkeypatch):
    monkeypatch.setattr(nuisance, "MOST_OUTCOMES", 8)  # two targets, two times two inputs
    assert potential_outcomes(FLIP).names == ("X", "Y", "η")
    monkeypatch.setattr(nuisance, "MOST_OUTCOMES", 7)
    message = (
        "^law has 8 outcomes of X, Y and a potential input for each y, expected at most 7; "
        "quantile_nuisance needs fewer$"
    )
    with pytest.raises(ValueError, match=message):
        potential_outcomes(FLIP)


def test_a_construction_that_fails_its_own_check_is_no_answer():
    message = "^the construction of η failed its own check: NuisanceCheck.independent=False"
    with pytest.raises(ArithmeticError, match=message):
        nuisance._verified(FLIP.push("η", "Y", lambda y: y), "η")
    coin = {0: F(1, 2), 1: F(1, 2)}
    with pytest.raises(ArithmeticError, match="generates=False"):
        nuisance._verified(FLIP.push("η", "Y", {0: coin, 1: coin}), "η")


def test_epsilon_refuses_what_is_no_nuisance_or_not_sufficient():
    with pytest.raises(ValueError, match="^joint names X, Y, η, expected Z among them$"):
        epsilon(potential_outcomes(FLIP))
    with pytest.raises(ValueError, match="^joint names X, Y, Z, expected X, Y and η among them$"):
        epsilon(FLIP.push("Z", "X", lambda x: x))
    message = (
        r"^joint has a η that is no nuisance, expected one that is independent of Y with "
        r"\(Y, η\) -> X -> Z: NuisanceCheck\(independent=False, generates=False, markov=True\)$"
    )
    with pytest.raises(ValueError, match=message):
        epsilon(FLIP.push("Z", "X", lambda x: x).push("η", "Y", lambda y: y))
    message = r"^joint has a Z that is not sufficient, expected I\(X;Y\|Z\) = 0$"
    with pytest.raises(ValueError, match=message):
        epsilon(potential_outcomes(FLIP.push("Z", "X", lambda x: 0)))


def test_most_invariant_refuses_floats():
    with pytest.raises(ValueError, match="^law is in float64"):
        most_invariant([[0.5, 0.0], [0.0, 0.5]])


def test_the_transform_refuses_what_is_no_distribution_function():
    rng, x = np.random.default_rng(0), np.zeros(3)
    with pytest.raises(ValueError, match=r"y has shape \(2,\), expected that of x, \(3,\)"):
        distributional_transform(x, np.zeros(2), lambda x, y: x, rng)
    with pytest.raises(ValueError, match=r"^cdf gives shape \(\), expected that of x"):
        distributional_transform(x, x, lambda x, y: 0.5, rng)
    with pytest.raises(ValueError, match=r"^cdf gives values outside \[0, 1\]"):
        distributional_transform(x, x, lambda x, y: x + 2, rng)
    message = r"^cdf_left gives values outside \[0, 1\], expected probabilities$"
    with pytest.raises(ValueError, match=message):
        distributional_transform(x, x, lambda x, y: x, rng, cdf_left=lambda x, y: x - 1)
    with pytest.raises(ValueError, match="^cdf_left exceeds cdf by 0.5, expected at most cdf$"):
        distributional_transform(x, x, lambda x, y: x + 0.25, rng, cdf_left=lambda x, y: x + 0.75)
