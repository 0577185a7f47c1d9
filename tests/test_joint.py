"""Joint laws: known answers, exactness, channels, how they are shown, bad input."""

import math
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from ibnotes.joint import Joint, information_atoms
from ibnotes.language import LanguageError, parse_expression
from ibnotes.logarithms import LogNumber
from ibnotes.measures import (
    conditional_entropy,
    conditional_mutual_information,
    mutual_information,
    total_correlation,
)

F = Fraction
log = sympy.log

TRAP = Joint({(0, 0): F(1, 4), (1, 0): F(1, 4), (0, 1): F(1, 2)}, "X Y")
XOR = Joint.uniform([(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)], "X Y Z")


def same(a, b):
    """Two SymPy values are equal."""
    return sympy.simplify(a - b) == 0


# --- strategies


@st.composite
def joints(draw, names="X Y Z", symbols=3):
    """Exact laws with a few outcomes."""
    count = len(names.split())
    outcome = st.tuples(*[st.integers(0, symbols - 1)] * count)
    weights = draw(st.dictionaries(outcome, st.integers(1, 12), min_size=1, max_size=8))
    total = sum(weights.values())
    return Joint({o: F(w, total) for o, w in weights.items()}, names)


@st.composite
def expressions(draw, names=("X", "Y", "Z")):
    """Text of the little language over some variables."""
    group = st.lists(st.sampled_from(names), min_size=1, max_size=2).map(",".join)
    given = st.one_of(st.just(""), group.map(lambda g: f"|{g}"))
    term = st.one_of(
        st.builds("H({}{})".format, group, given),
        st.builds("I({};{}{})".format, group, group, given),
        st.builds("TC({};{};{}{})".format, group, group, group, given),
    )
    coefficient = st.sampled_from(["", "2 ", "1/3 ", "5/2 "])
    signed = st.builds("{} {}{}".format, st.sampled_from("+-"), coefficient, term)
    return " ".join(draw(st.lists(signed, min_size=1, max_size=4)))


def rows(outputs):
    """Exact laws of a new variable."""
    weights = st.lists(st.integers(0, 6), min_size=outputs, max_size=outputs).filter(any)
    return weights.map(lambda w: [F(x, sum(w)) for x in w])


# --- known answers


def test_conditioning_on_a_value_can_raise_entropy():
    h_quarter = 2 * log(2) - F(3, 4) * log(3)
    assert TRAP.given(Y=0).value("H(X)") == log(2)
    assert same(TRAP.value("H(X)"), h_quarter)
    assert TRAP.value("H(X|Y)") == log(2) / 2
    assert float(log(2)) > float(h_quarter) > float(log(2) / 2)


def test_xor_is_pairwise_independent_and_jointly_determined():
    assert XOR.value("I(X;Y)") == XOR.value("I(X;Z)") == XOR.value("I(Y;Z)") == 0
    assert XOR.value("I(X;Y|Z)") == log(2)
    assert XOR.value("I(X;Y|Z) - I(X;Y)", unit="bits") == 1
    assert XOR.value("H(Z|X,Y)") == 0 and XOR.value("TC(X;Y;Z)") == log(2)


def test_conditional_cross_entropy_is_conditional_entropy_and_divergence():
    # H_pq(Y|Z) = H_p(Y|Z) + E_z D(p(.|z) || q(.|z)), term by term in exact logarithms (D1.4).
    p = Joint({(0, 0): F(1, 6), (1, 0): F(1, 3), (0, 1): F(1, 8), (1, 1): F(3, 8)}, "Y Z")
    q = {0: (F(1, 5), F(4, 5)), 1: (F(2, 3), F(1, 3))}
    cross, divergence = LogNumber(), LogNumber()
    for (y, z), p_yz in p.table().items():
        p_y_given_z = p.given(Z=z).table()[y,]
        cross -= p_yz * LogNumber.log(q[z][y])
        divergence += p_yz * LogNumber.log(p_y_given_z / q[z][y])
    assert cross == p.log_value("H(Y|Z)") + divergence
    assert divergence.sign() == 1


