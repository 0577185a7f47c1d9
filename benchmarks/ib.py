"""How long a bottleneck curve takes and how good it is, beside embo and dit.

    python benchmarks/ib.py

Three parts: the answer at a labelled beta against the exact one; a curve of 40 betas at 64 x 8,
with the distance of each solver's Lagrangian to the best one known; and our cost as the alphabet
of X grows.

The Lagrangian is compared in bits, ``I(X;Z) - beta I(Z;Y)`` at the beta that the solver was asked
for. "Best known" is the least of all solvers and of a second search of ours that starts anew from
Z = X at every beta. The gap is the worst over the curve; "out of order" counts neighbors of which
one has, at its own beta, the worse Lagrangian of the two.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator

import measure
import numpy as np

from ibnotes.bottleneck import IBCurve, ib, ib_curve
from ibnotes.measures import mutual_information

try:
    from embo import InformationBottleneck
except ImportError:
    InformationBottleneck = None
try:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from dit.rate_distortion.blahut_arimoto import blahut_arimoto_ib
except ImportError:
    blahut_arimoto_ib = None

BITS = 1 / np.log(2)
BETAS = np.linspace(0.5, 20, 40)
EXACT_RATE = 0.69643  # bits, at beta 2 of a fair bit that is flipped with probability 0.1
LIMITS = {64: 1.0, 1024: 60.0}  # seconds, the most that the course promises, by the size of X

# (rate, relevance) in bits for each beta, of a law
Points = np.ndarray
Solver = Callable[[np.ndarray, np.ndarray], Points]


def random_law(size_x: int, size_y: int, concentration: float) -> np.ndarray:
    """A uniform X, and rows p(y|x) from a Dirichlet law; small concentration, sharp rows."""
    rows = np.random.default_rng(0).dirichlet(np.full(size_y, concentration), size_x)
    return rows / size_x


# --- the solvers ---------------------------------------------------------------------------------


def ours(p_xy: np.ndarray, betas: np.ndarray) -> Points:
    curve = ib_curve(p_xy, betas)
    return np.column_stack([curve.rates, curve.relevances]) * BITS


def ours_anew(p_xy: np.ndarray, betas: np.ndarray) -> Points:
    results = [ib(p_xy, beta) for beta in betas]
    return np.array([[result.rate, result.relevance] for result in results]) * BITS


def embo(**settings) -> Solver:
    """embo with its settings; its filter is off, so that there is an answer for every beta."""

    def solve(p_xy: np.ndarray, betas: np.ndarray) -> Points:
        np.random.seed(0)
        solver = InformationBottleneck(
            pxy=p_xy,
            minbeta=betas[0],
            maxbeta=betas[-1],
            numbeta=len(betas),
            ensure_monotonic_bound=False,
            **settings,
        )
        rates, relevances, *_ = solver.get_bottleneck()
        return np.column_stack([rates, relevances])

    return solve


def dit(p_xy: np.ndarray, betas: np.ndarray) -> Points:
    """dit's Blahut-Arimoto with its default number of restarts."""
    np.random.seed(0)
    points = []
    for beta in betas:
        _, q_xyt = blahut_arimoto_ib(p_xy, beta)
        points.append([mutual_information(q_xyt.sum(axis=i)) * BITS for i in (1, 0)])
    return np.array(points)


def crossings(points: Points, betas: np.ndarray) -> int:
    """Neighbors of which one has, at its own beta, the worse Lagrangian of the two."""
    rate, relevance = np.diff(points, axis=0).T
    slack = 1e-6  # bits
    upper_is_better = betas[:-1] * relevance > rate + slack
    lower_is_better = rate > betas[1:] * relevance + slack
    return int((upper_is_better | lower_is_better).sum())


# --- what is measured ----------------------------------------------------------------------------


def labelled_beta() -> Iterator[measure.Row]:
    """Critical beta 1.5625; embo with far more steps than its default, dit as it comes."""
    p_xy = np.array([[0.45, 0.05], [0.05, 0.45]])
    betas = np.array([1.5, 2.0])

    def answers(mine: Points, theirs: Points | None) -> str:
        beside = "" if theirs is None else f", theirs {theirs[1, 0]:.5f}"
        return f"rate at 2: {mine[1, 0]:.5f}{beside}, exact {EXACT_RATE} bit"

    precise = embo(iterations=20_000, rtol=1e-12)
    peers = {
        measure.named("embo", "20,000 steps"): measure.if_there(
            InformationBottleneck, lambda: precise(p_xy, betas)
        ),
        measure.named("dit"): measure.if_there(blahut_arimoto_ib, lambda: dit(p_xy, betas)),
    }
    yield from measure.compare(
        "IB at beta 1.5 and 2", "2 x 2", lambda: ours(p_xy, betas), peers, answers
    )


def curve(concentration: float) -> Iterator[measure.Row]:
    p_xy = random_law(64, 8, concentration)
    second = ours_anew(p_xy, BETAS)

    def lagrangian(points: Points) -> np.ndarray:
        return points[:, 0] - BETAS * points[:, 1]

    def answers(mine: Points, theirs: Points | None) -> str:
        solvers = [mine] if theirs is None else [mine, theirs]
        best = np.min([lagrangian(points) for points in [*solvers, second]], axis=0)
        gaps = [f"{(lagrangian(points) - best).max():.1g}" for points in solvers]
        wrong = [str(crossings(points, BETAS)) for points in solvers]
        return f"gap {', theirs '.join(gaps)} bit; out of order {', theirs '.join(wrong)}"

    patient = embo(iterations=5000, rtol=1e-7)
    peers = {
        measure.named("embo"): measure.if_there(InformationBottleneck, lambda: embo()(p_xy, BETAS)),
        measure.named("embo", "5000 steps"): measure.if_there(
            InformationBottleneck, lambda: patient(p_xy, BETAS)
        ),
    }
    yield from measure.compare(
        f"IB curve, rows from Dirichlet({concentration:g})",
        "64 x 8, 40 betas",
        lambda: ours(p_xy, BETAS),
        peers,
        answers,
        LIMITS[64],
    )


def growth(size: int) -> Iterator[measure.Row]:
    """Ours alone: with as many clusters as values of X, no peer is done in minutes."""
    p_xy = random_law(size, 16, 1.0)

    def answers(found: IBCurve, _: None) -> str:
        gap = max(point.gap for point in found) * BITS
        return f"estimated gap {gap:.0e} bit, {len(found.violations)} violations"

    yield from measure.compare(
        "IB curve as X grows",
        f"{size} x 16, 40 betas",
        lambda: ib_curve(p_xy, BETAS),
        answers=answers,
        limit=LIMITS.get(size),
    )


def rows() -> Iterator[measure.Row]:
    yield from labelled_beta()
    for concentration in (1.0, 0.3):
        yield from curve(concentration)
    for size in (128, 256, 512, 1024):
        yield from growth(size)


if __name__ == "__main__":
    measure.report(rows())
