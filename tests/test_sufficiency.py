"""Sufficient statistics: the classes of equal rows against every partition, and where they end."""

import math
import warnings
from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from ibnotes.joint import Joint
from ibnotes.logarithms import LogNumber, entropy_of
from ibnotes.measures import entropy, mutual_information
from ibnotes.sufficiency import (
    _minus_ratio,
    is_sufficient,
    minimal_sufficient_statistic,
    partitions,
    posterior_map,
    sufficient_partitions,
    threshold_beta,
)

F = Fraction
LOG2 = math.log(2)
TRIANGLE = np.array([[0.5, 0.5, 0], [0, 0.5, 0.5], [0.5, 0, 0.5]])


@pytest.fixture(autouse=True)
def no_warning_is_ever_emitted():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def law_of(weights):
    """An exact law in proportion to a table of integers."""
    total = sum(map(sum, weights))
    return [[F(w, total) for w in row] for row in weights]


def merged(p_xy, labels):
    """p(z, y) of the statistic with these labels."""
    p_zy = np.zeros((max(labels) + 1, np.shape(p_xy)[1]))
    np.add.at(p_zy, list(labels), np.array(p_xy, dtype=float))
    return p_zy


def repeated_rows(rng, symbols=5, distinct=3):
    """A law of a few symbols, some of which have proportional rows."""
    rows = rng.integers(0, 6, (distinct, 2)) + np.eye(distinct, 2, dtype=int)
    rows[rows.sum(axis=1) == 0] = 1
    factors = rng.integers(1, 5, (symbols, 1))
    return law_of((rows[rng.integers(0, distinct, symbols)] * factors).tolist())


@st.composite
def laws(draw, symbols=5, answers=3):
    """Exact laws with rows that are often proportional."""
    entries = st.lists(st.integers(0, 3), min_size=answers, max_size=answers).filter(any)
    rows = draw(st.lists(entries, min_size=1, max_size=3))
    picks = st.tuples(st.sampled_from(rows), st.integers(1, 4))
    chosen = draw(st.lists(picks, min_size=1, max_size=symbols))
    return law_of([[factor * w for w in row] for row, factor in chosen])


# --- the posterior map


def test_posterior_rows_are_conditional_laws():
    assert posterior_map([[0.25, 0.25], [0.0, 0.5]]).tolist() == [[0.5, 0.5], [0, 1]]


def test_posterior_rows_of_a_rational_law_are_fractions():
    rows = posterior_map([[F(1, 6), F(1, 3)], [F(1, 2), 0]])
    assert rows.tolist() == [[F(1, 3), F(2, 3)], [1, 0]]
    assert all(isinstance(p, Fraction) for p in rows.flat)


def test_posterior_map_of_a_joint_law_reads_x_and_y_by_name():
    law = Joint({("u", 0, "b"): F(1, 4), ("u", 1, "a"): F(3, 4)}, "Y W X")
    assert posterior_map(law).tolist() == [[1], [1]]
    swapped = Joint([[0.25, 0.25], [0.5, 0]], "Y X")
    assert posterior_map(swapped).tolist() == [[1 / 3, 2 / 3], [1, 0]]


def test_the_posterior_map_is_sufficient():
    p_xy = law_of([[1, 2], [2, 4], [3, 1]])
    values = [tuple(row) for row in posterior_map(p_xy)]
    law = Joint(dict(zip(product(range(3), range(2)), sum(p_xy, []))), "X Y")
    law = law.push("Z", "X", lambda x: values[x])
    assert law.log_value("I(X;Y|Z)") == LogNumber()
    assert is_sufficient(law)


def test_the_factorization_of_bernoulli_tosses_gives_their_sum():
    # Three tosses, two values of the parameter: posteriors are equal where the sums are.
    tosses, biases = list(product((0, 1), repeat=3)), (F(1, 3), F(3, 4))
    p_xy = [[p ** sum(x) * (1 - p) ** (3 - sum(x)) / 2 for p in biases] for x in tosses]
    labels = minimal_sufficient_statistic(p_xy).labels
    for a, b in combinations(range(8), 2):
        assert (labels[a] == labels[b]) == (sum(tosses[a]) == sum(tosses[b]))


# --- the minimal sufficient statistic


