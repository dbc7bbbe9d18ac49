"""The page in a real browser: what a person does with it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from browser import Opened, open_browser
from openbook.report import write_report
from output_folders import HOSTILE, draft, write_folder

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def written(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    drafts = [draft(f"tower{n}", HOSTILE, gold_at=2 if n % 3 else None, checks=("deixis",)) for n in range(150)]
    write_folder(folder, drafts, refused=[draft("lantern", HOSTILE)])
    return write_report(folder).path


@pytest.fixture
def opened(chromium: Any, written: Path) -> Iterator[Open]:
    pages: list[Opened] = []

    def open_at(place: str = "", **settings: Any) -> Opened:
        pages.append(Opened(chromium, f"{written.as_uri()}{place}", **settings))
        pages[-1].page.wait_for_selector(".overview, .detail h2")
        return pages[-1]

    yield open_at
    for one in pages:
        one.page.close()
        assert not one.complaints
        assert {url.split("#")[0] for url in one.requests} == {written.as_uri()}


def test_the_overview_shows_the_funnel_with_examples_and_what_the_records_are_like(opened: Open) -> None:
    page = opened().page
    steps = page.locator(".funnel > li")
    assert [steps.nth(n).inner_text().split("\n")[0] for n in range(4)] == [
        "Documents read", "Chunks suitable", "Items accepted", "Records",
    ]  # fmt: skip
    assert "150 of 151" in steps.nth(2).inner_text()
    reason = steps.nth(2).locator("details")
    assert reason.locator("summary").inner_text() == "1 × questions that only make sense with the text in view"
    reason.locator("summary").click()
    assert "It asks for “the text above”." in reason.locator(".examples").inner_text()
    whole = page.locator(".overview").inner_text()
    for part in (
        "67 % (asked 60 %)", "33 % (asked 40 %)", "Place of the gold passages", "Length in tokens",
        "Trained share of a record", "Sources", "Judge and checks", "Tokens, cost, time",
    ):  # fmt: skip
        assert part in whole, part
    reason.locator(".examples a").click()
    assert page.locator(".detail h2").inner_text()
    assert "#left" in page.url


def test_hostile_text_stays_text(opened: Open) -> None:
    page = opened("#records?r=id-tower1").page
    assert page.title().endswith("openbook report")
    assert page.locator("main img, main script").count() == 0
    shown = page.locator(".own .part .text").first.inner_text()
    assert 'onerror="document.title=1"' in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_quotation_leads_to_its_place_in_the_passage(opened: Open) -> None:
    page = opened("#records?r=id-tower1").page
    page.locator(".own a.quote").first.click()
    assert page.locator("mark.shown").inner_text() == "The tower1 is kept by two wardens."
    assert page.locator("#passage-2 mark.shown").count() == 1


def test_words_and_filters_narrow_the_list_and_stand_in_the_address(opened: Open) -> None:
    page = opened("#records").page
    page.fill("#search", "keeps tower7")
    page.locator(".hits", has_text="11 of 150").wait_for()
    page.select_option("select[name=scenario]", "missing_recall")
    page.locator(".hits", has_text="3 of 150").wait_for()
    again = opened(page.evaluate("location.hash")).page
    assert again.locator(".hits").inner_text() == "3 of 150"
    assert again.locator("#search").input_value() == "keeps tower7"


def test_a_link_to_what_is_no_record_says_so_and_leads_to_where_it_is(opened: Open) -> None:
    page = opened("#overview").page
    page.evaluate("location.hash = '#records?r=id-lantern'")
    page.locator(".detail .wait", has_text="id-lantern is not here").wait_for()
    page.locator(".detail .wait a").click()
    page.locator(".wrong", has_text="the text above").wait_for()


def test_passages_can_be_searched(opened: Open) -> None:
    page = opened("#records?in=passages&q=lamp%201").page
    assert page.locator(".hits").inner_text() == "150 of 150"
    page = opened("#records?in=passages&q=on%20the%20tower140.").page
    assert page.locator(".hits").inner_text() == "1 of 150"


def test_the_keyboard_goes_through_the_records(opened: Open) -> None:
    page = opened("#records").page
    for key, wanted in (("j", "Record 2"), ("j", "Record 3"), ("k", "Record 2")):
        page.keyboard.press(key)
        page.locator(".detail h2", has_text=wanted).wait_for()
    page.keyboard.press("t")
    page.wait_for_selector(".raw .trained")
    page.keyboard.press("1")
    page.wait_for_selector(".overview")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()


def test_the_text_that_is_trained_shows_the_chat_format_and_what_is_masked(opened: Open) -> None:
    page = opened("#records?raw=1").page
    assert "<|im_start|>" in page.locator(".raw .masked .token").all_inner_texts()
    assert "Two wardens." in page.locator(".raw .trained").last.inner_text()


def test_what_was_refused_is_shown_with_the_finding_and_the_reply(opened: Open) -> None:
    page = opened("#left").page
    assert "the text above" in page.locator(".wrong").inner_text()
    assert "Two wardens." in page.locator(".raw").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["#overview", "#records", "#records?raw=1", "#left"])
def test_axe_finds_nothing_wrong(opened: Open, place: str, scheme: str) -> None:
    assert opened(place, color_scheme=scheme).violations() == []


def test_a_narrow_window_needs_no_sideways_scrolling(opened: Open) -> None:
    for place in ("#overview", "#records", "#left"):
        page = opened(place, viewport={"width": 360, "height": 700}).page
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_twenty_thousand_records_can_be_leafed_through(chromium: Any, tmp_path: Path) -> None:
    write_folder(tmp_path, [draft(f"tower{n}", f"It was built in {n}. " * 20) for n in range(20_000)])
    opened = Opened(chromium, write_report(tmp_path).path.as_uri())
    page = opened.page
    page.wait_for_selector(".overview")
    page.evaluate("location.hash = '#records?r=id-tower17777'")
    page.wait_for_selector(".detail .own")
    parsed = page.locator(".hits").inner_text()
    assert "20,000" in parsed
    page.fill("#search", "tower19999")
    page.locator(".hits", has_text="1 of 20,000").wait_for()
    assert not opened.complaints
