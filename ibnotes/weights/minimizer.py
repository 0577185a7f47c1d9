"""The training algorithm that no other beats: the minimum of cross-entropy plus ``beta I(W;D)``.

Over all kernels ``p(w|D)`` this is a rate-distortion problem, whose source is the data set and
whose distortion is the training loss. It is convex, so that the result comes with a proof of how
far from the minimum it can be.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Integral, Real

import numpy as np
from numpy.typing import ArrayLike

from ibnotes.weights.learner import Learner, data_losses
from ibnotes.weights.task import LearningTask

__all__ = ["InformationMinimizer", "minimize_with_information"]


@dataclass(frozen=True, eq=False, repr=False)
class InformationMinimizer:
    """A learner that minimizes the regularized cross-entropy, with its evidence. In nats.

    Parameters are ``beta`` and ``learner``, a :class:`.Learner`;
    ``cross_entropy``, the training loss of the whole data set, and ``information``, ``I(W;D)``;
    ``gap``: the objective of no learner is smaller than this one's by more, which is a proof;
    ``iterations``, and ``converged``, whether the gap is within the tolerance.

    Source: Blahut (1972); the notes, id REG.

    Examples
    --------
    >>> from ibnotes.weights import labeling_predictors, shared_bit_task
    >>> task, predictors = shared_bit_task(size=4, noise=0.5), labeling_predictors(4, [1])
    >>> minimize_with_information(task, predictors, beta=0.8)
    Minimum at beta = 0.8: cross-entropy 0.000000, I(W;D) 2.772589 nats
    """

    beta: float
    learner: Learner
    cross_entropy: float
    information: float
    gap: float
    iterations: int
    converged: bool

    @property
    def objective(self) -> float:
        """``cross_entropy + beta information``."""
        return self.cross_entropy + self.beta * self.information

    def __repr__(self) -> str:
        return (
            f"Minimum at beta = {self.beta:g}: cross-entropy {self.cross_entropy:.6f}, "
            f"I(W;D) {self.information:.6f} nats"
            + ("" if self.converged else f", NOT CONVERGED (gap {self.gap:.0e})")
        )


def minimize_with_information(
    task: LearningTask,
    predictors: ArrayLike,
    beta: float,
    *,
    tolerance: float = 1e-9,
    max_iterations: int = 20_000,
) -> InformationMinimizer:
    """The learner that minimizes ``H_q(Y|X,W) + beta I(W;D)``, over all training algorithms.

    Parameters
    ----------
    task
        A finite task.
    predictors
        ``predictors[w, x, y]``, the laws ``q(y|x,w)``.
    beta
        The price of information, positive. With predictors that can store every label the
        minimum is not unique at 1, and the iteration slow around it.
    tolerance
        The gap, in nats, at which the iteration ends.
    max_iterations
        The number of steps after which it ends, whatever the gap.

    Returns
    -------
    InformationMinimizer

    Raises
    ------
    ValueError
        If the predictors do not fit the task or explain some data set not at all, or if beta, the
        tolerance or the number of steps is not positive.

    Notes
    -----
    Blahut and Arimoto's iteration: the learner of a marginal is the Gibbs learner
    ``p(w|D) = p(w) q(Y|X,w)^(1/beta) / N(D)``, and the marginal of that learner is ``p(w) c(w)``
    with ``c(w) = sum_D p(D) q(Y|X,w)^(1/beta) / N(D)``. By Jensen's inequality, no objective is
    below ``-beta E log N(D) - beta log max c``. At the minimum ``c <= 1``, with equality for the
    weights in use. Source: Blahut (1972); Arimoto (1972); the notes, id REG.

    Examples
    --------
    Random labels are memorized below beta = 1 and ignored above:

    >>> from ibnotes.weights import labeling_predictors, shared_bit_task
    >>> task, predictors = shared_bit_task(size=4, noise=0.5), labeling_predictors(4, [1])
    >>> for beta in (0.9, 1.1):
    ...     minimize_with_information(task, predictors, beta)
    Minimum at beta = 0.9: cross-entropy 0.000000, I(W;D) 2.772589 nats
    Minimum at beta = 1.1: cross-entropy 2.772589, I(W;D) 0.000000 nats
    """
    for value, name in ((beta, "beta"), (tolerance, "tolerance")):
        if not (isinstance(value, Real) and 0 < value < math.inf):
            raise ValueError(f"{name} is {value!r}, expected a positive finite number")
    if not (isinstance(max_iterations, Integral) and max_iterations > 0):
        raise ValueError(f"max_iterations is {max_iterations!r}, expected a positive integer")

    losses = data_losses(task, predictors)
    shape = losses.shape
    losses = losses.reshape(-1, shape[2])
    # A constant may be subtracted for each data set, so that not all of its row underflows.
    smallest = losses.min(axis=1, keepdims=True)
    if np.isinf(smallest).any():
        raise ValueError("predictors explain some data set not at all, expected a finite loss")
    kernel = np.exp((smallest - losses) / beta)
    p_d = task.p_data_theta.sum(axis=2).ravel()

    p_w = np.full(shape[2], 1 / shape[2])
    iterations = 0
    while True:
        normalizers = kernel @ p_w
        growth = kernel.T @ (p_d / normalizers)
        gap = max(0.0, beta * math.log(growth.max()))  # the mean of c is one
        if gap < tolerance or iterations == max_iterations:
            break
        p_w = p_w * growth
        iterations += 1

    p_w_given_d = kernel * p_w / normalizers[:, None]
    learner = Learner(task, predictors, p_w_given_d.reshape(shape))
    return InformationMinimizer(
        beta=float(beta),
        learner=learner,
        cross_entropy=learner.training_loss * task.size,
        information=learner.information,
        gap=gap,
        iterations=iterations,
        converged=gap < tolerance,
    )
