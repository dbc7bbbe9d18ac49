"""The turns of a conversation: thoughts that walk through the passages, and answers from them or from memory."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openbook.builtin.blocks import blocks, clean
from openbook.builtin.facts import Fact, Page
from openbook.builtin.questions import Draw, context_of, is_generic, question
from openbook.builtin.words import content_words, upper_first
from openbook.records import Item, Passage
from openbook.scenarios import SCENARIOS
from openbook.text.words import words

RUN = 8
"""Words in a row that count as a quotation."""

_CODE = re.compile(r"`([^`]+)`")
_HEDGES = ("as far as I remember", "if I remember correctly", "to my knowledge", "as far as I know")


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """Return every run of `RUN` words of a text, case folded."""
    tokens = re.findall(r"\w+", text.casefold())
    return frozenset(tuple(tokens[place : place + RUN]) for place in range(len(tokens) - RUN + 1))


def recalls(item: Item) -> bool:
    """Whether the engine answers from memory; where the context holds the answer it answers from that, and elsewhere it
    says that the sources don't tell.
    """
    return SCENARIOS[item.scenario].does == "recalls"


def recalled(fact: Fact, hidden: frozenset[tuple[str, ...]], draw: Draw) -> str:
    """Return the answer from memory, hedged before it or where `|` stands; empty where it would quote the chunk."""
    hedge = draw.pick(f"hedge {fact.direct}", *_HEDGES)
    for clause in fact.memory:
        head, _, tail = re.sub(r" \([^()]*\)", "", clause).partition(" | ")
        forms = (
            f"{upper_first(hedge)}, {head} {tail}".rstrip(),
            f"{upper_first(head)}, {hedge}, {tail}" if tail else "",
        )
        for told in forms:
            if told and hidden.isdisjoint(runs(told)) and not re.search(r"[\"“”]", told):
                return f"{told}."
    return ""


def mentions(passage: Passage, subject: str) -> bool:
    """Whether a passage speaks of what a fact is about: all of its code, or all of its words in a row."""
    code = _CODE.findall(subject)
    if code:
        return all(one in passage.text for one in code)
    named = " ".join(words(re.sub(r"^(?:the|an?) ", "", subject)))
    return f" {named} " in f" {' '.join(words(passage.text))} "


def may_tell(passage: Passage, fact: Fact) -> bool:
    """Whether a passage beside gold may tell a fact too, in words of its own: then nothing is said about it.

    It speaks of the fact's subject and shares words of the answer that the question has not: any where the subject is
    code, which few passages name for nothing, else half of them.
    """
    if not fact.subject or not mentions(passage, fact.subject):
        return False
    asked = set(content_words(f"{fact.direct} {fact.subject}"))
    answer = set(content_words(fact.answer)) - asked
    shared = answer & set(words(passage.text))
    return bool(shared) and ("`" in fact.subject or 2 * len(shared) >= len(answer))


@dataclass(frozen=True, slots=True)
class TurnWriter:
    """Writes the turns of one item."""

    item: Item
    page: Page
    hidden: frozenset[tuple[str, ...]]
    """Runs of words of the gold chunk, which an answer from memory must not repeat."""
    draw: Draw

    def turns(self, facts: Sequence[Fact]) -> Iterator[dict[str, Any]]:
        """Yield the turns with the fields of a structured reply."""
        for place, fact in enumerate(facts):
            before = facts[place - 1] if place else None
            asked = question(fact, before, context_of(fact, self.page), self.draw, self.item.has_gold)
            gold = [passage.rank for passage in self.item.passages if passage.is_gold]
            yield {
                "question": asked,
                "thoughts": " ".join(self._thoughts(fact, not place)),
                "answer": self._answer(fact),
                "short_answer": fact.short if self.item.has_gold and " " in fact.short else "",
                "evidence": [{"chunk": rank, "quote": quote} for rank in gold for quote in fact.quotes],
                "found": self.item.has_gold,
            }

    def _thoughts(self, fact: Fact, first: bool) -> Iterator[str]:
        """Yield the sentences of the walk through the passages."""
        what = fact.indirect or "what is asked"
        if first and fact.indirect and self.item.passages:
            yield self.draw.pick("begin", f"The question is {what}.", f"I need to find out {what}.")
        for passage in self.item.passages:
            yield self._evidence(passage, fact) if passage.is_gold else self._aside(passage, fact, first)
        if self.item.has_gold:
            return
        many = len(self.item.passages) > 1
        none = (
            "No chunk" if many else "The only chunk does not say" if self.item.passages else "The search found nothing"
        )
        none = f"{none} says {what}" if many else f"{none} {what}" if self.item.passages else none
        then = "so I can only go by memory" if recalls(self.item) else "so I can't answer this"
        also = "I can answer from memory, and should say so" if recalls(self.item) else "I should leave it open"
        yield self.draw.pick(f"left {fact.direct}", f"{none}, {then}.", f"{none}. {also}.")

    def _evidence(self, passage: Passage, fact: Fact) -> str:
        """Return the sentence that quotes the passage which answers."""
        name = f"Chunk {passage.rank} ({passage.source})"
        quote, *more = (f'"{quote}"' + "." * (not re.search(r"[.!?][)'’”]*$", quote)) for quote in fact.quotes)
        of_row = fact.is_row and fact.subject not in quote
        leads = (
            (f"has an entry on {fact.subject}", f"says of {fact.subject}")
            if of_row
            else ("says", "answers this", "has it")
        )
        told = f"{name} {self.draw.pick(f'evidence {fact.direct}', *leads)}: {quote}"
        return " ".join([told, *(f"It goes on: {extra}" for extra in more), fact.note]).strip()

    def _aside(self, passage: Passage, fact: Fact, first: bool) -> str:
        """Return why a passage does not help: whether what is asked about comes up in it at all."""
        name, step = f"Chunk {passage.rank} ({passage.source})", f"aside {fact.direct} {passage.rank}"
        subject, what = fact.subject, fact.indirect or "what is asked"
        title = _heading(passage) if first else ""
        if not subject:
            return f"{name} does not say {what}."
        here, is_mentioned = words(passage.text), mentions(passage, subject)
        if not is_mentioned and set(content_words(subject)) <= set(here):
            return f"{name} does not say {what}."
        if is_mentioned:
            told = (f"mentions {subject}, but does not say {what}.", f"speaks of {subject} without saying {what}.")
        elif title:
            told = (f"is on {title} and does not mention {subject}.", f"is on {title}, not on {subject}.")
        else:
            told = (f"does not mention {subject}.", f"has nothing on {subject}.")
        return f"{name} {self.draw.pick(step, *told)}"

    def _answer(self, fact: Fact) -> str:
        """Return what the user reads."""
        if self.item.has_gold:
            return fact.answer
        what, step = fact.indirect or "what was asked", f"answer {fact.direct}"
        if recalls(self.item):
            openings = [
                "My search brought up nothing on this.",
                "The texts that were found do not cover this.",
                "None of the sources that I looked at tells this.",
                *([f"What my search found does not say {what}."] if self.hidden.isdisjoint(runs(what)) else []),
            ]
            ending = self.draw.pick(f"{step} end", "", "", "", " Please check this before you rely on it.")
            return f"{self.draw.pick(step, *openings)} {recalled(fact, self.hidden, self.draw)}{ending}"
        if not self.item.passages:
            return self.draw.pick(step, f"The search found nothing, so I cannot say {what}.",
                                  f"My search came back empty. Without a source I cannot tell {what}.")  # fmt: skip
        return self.draw.pick(step, f"The sources that I have do not say {what}, so I cannot answer this from them.",
                              f"This cannot be answered from the sources: none of them says {what}.",
                              f"I cannot tell from the sources that were found. They leave open {what}.")  # fmt: skip


def _heading(passage: Passage) -> str:
    """Return the first heading in a passage in italics; empty where it has none that tells anything."""
    titles = (clean(block.raw).rstrip(":") for block in blocks(passage.text) if block.kind == "heading")
    fit = (
        title for title in titles if 3 < len(title) < 60 and not is_generic(title) and not re.search(r'["*`]', title)
    )
    return next((f"*{title}*" for title in fit), "")
