"""Replies in the usual form, and how the tests read them."""

from openbook.dialogue.reply import parse_turns
from openbook.llm.scripted import plain_reply
from openbook.records import Turn

Plain = list[tuple[str, str, str]]


def turns(text: str, finish_reason: str = "stop", fewest: int = 2) -> tuple[Turn, ...]:
    return parse_turns(plain_reply(text, finish_reason), fewest)


def plain(text: str, finish_reason: str = "stop") -> Plain:
    return [(turn.question, turn.thoughts, turn.answer) for turn in turns(text, finish_reason)]


TWO = [("What is it?", "Chunk 1 says so.", "It is this."), ("And why?", "Chunk 1 again.", "Because.")]

USUAL = """\
**QUESTION:** What is it?

**ANSWER:**
**Thought Process:**
Chunk 1 says so.

**Answer:**
It is this.

**QUESTION:** And why?

**ANSWER:**
**Thought Process:**
Chunk 1 again.

**Answer:**
Because."""
