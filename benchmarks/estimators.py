"""How long the estimates from samples take and how far they are off, beside three peers.

    python benchmarks/estimators.py

Half of the coordinates are X and half are Y, normal, each pair with correlation 0.6, so that the
information is known. The error is that of one sample, the same for all; what it is in the mean, and
how it grows with the dimension, is in chapter 8. NPEET is measured in the one form in which the
registry has it, npeet-plus, whose KSG is the published one. scikit-learn's takes one coordinate
each, with small noise added and scaled, as it must for the columns of a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import measure
import numpy as np

from ibnotes.estimators import (
    contingency_table,
    gaussian_task,
    kozachenko_leonenko,
    ksg,
    plug_in_information,
)
from ibnotes.measures import mutual_information

try:
    import infomeasure
except ImportError:
    infomeasure = None
try:
    import npeet_plus
except ImportError:
    npeet_plus = None
try:
    from sklearn.feature_selection import mutual_info_regression
    from sklearn.metrics import mutual_info_score
except ImportError:
    mutual_info_regression = mutual_info_score = None

SIZES = (5000, 20_000)
DIMENSIONS = (2, 4, 10)  # of X and Y together
CORRELATION = 0.6
K = 3
NPEET = measure.named("npeet-plus")
INFOMEASURE = measure.named("infomeasure")
SCIKIT_LEARN = measure.named("scikit-learn")


def errors(truth: float) -> Callable[[float, float | None], str]:
    """What to say of two estimates: how far they are off, in nats."""

    def answers(mine: float, theirs: float | None) -> str:
        beside = "" if theirs is None else f", theirs {theirs - truth:+.4f}"
        return f"error {mine - truth:+.4f}{beside} nat"

    return answers


def draw(dimension: int, size: int) -> tuple[np.ndarray, np.ndarray, float]:
    """A sample of X and of Y, and the information of the law."""
    task = gaussian_task(CORRELATION, dimension=dimension // 2)
    return *task.sample(size, np.random.default_rng(0)), task.information


def information(dimension: int, size: int) -> Iterator[measure.Row]:
    x, y, truth = draw(dimension, size)
    label = f"N = {size}, d = {dimension}"
    by_infomeasure = partial(infomeasure_information, x, y)
    peers: measure.Peers = {
        NPEET: measure.if_there(npeet_plus, lambda: npeet_plus.mi(x, y, k=K, base=np.e)),
        INFOMEASURE: measure.if_there(infomeasure, partial(by_infomeasure, variant=1)),
    }
    if dimension == 2:
        peers[SCIKIT_LEARN] = measure.if_there(
            mutual_info_regression,
            lambda: mutual_info_regression(x, y[:, 0], n_neighbors=K, random_state=0)[0],
        )
    yield from measure.compare("KSG 1", label, lambda: ksg(x, y, k=K), peers, errors(truth))
    second: measure.Peers = {
        INFOMEASURE: measure.if_there(infomeasure, partial(by_infomeasure, variant=2))
    }
    ours = partial(ksg, x, y, k=K, variant=2)
    yield from measure.compare("KSG 2", label, ours, second, errors(truth))


def infomeasure_information(x: np.ndarray, y: np.ndarray, variant: int) -> float:
    return infomeasure.mutual_information(x, y, approach="ksg", k=K, ksg_id=variant, base="e")


def entropy(dimension: int, size: int) -> Iterator[measure.Row]:
    x, y, shared = draw(dimension, size)
    both = np.hstack([x, y])
    peers: measure.Peers = {
        NPEET: measure.if_there(npeet_plus, lambda: npeet_plus.entropy(both, k=K, base=np.e)),
        INFOMEASURE: measure.if_there(
            infomeasure, lambda: infomeasure.entropy(both, approach="metric", k=K, base="e")
        ),
    }
    truth = dimension / 2 * np.log(2 * np.pi * np.e) - shared
    label = f"N = {size}, d = {dimension}"
    ours = partial(kozachenko_leonenko, both, k=K)
    yield from measure.compare("Kozachenko-Leonenko", label, ours, peers, errors(truth))


def plug_in(values: int, size: int) -> Iterator[measure.Row]:
    """Both variables have as many values; Y is X, or, with probability one half, anything."""
    rng = np.random.default_rng(0)
    x = rng.integers(values, size=size)
    y = np.where(rng.random(size) < 0.5, x, rng.integers(values, size=size))
    p_xy = np.eye(values) / (2 * values) + 1 / (2 * values**2)
    peers: measure.Peers = {
        SCIKIT_LEARN: measure.if_there(mutual_info_score, lambda: mutual_info_score(x, y)),
        NPEET: measure.if_there(npeet_plus, lambda: npeet_plus.midd(x, y, base=np.e)),
        INFOMEASURE: measure.if_there(
            infomeasure,
            lambda: infomeasure.mutual_information(x, y, approach="discrete", base="e"),
        ),
    }
    yield from measure.compare(
        "Plug-in information",
        f"N = {size}, {values} values each",
        lambda: plug_in_information(contingency_table(x, y)),
        peers,
        errors(mutual_information(p_xy)),
    )


def rows() -> Iterator[measure.Row]:
    for measured in (information, entropy):
        for dimension in DIMENSIONS:
            for size in SIZES:
                yield from measured(dimension, size)
    for values in (10, 300):
        for size in SIZES:
            yield from plug_in(values, size)


if __name__ == "__main__":
    measure.report(rows())
