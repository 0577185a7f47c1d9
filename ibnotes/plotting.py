"""One style for all figures of the course, and the pictures that recur.

Draw inside ``with style():`` and every figure is legible on a phone, safe for color-blind
readers, and the same, byte for byte, on every run.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ibnotes.joint import Joint, information_atoms

__all__ = [
    "COLORS",
    "gradient_panels",
    "information_diagram",
    "information_paths",
    "layer_bands",
    "save",
    "style",
]

#: Okabe and Ito (2008), without the yellow that is too pale for lines on white; black comes last.
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


# --- layers over training -------------------------------------------------------------------------


# Black for the first layer, the palest color for the output, where the bands are narrow.
_LAYER_COLORS = tuple(COLORS[i] for i in (6, 0, 2, 3, 1, 4, 5))


def information_paths(
    rate: NDArray[np.float64],
    relevance: NDArray[np.float64],
    names: Sequence[str],
    ax: Axes | None = None,
) -> Axes:
    """Draw the path of each layer through the information plane, averaged over networks.

    An open circle, with the name of the layer, marks the first epoch, and a dot the last. The
    cross of a dot reaches one standard deviation over the networks to each side.

    Parameters
    ----------
    rate, relevance
        ``rate[network, epoch, layer]`` and ``relevance[network, epoch, layer]``, in any unit.
    names
        What to call the layers; an empty name is not written.
    ax
        Where to draw; a new figure if not given.

    Raises
    ------
    ValueError
        If the shapes do not fit, or there are not as many names as layers.

    Notes
    -----
    Source: the notes, id TODO-2; the form of the picture is that of Shwartz-Ziv and Tishby (2017).

    Examples
    --------
    >>> rate, relevance = np.random.default_rng(0).random((2, 4, 9, 3))
    >>> axes = information_paths(rate, relevance, ["Z1", "Z2", "output"])
    >>> [text.get_text() for text in axes.texts]
    ['Z1', 'Z2', 'output']
    >>> plt.close(axes.figure)
    """
    _check_layers(rate, names, "rate")
    if relevance.shape != rate.shape:
        raise ValueError(f"relevance has the shape {relevance.shape}, expected {rate.shape}")
    with style():
        if ax is None:
            _, ax = plt.subplots()
        spread = {"fmt": "none", "elinewidth": 1, "zorder": 2}
        for layer, (name, color) in enumerate(zip(names, _LAYER_COLORS)):
            x, y = rate[:, :, layer], relevance[:, :, layer]
            path = np.column_stack([x.mean(axis=0), y.mean(axis=0)])
            start, end = path[0], path[-1]
            ax.plot(*path.T, color=color, linewidth=1.5)
            ax.errorbar(*end, xerr=x[:, -1].std(), yerr=y[:, -1].std(), ecolor=color, **spread)
            ax.plot(*start, "o", color=color, markerfacecolor="white", zorder=3)
            ax.plot(*end, "o", color=color, zorder=3)
            if name:
                ax.annotate(name, start, (7, 0), textcoords="offset points", va="center")
    return ax


def layer_bands(
    epochs: NDArray[np.int64],
    values: NDArray[np.float64],
    names: Sequence[str],
    ax: Axes | None = None,
) -> Axes:
    """Draw a quantity of each layer against the epoch: the mean over networks and its spread.

    The axis of the epochs is logarithmic and counts from one, so that epoch 0 has a place. A band
    reaches one standard deviation over the networks to each side.

    Parameters
    ----------
    epochs
        The epochs, ascending from 0.
    values
        ``values[network, epoch, layer]``.
    names
        What to call the layers; an empty name is not written.
    ax
        Where to draw; a new figure if not given.

    Raises
    ------
    ValueError
        If the shapes do not fit, or there are not as many names as layers.

    Notes
    -----
    Source: the notes, id TODO-2.

    Examples
    --------
    >>> values = np.random.default_rng(0).random((4, 9, 2))
    >>> axes = layer_bands(np.arange(9), values, ["Z1", "Z2"])
    >>> axes.get_xscale(), [text.get_text() for text in axes.texts]
    ('log', ['Z1', 'Z2'])
    >>> plt.close(axes.figure)
    """
    _check_layers(values, names, "values")
    if values.shape[1] != len(epochs):
        raise ValueError(f"values has {values.shape[1]} epochs, expected {len(epochs)}")
    with style():
        if ax is None:
            _, ax = plt.subplots()
        x = np.asarray(epochs) + 1
        mean, spread = values.mean(axis=0), values.std(axis=0)
        for layer, (name, color) in enumerate(zip(names, _LAYER_COLORS)):
            low, high = mean[:, layer] - spread[:, layer], mean[:, layer] + spread[:, layer]
            ax.fill_between(x, low, high, color=color, alpha=0.18, linewidth=0)
            ax.plot(x, mean[:, layer], color=color)
            if name:
                end = x[-1], mean[-1, layer]
                ax.annotate(name, end, (4, 0), textcoords="offset points", va="center")
        ax.set_xscale("log")
        ax.set_xlabel("epoch + 1")
    return ax


def gradient_panels(
    mean_norm: NDArray[np.float64], std_norm: NDArray[np.float64], names: Sequence[str]
) -> Figure:
    """Draw, for each layer, the norms of the gradient's mean and of its standard deviation.

    A line is the median over the networks; its band holds the middle 80 percent. Where the line
    of the mean passes below the other one, the signal-to-noise ratio falls below one. Both axes
    are logarithmic and the epochs count from one.

    Parameters
    ----------
    mean_norm, std_norm
        ``mean_norm[epoch, layer, network]`` and ``std_norm[epoch, layer, network]``.
    names
        What to call the layers.

    Raises
    ------
    ValueError
        If the shapes do not fit, or there are not as many names as layers.

    Notes
    -----
    Source: Figure 20 of Saxe et al. (2018), redrawn from runs of our own; the notes, id Z6.

    Examples
    --------
    >>> mean_norm, std_norm = np.random.default_rng(0).random((2, 9, 3, 4))
    >>> figure = gradient_panels(mean_norm, std_norm, ["Z1", "Z2", "output"])
    >>> [axes.get_title() for axes in figure.axes[:3]]
    ['Z1', 'Z2', 'output']
    >>> plt.close(figure)
    """
    _check_layers(mean_norm.swapaxes(1, 2), names, "mean_norm")
    if std_norm.shape != mean_norm.shape:
        raise ValueError(f"std_norm has the shape {std_norm.shape}, expected {mean_norm.shape}")
    x = np.arange(len(mean_norm)) + 1
    with style():
        rows = -(-len(names) // 2)
        size = (4.8, 0.6 + 1.5 * rows)
        figure, panels = plt.subplots(rows, 2, figsize=size, sharex=True, sharey=True)
        for layer, (ax, name) in enumerate(zip(panels.flat, names)):
            ax.set_title(name)
            for norm, color in ((mean_norm, COLORS[0]), (std_norm, COLORS[1])):
                low, middle, high = np.quantile(norm[:, layer], (0.1, 0.5, 0.9), axis=1)
                ax.fill_between(x, low, high, color=color, alpha=0.2, linewidth=0)
                ax.plot(x, middle, color=color, linewidth=1.3)
        for ax in panels.flat[len(names) :]:
            ax.axis("off")
        ax = panels.flat[0]
        ax.set(xscale="log", yscale="log")
        for text, color, height in (("mean", COLORS[0], 0.2), ("deviation", COLORS[1], 0.04)):
            ax.text(0.04, height, text, color=color, transform=ax.transAxes)
        figure.supxlabel("epoch + 1", fontsize=10.5)
        figure.supylabel("norm of the gradient", fontsize=10.5)
    return figure


def _check_layers(values: NDArray[np.float64], names: Sequence[str], name: str) -> None:
    if values.ndim != 3:
        raise ValueError(f"{name} has {values.ndim} axes, expected 3")
    if values.shape[2] != len(names):
        raise ValueError(f"names holds {len(names)} names, expected {values.shape[2]}")
    if len(names) > len(_LAYER_COLORS):
        raise ValueError(f"names holds {len(names)} names, expected at most {len(_LAYER_COLORS)}")
