"""Laws whose mutual information is known, to draw from: what an estimator is tried on.

Of most of them the density ratio ``p(x,y) / p(x)p(y)`` is known, too. Its logarithm is the best
critic there is, so that a neural bound can be tried without training.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
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
LogRatio = Callable[[NDArray, NDArray], Array]
Map = Callable[[Array], Array]


@dataclass(frozen=True, eq=False, repr=False)
class InformationTask:
    """A law of two variables with its mutual information in nats.

    Parameters are ``name``; ``information``, exact up to rounding; ``draw``, a function of a number
    and a generator that returns ``x[i, coordinate]`` and ``y[i, coordinate]``; and ``log_ratio``, a
    function for :meth:`log_density_ratio`, or None if it is not known.

    Source: Czyz et al. (2023), for the idea of transforming laws with known information.

    Examples
    --------
    >>> gaussian_task(0.8, dimension=2)
    Task: normal, correlation 0.8, dimension 2; I(X;Y) = 1.0217 nats
    """

    name: str
    information: float
    draw: Sampler
    log_ratio: LogRatio | None = None

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

    def log_density_ratio(self, x: ArrayLike, y: ArrayLike) -> Array:
        """``log p(x,y)/(p(x) p(y))``, whose mean over pairs of the law is the information.

        Parameters
        ----------
        x, y
            ``x[..., coordinate]`` and ``y[..., coordinate]``; for a finite law ``x[...]`` and
            ``y[...]``. The axes before the last are broadcast: ``x[:, None]`` and ``y`` give all
            pairs, ``[i, j]``, the score matrix of the best critic.

        Raises
        ------
        ValueError
            If the ratio of this law is not known, or the coordinates are not those of the law.

        Examples
        --------
        >>> task = gaussian_task(0.5, dimension=3)
        >>> x, y = task.sample(10, np.random.default_rng(0))
        >>> task.log_density_ratio(x, y).shape, task.log_density_ratio(x[:, None], y).shape
        ((10,), (10, 10))
        """
        if self.log_ratio is None:
            raise ValueError(f"'{self.name}' has no known density ratio, expected a law with one")
        return self.log_ratio(np.asarray(x), np.asarray(y))

    def transformed(
        self,
        of_x: Map,
        of_y: Map | None = None,
        *,
        inverses: tuple[Map, Map] | None = None,
    ) -> InformationTask:
        """The law after one-to-one maps of ``x`` and ``y``, which leave the information alone.

        Parameters
        ----------
        of_x, of_y
            Maps of ``x[i, coordinate]`` that can be undone, such as :func:`half_cube`,
            :func:`asinh` or :func:`spiral`; the same for both if one is given.
        inverses
            The two maps that undo them, if the density ratio is to stay known.

        Examples
        --------
        >>> gaussian_task(0.8).transformed(half_cube)
        Task: normal, correlation 0.8, dimension 1, half_cube; I(X;Y) = 0.5108 nats

        The ratio is the one that it was:

        >>> task = gaussian_task(0.8)
        >>> other = task.transformed(asinh, inverses=(np.sinh, np.sinh))
        >>> x, y = task.sample(5, np.random.default_rng(0))
        >>> np.allclose(other.log_density_ratio(asinh(x), asinh(y)), task.log_density_ratio(x, y))
        True
        """
        of_y = of_y or of_x
        law = _Transformed(self, of_x, of_y, *(inverses or (None, None)))
        names = dict.fromkeys(getattr(f, "__name__", "map") for f in (of_x, of_y))
        known = inverses is not None and self.log_ratio is not None
        return InformationTask(
            ", ".join([self.name, *names]),
            self.information,
            law.draw,
            law.log_ratio if known else None,
        )

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
    law = _Normal(correlation, dimension)
    return InformationTask(
        f"normal, correlation {correlation:g}, dimension {dimension}",
        law.information,
        law.draw,
        law.log_ratio,
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
    law = _Student(_Normal(correlation, dimension), dof)
    return InformationTask(
        f"Student, {dof:g} degrees of freedom, correlation {correlation:g}, dimension {dimension}",
        law.information,
        law.draw,
        law.log_ratio,
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
    law = _Finite(p)
    name = f"finite, {p.shape[0]} x {p.shape[1]}"
    return InformationTask(name, mutual_information(p), law.draw, law.log_ratio)


# --- how they draw, and their density ratios -----------------------------------------------------
# These are classes and not nested functions, so that a task can be sent to another process and
# recognized there.


@dataclass(frozen=True)
class _Normal:
    correlation: float
    dimension: int

    @property
    def information(self) -> float:
        return -self.dimension / 2 * math.log1p(-(self.correlation**2))

    def draw(self, size: int, rng: np.random.Generator) -> tuple[NDArray, NDArray]:
        x = rng.standard_normal((size, self.dimension))
        noise = rng.standard_normal((size, self.dimension))
        return x, self.correlation * x + math.sqrt(1 - self.correlation**2) * noise

    def squares(self, x: NDArray, y: NDArray) -> tuple[Array, Array, Array]:
        """``|x|^2``, ``|y|^2``, and the square of both by the inverse of their covariance."""
        for name, part in (("x", x), ("y", y)):
            if part.shape[-1:] != (self.dimension,):
                raise ValueError(
                    f"{name} has shape {part.shape}, expected a last axis of {self.dimension}"
                )
        of_x, of_y = (x**2).sum(axis=-1), (y**2).sum(axis=-1)
        of_both = of_x + of_y - 2 * self.correlation * np.einsum("...c,...c", x, y)
        return of_x, of_y, of_both / (1 - self.correlation**2)

    def log_ratio(self, x: NDArray, y: NDArray) -> Array:
        of_x, of_y, of_both = self.squares(x, y)
        return self.information + (of_x + of_y - of_both) / 2


@dataclass(frozen=True)
class _Student:
    normal: _Normal
    dof: float

    @property
    def information(self) -> float:
        from scipy.special import digamma

        def f(t: float) -> float:
            return math.lgamma(t / 2) - t / 2 * float(digamma(t / 2))

        return self.normal.information + self.interaction(f)

    def interaction(self, f: Callable[[float], float]) -> float:
        n, d = self.dof, self.normal.dimension
        return f(n) + f(n + 2 * d) - 2 * f(n + d)

    def draw(self, size: int, rng: np.random.Generator) -> tuple[NDArray, NDArray]:
        x, y = self.normal.draw(size, rng)
        scale = np.sqrt(rng.chisquare(self.dof, size=(size, 1)) / self.dof)
        return x / scale, y / scale

    def log_ratio(self, x: NDArray, y: NDArray) -> Array:
        n, d = self.dof, self.normal.dimension
        of_x, of_y, of_both = (np.log1p(square / n) for square in self.normal.squares(x, y))
        constant = self.normal.information + self.interaction(lambda t: math.lgamma(t / 2))
        return constant + ((n + d) * (of_x + of_y) - (n + 2 * d) * of_both) / 2


@dataclass(frozen=True, eq=False)
class _Finite:
    p_xy: Array

    def draw(self, size: int, rng: np.random.Generator) -> tuple[NDArray, NDArray]:
        p = self.p_xy
        cells = rng.choice(p.size, size=size, p=(p / p.sum()).ravel())
        x, y = np.unravel_index(cells, p.shape)
        return x, y

    def log_ratio(self, x: NDArray, y: NDArray) -> Array:
        with np.errstate(divide="ignore"):  # a pair that never occurs has the ratio 0
            log_p_xy, log_p_x, log_p_y = (
                np.log(law) for law in (self.p_xy, self.p_xy.sum(axis=1), self.p_xy.sum(axis=0))
            )
        return log_p_xy[x, y] - log_p_x[x] - log_p_y[y]


@dataclass(frozen=True)
class _Transformed:
    task: InformationTask
    of_x: Map
    of_y: Map
    inverse_of_x: Map | None
    inverse_of_y: Map | None

    def draw(self, size: int, rng: np.random.Generator) -> tuple[NDArray, NDArray]:
        x, y = self.task.draw(size, rng)
        return self.of_x(x), self.of_y(y)

    def log_ratio(self, x: NDArray, y: NDArray) -> Array:
        return self.task.log_ratio(self.inverse_of_x(x), self.inverse_of_y(y))


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
        ``x[..., coordinate]``, with two coordinates or more and one axis or more before them.
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
    if x.ndim < 2 or x.shape[-1] < 2:
        raise ValueError(f"x has shape {x.shape}, expected two coordinates or more")
    angle = speed * np.linalg.norm(x, axis=-1)
    cos, sin = np.cos(angle), np.sin(angle)
    first, second = x[..., 0].copy(), x[..., 1].copy()
    x[..., 0], x[..., 1] = cos * first - sin * second, sin * first + cos * second
    return x


def _check_count(count: int, name: str) -> None:
    if not (isinstance(count, Integral) and count > 0):
        raise ValueError(f"{name} is {count!r}, expected a positive whole number")


def _check_correlation(correlation: float) -> None:
    if not (isinstance(correlation, Real) and -1 < correlation < 1):
        raise ValueError(f"correlation is {correlation!r}, expected a number between -1 and 1")
