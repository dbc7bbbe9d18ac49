"""Checks of citations: numbers and sources are those that were shown, and memory cites nothing.

RESEARCH.md, "Checks that need no model", 5.
"""

import re
from collections.abc import Sequence

from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.records import Item, Passage, Turn
from openbook.text.mentions import last_mention, mentions, short
from openbook.text.normalise import bare, holds
from openbook.text.quotations import quotations, standing

BEFORE = 250
"""Characters before a quotation in which the chunk is named that it is ascribed to."""

_NAMED = re.compile(r"\s{0,2}\(([^()\n]{3,200})\)")
_SAYS = re.compile(
    r"\s{0,2}(?:\([^()\n]{1,200}\))?\s{0,2}(?:also |clearly |explicitly |then |further |itself )?"
    r"(?:says?|states?|reads?|notes?|explains?|adds?|tells us|confirms?|writes?|specifies)?(?: "
    r"that)?\s{0,2}[:,]?\s{0,2}[\"“„«「]?",
    re.IGNORECASE,
)
_FROM_PASSAGE = re.compile(
    r"\b(?:according to|as (?:stated|described|noted|explained) (?:in|by)|(?:quoted|taken) from) (?:chunk \d|the "
    r"(?:retrieved |first "
    r"|second |third )?(?:chunk|passage|document|source|excerpt)s?\b)|\bchunk \d{1,3}(?: \([^()\n]{1,200}\))? "
    r"(?:says|states|explains|"
    r"shows|confirms|tells)\b",
    re.IGNORECASE,
)
_FROM_SIGNS = ("according to", "chunk", "stated ", "described ", "noted ", "explained ", "quoted ", "taken from")
_NEGATION = re.compile(r"\b(?:not|no|nothing|none|neither|never|only)\b|n['’]t\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)|\n")


def wrong_citation(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a chunk number that was not shown, a source that is another chunk's, or a quotation from another chunk.

    A number that the passages or the questions speak of themselves (`chunk 7 of the file`) is none of ours.
    """
    for number, turn in enumerate(turns, start=1):
        for text in (turn.thoughts, turn.answer):
            wrong = _wrong_number(text, item, turns) or _wrong_source(text, item.passages)
            wrong = wrong or _wrong_chunk(text, item.passages)
            if wrong:
                return Finding("citations", Code.WRONG_CITATION, f"turn {number} {wrong}")
    return None


def _wrong_number(text: str, item: Item, turns: Sequence[Turn]) -> str:
    for mention in mentions(text):
        if not 1 <= mention.rank <= len(item.passages) and not _of_the_matter(mention.words, item, turns):
            return f"speaks of “{short(mention.words)}”, but {len(item.passages)} chunks were shown"
    return ""


def _of_the_matter(mention: str, item: Item, turns: Sequence[Turn]) -> bool:
    span = bare(mention)
    texts = [*(passage.text for passage in item.passages), *(turn.question for turn in turns)]
    return any(holds(bare(text), span) for text in texts)


def _wrong_source(text: str, passages: Sequence[Passage]) -> str:
    sources = [passage.source for passage in passages]
    for mention in mentions(text):
        match = _NAMED.match(text, mention.end)
        named = match[1].strip("` ").removeprefix("Source: ") if match else ""
        if named in sources and mention.rank <= len(sources) and named != sources[mention.rank - 1]:
            return f"gives {named} as the source of chunk {mention.rank}, which is from {sources[mention.rank - 1]}"
    return ""


def _wrong_chunk(text: str, passages: Sequence[Passage]) -> str:
    """Return what is wrong with a quotation that directly follows `Chunk 2 says`, and stands in another chunk only."""
    for quotation in quotations(text):
        named = last_mention(text, quotation.start, BEFORE)
        if named is None or not _SAYS.fullmatch(text, named.end, quotation.start):
            continue
        own = [passage for passage in passages if passage.rank == named.rank]
        if own and standing(quotation.text, own) is None and (other := standing(quotation.text, passages)):
            there = f"it stands in chunk {other.rank}"
            return f"quotes “{short(quotation.text)}” from chunk {named.rank}, but {there}"
    return ""


def recall_cites(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find an answer from memory that ascribes what it says to a passage."""
    if item.has_gold:
        return None
    for number, turn in enumerate(turns, start=1):
        lowered = turn.answer.lower()
        if not any(sign in lowered for sign in _FROM_SIGNS):
            continue
        for match in _FROM_PASSAGE.finditer(turn.answer):
            end = _SENTENCE_END.search(turn.answer, match.end())
            start = max(turn.answer.rfind(mark, 0, match.start()) for mark in (". ", "! ", "? ", "\n"))
            if not _NEGATION.search(turn.answer[start + 1 : end.start() if end else None]):
                detail = f"turn {number} answers from memory, yet says “{short(match.group())}”"
                return Finding("recall_cites", Code.WRONG_CITATION, detail)
    return None
