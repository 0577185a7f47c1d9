"""How claims are proved, refuted and shown: each step against its definition."""

import math
from fractions import Fraction
from itertools import combinations, product
from types import SimpleNamespace

import numpy as np
import pytest

from ibnotes.claims import Claim, NotProvable
from ibnotes.claims.claim import Certificate, Combination, Line, _from
from ibnotes.claims.prover import (
    _atoms,
    _columns,
    _costs,
    _elemental,
    _eliminate,
    _exact,
    _prices,
    _term,
    _tie_break,
    combination,
)
from ibnotes.claims.refuter import (
    Family,
    _all_partitions,
    _blocks,
    _compositions,
    _entropies,
    _form,
    _linear_partitions,
    _pairs_up_to_renaming,
    _parents,
    _random_candidates,
    _random_laws,
    families,
    smallest_law,
)
from ibnotes.joint import Joint
from ibnotes.language import Term, parse_expression, parse_hypothesis, parse_relation
from ibnotes.measures import entropy

F = Fraction
CHAIN = Claim("I(X;Z) <= I(X;Y)", ["X -> Y -> Z"])
XOR = Joint.uniform([(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)], "X Y Z")


def form(text):
    return parse_expression(text).linear_form()


# --- how it is shown -----------------------------------------------------------------------------


def test_a_claim_is_shown_with_its_hypotheses():
    claim = Claim("I(X;Z) <= I(X;Y)", ["X -> Y -> Z", "T = f(X)"])
    assert str(claim) == "I(X;Z) <= I(X;Y), given X -> Y -> Z, T = f(X)"
    assert str(Claim("H(X) >= 0")) == "H(X) >= 0"
    assert claim._repr_latex_() == (
        r"$\operatorname{I}(X; Z) \le \operatorname{I}(X; Y) \quad\text{given}\quad "
        r"X \to Y \to Z,\; T = f(X)$"
    )
    assert Claim("H(X) >= 0").latex() == r"\operatorname{H}(X) \ge 0"
    assert claim.variables == ("X", "Z", "Y", "T")
    assert Claim("H(A,B,C,D,E,F,G,J) >= 0").variables == tuple("ABCDEFGJ")


def test_a_claim_that_is_not_provable_says_what_that_means():
    rest = (
        "This is not a disproof: there are true inequalities that they do not reach.\n"
        "Claim.refute() looks for a law that breaks it."
    )
    for claim, hypotheses in (
        (Claim("I(X;Y) <= H(X|Y)"), ""),
        (Claim("H(X) <= H(Y)", ["X -> Y -> Z"]), " and the hypotheses"),
    ):
        with pytest.raises(NotProvable) as caught:
            claim.prove()
        first = f"{claim} does not follow from Shannon's inequalities{hypotheses}."
        assert str(caught.value) == f"{first}\n{rest}"
        assert caught.value.claim is claim


def test_a_proof_is_shown_line_by_line():
    proof = CHAIN.prove()
    assert repr(proof) == (
        "Claim: I(X;Z) <= I(X;Y), given X -> Y -> Z\n"
        "1. I(X;Y) + I(X;Z|Y) = I(X;Z) + I(X;Y|Z)  chain rule\n"
        "2. I(X;Z|Y) = 0                           Markov X -> Y -> Z\n"
        "3. I(X;Y|Z) >= 0                          non-negative\n"
        "4. I(X;Z) <= I(X;Y)                       from 1, 2 and 3"
    )
    assert repr(proof.lines[1]) == "Line(relation='I(X;Z|Y) = 0', reason='Markov X -> Y -> Z')"
    i = r"\operatorname{I}"
    assert proof._repr_latex_() == (
        "$$\n\\begin{aligned}\n"
        rf"1.\quad & {i}(X; Y) + {i}(X; Z \mid Y) = {i}(X; Z) + {i}(X; Y \mid Z) && "
        r"\text{chain rule} \\" + "\n"
        rf"2.\quad & {i}(X; Z \mid Y) = 0 && \text{{Markov $X \to Y \to Z$}} \\" + "\n"
        rf"3.\quad & {i}(X; Y \mid Z) \ge 0 && \text{{non-negative}} \\" + "\n"
        rf"4.\quad & {i}(X; Z) \le {i}(X; Y) && \text{{from 1, 2 and 3}}" + "\n"
        "\\end{aligned}\n$$"
    )


