"""Answers to 7.2, what the penalty charges."""

EXERCISE = "7.2"

CLAIM = "I(W;X,Y) = I(W;θ) + I(W;X|θ) + I(W;Y|X,θ)"
DATA_FIRST = "I(W;X,Y,θ) = I(W;X,Y) + I(W;θ|X,Y)"
THETA_FIRST = "I(W;X,Y,θ) = I(W;θ) + I(W;X,Y|θ)"
GIVEN_THETA = "I(W;X,Y|θ) = I(W;X|θ) + I(W;Y|X,θ)"

one_after_the_other = [
    "I(W;X,θ) = I(W;θ) + I(W;X|θ)",
    "I(W;X,Y,θ) = I(W;X,θ) + I(W;Y|X,θ)",
    DATA_FIRST,
    CLAIM,
]
by_entropies = [
    "I(W;X,Y) = H(W) - H(W|X,Y)",
    "I(W;θ|X,Y) = H(W|X,Y) - H(W|X,Y,θ)",
    "I(W;θ) = H(W) - H(W|θ)",
    "I(W;X|θ) = H(W|θ) - H(W|X,θ)",
    "I(W;Y|X,θ) = H(W|X,θ) - H(W|X,Y,θ)",
    CLAIM,
]

RIGHT = (one_after_the_other, by_entropies)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("only memory charged", ["I(W;X,Y|θ) = I(W;X,Y)", GIVEN_THETA, CLAIM]),
    ("only memory charged", [THETA_FIRST, "I(W;θ) = 0", CLAIM]),
    ("weights that say more than the data", ["I(W;X,Y,θ) = I(W;X,Y) + I(W;θ)", CLAIM]),
    ("weights that say more than the data", [DATA_FIRST, "I(W;θ|X,Y) = I(W;θ)", CLAIM]),
    ("chain rule forgets the condition", ["I(W;X,Y) = I(W;X) + I(W;Y)", CLAIM]),
    (
        "chain rule forgets the condition",
        [DATA_FIRST, THETA_FIRST, "I(W;X,Y|θ) = I(W;X|θ) + I(W;Y|θ)", CLAIM],
    ),
    ("inputs taken to be free", ["I(W;X|θ) = 0", CLAIM]),
    ("more than one step", ["I(W;X,Y) = I(W;θ) + I(W;X,Y|θ)", CLAIM]),
    ("false", ["I(W;X,Y|θ) = I(W;X,Y) + I(W;θ)", CLAIM]),
    ("claim not reached", [DATA_FIRST, THETA_FIRST, GIVEN_THETA]),
    ("unknown variable", ["I(W;D) = I(W;X,Y)", CLAIM]),
)
