"""Answers to 7.6, the best noise."""

import sympy as sp

EXERCISE = "7.6"

w, h, beta, s, v = sp.symbols("w h beta s v", positive=True)
log = sp.log

ALPHA = beta / (w**2 * h)
VARIANCE = 1 / (h / beta + 1 / s**2)


def three(alpha=ALPHA, price=-log(ALPHA) / 2, variance=VARIANCE):
    """The three expressions; those left out are right."""
    return {"alpha": alpha, "price": price, "variance": variance}


def best(objective):
    """Where the derivative vanishes."""
    (place,) = sp.solve(sp.diff(objective, v), v)
    return place


def to_the_prior(mean):
    return ((mean**2 + v) / s**2 - 1 - log(v / s**2)) / 2


by_calculus = three(
    best(h * v * w**2 / 2 - beta * log(v) / 2),
    log(w) + (log(h) - log(beta)) / 2,
    best(h * v / 2 + beta * to_the_prior(w)),
)

RIGHT = (three(), by_calculus)
WRONG = (
    ("half of the Taylor expansion dropped", three(best(h * v * w**2 - beta * log(v) / 2))),
    ("half of the Taylor expansion dropped", three(price=-log(ALPHA / 2) / 2)),
    ("half of the Taylor expansion dropped", three(variance=best(h * v + beta * to_the_prior(w)))),
    ("half of the price dropped", three(best(h * v * w**2 / 2 - beta * log(v)))),
    ("half of the price dropped", three(price=-log(ALPHA))),
    ("half of the price dropped", three(variance=best(h * v / 2 + 2 * beta * to_the_prior(w)))),
    ("beta in the count of nats", three(price=-beta * log(ALPHA) / 2)),
    ("beta forgotten", three(best(h * v * w**2 / 2 - log(v) / 2))),
    ("beta forgotten", three(price=-log(ALPHA / beta) / 2)),
    ("beta forgotten", three(variance=best(h * v / 2 + to_the_prior(w)))),
    ("size of the weight forgotten", three(beta / h)),
    ("size of the weight forgotten", three(price=log(h / beta) / 2)),
    ("standard deviation", three(sp.sqrt(ALPHA))),
    ("standard deviation", three(variance=sp.sqrt(VARIANCE))),
    ("upside down", three(w**2 * h / beta)),
    ("upside down", three(price=log(ALPHA) / 2)),
    ("upside down", three(variance=h / beta + 1 / s**2)),
    ("prior forgotten", three(variance=beta / h)),
    ("prior forgotten", three(variance=s**2)),
    ("wrong value", three(variance=VARIANCE + w**2)),
    ("not finished", three(price=...)),
    ("unknown symbol", three(v)),
    ("wrong type", [ALPHA, -log(ALPHA) / 2, VARIANCE]),
)
