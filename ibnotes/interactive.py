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
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from ibnotes.bottleneck import IBCurve, IBResult
from ibnotes.measures import in_unit

if TYPE_CHECKING:
    from IPython.display import HTML

__all__ = ["bottleneck_explorer"]


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
    if not re.fullmatch(r"[A-Za-z][\w-]*", figure_id):
        raise ValueError(f"figure_id is {figure_id!r}, expected letters, digits, - and _ only")

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
        names=_draw_names(names),
        last=len(results) - 1,
        start=start,
        text=positions[start]["text"],
        buttons="".join(_draw_button(results[i], i) for i in splits),
        data=json.dumps({"box": _BOX, "positions": positions}, separators=(",", ":")),
    )
    return HTML(page + _SCRIPT.replace("FIGURE_ID", figure_id))


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
            f'<path d="M{_LEFT},{_TOP}V{_BOTTOM}H{_RIGHT}" fill="none" stroke="currentColor"/>',
            f'<path d="M{_LEFT},{ceiling}H{_RIGHT}" stroke="currentColor" stroke-dasharray="4 4"/>',
            _text(_LEFT + 5, ceiling - 5, "I(X;Y)", "start"),
            f'<polyline points="{curve}" fill="none" stroke="currentColor" stroke-width="2"/>',
            *self._ticks(),
            _text((_LEFT + _RIGHT) / 2, _HEIGHT - 8, f"rate I(X;Z) in {self.unit}", "middle"),
            f'<g transform="translate(11 {(_TOP + _BOTTOM) / 2:g}) rotate(-90)">'
            + _text(0, 0, f"relevance I(Z;Y) in {self.unit}", "middle") + "</g>",
        ]  # fmt: skip
        for x, y in (self.point(results[i - 1]) for i in splits):
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


def _numbers(result: IBResult, unit: str) -> str:
    return (
        f"β = {result.beta:.2f}: rate {in_unit(result.rate, unit):.3f} {unit}, "
        f"relevance {in_unit(result.relevance, unit):.3f} {unit}, "
        f"slope 1/β = {1 / result.beta:.3f}, "
        f"{result.clusters} cluster{'' if result.clusters == 1 else 's'}"
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
  user-select: none; }}
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
<line class="tangent" stroke="#D55E00" stroke-width="1.5"/>
<circle class="point" r="6" fill="#D55E00"/>
</svg>
<svg class="encoder" viewBox="0 0 {width} {height}" role="img" aria-label="The encoder \
p(z|x): a row for each x, a column for each cluster z, a cell the more filled the likelier.">
{names}
<g class="cells"></g>
</svg>
</div>
<p class="numbers">{text}</p>
<input type="range" min="0" max="{last}" value="{start}" step="1" aria-label="beta">
<p>Clusters: {buttons}</p>
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
    button.addEventListener("click", () => move(button.dataset.position)));
  show(slider.value);
})();
</script>
"""