def test_a_binary_symmetric_channel():
    law = Joint.uniform([0, 1], "X").push("Y", "X", [[F(9, 10), F(1, 10)], [F(1, 10), F(9, 10)]])
    h = -F(9, 10) * log(F(9, 10)) - F(1, 10) * log(F(1, 10))
    assert same(law.value("I(X;Y)"), log(2) - h)


def test_bits_of_an_exact_law_stay_exact():
    assert TRAP.value("H(X)", unit="bits") == 2 - 3 * log(3) / (4 * log(2))


def test_log_value_carries_an_exact_sign():
    value = TRAP.log_value("H(X|Y) - H(X)")
    assert value == LogNumber.log(2) / 2 - 2 * LogNumber.log(2) + F(3, 4) * LogNumber.log(3)
    assert value.sign() == -1


def test_an_expression_may_be_given_already_read():
    assert XOR.value(parse_expression("I(X;Y|Z)")) == log(2)


def test_greek_variables_are_variables():
    law = Joint.uniform([(0, 1), (1, 0)], "Y η")
    assert law.value("I(Y;η)", unit="bits") == 1
    assert law.given(η=1).table() == {(0,): 1}


# --- tables and arrays


def test_what_makes_a_law_exact():
    half, s = F(1, 2), sympy.Rational(1, 2)
    for law in ([half, half], [s, s], [half, s], [1, 0], [sympy.Integer(1), 0], [0, np.int64(1)]):
        assert Joint(law, "X").exact
    for law in ([0.5, 0.5], [half, 0.5], np.array([0.5, 0.5]), [sympy.Float("0.5"), half]):
        joint = Joint(law, "X")
        assert not joint.exact
        assert all(type(p) is float for p in joint.table().values())


def test_a_float_law_may_miss_one_by_rounding_but_not_by_more():
    assert Joint([0.5, 0.5 + 0.9e-9], "X").table() == {(0,): 0.5, (1,): 0.5 + 0.9e-9}
    with pytest.raises(ValueError, match="^law sums to 1.000000002, expected 1$"):
        Joint([0.5, 0.5 + 2e-9], "X")


def test_an_array_of_fractions_is_exact():
    array = np.array([[F(1, 4), F(1, 2)], [F(1, 4), 0]], dtype=object)
    assert Joint(array, "X Y").table() == TRAP.table()
    assert Joint(sympy.Matrix([[1, 2], [1, 0]]) / 4, "X Y").table() == TRAP.table()


def test_impossible_outcomes_leave_the_table_but_not_the_alphabet_of_an_array():
    law = Joint([[F(1, 2), 0, F(1, 2)]], "X Y")
    assert law.table() == {(0, 0): F(1, 2), (0, 2): F(1, 2)}
    assert law.alphabets == {"X": (0,), "Y": (0, 1, 2)}
    assert law.marginal("Y").to_array().tolist() == [0.5, 0, 0.5]
    assert law.given(X=0).alphabets == {"Y": (0, 1, 2)}


def test_a_tables_alphabets_are_sorted_or_in_order_of_appearance():
    law = Joint({(1, "b"): F(1, 2), (0, 7): F(1, 2), (2, "c"): 0}, "X Y")
    assert law.alphabets == {"X": (0, 1), "Y": ("b", 7)}
    assert law.to_array().tolist() == [[0, 0.5], [0.5, 0]]


def test_a_single_variable_needs_no_tuples():
    assert Joint({"heads": F(1, 3), "tails": F(2, 3)}, "C").table()["heads",] == F(1, 3)


def test_names_are_split_at_blanks_and_commas():
    outcomes = [(0, 0, 0)]
    for names in ("X Y Z", "X,Y,Z", " X, Y  Z ", "X,\nY,\nZ,\n", ["X", "Y", "Z"], ("X", "Y", "Z")):
        assert Joint.uniform(outcomes, names).names == ("X", "Y", "Z")


