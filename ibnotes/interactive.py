"""Figures that move under the reader's hand on a static page, with no kernel and no network.

All numbers are computed and written into the page beforehand; the reader picks some of them. A
figure is SVG in the color of the text, which suits a light page and a dark one, and a few lines
of script that copy numbers from a list into the drawing. It is drawn before the script runs, so
that a page without scripts, or on paper, shows its first state; only what moves it is missing.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibnotes.bottleneck import IBCurve, IBResult
from ibnotes.measures import in_unit

if TYPE_CHECKING:
    from IPython.display import HTML

__all__ = ["bottleneck_explorer", "trajectory_switchboard"]


def bottleneck_explorer(
    curve: IBCurve,
    *,
    x_names: Sequence[str] | None = None,
    unit: str = "bits",
    start: int = 0,
    figure_id: str = "bottleneck-explorer",
) -> HTML:
    """A figure in which the reader moves beta along an information curve.

    One half is the information plane with the curve, the point of the chosen beta and the tangent
    there. The other is the encoder, a column for each cluster, a cell the more filled the
    likelier. A slider goes through the betas of the curve by mouse, finger or arrow keys, the
    point can be dragged along the curve, and a button leads to each split of a cluster.

    Parameters
    ----------
    curve
        The curve, computed at two or more betas; fifty to a hundred make it move smoothly.
    x_names
        The names of the rows of the encoders; numbers from 0 if not given.
    unit
        ``"nats"`` or ``"bits"``, for the axes and the line of numbers.
    start
        The number of the result that is shown first.
    figure_id
        The id of the figure, unique on its page.

    Returns
    -------
    IPython.display.HTML
        Its numbers are rounded to what can be seen, so that another machine writes the same text.

    Raises
    ------
    ValueError
        If the curve has fewer than two betas, a beta that is zero or occurs twice, or no point
        off the origin, if the number of names is wrong, ``start`` is not the number of a result,
        the unit is unknown, or the id is not a plain word.

    Notes
    -----
    Source: Tishby, Pereira and Bialek (1999) for the plane and the slope of the curve.

    Examples
    --------
    >>> from ibnotes.bottleneck import ib_curve
    >>> curve = ib_curve([[0.45, 0.05], [0.05, 0.45]], [1, 2, 4])
    >>> figure = bottleneck_explorer(curve, x_names=["no", "yes"])
    >>> 'type="range"' in figure.data
    True
    """
    from IPython.display import HTML

    results = _checked_results(curve)
    names = _row_names(x_names, len(results[0].encoder))
    if not 0 <= start < len(results):
        raise ValueError(f"start is {start}, expected the number of one of {len(results)} results")
    _check_id(figure_id)

    plane = _Plane(results[-1].rate, curve.information, unit)
    splits = [i for i, (a, b) in enumerate(pairwise(results), 1) if b.clusters > a.clusters]
    positions = [
        {
            "text": _numbers(result, unit),
            "point": plane.point(result),
            "tangent": plane.tangent(result),
            "encoder": (100 * result.encoder).round().astype(int).tolist(),
        }
        for result in results
    ]
    page = _PAGE.format(
        id=figure_id,
        width=_WIDTH,
        height=_HEIGHT,
        plane=plane.draw(results, splits),
        moving=_draw_position(**positions[start]),
        names=_draw_names(names),
        cells=_draw_encoder(positions[start]["encoder"]),
        last=len(results) - 1,
        start=start,
        text=positions[start]["text"],
        buttons="".join(_draw_button(results[i], i) for i in splits),
        data=json.dumps({"box": _BOX, "positions": positions}, separators=(",", ":")),
    )
    return HTML(page + _SCRIPT.replace("FIGURE_ID", figure_id))


def _check_id(figure_id: str) -> None:
    if not re.fullmatch(r"[A-Za-z][\w-]*", figure_id):
        raise ValueError(f"figure_id is {figure_id!r}, expected letters, digits, - and _ only")


def _checked_results(curve: IBCurve) -> tuple[IBResult, ...]:
    betas = curve.betas
    if len(betas) < 2 or betas[0] == 0 or any(a == b for a, b in pairwise(betas)):
        raise ValueError(
            f"curve has the betas {betas.tolist()}, expected two or more, positive and different"
        )
    if curve.results[-1].rate == 0:
        raise ValueError("curve stays at the origin, expected a larger beta")
    return curve.results


def _row_names(x_names: Sequence[str] | None, rows: int) -> list[str]:
    names = [str(x) for x in range(rows)] if x_names is None else [*x_names]
    if len(names) != rows:
        raise ValueError(f"x_names holds {len(names)} names, expected {rows}")
    return names


# --- the information plane -----------------------------------------------------------------------

# Both drawings have this size, in units that are pixels on a narrow screen.
_WIDTH, _HEIGHT = 340, 270
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 332, 14, 226
_BOX = [_LEFT, _TOP, _RIGHT - _LEFT, _BOTTOM - _TOP]
_AXES = f'<path d="M{_LEFT},{_TOP}V{_BOTTOM}H{_RIGHT}" fill="none" stroke="currentColor"/>'


class _Plane:
    """The information plane: from nats to places in the drawing."""

    def __init__(self, largest_rate: float, information: float, unit: str) -> None:
        self.unit = unit
        self.information = information
        self.rate_end, self.relevance_end = 1.06 * largest_rate, 1.12 * information

    def place(self, rate: float, relevance: float) -> list[float]:
        x = _LEFT + (_RIGHT - _LEFT) * rate / self.rate_end
        y = _BOTTOM - (_BOTTOM - _TOP) * relevance / self.relevance_end
        return [round(x, 1), round(y, 1)]

    def point(self, result: IBResult) -> list[float]:
        return self.place(result.rate, result.relevance)

    def tangent(self, result: IBResult) -> list[float]:
        """The two ends of the line of slope 1/beta, where it meets the edges of the plane."""
        at_zero = result.relevance - result.rate / result.beta
        low = max(0.0, -at_zero * result.beta)
        high = min(self.rate_end, (self.relevance_end - at_zero) * result.beta)
        return [*self.place(low, at_zero + low / result.beta),
                *self.place(high, at_zero + high / result.beta)]  # fmt: skip

    def draw(self, results: Sequence[IBResult], splits: Sequence[int]) -> str:
        """Everything that stands still: axes, ceiling, curve, and a ring before each split."""
        points = [self.place(0, 0), *map(self.point, results)]
        curve = " ".join(f"{x},{y}" for x, y in points)
        _, ceiling = self.place(0, self.information)
        parts = [
            _AXES,
            f'<path d="M{_LEFT},{ceiling}H{_RIGHT}" stroke="currentColor" stroke-dasharray="4 4"/>',
            _text(_LEFT + 5, ceiling - 5, "I(X;Y)", "start"),
            f'<polyline points="{curve}" fill="none" stroke="currentColor" stroke-width="2"/>',
            *self._ticks(),
            _name_of_x(f"rate I(X;Z) in {self.unit}"),
            _name_of_y(f"relevance I(Z;Y) in {self.unit}"),
        ]
        for x, y in (self.point(results[i - 1]) for i in splits):
            parts.append(f'<circle cx="{x}" cy="{y}" r="5" fill="none" stroke="currentColor"/>')
        return "\n".join(parts)

    def _ticks(self) -> list[str]:
        one = in_unit(1.0, self.unit)
        parts = []
        for value in _round_values(self.rate_end * one):
            parts += _tick_of_x(self.place(value / one, 0)[0], f"{value:g}")
        for value in _round_values(self.relevance_end * one):
            parts += _tick_of_y(self.place(0, value / one)[1], f"{value:g}")
        return parts


def _round_values(end: float) -> list[float]:
    """The multiples of 1, 2 or 5 times a power of ten up to the end, about four of them."""
    power = 10.0 ** math.floor(math.log10(end / 4))
    step = next(power * m for m in (1, 2, 5, 10) if end / (power * m) <= 5)
    return [round(i * step, 10) for i in range(int(end / step) + 1)]


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'


def _name_of_x(name: str) -> str:
    return _text((_LEFT + _RIGHT) / 2, _HEIGHT - 8, name, "middle")


def _name_of_y(name: str) -> str:
    place = f"translate(11 {(_TOP + _BOTTOM) / 2:g}) rotate(-90)"
    return f'<g transform="{place}">{_text(0, 0, name, "middle")}</g>'


def _tick_of_x(x: float, text: str) -> list[str]:
    tick = f'<path d="M{x},{_BOTTOM}v4" stroke="currentColor"/>'
    return [tick, _text(x, _BOTTOM + 17, text, "middle")]


def _tick_of_y(y: float, text: str) -> list[str]:
    tick = f'<path d="M{_LEFT},{y}h-4" stroke="currentColor"/>'
    return [tick, _text(_LEFT - 7, y + 4, text, "end")]


# --- the encoder and the line of numbers ---------------------------------------------------------


def _draw_names(names: Sequence[str]) -> str:
    """The names of the rows, beside the cells."""
    height = (_BOTTOM - _TOP) / len(names)
    rows = [_text(_LEFT - 7, _TOP + (i + 0.5) * height + 4, n, "end") for i, n in enumerate(names)]
    return "\n".join([*rows, _name_of_x("cluster z")])


def _numbers(result: IBResult, unit: str) -> str:
    return (
        f"β = {result.beta:.2f}: rate {in_unit(result.rate, unit):.3f} {unit}, "
        f"relevance {in_unit(result.relevance, unit):.3f} {unit}, "
        f"slope 1/β = {1 / result.beta:.3f}, "
        f"{result.clusters} cluster{'' if result.clusters == 1 else 's'}"
    )


def _draw_position(point: Sequence[float], tangent: Sequence[float], **_: object) -> str:
    x1, y1, x2, y2 = tangent
    return (
        f'<line class="tangent" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#D55E00" '
        f'stroke-width="1.5"/>\n'
        f'<circle class="point" cx="{point[0]}" cy="{point[1]}" r="6" fill="#D55E00"/>'
    )


def _draw_encoder(encoder: Sequence[Sequence[int]]) -> str:
    """The cells, from numbers in percent."""
    left, top, all_columns, all_rows = _BOX
    width, height = all_columns / len(encoder[0]), all_rows / len(encoder)
    return "".join(
        f'<rect x="{left + j * width:.1f}" y="{top + i * height:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" fill="currentColor" fill-opacity="{percent / 100:g}" '
        f'stroke="currentColor" stroke-opacity="0.3"/>'
        for i, row in enumerate(encoder)
        for j, percent in enumerate(row)
    )


def _draw_button(result: IBResult, number: int) -> str:
    return (
        f'<button type="button" data-position="{number}">'
        f"{result.clusters} from β = {result.beta:.2f}</button>\n"
    )


_PAGE = """\
<div id="{id}" class="bottleneck-explorer">
<style>
#{id} .drawings {{ display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; }}
#{id} svg {{ flex: 1 1 300px; min-width: 0; max-width: 420px; font: 12px sans-serif;
  user-select: none; overflow: visible; }}
