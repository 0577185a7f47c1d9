"""What moves on the page of claims: the map of what rests on what, and the filter of the list.

Both are plain HTML that `tools/ledger.py` writes into book/claims.md, with a few lines of script
at the end of the page. Without the script the map is a picture with links and the list is whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

# Okabe and Ito (2008), in the order of the kinds of evidence.
COLORS = ("#0072B2", "#009E73", "#E69F00", "#CC79A7", "#D55E00", "#56B4E9")

# Distances in the map, in pixels of a narrow screen: between statements, between chapters, and
# the margins.
STEP, ROW, LEFT, TOP = 10, 64, 16, 40


@dataclass(frozen=True)
class Node:
    """A statement as the map shows it: a link, colored by its first kind of evidence."""

    label: str
    title: str
    chapter: int
    evidence: str
    uses: Sequence[str]


def draw_map(nodes: Sequence[Node], pages: Mapping[int, str], kinds: Sequence[str]) -> str:
    """The map as SVG: a row for each chapter, its statements in order, a line for each use.

    ``pages`` are the names of the chapters' files without their ends, ``kinds`` all kinds of
    evidence, strongest first.
    """
    color_of = dict(zip(kinds, COLORS, strict=True))
    place, heights = {}, {}
    for number, chapter in enumerate(sorted({node.chapter for node in nodes})):
        heights[chapter] = TOP + ROW * number
        members = [node for node in nodes if node.chapter == chapter]
        for i, node in enumerate(members):
            place[node.label] = LEFT + STEP * (i + 1), heights[chapter]
    width = max(x for x, _ in place.values()) + STEP
    height = max(heights.values()) + 60

    lines = [_line(node.label, used, place) for node in nodes for used in node.uses]
    numbers = [f'<text x="4" y="{y + 4}">{chapter}</text>' for chapter, y in heights.items()]
    links = [_link(node, pages[node.chapter], place, color_of[node.evidence]) for node in nodes]
    return "\n".join(
        [
            '<div id="claim-map">',
            f'<svg class="map" viewBox="0 0 {width} {height}" font-size="12" role="group" '
            'aria-label="Map of the statements: a row for each chapter, a line from each statement '
            'to those that it rests on. The list below says the same.">',
            '<g fill="none" stroke="currentColor" stroke-width="0.6" stroke-opacity="0.25">',
            *lines,
            "</g>",
            *numbers,
            *links,
            *_key(color_of, width // 3, height - 30),
            "</svg>",
            '<p class="chosen" role="status"></p>',
            "</div>",
        ]
    )


def _key(color_of: Mapping[str, str], step: int, top: int) -> list[str]:
    """What each color stands for, in two rows below the map."""
    lines = []
    for i, (kind, color) in enumerate(color_of.items()):
        x, y = LEFT + step * (i % 3), top + 18 * (i // 3)
        lines.append(
            f'<circle cx="{x}" cy="{y - 4}" r="4" fill="{color}"/>'
            f'<text x="{x + 9}" y="{y}">{escape(kind)}</text>'
        )
    return lines


def _line(user: str, used: str, place: Mapping[str, tuple[int, int]]) -> str:
    """An arch within a chapter, and an S between chapters."""
    (x1, y1), (x2, y2) = place[used], place[user]
    if y1 == y2:
        peak = y1 - 6 - min(40, abs(x2 - x1) // 3)
        path = f"M{x1},{y1}Q{(x1 + x2) // 2},{peak} {x2},{y2}"
    else:
        middle = (y1 + y2) // 2
        path = f"M{x1},{y1}C{x1},{middle} {x2},{middle} {x2},{y2}"
    return f'<path d="{path}" data-used="{escape(used)}" data-user="{escape(user)}"/>'


def _link(node: Node, page: str, place: Mapping[str, tuple[int, int]], color: str) -> str:
    x, y = place[node.label]
    name = escape(f"{node.title}, chapter {node.chapter}, {node.evidence}")
    # The map is one stop of the tab key and not a hundred; inside it the arrow keys lead on.
    return (
        f'<a href="{page}.html#{escape(node.label)}" tabindex="-1" aria-label="{name}" '
        f'data-label="{escape(node.label)}">'
        f'<circle cx="{x}" cy="{y}" r="4.5" fill="{color}"/></a>'
    )


def draw_filter(chapters: Sequence[int], verdicts: Sequence[str], kinds: Sequence[str]) -> str:
    """Three menus that hide the entries of the lists which do not fit, once the script runs."""
    menus = [
        _menu("chapter", [str(chapter) for chapter in chapters]),
        _menu("verdict", verdicts),
        _menu("evidence", kinds),
    ]
    return "\n".join(
        ['<div id="claim-filter" hidden>', *menus, '<p class="found" role="status"></p>', "</div>"]
    )


def _menu(name: str, options: Sequence[str]) -> str:
    choices = "".join(f'<option value="{name}-{o}">{escape(o)}</option>' for o in options)
    menu = f'<select aria-label="{name}"><option value="">all</option>{choices}</select>'
    return f"<label>{name} {menu}</label>"


SCRIPT = """\
<style>
#claim-filter:not([hidden]) { display: flex; flex-wrap: wrap; gap: 0.5rem 1.2rem;
  align-items: center; }
