"""Training runs by name of their settings: each is computed once and then read from disk."""

from __future__ import annotations

from collections.abc import Iterable

import joblib

from ibnotes.datasets import Dataset, szt
from ibnotes.networks.cache import cached
from ibnotes.networks.ensemble import Ensemble
from ibnotes.networks.settings import Settings
from ibnotes.networks.training import train

__all__ = ["run", "runs"]

# What the numbers of a trained ensemble depend on, beside its settings and data.
ENGINE = [
    f"ibnotes.networks.{name}"
    for name in ("activations", "optimizers", "settings", "stack", "training")
]


@cached(ENGINE, ignore=["device"])
def trained(settings: Settings, data: Dataset, device: str) -> Ensemble:
    return train(settings, data, device=device)


def run(settings: Settings, data: Dataset | None = None, *, device: str = "cpu") -> Ensemble:
    """The ensemble that ``train`` gives, from the cache if it was ever trained.

    Parameters
    ----------
    settings
        What to train.
    data
        What to train it on; the task of Shwartz-Ziv and Tishby if None.
    device
        Where to compute, if need be.

    Examples
    --------
    >>> run(Settings("relu", seeds=[1, 2], hidden=[4], epochs=50))
    Ensemble(2 relu networks 12-4-2 after 50 epochs: accuracy 0.626 train, 0.617 test, 0 dead)
    """
    return trained(settings, szt() if data is None else data, device)


def runs(
    settings: Iterable[Settings], data: Dataset | None = None, *, n_jobs: int = 2
) -> list[Ensemble]:
    """The ensembles of several settings, computed in parallel and cached like those of ``run``.

    Those that are not in the cache run in ``n_jobs`` processes with one thread each. A surrounding
    ``joblib.parallel_config(backend=...)`` sends them elsewhere, for example to a Dask cluster.

    Examples
    --------
    >>> [e.dead.sum().item() for e in runs([Settings("tanh", seeds=[0], epochs=0)], n_jobs=1)]
    [1]
    """
    choices, data = list(settings), szt() if data is None else data
    missing = [
        choice for choice in dict.fromkeys(choices) if not trained.is_kept(choice, data, "cpu")
    ]
    new = joblib.Parallel(n_jobs=n_jobs)(joblib.delayed(run)(choice, data) for choice in missing)
    found = dict(zip(missing, new))
    return [found[choice] if choice in found else run(choice, data) for choice in choices]
