"""What a page must not do, looked at in a browser. Each check returns the faults that it found."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import find_chromium
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Widths and color schemes to look at. Two of the four pairs are enough: a fault depends on the
# width (what scrolls, what overflows) or on the scheme (contrast), and each value comes up. The
# narrow one is first, as the theme makes a box that scrolls reachable by keyboard when it loads.
VIEWS = ((375, "dark"), (1280, "light"))

# The theme's frame and its list of references are not of our making. Preloading would ask for the
# style sheets a second time, which no page on a disk may do.
AXE_CONTEXT = {"include": ["article.bd-article"], "exclude": [".citation-list"]}
AXE_OPTIONS = {"preload": False, "resultTypes": ["violations"]}

# Every mathematical element that MathJax left alone, or could not read. It sets an unknown command
# in red and reports nothing.
MATH_FAULTS = """() => {
    const faults = [];
    for (const math of document.querySelectorAll('.math')) {
        const error = math.querySelector('mjx-merror, [data-mjx-error]');
        const unknown = math.querySelector('mjx-mtext[style*="color: red"]');
        if (!math.querySelector('mjx-container')) {
            faults.push('not typeset: ' + math.textContent.trim().slice(0, 60));
        } else if (error) {
            faults.push(error.getAttribute('data-mjx-error') || error.textContent);
        } else if (unknown) {
            faults.push('unknown command in a formula');
        }
    }
    return faults;
}"""

# The page hears of a change of view before it draws the next frame.
NEXT_FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"

# The theme makes what scrolls a stop of the tab key, a third of a second after a change of width.
SETTLED = """() => [...document.querySelectorAll(
    'pre, .cell_output > .output, .pst-scrollable-table-container')].every(
    block => block.scrollWidth <= block.clientWidth || block.tabIndex === 0)"""

# Proofs and some cells are folded, and what is folded is neither laid out nor looked at.
UNFOLD = "() => document.querySelectorAll('details').forEach(folded => { folded.open = true; })"

# What axe need not see: a formula is not of our making either, and a button to copy or a word of
# code looks like the others of its kind. In a chapter these are nine elements of ten, and most of
# a minute for axe, even where it is told to leave them out.
THIN_OUT = """() => {
    for (const formula of document.querySelectorAll('.math, mjx-container')) formula.remove();
    for (const button of [...document.querySelectorAll('.copybtn')].slice(1)) button.remove();
    const kinds = new Set();
    for (const word of document.querySelectorAll('.highlight pre span, .sig span, .sig em, .pre')) {
        if (kinds.has(word.className)) word.replaceWith(word.textContent);
        kinds.add(word.className);
    }
}"""

# Markup that stands on the page as it was typed, which the builder does not mind.
RAW_MARKUP = """() => {
    const texts = document.createTreeWalker(
        document.querySelector('article') || document.body, NodeFilter.SHOW_TEXT);
    const faults = [];
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (text.parentElement.closest('code, pre, script, style, .math')) continue;
        const raw = text.data.match(/.{0,30}(\\$|:::|\\{[a-z:]+\\}`|\\\\[A-Za-z]).{0,30}/);
        if (raw) faults.push(raw[0]);
    }
    return faults;
}"""

IMAGES = """() => [...document.querySelectorAll('article img')].map(image => ({
    name: image.getAttribute('src').slice(0, 60),
    alt: image.getAttribute('alt'),
    loaded: image.naturalWidth > 0,
}))"""

# Drawings inside a page: ours come from a cell, the theme's and MathJax's do not.
UNNAMED_DRAWINGS = """() => [...document.querySelectorAll('.cell_output svg')].filter(svg =>
    !svg.closest('button, [aria-hidden="true"]') &&
    !(svg.getAttribute('role') === 'img' && svg.getAttribute('aria-label'))
).length"""

# The widest things that reach out of the page, not those inside a box that scrolls.
OVERFLOW = """() => {
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return null;
    const outside = [...document.querySelectorAll('body *')].filter(
        element => element.getBoundingClientRect().right > page.clientWidth + 1);
    const last = outside[outside.length - 1];
    const cause = last ? `, through ${last.tagName}.${last.className}` : '';
    return `${page.scrollWidth} px wide${cause}`;
}"""


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Run a headless browser, with a profile of its own."""
    path = find_chromium.find()
    if path is None:
        raise RuntimeError(find_chromium.MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def faults_of_page(browser: Browser, file: Path, site: Path) -> list[str]:
    """Open a page of a site with no network, and say what is wrong with it in any view."""
    faults: list[str] = []
    allowed = site.resolve().as_uri()
    context = browser.new_context(offline=True)
    page = context.new_page()
    show(page, *VIEWS[0])
    page.on("request", lambda request: faults.extend(faults_of_request(request.url, allowed)))
    page.on("requestfailed", lambda request: faults.append(f"not loaded: {request.url}"))
    page.on("console", lambda m: faults.append(f"console: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))

    page.goto(file.resolve().as_uri())
    page.evaluate("window.MathJax && MathJax.startup.promise")
    faults += [f"math: {fault}" for fault in page.evaluate(MATH_FAULTS)]
    faults += [f"markup: {text}" for text in page.evaluate(RAW_MARKUP)]
    faults += faults_of_images(page)
    page.evaluate(UNFOLD)
    # All looks come first, since the reader's page is not the same after THIN_OUT. That is run at
    # the narrow width: a line that just fits the wide one may reach out by a pixel afterwards, and
    # the theme makes it a tab stop only where the width changes.
    for faults_of in (faults_of_look, faults_of_access):
        for width, scheme in VIEWS:
            show(page, width, scheme)
            faults += [f"{fault} ({width} px, {scheme})" for fault in faults_of(page, scheme)]
    context.close()
    return faults


def show(page: Page, width: int, scheme: str) -> None:
    """Turn a page to a view. Loading it anew would set its formulas anew, the longest part."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.evaluate(NEXT_FRAME)
    with suppress(TimeoutError):  # then axe says which block it is
        page.wait_for_function(SETTLED, timeout=20_000)


def faults_of_request(url: str, allowed: str) -> list[str]:
    """A page may ask for files of its own site and for nothing else."""
    return [] if url.startswith((allowed, "data:", "blob:")) else [f"asks for {url}"]


def faults_of_images(page: Page) -> list[str]:
    """Every picture has loaded, and has an alternative text that somebody wrote."""
    faults = []
    for image in page.evaluate(IMAGES):
        if not image["loaded"]:
            faults.append(f"image not shown: {image['name']}")
        # Without a text of ours, Sphinx writes the path of the file.
        if not image["alt"] or re.search(r"\.(png|svg|jpe?g|gif)$", image["alt"]):
            faults.append(f"image without alternative text: {image['name']}")
    if unnamed := page.evaluate(UNNAMED_DRAWINGS):
        faults.append(f"drawing without role and label: {unnamed}")
    return faults


def faults_of_look(page: Page, scheme: str) -> list[str]:
    """The page shows the scheme asked for, and fits its window."""
    faults = []
    shown = page.evaluate("document.documentElement.dataset.theme")
    if shown != scheme:
        faults.append(f"the page shows its {shown} scheme")
    if overflow := page.evaluate(OVERFLOW):
        faults.append(f"the page scrolls sideways: {overflow}")
    return faults


def faults_of_access(page: Page, scheme: str) -> list[str]:
    """The page can be read by everyone. Its formulas are gone afterwards."""
    if not page.query_selector("article.bd-article"):
        return []
    page.evaluate(THIN_OUT)
    violations = Axe().run(page, AXE_CONTEXT, AXE_OPTIONS).response["violations"]
    return [
        f"accessibility, {violation['id']}: {violation['nodes'][0]['html'][:120]}"
        for violation in violations
        if violation["impact"] in ("serious", "critical")
    ]
