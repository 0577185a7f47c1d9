"""The exercises of chapter 9: priors and moments.

Each exercise is a task, its hints, and the misconceptions that are known by name. A misconception
comes with a wrong answer, or with the test that recognizes one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import sympy as sp

from ibnotes.checks.engine import Exercise
from ibnotes.checks.exact import rational
from ibnotes.checks.kinds import Code, Construct, Derive, Misconception, NotYet

__all__ = ["EXERCISES"]

Law = dict[Fraction, Fraction]  # {value: probability}
Slabs = list[tuple[Fraction, Fraction]]  # pairs of a weight and a half-width


# --- 9.1 merging outcomes ------------------------------------------------------------------------


def lost_by_merging(sizes: Sequence[int]) -> float:
    if len(sizes) == 0 or min(sizes) < 1:
        raise ValueError(f"sizes is {sizes}, expected at least one group, none of them empty")
    return _unchecked(sizes)


def _unchecked(sizes: Sequence[int]) -> float:
    k = sum(sizes)
    return math.log(len(sizes)) + sum(n / k * math.log(n / k) for n in sizes)


def _entropy(sizes: Sequence[int]) -> float:
    k = sum(sizes)
    return -sum(n / k * math.log(n / k) for n in sizes)


def _reversed(sizes: Sequence[int]) -> float:
    k, m = sum(sizes), len(sizes)
    return sum(math.log(k / (m * n)) / m for n in sizes)


MERGING = Exercise(
    "9.1",
    "Merging outcomes",
    Code(
        lost_by_merging,
        cases=(
            ([1],),
            ([1, 1],),
            ([1, 2],),
            ([3, 3],),
            ([1, 5],),
            ([1, 2, 3],),
            ([10, 1, 1, 4],),
            ([],),
            ([2, 0, 1],),
        ),
        misconceptions=(
            Misconception(
                "taken to stay uniform",
                "Groups of different sizes do not get the same probability.",
                lambda sizes: 0.0,
            ),
            Misconception(
                "bits instead of nats",
                "The logarithm is natural.",
                lambda sizes: lost_by_merging(sizes) / math.log(2),
            ),
            Misconception(
                "entropy instead of divergence",
                "That is the entropy of the merged law. How far is it below its largest value?",
                _entropy,
            ),
            Misconception(
                "compared with all outcomes",
                "The merged law has as many outcomes as there are groups, and is to be compared "
                "with the uniform law on those.",
                lambda sizes: math.log(sum(sizes)) - _entropy(sizes),
            ),
            Misconception(
                "logarithms of the two numbers of outcomes",
                "log k - log m is what the largest entropy loses. It does not see the sizes.",
                lambda sizes: math.log(sum(sizes) / len(sizes)),
            ),
            Misconception(
                "divergence the wrong way round",
                "Reality comes first: the merged law. The uniform one is the belief.",
                _reversed,
            ),
            Misconception(
                "groups not weighted",
                "The mean of the log ratio is over the merged law, so large groups count more.",
                lambda sizes: -_reversed(sizes),
            ),
            Misconception(
                "accepts empty groups",
                "A group without outcomes is no group, and no groups are no law: "
                "raise a ValueError.",
                lambda sizes: _unchecked([n for n in sizes if n]) if any(sizes) else 0.0,
            ),
        ),
    ),
    hints=(
        "What is the probability of a group of n outcomes, if each of the k has 1/k?",
        "The divergence of a law from the uniform one on m outcomes is log m minus its entropy.",
        "With p_i = n_i / k it is the sum of p_i log(m p_i). And look at the list first.",
        "Raise ValueError for an empty list or a size below 1; then return "
        "sum(n / k * math.log(m * n / k) for n in sizes).",
    ),
)


# --- 9.2 the scale-invariant measure -------------------------------------------------------------

c, s, t, x, tau = sp.symbols("c s t x tau", positive=True)

INVARIANT = {"mass": c * sp.log(t / s), "precision": c / (2 * tau), "evidence": c / (2 * x)}

SCALE = Exercise(
    "9.2",
    "The scale-invariant measure",
    Derive(
        INVARIANT,
        points=tuple(
            dict(zip((c, s, t, x, tau), map(sp.Rational, values.split())))
            for values in ("1 1 2 1 1", "1 1 3 2 1/2", "2 1/2 3 1/3 5", "3/7 2 9 4/5 2/3")
        ),
        misconceptions=(
            Misconception(
                "flat in sigma",
                "That is the measure c dσ. The prior here has the density c/σ.",
                {
                    "mass": c * (t - s),
                    "precision": c / (2 * tau ** sp.Rational(3, 2)),
                },
            ),
            Misconception(
                "Jacobian forgotten",
                "You put the new variable into the old density. "
                "A density also takes the factor |dσ/dτ|.",
                {"precision": c * sp.sqrt(tau)},
            ),
            Misconception(
                "Jacobian upside down",
                "The factor is |dσ/dτ|, and you have |dτ/dσ| or its inverse without the prior.",
                {"precision": (2 * c * tau**2, 1 / (2 * tau ** sp.Rational(3, 2)))},
            ),
            Misconception(
                "sign of the Jacobian",
                "τ falls as σ grows, but a density is positive: take the absolute value.",
                {"precision": -c / (2 * tau)},
            ),
            Misconception(
                "factor of the power forgotten",
                "log τ = -2 log σ, so a length in log τ is twice the length in log σ.",
                {"precision": (c / tau, 2 * c / tau)},
            ),
            Misconception(
                "c forgotten",
                "The prior has the factor c. It cancels in a posterior, but not here.",
                {
                    "mass": sp.log(t / s),
                    "precision": 1 / (2 * tau),
                    "evidence": 1 / (2 * x),
                },
            ),
            Misconception(
                "interval upside down",
                "The mass of an interval is positive: it is t that is larger.",
                {"mass": c * sp.log(s / t)},
            ),
            Misconception(
                "both sides of zero",
                "σ is positive. You integrated over both signs.",
                {"mass": 2 * c * sp.log(t / s), "evidence": c / x},
            ),
            Misconception(
                "normal density not normalized",
                "The likelihood has the factor 1/sqrt(2π σ²), which depends on σ as well: "
                "keep all of it.",
                {"evidence": (c * sp.sqrt(2 * sp.pi) / (2 * x), c * sp.sqrt(sp.pi / 2) / x)},
            ),
        ),
    ),
    hints=(
        "The mass of [s, t] is an integral that you know. "
        "For the precision, the mass between two points must be the same in both coordinates.",
        "σ = τ^(-1/2), so the density of τ is (c/σ) |dσ/dτ| with everything written in τ.",
        "For the evidence substitute v = 1/σ: the prior c dσ/σ becomes c dv/v, "
        "and the likelihood v exp(-x²v²/2) / sqrt(2π).",
        "So the evidence is c/sqrt(2π) times the integral of exp(-x²v²/2) over v > 0, "
        "which is half of a Gaussian integral.",
    ),
)


# --- 9.3 skewness zero without symmetry ----------------------------------------------------------


def _law(answer: Mapping[Any, Any]) -> Law:
    """The table in exact numbers, without values of probability zero."""
    law: Law = {}
    for value, p in answer.items():
        value, p = rational(value), rational(p)
        law[value] = law.get(value, Fraction(0)) + p
    return {value: p for value, p in law.items() if p}


def _moment(law: Law, order: int, about: Fraction | int = 0) -> Fraction:
    return sum((p * (value - about) ** order for value, p in law.items()), Fraction(0))


def _is_symmetric(law: Law) -> bool:
    center = (min(law) + max(law)) / 2
    return {2 * center - value: p for value, p in law.items()} == law


def _third(law: Law) -> Fraction:
    """The third central moment."""
    return _moment(law, 3, _moment(law, 1))


def _is_the_books(law: Law) -> bool:
    """Whether the law is -4, 1, 5 with 1/3, 1/2, 1/6, moved, stretched or mirrored."""
    values = sorted(law)
    if len(values) != 3:
        return False
    if law[values[0]] < law[values[2]]:
        values = [-value for value in reversed(values)]
        law = {-value: p for value, p in law.items()}
    low, middle, high = values
    return [law[value] for value in values] == [
        Fraction(1, 3),
        Fraction(1, 2),
        Fraction(1, 6),
    ] and (middle - low) * 4 == (high - middle) * 5


def _lopsided_without_skewness(answer: Mapping[Any, Any]) -> NotYet | None:
    try:
        law = _law(answer)
    except ValueError as error:
        return NotYet("wrong type", f"In the table: {error}.")
    total = sum(law.values(), Fraction(0))
    if total != 1 or min(law.values()) < 0:
        return NotYet(
            "not a law",
            "Probabilities are not negative, and sum to one exactly: write Fraction(1, 3).",
            got=", ".join(map(str, law.values())) + f" with the sum {total}",
        )
    if len(law) == 1:
        return NotYet("no spread", "With one value σ = 0, and the skewness is 0/0.")
    if third := _third(law):
        return NotYet(
            "skewed",
            "The third central moment is not zero.",
            got=f"mean {_moment(law, 1)}, E(X - mean)^3 = {third}",
            expected="E(X - mean)^3 = 0",
        )
    if _is_symmetric(law):
        center = (min(law) + max(law)) / 2
        return NotYet("symmetric", f"This law is symmetric about {center}.")
    if _is_the_books(law):
        return NotYet(
            "the chapter's law",
            "That is the law of the chapter, moved, stretched or mirrored. Find another.",
        )
    return None


def _proper_law(answer: Mapping[Any, Any]) -> Law:
    """The law; raises ValueError, which counts as no match, if the table is none."""
    law = _law(answer)
    if sum(law.values()) != 1 or min(law.values()) < 0:
        raise ValueError("not a law")
    return law


def _median_is_mean(answer: Mapping[Any, Any]) -> bool:
    law = _proper_law(answer)
    mean = _moment(law, 1)
    below = sum(p for value, p in law.items() if value < mean)
    above = sum(p for value, p in law.items() if value > mean)
    return bool(_third(law)) and max(below, above) <= Fraction(1, 2)


LOPSIDED = Exercise(
    "9.3",
    "Skewness zero without symmetry",
    Construct(
        Mapping,
        _lopsided_without_skewness,
        description="a dictionary {value: probability}",
        misconceptions=(
            Misconception(
                "moment about zero",
                "E X³ is zero, but the mean is not. "
                "Skewness takes the third moment about the mean.",
                lambda answer: _moment(_proper_law(answer), 3) == 0 != _third(_law(answer)),
            ),
            Misconception(
                "mean at the median",
                "Half of the probability lies on either side of the mean. "
                "Skewness weighs with the third power, and sees how far away it lies.",
                _median_is_mean,
            ),
            Misconception(
                "two values",
                "Two values give skewness zero only if both have probability 1/2, "
                "and then the law is symmetric.",
                lambda answer: len(_proper_law(answer)) == 2,
            ),
            Misconception(
                "only the mean made zero",
                "The mean is zero, and so far that is all. The cubes have to balance as well.",
                lambda answer: _moment(_proper_law(answer), 1) == 0 != _third(_law(answer)),
            ),
        ),
    ),
    hints=(
        "Take three values a < 0 < b < d around a mean of zero. "
        "Then two sums have to vanish, of p x and of p x³.",
        "These are two linear equations for three probabilities, and a third one says "
        "that they sum to one. Solve them with fractions; not all values allow positive solutions.",
        "Up to a factor the probabilities of a, b, d are b d (d² - b²), d a (a² - d²) and "
        "a b (b² - a²). All are positive if b < |a| < d.",
        "So any three such numbers do, for instance with a = -2 and d = 3.",
    ),
)


# --- 9.4 two values ------------------------------------------------------------------------------

p = sp.Symbol("p", positive=True)

VARIANCE = p * (1 - p)
THIRD = p * (1 - p) * (1 - 2 * p)
FOURTH = p * (1 - p) * (1 - 3 * p * (1 - p))
COIN = {
    "skewness": THIRD / VARIANCE ** sp.Rational(3, 2),
    "excess": sp.together(FOURTH / VARIANCE**2 - 3),
}

TWO_VALUES = Exercise(
    "9.4",
    "Two values",
    Derive(
        COIN,
        points=tuple({p: sp.Rational(value)} for value in ("1/4", "2/3", "1/10", "6/7")),
        misconceptions=(
            Misconception(
                "success and failure exchanged",
                "The sign is that of a coin which shows 1 with probability 1 - p. "
                "A rare 1 is a long tail to the right, so small p means positive skewness.",
                {"skewness": -COIN["skewness"]},
            ),
            Misconception(
                "not standardized",
                "That is the third or fourth central moment. Divide by the power of σ.",
                {"skewness": THIRD, "excess": (FOURTH, FOURTH - 3)},
            ),
            Misconception(
                "variance instead of its root",
                "σ is the square root of the variance: divide by σ³ and σ⁴, not by powers of σ².",
                {"skewness": THIRD / VARIANCE**3, "excess": FOURTH / VARIANCE**4 - 3},
            ),
            Misconception(
                "moments about zero",
                "For a bit X³ = X, but skewness and kurtosis take moments about the mean p.",
                {
                    "skewness": (p / VARIANCE ** sp.Rational(3, 2), 1 / sp.sqrt(p)),
                    "excess": (p / VARIANCE**2 - 3, 1 / p - 3),
                },
            ),
            Misconception(
                "three not subtracted",
                "That is the kurtosis. The excess is measured from the normal law, which has 3.",
                {"excess": FOURTH / VARIANCE**2},
            ),
            Misconception(
                "the floor of the floor",
                "-2 is the value at p = 1/2. Other coins are skewed, and lie above it.",
                {"excess": sp.Integer(-2)},
            ),
        ),
    ),
    hints=(
        "X - p is 1 - p with probability p, and -p with probability 1 - p.",
        "E(X - p)³ = p (1 - p)³ - (1 - p) p³, and both terms have the factor p (1 - p).",
        "The three central moments are p(1-p), p(1-p)(1-2p) and p(1-p)(1 - 3p(1-p)).",
        "Divide by (p(1-p))^(3/2), and by (p(1-p))²; then subtract 3 from the second.",
    ),
)


# --- 9.5 two normal laws, mixed ------------------------------------------------------------------

w, b = sp.symbols("w b", positive=True)

MIXED_VARIANCE = 1 - w + w * b**2
MIXED_FOURTH = 3 * (1 - w + w * b**4)
MIXTURE = {
    "variance": MIXED_VARIANCE,
    "excess": 3 * w * (1 - w) * (b**2 - 1) ** 2 / MIXED_VARIANCE**2,
}

MIXED = Exercise(
    "9.5",
    "Two normal laws, mixed",
    Derive(
        MIXTURE,
        points=tuple(
            {w: sp.Rational(weight), b: sp.Rational(deviation)}
            for weight, deviation in (("1/2", "2"), ("1/10", "3"), ("2/3", "1/2"), ("1/5", "7/3"))
        ),
        misconceptions=(
            Misconception(
                "a sum instead of a mixture",
                "You added two independent variables. In a mixture each draw comes from one of "
                "the two laws, and it is the moments that are averaged.",
                {
                    "variance": ((1 - w) ** 2 + w**2 * b**2, 1 + b**2),
                    "excess": sp.Integer(0),
                },
            ),
            Misconception(
                "standard deviations averaged",
                "Moments of a mixture are averages, and a standard deviation is no moment.",
                {
                    "variance": (1 - w + w * b) ** 2,
                    "excess": MIXED_FOURTH / (1 - w + w * b) ** 4 - 3,
                },
            ),
            Misconception(
                "b taken for a variance",
                "b is the standard deviation of the second law, so its variance is b².",
                {
                    "variance": 1 - w + w * b,
                    "excess": 3 * (1 - w + w * b**2) / (1 - w + w * b) ** 2 - 3,
                },
            ),
            Misconception(
                "weights exchanged",
                "w is the weight of the second law, the one with deviation b.",
                {
                    "variance": w + (1 - w) * b**2,
                    "excess": 3 * (w + (1 - w) * b**4) / (w + (1 - w) * b**2) ** 2 - 3,
                },
            ),
            Misconception(
                "three not subtracted",
                "That is the kurtosis. The excess is measured from a normal law.",
                {"excess": MIXED_FOURTH / MIXED_VARIANCE**2},
            ),
            Misconception(
                "fourth moment of a normal law without its 3",
                "A normal law with deviation b has E X⁴ = 3 b⁴.",
                {"excess": MIXED_FOURTH / 3 / MIXED_VARIANCE**2 - 3},
            ),
            Misconception(
                "variance not squared",
                "E X⁴ is divided by σ⁴, the square of the variance.",
                {"excess": MIXED_FOURTH / MIXED_VARIANCE - 3},
            ),
        ),
    ),
    hints=(
        "Both laws have mean zero, so every moment of the mixture is the weighted mean "
        "of their moments.",
        "E X² = (1 - w) + w b², and E X⁴ = 3 (1 - w) + 3 w b⁴.",
        "The excess is E X⁴ / (E X²)² - 3. Over one denominator its numerator becomes a product.",
        "3 (1 - w + w b⁴) - 3 (1 - w + w b²)² = 3 w (1 - w) (b² - 1)²: divide it by (E X²)².",
    ),
)


# --- 9.6 tall and light, flat and heavy ----------------------------------------------------------


def _slabs(answer: Mapping[str, Any], name: str) -> Slabs:
    if isinstance(answer[name], (str, Mapping)):
        raise ValueError(f"{name!r} is {answer[name]!r}, expected pairs (weight, half-width)")
    try:
        return [(rational(weight), rational(width)) for weight, width in answer[name]]
    except TypeError:
        raise ValueError(
            f"{name!r} is expected to be a list of pairs (weight, half-width)"
        ) from None


def _variance(slabs: Slabs) -> Fraction:
    return sum((weight * width**2 / 3 for weight, width in slabs), Fraction(0))


def _excess(slabs: Slabs) -> Fraction:
    fourth = sum((weight * width**4 / 5 for weight, width in slabs), Fraction(0))
    return fourth / _variance(slabs) ** 2 - 3


def _height(slabs: Slabs) -> Fraction:
    """The density at zero."""
    return sum((weight / (2 * width) for weight, width in slabs), Fraction(0))


def _height_squared(slabs: Slabs) -> Fraction:
    """The square of the density at zero once the law is scaled to variance one."""
    return _height(slabs) ** 2 * _variance(slabs)


def _described(slabs: Slabs) -> str:
    height = math.sqrt(_height_squared(slabs))
    return f"height {height:.4g}/σ, excess {float(_excess(slabs)):.4g}"


def _is_flat(slabs: Slabs) -> bool:
    return all(width**2 >= _variance(slabs) for _, width in slabs)


def _tall_and_flat(answer: Mapping[str, Any]) -> NotYet | None:
    laws = {}
    for name in ("tall", "flat"):
        if name not in answer:
            return NotYet("not finished", f"{name!r} is missing.")
        try:
            laws[name] = _slabs(answer, name)
        except ValueError as error:
            return NotYet("wrong type", f"{error}.")
        weights, widths = [[pair[i] for pair in laws[name]] for i in (0, 1)]
        if sum(weights) != 1 or min(weights) <= 0:
            return NotYet(
                "not a law",
                "The weights of a mixture are positive, and sum to one.",
                on=name,
                got=", ".join(map(str, weights)) + f" with the sum {sum(weights)}",
            )
        if min(widths) <= 0:
            return NotYet("not a law", "A half-width is positive.", on=name, got=str(min(widths)))
    tall, flat = laws["tall"], laws["flat"]
    if _excess(tall) >= 0:
        return NotYet(
            "tall is heavy",
            "The excess of the tall law is not negative.",
            on="tall",
            got=_described(tall),
            expected="excess < 0",
        )
    if _height_squared(tall) < 4:
        return NotYet(
            "not tall enough",
            "The tall law does not reach the height 2/σ.",
            on="tall",
            got=_described(tall),
            expected="height at least 2/σ",
        )
    if not _is_flat(flat):
        return NotYet(
            "not flat",
            "A half-width is smaller than σ, so the density has a step inside [-σ, σ].",
            on="flat",
            got=f"half-width {min(width for _, width in flat)}, "
            f"σ = {math.sqrt(_variance(flat)):.4g}",
            expected="all half-widths at least σ",
        )
    if _excess(flat) < 10:
        return NotYet(
            "flat is light",
            "The excess of the flat law is too small.",
            on="flat",
            got=_described(flat),
            expected="excess at least 10",
        )
    return None


def _exchanged(answer: Mapping[str, Any]) -> bool:
    return _tall_and_flat({"tall": answer["flat"], "flat": answer["tall"]}) is None


def _proper(answer: Mapping[str, Any], name: str) -> Slabs:
    """The slabs of a law; raises ValueError, which counts as no match, if they are none."""
    slabs = _slabs(answer, name)
    if sum(weight for weight, _ in slabs) != 1 or min(map(min, slabs)) <= 0:
        raise ValueError("not a law")
    return slabs


TALL = Exercise(
    "9.6",
    "Tall and light, flat and heavy",
    Construct(
        Mapping,
        _tall_and_flat,
        description='a dictionary with "tall" and "flat"',
        misconceptions=(
            Misconception(
                "the two exchanged",
                "Your laws are right, under each other's names.",
                _exchanged,
            ),
            Misconception(
                "height without its unit",
                "The density at zero is at least 2, but a density has a unit. "
                "Multiply it by σ: stretching a law must not change how peaked it is.",
                lambda answer: (
                    _excess(_proper(answer, "tall")) < 0
                    and _height_squared(_proper(answer, "tall")) < 4
                    and _height(_proper(answer, "tall")) >= 2
                ),
            ),
            Misconception(
                "too much weight in the peak",
                "The peak is high, but so much of the law is in it that the rest counts as a tail. "
                "A peak can be high with little weight.",
                lambda answer: (
                    _excess(_proper(answer, "tall")) >= 0
                    and _height_squared(_proper(answer, "tall")) >= 4
                ),
            ),
            Misconception(
                "flat without a tail",
                "The flat law has one slab, or slabs of nearly one width, so nothing in it is far "
                "away. Heavy means rare and far.",
                lambda answer: (
                    _tall_and_flat({**answer, "flat": [(1, 1)]}).diagnosis == "flat is light"
                    and _excess(_proper(answer, "flat")) < 0
                ),
            ),
            Misconception(
                "tail with too much weight",
                "The wide slab has so much weight that it sets σ, "
                "and the narrow one becomes a peak inside [-σ, σ].",
                lambda answer: (
                    _excess(_proper(answer, "tall")) < 0
                    and _height_squared(_proper(answer, "tall")) >= 4
                    and not _is_flat(_proper(answer, "flat"))
                ),
            ),
        ),
    ),
    hints=(
        "U[-a, a] has height 1/(2a), E X² = a²/3 and E X⁴ = a⁴/5. "
        "All three are averaged in a mixture.",
        "Tall: a very narrow slab adds almost nothing to E X² and E X⁴, and as much height as you "
        "like. What does its weight do to the ratio E X⁴ / (E X²)²?",
        "With weight w in the narrow slab and 1 - w in U[-1, 1] the ratio is about 9/(5 (1 - w)), "
        "which is below 3 for w < 2/5.",
        "Flat: U[-1, 1] with a rare wide slab. Choose the weight of the wide one so small that "
        "σ stays below 1, and the width large enough for E X⁴.",
    ),
)


EXERCISES: tuple[Exercise, ...] = (MERGING, SCALE, LOPSIDED, TWO_VALUES, MIXED, TALL)
