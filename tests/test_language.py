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
        ("TC(X;Y)", {"X": 1, "Y": 1, "XY": -1}),
        ("TC(X;Y;Z|W)", {"WX": 1, "WY": 1, "WZ": 1, "WXYZ": -1, "W": -2}),
        ("I(X;X)", {"X": 1}),
        ("H(X|X)", {}),
        ("I(X;Y|X)", {}),
        ("0", {}),
        ("H(X) - H(X)", {}),
        ("2 H(X) - 3/2 (H(Y) + H(X)/3)", {"X": Fraction(3, 2), "Y": Fraction(-3, 2)}),
        ("0.5*H(X)", {"X": Fraction(1, 2)}),
        ("-H(X)", {"X": -1}),
        ("+ H(X)", {"X": 1}),
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


def test_a_term_alone_stands_for_its_joint_entropies():
    x, y = frozenset("X"), frozenset("Y")
    assert Term("H", (("X",),), ("Y",)).linear_form() == {x | y: 1, y: -1}
    assert Term("I", (("X",), ("Y",))).linear_form() == {x: 1, y: 1, x | y: -1}


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


@pytest.mark.parametrize(
    "text, latex",
    [
        ("X -> Y -> Z", r"X \to Y \to Z"),
        ("(Y,η) -> X -> Z_1", r"(Y, \eta) \to X \to Z_{1}"),
        ("X _||_ Y", r"X \perp\!\!\!\perp Y"),
        ("(X,W) _||_ Y | Z,V", r"(X, W) \perp\!\!\!\perp Y \mid Z, V"),
        ("T = f(X)", "T = f(X)"),
        ("(T,S) = φ(X,η)", r"(T, S) = \varphi(X, \eta)"),
        ("H(X) >= 0", r"\operatorname{H}(X) \ge 0"),
        ("H(X) = H(Y)", r"\operatorname{H}(X) = \operatorname{H}(Y)"),
        ("H(a_word) <= 2 H(X)", r"\operatorname{H}(\mathrm{a\_word}) \le 2\,\operatorname{H}(X)"),
        ("H(ab12) <= H(X)", r"\operatorname{H}(\mathrm{ab}_{12}) \le \operatorname{H}(X)"),
    ],
)
def test_every_hypothesis_has_its_latex(text, latex):
    assert parse_hypothesis(text).latex() == latex


def test_a_relation_may_break_between_its_terms():
    relation = parse_relation("H(X) - 1/2 H(Y) <= H(Z) + 3 H(W)")
    pieces = [r"\operatorname{H}(X)", r"- \tfrac{1}{2}\,\operatorname{H}(Y)"]
    pieces += [r"\le \operatorname{H}(Z)", r"+ 3\,\operatorname{H}(W)"]
    assert relation.latex_pieces() == pieces
    assert relation._repr_latex_() == f"${' '.join(pieces)}$"
    assert relation.right._repr_latex_() == r"$\operatorname{H}(Z) + 3\,\operatorname{H}(W)$"
    assert str(relation) == "H(X) - 1/2 H(Y) <= H(Z) + 3 H(W)"
    assert relation.variables == ("X", "Y", "Z", "W") and relation.relations() == (relation,)


@pytest.mark.parametrize(
    "text, printed",
    [
        ("(Y,η) -> X -> Z", "(Y,η) -> X -> Z"),
        ("X⊥Y∣Z", "X _||_ Y | Z"),
        ("X ⊥ Y", "X _||_ Y"),
        ("(X,W) _||_ Y _||_ V | (Z,U)", "(X,W) _||_ Y _||_ V | Z,U"),
        ("T = f(X,Y,X)", "T = f(X,Y)"),
        ("−2·H(X) ≤ H(Y)", "-2 H(X) <= H(Y)"),
        ("H(X) ≥ H(Y)", "H(X) >= H(Y)"),
        ("0 = H(X|(Y,Z))", "0 = H(X|Y,Z)"),
    ],
)
def test_a_hypothesis_is_printed_as_it_is_read(text, printed):
    assert str(parse_hypothesis(text)) == printed


def test_what_a_hypothesis_names_in_order_of_appearance():
    for text, names in (
        ("(Y,η) -> X -> (Z,Y)", ("Y", "η", "X", "Z")),
        ("B _||_ A | C,A", ("B", "A", "C")),
        ("T = f(X,T)", ("T", "X")),
    ):
        assert parse_hypothesis(text).variables == names
    assert parse_hypothesis("T = f(X)").function == "f"


def test_sums_and_multiples_of_expressions():
    a, b = parse_expression("H(X)"), parse_expression("I(X;Y) + 1/2 H(Z)")
    assert str(a + b) == "H(X) + I(X;Y) + 1/2 H(Z)"
    assert str(a - 2 * b) == "H(X) - 2 I(X;Y) - H(Z)"
    assert str(b * Fraction(2, 3)) == "2/3 I(X;Y) + 1/3 H(Z)"
    assert str(parse_expression("0 H(X)")) == "0" and str(0 * a) == "0 H(X)"


