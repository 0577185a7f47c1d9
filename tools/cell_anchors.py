"""A Sphinx extension of the book: a link can lead to a cell that checks a statement.

The tag ``checks:LABEL`` of a cell makes it the target ``checks-LABEL``; of several cells with the
same label, the second is ``checks-LABEL-2``.
"""

from collections import Counter

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

CLASS = "tag_checks:"  # what MyST-NB makes of the tag


def target(label: str, number: int) -> str:
    """The name of the ``number``-th cell that checks a label, counted from 1."""
    return f"checks-{label}" if number == 1 else f"checks-{label}-{number}"


class CellAnchors(SphinxTransform):
    """Gives names to the cells, before Sphinx notes which names a page has."""

    default_priority = 400

    def apply(self, **kwargs: object) -> None:
        seen: Counter[str] = Counter()
        for cell in self.document.findall(nodes.container):
            labels = [c.removeprefix(CLASS) for c in cell["classes"] if c.startswith(CLASS)]
            seen.update(labels)
            cell["names"] += [target(label, seen[label]) for label in labels]
            if labels:
                self.document.note_explicit_target(cell)


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_transform(CellAnchors)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