def test_what_is_handed_out_is_a_copy():
    law = Joint.uniform([(0, 0), (1, 1)], "X Y")
    law.table().clear()
    law.alphabets.clear()
    law.to_array()[:] = 0
    assert law == Joint.uniform([(0, 0), (1, 1)], "X Y")
    with pytest.raises(AttributeError):
        law.names = ("A", "B")


def test_equal_laws_are_equal_and_hash_alike():
    a = Joint({(0, 1): F(1, 2), (1, 0): F(1, 2)}, "X Y")
    b = Joint([[0, F(1, 2)], [F(1, 2), 0]], "X Y")
    assert a == b and hash(a) == hash(b)
    assert a.marginal("Y X").table() == a.table() and a.marginal("Y X") != a
    assert a != Joint.uniform([(0, 1), (1, 1)], "X Y") and a != "X Y"


# --- marginals, conditional laws, pushes


def test_a_float_marginal_is_the_rounded_exact_sum():
    law = Joint([[0.1] * 10], "X Y")
    assert law.marginal("X").table() == {(0,): float(10 * F(0.1))}


@given(joints())
def test_marginals_agree_with_sums_over_the_array(law):
    array = law.to_array()
    np.testing.assert_allclose(law.to_array("Y"), array.sum(axis=(0, 2)))
    np.testing.assert_allclose(law.to_array("Z X"), array.sum(axis=1).T)


@given(joints())
def test_conditional_laws_and_their_weights_rebuild_the_law(law):
    table = {
        (x, y, z): p_y * p
        for (y,), p_y in law.marginal("Y").table().items()
        for (x, z), p in law.given(Y=y).table().items()
    }
    assert Joint(table, "X Y Z") == law


@given(joints())
def test_conditional_entropy_is_the_mean_over_the_condition(law):
    mean = LogNumber()
    for (y, z), p in law.marginal("Y Z").table().items():
        mean += p * law.given(Z=z, Y=y).log_value("H(X)")
    assert mean == law.log_value("H(X|Y,Z)")


@given(joints("X Y"), st.lists(rows(3), min_size=3, max_size=3))
def test_a_channel_makes_the_markov_chain_hold_exactly(law, table):
    channel = {x: dict(enumerate(row)) for x, row in enumerate(table)}
    pushed = law.push("Z", "X", channel)
    assert pushed.exact and pushed.names == ("X", "Y", "Z")
    assert pushed.log_value("I(Y;Z|X)") == LogNumber()
    assert pushed.marginal("X Y") == law
    for (x,), _ in law.marginal("X").table().items():
        assert pushed.given(X=x).marginal("Z").table() == {
            (z,): p for z, p in channel[x].items() if p
        }


@given(joints("X Y"), st.lists(rows(2), min_size=9, max_size=9))
def test_a_channel_of_two_inputs_is_the_same_as_table_and_as_array(law, table):
    xs, ys = law.alphabets["X"], law.alphabets["Y"]
    row = {(y, x): table[3 * y + x] for x in range(3) for y in range(3)}
    as_table = law.push("Z", "Y X", {key: dict(enumerate(p)) for key, p in row.items()})
    as_array = law.push("Z", "Y X", [[row[y, x] for x in xs] for y in ys])
    assert as_table == as_array


@given(joints("X Y"))
def test_a_function_is_determined_by_its_inputs(law):
    pushed = law.push("T", "Y X", lambda y, x: (x + y) % 2)
    assert pushed.log_value("H(T|X,Y)") == LogNumber()
    assert all(t == (x + y) % 2 for x, y, t in pushed.table())


def test_the_noise_of_a_channel_is_independent_of_everything_else():
    # Z is a noisy copy of X: nothing but X, not even the pair (Y, η), tells more about Z.
    law = Joint.uniform([(x, y, x ^ y) for x in (0, 1) for y in (0, 1)], "X Y η")
    law = law.push("Z", "X", [[F(3, 4), F(1, 4)], [F(1, 4), F(3, 4)]])
    assert law.value("I(Y,η;Z|X)") == 0
    assert law.value("I(Y,η;Z)") == law.value("I(X;Z)") != 0


