"""The exercises of chapter 4: networks in the information plane.

Each exercise is a task, its hints, and the misconceptions that are known by name. A misconception
comes with a wrong answer, or with the test that recognizes one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from ibnotes import measures
from ibnotes.checks.engine import Exercise
from ibnotes.checks.exact import rationals
from ibnotes.checks.kinds import ASSERTED, Code, Construct, Derive, Misconception, NotYet, Prove
from ibnotes.checks.laws import lacks_variables, sign
from ibnotes.joint import Joint

__all__ = ["EXERCISES"]

Array = NDArray[np.float64]
Pair = tuple[float, float]

BITS = "You divide by log(2), which gives bits. The course measures in nats."


# --- 4.1 the binned information of a layer -------------------------------------------------------


def _both(keys: Sequence[Hashable], labels: Sequence[int]) -> Pair:
    """``H(T)`` and ``I(T;Y)`` of the empirical law of pairs."""
    rows, columns = sorted(set(keys)), sorted(set(labels))
    p_ty = np.zeros((len(rows), len(columns)))
    for (key, label), count in Counter(zip(keys, labels)).items():
        p_ty[rows.index(key), columns.index(label)] = count / len(keys)
    return measures.entropy(p_ty.sum(axis=1)), measures.mutual_information(p_ty)


def _rows(table: NDArray[Any]) -> list[tuple]:
    return [tuple(row) for row in table.tolist()]


def _by_rows(table: NDArray[Any], labels: Array) -> Pair:
    return _both(_rows(table), labels.tolist())


def binned_information(layer: Array, labels: Array, edges: Array) -> Pair:
    return _by_rows(np.digitize(layer, edges), labels)


def _each_unit_alone(layer: Array, labels: Array, edges: Array) -> Pair:
    units = [binned_information(unit[:, None], labels, edges) for unit in layer.T]
    rates, relevances = zip(*units)
    return sum(rates), sum(relevances)


def _inside_only(layer: Array, labels: Array, edges: Array) -> Pair:
    inside = ((layer >= edges[0]) & (layer < edges[-1])).all(axis=1)
    return binned_information(layer[inside], labels[inside], edges) if inside.any() else (0.0, 0.0)


def _into_the_last_bin(layer: Array, labels: Array, edges: Array) -> Pair:
    return _by_rows(np.clip(np.digitize(layer, edges), 1, len(edges) - 1), labels)


def _toward_zero(layer: Array, labels: Array, edges: Array) -> Pair:
    cells = np.clip(layer, edges[0] - 1e-9, edges[-1]) / (edges[1] - edges[0])
    return _by_rows(np.trunc(cells), labels)


def _equal_bins(layer: Array, labels: Array, edges: Array) -> Pair:
    cells = np.floor((layer - edges[0]) / (edges[1] - edges[0]))
    return _by_rows(np.clip(cells, -1, len(edges) - 1), labels)


def _as_digits(layer: Array, labels: Array, edges: Array) -> Pair:
    keys = ["".join(map(str, row)) for row in np.digitize(layer, edges).tolist()]
    return _both(keys, labels.tolist())


def _pooled(layer: Array, labels: Array, edges: Array) -> Pair:
    pooled = np.repeat(labels, layer.shape[1])
    return binned_information(layer.reshape(-1, 1), pooled, edges)


def _left_over(layer: Array, labels: Array, edges: Array) -> Pair:
    rate, relevance = binned_information(layer, labels, edges)
    return rate, rate - relevance


def _label_left_over(layer: Array, labels: Array, edges: Array) -> Pair:
    rate, relevance = binned_information(layer, labels, edges)
    _, counts = np.unique(labels, return_counts=True)
    return rate, measures.entropy(counts / len(labels)) - relevance


def _rate(layer: Array, edges: Array) -> float:
    return binned_information(layer, np.zeros(len(layer), int), edges)[0]


def _classes_alike(layer: Array, labels: Array, edges: Array) -> Pair:
    rate = binned_information(layer, labels, edges)[0]
    classes = [_rate(layer[labels == c], edges) for c in np.unique(labels)]
    return rate, rate - float(np.mean(classes))


def _in_bits(layer: Array, labels: Array, edges: Array) -> Pair:
    rate, relevance = binned_information(layer, labels, edges)
    return rate / np.log(2), relevance / np.log(2)


FOUR_BINS = np.linspace(-1, 1, 5)


def _layer(values: Sequence[Sequence[float]], labels: Sequence[int]) -> tuple:
    return np.array(values, dtype=float), np.array(labels), FOUR_BINS


# Cells 1 and 11, 11 and 1, 11 and 0, 1 and 1, 0 and 11: written as digits, some look alike.
TWELVE_CELLS = (
    np.array([[0.5, 10.5], [10.5, 0.5], [10.5, -1.0], [0.5, 0.5], [-1.0, 10.5]]),
    np.array([0, 1, 0, 1, 1]),
    np.arange(12.0),
)
RING = np.linspace(0, 6, 20)

BINNED_INFORMATION = Exercise(
    "4.1",
    "Binned information of a layer",
    Code(
        binned_information,
        cases=(
            _layer([[0.1], [0.3]], [0, 1]),
            _layer([[-0.2], [0.2]], [0, 1]),
            _layer([[0.5], [0.4]], [0, 1]),
            _layer([[0.8], [1.7]], [0, 1]),
            _layer([[-3.0], [-1.2]], [0, 1]),
            (np.array([[2.0], [4.0]]), np.array([0, 1]), np.array([0.0, 1.0, 5.0, 9.0, 10.0])),
            _layer([[-0.7], [-0.7], [0.2], [0.2]], [3, 7, 7, 7]),
            _layer([[-0.7], [-0.6], [-0.8], [0.2]], [0, 1, 2, 0]),
            _layer([[0.1, 0.1], [0.6, 0.6]], [0, 1]),
            _layer([[0.1, 0.6], [0.6, 0.1]], [0, 1]),
            _layer([[0.1, 0.1], [0.1, 0.6], [0.6, 0.1], [0.6, 0.6]], [0, 1, 1, 0]),
            _layer(
                [[0.3, -0.9, 0.0], [0.4, -0.6, 0.2], [0.3, -0.4, 0.4], [1.2, 0.9, -0.1]]
                + [[2.4, 0.6, -0.3], [0.7, 0.6, 0.6], [-1.1, 0.2, 0.5], [-0.9, 0.3, 0.9]],
                [0, 0, 0, 1, 1, 0, 1, 0],
            ),
            TWELVE_CELLS,
            (np.column_stack([np.cos(RING), np.sin(RING)]), (RING > 4).astype(int), FOUR_BINS),
        ),
        misconceptions=(
            Misconception("bits instead of nats", BITS, _in_bits),
            Misconception(
                "each unit on its own",
                "You bin each unit, and add up what the units say. A layer is one variable: two "
                "samples fall into the same cell if they do so in all units.",
                _each_unit_alone,
            ),
            Misconception(
                "units added up",
                "The sum of the cell numbers does not tell the cell: (1, 2) and (2, 1) differ.",
                lambda layer, labels, edges: _by_rows(
                    np.digitize(layer, edges).sum(axis=1, keepdims=True), labels
                ),
            ),
            Misconception(
                "digits run together",
                "From cell 10 on the digits run together: 1 and 11 look like 11 and 1. "
                "Keep the numbers apart.",
                _as_digits,
            ),
            Misconception(
                "activations pooled",
                "You count the activations of all units together, as if each were a sample. "
                "What is random is the input, so count samples.",
                _pooled,
            ),
            Misconception(
                "not binned",
                "You count distinct values as distinct, however close. First map each to its cell.",
                lambda layer, labels, edges: _by_rows(layer, labels),
            ),
            Misconception(
                "outside values dropped",
                "A sample with a value outside the edges is a sample, too. "
                "What lies outside has a cell of its own on each side.",
                _inside_only,
            ),
            Misconception(
                "outside values put into the last cell",
                "You put what lies outside into the outermost cell inside. "
                "It has a cell of its own on each side.",
                _into_the_last_bin,
            ),
            Misconception(
                "truncated toward zero",
                "`int` cuts toward zero, so that -0.2 and 0.2 share a cell that is twice as wide. "
                "Use floor, or count the edges below.",
                _toward_zero,
            ),
            Misconception(
                "cells taken to be equal",
                "You divide by the width of the first cell. The others may be wider.",
                _equal_bins,
            ),
            Misconception(
                "edge in the cell below",
                "A value on an edge belongs to the cell above: cells are closed on the left.",
                lambda layer, labels, edges: _by_rows(
                    np.digitize(layer, edges, right=True), labels
                ),
            ),
            Misconception(
                "entropy that is left, instead of information",
                "The second number is H(Bin(Z)|Y). Information is what knowing Y takes off.",
                _left_over,
            ),
            Misconception(
                "uncertainty of the label, instead of information",
                "The second number is H(Y|Bin(Z)). Information is what it takes off H(Y).",
                _label_left_over,
            ),
            Misconception(
                "classes weighed alike",
                "You average H(Bin(Z)|Y=y) over the classes as if they were equally frequent.",
                _classes_alike,
            ),
            Misconception(
                "order of the numbers",
                "The information about X comes first.",
                lambda layer, labels, edges: binned_information(layer, labels, edges)[::-1],
            ),
        ),
    ),
    hints=(
        "Each input is one sample, all equally likely, and Bin(Z) is a function of it. "
        "So I(X;Bin(Z)) is the entropy of Bin(Z).",
        "`np.digitize(layer, edges)` gives the cell of every number. The cell of a sample is the "
        "whole row.",
        "`np.unique(cells, axis=0, return_inverse=True)` numbers the rows. "
        "Fill a table `p_ty[row number, label]`: each sample adds 1/n, with `np.add.at`.",
        "`entropy(p_ty.sum(axis=1))` is the first result, "
        "and `mutual_information` of the table the second.",
    ),
)


# --- 4.2 signal and noise of the gradient --------------------------------------------------------


def gradient_snr(gradients: Array) -> float:
    mean, deviation = gradients.mean(axis=0), gradients.std(axis=0)
    return float(np.linalg.norm(mean) / np.linalg.norm(deviation))


def _norms(gradients: Array) -> Array:
    return np.sqrt((gradients**2).sum(axis=(1, 2)))


def _norm(matrix: Array) -> float:
    return float(np.sqrt((matrix**2).sum()))


GENERATOR = np.random.default_rng(4)

GRADIENT_SNR = Exercise(
    "4.2",
    "Gradient signal-to-noise ratio",
    Code(
        gradient_snr,
        cases=(
            (np.array([[[1.0]], [[3.0]]]),),
            (np.array([[[-1.0]], [[-3.0]]]),),
            (np.array([[[1.0, 0.0]], [[-1.0, 0.0]]]),),
            (np.array([[[1.0, 3.0]], [[3.0, 1.0]]]),),
            (np.array([[[1.0], [3.0]], [[3.0], [7.0]], [[2.0], [5.0]]]),),
            (np.array([[[4.0, 0.0], [0.0, -2.0]], [[2.0, 1.0], [0.0, -4.0]]]),),
            (np.round(GENERATOR.normal(0.5, 1, (6, 3, 2)), 2),),
            (np.round(1e-3 * GENERATOR.normal(1, 0.2, (5, 2, 4)), 5),),
        ),
        misconceptions=(
            Misconception(
                "norm first, then mean and deviation",
                "You take the norm of each gradient, and then the mean and the deviation of these "
                "numbers. Gradients that point in opposite directions would not cancel.",
                lambda gradients: _norms(gradients).mean() / _norms(gradients).std(),
            ),
            Misconception(
                "mean of the norms",
                "The signal is the norm of the mean, not the mean of the norms: "
                "a gradient that is all noise has no signal.",
                lambda gradients: _norms(gradients).mean() / _norm(gradients.std(axis=0)),
            ),
            Misconception(
                "deviation of the norms",
                "The noise is the norm of the deviations. "
                "A gradient may turn around while its norm stays the same.",
                lambda gradients: _norm(gradients.mean(axis=0)) / _norms(gradients).std(),
            ),
            Misconception(
                "ratio upside down",
                "You divide the noise by the signal.",
                lambda gradients: 1 / gradient_snr(gradients),
            ),
            Misconception(
                "ratios averaged over the weights",
                "You take the ratio of each weight, and then their mean. "
                "Take the two norms first, and one ratio.",
                lambda gradients: np.mean(np.abs(gradients.mean(axis=0)) / gradients.std(axis=0)),
            ),
            Misconception(
                "norm of the ratios",
                "You divide weight by weight and take one norm. Take the two norms first.",
                lambda gradients: _norm(gradients.mean(axis=0) / gradients.std(axis=0)),
            ),
            Misconception(
                "deviation with n - 1",
                "You divide by n - 1 (ddof=1). Here the minibatches are the whole distribution.",
                lambda gradients: (
                    _norm(gradients.mean(axis=0)) / _norm(gradients.std(axis=0, ddof=1))
                ),
            ),
            Misconception(
                "over the weights instead of the minibatches",
                "Mean and deviation run over the minibatches, which are the first axis.",
                lambda gradients: (
                    _norm(gradients.mean(axis=(1, 2))) / _norm(gradients.std(axis=(1, 2)))
                ),
            ),
            Misconception(
                "all numbers in one pot",
                "You take one mean and one deviation over weights and minibatches alike. "
                "That two weights have different gradients is not noise.",
                lambda gradients: abs(gradients.mean()) / gradients.std(),
            ),
            Misconception(
                "variance instead of deviation",
                "You take the norm of the variances. The ratio would depend on the unit of E.",
                lambda gradients: _norm(gradients.mean(axis=0)) / _norm(gradients.var(axis=0)),
            ),
            Misconception(
                "squared",
                "This is the square of the ratio: a root is missing in the norms.",
                lambda gradients: gradient_snr(gradients) ** 2,
            ),
            Misconception(
                "largest singular value",
                "`np.linalg.norm(matrix, 2)` is the largest singular value. "
                "The Frobenius norm is the root of the sum of all squares.",
                lambda gradients: (
                    np.linalg.norm(gradients.mean(axis=0), 2)
                    / np.linalg.norm(gradients.std(axis=0), 2)
                ),
            ),
            Misconception(
                "sums instead of norms",
                "You add the entries up. In the norm they are squared first.",
                lambda gradients: gradients.mean(axis=0).sum() / gradients.std(axis=0).sum(),
            ),
            Misconception(
                "absolute values instead of squares",
                "You add the absolute values of the entries up. The Frobenius norm is the root of "
                "the sum of their squares.",
                lambda gradients: (
                    np.abs(gradients.mean(axis=0)).sum() / gradients.std(axis=0).sum()
                ),
            ),
            Misconception(
                "mean not subtracted",
                "The noise is what is left when the mean is subtracted. "
                "The root of the mean square has the signal in it.",
                lambda gradients: (
                    _norm(gradients.mean(axis=0)) / np.sqrt((gradients**2).mean(axis=0).sum())
                ),
            ),
        ),
    ),
    hints=(
        "Mean and standard deviation are taken weight by weight, over the minibatches. "
        "Each gives a matrix as large as W.",
        "The first axis numbers the minibatches: `gradients.mean(axis=0)`, "
        "and `gradients.std(axis=0)`.",
        "`np.linalg.norm` of a matrix is its Frobenius norm. "
        "You need two of them and one quotient.",
    ),
)


# --- 4.3 and 4.4 what the chain of layers implies ------------------------------------------------

LAYERS = "Y -> X -> Z1 -> Z2"


DEEPER_KNOWS_LESS = Exercise(
    "4.3",
    "Deeper layers know less of the input",
    Prove(
        "I(X;Z2) <= I(X;Z1)",
        given=(LAYERS,),
        misconceptions=(
            Misconception("conclusion asserted", ASSERTED, "I(X;Z2) <= I(X;Z1)"),
            Misconception(
                "conclusion in terms of entropies",
                "By the definition this is the claim itself, written in entropies.",
                "H(X|Z1) <= H(X|Z2)",
            ),
            Misconception(
                "layers taken for functions",
                "A layer may have noise of its own. The chain only says that Z2 sees nothing but "
                "Z1; it does not say that Z1 determines it.",
                ("H(Z2|Z1) = 0", "H(Z1|X) = 0"),
            ),
            Misconception(
                "wrong layer in the middle",
                "In the chain Z1 is between X and Z2. "
                "Once Z2 is known, X and Z1 still have much in common.",
                ("I(X;Z1|Z2) = 0", "H(X|Z1,Z2) = H(X|Z2)"),
            ),
            Misconception(
                "smaller entropy taken for less information",
                "A noisy layer may have a larger entropy than the layer before it. "
                "What it knows of X is less all the same.",
                "H(Z2) <= H(Z1)",
            ),
            Misconception(
                "chain rule forgets the condition",
                "In the second term of the chain rule the first variable is known. "
                "Without that, what both layers say of X is counted twice.",
                "I(X;Z1,Z2) = I(X;Z1) + I(X;Z2)",
            ),
            Misconception(
                "inequality the wrong way round",
                "Read it again: this says that the deeper layer knows more.",
                "I(X;Z1) <= I(X;Z2)",
            ),
            Misconception(
                "layers taken to be invertible",
                "If a layer keeps everything there is equality. In general it does not.",
                ("H(Z1|Z2) = 0", "I(X;Z2) = I(X;Z1)", "H(X|Z1) = 0"),
            ),
        ),
    ),
    hints=(
        "What do both layers together say of X? Split it in two ways with the chain rule.",
        "The chain Y -> X -> Z1 -> Z2 says I(X;Z2|Z1) = 0: "
        "given the first layer, the second says nothing new of X.",
        "Write down I(X;Z1,Z2) once with Z1 first and once with Z2 first.",
        "The two lines are `I(X;Z1,Z2) = I(X;Z1) + I(X;Z2|Z1)` and "
        "`I(X;Z1,Z2) = I(X;Z2) + I(X;Z1|Z2)`. One term is zero by the chain. "
        "The last piece is that another is not negative.",
    ),
)

STEP_IN_THE_PLANE = Exercise(
    "4.4",
    "A step in the information plane",
    Prove(
        "I(Z1;Y) - I(Z2;Y) <= I(X;Z1) - I(X;Z2)",
        given=(LAYERS,),
        misconceptions=(
            Misconception(
                "conclusion asserted", ASSERTED, "I(Z1;Y) - I(Z2;Y) <= I(X;Z1) - I(X;Z2)"
            ),
            Misconception(
                "inequalities subtracted",
                "Inequalities may be added, not subtracted: from a <= b and c <= d nothing "
                "follows for a - c and b - d.",
                (
                    "I(Z1;Y) - I(X;Z1) <= I(Z2;Y) - I(X;Z2) - I(Y;Z1|Z2)",
                    "-I(Z2;Y) <= -I(X;Z2)",
                    "I(X;Z2) <= I(Z2;Y)",
                ),
            ),
            Misconception(
                "all of the label lost",
                "A step may lose nothing of the label, or some of it. "
                "It need not lose as much of Y as of X.",
                (
                    "I(Z1;Y) - I(Z2;Y) = I(X;Z1) - I(X;Z2)",
                    "I(Y;Z1|Z2) = I(X;Z1|Z2)",
                    "I(X;Z1|Y,Z2) = 0",
                ),
            ),
            Misconception(
                "none of the label lost",
                "That would make Z2 as good as Z1 for Y. "
                "The claim has to hold for bad layers, too.",
                ("I(Z1;Y) = I(Z2;Y)", "I(Y;Z1|Z2) = 0"),
            ),
            Misconception(
                "wrong end of the chain",
                "Given Z1 the later layer is cut off from X and Y. "
                "Given Y nothing is cut off: X and the layers still have much in common.",
                ("I(X;Z1|Y) = 0", "I(X;Z2|Y) = 0", "I(Z1;Z2|Y) = 0"),
            ),
            Misconception(
                "layers taken for functions",
                "A layer may have noise of its own. The chain only says that Z2 sees nothing but "
                "Z1; it does not say that Z1 determines it.",
                ("H(Z2|Z1) = 0", "H(Z1|X) = 0"),
            ),
            Misconception(
                "chain rule forgets the condition",
                "In the second term of the chain rule the first variable is known.",
                (
                    "I(X;Z1,Z2) = I(X;Z1) + I(X;Z2)",
                    "I(Y;Z1,Z2) = I(Y;Z1) + I(Y;Z2)",
                    "I(X,Y;Z1|Z2) = I(X;Z1|Z2) + I(Y;Z1|Z2)",
                ),
            ),
        ),
    ),
    hints=(
        "What the step loses of X is one conditional information, and what it loses of Y is "
        "another. Find both, and compare them.",
        "As in exercise 4.3, I(X;Z1) - I(X;Z2) = I(X;Z1|Z2), and the same with Y in place of X.",
        "To compare I(Y;Z1|Z2) with I(X;Z1|Z2), split I(X,Y;Z1|Z2) in both orders.",
        "In `I(X,Y;Z1|Z2) = I(X;Z1|Z2) + I(Y;Z1|X,Z2)` the last term is zero by the chain, and in "
        "`I(X,Y;Z1|Z2) = I(Y;Z1|Z2) + I(X;Z1|Y,Z2)` the last term is not negative. "
        "Put this together with the splits of I(X;Z1,Z2) and I(Y;Z1,Z2).",
    ),
)


# --- 4.5 bins break the order --------------------------------------------------------------------


def _bins(values: Sequence[Fraction], edges: Sequence[Fraction]) -> list[int]:
    """The number of edges at or below each value."""
    return [sum(edge <= value for edge in edges) for value in values]


def _binned_law(answer: dict[str, Any]) -> Joint:
    """The exact law of input, label and the cells of both layers, inputs equally likely."""
    edges = rationals(answer["edges"])
    first, second = (_bins(rationals(answer[name]), edges) for name in ("z1", "z2"))
    inputs = range(len(first))
    return Joint.uniform(list(zip(inputs, answer["y"], first, second)), "X Y Z1 Z2")


def _no_function(answer: dict[str, Any]) -> tuple[Fraction, Fraction, Fraction] | None:
    """A value of the first layer that has two values in the second."""
    seen: dict[Fraction, Fraction] = {}
    for before, after in zip(rationals(answer["z1"]), rationals(answer["z2"])):
        if seen.setdefault(before, after) != after:
            return before, seen[before], after
    return None


def _are_labels(labels: Any) -> bool:
    return isinstance(labels, Iterable) and all(isinstance(label, Hashable) for label in labels)


def _order_is_broken(answer: dict[str, Any]) -> NotYet | None:
    missing = [name for name in ("z1", "z2", "y", "edges") if name not in answer]
    if missing:
        return NotYet("not finished", f"{missing[0]!r} is missing.")
    for name in ("z1", "z2", "edges"):
        try:
            rationals(answer[name])
        except ValueError as error:
            return NotYet("not a list of numbers", f"In {name}: {error}.")
    if not _are_labels(answer["y"]):
        message = "In y: expected a list of labels, one number or word for each input."
        return NotYet("not a list of labels", message, got=repr(answer["y"]))
    sizes = {name: len(list(answer[name])) for name in ("z1", "z2", "y")}
    if len(set(sizes.values())) > 1 or not sizes["z1"]:
        shown = ", ".join(f"{size} in {name}" for name, size in sizes.items())
        return NotYet(
            "different lengths",
            "Each input has one value in each layer, and one label.",
            got=shown,
            expected="lists of the same length",
        )
    edges = rationals(answer["edges"])
    if any(high <= low for low, high in zip(edges, edges[1:])):
        return NotYet("edges not in order", "The edges have to increase.", got=_listed(edges))
    if clash := _no_function(answer):
        before, one, other = clash
        return NotYet(
            "the second layer is no function of the first",
            "Two inputs with the same value in layer 1 must have the same value in layer 2: "
            "it sees nothing else.",
            got=f"{before} becomes {one} and {other}",
            expected="one value",
        )
    first, second = (len(set(rationals(answer[name]))) for name in ("z1", "z2"))
    if second == first:
        return NotYet(
            "nothing is lost",
            "Your layer 2 is one to one, so that it knows as much as layer 1. "
            "Let it merge two values of layer 1.",
            got=f"{first} values in layer 1, {second} in layer 2",
            expected="fewer in layer 2",
        )
    law = _binned_law(answer)
    for name, diagnosis in (("H(Z{})", "rate in order"), ("I(Z{};Y)", "relevance in order")):
        before, after = name.format(1), name.format(2)
        if sign(law, f"{after} - {before}") <= 0:
            about = "the input" if name.startswith("H") else "the label"
            return NotYet(
                diagnosis,
                f"The cells of layer 2 tell no more about {about} than those of layer 1.",
                got=f"{_of_bins(after)} = {_nats(law, after)}, "
                f"{_of_bins(before)} = {_nats(law, before)}",
                expected="the first larger",
            )
    return None


def _of_bins(term: str) -> str:
    return term.replace("Z1", "Bin(Z1)").replace("Z2", "Bin(Z2)")


def _nats(law: Joint, term: str) -> str:
    return str(law.value(term))


def _listed(numbers: Sequence[Fraction]) -> str:
    return "[" + ", ".join(map(str, numbers)) + "]"


def _sign_of(answer: dict[str, Any], expression: str) -> int:
    return sign(_binned_law(answer), expression)


BINS_BREAK_THE_ORDER = Exercise(
    "4.5",
    "Bins break the order",
    Construct(
        dict,
        _order_is_broken,
        description='a dictionary with "z1", "z2", "y" and "edges"',
        misconceptions=(
            Misconception(
                "an edge list for each layer",
                "Both layers are binned with the same edges, so give one list of numbers.",
                lambda answer: (
                    isinstance(answer["edges"], dict)
                    or any(
                        not np.isscalar(edge) and hasattr(edge, "__len__")
                        for edge in answer["edges"]
                    )
                ),
            ),
            Misconception(
                "the label says nothing",
                "All inputs have the same label, so there is nothing to know about it.",
                lambda answer: len(set(answer["y"])) == 1 and _sign_of(answer, "H(Z2) - H(Z1)") > 0,
            ),
            Misconception(
                "label and cell independent",
                "Layer 2 has more cells in use, but they say nothing about the label.",
                lambda answer: (
                    _sign_of(answer, "H(Z2) - H(Z1)") > 0 and _sign_of(answer, "I(Z2;Y)") == 0
                ),
            ),
            Misconception(
                "cells fine enough",
                "Each value of layer 1 has a cell of its own, so that binning loses nothing. "
                "Then the true order shows.",
                lambda answer: (
                    not _no_function(answer)
                    and len(set(rationals(answer["z1"])))
                    == len(set(_bins(rationals(answer["z1"]), rationals(answer["edges"]))))
                ),
            ),
            Misconception(
                "layers the wrong way round",
                "In your answer layer 1 is the one that shows more. "
                "That is the order which data processing asks for.",
                lambda answer: (
                    _sign_of(answer, "H(Z2) - H(Z1)") < 0
                    and _sign_of(answer, "I(Z2;Y) - I(Z1;Y)") < 0
                ),
            ),
        ),
    ),
    hints=(
        "The layer's values still differ where the cells no longer show it. "
        "What may the next layer do with such values?",
        "A layer can magnify: it multiplies by a large weight.",
        "Choose values of layer 1 that lie close together, all within one cell.",
        "For instance z1 = 0.1, 0.2, 0.3 with an edge at 1, and labels 0, 0, 1. "
        "Now let layer 2 merge the first two, and put an edge between these two and the third.",
    ),
)


# --- 4.6 a skip connection -----------------------------------------------------------------------


def _values(law: Joint, *expressions: str) -> str:
    return ", ".join(f"{text} = {_nats(law, text)}" for text in expressions)


def _layers_out_of_order(law: Joint) -> NotYet | None:
    if wrong := lacks_variables(law, "Y X Z1 Z2"):
        return wrong
    if sign(law, "I(Y;Z1,Z2|X)") > 0:
        return NotYet(
            "the network sees the label",
            "Given X, your layers still say something about Y. They are computed from X alone.",
            got=_values(law, "I(Y;Z1,Z2|X)"),
            expected="I(Y;Z1,Z2|X) = 0",
        )
    for term, diagnosis, says in (
        ("H(Z1|X)", "the first layer has noise", "X does not determine your Z1."),
        ("H(Z2|X,Z1)", "the second layer has noise", "X and Z1 do not determine your Z2."),
    ):
        if sign(law, term) > 0:
            message = f"{says} These layers are functions."
            return NotYet(diagnosis, message, got=_values(law, term), expected=f"{term} = 0")
    if sign(law, "I(Z1;Y)") == 0:
        return NotYet(
            "the first layer says nothing",
            "Your Z1 is independent of Y. Let it do part of the work.",
            got="I(Z1;Y) = 0",
            expected="I(Z1;Y) > 0",
        )
    if sign(law, "I(Z2;Y) - I(Z1;Y)") <= 0:
        return NotYet(
            "layers in order",
            "The second layer says no more about Y than the first.",
            got=_values(law, "I(Z2;Y)", "I(Z1;Y)"),
            expected="I(Z2;Y) > I(Z1;Y)",
        )
    return None


SKIP_CONNECTION = Exercise(
    "4.6",
    "A skip connection breaks the chain",
    Construct(
        Joint,
        _layers_out_of_order,
        description='a Joint over "Y X Z1 Z2"',
        misconceptions=(
            Misconception(
                "nothing left to say",
                "Your Z1 says all about Y that X says. "
                "No skip connection can add to that, so let Z1 lose something.",
                lambda law: (
                    sign(law, "I(X;Y) - I(Z1;Y)") == 0
                    and sign(law, "I(X;Y)") > 0
                    and sign(law, "I(Y;Z1,Z2|X)") == 0
                    and sign(law, "H(Z1,Z2|X)") == 0
                ),
            ),
            Misconception(
                "no skip",
                "Your Z2 is a function of Z1 alone, so that Y -> X -> Z1 -> Z2 is a chain, "
                "and data processing forbids what you want.",
                lambda law: (
                    sign(law, "H(Z2|Z1)") == 0
                    and sign(law, "I(Y;Z1,Z2|X)") == 0
                    and sign(law, "H(Z1|X)") == 0
                    and sign(law, "I(Z1;Y)") > 0
                ),
            ),
            Misconception(
                "the skip carries what has no bearing on Y",
                "Your Z2 learns something new of X, but nothing that concerns Y.",
                lambda law: (
                    sign(law, "I(X;Z2|Z1)") > 0
                    and sign(law, "I(Y;Z2|Z1)") == 0
                    and sign(law, "H(Z1,Z2|X)") == 0
                    and sign(law, "I(Z1;Y)") > 0
                ),
            ),
            Misconception(
                "the skip replaces the layer",
                "Your Z2 learns something of Y that Z1 lacks, but drops as much of what Z1 knows. "
                "Add the two, or keep both.",
                lambda law: (
                    sign(law, "I(Y;Z2|Z1)") > 0
                    and sign(law, "I(Y;Z1|Z2)") > 0
                    and sign(law, "H(Z1,Z2|X)") == 0
                ),
            ),
        ),
    ),
    hints=(
        "Let Z1 lose something that matters for Y. Who else still has it?",
        "With a skip connection Z2 is a function of Z1 and of X. "
        "The pair (X, Z1) knows all that X knows.",
        "Let X have four values, Y = X, and let Z1 tell in which half X lies.",
        "Now Z2 = Z1 + X, or X itself: four outcomes (x, x, x // 2, ...) of probability 1/4 each.",
    ),
)


# --- 4.7 a linear layer with noise ---------------------------------------------------------------

a, b, c, v = sp.symbols("a b c v", positive=True)


def _half_log(ratio: sp.Expr) -> sp.Expr:
    return sp.log(ratio) / 2


DETERMINANT = (a**2 + b**2 + v) * (c**2 + v) - b**2 * c**2
UNIT = _half_log(1 + (a**2 + b**2) / v)
LAYER = _half_log(DETERMINANT / v**2)
SECOND_INPUT = _half_log(1 + (b**2 + c**2) / v)
RELEVANCE = LAYER - SECOND_INPUT

LINEAR_LAYER = Exercise(
    "4.7",
    "A linear layer with noise",
    Derive(
        {"unit": UNIT, "layer": LAYER, "relevance": RELEVANCE},
        points=tuple(
            dict(zip((a, b, c, v), map(sp.Rational, point.split())))
            for point in ("1 1 1 2", "2 1 3 1/2", "1/2 3 1 3", "3 1/3 2/5 5/7")
        ),
        misconceptions=(
            Misconception(
                "bits instead of nats",
                BITS,
                {
                    "unit": UNIT / sp.log(2),
                    "layer": LAYER / sp.log(2),
                    "relevance": RELEVANCE / sp.log(2),
                },
            ),
            Misconception(
                "one half forgotten",
                "An entropy of a Gaussian is half the logarithm of a determinant.",
                {"unit": 2 * UNIT, "layer": 2 * LAYER, "relevance": 2 * RELEVANCE},
            ),
            Misconception(
                "entropy of the output",
                "You forgot to subtract h(Z|X), which is the entropy of the noise.",
                {
                    "unit": _half_log(2 * sp.pi * sp.E * (a**2 + b**2 + v)),
                    "layer": _half_log((2 * sp.pi * sp.E) ** 2 * DETERMINANT),
                },
            ),
            Misconception(
                "noise of variance one",
                "The entropy of the noise depends on its variance v.",
                {
                    "unit": (_half_log(a**2 + b**2 + v), UNIT.subs(v, 1)),
                    "layer": (_half_log(DETERMINANT), LAYER.subs(v, 1)),
                    "relevance": RELEVANCE.subs(v, 1),
                },
            ),
            Misconception(
                "variance taken for the standard deviation",
                "v is the variance of the noise; you square it.",
                {
                    "unit": UNIT.subs(v, v**2),
                    "layer": LAYER.subs(v, v**2),
                    "relevance": RELEVANCE.subs(v, v**2),
                },
            ),
            Misconception(
                "noise left out of the signal",
                "The variance of Z is that of the signal and that of the noise.",
                {
                    "unit": _half_log((a**2 + b**2) / v),
                    "layer": _half_log(a**2 * c**2 / v**2),
                },
            ),
            Misconception(
                "weights added before squaring",
                "The inputs are independent, so their variances add up: a^2 + b^2, not (a + b)^2.",
                {"unit": _half_log(1 + (a + b) ** 2 / v)},
            ),
            Misconception(
                "units taken to be independent",
                "Both units see the second input, so what they say overlaps. "
                "The determinant has a term off the diagonal.",
                {"layer": UNIT + _half_log(1 + c**2 / v)},
            ),
            Misconception(
                "trace instead of determinant",
                "You add the variances up. The entropy of two units is that of a volume: "
                "it takes the determinant of their covariance.",
                {"layer": _half_log(1 + (a**2 + b**2 + c**2) / v)},
            ),
            Misconception(
                "sign of the covariance term",
                "A determinant subtracts the product off the diagonal. "
                "Correlated units say less, not more.",
                {"layer": _half_log(((a**2 + b**2 + v) * (c**2 + v) + b**2 * c**2) / v**2)},
            ),
            Misconception(
                "second input taken to be known",
                "This is I(X1;Z|X2). Nobody tells you X2, so part of it acts as noise.",
                {"relevance": _half_log(1 + a**2 / v)},
            ),
            Misconception(
                "first unit only",
                "The second unit does not see X1, but it tells something about what disturbs the "
                "first. Use both.",
                {"relevance": _half_log(1 + a**2 / (b**2 + v))},
            ),
            Misconception(
                "what the layer knows of all inputs",
                "This is I(X;Z), the information about both inputs. "
                "Subtract what is not about the first.",
                {"relevance": LAYER},
            ),
            Misconception(
                "what the layer knows once X1 is known",
                "This is I(X2;Z|X1), the part that is not about X1.",
                {"relevance": SECOND_INPUT},
            ),
        ),
    ),
    hints=(
        "I(X;Z) = h(Z) - h(Z|X), and h(Z|X) is the entropy of the noise. "
        "A Gaussian of covariance S in n dimensions has the entropy log((2 pi e)^n det S)/2.",
        "The variance of Z1 is a^2 + b^2 + v, and the 2 pi e cancels.",
        "The covariance of Z is W W^T plus v on the diagonal. So the diagonal is a^2 + b^2 + v and "
        "c^2 + v, and off the diagonal there is b c.",
        "Given X1, the term a X1 is a constant shift. So I(X;Z) = I(X1;Z) + I(X2;Z|X1), and the "
        "last is the information through the column of weights (b, c): "
        "log(1 + (b^2 + c^2)/v)/2.",
    ),
)


EXERCISES: tuple[Exercise, ...] = (
    BINNED_INFORMATION,
    GRADIENT_SNR,
    DEEPER_KNOWS_LESS,
    STEP_IN_THE_PLANE,
    BINS_BREAK_THE_ORDER,
    SKIP_CONNECTION,
    LINEAR_LAYER,
)
