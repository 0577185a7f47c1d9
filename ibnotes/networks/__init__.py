"""Ensembles of small networks, trained at once.

``run(Settings(...))`` trains one network for each seed and keeps the result on disk; ``train`` is
the engine behind it.

Examples
--------
>>> ensemble = run(Settings("relu", seeds=[1, 2], epochs=3))
>>> ensemble.weights[0].shape  # snapshots, networks, units, inputs
(4, 2, 10, 12)
"""

from ibnotes.networks.ensemble import Ensemble
from ibnotes.networks.sweeps import run, runs
from ibnotes.networks.settings import Settings
from ibnotes.networks.training import train

__all__ = ["Ensemble", "Settings", "run", "runs", "train"]
