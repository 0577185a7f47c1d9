"""The step checker: right proofs pass by any route, wrong lines fail with their diagnosis."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibnotes.checks.linear import Equations, combine, coordinates, in_cone
from ibnotes.checks.proofs import Derivation, check_proof, rules_about, same_relation
from ibnotes.language import Expression, Relation, Term, parse_hypothesis, parse_relation

CHAIN = ["X -> Y -> Z"]
DPI = "I(X;Z) <= I(X;Y)"


def diagnosis(claim, hypotheses, lines):
    report = check_proof(claim, hypotheses, lines)
    return report.diagnosis, report.line


# --- right proofs --------------------------------------------------------------------------------

PROOFS_OF_DATA_PROCESSING = {
    "chain rule both ways": [
        "I(X;Y,Z) = I(X;Y) + I(X;Z|Y)",
        "I(X;Y,Z) = I(X;Z) + I(X;Y|Z)",
        DPI,
    ],
    "chain rule both ways, every step said": [
        "I(X;Z|Y) = 0",
        "I(X;Y|Z) >= 0",
        "I(X;Y,Z) = I(X;Z) + I(X;Y|Z)",
        "I(X;Y) + I(X;Z|Y) = I(X;Z,Y)",
        "I(X;Y) = I(X;Z) + I(X;Y|Z)",
        "I(X;Y) - I(X;Z) >= 0",
        "0 >= I(X;Z) - I(X;Y)",
    ],
    "conditional entropies": [
        "H(X|Y,Z) = H(X|Y)",
        "I(X;Y|Z) = H(X|Z) - H(X|Y,Z)",
        "H(X|Z) >= H(X|Y)",
        "I(X;Y) = H(X) - H(X|Y)",
        "I(X;Z) = H(X) - H(X|Z)",
        DPI,
    ],
    "three entropies each": [
        "I(X;Y) = H(X) + H(Y) - H(X,Y)",
        "I(X;Z) = H(X) + H(Z) - H(X,Z)",
        "H(X,Y) = H(Y) + H(X|Y)",
        "H(X,Z) = H(Z) + H(X|Z)",
        "I(X;Z) - I(X;Y) = H(X|Y) - H(X|Z)",
        "0 = H(X|Y) - H(X|Y,Z)",
        "H(X|Z) = I(X;Y|Z) + H(X|Y,Z)",
        "I(X;Z) - I(X;Y) = - I(X;Y|Z)",
        DPI,
    ],
    "with true lines that are not needed": [
        "H(X) >= 0",
        "H(X,Y) = H(X) + H(Y|X)",
        "2 I(X;Y,Z) = 2 I(X;Y) + 2 I(X;Z|Y)  # twice",
        "",
        "# now the other way",
        "I(Z,Y;X) = I(X;Z) + I(Y;X|Z)",
        "I(X;Z) + I(X;Y|Z) = I(X;Y)",
        "I(X;Y|Z) >= 0",
        DPI,
    ],
    "the other end of the chain": [
        "I(X;Y,Z) - I(X;Y) = 0",
        "I(X;Y,Z) = H(X) - H(X|Y,Z)",
        "I(X;Z) = H(X) - H(X|Z)",
        "I(X;Y,Z) - I(X;Z) = H(X|Z) - H(X|Y,Z)",
        "I(X;Y,Z) - I(X;Z) = I(X;Y|Z)",
        "I(X;Y) - I(X;Z) >= 0",
    ],
}


@pytest.mark.parametrize("lines", PROOFS_OF_DATA_PROCESSING.values(), ids=PROOFS_OF_DATA_PROCESSING)
def test_data_processing_is_proved_by_any_route(lines):
    assert check_proof(DPI, CHAIN, lines).passed


@pytest.mark.parametrize(
    ("claim", "hypotheses", "lines"),
    [
        (
            "H(X) - H(X|Y) = H(Y) - H(Y|X)",
            [],
            ["I(X;Y) = H(X) - H(X|Y)", "H(Y) - H(Y|X) = H(X) - H(X|Y)"],
        ),
        (
            "H(X) - H(X|Y) = H(Y) - H(Y|X)",
            [],
            ["H(X) + H(Y|X) = H(X,Y)", "H(X) - H(X|Y) = H(Y) - H(Y|X)"],
        ),
        ("H(X,Y) - H(X|Y) - H(Y|X) = I(X;Y)", [], [
            "H(X,Y) = H(X) + H(Y|X)",
            "H(X,Y) - H(Y|X) = H(X)",
            "H(X,Y) - H(X|Y) - H(Y|X) = I(X;Y)",
        ]),
        (
            "I(X;Y|Z) = H(X,Z) + H(Y,Z) - H(X,Y,Z) - H(Z)",
            [],
            [
                "I(X;Y|Z) = H(X|Z) + H(Y|Z) - H(X,Y|Z)",
                "H(X,Z) = H(Z) + H(X|Z)",
                "H(Y,Z) - H(Z) = H(Y|Z)",
                "H(X,Y,Z) = H(Z) + H(X,Y|Z)",
                "I(X;Y|Z) = H(X,Z) + H(Y,Z) - H(X,Y,Z) - H(Z)",
            ],
        ),
        (
            "I(X;Y|Z) = 0",
            ["X -> Y -> Z", "I(X;Z) = I(X;Y)"],
            ["I(X;Y,Z) = I(X;Y)", "I(X;Y,Z) = I(X;Z) + I(X;Y|Z)", "I(X;Y|Z) = 0"],
        ),
        (
            "I(X;W) <= I(Y;Z)",
            ["X -> Y -> Z -> W"],
            [
                "I(X;Z,W) = I(X;Z)",
                "I(X;Z,W) = I(X;W) + I(X;Z|W)",
                "I(X;W) <= I(X;Z)",
                "I(X,Y;Z) = I(Y;Z)",
                "I(X,Y;Z) = I(X;Z) + I(Y;Z|X)",
                "I(X;W) <= I(Y;Z)",
            ],
        ),
        ("I(Y;X) >= I(Y;T)", ["T = f(X)"], [
            "H(T|X,Y) = 0",
            "I(T;Y|X) = 0",
            "I(X,T;Y) = I(X;Y) + I(T;Y|X)",
            "I(X,T;Y) = I(T;Y) + I(X;Y|T)",
            "I(Y;X) >= I(Y;T)",
        ]),
        ("H(X,Y,Z) = H(X) + H(Y) + H(Z)", ["X _||_ Y _||_ Z"], ["H(X,Y,Z) = H(X) + H(Y) + H(Z)"]),
        ("H(X,Y,Z) = H(X) + H(Y) + H(Z)", ["X _||_ Y _||_ Z"], [
            "H(X,Y) = H(X) + H(Y)",
            "H(X,Y,Z) = H(X,Y) + H(Z)",
            "H(X,Y,Z) = H(X) + H(Y) + H(Z)",
        ]),
        ("TC(X;Y;Z) = I(X;Y) + I(X,Y;Z)", [], [
            "TC(X;Y;Z) = H(X) + H(Y) + H(Z) - H(X,Y,Z)",
            "I(X;Y) = H(X) + H(Y) - H(X,Y)",
            "TC(X;Y;Z) = I(X;Y) + I(X,Y;Z)",
        ]),
        ("H(X|Y) <= H(X)", ["H(X) <= H(Z)"], ["I(X;Y) = H(X) - H(X|Y)", "H(X|Y) <= H(X)"]),
        ("H(Z) >= 2 H(X)", ["H(Y) >= 2 H(X)", "Z = f(Y)", "Y = g(Z)"], [
            "H(Y,Z) = H(Y)",
            "H(Y,Z) = H(Z)",
            "H(Z) >= 2 H(X)",
        ]),
    ],
)  # fmt: skip
def test_right_proofs_pass(claim, hypotheses, lines):
    report = check_proof(claim, hypotheses, lines)
    assert report.passed, report


@pytest.mark.parametrize(
    "line",
    [
        "H(Y,X) = H(X,Y)",
        "I(X;Y) = I(Y;X)",
        "I(X;Y|Z,W) = I(Y;X|W,Z,W)",
        "H(X|X) = 0",
        "I(X;Y|X,Z) = 0",
        "H(X,X) = H(X)",
        "H(X,Y|Y) = H(X|Y)",
        "TC(X;Y;Z) = TC(Z;X;Y)",
        "H(X) <= H(X)",
    ],
)
def test_symmetry_and_terms_about_nothing_are_free(line):
    assert check_proof(line, [], [line]).steps[0].reason == "the same on both sides"


@pytest.mark.parametrize(
    "line",
    [
        "H(X,Y|Z) = H(Y|Z) + H(X|Y,Z)",
        "H(X|Y) = H(X,Y) - H(Y)",
        "I(X;Y|Z) = H(Y|Z) - H(Y|X,Z)",
        "I(X;Y|Z) = H(X|Z) + H(Y|Z) - H(X,Y|Z)",
        "I(X,W;Y,Z) = I(X,W;Y) + I(X,W;Z|Y)",
        "I(X;X|Z) = H(X|Z)",
        "I(X;X,Y) = H(X)",
        "TC(X;Y;Z|W) + H(X,Y,Z|W) = H(X|W) + H(Y|W) + H(Z|W)",
        "TC(X;Y) = I(X;Y)",
        "H(X|Y) >= 0",
        "-3 I(X;Y|Z) <= 0",
        "TC(X;Y;Z) >= 0",
    ],
)
def test_one_instance_of_a_rule_is_one_step(line):
    assert check_proof(line, [], [line]).passed


# --- wrong proofs --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (DPI, "more than one step"),
        ("H(X|Z) >= H(X|Y)", "more than one step"),
        ("I(X;Y|Z) <= I(X;Y)", "more than one step"),
        ("I(X;Y|Z) = 0", "false"),
        ("I(X;Y) <= I(X;Z)", "false"),
        ("I(X;Z) = I(X;Y) + I(X;Y|Z)", "false"),
        ("H(X|Y) = H(X|Z)", "false"),
        ("I(X;Y|Z) <= 0", "false"),
        ("I(X;W) <= I(X;Y)", "unknown variable"),
        ("I(X;Y", "syntax"),
        ("H(X) = 1", "syntax"),
        ("X -> Y -> Z", "syntax"),
        ("H(X) <= H(X,Y) <= H(X) + H(Y)", "syntax"),
    ],
)
def test_a_bad_first_line_of_data_processing(line, expected):
    assert diagnosis(DPI, CHAIN, [line]) == (expected, 1)


def test_conditioning_does_not_reduce_information_in_general():
    report = check_proof("I(X;Y|Z) <= I(X;Y)", [], ["I(X;Y|Z) <= I(X;Y)"])
    assert report.diagnosis == "false"
    law = report.counterexample.joint
    assert law.log_value("I(X;Y|Z) - I(X;Y)").sign() > 0


def test_the_law_of_a_false_line_keeps_the_hypotheses():
    report = check_proof(DPI, CHAIN, ["I(X;Y|Z) = 0"])
    law = report.counterexample.joint
    assert law.log_value("I(X;Z|Y)").sign() == 0
    assert law.log_value("I(X;Y|Z)").sign() > 0


def test_a_negative_multiple_of_an_inequality_is_no_step():
    lines = ["H(X|Y,Z) = H(X|Y)", "I(X;Y|Z) >= 0", "-1 I(X;Y|Z) >= 0"]
    assert diagnosis(DPI, CHAIN, lines) == ("false", 3)


def test_the_chain_in_the_wrong_order_is_false():
    assert diagnosis(DPI, CHAIN, ["I(X;Y,Z) = I(X;Z)"]) == ("false", 1)


def test_a_markov_step_without_the_hypothesis_is_false():
    assert diagnosis("H(X|Y,Z) = H(X|Y)", [], ["H(X|Y,Z) = H(X|Y)"]) == ("false", 1)


def test_an_identity_of_several_steps_is_more_than_one_step():
    claim = "I(X;Y|Z) = H(X,Z) + H(Y,Z) - H(X,Y,Z) - H(Z)"
    assert diagnosis(claim, [], [claim]) == ("more than one step", 1)


def test_two_instances_of_a_rule_are_more_than_one_step():
    line = "H(X,Y,Z) = H(X) + H(Y|X) + H(Z|X,Y)"
    assert diagnosis(line, [], [line]) == ("more than one step", 1)
    assert check_proof(line, [], ["H(X,Y) = H(X) + H(Y|X)", line]).passed


def test_a_true_inequality_that_shannon_does_not_reach_is_not_provable():
    # Zhang and Yeung (1998): holds for every law, and no sum of Shannon's terms gives it.
    zhang_yeung = (
        "2 I(C;D) <= I(A;B) + I(A;C,D) + 3 I(C;D|A) + I(C;D|B)"
    )  # fmt: skip
    assert diagnosis(zhang_yeung, [], [zhang_yeung]) == ("not provable", 1)


def test_lines_that_stop_short_of_the_claim():
    lines = ["I(X;Y,Z) = I(X;Y)", "I(X;Y,Z) = I(X;Z) + I(X;Y|Z)"]
    report = check_proof(DPI, CHAIN, lines)
    assert (report.diagnosis, report.line) == ("claim not reached", None)
    assert report.message.endswith("It is one step away.")
    report = check_proof(DPI, CHAIN, lines[:1])
    assert not report.message.endswith("It is one step away.")


def test_a_claim_that_is_not_the_last_line_is_not_reached():
    lines = [*PROOFS_OF_DATA_PROCESSING["chain rule both ways"], "H(X) >= 0"]
    report = check_proof(DPI, CHAIN, lines)
    assert report.diagnosis == "claim not reached" and "end with it" in report.message


def test_nothing_at_all_does_not_reach_the_claim():
    assert diagnosis(DPI, CHAIN, []) == ("claim not reached", None)
    assert diagnosis(DPI, CHAIN, ["", "# later"]) == ("claim not reached", None)


def test_a_weaker_last_line_is_not_the_claim():
    claim = "H(X) - H(X|Y) = H(Y) - H(Y|X)"
    lines = ["I(X;Y) = H(X) - H(X|Y)", "H(X) - H(X|Y) <= H(Y) - H(Y|X)"]
    assert diagnosis(claim, [], lines) == ("claim not reached", None)


def test_a_stronger_last_line_is_the_claim():
    assert check_proof("H(X) >= H(X|X,Y)", [], ["H(X) >= 0"]).passed
    assert check_proof("I(X;Y) >= I(Y;X)", [], ["3 I(X;Y) = 3 I(Y;X)"]).passed


def test_the_line_in_between_is_a_step_from_here():
    report = check_proof(DPI, CHAIN, ["H(X|Y,Z) = H(X|Y)", "H(X|Z) >= H(X|Y)"])
    assert report.diagnosis == "more than one step"
    rule = report.message.split("definition ")[1].split(", which")[0]
    lines = ["H(X|Y,Z) = H(X|Y)", rule, "H(X|Z) >= H(X|Y)"]
    assert diagnosis(DPI, CHAIN, lines) == ("claim not reached", None)


def test_two_signs_are_two_steps_and_one_of_them_goes_in_between():
    report = check_proof("I(X;Y) + H(X|Z) >= 0", [], ["I(X;Y) + H(X|Z) >= 0"])
    assert report.diagnosis == "more than one step"
    assert "non-negativity H(X|Z) >= 0, which is enough" in report.message


def test_a_syntax_error_points_at_the_character():
    message = check_proof(DPI, CHAIN, ["I(X;Y,Z) = I(X;Y) + I(X,Z|Y)"]).message
    first, line, caret = message.splitlines()
    assert line[caret.index("^")] == "I"


def test_the_number_of_a_bad_line_counts_comments_and_blanks():
    assert diagnosis(DPI, CHAIN, ["# first", "", "I(X;Y|Z) = 0"]) == ("false", 3)


def test_a_report_reads_the_same_every_time():
    lines = PROOFS_OF_DATA_PROCESSING["conditional entropies"]
    assert str(check_proof(DPI, CHAIN, lines)) == str(check_proof(DPI, CHAIN, lines))


# --- what a hypothesis gives ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hypothesis", "zero", "not_zero"),
    [
        (
            "U -> X -> Y -> Z",
            ["I(U;Y|X)", "I(U;Y,Z|X)", "I(Z;X|Y)", "I(U,X;Z|Y)", "I(U;Z|Y)"],
            ["I(U;Y)", "I(U;X|Y)", "H(U|X)", "I(U;Z)", "I(U;Y|Z)"],
        ),
        ("(Y,E) -> X -> Z", ["I(Y;Z|X)", "I(E;Z|X)", "I(Y,E;Z|X)"], ["I(Y;E|X)", "I(Y;Z)"]),
        (
            "X _||_ Y _||_ (Z,W) | V",
            ["I(X;Y|V)", "I(X;Y,Z|V)", "TC(X;Y;Z|V)", "TC(X;W|V)", "TC(X,Y;W|V)"],
            ["I(X;Y)", "I(Z;W|V)", "I(X,Z;W|V)", "TC(X;Z;W|V)", "H(X|V)", "I(X;U|V)"],
        ),
        (
            "(S,T) = f(X)",
            ["H(T|X)", "H(S,T|X)", "H(S|X,Y)", "H(S|T,X)"],
            ["H(X|T)", "H(T)", "H(T|Y)", "H(T,Y|X)"],
        ),
    ],
)
def test_which_terms_a_hypothesis_sets_to_zero(hypothesis, zero, not_zero):
    derivation = Derivation([parse_hypothesis(hypothesis)])
    for term in zero:
        assert derivation.reason(parse_relation(f"{term} = 0")), term
    for term in not_zero:
        relation = parse_relation(f"{term} = 0")
        (canonical,) = (t.canonical() for _, t in relation.left.terms)
        assert derivation.without_zeros({canonical: Fraction(1)}) == {canonical: Fraction(1)}


# --- properties ----------------------------------------------------------------------------------

NAMES = ("W", "X", "Y", "Z")


def entropies(p):
    """The entropy of every set of variables of the law p[w, x, y, z], in nats."""
    values = {}
    for size in range(1, 5):
        for axes in combinations(range(4), size):
            marginal = p.sum(axis=tuple(set(range(4)) - set(axes)))
            positive = marginal[marginal > 0]
            values[frozenset(NAMES[i] for i in axes)] = -float(positive @ np.log(positive))
    return values


def value(expression, law):
    return sum(float(c) * law[names] for names, c in expression.linear_form().items())


def channel(rng, *shape):
    return rng.dirichlet(0.5 * np.ones(shape[-1]), size=shape[:-1])


def laws(hypothesis, rng):
    """A law at random that satisfies the hypothesis, as the entropies of all sets."""
    w, x = channel(rng, 2), channel(rng, 2, 3)
    y, z = channel(rng, 2, 3, 2), channel(rng, 2, 3, 2, 2)
    if hypothesis == "W -> X -> Y -> Z":
        y, z = y[0][None], z[0, 0][None, None]
    if hypothesis == "W _||_ X _||_ (Y,Z)":
        x, y, z = x[:1], y[:1, :1], z[:1, :1]
    if hypothesis == "Z = f(X,Y)":
        z = np.eye(2)[rng.integers(2, size=(3, 2))][None]
    p = (
        w[:, None, None, None]
        * x[:, :, None, None]
        * y[:, :, :, None]
        * z[:, :, :, :]
    )  # fmt: skip
    return entropies(p)


HYPOTHESES = [None, "W -> X -> Y -> Z", "W _||_ X _||_ (Y,Z)", "Z = f(X,Y)"]
hypotheses = st.sampled_from(HYPOTHESES)
groups = st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True).map(tuple)
givens = st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple)
terms = st.one_of(
    st.builds(lambda a, c: Term("H", (a,), c), groups, givens),
    st.builds(lambda a, b, c: Term("I", (a, b), c), groups, groups, givens),
    st.builds(lambda a, b, d, c: Term("TC", (a, b, d), c), groups, groups, groups, givens),
)
factors = st.sampled_from([Fraction(n) for n in (1, -1, 2, -1, 1)] + [Fraction(1, 2)])
expressions = st.lists(st.tuples(factors, terms), min_size=1, max_size=4).map(
    lambda pairs: Expression(tuple(pairs))
)
senses = st.sampled_from(["=", "<=", ">="])
relations = st.builds(Relation, expressions, senses, expressions)
rules = (
    terms.map(Term.canonical)
    .filter(lambda t: all(t.groups))
    .flatmap(
        lambda term: st.sampled_from(rules_about(term) or rules_about(Term("H", (("X",),), ("Y",))))
    )
)


def holds(relation, law):
    difference = value(relation.difference(), law)
    return abs(difference) < 1e-9 if relation.sense == "=" else difference > -1e-9


@given(rules, st.integers(0, 2**32 - 1))
def test_every_rule_holds_for_every_law(rule, seed):
    law = laws(None, np.random.default_rng(seed))
    assert holds(rule.relation, law)


@st.composite
def sums(draw, fair):
    """Lines, and a sum of multiples of them, one rule and one term.

    It follows by one step if the multiples are fair: of inequalities, none is negative.
    """
    lines = [rule.relation for rule in draw(st.lists(rules, max_size=3))]
    lines += [
        Relation(Expression(((Fraction(1), term),)), ">=", Expression())
        for term in draw(st.lists(terms, max_size=2))
    ]
    sense = draw(st.sampled_from(["=", ">="]))
    total = Expression()
    for line in lines:
        factor = draw(factors)
        if line.sense == "=" or (sense == ">=" and factor > 0) or not fair:
            total = total + line.difference() * factor
    if sense == ">=" and draw(st.booleans()):
        factor = draw(factors)
        total = total + Expression(((abs(factor) if fair else factor, draw(terms)),))
    else:
        total = total + draw(rules).relation.difference() * draw(factors)
    return lines, Relation(total, sense, Expression())


@settings(max_examples=150)
@given(
    hypotheses,
    st.one_of(sums(fair=False), st.tuples(st.lists(relations, max_size=3), relations)),
    st.integers(0, 2**32 - 1),
)
def test_accepted_lines_hold_for_all_laws_that_keep_the_hypotheses(hypothesis, proof, seed):
    derivation = Derivation([parse_hypothesis(hypothesis)] if hypothesis else [])
    law = laws(hypothesis, np.random.default_rng(seed))
    lines, last = proof
    for number, line in enumerate([*lines, last], 1):
        if derivation.reason(line) is not None:
            assert holds(line, law), line
            derivation.add(line, f"line {number}")


@settings(max_examples=150)
@given(hypotheses, sums(fair=True), st.integers(0, 2**32 - 1))
def test_whatever_follows_by_one_step_is_accepted_and_true(hypothesis, proof, seed):
    derivation = Derivation([parse_hypothesis(hypothesis)] if hypothesis else [])
    lines, last = proof
    for number, line in enumerate(lines, 1):
        assert derivation.reason(line) is not None
        derivation.add(line, f"line {number}")
    assert derivation.reason(last) is not None
    assert holds(last, laws(hypothesis, np.random.default_rng(seed)))


@given(relations)
def test_a_relation_says_itself_however_it_is_written(relation):
    flipped = {"=": "=", "<=": ">=", ">=": "<="}[relation.sense]
    assert same_relation(relation, relation)
    assert same_relation(relation, Relation(relation.right, flipped, relation.left))
    assert same_relation(Relation(relation.left * 3, relation.sense, relation.right * 3), relation)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("H(X) >= H(Y)", "H(X) <= H(Y)"),
        ("H(X) <= H(Y)", "H(X) = H(Y)"),
        ("H(X) = H(Y)", "H(X) = 2 H(Y)"),
        ("H(X) >= 0", "H(X) + H(Y) >= 0"),
        ("H(X) = H(X)", "H(X) = H(Y)"),
        ("I(X;Y) = 0", "H(X) - H(X|Y) = 0"),
    ],
)
def test_relations_that_are_not_the_same(first, second):
    assert not same_relation(parse_relation(first), parse_relation(second))


# --- exact linear algebra ------------------------------------------------------------------------

small = st.integers(-3, 3).map(Fraction)
vectors = st.dictionaries(st.integers(0, 3), small.filter(bool), max_size=4)


@given(st.lists(vectors, max_size=5), vectors)
def test_equations_reduce_to_zero_exactly_what_they_span(equations, target):
    rest = Equations(equations).reduce(target)
    matrix = [[v.get(k, 0) for k in range(4)] for v in (*equations, target)]
    rank = np.linalg.matrix_rank(np.array(matrix, dtype=float))
    # A row of zeros does not count, and the oldest NumPy allowed finds no rank without a row.
    without = np.linalg.matrix_rank(np.array([[0] * 4, *matrix[:-1]], dtype=float))
    assert bool(coordinates(rest)) == (rank > without)


@given(st.lists(st.tuples(vectors, st.integers(0, 3)), max_size=5))
def test_a_non_negative_sum_is_in_the_cone_and_the_tags_count_it(weighted):
    tagged = [v | {f"v{i}": Fraction(1)} for i, (v, _) in enumerate(weighted)]
    target = {}
    for vector, weight in weighted:
        target = combine(target, weight, vector)
    rest = in_cone(target, tagged)
    assert rest is not None and not coordinates(rest)
    total = {}
    for i, (vector, _) in enumerate(weighted):
        multiplier = -rest.get(f"v{i}", Fraction(0))
        assert multiplier >= 0
        total = combine(total, multiplier, vector)
    assert total == target


@given(st.lists(vectors, max_size=5), vectors)
def test_outside_the_cone_a_linear_program_agrees(generators, target):
    from scipy.optimize import linprog

    matrix = np.array([[float(v.get(k, 0)) for k in range(4)] for v in generators]).reshape(-1, 4)
    wanted = [float(target.get(k, 0)) for k in range(4)]
    if len(generators):
        feasible = linprog(np.zeros(len(generators)), A_eq=matrix.T, b_eq=wanted).status == 0
    else:
        feasible = not target
    assert (in_cone(target, generators) is not None) == feasible
