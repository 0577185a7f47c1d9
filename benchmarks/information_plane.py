"""How long the measures of the information plane take, beside plain loops over rows.

    python benchmarks/information_plane.py

Six layers of widths 10, 7, 5, 4, 3, 2 on all 4096 patterns of twelve bits: one network at one
epoch. The loops must return the same numbers; they are how the codes of the papers count, of which
none is a package.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import measure
import numpy as np

from ibnotes.information_plane import (
    Binning,
    CellWidth,
    EqualBins,
    FullResolution,
    QuantileBins,
    RangeBins,
    binned_information,
    noisy_information,
    noisy_network_information,
    pairwise_bounds,
)

WIDTHS = (12, 10, 7, 5, 4, 3, 2)
SIGMA = 0.1
SIZE = "6 layers, 4096 rows"
Layers = list[np.ndarray]

# (bins, longest time in seconds that the course promises, or none)
BINNINGS: list[tuple[Binning, float | None]] = [
    (EqualBins(30), 1e-3),
    (EqualBins(1000), None),
    (CellWidth(0.07), None),
    (RangeBins(30), None),
    (QuantileBins(30), None),
    (FullResolution(), None),
]


def network() -> tuple[np.ndarray, np.ndarray, list[Callable[[np.ndarray], np.ndarray]]]:
    """The patterns, a label and the layers of a random tanh network, as maps of rows."""
    rng = np.random.default_rng(0)
    patterns = (np.arange(4096)[:, None] >> np.arange(12) & 1) * 2.0 - 1
    weights = [rng.normal(0, 2 * a**-0.5, size=(a, b)) for a, b in zip(WIDTHS, WIDTHS[1:])]
    maps = [lambda h, w=w: np.tanh(h @ w) for w in weights]
    return patterns, (patterns.sum(axis=1) > 0).astype(int), maps


def entropy_of(counts: Counter) -> float:
    p = np.array(list(counts.values())) / counts.total()
    return -float(p @ np.log(p))


def by_dictionary(layer: np.ndarray, labels: np.ndarray, bins: Binning) -> tuple[float, float]:
    """Rate and relevance, with a tuple of cells for each row and a dictionary that counts them."""
    rows = [tuple(row) for row in bins._cells(layer).index.T.tolist()]
    rate = entropy_of(Counter(rows))
    relevance = entropy_of(Counter(labels.tolist())) + rate
    return rate, relevance - entropy_of(Counter(zip(rows, labels.tolist())))


def by_rows(layer: np.ndarray, sigma: float) -> tuple[float, float]:
    """Both bounds on the rate, one row of distances at a time."""
    lower = upper = 0.0
    for row in layer:
        squares = ((layer - row) ** 2).sum(axis=1) / sigma**2
        lower -= np.log(np.exp(-squares / 8).mean()) / len(layer)
        upper -= np.log(np.exp(-squares / 2).mean()) / len(layer)
    return lower, upper


def agree(mine: list[tuple[float, float]], theirs: list[tuple[float, float]]) -> str:
    difference = np.abs(np.subtract(mine, theirs)).max()
    assert difference < 1e-11, "the loops measure something else"
    return f"differ by {difference:.0e} nat"


def binned(layers: Layers, labels: np.ndarray) -> Iterator[measure.Row]:
    for bins, limit in BINNINGS:

        def ours() -> list[tuple[float, float]]:
            found = [binned_information(z, labels, bins) for z in layers]
            return [(result.rate, result.relevance) for result in found]

        def naive() -> list[tuple[float, float]]:
            return [by_dictionary(z, labels, bins) for z in layers]

        peers: measure.Peers = {"a dictionary of rows": naive}
        yield from measure.compare(f"Plane, {bins}", SIZE, ours, peers, agree, limit)


def bounds(layers: Layers, labels: np.ndarray) -> Iterator[measure.Row]:
    def ours() -> list[tuple[float, float]]:
        found = [pairwise_bounds(z, labels, SIGMA) for z in layers]
        return [(result.rate_lower, result.rate_upper) for result in found]

    peers: measure.Peers = {"one row at a time": lambda: [by_rows(z, SIGMA) for z in layers]}
    yield from measure.compare("Plane, pairwise bounds", SIZE, ours, peers, agree)


def rows() -> Iterator[measure.Row]:
    patterns, labels, maps = network()
    layers: Layers = []
    for layer_map in maps:
        layers.append(layer_map(layers[-1] if layers else patterns))

    def known() -> None:
        rng = np.random.default_rng(0)
        for layer in layers:
            noisy_information(layer, labels, SIGMA, rng=rng)

    def sampled() -> None:
        rng = np.random.default_rng(0)
        noisy_network_information(maps, patterns, labels, SIGMA, rng=rng)

    yield from binned(layers, labels)
    yield from bounds(layers, labels)
    yield from measure.compare("Plane, noise when measured", f"{SIZE}, 4096 draws", known)
    yield from measure.compare("Plane, noise in the network", f"{SIZE}, 1024 draws", sampled)


if __name__ == "__main__":
    measure.report(rows())
