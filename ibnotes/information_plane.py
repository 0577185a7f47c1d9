"""Information that a layer holds about the input and about the label, by five measures.

A layer is an array ``layer[x, unit]``: a row for each input, every input equally likely, and
``labels[x]`` are whole numbers from 0. A deterministic layer of distinct inputs that merges no two
of them has ``I(X;Z) = log N`` whatever it does, so each measure here changes the question, and
says to which:

- `binned_information`: the layer is rounded to bins, ``I(X;Bin(Z)) = H(Bin(Z))``;
- `pairwise_bounds`: Gaussian noise is added to the layer when it is measured, and the information
  is bounded from both sides;
- `noisy_information`: the same quantity by Monte Carlo, with its error, also for networks with
  noise in every layer (`noisy_network_information`);
- `linear_gaussian_information`: a linear layer of a Gaussian input with noise, exactly.

`information_plane` applies one of them to all layers, epochs and networks. Values are in nats.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.estimators.mixtures import BLOCK, NEGLIGIBLE, kernel_sums
from ibnotes.measures import in_unit

__all__ = [
    "EqualBins",
    "CellWidth",
    "RangeBins",
    "QuantileBins",
    "FullResolution",
    "BinnedInformation",
    "binned_information",
    "PairwiseBounds",
    "pairwise_bounds",
    "NoisyInformation",
    "noisy_information",
    "noisy_network_information",
    "linear_gaussian_information",
    "InformationPlane",
    "information_plane",
]

# A code of a row and its label must fit into 63 bits.
LARGEST_CODE = 2**63 - 1


# --- bins ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Cells:
    """Numbers ``index[unit, x]`` of the cells, each in ``0 ... size - 1``."""

    index: NDArray[np.integer]
    size: int
    outside: int = 0


@dataclass(frozen=True)
class EqualBins:
    """Bins of equal width between two fixed ends, the same for all units and at all times.

    Parameters are the ``count`` of bins between ``low`` and ``high`` (which belongs to the last
    bin, so that a saturated tanh is inside), and what happens to values ``outside``: ``"raise"``
    an error, ``"clip"`` them into the first and the last bin, or give them a cell of their ``own``
    on each side. ReLU layers leave every fixed interval; clipping them, as has often been done,
    merges what lies outside and looks like compression.

    Raises ``ValueError`` if there is no bin, no width or no such rule.

    Source: Shwartz-Ziv and Tishby (2017) for 30 bins on [-1, 1].

    Examples
    --------
    >>> print(EqualBins(30))
    30 bins on [-1, 1]
    >>> binned_information([[0.1], [0.2], [0.9]], [0, 1, 1], EqualBins(2, 0, 1)).cells
    2
    """

    count: int = 30
    low: float = -1.0
    high: float = 1.0
    outside: str = "raise"

    def __post_init__(self) -> None:
        _check_count(self.count)
        if not -math.inf < self.low < self.high < math.inf:
            raise ValueError(f"low, high are {self.low}, {self.high}, expected low < high")
        if self.outside not in ("raise", "clip", "own"):
            raise ValueError(f"outside is {self.outside!r}, expected 'raise', 'clip' or 'own'")

    def __str__(self) -> str:
        return f"{self.count} bins on [{self.low:g}, {self.high:g}]"

    def _cells(self, layer: NDArray[np.float64]) -> _Cells:
        low, high = layer.min(), layer.max()
        outside = 0
        if low < self.low or high > self.high:
            outside = int(((layer < self.low) | (layer > self.high)).sum())
            if self.outside == "raise":
                raise ValueError(
                    f"layer has {outside} of {layer.size} values outside [{self.low:g}, "
                    f"{self.high:g}] (they reach from {low:.3g} to {high:.3g}), expected none: "
                    "choose outside='clip' or outside='own', or other bins"
                )
        place = np.clip(layer.T, self.low, self.high) if outside else layer.T
        place = place - self.low
        place *= self.count / (self.high - self.low)
        index = place.astype(np.int32)  # rounds down, as no place is negative
        np.minimum(index, self.count - 1, out=index)  # the upper end belongs to the last bin
        if self.outside != "own":
            return _Cells(index, self.count, outside)
        index[layer.T < self.low] = self.count
        index[layer.T > self.high] = self.count + 1
        return _Cells(index, self.count + 2, outside)


@dataclass(frozen=True)
class CellWidth:
    """Cells ``[k width, (k + 1) width)`` for all whole numbers k: nothing lies outside.

    Raises ``ValueError`` if the width is not positive.

    Source: Saxe et al. (2019), whose width for the measured layers is 0.07.

    Examples
    --------
    >>> print(CellWidth(0.07))
    cells of 0.07
    >>> binned_information([[0.01], [0.06], [0.08]], [0, 1, 1], CellWidth(0.07)).cells
    2
    """

    width: float = 0.07

    def __post_init__(self) -> None:
        if not 0 < self.width < math.inf:
            raise ValueError(f"width is {self.width}, expected a positive number")

    def __str__(self) -> str:
        return f"cells of {self.width:g}"

    def _cells(self, layer: NDArray[np.float64]) -> _Cells:
        place = np.floor(layer.T / self.width)
        first = place.min()
        size = place.max() - first + 1
        if size > 2**53:
            raise ValueError(f"width is {self.width:g}, expected one that float64 can resolve here")
        place -= first
        return _Cells(place.astype(np.int32 if size < 2**31 else np.int64), int(size))


@dataclass(frozen=True)
class RangeBins:
    """Bins of equal width from the smallest to the largest value that the layer has now.

    Raises ``ValueError`` if there is no bin. The bins move with the layer, so two epochs are
    measured with different rulers.

    Source: Chelombiev, Houghton and O'Donnell (2019) for bins that adapt to the layer.

    Examples
    --------
    >>> print(RangeBins(30))
    30 bins on the range
    >>> binned_information([[0], [1], [100]], [0, 1, 1], RangeBins(2)).cells
    2
    """

    count: int = 30

    def __post_init__(self) -> None:
        _check_count(self.count)

    def __str__(self) -> str:
        return f"{self.count} bins on the range"

    def _cells(self, layer: NDArray[np.float64]) -> _Cells:
        low, high = float(layer.min()), float(layer.max())
        if low == high:
            return _Cells(np.zeros(layer.T.shape, dtype=np.int64), 1)
        return EqualBins(self.count, low, high)._cells(layer)


@dataclass(frozen=True)
class QuantileBins:
    """Bins between quantiles of all values that the layer has now.

    Raises ``ValueError`` if there is no bin. Without ties every bin holds the same share of the
    values of all units together. A value on an edge belongs below it, so that the zeros of a ReLU
    layer, where many, have a bin of their own.

    Source: Chelombiev, Houghton and O'Donnell (2019).

    Examples
    --------
    >>> print(QuantileBins(30))
    30 quantile bins
    >>> binned_information([[0], [1], [2], [100]], [0, 0, 1, 1], QuantileBins(2)).cells
    2
    """

    count: int = 30

    def __post_init__(self) -> None:
        _check_count(self.count)

    def __str__(self) -> str:
        return f"{self.count} quantile bins"

    def _cells(self, layer: NDArray[np.float64]) -> _Cells:
        edges = np.quantile(layer, np.arange(1, self.count) / self.count)
        return _Cells(np.searchsorted(edges, layer.T, side="left"), self.count)


@dataclass(frozen=True)
class FullResolution:
    """Each float64 value is its own bin: two rows are equal only if all their numbers are.

    Source: the notes, id P3: the binned information of an injective layer is then H(X).

    Examples
    --------
    >>> print(FullResolution())
    full resolution
    >>> binned_information([[0.5], [0.5 + 1e-15], [0.5]], [0, 1, 1], FullResolution()).cells
    2
    """

    def __str__(self) -> str:
        return "full resolution"

    def _cells(self, layer: NDArray[np.float64]) -> _Cells:
        values = np.ascontiguousarray(layer.T) + 0.0  # -0 becomes 0, which it equals
        return _Cells(values.view(np.int64), 2**64)


Binning = EqualBins | CellWidth | RangeBins | QuantileBins | FullResolution


def _check_count(count: int) -> None:
    if not 1 <= count < 2**30:
        raise ValueError(f"count is {count}, expected one bin or more, and fewer than 2^30")


# --- binned information --------------------------------------------------------------------------


@dataclass(frozen=True)
class BinnedInformation:
    """What the bins of a layer say about input and label, in nats.

    Parameters are ``rate``, ``I(X;Bin(Z)) = H(Bin(Z))``; ``relevance``, ``I(Bin(Z);Y)``;
    ``cells``, the number of different rows of bins; and ``outside``, the number of values that
    lay outside fixed bins and were clipped or put into cells of their own.

    Source: the notes, ids K1 and M13.

    Examples
    --------
    >>> result = binned_information([[0.1], [0.2], [0.8], [0.9]], [0, 0, 1, 1], EqualBins(2, 0, 1))
    >>> result.cells, result.rate == result.relevance
    (2, True)
    """

    rate: float
    relevance: float
    cells: int
    outside: int


def binned_information(layer: ArrayLike, labels: ArrayLike, bins: Binning) -> BinnedInformation:
    """The information that the bins of a layer's units hold about the input and about the label.

    Parameters
    ----------
    layer
        ``layer[x, unit]``, the output for each input; the inputs are equally likely.
    labels
        ``labels[x]``, whole numbers from 0.
    bins
        How values are rounded: `EqualBins`, `CellWidth`, `RangeBins`, `QuantileBins` or
        `FullResolution`.

    Raises
    ------
    ValueError
        If the layer is not a finite matrix, the labels do not fit it, or values lie outside
        fixed bins that do not say what to do with them.

    Notes
    -----
    Each row of bins becomes one whole number with the label as its last digit, in mixed radix; a
    single sort then shows how often each row and each pair of row and label occurs. Where the
    digits would need more than 63 bits, the number so far is replaced by its rank among those
    that occur. Different rows have different numbers throughout, so the counts are exact.
    Rounding a deterministic layer gives an entropy, not the information of the layer itself,
    which does not depend on the bins. Source: the notes, ids K1 and M13.

    Examples
    --------
    >>> import math
    >>> layer = [[0.1], [0.2], [0.8], [0.9]]
    >>> binned_information(layer, [0, 0, 1, 1], EqualBins(2, 0, 1)).rate / math.log(2)
    1.0
    >>> binned_information(layer, [0, 0, 1, 1], FullResolution()).rate / math.log(2)
    2.0
    """
    layer = _check_layer(layer, "layer")
    labels, of_labels = _check_labels(labels, len(layer))
    cells = bins._cells(layer)
    codes = _row_codes(cells, LARGEST_CODE // len(of_labels))
    codes *= len(of_labels)
    codes += labels
    codes.sort()
    of_pairs = _repetitions(codes)
    of_rows = _repetitions(codes // len(of_labels))
    total = len(labels)
    rate = _entropy_of_counts(of_rows, total)
    relevance = _entropy_of_counts(of_labels, total) + rate - _entropy_of_counts(of_pairs, total)
    return BinnedInformation(rate, relevance, len(of_rows), cells.outside)


def _row_codes(cells: _Cells, limit: int) -> NDArray[np.integer]:
    """One number a row, at most the limit, equal for two rows if and only if all cells are."""
    units, rows = cells.index.shape
    small = cells.size**units <= limit // 2**32  # sorts in half the time
    codes, span = np.zeros(rows, dtype=np.int32 if small else np.int64), 1
    for column in cells.index:
        size = cells.size
        if size > limit // rows:
            column, size = _ranks(column)
            if size == rows:
                return column
        if span * size > limit:
            codes, span = _ranks(codes)
            if span == rows:
                return codes
        codes *= size
        codes += column
        span *= size
    return codes


def _ranks(numbers: NDArray[np.integer]) -> tuple[NDArray[np.int64], int]:
    """Each number's rank among the different ones, and how many there are."""
    different, rank = np.unique(numbers, return_inverse=True)
    return rank.astype(np.int64), len(different)


