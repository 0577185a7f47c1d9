"""The exercises of chapter 2: the information bottleneck.

Each exercise is a task, its hints, and the misconceptions that are known by name. A misconception
comes with a wrong answer, or with the test that recognizes one.
"""

from __future__ import annotations

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from ibnotes.checks.engine import Exercise
from ibnotes.checks.kinds import Code, Construct, Derive, Misconception, NotYet, Prove
from ibnotes.checks.laws import lacks_variables, sign
from ibnotes.joint import Joint

__all__ = ["EXERCISES"]

Array = NDArray[np.float64]

BITS = "You divide by log(2), which gives bits. The course measures in nats."


# --- steps of the two iterations -----------------------------------------------------------------


def _log(p: Array) -> Array:
    """The logarithm, minus infinity at zero, without a warning."""
    with np.errstate(divide="ignore"):
        return np.log(p)


def _normalized(weights: Array, axis: int = 1) -> Array:
    """Weights divided by their sums, nan where all are zero, without a warning."""
    with np.errstate(invalid="ignore", over="ignore"):
        return weights / weights.sum(axis=axis, keepdims=True)


def _tilted(p_z: Array, cost: Array) -> Array:
    """Rows proportional to ``p_z exp(-cost)``; the largest weight of a row is one."""
    log_weights = _log(p_z) - cost
    with np.errstate(invalid="ignore"):
        log_weights -= log_weights.max(axis=1, keepdims=True)
    return _normalized(np.exp(log_weights))


def _tilted_carelessly(p_z: Array, cost: Array) -> Array:
    """The same, but all weights of a row may underflow."""
    return _normalized(p_z * np.exp(-cost))


# --- 2.1 one step of Blahut and Arimoto ----------------------------------------------------------


def blahut_arimoto_step(p_x: Array, distortion: Array, beta: float, encoder: Array) -> Array:
    return _tilted(p_x @ encoder, beta * distortion)


def _two_steps(p_x: Array, distortion: Array, beta: float, encoder: Array) -> Array:
    once = blahut_arimoto_step(p_x, distortion, beta, encoder)
    return blahut_arimoto_step(p_x, distortion, beta, once)


HAMMING = 1 - np.eye(2)
LINE = np.arange(3.0)  # the squared distance of its points is a distortion

BLAHUT_ARIMOTO = Exercise(
    "2.1",
    "One step of Blahut and Arimoto",
    Code(
        blahut_arimoto_step,
        cases=(
            (np.array([0.5, 0.5]), HAMMING, 1.0, np.full((2, 2), 0.5)),
            (np.array([0.75, 0.25]), HAMMING, 2.0, np.array([[0.9, 0.1], [0.2, 0.8]])),
            (np.array([0.75, 0.25]), HAMMING, 2.0, np.array([[1.0, 0.0], [1.0, 0.0]])),
            (
                np.array([0.5, 0.25, 0.25]),
                (LINE[:, None] - np.array([0.5, 2.0])) ** 2,
                1.5,
                np.array([[0.7, 0.3], [0.5, 0.5], [0.1, 0.9]]),
            ),
            (
                np.array([0.6, 0.4]),
                np.array([[0.0, 0.5, 1.0], [1.0, 0.25, 0.0]]),
                3.0,
                np.array([[0.5, 0.25, 0.25], [0.1, 0.4, 0.5]]),
            ),
            (
                np.array([0.75, 0.25]),
                np.array([[1.0, 2.0], [3.0, 1.5]]),
                4000.0,
                np.array([[0.9, 0.1], [0.2, 0.8]]),
            ),
        ),
        misconceptions=(
            Misconception(
                "p(z) forgotten",
                "Your weights depend on the distortion alone. The rate has to be paid for as well: "
                "a letter that is used often is cheap to name.",
                lambda p_x, distortion, beta, encoder: _tilted(
                    np.ones(encoder.shape[1]), beta * distortion
                ),
            ),
            Misconception(
                "input taken for uniform",
                "You average the rows of the encoder evenly. "
                "p(z) weights each row by how often its x happens.",
                lambda p_x, distortion, beta, encoder: _tilted(
                    encoder.mean(axis=0), beta * distortion
                ),
            ),
            Misconception(
                "old encoder instead of p(z)",
                "You multiply by p(z|x), which remembers x. What the step keeps of the old encoder "
                "is its marginal p(z) only.",
                lambda p_x, distortion, beta, encoder: _tilted(encoder, beta * distortion),
            ),
            Misconception(
                "sign of the exponent",
                "Your encoder prefers letters that are far from x. "
                "A large distortion has to make a letter unlikely.",
                lambda p_x, distortion, beta, encoder: _tilted(p_x @ encoder, -beta * distortion),
            ),
            Misconception(
                "beta divides",
                "Here beta is the price of distortion, not a temperature: "
                "the larger it is, the less distortion is borne.",
                lambda p_x, distortion, beta, encoder: _tilted(p_x @ encoder, distortion / beta),
            ),
            Misconception(
                "powers of two",
                "The rate is in nats, so the stationarity condition gives powers of e. "
                "With powers of two you solve the problem of another beta.",
                lambda p_x, distortion, beta, encoder: _tilted(
                    p_x @ encoder, beta * np.log(2) * distortion
                ),
            ),
            Misconception(
                "normalized over x",
                "You divide each column by its sum. For each x the probabilities of the letters z "
                "sum to one, and z is the second axis.",
                lambda p_x, distortion, beta, encoder: _normalized(
                    (p_x @ encoder) * np.exp(-beta * distortion), axis=0
                ),
            ),
            Misconception(
                "not normalized",
                "Your rows are weights that do not sum to one. What is N(x)?",
                lambda p_x, distortion, beta, encoder: (p_x @ encoder) * np.exp(-beta * distortion),
            ),
            Misconception(
                "joint law instead of the encoder",
                "This is p(x) p(z|x), a law of pairs. The step returns p(z|x) alone.",
                lambda p_x, distortion, beta, encoder: (
                    p_x[:, None] * blahut_arimoto_step(p_x, distortion, beta, encoder)
                ),
            ),
            Misconception(
                "two steps at once",
                "You update p(z), and then the encoder again. One step ends with the encoder.",
                _two_steps,
            ),
            Misconception(
                "exponentials underflow",
                "The formula is right, but for a large beta all weights of a row are smaller than "
                "the smallest number of the machine, and 0/0 is nan. "
                "Only differences of exponents within a row matter.",
                lambda p_x, distortion, beta, encoder: _tilted_carelessly(
                    p_x @ encoder, beta * distortion
                ),
            ),
        ),
    ),
    hints=(
        "Two updates make a step: from the encoder to its marginal p(z), "
        "and from p(z) to the new encoder.",
        "The marginal is `p_x @ encoder`. The weight of z, given x, is p(z) times "
        "exp(-beta d(x,z)), and each row is divided by its sum.",
        "If you take a constant off all exponents of a row, the quotient stays the same. "
        "So take off the one that makes the largest weight one.",
        "With `log_weights = np.log(p_z) - beta * distortion`, subtract "
        "`log_weights.max(axis=1, keepdims=True)` before np.exp.",
    ),
)


