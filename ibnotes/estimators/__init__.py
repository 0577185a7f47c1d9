"""Estimates of entropy and mutual information from samples, and laws to try them on.

``discrete`` counts, ``neighbors`` measures distances, and ``tasks`` has laws whose information is
known. No estimate here is a bound for every law; each says what it is worth, and its ceiling.
"""

from ibnotes.estimators.discrete import (
    contingency_table,
    miller_madow_entropy,
    miller_madow_information,
    plug_in_entropy,
    plug_in_information,
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

__all__ = [
    "InformationTask",
    "asinh",
    "contingency_table",
    "discrete_task",
    "gaussian_information",
    "gaussian_task",
    "half_cube",
    "kozachenko_leonenko",
    "ksg",
    "ksg_ceiling",
    "miller_madow_entropy",
    "miller_madow_information",
    "plug_in_entropy",
    "plug_in_information",
    "spiral",
    "student_task",
]
