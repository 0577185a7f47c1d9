"""The information bottleneck of jointly Gaussian vectors, in closed form.

Linear coordinates exist in which the law is a list of independent pairs ``(X_i, Y_i)`` of
standard normals with correlations ``rho_i``, the canonical correlations. Each pair is a scalar
bottleneck of its own: minimize ``I(X;Z) - beta I(Z;Y)`` over ``Z = a X_i + noise``. So everything
here is an eigenvalue problem followed by scalar formulas in ``rho_i``; the literature also writes
``lambda_i = 1 - rho_i^2``, the share of the variance of ``X_i`` that ``Y`` leaves unexplained.

Covariances are of vectors ``X`` and ``Y``: ``covariance_x[i, j]``, ``covariance_y[i, j]`` and
``cross_covariance[i, j]``, of ``X_i`` and ``Y_j``. Means carry no information and do not appear.
Values are in nats.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.measures import in_unit

__all__ = [
    "CanonicalCorrelations",
    "GaussianBottleneck",
    "canonical_correlations",
    "gaussian_ib",
    "gaussian_mutual_information",
    "gaussian_relevance",
]

# A correlation matrix with a smaller eigenvalue is called singular, and one that differs by more
# from its transpose is called asymmetric.
SINGULAR = 1e-10
ASYMMETRIC = 1e-9


# --- canonical coordinates -----------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class CanonicalCorrelations:
    """The independent pairs into which a Gaussian law falls.

    Parameters are ``correlations[i]``, one for each coordinate of ``X``, largest first; and
    ``directions[i]``, vectors for which ``directions[i] @ X`` are uncorrelated, have variance one
    and have these correlations with ``Y``.

    Source: Hotelling (1936); the notes, id X2.

    Examples
    --------
    >>> pairs = canonical_correlations([[1, 0], [0, 4]], [[1]], [[0], [1]])
    >>> pairs.correlations, pairs.critical_betas
    (array([0.5, 0. ]), array([ 4., inf]))
    >>> pairs.directions
    array([[0. , 0.5],
           [1. , 0. ]])
    """

    correlations: NDArray[np.float64]
    directions: NDArray[np.float64]

    @property
    def critical_betas(self) -> NDArray[np.float64]:
        """The betas ``1 / rho_i^2`` above which the directions come in; ``inf`` where rho is 0."""
        with np.errstate(divide="ignore"):
            return 1 / self.correlations**2


def canonical_correlations(
    covariance_x: ArrayLike, covariance_y: ArrayLike, cross_covariance: ArrayLike
) -> CanonicalCorrelations:
    """The correlations of ``X`` and ``Y`` in coordinates that make them independent pairs.

    Parameters
    ----------
    covariance_x, covariance_y
        Covariance matrices, of shapes ``(n, n)`` and ``(m, m)``.
    cross_covariance
        Covariances of ``X_i`` and ``Y_j``, of shape ``(n, m)``.

    Returns
    -------
    CanonicalCorrelations
        ``n`` correlations; those past the ``m``-th are zero. Each direction has its largest
        entry positive; directions of equal correlations are determined only up to a rotation.

    Raises
    ------
    ValueError
        If a matrix has the wrong shape, is not finite, not symmetric, or not positive definite
        (a singular one has redundant coordinates: leave them out), or if a correlation exceeds
        one, so that no law has these covariances.

    Notes
    -----
    The singular values of ``L_x^{-1} C L_y^{-T}`` with the Cholesky factors of the covariances.
    Correlations that a rounding error could have moved from 0 or from 1 are 0 or 1. Source:
    Hotelling (1936).

    Examples
    --------
    >>> canonical_correlations([[1]], [[4]], [[1]]).correlations
    array([0.5])
    """
    scale_x, correlation_x = _standardized(covariance_x, "covariance_x")
    scale_y, correlation_y = _standardized(covariance_y, "covariance_y")
    cross = _matrix(cross_covariance, "cross_covariance", (len(scale_x), len(scale_y)))

    whiten_x = np.linalg.inv(np.linalg.cholesky(correlation_x)) / scale_x
    whiten_y = np.linalg.inv(np.linalg.cholesky(correlation_y)) / scale_y
    rotation, values, _ = np.linalg.svd(whiten_x @ cross @ whiten_y.T)
    correlations = np.zeros(len(scale_x))
    correlations[: len(values)] = values

    condition = np.linalg.cond(correlation_x) + np.linalg.cond(correlation_y)
    rounding = 10 * np.finfo(float).eps * max(cross.shape) * condition
    if correlations[0] > 1 + rounding:
        raise ValueError(
            f"cross_covariance gives a correlation of {correlations[0]:.12g} between a direction "
            "of X and one of Y, expected at most 1: no law has these covariances"
        )
    correlations[correlations < rounding] = 0
    correlations[correlations > 1 - rounding] = 1
    return CanonicalCorrelations(correlations, _signed(rotation.T @ whiten_x))


def _standardized(
    covariance: ArrayLike, name: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Standard deviations and correlation matrix: units of measurement make nothing singular."""
    matrix = _matrix(covariance, name)
    variances = np.diag(matrix)
    if not (variances > 0).all():
        i = int(np.argmin(variances))
        raise ValueError(f"{name}[{i}, {i}] is {variances[i]:g}, expected a positive variance")
    scale = np.sqrt(variances)
    correlation = matrix / scale[:, None] / scale
    if (np.abs(correlation - correlation.T) > ASYMMETRIC).any():
        raise ValueError(f"{name} is not symmetric, expected a covariance matrix")
    smallest = float(np.linalg.eigvalsh(correlation)[0])
    if smallest < -SINGULAR:
        raise ValueError(
            f"{name} is not positive: its correlation matrix has the eigenvalue {smallest:.6g}, "
            "expected none below 0"
        )
    if smallest < SINGULAR:
        raise ValueError(
            f"{name} is singular: a coordinate is a linear function of the others, "
            "expected a positive definite matrix; leave the redundant coordinates out"
        )
    return scale, correlation


