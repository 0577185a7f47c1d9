"""How long a bottleneck curve takes and how good it is, beside embo and dit where installed.

    python benchmarks/ib.py

Three tables: the answer at a labelled beta against the exact one; a curve of 40 betas at 64 x 8,
with the distance of each solver's Lagrangian to the best one known; and our cost as the alphabet
of X grows.

Times are CPU seconds on one core, children included. Other work on the machine still counts: on
cores that share their caches and units, by a half and more. The Lagrangian is compared in bits,
``I(X;Z) - beta I(Z;Y)`` at the beta that the solver was asked for. "Best known" is the least of
all solvers and of a second search of ours that starts anew from Z = X at every beta. Install the
peers with ``pip install embo dit``.
"""

from __future__ import annotations

import os

for _library in ("OMP", "OPENBLAS", "MKL"):  # before NumPy reads them
    os.environ[f"{_library}_NUM_THREADS"] = "1"

import platform
import warnings
from collections.abc import Callable
from importlib.metadata import version
from typing import TypeVar

import numpy as np

from ibnotes.bottleneck import ib, ib_curve
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
LONGEST = {"64 x 8": 1.0, "1024 x 16": 60.0}  # seconds, the most that the course promises

# (rate, relevance) in bits for each beta, of a law
Points = np.ndarray
Solver = Callable[[np.ndarray, np.ndarray], Points]
Result = TypeVar("Result")


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


def cpu_seconds(task: Callable[[], Result]) -> tuple[Result, float]:
    """What a task returns, and its time: the least of five runs, or of those that fit in 5 s."""
    times: list[float] = []
    while len(times) < 5 and sum(times) < 5:
        before = sum(os.times()[:4])
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            result = task()
        times.append(sum(os.times()[:4]) - before)
    return result, min(times)


# --- the tables ----------------------------------------------------------------------------------


def labelled_beta() -> None:
    """A fair bit through a channel that flips it with probability 0.1; critical beta 1.5625."""
    p_xy = np.array([[0.45, 0.05], [0.05, 0.45]])
    betas = np.array([1.5, 2.0])
    solvers: list[tuple[str, Solver]] = [("ours", ours)]
    if InformationBottleneck is not None:
        solvers.append(("embo, tight", embo(iterations=20_000, rtol=1e-12)))
    if blahut_arimoto_ib is not None:
        solvers.append(("dit, Blahut-Arimoto", dit))
    print("Rate in bits, binary symmetric channel with flip 0.1")
    print(f"{'':22}{'beta 1.5':>10}{'beta 2':>10}{'CPU s':>9}")
    print(f"{'exact':22}{0:10.5f}{0.69643:10.5f}")
    for name, solver in solvers:
        points, seconds = cpu_seconds(lambda: solver(p_xy, betas))
        print(f"{name:22}{points[0, 0]:10.5f}{points[1, 0]:10.5f}{seconds:9.3f}")


def curve(concentration: float) -> None:
    p_xy = random_law(64, 8, concentration)
    rows = {"ours": cpu_seconds(lambda: ours(p_xy, BETAS))}
    rows["ours, anew each beta"] = cpu_seconds(lambda: ours_anew(p_xy, BETAS))
    if InformationBottleneck is not None:
        for name, settings in (
            ("embo, default", {}),
            ("embo, tight", {"iterations": 5000, "rtol": 1e-7}),
        ):
            rows[name] = cpu_seconds(lambda: embo(**settings)(p_xy, BETAS))
    lagrangians = {name: p[:, 0] - BETAS * p[:, 1] for name, (p, _) in rows.items()}
    best = np.min(list(lagrangians.values()), axis=0)
    print(f"\n64 x 8, 40 betas in 0.5 to 20, rows from a Dirichlet law of {concentration}")
    print(f"{'':22}{'CPU s':>9}{'ratio':>8}{'worst gap/bit':>15}{'not concave':>13}")
    reference = rows["ours"][1]
    for name, (points, seconds) in rows.items():
        gap = (lagrangians[name] - best).max()
        print(
            f"{name:22}{seconds:9.2f}{seconds / reference:8.1f}{gap:15.1e}"
            f"{crossings(points, BETAS):13d}"
        )
    print(verdict("64 x 8", reference))


def verdict(size: str, seconds: float) -> str:
    word = "ok" if seconds <= LONGEST[size] else "TOO SLOW"
    return f"{size}: {seconds:.2f} s, {word}, limit {LONGEST[size]:.0f} s"


def crossings(points: Points, betas: np.ndarray) -> int:
    """Neighbors of which one has, at its own beta, the worse Lagrangian of the two."""
    rate, relevance = np.diff(points, axis=0).T
    slack = 1e-6  # bits
    upper_is_better = betas[:-1] * relevance > rate + slack
    lower_is_better = rate > betas[1:] * relevance + slack
    return int((upper_is_better | lower_is_better).sum())


def growth() -> None:
    print("\nOurs, |Y| = 16, 40 betas in 0.5 to 20, rows from a Dirichlet law of 1")
    print(f"{'|X|':>5}{'CPU s':>9}{'growth':>8}{'clusters':>10}{'gap/bit':>10}{'violations':>12}")
    last = None
    for size in (64, 128, 256, 512, 1024):
        p_xy = random_law(size, 16, 1.0)
        result, seconds = cpu_seconds(lambda: ib_curve(p_xy, BETAS))
        gap = max(point.gap for point in result) * BITS
        grown = f"{seconds / last:8.1f}" if last else f"{'':8}"
        print(
            f"{size:5d}{seconds:9.1f}{grown}{result.clusters.max():10d}{gap:10.0e}"
            f"{len(result.violations):12d}"
        )
        last = seconds
    print(verdict("1024 x 16", seconds))


def machine() -> str:
    packages = ["numpy"]
    packages += ["embo"] if InformationBottleneck is not None else []
    packages += ["dit"] if blahut_arimoto_ib is not None else []
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    python = platform.python_version()
    return f"{platform.machine()}, {os.cpu_count()} CPUs, Python {python}, {versions}"


def main() -> None:
    print(machine(), end="\n\n")
    labelled_beta()
    for concentration in (1.0, 0.3):
        curve(concentration)
    growth()


if __name__ == "__main__":
    main()
