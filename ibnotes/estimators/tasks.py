"""Laws whose mutual information is known, to draw from: what an estimator is tried on."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from numbers import Integral, Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.measures import check_distribution, mutual_information

__all__ = [
    "InformationTask",
    "asinh",
    "discrete_task",
    "gaussian_task",
    "half_cube",
    "spiral",
    "student_task",
]

Array = NDArray[np.float64]
Sampler = Callable[[int, np.random.Generator], tuple[NDArray, NDArray]]


@dataclass(frozen=True, eq=False, repr=False)
class InformationTask:
    """A law of two variables with its mutual information in nats.

    Parameters are ``name``; ``information``, exact up to rounding; and ``draw``, a function of a
    number and a generator that returns ``x[i, coordinate]`` and ``y[i, coordinate]``.

    Source: Czyz et al. (2023), for the idea of transforming laws with known information.

    Examples
    --------
    >>> gaussian_task(0.8, dimension=2)
    Task: normal, correlation 0.8, dimension 2; I(X;Y) = 1.0217 nats
    """

    name: str
    information: float
    draw: Sampler

    def sample(self, size: int, rng: np.random.Generator) -> tuple[NDArray, NDArray]:
        """Independent draws, ``x[i, coordinate]`` and ``y[i, coordinate]``.

        Raises
        ------
        ValueError
            If the size is not a positive whole number.

        Examples
        --------
        >>> x, y = gaussian_task(0.5).sample(10, np.random.default_rng(0))
        >>> x.shape, y.shape
        ((10, 1), (10, 1))
        """
        _check_count(size, "size")
        return self.draw(size, rng)

    def transformed(
        self, of_x: Callable[[Array], Array], of_y: Callable[[Array], Array] | None = None
    ) -> InformationTask:
        """The law after one-to-one maps of ``x`` and ``y``, which leave the information alone.

        Parameters
        ----------
        of_x, of_y
            Maps of ``x[i, coordinate]`` that can be undone, such as :func:`half_cube`,
            :func:`asinh` or :func:`spiral`; the same for both if one is given.

        Examples
        --------
        >>> gaussian_task(0.8).transformed(half_cube)
        Task: normal, correlation 0.8, dimension 1, half_cube; I(X;Y) = 0.5108 nats
        """
        of_y = of_y or of_x

        def draw(size: int, rng: np.random.Generator) -> tuple[NDArray, NDArray]:
            x, y = self.draw(size, rng)
            return of_x(x), of_y(y)

        names = dict.fromkeys(getattr(f, "__name__", "map") for f in (of_x, of_y))
        return replace(self, name=", ".join([self.name, *names]), draw=draw)

    def __repr__(self) -> str:
        return f"Task: {self.name}; I(X;Y) = {self.information:.4f} nats"


# --- laws ----------------------------------------------------------------------------------------


def gaussian_task(correlation: float, *, dimension: int = 1) -> InformationTask:
    """Pairs of standard normal coordinates, each with the same correlation.

    Parameters
    ----------
    correlation
        Of ``x[i, j]`` and ``y[i, j]``, strictly between -1 and 1.
    dimension
        The number of coordinates of ``x``, and of ``y``.

    Returns
    -------
    InformationTask
        With ``-dimension/2 log(1 - correlation^2)`` nats.

    Raises
    ------
    ValueError
        If an argument is out of its range.

    Notes
    -----
    Source: the notes' chapter on estimators, id M12.

    Examples
    --------
    >>> round(gaussian_task(0.8).information, 6)
    0.510826
    """
    _check_correlation(correlation)
    _check_count(dimension, "dimension")
    return InformationTask(
        f"normal, correlation {correlation:g}, dimension {dimension}",
        -dimension / 2 * math.log1p(-(correlation**2)),
        _normal_pairs(correlation, dimension),
    )


def student_task(correlation: float, dof: float, *, dimension: int = 1) -> InformationTask:
    """Jointly Student-distributed vectors: heavy tails, and information without correlation.

    Parameters
    ----------
    correlation
        Of ``x[i, j]`` and ``y[i, j]`` in the normal law behind it, strictly between -1 and 1.
    dof
        Degrees of freedom, positive.
    dimension
        The number of coordinates of ``x``, and of ``y``.

    Returns
    -------
    InformationTask
        With the information of the normal law, plus ``f(n) + f(n + 2d) - 2 f(n + d)`` for
        ``f(t) = log Gamma(t/2) - t/2 psi(t/2)``, which is positive.

    Raises
    ------
    ValueError
        If an argument is out of its range.

    Notes
    -----
    A normal vector over the root of one chi-square for all its coordinates. Source: Arellano-Valle
    et al. (2013); Czyz et al. (2023).

    Examples
    --------
    >>> round(student_task(0, dof=1).information, 6)
    0.224171
    """
    _check_correlation(correlation)
    _check_count(dimension, "dimension")
    if not (isinstance(dof, Real) and 0 < dof < math.inf):
        raise ValueError(f"dof is {dof!r}, expected a positive number")
    from scipy.special import digamma, gammaln

    def f(t: float) -> float:
        return float(gammaln(t / 2) - t / 2 * digamma(t / 2))

    normal = gaussian_task(correlation, dimension=dimension)

    def draw(size: int, rng: np.random.Generator) -> tuple[NDArray, NDArray]:
        x, y = normal.draw(size, rng)
        scale = np.sqrt(rng.chisquare(dof, size=(size, 1)) / dof)
        return x / scale, y / scale

    return InformationTask(
        f"Student, {dof:g} degrees of freedom, correlation {correlation:g}, dimension {dimension}",
        normal.information + f(dof) + f(dof + 2 * dimension) - 2 * f(dof + dimension),
        draw,
    )


def discrete_task(p_xy: ArrayLike) -> InformationTask:
    """Draws from a finite law.

    Parameters
    ----------
    p_xy
        Joint law, ``p_xy[x, y]``. Values are 0, 1, ...

    Returns
    -------
    InformationTask
        Its samples have one axis, ``x[i]`` and ``y[i]``, and hold whole numbers.

    Raises
    ------
    ValueError
        If ``p_xy`` is no law of two variables.

    Notes
    -----
    Source: the notes' chapter on estimators, id M1.

    Examples
    --------
    >>> discrete_task([[0.5, 0], [0, 0.5]])
    Task: finite, 2 x 2; I(X;Y) = 0.6931 nats
    """
    p = check_distribution(p_xy, "p_xy", ndim=2)

    def draw(size: int, rng: np.random.Generator) -> tuple[NDArray, NDArray]:
        cells = rng.choice(p.size, size=size, p=(p / p.sum()).ravel())
        x, y = np.unravel_index(cells, p.shape)
        return x, y

    name = f"finite, {p.shape[0]} x {p.shape[1]}"
    return InformationTask(name, mutual_information(p), draw)


def _normal_pairs(correlation: float, dimension: int) -> Sampler:
    def draw(size: int, rng: np.random.Generator) -> tuple[NDArray, NDArray]:
        x = rng.standard_normal((size, dimension))
        noise = rng.standard_normal((size, dimension))
        return x, correlation * x + math.sqrt(1 - correlation**2) * noise

    return draw


# --- maps that can be undone ---------------------------------------------------------------------


def half_cube(x: ArrayLike) -> Array:
    """``x |x|^{1/2}``, entry by entry: heavier tails.

    Examples
    --------
    >>> half_cube([-4.0, 1.0])
    array([-8.,  1.])
    """
    x = np.asarray(x, dtype=np.float64)
    return x * np.sqrt(np.abs(x))


def asinh(x: ArrayLike) -> Array:
    """``log(x + sqrt(x^2 + 1))``, entry by entry: lighter tails.

    Examples
    --------
    >>> asinh([0.0, 1.0]).round(4)
    array([0.    , 0.8814])
    """
    return np.arcsinh(np.asarray(x, dtype=np.float64))


def spiral(x: ArrayLike, speed: float = 1.0) -> Array:
    """The first two coordinates turned by an angle ``speed * |x|``; it keeps volumes.

    Parameters
    ----------
    x
        ``x[i, coordinate]``, with two coordinates or more.
    speed
        In radians for each unit of the Euclidean norm of all coordinates.

    Raises
    ------
    ValueError
        If there are fewer than two coordinates.

    Notes
    -----
    The norm stays, so the turn can be undone. Source: Czyz et al. (2023).

    Examples
    --------
    >>> spiral([[1.0, 0.0]], speed=math.pi).round(12) + 0.0
    array([[-1.,  0.]])
    """
    x = np.array(x, dtype=np.float64)
    if x.ndim != 2 or x.shape[1] < 2:
        raise ValueError(f"x has shape {x.shape}, expected two coordinates or more")
    angle = speed * np.linalg.norm(x, axis=1)
    cos, sin = np.cos(angle), np.sin(angle)
    first, second = x[:, 0].copy(), x[:, 1].copy()
    x[:, 0], x[:, 1] = cos * first - sin * second, sin * first + cos * second
    return x


def _check_count(count: int, name: str) -> None:
    if not (isinstance(count, Integral) and count > 0):
        raise ValueError(f"{name} is {count!r}, expected a positive whole number")


def _check_correlation(correlation: float) -> None:
    if not (isinstance(correlation, Real) and -1 < correlation < 1):
        raise ValueError(f"correlation is {correlation!r}, expected a number between -1 and 1")
