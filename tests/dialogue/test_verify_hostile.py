"""Whatever a draft holds, the checks say yes or no, and soon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import FOUND, LOANS, MISSED

from growth import grows_linearly
from openbook.config import Config
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.verify import Verified, verify
from openbook.dialogue.prompts import load_prompts
from openbook.records import Item, Turn

PROMPTS = load_prompts(Config())
MARKS = ['"', "“", "”", "„", "«", "»", "「", "」", "> ", "`", "```\n", "…", "[", "]", "(", ")", "\n", "\n\n", " ", ". "]
WORDS = [
    "Chunk 1",
    "chunks 1, 2 and 99",
    "loans.md",
    "A tool may be kept",
    "14",
    "24 December 2024",
    "May ",
    "Alan Stevenson",
]
WORDS += [
    "the text says",
    "None of the chunks helps",
    "subject ",
    "according to ",
    "工具可以借",
    "Инструмент",
    "\u0130",
    "ß",
    "\x00",
]
PIECES = st.lists(st.sampled_from([*MARKS, *WORDS]) | st.text(max_size=6), max_size=40).map("".join)


def checked(item: Item, turns: list[Turn]) -> Verified | Finding:
    return verify(item, turns, PROMPTS, "rag_success_conversation", True)


@given(st.lists(st.tuples(PIECES, PIECES, PIECES), min_size=1, max_size=4), st.sampled_from([FOUND, MISSED]))
def test_any_draft_passes_or_is_refused_with_a_reason(parts: list[tuple[str, str, str]], item: Item) -> None:
    turns = [Turn(question, thoughts, answer) for question, thoughts, answer in parts]
    found = checked(item, turns)
    if isinstance(found, Finding):
        assert len(found.detail.split()) > 2
        assert found.check
        return
    kept, names = found.turns, found.checks
    assert [turn.question for turn in kept] == [turn.question for turn in turns]
    assert len(set(names)) == len(names)
    for turn in kept:
        for citation in turn.citations:
            assert 1 <= citation.rank <= len(item.passages)


@given(st.lists(st.tuples(PIECES, PIECES, PIECES), min_size=2, max_size=2))
def test_checking_twice_changes_nothing(parts: list[tuple[str, str, str]]) -> None:
    found = checked(FOUND, [Turn(*part) for part in parts])
    if not isinstance(found, Finding):
        assert checked(FOUND, list(found.turns)) == found


ENDLESS = [
    *MARKS,
    *WORDS,
    '"A tool may be kept for as long" ',
    f'"{LOANS[:150]}x" ',
    "“four words of nothing” ",
    "He Was There ",
    "1 ",
]
ENDLESS += [
    'Chunk 1 says "A tool may be kept" ',
    "`a b c` ",
    "> a b c d e\n",
    "the search found ",
    "a…b…",
    '"a b c d… ',
]


@pytest.mark.one_in(8)
@pytest.mark.parametrize("piece", ENDLESS)
@pytest.mark.parametrize("item", [FOUND, MISSED], ids=["found", "missed"])
def test_no_long_draft_takes_more_than_linear_time(piece: str, item: Item) -> None:
    def check(times: int) -> None:
        text = piece * times
        checked(item, [Turn("How long may I keep it?", text, "Two weeks."), Turn("And then?", "", text)])

    assert grows_linearly(check, 20_000 // len(piece))
