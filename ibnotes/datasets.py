"""The data sets of the experiments, made here from their definitions.

The main one is the task of Shwartz-Ziv and Tishby (2017): twelve binary inputs that sit on the
vertices of an icosahedron, and a label that no rotation or reflection of it changes. Everything
is integer arithmetic, so that every machine makes the same 4096 pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Dataset", "icosahedron", "icosahedron_symmetries", "spectra", "szt"]


@dataclass(frozen=True, eq=False)
class Dataset:
    """Inputs with one class each: ``inputs[x, i]`` and ``labels[x]`` in 0, 1, 2, ...

    Raises ``ValueError`` unless the inputs are a finite table with one label a row.

    Examples
    --------
    >>> Dataset("and", [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1])
    Dataset('and': 4 inputs of 2 numbers, 2 classes)
    """

    name: str
    inputs: NDArray[np.generic]
    labels: NDArray[np.int64]

    def __post_init__(self) -> None:
        inputs, labels = np.array(self.inputs), np.array(self.labels)
        if inputs.ndim != 2 or inputs.size == 0:
            raise ValueError(f"inputs has shape {inputs.shape}, expected inputs[x, i]")
        if not np.all(np.isfinite(inputs)):
            raise ValueError("inputs has an entry that is not a finite number")
        if labels.shape != inputs.shape[:1]:
            raise ValueError(
                f"labels has shape {labels.shape}, "
                f"expected one label for each of {len(inputs)} inputs"
            )
        if labels.dtype.kind not in "iu" or labels.min() < 0:
            raise ValueError("labels has an entry that is no class, expected integers 0, 1, 2, ...")
        object.__setattr__(self, "inputs", inputs)
        object.__setattr__(self, "labels", labels.astype(np.int64))

    @property
    def classes(self) -> int:
        """The number of classes, one more than the largest label."""
        return int(self.labels.max()) + 1

    def __repr__(self) -> str:
        rows, columns = self.inputs.shape
        return f"Dataset({self.name!r}: {rows} inputs of {columns} numbers, {self.classes} classes)"


# --- the icosahedron -----------------------------------------------------------------------------


def icosahedron() -> NDArray[np.int64]:
    """The distance of each two of the twelve vertices, in edges: ``distances[i, j]``.

    The distances 0, 1, 2, 3 stand for the cosines ``1, 1/sqrt(5), -1/sqrt(5), -1`` between the
    vertices as seen from the center. The vertices are ``(0, ±1, ±φ)`` with the coordinates turned
    in a cycle, where ``φ`` is the golden ratio. Numbers ``a + b φ`` are kept as pairs of integers.

    Examples
    --------
    >>> np.bincount(icosahedron()[0]).tolist()
    [1, 5, 5, 1]
    """
    ones, golden = [], []
    for turn, one, phi in product(range(3), (1, -1), (1, -1)):
        ones.append(np.roll([0, one, 0], turn))
        golden.append(np.roll([0, 0, phi], turn))
    a, b = np.array(ones), np.array(golden)
    # (a + bφ)(c + dφ) = ac + bd + (ad + bc + bd)φ, because φ² = φ + 1. The norm is 2 + φ, and
    # the other products are φ (an edge), -φ and -(2 + φ) (opposite).
    integer_part = a @ a.T + b @ b.T
    golden_part = a @ b.T + b @ a.T + b @ b.T
    distance_of_product = {(2, 1): 0, (0, 1): 1, (0, -1): 2, (-2, -1): 3}
    pairs = zip(integer_part.ravel().tolist(), golden_part.ravel().tolist())
    return np.array([distance_of_product[pair] for pair in pairs]).reshape(12, 12)


def icosahedron_symmetries() -> NDArray[np.int64]:
    """The 120 rotations and reflections: ``symmetries[g, i]`` is the vertex that ``i`` goes to.

    A symmetry is known once it is known where the three corners of one face go, because the
    distances to these three tell all vertices apart.

    Examples
    --------
    >>> icosahedron_symmetries().shape
    (120, 12)
    """
    distances = icosahedron()
    faces = [
        corners
        for corners in product(range(12), repeat=3)
        if all(distances[corners[i], corners[i - 1]] == 1 for i in range(3))
    ]
    address = {face: [tuple(row) for row in distances[:, face].tolist()] for face in faces}
    first = address[faces[0]]
    return np.array([[address[face].index(row) for row in first] for face in faces])


# --- the task of Shwartz-Ziv and Tishby ----------------------------------------------------------


def spectra(patterns: ArrayLike) -> NDArray[np.int64]:
    """Four counts of each pattern on the icosahedron, which no symmetry changes.

    Parameters
    ----------
    patterns
        Array of 0 and 1, ``patterns[x, i]`` for the twelve vertices ``i``.

    Returns
    -------
    array
        ``spectra[x]`` is ``(n, e1, e2, e3)``, the number of ones, and of pairs of ones at distance
        1, 2 and 3. They are the power spectrum of the pattern over spherical harmonics in other
        coordinates.

    Raises
    ------
    ValueError
        Where the patterns are not rows of twelve zeros and ones.

    Examples
    --------
    >>> spectra([[1] * 12, [0] * 12]).tolist()
    [[12, 30, 30, 6], [0, 0, 0, 0]]
    """
    values = np.array(patterns)
    if values.ndim != 2 or values.shape[1] != 12:
        raise ValueError(f"patterns has shape {values.shape}, expected rows of 12 vertices")
    if not np.isin(values, (0, 1)).all():
        raise ValueError("patterns has an entry that is neither 0 nor 1")
    ones = values.astype(np.int64)
    distances = icosahedron()
    pairs = [((ones @ (distances == d)) * ones).sum(axis=1) // 2 for d in (1, 2, 3)]
    return np.stack([ones.sum(axis=1), *pairs], axis=1)


def szt() -> Dataset:
    """The 4096 patterns on the icosahedron, with the label of Shwartz-Ziv and Tishby.

    Input ``x`` is the number ``x`` in binary, first vertex first. Its label is 1 where
    ``23 n + e1 - 5 e2 - 8 e3 >= 99`` in the numbers of ``spectra``. This is a threshold on the
    power spectrum, so the label is a function of the input that is symmetric and not linear.
    With uniform inputs, ``P(Y = 1) = 2118 / 4096``.

    Source: Shwartz-Ziv and Tishby, arXiv:1703.00810.

    Examples
    --------
    >>> data = szt()
    >>> data
    Dataset('szt': 4096 inputs of 12 numbers, 2 classes)
    >>> data.inputs[5].tolist(), int(data.labels.sum())
    ([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1], 2118)
    """
    patterns = (np.arange(4096)[:, None] >> np.arange(11, -1, -1)) & 1
    scores = spectra(patterns) @ np.array([23, 1, -5, -8])
    return Dataset("szt", patterns.astype(np.int8), (scores >= 99).astype(np.int64))
