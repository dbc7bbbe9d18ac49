"""Which facts are asked for, and in which words: complete in itself at first, as people go on asking later.

Every choice is drawn by hash from the chunk's id, so that the same item always gets the same conversation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from openbook import draws
from openbook.builtin import lexicon
from openbook.builtin.blocks import clean
from openbook.builtin.facts import Fact, Tools, askable
from openbook.builtin.grammar import upper_first
from openbook.builtin.outline import generic
from openbook.records import Chunk

T = TypeVar("T")

_PREFERENCE = {
    "cause": 0, "quantity": 0, "date": 0, "value": 0, "condition": 0, "definition": 0, "occasion": 1, "role": 1,
    "howto": 1, "requirement": 1, "passive": 1, "state": 1, "list": 1, "unset": 1, "object": 2, "option": 2,
    "place": 1, "name": 1, "permission": 3,
    "default": 3, "heading": 4, "required": 5,
}  # fmt: skip
"""The lower, the rather asked."""
_OF_A_ROW = frozenset({"option", "default", "required", "unset"})


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

    def preference(place: int) -> float:
        return _PREFERENCE[facts[place].kind] + 1.6 * draw.number(f"fact {facts[place].direct}")

    chosen: list[int] = []
    for place in sorted(range(len(facts)), key=preference):
        if len(chosen) < wanted and not any(_clash(facts[place], facts[other]) for other in chosen):
            chosen.append(place)
    return [facts[place] for place in sorted(chosen)]


def _clash(fact: Fact, other: Fact) -> bool:
    """Whether two questions ask for the same, or for too little that is new."""
    shared = set(fact.quotes) & set(other.quotes)
    return (
        fact.direct == other.direct
        or bool(shared and (not {fact.kind, other.kind} <= _OF_A_ROW or "unset" in (fact.kind, other.kind)))
        or (fact.kind == other.kind and fact.kind in ("heading", "required"))
    )


def topic_of(chunk: Chunk, tools: Tools) -> str:
    """Return a name for what the chunk's document is about; empty where it has none that a stranger understands."""
    stem = re.sub(r"\.\w+$", "", chunk.source.rsplit("/", 1)[-1])
    words = re.split(r"[-_ ]", stem)
    words = [word.capitalize() if word.lower() in tools.names else word for word in words]
    spoken = (
        " ".join(words)
        if len(stem) > 4 and all(re.fullmatch(r"[A-Za-z]{3,}|of|in|on|at|and|the|for|a|to", word) for word in words)
        else ""
    )
    for title in (chunk.title, *chunk.headings[:1], spoken):
        name = re.split(r"\s+[|·»]\s+|\s+[-–—]\s+Wiki", clean(title))[0]
        name = re.sub(r"\s+(?:Documentation|Docs)$", "", name).rstrip(".:")
        name = re.sub(r"\s+[-–—]\s+(.+)$", r" (\1)", name).replace('"', "")
        unfit = (
            generic(name) or len(name.split()) > 9 or re.search(r"[?!:]|^\d|^(?:How|Why|What|The following)\b", name)
        )
        if not unfit:
            return in_a_sentence(name, tools)
    return ""


def in_a_sentence(title: str, tools: Tools) -> str:
    """Return a title as it stands inside a sentence: `History of the light` → `the history of the light`."""
    soft = tools.soften(title)
    first, _, rest = soft.partition(" ")
    plain = re.fullmatch(r"[A-Z][a-z-]+", first) and first.lower() not in tools.names
    shouted = re.search(r"[A-Z]{2}|[a-z][A-Z]", title)
    sentence_case = re.search(r"(?<![\w`])(?!with\b|from\b|into\b|over\b)[a-z]{3,}", rest) and not shouted
    capitals = re.findall(r"\b[A-Z][\w-]*", rest)
    common = first.lower() in lexicon.ORDINARY | {"history"} and all(word.lower() in tools.names for word in capitals)
    small = plain and (sentence_case or first in ("The", "A", "An") or common)
    said = soft[0].lower() + soft[1:] if small else soft
    named = re.match(r"(?:[\w-]+ ){1,3}of ", said) and not re.match(r"(?:the|an?|one|all|some) |\w+ing ", said, re.I)
    return f"the {said}" if named else said


