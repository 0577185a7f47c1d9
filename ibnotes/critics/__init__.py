"""Neural bounds of mutual information: a critic scores pairs, an objective turns scores into nats.

``objectives`` are functions of a score matrix and take arrays, too, so that a known critic can be
tried without training. ``train_critics`` trains on fresh pairs of a law, ``fit_critics`` on a part
of a sample; both read their critics on pairs that these were not trained on.

Examples
--------
>>> from ibnotes.estimators import gaussian_task
>>> task = gaussian_task(0.9, dimension=2)  # 1.6607 nats
>>> run = train_critics(task, ["info_nce", "smile"], steps=300, learning_rate=0.003)
>>> run.estimate("info_nce")
Estimate(info_nce, held out: 1.551 +- 0.013 nats, a lower bound in the mean, at most 4.159)
"""

import ibnotes.networks  # noqa: F401, which says what to install where there is no PyTorch
from ibnotes.critics.objectives import (
    Estimate,
    MovingAverage,
    ceiling,
    club,
    donsker_varadhan,
    evaluate,
    info_nce,
    jensen_shannon,
    nwj,
    smile,
)
from ibnotes.critics.training import (
    OBJECTIVES,
    FittedCritics,
    TrainedCritics,
    fit_critics,
    train_critics,
)

__all__ = [
    "OBJECTIVES",
    "Estimate",
    "FittedCritics",
    "MovingAverage",
    "TrainedCritics",
    "ceiling",
    "club",
    "donsker_varadhan",
    "evaluate",
    "fit_critics",
    "info_nce",
    "jensen_shannon",
    "nwj",
    "smile",
    "train_critics",
]
