"""Answers to 6.3, epsilon is not negative."""

EXERCISE = "6.3"

CLAIM = "I(Z;Y|η) - I(X;Y) >= 0"
ETA_FIRST = "I(Y;Z,η) = I(Y;η) + I(Y;Z|η)"
Z_FIRST = "I(Y;Z,η) = I(Y;Z) + I(Y;η|Z)"

by_entropies = [
    "I(Z;Y|η) = H(Y|η) - H(Y|Z,η)",
    "I(Y;η) = H(Y) - H(Y|η)",
    "I(Y;Z) = H(Y) - H(Y|Z)",
    "I(Y;η|Z) = H(Y|Z) - H(Y|Z,η)",
    "I(Y;η|Z) >= 0",
    CLAIM,
]
as_an_equality_first = [
    ETA_FIRST,
    Z_FIRST,
    "I(Z;Y|η) - I(X;Y) = I(Y;η|Z)",
    CLAIM,
]

RIGHT = (by_entropies, as_an_equality_first)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("conclusion asserted", ["I(Z;Y|η) >= I(Z;Y)", CLAIM]),
    ("chain rule forgets the condition", ["I(Y;Z,η) = I(Y;Z) + I(Y;η)", CLAIM]),
    ("independent, hence independent given X", ["I(Y;η|Z) = 0", CLAIM]),
    ("Y taken for a function of X", ["H(Y|X) = 0", CLAIM]),
    ("the printed conditional", ["I(Z;Y|η) = I(X;Y|η)", CLAIM]),
    ("conditioning taken to lower the information", ["I(Z;Y|η) <= I(Z;Y)", CLAIM]),
    ("invariance taken for granted", ["I(Z;η) = 0", CLAIM]),
    ("claim not reached", [ETA_FIRST, Z_FIRST]),
)