def _repetitions(ordered: NDArray[np.integer]) -> NDArray[np.int64]:
    """How often each value occurs in a sorted array."""
    is_bound = np.ones(len(ordered) + 1, dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_bound[1:-1])
    (bounds,) = is_bound.nonzero()
    return bounds[1:] - bounds[:-1]


def _entropy_of_counts(counts: NDArray[np.int64], total: int) -> float:
    """``log N - sum n log n / N`` for counts that add up to ``N``."""
    return math.log(total) - float(_n_log_n(total)[counts].sum()) / total


@lru_cache(maxsize=8)
def _n_log_n(largest: int) -> NDArray[np.float64]:
    """``n log n`` for all counts: a few logarithms for many layers."""
    n = np.arange(largest + 1.0)
    return n * np.log(np.maximum(n, 1))


# --- Gaussian noise at the measurement: bounds ---------------------------------------------------


@dataclass(frozen=True)
class PairwiseBounds:
    """Bounds on the information that a layer with Gaussian noise holds, in nats.

    Parameters are ``rate_lower`` and ``rate_upper`` around ``I(X;Z + sigma N)``;
    ``relevance_lower`` and ``relevance_upper`` around ``I(Z + sigma N;Y)``; ``relevance``, the
    difference of two upper bounds on entropies, which is an estimate and no bound; and ``sigma``.

    Source: the notes, id M5; Kolchinsky and Tracey (2017).

    Examples
    --------
    >>> bounds = pairwise_bounds([[0.0], [1.0]], [0, 1], sigma=0.5)
    >>> bounds.rate_lower < bounds.rate_upper == bounds.rate
    True
    """

    rate_lower: float
    rate_upper: float
    relevance_lower: float
    relevance_upper: float
    relevance: float
    sigma: float

    @property
    def rate(self) -> float:
        """The upper bound, which the literature plots as the KDE estimate.

        Source: Saxe et al. (2019).

        Examples
        --------
        >>> pairwise_bounds([[0.0], [1.0]], [0, 1], sigma=1e-3).rate == math.log(2)
        True
        """
        return self.rate_upper