@pytest.mark.parametrize("seed", range(60))
def test_of_all_52_partitions_the_equal_rows_are_the_only_minimizer(seed):
    rng = np.random.default_rng(seed)
    p_xy = repeated_rows(rng)
    p_x = [sum(row) for row in p_xy]
    rows = [tuple(p / total for p in row) for row, total in zip(p_xy, p_x)]
    full = Joint(np.array(p_xy, dtype=object), "X Y")
    found = {}
    for labels in partitions(5):
        law = full.push("Z", "X", lambda x: labels[x])
        if law.log_value("I(Z;Y)") == law.log_value("I(X;Y)"):
            found[labels] = law.log_value("H(Z)")
    least = min(found.values())
    (winner,) = [labels for labels, rate in found.items() if rate == least]
    for a, b in combinations(range(5), 2):
        assert (winner[a] == winner[b]) == (rows[a] == rows[b])
    result = minimal_sufficient_statistic(p_xy)
    assert tuple(result.labels) == winner
    assert result.entropy == least
    assert sufficient_partitions(p_xy) == list(found)


def test_exact_rows_that_agree_in_float64_are_told_apart():
    tiny = F(1, 10**30)
    p_xy = [[F(1, 4), F(1, 4)], [F(1, 4) + tiny, F(1, 4) - tiny]]
    assert minimal_sufficient_statistic(p_xy).labels.tolist() == [0, 1]
    assert minimal_sufficient_statistic(np.array(p_xy, float)).labels.tolist() == [0, 0]
    assert not is_sufficient(p_xy, [0, 0]) and is_sufficient(np.array(p_xy, float), [0, 0])


def test_exact_rows_that_agree_in_float64_are_counted_apart_by_their_whole_numbers():
    rows = law_of([[2**60, 1], [2**60 + 1, 1], [2**61, 2]])
    assert minimal_sufficient_statistic(rows).labels.tolist() == [0, 1, 0]


def test_rational_numbers_of_any_library_are_exact():
    half, quarter = sympy.Rational(1, 2), sympy.Rational(1, 4)
    result = minimal_sufficient_statistic([[half, 0], [quarter, quarter]])
    assert result.entropy == LogNumber.log(2)
    integers = minimal_sufficient_statistic(np.array([[0, 1]]), drop_zero_rows=True)
    assert integers.p_t.tolist() == [F(1)] and integers.entropy == LogNumber()


def test_float_rows_that_differ_by_rounding_are_one_class():
    p_xy = np.outer([0.1, 0.2, 0.7], [0.1, 0.3, 0.6])
    rows = posterior_map(p_xy)
    assert not (rows == rows[0]).all()  # or the test would test nothing
    result = minimal_sufficient_statistic(p_xy)
    assert result.labels.tolist() == [0, 0, 0]
    assert 0 < result.spread < 1e-15 and result.separation == math.inf
    assert result.p_t == pytest.approx([1]) and result.entropy == pytest.approx(0, abs=1e-15)


def test_evidence_of_a_statistic():
    result = minimal_sufficient_statistic(law_of([[3, 1], [1, 1], [6, 2], [2, 2]]))
    assert result.labels.tolist() == [0, 1, 0, 1]
    assert result.p_t.tolist() == [F(2, 3), F(1, 3)]
    assert result.p_y_given_t.tolist() == [[F(3, 4), F(1, 4)], [F(1, 2), F(1, 2)]]
    assert result.entropy == entropy_of([F(2, 3), F(1, 3)])
    assert (result.spread, result.separation) == (0, 0.25)
    assert repr(result) == (
        "Minimal sufficient statistic: 2 classes of 4 symbols, H(T) = 0.636514 nats"
    )


def test_classes_are_numbered_in_order_of_appearance():
    exact = law_of([[3, 1], [1, 3], [3, 1], [2, 2]])
    for p_xy in (exact, np.array(exact, dtype=float)):
        assert minimal_sufficient_statistic(p_xy).labels.tolist() == [0, 1, 0, 2]


def rows_at(*heads):
    """Equally likely symbols with these probabilities of Y = 0."""
    return np.array([[p, 1 - p] for p in heads]) / len(heads)


