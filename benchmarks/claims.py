"""How long a proof and a refutation take, beside psitip where it is installed.

    python benchmarks/claims.py

Each time is the best of five, after one warm-up; both libraries get the same claims in the same
process.  psitip answers yes or no; ours also builds the certificate and verifies it.
Install the peer with ``pip install --no-deps psitip pulp``.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from ibnotes.claims import Claim, NotProvable

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


def best_of_five(task: Callable[[], object]) -> float:
    """The shortest of five runs in milliseconds, after one that warms the caches."""
    task()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return 1e3 * min(times)


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


def row(name: str, n: int, limit: float, ours: float, theirs: float | None) -> str:
    beside = f"{theirs:9.1f} {theirs / ours:7.2f}" if theirs is not None else f"{'-':>9} {'-':>7}"
    verdict = "ok" if ours <= limit else "TOO SLOW"
    return f"{name:36} {n:2d} {ours:9.1f} {limit:7.0f} {verdict:9}{beside}"


def main() -> None:
    if psitip is not None:
        psitip.PsiOpts.setting(solver="scipy")
    print(f"{'proofs':36}  n   ours/ms  limit           psitip/ms   ratio")
    for name, statement, given, limit in PROOFS:
        ours = best_of_five(lambda: prove(statement, given))
        theirs = best_of_five(peer(statement, given)) if psitip is not None else None
        if psitip is not None and peer(statement, given)() != prove(statement, given):
            name += " (DISAGREE)"
        print(row(name, len(Claim(statement, given).variables), limit, ours, theirs))
    print(f"\n{'refutations':36}  n   ours/ms  limit           (psitip has none)")
    for name, statement, given, limit in REFUTATIONS:
        claim = Claim(statement, given)
        assert claim.refute(), name
        ours = best_of_five(claim.refute)
        print(row(name, len(claim.variables), limit, ours, None))


if __name__ == "__main__":
    main()