def test_a_proof_in_html_sets_each_term_by_itself():
    html = Claim("H(T) <= H(X)", ["T = f(X)"]).prove()._repr_html_()
    assert html.startswith('<ol style="list-style: none; padding: 0"><li style="display: flex; ')
    assert html.endswith("</span></li></ol>")
    row = (
        '<li style="display: flex; flex-wrap: wrap; gap: 0 1em"><span>2.</span>'
        r'<span style="flex: 1 1 13em"><span class="math">\(\operatorname{H}(T \mid X)\)</span> '
        r'<span class="math">\(= 0\)</span></span>'
        r'<span>function <span class="math">\(T = f(X)\)</span></span></li>'
    )
    assert row in html and html.count("<li ") == html.count("</li>") == 4
    assert html.count("</li><li ") == 3
    assert "<span>non-negative</span>" in html and r"\(\le \operatorname{H}(X)\)" in html


def test_a_certificate_is_a_table_of_multipliers():
    claim = Claim("2 H(Y|X) >= 3/2 H(Y|X,Z) + I(Y;Z|X)", ["I(Y;Z|X) = 0", "H(X) <= H(Y)"])
    (found,) = claim.prove().certificate.combinations
    assert not found.residual()
    shown = Certificate(
        (
            Combination(
                parse_expression("H(X)"),
                ((F(3, 2), Term("I", (("X",), ("Y",)))),),
                (
                    (F(-1), parse_relation("I(X;Z|Y) = 0"), "given"),
                    (F(10), parse_relation("H(X) <= H(Y)"), "given"),
                ),
            ),
            Combination(parse_expression("0"), (), ()),
        )
    )
    assert repr(shown).splitlines() == [
        "Certificate: H(X) is",
        "  3/2 I(X;Y)         >= 0, non-negative",
        "   -1 I(X;Z|Y)       = 0, given",
        "   10 (H(Y) - H(X))  >= 0, given",
        "Certificate: 0 is",
        "  0, identically",
    ]


def test_an_equality_is_proved_in_two_directions_or_by_an_identity():
    equality = Claim("I(X;Z) = I(X;Y)", ["X -> Y -> Z", "X -> Z -> Y"])
    identity = Claim("I(X;Y) = H(X) - H(X|Y)")
    assert len(equality.prove().certificate.combinations) == 1  # by its hypotheses alone
    assert [line.reason for line in identity.prove().lines] == ["chain rule"] * 2 + ["from 1 and 2"]
    both = Claim("H(X) = H(Y)", ["H(X) <= H(Y)", "H(X) >= H(Y)"]).prove()
    assert len(both.certificate.combinations) == 2 and both.verify()
    assert str(both.lines[-1].relation) == "H(X) = H(Y)"
    assert {str(line.relation) for line in both.lines[:-1]} >= {"H(X) <= H(Y)", "H(X) >= H(Y)"}
    first_only = Certificate(both.certificate.combinations[:1])
    assert not first_only.verify(both.claim)
    same = Claim("H(X) + H(Y) = H(Y) + H(X)").prove()
    assert [(str(line.relation), line.reason) for line in same.lines] == [
        ("H(X) + H(Y) = H(Y) + H(X)", "the same terms on both sides")
    ]
    expansion = Claim("I(X;Y) = H(X) + H(Y) - H(X,Y)").prove()
    assert [line.reason for line in expansion.lines] == ["chain rule"]


def test_an_equality_in_two_directions_counts_its_lines_through():
    proof = Claim("I(X;Y) = 0", ["H(X) + H(Y) <= H(X,Y)"]).prove()
    assert str(proof).splitlines()[1:] == [
        "1. I(X;Y) >= 0                    non-negative",
        "2. H(X) + H(Y) = I(X;Y) + H(X,Y)  chain rule",
        "3. H(X) + H(Y) <= H(X,Y)          given",
        "4. I(X;Y) <= 0                    from 2 and 3",
        "5. I(X;Y) = 0                     from 1 and 4",
    ]
    proof = Claim("H(X) = H(X,Y)", ["H(X,Y) <= H(X)"]).prove()
    numbers = {str(line.relation): i for i, line in enumerate(proof.lines, 1)}
    down, up = numbers["H(X) <= H(X,Y)"], numbers["H(X) >= H(X,Y)"]
    assert proof.lines[-1].reason == f"from {min(down, up)} and {max(down, up)}"
    assert str(proof.lines[-1].relation) == "H(X) = H(X,Y)"


def test_a_proof_names_equalities_then_inequalities_in_the_order_in_which_they_are_given():
    # The claim adds the first and subtracts the second, so both signs of an equality are used.
    given = ["H(X) = H(Y)", "H(Z) = H(Y)", "H(U) <= H(V)", "H(W) <= H(U)"]
    lines = Claim("H(Z) + H(W) <= H(X) + H(V)", given).prove().lines
    assert [str(line.relation) for line in lines if line.reason == "given"] == given


