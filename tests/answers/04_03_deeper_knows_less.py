"""Answers to 4.3, deeper layers know less of the input."""

EXERCISE = "4.3"

CLAIM = "I(X;Z2) <= I(X;Z1)"
FIRST = "I(X;Z1,Z2) = I(X;Z1) + I(X;Z2|Z1)"
SECOND = "I(X;Z1,Z2) = I(X;Z2) + I(X;Z1|Z2)"

through_the_pair = [
    SECOND,
    "I(X;Z2) <= I(X;Z1,Z2)",
    "I(X;Z1,Z2) = I(X;Z1)",
    CLAIM,
]

by_entropies = [
    "H(X|Z1,Z2) = H(X|Z1)",
    "I(X;Z1|Z2) = H(X|Z2) - H(X|Z1,Z2)",
    "H(X|Z1,Z2) <= H(X|Z2)",
    "I(X;Z1) = H(X) - H(X|Z1)",
    "I(X;Z2) = H(X) - H(X|Z2)",
    CLAIM,
]

by_entropies_of_the_layers = [
    "H(Z2|X,Z1) = H(Z2|Z1)",
    "I(X;Z2) = H(Z2) - H(Z2|X)",
    "H(Z1,Z2) = H(Z1) + H(Z2|Z1)",
    "H(Z1,Z2|X) = H(Z1|X) + H(Z2|X,Z1)",
    "I(X;Z1) = H(Z1) - H(Z1|X)",
    "I(X;Z1,Z2) = H(Z1,Z2) - H(Z1,Z2|X)",
    "I(X;Z1,Z2) = I(X;Z2) + I(X;Z1|Z2)",
    CLAIM,
]

RIGHT = (through_the_pair, by_entropies, by_entropies_of_the_layers)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("more than one step", ["I(X;Z1) - I(X;Z2) >= 0", CLAIM]),
    ("conclusion in terms of entropies", ["H(X|Z1) <= H(X|Z2)", CLAIM]),
    ("layers taken for functions", ["H(Z2|Z1) = 0", CLAIM]),
    ("layers taken for functions", ["H(Z1|X) = 0", CLAIM]),
    ("wrong layer in the middle", [FIRST, SECOND, "I(X;Z1|Z2) = 0", CLAIM]),
    ("wrong layer in the middle", ["H(X|Z2) = H(X|Z1,Z2)", CLAIM]),
    ("smaller entropy taken for less information", ["H(Z2) <= H(Z1)", CLAIM]),
    ("chain rule forgets the condition", ["I(X;Z1,Z2) = I(X;Z1) + I(X;Z2)", CLAIM]),
    ("inequality the wrong way round", [FIRST, SECOND, "I(X;Z1) <= I(X;Z2)"]),
    ("layers taken to be invertible", ["H(Z1|Z2) = 0", CLAIM]),
    ("layers taken to be invertible", ["I(X;Z1) = I(X;Z2)", CLAIM]),
    ("false", ["H(X|Z1) = H(X|Y)", CLAIM]),
    ("claim not reached", [FIRST, SECOND]),
    ("unknown variable", ["I(X;Z_2) <= I(X;Z1)", CLAIM]),
    ("not finished", [FIRST, ..., CLAIM]),
)