@pytest.mark.parametrize(
    "text, form",
    [
        ("2 * 3 H(X) / 4", {"X": Fraction(3, 2)}),
        ("2 3 H(X)", {"X": 6}),
        ("2 (3 H(X) - H(Y)) / 2", {"X": 3, "Y": -1}),
        ("(1 + 1) H(X)", {"X": 2}),
        ("(2 - 3/2) (H(X))", {"X": Fraction(1, 2)}),
        ("H(X) - (H(Y) - H(X))", {"X": 2, "Y": -1}),
        ("1 - 1 + H(X)", {"X": 1}),
        ("0 H(X) + H(Y)", {"Y": 1}),
        ("1.25 H(X)", {"X": Fraction(5, 4)}),
        ("1" * 18 + " H(X)", {"X": int("1" * 18)}),
        ("(" * 50 + "H(X)" + ")" * 50, {"X": 1}),
        ("((H(X)) + (H(Y)))" + " + ((H(X)))" * 60, {"X": 61, "Y": 1}),
    ],
)
def test_products_and_parentheses(text, form):
    found = parse_expression(text).linear_form()
    assert {"".join(sorted(names)): c for names, c in found.items()} == form


# errors


@pytest.mark.parametrize(
    "text, message",
    [
        ("H(X", "expected ',' or '|' or ')', found the end of the text"),
        ("H(X|Y", "expected ',' or ')', found the end of the text"),
        ("H X", "expected '(', found 'X'"),
        ("H(X) +", "expected a term, a number or '(', found the end of the text"),
        ("H(X) + Y", "expected H, I, TC or a number, found 'Y'"),
        ("H(X;Y)", "H takes one group: separate variables by ','"),
        ("I(X)", "I takes two groups separated by ';'"),
        ("TC(X)", "TC takes two groups or more separated by ';'"),
        ("H(I)", "I is a measure, not the name of a variable"),
        ("H(3)", "expected a variable, found '3'"),
        ("(H(X)", "expected ')', found the end of the text"),
        ("1" * 19, "a number of more than 18 digits"),
        ("(" * 51 + "H(X)" + ")" * 51, "more than 50 nested parentheses"),
        ("H(X)/H(Y)", "division by a term: only numbers divide"),
        ("H(X)/0", "division by zero"),
        ("H(X)*H(Y)", "a product of two terms is not linear"),
        ("H(X) + 3", "a number alone: only 0 may stand without a term"),
        ("H(X) $ 3", "unexpected character '$'"),
        ("H(X) H(Y)", "expected the end, found 'H'"),
        ("1/2 H(X) 4", "expected the end, found '4'"),
    ],
)
def test_what_is_wrong_is_said_in_words(text, message):
    with pytest.raises(LanguageError) as caught:
        parse_expression(text)
    assert str(caught.value).split("\n")[0] == message


@pytest.mark.parametrize(
    "text, message, position",
    [
        ("H(X)", "expected '<=' or '>=' or '=', found the end of the text", 4),
        ("H(X) <= H(Y) = 0", "a second relation: write each in a text of its own", 13),
        ("H(X) = H(Y) <= 0", "a second relation: write each in a text of its own", 12),
        ("H(X) = H(Y) >= 0", "a second relation: write each in a text of its own", 12),
        ("X,Y -> Z -> W", "expected the end, found ','", 1),
        ("H(X) <= H(Y))", "expected the end, found ')'", 12),
        (" X -> Y", "a Markov chain has three groups or more", 1),
        ("X -> Y -> Z Z", "expected the end, found 'Z'", 12),
        ("X -> (Y,) -> Z", "expected a variable, found ')'", 8),
        ("X -> (Y -> Z", "expected ',' or ')', found '->'", 8),
        ("X _||_ Y | Z ; W", "expected the end, found ';'", 13),
        ("T + f(X)", "expected '=', found '+'", 2),
        ("T = f X", "expected '(', found 'X'", 6),
        ("T = 3(X)", "expected a variable, found '3'", 4),
        ("T = f(X) f", "expected the end, found 'f'", 9),
        ("T = f(X|Y)", "expected ',' or ')', found '|'", 7),
        ("3 H(X) + 2 >= 0", "a number alone: only 0 may stand without a term", 9),
        ("2 + 3 H(X) >= 0", "a number alone: only 0 may stand without a term", 0),
    ],
)
def test_what_is_wrong_with_a_hypothesis_is_said_where_it_is(text, message, position):
    with pytest.raises(LanguageError) as caught:
        parse_hypothesis(text)
    assert str(caught.value) == f"{message}\n  {text}\n  {' ' * position}^"
    assert caught.value.position == position


def test_a_line_break_in_a_text_does_not_break_the_message():
    with pytest.raises(LanguageError, match=r"found '\)'\n  H\(X\) \+ \)\n         \^$"):
        parse_expression("H(X)\n+\t)")


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
        ("(" * 51 + "H(X)" + ")" * 51, 50, "more than 50"),
        ("(" * 49 + "(H(X)) + ((H(X)))" + ")" * 49, 59, "more than 50"),
        ("0 H(X) * H(Y)", 9, "not linear"),
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
    "text",
    [
        "X -> Y",
        "X -> -> Y",
        "T = f X",
        "((T,S)) = f(X)",
        "T = f()",
        "T =",
        "X _||_",
        "H(X) <= H(Y) <= H(Z)",
    ],
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
