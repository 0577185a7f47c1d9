"""What a training run leaves: the networks at every snapshot, and how they came there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from ibnotes.networks.activations import ACTIVATIONS
from ibnotes.networks.settings import Settings
from ibnotes.networks.stack import Layer, forward

__all__ = ["Ensemble"]

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class Ensemble:
    """Networks that were trained at once, with their history.

    Parameters are, for network ``k``, snapshot ``s`` and layer ``l``,

    - ``settings``, ``inputs[x, i]``, ``labels[k, x]`` and ``train_mask[k, x]``, true where network
      ``k`` trained on input ``x``;
    - ``epochs[s]``: after how many epochs a snapshot was taken, first 0, before training;
    - ``weights[l][s, k, out, in]`` and ``biases[l][s, k, out]``;
    - ``train_loss``, ``test_loss`` (nats), ``train_accuracy``, ``test_accuracy``, each ``[s, k]``;
      the test numbers are ``nan`` where every input is trained on;
    - ``gradient_mean_norm[epoch, l, k]``, ``gradient_std_norm[epoch, l, k]``: the Frobenius norms
      of the elementwise mean and standard deviation of a layer's weight gradient over the
      minibatches of an epoch, counted from 0. A minibatch weighs as much as it has samples.

    Source: the notes, id Z6, for the gradient norms.

    Examples
    --------
    >>> from ibnotes.datasets import szt
    >>> from ibnotes.networks import train
    >>> ensemble = train(Settings("relu", seeds=[1, 2], epochs=3), szt())
    >>> ensemble.epochs.tolist(), ensemble.weights[0].shape, ensemble.snr.shape
    ([0, 1, 2, 3], (4, 2, 10, 12), (3, 6, 2))
    >>> [z.shape for z in ensemble.layers(epoch=3, network=0)]
    [(4096, 10), (4096, 7), (4096, 5), (4096, 4), (4096, 3), (4096, 2)]
    """

    settings: Settings
    inputs: NDArray[np.generic]
    labels: NDArray[np.int64]
    train_mask: NDArray[np.bool_]
    epochs: NDArray[np.int64]
    weights: tuple[Array, ...]
    biases: tuple[Array, ...]
    train_loss: Array
    test_loss: Array
    train_accuracy: Array
    test_accuracy: Array
    gradient_mean_norm: Array
    gradient_std_norm: Array

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of units of each layer, from the inputs to the classes."""
        return (self.inputs.shape[1], *(layer.shape[2] for layer in self.weights))

    @property
    def snr(self) -> Array:
        """The signal-to-noise ratio of the gradient, mean norm over deviation norm, in that shape.

        It is ``nan`` where both norms are zero, as in a dead layer.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            return self.gradient_mean_norm / self.gradient_std_norm

    @property
    def dead(self) -> NDArray[np.bool_]:
        """The networks that end no better on their training set than a constant answer does.

        Among them are all that do answer the same to every input.
        """
        shares = [
            np.bincount(labels[mask]).max() / mask.sum()
            for labels, mask in zip(self.labels, self.train_mask)
        ]
        return self.train_accuracy[-1] <= np.array(shares)

    @property
    def alive(self) -> NDArray[np.bool_]:
        """The networks that are not dead."""
        return ~self.dead

    def layers(self, epoch: int, network: int | None = None) -> tuple[Array, ...]:
        """What every layer says to every input: hidden activations, and last the softmax.

        Parameters
        ----------
        epoch
            One of ``epochs``.
        network
            The index ``k`` of one network, or None for all.

        Returns
        -------
        list of arrays
            For each layer ``z[k, x, unit]``, or ``z[x, unit]`` of one network; without noise.

        Raises
        ------
        ValueError
            Where no snapshot was taken after this epoch, or there is no such network.
        """
        snapshot = np.abs(self.epochs - epoch).argmin()
        if self.epochs[snapshot] != epoch:
            raise ValueError(
                f"epoch is {epoch}, which was not kept; the nearest kept is {self.epochs[snapshot]}"
            )
        count = len(self.labels)
        if network is not None and not 0 <= network < count:
            raise ValueError(f"network is {network}, expected 0 to {count - 1}")
        chosen = slice(None) if network is None else slice(network, network + 1)
        layers = [
            Layer(torch.tensor(w[snapshot, chosen]), torch.tensor(b[snapshot, chosen, :, None]))
            for w, b in zip(self.weights, self.biases)
        ]
        inputs = torch.tensor(self.inputs.T, dtype=torch.float64)
        inputs = inputs.expand(len(layers[0].bias), -1, -1)
        passed = forward(layers, inputs, ACTIVATIONS[self.settings.activation])
        signals = [*passed.outputs, torch.softmax(passed.signals[-1], dim=1)]
        return tuple((z if network is None else z[0]).mT.numpy() for z in signals)

    def replay(self) -> Iterator[tuple[Array, ...]]:
        """The layers of all networks, snapshot after snapshot, in the order of ``epochs``."""
        return (self.layers(epoch) for epoch in self.epochs)

    def __repr__(self) -> str:
        shape = "-".join(map(str, self.sizes))
        return (
            f"Ensemble({len(self.labels)} {self.settings.activation} networks {shape} after "
            f"{self.epochs[-1]} epochs: accuracy {self.train_accuracy[-1].mean():.3f} train, "
            f"{self.test_accuracy[-1].mean():.3f} test, {self.dead.sum()} dead)"
        )
