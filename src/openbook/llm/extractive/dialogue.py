"""From facts to a conversation: which questions, in which words, and the thoughts that lead to the answers.

Every choice is drawn by hash from the chunk's id, so that the same item always gets the same conversation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from openbook import draws
from openbook.llm.extractive.blocks import Block, blocks, clean, sentences
from openbook.llm.extractive.facts import Fact, Tools, askable
from openbook.llm.extractive.grammar import upper_first
from openbook.llm.extractive.memory import quotes_from
from openbook.llm.extractive.rows import generic
from openbook.records import Chunk, Passage

T = TypeVar("T")

_RANK = {
    "cause": 0, "quantity": 0, "date": 0, "value": 0, "condition": 0, "definition": 0, "occasion": 1, "role": 1, "howto": 1,
    "requirement": 1, "passive": 1, "object": 2, "unset": 1, "option": 2, "default": 3, "heading": 4, "required": 5,
}  # fmt: skip
"""The lower, the rather asked."""


@dataclass(frozen=True, slots=True)
class Draw:
    """Choices for one item."""

    ids: tuple[str, ...]

    def pick(self, step: str, *options: T) -> T:
        """Return one of the options."""
        return draws.pick(options, 0, f"extractive {step}", *self.ids)

    def number(self, step: str) -> float:
        """Return a number in [0, 1)."""
        return draws.uniform(0, f"extractive {step}", *self.ids)


def choose(facts: Sequence[Fact], draw: Draw, wanted: int) -> list[Fact]:
    """Return up to `wanted` facts in the order of the text: the best kinds first, nothing twice."""
    ranked = sorted(enumerate(facts), key=lambda pair: _RANK[pair[1].kind] + 1.6 * draw.number(f"fact {pair[1].direct}"))
    chosen: list[tuple[int, Fact]] = []
    for place, fact in ranked:
        if len(chosen) == wanted:
            break
        same = {"default", "required", "unset", "option"}
        if any(
            fact.direct == other.direct
            or (set(fact.quotes) & set(other.quotes) and not {fact.kind, other.kind} <= same)
            or (fact.kind == other.kind and fact.kind in ("heading", "required"))
            for _, other in chosen
        ):
            continue
        chosen.append((place, fact))
    return [fact for _, fact in sorted(chosen, key=lambda pair: pair[0])]


def topic_of(chunk: Chunk, tools: Tools) -> str:
    """Return a name for what the chunk's document is about; empty where it has none that a stranger would understand."""
    stem = re.sub(r"\.\w+$", "", chunk.source.rsplit("/", 1)[-1])
    words = re.split(r"[-_ ]", stem)
    spoken = " ".join(words) if all(re.fullmatch(r"[A-Za-z]{3,}", word) for word in words) and len(stem) > 4 else ""
    for title in (chunk.title, *chunk.headings[:1], spoken):
        name = re.split(r"\s+[|·»]\s+|\s+[-–—]\s+Wiki", clean(title))[0]
        name = re.sub(r"\s+(?:Documentation|Docs)$", "", name).rstrip(".:")
        name = re.sub(r"\s+[-–—]\s+(.+)$", r" (\1)", name).replace('"', "")
        if name and not generic(name) and len(name.split()) <= 9 and not re.search(r"[?!:]|^(?:How|Why|What|The following)\b", name):
            return tools.soften(name)
    return ""


def context_of(fact: Fact, topic: str, tools: Tools) -> str:
    """Return what must be said beside the question for it to be clear: section and topic, as far as it doesn't name them."""
    parts = []
    section = tools.soften(fact.section.strip("`").rstrip(":"))
    asked = _stems(fact.direct)
    named = not _stems(topic) - asked or bool(_stems(topic.split(" ", 1)[-1]) & asked)
    if fact.section and not generic(fact.section) and askable(section, 6) and not _stems(section) & (asked | _stems(topic)):
        parts.append(section)
    if topic and not (named and not parts):
        parts.append(topic)
    return " in ".join(parts)


def is_clear(fact: Fact) -> bool:
    """Whether the question names something: code, a proper name or a figure."""
    return bool(re.search(r"`|(?<=[a-z,] )[A-Z]\w|\d{2}", fact.direct))


def question(fact: Fact, before: Fact | None, context: str, draw: Draw) -> str:
    """Return the question, complete in itself at first, shorter later on."""
    ask, told = f"{fact.direct}?", fact.indirect
    if before is None:
        if context:
            return draw.pick(
                "first",
                f"When it comes to {context}, {ask}",
                f"I have a question about {context}: {ask}",
                f"I am reading up on {context}. {upper_first(ask)}",
                f"Can you help me with {context}? I would like to know {told}." if told else f"About {context}: {ask}",
            )
        return draw.pick(
            "first",
            upper_first(ask),
            upper_first(ask),
            f"Can you tell me {told}?" if told else upper_first(ask),
            f"I would like to know {told}." if told else upper_first(ask),
        )
    if fact.kind in ("default", "required") and before.kind == "option" and before.subject and before.subject in fact.direct:
        short = "what is its default value" if fact.kind == "default" else "does it have to be set"
        return draw.pick(f"next {fact.direct}", f"And {short}?", f"{upper_first(short)}?", f"Thanks. And {short}?")
    return draw.pick(
        f"next {fact.direct}",
        f"And {ask}",
        upper_first(ask),
        f"Thanks, that helps. {upper_first(ask)}",
        f"One more question: {ask}",
        f"I also wonder {told}." if told else f"Good to know. And {ask}",
    )