def context_of(fact: Fact, topic: str, tools: Tools) -> str:
    """Return what must be said beside the question for it to be clear: section and topic, where it names neither."""
    section = tools.soften(fact.section.strip("`").rstrip(":"))
    asked, about = _stems(fact.direct), _stems(topic)
    names = _stems(" ".join(re.findall(r"\b[A-Z]\S+", topic)))
    named = names <= asked and (about == names or len(names) > 1 or bool((about - names) & asked))
    coded = fact.row or "`" in fact.direct
    if coded:
        named = bool(names or about) and (names or about) <= asked
    parts = []
    if fact.row and not generic(fact.section) and askable(section, 6) and not _stems(section) & (asked | about):
        parts.append(section)
    if topic and (parts or not named or coded):
        parts.append(topic)
    return " in ".join(parts)


def is_clear(fact: Fact) -> bool:
    """Whether the question names something by itself: code, a proper name or a figure."""
    return bool(re.search(r"`|(?<=[a-z,] )[A-Z]\w|\d{2}", fact.direct))


def question(fact: Fact, before: Fact | None, context: str, draw: Draw, helped: bool) -> str:
    """Return the question. `before` is the fact of the turn before; None for one that must stand alone.

    `helped`: whether the answer before came from a source, so that the user may be glad of it.
    """
    ask, told = _worded(fact, draw)
    step = f"question {fact.direct}"
    if before is None:
        return _opening(fact, ask, told, context, draw)
    named = before.subject and before.subject in fact.direct
    if fact.kind in ("default", "required") and before.kind == "option" and named:
        short = "what is its default value" if fact.kind == "default" else "does it have to be set"
        return draw.pick(
            step, f"And {short}?", f"{upper_first(short)}?", f"{'Thanks' if helped else 'All right'}. And {short}?"
        )
    return draw.pick(
        step,
        f"And {ask}?",
        f"{upper_first(ask)}?",
        f"{'Thanks, that helps' if helped else 'I see'}. {upper_first(ask)}?",
        f"One more question: {ask}?",
        f"I also wonder {told}." if told else f"{'Good to know' if helped else 'All right'}. And {ask}?",
        f"Do you also know {told}?" if told else f"{upper_first(ask)}?",
    )


def _opening(fact: Fact, ask: str, told: str, context: str, draw: Draw) -> str:
    """Return a question that begins a conversation."""
    if not context:
        return draw.pick(
            f"opening {fact.direct}",
            f"{upper_first(ask)}?",
            f"{upper_first(ask)}?",
            f"Can you tell me {told}?" if told else f"{upper_first(ask)}?",
            f"I would like to know {told}." if told else f"I have a question: {ask}?",
            f"I am not sure {told}. Can you help?" if told else f"{upper_first(ask)}?",
        )
    return draw.pick(
        "opening",
        f"When it comes to {context}, {ask}?",
        f"I have a question about {context}: {ask}?",
        f"I am reading up on {context}. {upper_first(ask)}?",
        f"A question on {context}: {ask}?",
        f"Quick question about {context}: {ask}?",
        f"In {context}, {ask}?" if fact.row else f"{upper_first(ask)}? My question is about {context}.",
        f"I am working with {context}. {upper_first(ask)}?" if fact.row else f"Something about {context}: {ask}?",
        f"Can you help me with {context}? I would like to know {told}." if told else f"About {context}: {ask}?",
        f"I am new to {context} and would like to know {told}." if told else f"Regarding {context}: {ask}?",
    )


def _worded(fact: Fact, draw: Draw) -> tuple[str, str]:
    """Return the direct and indirect question in one of the wordings that its kind allows."""
    same = (fact.direct, fact.indirect)
    step = f"wording {fact.direct}"
    doing = re.fullmatch(r"what does (.+) do", fact.direct)
    if doing and (fact.kind == "option" or (fact.kind == "role" and "`" in doing[1])):
        return draw.pick(step, same, same, (f"what is {doing[1]} for", f"what {doing[1]} is for"))
    set_by_default = re.fullmatch(r"what is the default value of (.+)", fact.direct)
    if set_by_default:
        name = set_by_default[1]
        return draw.pick(step, same, (f"which value does {name} have by default", f"which value {name} has by default"))
    known = re.fullmatch(r"what should one know about (.+)", fact.direct)
    if known:
        name = known[1]
        return draw.pick(
            step,
            same,
            (f"what is there to know about {name}", fact.indirect),
            (f"how would you sum up {name}", f"how to sum up {name}"),
        )
    return same


def _stems(text: str) -> set[str]:
    """Return the words that carry meaning, cut to their beginnings."""
    return {word[:6] for word in re.findall(r"[a-z]{3,}", text.lower())} - {
        "the",
        "and",
        "for",
        "with",
        "option",
        "config",
    }