def test_closeness_that_is_not_transitive_is_refused_and_not_guessed():
    # The first and the last row are further apart than the tolerance, the middle one is close
    # to both.
    chain = rows_at(0.5, 0.5008, 0.5016)
    message = (
        "differ by more than the tolerance 0.001 with no gap .* choose another tolerance or give "
        "rational probabilities$"
    )
    with pytest.raises(ValueError, match=message):
        minimal_sufficient_statistic(chain, tolerance=1e-3)
    assert minimal_sufficient_statistic(chain, tolerance=1e-4).labels.tolist() == [0, 1, 2]
    assert minimal_sufficient_statistic(chain, tolerance=2e-3).labels.tolist() == [0, 0, 0]


def test_rows_on_two_sides_of_a_rounded_digit_share_a_class():
    # Rounding rows to a grid of the tolerance would part these two.
    close = rows_at(0.4999999999, 0.5000000001, 0.7)
    assert minimal_sufficient_statistic(close).labels.tolist() == [0, 0, 1]


def test_rows_exactly_as_far_as_the_tolerance_share_a_class():
    edge = rows_at(0.0, 0.25, 0.75)
    assert minimal_sufficient_statistic(edge, tolerance=0.25).labels.tolist() == [0, 0, 1]


def test_the_separation_says_when_classes_depend_on_the_tolerance():
    assert minimal_sufficient_statistic(rows_at(0.5, 0.5 + 3e-9, 0.9)).separation < 4e-9


def test_gaps_in_different_columns_are_all_used():
    # No single column tells the three rows apart.
    rows = np.array([[0.2, 0.3, 0.5], [0.2, 0.5, 0.3], [0.4, 0.3, 0.3]])
    classes = [0, 1, 2, 0, 2]
    assert minimal_sufficient_statistic(rows[classes] / 5).labels.tolist() == classes


def test_the_first_of_the_values_of_a_representation_may_never_occur():
    p_xy = [[0.1, 0.3], [0.2, 0.2], [0.1, 0.1]]
    for encoder, sufficient in (
        ([[0, 1, 0], [0, 1, 0], [0, 0, 1]], False),
        ([[0, 1, 0], [0, 0, 1], [0, 0, 1]], True),
    ):
        assert is_sufficient(p_xy, encoder) == sufficient
    with_zero = [[0, 0], *p_xy]
    assert not is_sufficient(with_zero, [0, 1, 1, 2]) and is_sufficient(with_zero, [0, 1, 2, 2])


def test_rows_that_are_equal_are_so_at_tolerance_zero():
    p_xy = [[0.25, 0.25], [0.125, 0.125], [0.125, 0.125]]
    assert is_sufficient(p_xy, [0, 0, 0], tolerance=0)
    assert len(sufficient_partitions(p_xy, tolerance=0)) == 5
    assert minimal_sufficient_statistic(p_xy, tolerance=0).labels.tolist() == [0, 0, 0]


def test_symbols_of_probability_zero_are_dropped_only_when_asked():
    message = (
        r"^p_xy\[1\] is all zero, so that p\(y\|x\) is undefined, expected a positive entry in "
        "each row; drop_zero_rows=True leaves such rows out$"
    )
    for p_xy in ([[0.5, 0], [0, 0], [0.25, 0.25]], law_of([[2, 0], [0, 0], [1, 1]])):
        for function in (posterior_map, minimal_sufficient_statistic, sufficient_partitions):
            with pytest.raises(ValueError, match=message):
                function(p_xy)
        result = minimal_sufficient_statistic(p_xy, drop_zero_rows=True)
        assert result.labels.tolist() == [0, -1, 1]
        assert posterior_map(p_xy, drop_zero_rows=True).tolist() == [[1, 0], [0.5, 0.5]]
        assert is_sufficient(p_xy, result.labels) and is_sufficient(p_xy, [0, 0, 1])


@pytest.mark.parametrize("atoms", [2, 8, 64, 256])
def test_truncations_of_an_infinite_entropy_keep_a_gap_of_one_coin(atoms):
    # X = (A, B) with a coin B, and Y = A: T = A, whatever H(A); Z = X is sufficient, not minimal,
    # and the excess H(Z) - H(T) is log 2 for every truncation of A. In the limit both are infinite.
    weights = [F(1, k * (k + 1)) for k in range(1, atoms)] + [F(1, atoms)]
    law = {((a, b), a): w / 2 for a, w in enumerate(weights) for b in range(2)}
    p_xy = Joint(law, "X Y")
    result = minimal_sufficient_statistic(p_xy)
    assert len(result.p_t) == atoms
    assert result.entropy == entropy_of(weights)
    assert is_sufficient(p_xy, np.arange(2 * atoms))
    assert entropy_of(w / 2 for w in weights for _ in range(2)) - result.entropy == LogNumber.log(2)


