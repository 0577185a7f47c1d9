"""What the book needs on paper and not on a page: a Sphinx extension that acts in the LaTeX build.

It divides the book into its parts, leaves out the reference of the package, gives each kind of box
its own look, prints the proofs that a page folds, and draws what a page has as SVG. The look itself
is in course.sty.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

import matplotlib
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.latex.nodes import thebibliography
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.texescape import escape
from svg_to_tikz import drawings, to_tikz

HERE = Path(__file__).resolve().parent
PROJECT = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"

# Matplotlib brings these along, so that no machine lacks them; they have a glyph for η and for →.
CODE_FONTS = [FONTS / f"DejaVuSansMono{face}.ttf" for face in ("", "-Bold", "-Oblique")]

ELEMENTS = {
    "papersize": "a4paper",
    "pointsize": "11pt",
    "pxunit": "0.48bp",  # the figures have 150 dots per inch
    "figure_align": "H",  # a figure stays with the cell that draws it
    "sphinxsetup": "hmargin=2.5cm, vmargin={2.5cm,2.5cm}",
    "extraclassoptions": "openany,oneside",
    "fontpkg": "",  # course.sty chooses the fonts
    "fncychap": "",
    "maketitle": r"\coursetitle",
    "tableofcontents": r"\renewcommand{\contentsname}{Contents}\sphinxtableofcontents",
    "makeindex": "",
    "printindex": "",
}


def configure(app: Sphinx, config: Config) -> None:
    config.latex_engine = "xelatex"
    config.latex_domain_indices = False
    config.latex_additional_files = [str(HERE / "course.sty"), *map(str, CODE_FONTS)]
    given = config.latex_elements
    preamble = given.get("preamble", "") + (
        f"\\usepackage{{course}}\n\\newcommand{{\\courseversion}}{{{PROJECT['version']}}}\n"
    )
    config.latex_elements = {**ELEMENTS, **given, "preamble": preamble}


class LatexTransform(SphinxPostTransform):
    builders = ("latex",)


class Parts(LatexTransform):
    """The landing page comes first, and each list of pages after it is a part of the book.

    Sphinx would put all chapters below the heading of the landing page.
    """

    default_priority = 20  # before references are resolved, after toctrees are

    def run(self, **kwargs: Any) -> None:
        root = self.env.get_doctree(self.config.root_doc)
        lists = list(root.findall(addnodes.toctree))
        landing_page = self.document.next_node(nodes.section)
        wrappers = [node for node in landing_page if "toctree-wrapper" in node.get("classes", [])]
        for toctree, wrapper in zip(lists, wrappers, strict=True):
            landing_page.remove(wrapper)
            part = rf"\plainchapters\part{{{toctree['caption']}}}"
            if toctree["numbered"]:
                part += r"\numberedchapters"
            self.document += [nodes.raw("", part, format="latex"), wrapper]
        # LaTeX has the title of the book on a page of its own, and Sphinx drops the first heading.
        self.document.insert(0, nodes.section("", nodes.title(text=self.config.html_title)))


class Reference(LatexTransform):
    """The docstrings of the package, 150 pages to look things up in, are left out."""

    default_priority = 20

    def run(self, **kwargs: Any) -> None:
        index = "book/api/index"
        files = [
            file
            for file in self.document.findall(addnodes.start_of_file)
            if file["docname"].startswith("book/api/") and file["docname"] != index
        ]
        if files:
            said = nodes.paragraph(
                text="The pages of these rooms are not part of the printed book."
            )
            files[0].parent.insert(0, said)
        for file in files:
            file.parent.remove(file)
        for link in list(self.document.findall(nodes.reference)):
            document = link.get("refuri", "").lstrip("%").partition("#")[0]
            if document.startswith("book/api/") and document != index:
                link.replace_self(link.children)


# The first class that a box has tells its look. All numbered statements have the class proof.
KINDS = {
    "objectives": "objectives",
    "source-note": "source-note",
    "remark": "aside",
    "example": "aside",
    "proof": "statement",
}


class Boxes(LatexTransform):
    """An environment of LaTeX for each kind of box, for proofs, and for derivations."""

    default_priority = 198  # before the folded boxes are made ready for pages

    def run(self, **kwargs: Any) -> None:
        for box in list(self.document.findall(nodes.Admonition)):
            kinds = [kind for name, kind in KINDS.items() if name in box["classes"]]
            wrap(box, f"course-{kinds[0]}" if kinds else "course-aside")
        for proof in self.document.findall(is_folded):
            proof["classes"] = ["course-proof"]
            last_paragraph(proof).append(nodes.raw("", r"\courseqed", format="latex"))
        for title in self.document.findall(is_title_of_card):
            title[:] = [nodes.strong("", "", *title.children), nodes.Text(": ")]
        for formula in list(self.document.findall(nodes.math_block)):
            if "text_latex" in formula["classes"]:
                text = f"\\begin{{coursederivation}}{formula.astext()}\\end{{coursederivation}}"
                formula.replace_self(nodes.raw("", text, format="latex"))


def is_folded(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and node.get("design_component") == "dropdown"


def is_title_of_card(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and "sd-card-title" in node.get("classes", [])


def last_paragraph(node: nodes.Element) -> nodes.paragraph:
    """The paragraph in which a text ends, be it in a list; a new one after anything else."""
    last = node
    while isinstance(last[-1], nodes.bullet_list | nodes.enumerated_list | nodes.list_item):
        last = last[-1]
    if not isinstance(last[-1], nodes.paragraph):
        last += nodes.paragraph()
    return last[-1]


def wrap(node: nodes.Element, name: str) -> None:
    """Put a node into an environment, with an anchor for the links that lead to it."""
    anchor = nodes.raw("", r"\phantomsection", format="latex")
    environment = nodes.container("", classes=[name])
    node.replace_self([anchor, environment])
    environment += node


class Cells(LatexTransform):
    """A link can lead to a cell, whose names the LaTeX writer of Sphinx passes over."""

    default_priority = 198

    def run(self, **kwargs: Any) -> None:
        for cell in list(self.document.findall(nodes.container)):
            if cell.get("nb_element") == "cell_code" and cell["ids"]:
                cell.insert(0, nodes.target(ids=cell["ids"]))


class Bibliography(LatexTransform):
    """The entries stand on their page, and not behind the last page of the book."""

    default_priority = 760  # after Sphinx has gathered them

    def run(self, **kwargs: Any) -> None:
        pages = {file["docname"]: file for file in self.document.findall(addnodes.start_of_file)}
        for entries in list(self.document.findall(thebibliography)):
            entries.parent.remove(entries)
            pages["book/bibliography"].next_node(nodes.section).append(entries)


class Drawings(LatexTransform):
    """Figures that a cell or a page has as HTML, drawn as they stand before a script has run."""

    default_priority = 3  # before MyST-NB chooses the form of an output

    def run(self, **kwargs: Any) -> None:
        for raw in list(self.document.findall(nodes.raw)):
            found = drawings(raw.astext()) if raw["format"] == "html" else []
            if not found:
                continue
            width = 1 if len(found) == 1 else 0.98 / len(found)
            folder = f"{Path(self.env.docname).parent}/"
            lines = [to_tikz(svg, width, folder) for svg in found]
            numbers = re.search(r'<p class="numbers"[^>]*>([^<]*)</p>', raw.astext())
            said = escape(numbers[1], "xelatex") if numbers else ""
            picture = "\\hfill\n".join(lines)
            text = f"\\begin{{coursedrawing}}{{{said}}}\n{picture}\n\\end{{coursedrawing}}"
            drawing = nodes.raw("", text, format="latex")
            place = raw.parent
            if place.get("mime_type") == "text/html":
                bundle = place.parent
                bundle.insert(0, nodes.container("", drawing, mime_type="text/latex"))
            else:
                raw.replace_self(drawing)


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("config-inited", configure)
    for transform in (Parts, Reference, Boxes, Cells, Bibliography, Drawings):
        app.add_post_transform(transform)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
