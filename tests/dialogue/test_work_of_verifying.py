"""What verifying a draft takes, counted in texts that are read: the clock says nothing on a busy machine."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from written import DAMAGE, FOUND, HOURS, LOANS, MISSED, turn

from openbook.config import Config
from openbook.dialogue.checks.verify import Verified, verify
from openbook.dialogue.prompts import load_prompts
from openbook.records import Item, Turn
from openbook.text import content, language, mentions, normalise, phrases

PROMPTS = load_prompts(Config())
READERS: dict[str, Any] = {
    "content": content.Content.of,
    "spoken": phrases.spoken,
    "said": phrases._said,
    "bare": normalise.bare,
    "mentions": mentions.mentions,
    "language": language.language,
}
"""What reads a text and remembers it."""
MOST = {"content": 22, "spoken": 26, "said": 26, "bare": 22, "mentions": 12, "language": 3}
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
    verified(name)
    read = {reader: function.cache_info().misses - before[reader] for reader, function in READERS.items()}
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
