"""Answers to 3.3, Lemma 1 from the chain to the equality."""

EXERCISE = "3.3"

CLAIM = "I(Z;Y) = I(X;Y)"
X_FIRST = "I(Y;X,Z) = I(X;Y) + I(Y;Z|X)"
Z_FIRST = "I(Y;X,Z) = I(Z;Y) + I(X;Y|Z)"

in_two_lines = ["I(Y;X,Z) = I(Y;X)", CLAIM]

by_data_processing = [
    X_FIRST,
    Z_FIRST,
    "I(Z;Y) <= I(X;Y)",
    "I(X;Y) <= I(Z;Y)",
    "I(X;Y) = I(Z;Y)",
]

by_entropies = [
    "H(Y|X,Z) = H(Y|X)",
    "H(Y|X,Z) = H(Y|Z)",
    "I(X;Y) = H(Y) - H(Y|X)",
    "I(Z;Y) = H(Y) - H(Y|Z)",
    CLAIM,
]

RIGHT = (in_two_lines, by_data_processing, by_entropies)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("conclusion in terms of entropies", ["H(Y|X) = H(Y|Z)", CLAIM]),
    ("Z taken to determine X", ["H(X|Z) = 0", CLAIM]),
    ("Z taken for a function of X", ["H(Z|X) = 0", CLAIM]),
    ("printed condition", ["I(X;Z|Y) = 0", CLAIM]),
    ("printed condition", ["H(X|Z,Y) = H(X|Y)", CLAIM]),
    ("chain rule forgets the condition", ["I(Y;X,Z) = I(X;Y) + I(Z;Y)", CLAIM]),
    ("nothing taken to be shared at all", ["I(Z;Y) = 0", CLAIM]),
    ("same rate taken for same relevance", ["I(X;Z) = I(X;Y)", CLAIM]),
    ("false", ["H(X|Y) = H(Z|Y)", CLAIM]),
    ("claim not reached", [X_FIRST, Z_FIRST]),
    ("claim not reached", [X_FIRST, Z_FIRST, "I(Z;Y) <= I(X;Y)"]),
    ("unknown variable", ["I(Y;T) <= I(X;Y)", CLAIM]),
    ("not finished", [X_FIRST, ..., CLAIM]),
    ("is text", CLAIM),
)
