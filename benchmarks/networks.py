"""How long an epoch of the standard run takes, beside a loop over networks and torch.func.vmap.

    python benchmarks/networks.py

All three train the same 32 networks 12-10-7-5-4-3-2 in float64 on one thread: a gradient for each
minibatch of 256, the norms of its mean and deviation in every layer, one step of Adam an epoch.
The loop has a module, autograd and an optimizer for each network, one after the other. The naive
loop is the same with the minibatches from torch's DataLoader, as in most tutorials; the sliced loop
takes them as slices of one tensor. Loops are timed on two of the networks, whose times add up. The
losses after the last epoch must agree, up to our rounding of gradients: for vmap, which rounds
otherwise over 50 epochs, in the median.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import partial

import measure
import numpy as np
import torch
from torch import Tensor, nn
from torch.func import functional_call, grad, stack_module_state, vmap
from torch.nn.functional import cross_entropy
from torch.utils.data import DataLoader, TensorDataset

from ibnotes.datasets import szt
from ibnotes.networks import Ensemble, Settings, train

NETWORKS, LOOPED = 32, 2
EPOCHS, LOOP_EPOCHS = 50, 5
TARGET = 20  # the ratio to the naive loop that the course promises
NONLINEARITY = {"tanh": nn.Tanh, "relu": nn.ReLU}

Losses = np.ndarray


def modules(ensemble: Ensemble) -> list[nn.Sequential]:
    """The networks of an ensemble before training, one module each."""
    found = []
    for k in range(len(ensemble.labels)):
        parts: list[nn.Module] = []
        for weights, biases in zip(ensemble.weights, ensemble.biases):
            layer = nn.Linear(weights.shape[3], weights.shape[2], dtype=torch.float64)
            layer.weight.data = torch.tensor(weights[0, k])
            layer.bias.data = torch.tensor(biases[0, k])
            parts += [layer, NONLINEARITY[ensemble.settings.activation]()]
        found.append(nn.Sequential(*parts[:-1]))
    return found


def batches(ensemble: Ensemble, k: int) -> list[tuple[Tensor, Tensor]]:
    seen = ensemble.train_mask[k]
    inputs = torch.tensor(ensemble.inputs[seen], dtype=torch.float64)
    labels = torch.tensor(ensemble.labels[k][seen])
    return list(zip(inputs.split(256), labels.split(256)))


def loader(sliced: list[tuple[Tensor, Tensor]]) -> DataLoader:
    inputs, labels = map(torch.cat, zip(*sliced))
    return DataLoader(TensorDataset(inputs, labels), batch_size=256)


def loop(ensemble: Ensemble, epochs: int, naive: bool) -> Losses:
    """One network after the other."""
    losses = []
    for k, network in enumerate(modules(ensemble)):
        parameters = list(network.parameters())
        optimizer = torch.optim.Adam(parameters, lr=2e-3)
        sliced = batches(ensemble, k)
        data = loader(sliced) if naive else sliced
        count = sum(len(labels) for _, labels in sliced)
        for _ in range(epochs):
            gradients = []
            for inputs, labels in data:
                loss = cross_entropy(network(inputs), labels)
                gradients.append(torch.autograd.grad(loss, parameters))
            shares = torch.tensor([len(labels) / count for _, labels in sliced]).double()
            for parameter, own in zip(parameters, zip(*gradients)):
                stacked = torch.stack(own)
                parameter.grad = torch.tensordot(shares, stacked, dims=1)
                deviation = torch.tensordot(shares, (stacked - parameter.grad) ** 2, dims=1).sqrt()
                parameter.grad.norm(), deviation.norm()
            optimizer.step()
        with torch.no_grad():
            total = sum(len(y) * cross_entropy(network(x), y) for x, y in sliced)
        losses.append(float(total) / count)
    return np.array(losses)


def vmapped(ensemble: Ensemble, epochs: int) -> Losses:
    """All networks at once, by way of torch.func."""
    networks = modules(ensemble)
    parameters, _ = stack_module_state(networks)
    leaves = list(parameters.values())
    optimizer = torch.optim.Adam(leaves, lr=2e-3)
    model = copy.deepcopy(networks[0]).to("meta")

    def loss_of(own: dict[str, Tensor], inputs: Tensor, labels: Tensor) -> Tensor:
        return cross_entropy(functional_call(model, own, (inputs,)), labels)

    gradient_of = vmap(grad(loss_of))
    every = [batches(ensemble, k) for k in range(len(networks))]
    data = [tuple(map(torch.stack, zip(*column))) for column in zip(*every)]
    count = sum(labels.shape[1] for _, labels in data)
    shares = torch.tensor([labels.shape[1] / count for _, labels in data]).double()
    for _ in range(epochs):
        gradients = [gradient_of(parameters, inputs, labels) for inputs, labels in data]
        for name, leaf in parameters.items():
            stacked = torch.stack([gradient[name] for gradient in gradients])
            leaf.grad = torch.tensordot(shares, stacked, dims=1)
            deviation = torch.tensordot(shares, (stacked - leaf.grad) ** 2, dims=1).sqrt()
            leaf.grad.flatten(1).norm(dim=1), deviation.flatten(1).norm(dim=1)
        optimizer.step()
    with torch.no_grad():
        own_losses = vmap(loss_of)
        total = sum(y.shape[1] * own_losses(parameters, x, y) for x, y in data)
    return (total / count).numpy()


def ours(choices: Settings) -> Losses:
    return train(choices, szt()).train_loss[-1]


def choices(activation: str, networks: int, epochs: int) -> Settings:
    return Settings(activation, seeds=range(networks), epochs=epochs, snapshots=2)


def epoch(activation: str) -> Iterator[measure.Row]:
    """All times are for one epoch of all networks."""
    few = train(choices(activation, LOOPED, 0), szt())
    every = train(choices(activation, NETWORKS, 0), szt())
    same = train(choices(activation, LOOPED, LOOP_EPOCHS), szt()).train_loss[-1]
    (mine, reached), (vmap_time, vmap_losses), *loops = measure.cpu_seconds(
        lambda: ours(choices(activation, NETWORKS, EPOCHS)),
        lambda: vmapped(every, EPOCHS),
        lambda: loop(few, LOOP_EPOCHS, naive=True),
        lambda: loop(few, LOOP_EPOCHS, naive=False),
    )
    mine /= EPOCHS
    row = partial(measure.Row, f"Networks, {activation}, an epoch", f"{NETWORKS} networks", mine)
    for what, (theirs, losses) in zip(("DataLoader, one by one", "slices, one by one"), loops):
        theirs *= NETWORKS / LOOPED / LOOP_EPOCHS
        difference = np.abs(losses - same).max()
        assert difference < 1e-5, "the loop trains other networks"
        answers = f"losses differ by {difference:.0e}"
        if what.startswith("DataLoader"):
            answers += f"; promised ratio {TARGET}, {'ok' if theirs / mine >= TARGET else 'MISSED'}"
        yield row(measure.named("torch", what), theirs, answers)
    difference = abs(np.median(vmap_losses) - np.median(reached))
    assert difference < 0.01 * np.median(reached), "vmap trains other networks"
    name = measure.named("torch", "func.vmap")
    yield row(name, vmap_time / EPOCHS, f"median losses differ by {difference:.0e}")


def rows() -> Iterator[measure.Row]:
    torch.set_num_threads(1)
    for activation in NONLINEARITY:
        yield from epoch(activation)


if __name__ == "__main__":
    measure.report(rows())
