"""The style of the figures and the information diagram."""

from fractions import Fraction

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest

from ibnotes.joint import Joint
from ibnotes.plotting import (
    COLORS,
    gradient_panels,
    information_diagram,
    information_paths,
    layer_bands,
    save,
    style,
)

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


# --- layers over training ------------------------------------------------------------------------

NAMES = ["Z1", "Z2", "output"]


def sample(*shape):
    return np.random.default_rng(0).random(shape)


def test_a_path_is_the_mean_over_networks_from_an_open_circle_to_a_dot():
    rate, relevance = sample(2, 4, 9, 3)
    axes = information_paths(rate, relevance, NAMES)
    path, start, end = (line for line in axes.lines[:3])
    assert np.allclose(path.get_xydata(), np.c_[rate[..., 0].mean(0), relevance[..., 0].mean(0)])
    assert np.array_equal(start.get_xydata()[0], path.get_xydata()[0])
    assert np.array_equal(end.get_xydata()[0], path.get_xydata()[-1])
    assert start.get_markerfacecolor() == "white" != end.get_markerfacecolor()
    assert texts(axes) == NAMES


def test_the_cross_at_the_end_of_a_path_is_one_standard_deviation_to_each_side():
    rate, relevance = sample(2, 4, 9, 1)
    horizontal, vertical = information_paths(rate, relevance, ["Z1"]).collections
    (left, right), (bottom, top) = (bar.get_segments()[0] for bar in (horizontal, vertical))
    assert np.isclose(right[0] - left[0], 2 * rate[:, -1].std())
    assert np.isclose(top[1] - bottom[1], 2 * relevance[:, -1].std())


def test_a_band_reaches_one_standard_deviation_to_each_side_of_the_mean():
    values = sample(4, 9, 2)
    axes = layer_bands(np.arange(9), values, ["Z1", ""])
    assert texts(axes) == ["Z1"]
    assert np.allclose(axes.lines[1].get_xydata(), np.c_[1:10, values[:, :, 1].mean(0)])
    outline = axes.collections[1].get_paths()[0].vertices
    width = np.ptp(outline[outline[:, 0] == 3, 1])  # epoch 2
    assert np.isclose(width, 2 * values[:, 2, 1].std())


def test_a_gradient_panel_shows_the_medians_of_the_two_norms():
    mean_norm, std_norm = sample(2, 9, 3, 5)
    panels = gradient_panels(mean_norm, std_norm, NAMES).axes
    for layer, ax in enumerate(panels[:3]):
        for line, norm in zip(ax.lines, (mean_norm, std_norm)):
            assert np.allclose(line.get_ydata(), np.median(norm[:, layer], axis=1))
            assert np.array_equal(line.get_xdata(), np.arange(1, 10))
    assert texts(panels[0]) == ["mean", "deviation"]
    assert not panels[3].axison


def test_layers_are_drawn_on_the_axes_that_are_given():
    _, ax = plt.subplots()
    assert information_paths(*sample(2, 4, 9, 3), NAMES, ax=ax) is ax
    assert layer_bands(np.arange(9), sample(4, 9, 3), NAMES, ax=ax) is ax


def test_arrays_of_layers_must_fit_each_other_and_their_names():
    with pytest.raises(ValueError, match="rate has 2 axes, expected 3"):
        information_paths(sample(9, 3), sample(9, 3), NAMES)
    with pytest.raises(ValueError, match="relevance has the shape"):
        information_paths(sample(4, 9, 3), sample(4, 8, 3), NAMES)
    with pytest.raises(ValueError, match="names holds 2 names, expected 3"):
        layer_bands(np.arange(9), sample(4, 9, 3), NAMES[:2])
    with pytest.raises(ValueError, match="names holds 8 names, expected at most 7"):
        layer_bands(np.arange(9), sample(4, 9, 8), list("12345678"))
    with pytest.raises(ValueError, match="values has 9 epochs, expected 8"):
        layer_bands(np.arange(8), sample(4, 9, 3), NAMES)
    with pytest.raises(ValueError, match="std_norm has the shape"):
        gradient_panels(sample(9, 3, 4), sample(8, 3, 4), NAMES)
