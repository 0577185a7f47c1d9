"""A training algorithm on a finite task: every term of the information decomposition, exactly.

The algorithm is the second half of ``θ - D - W``: a kernel ``p(w|D)``. A weight ``w`` is a
predictor ``q(y|x,w)``, and what it gives to all labels of a data set is the product over the pairs.
Then the expected training cross-entropy is a sum of four terms (id T1)::

    H_q(Y|X,W)  =  H(Y|X,θ)      intrinsic: the noise in the labels
                 + I(θ;Y|X,W)    sufficiency: what the labels still tell about θ
                 + E D[p(Y|X,W) || q(Y|X,W)]   efficiency: the price of q
                 - I(Y;W|X,θ)    overfitting: the noise that the weights hold

All values are in nats and, unless they say otherwise, for the whole data set.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.measures import (
    check_channel,
    check_distribution,
    conditional_entropy,
    conditional_mutual_information,
    kl_divergence,
    mutual_information,
)
from ibnotes.weights.task import LearningTask

__all__ = [
    "Decomposition",
    "InformationParts",
    "Learner",
    "PriorBound",
    "data_losses",
    "decompose",
    "gibbs_learner",
]

Array = NDArray[np.float64]


# --- what is measured ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Decomposition:
    """The training cross-entropy and the four terms that make it up, each computed by itself.

    Parameters are ``cross_entropy``, that is ``H_q(Y|X,W)``; ``intrinsic``, ``sufficiency``,
    ``efficiency`` and ``overfitting``, none of which is negative. Values in nats.

    Source: the notes, id T1; Achille and Soatto (2018).

    Examples
    --------
    >>> terms = Decomposition(0.0, 0.5, 0.0, 0.0, 0.5)  # pure memorization
    >>> terms.total, terms.residual
    (0.0, 0.0)
    >>> terms
    0.000 nats = 0.500 intrinsic + 0.000 sufficiency + 0.000 efficiency - 0.500 overfitting
    """

    cross_entropy: float
    intrinsic: float
    sufficiency: float
    efficiency: float
    overfitting: float

    @property
    def total(self) -> float:
        """``intrinsic + sufficiency + efficiency - overfitting``."""
        return self.intrinsic + self.sufficiency + self.efficiency - self.overfitting

    @property
    def residual(self) -> float:
        """By how much the terms miss the cross-entropy; zero if both are infinite."""
        both_infinite = math.isinf(self.cross_entropy) and math.isinf(self.total)
        return 0.0 if both_infinite else self.cross_entropy - self.total

    def __repr__(self) -> str:
        return (
            f"{self.cross_entropy:.3f} nats = {self.intrinsic:.3f} intrinsic + "
            f"{self.sufficiency:.3f} sufficiency + {self.efficiency:.3f} efficiency - "
            f"{self.overfitting:.3f} overfitting"
        )


@dataclass(frozen=True)
class InformationParts:
    """What ``I(W;D)`` is made of if ``θ - D - W``: the penalty falls on all three parts.

    Parameters are ``about_theta``, that is ``I(W;θ)``; ``about_inputs``, ``I(W;X|θ)``; and
    ``overfitting``, ``I(W;Y|X,θ)``. Values in nats.

    Source: the notes, id REG.

    Examples
    --------
    >>> InformationParts(0.5, 0.0, 0.25).total
    0.75
    """

    about_theta: float
    about_inputs: float
    overfitting: float

    @property
    def total(self) -> float:
        """Their sum, ``I(W;D)``."""
        return self.about_theta + self.about_inputs + self.overfitting


@dataclass(frozen=True)
class PriorBound:
    """The bound ``I(W;D) <= E_D D[p(w|D) || prior]`` and what it gives away.

    Parameters are ``expected_kl``, the bound; ``information``, ``I(W;D)``; and ``marginal_kl``,
    ``D[p(w) || prior]``, each computed by itself. Values in nats.

    Source: the notes, id E4.

    Examples
    --------
    >>> PriorBound(expected_kl=0.75, information=0.5, marginal_kl=0.25).residual
    0.0
    """

    expected_kl: float
    information: float
    marginal_kl: float

    @property
    def residual(self) -> float:
        """``expected_kl - information - marginal_kl``: zero, whatever the prior."""
        both_infinite = math.isinf(self.expected_kl) and math.isinf(self.marginal_kl)
        return 0.0 if both_infinite else self.expected_kl - self.information - self.marginal_kl


def decompose(p_xytw: ArrayLike, q_y_given_xw: ArrayLike) -> Decomposition:
    """The four terms of the cross-entropy for any joint law of ``X, Y, θ, W`` whatever.

    Parameters
    ----------
    p_xytw
        Joint law, ``p_xytw[x, y, t, w]``: ``x`` and ``y`` are all inputs and all labels of a data
        set. No Markov chain is needed.
    q_y_given_xw
        The predictor's law of all labels, ``q_y_given_xw[x, y, w]``; it sums to one over ``y``.

    Returns
    -------
    Decomposition
        The cross-entropy and the efficiency are infinite if ``q`` excludes labels that happen.

    Raises
    ------
    ValueError
        If ``p_xytw`` is no law of four variables or ``q_y_given_xw`` no channel of its shape.

    Notes
    -----
    Each term is a sum of its own, so that their balance is a check. Source: the notes, id T1.

    Examples
    --------
    Labels drawn at random, and a learner that stores them:

    >>> p_xytw = np.array([0.5, 0, 0, 0.5]).reshape(1, 2, 1, 2)
    >>> terms = decompose(p_xytw, np.eye(2)[None])
    >>> terms.cross_entropy, round(terms.intrinsic, 4), round(terms.overfitting, 4)
    (0.0, 0.6931, 0.6931)
    """
    p = check_distribution(p_xytw, "p_xytw", ndim=4)
    num_x, num_y, num_theta, num_w = p.shape
    q = np.asarray(q_y_given_xw)
    if q.shape != (num_x, num_y, num_w):
        raise ValueError(
            f"q_y_given_xw has shape {q.shape}, expected {(num_x, num_y, num_w)} as p_xytw has"
        )
    q = check_channel(q.transpose(0, 2, 1), "q_y_given_xw, read as [x, w, y],", ndim=3)
    q = q.transpose(0, 2, 1)

    p_xyt, p_xyw = p.sum(axis=3), p.sum(axis=2)
    p_xw = p_xyw.sum(axis=1, keepdims=True)
    y_given_xt = p_xyt.transpose(0, 2, 1).reshape(-1, num_y)
    y_theta_given_xw = p.transpose(1, 2, 0, 3).reshape(num_y, num_theta, -1)
    y_w_given_xt = p.transpose(1, 3, 0, 2).reshape(num_y, num_w, -1)
    return Decomposition(
        cross_entropy=_mean_surprise(p_xyw, q),
        intrinsic=conditional_entropy(y_given_xt),
        sufficiency=conditional_mutual_information(y_theta_given_xw),
        efficiency=kl_divergence(p_xyw, p_xw * q),
        overfitting=conditional_mutual_information(y_w_given_xt),
    )


def _mean_surprise(p: Array, q: Array) -> float:
    """``sum -p log q``, where ``q`` is a channel and no law as a whole."""
    happens = p > 0
    if (q[happens] == 0).any():
        return math.inf
    return float(0.0 - (p[happens] * np.log(q[happens])).sum())


# --- a learner -----------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, repr=False)
class Learner:
    """A training algorithm ``p(w|D)`` on a task, and its weights' predictors.

    Parameters are ``task``, a :class:`.LearningTask`; ``predictors[w, x, y]``,
    the laws ``q(y|x,w)``; and ``p_w_given_d[i, j, w]``, the law of the weights given the inputs
    ``task.inputs[i]`` and the labels ``task.labels[j]``.

    Raises
    ------
    ValueError
        If an array is no channel or does not fit the others.

    Notes
    -----
    Source: the notes, ids E1 and T1.

    Examples
    --------
    >>> from ibnotes.weights import labeling_predictors, shared_bit_task
    >>> task, predictors = shared_bit_task(size=2, noise=0.25), labeling_predictors(2, [0.75])
    >>> learner = gibbs_learner(task, predictors, temperature=1)
    >>> learner
    Learner: training loss 0.588, test loss 0.753 nats a label; I(W;D) = 0.208 nats
    >>> learner.decomposition().residual < 1e-15
    True
    """

    task: LearningTask
    predictors: Array
    p_w_given_d: Array

    def __post_init__(self) -> None:
        predictors = _check_predictors(self.predictors, self.task)
        kernel = check_channel(self.p_w_given_d, "p_w_given_d", ndim=3)
        expected = (len(self.task.inputs), len(self.task.labels), len(predictors))
        if kernel.shape != expected:
            raise ValueError(f"p_w_given_d has shape {kernel.shape}, expected {expected}")
        object.__setattr__(self, "predictors", predictors)
        object.__setattr__(self, "p_w_given_d", kernel)

    def __repr__(self) -> str:
        return (
            f"Learner: training loss {self.training_loss:.3f}, test loss {self.test_loss:.3f} nats "
            f"a label; I(W;D) = {self.information:.3f} nats"
        )

    # --- laws

    @property
    def p_xytw(self) -> Array:
        """The joint law of ``X, Y, θ, W``, over ``[i, j, t, w]``: the chain ``θ - D - W``."""
        return self.task.p_data_theta[..., None] * self.p_w_given_d[:, :, None, :]

    @property
    def p_w(self) -> Array:
        """The law of the weights over data sets."""
        return np.einsum("ijt,ijw->w", self.task.p_data_theta, self.p_w_given_d)

    # --- losses

    @property
    def training_loss(self) -> float:
        """The mean of ``-log q(y|x,w)`` over the pairs of the data set, in nats a label."""
        p_xyw = self.task.p_data_theta.sum(axis=2)[:, :, None] * self.p_w_given_d
        return _mean_surprise(p_xyw, _products(self.task, self.predictors)) / self.task.size

    @property
    def test_loss(self) -> float:
        """The mean of ``-log q(y|x,w)`` over a fresh pair of the same ``θ``, in nats a label."""
        p_y_x_w = np.einsum("tw,x,xty->wxy", self._p_tw, self.task.p_x, self.task.p_y_given_x_theta)
        return _mean_surprise(p_y_x_w, self.predictors)

    @property
    def training_error(self) -> float:
        """The mean of ``1 - q(y|x,w)`` over the data set: how often a drawn label is wrong."""
        right = np.zeros(self.p_w_given_d.shape)
        for n in range(self.task.size):
            right += _one_label(self.task, self.predictors, n) / self.task.size
        p_d = self.task.p_data_theta.sum(axis=2)
        return 1 - float(np.einsum("ij,ijw,ijw->", p_d, self.p_w_given_d, right))

    @property
    def test_error(self) -> float:
        """The mean of ``1 - q(y|x,w)`` over a fresh pair of the same ``θ``."""
        channel = self.task.p_y_given_x_theta
        right = np.einsum("x,xty,wxy->tw", self.task.p_x, channel, self.predictors)
        return 1 - float((self._p_tw * right).sum())

    @property
    def _p_tw(self) -> Array:
        return np.einsum("ijt,ijw->tw", self.task.p_data_theta, self.p_w_given_d)

    # --- information

    @property
    def information(self) -> float:
        """``I(W;D)``, in nats."""
        p_d = self.task.p_data_theta.sum(axis=2)
        return mutual_information((p_d[..., None] * self.p_w_given_d).reshape(p_d.size, -1))

    def decomposition(self) -> Decomposition:
        """The four terms of the training cross-entropy of the whole data set (id T1)."""
        return decompose(self.p_xytw, _products(self.task, self.predictors))

    def information_parts(self) -> InformationParts:
        """``I(W;θ)``, ``I(W;X|θ)`` and ``I(W;Y|X,θ)``, which add up to ``I(W;D)`` (id REG)."""
        p = self.p_xytw
        num_x, num_y, num_theta, num_w = p.shape
        return InformationParts(
            about_theta=mutual_information(self._p_tw),
            about_inputs=conditional_mutual_information(p.sum(axis=1).transpose(2, 0, 1)),
            overfitting=conditional_mutual_information(
                p.transpose(3, 1, 0, 2).reshape(num_w, num_y, num_x * num_theta)
            ),
        )

    def prior_bound(self, prior: ArrayLike) -> PriorBound:
        """The bound on ``I(W;D)`` from a prior, a law ``prior[w]``, and its gap (id E4)."""
        prior = check_distribution(prior, "prior", ndim=1)
        p_w = self.p_w
        if prior.shape != p_w.shape:
            raise ValueError(f"prior has {len(prior)} entries, expected {len(p_w)} weights")
        p_d = self.task.p_data_theta.sum(axis=2)
        joint = p_d[..., None] * self.p_w_given_d
        return PriorBound(
            expected_kl=kl_divergence(joint, p_d[..., None] * prior),
            information=self.information,
            marginal_kl=kl_divergence(p_w, prior),
        )


def gibbs_learner(
    task: LearningTask,
    predictors: ArrayLike,
    temperature: float,
    prior: ArrayLike | None = None,
) -> Learner:
    """The learner that prefers weights of small training loss: ``p(w|D) ~ prior q(Y|X,w)^(1/T)``.

    Parameters
    ----------
    task
        A finite task.
    predictors
        ``predictors[w, x, y]``, the laws ``q(y|x,w)``.
    temperature
        Positive. Near 0 the weights are those of least training loss: they memorize. At 1 they
        are drawn from the Bayes posterior of the predictors. At large ones from the prior.
    prior
        A law of the weights, ``prior[w]``; uniform if not given.

    Returns
    -------
    Learner

    Raises
    ------
    ValueError
        If the predictors do not fit the task, the temperature is not positive and finite, the
        prior is no law, or no weight in it explains some data set at all.

    Notes
    -----
    It minimizes ``E loss + T D(p(w|D) || prior)`` for each data set. Source: the notes, id T1.

    Examples
    --------
    >>> from ibnotes.weights import labeling_predictors, threshold_task
    >>> task, predictors = threshold_task(), labeling_predictors(5, [0.85, 0.99])
    >>> for temperature in (0.1, 1, 10):
    ...     print(gibbs_learner(task, predictors, temperature))
    Learner: training loss 0.153, test loss 1.384 nats a label; I(W;D) = 2.354 nats
    Learner: training loss 0.312, test loss 1.167 nats a label; I(W;D) = 1.333 nats
    Learner: training loss 1.213, test loss 1.431 nats a label; I(W;D) = 0.057 nats
    """
    predictors = _check_predictors(predictors, task)
    if not (isinstance(temperature, Real) and 0 < temperature < math.inf):
        raise ValueError(f"temperature is {temperature!r}, expected a positive finite number")
    if prior is None:
        prior = np.full(len(predictors), 1 / len(predictors))
    prior = check_distribution(prior, "prior", ndim=1)
    if len(prior) != len(predictors):
        raise ValueError(f"prior has {len(prior)} entries, expected {len(predictors)} weights")
    losses = data_losses(task, predictors[prior > 0])
    smallest = losses.min(axis=2, keepdims=True)
    if np.isinf(smallest).any():
        raise ValueError("prior gives no chance to any weight that explains some data set at all")
    kernel = np.zeros((*losses.shape[:2], len(prior)))
    kernel[..., prior > 0] = prior[prior > 0] * np.exp((smallest - losses) / temperature)
    return Learner(task, predictors, kernel / kernel.sum(axis=2, keepdims=True))


def data_losses(task: LearningTask, predictors: ArrayLike) -> Array:
    """``-log q(Y|X,w)`` of every data set and weight, in nats, over ``[i, j, w]``.

    Parameters
    ----------
    task
        A finite task.
    predictors
        ``predictors[w, x, y]``, the laws ``q(y|x,w)``.

    Returns
    -------
    array
        Infinite where a weight excludes a label.

    Raises
    ------
    ValueError
        If the predictors are no channels or do not fit the task.

    Notes
    -----
    Source: the notes, id T1.

    Examples
    --------
    >>> from ibnotes.weights import shared_bit_task
    >>> data_losses(shared_bit_task(2, 0.5), [[[1, 0], [0.5, 0.5]]]).round(4).tolist()
    [[[0.6931], [0.6931], [inf], [inf]]]
    """
    products = _products(task, _check_predictors(predictors, task))
    with np.errstate(divide="ignore"):
        return 0.0 - np.log(products)


def _products(task: LearningTask, predictors: Array) -> Array:
    """``q(Y|X,w)``, the product over the pairs, over ``[i, j, w]``."""
    law = np.ones((len(task.inputs), len(task.labels), len(predictors)))
    for n in range(task.size):
        law *= _one_label(task, predictors, n)
    return law


def _one_label(task: LearningTask, predictors: Array, n: int) -> Array:
    """``q(y_n|x_n,w)`` over ``[i, j, w]``."""
    return predictors[:, task.inputs[:, n]][:, :, task.labels[:, n]].transpose(1, 2, 0)


def _check_predictors(predictors: ArrayLike, task: LearningTask) -> Array:
    q = check_channel(predictors, "predictors", ndim=3)
    num_inputs, _, num_labels = task.p_y_given_x_theta.shape
    if q.shape[1:] != (num_inputs, num_labels):
        raise ValueError(
            f"predictors has shape {q.shape}, expected (weights, {num_inputs}, {num_labels}) for "
            "the inputs and labels of the task"
        )
    return q
