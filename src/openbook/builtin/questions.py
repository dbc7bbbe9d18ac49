"""Which facts are asked for, and in which words: clear by itself at first, as people go on asking later."""

import re
from collections.abc import Callable, Sequence
from heapq import heapify, heappop, heappush
from operator import itemgetter

from openbook.builtin.blocks import Block, clean
from openbook.builtin.facts import Fact, Page, askable
from openbook.builtin.spots import Spot
from openbook.builtin.wording import Draw
from openbook.builtin.words import Spelling, content_words, upper_first, words
from openbook.records import Chunk


def choose(spots: Sequence[Spot], draw: Draw, wanted: int, fits: Callable[[Fact], bool]) -> list[Fact]:
    """Return up to `wanted` facts that fit in the order of the text, nothing twice.

    A spot is read when its turn comes, which is not after that of any fact that it tells.
    """
    turns: list[tuple[float, int, int, Fact | None]] = [
        (spot.earliest(draw), number, 0, None) for number, spot in enumerate(spots)
    ]
    heapify(turns)
    chosen: list[tuple[int, int, Fact]] = []
    while turns and len(chosen) < wanted:
        _, number, nth, fact = heappop(turns)
        if fact is None:
            for nth, told in enumerate(spots[number].tell(), start=1):
                heappush(turns, (spots[number].lateness(draw, told.kind), number, nth, told))
        elif not any(_clash(fact, other) for _, _, other in chosen) and fits(fact):
            chosen.append((number, nth, fact))
    return [fact for _, _, fact in sorted(chosen, key=itemgetter(0, 1))]


def _clash(fact: Fact, other: Fact) -> bool:
    """Whether two questions ask for the same, or for too little that is new."""
    kinds, of = {fact.kind, other.kind}, [set(content_words(one.subject)) for one in (fact, other)]
    if kinds == {"required"} or (kinds == {"definition"} and (of[0] <= of[1] or of[1] <= of[0])):
        return True
    shared = set(fact.quotes) & set(other.quotes) and not kinds <= {"option", "default", "required"}
    return bool(shared) or fact.direct == other.direct or fact.answer == other.answer


def topic_of(chunk: Chunk, found: Sequence[Block], spelling: Spelling) -> str:
    """Return a name for what the chunk's document is about; empty where it has none that a stranger understands.

    Where neither the title, nor the headings above, nor the file's name is one, it is the heading that all of the chunk
    stands under.
    """
    stem = re.sub(r"\.\w+$", "", chunk.source.rsplit("/", 1)[-1])
    parts = [word.capitalize() if word.lower() in spelling.names else word for word in re.split(r"[-_ ]", stem)]
    spoken = all(re.fullmatch(r"[A-Za-z]{3,}|of|in|on|at|and|the|for|a|to", word) for word in parts) and len(stem) > 4
    tops = {block.path[0] if block.path else "" for block in found}
    above = tops.pop() if len(tops) == 1 else ""
    for title in (chunk.title, *chunk.headings[:1], " ".join(parts) if spoken else "", above):
        name = re.split(r"\s+[|·»]\s+|\s+[-–—]\s+Wiki", clean(title))[0]
        name = re.sub(r"\s+(?:Documentation|Docs)$", "", name).rstrip(".:")
        name = re.sub(r"\s+[-–—]\s+(.+)$", r" (\1)", name).replace('"', "")
        if not is_generic(name) and not re.search(r"[?!:/\\=<>]|^\d|^(?:How|Why|What|The following)\b", name):
            said = spelling.heading(name, may_be_name=name.count(" ") < 2 and is_a_row(chunk.source))
            known = re.match(r"(?:the|an?|one|all|some) |\w+ing ", said, re.I)
            return f"the {said}" if re.match(r"(?:[\w-]+ ){1,3}of ", said) and not known else said
    return ""


def is_a_row(source: str) -> bool:
    """Whether a document is one row of many in a file: its source ends with the row's number."""
    return bool(re.search(r":\d+$", source))


def is_generic(heading: str) -> bool:
    """Whether a heading says nothing about what is below it, or too much."""
    said = set(re.findall(r"[a-z]+", heading.lower()))
    empty = said <= words("generic", "joints", "determiners")
    return empty or len(heading) > 60 or (heading.isupper() and " " in heading)


def context_of(fact: Fact, page: Page) -> str:
    """Return what must be said beside the question for it to be clear: section and topic, where it names neither."""
    section = page.spelling.heading(fact.section.strip("`").rstrip(":"))
    asked, about, within = ({word[:5] for word in content_words(text)} for text in (fact.direct, page.topic, section))
    tells = fact.is_row and not is_generic(section) and askable(section, 6) and not within & (asked | about)
    has_name = re.search(r"[A-Z]", fact.direct) and not fact.is_row and "`" not in fact.direct
    is_named = bool(about & asked) if has_name else about <= asked
    parts = [section] if tells else []
    return " in ".join([*parts, page.topic] if page.topic and (tells or not is_named) else parts)


def question(fact: Fact, before: Fact | None, context: str, draw: Draw, helped: bool) -> str:
    """Return the question. `before` is the fact of the turn before; None for the first one, which says its `context`.

    `helped`: whether the answer before came from a source, so that the user may be glad of it.
    """
    fields = {"ask": fact.direct, "Ask": upper_first(fact.direct), "told": fact.indirect}
    step, of_before = f"question {fact.direct}", before and before.kind == "option" and before.subject == fact.subject
    if of_before and fact.kind in ("default", "required"):
        return draw.say(step, f"ask_{fact.kind}")
    if before:
        return draw.say(step, "ask_next", thanks=draw.say(step, "thanks" if helped else "no_thanks"), **fields)
    if context:
        return draw.say(step, "ask_about", context=context, holder=context if fact.is_row else "", **fields)
    return draw.say(step, "ask", **fields)
