"""Answers to 3.1, a sufficient statistic of two counts."""

import sympy as sp

EXERCISE = "3.1"

theta, x1, x2, s = sp.symbols("theta x1 x2 s", positive=True)
exp, factorial = sp.exp, sp.factorial

PAIR = exp(-2 * theta) * theta ** (x1 + x2) / factorial(x1) / factorial(x2)
SUM = exp(-2 * theta) * (2 * theta) ** (x1 + x2) / factorial(x1 + x2)


def three(pair=PAIR, of_the_sum=SUM, given=PAIR / SUM):
    """The three expressions; those left out are right."""
    return {"pair": pair, "sum": of_the_sum, "given the sum": given}


with_binomial = three(given=sp.binomial(x1 + x2, x1) / 2 ** (x1 + x2))
with_gamma = three(
    exp(-theta) * theta**x1 / sp.gamma(x1 + 1) * exp(-theta) * theta**x2 / sp.gamma(x2 + 1),
    exp((x1 + x2) * sp.log(2 * theta) - 2 * theta - sp.loggamma(x1 + x2 + 1)),
)

RIGHT = (three(), with_binomial, with_gamma)
WRONG = (
    ("factorials forgotten", three(exp(-2 * theta) * theta ** (x1 + x2))),
    ("factorials forgotten", three(of_the_sum=exp(-2 * theta) * (2 * theta) ** (x1 + x2))),
    ("one exponential for two counts", three(PAIR * exp(theta))),
    ("factorial of the sum", three(exp(-2 * theta) * theta ** (x1 + x2) / factorial(x1 + x2))),
    (
        "sum of probabilities",
        three(exp(-theta) * theta**x1 / factorial(x1) + exp(-theta) * theta**x2 / factorial(x2)),
    ),
    (
        "sum with the mean of one count",
        three(of_the_sum=exp(-theta) * theta ** (x1 + x2) / factorial(x1 + x2)),
    ),
    ("ways to get the sum forgotten", three(of_the_sum=PAIR)),
    ("not divided by the law of the sum", three(given=PAIR)),
    ("all pairs equally likely", three(given=1 / (x1 + x2 + 1))),
    ("binomial without the coin", three(given=sp.binomial(x1 + x2, x2))),
    ("quotient upside down", three(given=SUM / PAIR)),
    ("wrong value", three(given=1 / sp.Integer(2) ** (x1 + x2))),
    ("unknown symbol", three(of_the_sum=exp(-2 * theta) * (2 * theta) ** s / factorial(s))),
    ("not finished", three(given=...)),
)
