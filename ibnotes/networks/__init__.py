"""Ensembles of small networks, trained at once.

``run(Settings(...))`` trains one network for each seed and keeps the result on disk; ``train`` is
the engine behind it.

Examples
--------
>>> ensemble = run(Settings("relu", seeds=[1, 2], epochs=3))
>>> ensemble.weights[0].shape  # snapshots, networks, units, inputs
(4, 2, 10, 12)
"""

try:
    from ibnotes.networks.curvature import FittedNetwork, fit_network
    from ibnotes.networks.digits import digits
    from ibnotes.networks.ensemble import Ensemble
    from ibnotes.networks.information_dropout import (
        InformationDropout,
        bar_pictures,
        train_information_dropout,
    )
    from ibnotes.networks.settings import Settings
    from ibnotes.networks.sweeps import run, runs
    from ibnotes.networks.training import train
    from ibnotes.networks.weight_noise import NoisyWeights, train_with_weight_noise
except ModuleNotFoundError as error:
    if error.name is None or error.name.startswith("ibnotes"):
        raise
    message = f"{error.name} is missing: pip install '.[networks]' in the folder of ibnotes"
    raise ModuleNotFoundError(message, name=error.name) from None

__all__ = [
    "Ensemble",
    "FittedNetwork",
    "InformationDropout",
    "NoisyWeights",
    "Settings",
    "bar_pictures",
    "digits",
    "fit_network",
    "run",
    "runs",
    "train",
    "train_information_dropout",
    "train_with_weight_noise",
]
