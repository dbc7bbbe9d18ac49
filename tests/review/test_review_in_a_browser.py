"""The review in a real browser: by keyboard, and over a restart."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from browser import Opened, open_browser
from output_folders import HOSTILE, draft, write_folder

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with open_browser() as browser:
        yield browser


@contextmanager
def reviewing(chromium: Any, folder: Path, name: str = "Ada", **settings: Any) -> Iterator[Opened]:
    """Run `openbook review` on a folder and open its page."""
    command = [sys.executable, "-m", "openbook", "review", str(folder), "--name", name]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout
        opened = Opened(chromium, server.stdout.readline().strip(), **settings)
        opened.page.wait_for_selector(".verdicts")
        yield opened
        opened.page.close()
        assert not opened.complaints
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0
        server.stdout.close()


def test_the_keyboard_is_enough_and_an_edit_survives_a_restart(chromium: Any, tmp_path: Path) -> None:
    write_folder(tmp_path, [draft(name) for name in ("tower", "hall", "barn", "mill")])
    with reviewing(chromium, tmp_path) as opened:
        page = opened.page
        page.keyboard.press("a")
        page.locator("#done", has_text="1 of 4").wait_for()
        page.locator(".detail .text", has_text="Who keeps the hall (1)").wait_for()
        page.keyboard.press("x")
        page.locator("#done", has_text="2 of 4").wait_for()
        page.locator(".detail .text", has_text="Who keeps the barn (1)").wait_for()
        page.keyboard.press("e")
        page.fill("[name=answer-0]", "It has 4711 steps.")
        page.keyboard.press("Control+Enter")
        page.locator(".finding", has_text="4711").wait_for()
        page.fill("[name=answer-0]", "Two wardens keep the barn.")
        page.keyboard.press("Control+Enter")
        page.locator("#done", has_text="3 of 4").wait_for()
    with reviewing(chromium, tmp_path) as opened:
        page = opened.page
        assert page.locator("#done").inner_text() == "3 of 4 decided"
        assert page.locator(".list .tag").all_inner_texts()[:3] == ["accepted", "rejected", "edited"]
        page.keyboard.press("k")
        page.locator(".detail .text", has_text="Two wardens keep the barn.").wait_for()


def test_one_correction_reaches_all_alike(chromium: Any, tmp_path: Path) -> None:
    write_folder(tmp_path, [draft(name) for name in ("tower", "hall", "barn")])
    with reviewing(chromium, tmp_path) as opened:
        page = opened.page
        page.keyboard.press("c")
        page.fill("#old", "Two wardens.")
        page.fill("#new", "Two wardens do.")
        page.locator("#alike button[type=submit]").click()
        page.locator("#alike-said", has_text="3 drafts would be corrected").wait_for()
        page.locator("#alike-apply").click()
        page.locator("#done", has_text="3 of 3").wait_for()


def test_hostile_text_stays_text_here_too(chromium: Any, tmp_path: Path) -> None:
    write_folder(tmp_path, [draft("tower", HOSTILE)])
    with reviewing(chromium, tmp_path) as opened:
        assert opened.page.title() == "openbook review"
        assert opened.page.locator("main img, main script").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_the_review(chromium: Any, tmp_path: Path, scheme: str) -> None:
    write_folder(tmp_path, [draft(name) for name in ("tower", "hall")])
    with reviewing(chromium, tmp_path, color_scheme=scheme) as opened:
        assert opened.violations() == []
        opened.page.keyboard.press("e")
        opened.page.wait_for_selector("textarea[name=answer-0]")
        assert opened.violations() == []
