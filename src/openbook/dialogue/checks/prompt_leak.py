"""Checks against the prompt: a draft neither speaks of its instructions nor copies their example."""

import re
from collections.abc import Sequence

from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.records import Item, Turn
from openbook.text.mentions import short
from openbook.text.normalise import bare, holds

FEWEST_WORDS = 6
"""A shorter question may be everybody's: `Can you give an example?`"""

_BEHIND = {
    "subject": r"\bsubject (?:chunk|text|passage|document)\b"
    r"|\bthe subject(?='s| (?:says|states|is hidden|itself|mentions|tells|contains|explains))",
    "hidden ": r"\bhidden (?:chunk|text|passage|subject|source)\b",
    "unseen ": r"\bunseen (?:chunk|text|passage|subject|source)\b",
    "ground": r"\bground[- ]truth\b",
    "gold": r"\bgold(?:en)? (?:chunk|passage|text)\b",
    "reference answer": r"\breference answers?\b",
    "training ": r"\btraining (?:conversation|dialogue|example)s?\b",
    "instructions ": r"\b(?:these|my|your) instructions (?:say|state|tell|ask|require|are)\b",
    "prompt ": r"\b(?:the|my) prompt (?:says|asks|tells|requires)\b",
    "system message": r"\b(?:the|my) system message\b",
    "conversation ": r"\b(?:the|this) conversation (?:is|was) (?:made up|synthetic)\b",
    "retrieved chunks\n": r"\bretrieved chunks\n=",
    "{": r"\{(?:text|metadata|stringified_retrieved_chunks)\}",
}
"""What gives a draft's making away, by what stands in a text that may match; lower case."""
_FIRST_SENTENCE = re.compile(r"\W{0,20}[^.!?\n]{20,600}+[.!?]")


def prompt_leak(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find words that give away how the conversation was made; what the documents say themselves is no such word."""
    texts = ["\n".join((turn.question, turn.thoughts, turn.answer)).casefold() for turn in turns]
    everything = "\n".join(texts)
    for pattern in [pattern for sign, pattern in _BEHIND.items() if sign in everything]:
        for number, text in enumerate(texts, start=1):
            found = (words for words in re.findall(pattern, text) if not _of_the_matter(bare(words), item))
            for words in found:
                detail = f"turn {number} speaks of its instructions: “{words}”"
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
        opening = _FIRST_SENTENCE.match(turn.answer)
        for name, text in (("question", turn.question), ("answer", opening.group() if opening else "")):
            span = bare(text)
            if span.count(" ") > FEWEST_WORDS and holds(words, span) and not _of_the_matter(span, item):
                detail = f"the {name} of turn {number} is copied from the prompt: “{short(text)}”"
                return Finding("copied_example", Code.PROMPT_LEAK, detail)
    return None