# --- 2.2 one step of the information bottleneck --------------------------------------------------


def _divergences(p_rows: Array, q_rows: Array) -> Array:
    """``D(p_rows[i] || q_rows[j])``, for each pair of rows."""
    p, q = p_rows[:, None, :], q_rows[None, :, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p > 0, p * np.log(p / q), 0).sum(axis=2)


def _rows(p_xy: Array) -> Array:
    return p_xy / p_xy.sum(axis=1, keepdims=True)


def _posteriors(p_xy: Array, encoder: Array) -> Array:
    """``p(y|z)``, as rows ``[z, y]``."""
    return _rows(encoder.T @ p_xy)


def _marginal(p_xy: Array, encoder: Array) -> Array:
    return p_xy.sum(axis=1) @ encoder


def ib_step(p_xy: Array, beta: float, encoder: Array) -> Array:
    divergences = _divergences(_rows(p_xy), _posteriors(p_xy, encoder))
    return _tilted(_marginal(p_xy, encoder), beta * divergences)


def _with_posteriors(p_xy: Array, beta: float, encoder: Array, q: Array) -> Array:
    """A step with wrong rows ``q[z, y]`` in place of ``p(y|z)``."""
    return _tilted(_marginal(p_xy, encoder), beta * _divergences(_rows(p_xy), q))


def _reversed_step(p_xy: Array, beta: float, encoder: Array) -> Array:
    divergences = _divergences(_posteriors(p_xy, encoder), _rows(p_xy)).T
    return _tilted(_marginal(p_xy, encoder), beta * divergences)


def _weights(p_xy: Array, beta: float, encoder: Array) -> Array:
    divergences = _divergences(_rows(p_xy), _posteriors(p_xy, encoder))
    return _marginal(p_xy, encoder) * np.exp(-beta * divergences)


