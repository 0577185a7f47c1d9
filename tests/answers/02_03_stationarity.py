"""Answers to 2.3, the stationarity condition."""

import sympy as sp

EXERCISE = "2.3"

m, k, r, s, u, v, w, t, beta = sp.symbols("m k r s u v w t beta", positive=True)
log = sp.log


def three(rate=m * log(k / r), relevance=None, odds=None):
    """The three expressions; those left out are right."""
    if relevance is None:
        relevance = m * (u * log(v / w) + (1 - u) * log((1 - v) / (1 - w)))
    if odds is None:
        odds = log(r / s) + beta * (u * log(v / t) + (1 - u) * log((1 - v) / (1 - t)))
    return {"rate": rate, "relevance": relevance, "log odds": odds}


def kl(u, v):
    return u * log(u / v) + (1 - u) * log((1 - u) / (1 - v))


ODDS = three()["log odds"]

by_divergences = three(
    m * (log(k) - log(r)),
    m * (kl(u, w) - kl(u, v)),
    log(r) - log(s) - beta * kl(u, v) + beta * kl(u, t),
)
one_logarithm = three(
    relevance=m * log((v / w) ** u * ((1 - v) / (1 - w)) ** (1 - u)),
    odds=log(r / s * (v / t) ** (beta * u) * ((1 - v) / (1 - t)) ** (beta * (1 - u))),
)

RIGHT = (by_divergences, one_logarithm)
WRONG = (
    ("p(x) forgotten", three(log(k / r))),
    ("p(x) forgotten", three(relevance=kl(u, w) - kl(u, v))),
    ("p(z) held fixed", three(m * (log(k / r) + 1))),
    ("p(z) held fixed", three(relevance=m * (kl(u, w) - kl(u, v) + 1))),
    ("other symbols forgotten", three(m * log(k / r) + m - m**2 * k / r)),
    ("ratio upside down", three(m * log(r / k))),
    ("surprise of z instead of a ratio", three(m * (1 + log(k)))),
    ("average over p(y|z)", three(relevance=m * kl(v, w))),
    ("Z taken to say as much as X", three(relevance=m * kl(u, w))),
    ("distortion instead of relevance", three(relevance=-m * kl(u, v))),
    ("only one value of Y counts", three(relevance=m * u * log(v / w))),
    ("only one value of Y counts", three(odds=log(r / s) + beta * u * log(v / t))),
    ("p(z) left out of the odds", three(odds=beta * (kl(u, t) - kl(u, v)))),
    ("beta left out", three(odds=log(r / s) + kl(u, t) - kl(u, v))),
    ("the other beta", three(odds=log(r / s) + (kl(u, t) - kl(u, v)) / beta)),
    (
        "relevance counted with the wrong sign",
        three(odds=log(r / s) + beta * (kl(u, v) - kl(u, t))),
    ),
    ("letters exchanged", three(odds=-ODDS)),
    ("odds instead of log odds", three(odds=sp.exp(ODDS))),
    ("bits instead of nats", three(m * log(k / r) / log(2))),
    ("wrong value", three(m * log(k / m))),
    ("unknown symbol", three(odds=log(sp.Symbol("n")))),
    ("not finished", three(odds=...)),
    ("wrong type", [m * log(k / r), ODDS]),
)
