"""How long a proof and a refutation take, beside psitip where it is installed.

    python benchmarks/claims.py

Both libraries get the same claims in the same process. psitip answers yes or no; ours also builds
the certificate and verifies it. psitip looks for no counterexample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import measure

from ibnotes.claims import Claim, Counterexample, NotProvable

try:
    import psitip
except ImportError:
    psitip = None

NUISANCE = ["(Y,E) -> X -> Z", "Y _||_ E", "I(Z;Y) = I(X;Y)"]
INGLETON = "I(A;B) <= I(A;B|C) + I(A;B|D) + I(C;D)"

# (name, statement, hypotheses, longest time in ms that the course promises)
PROOFS = [
    ("data processing", "I(X;Z) <= I(X;Y)", ["X -> Y -> Z"], 20),
    ("Proposition 4", "I(Z;E) <= I(Z;X) - I(X;Y)", NUISANCE, 20),
    ("Ingleton, not provable", INGLETON, [], 20),
    (
        "Corollary 2, five variables",
        "I(V;E) <= I(U;E) + H(Y|X) - I(X;U) + I(U;V)",
        ["(Y,E) -> X -> U -> V", "Y _||_ E", "I(V;Y) = I(X;Y)", "X = f(Y,E)"],
        40,
    ),
    ("chain of six", "I(A;F) <= I(C;D)", ["A -> B -> C -> D -> E -> F"], 40),
    ("chain of seven", "I(A;G) <= I(C;D)", ["A -> B -> C -> D -> E -> F -> G"], 400),
    ("chain of eight", "I(A;J) <= I(C;D)", ["A -> B -> C -> D -> E -> F -> G -> J"], 400),
    (
        "independence bound of eight",
        "H(A,B,C,D,E,F,G,J) <= H(A) + H(B) + H(C) + H(D) + H(E) + H(F) + H(G) + H(J)",
        [],
        400,
    ),
]

REFUTATIONS = [
    ("conditioning lowers information", "I(X;Y|Z) <= I(X;Y)", [], 100),
    ("Ingleton", INGLETON, [], 100),
    ("Proposition 4, no independence", PROOFS[1][1], [NUISANCE[0], NUISANCE[2]], 100),
    ("one more condition, five variables", "I(A;B|C,D,E) <= I(A;B|C,D)", [], 100),
    (
        "pairwise independence is mutual",
        "TC(A;B;C;D;E) <= TC(A;B;C)",
        ["A _||_ B", "D _||_ E"],
        100,
    ),
]


def prove(statement: str, given: list[str]) -> bool:
    try:
        return Claim(statement, given).prove().verify()
    except NotProvable:
        return False


def peer(statement: str, given: list[str]) -> Callable[[], bool]:
    """The same question to psitip, by way of the terms that our own parser read."""
    claim = Claim(statement, given)
    variables = {name: psitip.rv(name) for name in claim.variables}

    def together(names):
        group = variables[names[0]]
        for name in names[1:]:
            group = group + variables[name]
        return group

    def expression(form):
        total = 0 * psitip.H(variables[claim.variables[0]])
        for names, coefficient in form.items():
            total = total + float(coefficient) * psitip.H(together(sorted(names)))
        return total

    def region(relation):
        difference = expression(relation.difference().linear_form())
        return difference == 0 if relation.sense == "=" else difference >= 0

    def ask() -> bool:
        hypotheses = psitip.universe()
        for hypothesis in claim.hypotheses:
            for relation in hypothesis.relations():
                hypotheses = hypotheses & region(relation)
        return bool(hypotheses >> region(claim.relation))

    return ask


def size(statement: str, given: list[str]) -> str:
    return f"{len(Claim(statement, given).variables)} variables"


def proof(name: str, statement: str, given: list[str], limit: float) -> Iterator[measure.Row]:
    """Proved and verified by us, decided by psitip."""

    def answers(mine: bool, theirs: bool | None) -> str:
        own = "proved" if mine else "not provable"
        return own if theirs in (mine, None) else f"{own}, DISAGREE"

    yield from measure.compare(
        f"Proof: {name}",
        size(statement, given),
        lambda: prove(statement, given),
        {measure.named("psitip"): None if psitip is None else peer(statement, given)},
        answers,
        limit / 1e3,
    )


def refutation(name: str, statement: str, given: list[str], limit: float) -> Iterator[measure.Row]:
    """The law that we find."""

    def answers(law: Counterexample, _: None) -> str:
        return "law found" if law else "NO LAW FOUND"

    yield from measure.compare(
        f"Refutation: {name}",
        size(statement, given),
        Claim(statement, given).refute,
        answers=answers,
        limit=limit / 1e3,
    )


def rows() -> Iterator[measure.Row]:
    if psitip is not None:
        psitip.PsiOpts.setting(solver="scipy")
    for claim in PROOFS:
        yield from proof(*claim)
    for claim in REFUTATIONS:
        yield from refutation(*claim)


if __name__ == "__main__":
    measure.report(rows())
