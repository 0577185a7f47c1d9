"""Networks of fractions: known collisions, known laws, and intervals that miss nothing."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibnotes.exact_networks import (
    Interval,
    OutputLaw,
    layer_values,
    leaky_relu,
    output_law,
    random_layers,
    relu,
    square,
)
from ibnotes.logarithms import LogNumber

LOG_2 = LogNumber.log(Fraction(2))
ONE_UNIT = [([[1]], [0])]

fractions = st.fractions(min_value=-3, max_value=3, max_denominator=8)
intervals = st.tuples(fractions, fractions).map(lambda ends: Interval(min(ends), max(ends)))


def holds(interval, number):
    return interval.low <= number <= interval.high


# --- known answers -------------------------------------------------------------------------------


def test_a_leaky_network_of_width_one_by_hand():
    layers = [([[-1, 2]], [Fraction(1, 2)]), ([[3]], [-1])]
    assert layer_values((1, 0), layers, leaky_relu) == [(Fraction(-1, 8),), (Fraction(-11, 32),)]


def test_relu_merges_what_it_switches_off_and_leaky_relu_does_not():
    layers = [([[-1]], [0])]
    for activation, distinct in ((relu, 1), (leaky_relu, 2)):
        assert len({layer_values((x,), layers, activation)[-1] for x in (1, 2)}) == distinct


def test_a_unit_that_is_off_on_a_whole_interval_is_exactly_zero_there():
    assert relu(Interval(-3, -1)) == Interval(0, 0)


def test_squares_without_biases_cannot_tell_x_from_minus_x():
    layers = random_layers([2, 3, 2], np.random.default_rng(0), bias=False)
    assert layer_values((1, 2), layers, square) == layer_values((-1, -2), layers, square)


def test_uniform_input_through_relu_is_an_atom_and_a_spread():
    law = output_law([(-1, 1, 1)], ONE_UNIT)
    assert law == OutputLaw({(0,): Fraction(1, 2)}, Fraction(1, 2))
    assert law.information == math.inf


def test_two_separate_intervals_can_be_sent_to_two_points():
    half = Fraction(1, 2)
    layers = [([[1]], [Fraction(-3, 2)]), ([[-1]], [Fraction(1, 5)])]
    law = output_law([(0, 1, half), (2, 3, half)], layers)
    assert law.atoms == {(Fraction(1, 5),): half, (Fraction(0),): half}
    assert law.information == LOG_2


def test_atoms_that_meet_are_merged_and_others_kept():
    quarter = Fraction(1, 4)
    law = [(-1, -1, quarter), (-2, -2, quarter), (1, 1, 2 * quarter)]
    assert output_law(law, ONE_UNIT).information == LOG_2
    assert output_law(law, ONE_UNIT, slope=Fraction(1, 2)).information == LOG_2 * Fraction(3, 2)


def test_a_unit_that_switches_at_an_end_of_the_input_makes_no_atom_there():
    assert output_law([(0, 1, 1)], ONE_UNIT) == OutputLaw({}, Fraction(1))
    assert output_law([(-1, 0, 1)], ONE_UNIT) == OutputLaw({(0,): Fraction(1)}, Fraction(0))


def test_an_interval_is_no_wider_than_it_must_be():
    assert Interval(1, 2) + Interval(-3, 1) == Interval(-2, 3)
    assert Interval(1, 2) * Interval(-3, 1) == Interval(-6, 2)
    assert Interval.around(Fraction(1, 2), 2) == Interval(Fraction(-3, 2), Fraction(5, 2))


def test_random_weights_and_biases_are_all_the_multiples_from_minus_one_to_one():
    rng = np.random.default_rng(0)
    ((weights, biases),) = random_layers([1, 300], rng, denominator=2)
    multiples = {Fraction(n, 2) for n in range(-2, 3)}
    assert {weight for (weight,) in weights} == set(biases) == multiples
    ((weights, biases),) = random_layers([2, 3], rng)
    assert all(0 < abs(weight) < 1 for row in weights for weight in row)
    assert {(1000 * weight).denominator for row in weights for weight in row} == {1}
    ((_, biases),) = random_layers([2, 3], rng, bias=False)
    assert biases == [0, 0, 0]


# --- properties ----------------------------------------------------------------------------------


@given(intervals, intervals, st.fractions(0, 1), st.fractions(0, 1))
def test_interval_arithmetic_misses_nothing(a, b, s, t):
    x = a.low + s * (a.high - a.low)
    y = b.low + t * (b.high - b.low)
    assert holds(a + b, x + y) and holds(a * b, x * y) and holds(relu(a), relu(x))
    assert holds(2 + a, 2 + x) and holds(-2 * a, -2 * x)


@given(st.integers(0, 200), st.fractions(0, 1))
def test_a_network_of_intervals_holds_every_network_in_the_box(seed, share):
    rng = np.random.default_rng(seed)
    center = random_layers([1, 2, 1], rng, denominator=10)
    radius = Fraction(1, 20)

    def shifted(number):
        return number + radius * (2 * Fraction(int(rng.integers(101)), 100) - 1)

    def around(number):
        return Interval.around(number, radius)

    box, inside = (
        [([list(map(f, row)) for row in weights], list(map(f, b))) for weights, b in center]
        for f in (around, shifted)
    )
    outer = layer_values((Interval(0, 1),), box, relu)
    inner = layer_values((share,), inside, relu)
    for bounds, values in zip(outer, inner, strict=True):
        assert all(map(holds, bounds, values))


@given(st.integers(0, 200), st.sampled_from([Fraction(0), Fraction(1, 4)]))
def test_the_output_law_agrees_with_a_fine_sum_over_inputs(seed, slope):
    layers = random_layers([1, 2, 2], np.random.default_rng(seed), denominator=10)
    n = 400
    points = [Fraction(2 * i + 1, 2 * n) for i in range(n)]
    values = [layer_values((x,), layers, lambda t: leaky_relu(t, slope))[-1] for x in points]
    law = output_law([(0, 1, 1)], layers, slope)
    assert sum(law.atoms.values()) + law.spread == 1
    for value, mass in law.atoms.items():
        # An atom is made of at most five pieces, whose ends cost a point each.
        assert abs(Fraction(values.count(value), n) - mass) <= Fraction(10, n)


@given(st.integers(0, 200))
def test_leaky_relu_keeps_the_mass_of_every_atom(seed):
    rng = np.random.default_rng(seed)
    layers = random_layers([1, 3, 1], rng, denominator=1000)
    third = Fraction(1, 3)
    law = output_law([(-1, -1, third), (2, 2, third), (0, 1, third)], layers, Fraction(1, 4))
    assert sorted(law.atoms.values()) == [third, third] and law.spread == third


@given(st.integers(0, 200))
def test_floats_give_the_same_network_up_to_rounding(seed):
    layers = random_layers([3, 4, 2], np.random.default_rng(seed))
    x = (Fraction(1), Fraction(-1), Fraction(1, 2))
    values = np.array(x, dtype=float)
    for weights, biases in layers:
        t = np.array(weights, dtype=float) @ values + np.array(biases, dtype=float)
        values = np.where(t > 0, t, t / 4)
    exact = [float(value) for value in layer_values(x, layers, leaky_relu)[-1]]
    np.testing.assert_allclose(values, exact, atol=1e-12)


def test_a_kink_at_the_end_of_the_inputs_makes_no_atom():
    law = output_law([(0, 1, 1)], [([[-1]], [1])])  # 1 - x, which is zero at 1
    assert law.atoms == {} and law.spread == 1


def test_whole_numbers_come_out_as_fractions():
    ((value,),) = layer_values((3,), [([[2]], [1])], relu)
    assert value == 7 and type(value) is Fraction


# --- bad input -----------------------------------------------------------------------------------


def test_floats_are_refused():
    message = (
        r"^x contains 0.5 of type float, expected exact numbers \(int, Fraction or Interval\)$"
    )
    with pytest.raises(ValueError, match=message):
        layer_values((0.5,), ONE_UNIT, relu)
    with pytest.raises(ValueError, match="layers contains 0.1 of type float"):
        layer_values((1,), [([[1]], [0.1])], relu)
    with pytest.raises(ValueError, match="law contains 0.5 of type float"):
        output_law([(0, 1, 0.5), (2, 3, Fraction(1, 2))], ONE_UNIT)


def test_layers_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="layer 1 has rows of"):
        layer_values((1, 2), ONE_UNIT, relu)
    with pytest.raises(ValueError, match="layer 2 has rows of"):
        layer_values((1,), [*ONE_UNIT, ([[1, 1]], [0])], relu)
    with pytest.raises(ValueError, match="layer 1 has rows of .* 2 biases"):
        layer_values((1,), [([[1]], [0, 0])], relu)


@pytest.mark.parametrize("masses", [(1, 1), (2, -1), (1, 0), (Fraction(1, 2), Fraction(1, 4))])
def test_masses_that_are_no_law_are_refused(masses):
    with pytest.raises(ValueError, match="law has masses that sum to"):
        output_law([(0, 1, masses[0]), (2, 3, masses[1])], ONE_UNIT)


def test_an_interval_with_its_ends_exchanged_is_refused():
    with pytest.raises(ValueError, match="low is 2, expected at most high = 1"):
        Interval(2, 1)