def test_a_multiple_of_a_hypothesis_or_of_a_term_comes_from_it():
    for claim, first, reason in (
        (Claim("2 H(X) <= 2 H(Y)", ["H(X) <= H(Y)"]), "H(X) <= H(Y)", "given"),
        (Claim("2 H(X|Y) >= 0"), "H(X|Y) >= 0", "non-negative"),
    ):
        assert [(str(line.relation), line.reason) for line in claim.prove().lines] == [
            (first, reason),
            (claim.statement, "from 1"),
        ]


def test_fractions_stand_on_the_side_of_their_sign():
    identity = Claim("1/2 H(X|Y) <= 1/2 H(X)").prove().lines[0]
    assert str(identity.relation) == "1/2 H(X) = 1/2 H(X|Y) + 1/2 I(X;Y)"
    expansion = Claim("1/2 I(X;Y|Z) = 1/2 H(X|Z) - 1/2 H(X|Y,Z)").prove().lines[0]
    assert str(expansion.relation) == (
        "1/2 I(X;Y|Z) = 1/2 H(X,Z) + 1/2 H(Y,Z) - 1/2 H(Z) - 1/2 H(X,Y,Z)"
    )


def test_an_expansion_lists_what_is_added_first_then_small_groups_then_the_order_of_the_claim():
    lines = Claim("I(B;A|C) + I(C;B) = H(B) - H(B|C,A)").prove().lines
    assert str(lines[1].relation) == "H(B) - H(B|C,A) = H(B) + H(A,C) - H(B,A,C)"
    four = Claim("I(B;A|C) + I(B;A|D) = H(B|C) - H(B|A,C) + H(B|D) - H(B|A,D)").prove()
    assert str(four.lines[0].relation).partition(" = ")[2] == (
        "H(B,C) + H(B,D) + H(A,C) + H(A,D) - H(C) - H(D) - H(B,A,C) - H(B,A,D)"
    )


def test_a_hypothesis_that_is_the_claim_is_all_of_its_proof():
    (line,) = Claim("I(X;Z|Y) = 0", ["X -> Y -> Z"]).prove().lines
    assert (str(line.relation), line.reason) == ("I(X;Z|Y) = 0", "Markov X -> Y -> Z")
    (line,) = Claim("H(X) <= H(Y)", ["H(Y) >= H(X)"]).prove().lines
    assert (str(line.relation), line.reason) == ("H(X) <= H(Y)", "given")
    (line,) = Claim("H(X|Y) >= 0").prove().lines
    assert line == Line(parse_relation("H(X|Y) >= 0"), "non-negative")


@pytest.mark.parametrize(
    "numbers, words",
    [
        ([1], "from 1"),
        ([1, 2], "from 1 and 2"),
        ([1, 2, 3], "from 1, 2 and 3"),
        ([1, 2, 3, 4], "from 1 to 4"),
        ([1, 2, 3, 5], "from 1, 2, 3 and 5"),
        ([2, 3, 4, 5, 6], "from 2 to 6"),
    ],
)
def test_the_lines_that_a_conclusion_comes_from(numbers, words):
    assert _from(numbers) == words


def test_a_counterexample_shows_its_law_and_both_sides():
    found = Claim("I(X;Y|Z) <= I(X;Y)").refute()
    assert repr(found).splitlines() == [
        "Counterexample to I(X;Y|Z) <= I(X;Y)",
        "  Exact joint law of X, Y, Z",
        "  X  Y  Z  probability",
        "  0  0  0  1/4",
        "  0  1  1  1/4",
        "  1  0  1  1/4",
        "  1  1  0  1/4",
        "I(X;Y|Z) = log 2 = 0.6931 nats",
        "I(X;Y)   = 0",
    ]
    html = found._repr_html_()
    assert html.startswith(
        "<div><p>Counterexample to <code>I(X;Y|Z) &lt;= I(X;Y)</code></p><table>"
    )
    assert html.endswith("<pre>I(X;Y|Z) = log 2 = 0.6931 nats\nI(X;Y)   = 0</pre></div>")
    assert repr(Claim("H(X) = 0").refute()).splitlines()[-1] == "H(X) = log 2 = 0.6931 nats"


