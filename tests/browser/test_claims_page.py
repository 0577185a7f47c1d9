"""The page of claims under a reader's hand: the menus and the map, in the built book."""

from pathlib import Path

from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "_build" / "html" / "book" / "claims.html"


def test_menus_hide_what_does_not_fit_and_a_disc_tells_its_lines(browser: Browser) -> None:
    assert PAGE.is_file(), "run `make book` first"
    page = browser.new_page(viewport={"width": 375, "height": 900})
    page.goto(PAGE.as_uri())

    shown = page.locator(".claim.listed:visible")
    everything = shown.count()
    found = page.locator("#claim-filter .found")
    assert found.inner_text() == f"{everything} of {everything} claims are shown."
    page.get_by_label("chapter", exact=True).select_option("1")
    page.get_by_label("evidence", exact=True).select_option("certificate")
    assert 0 < shown.count() < everything
    assert found.inner_text() == f"{shown.count()} of {everything} claims are shown."
    for i in range(shown.count()):
        assert {"chapter-1", "evidence-certificate"} <= set(
            shown.nth(i).get_attribute("class").split()
        )
    assert not page.get_by_role("heading", name="Chapter 2").is_visible()
    page.get_by_label("chapter", exact=True).select_option("all")
    page.get_by_label("evidence", exact=True).select_option("all")
    assert shown.count() == everything

    label = page.locator("#claim-map path").first.get_attribute("data-user")
    lines = page.locator(f'#claim-map path[data-user="{label}"]').count()
    page.locator(f'#claim-map a[data-label="{label}"]').hover(force=True)
    said = page.locator("#claim-map .chosen").inner_text()
    count = "one statement" if lines == 1 else f"{lines} statements"
    assert f": rests on {count}, carries " in said
    assert page.locator("#claim-map path.near").count() >= lines
    page.close()


def test_the_arrow_keys_walk_the_map_and_enter_opens_the_statement(browser: Browser) -> None:
    page = browser.new_page()
    page.goto(PAGE.as_uri())
    links = page.locator("#claim-map a")
    links.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    focused = page.locator("#claim-map a:focus")
    name = focused.get_attribute("aria-label")
    assert ", chapter 2, " in name
    assert page.locator("#claim-map .chosen").inner_text().startswith(name)
    assert page.locator('#claim-map a[tabindex="0"]').count() == 1
    target = focused.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{target}")
    page.close()


def test_an_entry_leads_to_its_cell(browser: Browser) -> None:
    page = browser.new_page()
    page.goto(PAGE.as_uri())
    page.locator(".claim.listed").first.get_by_role("link", name="cell").click()
    cell = page.locator("div.cell:target")
    assert "checks:" in cell.get_attribute("class")
    assert cell.bounding_box()["y"] < page.viewport_size["height"]
    page.close()
