"""Answers to 3.6, the price of sufficiency (X6)."""

EXERCISE = "3.6"

CLAIM = "I(X;Z) >= H(T)"
Z_FIRST = "I(X;T,Z) = I(X;Z) + I(X;T|Z)"
T_FIRST = "I(X;T,Z) = I(X;T) + I(X;Z|T)"

from_the_side_of_z = [
    "I(X,T;Z) = I(T;Z) + I(X;Z|T)",
    "I(X,T;Z) = I(X;Z) + I(T;Z|X)",
    "I(T;Z|X) = 0",
    "I(T;Z) = H(T) - H(T|Z)",
    "I(X;Z|T) >= 0",
    CLAIM,
]

by_entropies = [
    "I(X;Z) = H(X) - H(X|Z)",
    "H(X,T|Z) = H(T|Z) + H(X|T,Z)  # H(T|Z) = 0",
    "H(X,T|Z) = H(X|Z) + H(T|X,Z)  # H(T|X,Z) = 0",
    "H(X,T) = H(X) + H(T|X)",
    "H(X,T) = H(T) + H(X|T)",
    "I(X;Z|T) = H(X|T) - H(X|T,Z)",
    "I(X;Z) = H(T) + I(X;Z|T)",
    "I(X;Z|T) >= 0",
    "H(T) <= I(X;Z)",
]

in_few_lines = ["I(X;T|Z) = 0", "I(X;T,Z) = I(X;Z)", T_FIRST, "I(X;T) = H(T)", CLAIM]

RIGHT = (from_the_side_of_z, by_entropies, in_few_lines)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("Z taken for a function of T", ["H(Z|T) = 0", CLAIM]),
    ("Z taken for a function of T", ["I(X;Z) = H(T)", CLAIM]),
    ("Z taken for a function of X", ["I(X;Z) = H(Z)", "H(Z) >= H(T)", CLAIM]),
    ("T taken to determine X", ["H(X|T) = 0", CLAIM]),
    ("entropy of Z instead of the rate", ["I(X;Z) >= H(Z)", CLAIM]),
    ("inequality the wrong way round", [Z_FIRST, T_FIRST, "I(X;Z) <= I(X;T)"]),
    ("chain rule forgets the condition", ["I(X;T,Z) = I(X;T) + I(X;Z)", CLAIM]),
    ("information with itself forgotten", ["I(X;T) = 0", CLAIM]),
    ("false", ["H(T) >= H(Z)", CLAIM]),
    ("more than one step", ["I(X;Z) >= I(X;T)", "I(X;T) = H(T)", CLAIM]),
    ("claim not reached", [Z_FIRST, T_FIRST]),
    ("claim not reached", ["H(T,Z) = H(Z) + H(T|Z)", "H(T,Z) = H(T) + H(Z|T)", "H(Z) >= H(T)"]),
    ("not finished", [Z_FIRST, ...]),
)
