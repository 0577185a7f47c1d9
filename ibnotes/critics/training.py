"""Critics trained on fresh pairs of a known law, or on a finite sample with a part held out.

Every objective and every seed has a critic of its own, and all of them are computed at once. Those
of one seed begin with the same weights and see the same pairs, so that they differ by their
objective alone. Gradients are rounded before they are used, so that processors give the same
critics.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from numbers import Integral, Real

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import Tensor

from ibnotes.critics.architectures import CRITICS, Critic
from ibnotes.critics.objectives import (
    VALUES,
    Estimate,
    MovingAverage,
    check_clip,
    check_objective,
    jensen_shannon,
    pooled,
)
from ibnotes.estimators import InformationTask
from ibnotes.networks.cache import cached
from ibnotes.networks.optimizers import Adam, rounded
from ibnotes.networks.training import one_thread

__all__ = ["OBJECTIVES", "FittedCritics", "TrainedCritics", "fit_critics", "train_critics"]

Array = NDArray[np.float64]

ENGINE = [
    *(f"ibnotes.critics.{name}" for name in ("architectures", "objectives", "training")),
    *(f"ibnotes.networks.{name}" for name in ("activations", "optimizers", "stack")),
]
#: The names of the objectives.
OBJECTIVES = tuple(VALUES)


# --- fresh pairs ---------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, repr=False)
class TrainedCritics:
    """Critics trained on fresh pairs of one law after another.

    No pair is used twice, so that every value here is one of pairs that the critic had not seen.

    Attributes
    ----------
    objectives, seeds
        Of the critics.
    size
        The number ``N`` of pairs in a batch.
    information
        What is to be found in each law, ``information[stage]``, in nats.
    history
        The objective on each batch before the step on it, ``history[objective, seed, step]``.
    value, error
        On fresh batches at the end of each stage, with its standard error,
        ``value[objective, seed, stage]``.
    batches
        How many batches these are.

    Examples
    --------
    >>> from ibnotes.estimators import gaussian_task
    >>> tasks = [gaussian_task(0.5), gaussian_task(0.9)]
    >>> run = train_critics(tasks, ["info_nce", "smile"], steps=100, learning_rate=0.01)
    >>> run
    TrainedCritics(200 steps on 64 fresh pairs; of 0.83 nats: info_nce 0.73, smile 0.64)
    >>> run.history.shape, run.value.shape
    ((2, 1, 200), (2, 1, 2))
    """

    objectives: tuple[str, ...]
    seeds: tuple[int, ...]
    size: int
    information: Array
    history: Array
    value: Array
    error: Array
    batches: int

    def estimate(self, objective: str, *, seed: int | None = None, stage: int = -1) -> Estimate:
        """The value of one critic at the end of a stage, on fresh pairs.

        Parameters
        ----------
        objective, seed
            Which critic; the first seed if None.
        stage
            After which law.

        Raises
        ------
        ValueError
            If there is no critic with this objective and seed.

        Examples
        --------
        >>> from ibnotes.estimators import gaussian_task
        >>> run = train_critics(gaussian_task(0.9), ["nwj"], seeds=[0, 1], steps=20)
        >>> bool(run.estimate("nwj", seed=1).value == run.value[0, 1, 0])
        True
        """
        k, s = _place(self, objective, seed)
        value, error = float(self.value[k, s, stage]), float(self.error[k, s, stage])
        return Estimate(objective, value, error, self.size, self.batches)

    def __repr__(self) -> str:
        values = ", ".join(
            f"{name} {value:.2f}"
            for name, value in zip(self.objectives, self.value[..., -1].mean(axis=1))
        )
        steps = f"{self.history.shape[-1]} steps on {self.size} fresh pairs"
        return f"TrainedCritics({steps}; of {self.information[-1]:.2f} nats: {values})"


def train_critics(
    tasks: InformationTask | Iterable[InformationTask],
    objectives: Iterable[str] = OBJECTIVES,
    *,
    seeds: Iterable[int] = (0,),
    critic: str = "separable",
    hidden: Iterable[int] = (128,),
    features: int = 32,
    batch: int = 64,
    steps: int = 600,
    learning_rate: float = 1e-3,
    clip: float = 5.0,
    batches: int = 100,
) -> TrainedCritics:
    """Train critics on fresh pairs of a law, or of several, one after the other.

    The optimizer is Adam; hidden units are rectified. The result is kept on disk.

    Parameters
    ----------
    tasks
        The law or laws, of vectors of the same dimensions.
    objectives
        What is maximized, names among ``OBJECTIVES``: ``"donsker_varadhan"``; ``"mine"``,
        the same with a moving average in its gradient (``MovingAverage``); ``"nwj"``;
        ``"info_nce"``; and ``"smile"``, which is trained on ``jensen_shannon``.
    seeds
        One for each critic of an objective: first weights and pairs.
    critic
        ``"separable"``, or ``"concatenated"``, which takes about eight times as long.
    hidden
        The sizes of the hidden layers.
    features
        Of a separable critic, the length of the vectors whose product is the score.
    batch
        Pairs in each step, the ``N`` of ``"info_nce"``.
    steps
        For each law.
    learning_rate
        Of Adam.
    clip
        For ``"smile"``.
    batches
        How many fresh batches are read at the end of each stage.

    Returns
    -------
    TrainedCritics
        Whose values bound what ``ibnotes.critics.objectives`` says of each objective, with its
        ceiling: ``log batch`` for ``"info_nce"``, none for the others.

    Raises
    ------
    ValueError
        Where an argument has an impossible value; the message names it.

    Notes
    -----
    Source: Poole et al. (2019) and Song and Ermon (2020), for a correlation that rises in stairs;
    the notes' chapter on estimators, ids M6 to M9.

    Examples
    --------
    >>> from ibnotes.estimators import gaussian_task
    >>> task = gaussian_task(0.9, dimension=2)  # 1.6607 nats
    >>> run = train_critics(task, ["info_nce"], steps=300, learning_rate=0.003)
    >>> run.estimate("info_nce")
    Estimate(info_nce, held out: 1.551 +- 0.013 nats, a lower bound in the mean, at most 4.159)
    """
    tasks = (tasks,) if isinstance(tasks, InformationTask) else tuple(tasks)
    if not tasks or not all(isinstance(task, InformationTask) for task in tasks):
        raise ValueError(f"tasks is {tasks!r}, expected one InformationTask or more")
    choices = _Choices(
        objectives=tuple(objectives),
        seeds=tuple(seeds),
        critic=critic,
        hidden=tuple(hidden),
        features=features,
        batch=batch,
        steps=steps,
        learning_rate=learning_rate,
        clip=clip,
    )
    _expect_count("batches", batches)
    known_by = [(task.name, task.information, _known_by(task, batch)) for task in tasks]
    dimensions = {tuple(part.shape[1] for part in drawn) for *_, drawn in known_by}
    if len(dimensions) > 1:
        raise ValueError(f"tasks have dimensions {sorted(dimensions)}, expected the same")
    return _trained(tasks, known_by, choices, batches)


def _known_by(task: InformationTask, batch: int) -> list[Array]:
    """A first batch, by which the cache recognizes a law: a function has no name that is safe."""
    return [_vectors(part) for part in task.sample(batch, np.random.default_rng(0))]


@cached(ENGINE, ignore=["tasks"])
@one_thread()
def _trained(
    tasks: tuple[InformationTask, ...],
    known_by: list[tuple[str, float, list[Array]]],
    choices: _Choices,
    batches: int,
) -> TrainedCritics:
    *_, (x, y) = known_by[0]
    streams = _streams(choices.seeds)
    ascent = _Ascent(choices, (x.shape[1], y.shape[1]), streams["weights"])

    def fresh(task: InformationTask, kind: str) -> Batch:
        drawn = [task.sample(choices.batch, rng) for rng in streams[kind]]
        return ascent.batch([_vectors(x) for x, _ in drawn], [_vectors(y) for _, y in drawn])

    history, stages = [], []
    for task in tasks:
        for _ in range(choices.steps):
            history.append(ascent.step(fresh(task, "training")))
        stages.append(ascent.evaluate(fresh(task, "evaluation") for _ in range(batches)))
    value, error = np.stack(stages, axis=-1)
    return TrainedCritics(
        objectives=choices.objectives,
        seeds=choices.seeds,
        size=choices.batch,
        information=np.array([task.information for task in tasks]),
        history=np.stack(history, axis=-1),
        value=value,
        error=error,
        batches=batches,
    )


# --- a finite sample -----------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, repr=False)
class FittedCritics:
    """Critics trained on a part of a sample, and read on the rest of it.

    Attributes
    ----------
    objectives, seeds
        Of the critics.
    size
        The number ``N`` of pairs in a batch.
    pairs
        The number of pairs for training, and of those held out.
    steps
        After how many steps the critics were read, ``steps[t]``.
    held_out, error
        On the pairs held out, with its standard error,
        ``held_out[objective, seed, t]``.
    train
        On the pairs for training, ``train[objective, seed, t]``; a bound on nothing.

    Examples
    --------
    Noise, from which there is nothing to learn. In parentheses are the values on the pairs for
    training.

    >>> x, y = np.random.default_rng(0).standard_normal((2, 400, 10))
    >>> fit = fit_critics(x, y, ["info_nce"], steps=300, readings=3)
    >>> fit
    FittedCritics(300 steps on 200 pairs; on 200 held out: info_nce -3.64 (3.18))
    >>> fit.steps, fit.held_out.shape
    (array([  0, 100, 200, 300]), (1, 1, 4))
    """

    objectives: tuple[str, ...]
    seeds: tuple[int, ...]
    size: int
    pairs: tuple[int, int]
    steps: NDArray[np.int64]
    held_out: Array
    error: Array
    train: Array

    def estimate(
        self, objective: str, *, seed: int | None = None, held_out: bool = True
    ) -> Estimate:
        """The value of one critic after its last step, on the pairs held out.

        Parameters
        ----------
        objective, seed
            Which critic; the first seed if None.
        held_out
            If False, the value on the pairs that it was trained on.

        Raises
        ------
        ValueError
            If there is no critic with this objective and seed.

        Examples
        --------
        >>> x, y = np.random.default_rng(0).standard_normal((2, 400, 10))
        >>> fit = fit_critics(x, y, ["info_nce"], steps=300, readings=3)
        >>> fit.estimate("info_nce", held_out=False)
        Estimate(info_nce, on its training data: 3.181 nats, no bound, at most 4.159)
        """
        k, s = _place(self, objective, seed)
        pairs = self.pairs[held_out]
        value = float((self.held_out if held_out else self.train)[k, s, -1])
        error = float(self.error[k, s, -1]) if held_out else math.nan
        return Estimate(objective, value, error, self.size, pairs // self.size, held_out)

    def __repr__(self) -> str:
        values = ", ".join(
            f"{name} {held_out:.2f} ({train:.2f})"
            for name, held_out, train in zip(
                self.objectives,
                self.held_out[..., -1].mean(axis=1),
                self.train[..., -1].mean(axis=1),
            )
        )
        steps = f"{self.steps[-1]} steps on {self.pairs[0]} pairs"
        return f"FittedCritics({steps}; on {self.pairs[1]} held out: {values})"


def fit_critics(
    x: ArrayLike,
    y: ArrayLike,
    objectives: Iterable[str] = OBJECTIVES,
    *,
    held_out: float = 0.5,
    seeds: Iterable[int] = (0,),
    critic: str = "separable",
    hidden: Iterable[int] = (128,),
    features: int = 32,
    batch: int = 64,
    steps: int = 1000,
    learning_rate: float = 1e-3,
    clip: float = 5.0,
    readings: int = 40,
) -> FittedCritics:
    """Train critics on a part of a sample, and read them on the part that is held out.

    The optimizer is Adam; hidden units are rectified. The result is kept on disk.

    Parameters
    ----------
    x, y
        ``x[i]`` or ``x[i, coordinate]``, and ``y`` likewise, independent draws of pairs. They
        are not scaled: bring them to a size of about 1 first.
    objectives
        As for ``train_critics``.
    held_out
        The share of the pairs that is not trained on; which they are, each seed draws.
    seeds
        One for each critic of an objective: the split, first weights and batches.
    critic, hidden, features
        As for ``train_critics``.
    batch
        Pairs in each step, drawn without repetition; also those of a batch that is read.
    steps
        In all.
    learning_rate, clip
        As for ``train_critics``.
    readings
        About how often the critics are read, beside the beginning. A reading takes as many
        whole batches as there are; what is left over is not used.

    Returns
    -------
    FittedCritics
        Whose held-out values bound what ``ibnotes.critics.objectives`` says of each objective, with
        its ceiling: ``log batch`` for ``"info_nce"``, none for the others.

    Raises
    ------
    ValueError
        Where an argument has an impossible value or shape, or fewer than ``batch`` pairs are on one
        of the two sides; the message names it.

    Notes
    -----
    Source: the notes' chapter on estimators, ids M6 to M10.

    Examples
    --------
    >>> from ibnotes.estimators import gaussian_task
    >>> x, y = gaussian_task(0.9).sample(4000, np.random.default_rng(0))  # 0.8304 nats
    >>> fit_critics(x, y, ["info_nce"], steps=400, learning_rate=0.005).estimate("info_nce")
    Estimate(info_nce, held out: 0.774 +- 0.021 nats, a lower bound in the mean, at most 4.159)
    """
    x, y = _sample(x, "x"), _sample(y, "y")
    if len(x) != len(y):
        raise ValueError(f"y has {len(y)} draws, expected {len(x)} as x has")
    choices = _Choices(
        objectives=tuple(objectives),
        seeds=tuple(seeds),
        critic=critic,
        hidden=tuple(hidden),
        features=features,
        batch=batch,
        steps=steps,
        learning_rate=learning_rate,
        clip=clip,
    )
    _expect_count("readings", readings)
    if not (isinstance(held_out, Real) and 0 < held_out < 1):
        raise ValueError(f"held_out is {held_out!r}, expected a share between 0 and 1")
    kept = round(held_out * len(x))
    if min(kept, len(x) - kept) < batch:
        raise ValueError(
            f"held_out is {held_out}, which leaves {len(x) - kept} pairs for training and {kept} "
            f"to read, expected a batch of {batch} or more of each"
        )
    return _fitted(x, y, kept, choices, readings)


@cached(ENGINE)
@one_thread()
def _fitted(x: Array, y: Array, kept: int, choices: _Choices, readings: int) -> FittedCritics:
    streams = _streams(choices.seeds)
    ascent = _Ascent(choices, (x.shape[1], y.shape[1]), streams["weights"])
    orders = np.stack([rng.permutation(len(x)) for rng in streams["evaluation"]])
    train, held_out = orders[:, kept:], orders[:, :kept]

    def batches(part: NDArray[np.int64]) -> list[Batch]:
        whole = part.shape[1] // choices.batch * choices.batch
        groups = part[:, :whole].reshape(len(part), -1, choices.batch)
        return [ascent.batch(x[rows], y[rows]) for rows in groups.swapaxes(0, 1)]

    parts = batches(held_out), batches(train)
    reading_steps = np.unique(np.linspace(0, choices.steps, readings + 1).astype(np.int64))
    read = []
    for step in range(choices.steps + 1):
        if step in reading_steps:
            read.append([ascent.evaluate(part) for part in parts])
        if step < choices.steps:
            rows = np.stack(
                [
                    rng.choice(own, choices.batch, replace=False)
                    for own, rng in zip(train, streams["training"])
                ]
            )
            ascent.step(ascent.batch(x[rows], y[rows]))
    (value, error), (on_train, _) = np.moveaxis(np.array(read), 0, -1)
    return FittedCritics(
        objectives=choices.objectives,
        seeds=choices.seeds,
        size=choices.batch,
        pairs=(len(x) - kept, kept),
        steps=reading_steps,
        held_out=value,
        error=error,
        train=on_train,
    )


# --- the ascent of all critics -------------------------------------------------------------------

Batch = tuple[Tensor, Tensor]
Gain = Callable[[Tensor], Tensor]


class _Ascent:
    """The critics of all objectives and seeds, ``k = (objective, seed)``, and their optimizer."""

    def __init__(
        self,
        choices: _Choices,
        dimensions: tuple[int, int],
        rngs: Sequence[np.random.Generator],
    ) -> None:
        self.objectives, self.clip = choices.objectives, choices.clip
        # Critics of one seed start alike: each draws from a copy of the same stream.
        copies = [copy.deepcopy(rng) for _ in self.objectives for rng in rngs]
        options = {"features": choices.features} if choices.critic == "separable" else {}
        self.critic: Critic = CRITICS[choices.critic](
            dimensions, copies, hidden=choices.hidden, **options
        )
        self.optimizer = Adam(self.critic.parameters, choices.learning_rate)
        self.gains = [_gain(name) for name in self.objectives]

    def batch(self, x: Sequence[Array], y: Sequence[Array]) -> Batch:
        """From ``x[seed][i, coordinate]`` the tensors of all critics, ``[k, coordinate, i]``."""
        return tuple(
            torch.from_numpy(np.stack(part)).mT.repeat(len(self.objectives), 1, 1)
            for part in (x, y)
        )

    def scores(self, batch: Batch) -> Tensor:
        """``[objective, seed, i, j]``."""
        return self.critic.scores(*batch).unflatten(0, (len(self.objectives), -1))

    def step(self, batch: Batch) -> Array:
        """One step uphill for each critic; what it was worth before, ``[objective, seed]``."""
        scores = self.scores(batch).requires_grad_()
        gains = [gain(own) for gain, own in zip(self.gains, scores)]
        (slopes,) = torch.autograd.grad(-torch.stack(gains).sum(), scores)
        self.optimizer.step(rounded(self.critic.gradient(slopes.flatten(0, 1))))
        values = [self.value(name, own) for name, own in zip(self.objectives, scores.detach())]
        return torch.stack(values).numpy()

    def value(self, name: str, scores: Tensor) -> Tensor:
        return VALUES[name](scores, clip=self.clip) if name == "smile" else VALUES[name](scores)

    def evaluate(self, batches: Iterable[Batch]) -> Array:
        """Value and standard error on these batches together, ``[2, objective, seed]``."""
        scores = torch.stack([self.scores(batch) for batch in batches], dim=2)
        read = [pooled(own, name, clip=self.clip) for name, own in zip(self.objectives, scores)]
        return np.stack([torch.stack(part).numpy() for part in zip(*read)])


def _gain(name: str) -> Gain:
    """What is maximized under this name: not always what is read."""
    if name == "mine":
        return MovingAverage()
    return jensen_shannon if name == "smile" else VALUES[name]


def _streams(seeds: Sequence[int]) -> dict[str, list[np.random.Generator]]:
    """The independent streams of random numbers of each seed, by what they are for."""
    spawned = [np.random.SeedSequence(seed).spawn(3) for seed in seeds]
    kinds = ("weights", "training", "evaluation")
    return {
        kind: [np.random.default_rng(of_seed[place]) for of_seed in spawned]
        for place, kind in enumerate(kinds)
    }


# --- what goes in --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Choices:
    """How to train, checked once."""

    objectives: tuple[str, ...]
    seeds: tuple[int, ...]
    critic: str
    hidden: tuple[int, ...]
    features: int
    batch: int
    steps: int
    learning_rate: float
    clip: float

    def __post_init__(self) -> None:
        for name in ("objectives", "seeds"):
            values = getattr(self, name)
            if not values or len(set(values)) < len(values):
                raise ValueError(f"{name} is {values!r}, expected some, and each of them once")
        for objective in self.objectives:
            check_objective(objective)
        if self.critic not in CRITICS:
            raise ValueError(f"critic is {self.critic!r}, expected one of {', '.join(CRITICS)}")
        for seed in self.seeds:
            if not (isinstance(seed, Integral) and seed >= 0):
                raise ValueError(f"seeds holds {seed!r}, expected whole numbers from 0 on")
        for units in self.hidden:
            _expect_count("hidden", units)
        for name in ("features", "steps"):
            _expect_count(name, getattr(self, name))
        _expect_count("batch", self.batch, least=2)
        if not (isinstance(self.learning_rate, Real) and 0 < self.learning_rate < math.inf):
            raise ValueError(f"learning_rate is {self.learning_rate!r}, expected a positive number")
        check_clip(self.clip)


def _expect_count(name: str, count: int, least: int = 1) -> None:
    if not (isinstance(count, Integral) and count >= least):
        raise ValueError(f"{name} is {count!r}, expected a whole number of at least {least}")


def _sample(values: ArrayLike, name: str) -> Array:
    try:
        array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} is no array of real numbers: {error}") from None
    if array.ndim not in (1, 2) or not array.size or not np.isfinite(array).all():
        raise ValueError(
            f"{name} has shape {array.shape}, expected finite numbers [i] or [i, coordinate]"
        )
    return _vectors(array)


def _vectors(values: NDArray) -> Array:
    """``[i, coordinate]``."""
    return np.asarray(values, dtype=np.float64).reshape(len(values), -1)


# --- what comes out ------------------------------------------------------------------------------


def _place(
    critics: TrainedCritics | FittedCritics, objective: str, seed: int | None
) -> tuple[int, int]:
    seed = critics.seeds[0] if seed is None else seed
    for name, value, among in (
        ("objective", objective, critics.objectives),
        ("seed", seed, critics.seeds),
    ):
        if value not in among:
            raise ValueError(f"{name} is {value!r}, expected one of {', '.join(map(str, among))}")
    return critics.objectives.index(objective), critics.seeds.index(seed)
