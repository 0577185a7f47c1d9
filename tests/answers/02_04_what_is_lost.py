"""Answers to 2.4, what the representation loses."""

EXERCISE = "2.4"

CLAIM = "I(X;Y|Z) = I(X;Y) - I(Z;Y)"
X_FIRST = "I(Y;X,Z) = I(X;Y) + I(Y;Z|X)"
Z_FIRST = "I(Y;X,Z) = I(Z;Y) + I(X;Y|Z)"

in_two_lines = ["I(Y;X,Z) = I(X;Y)  # by the chain", CLAIM]

by_entropies = [
    "I(X;Y|Z) = H(Y|Z) - H(Y|X,Z)",
    "H(Y|X,Z) = H(Y|X)",
    "I(X;Y) = H(Y) - H(Y|X)",
    "I(Z;Y) = H(Y) - H(Y|Z)",
    CLAIM,
]

step_by_step = [
    "I(Z;Y|X) = 0",
    X_FIRST,
    Z_FIRST,
    "I(X;Y) = I(Z;Y) + I(X;Y|Z)",
    "I(Y;X|Z) = I(Y;X) - I(Y;Z)",
]

RIGHT = (in_two_lines, by_entropies, step_by_step)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("conclusion asserted", ["I(X;Y) = I(Z;Y) + I(X;Y|Z)", CLAIM]),
    ("difference the wrong way round", [X_FIRST, "I(X;Y|Z) = I(Z;Y) - I(X;Y)"]),
    ("chain with Z in the middle", ["I(X;Y|Z) = 0", CLAIM]),
    ("chain with Z in the middle", ["H(Y|X,Z) = H(Y|Z)", CLAIM]),
    ("chain with Y in the middle", [Z_FIRST, "I(Z;X|Y) = 0", CLAIM]),
    ("chain rule forgets the condition", ["I(Y;X,Z) = I(X;Y) + I(Z;Y)", CLAIM]),
    ("conditioning taken to change nothing", ["I(X;Y|Z) = I(X;Y)", CLAIM]),
    ("Z taken for a function of X", ["H(Z|X) = 0", X_FIRST, Z_FIRST, CLAIM]),
    ("nothing taken to be lost", ["I(Y;Z) = I(Y;X)", CLAIM]),
    ("false", ["I(X;Z) = I(X;Y)", CLAIM]),
    ("claim not reached", [X_FIRST, Z_FIRST]),
    ("claim not reached", [X_FIRST, Z_FIRST, "I(X;Y|Z) <= I(X;Y) - I(Z;Y)"]),
    ("unknown variable", ["I(Y;X,T) = I(X;Y) + I(Y;T|X)", CLAIM]),
    ("not finished", [X_FIRST, ...]),
)
