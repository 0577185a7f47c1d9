"""Claims: statements about information that prove, refute or test themselves.

``claim`` is what a reader meets, ``prover`` finds certificates, ``refuter`` finds counterexamples.
"""

from ibnotes.claims.claim import (
    Certificate,
    Claim,
    Combination,
    Counterexample,
    Line,
    NoneFound,
    NotProvable,
    Proof,
    TestResult,
)

__all__ = [
    "Certificate",
    "Claim",
    "Combination",
    "Counterexample",
    "Line",
    "NoneFound",
    "NotProvable",
    "Proof",
    "TestResult",
]
