"""Answers to 6.9, a bottleneck that has to pay."""

EXERCISE = "6.9"

CLAIM = "I(Z1;η) - I(Z2;η) >= I(X;Z1) - I(Z1;Z2)"

FIRST_LAYER = [
    "I(X,Y,η;Z1) = I(X;Z1) + I(Y,η;Z1|X)",
    "I(X,Y,η;Z1) = I(Y,η;Z1) + I(X;Z1|Y,η)",
    "I(X;Z1|Y,η) = H(X|Y,η) - H(X|Y,η,Z1)",
    "H(X|Y,η,Z1) >= 0",
    "I(Y,η;Z1) >= I(X;Z1)",
    "I(Y,η;Z1) = I(η;Z1) + I(Y;Z1|η)",
    "I(Y;Z1|η) = H(Y|η) - H(Y|Z1,η)",
    "H(Y|Z1,η) >= 0",
    "I(Y;η) = H(Y) - H(Y|η)",
]
SECOND_LAYER = [
    "I(Z1,Y,η;Z2) = I(Z1;Z2) + I(Y,η;Z2|Z1)",
    "I(Z1,Y,η;Z2) = I(Y,η;Z2) + I(Z1;Z2|Y,η)",
    "I(Z1;Z2|Y,η) >= 0",
    "I(Y,η;Z2) = I(η;Z2) + I(Y;Z2|η)",
    "I(Y;Z2,η) = I(Y;η) + I(Y;Z2|η)",
    "I(Y;Z2,η) = I(Y;Z2) + I(Y;η|Z2)",
    "I(Y;η|Z2) >= 0",
]
IN_FULL = "I(X;Y) = H(Y) - H(Y|X)"

second_layer_first = [*SECOND_LAYER, *FIRST_LAYER, IN_FULL, CLAIM]
only_the_lines_needed = [
    line for line in [*FIRST_LAYER, *SECOND_LAYER, IN_FULL, CLAIM] if line != FIRST_LAYER[4]
]

RIGHT = (second_layer_first, only_the_lines_needed)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("invariance taken for granted", ["I(X;η) = 0", CLAIM]),
    ("chain rule forgets the condition", ["I(X,Y,η;Z1) = I(X;Z1) + I(Y,η;Z1)", CLAIM]),
    ("minimality taken for granted", [*FIRST_LAYER, "I(Z2;η) = 0", CLAIM]),
    ("layers taken for functions", ["H(Z2|Z1) = 0", CLAIM]),
    ("no bottleneck at all", ["I(Z1;Z2) = I(X;Z1)", CLAIM]),
    ("more than one step", ["I(Z2;η) <= I(Z1;η)", CLAIM]),
    ("false", ["I(Z1;η) <= I(Z2;η)", CLAIM]),
    ("claim not reached", FIRST_LAYER),
)
