"""Every page of the built book, opened from its folder in a browser with no network."""

from pathlib import Path

import pytest
from link_checks import broken_links
from page_checks import faults_of_page
from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"
FRONT_DOOR = SITE / "index.html"
# What lies in _static is the theme's own material.
PAGES = sorted(set(SITE.rglob("*.html")) - set(SITE.glob("_static/**/*.html")) - {FRONT_DOOR})


def test_the_front_door_leads_to_the_landing_page(browser: Browser) -> None:
    assert FRONT_DOOR.is_file(), "run `make book` first"
    page = browser.new_page()
    page.goto(FRONT_DOOR.as_uri())
    page.wait_for_url((SITE / "book" / "index.html").as_uri())
    page.close()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(SITE)))
def test_page_has_no_fault(browser: Browser, page: Path) -> None:
    faults = faults_of_page(browser, page, SITE) + broken_links(page)
    assert not faults, "\n".join([f"{page.relative_to(SITE)}:", *faults])


BROKEN = """<!DOCTYPE html>
<html lang="en" data-theme="light"><head><title>Broken</title>
<script>MathJax = {options: {processHtmlClass: "math", ignoreHtmlClass: "bd-article"}}</script>
<script defer src="mathjax/tex-chtml-full.js"></script>
</head><body><article class="bd-article">
<img src="https://example.org/elsewhere.png" alt="A picture from elsewhere">
<img src="mathjax/LICENSE" alt="plot.png">
<div class="math">\\[\\frac{1}\\]</div>
<div class="math">\\[\\unknown\\]</div>
<p>It costs :::{note} $x$.</p>
<div class="cell_output"><svg></svg></div>
<p style="width: 900px; color: #ccc; background: #fff">Faint and wide.</p>
<p id="twin"></p><p id="twin"></p>
<a href="nowhere.html">a page</a> <a href="#nowhere">a place</a>
<script>console.error("complaint"); undefinedFunction();</script>
</article></body></html>"""


def test_every_fault_of_a_broken_page_is_found(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "mathjax").symlink_to(ROOT / "vendor" / "mathjax")
    page = tmp_path / "broken.html"
    page.write_text(BROKEN, encoding="utf-8")
    faults = "\n".join(faults_of_page(browser, page, tmp_path) + broken_links(page))
    for expected in [
        "asks for https://example.org/elsewhere.png",
        "image not shown: https://example.org",
        "image without alternative text: mathjax/LICENSE",
        "math: Missing argument for \\frac",
        "math: unknown command",
        "markup: It costs :::{note} $x$.",
        "drawing without role and label: 1",
        "the page shows its light scheme (375 px, dark)",
        "the page scrolls sideways",
        "accessibility, color-contrast",
        "broken link: nowhere.html",
        "broken anchor: #nowhere",
        "anchor of two places: twin",
        "console: complaint",
        "script: undefinedFunction is not defined",
    ]:
        assert expected in faults, f"{expected!r} not found in:\n{faults}"
