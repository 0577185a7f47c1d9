"""Learning tasks so small that every data set can be listed: the first half of ``θ - D - W``.

Nature draws a parameter ``θ``, then a data set ``D = (X, Y)`` of inputs and labels, each label from
its own input and ``θ``. A training algorithm that treats the pairs alike sees no order in them, so
the inputs are listed sorted, each list with the probability of all its orders. Labels stay in
order, one for each input of the list: no entropy given ``X`` changes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, product
from numbers import Integral, Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.measures import check_channel, check_distribution
from ibnotes.weights.arguments import finite

__all__ = ["LearningTask", "labeling_predictors", "shared_bit_task", "threshold_task"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class LearningTask:
    """A finite law of a parameter ``θ`` and a data set ``D = (X, Y)``.

    Parameters are

    - ``p_theta[t]``, the law of the parameter;
    - ``p_y_given_x_theta[x, t, y]``, the law of one label, given its input and the parameter;
    - ``inputs[i, n]``, the lists of inputs that a data set can have: list ``i`` has the input
      ``inputs[i, n]`` at place ``n``. Inputs are numbered 0, 1, ...;
    - ``p_inputs[i]``, the law of these lists, which does not depend on the parameter.

    Raises
    ------
    ValueError
        If a law is none, a shape does not fit, or ``inputs`` names an input that
        ``p_y_given_x_theta`` does not have.

    Notes
    -----
    Source: the notes, id E1.

    Examples
    --------
    >>> LearningTask([1], [[[0.5, 0.5]], [[0.5, 0.5]]], inputs=[[0, 1]], p_inputs=[1])
    Task: 1 parameter, 2 inputs, 2 labels; data sets of 2 pairs, 4 of them
    """

    p_theta: Array
    p_y_given_x_theta: Array
    inputs: NDArray[np.int64]
    p_inputs: Array

    def __post_init__(self) -> None:
        p_theta = check_distribution(self.p_theta, "p_theta", ndim=1)
        channel = check_channel(self.p_y_given_x_theta, "p_y_given_x_theta", ndim=3)
        if channel.shape[1] != len(p_theta):
            raise ValueError(
                f"p_y_given_x_theta has shape {channel.shape}, expected {len(p_theta)} on its "
                "second axis, one for each parameter"
            )
        inputs = np.array(self.inputs)
        if inputs.ndim != 2 or not inputs.size or inputs.dtype.kind not in "iu":
            raise ValueError("inputs is no table of whole numbers, expected inputs[i, n]")
        if inputs.min() < 0 or inputs.max() >= len(channel):
            wrong = inputs.min() if inputs.min() < 0 else inputs.max()
            raise ValueError(f"inputs names the input {wrong}, expected 0 to {len(channel) - 1}")
        p_inputs = check_distribution(self.p_inputs, "p_inputs", ndim=1)
        if len(p_inputs) != len(inputs):
            raise ValueError(
                f"p_inputs has {len(p_inputs)} entries, expected {len(inputs)} as inputs has rows"
            )
        checked = {
            "p_theta": p_theta,
            "p_y_given_x_theta": channel,
            "inputs": inputs.astype(np.int64),
            "p_inputs": p_inputs,
        }
        for name, value in checked.items():
            object.__setattr__(self, name, value)

    @property
    def size(self) -> int:
        """The number of pairs in a data set."""
        return self.inputs.shape[1]

    @property
    def labels(self) -> NDArray[np.int64]:
        """All lists of labels, ``labels[j, n]``."""
        num_labels = self.p_y_given_x_theta.shape[2]
        return np.array(list(product(range(num_labels), repeat=self.size)))

    @property
    def p_labels_given_inputs_theta(self) -> Array:
        """``p(Y|X,θ)``, the product over the pairs, as an array over ``[i, j, t]``."""
        law = 1.0
        for n in range(self.size):  # [i, t, y] -> [i, t, j] -> [i, j, t]
            one_label = self.p_y_given_x_theta[self.inputs[:, n]][:, :, self.labels[:, n]]
            law = law * one_label.transpose(0, 2, 1)
        return law

    @property
    def p_data_theta(self) -> Array:
        """The joint law of the data set and the parameter, as an array over ``[i, j, t]``."""
        return self.p_inputs[:, None, None] * self.p_theta * self.p_labels_given_inputs_theta

    @property
    def p_x(self) -> Array:
        """The law of the input of a pair picked at random from the data set."""
        weight = np.repeat(self.p_inputs / self.size, self.size)
        return np.bincount(self.inputs.ravel(), weight, minlength=len(self.p_y_given_x_theta))

    def __repr__(self) -> str:
        num_inputs, num_parameters, num_labels = self.p_y_given_x_theta.shape
        plural = "" if num_parameters == 1 else "s"
        return (
            f"Task: {num_parameters} parameter{plural}, {num_inputs} inputs, {num_labels} labels; "
            f"data sets of {self.size} pairs, {len(self.inputs) * num_labels**self.size} of them"
        )


def threshold_task(num_inputs: int = 5, size: int = 4, noise: float = 0.15) -> LearningTask:
    """Labels that a threshold gives to uniform inputs, each flipped with probability ``noise``.

    Parameters
    ----------
    num_inputs
        The inputs are 0, ..., ``num_inputs - 1``.
    size
        The number of pairs in a data set. Inputs are drawn independently, so that they repeat.
    noise
        The probability with which a label is wrong.

    Returns
    -------
    LearningTask
        The parameter ``t``, uniform on 0, ..., ``num_inputs``, gives label 1 to inputs from
        ``t`` on.

    Raises
    ------
    ValueError
        If a count is not a positive whole number or the noise not a probability.

    Notes
    -----
    Source: the notes, ids E1 and T1.

    Examples
    --------
    >>> threshold_task()
    Task: 6 parameters, 5 inputs, 2 labels; data sets of 4 pairs, 1120 of them
    >>> threshold_task(num_inputs=2, noise=0.25).p_y_given_x_theta[0]
    array([[0.25, 0.75],
           [0.75, 0.25],
           [0.75, 0.25]])
    """
    _check_count(num_inputs, "num_inputs")
    _check_count(size, "size")
    _check_noise(noise)
    positive = np.arange(num_inputs)[:, None] >= np.arange(num_inputs + 1)
    p_one = np.where(positive, 1 - noise, noise)
    inputs = list(combinations_with_replacement(range(num_inputs), size))
    orders = [_num_orders(x) for x in inputs]
    return LearningTask(
        p_theta=np.full(num_inputs + 1, 1 / (num_inputs + 1)),
        p_y_given_x_theta=np.stack([1 - p_one, p_one], axis=-1),
        inputs=np.array(inputs),
        p_inputs=np.array(orders) / num_inputs**size,
    )


def _num_orders(inputs: Sequence[int]) -> int:
    """The number of different orders of a list."""
    repeats = math.prod(math.factorial(n) for n in Counter(inputs).values())
    return math.factorial(len(inputs)) // repeats


def shared_bit_task(size: int, noise: float) -> LearningTask:
    """One fair bit ``θ``, seen ``size`` times, each time flipped with probability ``noise``.

    Parameters
    ----------
    size
        The number of pairs. Their inputs are 0, ..., ``size - 1``, each once.
    noise
        The probability with which a label is not ``θ``. With 1/2 the labels are random: there
        is nothing to learn, only something to memorize.

    Returns
    -------
    LearningTask

    Raises
    ------
    ValueError
        If the size is not a positive whole number or the noise not a probability.

    Notes
    -----
    A rule that is right or wrong throughout is no less general: number the labels of an input so
    that the rule calls for 0. Source: the notes, ids T1-items and REG.

    Examples
    --------
    >>> task = shared_bit_task(size=2, noise=0.25)
    >>> task.labels.tolist()
    [[0, 0], [0, 1], [1, 0], [1, 1]]
    >>> task.p_data_theta.sum(axis=-1)[0]
    array([0.3125, 0.1875, 0.1875, 0.3125])
    """
    _check_count(size, "size")
    _check_noise(noise)
    one_label = [[1 - noise, noise], [noise, 1 - noise]]
    return LearningTask(
        p_theta=np.array([0.5, 0.5]),
        p_y_given_x_theta=np.array([one_label] * size),
        inputs=np.arange(size)[None, :],
        p_inputs=np.array([1.0]),
    )


def labeling_predictors(num_inputs: int, confidences: Sequence[float] | ArrayLike) -> Array:
    """Predictors of two labels that name a label for each input, with one confidence for all.

    Parameters
    ----------
    num_inputs
        The number of inputs.
    confidences
        Probabilities that a predictor gives to the labels that it names, above 1/2. With 1 it
        excludes the others.

    Returns
    -------
    array
        ``predictors[w, x, y]``, the probability that weight ``w`` gives to label ``y`` of input
        ``x``. Weight 0 knows nothing and gives 1/2; then come, for each confidence, all
        ``2 ** num_inputs`` labelings.

    Raises
    ------
    ValueError
        If the count is not a positive whole number or a confidence is not above 1/2 and at
        most 1.

    Notes
    -----
    Source: the notes, ids E1 and T1.

    Examples
    --------
    >>> labeling_predictors(1, [0.75]).tolist()
    [[[0.5, 0.5]], [[0.75, 0.25]], [[0.25, 0.75]]]
    >>> len(labeling_predictors(5, [0.85, 0.99]))
    65
    """
    _check_count(num_inputs, "num_inputs")
    levels = finite(confidences, "confidences")
    if levels.ndim != 1 or not ((levels > 0.5) & (levels <= 1)).all():
        raise ValueError(f"confidences is {confidences}, expected numbers above 0.5, at most 1")
    named = np.array(list(product((0, 1), repeat=num_inputs)))  # [labeling, x]
    is_named = named[:, :, None] == [0, 1]  # [labeling, x, y]
    blocks = [np.full((1, num_inputs, 2), 0.5)]
    blocks += [np.where(is_named, level, 1 - level) for level in levels]
    return np.concatenate(blocks)


def _check_count(count: int, name: str) -> None:
    if not (isinstance(count, Integral) and count > 0):
        raise ValueError(f"{name} is {count!r}, expected a positive whole number")


def _check_noise(noise: float) -> None:
    if not (isinstance(noise, Real) and 0 <= noise <= 1):
        raise ValueError(f"noise is {noise!r}, expected a probability")