def pairwise_bounds(layer: ArrayLike, labels: ArrayLike, sigma: float) -> PairwiseBounds:
    """Bounds on the information in a layer plus Gaussian noise, from distances between outputs.

    Parameters
    ----------
    layer
        ``layer[x, unit]``, the output for each input; the inputs are equally likely.
    labels
        ``labels[x]``, whole numbers from 0.
    sigma
        Standard deviation of the noise, in each unit independently.

    Raises
    ------
    ValueError
        If the layer is not a finite matrix, the labels do not fit it, or sigma is not positive.

    Notes
    -----
    With ``C_ij = |z_i - z_j|^2 / (8 sigma^2)`` and ``D_ij = 4 C_ij``,
    ``-mean_i log mean_j exp(-C_ij) <= I(X;Z + sigma N) <= -mean_i log mean_j exp(-D_ij)``: the
    Bhattacharyya distances bound from below and the Kullback-Leibler distances from above. The
    same bounds hold within each class; the relevance is the difference of whole and classes, and
    its bounds take the two from opposite sides. Nothing is clipped: a lower bound on the
    relevance can be negative. Source: the notes, id M5; Kolchinsky and Tracey (2017).

    Examples
    --------
    >>> bounds = pairwise_bounds([[0.0], [0.0], [3.0], [3.0]], [0, 0, 1, 1], sigma=1)
    >>> f"{bounds.rate_lower:.3f} < {bounds.rate_upper:.3f} < {math.log(2):.3f}"
    '0.412 < 0.682 < 0.693'
    """
    layer = _check_layer(layer, "layer")
    labels, of_labels = _check_labels(labels, len(layer))
    points = (layer - layer.mean(axis=0)) / _check_sigma(sigma)
    below, above = kernel_sums(points, np.eye(len(of_labels))[labels])

    whole_below, classes_below = _mean_log_densities(below, labels)
    whole_above, classes_above = _mean_log_densities(above, labels)
    return PairwiseBounds(
        rate_lower=-whole_below,
        rate_upper=-whole_above,
        relevance_lower=classes_above - whole_below,
        relevance_upper=classes_below - whole_above,
        relevance=classes_above - whole_above,
        sigma=float(sigma),
    )