#claim-filter select { font: inherit; min-height: 2rem; color: inherit;
  background-color: var(--pst-color-background); border: 1px solid currentColor; }
#claim-filter p { flex-basis: 100%; }
.claim[hidden] { display: none; }
#claim-map .map { width: 100%; overflow: visible; }
#claim-map text { fill: currentColor; }
#claim-map path.near { stroke-width: 1.6; stroke-opacity: 1; }
#claim-map a:focus-visible { outline: none; }
#claim-map a:focus-visible circle { stroke: currentColor; stroke-width: 2; }
#claim-map .chosen { min-height: 3.2em; }
</style>
<script>
(() => {
  const map = document.getElementById("claim-map"), lines = [...map.querySelectorAll("path")];
  const links = [...map.querySelectorAll("a")], said = map.querySelector(".chosen");
  said.textContent = "Point at a statement, or go there with the arrow keys, to see what it " +
    "rests on and what rests on it.";
  const count = (n) => n === 1 ? "one statement" : n + " statements";
  function show(event) {
    const link = event.target.closest("a");
    if (!link) return;
    const label = link.dataset.label;
    lines.forEach((line) => line.classList.toggle(
      "near", line.dataset.used === label || line.dataset.user === label));
    const below = lines.filter((line) => line.dataset.user === label).length;
    const above = lines.filter((line) => line.dataset.used === label).length;
    said.textContent = `${link.getAttribute("aria-label")}: rests on ${count(below)}, ` +
      `carries ${count(above)}.`;
  }
  map.addEventListener("pointerover", show);
  map.addEventListener("focusin", show);

  const height = (link) => Number(link.querySelector("circle").getAttribute("cy"));
  const neighbor = {
    ArrowRight: (i) => links[i + 1],
    ArrowLeft: (i) => links[i - 1],
    ArrowDown: (i) => links.find((link) => height(link) > height(links[i])),
    ArrowUp: (i) => links.findLast((link) => height(link) < height(links[i])),
  };
  function walk(event) {
    const here = event.target.closest("a");
    const there = here && neighbor[event.key]?.(links.indexOf(here));
    if (!there) return;
    event.preventDefault();
    here.setAttribute("tabindex", "-1");
    there.setAttribute("tabindex", "0");
    there.focus();
  }
  map.addEventListener("keydown", walk);
  links[0].setAttribute("tabindex", "0");

  const filter = document.getElementById("claim-filter");
  const menus = [...filter.querySelectorAll("select")];
  const claims = [...document.querySelectorAll(".claim")];
  const listed = claims.filter((claim) => claim.classList.contains("listed"));
  const sections = [...document.querySelectorAll("section:has(.claim)")]
    .filter((section) => !section.contains(filter));
  function sift() {
    const wanted = menus.map((menu) => menu.value).filter((value) => value);
    claims.forEach((claim) => {
      claim.hidden = !wanted.every((value) => claim.classList.contains(value));
    });
    sections.forEach((section) => {
      section.hidden = !section.querySelector(".claim:not([hidden])");
    });
    const fitting = listed.filter((claim) => !claim.hidden).length;
    filter.querySelector(".found").textContent =
      `${fitting} of ${listed.length} claims are shown.`;
  }
  filter.addEventListener("change", sift);
  sift();
  filter.hidden = false;
})();
</script>"""
