"""Answers to 2.7, the Gaussian bottleneck (X2)."""

import sympy as sp

EXERCISE = "2.7"

rho, beta = sp.symbols("rho beta", positive=True)
log, sqrt = sp.log, sp.sqrt

RATE = log((beta - 1) * rho**2 / (1 - rho**2)) / 2


def three(beta_c=1 / rho**2, rate=RATE, scale=sqrt((beta * rho**2 - 1) / (1 - rho**2))):
    """The three expressions; those left out are right."""
    return {"beta_c": beta_c, "rate": rate, "scale": scale}


# In the notation of the literature, lambda = 1 - rho^2.
left = 1 - rho**2
with_lambda = three(
    1 / (1 - left),
    log((beta - 1) * (1 - left) / left) / 2,
    sqrt((beta * (1 - left) - 1) / left),
)
by_the_variance_left = three(
    rate=-log(left / (rho**2 * (beta - 1))) / 2, scale=sqrt(sp.exp(2 * RATE) - 1)
)

RELEVANCE = -log(left + rho**2 * sp.exp(-2 * RATE)) / 2
SCALE = three()["scale"]

RIGHT = (with_lambda, by_the_variance_left)
WRONG = (
    ("beta_c = 1/lambda", three(1 / (1 - rho**2))),
    ("rho for rho^2", three(1 / rho)),
    ("rho for rho^2", three(rate=log((beta - 1) * rho / (1 - rho)) / 2)),
    ("rho for rho^2", three(scale=sqrt((beta * rho - 1) / (1 - rho)))),
    ("upside down", three(rho**2)),
    ("where beta is 1", three(1)),
    ("one half missing", three(rate=2 * RATE)),
    ("beta for beta - 1", three(rate=log(beta * rho**2 / left) / 2)),
    ("lambda forgotten", three(rate=log((beta - 1) * rho**2) / 2)),
    ("minus sign", three(rate=-RATE)),
    ("relevance instead of rate", three(rate=RELEVANCE)),
    ("bits instead of nats", three(rate=RATE / log(2))),
    ("square root missing", three(scale=SCALE**2)),
    ("noise forgotten", three(scale=sp.exp(RATE))),
    ("regression instead of an encoder", three(scale=rho)),
    ("signal and noise exchanged", three(scale=1 / SCALE)),
    ("wrong value", three(rate=log(beta - 1) / 2)),
    ("unknown symbol", three(rate=sp.Symbol("R"))),
    ("not finished", three(scale=...)),
    ("wrong type", RATE),
)
