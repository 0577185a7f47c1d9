"""Answers to 7.1, where the training loss goes."""

EXERCISE = "7.1"

CLAIM = "H(Y|X,W) = H(Y|X,θ) + I(θ;Y|X,W) - I(Y;W|X,θ)"
LEARN = "I(θ;Y|X,W) = H(Y|X,W) - H(Y|X,W,θ)"
MEMORIZE = "I(Y;W|X,θ) = H(Y|X,θ) - H(Y|X,W,θ)"

by_one_chain_rule = [
    "I(θ,W;Y|X) = I(W;Y|X) + I(θ;Y|X,W)",
    "I(θ,W;Y|X) = I(θ;Y|X) + I(W;Y|X,θ)",
    "I(W;Y|X) = H(Y|X) - H(Y|X,W)",
    "I(θ;Y|X) = H(Y|X) - H(Y|X,θ)",
    CLAIM,
]
rearranged = [
    "H(Y|X,W) = H(Y|X,W,θ) + I(θ;Y|X,W)",
    "H(Y|X,W,θ) = H(Y|X,θ) - I(Y;W|X,θ)",
    CLAIM,
]

RIGHT = (by_one_chain_rule, rearranged)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("memory forgotten", ["H(Y|X,θ,W) = H(Y|X,θ)", LEARN, CLAIM]),
    ("memory forgotten", [LEARN, "H(Y|X,W) = H(Y|X,θ) + I(θ;Y|X,W)", CLAIM]),
    ("memory forgotten", ["I(θ;Y|X,W) = H(Y|X,W) - H(Y|X,θ)", CLAIM]),
    ("signs exchanged", ["H(Y|X,W) = H(Y|X,θ) - I(θ;Y|X,W) + I(Y;W|X,θ)", CLAIM]),
    ("weights taken for the parameter", ["H(Y|X,W) = H(Y|X,θ)", CLAIM]),
    ("weights taken for the parameter", ["I(θ;Y|X,W) = 0", MEMORIZE, CLAIM]),
    ("condition on the weights forgotten", ["I(θ;Y|X,W) = H(Y|X) - H(Y|X,θ)", CLAIM]),
    ("condition on the weights forgotten", ["I(θ;Y|X,W) = I(θ;Y|X)", CLAIM]),
    ("more than one step", [LEARN, "H(Y|X,W) - H(Y|X,θ) <= I(θ;Y|X,W)", CLAIM]),
    ("false", ["I(Y;W|X,θ) = H(Y|X,W)", CLAIM]),
    ("claim not reached", [LEARN, MEMORIZE]),
    ("not finished", [LEARN, ..., CLAIM]),
    ("syntax", [LEARN, "H(Y|X,W = 0", CLAIM]),
)