#{id} svg text {{ fill: currentColor; }}
#{id} .plane {{ cursor: pointer; touch-action: pan-y; }}
#{id} input {{ display: block; width: 100%; max-width: 840px; height: 1.75rem; }}
#{id} button {{ min-height: 2rem; padding: 0 0.6rem; margin: 0 0.3rem 0.3rem 0; font: inherit;
  color: inherit; background: transparent; border: 1px solid currentColor; border-radius: 4px; }}
#{id} p {{ margin: 0.4rem 0; }}
</style>
<div class="drawings">
<svg class="plane" viewBox="0 0 {width} {height}" role="img" aria-label="The information \
plane: the curve of the bottleneck, the point of the chosen beta, and the tangent at this point.">
{plane}
{moving}
</svg>
<svg class="encoder" viewBox="0 0 {width} {height}" role="img" aria-label="The encoder \
p(z|x): a row for each x, a column for each cluster z, a cell the more filled the likelier.">
{names}
<g class="cells">{cells}</g>
</svg>
</div>
<p class="numbers">{text}</p>
<div class="controls" hidden>
<input type="range" min="0" max="{last}" value="{start}" step="1" aria-label="beta" \
aria-valuetext="{text}">
<p>Clusters: {buttons}</p>
</div>
<script type="application/json">{data}</script>
</div>
"""

_SCRIPT = """\
<script>
(() => {
  const figure = document.getElementById("FIGURE_ID");
  const find = (selector) => figure.querySelector(selector);
  const { box, positions } = JSON.parse(find("script").textContent);
  const slider = find("input"), plane = find(".plane");

  const cell = (p, ...box) => {
    const [x, y, width, height] = box.map((length) => length.toFixed(1));
    return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="currentColor"
      fill-opacity="${p / 100}" stroke="currentColor" stroke-opacity="0.3"/>`;
  };

  function drawEncoder(rows) {
    const [left, top, all, tall] = box, width = all / rows[0].length, height = tall / rows.length;
    find(".cells").innerHTML = rows.map((row, i) => row.map((p, j) =>
      cell(p, left + j * width, top + i * height, width, height)).join("")).join("");
  }

  function show(i) {
    const { text, point, tangent, encoder } = positions[i];
    find(".numbers").textContent = text;
    slider.setAttribute("aria-valuetext", text);
    ["cx", "cy"].forEach((name, k) => find(".point").setAttribute(name, point[k]));
    ["x1", "y1", "x2", "y2"].forEach((name, k) =>
      find(".tangent").setAttribute(name, tangent[k]));
    drawEncoder(encoder);
  }

  function move(i) {
    slider.value = i;
    show(i);
  }

  function follow(event) {
    const { left, top, width } = plane.getBoundingClientRect();
    const scale = plane.viewBox.baseVal.width / width;
    const x = (event.clientX - left) * scale, y = (event.clientY - top) * scale;
    const far = positions.map(({ point }) => Math.hypot(point[0] - x, point[1] - y));
    move(far.indexOf(Math.min(...far)));
  }

  slider.addEventListener("input", () => show(slider.value));
  plane.addEventListener("pointerdown", follow);
  plane.addEventListener("pointermove", (event) => event.buttons && follow(event));
  figure.querySelectorAll("button").forEach((button) =>
    button.addEventListener("click", () => move(button.dataset.position)));
  show(slider.value);
  find(".controls").hidden = false;
})();
</script>
"""


# --- layers over training ------------------------------------------------------------------------

Trajectory = tuple[ArrayLike, ArrayLike, ArrayLike]

# Okabe and Ito (2008), as in the figures that stand still, and what can be read on each.
_LAYER_COLORS = {
    "#0072B2": "white", "#D55E00": "black", "#009E73": "black",
    "#CC79A7": "black", "#E69F00": "black", "#56B4E9": "black",
}  # fmt: skip

# What is written into the page: hundredths of a unit of rate, thousandths of one of relevance.
_RATE_STEPS, _RELEVANCE_STEPS = 100, 1000


def trajectory_switchboard(
    trajectories: Mapping[tuple[str, ...], Trajectory],
    *,
    switches: Sequence[str] = ("activation", "measure", "setting"),
    layer_names: Sequence[str] | None = None,
    rate_name: str = "about the input X",
    relevance_name: str = "about the label Y",
    unit: str = "bits",
    figure_id: str = "trajectory-switchboard",
) -> HTML:
    """A figure in which the reader switches between measures of the same trained networks.

    One half is the information plane with the path of every layer over training, the other the
    rate of every layer against the epoch. A row of buttons for each switch chooses the
    trajectory, another one a layer, and a slider the epoch, by mouse, finger or keys. The axes
    stay as they are, so that what moves is the measure. A line says the numbers.

    Parameters
    ----------
    trajectories
        For each choice, a text for each switch such as ``("tanh", "bins", "30 on [-1, 1]")``, the
        arrays ``epochs[epoch]``, ``rate[epoch, layer]`` and ``relevance[epoch, layer]`` in nats.
        Not every combination of texts need be there: a switch offers what goes with the switches
        before it. Epochs rise; they can differ between trajectories.
    switches
        The names of the switches.
    layer_names
        The names of the layers; numbers from 1 if not given.
    rate_name, relevance_name
        What the axes and the line of numbers call the two quantities. Binned numbers are not
        ``I(X;Z)``, so this is not what they are called unasked.
    unit
        ``"nats"`` or ``"bits"``, for the axes and the line of numbers.
    figure_id
        The id of the figure, unique on its page.

    Returns
    -------
    IPython.display.HTML
        Numbers are rounded to hundredths (rate) and thousandths (relevance) of the unit.

    Raises
    ------
    ValueError
        If there is no trajectory, a key has not one text for each switch, arrays do not fit
        together or hold other than numbers, the epochs do not rise from 0 or more, all rates or
        all relevances are zero, there are more than six layers or other than one name for each,
        the unit is unknown, or the id is not a plain word.

    Notes
    -----
    Source: Saxe et al. (2019), whose argument compares such planes side by side.

    Examples
    --------
    >>> epochs, relevance = [0, 10, 100], [[0.1], [0.5], [0.6]]
    >>> figure = trajectory_switchboard({
    ...     ("tanh", "bins", "30"): (epochs, [[2.0], [3.0], [1.5]], relevance),
    ...     ("tanh", "bins", "100"): (epochs, [[2.5], [3.5], [2.5]], relevance),
    ... })
    >>> figure.data.count('type="radio"')
    6
    """
    from IPython.display import HTML

    _check_id(figure_id)
    one = in_unit(1.0, unit)
    if not trajectories:
        raise ValueError("trajectories is empty, expected at least one")
    entries = [_checked_trajectory(k, t, len(switches)) for k, t in trajectories.items()]
    layers = {rate.shape[1] for _, rate, _ in entries}
    if len(layers) != 1 or max(layers) > len(_LAYER_COLORS):
        raise ValueError(
            f"trajectories have {sorted(layers)} layers, expected the same number for all, at most "
            f"{len(_LAYER_COLORS)}"
        )
    names = _layer_names(layer_names, layers.pop())

    epochs = sorted({int(e) for of_trajectory, _, _ in entries for e in of_trajectory})
    rate_end = 1.06 * one * max(rate.max() for _, rate, _ in entries)
    relevance_end = 1.12 * one * max(relevance.max() for _, _, relevance in entries)
    if not (rate_end > 0 and relevance_end > 0 and epochs[-1] > 0):
        raise ValueError("trajectories stay at zero rate, relevance or epoch: nothing to draw")

    data = {
        "box": _BOX,
        "ends": [rate_end, relevance_end, math.log10(1 + epochs[-1])],
        "quantities": [rate_name, relevance_name],
        "unit": unit,
        "names": names,
        "colors": list(_LAYER_COLORS.items()),
        "epochs": epochs,
        "trajectories": [
            {
                "key": key,
                "epochs": of_trajectory.tolist(),
                "rate": _in_steps(rate * one, _RATE_STEPS),
                "relevance": _in_steps(relevance * one, _RELEVANCE_STEPS),
            }
            for key, (of_trajectory, rate, relevance) in zip(trajectories, entries)
        ],
    }
    data["ends"] = [float(f"{end:.4g}") for end in data["ends"]]
    paths = _layer_paths(data["trajectories"][0], data["ends"])
    choices = [
        _draw_switch(figure_id, number, name, dict.fromkeys(key[number] for key in trajectories))
        for number, name in enumerate(switches)
    ]
    page = _SWITCHBOARD.format(
        id=figure_id,
        width=_WIDTH,
        height=_HEIGHT,
        switches="\n".join(choices),
        layers=_draw_switch(figure_id, len(switches), "layer", ["all", *names]),
        plane=_draw_axes(data["ends"][:2], f"{rate_name}, {unit}", f"{relevance_name}, {unit}"),
        plane_layers=_draw_layers(in_plane for in_plane, _ in paths),
        course=_draw_course(data["ends"], f"{rate_name}, {unit}"),
        course_layers=_draw_layers(in_course for _, in_course in paths),
        text=_switchboard_numbers(data),
        last=len(epochs) - 1,
        data=json.dumps(data, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c"),
    )
    return HTML(page + _SWITCHBOARD_SCRIPT.replace("FIGURE_ID", figure_id))


def _checked_trajectory(
    key: tuple[str, ...], trajectory: Trajectory, switches: int
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    if not isinstance(key, tuple) or len(key) != switches:
        raise ValueError(f"trajectories has the key {key!r}, expected {switches} texts")
    epochs, rate, relevance = (np.asarray(values) for values in trajectory)
    if rate.ndim != 2 or rate.shape != relevance.shape or epochs.shape != rate.shape[:1]:
        raise ValueError(
            f"trajectories[{key!r}] has shapes {epochs.shape}, {rate.shape} and "
            f"{relevance.shape}, expected (epochs,) and twice (epochs, layers)"
        )
    if not (np.isfinite(rate).all() and np.isfinite(relevance).all()):
        raise ValueError(f"trajectories[{key!r}] holds a value that is not finite")
    if len(epochs) == 0 or epochs[0] < 0 or (np.diff(epochs) <= 0).any():
        raise ValueError(f"trajectories[{key!r}] has epochs that do not rise from 0 or more")
    return epochs.astype(np.int64), rate, relevance


def _layer_names(layer_names: Sequence[str] | None, layers: int) -> list[str]:
    names = [str(n) for n in range(1, layers + 1)] if layer_names is None else [*layer_names]
    if len(names) != layers:
        raise ValueError(f"layer_names holds {len(names)} names, expected {layers}")
    return names


def _in_steps(values: NDArray[np.float64], steps: int) -> list[list[int]]:
    """Whole numbers of steps, a list for each layer."""
    return (values.T * steps).round().astype(int).tolist()


def _draw_switch(figure_id: str, number: int, name: str, options: Iterable[str]) -> str:
    """A row of buttons of which one is pressed."""
    buttons = "".join(
        f'<label><input type="radio" name="{figure_id}-{number}" value="{escape(option)}"'
        f"{' checked' if i == 0 else ''}><span>{escape(option)}</span></label>"
        for i, option in enumerate(options)
    )
    return f'<fieldset data-switch="{number}"><legend>{escape(name)}</legend>{buttons}</fieldset>'


def _draw_axes(ends: Sequence[float], x_name: str, y_name: str) -> str:
    left, top, width, height = _BOX
    parts = [_AXES, _name_of_x(x_name), _name_of_y(y_name)]
    for value in _round_values(ends[0]):
        parts += _tick_of_x(round(left + width * value / ends[0], 1), f"{value:g}")
    for value in _round_values(ends[1]):
        parts += _tick_of_y(round(top + height * (1 - value / ends[1]), 1), f"{value:g}")
    return "\n".join(parts)


def _draw_course(ends: Sequence[float], y_name: str) -> str:
    left, top, width, height = _BOX
    rate_end, _, decades = ends
    parts = [_AXES, _name_of_x("epoch + 1"), _name_of_y(y_name)]
    for power in range(int(decades) + 1):
        parts += _tick_of_x(round(left + width * power / decades, 1), f"{10**power}")
    for value in _round_values(rate_end):
        parts += _tick_of_y(round(top + height * (1 - value / rate_end), 1), f"{value:g}")
    return "\n".join(parts)


Path = list[tuple[str, str]]


def _layer_paths(trajectory: Mapping, ends: Sequence[float]) -> list[tuple[Path, Path]]:
    """The path of each layer through the plane, and its course over the epochs."""
    left, top, width, height = _BOX
    rate_end, relevance_end, decades = ends

    def place(across: float, up: float) -> tuple[str, str]:
        return f"{left + width * across:.1f}", f"{top + height * (1 - up):.1f}"

    def paths(rates: Sequence[int], relevances: Sequence[int]) -> tuple[Path, Path]:
        rates = [rate / _RATE_STEPS / rate_end for rate in rates]
        relevances = [relevance / _RELEVANCE_STEPS / relevance_end for relevance in relevances]
        later = [math.log10(epoch + 1) / decades for epoch in trajectory["epochs"]]
        return [*map(place, rates, relevances)], [*map(place, later, rates)]

    return [*map(paths, trajectory["rate"], trajectory["relevance"])]


def _draw_layers(paths: Iterable[Path]) -> str:
    """The layers at the last epoch, as the script draws them at any."""
    parts = []
    for number, (path, (color, ink)) in enumerate(zip(paths, _LAYER_COLORS.items()), start=1):
        (x0, y0), (x, y) = path[0], path[-1]
        points = " ".join(map(",".join, path))
        parts.append(
            f'<g opacity="1">'
            f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>'
            f'<circle cx="{x0}" cy="{y0}" r="3.5" fill="none" stroke="{color}" stroke-width="2"/>'
            f'<circle cx="{x}" cy="{y}" r="8" fill="{color}"/>'
            f'<text x="{x}" y="{float(y) + 4:.1f}" text-anchor="middle" style="fill: {ink}">'
            f"{number}</text></g>"
        )
    return "".join(parts)


def _switchboard_numbers(data: Mapping) -> str:
    """The line of numbers for all layers of the first trajectory at its last epoch."""
    first = data["trajectories"][0]
    rates = ", ".join(f"{layer[-1] / _RATE_STEPS:.2f}" for layer in first["rate"])
    relevances = ", ".join(f"{layer[-1] / _RELEVANCE_STEPS:.3f}" for layer in first["relevance"])
    rate_name, relevance_name = data["quantities"]
    return escape(
        f"{', '.join(first['key'])}, epoch {first['epochs'][-1]}, "
        f"layers {', '.join(data['names'])}: {rate_name} {rates} {data['unit']}, "
        f"{relevance_name} {relevances} {data['unit']}"
    )


_SWITCHBOARD = """\
<div id="{id}" class="trajectory-switchboard">
<style>
#{id} .drawings {{ display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; }}
#{id} svg {{ flex: 1 1 300px; min-width: 0; max-width: 420px; font: 12px sans-serif;
  user-select: none; overflow: visible; }}
#{id} svg text {{ fill: currentColor; }}
#{id} .course {{ cursor: pointer; touch-action: pan-y; }}
#{id} fieldset {{ border: 0; margin: 0; padding: 0 0 0.3rem; display: flex; flex-wrap: wrap;
  align-items: center; gap: 0.3rem; }}
#{id} legend {{ float: left; width: 6rem; margin: 0; padding: 0; font: inherit;
  line-height: 2rem; }}
#{id} label {{ position: relative; margin: 0; }}
#{id} label[hidden] {{ display: none; }}
#{id} label input {{ position: absolute; width: 100%; height: 100%; margin: 0; opacity: 0;
  cursor: pointer; }}
#{id} label span {{ display: block; min-width: 2.2rem; padding: 0 0.5rem; line-height: 2rem;
  text-align: center; border: 1px solid currentColor; border-radius: 4px; }}
#{id} input:checked + span {{ box-shadow: inset 0 0 0 2px currentColor; font-weight: bold; }}
#{id} input:focus-visible + span {{ outline: 3px solid currentColor; outline-offset: 2px; }}
#{id} input[type="range"]:not([hidden]) {{ display: block; width: 100%; \
max-width: 840px; height: 1.75rem; }}
#{id} p {{ margin: 0.4rem 0; min-height: 3.2em; }}
</style>
<div class="controls" hidden>
{switches}
{layers}
</div>
<div class="drawings">
<svg class="plane" viewBox="0 0 {width} {height}" role="img" aria-label="The information \
plane: the path of each layer over training under the chosen measure, a ring at its start and a \
numbered disc at the chosen epoch.">
{plane}
<g class="moving">{plane_layers}</g>
</svg>
<svg class="course" viewBox="0 0 {width} {height}" role="img" aria-label="What each layer knows of \
the input against the epoch under the chosen measure, a numbered disc at the chosen epoch.">
{course}
<g class="moving">{course_layers}</g>
</svg>
</div>
<input class="controls" hidden type="range" min="0" max="{last}" value="{last}" step="1" \
aria-label="epoch">
<p class="numbers" role="status">{text}</p>
<script type="application/json">{data}</script>
</div>
"""

_SWITCHBOARD_SCRIPT = """\
<script>
(() => {
  const figure = document.getElementById("FIGURE_ID");
  const find = (selector) => figure.querySelector(selector);
  const { box, ends, quantities, unit, names, colors, epochs, trajectories } =
    JSON.parse(find("script").textContent);
  const [left, top, width, height] = box;
  const slider = find('input[type="range"]'), course = find(".course");
  const rows = [...figure.querySelectorAll("fieldset")]
    .map((row) => [...row.querySelectorAll("input")]);
  const layerRow = rows.pop();

  const across = (share) => (left + width * share).toFixed(1);
  const up = (share) => (top + height * (1 - share)).toFixed(1);
  const later = (epoch) => Math.log10(epoch + 1);
  const inPlane = (t, l, i) =>
    [across(t.rate[l][i] / 100 / ends[0]), up(t.relevance[l][i] / 1000 / ends[1])];
  const inCourse = (t, l, i) =>
    [across(later(t.epochs[i]) / ends[2]), up(t.rate[l][i] / 100 / ends[0])];

  // The trajectory of the pressed buttons. A row shows what goes with the rows above it.
  function chosen() {
    let fitting = trajectories;
    rows.forEach((row, k) => {
      const there = row.filter((button) => fitting.some((t) => t.key[k] === button.value));
      row.forEach((button) => { button.closest("label").hidden = !there.includes(button); });
      const pressed = there.find((button) => button.checked) || there[0];
      pressed.checked = true;
      fitting = fitting.filter((t) => t.key[k] === pressed.value);
    });
    return fitting[0];
  }

  function nearest(list, epoch) {
    const far = list.map((e) => Math.abs(later(e) - later(epoch)));
    return far.indexOf(Math.min(...far));
  }

  function drawLayer(t, l, i, place, faint) {
    const [color, ink] = colors[l], [x, y] = place(t, l, i), [x0, y0] = place(t, l, 0);
    const path = t.epochs.map((_, j) => place(t, l, j).join()).join(" ");
    const line = `fill="none" stroke="${color}" stroke-width="2"`;
    return `<g opacity="${faint ? 0.2 : 1}"><polyline points="${path}" ${line}/>` +
      `<circle cx="${x0}" cy="${y0}" r="3.5" ${line}/>` +
      `<circle cx="${x}" cy="${y}" r="8" fill="${color}"/>` +
      `<text x="${x}" y="${(+y + 4).toFixed(1)}" text-anchor="middle" style="fill: ${ink}">` +
      `${l + 1}</text></g>`;
  }

  function show() {
    const t = chosen(), i = nearest(t.epochs, epochs[slider.value]);
    const layer = layerRow.findIndex((button) => button.checked) - 1;  // -1 is all of them
    const order = names.map((_, l) => l).filter((l) => l !== layer);
    if (layer >= 0) order.push(layer);  // the chosen one on top
    [[".plane", inPlane], [".course", inCourse]].forEach(([drawing, place]) => {
      find(drawing + " .moving").innerHTML = order.map((l) =>
        drawLayer(t, l, i, place, layer >= 0 && l !== layer)).join("");
    });
    const said = layer < 0 ? names.map((_, l) => l) : [layer];
    const numbers = (values, steps, digits) =>
      said.map((l) => (values[l][i] / steps).toFixed(digits)).join(", ");
    find(".numbers").textContent = `${t.key.join(", ")}, epoch ${t.epochs[i]}, ` +
      (layer < 0 ? "layers " + names.join(", ") : "layer " + names[layer]) +
      `: ${quantities[0]} ${numbers(t.rate, 100, 2)} ${unit}, ` +
      `${quantities[1]} ${numbers(t.relevance, 1000, 3)} ${unit}`;
    slider.setAttribute("aria-valuetext", "epoch " + t.epochs[i]);
  }

  function follow(event) {
    const { left: edge, width: wide } = course.getBoundingClientRect();
    const x = (event.clientX - edge) * course.viewBox.baseVal.width / wide;
    slider.value = nearest(epochs, Math.max(0, 10 ** (ends[2] * (x - left) / width) - 1));
    show();
  }

  figure.addEventListener("input", show);
  course.addEventListener("pointerdown", follow);
  course.addEventListener("pointermove", (event) => event.buttons && follow(event));
  show();
  figure.querySelectorAll(".controls").forEach((part) => { part.hidden = false; });
})();
</script>
"""
