"""What verifying a draft takes, counted in texts that are read and in calls: a busy machine's clock says nothing."""

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from written import DAMAGE, FOUND, HOURS, LOANS, MISSED, turn

from openbook.config import Config
from openbook.dialogue.checks.verify import Verified, verify
from openbook.dialogue.prompts import load_prompts
from openbook.records import Item, Turn
from openbook.text import content, language, mentions, normalise, said

PROMPTS = load_prompts(Config())
READERS: dict[str, Any] = {
    "content": content.Content.of,
    "spoken": said.spoken,
    "bare": normalise.bare,
    "mentions": mentions.mentions,
    "language": language.language,
}
"""What reads a text and remembers it."""
MOST = {"content": 17, "spoken": 13, "said": 13, "bare": 17, "mentions": 7, "language": 2}
"""Texts, of a draft of two turns and three passages, that each reads: a rule that reads more parts the draft anew."""
DRAFTS: dict[str, tuple[Item, list[Turn]]] = {
    "with gold": (
        FOUND,
        [
            turn('Chunk 2 (loans.md) says: "A loan can be renewed once, by telephone". Chunks 1 and 3 do not help.'),
            turn(
                'Chunk 2 (loans.md) says: "A tool may be kept for fourteen days". The others are about other matters.',
                "A tool may be kept for fourteen days.",
                "And before that, for how many days?",
            ),
        ],
    ),
    "from memory": (
        MISSED,
        [
            turn("Neither chunk helps, so this is from memory.", "My search found nothing; I believe once, by phone."),
            turn(
                "Again neither chunk helps.", "The search found nothing on that; I believe two weeks.", "And how long?"
            ),
        ],
    ),
}


def verified(name: str) -> None:
    item, turns = DRAFTS[name]
    done = verify(item, turns, PROMPTS, "rag_success_conversation", packaged=True)
    assert isinstance(done, Verified), done


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_is_read_in_few_parts(name: str) -> None:
    verified(name)  # reads the lists
    before = {}
    for reader, function in READERS.items():
        function.cache_clear()
        before[reader] = function.cache_info().misses
    for one in said.IN_USE.values():
        one.lists.texts.cache_clear()
    verified(name)
    read = {reader: function.cache_info().misses - before[reader] for reader, function in READERS.items()}
    read["said"] = sum(len(one.lists.texts) for one in said.IN_USE.values())
    print(name, read)  # noqa: T201
    assert {reader: count for reader, count in read.items() if count > MOST[reader]} == {}


@pytest.mark.parametrize("name", DRAFTS)
def test_no_passage_is_taken_apart_twice(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    verified(name)
    read: Counter[str] = Counter()

    def counting(function: Callable[[str], Any]) -> Callable[[str], Any]:
        def counted(text: str) -> Any:
            read[text] += 1
            return function(text)

        return counted

    content.Content.of.cache_clear()
    monkeypatch.setattr(content, "tokens_of", counting(content.tokens_of))
    verified(name)
    passages = {text: read[text] for text in (LOANS, HOURS, DAMAGE)}
    assert set(passages.values()) <= {0, 1}
    assert any(passages.values())
    joined = [text for text in read if any(one in text and one != text for one in (LOANS, HOURS, DAMAGE))]
    assert len(joined) <= 1, "passages are joined to other texts, which are then read anew for each turn"


CALLS = {"with gold": 2300, "from memory": 1700}
"""Calls, of functions of the house and of Python's own, that a draft of two turns and three passages takes whose texts
are new: what a new rule costs is taken from another one, by looking first whether anything in the draft calls for it.
"""


@pytest.mark.parametrize("name", DRAFTS)
def test_a_new_draft_takes_no_more_calls_than_its_budget(name: str) -> None:
    verify(*_told_of("kettle", name), PROMPTS, "rag_success_conversation", packaged=True)  # reads the lists
    calls: Counter[str] = Counter()

    def counted(frame: FrameType, event: str, _: object) -> None:
        if event in ("call", "c_call"):
            calls[Path(frame.f_code.co_filename).stem] += 1

    draft = _told_of("lantern", name)
    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        done = verify(*draft, PROMPTS, "rag_success_conversation", packaged=True)
    finally:
        sys.setprofile(before)
    assert isinstance(done, Verified), done
    assert calls.total() <= CALLS[name], f"most of the calls are made in {calls.most_common(8)}"


def _told_of(thing: str, name: str) -> tuple[Item, list[Turn]]:
    """Return a draft about another thing, so that no text of it has been looked at."""

    def told(text: str) -> str:
        return f"{text.replace('tool', thing)} Any {thing}."

    item, turns = DRAFTS[name]
    gold = tuple(replace(chunk, text=told(chunk.text)) for chunk in item.gold)
    passages = tuple(replace(passage, text=told(passage.text)) for passage in item.passages)
    asked = [replace(turn, question=turn.question.replace("tool", thing)) for turn in turns]
    renamed = [
        replace(turn, thoughts=turn.thoughts.replace("tool", thing), answer=turn.answer.replace("tool", thing))
        for turn in asked
    ]
    return replace(item, gold=gold, passages=passages), renamed
