"""The figure that moves: right numbers on the page, and a script that shows them."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from ibnotes.bottleneck import IBCurve, ib_curve
from ibnotes.interactive import bottleneck_explorer, trajectory_switchboard

CHANNEL = [[0.45, 0.05], [0.05, 0.45]]  # the curve begins at beta = 1.5625
CURVE = ib_curve(CHANNEL, [0.5, 1.5, 1.7, 2.0, 4.0])


def explorer(curve=CURVE, **changes):
    return bottleneck_explorer(curve, **changes).data


def data_of(page):
    (text,) = re.findall(r'<script type="application/json">(.*?)</script>', page)
    return json.loads(text)


def test_equal_input_gives_equal_text():
    assert explorer() == explorer()


def test_the_last_digits_of_the_input_are_not_on_the_page():
    nudged = [
        replace(r, rate=r.rate * (1 + 1e-12), relevance=r.relevance * (1 - 1e-12))
        for r in CURVE.results
    ]
    assert explorer(replace(CURVE, results=tuple(nudged))) == explorer()


def test_the_line_of_numbers_says_beta_point_slope_and_clusters():
    texts = [position["text"] for position in data_of(explorer())["positions"]]
    assert texts[0] == (
        "β = 0.50: rate 0.000 bits, relevance 0.000 bits, slope 1/β = 2.000, 1 cluster"
    )
    assert texts[3] == (
        "β = 2.00: rate 0.696 bits, relevance 0.407 bits, slope 1/β = 0.500, 2 clusters"
    )
    in_nats = data_of(explorer(unit="nats"))["positions"]
    assert "rate 0.483 nats" in in_nats[3]["text"]


def test_the_encoder_is_given_in_percent():
    encoders = [position["encoder"] for position in data_of(explorer())["positions"]]
    assert encoders[0] == [[100], [100]]
    for encoder, result in zip(encoders, CURVE.results):
        assert np.allclose(encoder, 100 * result.encoder, atol=0.5)


def test_point_and_tangent_lie_on_one_line_of_slope_one_over_beta():
    data = data_of(explorer())
    left, top, width, height = data["box"]
    across = width / (1.06 * CURVE.rates[-1])
    up = height / (1.12 * CURVE.information)
    for result, position in zip(CURVE.results, data["positions"]):
        (x, y), (x1, y1, x2, y2) = position["point"], position["tangent"]
        assert x == pytest.approx(left + across * result.rate, abs=0.06)
        assert y == pytest.approx(top + height - up * result.relevance, abs=0.06)
        slope = ((y1 - y2) / up) / ((x2 - x1) / across)
        assert slope == pytest.approx(1 / result.beta, rel=0.01)
        assert (x2 - x1) * (y - y1) == pytest.approx((y2 - y1) * (x - x1), abs=30)


def test_a_tangent_stays_within_the_plane():
    data = data_of(explorer())
    left, top, width, height = data["box"]
    for x1, y1, x2, y2 in (position["tangent"] for position in data["positions"]):
        assert left <= x1 <= x2 <= left + width
        assert top <= y2 <= y1 <= top + height


def test_a_button_leads_to_the_first_beta_after_a_split():
    buttons = re.findall(r'data-position="(\d)">([^<]*)<', explorer())
    assert buttons == [("2", "2 from β = 1.70")]


def test_every_name_of_a_row_is_on_the_page_and_does_no_harm():
    page = explorer(x_names=["<script>", "R&D"])
    assert "&lt;script&gt;" in page and "R&amp;D" in page
    assert page.count("<script") == 2


class Outline(HTMLParser):
    """The elements of a page, with their attributes, and those left open."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag != "input":
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_everything_that_can_be_seen_or_moved_has_a_name():
    outline = Outline(explorer())
    assert outline.open == []
    for tag, attributes in outline.elements:
        if tag == "svg":
            assert attributes["role"] == "img" and attributes["aria-label"]
        if tag == "input":
            assert attributes["aria-label"] == "beta"


def test_the_page_needs_nothing_from_elsewhere():
    assert not re.search(r"https?:|//cdn|@import|\burl\(|\bsrc=|<link", explorer())