def test_many_symbols_are_grouped_as_few_are():
    rng = np.random.default_rng(0)
    classes, n = 300, 20_000
    rows = rng.dirichlet(np.ones(4), classes)
    truth = rng.integers(0, classes, n)
    p_xy = rows[truth] * rng.dirichlet(np.ones(n))[:, None]
    labels = minimal_sufficient_statistic(p_xy / p_xy.sum()).labels
    assert len(set(zip(truth, labels))) == len(set(truth)) == labels.max() + 1


def test_many_exact_symbols_are_grouped_as_few_are():
    rng = np.random.default_rng(1)
    weights = rng.integers(1, 6, (5000, 2)).tolist()
    labels = minimal_sufficient_statistic(law_of(weights)).labels
    ratios = [F(a, b) for a, b in weights]
    assert len(set(zip(ratios, labels))) == len(set(ratios)) == labels.max() + 1


# --- sufficiency of a given representation


def test_an_injective_function_is_sufficient_and_the_parity_is_not():
    # Two tosses of a coin with one of two biases: the notes, id SS2.
    half, tosses = F(1, 2), list(product((0, 1), repeat=2))
    law = {
        (x, p): half * math.prod(p if bit else 1 - p for bit in x)
        for x in tosses
        for p in (F(1, 3), F(3, 4))
    }
    joint = Joint(law, "X Y")
    total = joint.push("Z", "X", sum)
    injective = joint.push("Z", "X", lambda x: 7 - 3 * sum(x))
    parity = joint.push("Z", "X", lambda x: sum(x) % 2)
    assert is_sufficient(total) and is_sufficient(injective) and not is_sufficient(parity)
    assert float(joint.log_value("I(X;Y)")) == pytest.approx(0.16515, abs=5e-6)
    assert injective.log_value("I(Z;Y)") == joint.log_value("I(X;Y)")
    assert float(parity.log_value("I(Z;Y)")) == pytest.approx(0.00249, abs=5e-6)


def test_a_coin_beside_the_statistic_is_sufficient_and_costs_nothing():
    # The counterexample to "minimal means a function of every sufficient representation".
    bit = Joint.uniform([(0, 0), (1, 1)], "X Y")
    law = bit.push("Z", "X", {x: {(x, 0): F(1, 2), (x, 1): F(1, 2)} for x in (0, 1)})
    assert is_sufficient(law)
    assert law.log_value("I(X;Z)") == minimal_sufficient_statistic(bit).entropy
    assert law.log_value("H(Z|X)") == LogNumber.log(2)
    assert is_sufficient(np.eye(2) / 2, [[0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5]])


def test_equal_informations_prove_nothing_without_the_markov_condition():
    xor = Joint.uniform([(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)], "X Y Z")
    assert xor.log_value("I(Z;Y)") == xor.log_value("I(X;Y)") == LogNumber()
    assert xor.log_value("I(X;Y|Z)") == LogNumber.log(2)
    for law in (xor, Joint(xor.to_array(), "X Y Z")):
        with pytest.raises(ValueError, match="^law breaks Y -> X -> Z"):
            is_sufficient(law)


@pytest.mark.parametrize("atoms", [1, 2, 8, 32])
def test_a_forgotten_coin_is_missed_by_log_2_however_large_the_rest(atoms):
    # X = Y = (A, B), Z = A: at H(A) = inf both informations are infinite and equal.
    values = list(product(range(atoms), range(2)))
    law = Joint.uniform([(v, v) for v in values], "X Y").push("Z", "X", lambda x: x[0])
    assert law.log_value("I(X;Y) - I(Z;Y)") == LogNumber.log(2)
    assert law.log_value("I(X;Y|Z)") == LogNumber.log(2)
    assert not is_sufficient(law)


def test_the_condition_printed_in_the_notes_holds_for_a_constant_that_is_not_sufficient():
    # X = Y a fair bit, Z constant: P(X|Z,Y) = P(X|Y), and nothing follows.
    law = Joint.uniform([(0, 0, 0), (1, 1, 0)], "X Y Z")
    assert law.log_value("I(X;Z|Y)") == LogNumber() and not is_sufficient(law)


def test_a_float_law_is_judged_like_its_exact_twin():
    exact = Joint({(0, 0): F(1, 6), (1, 0): F(1, 3), (1, 1): F(1, 6), (2, 1): F(1, 3)}, "X Y")
    merging = [[F(1, 3), F(2, 3), 0], [0, 0, 1], [0, 0, 1]]
    leaking = [[F(1, 3), F(2, 3), 0], [0, 1, 0], [0, 0, 1]]
    splitting = [[F(1, 3), F(2, 3), 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    for encoder, answer in ((merging, False), (leaking, False), (splitting, True)):
        for law in (exact, Joint(exact.to_array(), "X Y")):
            assert is_sufficient(law, encoder) is answer
            assert is_sufficient(law, np.array(encoder, dtype=float)) is answer
            assert is_sufficient(law.push("Z", "X", np.array(encoder))) is answer


def test_a_leak_of_a_solver_counts_only_above_the_tolerance():
    p_xy = rows_at(0.9, 0.1)
    for leak, answer in ((1e-12, True), (1e-6, False)):
        encoder = [[1 - leak, leak], [0, 1]]
        assert is_sufficient(p_xy, encoder) is answer
        assert is_sufficient(Joint(p_xy, "X Y").push("Z", "X", encoder)) is answer
    for exact_leak in (F(1, 10**12), F(1, 10**400)):
        assert not is_sufficient(p_xy, [[1 - exact_leak, exact_leak], [0, 1]])


@pytest.mark.parametrize("leak", [F(1, 10**7), F(1, 10**12)])
def test_a_rare_value_of_a_rare_symbol_counts_in_exact_laws_and_above_the_tolerance(leak):
    # Z is X but for a leak from the rare symbol 1, whose posterior is another one, to Z = 0.
    rare = F(1, 100)
    law = {(0, 0, y): (1 - rare) / 2 for y in (0, 1)} | {(1, 0, 0): rare * leak}
    law |= {(1, 1, 0): rare * (1 - leak)}
    assert not is_sufficient(Joint(law, "X Z Y"))
    floats = Joint({outcome: float(p) for outcome, p in law.items()}, "X Z Y")
    assert is_sufficient(floats) == (leak < 1e-9)


def test_names_of_the_values_of_a_statistic_do_not_matter():
    p_xy = [[0.1, 0.3], [0.1, 0.1], [0.2, 0.2]]
    assert is_sufficient(p_xy, ["a", "b", "b"]) and not is_sufficient(p_xy, [2.5, 2.5, 0.0])


# --- partitions


@pytest.mark.parametrize("size, count", list(enumerate([1, 2, 5, 15, 52, 203, 877, 4140], 1)))
def test_partitions_are_counted_by_the_bell_numbers(size, count):
    found = list(partitions(size))
    assert len(found) == len(set(found)) == count
    for labels in found:  # in order of appearance
        assert all(label <= max(labels[:i], default=-1) + 1 for i, label in enumerate(labels))


def test_sufficient_partitions_are_the_refinements_of_the_least():
    p_xy = law_of([[1, 2], [2, 4], [3, 1], [6, 2], [1, 1]])
    found = sufficient_partitions(p_xy)
    assert len(found) == 2 * 2 and found[0] == (0, 0, 1, 1, 2) and found[-1] == (0, 1, 2, 3, 4)


def test_sufficient_partitions_part_exact_rows_that_floats_within_the_tolerance_do_not():
    tiny = F(1, 10**12)
    p_xy = [[F(1, 4), F(1, 4)], [F(1, 4) + tiny, F(1, 4) - tiny]]
    assert sufficient_partitions(p_xy) == [(0, 1)]
    assert sufficient_partitions(np.array(p_xy, float)) == [(0, 0), (0, 1)]


def test_sufficient_partitions_of_an_irrelevant_input_are_all():
    assert sufficient_partitions([[0.1, 0.1], [0.2, 0.2], [0.2, 0.2]]) == list(partitions(3))


# --- properties


@given(laws())
def test_the_statistic_keeps_the_information_and_every_sufficient_one_determines_it(p_xy):
    result = minimal_sufficient_statistic(p_xy)
    law = Joint(np.array(p_xy, dtype=object), "X Y")
    law = law.push("T", "X", lambda x: int(result.labels[x]))
    assert law.log_value("I(X;Y)") == law.log_value("I(T;Y)")
    for labels in sufficient_partitions(p_xy):
        assert len(set(zip(labels, result.labels))) == max(labels) + 1
        assert entropy(merged(p_xy, labels).sum(axis=1)) >= float(result.entropy) - 1e-12
        assert is_sufficient(p_xy, labels)


@given(laws(), st.data())
def test_sufficiency_is_equality_of_informations(p_xy, data):
    labels = data.draw(st.sampled_from(list(partitions(len(p_xy)))))
    law = Joint(np.array(p_xy, dtype=object), "X Y").push("Z", "X", lambda x: labels[x])
    equal = law.log_value("I(X;Y)") == law.log_value("I(Z;Y)")
    assert is_sufficient(law) == is_sufficient(p_xy, labels) == equal
    assert is_sufficient(np.array(p_xy, dtype=float), labels) == equal


@given(laws())
def test_floats_give_the_classes_of_their_exact_twin(p_xy):
    exact = minimal_sufficient_statistic(p_xy)
    floats = minimal_sufficient_statistic(np.array(p_xy, dtype=float))
    assert floats.labels.tolist() == exact.labels.tolist()
    assert floats.entropy == pytest.approx(float(exact.entropy), abs=1e-12)


@given(laws(), st.randoms(use_true_random=False))
def test_names_of_symbols_do_not_matter(p_xy, random):
    order = list(range(len(p_xy)))
    random.shuffle(order)
    before = minimal_sufficient_statistic(p_xy).labels
    after = minimal_sufficient_statistic([p_xy[x] for x in order]).labels
    assert len(set(zip(before[order], after))) == before.max() + 1 == after.max() + 1


@given(st.lists(st.integers(0, 30), min_size=2, max_size=12), st.integers(1, 10))
def test_float_classes_are_exactly_the_pairs_within_the_tolerance_or_an_error(steps, tolerance):
    # Rows on a grid, the tolerance between two of its steps.
    p_xy = rows_at(*(0.1 + step / 100 for step in steps))
    tolerance = (tolerance + 0.5) / 100
    close = np.abs(np.subtract.outer(steps, steps)) / 100 <= tolerance
    try:
        labels = minimal_sufficient_statistic(p_xy, tolerance=tolerance).labels
    except ValueError:
        assert ((close.astype(int) @ close > 0) & ~close).any()  # not transitive
    else:
        assert (np.equal.outer(labels, labels) == close).all()


def test_the_callers_array_is_not_written_to():
    p_xy = rows_at(0.5, 0.2)
    copy = p_xy.copy()
    minimal_sufficient_statistic(p_xy), posterior_map(p_xy), is_sufficient(p_xy, [0, 1])
    assert (p_xy == copy).all()


# --- the threshold


def ratio(r, channel):
    """H(r) / I_r(T;Y)."""
    return entropy(r) / mutual_information(np.array(r)[:, None] * channel)


def test_the_threshold_of_a_function_is_one():
    assert threshold_beta(np.eye(4)).beta == 1
    noise = [[0.5, 0.5, 0, 0], [0, 0, 0.25, 0.75]]  # Y still tells T
    assert threshold_beta(noise).beta == pytest.approx(1, abs=1e-15)


@pytest.mark.parametrize("erasure", [0.1, 0.3, 0.5, 0.9])
@pytest.mark.parametrize("symbols", [2, 3])
def test_the_threshold_of_an_erasure(erasure, symbols):
    channel = np.hstack([(1 - erasure) * np.eye(symbols), np.full((symbols, 1), erasure)])
    assert threshold_beta(channel).beta == pytest.approx(1 / (1 - erasure), rel=1e-12)


def test_the_threshold_of_the_triangle():
    found = threshold_beta(TRIANGLE)
    assert found.beta == pytest.approx(math.log(3) / math.log(1.5), rel=1e-12)
    assert found.law == pytest.approx(np.full(3, 1 / 3), abs=1e-5)
    assert ratio(found.law, TRIANGLE) == pytest.approx(found.beta, rel=1e-12)


@pytest.mark.parametrize(
    "channel",
    [
        [[0.9, 0.1], [0.1, 0.9]],
        [[1, 0], [0.5, 0.5]],
        [[0.5, 0.5, 0], [0.2, 0.8, 0], [0, 0, 1]],
        [[1 - 1e-300, 1e-300], [0, 1]],
    ],
)
def test_the_threshold_is_infinite_where_a_support_lies_in_another(channel):
    found = threshold_beta(channel)
    assert found.beta == math.inf and found.law is None


def test_the_threshold_at_a_vertex_is_approached_and_never_attained():
    # Row 1 leaves the support of row 0 with probability 1/4. With e the mass of row 1,
    # H = e log(1/e) + O(e) and I = e log(1/e) / 4 + O(e): the ratio creeps up to 4.
    channel = np.array([[0.25, 0.25, 0, 0.5], [0.375, 0.375, 0.25, 0]])
    found = threshold_beta(channel)
    assert found.beta == 4 and found.law is None
    ratios = [ratio([1 - 10.0**-k, 10.0**-k], channel) for k in (2, 4, 8)]
    assert ratios == sorted(ratios) and 3 < ratios[-1] < 4


def grid_of_laws(size, steps):
    """All laws with entries that are multiples of 1/steps, but the vertices."""
    cells = product(range(steps + 1), repeat=size - 1)
    rows = [(*cell, steps - sum(cell)) for cell in cells if sum(cell) <= steps]
    return np.array([row for row in rows if max(row) < steps]) / steps


@pytest.mark.parametrize("seed", range(12))
def test_no_law_on_a_grid_exceeds_the_threshold(seed):
    rng = np.random.default_rng(seed)
    channel = np.where(TRIANGLE > 0, rng.uniform(0.3, 1, (3, 3)), 0)
    channel /= channel.sum(axis=1, keepdims=True)
    found = threshold_beta(channel)
    best = max(ratio(r, channel) for r in grid_of_laws(3, 40))
    assert best <= found.beta * (1 + 1e-12)
    if found.law is not None:
        assert ratio(found.law, channel) == pytest.approx(found.beta, rel=1e-10)
        assert best == pytest.approx(found.beta, rel=1e-3)


def test_at_an_inner_law_that_attains_the_threshold_all_slopes_are_equal():
    channel = TRIANGLE + [[0.03, -0.03, 0], [0, -0.055, 0.055], [0.11, 0, -0.11]]
    found = threshold_beta(channel)
    r = found.law
    ratios = np.where(channel > 0, channel, 1) / np.where(channel > 0, r @ channel, 1)
    slopes = -np.log(r) - found.beta * (channel * np.log(ratios)).sum(axis=1)
    assert r.min() > 0.1 and np.ptp(slopes) < 1e-7


def test_the_slopes_of_the_ratio_are_its_differences():
    rng = np.random.default_rng(4)
    for channel in (TRIANGLE, rng.dirichlet(np.ones(5), size=4)):
        logits = rng.normal(size=len(channel))
        _, slopes = _minus_ratio(logits, channel)
        for t, step in enumerate(np.eye(len(channel)) * 1e-5):
            ends = [_minus_ratio(logits + sign * step, channel)[0] for sign in (1, -1)]
            assert (ends[0] - ends[1]) / 2e-5 == pytest.approx(slopes[t], abs=1e-8)


def test_a_law_on_an_edge_attains_the_threshold_of_a_copy():
    found = threshold_beta(np.eye(2))
    assert found.beta == 1 and ratio(found.law, np.eye(2)) == pytest.approx(1)
    assert threshold_beta(np.eye(8), starts=1).beta == 1  # the most rows that are allowed


@pytest.mark.parametrize("beta, better", [(2.69, True), (2.72, False)])
def test_below_the_threshold_a_mixture_beats_the_minimal_statistic(beta, better):
    # Z = T but for a share of one percent, in which Z only says "any of the three".
    share, p_t = 0.01, np.full(3, 1 / 3)
    encoder = np.hstack([(1 - share) * np.eye(3), np.full((3, 1), share)])

    def lagrangian(p_z_given_t):
        p_tz = p_t[:, None] * p_z_given_t
        return mutual_information(p_tz) - beta * mutual_information(p_tz.T @ TRIANGLE)

    assert (lagrangian(encoder) < lagrangian(np.eye(3))) is better


def test_the_threshold_takes_the_rows_of_a_minimal_statistic():
    p_xy = law_of([[1, 1, 0], [2, 2, 0], [0, 1, 1], [3, 0, 3]])
    rows = minimal_sufficient_statistic(p_xy).p_y_given_t
    assert threshold_beta(rows).beta == pytest.approx(math.log(3) / math.log(1.5), rel=1e-12)


# --- bad input


@pytest.mark.parametrize(
    "p_xy, message",
    [
        ([[0.5, 0.6]], "p_xy sums to 1.1, expected 1"),
        ([[F(1, 2), F(1, 3)]], "p_xy sums to 0.833"),
        ([[F(1, 2), F(1, 2) - F(1, 10**20)]], "p_xy sums to 9+/10+, expected 1"),
        ([[1.5, -0.5]], r"p_xy\[0, 1\] is -0.5, expected a probability"),
        ([[F(3, 2), F(-1, 2)]], r"p_xy\[0, 1\] is -0.5, expected a probability"),
        ([[math.nan, 1]], r"p_xy\[0, 0\] is nan"),
        ([0.5, 0.5], r"p_xy has shape \(2,\), expected 2 axes"),
        ([[]], r"p_xy has shape \(1, 0\), expected at least one entry"),
        ([[0.5], [0.25, 0.25]], "p_xy is no array of real numbers"),
        ([["a", "b"]], "p_xy is no array of real numbers"),
        (Joint([0.5, 0.5], "X"), "names holds 'Y', expected variables among X"),
    ],
)
def test_what_is_no_law_is_refused(p_xy, message):
    for function in (posterior_map, minimal_sufficient_statistic, sufficient_partitions):
        with pytest.raises(ValueError, match=message):
            function(p_xy)
    with pytest.raises(ValueError, match=message):
        is_sufficient(p_xy, [0])


@pytest.mark.parametrize(
    "encoder, message",
    [
        ([0], r"encoder has shape \(1,\), expected a row or a label for each of the 2 rows"),
        ([[1.0]], r"encoder has shape \(1, 1\)"),
        (3, r"encoder has shape \(\)"),
        ([[1, 0], [1]], "encoder is no array"),
        ([[1, 0], [0.5, 0.4]], r"encoder\[1\] sums to 0.9, expected 1: each row is a law"),
        ([[1, 0], [1.5, -0.5]], r"encoder\[1, 1\] is -0.5, expected a probability"),
        ([[[1]], [[1]]], r"encoder has shape \(2, 1, 1\), expected 2 axes"),
        (None, "^encoder is missing, expected one, or a Joint that names X, Y and Z"),
    ],
)
def test_what_is_no_encoder_is_refused(encoder, message):
    for law in (rows_at(0.5, 0.2), Joint(rows_at(0.5, 0.2), "X Y")):
        with pytest.raises(ValueError, match=message):
            is_sufficient(law, encoder)


@pytest.mark.parametrize("tolerance", [-1e-9, math.nan, 1, "small", None])
def test_what_is_no_tolerance_is_refused(tolerance):
    p_xy = rows_at(0.5, 0.2)
    for call in (minimal_sufficient_statistic, sufficient_partitions):
        with pytest.raises(ValueError, match="tolerance is .*, expected a number from 0"):
            call(p_xy, tolerance=tolerance)
    with pytest.raises(ValueError, match="tolerance is"):
        is_sufficient(p_xy, [0, 1], tolerance=tolerance)


@pytest.mark.parametrize("size", [0, 11, 2.0, "3"])
def test_partitions_of_no_small_alphabet_are_refused(size):
    with pytest.raises(ValueError, match="size is .*, expected an integer from 1 to 10"):
        partitions(size)


def test_the_largest_alphabet_is_allowed():
    assert next(iter(partitions(10))) == (0,) * 10
    rows = law_of([[1, k] for k in range(1, 11)])
    assert sufficient_partitions(rows) == [tuple(range(10))]


def test_sufficient_partitions_of_a_large_alphabet_are_refused():
    with pytest.raises(ValueError, match="p_xy has 11 rows, expected at most 10"):
        sufficient_partitions(np.full((11, 1), 1 / 11))


@pytest.mark.parametrize(
    "channel, message",
    [
        ([[1.0, 0.0]], "p_y_given_t has 1 rows, expected 2 to 8"),
        (np.eye(9), "p_y_given_t has 9 rows, expected 2 to 8"),
        ([[1, 0], [0.5, 0.5], [1, 0]], r"p_y_given_t\[0\] and \[2\] are equal"),
        ([[1, 0], [0.5, 0.6]], r"p_y_given_t\[1\] sums to 1.1"),
    ],
)
def test_a_threshold_of_no_channel_is_refused(channel, message):
    with pytest.raises(ValueError, match=message):
        threshold_beta(channel)