def thoughts(
    fact: Fact, passages: Sequence[Passage], gold: Passage | None, first: bool, ending: str, tools: Tools, draw: Draw
) -> str:
    """Return the walk through the passages: which one helps, with the evidence, and why the others don't."""
    step = f"thoughts {fact.direct}"
    what = fact.indirect or "the answer"
    lines = []
    if first and passages:
        lines.append(
            draw.pick(
                step,
                f"I am looking for {what}." if not fact.indirect else f"The question is {what}.",
                f"I need to find out {what}.",
                f"Let me check what was retrieved for {what}." if not fact.indirect else f"Let me see whether the retrieved text tells {what}.",
            )
        )
    for passage in passages:
        name = f"Chunk {passage.rank} ({passage.source})"
        if passage is gold:
            lines.append(_evidence(name, fact, draw, step))
        else:
            lines.append(_aside(name, passage, fact, gold is not None, tools, draw))
    return " ".join([*lines, ending])


def _evidence(name: str, fact: Fact, draw: Draw, step: str) -> str:
    """Return the sentence that quotes the passage which answers."""
    quote, *more = fact.quotes
    told = draw.pick(
        step + "gold",
        f'{name} is the one that answers this: "{quote}"',
        f'{name} is relevant. It says: "{quote}"',
        f'{name} has it: "{quote}"',
        f'In {name} I read: "{quote}"',
    )
    told += "" if quote.endswith((".", "!", "?")) else "."
    for extra in more:
        told += f' It goes on: "{extra}"' + ("" if extra.endswith((".", "!", "?")) else ".")
    return f"{told} {fact.note}".strip()


def _aside(name: str, passage: Passage, fact: Fact, elsewhere: bool, tools: Tools, draw: Draw) -> str:
    """Return why a passage does not help, from what is in it."""
    about = _about(passage, tools)
    terms = _terms(fact)
    low = passage.text.lower()
    missing = next((term for term in terms if term.strip("`").lower() not in low), "")
    present = next((term for term in terms if term.strip("`").lower() in low), "")
    step = f"aside {fact.direct} {passage.rank}"
    what = fact.indirect or "the answer to that"
    if present and not missing:
        return draw.pick(
            step,
            f"{name} {about}; it mentions {present}, but does not tell {what}.",
            f"{name} also mentions {present}, but it {about} and leaves the question open.",
        )
    if present:
        return draw.pick(
            step,
            f"{name} {about}. It mentions {present}, but not {missing}.",
            f"{name} mentions {present}, but it {about}, and {missing} does not come up.",
        )
    return draw.pick(
        step,
        f"{name} {about} and does not mention {missing or 'the matter'}.",
        f"{name} {about}, which is no help here.",
        f"{name} {about}; that is a different matter.",
    )


def _about(passage: Passage, tools: Tools) -> str:
    """Return what a passage deals with, as a predicate."""
    found = blocks(passage.text)
    names = [clean(block.raw).rstrip(":") for block in found if block.kind == "heading"]
    names = [tools.soften(name) for name in names if not generic(name) and askable(name.strip("`"), 8)]
    if names:
        return f"deals with {names[0]}" + (f" and {names[1]}" if len(names) > 1 and len(names[1].split()) < 6 else "")
    rows = [match[1] for block in found if block.kind == "row" for match in [re.search(r"(`[^`\s]+`)", block.cells[0])] if match]
    if len(rows) > 1:
        return f"lists settings such as {rows[0]} and {rows[1]}"
    for block in found:
        if block.kind == "paragraph":
            for raw in sentences(block.raw)[:3]:
                clause = tools.clause(clean(raw))
                if clause and clause.words <= 7 and askable(clause.subject, 7):
                    return f"is about {clause.subject}"
    code = sum(len(block.raw) for block in found if block.kind == "code")
    return "shows configuration code" if code > 0.5 * len(passage.text) else "is about something else"


def recalled(fact: Fact, tools: Tools, draw: Draw) -> str:
    """Return the answer from memory: a hedged sentence of its own making; empty where it would quote the chunk."""
    hedge = draw.pick(f"hedge {fact.direct}", "as far as I remember", "if I remember correctly", "to my knowledge", "as far as I know")
    if not fact.predicate:
        return ""
    whole = f"{upper_first(hedge)}, {fact.subject} {fact.predicate}.".replace("  ", " ").replace(",  ", ", ")
    split = f"{upper_first(fact.subject)}, {hedge}, {fact.predicate}." if fact.subject else ""
    for said in (whole, split):
        if said and not quotes_from(said, tools.hidden):
            return said
    return ""


def _terms(fact: Fact) -> list[str]:
    """Return the words of the question that a helpful passage would hold, the most telling first."""
    plain = re.sub(r"^(?:what|why|how|when|where|who|does|is|are)\b", "", fact.direct)
    code = re.findall(r"`[^`]+`", plain)
    rest = re.sub(r"`[^`]+`", " ", plain)
    names = re.findall(r"(?<!^)\b[A-Z][\w-]+\b", rest)
    words = sorted(set(re.findall(r"\b[a-z]{5,}\b", rest)) - _PLAIN, key=lambda word: (-len(word), word))
    return [*code, *names, *(f"the word {word}" if False else word for word in words)][:2]


_PLAIN = frozenset(
    "default value happens should option while about would could which there their needed defined using whether between"
    " before after under possible every where three other first second number following know there".split()
)


def _stems(text: str) -> set[str]:
    """Return the words that carry meaning, cut to their beginnings."""
    return {word[:6] for word in re.findall(r"[a-z]{3,}", text.lower())} - {"the", "and", "for", "with", "option", "config"}


def ordered_blocks(found: Sequence[Block]) -> list[Block]:
    """Return the blocks that hold prose."""
    return [block for block in found if block.kind in ("paragraph", "item")]


def with_order(fact: Fact, order: int) -> Fact:
    """Return the fact."""
    return replace(fact) if order else fact
