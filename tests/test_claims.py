"""Claims: what is true is proved with a certificate, what is false is refuted by an exact law."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibnotes.claims import Claim, NoneFound, NotProvable
from ibnotes.claims.refuter import families
from ibnotes.joint import Joint
from ibnotes.language import Expression, Term

NUISANCE = ["(Y,η) -> X -> Z", "Y _||_ η", "I(Z;Y) = I(X;Y)"]
PAIRWISE = ["Y -> X -> Z", "η -> X -> Z", "Y _||_ η", "I(Z;Y) = I(X;Y)"]
PROPOSITION_4 = "I(Z;η) <= I(Z;X) - I(X;Y)"
INGLETON = "I(A;B) <= I(A;B|C) + I(A;B|D) + I(C;D)"
ZHANG_YEUNG = "2 I(C;D) <= I(A;B) + I(A;C,D) + 3 I(C;D|A) + I(C;D|B)"

# --- what Shannon's inequalities prove -----------------------------------------------------------

PROVABLE = {
    "I1.1: by the entropy of X": ("I(X;Y) = H(X) - H(X|Y)", []),
    "I1.1: by the entropy of Y": ("I(X;Y) = H(Y) - H(Y|X)", []),
    "I1.1: by joint entropies": ("I(X;Y) = H(X) + H(Y) - H(X,Y)", []),
    "I1.1: as a total correlation": ("I(X;Y) = TC(X;Y)", []),
    "I1.3: by joint entropies": ("I(X;Y|Z) = H(X,Z) + H(Y,Z) - H(X,Y,Z) - H(Z)", []),
    "I1.3: by the entropy of X": ("I(X;Y|Z) = H(X|Z) - H(X|Y,Z)", []),
    "I1.3: by three entropies": ("I(X;Y|Z) = H(X|Z) + H(Y|Z) - H(X,Y|Z)", []),
    "F1: chain rule": ("I(X;Y,Z) = I(X;Z) + I(X;Y|Z)", []),
    "F2: data processing": ("I(X;Z) <= I(X;Y)", ["X -> Y -> Z"]),
    "F2: conditioning lowers it along a chain": ("I(X;Y|Z) <= I(X;Y)", ["X -> Y -> Z"]),
    "F2: equality, one way": ("I(X;Y|Z) = 0", ["X -> Y -> Z", "I(X;Z) = I(X;Y)"]),
    "F2: equality, other way": ("I(X;Z) = I(X;Y)", ["X -> Y -> Z", "X -> Z -> Y"]),
    "F3: expected distortion": ("I(X;Y|Z) = I(X;Y) - I(Z;Y)", ["Y -> X -> Z"]),
    "F4: sufficient, split at T": ("I(X;Z) = I(X;T) + I(X;Z|T)", ["X -> Z -> T"]),
    "L1: sufficient, so equal": ("I(Z;Y) = I(X;Y)", ["Y -> X -> Z", "Y -> Z -> X"]),
    "L1: equal, so sufficient": ("I(X;Y|Z) = 0", ["Y -> X -> Z", "I(Z;Y) = I(X;Y)"]),
    "X6: minimum": (
        "I(X;Z) >= H(T)",
        ["Y -> X -> Z", "Y -> Z -> X", "T = f(X)", "T = g(Z)"],
    ),
    "X2: decoupling": (
        "I(Y1,Y2;Z) <= I(Y1;Z) + I(Y2;Z,X1)",
        ["(Y1,Y2) -> (X1,X2) -> Z", "(X1,Y1) _||_ (X2,Y2)", "Y1 -> X1 -> (X2,Y2,Z)"],
    ),
    "P4a: joint chain": (PROPOSITION_4, NUISANCE),
    "P4a: pairwise chains with T": (
        PROPOSITION_4,
        [*PAIRWISE, "T = f(X)", "T = g(Z)", "Y -> T -> X"],
    ),
    "P4b: equality": ("I(Z;η) = I(Z;X) - I(Z;Y|η)", [*NUISANCE, "X = f(Y,η)"]),
    "P4-eps: lower": ("I(Z;Y|η) - I(X;Y) >= 0", NUISANCE),
    "P4-eps: upper": ("I(Z;Y|η) - I(X;Y) <= H(Y|X)", NUISANCE),
    "P4-eps: middle": ("I(Y;η|X) = H(Y|X) - H(Y|X,η)", []),
    "P4c: most invariant": ("I(T;η) <= I(Z;η)", ["T = f(Z)"]),
    "P4c: deterministic target": (
        "I(Z;η) = I(Z;X) - H(Y)",
        [*NUISANCE, "X = f(Y,η)", "Y = g(X)"],
    ),
    "TODO-4: the smaller of two": ("I(X;V) <= I(U;V)", ["X -> U -> V"]),
    "C2: display": (
        "I(V;η) <= I(U;V) - I(X;Y)",
        ["(Y,η) -> X -> U -> V", "Y _||_ η", "I(V;Y) = I(X;Y)"],
    ),
    "C2: quantitative": (
        "I(V;η) <= I(U;η) + H(Y|X) - I(X;U) + I(U;V)",
        ["(Y,η) -> X -> U -> V", "Y _||_ η", "I(V;Y) = I(X;Y)", "X = f(Y,η)"],
    ),
    "C3": (
        "I(U;η) - I(V;η) >= I(X;U) - I(U;V)",
        ["(Y,η) -> X -> U -> V", "Y _||_ η", "I(V;Y) = I(X;Y)", "X = f(Y,η)", "Y = g(X)"],
    ),
    "C4": ("I(V;η) <= I(U;η)", ["η -> U -> V"]),
    "T1": (
        "H(Y|X,W) = H(Y|X,θ) + I(θ;Y|X,W) - I(Y;W|X,θ)",
        [],
    ),
    "REG: slack": ("I(W;X,Y) = I(W;θ) + I(W;X|θ) + I(W;Y|X,θ)", ["θ -> (X,Y) -> W"]),
    "REG: memorizing": ("H(Y|X,W) + I(W;X,Y) = H(Y|X) + I(X;W)", []),
    "TC: one variable at a time": ("TC(X;Y;Z) = I(X;Y) + I(X,Y;Z)", []),
    "a function has no more entropy": ("H(T) <= H(X)", ["T = f(X)"]),
    "Han's inequality": ("2 H(X,Y,Z) <= H(X,Y) + H(Y,Z) + H(X,Z)", []),
    "an inequality as a hypothesis": ("H(X) <= H(Z)", ["H(X) <= H(Y)", "H(Y) <= H(Z)"]),
    "eight variables": (
        "I(A;J) <= I(C;D)",
        ["A -> B -> C -> D -> E -> F -> G -> J"],
    ),
}


@pytest.mark.parametrize("name", PROVABLE)
def test_a_true_shannon_claim_has_a_certificate_that_verifies(name):
    claim = Claim(*PROVABLE[name])
    proof = claim.prove()
    assert proof.verify()
    assert proof.lines[-1].relation.difference().linear_form() == (
        claim.relation.difference().linear_form()
    )


@pytest.mark.parametrize("name", [n for n in PROVABLE if n != "eight variables"])
def test_a_proved_claim_is_not_refuted(name):
    assert not Claim(*PROVABLE[name]).refute()


@pytest.mark.parametrize("name", PROVABLE)
def test_every_line_of_a_proof_is_itself_provable(name):
    statement, hypotheses = PROVABLE[name]
    for line in Claim(statement, hypotheses).prove().lines:
        assert Claim(str(line.relation), hypotheses).prove().verify()


def test_data_processing_needs_one_term_and_one_hypothesis():
    certificate = Claim("I(X;Z) <= I(X;Y)", ["X -> Y -> Z"]).prove().certificate
    (combination,) = certificate.combinations
    assert [(m, str(term)) for m, term in combination.terms] == [(1, "I(X;Y|Z)")]
    assert [(m, str(r)) for m, r, _ in combination.hypotheses] == [(-1, "I(X;Z|Y) = 0")]


@pytest.mark.parametrize("factor", ["1/1000000000000", "1000000000000"])
def test_a_claim_is_proved_in_any_unit(factor):
    claim = Claim(f"{factor} I(X;Z) <= {factor} I(X;Y)", given=["X -> Y -> Z"])
    assert claim.prove().verify()


def test_proposition_4_needs_two_terms():
    (combination,) = Claim(PROPOSITION_4, NUISANCE).prove().certificate.combinations
    terms = {term.canonical() for _, term in combination.terms}
    assert terms == {
        Term("I", (("Y",), ("η",)), ("Z",)),
        Term("I", (("X",), ("Z",)), ("Y", "η")),
    }


def test_a_proof_reads_the_same_whatever_was_proved_before():
    texts = set()
    for _ in range(3):
        texts.add(repr(Claim(PROPOSITION_4, NUISANCE).prove()))
        Claim("H(X) >= 0").prove()
    assert len(texts) == 1


def test_a_proof_names_each_reason():
    proof = Claim(PROPOSITION_4, NUISANCE).prove()
    assert [line.reason for line in proof.lines] == [
        "chain rule",
        "Markov (Y,η) -> X -> Z",
        "independence Y _||_ η",
        "given",
        "non-negative",
        "non-negative",
        "from 1 to 6",
    ]
    assert r"\text{Markov $(Y, \eta) \to X \to Z$}" in proof.latex()
    assert r"\text{independence $Y \perp\!\!\!\perp \eta$}" in proof.latex()


def test_a_tampered_certificate_does_not_verify():
    claim = Claim("I(X;Z) <= I(X;Y)", ["X -> Y -> Z"])
    certificate = claim.prove().certificate
    (good,) = certificate.combinations
    (m, relation, reason) = good.hypotheses[0]
    other = Term("I", (("X",), ("Z",)), ("Y",))
    bad = [
        replace(good, terms=()),
        replace(good, terms=((Fraction(2), good.terms[0][1]),)),
        replace(good, terms=((Fraction(1), other),)),
        replace(good, terms=(*good.terms, (Fraction(0), other))),
        replace(good, hypotheses=((m / 2, relation, reason),)),
        replace(good, target=Expression()),
        # a negative multiplier of a term that would have to be non-negative
        replace(
            good,
            terms=((Fraction(1), good.terms[0][1]), (Fraction(-1), other)),
            hypotheses=(),
        ),
    ]
    for combination in bad:
        assert not replace(certificate, combinations=(combination,)).verify(claim)
    wider = replace(claim, given=[*claim.given, "H(X) <= H(Y)"])
    unused = (Fraction(0), wider.hypotheses[1], "given")  # the multiplier has to be positive
    idle = replace(good, hypotheses=(*good.hypotheses, unused))
    assert certificate.verify(wider)
    assert not replace(certificate, combinations=(idle,)).verify(wider)
    assert not certificate.verify(Claim("I(X;Z) <= I(X;Y)"))  # the hypothesis is not given
    assert not certificate.verify(Claim("I(X;Z) = I(X;Y)", ["X -> Y -> Z"]))  # one direction only
    assert certificate.verify(claim)


# --- what they do not prove ----------------------------------------------------------------------

NOT_PROVABLE = {
    "XOR": ("I(X;Y|Z) <= I(X;Y)", []),
    "data processing, wrong order": ("I(X;Z) <= I(X;Y)", ["Y -> X -> Z"]),
    "Proposition 4, pairwise chains": (PROPOSITION_4, PAIRWISE),
    "Proposition 4, without independence": (PROPOSITION_4, [NUISANCE[0], NUISANCE[2]]),
    "Ingleton": (INGLETON, []),
    "Zhang and Yeung": (ZHANG_YEUNG, []),
}


@pytest.mark.parametrize("name", NOT_PROVABLE)
def test_what_is_not_provable_is_not_called_false(name):
    with pytest.raises(NotProvable, match="not a disproof(.|\n)*refute"):
        Claim(*NOT_PROVABLE[name]).prove()


@pytest.mark.parametrize("name", ["Proposition 4, pairwise chains", "Zhang and Yeung"])
def test_a_true_claim_beyond_shannon_has_no_counterexample(name):
    none = Claim(*NOT_PROVABLE[name]).refute()
    assert isinstance(none, NoneFound) and not none
    assert "functions of 2 fair coins" in none.looked
    assert "no proof" in repr(none)


# --- what is false -------------------------------------------------------------------------------

FALSE = {
    **{
        name: NOT_PROVABLE[name]
        for name in NOT_PROVABLE
        if name not in ("Proposition 4, pairwise chains", "Zhang and Yeung")
    },
    "half of an entropy": ("I(X;Y) <= 1/2 H(X)", []),
    "an equality": ("H(X) = H(Y)", []),
    "pairwise is not mutual": (
        "TC(X;Y;Z) = 0",
        ["X _||_ Y", "Y _||_ Z", "X _||_ Z"],
    ),
    "a hypothesis that is an inequality": ("H(Y) <= H(X)", ["H(X) >= H(Z)"]),
    "strictly between": ("I(X;Y) <= 99/100 H(X)", ["I(X;Y) <= 999/1000 H(Y)"]),
    "five variables": ("I(A;B|C,D,E) <= I(A;B|C,D)", []),
    "printed epsilon": ("H(Y|X) - H(Y|X,η) = I(Y;η,X)", []),
    "printed condition of Lemma 1": ("I(Z;Y) = I(X;Y)", ["Y -> X -> Z", "I(X;Z|Y) = 0"]),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_counterexample_keeps_the_hypotheses_and_breaks_the_claim_exactly(name):
    claim = Claim(*FALSE[name])
    counterexample = claim.refute()
    assert counterexample
    assert counterexample.joint.exact
    result = claim.test(counterexample.joint)
    assert not result.holds
    assert all(kept for _, kept in result.hypotheses)


def test_xor_is_the_counterexample_to_conditioning_lowers_information():
    counterexample = Claim("I(X;Y|Z) <= I(X;Y)").refute()
    assert counterexample.joint.table() == {
        (x, y, x ^ y): Fraction(1, 4) for x in (0, 1) for y in (0, 1)
    }
    assert str(counterexample.left) == "log(2)" and counterexample.right == 0


def test_the_law_that_breaks_ingleton_is_two_coins():
    counterexample = Claim(INGLETON).refute()
    assert set(counterexample.joint.table().values()) == {Fraction(1, 4)}


@pytest.mark.parametrize("hypothesis", ["T = f(T)", "T = f(X,T)"])
def test_a_function_of_itself_is_a_hypothesis_that_says_nothing(hypothesis):
    assert not Claim("H(T) >= 0", [hypothesis]).refute()
    assert Claim("H(T) <= 0", [hypothesis]).refute()


def test_a_weighted_law_is_found_where_no_fair_coin_does():
    # On a fair coin, and on any function of two, equality holds or the sense is right.
    counterexample = Claim("3 H(X) = 2 H(Y)", given=["I(X;Y) = H(X)", "2 H(Y) <= 3 H(X)"]).refute()
    assert counterexample


def test_families_are_closed_under_meets_and_have_total_mass_one():
    for family in families():
        meet, entropies, sizes = family.tables()
        assert sum(family.weights) == 1
        assert meet.shape == (len(family.partitions),) * 2
        assert entropies.min() == 0 or abs(entropies.min()) < 1e-15
        assert sizes.max() == len(family.weights)


# --- laws ----------------------------------------------------------------------------------------


def test_a_test_reports_both_sides_and_each_hypothesis():
    xor = Joint({(x, y, x ^ y): Fraction(1, 4) for x in (0, 1) for y in (0, 1)}, "X Y Z")
    result = Claim("I(X;Y|Z) <= I(X;Y)", ["X -> Y -> Z"]).test(xor)
    assert not result.holds
    assert result.hypotheses == (("X -> Y -> Z", False),)
    assert "fails" in repr(result)


def test_a_float_law_is_judged_up_to_the_tolerance():
    joint = Joint([[0.1, 0.2], [0.3, 0.4]], "X Y")
    claim = Claim("I(X;Y) = 0")
    assert not claim.test(joint).holds
    assert claim.test(joint, tolerance=1.0).holds
    information = joint.value("I(X;Y)")
    assert claim.test(joint, tolerance=information).holds
    assert not claim.test(joint, tolerance=np.nextafter(information, 0)).holds
    product = Joint([[0.03, 0.07], [0.27, 0.63]], "X Y")
    for law, tolerance, kept in ((product, 1e-9, True), (joint, 1e-9, False), (joint, 1.0, True)):
        result = Claim("I(X;Y) <= H(X)", ["X _||_ Y"]).test(law, tolerance=tolerance)
        assert result.holds and result.hypotheses == (("X _||_ Y", kept),)


NAMES = "ABCD"
sets = st.sets(st.sampled_from(NAMES), min_size=1).map(lambda s: tuple(sorted(s)))
maybe_empty = st.sets(st.sampled_from(NAMES)).map(lambda s: tuple(sorted(s)))
terms = st.one_of(
    st.builds(lambda a, c: Term("H", (a,), c), sets, maybe_empty),
    st.builds(lambda a, b, c: Term("I", (a, b), c), sets, sets, maybe_empty),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), terms), min_size=1, max_size=4))
def test_every_non_negative_sum_of_terms_is_proved(pairs):
    expression = Expression(tuple((Fraction(c), term) for c, term in pairs))
    # Spelled in joint entropies, so that the prover has to find the terms again.
    form = expression.linear_form()
    spelled = Expression(
        tuple(
            (c, Term("H", (tuple(sorted(names)),)))
            for names, c in sorted(form.items(), key=lambda item: sorted(item[0]))
        )
    )
    assert Claim(f"{spelled} >= 0").prove().verify()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(-2, 2), terms), min_size=1, max_size=3))
def test_a_claim_is_never_both_proved_and_refuted(pairs):
    claim = Claim(f"{Expression(tuple((Fraction(c), t) for c, t in pairs if c))} >= 0")
    try:
        assert claim.prove().verify()
    except NotProvable:
        return
    assert not claim.refute()


# --- bad input -----------------------------------------------------------------------------------


def test_nine_variables_are_too_many():
    with pytest.raises(ValueError, match="names 9 variables, expected at most 8"):
        Claim("H(A,B,C,D,E,F,G,J,K) >= 0").prove()


def test_hypotheses_are_a_list():
    with pytest.raises(ValueError, match="^given is the str 'X -> Y -> Z', expected a list of"):
        Claim("I(X;Z) <= I(X;Y)", given="X -> Y -> Z")


def test_a_claim_keeps_its_hypotheses_whatever_becomes_of_the_list():
    texts = ["X -> Y -> Z"]
    claim = Claim("I(X;Z) <= I(X;Y)", texts)
    texts.clear()
    assert claim.given == ("X -> Y -> Z",)
    assert {claim} == {Claim("I(X;Z) <= I(X;Y)", ("X -> Y -> Z",))}


def test_a_claim_that_can_not_be_read_is_refused_at_once():
    with pytest.raises(ValueError, match="expected"):
        Claim("I(X;Z) < I(X;Y)")


def test_a_law_must_know_the_variables():
    with pytest.raises(ValueError, match="Z"):
        Claim("I(X;Z) >= 0").test(Joint([[1]], "X Y"))
