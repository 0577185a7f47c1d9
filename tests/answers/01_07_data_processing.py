"""Answers to 1.7, data processing (X5)."""

EXERCISE = "1.7"

CLAIM = "I(X;Z) <= I(X;Y)"
SPLIT = ["I(X;Y,Z) = I(X;Y) + I(X;Z|Y)", "I(X;Y,Z) = I(X;Z) + I(X;Y|Z)"]

in_another_order = ["I(X;Y|Z) >= 0", SPLIT[1], "I(X;Y,Z) = I(X;Y)", CLAIM]

by_entropies = [
    "I(X;Z|Y) = H(X|Y) - H(X|Y,Z)",
    "H(X|Y,Z) = H(X|Y)  # the chain",
    "I(X;Y|Z) = H(X|Z) - H(X|Y,Z)",
    "H(X|Y) <= H(X|Z)",
    "I(X;Y) = H(X) - H(X|Y)",
    "I(X;Z) = H(X) - H(X|Z)",
    CLAIM,
]

by_entropies_of_z = [
    "H(Z|X,Y) = H(Z|Y)",
    "I(Y;Z|X) = H(Z|X) - H(Z|X,Y)",
    "I(X;Y) = H(Y) - H(Y|X)",
    "I(X;Z) = H(Z) - H(Z|X)",
    "I(Y;Z) = H(Z) - H(Z|Y)",
    "I(Y;X,Z) = I(Y;X) + I(Y;Z|X)",
    "I(Y;X,Z) = I(Y;Z) + I(Y;X|Z)",
    CLAIM,
]

through_the_pair = [
    "I(X;Y,Z) = I(X;Z) + I(X;Y|Z)",
    "I(X;Z) <= I(X;Y,Z)",
    "I(X;Y,Z) = I(X;Y)",
    "I(X;Y) - I(X;Z) >= 0",
]

RIGHT = (in_another_order, by_entropies, by_entropies_of_z, through_the_pair)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("conclusion asserted", ["I(X;Y) >= I(X;Z)", *SPLIT, CLAIM]),
    ("wrong Markov order", [*SPLIT, "I(X;Y|Z) = 0", CLAIM]),
    ("wrong Markov order", ["H(X|Y,Z) = H(X|Z)", CLAIM]),
    ("chain taken the other way round", ["H(Z|X,Y) = H(Z|X)", CLAIM]),
    (
        "conditioning is said to lower mutual information",
        ["I(X;Y|Z) <= I(X;Y)", CLAIM],
    ),
    # A negative multiple of an inequality.
    ("inequality the wrong way round", [*SPLIT, "I(X;Y|Z) >= 0", "-I(X;Y|Z) >= 0", CLAIM]),
    ("inequality the wrong way round", [*SPLIT, "I(X;Z) >= I(X;Y)", CLAIM]),
    ("chain rule forgets the condition", ["I(X;Y,Z) = I(X;Y) + I(X;Z)", CLAIM]),
    ("endpoints taken for independent", ["I(X;Z) = 0", "I(X;Y) >= 0", CLAIM]),
    ("Z taken for a function of Y", ["H(Z|Y) = 0", CLAIM]),
    ("more than one step", ["I(X;Z) <= I(X;Y,Z)", "I(X;Y,Z) = I(X;Y)", CLAIM]),
    ("false", ["H(X|Z) <= H(X|Y)", CLAIM]),
    ("claim not reached", [*SPLIT, "I(X;Z|Y) = 0", "I(X;Y|Z) >= 0"]),
    ("syntax", ["X -> Y -> Z", CLAIM]),
)
