"""Answers to 3.4, Lemma 1 from the equality to the chain."""

EXERCISE = "3.4"

CLAIM = "I(X;Y|Z) = 0"
X_FIRST = "I(Y;X,Z) = I(X;Y) + I(Y;Z|X)"
Z_FIRST = "I(Y;X,Z) = I(Z;Y) + I(X;Y|Z)"

in_two_lines = ["I(Y;X,Z) = I(Y;Z)", "0 = I(Y;X|Z)"]

by_the_loss = [X_FIRST, Z_FIRST, "I(X;Y|Z) = I(X;Y) - I(Z;Y)", CLAIM]

by_entropies = [
    "H(Y|X,Z) = H(Y|X)",
    "I(X;Y) = H(Y) - H(Y|X)",
    "I(Z;Y) = H(Y) - H(Y|Z)",
    "H(Y|X,Z) = H(Y|Z)",
    CLAIM,
]

RIGHT = (in_two_lines, by_the_loss, by_entropies)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("conclusion in terms of entropies", ["H(Y|X,Z) = H(Y|Z)", CLAIM]),
    ("Z taken to determine X", ["H(X|Z) = 0", CLAIM]),
    ("Z taken for a function of X", ["H(Z|X) = 0", CLAIM]),
    ("printed condition", ["H(X|Y,Z) = H(X|Y)", CLAIM]),
    ("printed condition", [X_FIRST, "I(Z;X|Y) = 0", CLAIM]),
    ("chain rule forgets the condition", ["I(Y;X,Z) = I(X;Y) + I(Z;Y)", CLAIM]),
    ("conditioning taken to change nothing", ["I(X;Y|Z) = I(X;Y)", CLAIM]),
    ("nothing taken to be shared at all", ["I(X;Y) = 0", CLAIM]),
    ("false", ["I(X;Z) = I(X;Y)", CLAIM]),
    ("claim not reached", [X_FIRST, Z_FIRST]),
    ("claim not reached", [X_FIRST, Z_FIRST, "I(X;Y|Z) <= 0"]),
    ("not finished", [X_FIRST, ...]),
)