def _matrix(
    values: ArrayLike, name: str, shape: tuple[int, int] | None = None
) -> NDArray[np.float64]:
    try:
        if np.iscomplexobj(values):
            raise TypeError("complex")
        matrix = np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} is no array of real numbers: {error}") from None
    square = matrix.ndim == 2 and matrix.shape[0] == matrix.shape[1] > 0
    if matrix.shape != shape and not (shape is None and square):
        expected = shape if shape else "a square matrix"
        raise ValueError(f"{name} has shape {matrix.shape}, expected {expected}")
    if not np.isfinite(matrix).all():
        raise ValueError(f"{name} holds an entry that is not finite, expected real numbers")
    return matrix


def _signed(directions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each row with its largest entry positive: the sign is free, and now it is the same one."""
    largest = np.argmax(np.abs(directions).round(9), axis=1)
    signs = np.sign(directions[np.arange(len(directions)), largest])
    return signs[:, None] * directions + 0.0  # no -0.0


# --- mutual information --------------------------------------------------------------------------


def gaussian_mutual_information(
    covariance_x: ArrayLike,
    covariance_y: ArrayLike,
    cross_covariance: ArrayLike,
    *,
    unit: str = "nats",
) -> float:
    """The mutual information of two jointly Gaussian vectors, ``-1/2 sum log(1 - rho_i^2)``.

    Parameters
    ----------
    covariance_x, covariance_y, cross_covariance
        As for :func:`canonical_correlations`.
    unit
        ``"nats"`` or ``"bits"``.

    Returns
    -------
    float
        ``inf`` if a canonical correlation is one: then ``X`` and ``Y`` share a direction.

    Raises
    ------
    ValueError
        If the covariances are no covariances (see :func:`canonical_correlations`) or the unit is
        unknown.

    Notes
    -----
    Equal to ``1/2 log(det S_x det S_y / det S)`` with the joint covariance ``S``. Source: the
    notes' chapter on estimators, id M12.

    Examples
    --------
    >>> round(gaussian_mutual_information([[1]], [[1]], [[0.8]]), 6)
    0.510826
    """
    pairs = canonical_correlations(covariance_x, covariance_y, cross_covariance)
    return in_unit(float(_relevance(np.inf, pairs.correlations).sum()), unit)


def _relevance(rates: ArrayLike, correlations: NDArray[np.float64]) -> NDArray[np.float64]:
    """``-1/2 log(1 - rho^2 + rho^2 e^{-2R})``, the most that R nats about X_i tell of Y_i."""
    with np.errstate(divide="ignore"):
        return -np.log1p(correlations**2 * np.expm1(-2 * np.asarray(rates))) / 2


# --- the bottleneck ------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, repr=False)
class GaussianBottleneck:
    """The optimal encoder ``Z = A X + noise`` of a Gaussian law at one beta.

    Parameters are ``beta``; ``canonical``, the :class:`CanonicalCorrelations`; ``rates[i]`` and
    ``relevances[i]``, what ``Z`` keeps of direction ``i`` and what that tells of ``Y``, in nats;
    and ``projection``, the matrix ``A`` for noise ``N(0, I)``, whose rows are zero for the
    directions that are not kept.

    Source: Chechik, Globerson, Tishby and Weiss (2005); the notes, id X2.

    Examples
    --------
    >>> gaussian_ib([[1, 0], [0, 1]], [[1, 0], [0, 1]], [[0.9, 0], [0, 0.6]], beta=2)
    Gaussian bottleneck at beta = 2: rate 0.725 nats, relevance 0.484 nats
    direction  correlation  critical beta    rate  relevance
            0        0.900          1.235   0.725      0.484
            1        0.600          2.778   0.000      0.000
    """

    beta: float
    canonical: CanonicalCorrelations
    rates: NDArray[np.float64]
    relevances: NDArray[np.float64]
    projection: NDArray[np.float64]

    @property
    def rate(self) -> float:
        """``I(X;Z)``."""
        return float(self.rates.sum())

    @property
    def relevance(self) -> float:
        """``I(Z;Y)``."""
        return float(self.relevances.sum())

    @property
    def lagrangian(self) -> float:
        """``I(X;Z) - beta I(Z;Y)``, the least that any encoder reaches; never positive."""
        return self.rate - self.beta * self.relevance

    def __repr__(self) -> str:
        lines = [self._caption(), "direction  correlation  critical beta    rate  relevance"]
        for i, *cells in self._rows():
            lines.append("{:>9}{:>13}{:>15}{:>8}{:>11}".format(i, *cells))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        head = "".join(
            f'<th scope="col">{name}</th>'
            for name in ("direction", "correlation", "critical beta", "rate", "relevance")
        )
        body = "".join(
            f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in self._rows()
        )
        return (
            f"<table><caption>{self._caption()}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def _caption(self) -> str:
        return (
            f"Gaussian bottleneck at beta = {self.beta:g}: "
            f"rate {self.rate:.3f} nats, relevance {self.relevance:.3f} nats"
        )

    def _rows(self) -> Iterator[tuple[str, ...]]:
        columns = (self.canonical.correlations, self.canonical.critical_betas)
        for i, cells in enumerate(zip(*columns, self.rates, self.relevances)):
            yield (str(i), *(f"{cell:.3f}" for cell in cells))


def gaussian_ib(
    covariance_x: ArrayLike, covariance_y: ArrayLike, cross_covariance: ArrayLike, beta: float
) -> GaussianBottleneck:
    """The encoder that minimizes ``I(X;Z) - beta I(Z;Y)`` for jointly Gaussian ``X`` and ``Y``.

    Parameters
    ----------
    covariance_x, covariance_y, cross_covariance
        As for :func:`canonical_correlations`.
    beta
        The price of relevance, 0 or more.

    Returns
    -------
    GaussianBottleneck
        Direction ``i`` is kept if ``beta > beta_i = 1 / rho_i^2``; its rate is then
        ``1/2 log((beta - 1) rho_i^2 / (1 - rho_i^2))``.

    Raises
    ------
    ValueError
        If the covariances are no covariances (see :func:`canonical_correlations`), beta is
        negative or not finite, or if beta exceeds one while a canonical correlation is one:
        then finer and finer encoders of the shared direction lower the Lagrangian without bound.

    Notes
    -----
    The minimum is over all encoders, not only Gaussian ones: by the entropy power inequality, a
    rate ``R`` of one direction is worth at most ``-1/2 log(1 - rho^2 + rho^2 e^{-2R})``. Source:
    Globerson and Tishby (2004); Chechik et al. (2005); the notes, id X2.

    Examples
    --------
    >>> result = gaussian_ib([[1]], [[1]], [[0.8]], beta=4)
    >>> round(result.rate, 6), round(result.relevance, 6), result.projection.round(6)
    (0.836988, 0.366985, array([[2.081666]]))
    """
    if not (isinstance(beta, Real) and 0 <= beta < math.inf):
        raise ValueError(f"beta is {beta!r}, expected a finite number, 0 or more")
    canonical = canonical_correlations(covariance_x, covariance_y, cross_covariance)
    rho = canonical.correlations
    if rho[0] == 1 and beta > 1:
        raise ValueError(
            f"cross_covariance makes a direction of X a function of Y (canonical correlation 1); "
            f"with beta = {beta:g} the Lagrangian has no lower bound, expected beta of at most 1"
        )
    # The rate of Z_i = a X_i + N is log(1 + a^2) / 2, and this is the best a^2, if positive.
    kept = beta * rho**2 > 1
    gain = np.divide(beta * rho**2 - 1, 1 - rho**2, out=np.zeros_like(rho), where=kept)
    rates = np.log1p(gain) / 2
    return GaussianBottleneck(
        beta=float(beta),
        canonical=canonical,
        rates=rates,
        relevances=_relevance(rates, rho),
        projection=np.sqrt(gain)[:, None] * canonical.directions + 0.0,  # no -0.0
    )


def gaussian_relevance(rate: ArrayLike, correlations: ArrayLike) -> float | NDArray[np.float64]:
    """The Gaussian information curve: the largest ``I(Z;Y)`` at a given rate ``I(X;Z)``.

    Parameters
    ----------
    rate
        Rates in nats, 0 or more, of any shape; ``inf`` gives ``I(X;Y)``.
    correlations
        Canonical correlations, in any order.

    Returns
    -------
    float or array
        The relevance in nats, of the shape of ``rate``. For one correlation it is
        ``-1/2 log(lambda + (1 - lambda) e^{-2R})`` with ``lambda = 1 - rho^2``.

    Raises
    ------
    ValueError
        If a rate is negative or no number, or a correlation is not between 0 and 1.

    Notes
    -----
    Water filling: with level ``w = log(beta - 1)`` direction ``i`` has the rate
    ``max(0, w + a_i) / 2``, where ``a_i = log(rho_i^2 / (1 - rho_i^2))``. The total is the largest
    of ``(k w + a_1 + ... + a_k) / 2`` over ``k``, so that ``w`` is the least of the levels which
    solve these equations one by one. Source: Chechik et al. (2005); the notes, id X2.

    Examples
    --------
    >>> gaussian_relevance([0.0, 1.0, np.inf], [0.8, 0.5]).round(6)
    array([0.      , 0.405315, 0.654667])
    """
    rates, rho = _numbers(rate, "rate", np.inf), _numbers(correlations, "correlations", 1)
    if rho.ndim != 1 or not len(rho):
        raise ValueError(f"correlations has shape {rho.shape}, expected one axis")
    rho = np.sort(rho[rho > 0])[::-1]
    if not len(rho):
        relevance = np.zeros_like(rates)
    elif rho[0] == 1:
        relevance = rates  # the shared direction is worth what it costs, and no other is
    else:
        odds = 2 * np.log(rho) - np.log1p(-(rho**2))
        counts = np.arange(1, len(rho) + 1)
        level = np.min((2 * rates[..., None] - np.cumsum(odds)) / counts, axis=-1)
        parts = np.maximum(0, level[..., None] + odds) / 2
        relevance = _relevance(parts, rho).sum(axis=-1)
    return relevance if relevance.ndim else float(relevance)


def _numbers(values: ArrayLike, name: str, largest: float) -> NDArray[np.float64]:
    try:
        array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} is no array of real numbers: {error}") from None
    if not ((array >= 0) & (array <= largest)).all():
        wrong = array[~((array >= 0) & (array <= largest))].flat[0]
        raise ValueError(f"{name} holds {wrong:g}, expected numbers from 0 to {largest:g}")
    return array