def test_a_search_without_success_says_how_far_it_went():
    for statement, named in (("I(X;Y) >= 0", 6), ("I(A;B|C,D) >= 0", 5)):
        none = Claim(statement).refute(seed=3)
        weighted = [name for name in none.looked[named:] if "atoms of mass" in name]
        assert len(none.looked) == named + len(weighted) + 1
        assert repr(none).splitlines() == [
            f"No counterexample found to {statement}",
            "This is no proof. Searched:",
            *(f"  {name}" for name in none.looked[:named]),
            f"  {len(weighted)} families of weighted atoms",
            "  2000 random laws of binary variables (seed 3)",
        ]
    assert Claim("I(X;Y) >= 0").refute().looked[-1].endswith("(seed 0)")
    identity = Claim("I(X;Y) = I(Y;X)").refute()
    assert identity.looked == ("the relation is an identity",)
    assert repr(identity).splitlines()[2:] == ["  the relation is an identity"]


def test_a_test_is_shown_with_both_sides():
    result = Claim("I(X;Z) <= I(X;Y)", ["X -> Y -> Z", "X _||_ Y"]).test(XOR)
    assert repr(result) == (
        "I(X;Z) <= I(X;Y): holds, 0 against 0\nX -> Y -> Z: fails\nX _||_ Y: holds"
    )
    assert (result.left, result.right) == (0, 0)
    assert not Claim("H(X) <= H(Y)").test(XOR).hypotheses


def test_the_sign_of_a_difference_decides_exactly_and_in_floats():
    for law in (XOR, Joint(XOR.to_array(), "X Y Z")):
        for statement, holds in (
            ("H(X) >= I(X;Y)", True),
            ("H(X) <= I(X;Y)", False),
            ("H(X) = H(Y)", True),
            ("H(X) >= H(Y)", True),
            ("H(X) <= H(Y)", True),
            ("H(X) = I(X;Y)", False),
        ):
            assert Claim(statement).test(law).holds == holds
    near = Joint([0.5 + 1e-5, 0.5 - 1e-5], "X").push("Y", "X", lambda x: 1)
    assert not Claim("H(X) + 1/1000000 H(X) <= 0").test(near).holds
    fair = Claim("H(X) >= H(Z)")
    two = Joint({(0, 0): 0.25 + 1e-6, (0, 1): 0.25, (1, 0): 0.25, (1, 1): 0.25 - 1e-6}, "X Z")
    assert fair.test(two).holds and fair.test(two, tolerance=1e-15).holds


# --- the prover's terms --------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_the_terms_on_n_variables_are_all_pairs_and_singles_of_disjoint_sets(n):
    atoms = {tuple(row) for row in _atoms(n).tolist()}
    wanted = set()
    for owners in product(range(4), repeat=n):  # left, right, given or absent
        left, right, given = (
            sum(1 << i for i, owner in enumerate(owners) if owner == k) for k in range(3)
        )
        if left and (not right or (left & -left) < (right & -right)):
            wanted.add((left, right, given))
    assert atoms == wanted and len(_atoms(n)) == len(wanted)
    assert len(_elemental(n)) == n + math.comb(n, 2) * 2 ** max(0, n - 2)


def test_elemental_terms_are_of_single_variables():
    names = "XYZ"
    terms = {str(_term(_atoms(3)[k], names)) for k in _elemental(3)}
    assert terms == {
        "H(X|Y,Z)",
        "H(Y|X,Z)",
        "H(Z|X,Y)",
        *(f"I({a};{b})" for a, b in combinations(names, 2)),
        "I(X;Y|Z)",
        "I(X;Z|Y)",
        "I(Y;Z|X)",
    }


@pytest.mark.parametrize("n", [2, 3])
def test_each_column_is_the_linear_form_of_its_term(n):
    names = "XYZ"[:n]
    chosen = np.arange(len(_atoms(n)))
    matrix = _columns(n, chosen).toarray()
    for k in chosen:
        assert np.array_equal(_columns(n, chosen[k : k + 1]).toarray(), matrix[:, k : k + 1])
    dual = np.random.default_rng(0).normal(size=2**n - 1)
    np.testing.assert_allclose(_prices(n, dual), matrix.T @ dual)
    for k in chosen:
        term = _term(_atoms(n)[k], names)
        wanted = {
            sum(1 << names.index(v) for v in group): c for group, c in term.linear_form().items()
        }
        assert {mask: c for mask, c in _exact(n, k).items() if c} == wanted
        column = {mask + 1: c for mask, c in enumerate(matrix[:, k]) if c}
        assert column == wanted


def test_wider_terms_cost_more():
    for atom, cost in zip(_atoms(3), _costs(3)):
        size = len({"XYZ"[i] for i in range(3) for mask in atom if mask >> i & 1})
        assert 0.8 + 0.1 * size <= cost < 0.8 + 0.1 * size + 1e-4
    assert len(set(_costs(3))) == len(_costs(3))


