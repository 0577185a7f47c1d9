"""One style for all figures of the course, and the pictures that recur.

Draw inside ``with style():`` and every figure is legible on a phone, safe for color-blind
readers, and the same, byte for byte, on every run.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ibnotes.joint import Joint, information_atoms

__all__ = ["COLORS", "style", "save", "information_diagram"]

# Okabe and Ito (2008), without the yellow that is too pale for lines on white; black comes last.
COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")

# A figure 4.8 inches wide that is shrunk to a phone's 340 pixels keeps 10.5 pt at 10 pixels.
_RC = {
    "figure.figsize": (4.8, 3.2),
    "figure.dpi": 150,
    "figure.constrained_layout.use": True,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "savefig.dpi": 150,
    "axes.facecolor": "white",
    "axes.prop_cycle": matplotlib.cycler(color=COLORS),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10.5,
    "axes.labelsize": 10.5,
    "font.size": 10.5,
    "font.family": "DejaVu Sans",  # ships with matplotlib, so no machine lacks it
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "legend.frameon": False,
    "lines.linewidth": 2.0,
    "hatch.linewidth": 0.8,
}


@contextmanager
def style() -> Iterator[None]:
    """The style of all figures, for the figures drawn inside the ``with`` block.

    It starts from matplotlib's defaults, so that a reader's own settings change nothing.

    Notes
    -----
    Colors: Okabe and Ito, "Color universal design" (2008).

    Examples
    --------
    >>> with style():
    ...     figure, axes = plt.subplots()
    >>> bool(axes.spines["top"].get_visible())
    False
    >>> plt.close(figure)
    """
    try:
        with plt.style.context(_RC, after_reset=True):
            try:
                yield
            finally:
                interactive = matplotlib.is_interactive()
    finally:
        # The first figure of a notebook turns interactive mode on. The context would undo that,
        # and later figures would not be shown.
        matplotlib.interactive(interactive)


def save(figure: Figure, path: str | Path) -> None:
    """Write a figure to a PNG or SVG file without date or version: same figure, same bytes.

    Raises
    ------
    ValueError
        If the path ends in neither ``.png`` nor ``.svg``.

    Notes
    -----
    Source: the PNG and SVG metadata that matplotlib writes by default.

    Examples
    --------
    >>> import tempfile
    >>> figure = Figure()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(figure, Path(folder) / "empty.svg")
    ...     "matplotlib" in (Path(folder) / "empty.svg").read_text().split("<defs>")[0]
    False
    """
    unwanted = {".png": ("Software",), ".svg": ("Date", "Creator")}
    suffix = Path(path).suffix
    if suffix not in unwanted:
        raise ValueError(f"path ends in {suffix!r}, expected '.png' or '.svg'")
    # Without a fixed salt the names of clip paths in an SVG file are random.
    with style(), plt.rc_context({"svg.hashsalt": "ibnotes"}):
        figure.savefig(path, metadata=dict.fromkeys(unwanted[suffix]))


# --- the information diagram ---------------------------------------------------------------------

# Three circles of radius one around the corners of a triangle, the first on the left.
_RADIUS = 1.0
_CENTERS = 0.62 * np.array([[math.cos(a), math.sin(a)] for a in np.radians([150, 30, 270])])


def information_diagram(
    joint: Joint, names: str | Iterable[str], ax: Axes | None = None, unit: str = "bits"
) -> Axes:
    """Draw three variables as circles, with the signed information of each of the 7 regions.

    The sizes say nothing, the numbers do: the numbers inside a circle sum to its entropy. The
    region in the middle may be negative; then it is hatched.

    Parameters
    ----------
    joint
        A law.
    names
        Three of its variables: ``"X Y Z"`` or a list.
    ax
        Where to draw; a new figure if not given.
    unit
        ``"bits"`` or ``"nats"``.

    Raises
    ------
    ValueError
        If there are not three variables, a name is unknown, or the unit is.

    Notes
    -----
    Source: the notes, ids I1.1 and I1.3; the numbers are :func:`ibnotes.joint.information_atoms`.

    Examples
    --------
    >>> xor = Joint.uniform([(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)], "X Y Z")
    >>> axes = information_diagram(xor, "X Y Z")
    >>> [text.get_text() for text in axes.texts][-3:]
    ['H(X) = 1 bit', 'H(Y) = 1 bit', 'H(Z) = 1 bit']
    >>> plt.close(axes.figure)
    """
    atoms = {region: float(v) for region, v in information_atoms(joint, names, unit).items()}
    variables = tuple(region[0] for region in atoms if len(region) == 1)
    if len(variables) != 3:
        raise ValueError(f"names holds {len(variables)} variables, expected 3")
    with style():
        if ax is None:
            _, ax = plt.subplots(figsize=(4.8, 4.8))
        ax.set_aspect("equal")
        ax.axis("off")
        ax.set_xlim(-1.8, 1.8)
        ax.set_ylim(-1.95, 1.65)
        for center, color in zip(_CENTERS, COLORS):
            ax.add_patch(plt.Circle(center, _RADIUS, facecolor=color, alpha=0.15))
            ax.add_patch(plt.Circle(center, _RADIUS, fill=False, edgecolor=color, linewidth=2))
        if atoms[variables] < 0:
            ax.fill(*_middle().T, facecolor="none", edgecolor="0.55", hatch="////", linewidth=0)
            ax.text(1.1, -1.3, "hatched:\nnegative", va="center", fontsize=9.5)
        for region, value in atoms.items():
            _number(ax, [variables.index(name) for name in region], value)
        for i, name in enumerate(variables):
            entropy = sum(value for region, value in atoms.items() if name in region)
            size = _short(entropy)
            _circle_label(ax, i, f"H({name}) = {size} {unit[:-1] if size == '1' else unit}")
    return ax


def _number(ax: Axes, inside: list[int], value: float) -> None:
    """Write a region's value where the region is widest."""
    # The centers' mean lies in the right direction from the middle, but twice too near.
    x, y = 2.05 * _CENTERS[inside].mean(axis=0)
    box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
    zero = _short(value) == "0"
    ax.text(
        x,
        y,
        _short(value),
        ha="center",
        va="center",
        color="0.45" if zero else "black",
        fontweight="normal" if zero else "bold",
        bbox=box if len(inside) == 3 and value < 0 else None,
    )


def _circle_label(ax: Axes, i: int, label: str) -> None:
    x, y = _CENTERS[i]
    up = 1 if y > 0 else -1
    # The two labels on top stand a little apart.
    ax.text(
        1.65 * x,
        y + up * (_RADIUS + 0.08),
        label,
        ha="center",
        va="bottom" if y > 0 else "top",
    )


def _middle() -> NDArray[np.float64]:
    """The outline of the region inside all three circles."""
    angles = np.linspace(0, 2 * np.pi, 721)
    circle = _RADIUS * np.column_stack([np.cos(angles), np.sin(angles)])
    points = np.concatenate([circle + center for center in _CENTERS])
    distances = np.linalg.norm(points[:, None, :] - _CENTERS, axis=2)
    inside = points[np.all(distances <= _RADIUS + 1e-9, axis=1)]
    return inside[np.argsort(np.arctan2(inside[:, 1], inside[:, 0]))]


def _short(value: float) -> str:
    """At most three decimals, a true minus sign, and no negative zero."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "\N{MINUS SIGN}")
