"""Answers to 1.3, mutual information is symmetric."""

EXERCISE = "1.3"

CLAIM = "H(X) - H(X|Y) = H(Y) - H(Y|X)"

through_the_information = [
    "I(X;Y) = H(X) - H(X|Y)",
    "I(X;Y) = H(Y) - H(Y|X)",
    CLAIM,
]

in_two_lines = ["H(X) + H(Y|X) = H(X,Y)", CLAIM]

through_the_joint_form = [
    "I(X;Y) = H(X) + H(Y) - H(X,Y)  # definition",
    "H(Y|X) = H(X,Y) - H(X)",
    "I(X;Y) = H(Y) - H(Y|X)",
    "H(X|Y) - H(X,Y) + H(Y) = 0",
    "I(Y;X) = H(X) - H(X|Y)",
    CLAIM,
]

RIGHT = (through_the_information, in_two_lines, through_the_joint_form)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("conclusion asserted", ["H(X) - H(X|Y) - H(Y) + H(Y|X) = 0", CLAIM]),
    ("conditional entropy taken for symmetric", ["H(X|Y) = H(Y|X)", "H(X) = H(Y)", CLAIM]),
    ("all entropies taken for equal", ["H(X) = H(Y)", "H(X|Y) = H(Y|X)", CLAIM]),
    ("entropies added as if independent", ["H(X) + H(Y) = H(X,Y)", CLAIM]),
    ("chain rule with the wrong variable", ["H(X,Y) - H(X) = H(X|Y)", CLAIM]),
    ("conditioning crossed", ["I(X;Y) = H(X) - H(Y|X)", CLAIM]),
    ("difference the wrong way round", ["I(X;Y) = H(X|Y) - H(X)", CLAIM]),
    ("false", ["H(X|Y) >= H(X)", CLAIM]),
    ("more than one step", ["I(X;Y) = H(X,Y) - H(X|Y) - H(Y|X)", CLAIM]),
    ("claim not reached", ["I(X;Y) = H(X) - H(X|Y)", "I(X;Y) = H(Y) - H(Y|X)"]),
    ("syntax", ["I(X,Y) = H(X) - H(X|Y)", CLAIM]),
    ("unknown variable", ["H(X,Z) = H(X) + H(Z|X)", CLAIM]),
)
