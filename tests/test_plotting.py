"""The style of the figures and the information diagram."""

from fractions import Fraction

import matplotlib
import matplotlib.pyplot as plt
import pytest

from ibnotes.joint import Joint
from ibnotes.plotting import COLORS, information_diagram, save, style

XOR = Joint.uniform([(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)], "X Y Z")


@pytest.fixture(autouse=True)
def no_figure_is_left_open():
    yield
    plt.close("all")


def texts(axes):
    return [text.get_text() for text in axes.texts]


def contrast_with_white(color):
    """The contrast ratio of the web accessibility guidelines."""
    channels = matplotlib.colors.to_rgb(color)
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_the_style_ends_with_its_block_and_ignores_the_readers_settings():
    with plt.rc_context({"lines.linestyle": ":"}):
        with style():
            assert plt.rcParams["lines.linestyle"] == "-"
            assert not plt.rcParams["axes.spines.top"]
            assert plt.rcParams["axes.prop_cycle"].by_key()["color"] == list(COLORS)
        assert plt.rcParams["lines.linestyle"] == ":"
        assert plt.rcParams["axes.spines.top"]


def test_the_style_leaves_the_interactive_mode_of_a_notebook_alone():
    with plt.ion():
        with style():
            assert matplotlib.is_interactive()


def test_a_notebook_shows_every_figure_and_equal_figures_as_equal_bytes():
    import nbformat
    from nbclient import NotebookClient

    cells = (
        "from ibnotes.plotting import *; from ibnotes.joint import *; import pylab as p",
        "with style():\n    p.subplots()",
        "with style():\n    p.subplots()",
        "information_diagram(Joint.uniform([(0, 0, 0), (1, 1, 1)], 'X Y Z'), 'X Y Z');",
    )
    notebook = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, cells)))
    NotebookClient(notebook).execute()
    outputs = [output for cell in notebook.cells for output in cell.outputs]
    first, second, diagram = (output.data["image/png"] for output in outputs)
    assert first == second != diagram


def test_the_first_colors_stand_out_from_white():
    assert all(contrast_with_white(color) > 2.9 for color in COLORS[:4])


def test_text_is_legible_on_a_phone():
    with style():
        figure, _ = plt.subplots()
        sizes = [plt.rcParams[key] for key in ("font.size", "xtick.labelsize", "axes.labelsize")]
    assert min(sizes) / 72 / figure.get_figwidth() * 340 > 9  # pixels, on 340 pixels


def test_the_same_figure_gives_the_same_bytes(tmp_path):
    for kind in ("png", "svg"):
        paths = [tmp_path / f"{i}.{kind}" for i in (1, 2)]
        for path in paths:
            save(information_diagram(XOR, "X Y Z").figure, path)
        first, second = (path.read_bytes() for path in paths)
        assert first == second
        assert b"atplotlib version" not in first and b"<dc:date>" not in first


def test_only_png_and_svg_are_saved(tmp_path):
    figure, _ = plt.subplots()
    with pytest.raises(ValueError, match="path ends in '.jpg', expected '.png' or '.svg'"):
        save(figure, tmp_path / "figure.jpg")


def test_the_diagram_of_xor_shows_seven_signed_numbers_and_three_entropies():
    axes = information_diagram(XOR, "X Y Z")
    shown = texts(axes)
    assert sorted(t for t in shown if len(t) < 3) == sorted(["0"] * 3 + ["1"] * 3 + ["−1"])
    assert {f"H({name}) = 1 bit" for name in "XYZ"} <= set(shown)


def test_only_a_negative_middle_is_hatched():
    axes = information_diagram(XOR, "X Y Z")
    assert [patch.get_hatch() for patch in axes.patches].count("////") == 1
    assert "hatched:\nnegative" in texts(axes)
    copies = information_diagram(Joint.uniform([(0, 0, 0), (1, 1, 1)], "X Y Z"), "X Y Z")
    assert not any(patch.get_hatch() for patch in copies.patches)
    assert "hatched:\nnegative" not in texts(copies)


def test_numbers_stand_in_their_regions():
    law = Joint.uniform([0, 1, 2, 3, 4, 5, 6, 7], "K")
    for name, function in (("X", lambda k: k), ("Y", lambda k: k // 2), ("Z", lambda k: k // 4)):
        law = law.push(name, "K", function)
    axes = information_diagram(law, "X Y Z")  # nested: H(X|Y) = I(X;Y|Z) = I(X;Y;Z) = 1 bit
    circles = [p for p in axes.patches if isinstance(p, plt.Circle) and p.get_fill()]
    ones = [t for t in axes.texts if t.get_text() == "1"]
    inside = {
        "".join(
            name
            for name, circle in zip("XYZ", circles)
            if sum((a - b) ** 2 for a, b in zip(t.get_position(), circle.center)) < 1
        )
        for t in ones
    }
    assert inside == {"X", "XY", "XYZ"}


def test_a_rounding_error_is_shown_as_zero_without_a_sign():
    floats = Joint({outcome: float(p) for outcome, p in XOR.table().items()}, "X Y Z")
    skewed = floats.push("W", "X", [[0.3, 0.7], [0.3, 0.7]])
    assert "−0" not in texts(information_diagram(skewed, "X Y W"))


def test_a_diagram_is_drawn_on_the_axes_it_gets_and_in_nats_if_asked():
    _, ax = plt.subplots()
    law = Joint({0: Fraction(1, 4), 1: Fraction(3, 4)}, "X").push("Y", "X", lambda x: x)
    law = law.push("Z", "X", lambda x: 0)
    assert information_diagram(law, ["X", "Y", "Z"], ax=ax, unit="nats") is ax
    assert "H(X) = 0.562 nats" in texts(ax) and "H(Z) = 0 nats" in texts(ax)


def test_a_diagram_has_three_variables():
    with pytest.raises(ValueError, match="names holds 2 variables, expected 3"):
        information_diagram(XOR, "X Y")
    with pytest.raises(ValueError, match="unit is 'bit'"):
        information_diagram(XOR, "X Y Z", unit="bit")
