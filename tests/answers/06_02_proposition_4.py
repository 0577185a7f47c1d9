"""Answers to 6.2, Proposition 4."""

EXERCISE = "6.2"

CLAIM = "I(Z;η) <= I(X;Z) - I(X;Y)"
ALL_OF_IT = "I(X,Y,η;Z) = I(X;Z) + I(Y,η;Z|X)"
X_LAST = "I(X,Y,η;Z) = I(Y,η;Z) + I(X;Z|Y,η)"
PROCESSED = "I(X;Z|Y,η) >= 0"
SPLIT = "I(Y,η;Z) = I(η;Z) + I(Y;Z|η)"
ETA_FIRST = "I(Y;Z,η) = I(Y;η) + I(Y;Z|η)"
Z_FIRST = "I(Y;Z,η) = I(Y;Z) + I(Y;η|Z)"

without_intermediate_sums = [
    ALL_OF_IT,
    X_LAST,
    PROCESSED,
    SPLIT,
    ETA_FIRST,
    Z_FIRST,
    "I(Y;η|Z) >= 0",
    CLAIM,
]

target_first = [
    "I(Y,η;Z) = I(Y;Z) + I(η;Z|Y)",
    "I(Y,Z;η) = I(Y;η) + I(Z;η|Y)",
    "I(Y,Z;η) = I(Z;η) + I(Y;η|Z)",
    "I(Y;η|Z) >= 0",
    "I(Z;η) <= I(η;Z|Y)",
    X_LAST,
    ALL_OF_IT,
    PROCESSED,
    CLAIM,
]

RIGHT = (without_intermediate_sums, target_first)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("chain rule forgets the condition", ["I(Y,η;Z) = I(Y;Z) + I(η;Z)", CLAIM]),
    ("invariance taken for granted", ["I(Z;η) = 0", CLAIM]),
    ("independent, hence independent given X", ["I(Y;η|X) = 0", CLAIM]),
    ("X taken for a function of Y and the nuisance", [ALL_OF_IT, "H(X|Y,η) = 0", CLAIM]),
    ("conditioning taken to lower the information", [SPLIT, "I(Z;Y|η) <= I(Z;Y)", CLAIM]),
    ("more than one step", ["I(Y,η;Z) <= I(X;Z)", CLAIM]),
    ("false", ["I(Z;η) = I(X;Z)", CLAIM]),
    ("claim not reached", [ALL_OF_IT, X_LAST, PROCESSED]),
    ("not finished", [ALL_OF_IT, ..., CLAIM]),
)
