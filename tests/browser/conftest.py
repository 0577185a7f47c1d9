"""One browser for all tests of pages: a process can drive only one at a time."""

from collections.abc import Iterator

import pytest
from page_checks import open_browser
from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser
