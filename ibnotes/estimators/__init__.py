"""Estimates of entropy and mutual information from samples, and laws to try them on.

``discrete`` counts, ``neighbors`` measures distances, and ``tasks`` has laws whose information is
known. No estimate from a sample here is a bound for every law; each says what it is worth, and its
ceiling. ``mixtures`` and ``variational`` know the law: their bounds are bounds.
"""

from ibnotes.estimators.discrete import (
    contingency_table,
    miller_madow_entropy,
    miller_madow_information,
    plug_in_entropy,
    plug_in_information,
)
from ibnotes.estimators.mixtures import (
    MixtureBounds,
    finite_mixture_bounds,
    gaussian_mixture_bounds,
)
from ibnotes.estimators.neighbors import (
    gaussian_information,
    kozachenko_leonenko,
    ksg,
    ksg_ceiling,
)
from ibnotes.estimators.tasks import (
    InformationTask,
    asinh,
    discrete_task,
    gaussian_task,
    half_cube,
    spiral,
    student_task,
)
from ibnotes.estimators.variational import (
    mean_donsker_varadhan,
    mean_info_nce,
    population_club,
    population_donsker_varadhan,
    population_nwj,
    population_smile,
)

__all__ = [
    "InformationTask",
    "MixtureBounds",
    "asinh",
    "contingency_table",
    "discrete_task",
    "finite_mixture_bounds",
    "gaussian_information",
    "gaussian_mixture_bounds",
    "gaussian_task",
    "half_cube",
    "kozachenko_leonenko",
    "ksg",
    "ksg_ceiling",
    "mean_donsker_varadhan",
    "mean_info_nce",
    "miller_madow_entropy",
    "miller_madow_information",
    "plug_in_entropy",
    "plug_in_information",
    "population_club",
    "population_donsker_varadhan",
    "population_nwj",
    "population_smile",
    "spiral",
    "student_task",
]
