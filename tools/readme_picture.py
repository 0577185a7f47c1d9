"""Take the picture of README.md from the built book: a theorem, the cell that proves it, its proof.

make book && .venv/bin/python tools/readme_picture.py
"""

import io
import sys
from pathlib import Path

import find_chromium
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "_build" / "html" / "book" / "01_definitions.html"
PICTURE = ROOT / "book" / "_static" / "readme.png"
THEOREM = "data-processing"
MARGIN = 10
COLORS = 64  # enough for text on plain boxes, and a third of the bytes

# The theorem, its folded proof and the cell below, as a box on the page.
BOX = f"""() => {{
    const first = document.getElementById('{THEOREM}');
    const last = first.nextElementSibling.nextElementSibling;
    const from = first.getBoundingClientRect(), to = last.getBoundingClientRect();
    return {{
        x: from.left - {MARGIN}, y: from.top + scrollY - {MARGIN},
        width: from.width + 2 * {MARGIN}, height: to.bottom - from.top + 2 * {MARGIN},
    }};
}}"""


def main() -> int:
    path = find_chromium.find()
    if path is None:
        print(find_chromium.MISSING)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(color_scheme="light", device_scale_factor=2)
        page.goto(PAGE.as_uri())
        page.evaluate("MathJax.startup.promise")
        png = page.screenshot(full_page=True, clip=page.evaluate(BOX))
        browser.close()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLORS).save(PICTURE, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