def test_a_proof_reads_the_same_on_every_machine():
    # Between equal rivals the draws of the Mersenne Twister decide: these are the first of seed 0,
    # and of the first twenty of seed 1 the third is the smallest.
    draws = [0.5488135, 0.71518937, 0.60276338]
    np.testing.assert_allclose(_tie_break(3, seed=0), np.multiply(1e-4, draws), rtol=1e-7)
    target = form("H(Y) - H(X)")
    assert np.random.RandomState(1).random_sample(20).argmin() == 2
    for _ in range(3):
        _, _, multipliers = combination(target, "XY", [], [target] * 20)
        assert multipliers == [k == 2 for k in range(20)]


def test_elimination_is_exact_and_refuses_what_has_no_unique_answer():
    columns = [{1: F(2), 2: F(1)}, {2: F(3)}]
    assert _eliminate(columns, {1: F(1), 2: F(1)}) == [F(1, 2), F(1, 6)]
    assert _eliminate([{2: F(1)}, {1: F(1), 2: F(1)}], {1: F(3), 2: F(1)}) == [-2, 3]
    assert _eliminate([], {}) == []
    with pytest.raises(RuntimeError, match="^the linear program's support is degenerate$"):
        _eliminate([{1: F(1)}, {1: F(2)}], {1: F(1)})
    for columns in ([], [{1: F(1)}], [{1: F(1)}, {2: F(1)}]):
        with pytest.raises(RuntimeError, match="support does not span the target$"):
            _eliminate(columns, {4: F(1)})


def test_a_combination_adds_up_to_its_target():
    target = form("H(Z) - H(X)")
    equal = [form("I(X;Z|Y)")]
    unequal = [form("H(Z) - H(Y)"), form("H(Y) - H(X)"), form("H(W) - H(X)")]
    terms, of_equal, of_unequal = combination(target, "XYZW", equal, unequal)
    assert terms == [] and of_equal == [0] and of_unequal == [1, 1, 0]
    assert combination({}, "XY", [{}], [{}, {}]) == ([], [0], [0, 0])
    assert combination(form("-H(X)"), "X", [], []) is None
    terms, _, _ = combination(form("2 H(X) - 1/3 I(X;Y)"), "XY", [], [])
    total = {}
    for multiplier, term in terms:
        for names, c in term.linear_form().items():
            total[names] = total.get(names, 0) + multiplier * c
    assert {k: v for k, v in total.items() if v} == form("2 H(X) - 1/3 I(X;Y)")


def test_a_program_that_stops_early_says_why(monkeypatch):
    stopped = SimpleNamespace(status=4, success=False, message="Numerical difficulties.")
    monkeypatch.setattr("ibnotes.claims.prover._solve", lambda *program: stopped)
    with pytest.raises(RuntimeError, match="^the linear program stopped: Numerical difficulties.$"):
        combination(form("H(X)"), "X", [], [])


def test_the_shortest_proof_is_found_even_where_the_terms_come_in_rounds():
    # Seven variables have 8,128 terms: the elemental ones come first, then this one, a single.
    claim = Claim("H(A,B,C) - H(A,B,C|D,E,F,G) >= 0")
    ((found,),) = (c.terms for c in claim.prove().certificate.combinations)
    assert found == (1, Term("I", (("A", "B", "C"), ("D", "E", "F", "G"))))


# --- the refuter's families ----------------------------------------------------------------------


