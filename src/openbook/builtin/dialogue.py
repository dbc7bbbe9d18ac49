"""The turns of a conversation: thoughts that walk through the passages, and answers from them or from memory."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openbook.builtin import lexicon
from openbook.builtin.about import ADJECTIVE, deals_with
from openbook.builtin.facts import Fact, Tools
from openbook.builtin.grammar import upper_first
from openbook.builtin.memory import quotes_from
from openbook.builtin.questions import Draw, context_of, question
from openbook.records import Item, Passage

RECALLS = frozenset({"missing_recall"})
"""Scenarios in which the engine answers from memory."""
ABSTAINS = frozenset({"missing_abstain", "empty"})
"""Scenarios in which it says that the sources don't tell."""
ANSWERS = frozenset({"gold", "gold_hard", "gold_random", "gold_only", "long_noisy"})
"""Scenarios in which it answers from the gold passage."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the turns of one item."""

    item: Item
    topic: str
    """What the hidden or shown chunk's document is about; may be empty."""
    tools: Tools
    draw: Draw
    about: tuple[str, ...]
    """What each passage deals with, as a predicate."""

    @classmethod
    def of(cls, item: Item, topic: str, tools: Tools, draw: Draw) -> "Writer":
        """Look at the passages once for all turns."""
        return cls(item, topic, tools, draw, tuple(deals_with(passage, tools) for passage in item.passages))

    def asked(self, fact: Fact, before: Fact | None) -> str:
        """Return the question for a fact, after that of another one; None for a question that stands alone."""
        return question(
            fact, before, context_of(fact, self.topic, self.tools), self.draw, self.item.scenario in ANSWERS
        )

    def turns(self, facts: Sequence[Fact], alone: bool = False) -> Iterator[str]:
        """Yield the turns in the text form of a reply; `alone`: each question stands for itself."""
        for place, fact in enumerate(facts):
            asked = self.asked(fact, None if alone or not place else facts[place - 1])
            thoughts = " ".join(self._thoughts(fact, not place))
            answer = self._answer(fact)
            yield f"**QUESTION:** {asked}\n\n**ANSWER:**\n**Thought Process:**\n{thoughts}\n\n**Answer:**\n{answer}"

    def _thoughts(self, fact: Fact, first: bool) -> Iterator[str]:
        """Yield the sentences of the walk through the passages."""
        step = f"thoughts {fact.direct}"
        what = fact.indirect or "the answer"
        if first and self.item.passages:
            yield self.draw.pick(
                step,
                f"The question is {what}." if fact.indirect else "Let me look for the answer.",
                f"I need to find out {what}." if fact.indirect else "I need to find the answer.",
                f"Let me see whether the search found out {what}." if fact.indirect else "Let me see what was found.",
            )
        for passage, about in zip(self.item.passages, self.about, strict=True):
            name = f"Chunk {passage.rank} ({passage.source})"
            if passage.is_gold and self.item.scenario in ANSWERS:
                yield self._evidence(name, fact)
            else:
                yield self._aside(name, passage, about, fact, first)
        if self.item.scenario in ANSWERS:
            yield self.draw.pick(
                step + " end",
                "That answers the question.",
                "So the answer is there.",
                "That is enough for an answer.",
                "I can answer from that.",
                "Nothing more is needed.",
            )
            return
        count = len(self.item.passages)
        none = (
            "None of these chunks helps"
            if count > 1
            else "The only chunk does not help"
            if count
            else "The search found nothing"
        )
        if self.item.scenario in RECALLS:
            yield self.draw.pick(
                step + " end",
                f"{none}, so I have to answer from memory.",
                f"{none}. I have to rely on my memory and should say so.",
                f"{none}; what I can give is what I remember, without a source.",
            )
        elif not count:
            yield self.draw.pick(
                step + " end",
                f"{none}, so there is nothing to answer this from.",
                f"{none}. I should say so, and leave the question open.",
            )
        else:
            yield self.draw.pick(
                step + " end",
                f"{none}, so this cannot be answered from the sources.",
                f"{none}. I should say that the sources leave it open.",
            )

    def _evidence(self, name: str, fact: Fact) -> str:
        """Return the sentence that quotes the passage which answers."""
        quote, *more = (_closed(quote) for quote in fact.quotes)
        step = f"evidence {fact.direct}"
        if fact.row and f"`{fact.row.strip('`')}`" not in quote and fact.row not in quote:
            told = self.draw.pick(
                step,
                f"{name} is relevant. Of {fact.row} it says: {quote}",
                f"{name} helps. It has an entry on {fact.row}: {quote}",
                f"{name} is the one that answers this. What it tells of {fact.row} is this: {quote}",
            )
        else:
            told = self.draw.pick(
                step,
                f"{name} is the one that answers this: {quote}",
                f"{name} is relevant. It says: {quote}",
                f"{name} has it: {quote}",
                f"{name} helps. I read there: {quote}",
            )
        return " ".join([told, *(f"It goes on: {extra}" for extra in more), fact.note]).strip()

    def _aside(self, name: str, passage: Passage, about: str, fact: Fact, first: bool) -> str:
        """Return why a passage does not help, from what is in it."""
        low = passage.text.lower()
        terms = self._terms(fact)
        missing = [term for term in terms if not re.search(rf"(?<!\w){re.escape(term.strip('`').lower())}", low)]
        present = [term for term in terms if term not in missing]
        step = f"aside {fact.direct} {passage.rank}"
        what = fact.indirect or "the answer"
        if present and re.search(rf"(?<![\w.]){re.escape(present[0].strip('`'))}(?![\w.])", about):
            return f"{name} {about} as well, but does not say {what}."
        if present and missing:
            return self.draw.pick(
                step,
                f"{name} {about}. It mentions {present[0]}, but not {missing[0]}.",
                f"{name} mentions {present[0]}, but it {about}, and {missing[0]} {_do(missing[0])} not come up.",
            )
        if present:
            return self.draw.pick(
                step,
                f"{name} {about}; it mentions {present[0]}, but does not say {what}.",
                f"{name} mentions {present[0]} too, but it {about} and does not settle this.",
            )
        if not first:
            return self.draw.pick(
                step,
                f"{name} {about}, so it does not help here either.",
                f"{name} {about} and is of no use for this.",
                f"{name} {about}; nothing in it bears on this.",
            )
        return self.draw.pick(
            step,
            f"{name} {about} and does not mention {missing[0]}." if missing else f"{name} {about} and does not help.",
            f"{name} {about}, which is no help here.",
            f"{name} {about}; that is another matter.",
        )

    def _terms(self, fact: Fact) -> list[str]:
        """Return one or two words of the question that a helpful passage would hold, the most telling first."""
        plain = fact.direct.split(" ", 1)[1]
        rest = re.sub(r"`[^`]+`", " ", plain)
        names = re.findall(r"\b[A-Z][\w-]+(?: [A-Z][\w-]+)*", rest)
        named = re.findall(r"\b(?:the|an?|no|any|of|each|every|many|your|two) (?:[a-z]+ )??([a-z]{4,})(?![\w-])", rest)
        others = sorted(set(re.findall(r"(?<![\w-])[a-z]{5,}(?![\w-])", rest)), key=lambda word: (-len(word), word))
        nouns = [word for word in dict.fromkeys([*named, *others]) if word not in lexicon.PLAIN]
        nouns = [word for word in nouns if not self.tools.grammar.form(word) and not ADJECTIVE.search(word)]
        return [*re.findall(r"`[^`]+`", plain), *names, *nouns][:2]

    def _answer(self, fact: Fact) -> str:
        """Return what the user reads."""
        if self.item.scenario in ANSWERS:
            return fact.answer
        what = fact.indirect or "what was asked"
        step = f"answer {fact.direct}"
        if self.item.scenario in RECALLS:
            openings = (
                f"What my search found does not say {what}.",
                "My search brought up nothing on this.",
                "The texts that were found do not cover this.",
                "I found nothing about this in the sources.",
                "None of the sources that I looked at tells this.",
            )
            endings = (
                "",
                "",
                "I cannot point to a source for it, though.",
                "Please check this before you rely on it.",
                "That is from memory, so it is worth checking.",
            )
            known = recalled(fact, self.tools, self.draw)
            ending = self.draw.pick(step + " end", *endings)
            told = f"{self.draw.pick(step, *openings)} {known} {ending}".strip()
            return f"{openings[1]} {known} {ending}".strip() if quotes_from(told, self.tools.hidden) else told
        more = (
            f" A text on {self.topic} would be needed." if self.topic and self.draw.number(step + " more") < 0.5 else ""
        )
        if not self.item.passages:
            return self.draw.pick(
                step,
                f"The search found nothing, so I cannot say {what}.{more}",
                f"My search came back empty. Without a source I cannot tell {what}.{more}",
                f"Nothing was found on this, and so I do not know {what}.{more}",
            )
        return self.draw.pick(
            step,
            f"The sources that I have do not say {what}, so I cannot answer this from them.{more}",
            f"This cannot be answered from the sources: none of them says {what}.{more}",
            f"I cannot tell from the sources that were found. They leave open {what}.{more}",
        )


def recalled(fact: Fact, tools: Tools, draw: Draw) -> str:
    """Return the answer from memory: a hedged sentence of its own making; empty where it would quote the chunk."""
    if not fact.predicate or (not fact.subject and re.match(r"(?:it|he|she)\b|they (?!are )", fact.predicate)):
        return ""
    hedges = ("as far as I remember", "if I remember correctly", "to my knowledge", "as far as I know")
    hedge = draw.pick(f"hedge {fact.direct}", *hedges)
    clause = re.sub(r"\s+(?=[,.;])", "", f"{fact.subject} {fact.predicate}".strip())
    forms = (f"{upper_first(hedge)}, {clause}.", f"{upper_first(clause)}, {hedge}.")
    return next((said for said in forms if not quotes_from(said, tools.hidden)), "")


def _do(term: str) -> str:
    """Return do for a plural, does for anything else."""
    plural = re.fullmatch(r"[a-z]+[^s]s", term) and term not in lexicon.SINGULARS
    return "do" if plural else "does"


def _closed(quote: str) -> str:
    """Return the quotation in its marks, with a point where it has none."""
    return f'"{quote}"' if re.search(r"[.!?][)'’”]*$", quote) else f'"{quote}".'
