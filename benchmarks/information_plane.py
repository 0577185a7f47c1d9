"""How long the measures of the information plane take, beside plain loops over rows.

    python benchmarks/information_plane.py

Six layers of widths 10, 7, 5, 4, 3, 2 on all 4096 patterns of twelve bits: one network at one
epoch. Each time is the best of some runs in milliseconds of processor time, of this process
alone; the loops must return the same numbers.
"""

from __future__ import annotations

import platform
import time
from collections import Counter
from collections.abc import Callable

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
Layers = list[np.ndarray]

# (bins, longest time in ms that the course promises, or none)
BINNINGS: list[tuple[Binning, float | None]] = [
    (EqualBins(30), 1),
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


def best(task: Callable[[], object], runs: int) -> float:
    """The least processor time of some runs in milliseconds, after one that warms the caches."""
    task()
    times = []
    for _ in range(runs):
        start = time.process_time()
        task()
        times.append(time.process_time() - start)
    return 1e3 * min(times)


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


def line(name: str, ours: float, limit: float | None, naive: float | None) -> str:
    verdict = "" if limit is None else ("ok" if ours <= limit else "TOO SLOW")
    promised = "" if limit is None else f"{limit:g}"
    ratio = "" if naive is None else f"{naive:9.1f} {naive / ours:7.1f}"
    return f"{name:32}{ours:10.2f} {promised:>6} {verdict:9}{ratio}"


def main() -> None:
    patterns, labels, maps = network()
    layers: Layers = []
    for layer_map in maps:
        layers.append(layer_map(layers[-1] if layers else patterns))

    print(f"python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}")
    print(f"{'six layers of 4096 rows':32}{'ours/ms':>10}  limit          naive/ms   ratio")
    for bins, limit in BINNINGS:
        for layer in layers:
            result = binned_information(layer, labels, bins)
            expected = by_dictionary(layer, labels, bins)
            assert np.allclose((result.rate, result.relevance), expected, atol=1e-12), bins
        ours = best(lambda: [binned_information(z, labels, bins) for z in layers], 200)
        naive = best(lambda: [by_dictionary(z, labels, bins) for z in layers], 3)
        print(line(str(bins), ours, limit, naive))

    bounds = pairwise_bounds(layers[-1], labels, SIGMA)
    assert np.allclose((bounds.rate_lower, bounds.rate_upper), by_rows(layers[-1], SIGMA))
    ours = best(lambda: [pairwise_bounds(z, labels, SIGMA) for z in layers], 3)
    naive = best(lambda: [by_rows(z, SIGMA) for z in layers], 1)
    print(line("pairwise bounds", ours, None, naive))

    def known() -> None:
        rng = np.random.default_rng(0)
        for layer in layers:
            noisy_information(layer, labels, SIGMA, rng=rng)

    def sampled() -> None:
        rng = np.random.default_rng(0)
        noisy_network_information(maps, patterns, labels, SIGMA, rng=rng)

    print(line("noise when measured, 4096 draws", best(known, 1), None, None))
    print(line("noise in the network, 1024 draws", best(sampled, 1), None, None))


if __name__ == "__main__":
    main()
