"""Answers to 4.4, a step in the information plane."""

EXERCISE = "4.4"

CLAIM = "I(Z1;Y) - I(Z2;Y) <= I(X;Z1) - I(X;Z2)"
OF_X = ["I(X;Z1,Z2) = I(X;Z1) + I(X;Z2|Z1)", "I(X;Z1,Z2) = I(X;Z2) + I(X;Z1|Z2)"]
OF_Y = ["I(Y;Z1,Z2) = I(Y;Z1) + I(Y;Z2|Z1)", "I(Y;Z1,Z2) = I(Y;Z2) + I(Y;Z1|Z2)"]

short = [
    OF_X[1],
    "I(X;Z1) - I(X;Z2) = I(X;Z1|Z2)",
    OF_Y[1],
    "I(Z1;Y) - I(Z2;Y) = I(Y;Z1|Z2)",
    "I(X,Y;Z1|Z2) = I(Y;Z1|Z2) + I(X;Z1|Y,Z2)",
    "I(Y;Z1|Z2) <= I(X,Y;Z1|Z2)",
    "I(X,Y;Z1|Z2) = I(X;Z1|Z2) + I(Y;Z1|X,Z2)",
    "I(Y;Z1|X,Z2) = 0",
    CLAIM,
]
in_small_steps = [
    "I(X;Z1,Z2) = I(X;Z1)",
    OF_X[1],
    "I(Y;Z1,Z2) = I(Y;Z1)",
    OF_Y[1],
    "I(Y;Z1|X,Z2) = 0",
    "I(X,Y;Z1|Z2) = I(X;Z1|Z2) + I(Y;Z1|X,Z2)",
    "I(X,Y;Z1|Z2) = I(Y;Z1|Z2) + I(X;Z1|Y,Z2)",
    "I(X;Z1|Y,Z2) >= 0",
    "I(Y;Z1|Z2) <= I(X;Z1|Z2)",
    CLAIM,
]
given_the_label = [
    "I(X,Y;Z1) = I(X;Z1)",
    "I(X,Y;Z2) = I(X;Z2)",
    "I(X,Y;Z1) = I(Y;Z1) + I(X;Z1|Y)",
    "I(X,Y;Z2) = I(Y;Z2) + I(X;Z2|Y)",
    "I(X;Z1,Z2|Y) = I(X;Z1|Y) + I(X;Z2|Y,Z1)",
    "I(X;Z2|Y,Z1) = 0",
    "I(X;Z1,Z2|Y) = I(X;Z2|Y) + I(X;Z1|Y,Z2)",
    "I(X;Z2|Y) <= I(X;Z1|Y)",
    CLAIM,
]

RIGHT = (short, in_small_steps, given_the_label)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("conclusion asserted", ["I(X;Z2) - I(Z2;Y) <= I(X;Z1) - I(Z1;Y)", CLAIM]),
    ("inequalities subtracted", ["I(X;Z2) <= I(Y;Z2)", CLAIM]),
    ("all of the label lost", [*OF_X, *OF_Y, "I(Y;Z1|Z2) = I(X;Z1|Z2)", CLAIM]),
    ("all of the label lost", ["I(X;Z1|Y,Z2) = 0", CLAIM]),
    ("none of the label lost", ["I(Y;Z1|Z2) = 0", CLAIM]),
    ("wrong end of the chain", ["I(X;Z1|Y) = 0", CLAIM]),
    ("layers taken for functions", ["H(Z2|Z1) = 0", CLAIM]),
    ("chain rule forgets the condition", ["I(X,Y;Z1|Z2) = I(X;Z1|Z2) + I(Y;Z1|Z2)", CLAIM]),
    ("chain rule forgets the condition", ["I(Y;Z1,Z2) = I(Y;Z1) + I(Y;Z2)", CLAIM]),
    ("claim not reached", [*OF_X, *OF_Y, "I(Y;Z1|Z2) >= 0"]),
    ("false", ["I(X;Z1) <= I(Y;Z1)", CLAIM]),
    ("more than one step", [*OF_X, *OF_Y, "I(Y;Z1|Z2) <= I(X;Z1|Z2)", CLAIM]),
)
