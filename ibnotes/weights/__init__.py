"""Information in the weights of a learner: what it is, what it costs and what it bounds.

``task`` and ``learner`` are the model ``θ - D - W`` on finite alphabets, with every term of the
information decomposition; ``exact`` holds its smallest instances in exact numbers, ``minimizer``
the best learner for a price of information. ``lognormal`` and ``multiplicative`` are the prices of
noise on a weight, ``flat_minima`` the noise that a quadratic loss tolerates, ``pac_bayes`` the
bounds on the test loss.

Throughout, beta is the price of information, as in the literature on weights: it multiplies
``I(W;D)``. The bottleneck of the other chapters has it at the relevance; there it would be
``1/beta``.
"""

from ibnotes.weights.exact import (
    ExactDecomposition,
    exact_decomposition,
    ignorant_learner,
    memorizer,
)
from ibnotes.weights.flat_minima import (
    FlatMinimum,
    GaussianPosterior,
    LogNormalMinimum,
    dinh_minimum,
    optimal_gaussian_posterior,
    optimal_lognormal_noise,
    optimal_small_noise,
    printed_bound,
    rescale,
)
from ibnotes.weights.learner import (
    Decomposition,
    InformationParts,
    Learner,
    PriorBound,
    data_losses,
    decompose,
    gibbs_learner,
)
from ibnotes.weights.lognormal import lognormal_kl, truncated_lognormal_kl
from ibnotes.weights.minimizer import InformationMinimizer, minimize_with_information
from ibnotes.weights.multiplicative import (
    FitError,
    expected_log_noise,
    fit_error,
    gaussian_noise_kl,
    gaussian_noise_kl_hypergeometric,
    gaussian_noise_kl_limit,
    kingma_kl,
    molchanov_kl,
)
from ibnotes.weights.pac_bayes import (
    PacBayesCertificate,
    bernoulli_kl,
    kl_upper_inverse,
    pac_bayes_certificate,
    pac_bayes_kl,
    pac_bayes_linear,
    xu_raginsky,
)
from ibnotes.weights.task import (
    LearningTask,
    labeling_predictors,
    shared_bit_task,
    threshold_task,
)

__all__ = [
    "Decomposition",
    "ExactDecomposition",
    "FitError",
    "FlatMinimum",
    "GaussianPosterior",
    "InformationMinimizer",
    "InformationParts",
    "Learner",
    "LearningTask",
    "LogNormalMinimum",
    "PacBayesCertificate",
    "PriorBound",
    "bernoulli_kl",
    "data_losses",
    "decompose",
    "dinh_minimum",
    "exact_decomposition",
    "expected_log_noise",
    "fit_error",
    "gaussian_noise_kl",
    "gaussian_noise_kl_hypergeometric",
    "gaussian_noise_kl_limit",
    "gibbs_learner",
    "ignorant_learner",
    "kingma_kl",
    "kl_upper_inverse",
    "labeling_predictors",
    "lognormal_kl",
    "memorizer",
    "minimize_with_information",
    "molchanov_kl",
    "optimal_gaussian_posterior",
    "optimal_lognormal_noise",
    "optimal_small_noise",
    "pac_bayes_certificate",
    "pac_bayes_kl",
    "pac_bayes_linear",
    "printed_bound",
    "rescale",
    "shared_bit_task",
    "threshold_task",
    "truncated_lognormal_kl",
    "xu_raginsky",
]
