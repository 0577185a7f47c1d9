"""The exercises of chapter 7: information in the weights.

Each exercise is a task, its hints, and the misconceptions that are known by name. A misconception
comes with a wrong answer, or with the test that recognizes one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp

from ibnotes.checks.engine import Exercise
from ibnotes.checks.exact import rational, rationals
from ibnotes.checks.kinds import ASSERTED, Code, Construct, Derive, Misconception, NotYet, Prove
from ibnotes.checks.laws import lacks_variables, sign, values
from ibnotes.joint import Joint
from ibnotes.weights import bernoulli_kl, kl_upper_inverse, pac_bayes_kl

__all__ = ["EXERCISES"]

HALF = sp.Rational(1, 2)


# --- 7.1 and 7.2 what the loss is made of, and what the penalty ----------------------------------

DECOMPOSED = "H(Y|X,W) = H(Y|X,θ) + I(θ;Y|X,W) - I(Y;W|X,θ)"

DECOMPOSITION = Exercise(
    "7.1",
    "Where the training loss goes",
    Prove(
        DECOMPOSED,
        misconceptions=(
            Misconception("conclusion asserted", ASSERTED, DECOMPOSED),
            Misconception(
                "memory forgotten",
                "That is the entropy of fresh labels. On the training labels the weights may know "
                "more than the parameter does.",
                (
                    "H(Y|X,W) = H(Y|X,θ) + I(θ;Y|X,W)",
                    "H(Y|X,W) >= H(Y|X,θ)",
                    "I(Y;W|X,θ) = 0",
                    "H(Y|X,θ,W) = H(Y|X,θ)",
                ),
            ),
            Misconception(
                "signs exchanged",
                "What is still to be learned raises the loss, what is memorized lowers it.",
                "H(Y|X,W) = H(Y|X,θ) - I(θ;Y|X,W) + I(Y;W|X,θ)",
            ),
            Misconception(
                "weights taken for the parameter",
                "The weights need not know the parameter.",
                ("H(θ|W) = 0", "H(Y|X,W) = H(Y|X,θ)", "I(θ;Y|X,W) = 0"),
            ),
            Misconception(
                "condition on the weights forgotten",
                "Both entropies of the difference are given the weights: "
                "I(θ;Y|X,W) = H(Y|X,W) - H(Y|X,W,θ).",
                ("I(θ;Y|X,W) = H(Y|X) - H(Y|X,θ)", "I(θ;Y|X,W) = I(θ;Y|X)"),
            ),
        ),
    ),
    hints=(
        "No hypothesis is needed: the identity holds for any four variables.",
        "Both informations have an entropy in common, that of Y when all the rest is known.",
        "Write I(θ;Y|X,W) and I(Y;W|X,θ) as differences of entropies of Y.",
        "I(θ;Y|X,W) = H(Y|X,W) - H(Y|X,W,θ), and the other one likewise. Subtract.",
    ),
)

CHARGED = "I(W;X,Y) = I(W;θ) + I(W;X|θ) + I(W;Y|X,θ)"

PENALTY = Exercise(
    "7.2",
    "What the penalty charges",
    Prove(
        CHARGED,
        given=("θ -> (X,Y) -> W",),
        misconceptions=(
            Misconception("conclusion asserted", ASSERTED, CHARGED),
            Misconception(
                "only memory charged",
                "The penalty charges for all that the weights know of the data, "
                "and the parameter is a part of that.",
                ("I(W;X,Y) = I(W;Y|X,θ)", "I(W;X,Y|θ) = I(W;X,Y)", "I(W;θ) = 0"),
            ),
            Misconception(
                "weights that say more than the data",
                "The weights are made from the data. Once these are known, they say nothing of "
                "the parameter.",
                ("I(W;X,Y,θ) = I(W;X,Y) + I(W;θ)", "I(W;θ|X,Y) = I(W;θ)"),
            ),
            Misconception(
                "chain rule forgets the condition",
                "In the second term of the chain rule the first variable is known.",
                ("I(W;X,Y) = I(W;X) + I(W;Y)", "I(W;X,Y|θ) = I(W;X|θ) + I(W;Y|θ)"),
            ),
            Misconception(
                "inputs taken to be free",
                "Weights may remember inputs, and that costs like everything else.",
                ("I(W;X|θ) = 0", "I(W;X) = 0"),
            ),
        ),
    ),
    hints=(
        "Write I(W;X,Y,θ) in two ways.",
        "Take the data first: then nothing is left for θ. Or take θ first.",
        "I(W;X,Y,θ) = I(W;θ) + I(W;X,Y|θ), and the last term has a chain rule of its own.",
        "Three chain rules, and the claim.",
    ),
)


# --- 7.3 a memorizer -----------------------------------------------------------------------------


def _memorizes_and_has_no_sufficiency_term(law: Joint) -> NotYet | None:
    if wrong := lacks_variables(law, "θ X Y W"):
        return wrong
    if sign(law, "I(θ;W|X,Y)") > 0:
        return NotYet(
            "weights that see the parameter",
            "The learner sees the data only.",
            got=values(law, "I(θ;W|X,Y)"),
            expected="θ -> (X,Y) -> W, that is I(θ;W|X,Y) = 0",
        )
    if sign(law, "I(θ;Y|X)") == 0:
        return NotYet(
            "nothing to learn",
            "Your labels say nothing about the parameter.",
            got=values(law, "I(θ;Y|X)"),
            expected="I(θ;Y|X) > 0",
        )
    if sign(law, "H(Y|X,θ)") == 0:
        return NotYet(
            "no noise to memorize",
            "The parameter determines your labels.",
            got=values(law, "H(Y|X,θ)"),
            expected="H(Y|X,θ) > 0",
        )
    if sign(law, "I(θ;Y|X,W)") > 0:
        return NotYet(
            "sufficiency term left",
            "The labels still say something about the parameter that your weights do not.",
            got=values(law, "I(θ;Y|X,W)"),
            expected="I(θ;Y|X,W) = 0",
        )
    if sign(law, "H(Y|X,θ) - I(Y;W|X,θ)") > 0:
        return NotYet(
            "not all memorized",
            "Some of the noise in the labels is not in your weights.",
            got=values(law, "I(Y;W|X,θ)", "H(Y|X,θ)"),
            expected="I(Y;W|X,θ) = H(Y|X,θ)",
        )
    if sign(law, "H(θ|X,W)") == 0:
        return NotYet(
            "weights that know the parameter",
            "Your weights determine the parameter, so they have captured it very well. "
            "The sentence is to be refuted.",
            got=values(law, "H(θ|X,W)"),
            expected="H(θ|X,W) > 0",
        )
    return None


MEMORIZER = Exercise(
    "7.3",
    "A memorizer with nothing left to learn",
    Construct(
        Joint,
        _memorizes_and_has_no_sufficiency_term,
        description='a Joint over "θ X Y W"',
        misconceptions=(
            Misconception(
                "weights that know nothing",
                "Your weights are independent of the labels. "
                "Then what the labels say of the parameter is all still to be learned.",
                lambda law: sign(law, "I(W;X,Y)") == 0 and sign(law, "I(θ;Y|X)") > 0,
            ),
            Misconception(
                "weights are the parameter",
                "Your weights copy the parameter instead of the labels, "
                "which no learner can do that sees noisy labels.",
                lambda law: sign(law, "H(θ|W)") == 0 and sign(law, "I(θ;W|X,Y)") > 0,
            ),
            Misconception(
                "random labels",
                "Your labels do not depend on the parameter. "
                "Then there is nothing that the weights could have missed.",
                lambda law: sign(law, "I(θ;Y|X)") == 0 and sign(law, "H(Y|X,θ)") > 0,
            ),
            Misconception(
                "a summary of the labels",
                "Your weights keep what the labels say of the parameter and drop their noise. "
                "That is a good learner, and you were asked for a bad one.",
                lambda law: (
                    sign(law, "I(θ;W|X,Y)") == 0
                    and sign(law, "I(θ;Y|X,W)") == 0
                    and sign(law, "I(θ;Y|X)") > 0
                    and sign(law, "I(W;X,Y)") > 0
                    and sign(law, "H(Y|X,θ) - I(Y;W|X,θ)") > 0
                ),
            ),
        ),
    ),
    hints=(
        "Which weights leave nothing to be learned from the labels, whatever they are?",
        "If the weights determine Y, then I(θ;Y|X,W) is zero.",
        "Let W be Y itself. It is left to find a parameter and noisy labels.",
        "θ a fair bit, X constant, Y equal to θ with probability 3/4, and W = Y.",
    ),
)


# --- 7.4 log-normal noise ------------------------------------------------------------------------

alpha, c = sp.symbols("alpha c", positive=True)

PRICE_OF_NOISE = -sp.log(2 * sp.pi * sp.E * alpha) / 2 - sp.log(c)

LOG_NORMAL = Exercise(
    "7.4",
    "Log-normal noise against the log-uniform prior",
    Derive(
        PRICE_OF_NOISE,
        points=tuple(
            {alpha: sp.Rational(a), c: sp.Rational(b)}
            for a, b in (("1", "1"), ("2", "1"), ("1/4", "1"), ("1", "1/3"), ("5/3", "2/7"))
        ),
        misconceptions=(
            Misconception(
                "constant dropped",
                "What remains is the part that depends on alpha. The constant is asked for: "
                "it decides whether the number bounds anything.",
                (
                    -sp.log(alpha) / 2,
                    -sp.log(alpha) / 2 - sp.log(c),
                    -sp.log(2 * sp.pi * sp.E * alpha) / 2,
                ),
            ),
            Misconception(
                "sign of the entropy",
                "A divergence is minus the entropy of the noisy weight, minus the mean of log g.",
                (sp.log(2 * sp.pi * sp.E * alpha) / 2 - sp.log(c), -PRICE_OF_NOISE),
            ),
            Misconception(
                "e forgotten",
                "The entropy of N(mu, alpha) is log(2 pi e alpha) / 2.",
                -sp.log(2 * sp.pi * alpha) / 2 - sp.log(c),
            ),
            Misconception(
                "alpha for the standard deviation",
                "alpha is the variance of log epsilon, so its square root is the scale.",
                -sp.log(2 * sp.pi * sp.E * alpha**2) / 2 - sp.log(c),
            ),
            Misconception(
                "variance of the noise itself",
                "exp(alpha) - 1 is the variance of epsilon. In u = log |w| what counts is that of "
                "its logarithm.",
                -sp.log(2 * sp.pi * sp.E * (sp.exp(alpha) - 1)) / 2 - sp.log(c),
            ),
            Misconception(
                "entropy of the noise instead of its logarithm",
                "h(epsilon) and h(log epsilon) differ by E log epsilon = -alpha/2. "
                "Either stay with w and keep the mean of log |w| in the prior's term, or change "
                "to u = log |w| in both.",
                (PRICE_OF_NOISE + alpha / 2, PRICE_OF_NOISE - alpha / 2),
            ),
            Misconception(
                "prior's constant the wrong way round",
                "The prior's density is c/|w|: its logarithm comes with a minus sign.",
                -sp.log(2 * sp.pi * sp.E * alpha) / 2 + sp.log(c),
            ),
            Misconception(
                "bits instead of nats", "The logarithms are natural.", PRICE_OF_NOISE / sp.log(2)
            ),
        ),
    ),
    hints=(
        "Change to u = log |w|. What becomes of c dw/w?",
        "In u the prior is the constant c, and the noisy weight is normal with variance alpha.",
        "So the divergence is -h(N(., alpha)) - log c, wherever the mean is.",
        "The entropy of a normal law with variance alpha is sp.log(2*sp.pi*sp.E*alpha)/2.",
    ),
)


# --- 7.5 the bound and its gap -------------------------------------------------------------------

a, b, r = sp.symbols("a b r", positive=True)


def _kl(p: sp.Expr, q: sp.Expr) -> sp.Expr:
    """The divergence of two coins."""
    return p * sp.log(p / q) + (1 - p) * sp.log((1 - p) / (1 - q))


MARGINAL = (a + b) / 2
BOUND = (_kl(a, r) + _kl(b, r)) / 2
INFORMATION = (_kl(a, MARGINAL) + _kl(b, MARGINAL)) / 2

PRIOR_BOUND = Exercise(
    "7.5",
    "The bound and its gap",
    Derive(
        {"bound": BOUND, "information": INFORMATION, "gap": _kl(MARGINAL, r)},
        points=tuple(
            {a: sp.Rational(i), b: sp.Rational(j), r: sp.Rational(k)}
            for i, j, k in (
                ("1/4", "3/4", "1/3"),
                ("1/2", "1/4", "1/2"),
                ("1/3", "2/3", "1/5"),
                ("9/10", "1/5", "1/2"),
            )
        ),
        misconceptions=(
            Misconception(
                "divergence the wrong way round",
                "The posterior comes first: D(p(w|D) || r).",
                {"bound": (_kl(r, a) + _kl(r, b)) / 2},
            ),
            Misconception(
                "mean inside the divergence",
                "That is the divergence of the mean coin. Asked for is the mean of two "
                "divergences, which is larger.",
                {"bound": _kl(MARGINAL, r)},
            ),
            Misconception(
                "sum instead of the mean",
                "Each data set has probability 1/2.",
                {"bound": 2 * BOUND, "information": 2 * INFORMATION},
            ),
            Misconception(
                "prior in the information",
                "Mutual information knows no prior: its reference is the marginal law of W.",
                {"information": BOUND},
            ),
            Misconception(
                "divergence between the two posteriors",
                "Information compares each posterior with their mean, not with each other.",
                {"information": (_kl(a, b), (_kl(a, b) + _kl(b, a)) / 2)},
            ),
            Misconception(
                "gap the wrong way round",
                "What remains is the divergence of the marginal law from the prior, "
                "with the marginal first.",
                {"gap": (_kl(r, MARGINAL), -_kl(MARGINAL, r))},
            ),
            Misconception(
                "bits instead of nats",
                "The logarithms are natural.",
                {
                    "bound": BOUND / sp.log(2),
                    "information": INFORMATION / sp.log(2),
                    "gap": _kl(MARGINAL, r) / sp.log(2),
                },
            ),
        ),
    ),
    hints=(
        "A coin with probability p of heads and one with q have the divergence "
        "p log(p/q) + (1-p) log((1-p)/(1-q)).",
        "bound: the mean over the two data sets of the divergence from the prior's coin r.",
        "information: the same with the marginal law of W, which is the coin (a+b)/2, "
        "in the place of the prior.",
        "gap: the difference of the two. All that is left in it is the marginal coin against r.",
    ),
)


# --- 7.6 the best noise --------------------------------------------------------------------------

w, h, beta, s = sp.symbols("w h beta s", positive=True)

BEST_ALPHA = beta / (w**2 * h)
BEST_VARIANCE = beta * s**2 / (h * s**2 + beta)

BEST_NOISE = Exercise(
    "7.6",
    "The best noise",
    Derive(
        {
            "alpha": BEST_ALPHA,
            "price": sp.log(w**2 * h / beta) / 2,
            "variance": BEST_VARIANCE,
        },
        points=tuple(
            {w: sp.Rational(i), h: sp.Rational(j), beta: sp.Rational(k), s: sp.Rational(m)}
            for i, j, k, m in (
                ("2", "1", "1", "1"),
                ("1", "2", "1/3", "1"),
                ("3", "1/2", "2", "2"),
                ("1/2", "3", "1/5", "5/2"),
            )
        ),
        misconceptions=(
            Misconception(
                "half of the Taylor expansion dropped",
                "The loss rises by h/2 times the squared change, not by h times it.",
                {
                    "alpha": BEST_ALPHA / 2,
                    "price": sp.log(2 * w**2 * h / beta) / 2,
                    "variance": beta * s**2 / (2 * h * s**2 + beta),
                },
            ),
            Misconception(
                "half of the price dropped",
                "The price of the noise is -log(alpha)/2: one half, as alpha is a variance.",
                {
                    "alpha": 2 * BEST_ALPHA,
                    "price": sp.log(w**2 * h / beta),
                    "variance": 2 * beta * s**2 / (h * s**2 + 2 * beta),
                },
            ),
            Misconception(
                "beta in the count of nats",
                "That is what the nats cost. The price of a nat is beta; asked for is how many "
                "nats there are.",
                {"price": beta * sp.log(w**2 * h / beta) / 2},
            ),
            Misconception(
                "beta forgotten",
                "A nat costs beta, not one: where nats are cheap there is little noise.",
                {
                    "alpha": 1 / (w**2 * h),
                    "price": sp.log(w**2 * h) / 2,
                    "variance": s**2 / (h * s**2 + 1),
                },
            ),
            Misconception(
                "size of the weight forgotten",
                "The noise is multiplicative: the variance of the weight is alpha w^2.",
                {"alpha": beta / h, "price": sp.log(h / beta) / 2},
            ),
            Misconception(
                "standard deviation",
                "What is asked for is a variance.",
                {"alpha": sp.sqrt(BEST_ALPHA), "variance": sp.sqrt(BEST_VARIANCE)},
            ),
            Misconception(
                "upside down",
                "Where the loss is steep, or information is cheap, there is little noise.",
                {
                    "alpha": 1 / BEST_ALPHA,
                    "price": -sp.log(w**2 * h / beta) / 2,
                    "variance": 1 / BEST_VARIANCE,
                },
            ),
            Misconception(
                "prior forgotten",
                "The prior resists, too: even where the loss is flat, h = 0, the noise is not "
                "larger than the prior's.",
                {"variance": (beta / h, s**2)},
            ),
        ),
    ),
    hints=(
        "The mean of (h/2) (change)^2 is h/2 times the variance of the change.",
        "alpha: minimize h alpha w^2 / 2 - beta log(alpha) / 2, by its derivative. "
        "Then put alpha into the price -log(alpha)/2.",
        "variance: the divergence of N(w, v) from N(0, s^2) is "
        "((w^2 + v)/s^2 - 1 - log(v/s^2)) / 2. Its derivative in v is (1/s^2 - 1/v) / 2.",
        "So h/2 + (beta/2) (1/s^2 - 1/v) = 0. Solve for v.",
    ),
)


# --- 7.7 the printed bound on flat minima --------------------------------------------------------


def _sides(answer: Mapping[str, Any]) -> tuple[Fraction, Fraction]:
    """``exp(2 I)`` and the exponential of twice the printed bound."""
    weights, curvatures = rationals(answer["weights"]), rationals(answer["curvatures"])
    price = rational(answer["beta"])
    size = len(weights)
    left = math.prod(v * v * k / price for v, k in zip(weights, curvatures))
    norms = sum(v * v for v in weights) * sum(curvatures)
    return left, norms / (size**2 * price / 2) ** size


def _log(number: Fraction) -> float:
    """The logarithm, also of numbers that no float can hold."""
    return math.log(number.numerator) - math.log(number.denominator)


def _breaks_the_printed_bound(answer: Mapping[str, Any]) -> NotYet | None:
    if set(answer) != {"weights", "curvatures", "beta"}:
        return NotYet(
            "wrong keys",
            "The answer is a dictionary with three keys.",
            got=", ".join(map(str, answer)),
            expected="weights, curvatures, beta",
        )
    try:
        weights, curvatures = rationals(answer["weights"]), rationals(answer["curvatures"])
        price = rational(answer["beta"])
    except ValueError as error:
        return NotYet("not numbers", f"In your numbers: {error}.")
    if len(weights) != len(curvatures):
        return NotYet(
            "lengths differ",
            "Each weight has one curvature.",
            got=f"{len(weights)} weights, {len(curvatures)} curvatures",
            expected="two lists of one length",
        )
    if 0 in weights or min(*curvatures, price) <= 0:
        return NotYet(
            "outside the theorem",
            "Weights are not zero, curvatures and beta are positive: "
            "otherwise the best noise is infinite.",
            got=f"weights {answer['weights']}, curvatures {answer['curvatures']}, "
            f"beta {answer['beta']}",
            expected="weights other than 0, curvatures > 0, beta > 0",
        )
    left, right = _sides(answer)
    if left <= right:
        return NotYet(
            "the bound holds",
            "On your numbers the information is at most the printed bound.",
            got=f"information {_log(left) / 2:.4f}, bound {_log(right) / 2:.4f}",
            expected="information > bound",
        )
    return None


def _exactly(test: Callable[[list[Fraction], list[Fraction], Fraction, Fraction], bool]):
    """A test of the numbers in an answer for which the bound holds, and of the two sides."""

    def wrong(answer: Mapping[str, Any]) -> bool:
        if _breaks_the_printed_bound(answer).diagnosis != "the bound holds":
            return False
        weights, curvatures = rationals(answer["weights"]), rationals(answer["curvatures"])
        return test(weights, curvatures, *_sides(answer))

    return wrong


PRINTED_BOUND = Exercise(
    "7.7",
    "The printed bound on flat minima",
    Construct(
        dict,
        _breaks_the_printed_bound,
        description='a dictionary {"weights": [...], "curvatures": [...], "beta": ...}',
        misconceptions=(
            Misconception(
                "one weight",
                "With one weight both sides have the same two factors, "
                "and the bound holds by log(2)/2. Take more of them.",
                _exactly(lambda weights, curvatures, left, right: len(weights) == 1),
            ),
            Misconception(
                "on the edge",
                "Both sides are equal, so the bound still holds. You are very close.",
                _exactly(lambda weights, curvatures, left, right: left == right),
            ),
            Misconception(
                "small weights",
                "All your weights are below one. Their product then is much smaller than the sum "
                "of their squares, and the bound is safe. Make them larger.",
                _exactly(lambda weights, curvatures, left, right: max(map(abs, weights)) < 1),
            ),
            Misconception(
                "one curvature does it all",
                "Almost all curvature sits at one weight. The left side has the product of the "
                "curvatures: let them be alike.",
                _exactly(
                    lambda weights, curvatures, left, right: (
                        max(curvatures) >= 100 * min(curvatures)
                    )
                ),
            ),
        ),
    ),
    hints=(
        "Write both sides as the logarithm of one number: a product on the left, "
        "two sums on the right.",
        "Double all weights. The left side gains K log 2, the right side only log 2. "
        "What is missing on the right is a factor K before the first two logarithms.",
        "So take two weights or more, and make them large. "
        "The price beta changes both sides by the same amount.",
        "Two weights of 10, curvatures 1 and beta 1: on the left log(100 * 100)/2.",
    ),
)


# --- 7.8 rescaling -------------------------------------------------------------------------------

RESCALED = Exercise(
    "7.8",
    "Sharp and flat, one function",
    Derive(
        {"trace": a**2 + 1 / a**2, "first": sp.Integer(1), "second": sp.Integer(1)},
        points=tuple({a: sp.Rational(value)} for value in ("1", "2", "1/2", "3", "10/7")),
        misconceptions=(
            Misconception(
                "residual taken to vanish too early",
                "The residual is zero at the minimum, but its slope is not. The Hessian is the "
                "outer product of the gradient of f(1) with itself.",
                {"trace": sp.Integer(0), "first": sp.Integer(0), "second": sp.Integer(0)},
            ),
            Misconception(
                "curvature that does not scale",
                "The function is the same for all a, but the steps that you take in w1 and w2 "
                "change it by different amounts.",
                {"trace": sp.Integer(2)},
            ),
            Misconception(
                "half too many",
                "The factor one half of the loss goes when you differentiate twice.",
                {"trace": (a**2 + 1 / a**2) / 2, "first": HALF, "second": HALF},
            ),
            Misconception(
                "curvature of the wrong weight",
                "f(1) = w1 w2, so its slope in w1 is w2: the curvature at w1 is 1/a^2.",
                {"first": a**4, "second": 1 / a**4},
            ),
            Misconception(
                "curvature alone",
                "You give H_ii. Multiply it by the square of the weight.",
                {"first": 1 / a**2, "second": a**2},
            ),
            Misconception(
                "determinant",
                "The determinant is zero: along the curve w1 w2 = 1 nothing changes. "
                "The trace is the sum of the two diagonal entries.",
                {"trace": sp.Integer(1)},
            ),
        ),
    ),
    hints=(
        "Near these weights f(1) = w1 w2, and the loss is (w1 w2 - 1)^2 / 2.",
        "Differentiate twice, and put in w1 = a, w2 = 1/a. The residual w1 w2 - 1 is zero there.",
        "The second derivative in w1 is w2^2, that in w2 is w1^2.",
        "trace: their sum. first: w1^2 w2^2 at the minimum, and second the same.",
    ),
)


# --- 7.9 a number that holds ---------------------------------------------------------------------


def pac_bayes_bound(empirical: float, kl: float, n: int, delta: float) -> float:
    return pac_bayes_kl(empirical, kl, n, delta)


def _budget(empirical: float, kl: float, n: int, delta: float) -> float:
    pac_bayes_bound(empirical, kl, n, delta)  # to refuse what it refuses
    return (kl + math.log(2 * math.sqrt(n) / delta)) / n


def _pinsker(empirical: float, kl: float, n: int, delta: float) -> float:
    return empirical + math.sqrt(_budget(empirical, kl, n, delta) / 2)


def _pinsker_below_one(empirical: float, kl: float, n: int, delta: float) -> float:
    return min(1.0, _pinsker(empirical, kl, n, delta))


def _without_root(empirical: float, kl: float, n: int, delta: float) -> float:
    _budget(empirical, kl, n, delta)
    return kl_upper_inverse(empirical, (kl + math.log(1 / delta)) / n)


def _without_delta(empirical: float, kl: float, n: int, delta: float) -> float:
    _budget(empirical, kl, n, delta)
    return kl_upper_inverse(empirical, kl / n)


def _lower_inverse(empirical: float, kl: float, n: int, delta: float) -> float:
    budget = _budget(empirical, kl, n, delta)
    if empirical == 0:
        return 0.0
    return 1 - kl_upper_inverse(1 - empirical, budget)  # tails for heads


def _reversed(empirical: float, kl: float, n: int, delta: float) -> float:
    budget, low, high = _budget(empirical, kl, n, delta), empirical, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        within = bernoulli_kl(middle, empirical) <= budget
        low, high = (middle, high) if within else (low, middle)
    return low


def _in_bits(empirical: float, kl: float, n: int, delta: float) -> float:
    budget = _budget(empirical, kl, n, delta)
    return kl_upper_inverse(empirical, budget * math.log(2))


def _not_divided(empirical: float, kl: float, n: int, delta: float) -> float:
    return kl_upper_inverse(empirical, n * _budget(empirical, kl, n, delta))


def _added(empirical: float, kl: float, n: int, delta: float) -> float:
    return empirical + _budget(empirical, kl, n, delta)


WEAKER = "That is a bound too, and a weaker one: near zero error, by far. Search for the largest p."

CERTIFICATE = Exercise(
    "7.9",
    "A number that holds",
    Code(
        pac_bayes_bound,
        cases=(
            (0.0, 0.0, 100, 0.05),
            (0.0, 10.0, 100, 0.05),
            (0.5, 0.0, 100, 0.05),
            (0.1, 5.0, 1000, 0.05),
            (0.02, 300.0, 1437, 0.01),
            (0.3, 50.0, 200, 0.1),
            (1.0, 5.0, 100, 0.05),
            (-0.1, 5.0, 100, 0.05),
            (0.1, -1.0, 100, 0.05),
            (0.1, 5.0, 100, 0.0),
        ),
        tolerance=1e-6,
        misconceptions=(
            Misconception("Pinsker in the place of the inverse", WEAKER, _pinsker),
            Misconception("Pinsker, cut off at one", WEAKER, _pinsker_below_one),
            Misconception(
                "root of n forgotten",
                "The budget has log(2 sqrt(n) / delta). With log(1/delta) alone the theorem "
                "is not proved.",
                _without_root,
            ),
            Misconception(
                "no price for the confidence",
                "A bound that always held would be a bound with probability one. "
                "The budget has log(2 sqrt(n) / delta).",
                _without_delta,
            ),
            Misconception(
                "lower inverse",
                "You return the smallest p that agrees with the data. The worst one is the "
                "largest.",
                _lower_inverse,
            ),
            Misconception(
                "divergence the wrong way round",
                "The coin that was seen comes first: kl(empirical || p).",
                _reversed,
            ),
            Misconception("bits instead of nats", "The logarithms are natural.", _in_bits),
            Misconception(
                "not divided by n",
                "The budget is (KL + log(2 sqrt(n) / delta)) / n.",
                _not_divided,
            ),
            Misconception(
                "budget added to the error",
                "The budget bounds a divergence, not the difference of two errors.",
                _added,
            ),
        ),
    ),
    hints=(
        "The budget is (kl + log(2 sqrt(n) / delta)) / n. Which p may have shown this error rate?",
        "kl(q || p) grows from 0 as p goes from q to 1. So look for the place where it meets "
        "the budget, by halving an interval.",
        "Start with low = q and high = 1. If kl(q || middle) is within the budget, "
        "the middle becomes low, otherwise high.",
        "In kl(q || p) = q log(q/p) + (1-q) log((1-q)/(1-p)) take 0 log 0 = 0; "
        "and refuse what is no error rate, no divergence or no probability, by ValueError.",
    ),
)


EXERCISES: tuple[Exercise, ...] = (
    DECOMPOSITION,
    PENALTY,
    MEMORIZER,
    LOG_NORMAL,
    PRIOR_BOUND,
    BEST_NOISE,
    PRINTED_BOUND,
    RESCALED,
    CERTIFICATE,
)
