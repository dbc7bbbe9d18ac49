"""A real browser without a window: Debian's Chromium, or what CHROMIUM names, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

AXE = os.environ.get("AXE", "")
"""The file axe.min.js of the npm package axe-core."""


@contextmanager
def open_browser() -> Iterator[Any]:
    """Yield a browser. Skips the test where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright here")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("no Chromium here")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class Opened:
    """A page, with everything that it complained of or asked the network for."""

    def __init__(self, browser: Any, url: str, **settings: Any) -> None:
        self.page = browser.new_page(**settings)
        self.page.set_default_timeout(60_000)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(url)

    def violations(self) -> list[str]:
        """Return what axe finds wrong with the page as it is now."""
        if not Path(AXE).is_file():
            pytest.skip("no axe-core here (AXE names its axe.min.js)")
        self.page.evaluate(Path(AXE).read_text())
        found = self.page.evaluate("axe.run()")
        return [f"{one['id']}: {[node['html'][:90] for node in one['nodes'][:3]]}" for one in found["violations"]]
