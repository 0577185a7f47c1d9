"""The little language reads what it should, and points at what it should not."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ibnotes.language import (
    LanguageError,
    Term,
    parse_expression,
    parse_hypothesis,
    parse_relation,
)

NAMES = ("X", "Y", "Z", "η", "θ1")


def form(text):
    """A linear form with plain keys: 'XY' for H(X,Y)."""
    return {"".join(sorted(s)): c for s, c in parse_expression(text).linear_form().items()}


# known answers


@pytest.mark.parametrize(
    "text, expected",
    [
        ("H(X)", {"X": 1}),
        ("H(X,Y|Z)", {"XYZ": 1, "Z": -1}),
        ("I(X;Y)", {"X": 1, "Y": 1, "XY": -1}),
        ("I(X;Y|Z)", {"XZ": 1, "YZ": 1, "XYZ": -1, "Z": -1}),
        ("I(X;Y,Z|W)", {"WX": 1, "WYZ": 1, "WXYZ": -1, "W": -1}),
        ("TC(X;Y;Z)", {"X": 1, "Y": 1, "Z": 1, "XYZ": -1}),
        ("TC(X;Y;Z|W)", {"WX": 1, "WY": 1, "WZ": 1, "WXYZ": -1, "W": -2}),
        ("I(X;X)", {"X": 1}),
        ("H(X|X)", {}),
        ("I(X;Y|X)", {}),
        ("0", {}),
        ("H(X) - H(X)", {}),
        ("2 H(X) - 3/2 (H(Y) + H(X)/3)", {"X": Fraction(3, 2), "Y": Fraction(-3, 2)}),
        ("0.5*H(X)", {"X": Fraction(1, 2)}),
        ("-H(X)", {"X": -1}),
        ("I((X);(Y,Z))", {"X": 1, "YZ": 1, "XYZ": -1}),
    ],
)
def test_a_term_stands_for_its_joint_entropies(text, expected):
    assert form(text) == expected


@pytest.mark.parametrize(
    "text, relations",
    [
        ("X -> Y -> Z", ["I(X;Z|Y) = 0"]),
        ("W -> X -> Y -> Z", ["I(W;Y,Z|X) = 0", "I(W,X;Z|Y) = 0"]),
        ("(Y,η) -> X -> Z", ["I(Y,η;Z|X) = 0"]),
        ("X→Y→Z", ["I(X;Z|Y) = 0"]),
        ("X_||_Y", ["I(X;Y) = 0"]),
        ("(X,W) _||_ Y | Z,V", ["I(X,W;Y|Z,V) = 0"]),
        ("X _||_ Y _||_ Z", ["TC(X;Y;Z) = 0"]),
        ("T = f(X)", ["H(T|X) = 0"]),
        ("(T,S) = g(X,Y)", ["H(T,S|X,Y) = 0"]),
        ("H(X) <= H(Y)", ["H(X) <= H(Y)"]),
        ("(H(X) + H(Y)) = H(Z)", ["H(X) + H(Y) = H(Z)"]),
    ],
)
def test_a_hypothesis_stands_for_its_relations(text, relations):
    assert [str(r) for r in parse_hypothesis(text).relations()] == relations


@pytest.mark.parametrize("name", ["X", "η", "Z_1", "Z1", "layer_2", "x"])
def test_identifiers_name_variables(name):
    assert parse_expression(f"H({name})").variables == (name,)


def test_the_difference_is_what_is_claimed_to_be_non_negative():
    assert str(parse_relation("H(X|Y) <= H(X)").difference()) == "H(X) - H(X|Y)"
    assert str(parse_relation("H(X) >= H(X|Y)").difference()) == "H(X) - H(X|Y)"


def test_spellings_that_differ_by_order_and_repetition_have_one_canonical_term():
    spellings = ["I(X;Y,Z|W)", "I(Z,Y;X|W)", "I(X,W;Y,Z,Y|W)"]
    canonical = {parse_expression(s).terms[0][1].canonical() for s in spellings}
    assert canonical == {Term("I", (("X",), ("Y", "Z")), ("W",))}


def test_latex_knows_greek_indices_and_words():
    assert parse_expression("I(η;Z_1,θ2|target)").latex() == (
        r"\operatorname{I}(\eta; Z_{1}, \theta_{2} \mid \mathrm{target})"
    )
    assert parse_relation("1/2 H(X) <= H(X)").latex() == (
        r"\tfrac{1}{2}\,\operatorname{H}(X) \le \operatorname{H}(X)"
    )


# errors


@pytest.mark.parametrize(
    "text, position, word",
    [
        ("H(X", 3, "end of the text"),
        ("H(X))", 4, "expected the end"),
        ("H(X;Y)", 0, "one group"),
        ("I(X)", 0, "two groups"),
        ("H(Y) - I(X;Y;Z)", 7, "two groups"),
        ("TC(X)", 0, "two groups or more"),
        ("3 + H(X)", 0, "only 0"),
        ("H(X)*H(Y)", 5, "not linear"),
        ("H(X)/H(Y)", 5, "only numbers divide"),
        ("H(X)/0", 5, "division by zero"),
        ("H(H)", 2, "not the name"),
        ("H(,X)", 2, "expected a variable"),
        ("H(X|Y|Z)", 5, "expected"),
        ("H(X) @ H(Y)", 5, "unexpected character"),
        ("X", 0, "expected H, I, TC"),
        ("", 0, "expected a term"),
        ("1" * 19 + "H(X)", 0, "18 digits"),
    ],
)
def test_a_syntax_error_points_at_the_character(text, position, word):
    with pytest.raises(LanguageError) as caught:
        parse_expression(text)
    problem, line, caret = str(caught.value).split("\n")
    assert word in problem
    assert line == "  " + text
    assert caret.index("^") - 2 == position == caught.value.position


@pytest.mark.parametrize(
    "text", ["X -> Y", "X -> -> Y", "T = f X", "T = f()", "T =", "X _||_", "H(X) <= H(Y) <= H(Z)"]
)
def test_a_malformed_hypothesis_is_an_error(text):
    with pytest.raises(LanguageError):
        parse_hypothesis(text)


def test_a_text_must_be_a_string():
    with pytest.raises(ValueError, match="text is int, expected str"):
        parse_expression(3)


# properties


PIECES = [*NAMES, *"HI();|,+-*/=", "TC", "->", "_||_", "<=", ">=", "0", "1", "3/2", " ", "f", "@"]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
@example("(" * 5000)
@example("H(" + "(" * 5000)
@example("__import__('os').system('true')")
def test_random_strings_are_read_or_refused_and_never_crash(text):
    for parse in (parse_expression, parse_relation, parse_hypothesis):
        try:
            parse(text)
        except LanguageError as error:
            assert 0 <= error.position <= len(text)


groups = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True).map(tuple)
given_groups = st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple)
terms = st.one_of(
    st.builds(Term, st.just("H"), st.tuples(groups), given_groups),
    st.builds(Term, st.just("I"), st.tuples(groups, groups), given_groups),
    st.builds(Term, st.just("TC"), st.tuples(groups, groups, groups), given_groups),
)


@given(terms)
def test_a_printed_term_is_read_back(term):
    assert parse_expression(str(term)).terms == ((1, term),)


@given(terms)
def test_the_canonical_term_has_the_same_meaning(term):
    canonical = term.canonical()
    assert canonical.linear_form() == term.linear_form()
    assert canonical.canonical() == canonical


@given(st.lists(st.tuples(st.fractions(-9, 9, max_denominator=9).filter(bool), terms), max_size=4))
def test_a_printed_expression_keeps_its_meaning(pairs):
    from ibnotes.language import Expression

    expression = Expression(tuple(pairs))
    assert parse_expression(str(expression)).linear_form() == expression.linear_form()