def _mean_log_densities(
    sums: NDArray[np.float64], labels: NDArray[np.int64]
) -> tuple[float, float]:
    """The mean of ``log mean_j k_ij``, over all j and over the j of the class of i."""
    rows = np.arange(len(labels))
    of_class = np.bincount(labels)[labels]
    whole = np.log(sums.sum(axis=1) / len(labels))
    own_class = np.log(sums[rows, labels] / of_class)
    return float(whole.mean()), float(own_class.mean())


# --- Gaussian noise in the network: Monte Carlo --------------------------------------------------


@dataclass(frozen=True)
class NoisyInformation:
    """Information that a noisy layer T holds, by Monte Carlo, in nats.

    Parameters are ``rate`` and ``relevance``, estimates of ``I(X;T)`` and ``I(T;Y)``, and
    ``rate_error`` and ``relevance_error``, their standard errors over the draws; ``rate_lower``
    and ``relevance_lower``, which err downwards where the law of the layer had to be sampled, and
    equal the first two where it is known; ``sigma``, the standard deviation of the noise;
    ``draws``; and ``samples``, propagated for each draw (0 if the law is known).

    Source: Goldfeld et al. (2019); the notes, id M16.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> result = noisy_information([[0.0], [1.0]], [0, 1], 1e-3, rng=rng)
    >>> result.rate == math.log(2), result.rate_error
    (True, 0.0)
    """

    rate: float
    relevance: float
    rate_error: float
    relevance_error: float
    rate_lower: float
    relevance_lower: float
    sigma: float
    draws: int
    samples: int


def noisy_information(
    centers: ArrayLike,
    labels: ArrayLike,
    sigma: float,
    *,
    rng: np.random.Generator,
    draws: int = 4096,
) -> NoisyInformation:
    """The information in a layer with noise, ``T = f(X) + sigma N``, for standard normal N.

    Parameters
    ----------
    centers
        ``f(x)`` as an array ``centers[x, unit]``; the inputs are equally likely.
    labels
        ``labels[x]``, whole numbers from 0.
    sigma
        Standard deviation of the noise, in each unit independently.
    rng
        The source of the draws.
    draws
        The number of draws of ``T``, spread evenly over the inputs.

    Raises
    ------
    ValueError
        If the centers are not a finite matrix, the labels do not fit, sigma is not positive, or
        there are fewer than two draws.

    Notes
    -----
    The law of ``T`` is a Gaussian mixture with known centers. The estimates are the averages of
    ``log p(t|x)/p(t)`` and ``log p(t|y)/p(t)`` over draws of ``T``: they have no bias, and the
    standard errors measure all of their error. (Spreading the draws evenly makes the true error a
    little smaller.) As sigma falls to zero the rate tends to ``H(f(X))``. Source: Goldfeld et al.
    (2019); the notes, id M16.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> result = noisy_information([[0], [0], [1], [3]], [0, 0, 1, 1], 0.02, rng=rng)
    >>> print(f"{result.rate:.6f} {1.5 * math.log(2):.6f}")
    1.039721 1.039721
    """
    centers = _check_layer(centers, "centers")
    labels, _ = _check_labels(labels, len(centers))
    _check_sigma(sigma)
    x = _drawn_inputs(len(centers), draws, rng)
    return _known_layer(centers, labels, sigma, x, rng)


