"""Answers to 6.4, epsilon is at most H(Y|X)."""

EXERCISE = "6.4"

CLAIM = "I(Z;Y|η) - I(X;Y) <= H(Y|X)"

through_the_input = [
    "I(X,Z;Y|η) = I(X;Y|η) + I(Z;Y|X,η)",
    "I(X,Z;Y|η) = I(Z;Y|η) + I(X;Y|Z,η)",
    "I(X;Y|Z,η) >= 0",
    "I(Z;Y|η) <= I(X;Y|η)",
    "I(X;Y|η) = H(Y|η) - H(Y|X,η)",
    "H(Y|X,η) >= 0",
    "I(Y;η) = H(Y) - H(Y|η)",
    "I(X;Y) = H(Y) - H(Y|X)",
    CLAIM,
]
by_the_whole_entropy = [
    "I(Y;Z,η) = H(Y) - H(Y|Z,η)",
    "H(Y|Z,η) >= 0",
    "I(Y;Z,η) <= H(Y)",
    "I(Y;Z,η) = I(Y;η) + I(Y;Z|η)",
    "I(X;Y) = H(Y) - H(Y|X)",
    CLAIM,
]

RIGHT = (through_the_input, by_the_whole_entropy)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("conclusion asserted", ["I(Z;Y|η) <= H(Y)", CLAIM]),
    ("the printed difference of entropies", ["H(Y|X) - H(Y|X,η) = I(Y;X,η)", CLAIM]),
    ("Y taken for a function of X", ["H(Y|X) = 0", CLAIM]),
    ("Y taken for a function of X and the nuisance", ["H(Y|X,η) = 0", CLAIM]),
    ("independent, hence independent given X", ["H(Y|X,η) = H(Y|X)", CLAIM]),
    ("the printed conditional", ["I(Z;Y|η) = I(X;Y|η)", CLAIM]),
    ("invariance taken for granted", ["H(η|X) = H(η)", CLAIM]),
    ("more than one step", ["I(Z;Y|η) <= I(X;Y|η)", CLAIM]),
    ("claim not reached", ["I(X;Y) = H(Y) - H(Y|X)"]),
)
