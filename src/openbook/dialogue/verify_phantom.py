"""The phantom check: an item that never showed its gold chunk must not quote it.

RESEARCH.md, "Checks that need no model", 4.
"""

import re
from collections.abc import Sequence

from openbook.dialogue.finding import Finding
from openbook.dialogue.folding import bare, holds
from openbook.dialogue.mentions import CHUNK, short
from openbook.dialogue.quotations import quotations
from openbook.records import Chunk, Code, Item, Turn

RUN = 8
"""Words in a row that tell that a text was before the writer's eyes."""

_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]?")


def phantom_quote(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find words of a hidden gold chunk in an item that never showed it.

    Where the item recalls: quotations, the hidden source's name, and runs of words ascribed to a numbered chunk. Where
    it abstains (`item.strict`): any run of eight words that neither the context nor the questions hold.
    """
    unseen = not_shown(item)
    if not unseen:
        return None
    hidden = "".join(bare(chunk.text) for chunk in unseen)
    shown = [bare(passage.text) for passage in item.passages]
    known = "".join([*shown, *(bare(turn.question) for turn in turns)])
    sources = {passage.source for passage in item.passages}
    for number, turn in enumerate(turns, start=1):
        for text in (turn.thoughts, turn.answer):
            for quotation in quotations(text):
                span = bare(quotation.text)
                if holds(hidden, span) and not holds(known, span):
                    return _found(number, f"quotes “{short(quotation.text)}” from a text that was not shown")
            for chunk in unseen:
                if (
                    chunk.source not in sources
                    and ("." in chunk.source or "/" in chunk.source)
                    and chunk.source in text
                ):
                    return _found(number, f"names the source {chunk.source}, which was not shown")
            for sentence in [text] if item.strict else _ascribed(text):
                if run := shared_run(bare(sentence), hidden, known):
                    return _found(number, f"says “{run}” in the words of a text that was not shown")
    return None


def not_shown(item: Item) -> tuple[Chunk, ...]:
    """Return the gold chunks that the context does not show."""
    shown = {passage.chunk_id for passage in item.passages}
    return tuple(chunk for chunk in item.gold if chunk.id not in shown)


def _found(number: int, detail: str) -> Finding:
    return Finding("phantom_quote", Code.PHANTOM_QUOTE, f"turn {number} {detail}")


def _ascribed(text: str) -> list[str]:
    """Return the sentences that speak of a numbered chunk."""
    return [match.group() for match in _SENTENCE.finditer(text) if CHUNK.search(match.group())]


def shared_run(words: str, hidden: str, known: str, least: int = RUN) -> str:
    """Return the first run of at least `least` words that `hidden` holds and `known` does not; empty for none.

    Every such run holds a block of half its length at a multiple of that half, so only those blocks are looked up.
    """
    tokens = words.split()
    block = least // 2
    for start in range(0, len(tokens) - block + 1, block):
        if f" {' '.join(tokens[start : start + block])} " not in hidden:
            continue
        for first in range(max(0, start - least + block), min(start, len(tokens) - least) + 1):
            run = " ".join(tokens[first : first + least])
            if f" {run} " in hidden and f" {run} " not in known:
                return run
    return ""
