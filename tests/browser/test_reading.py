"""The built book for readers without scripts, without a mouse, with a printer, with a slow line."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

SITE = Path(__file__).resolve().parents[2] / "_build" / "html"
BOOK = SITE / "book"
CHAPTERS = sorted(BOOK.glob("[0-9][0-9]_*.html"))
FIGURES = {
    "02_ib_formulation.html": "#bottleneck-explorer",
    "05_szt_critique.html": "#trajectory-switchboard",
}

# --- a slow line ---------------------------------------------------------------------------------

MOST_BYTES = 1_500_000


def weight(page: Path) -> int:
    """The bytes of a page and of its own pictures; what all pages share is fetched once."""
    text = page.read_text(encoding="utf-8")
    pictures = set(re.findall(r'<img [^>]*src="([^":]*/_images/[^"]*)"', text))
    return page.stat().st_size + sum((page.parent / p).stat().st_size for p in pictures)


def test_no_page_is_heavy() -> None:
    weights = {page.name: weight(page) for page in SITE.glob("*/**/*.html")}
    assert weights, "run `make book` first"
    assert {name: size for name, size in weights.items() if size > MOST_BYTES} == {}


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    """A page with scripts but for MathJax: to set the formulas takes longest."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.route("**/mathjax/**", lambda route: route.abort())
    yield page
    page.close()


def visit(page: Page, file: Path) -> None:
    if page.url != file.as_uri():
        page.goto(file.as_uri())


# --- no scripts ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, offline=True, color_scheme="dark")
    yield context.new_page()
    context.close()


# What is wrong with a page whose scripts have not run.
PLAIN_FAULTS = """() => {
    const article = document.querySelector('article');
    const count = (selector, wrong) => [...article.querySelectorAll(selector)].filter(wrong).length;
    return {
        pictures: count('img', image => !image.naturalWidth),
        formulas: count('.math', math => !/^\\s*\\\\[([]/.test(math.textContent)),
        controls: count('input, select, button', control => control.checkVisibility()),
        light: Number(getComputedStyle(document.body).backgroundColor !== 'rgb(18, 18, 18)'),
    };
}"""


@pytest.mark.parametrize("file", [*CHAPTERS, BOOK / "claims.html"], ids=lambda file: file.stem)
def test_a_page_can_be_read_before_its_scripts_have_run(plain: Page, file: Path) -> None:
    plain.goto(file.as_uri())
    faults = {name: n for name, n in plain.evaluate(PLAIN_FAULTS).items() if n}
    assert faults == {}
    for proof in plain.locator("article details.sd-dropdown").all()[:1]:
        assert not proof.locator("p").last.is_visible()
        proof.locator("summary").click()
        assert proof.locator("p").last.is_visible()


def test_without_scripts_every_claim_is_listed(plain: Page) -> None:
    plain.goto((BOOK / "claims.html").as_uri())
    claims = plain.locator(".claim")
    assert claims.count() == plain.locator(".claim:visible").count() > 0


def drawing(figure: Locator) -> list[str]:
    """The drawings of a figure, their numbers without zeros at the end, and its line of numbers."""
    drawn = "".join(svg.inner_html() for svg in figure.locator("svg").all())
    numbers = re.sub(r"\d+\.\d+", lambda number: f"{float(number[0]):g}", drawn)
    return [re.sub(r"\s+", " ", numbers), figure.locator(".numbers").inner_text()]


@pytest.mark.parametrize(("page", "selector"), FIGURES.items())
def test_a_figure_is_drawn_as_its_script_will_draw_it(
    desk: Page, plain: Page, page: str, selector: str
) -> None:
    plain.goto((BOOK / page).as_uri())
    before = drawing(plain.locator(selector))
    assert all(before)
    desk.goto((BOOK / page).as_uri())
    assert drawing(desk.locator(selector)) == before


# --- no mouse ------------------------------------------------------------------------------------

# The contrast of what marks the focus with the page behind it; a disc of the map gets a ring.
FOCUS_CONTRAST = """element => {
    const ring = element.matches('label input') ? element.nextElementSibling : element;
    const disc = element.querySelector('circle');
    const color = disc ? getComputedStyle(disc).stroke : getComputedStyle(ring).outlineColor;
    const width = disc ? getComputedStyle(disc).strokeWidth : getComputedStyle(ring).outlineWidth;
    const luminance = color => {
        const parts = color.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255).map(
            part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    };
    const drawn = disc || getComputedStyle(ring).outlineStyle !== 'none';
    const both = [color, getComputedStyle(document.body).backgroundColor].map(luminance);
    const contrast = (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
    return drawn && parseFloat(width) >= 2 ? contrast : 1;
}"""

STOPS = [
    ("02_ib_formulation.html", "#bottleneck-explorer input"),
    ("02_ib_formulation.html", "#bottleneck-explorer button"),
    ("05_szt_critique.html", "#trajectory-switchboard input[type=radio]"),
    ("05_szt_critique.html", "#trajectory-switchboard input[type=range]"),
    ("claims.html", "#claim-filter select"),
    ("claims.html", "#claim-map a"),
]


@pytest.mark.parametrize(("page", "selector"), STOPS)
def test_the_focus_can_be_seen_in_both_schemes(desk: Page, page: str, selector: str) -> None:
    visit(desk, BOOK / page)
    stop = desk.locator(selector).first
    for scheme in ("light", "dark"):
        desk.emulate_media(color_scheme=scheme)
        stop.focus()
        desk.keyboard.press("Shift")  # the focus comes from a keyboard
        assert stop.evaluate("element => element.tabIndex >= 0")
        # WCAG 2.2, criterion 1.4.11.
        assert stop.evaluate(FOCUS_CONTRAST) >= 3, scheme


def test_the_keyboard_moves_the_explorer(desk: Page) -> None:
    visit(desk, BOOK / "02_ib_formulation.html")
    figure = desk.locator("#bottleneck-explorer")
    slider, numbers = figure.get_by_role("slider"), figure.locator(".numbers")
    slider.press("Home")
    assert numbers.inner_text().endswith("1 cluster")
    point = figure.locator(".point").get_attribute("cx")
    slider.press("End")
    assert numbers.inner_text() == slider.get_attribute("aria-valuetext")
    assert float(figure.locator(".point").get_attribute("cx")) > float(point)
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    assert numbers.inner_text().endswith("2 clusters")
    assert figure.locator(".cells rect").count() == 20  # ten rows, a column for each cluster


# --- a printer -----------------------------------------------------------------------------------


def test_a_printed_page_is_light_and_nothing_on_it_is_folded_or_cut(desk: Page) -> None:
    visit(desk, BOOK / "02_ib_formulation.html")
    desk.emulate_media(media="print", color_scheme="dark")
    desk.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert desk.locator("article details:not([open])").count() == 0
    assert desk.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for unwanted in [".bd-sidebar-primary", ".bd-header-article", ".copybtn", ".controls"]:
        assert desk.locator(f"{unwanted}:visible").count() == 0, unwanted
    cut = "[...document.querySelectorAll('article pre')].filter(e => e.scrollWidth > e.clientWidth)"
    assert desk.evaluate(f"{cut}.length") == 0
    desk.evaluate("dispatchEvent(new Event('afterprint'))")
    desk.emulate_media(media="screen", color_scheme="dark")
    assert desk.locator("article details[open]").count() == 0
    assert desk.evaluate("document.documentElement.dataset.theme") == "dark"