def test_exact_and_float_mix_to_float():
    exact, channel = Joint.uniform([0, 1], "X"), [[0.75, 0.25], [0.25, 0.75]]
    assert not exact.push("Z", "X", channel).exact
    assert exact.push("Z", "X", channel).to_array().tolist() == [[0.375, 0.125], [0.125, 0.375]]
    assert not Joint([0.5, 0.5], "X").push("Z", "X", [[F(1, 2), F(1, 2)]] * 2).exact
    assert not Joint([0.5, 0.5], "X").push("Z", "X", lambda x: x).exact


def test_one_float_probability_makes_a_pushed_law_float():
    law = Joint.uniform([0, 1], "X").push("Z", "X", [[F(1, 3), F(2, 3)], [0.5, 0.5]])
    assert law.table() == {(0, 0): 1 / 6, (0, 1): 1 / 3, (1, 0): 0.25, (1, 1): 0.25}
    assert all(type(p) is float for p in law.table().values())


def test_a_channels_array_is_ordered_as_the_alphabets():
    law = Joint({1: F(1, 4), 0: F(3, 4)}, "X").push("Z", "X", [[1, 0], [0, 1]])
    assert law.table() == {(1, 1): F(1, 4), (0, 0): F(3, 4)}


def test_a_new_variable_keeps_the_symbols_that_never_occur():
    law = Joint.uniform([0, 1], "X").push("Z", "X", [[1, 0, 0], [0, 0, 1]])
    assert law.alphabets["Z"] == (0, 1, 2)


# --- exact against float


@given(joints(), expressions(), st.sampled_from(["nats", "bits"]))
def test_exact_and_float_values_agree(law, text, unit):
    in_floats = Joint({outcome: float(p) for outcome, p in law.table().items()}, law.names)
    exact = law.value(text, unit)
    assert in_floats.value(text, unit) == pytest.approx(float(exact.evalf(30)), abs=1e-11)


@given(joints())
def test_values_agree_with_the_measures_on_arrays(law):
    array = law.to_array()
    for text, value in (
        ("I(X;Y|Z)", conditional_mutual_information(array)),
        ("TC(X;Y;Z)", total_correlation(array)),
        ("I(X;Y)", mutual_information(array.sum(axis=2))),
        ("H(Y|X)", conditional_entropy(array.sum(axis=2))),
    ):
        assert float(law.log_value(text)) == pytest.approx(value, abs=1e-12)


@given(joints())
def test_exact_information_is_never_negative(law):
    for text in ("H(X|Y,Z)", "I(X;Y|Z)", "I(X,Y;Z)", "TC(X;Y;Z)", "H(X)"):
        assert law.log_value(text).sign() >= 0


def test_certainty_has_zero_entropy_and_not_minus_zero():
    assert str(Joint([1.0, 0.0], "X").value("H(X)")) == "0.0"


# --- the information diagram


def test_the_atoms_of_xor_in_bits():
    atoms = information_atoms(XOR, "X Y Z", unit="bits")
    assert atoms == {
        ("X",): 0,
        ("Y",): 0,
        ("Z",): 0,
        ("X", "Y"): 1,
        ("X", "Z"): 1,
        ("Y", "Z"): 1,
        ("X", "Y", "Z"): -1,
    }


@given(joints())
def test_each_atom_is_the_measure_of_its_region(law):
    atoms = information_atoms(law, "X Y Z")
    assert atoms["Y",] == law.value("H(Y|X,Z)")
    assert same(atoms["X", "Z"], law.value("I(X;Z|Y)"))
    assert same(atoms["X", "Y", "Z"], law.value("I(X;Y) - I(X;Y|Z)"))


@given(joints("A B C D", symbols=2))
def test_the_atoms_inside_a_variable_sum_to_its_entropy(law):
    atoms = information_atoms(law, "A B C D")
    assert len(atoms) == 15
    for name in "ABCD":
        inside = sum(v for region, v in atoms.items() if name in region)
        assert same(inside, law.value(f"H({name})"))
    assert same(sum(atoms.values()), law.value("H(A,B,C,D)"))


