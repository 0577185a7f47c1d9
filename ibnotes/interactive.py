"""Figures that move under the reader's hand on a static page, with no kernel and no network.

All positions are computed and drawn into the page beforehand; a slider picks one of them. The
figure is SVG in the color of the text, which suits a light page and a dark one, and a few lines
of script that copy numbers from a list into the drawing.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ibnotes.measures import check_channel, in_unit

if TYPE_CHECKING:
    from IPython.display import HTML

__all__ = ["Frame", "bottleneck_explorer"]


@dataclass(frozen=True, eq=False)
class Frame:
    """One position of the slider: an encoder, and where it lies in the information plane.

    Parameters are ``beta``; ``rate`` and ``relevance``, that is ``I(X;Z)`` and ``I(Z;Y)`` in
    nats; and ``encoder[x, z]``, whose columns stand in the order in which they are drawn.

    Source: the notes, id IB1.

    Examples
    --------
    >>> Frame(beta=2.0, rate=0.0, relevance=0.0, encoder=np.ones((3, 1))).slope
    0.5
    """

    beta: float
    rate: float
    relevance: float
    encoder: NDArray[np.float64]

    @property
    def slope(self) -> float:
        """The slope ``1 / beta`` of the information curve at this point."""
        return 1 / self.beta


def bottleneck_explorer(
    frames: Sequence[Frame],
    *,
    information: float,
    splits: Sequence[float] = (),
    x_names: Sequence[str] | None = None,
    unit: str = "bits",
    start: int = 0,
    figure_id: str = "bottleneck-explorer",
) -> HTML:
    """A figure in which the reader moves beta along an information curve.

    One half is the information plane with the curve, the point of the chosen beta and the tangent
    there. The other is the encoder, a column for each cluster, a cell the more filled the
    likelier. A slider goes through the frames by mouse, finger or arrow keys, the point can be
    dragged along the curve, and a button leads to each split.

    Parameters
    ----------
    frames
        The positions, in the order of increasing beta.
    information
        ``I(X;Y)`` in nats, the ceiling of the plane.
    splits
        Increasing values of beta at which clusters split. Each gets a ring on the curve, and a
        button that leads to the first frame beyond it.
    x_names
        The names of the rows of the encoders; numbers from 0 if not given.
    unit
        ``"nats"`` or ``"bits"``, for the axes and the line of numbers.
    start
        The number of the frame that is shown first.
    figure_id
        The id of the figure, unique on its page.

    Returns
    -------
    IPython.display.HTML
        Its numbers are rounded to what can be seen, so that another machine writes the same text.

    Raises
    ------
    ValueError
        If there are fewer than two frames, their betas do not increase or are not positive, an
        encoder is no channel or of another height, a split lies beyond the last frame, the number
        of names is wrong, ``start`` is no frame, or the id is not a plain word.

    Notes
    -----
    Source: Tishby, Pereira and Bialek (1999) for the plane and the slope of the curve.

    Examples
    --------
    >>> blind = Frame(0.5, 0.0, 0.0, np.ones((2, 1)))
    >>> exact = Frame(2.0, 0.6931, 0.6931, np.eye(2))
    >>> figure = bottleneck_explorer([blind, exact], information=0.6931, splits=[1.0])
    >>> 'type="range"' in figure.data
    True
    """
    from IPython.display import HTML

    _check_frames(frames, splits)
    if not 0 <= start < len(frames):
        raise ValueError(f"start is {start}, expected the number of one of {len(frames)} frames")
    if not re.fullmatch(r"[A-Za-z][\w-]*", figure_id):
        raise ValueError(f"figure_id is {figure_id!r}, expected letters, digits, - and _ only")
    names = _row_names(x_names, len(frames[0].encoder))

    plane = _Plane(max(frame.rate for frame in frames), information, unit)
    after = [next(i for i, f in enumerate(frames) if f.beta > beta) for beta in splits]
    positions = [
        {
            "text": _numbers(frame, unit),
            "point": plane.point(frame),
            "tangent": plane.tangent(frame),
            "encoder": (100 * frame.encoder).round().astype(int).tolist(),
        }
        for frame in frames
    ]
    page = _PAGE.format(
        id=figure_id,
        plane=plane.draw(frames, after),
        names=_draw_names(names),
        last=len(frames) - 1,
        start=start,
        text=positions[start]["text"],
        buttons="".join(_draw_button(frames, i, beta) for i, beta in zip(after, splits)),
        data=json.dumps({"box": _BOX, "positions": positions}, separators=(",", ":")),
        width=_WIDTH,
        height=_HEIGHT,
    )
    return HTML(page + _SCRIPT.replace("FIGURE_ID", figure_id))


# --- what goes in --------------------------------------------------------------------------------


def _check_frames(frames: Sequence[Frame], splits: Sequence[float]) -> None:
    if len(frames) < 2:
        raise ValueError(f"frames holds {len(frames)}, expected two or more")
    betas = [frame.beta for frame in frames]
    if betas[0] <= 0 or any(b <= a for a, b in zip(betas, betas[1:])):
        raise ValueError("frames have betas that are not positive and increasing")
    for i, frame in enumerate(frames):
        encoder = check_channel(frame.encoder, f"frames[{i}].encoder")
        if len(encoder) != len(frames[0].encoder):
            raise ValueError(
                f"frames[{i}].encoder has {len(encoder)} rows, expected {len(frames[0].encoder)}"
            )
    for beta in splits:
        if not beta < betas[-1]:
            raise ValueError(f"splits holds {beta:g}, expected less than the last {betas[-1]:g}")


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

    def point(self, frame: Frame) -> list[float]:
        return self.place(frame.rate, frame.relevance)

    def tangent(self, frame: Frame) -> list[float]:
        """The two ends of the tangent, where it meets the edges of the plane."""
        at_zero = frame.relevance - frame.slope * frame.rate
        low = max(0.0, -at_zero / frame.slope)
        high = min(self.rate_end, (self.relevance_end - at_zero) / frame.slope)
        return [*self.place(low, at_zero + frame.slope * low),
                *self.place(high, at_zero + frame.slope * high)]  # fmt: skip

    def draw(self, frames: Sequence[Frame], rings: Sequence[int]) -> str:
        """Everything that stands still: axes, ceiling, curve, and a ring at each split."""
        points = [self.place(0, 0), *map(self.point, frames)]
        curve = " ".join(f"{x},{y}" for x, y in points)
        _, ceiling = self.place(0, self.information)
        parts = [
            f'<path d="M{_LEFT},{_TOP}V{_BOTTOM}H{_RIGHT}" fill="none" stroke="currentColor"/>',
            f'<path d="M{_LEFT},{ceiling}H{_RIGHT}" stroke="currentColor" stroke-dasharray="4 4"/>',
            _text(_LEFT + 5, ceiling - 5, "I(X;Y)", "start"),
            f'<polyline points="{curve}" fill="none" stroke="currentColor" stroke-width="2"/>',
            *self._ticks(),
            _text((_LEFT + _RIGHT) / 2, _HEIGHT - 8, f"rate I(X;Z) in {self.unit}", "middle"),
            f'<g transform="translate(11 {(_TOP + _BOTTOM) / 2:g}) rotate(-90)">'
            + _text(0, 0, f"relevance I(Z;Y) in {self.unit}", "middle") + "</g>",
        ]  # fmt: skip
        for x, y in (self.point(frames[max(i - 1, 0)]) for i in rings):
            parts.append(f'<circle cx="{x}" cy="{y}" r="5" fill="none" stroke="currentColor"/>')
        return "\n".join(parts)

    def _ticks(self) -> list[str]:
        one = in_unit(1.0, self.unit)
        parts = []
        for value in _round_values(self.rate_end * one):
            x, _ = self.place(value / one, 0)
            parts.append(f'<path d="M{x},{_BOTTOM}v4" stroke="currentColor"/>')
            parts.append(_text(x, _BOTTOM + 17, f"{value:g}", "middle"))
        for value in _round_values(self.relevance_end * one):
            _, y = self.place(0, value / one)
            parts.append(f'<path d="M{_LEFT},{y}h-4" stroke="currentColor"/>')
            parts.append(_text(_LEFT - 7, y + 4, f"{value:g}", "end"))
        return parts


def _round_values(end: float) -> list[float]:
    """The multiples of 1, 2 or 5 times a power of ten up to the end, about four of them."""
    power = 10.0 ** math.floor(math.log10(end / 4))
    step = next(power * m for m in (1, 2, 5, 10) if end / (power * m) <= 5)
    return [round(i * step, 10) for i in range(int(end / step) + 1)]


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'


# --- the encoder and the line of numbers ---------------------------------------------------------


def _draw_names(names: Sequence[str]) -> str:
    """The names of the rows. The cells are drawn by the script, as their number changes."""
    height = (_BOTTOM - _TOP) / len(names)
    rows = [_text(_LEFT - 7, _TOP + (i + 0.5) * height + 4, n, "end") for i, n in enumerate(names)]
    return "\n".join([*rows, _text((_LEFT + _RIGHT) / 2, _HEIGHT - 8, "cluster z", "middle")])


def _numbers(frame: Frame, unit: str) -> str:
    clusters = frame.encoder.shape[1]
    return (
        f"β = {frame.beta:.2f}: rate {in_unit(frame.rate, unit):.3f} {unit}, "
        f"relevance {in_unit(frame.relevance, unit):.3f} {unit}, "
        f"slope 1/β = {frame.slope:.3f}, {clusters} cluster{'s' if clusters > 1 else ''}"
    )


def _draw_button(frames: Sequence[Frame], after: int, beta: float) -> str:
    clusters = [frames[i].encoder.shape[1] for i in (max(after - 1, 0), after)]
    return (
        f'<button type="button" data-frame="{after}">'
        f"β = {beta:.2f}: {clusters[0]} to {clusters[1]}</button>\n"
    )


_PAGE = """\
<div id="{id}" class="bottleneck-explorer">
<style>
#{id} .drawings {{ display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; }}
#{id} svg {{ flex: 1 1 300px; min-width: 0; max-width: 420px; font: 12px sans-serif;
  user-select: none; }}