def test_partitions_are_counted_by_bell_and_subspaces_by_gauss():
    assert [len(_all_partitions(m)) for m in range(1, 7)] == [1, 2, 5, 15, 52, 203]
    assert set(_all_partitions(3)) == {(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (0, 1, 2)}
    assert [len(_linear_partitions(coins)) for coins in (1, 2, 3)] == [2, 5, 16]
    assert _linear_partitions(2) == (
        (0, 0, 0, 0),
        (0, 0, 1, 1),
        (0, 1, 0, 1),
        (0, 1, 1, 0),
        (0, 1, 2, 3),
    )
    assert _blocks("abcab") == (0, 1, 2, 0, 1)


def test_compositions_are_increasing_and_not_all_equal():
    assert list(_compositions(6, 3)) == [(1, 1, 4), (1, 2, 3)]
    assert list(_compositions(5, 2)) == [(1, 4), (2, 3)]
    assert list(_compositions(4, 2)) == [(1, 3)]
    assert list(_compositions(7, 4)) == [(1, 1, 1, 4), (1, 1, 2, 3), (1, 2, 2, 2)]


def test_the_families_come_in_their_order():
    found = list(families())
    assert [family.name for family in found[:7]] == [
        "functions of 1 fair coin",
        "functions of 2 fair coins",
        "linear functions of 2 fair coins",
        "3 equally likely atoms",
        "linear functions of 3 fair coins",
        "5 equally likely atoms",
        "6 equally likely atoms",
    ]
    assert [len(family.weights) for family in found[:7]] == [2, 4, 4, 3, 8, 5, 6]
    names = [family.name for family in found[7:]]
    assert names[0] == "2 atoms of mass 1/3, 2/3" and names[-1].startswith("4 atoms of mass ")
    assert names.count("2 atoms of mass 1/100, 99/100") == 1
    assert sum("100" in name for name in names) == 1
    of_two = [[1, 2], [1, 4], [2, 3], [1, 5], [2, 4], [1, 6], [2, 5], [3, 4]]
    of_two += [[1, 7], [2, 6], [3, 5], [1, 99]]
    of_three = [[1, 1, 2], [1, 1, 3], [1, 2, 2], [1, 1, 4], [1, 2, 3]]
    of_three += [[1, 1, 5], [1, 2, 4], [1, 3, 3], [2, 2, 3]]
    of_three += [[1, 1, 6], [1, 2, 5], [1, 3, 4], [2, 2, 4], [2, 3, 3]]
    for parts in (of_two, of_three, [[1, 1, 1, 2], [1, 1, 1, 3], [1, 1, 2, 2]]):
        weights = [tuple(F(k, sum(part)) for k in part) for part in parts]
        m = len(parts[0])
        assert [f.weights for f in found[7:] if len(f.weights) == m] == weights
    assert all(sum(family.weights) == 1 for family in found)
    assert found[2].is_part_of(found[1]) and not found[1].is_part_of(found[2])
    assert found[1].is_part_of(found[1])
    assert not found[0].is_part_of(found[1])


def test_a_family_has_the_meets_and_entropies_of_its_partitions():
    family = Family("test", (F(1, 4), F(1, 4), F(1, 2)), _all_partitions(3))
    meet, entropies, sizes = family.tables()
    for i, p in enumerate(family.partitions):
        masses = np.bincount(p, [0.25, 0.25, 0.5])
        assert entropies[i] == pytest.approx(entropy(masses))
        assert sizes[i] == len(masses)
        for j, q in enumerate(family.partitions):
            assert family.partitions[meet[i, j]] == _blocks(zip(p, q))
    choice = [family.partitions.index((0, 0, 1)), family.partitions.index((0, 1, 1))]
    assert family.law(choice) == {(0, 0): F(1, 4), (0, 1): F(1, 4), (1, 1): F(1, 2)}


def test_pairs_of_partitions_are_tried_once_up_to_renaming_of_equal_atoms():
    every = _all_partitions(3)
    assert len(_pairs_up_to_renaming(every, False)) == 25
    kept = [(every[i], every[j]) for i, j in _pairs_up_to_renaming(every, True).tolist()]

    def shape(pair):  # invariant under renaming of the atoms
        return min(
            tuple(_blocks(p[a] for a in order) for p in pair)
            for order in [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]
        )

    classes = {shape(pair) for pair in product(every, repeat=2)}
    assert len(kept) == len(classes) and {shape(pair) for pair in kept} == classes
    some = every[:3]
    assert len(_pairs_up_to_renaming(some, True)) == 9
    assert len(_pairs_up_to_renaming(_all_partitions(5), True)) == 52**2


def test_five_functions_of_two_fair_coins_are_few_enough_up_to_renaming():
    relation = parse_relation("I(A;B|C,D,E) <= I(A;B|C,D)")
    _, looked = smallest_law(relation, [], "ABCDE", accept=lambda law: True)
    assert looked == ("functions of 1 fair coin", "functions of 2 fair coins")


def test_a_single_variable_is_sought_among_all_partitions():
    law, looked = smallest_law(parse_relation("H(X) <= 0"), [], "X", accept=lambda law: True)
    assert law == {(0,): F(1, 2), (1,): F(1, 2)} and looked == ("functions of 1 fair coin",)


def test_a_family_with_too_many_partial_laws_is_given_up_and_the_search_goes_on(monkeypatch):
    relation = parse_relation("I(X;Y|Z) <= I(X;Y)")
    # On two atoms each of three variables is one of two partitions: eight laws.
    monkeypatch.setattr("ibnotes.claims.refuter.LARGEST_FRONTIER", 8)
    _, looked = smallest_law(relation, [], "XYZ", accept=lambda law: False)
    of_two = dict.fromkeys(family.name for family in families() if len(family.weights) == 2)
    assert looked[:-1] == tuple(of_two)
    monkeypatch.setattr("ibnotes.claims.refuter.LARGEST_FRONTIER", 7)
    law, looked = smallest_law(relation, [], "XYZ", accept=lambda law: True)
    assert looked == ("2000 random laws of binary variables (seed 0)",)
    assert not Claim("I(X;Y|Z) <= I(X;Y)").test(Joint(law, "X Y Z")).holds


def test_the_smallest_law_is_the_first_that_is_accepted():
    relation = parse_relation("I(X;Y|Z) <= I(X;Y)")
    law, looked = smallest_law(relation, [], "XYZ", accept=lambda law: True)
    assert looked == ("functions of 1 fair coin", "functions of 2 fair coins")
    assert law == {(x, y, x ^ y): F(1, 4) for x in (0, 1) for y in (0, 1)}
    seen = []

    def third(law):
        seen.append(law)
        return len(seen) == 3

    law, _ = smallest_law(relation, [], "XYZ", accept=third)
    assert law == seen[2] and len(seen) == 3
    none, looked = smallest_law(relation, [], "XYZ", accept=lambda law: False, seed=5)
    assert none is None and looked[-1] == "2000 random laws of binary variables (seed 5)"
    _, looked = smallest_law(relation, [], "XYZ", accept=lambda law: False)
    assert looked[-1] == "2000 random laws of binary variables (seed 0)"
    assert "linear functions of 2 fair coins" not in looked  # a part of the family before it


def test_a_law_that_is_proposed_keeps_the_hypotheses_and_breaks_the_claim():
    relation = parse_relation("I(X;Z) >= I(X;Y)")
    hypotheses = [parse_hypothesis("X -> Y -> Z"), parse_hypothesis("H(Z) >= 1/2 H(Y)")]
    proposed = []
    smallest_law(relation, hypotheses, "XYZ", lambda law: proposed.append(law))
    assert len(proposed) > 20
    for law in proposed:
        result = Claim("I(X;Z) >= I(X;Y)", ["X -> Y -> Z", "H(Z) >= 1/2 H(Y)"]).test(
            Joint(law, "X Y Z")
        )
        assert not result.holds and all(kept for _, kept in result.hypotheses)


def test_the_seed_decides_which_random_laws_are_proposed():
    relation = parse_relation("I(X;Z) >= I(X;Y)")

    def proposed(seed):
        laws = []
        smallest_law(relation, [], "XYZ", lambda law: laws.append(law), seed=seed)
        return laws

    first = proposed(1)
    assert first == proposed(1) and first != proposed(2)


def test_only_a_law_that_keeps_the_hypotheses_and_breaks_the_claim_is_accepted(monkeypatch):
    asked = {}

    def propose(relation, hypotheses, variables, accept, seed):
        for name, law in {
            "keeps and holds": {(0, 0, 0): F(1)},
            "breaks both": {(0, 0, 0): F(1, 2), (0, 1, 0): F(1, 4), (1, 0, 1): F(1, 4)},
            "fails and holds": {(x, y, x ^ y): F(1, 4) for x in (0, 1) for y in (0, 1)},
        }.items():
            asked[name] = accept(law)
        return None, ("three laws",)

    monkeypatch.setattr("ibnotes.claims.claim.smallest_law", propose)
    Claim("I(X;Z) <= I(X;Y)", ["X -> Y -> Z"]).refute()
    assert asked == dict.fromkeys(asked, False) and len(asked) == 3


def test_a_hypothesis_on_a_single_variable_is_kept_by_every_proposal():
    relation, hypothesis = parse_relation("H(X) <= H(Y)"), parse_relation("H(Z) = 0")
    proposed = []
    smallest_law(relation, [hypothesis], "XYZ", lambda law: proposed.append(law))
    assert len(proposed) > 20
    for law in proposed:
        assert Claim("H(Z) = 0").test(Joint(law, "X Y Z")).holds


def test_of_one_family_the_law_with_the_fewest_values_comes_first_then_the_widest_gap():
    relation = parse_relation("H(X) <= 1/4 H(X,Y)")
    proposed = []
    smallest_law(relation, [], "XY", lambda law: proposed.append(law) or len(proposed) == 14)

    def key(law):
        gap = float(Joint(law, "X Y").log_value("H(X) - 1/4 H(X,Y)"))
        return sum(len({o[i] for o in law}) for i in (0, 1)), -round(gap, 9)

    # Of one coin Y is constant or X; the others are of two coins.
    assert proposed[0].keys() == {(0, 0), (1, 0)} and proposed[1].keys() == {(0, 0), (1, 1)}
    keys = [key(law) for law in proposed[2:]]
    assert keys == sorted(keys) and len(keys) == 12


# --- random laws ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "texts, parents",
    [
        ([], {"X": [], "Y": ["X"], "Z": ["X", "Y"]}),
        (["Y -> X -> Z"], {"Y": [], "X": ["Y"], "Z": ["X"]}),
        (["X _||_ Y"], {"X": [], "Y": [], "Z": ["X", "Y"]}),
        (["Z = f(X)"], {"X": [], "Z": ["X"], "Y": ["X", "Z"]}),
        (["X _||_ Z | Y"], {"X": [], "Y": ["X"], "Z": ["Y"]}),
        (["H(X) <= H(Y)"], {"X": [], "Y": ["X"], "Z": ["X", "Y"]}),
        (["Z = f(X)", "Y -> X -> Z"], {"Y": [], "X": ["Y"], "Z": ["X"]}),
        (["X _||_ Y _||_ Z"], {"X": [], "Y": [], "Z": []}),
        (["Z = f(X,Y)", "X _||_ Y"], {"X": [], "Y": [], "Z": ["X", "Y"]}),
        (["X _||_ Z", "Z = f(X,Y)"], {"X": [], "Y": ["X"], "Z": ["X", "Y"]}),
        (["Z = f(X,Z)"], {"X": [], "Z": ["X"], "Y": ["X", "Z"]}),
        (["(X,Y) -> Y -> Z"], {"X": [], "Y": ["X"], "Z": ["Y"]}),
        (["I(X;Y) <= H(Z)"], {"X": [], "Y": ["X"], "Z": ["X", "Y"]}),
    ],
)
def test_parents_respect_the_hypotheses(texts, parents):
    found = _parents("XYZ", [parse_hypothesis(text) for text in texts])
    assert found == parents and list(found) == list(parents)


