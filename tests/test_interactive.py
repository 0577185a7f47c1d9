"""The figure that moves: right numbers on the page, and a script that shows them."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from ibnotes.bottleneck import IBCurve, ib_curve
from ibnotes.interactive import bottleneck_explorer

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