def test_two_figures_on_a_page_do_not_meet():
    first, second = explorer(figure_id="one"), explorer(figure_id="two")
    assert first.replace('"one"', '"two"').replace("#one", "#two") == second


def points(*numbers):
    return IBCurve(tuple(CURVE.results[i] for i in numbers), CURVE.information, ())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"curve": points(3)}, r"curve has the betas \[2.0\], expected two or more"),
        ({"curve": points(3, 3)}, r"curve has the betas \[2.0, 2.0\], expected two or more"),
        ({"curve": ib_curve(CHANNEL, [0, 2])}, r"curve has the betas \[0.0, 2.0\]"),
        ({"curve": points(0, 1)}, "curve stays at the origin, expected a larger beta"),
        ({"x_names": ["a"]}, "x_names holds 1 names, expected 2"),
        ({"start": 5}, "start is 5, expected the number of one of 5 results"),
        ({"unit": "bit"}, "unit is 'bit', expected"),
        ({"figure_id": "my figure"}, "figure_id is 'my figure', expected letters"),
    ],
)
def test_bad_input_is_named(changes, message):
    with pytest.raises(ValueError, match=message):
        explorer(**changes)


# --- layers over training ------------------------------------------------------------------------

LOG2 = np.log(2)
EPOCHS = [0, 9, 99]
RATE = LOG2 * np.array([[2.0, 1.0], [3.0, 2.5], [3.0, 0.126]])
RELEVANCE = LOG2 * np.array([[0.1, 0.05], [0.6, 0.5], [0.9, 0.8764]])
TRAJECTORIES = {
    ("tanh", "bins", "30"): (EPOCHS, RATE, RELEVANCE),
    ("tanh", "bins", "100"): (EPOCHS, 1.2 * RATE, RELEVANCE),
    ("tanh", "noise", "sigma 0.1"): (EPOCHS[::2], 0.5 * RATE[::2], RELEVANCE[::2]),
    ("relu", "bins", "30"): (EPOCHS, 0.8 * RATE, RELEVANCE),
}


def switchboard(trajectories=TRAJECTORIES, **changes):
    return trajectory_switchboard(trajectories, **changes).data


def test_the_page_holds_rates_in_hundredths_and_relevances_in_thousandths_of_a_bit():
    first = data_of(switchboard())["trajectories"][0]
    assert first["key"] == ["tanh", "bins", "30"]
    assert first["rate"] == [[200, 300, 300], [100, 250, 13]]  # a list for each layer
    assert first["relevance"] == [[100, 600, 900], [50, 500, 876]]
    in_nats = data_of(switchboard(unit="nats"))["trajectories"][0]
    assert in_nats["rate"][0] == [139, 208, 208]


def test_each_trajectory_keeps_its_epochs_and_the_slider_goes_through_all():
    data = data_of(switchboard())
    assert data["epochs"] == [0, 9, 99]
    assert [t["epochs"] for t in data["trajectories"]] == [EPOCHS, EPOCHS, [0, 99], EPOCHS]
    assert 'max="2" value="2"' in switchboard()


def test_the_axes_are_the_same_for_all_trajectories_and_reach_beyond_them():
    data = data_of(switchboard())
    largest = max(max(map(max, t["rate"])) for t in data["trajectories"])
    assert data["ends"] == pytest.approx([1.06 * largest / 100, 1.12 * 0.9, 2], rel=1e-3)


def test_every_switch_offers_each_option_once_and_the_first_is_pressed():
    outline = Outline(switchboard())
    buttons = [a for tag, a in outline.elements if tag == "input" and a["type"] == "radio"]
    offered = {}
    for button in buttons:
        offered.setdefault(button["name"].rpartition("-")[2], []).append(button["value"])
    assert offered == {
        "0": ["tanh", "relu"],
        "1": ["bins", "noise"],
        "2": ["30", "100", "sigma 0.1"],
        "3": ["all", "1", "2"],
    }
    assert [b["value"] for b in buttons if "checked" in b] == ["tanh", "bins", "30", "all"]


def test_names_are_those_given():
    page = switchboard(
        switches=("a", "b", "c"), layer_names=["in", "out"], rate_name="H", relevance_name="J"
    )
    for text in ("<legend>a</legend>", ">out<", ">H, bits<", ">J, bits<"):
        assert text in page