def noisy_network_information(
    maps: Sequence[Callable[[NDArray[np.float64]], ArrayLike]],
    inputs: ArrayLike,
    labels: ArrayLike,
    sigma: float,
    *,
    rng: np.random.Generator,
    draws: int = 1024,
    samples: int = 256,
    pool: int = 4,
) -> tuple[NoisyInformation, ...]:
    """The information in every layer of a network with Gaussian noise after each layer.

    Parameters
    ----------
    maps
        One function a layer, from rows to rows, such as ``lambda h: np.tanh(h @ W.T + b)``.
        Layer l is ``T_l = maps[l](T_{l-1}) + sigma N_l``.
    inputs
        ``inputs[x, unit]``, equally likely and without noise.
    labels
        ``labels[x]``, whole numbers from 0.
    sigma
        Standard deviation of the noise in each unit of each layer.
    rng
        The source of all draws.
    draws
        How often an input is drawn and sent through the network, to a value t of each layer.
    samples
        How often each drawn input is sent again, to sample ``p(t|x)``; two or more.
    pool
        How often every input is sent, to sample ``p(t)``.

    Returns
    -------
    tuple of NoisyInformation
        One a layer. The law of the first layer is known, so its only error is that of the
        average.

    Raises
    ------
    ValueError
        If the inputs are not a finite matrix, a map does not return a row for a row, the labels
        do not fit, sigma is not positive, or there are too few draws, samples or pools.

    Notes
    -----
    The law of a deeper layer given x is the mean of Gaussians around ``s = maps[l](T_{l-1})``. It
    is replaced by the mixture ``q`` over samples of s. With ``S(t)``, the densities of all other
    inputs summed, taken from the pool, the rate is the average of ``log N q/(q + S)``.

    - ``rate`` draws t from ``q`` itself. The expression is convex in the pool and, averaged over
      t, in ``q``; so it errs upwards in the mean.
    - ``rate_lower`` leaves the sample out from which t was drawn, and believes the remaining
      posterior ``q/(q + S)`` only up to one part in ``samples``, for which it takes the prior: so
      a rare t far from all other samples costs little. The expression is concave in ``q(t)``,
      and a wrong posterior of x lowers the average of its logarithm: this errs downwards. The
      upward effect of the pool is subtracted to second order, half the variance of ``S/(q + S)``.
    - ``relevance`` and ``relevance_lower`` are made in the same way from the posterior of y,
      where the pool's effect on ``p(t|y)`` points downwards.

    The distance between the two shows whether ``samples`` suffices: it must exceed the number of
    balls of radius sigma that the noise of the earlier layers fills. Source: Goldfeld et al.
    (2019), whose noisy networks make the information of a layer finite and let it vary.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> maps = [lambda h: 3 * h, np.tanh]
    >>> first, second = noisy_network_information(maps, [[-1], [1]], [0, 1], 0.1, rng=rng)
    >>> print(f"{first.rate:.4f} {second.rate:.4f} {math.log(2):.4f}")
    0.6931 0.6931 0.6931
    """
    inputs = _check_layer(inputs, "inputs")
    labels, _ = _check_labels(labels, len(inputs))
    _check_sigma(sigma)
    if samples < 2 or pool < 1:
        raise ValueError(f"samples, pool are {samples}, {pool}, expected at least 2 and 1")
    x = _drawn_inputs(len(inputs), draws, rng)

    results = []
    for number, layer_map in enumerate(maps):
        if number == 0:
            centers = _rows_through(layer_map, inputs, number)
            results.append(_known_layer(centers, labels, sigma, x, rng))
            siblings = np.repeat(centers[x, None], samples, axis=1)
            everyone = np.repeat(centers[:, None], pool, axis=1)
        else:
            siblings = _rows_through(layer_map, siblings, number)
            everyone = _rows_through(layer_map, everyone, number)
            t = siblings[:, 0] + sigma * rng.standard_normal(siblings[:, 0].shape)
            results.append(_sampled_layer(t, siblings, everyone, labels, sigma, x))
        siblings = siblings + sigma * rng.standard_normal(siblings.shape)
        everyone = everyone + sigma * rng.standard_normal(everyone.shape)
    return tuple(results)


