"""The figure that moves: right numbers on the page, and a script that shows them."""

import json
import math
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from ibnotes.interactive import Frame, bottleneck_explorer

LOG_2 = math.log(2)


def frames_of_a_curve():
    """The curve R -> R of an X that is Y: a blind encoder, two between, and the exact one."""
    frames = [Frame(0.5, 0.0, 0.0, np.ones((2, 1)))]
    for beta, flip in ((1.5, 0.25), (2.0, 0.1)):
        rate = LOG_2 + flip * math.log(flip) + (1 - flip) * math.log(1 - flip)
        encoder = np.array([[1 - flip, flip], [flip, 1 - flip]])
        frames.append(Frame(beta, rate, rate, encoder))
    return [*frames, Frame(4.0, LOG_2, LOG_2, np.eye(2))]


def explorer(**changes):
    arguments = {"frames": frames_of_a_curve(), "information": LOG_2, "splits": [1.0]}
    return bottleneck_explorer(**(arguments | changes)).data


def data_of(page):
    (text,) = re.findall(r'<script type="application/json">(.*?)</script>', page)
    return json.loads(text)


def test_equal_input_gives_equal_text():
    assert explorer() == explorer()


def test_the_last_digits_of_the_input_are_not_on_the_page():
    nudged = [
        Frame(f.beta, f.rate * (1 + 1e-12), f.relevance * (1 - 1e-12), f.encoder)
        for f in frames_of_a_curve()
    ]
    assert explorer(frames=nudged) == explorer()


def test_the_line_of_numbers_says_beta_point_slope_and_clusters():
    texts = [position["text"] for position in data_of(explorer())["positions"]]
    assert texts[0] == (
        "β = 0.50: rate 0.000 bits, relevance 0.000 bits, slope 1/β = 2.000, 1 cluster"
    )
    assert texts[3] == (
        "β = 4.00: rate 1.000 bits, relevance 1.000 bits, slope 1/β = 0.250, 2 clusters"
    )
    in_nats = data_of(explorer(unit="nats"))["positions"]
    assert "rate 0.693 nats" in in_nats[3]["text"]


def test_the_encoder_of_a_frame_is_given_in_percent():
    encoders = [position["encoder"] for position in data_of(explorer())["positions"]]
    assert encoders == [[[100], [100]], [[75, 25], [25, 75]], [[90, 10], [10, 90]],
                        [[100, 0], [0, 100]]]  # fmt: skip


def test_point_and_tangent_lie_on_one_line_of_the_slope():
    data = data_of(explorer())
    left, top, width, height = data["box"]
    per_bit_across, per_bit_up = width / 1.06, height / 1.12
    for frame, position in zip(frames_of_a_curve(), data["positions"]):
        (x, y), (x1, y1, x2, y2) = position["point"], position["tangent"]
        assert x == pytest.approx(left + per_bit_across * frame.rate / LOG_2, abs=0.06)
        assert y == pytest.approx(top + height - per_bit_up * frame.relevance / LOG_2, abs=0.06)
        slope = (y1 - y2) / per_bit_up / ((x2 - x1) / per_bit_across)
        assert slope == pytest.approx(frame.slope, rel=0.01)
        assert (x2 - x1) * (y - y1) == pytest.approx((y2 - y1) * (x - x1), abs=30)


def test_a_tangent_stays_within_the_plane():
    data = data_of(explorer())
    left, top, width, height = data["box"]
    for x1, y1, x2, y2 in (position["tangent"] for position in data["positions"]):
        assert left <= x1 <= x2 <= left + width
        assert top <= y2 <= y1 <= top + height


def test_a_button_leads_beyond_its_split():
    page = explorer(splits=[1.0, 1.7])
    assert re.findall(r'data-frame="(\d)">([^<]*)<', page) == [
        ("1", "β = 1.00: 1 to 2"),
        ("2", "β = 1.70: 2 to 2"),
    ]


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


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"frames": frames_of_a_curve()[:1]}, "frames holds 1, expected two or more"),
        ({"frames": frames_of_a_curve()[::-1]}, "frames have betas that are not positive and"),
        ({"splits": [4.0]}, "splits holds 4, expected less than the last 4"),
        ({"x_names": ["a"]}, "x_names holds 1 names, expected 2"),
        ({"start": 4}, "start is 4, expected the number of one of 4 frames"),
        ({"unit": "bit"}, "unit is 'bit', expected"),
        ({"figure_id": "my figure"}, "figure_id is 'my figure', expected letters"),
    ],
)
def test_bad_input_is_named(changes, message):
    with pytest.raises(ValueError, match=message):
        explorer(**changes)


@pytest.mark.parametrize(
    ("encoder", "message"),
    [
        (np.full((2, 2), 0.4), r"frames\[1\].encoder\[0\] sums to 0.8, expected 1"),
        (np.ones((3, 1)), r"frames\[1\].encoder has 3 rows, expected 2"),
    ],
)
def test_a_bad_encoder_is_named(encoder, message):
    frames = frames_of_a_curve()
    frames[1] = Frame(1.5, 0.1, 0.1, encoder)
    with pytest.raises(ValueError, match=message):
        explorer(frames=frames)