def test_equal_numbers_up_to_the_last_digits_give_equal_pages():
    nudged = {k: (e, r * (1 + 1e-12), i * (1 - 1e-12)) for k, (e, r, i) in TRAJECTORIES.items()}
    assert switchboard(nudged) == switchboard()


def test_the_switchboard_has_names_for_all_that_can_be_seen_or_moved():
    outline = Outline(switchboard())
    assert outline.open == []
    for tag, attributes in outline.elements:
        if tag == "svg":
            assert attributes["role"] == "img" and attributes["aria-label"]
        if tag == "input" and attributes["type"] == "range":
            assert attributes["aria-label"] == "epoch"
    assert switchboard().count("<label>") == switchboard().count('type="radio"')


def test_the_switchboard_needs_nothing_from_elsewhere_and_texts_do_no_harm():
    hostile = {("</script><b>", "R&D", '"x"'): TRAJECTORIES["tanh", "bins", "30"]}
    page = switchboard(hostile)
    assert not re.search(r"https?:|//cdn|@import|\burl\(|\bsrc=|<link", page)
    assert page.count("<script") == page.count("</script") == 2 and "<b>" not in page
    assert data_of(page)["trajectories"][0]["key"] == ["</script><b>", "R&D", '"x"']


def test_two_switchboards_on_a_page_do_not_meet():
    first, second = switchboard(figure_id="one"), switchboard(figure_id="two")
    for form in ('"{}"', "#{}", '"{}-'):
        first = first.replace(form.format("one"), form.format("two"))
    assert first == second


def test_a_figure_of_the_course_is_small():
    epochs = np.arange(60)
    rate, relevance = np.full((60, 6), 8.0), np.full((60, 6), 0.68)
    keys = [(f"{i}", f"{j}", "30") for i in range(2) for j in range(10)]
    twenty = dict.fromkeys(keys, (epochs, rate, relevance))
    assert len(switchboard(twenty).encode()) < 150_000


@pytest.mark.parametrize(
    ("trajectories", "changes", "message"),
    [
        ({}, {}, "trajectories is empty"),
        ({("tanh",): (EPOCHS, RATE, RELEVANCE)}, {}, r"the key \('tanh',\), expected 3 texts"),
        ({"abc": (EPOCHS, RATE, RELEVANCE)}, {}, "the key 'abc', expected 3 texts"),
        ({tuple("abc"): (EPOCHS[:2], RATE, RELEVANCE)}, {}, r"has shapes \(2,\), \(3, 2\)"),
        ({tuple("abc"): (EPOCHS, RATE, RELEVANCE[:, :1])}, {}, r"\(3, 2\) and \(3, 1\), expected"),
        ({tuple("abc"): ([0, 9, 9], RATE, RELEVANCE)}, {}, "epochs that do not rise"),
        ({tuple("abc"): ([-1, 0, 1], RATE, RELEVANCE)}, {}, "epochs that do not rise from 0"),
        ({tuple("abc"): (EPOCHS, RATE * np.nan, RELEVANCE)}, {}, "a value that is not finite"),
        ({tuple("abc"): (EPOCHS, 0 * RATE, RELEVANCE)}, {}, "stay at zero rate"),
        ({tuple("abc"): (EPOCHS, np.ones((3, 7)), np.ones((3, 7)))}, {}, r"have \[7\] layers"),
        (
            {**TRAJECTORIES, tuple("abc"): (EPOCHS, RATE[:, :1], RELEVANCE[:, :1])},
            {},
            r"have \[1, 2\] layers, expected the same number",
        ),
        (TRAJECTORIES, {"layer_names": ["a"]}, "layer_names holds 1 names, expected 2"),
        (TRAJECTORIES, {"unit": "bit"}, "unit is 'bit', expected"),
        (TRAJECTORIES, {"figure_id": "my figure"}, "figure_id is 'my figure', expected letters"),
    ],
)
def test_bad_trajectories_are_named(trajectories, changes, message):
    with pytest.raises(ValueError, match=message):
        switchboard(trajectories, **changes)
