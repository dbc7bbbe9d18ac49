"""Words that a passage has on two lines are written whole in a draft."""

import pytest
from written import chunk, item

from openbook.dialogue.checks.line_ends import unbroken
from openbook.records import Turn

WEIR = (
    "The weir is opened at high wa-\nter. The slu\u00ad\nice stays shut. "
    "East-\nand westbound boats wait; the pre-war lock, too."
)
ABOUT = item(chunk(WEIR, "weir.md"), [chunk(WEIR, "weir.md")])


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("at high wa- ter", "at high water"),
        ("at high wa-\n ter", "at high water"),
        ("the Slu\u00ad ice stays", "the Sluice stays"),
        ("East- and westbound", "East- and westbound"),
        ("wa-ter", "wa-ter"),
        ("low wa- ste", "low wa- ste"),
        ("the pre-war lock", "the pre-war lock"),
    ],
)
def test_a_word_in_two_pieces_becomes_one(said: str, whole: str) -> None:
    assert unbroken(ABOUT, Turn(said, said, said)) == Turn(whole, whole, whole)