def test_the_atoms_of_one_variable_are_its_entropy():
    assert information_atoms(TRAP, "Y", "bits") == {("Y",): 1}


# --- how it is shown


def test_the_text_shows_outcomes_and_probabilities_in_columns():
    law = Joint({("rain", 0): F(1, 12), ("sun", 1): F(11, 12)}, "W Y")
    assert repr(law).splitlines() == [
        "Exact joint law of W, Y",
        "W     Y  probability",
        "rain  0  1/12",
        "sun   1  11/12",
    ]
    assert repr(Joint([1 / 3, 2 / 3], "X")).splitlines() == [
        "Joint law of X",
        "X  probability",
        "0  0.333333",
        "1  0.666667",
    ]


def test_long_tables_say_how_much_is_left():
    law = Joint.uniform(list(product(range(5), range(4))), "X Y")
    assert repr(law).endswith("... and 4 more") and len(repr(law).splitlines()) == 2 + 16 + 1
    assert law._repr_html_().count("<tr>") == 1 + 16 and "... and 4 more" in law._repr_html_()
    sixteen, seventeen = (Joint.uniform(range(n), "X") for n in (16, 17))
    assert "more" not in repr(sixteen) + sixteen._repr_html_()
    assert repr(seventeen).endswith("\n... and 1 more")
    assert seventeen._repr_html_().endswith("</table><p>... and 1 more</p>")


def test_the_html_is_an_escaped_table_with_a_caption():
    law = Joint({("<b>", 0): F(1, 3), ("a", 1): F(2, 3)}, "X Y")
    assert law._repr_html_() == (
        "<table><caption>Exact joint law of X, Y</caption><thead><tr>"
        '<th scope="col">X</th><th scope="col">Y</th><th scope="col">probability</th>'
        "</tr></thead><tbody>"
        "<tr><td>&lt;b&gt;</td><td>0</td><td>1/3</td></tr>"
        "<tr><td>a</td><td>1</td><td>2/3</td></tr>"
        "</tbody></table>"
    )


