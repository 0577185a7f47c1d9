"""Answers to 6.8, stacking."""

EXERCISE = "6.8"

CLAIM = "I(Z2;η) <= I(Z1;η)"
FIRST = "I(η;Z1,Z2) = I(η;Z1) + I(η;Z2|Z1)"
SECOND = "I(η;Z1,Z2) = I(η;Z2) + I(η;Z1|Z2)"

by_entropies = [
    "I(η;Z1) = H(η) - H(η|Z1)",
    "I(η;Z2) = H(η) - H(η|Z2)",
    "I(η;Z2|Z1) = H(η|Z1) - H(η|Z1,Z2)",
    "I(η;Z1|Z2) = H(η|Z2) - H(η|Z1,Z2)",
    "I(η;Z1|Z2) >= 0",
    CLAIM,
]
with_an_equality = [FIRST, SECOND, "I(η;Z1) = I(η;Z2) + I(η;Z1|Z2)", CLAIM]

RIGHT = (by_entropies, with_an_equality)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("sufficiency or loss taken for granted", ["I(Z2;Y) = I(X;Y)", CLAIM]),
    ("chain rule forgets the condition", ["I(η;Z1,Z2) = I(η;Z1) + I(η;Z2)", CLAIM]),
    ("Z2 taken for a function of Z1", ["H(Z2|Z1) = 0", CLAIM]),
    ("the chain read backward", [FIRST, "I(Z1;η|Z2) = 0", CLAIM]),
    ("invariance taken for granted", ["I(X;η) = 0", CLAIM]),
    ("claim not reached", [FIRST, SECOND]),
    ("unknown variable", ["I(η;Z3) <= I(η;Z1)", CLAIM]),
)
