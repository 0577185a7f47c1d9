"""Answers to 1.9, what a wrong forecast costs."""

import sympy as sp

EXERCISE = "1.9"

p, q = sp.symbols("p q", positive=True)

LOSS = -p * sp.log(q) - (1 - p) * sp.log(1 - q)
ENTROPY = -p * sp.log(p) - (1 - p) * sp.log(1 - p)
ENTROPY_OF_Q = -q * sp.log(q) - (1 - q) * sp.log(1 - q)
REVERSED = q * sp.log(q / p) + (1 - q) * sp.log((1 - q) / (1 - p))

by_difference = {"loss": LOSS, "excess": LOSS - ENTROPY}

# Other symbols of the same name, and the loss as a function of the odds.
P, Q, u = sp.Symbol("p"), sp.Symbol("q", real=True), sp.Symbol("u")
with_odds = {
    "loss": -sp.log(1 - Q) - P * sp.log(Q / (1 - Q)),
    "excess": P * sp.log(P / (1 - P)) + sp.log(1 - P) - sp.log(1 - Q) - P * sp.log(Q / (1 - Q)),
}

RIGHT = (by_difference, with_odds)
WRONG = (
    ("bits instead of nats", {"loss": LOSS / sp.log(2), "excess": (LOSS - ENTROPY) / sp.log(2)}),
    ("minus sign missing", {"loss": p * sp.log(q) + (1 - p) * sp.log(1 - q), "excess": 0}),
    ("dry days cost nothing", {"loss": -p * sp.log(q), "excess": p * sp.log(p / q)}),
    (
        "weather and forecast exchanged",
        {"loss": -q * sp.log(p) - (1 - q) * sp.log(1 - p), "excess": REVERSED},
    ),
    ("loss of an honest forecaster", {"loss": ENTROPY, "excess": LOSS - ENTROPY}),
    ("excess is the whole loss", {"loss": LOSS, "excess": LOSS}),
    ("divergence the wrong way round", {"loss": LOSS, "excess": REVERSED}),
    ("excess with the sign of a gain", {"loss": LOSS, "excess": ENTROPY - LOSS}),
    ("entropy of the wrong law subtracted", {"loss": LOSS, "excess": LOSS - ENTROPY_OF_Q}),
    ("squared error", {"loss": LOSS, "excess": (p - q) ** 2}),
    ("unknown symbol", {"loss": LOSS.subs(q, u), "excess": LOSS - ENTROPY}),
    ("not finished", {"loss": LOSS, "excess": ...}),
    ("wrong value", {"loss": LOSS, "excess": sp.Integer(0)}),
)
