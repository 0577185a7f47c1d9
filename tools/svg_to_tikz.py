"""The drawings that stand in a page as SVG, for LaTeX.

Only what the course draws with is known: paths, lines, circles, rectangles, texts, groups, and
links to a place in the book. Anything else is an error, so that nothing is lost in silence.
"""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, fromstring

from sphinx.util import texescape

texescape.init()  # it escapes nothing before

# What the elements of a group take over from it.
OF_SHAPES = ["fill", "stroke", "stroke-width", "stroke-opacity", "opacity"]
OF_TEXTS = ["text-anchor", "font-size", "font-weight"]
INHERITED = OF_SHAPES + OF_TEXTS
ANCHORS = {"start": "base west", "middle": "base", "end": "base east"}

Attributes = Mapping[str, str]


def drawings(html: str) -> list[str]:
    """Return the drawings of a piece of a page, without those that a reader need not see."""
    found = re.findall(r"<svg\b.*?</svg>", html, flags=re.DOTALL)
    return [svg for svg in found if "aria-hidden" not in svg.partition(">")[0]]


def to_tikz(svg: str, width: float, folder: str = "") -> str:
    """Return a drawing as a TikZ picture that fills a share of the line, or else the page.

    A link to ``page.html#label`` leads to that label of the page in ``folder``.
    """
    drawing = fromstring(svg)
    _, _, across, down = drawing.attrib["viewBox"].split()
    size = drawing.get("font-size", "12")
    # A unit of the drawing is 1 pt, and y counts downwards; the box then shrinks or grows it all.
    return "\n".join(
        [
            rf"\begin{{coursefit}}{{{width:g}}}",
            r"\begin{tikzpicture}[yscale=-1]",
            rf"\path[use as bounding box] (0pt,0pt) rectangle ({across}pt,{down}pt);",
            *(line for child in drawing for line in _lines(child, {"font-size": size}, folder)),
            r"\end{tikzpicture}\end{coursefit}%",
        ]
    )


def _lines(element: Element, group: Attributes, folder: str) -> Iterator[str]:
    attributes = {**group, **element.attrib}
    match element.tag:
        case "g":
            kept = {name: attributes[name] for name in INHERITED if name in attributes}
            yield rf"\begin{{scope}}[{_transform(element.get('transform'))}]"
            for child in element:
                yield from _lines(child, kept, folder)
            yield r"\end{scope}"
        case "a":
            for child in element:
                yield from _lines(child, group, folder)
                if child.tag in ("circle", "rect"):
                    yield _link(child.attrib, element.attrib["href"], folder)
        case "defs":  # the tip of an arrow, which TikZ has of its own
            pass
        case "text":
            yield _text(attributes, element.text or "")
        case _:
            yield rf"\path[{_style(attributes)}] {_shape(element.tag, attributes)};"


def _transform(transform: str | None) -> str:
    if transform is None:
        return ""
    known = re.fullmatch(r"translate\((\S+) (\S+)\) rotate\((\S+)\)", transform)
    if known is None:
        raise ValueError(f"unknown transform {transform!r}")
    x, y, angle = known.groups()
    # A text turns about its own place, and the other way, since y counts downwards.
    return f"shift={{({x}pt,{y}pt)}}, every node/.style={{rotate={-float(angle):g}}}"


def _shape(tag: str, attributes: Attributes) -> str:
    get = attributes.__getitem__
    match tag:
        case "path":
            return f'svg "{get("d")}"'
        case "polyline":
            return " -- ".join(_point(*pair.split(",")) for pair in get("points").split())
        case "line":
            return f"{_point(get('x1'), get('y1'))} -- {_point(get('x2'), get('y2'))}"
        case "circle":
            return f"{_point(get('cx'), get('cy'))} circle[radius={get('r')}pt]"
        case "rect":
            size = _point(get("width"), get("height"))
            return f"{_point(get('x'), get('y'))} rectangle ++{size}"
    raise ValueError(f"unknown element <{tag}>")


def _point(x: str, y: str) -> str:
    return f"({x}pt,{y}pt)"


def _style(attributes: Attributes) -> str:
    """What is filled and what is drawn; without a word about it a shape is filled, as in SVG."""
    get = attributes.get
    options = [f"opacity={get('opacity', '1')}"]
    if (fill := get("fill", "black")) != "none":
        options.append(f"fill={_color(fill)}")
        if "fill-opacity" in attributes:
            options.append(f"fill opacity={get('fill-opacity')}")
    if (stroke := get("stroke", "none")) != "none":
        options += [f"draw={_color(stroke)}", f"line width={get('stroke-width', '1')}pt"]
        if "stroke-opacity" in attributes:
            options.append(f"draw opacity={get('stroke-opacity')}")
        if "marker-end" in attributes:
            options.append("-{Stealth[length=5pt]}")
        if "stroke-dasharray" in attributes:
            options.append("dash pattern=on {}pt off {}pt".format(*get("stroke-dasharray").split()))
    if "rx" in attributes:
        options.append(f"rounded corners={get('rx')}pt")
    return ", ".join(options)


def _color(name: str) -> str:
    if name == "currentColor":
        return "black"
    if hexadecimal := re.fullmatch(r"#(..)(..)(..)", name):
        red, green, blue = (int(part, 16) for part in hexadecimal.groups())
        return f"{{rgb,255:red,{red};green,{green};blue,{blue}}}"
    return name


def _text(attributes: Attributes, text: str) -> str:
    get = attributes.get
    font = rf"\sffamily\fontsize{{{get('font-size')}}}{{{get('font-size')}}}\selectfont"
    if get("font-weight") == "bold":
        font += r"\bfseries"
    options = f"inner sep=0pt, anchor={ANCHORS[get('text-anchor', 'start')]}, font={font}"
    if color := re.search(r"fill: (\S+)", get("style", "")):
        options += f", text={_color(color[1])}"
    text = texescape.escape(text, "xelatex")
    return rf"\node[{options}] at {_point(get('x'), get('y'))} {{{text}}};"


def _link(shape: Attributes, href: str, folder: str) -> str:
    """An invisible box on a disc or a rectangle, which leads to another place in the book."""
    page, _, label = href.partition(".html")
    target = f"{folder}{page}:{label.removeprefix('#') or ':doc'}"
    if "r" in shape:
        x, y, width, height = shape["cx"], shape["cy"], 2 * float(shape["r"]), 2 * float(shape["r"])
    else:
        width, height = float(shape["width"]), float(shape["height"])
        x = f"{float(shape['x']) + width / 2:g}"
        y = f"{float(shape['y']) + height / 2:g}"
    box = rf"\phantom{{\rule{{{width:g}pt}}{{{height:g}pt}}}}"
    link = rf"\hyperref[\detokenize{{{target}}}]{{{box}}}"
    return rf"\node[inner sep=0pt] at {_point(x, y)} {{{link}}};"