def test_random_laws_are_laws_along_the_hypotheses():
    chain = [parse_hypothesis("X -> Y -> Z"), parse_hypothesis("T = f(X,Z)")]
    laws = _random_laws("XYZT", chain, seed=1)
    assert laws.shape == (2000, 2, 2, 2, 2) and laws.dtype == np.int64
    assert (laws.reshape(2000, -1).sum(axis=1) == 8**4).all() and laws.min() == 0
    for law in laws[:40]:
        joint = Joint(
            {tuple(map(int, o)): F(int(law[tuple(o)]), 8**4) for o in np.argwhere(law)}, "X Y Z T"
        )
        assert Claim("I(X;Z|Y) = 0").test(joint).holds
        assert Claim("H(T|X,Z) = 0").test(joint).holds
    assert np.array_equal(laws, _random_laws("XYZT", chain, seed=1))
    assert not np.array_equal(laws, _random_laws("XYZT", chain, seed=2))
    chances = set((laws.sum(axis=(2, 3, 4))[:, 1] // 8**3).tolist())
    assert chances == set(range(9))


def test_entropies_of_random_laws_are_those_of_their_marginals():
    laws = _random_laws("XY", [], seed=0)[:5]
    found = _entropies(laws, [1, 2, 3])
    for k, law in enumerate(laws):
        p = law / 64
        assert found[1][k] == pytest.approx(entropy(p.sum(axis=1)))
        assert found[2][k] == pytest.approx(entropy(p.sum(axis=0)))
        assert found[3][k] == pytest.approx(entropy(p))


def test_random_candidates_break_the_claim_with_few_atoms_first():
    target = _form(form("I(X;Y) - I(X;Z)"), "XYZ", is_equality=False)
    chain = parse_hypothesis("Y -> X -> Z")
    given = [_form(form("I(Y;Z|X)"), "XYZ", is_equality=True)]
    found = _random_candidates("XYZ", [chain], target, given, seed=0)
    assert len(found) == 20
    atoms = [len(law) for law in found]
    assert atoms == sorted(atoms)
    for law in found:
        joint = Joint(law, "X Y Z")
        assert not Claim("I(X;Y) >= I(X;Z)").test(joint).holds
        assert Claim("I(Y;Z|X) = 0").test(joint).holds
    gaps = [float(Joint(law, "X Y Z").log_value("I(X;Z) - I(X;Y)")) for law in found]
    keys = [(n, -round(gap, 9)) for n, gap in zip(atoms, gaps)]
    assert keys == sorted(keys)
    nothing = _form({}, "XYZ", is_equality=False)
    assert _random_candidates("XYZ", [chain], target, [*given, nothing], seed=0) == found
