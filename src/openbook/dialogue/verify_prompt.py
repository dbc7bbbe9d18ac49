"""Checks against the prompt: a draft neither speaks of its instructions nor copies their example."""

import re
from collections.abc import Sequence

from openbook.dialogue.finding import Finding
from openbook.dialogue.folding import bare, holds
from openbook.dialogue.mentions import short
from openbook.records import Code, Item, Turn

FEWEST_WORDS = 6
"""A shorter question may be everybody's: `Can you give an example?`"""

_BEHIND = re.compile(
    r"\bsubject (?:chunk|text|passage|document)\b|\bthe subject(?='s| (?:says|states|is hidden|itself|mentions|"
    r"tells|contains|explains))"
    r"|\b(?:hidden|unseen|secret) (?:chunk|text|passage|subject|source)\b|\bground[- ]truth\b|\bgold(?:en)? "
    r"(?:chunk|passage|text)\b"
    r"|\btraining (?:conversation|dialogue|example)s?\b|\b(?:these|my|your) instructions (?:say|state|tell|ask|"
    r"require|are)\b"
    r"|\b(?:the|my) (?:prompt|system message) (?:says|asks|tells|requires)\b|\b(?:the|this) conversation (?:is|"
    r"was) (?:made up|synthetic)\b"
    r"|(?-i:RETRIEVED CHUNKS)|\bSUBJECT \(Source:|\{(?:text|metadata|stringified_retrieved_chunks)\}",
    re.IGNORECASE,
)
_SIGNS: tuple[str, ...] = (
    "subject ",
    "subject'",
    "hidden ",
    "unseen ",
    "secret ",
    "ground",
    "golden",
    "gold ",
    "training ",
    "instructions ",
)
_SIGNS += ("prompt ", "system message", "conversation ", "retrieved chunks", "{text}", "{metadata}", "{stringified")
"""What stands in a text that may match, so that most texts need no second look."""
_FIRST_SENTENCE = re.compile(r"[^.!?\n]{20,}[.!?]")


def prompt_leak(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find words that give away how the conversation was made; what the documents say themselves is no such word."""
    for number, turn in enumerate(turns, start=1):
        text = "\n".join((turn.question, turn.thoughts, turn.answer))
        lowered = text.lower()
        if not any(sign in lowered for sign in _SIGNS):
            continue
        for match in _BEHIND.finditer(text):
            if not _of_the_matter(bare(match.group()), item):
                detail = f"turn {number} speaks of its instructions: “{match.group()}”"
                return Finding("prompt_leak", Code.PROMPT_LEAK, detail)
    return None


def _of_the_matter(span: str, item: Item) -> bool:
    texts = [*(chunk.text for chunk in item.gold), *(passage.text for passage in item.passages)]
    return any(holds(bare(text), span) for text in texts)


def copied_example(item: Item, turns: Sequence[Turn], example: str) -> Finding | None:
    """Find a question or the opening of an answer that stands in the prompt's example and not in the item's chunks.

    `example`: the prompt without the item's own material.
    """
    words = bare(example)
    for number, turn in enumerate(turns, start=1):
        opening = _FIRST_SENTENCE.search(turn.answer)
        for name, text in (("question", turn.question), ("answer", opening.group() if opening else "")):
            span = bare(text)
            if span.count(" ") > FEWEST_WORDS and holds(words, span) and not _of_the_matter(span, item):
                detail = f"the {name} of turn {number} is copied from the prompt: “{short(text)}”"
                return Finding("copied_example", Code.PROMPT_LEAK, detail)
    return None