def _nan_at_zeros(p_xy: Array, beta: float, encoder: Array) -> Array:
    p, q = _rows(p_xy)[:, None, :], _posteriors(p_xy, encoder)[None, :, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        divergences = (p * np.log(p / q)).sum(axis=2)
        return _tilted_carelessly(_marginal(p_xy, encoder), beta * divergences)


LAW = np.array([[0.5, 0.1], [0.1, 0.3]])
THREE_BY_TWO = np.array([[0.3, 0.1], [0.05, 0.1], [0.15, 0.3]])

IB_STEP = Exercise(
    "2.2",
    "One step of the bottleneck iteration",
    Code(
        ib_step,
        cases=(
            (np.array([[0.4, 0.1], [0.1, 0.4]]), 2.0, np.array([[0.75, 0.25], [0.25, 0.75]])),
            (LAW, 3.0, np.array([[0.9, 0.1], [0.3, 0.7]])),
            (LAW, 0.5, np.array([[0.9, 0.1], [0.3, 0.7]])),
            (np.array([[0.5, 0.0], [0.25, 0.25]]), 2.0, np.array([[0.75, 0.25], [0.25, 0.75]])),
            (np.array([[0.6, 0.0], [0.0, 0.4]]), 2.0, np.eye(2)),
            (THREE_BY_TWO, 4.0, np.array([[0.8, 0.2], [0.5, 0.5], [0.1, 0.9]])),
            (
                np.array([[0.2, 0.1, 0.1], [0.05, 0.25, 0.3]]),
                5.0,
                np.array([[0.5, 0.3, 0.2], [0.1, 0.4, 0.5]]),
            ),
            (THREE_BY_TWO, 1e5, np.array([[0.8, 0.2], [0.5, 0.5], [0.1, 0.9]])),
        ),
        misconceptions=(
            Misconception(
                "two units at once",
                "Your divergence is in bits, and your exponential has base e: the two do not "
                "cancel, and you solve at beta/log(2) what is labeled beta. "
                "Take natural logarithms throughout.",
                lambda p_xy, beta, encoder: ib_step(p_xy, beta / np.log(2), encoder),
            ),
            Misconception(
                "powers of two",
                "Your divergence is in nats, and your exponential has base 2: "
                "you solve at beta*log(2) what is labeled beta.",
                lambda p_xy, beta, encoder: ib_step(p_xy, beta * np.log(2), encoder),
            ),
            Misconception(
                "p(z) forgotten",
                "Your weights depend on the divergence alone. "
                "The factor p(z) is what makes the encoder spend less rate.",
                lambda p_xy, beta, encoder: _tilted(
                    np.ones(encoder.shape[1]),
                    beta * _divergences(_rows(p_xy), _posteriors(p_xy, encoder)),
                ),
            ),
            Misconception(
                "old encoder instead of p(z)",
                "You multiply by p(z|x), which remembers x. What stands before the exponential is "
                "the marginal p(z).",
                lambda p_xy, beta, encoder: _tilted(
                    encoder, beta * _divergences(_rows(p_xy), _posteriors(p_xy, encoder))
                ),
            ),
            Misconception(
                "input taken for uniform",
                "You average over x evenly, in p(z) and in p(y|z). "
                "Each x counts by its probability p(x), the row sum of the table.",
                lambda p_xy, beta, encoder: ib_step(_rows(p_xy) / len(p_xy), beta, encoder),
            ),
            Misconception(
                "p(z) ignores p(x)",
                "Your p(z) averages the rows of the encoder evenly. "
                "Each x counts by its probability p(x), the row sum of the table.",
                lambda p_xy, beta, encoder: _tilted(
                    encoder.mean(axis=0),
                    beta * _divergences(_rows(p_xy), _posteriors(p_xy, encoder)),
                ),
            ),
            Misconception(
                "p(y|z) ignores p(x)",
                "Your p(y|z) averages the rows p(y|x) with weights p(z|x). "
                "A symbol x that is rare has to count less: the weights are p(x|z).",
                lambda p_xy, beta, encoder: _with_posteriors(
                    p_xy, beta, encoder, _posteriors(_rows(p_xy), encoder)
                ),
            ),
            Misconception(
                "p(z|x) taken for p(x|z)",
                "Your rows p(y|z) do not sum to one: you weight p(y|x) by p(z|x). "
                "To go back from z to x takes Bayes' rule.",
                lambda p_xy, beta, encoder: _with_posteriors(
                    p_xy, beta, encoder, encoder.T @ _rows(p_xy)
                ),
            ),
            Misconception(
                "joint law taken for p(y|z)",
                "Your rows p(y|z) do not sum to one: they are p(y,z), or p(z|y), which leads to "
                "the same encoder. Divide p(y,z) by the probability of what is given.",
                lambda p_xy, beta, encoder: _with_posteriors(p_xy, beta, encoder, encoder.T @ p_xy),
            ),
            Misconception(
                "joint law taken for p(y|x)",
                "You put rows of p(x,y) into the divergence. "
                "It compares two laws of y: divide each row by its sum.",
                lambda p_xy, beta, encoder: _tilted(
                    _marginal(p_xy, encoder),
                    beta * _divergences(p_xy, _posteriors(p_xy, encoder)),
                ),
            ),
            Misconception(
                "divergence the wrong way round",
                "You average over p(y|z). The truth about x is p(y|x), and p(y|z) is its "
                "approximation: the average is over the truth.",
                _reversed_step,
            ),
            Misconception(
                "sign of the exponent",
                "Your encoder prefers the letters whose p(y|z) is far from p(y|x).",
                lambda p_xy, beta, encoder: ib_step(p_xy, -beta, encoder),
            ),
            Misconception(
                "beta divides",
                "Here beta is the price of relevance, not a temperature: "
                "the larger it is, the finer the encoder.",
                lambda p_xy, beta, encoder: ib_step(p_xy, 1 / beta, encoder),
            ),
            Misconception(
                "normalized over x",
                "You divide each column by its sum. For each x the probabilities of the letters z "
                "sum to one, and z is the second axis.",
                lambda p_xy, beta, encoder: _normalized(_weights(p_xy, beta, encoder), axis=0),
            ),
            Misconception(
                "not normalized",
                "Your rows are weights that do not sum to one. What is N(x)?",
                _weights,
            ),
            Misconception(
                "axes exchanged",
                "This is the encoder with its axes exchanged: the first one belongs to x.",
                lambda p_xy, beta, encoder: ib_step(p_xy, beta, encoder).T,
            ),
            Misconception(
                "two steps at once",
                "You go round twice. One step ends with the first new encoder.",
                lambda p_xy, beta, encoder: ib_step(p_xy, beta, ib_step(p_xy, beta, encoder)),
            ),
            Misconception(
                "0 log 0 is not zero",
                "A y that never happens with x gives 0 * log(0), which is nan in floating point. "
                "It has to add nothing to the divergence.",
                _nan_at_zeros,
            ),
            Misconception(
                "exponentials underflow",
                "The formula is right, but for a large beta all weights of a row are smaller than "
                "the smallest number of the machine, and 0/0 is nan. "
                "Only differences of exponents within a row matter.",
                lambda p_xy, beta, encoder: _normalized(_weights(p_xy, beta, encoder)),
            ),
        ),
    ),
    hints=(
        "Three updates make a step: from the encoder to p(z) and to p(y|z), "
        "and from these to the new encoder.",
        "`encoder.T @ p_xy` is the joint law p(z,y), because Z sees Y only through X. "
        "Its row sums are p(z), and its rows divided by them are p(y|z).",
        "The new encoder is the one of exercise 2.1 with d(x,z) = D(p(y|x) || p(y|z)), "
        "in nats. Only the distortion is new.",
        "The table of the logarithms log(p(y|x)/p(y|z)) has three axes: "
        "`p_y_given_x[:, None, :] / p_y_given_z[None, :, :]`. "
        "Where p(y|x) is zero, put zero (np.where), and sum over the last axis.",
    ),
)


# --- 2.3 the stationarity condition --------------------------------------------------------------

m, k, r, u, v, w, s, t, beta = sp.symbols("m k r u v w s t beta", positive=True)


def _mean_log(u: sp.Expr, v: sp.Expr, w: sp.Expr) -> sp.Expr:
    """The mean of ``log(v/w)`` of two laws of a bit, under a third one."""
    return u * sp.log(v / w) + (1 - u) * sp.log((1 - v) / (1 - w))


RATE_SLOPE = m * sp.log(k / r)
RELEVANCE_SLOPE = m * _mean_log(u, v, w)
LOG_ODDS = sp.log(r / s) + beta * _mean_log(u, v, t)

STATIONARITY_POINTS = tuple(
    dict(zip((m, k, r, u, v, w, s, t, beta), map(sp.Rational, row.split())))
    for row in (
        "1/2 1/2 1/3 1/4 1/3 2/5 1/5 3/4 2",
        "1/3 2/3 1/2 4/5 2/3 1/2 1/4 1/3 3",
        "1/5 1/7 2/5 1/3 3/7 5/9 3/5 1/6 5/2",
        "3/4 3/5 4/7 2/3 1/8 1/3 1/9 4/5 1/2",
    )
)

STATIONARITY = Exercise(
    "2.3",
    "The stationarity condition",
    Derive(
        {"rate": RATE_SLOPE, "relevance": RELEVANCE_SLOPE, "log odds": LOG_ODDS},
        points=STATIONARITY_POINTS,
        misconceptions=(
            Misconception(
                "p(x) forgotten",
                "Changing p(z|x) matters only when x happens, "
                "and both informations weight it by p(x).",
                {"rate": RATE_SLOPE / m, "relevance": RELEVANCE_SLOPE / m},
            ),
            Misconception(
                "p(z) held fixed",
                "The product rule leaves a term p(x). But p(z) depends on p(z|x), too, "
                "and sits in the logarithm of every x.",
                {"rate": RATE_SLOPE + m, "relevance": RELEVANCE_SLOPE + m},
            ),
            Misconception(
                "other symbols forgotten",
                "p(z) stands in the terms of all symbols, not only in that of x. "
                "Differentiate it there as well: the sum of the p(x') p(z|x') is p(z).",
                {"rate": RATE_SLOPE + m * (1 - m * k / r)},
            ),
            Misconception(
                "ratio upside down",
                "Your sign says that naming z more often than usual makes the rate smaller.",
                {"rate": -RATE_SLOPE, "relevance": -RELEVANCE_SLOPE},
            ),
            Misconception(
                "surprise of z instead of a ratio",
                "log p(z|x) alone belongs to H(Z|X). The rate compares it with p(z).",
                {"rate": (m * sp.log(k), m * (sp.log(k) + 1), -m * sp.log(r))},
            ),
            Misconception(
                "average over p(y|z)",
                "You average the logarithm over p(y|z). What p(z|x) adds to the pair (y,z) is "
                "p(x) p(y|x): the average is over p(y|x).",
                {"relevance": m * _mean_log(v, v, w)},
            ),
            Misconception(
                "Z taken to say as much as X",
                "The reader of z knows p(y|z), not p(y|x). You have p(y|x) in the logarithm.",
                {"relevance": m * _mean_log(u, u, w)},
            ),
            Misconception(
                "distortion instead of relevance",
                "This is the divergence of p(y|z) from p(y|x), the distortion. "
                "It differs from what is asked by a term that does not depend on z, "
                "and by the sign.",
                {"relevance": (m * _mean_log(u, u, v), -m * _mean_log(u, u, v))},
            ),
            Misconception(
                "only one value of Y counts",
                "Y has two values, and the other one has probabilities 1-u, 1-v, 1-w.",
                {
                    "relevance": m * u * sp.log(v / w),
                    "log odds": sp.log(r / s) + beta * u * sp.log(v / t),
                },
            ),
            Misconception(
                "p(z) left out of the odds",
                "The rate's slope holds log p(z), and that is not the same for z and z'.",
                {"log odds": beta * _mean_log(u, v, t)},
            ),
            Misconception(
                "beta left out",
                "In the Lagrangian the relevance is multiplied by beta, and so is its slope.",
                {"log odds": sp.log(r / s) + _mean_log(u, v, t)},
            ),
            Misconception(
                "the other beta",
                "You divide by beta. Here it is the price of relevance, and multiplies it; "
                "in the other convention its inverse multiplies the rate.",
                {"log odds": sp.log(r / s) + _mean_log(u, v, t) / beta},
            ),
            Misconception(
                "relevance counted with the wrong sign",
                "Your encoder prefers the letter that forecasts Y worse.",
                {"log odds": sp.log(r / s) - beta * _mean_log(u, v, t)},
            ),
            Misconception(
                "letters exchanged",
                "These are the log odds of z' against z.",
                {"log odds": -LOG_ODDS},
            ),
            Misconception(
                "odds instead of log odds",
                "You give the quotient itself; asked for is its logarithm.",
                {"log odds": sp.exp(LOG_ODDS)},
            ),
            Misconception(
                "bits instead of nats",
                BITS,
                {
                    "rate": RATE_SLOPE / sp.log(2),
                    "relevance": RELEVANCE_SLOPE / sp.log(2),
                    "log odds": LOG_ODDS / sp.log(2),
                },
            ),
        ),
    ),
    hints=(
        "Write I(X;Z) as the sum over x and z of p(x) p(z|x) log(p(z|x)/p(z)). "
        "The entry p(z|x) occurs in three places: in front, in the logarithm, and inside p(z).",
        "The derivative of p(z) with respect to p(z|x) is p(x). "
        "Summed over all symbols, the term that comes from p(z) is -p(x), "
        "and it cancels the +p(x) of the product rule.",
        "For I(Z;Y) the same happens with p(y,z), whose derivative is p(x) p(y|x). "
        "What is left is p(x) times the mean of log(p(y|z)/p(y)) under p(y|x).",
        "At a stationary point, slope of the rate minus beta times slope of the relevance, "
        "divided by p(x), is the same for z and for z'. Solve for log p(z|x) - log p(z'|x); "
        "p(y) cancels.",
    ),
)


# --- 2.4 the mean of the distortion --------------------------------------------------------------

DISTORTION = Exercise(
    "2.4",
    "What the representation loses",
    Prove(
        "I(X;Y|Z) = I(X;Y) - I(Z;Y)",
        given=("Y -> X -> Z",),
        misconceptions=(
            Misconception(
                "conclusion asserted",
                "This line is what is to be proved, and writing it down does not show why. "
                "Build up to it from lines that each use one rule.",
                "I(X;Y|Z) = I(X;Y) - I(Z;Y)",
            ),
            Misconception(
                "difference the wrong way round",
                "By data processing I(X;Y) is the larger one, so your difference is negative.",
                "I(X;Y|Z) = I(Z;Y) - I(X;Y)",
            ),
            Misconception(
                "chain with Z in the middle",
                "You use that X and Y are independent given Z. That is sufficiency, and it would "
                "make the loss zero. The chain says something else.",
                ("I(X;Y|Z) = 0", "H(Y|X,Z) = H(Y|Z)", "H(X|Y,Z) = H(X|Z)"),
            ),
            Misconception(
                "chain with Y in the middle",
                "The encoder sees X, and Y is hidden from it: given Y, X and Z may still share "
                "much.",
                ("I(X;Z|Y) = 0", "H(Z|X,Y) = H(Z|Y)", "H(X|Y,Z) = H(X|Y)"),
            ),
            Misconception(
                "chain rule forgets the condition",
                "In the second term of the chain rule the first variable is known. "
                "Without that, what X and Z both say of Y is counted twice.",
                "I(Y;X,Z) = I(X;Y) + I(Z;Y)",
            ),
            Misconception(
                "conditioning taken to change nothing",
                "If Z says something of Y, then less of I(X;Y) is left once Z is known.",
                "I(X;Y|Z) = I(X;Y)",
            ),
            Misconception(
                "Z taken for a function of X",
                "An encoder may have noise of its own. The claim holds with noise too.",
                "H(Z|X) = 0",
            ),
            Misconception(
                "nothing taken to be lost",
                "Z says at most as much about Y as X does, and in general less.",
                ("I(Z;Y) = I(X;Y)", "H(Y|X) = H(Y|Z)"),
            ),
        ),
    ),
    hints=(
        "Ask what the pair (X,Z) says about Y, and split it by the chain rule.",
        'Once X is known, Z adds nothing: in "I(Y;X,Z) = I(X;Y) + I(Y;Z|X)" '
        "the chain removes the last term.",
        "The other order takes Z first, and its second term is the left side of the claim.",
    ),
)


# --- 2.5 the critical beta of a symmetric channel ------------------------------------------------

p = sp.Symbol("p", positive=True)


def _entropy_of_a_bit(x: sp.Expr) -> sp.Expr:
    return -x * sp.log(x) - (1 - x) * sp.log(1 - x)


FLIP_POINTS = tuple({p: sp.Rational(value)} for value in ("1/4", "1/10", "1/3", "2/5"))

CRITICAL_BETA = Exercise(
    "2.5",
    "Where the bottleneck opens",
    Derive(
        {"rate": sp.Integer(2), "relevance": 2 * (1 - 2 * p) ** 2, "beta_c": 1 / (1 - 2 * p) ** 2},
        points=FLIP_POINTS,
        misconceptions=(
            Misconception(
                "bits instead of nats",
                "A factor log(2) comes from counting in bits. The course measures in nats; "
                "beta_c itself, a quotient of two informations, does not depend on the unit.",
                {
                    "rate": 2 / sp.log(2),
                    "relevance": 2 * (1 - 2 * p) ** 2 / sp.log(2),
                    "beta_c": (
                        sp.log(2) / (1 - 2 * p) ** 2,
                        1 / (sp.log(2) * (1 - 2 * p) ** 2),
                    ),
                },
            ),
            Misconception(
                "Taylor factor",
                "log 2 - h(1/2 + d) begins with 2 d^2: the second derivative of h at 1/2 is -4, "
                "and Taylor's formula halves it.",
                {
                    "rate": (sp.Integer(4), sp.Integer(1), sp.Rational(1, 2)),
                    "relevance": (4 * (1 - 2 * p) ** 2, (1 - 2 * p) ** 2),
                },
            ),
            Misconception(
                "bias not squared",
                "Information near independence is quadratic in the bias. "
                "The channel multiplies the bias by 1 - 2p, so the information by its square.",
                {"relevance": 2 * (1 - 2 * p), "beta_c": 1 / (1 - 2 * p)},
            ),
            Misconception(
                "a flip is more than a loss",
                "1 - p is the chance that a bit arrives as it was. "
                "But a flipped bit also misleads: the bias is multiplied by (1-p) - p.",
                {
                    "relevance": (2 * (1 - p) ** 2, 2 * (1 - p)),
                    "beta_c": (1 / (1 - p) ** 2, 1 / (1 - p)),
                },
            ),
            Misconception(
                "upside down",
                "Your value is below 1. But relevance is at most rate, "
                "so with beta < 1 no encoder pays.",
                {"beta_c": ((1 - 2 * p) ** 2, 1 - 2 * p)},
            ),
            Misconception(
                "variance that is left",
                "4p(1-p) is one minus the square of the correlation of X and Y: "
                "the part of the variance that X does not explain. It grows with the noise, "
                "and then the bottleneck should open later.",
                {"beta_c": (1 / (4 * p * (1 - p)), 1 / (2 * p))},
            ),
            Misconception(
                "Z = X against nothing",
                "At this beta the copy Z = X costs as much as it is worth. "
                "A faint encoder pays earlier: compare small steps.",
                {"beta_c": sp.log(2) / (sp.log(2) - _entropy_of_a_bit(p))},
            ),
            Misconception(
                "relevance of the channel forgotten",
                "This is the rate. Z sees Y through the flips.",
                {"relevance": sp.Integer(2)},
            ),
        ),
    ),
    hints=(
        "Z is fair, whatever eps is. So both informations are log 2 minus the entropy of a "
        "biased bit.",
        "Expand h(1/2 + d) to second order in d: "
        "h' is log((1-q)/q), which is 0 at q = 1/2, and h'' is -1/(q(1-q)).",
        "Given X the bias is d = eps. Given Y it is d = (1-p) eps - p eps.",
        "A faint encoder pays as soon as beta times the relevance exceeds the rate: "
        "beta_c is the quotient of the two coefficients.",
    ),
)


# --- 2.6 to 2.8 the Gaussian bottleneck (X2) -----------------------------------------------------

rho, R = sp.symbols("rho R", positive=True)

GAUSSIAN_CURVE = -sp.log(1 - rho**2 + rho**2 * sp.exp(-2 * R)) / 2

GAUSSIAN_INFORMATION_CURVE = Exercise(
    "2.6",
    "The Gaussian information curve (X2)",
    Derive(
        GAUSSIAN_CURVE,
        points=tuple(
            {rho: sp.Rational(x), R: sp.Rational(y)}
            for x, y in (("1/2", "1"), ("4/5", "1/2"), ("1/3", "2"), ("9/10", "5/4"))
        ),
        misconceptions=(
            Misconception("bits instead of nats", BITS, GAUSSIAN_CURVE / sp.log(2)),
            Misconception(
                "one half missing",
                "The information of a Gaussian pair is half the logarithm.",
                2 * GAUSSIAN_CURVE,
            ),
            Misconception(
                "one half missing in the rate",
                "You solved R = log(1 + a^2). The rate of Z = aX + noise is half of that.",
                -sp.log(1 - rho**2 + rho**2 * sp.exp(-R)) / 2,
            ),
            Misconception(
                "minus sign missing",
                "Your relevance is negative.",
                -GAUSSIAN_CURVE,
            ),
            Misconception(
                "rho for rho^2",
                "Changing the sign of Y changes the sign of rho, but no information. "
                "Your expression does not survive that.",
                -sp.log(1 - rho + rho * sp.exp(-2 * R)) / 2,
            ),
            Misconception(
                "rho^2 and 1 - rho^2 exchanged",
                "With R = oo the representation is X itself, and the relevance has to become "
                "I(X;Y). Yours becomes the information at another correlation.",
                -sp.log(rho**2 + (1 - rho**2) * sp.exp(-2 * R)) / 2,
            ),
            Misconception(
                "straight line",
                "rho^2 R is the tangent of the curve at 0, and a bound for all R. "
                "The curve bends away from it: it cannot exceed I(X;Y).",
                rho**2 * R,
            ),
            Misconception(
                "all that X says",
                "This is I(X;Y), which takes an infinite rate. Where is R?",
                -sp.log(1 - rho**2) / 2,
            ),
            Misconception(
                "data processing taken for an equality",
                "I(Z;Y) is at most the rate R, and less if Y is noisy.",
                R,
            ),
            Misconception(
                "noise of Y forgotten",
                "You have e^(-2R) as the variance that Z leaves of X, which is right, and then "
                "treat Y as if it were rho X. It has noise of its own.",
                (R - sp.log(rho), -sp.log(rho**2 * sp.exp(-2 * R)) / 2),
            ),
        ),
    ),
    hints=(
        "Two Gaussian variables share -log(1 - c^2)/2, where c is their correlation. "
        "Which correlations do Z and X, and Z and Y have?",
        "Z has variance a^2 + 1. So the squared correlation of Z and X is a^2/(a^2 + 1), "
        "and that of Z and Y is rho^2 times as large.",
        "The first gives R = log(1 + a^2)/2, hence a^2/(a^2 + 1) = 1 - e^(-2R). "
        "Put that into the second.",
    ),
)

GAUSSIAN_RATE = sp.log((beta - 1) * rho**2 / (1 - rho**2)) / 2
GAUSSIAN_SCALE = sp.sqrt((beta * rho**2 - 1) / (1 - rho**2))

GAUSSIAN_OPTIMUM = Exercise(
    "2.7",
    "The Gaussian bottleneck (X2)",
    Derive(
        {"beta_c": 1 / rho**2, "rate": GAUSSIAN_RATE, "scale": GAUSSIAN_SCALE},
        points=tuple(
            {rho: sp.Rational(x), beta: sp.Rational(y)}
            for x, y in (("1/2", "6"), ("4/5", "2"), ("2/3", "7/2"), ("9/10", "5/4"))
        ),
        misconceptions=(
            Misconception(
                "beta_c = 1/lambda",
                "lambda = 1 - rho^2 is what remains uncertain of Y. "
                "With a weaker dependence the bottleneck has to open later, not earlier.",
                {"beta_c": 1 / (1 - rho**2)},
            ),
            Misconception(
                "rho for rho^2",
                "Changing the sign of Y changes the sign of rho and no information. "
                "Your expression does not survive that.",
                {
                    "beta_c": (1 / rho, 1 / (1 - rho)),
                    "rate": sp.log((beta - 1) * rho / (1 - rho)) / 2,
                    "scale": sp.sqrt((beta * rho - 1) / (1 - rho)),
                },
            ),
            Misconception(
                "upside down",
                "Your beta_c is below 1. But relevance is at most rate, "
                "so with beta < 1 no encoder pays.",
                {"beta_c": (rho**2, 1 - rho**2)},
            ),
            Misconception(
                "where beta is 1",
                "beta > 1 is necessary: relevance is at most rate. It is not enough, "
                "since the noise of Y takes its share of every nat.",
                {"beta_c": sp.Integer(1)},
            ),
            Misconception(
                "one half missing",
                "A Gaussian channel's rate is half a logarithm.",
                {"rate": 2 * GAUSSIAN_RATE},
            ),
            Misconception(
                "beta for beta - 1",
                "The derivative of the Lagrangian has e^(-2R) above and below the fraction line. "
                "Collect both.",
                {
                    "rate": (
                        sp.log(beta * rho**2 / (1 - rho**2)) / 2,
                        sp.log(beta * rho**2) / 2,
                    )
                },
            ),
            Misconception(
                "lambda forgotten",
                "The condition reads e^(2R) times the variance that is left of Y, "
                "and you dropped the latter.",
                {"rate": sp.log((beta - 1) * rho**2) / 2},
            ),
            Misconception(
                "minus sign",
                "Your rate is negative for beta above beta_c.",
                {"rate": -GAUSSIAN_RATE},
            ),
            Misconception(
                "relevance instead of rate",
                "This is I(Z;Y) at the optimum. Asked for is I(X;Z).",
                {"rate": GAUSSIAN_CURVE.subs(R, GAUSSIAN_RATE)},
            ),
            Misconception("bits instead of nats", BITS, {"rate": GAUSSIAN_RATE / sp.log(2)}),
            Misconception(
                "square root missing",
                "This is a^2, the ratio of signal to noise.",
                {"scale": GAUSSIAN_SCALE**2},
            ),
            Misconception(
                "noise forgotten",
                "You solved e^(2R) = a^2. The variance of Z is a^2 + 1, noise included.",
                {"scale": sp.sqrt((beta - 1) * rho**2 / (1 - rho**2))},
            ),
            Misconception(
                "regression instead of an encoder",
                "rho X is the best forecast of Y, but as a representation it costs an infinite "
                "rate, and what is added as noise decides how much is kept.",
                {"scale": rho},
            ),
            Misconception(
                "signal and noise exchanged",
                "This is the noise for a signal of unit scale. Asked for is the scale of the "
                "signal when the noise has variance one.",
                {"scale": (1 / GAUSSIAN_SCALE, 1 / GAUSSIAN_SCALE**2)},
            ),
        ),
    ),
    hints=(
        "Subtract beta times the curve of exercise 2.6 from R and differentiate with respect to R.",
        "The derivative of the curve is rho^2 e^(-2R) / (1 - rho^2 + rho^2 e^(-2R)). "
        "At R = 0 that is rho^2: when does a first bit of rate pay?",
        "Set it equal to 1/beta and solve for e^(2R). For the scale, recall R = log(1 + a^2)/2.",
        "e^(2R) = (beta - 1) rho^2/(1 - rho^2), and a^2 is that minus one; simplify.",
    ),
)


def gaussian_rates(correlations: Array, beta: float) -> Array:
    gain = np.maximum(beta * correlations**2 - 1, 0) / (1 - correlations**2)
    return np.log1p(gain) / 2


def _rates_uncut(correlations: Array, beta: float) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log((beta - 1) * correlations**2 / (1 - correlations**2)) / 2


def _rates_above_one(correlations: Array, beta: float) -> Array:
    return np.where(beta > 1, _rates_uncut(correlations, beta), 0)


def _rates_above_one_over_lambda(correlations: Array, beta: float) -> Array:
    kept = beta > 1 / (1 - correlations**2)
    return np.where(kept, _rates_uncut(correlations, beta), 0)


def _rates_all_or_none(correlations: Array, beta: float) -> Array:
    kept = beta * (correlations**2).max() > 1
    return np.where(kept, _rates_uncut(correlations, beta), 0)


def _rates_signed(correlations: Array, beta: float) -> Array:
    kept = beta * correlations * np.abs(correlations) > 1
    return np.where(kept, _rates_uncut(correlations, beta), 0)


def _rates_unsquared(correlations: Array, beta: float) -> Array:
    gain = np.maximum(beta * correlations - 1, 0) / (1 - correlations)
    return np.log1p(gain) / 2


def _relevances(correlations: Array, beta: float) -> Array:
    left = np.exp(-2 * gaussian_rates(correlations, beta))
    return -np.log(1 - correlations**2 + correlations**2 * left) / 2


GAUSSIAN_RATES = Exercise(
    "2.8",
    "The Gaussian bottleneck in many directions (X2)",
    Code(
        gaussian_rates,
        cases=(
            (np.array([0.8]), 4.0),
            (np.array([0.8]), 1.25),
            (np.array([0.9, 0.6]), 4.0),
            (np.array([0.9, 0.6]), 2.0),
            (np.array([0.6, 0.9]), 4.0),
            (np.array([0.9, 0.5, 0.0]), 3.0),
            (np.array([0.9, -0.9, 0.3]), 3.0),
            (np.array([0.9, 0.5]), 0.5),
        ),
        misconceptions=(
            Misconception(
                "negative rates",
                "A direction whose beta_c is above beta is not kept at all: its rate is zero, "
                "not negative or minus infinity.",
                _rates_uncut,
            ),
            Misconception(
                "kept above beta = 1",
                "beta > 1 is not enough: each direction has its own critical beta.",
                _rates_above_one,
            ),
            Misconception(
                "kept above 1/lambda",
                "lambda = 1 - rho^2 is what remains uncertain of Y. A direction with a weaker "
                "correlation has to come in later, not earlier.",
                _rates_above_one_over_lambda,
            ),
            Misconception(
                "all directions or none",
                "The strongest direction decides for all of yours. "
                "Each comes in at its own critical beta.",
                _rates_all_or_none,
            ),
            Misconception(
                "sign of the correlation",
                "A negative correlation is as good as a positive one: "
                "change the sign of Y, and no information changes.",
                _rates_signed,
            ),
            Misconception(
                "strongest first",
                "The rates are right, but in an order of their own. "
                "Return them in the order of the correlations.",
                lambda correlations, beta: -np.sort(-gaussian_rates(correlations, beta)),
            ),
            Misconception(
                "rho for rho^2",
                "Correlations come in squares: of variances, one variable explains a share rho^2 "
                "of the other.",
                _rates_unsquared,
            ),
            Misconception(
                "one half missing",
                "A Gaussian channel's rate is half a logarithm.",
                lambda correlations, beta: 2 * gaussian_rates(correlations, beta),
            ),
            Misconception(
                "bits instead of nats",
                BITS,
                lambda correlations, beta: gaussian_rates(correlations, beta) / np.log(2),
            ),
            Misconception(
                "only the strongest direction",
                "The strongest direction comes in first, but it does not keep the others out.",
                lambda correlations, beta: np.where(
                    np.abs(correlations) == np.abs(correlations).max(),
                    gaussian_rates(correlations, beta),
                    0,
                ),
            ),
            Misconception(
                "relevance instead of rate",
                "These are the I(Z;Y) of the directions. Asked for are the I(X;Z).",
                _relevances,
            ),
            Misconception(
                "gain instead of rate",
                "This is a^2, the ratio of signal to noise. The rate is half the logarithm of "
                "1 + a^2.",
                lambda correlations, beta: np.expm1(2 * gaussian_rates(correlations, beta)),
            ),
            Misconception(
                "total instead of the rates",
                "This is I(X;Z), the sum. Return the rate of each direction.",
                lambda correlations, beta: float(gaussian_rates(correlations, beta).sum()),
            ),
        ),
    ),
    hints=(
        "In canonical coordinates the Lagrangian is a sum over the directions, "
        "so each is optimized alone: exercise 2.7 is the answer for one.",
        "A direction is kept if beta * rho^2 > 1, and then its rate is the one of exercise 2.7. "
        "Otherwise it is zero.",
        "log(0) can be avoided: the rate is log(1 + a^2)/2 with the scale a of exercise 2.7, "
        "and a^2 is zero for the directions that are not kept.",
        "`np.maximum(beta * correlations**2 - 1, 0)` is the numerator of all a^2 at once.",
    ),
)


# --- 2.9 without the Markov condition ------------------------------------------------------------


def _beats_the_bound(law: Joint) -> NotYet | None:
    if wrong := lacks_variables(law, "X Y Z"):
        return wrong
    if sign(law, "I(Z;Y) - I(X;Z)") > 0:
        return None
    relevance, rate = (float(law.value(text)) for text in ("I(Z;Y)", "I(X;Z)"))
    return NotYet(
        "the bound holds",
        "Z says no more about Y than it does about X.",
        got=f"I(Z;Y) = {relevance:.4f} nats, I(X;Z) = {rate:.4f} nats",
        expected="I(Z;Y) > I(X;Z)",
    )


WITHOUT_MARKOV = Exercise(
    "2.9",
    "What the Markov condition is for",
    Construct(
        Joint,
        _beats_the_bound,
        description='a Joint over "X Y Z"',
        misconceptions=(
            Misconception(
                "all independent",
                "All three are independent, so both informations are zero.",
                lambda law: sign(law, "TC(X;Y;Z)") == 0,
            ),
            Misconception(
                "Z says nothing of Y",
                "Your Z is independent of Y, and nothing can be less than zero information.",
                lambda law: sign(law, "I(Z;Y)") == 0,
            ),
            Misconception(
                "X knows Y",
                "X determines Y, so whatever Z says about Y it says about X.",
                lambda law: sign(law, "H(Y|X)") == 0,
            ),
            Misconception(
                "Markov condition kept",
                "In your law Z sees Y only through X, so data processing holds. "
                "Let Z look at Y past X.",
                lambda law: sign(law, "I(Y;Z|X)") == 0,
            ),
            Misconception(
                "Z knows X",
                "Z determines X, so its rate is as large as H(X). "
                "It has to say less about X than about Y.",
                lambda law: sign(law, "H(X|Z)") == 0 and sign(law, "H(X)") > 0,
            ),
            Misconception(
                "equality",
                "The two informations are equal: the bound is reached, not broken.",
                lambda law: sign(law, "I(Z;Y) - I(X;Z)") == 0,
            ),
        ),
    ),
    hints=(
        "The bound comes from Y -> X -> Z: Z learns of Y only through X. "
        "So let Z learn of Y in another way.",
        "Suppose Y has two parts, and X is one of them. What could Z be?",
        "Make I(X;Z) zero: then any dependence of Z and Y will do.",
        "Take independent fair bits A and B with X = A and Y = (A, B), "
        "and let Z be the part that X does not know. There are four outcomes.",
    ),
)


# --- 2.10 the slope of the curve -----------------------------------------------------------------

q = p * (1 - s) + s * (1 - p)


def _slope_with(q: sp.Expr) -> sp.Expr:
    """The slope if the two flips together had the probability q."""
    return (1 - 2 * p) * sp.log((1 - q) / q) / sp.log((1 - s) / s)


SLOPE = _slope_with(q)
CHORD = (sp.log(2) - _entropy_of_a_bit(q)) / (sp.log(2) - _entropy_of_a_bit(s))

SLOPE_OF_THE_CURVE = Exercise(
    "2.10",
    "The slope of the information curve",
    Derive(
        {"slope": SLOPE, "beta": 1 / SLOPE},
        points=tuple(
            {p: sp.Rational(x), s: sp.Rational(y)}
            for x, y in (("1/4", "1/3"), ("1/10", "1/4"), ("1/3", "1/5"), ("2/5", "1/7"))
        ),
        misconceptions=(
            Misconception(
                "inner derivative forgotten",
                "The flip probability of Y given Z depends on s, "
                "and its derivative with respect to s is not 1.",
                {"slope": SLOPE / (1 - 2 * p), "beta": (1 - 2 * p) / SLOPE},
            ),
            Misconception(
                "slope upside down",
                "You divide the change of the rate by that of the relevance. "
                "By data processing the slope is at most 1.",
                {"slope": 1 / SLOPE},
            ),
            Misconception(
                "chord instead of tangent",
                "You divide the informations themselves: "
                "that is the slope of the line from the origin to the point of the curve.",
                {"slope": CHORD, "beta": 1 / CHORD},
            ),
            Misconception(
                "flips added",
                "Two flips cancel, so the chance that Z and Y differ is less than s + p.",
                {"slope": _slope_with(s + p), "beta": 1 / _slope_with(s + p)},
            ),
            Misconception(
                "flips multiplied",
                "s p is the chance that both flip, and then Z and Y agree.",
                {"slope": _slope_with(s * p), "beta": 1 / _slope_with(s * p)},
            ),
            Misconception(
                "negative slope",
                "More flips lower both informations, so the two derivatives have the same sign.",
                {"slope": -SLOPE, "beta": -1 / SLOPE},
            ),
            Misconception(
                "slope at the origin",
                "(1 - 2p)^2 is the slope where the curve begins, at s = 1/2. It bends after that.",
                {"slope": (1 - 2 * p) ** 2, "beta": 1 / (1 - 2 * p) ** 2},
            ),
            Misconception(
                "beta taken for the slope",
                "At a minimum of I(X;Z) - beta I(Z;Y), a change of the rate equals beta times the "
                "change of the relevance. Which of the two is beta times as steep?",
                {"beta": SLOPE},
            ),
            Misconception(
                "relevance alone",
                "This is the derivative of one information with respect to s. "
                "Divide by that of the other.",
                {
                    "slope": (
                        (1 - 2 * p) * sp.log((1 - q) / q),
                        -(1 - 2 * p) * sp.log((1 - q) / q),
                    )
                },
            ),
        ),
    ),
    hints=(
        "Both informations are log 2 minus the entropy h of a bit. "
        "Differentiate each with respect to s and divide.",
        "Z and Y differ if exactly one of the two channels flips: "
        "with probability q = s(1-p) + p(1-s).",
        "The derivative of h is h'(s) = log((1-s)/s). "
        "By the chain rule that of h(q) is (1-2p) h'(q).",
        "For beta, set the derivative of I(X;Z) - beta I(Z;Y) with respect to s to zero.",
    ),
)


EXERCISES: tuple[Exercise, ...] = (
    BLAHUT_ARIMOTO,
    IB_STEP,
    STATIONARITY,
    DISTORTION,
    CRITICAL_BETA,
    GAUSSIAN_INFORMATION_CURVE,
    GAUSSIAN_OPTIMUM,
    GAUSSIAN_RATES,
    WITHOUT_MARKOV,
    SLOPE_OF_THE_CURVE,
)
