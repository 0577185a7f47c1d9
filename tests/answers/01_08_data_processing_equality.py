"""Answers to 1.8, the equality case of data processing (X5)."""

EXERCISE = "1.8"

CLAIM = "I(X;Y|Z) = 0"
SPLIT = ["I(X;Y,Z) = I(X;Y) + I(X;Z|Y)", "I(X;Y,Z) = I(X;Z) + I(X;Y|Z)"]

in_two_lines = ["I(X;Y) = I(X;Y,Z)", CLAIM]

step_by_step = [
    "I(X;Z|Y) = 0",
    SPLIT[0],
    "I(X;Y,Z) = I(X;Y)",
    "I(X;Y,Z) = I(X;Z)",
    SPLIT[1],
    "0 = I(Y;X|Z)",
]

by_entropies = [
    "H(X|Y,Z) = H(X|Y)",
    "I(X;Y) = H(X) - H(X|Y)",
    "I(X;Z) = H(X) - H(X|Z)",
    "H(X|Y) = H(X|Z)",
    "H(X|Y,Z) = H(X|Z)",
    CLAIM,
]

RIGHT = (in_two_lines, step_by_step, by_entropies)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("conclusion in terms of entropies", ["H(X|Y,Z) = H(X|Z)", CLAIM]),
    ("Z taken to determine Y", ["H(Y|Z) = 0", CLAIM]),
    ("Z taken for a function of Y", ["H(Z|Y) = 0", CLAIM]),
    ("Y and Z taken to determine X", ["H(X|Z) = 0", CLAIM]),
    ("nothing taken to be shared at all", ["I(X;Y) = 0", CLAIM]),
    ("chain rule forgets the condition", ["I(X;Y,Z) = I(X;Y) + I(X;Z)", CLAIM]),
    (
        "equal information taken for equal conditional information",
        ["I(X;Y|Z) = I(X;Y)", CLAIM],
    ),
    ("false", ["I(Y;Z|X) = 0", CLAIM]),
    ("claim not reached", [*SPLIT, "I(X;Z|Y) = 0"]),
    ("claim not reached", [*SPLIT, "I(X;Y|Z) <= 0"]),
)
