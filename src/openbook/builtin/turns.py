"""The turns of a conversation: thoughts that walk through the passages, and answers from them or from memory."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from openbook.builtin.blocks import clean, each_block
from openbook.builtin.facts import Fact, Page
from openbook.builtin.questions import context_of, is_generic, question
from openbook.builtin.wording import Draw
from openbook.builtin.words import content_words, upper_first
from openbook.dataclass import dataclass
from openbook.records import Item, Passage
from openbook.scenarios import SCENARIOS
from openbook.text.late import late
from openbook.text.said import spoken
from openbook.text.words import ASCII_GAPS

_GAPS = {code: sign for code, sign in ASCII_GAPS.items() if code != ord("_")}
_ARTICLE = late(r"^(?:the|an?) ")
_ASIDE = late(r" \([^()]*\)")
RUN = 8
"""Words in a row that count as a quotation."""


def in_a_row(text: str) -> str:
    """Return the words of a text, case folded, one space around each."""
    return f" {' '.join(_words(text))} "


def repeats(text: str, row: str) -> bool:
    """Whether a text has `RUN` words in a row that stand so in another one, given as `in_a_row` gives it."""
    tokens = _words(text)
    starts = range(len(tokens) - RUN + 1) if row else ()
    return any(f" {' '.join(tokens[start : start + RUN])} " in row for start in starts)


def _words(text: str) -> list[str]:
    return text.lower().translate(_GAPS).split() if text.isascii() else re.findall(r"\w+", text.casefold())


def recalls(item: Item) -> bool:
    """Whether the engine answers from memory; where the context holds the answer it answers from that, and elsewhere it
    says that the sources don't tell.
    """
    return SCENARIOS[item.scenario].does == "recalls"


def recalled(fact: Fact, hidden: str, draw: Draw) -> str:
    """Return the answer from memory without its final point, hedged before it or where `|` stands; empty where it would
    quote the chunk.
    """
    hedge = draw.say(f"hedge {fact.direct}", "hedge")
    for clause in fact.memory:
        head, _, tail = _ASIDE.sub("", clause).partition(" | ")
        for told in (f"{hedge}, {head} {tail}".rstrip(), f"{head}, {hedge}, {tail}" if tail else ""):
            if told and not repeats(told, hidden) and not re.search(r"[\"“”]", told):
                return upper_first(told)
    return ""


def mentions(passage: Passage, subject: str) -> bool:
    """Whether a passage speaks of what a fact is about: all of its code, or all of its words in a row."""
    code = re.findall(r"`([^`]+)`", subject) if "`" in subject else ()
    if code:
        return all(one in passage.text for one in code)
    return spoken(_ARTICLE.sub("", subject)) in spoken(passage.text)


def may_tell(passage: Passage, fact: Fact) -> bool:
    """Whether a passage beside gold may tell a fact too, in words of its own: then nothing is said about it.

    It speaks of the fact's subject and shares words of the answer that the question has not: any where the subject is
    code, which few passages name for nothing, else half of them.
    """
    if not fact.subject or not mentions(passage, fact.subject):
        return False
    answer = set(content_words(fact.answer)) - set(content_words(f"{fact.direct} {fact.subject}"))
    shared = _held(answer, passage)
    return bool(shared) and ("`" in fact.subject or 2 * len(shared) >= len(answer))


def _held(sought: Iterable[str], passage: Passage) -> list[str]:
    """Return those of some words that a passage has."""
    row = spoken(passage.text)
    return [word for word in sought if f" {word} " in row]


@dataclass(frozen=True, slots=True)
class TurnWriter:
    """Writes the turns of one item."""

    item: Item
    page: Page
    hidden: str
    """The words of the gold chunk in a row, which an answer from memory must not repeat; empty where it may."""
    draw: Draw

    def turns(self, facts: Sequence[Fact]) -> Iterator[dict[str, Any]]:
        """Yield the turns with the fields of a structured reply."""
        for fact, before in zip(facts, [None, *facts], strict=False):
            gold = [passage.rank for passage in self.item.passages if passage.is_gold]
            yield {
                "question": question(fact, before, context_of(fact, self.page), self.draw, self.item.has_gold),
                "thoughts": " ".join(self._thoughts(fact, not before)),
                "answer": self._answer(fact),
                "short_answer": fact.short if self.item.has_gold and " " in fact.short else "",
                "evidence": [{"chunk": rank, "quote": quote} for rank in gold for quote in fact.quotes],
                "found": self.item.has_gold,
            }

    def _thoughts(self, fact: Fact, first: bool) -> Iterator[str]:
        """Yield the sentences of the walk through the passages."""
        shown, what = self.item.passages, fact.indirect
        if first and shown:
            yield self.draw.say("begin", "begin", what=what)
        for passage in shown:
            yield self._evidence(passage, fact) if passage.is_gold else self._aside(passage, fact, first)
        if not self.item.has_gold:
            none = ("The search found nothing", "The only chunk does not say", "No chunk says")[min(len(shown), 2)]
            left = "left_to_memory" if recalls(self.item) else "left_open"
            yield self.draw.say(f"left {fact.direct}", left, none=f"{none} {what}" if shown else none)

    def _evidence(self, passage: Passage, fact: Fact) -> str:
        """Return the sentence that quotes the passage which answers."""
        quote, *more = (f'"{quote}"' + "." * (not re.search(r"[.!?][)'’”]*$", quote)) for quote in fact.quotes)
        wording = "evidence_of_row" if fact.is_row and fact.subject not in quote else "evidence"
        told = self.draw.say(
            f"evidence {fact.direct}", wording, chunk=_named(passage), subject=fact.subject, quote=quote
        )
        return " ".join([told, *(f"It goes on: {extra}" for extra in more), fact.note]).strip()

    def _aside(self, passage: Passage, fact: Fact, first: bool) -> str:
        """Return why a passage does not help: whether what is asked about comes up in it at all."""
        subject, title = fact.subject, _heading(passage.text) if first else ""
        if mentions(passage, subject) and subject:
            wording = "aside_mentions"
        elif len(_held(about := content_words(subject), passage)) == len(about):
            wording = "aside_silent"
        else:
            wording = "aside_on" if title else "aside_other"
        fields = {"chunk": _named(passage), "subject": subject, "what": fact.indirect, "title": title}
        return self.draw.say(f"aside {fact.direct} {passage.rank}", wording, **fields)

    def _answer(self, fact: Fact) -> str:
        """Return what the user reads."""
        if self.item.has_gold:
            return fact.answer
        what, step = fact.indirect, f"answer {fact.direct}"
        if not recalls(self.item):
            return self.draw.say(step, "sources_silent" if self.item.passages else "nothing_came_up", what=what)
        opening = self.draw.say(step, "not_found", what="" if repeats(what, self.hidden) else what)
        ending = self.draw.say(f"{step} end", "ending")
        return f"{opening} {recalled(fact, self.hidden, self.draw)}{ending}"


def _named(passage: Passage) -> str:
    return f"Chunk {passage.rank} ({passage.source})"


@lru_cache(maxsize=256)
def _heading(text: str) -> str:
    """Return the first heading of a text in italics; empty where it has none that tells anything."""
    titles = (clean(block.raw).rstrip(":") for block in each_block(text) if block.kind == "heading")
    fit = (one for one in titles if 3 < len(one) < 60 and not is_generic(one) and not re.search(r'["*`]', one))
    return next((f"*{title}*" for title in fit), "")
