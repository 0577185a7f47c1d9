"""What can be chosen about a training run, checked once and for all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from numbers import Integral, Real
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ibnotes.networks.activations import ACTIVATIONS

__all__ = ["Settings"]

OPTIMIZERS = ("adam", "sgd")


@dataclass(frozen=True)
class Settings:
    """The choices of a training run. The defaults are the standard run of the book.

    Parameters
    ----------
    activation
        Name of the nonlinearity of the hidden layers, one of ``ACTIVATIONS``.
    seeds
        One for each network. Whatever is random in a network (its first weights, its training
        set, the order of the samples, noise) comes from its own seed and from nothing else.
    hidden
        The sizes of the hidden layers, first layer first.
    epochs
        How often each training sample is used.
    full_batch
        Whether there is one step an epoch, on the whole training set, or one step for each
        minibatch. Both compute the gradient minibatch by minibatch, and record mean and deviation.
    batch_size
        Samples in a minibatch; the last one of an epoch may be smaller.
    optimizer
        ``"adam"`` or ``"sgd"``.
    learning_rate
        The step size of the optimizer.
    weight_decay
        ``c`` adds ``c w`` to the gradient of each weight and bias ``w``.
    additive_noise, multiplicative_noise
        ``a`` and ``m`` turn a hidden activation ``h`` into
        ``h (1 + m N1) + a N2`` during training, with fresh standard normal ``N1``, ``N2``.
    train_fraction
        The share of the inputs, drawn by the seed, that is trained on.
    random_labels
        Whether each network gets the labels in an order drawn by its seed.
    snapshots
        About how many epochs are kept: 0, 1, ... and ``epochs``, evenly on a log scale.

    Raises
    ------
    ValueError
        Where a choice is impossible; the message names it.

    Examples
    --------
    >>> Settings("relu", seeds=range(3), epochs=10).snapshot_epochs().tolist()
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    """

    activation: str = "tanh"
    seeds: Iterable[int] = tuple(range(32))
    hidden: Iterable[int] = (10, 7, 5, 4, 3)
    epochs: int = 2000
    full_batch: bool = True
    batch_size: int = 256
    optimizer: Literal["adam", "sgd"] = "adam"
    learning_rate: float = 2e-3
    weight_decay: float = 0.0
    additive_noise: float = 0.0
    multiplicative_noise: float = 0.0
    train_fraction: float = 0.8
    random_labels: bool = False
    snapshots: int = 60

    def __post_init__(self) -> None:
        for name in ("seeds", "hidden"):
            object.__setattr__(self, name, _integers(name, getattr(self, name)))
        _expect(
            self, "activation", self.activation in ACTIVATIONS, f"one of {', '.join(ACTIVATIONS)}"
        )
        _expect(self, "optimizer", self.optimizer in OPTIMIZERS, f"one of {', '.join(OPTIMIZERS)}")
        _expect(
            self, "seeds", bool(self.seeds) and min(self.seeds) >= 0, "some integers, 0 or more"
        )
        _expect(self, "seeds", len(set(self.seeds)) == len(self.seeds), "each seed once")
        _expect(self, "hidden", all(size > 0 for size in self.hidden), "sizes of at least 1")
        for name, least in (("epochs", 0), ("batch_size", 1), ("snapshots", 2)):
            value = getattr(self, name)
            _expect(
                self, name, _is_integer(value) and value >= least, f"an integer from {least} on"
            )
        for name in ("full_batch", "random_labels"):
            _expect(self, name, isinstance(getattr(self, name), bool), "True or False")
        for field in fields(self):
            if field.type == "float":
                value = getattr(self, field.name)
                finite = isinstance(value, Real) and bool(np.isfinite(value))
                _expect(self, field.name, finite and value >= 0, "a number from 0 on")
        _expect(self, "learning_rate", self.learning_rate > 0, "a positive number")
        _expect(
            self, "train_fraction", 0 < self.train_fraction <= 1, "a share, above 0 and up to 1"
        )

    def snapshot_epochs(self) -> NDArray[np.int64]:
        """The epochs whose weights are kept, from 0 (before training) to the last."""
        if self.epochs == 0:
            return np.zeros(1, dtype=np.int64)
        grid = np.geomspace(1, self.epochs, self.snapshots)
        return np.unique(np.concatenate([[0], np.rint(grid).astype(np.int64)]))


def _is_integer(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def _integers(name: str, values: Iterable[int]) -> tuple[int, ...]:
    try:
        listed = tuple(values)
    except TypeError:
        raise ValueError(f"{name} is {values!r}, expected some integers") from None
    if not all(_is_integer(value) for value in listed):
        raise ValueError(f"{name} is {listed!r}, expected integers")
    return tuple(int(value) for value in listed)


def _expect(settings: Settings, name: str, holds: bool, expected: str) -> None:
    if not holds:
        raise ValueError(f"{name} is {getattr(settings, name)!r}, expected {expected}")
