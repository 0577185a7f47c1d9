"""The switchboard figure under a reader's hand: buttons, keys and a finger, in a browser."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from ibnotes.interactive import trajectory_switchboard

BITS = np.log(2)
RATE = BITS * np.array([[2.0, 1.0], [3.0, 2.5], [3.0, 0.5]])
RELEVANCE = BITS * np.array([[0.1, 0.05], [0.6, 0.5], [0.9, 0.875]])
FIGURE = trajectory_switchboard(
    {
        ("tanh", "bins", "30"): ([0, 9, 99], RATE, RELEVANCE),
        ("tanh", "bins", "100"): ([0, 9, 99], 1.5 * RATE, RELEVANCE),
        ("tanh", "noise", "sigma 0.1"): ([0, 99], 0.5 * RATE[::2], RELEVANCE[::2]),
        ("relu", "bins", "30"): ([0, 9, 99], 0.8 * RATE, RELEVANCE),
    },
    rate_name="rate",
    relevance_name="relevance",
)


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    file = tmp_path / "figure.html"
    file.write_text(f"<!DOCTYPE html><meta charset=utf-8>{FIGURE.data}", encoding="utf-8")
    page = browser.new_page(viewport={"width": 375, "height": 900})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(file.as_uri())
    yield page
    page.close()
    assert faults == []


def test_buttons_slider_and_finger_change_the_numbers(page: Page) -> None:
    def numbers() -> str:
        return page.locator(".numbers").inner_text()

    end = "rate 3.00, 0.50 bits, relevance 0.900, 0.875 bits"
    assert numbers() == f"tanh, bins, 30, epoch 99, layers 1, 2: {end}"

    page.get_by_label("noise").check()  # there is one setting for it, and no epoch 9
    assert not page.get_by_label("30", exact=True).is_visible()
    assert numbers().startswith("tanh, noise, sigma 0.1, epoch 99, layers 1, 2: rate 1.50, 0.25")

    page.get_by_label("relu").check()  # there is no noise for it
    page.get_by_label("2", exact=True).check()
    assert numbers() == "relu, bins, 30, epoch 99, layer 2: rate 0.40 bits, relevance 0.875 bits"

    page.get_by_role("slider").press("ArrowLeft")
    assert numbers() == "relu, bins, 30, epoch 9, layer 2: rate 2.00 bits, relevance 0.500 bits"
    assert page.get_by_role("slider").get_attribute("aria-valuetext") == "epoch 9"

    box = page.locator(".course").bounding_box()
    page.mouse.click(box["x"] + 0.2 * box["width"], box["y"] + 0.5 * box["height"])
    assert ", epoch 0, layer 2: rate 0.80 bits" in numbers()


def test_a_disc_stands_where_its_numbers_say(page: Page) -> None:
    discs = page.locator(".plane .moving circle[r='8']")
    assert discs.count() == 2
    rate_end, relevance_end = 1.06 * 4.5, 1.12 * 0.9
    x, y = (float(discs.nth(0).get_attribute(name)) for name in ("cx", "cy"))
    assert x == pytest.approx(46 + 286 * 3 / rate_end, abs=0.1)
    assert y == pytest.approx(226 - 212 * 0.9 / relevance_end, abs=0.1)