# --- bad input


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: Joint([0.5, 0.6], "X"), "law sums to 1.1, expected 1"),
        (lambda: Joint([F(1, 2), F(1, 3)], "X"), "law sums to 5/6, expected 1"),
        (lambda: Joint([F(10**12 - 1, 10**12)], "X"), "law sums to 9{12}/10{12}, expected 1"),
        (lambda: Joint({}, "X"), "law sums to 0, expected 1"),
        (lambda: Joint([1.5, -0.5], "X"), r"law gives \(1,\) the probability -0.5"),
        (lambda: Joint([2, -1], "X"), r"law gives \(1,\) the probability -1, expected 0 or more"),
        (lambda: Joint([math.nan, 1], "X"), "the probability nan"),
        (lambda: Joint([math.inf, 1.0], "X"), "the probability inf"),
        (lambda: Joint(["1/2", "1/2"], "X"), "the probability '1/2', expected a rational or"),
        (lambda: Joint([sympy.sqrt(2) / 2], "X"), "expected a rational or a float"),
        (lambda: Joint([1j, 1], "X"), "expected a rational or a float"),
        (
            lambda: Joint([0.5, 0.5], "X Y"),
            r"^law has shape \(2,\), expected one axis for each of X, Y$",
        ),
        (lambda: Joint({(0, 1): 1}, "X"), r"law has the outcome \(0, 1\), expected a value of X"),
        (lambda: Joint({0: 1}, "X Y"), "law has the outcome 0, expected a value of X, Y"),
        (lambda: Joint([[1]], "X X"), "names holds 'X' twice"),
        (lambda: Joint([1], ""), "names is empty"),
        (lambda: Joint([1], " , "), "names is empty"),
        (
            lambda: Joint([1], "2X"),
            "^'2X' names no variable, expected a Python identifier other than H, I and TC "
            "that starts with a letter$",
        ),
        (lambda: Joint([1], [""]), "'' names no variable"),
        (lambda: Joint([1], "H"), "'H' names no variable"),
        (lambda: Joint([1], "_X"), "'_X' names no variable"),
        (lambda: Joint([1], [3]), "names holds 3, expected text"),
        (
            lambda: Joint.uniform([], "X"),
            "^outcomes is empty, expected at least one outcome$",
        ),
        (lambda: Joint.uniform([0, 0], "X"), "outcomes lists 0 twice"),
        (lambda: XOR.marginal("X W"), "names holds 'W', expected variables among X, Y, Z"),
        (lambda: XOR.marginal(""), "names is empty"),
        (lambda: XOR.given(W=0), "given holds 'W', expected variables among X, Y, Z"),
        (
            lambda: XOR.given(X=0, Y=5),
            "^given: X=0, Y=5 has probability 0, expected a positive one$",
        ),
        (
            lambda: XOR.given(X=0, Y=0, Z=1),
            "^given names every variable, expected one or more to remain$",
        ),
        (lambda: XOR.marginal("X Z").given(), "given is empty"),
        (lambda: XOR.value("I(X;W)"), "expression names W, expected variables among X, Y, Z"),
        (lambda: XOR.value("H(W) - H(W)"), "expression names W"),
        (lambda: XOR.value("H(X)", unit="bit"), "unit is 'bit'"),
        (lambda: XOR.value(3), "text is int, expected str"),
        (
            lambda: Joint([1.0], "X").log_value("H(X)"),
            "^the law is in float64, expected rational probabilities$",
        ),
        (lambda: XOR.push("X", "Y", lambda y: y), "name is 'X', which is taken"),
        (lambda: XOR.push("TC", "Y", lambda y: y), "'TC' names no variable"),
        (lambda: XOR.push("T", "W", lambda w: w), "inputs holds 'W'"),
        (lambda: XOR.push("T", "X", lambda x: [x]), "channel returns a list"),
        (lambda: XOR.push("T", "X", {0: {0: 1}}), "channel has no row for X=1"),
        (lambda: XOR.push("T", "X", {0: [1], 1: [1]}), r"channel\[0\] is a list"),
        (lambda: XOR.push("T", "X", {0: {0: 1}, 1: {0: F(1, 2)}}), r"channel\[1\] sums to 1/2"),
        (lambda: XOR.push("T", "X", [["1"], ["1"]]), r"channel\[0\] gives 0 the probability '1', "),
        (lambda: XOR.push("T", "X", [[1, 0], [F(1, 2), 0]]), r"channel\[1\] sums to 1/2"),
        (lambda: XOR.push("T", "X", [[1, 0], [0.9, 0.2]]), r"channel\[1\] sums to 1.1"),
        (
            lambda: XOR.push("T", "X Y", [[[1, 0], [F(1, 2), 0]], [[1, 0], [1, 0]]]),
            r"^channel\[0, 1\] sums to 1/2, expected 1$",
        ),
        (lambda: XOR.push("T", "X", [1, 0]), r"channel has shape \(2,\), expected \(2, 'any'\)"),
        (lambda: XOR.push("T", "X", 1), r"channel has shape \(\), expected \(2, 'any'\)"),
        (
            lambda: XOR.push("T", "X", [[1]] * 3),
            r"channel has shape \(3, 1\), expected \(2, 'any'\)",
        ),
        (
            lambda: XOR.push("T", "X Y", [[1], [1]]),
            r"^channel has shape \(2, 1\), expected \(2, 2, 'any'\): "
            "the alphabets of X, Y, then the new one$",
        ),
        (lambda: information_atoms(XOR, "X W"), "names holds 'W'"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_text_that_is_no_expression_points_at_the_character():
    with pytest.raises(LanguageError):
        XOR.value("I(X;Y")
    with pytest.raises(LanguageError):
        XOR.value("I(X;Y) <= I(X;Z)")
