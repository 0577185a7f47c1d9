"""Answers to 8.8, guess the partner."""

EXERCISE = "8.8"

CLAIM = "I(J;X,V) <= I(X;Y)"
CANDIDATES = ["I(J;X,V) = I(J;V) + I(J;X|V)", "I(X;J,V) = I(X;V) + I(X;J|V)"]
DATA = ["I(X;Y,J,V) = I(X;Y) + I(X;J,V|Y)", "I(X;Y,J,V) = I(X;J,V) + I(X;Y|J,V)"]

with_all_that_is_zero = [
    "I(J;V) = 0",
    *CANDIDATES,
    "I(X;V) >= 0",
    "I(X;J,V|Y) = 0",
    *DATA,
    "I(X;Y|J,V) >= 0",
    CLAIM,
]

by_entropies = [
    "I(J;X,V) = I(J;V) + I(J;X|V)",
    "I(J;X|V) = H(X|V) - H(X|J,V)",
    "I(X;V) = H(X) - H(X|V)",
    "H(X|V) <= H(X)",
    "I(X;J,V|Y) = H(X|Y) - H(X|Y,J,V)",
    "I(X;Y|J,V) = H(X|J,V) - H(X|Y,J,V)",
    "H(X|Y,J,V) <= H(X|J,V)",
    "I(X;Y) = H(X) - H(X|Y)",
    "I(J;X,V) <= I(X;Y)",
]

through_the_partner = [
    *DATA,
    "I(X;J,V) <= I(X;Y)",
    CANDIDATES[1],
    "I(X;J|V) <= I(X;J,V)",
    CANDIDATES[0],
    CLAIM,
]

RIGHT = (with_all_that_is_zero, by_entropies, through_the_partner)
WRONG = (
    ("conclusion asserted", [CLAIM]),
    ("conclusion asserted", ["I(J;X,V) = H(J) - H(J|X,V)", "I(J;X,V) <= H(J)", CLAIM]),
    ("candidates forgotten", ["I(J;X,V) = I(J;X)", CLAIM]),
    ("candidates forgotten", [CANDIDATES[0], "I(J;X|V) = I(J;X)", CLAIM]),
    (
        "conditioning is said to lower mutual information",
        [CANDIDATES[0], "I(J;X|V) <= I(J;X)", CLAIM],
    ),
    ("independence kept under a condition", ["I(J;X,V) = I(J;X) + I(J;V|X)", "I(J;V|X) = 0"]),
    ("independence kept under a condition", ["H(J|X,V) = H(J|X)", CLAIM]),
    ("candidates said to know nothing", [*CANDIDATES, "I(X;V) = 0", CLAIM]),
    ("a fact that is not given", [*CANDIDATES, *DATA, "I(X;Y|J,V) = 0", CLAIM]),
    ("a fact that is not given", ["H(Y|J,V) = 0", CLAIM]),
    ("a fact that is not given", [*CANDIDATES, "I(X;J,V) = I(X;Y)", CLAIM]),
    ("data processing the wrong way round", [*DATA, "I(X;Y) <= I(X;J,V)"]),
    ("more than one step", [*CANDIDATES, "I(X;J,V) <= I(X;Y)", CLAIM]),
    ("a fact that is not given", ["I(J;X) = 0", CLAIM]),
    ("false", ["I(J;X,V) >= H(X)", CLAIM]),
    ("claim not reached", [*CANDIDATES, *DATA]),
    ("claim not reached", ["I(J;X,V) = H(J) - H(J|X,V)", "I(J;X,V) <= H(J)"]),
    ("syntax", ["J _||_ V", CLAIM]),
    ("not finished", [*CANDIDATES, ..., CLAIM]),
    ("is text", CLAIM),
)