#{id} svg text {{ fill: currentColor; }}
#{id} .plane {{ cursor: pointer; touch-action: pan-y; }}
#{id} input {{ display: block; width: 100%; max-width: 840px; height: 1.75rem; }}
#{id} button {{ min-height: 2rem; padding: 0 0.6rem; margin: 0 0.3rem 0.3rem 0; font: inherit;
  color: inherit; background: transparent; border: 1px solid currentColor; border-radius: 4px; }}
#{id} p {{ margin: 0.4rem 0; }}
</style>
<div class="drawings">
<svg class="plane" viewBox="0 0 {width} {height}" role="img" aria-label="The information plane: the curve \
of the bottleneck, the point of the chosen beta, and the tangent at this point.">
{plane}
<line class="tangent" stroke="#D55E00" stroke-width="1.5"/>
<circle class="point" r="6" fill="#D55E00"/>
</svg>
<svg class="encoder" viewBox="0 0 {width} {height}" role="img" aria-label="The encoder p(z|x): a row for \
each x, a column for each cluster z, a cell the more filled the likelier.">
{names}
<g class="cells"></g>
</svg>
</div>
<p class="numbers">{text}</p>
<input type="range" min="0" max="{last}" value="{start}" step="1" aria-label="beta">
<p>Splits: {buttons}</p>
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

  const cell = (p, x, y, width, height) =>
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="currentColor"
      fill-opacity="${p / 100}" stroke="currentColor" stroke-opacity="0.3"/>`;

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
    button.addEventListener("click", () => move(button.dataset.frame)));
  show(slider.value);
})();
</script>
"""
