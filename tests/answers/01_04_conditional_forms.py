"""Answers to 1.4, conditional mutual information in joint entropies."""

EXERCISE = "1.4"

CLAIM = "I(X;Y|Z) = H(X,Z) + H(Y,Z) - H(X,Y,Z) - H(Z)"

from_three_entropies = [
    "I(X;Y|Z) = H(X|Z) + H(Y|Z) - H(X,Y|Z)",
    "H(X,Z) = H(X|Z) + H(Z)",
    "H(Y,Z) = H(Y|Z) + H(Z)",
    "H(X,Y,Z) = H(X,Y|Z) + H(Z)",
    CLAIM,
]

with_the_other_variable = [
    "I(X;Y|Z) = H(Y|Z) - H(Y|X,Z)",
    "H(Y|Z) = H(Y,Z) - H(Z)",
    "H(Y|X,Z) = H(X,Y,Z) - H(X,Z)",
    "0 = H(X,Y,Z) + H(Z) - H(X,Z) - H(Y,Z) + I(X;Y|Z)",
]

through_the_chain_rule = [
    "I(X;Y,Z) = I(X;Z) + I(X;Y|Z)",
    "I(X;Y,Z) = H(X) + H(Y,Z) - H(X,Y,Z)",
    "I(X;Z) = H(X) + H(Z) - H(X,Z)",
    CLAIM,
]

RIGHT = (from_three_entropies, with_the_other_variable, through_the_chain_rule)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("condition dropped", ["I(X;Y|Z) = H(X) - H(X|Y,Z)", CLAIM]),
    ("condition dropped", ["I(X;Y|Z) = H(X) + H(Y) - H(X,Y|Z)", CLAIM]),
    ("condition taken for one more argument", ["I(X;Y|Z) = I(X;Y,Z)", CLAIM]),
    (
        "conditioning divides by the wrong variable",
        ["I(X;Y|Z) = H(X|Z) - H(X|Y,Z)", "H(X|Z) = H(X,Z) - H(X)", CLAIM],
    ),
    ("given both is not given one", ["I(X;Y|Z) = H(X|Z) - H(X|Y,Z)", "H(X|Y,Z) = H(X|Y)", CLAIM]),
    ("chain rule forgets what is known", ["H(X,Y|Z) = H(X|Z) + H(Y|Z)", CLAIM]),
    ("information taken for a joint entropy", ["I(X;Y|Z) = H(X,Y|Z)", CLAIM]),
    ("more than one step", ["I(X;Y|Z) = H(X,Z) - H(Z) - H(X|Y,Z)", CLAIM]),
    ("false", ["I(X;Y|Z) = H(X|Z) + H(X|Y,Z)", CLAIM]),
    ("claim not reached", through_the_chain_rule[:-1]),
    ("syntax", ["I(X;Y|Z) = H(X|Z) - H(X|Y;Z)", CLAIM]),
)