def _drawn_inputs(inputs: int, draws: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Numbers of inputs in random order, each as often as any other or once more."""
    if draws < 2:
        raise ValueError(f"draws is {draws}, expected at least 2")
    rounds = [rng.permutation(inputs) for _ in range(math.ceil(draws / inputs))]
    return np.concatenate(rounds)[:draws]


def _rows_through(
    layer_map: Callable[[NDArray[np.float64]], ArrayLike],
    outputs: NDArray[np.float64],
    number: int,
) -> NDArray[np.float64]:
    rows = outputs.reshape(-1, outputs.shape[-1])
    images = np.asarray(layer_map(rows), dtype=float)
    if images.ndim != 2 or len(images) != len(rows):
        raise ValueError(
            f"maps[{number}] returns shape {images.shape} for {len(rows)} rows, expected "
            f"({len(rows)}, units)"
        )
    _check_finite(images, f"the output of maps[{number}]")
    return images.reshape(*outputs.shape[:-1], -1)


def _known_layer(
    centers: NDArray[np.float64],
    labels: NDArray[np.int64],
    sigma: float,
    x: NDArray[np.int64],
    rng: np.random.Generator,
) -> NoisyInformation:
    """The first layer: its centers are all there is to know."""
    noise = rng.standard_normal((len(x), centers.shape[1]))
    log_own = -(noise**2).sum(axis=1) / 2
    t, pool = centers[x] / sigma + noise, centers[:, None] / sigma
    strangers, _ = _strangers(t, log_own, pool, labels, x)
    return _estimate(x, strangers, np.zeros(len(x)), np.zeros(len(x)), labels, sigma, samples=0)


def _sampled_layer(
    t: NDArray[np.float64],
    siblings: NDArray[np.float64],
    everyone: NDArray[np.float64],
    labels: NDArray[np.int64],
    sigma: float,
    x: NDArray[np.int64],
) -> NoisyInformation:
    """A deeper layer: ``t[draw]`` comes from ``siblings[draw, 0]``, ``everyone`` is the pool."""
    kernels = -(((t[:, None] - siblings) / sigma) ** 2).sum(axis=2) / 2
    samples = kernels.shape[1]
    log_own = np.logaddexp.reduce(kernels, axis=1) - math.log(samples)
    log_left_out = np.logaddexp.reduce(kernels[:, 1:], axis=1) - math.log(samples - 1) - log_own
    strangers, variances = _strangers(t / sigma, log_own, everyone / sigma, labels, x)
    return _estimate(x, strangers, log_left_out, variances, labels, sigma, samples)


def _strangers(
    t: NDArray[np.float64],
    log_own: NDArray[np.float64],
    pool: NDArray[np.float64],
    labels: NDArray[np.int64],
    x: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """``S(t)/q(t)`` by class, an array ``[draw, y]``, and a bound on the variance of its sum.

    Distances are in units of sigma, and densities in units of the one of the drawn input itself.
    """
    inputs, samples, units = pool.shape
    points = pool.reshape(-1, units)
    half_squares = (points**2).sum(axis=1) / 2
    one_hot = np.repeat(np.eye(labels.max() + 1)[labels], samples, axis=0) / samples
    sums, variances = np.empty((len(t), one_hot.shape[1])), np.empty(len(t))
    step = max(1, BLOCK // len(points))
    for start in range(0, len(t), step):
        block = slice(start, min(start + step, len(t)))
        kernel = t[block] @ points.T - half_squares
        kernel -= ((t[block] ** 2).sum(axis=1) / 2 + log_own[block])[:, None]
        np.maximum(kernel, NEGLIGIBLE, out=kernel)
        np.exp(kernel, out=kernel)
        kernel.reshape(-1, inputs, samples)[np.arange(len(kernel)), x[block]] = 0
        sums[block] = kernel @ one_hot
        variances[block] = np.einsum("ij,ij->i", kernel, kernel) / samples**2
    return sums, variances


def _estimate(
    x: NDArray[np.int64],
    strangers: NDArray[np.float64],
    log_left_out: NDArray[np.float64],
    variances: NDArray[np.float64],
    labels: NDArray[np.int64],
    sigma: float,
    samples: int,
) -> NoisyInformation:
    """Averages over the draws, from densities in units of ``q(t)``, the one of the drawn input.

    ``log_left_out`` is the logarithm of this density without the sample from which t was drawn.
    """
    of_class, of_all = strangers[np.arange(len(x)), labels[x]], strangers.sum(axis=1)
    log_inputs = math.log(len(labels))
    p_y = (np.bincount(labels) / len(labels))[labels[x]]
    rate = log_inputs - np.log1p(of_all)
    relevance = np.log1p(of_class) - np.log1p(of_all) - np.log(p_y)

    share = np.exp(log_left_out)
    effect_of_pool = variances / (share + of_all) ** 2 / 2
    doubt = 1 / samples if samples else 0.0
    for_input = (1 - doubt) * share / (share + of_all) + doubt / len(labels)
    for_class = (1 - doubt) * (share + of_class) / (share + of_all) + doubt * p_y
    rate_lower = np.log(for_input) + log_inputs - effect_of_pool
    relevance_lower = np.log(for_class / p_y) - effect_of_pool
    return NoisyInformation(
        rate=float(rate.mean()),
        relevance=float(relevance.mean()),
        rate_error=float(rate.std(ddof=1) / math.sqrt(len(x))),
        relevance_error=float(relevance.std(ddof=1) / math.sqrt(len(x))),
        rate_lower=float(rate_lower.mean()),
        relevance_lower=float(relevance_lower.mean()),
        sigma=float(sigma),
        draws=len(x),
        samples=samples,
    )


# --- the Gaussian case ---------------------------------------------------------------------------


def linear_gaussian_information(
    weights: ArrayLike, covariance_x: ArrayLike, sigma: float, *, unit: str = "nats"
) -> float:
    """The information ``I(X; W X + sigma N)`` of a linear layer, for Gaussian X.

    Parameters
    ----------
    weights
        ``W[unit, input]``.
    covariance_x
        The covariance of the input.
    sigma
        Standard deviation of the noise, in each unit independently.
    unit
        ``"nats"`` or ``"bits"``.

    Raises
    ------
    ValueError
        If the shapes do not fit, an entry is not finite, the covariance is not symmetric or has
        a negative eigenvalue, or sigma is not positive.

    Notes
    -----
    ``1/2 log det(I + W C W' / sigma^2)``. It grows without bound as sigma falls, for any weights
    but zero: without noise the information is infinite. Source: the notes, id Z5.

    Examples
    --------
    >>> linear_gaussian_information([[1.0]], [[3.0]], 1.0, unit="bits")
    1.0
    """
    weights = _check_layer(weights, "weights")
    covariance = _check_layer(covariance_x, "covariance_x")
    width = weights.shape[1]
    if covariance.shape != (width, width):
        raise ValueError(
            f"covariance_x has shape {covariance.shape}, expected {(width, width)} to fit weights"
        )
    scale = np.abs(covariance).max()
    if np.abs(covariance - covariance.T).max() > 1e-9 * scale:
        raise ValueError("covariance_x is not symmetric, expected a covariance matrix")
    smallest = np.linalg.eigvalsh(covariance)[0]
    if smallest < -1e-9 * scale:
        raise ValueError(f"covariance_x has the eigenvalue {smallest:.3g}, expected none below 0")
    signal = weights @ covariance @ weights.T / _check_sigma(sigma) ** 2
    _, log_determinant = np.linalg.slogdet(np.eye(len(signal)) + signal)
    return in_unit(float(log_determinant) / 2, unit)


# --- all layers, epochs and networks -------------------------------------------------------------


class Measured(Protocol):
    """What a measure returns: at least a rate and a relevance, in nats."""

    @property
    def rate(self) -> float: ...
    @property
    def relevance(self) -> float: ...


Measure = Callable[[NDArray[np.float64], NDArray[np.int64]], Measured]


@dataclass(frozen=True, eq=False)
class InformationPlane:
    """One measure of every layer of several networks over the course of their training.

    Parameters are ``results[epoch][layer][network]``, in the order in which they were measured.

    Source: Shwartz-Ziv and Tishby (2017) for the plane of rate and relevance.

    Examples
    --------
    >>> layer = np.array([[[0.1], [0.2], [0.9]]])
    >>> plane = information_plane([[layer], [layer], [layer]], [0, 0, 1], EqualBins(2, 0, 1))
    >>> plane.rate.shape  # one network, three epochs, one layer
    (1, 3, 1)
    """

    results: tuple[tuple[tuple[Measured, ...], ...], ...]

    def values(self, name: str) -> NDArray[np.float64]:
        """A field of all results as an array ``[network, epoch, layer]``.

        Raises ``AttributeError`` if the results have no such field.

        Source: none, it only rearranges.

        Examples
        --------
        >>> layer = np.array([[[0.1], [0.2], [0.9]]])
        >>> plane = information_plane([[layer]], [0, 0, 1], EqualBins(2, 0, 1))
        >>> plane.values("cells")
        array([[[2.]]])
        """
        nested = [[[getattr(r, name) for r in row] for row in epoch] for epoch in self.results]
        return np.array(nested, dtype=float).transpose(2, 0, 1)

    @property
    def rate(self) -> NDArray[np.float64]:
        """``I(X;Z)`` as the measure has it, an array ``[network, epoch, layer]`` in nats.

        Source: Shwartz-Ziv and Tishby (2017).

        Examples
        --------
        >>> layer = np.array([[[0.1], [0.9]]])
        >>> information_plane([[layer]], [0, 1], FullResolution()).rate / math.log(2)
        array([[[1.]]])
        """
        return self.values("rate")

    @property
    def relevance(self) -> NDArray[np.float64]:
        """``I(Z;Y)`` as the measure has it, an array ``[network, epoch, layer]`` in nats.

        Source: Shwartz-Ziv and Tishby (2017).

        Examples
        --------
        >>> layer = np.array([[[0.1], [0.9]]])
        >>> information_plane([[layer]], [0, 1], FullResolution()).relevance / math.log(2)
        array([[[1.]]])
        """
        return self.values("relevance")


def information_plane(
    snapshots: Iterable[Sequence[NDArray[np.float64]]],
    labels: ArrayLike,
    measure: Binning | Measure,
) -> InformationPlane:
    """Measure all layers of all networks at all epochs.

    Parameters
    ----------
    snapshots
        One entry an epoch: a sequence with one array ``layer[network, x, unit]`` a layer. A
        generator will do: each epoch is measured and let go.
    labels
        ``labels[x]``, whole numbers from 0; or ``labels[network, x]``, if networks were trained
        on different ones.
    measure
        Bins, for `binned_information`; or any function of ``layer[x, unit]`` and the labels whose
        result has a ``rate`` and a ``relevance``.

    Raises
    ------
    ValueError
        If there is no epoch, a layer is not such an array, the epochs differ in their layers or
        networks, or the measure refuses.

    Notes
    -----
    Source: Shwartz-Ziv and Tishby (2017).

    Examples
    --------
    >>> layer = np.array([[[0.1], [0.2], [0.9]]])
    >>> kde = lambda layer, y: pairwise_bounds(layer, y, sigma=0.1)
    >>> information_plane([[layer]], [0, 0, 1], kde).rate.round(3)
    array([[[0.783]]])
    """
    if isinstance(measure, Binning):
        bins = measure

        def measure_layer(layer, labels):
            return binned_information(layer, labels, bins)

    else:
        measure_layer = measure
    results: list[tuple[tuple[Measured, ...], ...]] = []
    for epoch, layers in enumerate(snapshots):
        results.append(
            tuple(
                tuple(map(measure_layer, _networks(layer, epoch), _of_networks(labels, layer)))
                for layer in layers
            )
        )
        if [len(row) for row in results[-1]] != [len(row) for row in results[0]]:
            raise ValueError(f"epoch {epoch} differs from epoch 0 in its layers or networks")
    if not results or len({len(row) for row in results[0]}) != 1:
        raise ValueError("snapshots holds no layers, or layers of different numbers of networks")
    return InformationPlane(tuple(results))


def _networks(layer: ArrayLike, epoch: int) -> NDArray[np.float64]:
    array = np.asarray(layer)
    if array.ndim != 3 or len(array) == 0:
        raise ValueError(
            f"a layer of epoch {epoch} has shape {array.shape}, expected (networks, inputs, units)"
        )
    return array


def _of_networks(labels: ArrayLike, layer: ArrayLike) -> NDArray[np.int64]:
    """The labels of each network, a row each."""
    array = np.asarray(labels)
    networks = len(np.asarray(layer))
    if array.ndim == 2 and len(array) != networks:
        raise ValueError(f"labels has {len(array)} rows, expected one for each of {networks}")
    return np.broadcast_to(array, (networks, array.shape[-1]))


# --- what goes in --------------------------------------------------------------------------------


def _check_layer(layer: ArrayLike, name: str) -> NDArray[np.float64]:
    array = np.asarray(layer, dtype=float)
    if array.ndim != 2 or array.size == 0:
        raise ValueError(f"{name} has shape {array.shape}, expected a matrix with entries")
    _check_finite(array, name)
    return array


def _check_finite(array: NDArray[np.float64], name: str) -> None:
    if not np.isfinite(array).all():
        found = array[~np.isfinite(array)]
        raise ValueError(f"{name} holds {found[0]} ({len(found)} such entries), expected numbers")


def _check_labels(labels: ArrayLike, rows: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The labels, and how often each of them occurs."""
    array = np.asarray(labels)
    if array.shape != (rows,):
        raise ValueError(f"labels has shape {array.shape}, expected ({rows},): one for each input")
    if array.dtype.kind not in "iub":
        raise ValueError(f"labels are of type {array.dtype}, expected whole numbers from 0")
    array = array.astype(np.int64, copy=False)
    if array.min() < 0:
        raise ValueError(f"labels hold {array.min()}, expected whole numbers from 0")
    counts = np.bincount(array)
    if not counts.all():
        raise ValueError(
            f"labels lack the class {int(np.argmin(counts))} of 0 ... {len(counts) - 1}, "
            "expected each to occur"
        )
    return array, counts


def _check_sigma(sigma: float) -> float:
    if not 0 < sigma < math.inf:
        raise ValueError(f"sigma is {sigma}, expected a positive number")
    return sigma
