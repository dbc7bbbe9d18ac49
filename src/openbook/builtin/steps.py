"""What a heading and the text below it tell: a question and its answer, or a task and its steps."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from openbook.builtin.blocks import Block, clean, sentences
from openbook.builtin.facts import Fact, Page, askable, evidence, self_contained
from openbook.builtin.grammar import grammar

_TASK = re.compile(r"(?:How to )?([A-Z]?[a-z]+) (?=\S)(.+)")
_GERUND = re.compile(r"([a-z]{3,}?)ing$")
_MOST_STEPS = 8


def heading_facts(found: Sequence[Block], number: int, page: Page) -> Iterator[Fact]:
    """Yield what the heading at this place asks, or teaches."""
    heading = clean(found[number].raw).rstrip(":").strip()
    below = list(takewhile(lambda block: block.kind not in ("heading", "noise"), found[number + 1 :]))
    if heading.endswith("?"):
        yield from _answered(heading, below)
    elif below:
        yield from _task(heading, below, page)


def _answered(heading: str, below: Sequence[Block]) -> Iterator[Fact]:
    """Yield a question that a heading asks, with the first paragraph below it as its answer."""
    ask = heading.rstrip("?").strip()
    parts = sentences(below[0].raw) if below and below[0].kind == "paragraph" else []
    told, quotes = [clean(raw) for raw in parts], [evidence(raw) for raw in parts]
    fit = 1 <= len(told) <= 4 and all(quotes) and all(text.endswith(".") for text in told)
    if not re.match(r"(?:how|why|what|when|where|who|which)\b", ask, re.I) or not askable(ask[0].lower() + ask[1:]):
        return
    if fit and self_contained(told[0]) and sum(len(text.split()) for text in told) >= 8:
        direct = ask[0].lower() + ask[1:]
        subject = re.sub(r"^\w+ (?:is|are|was|were|do|does|did|can|to) ", "", direct)
        yield Fact("heading", direct, "", " ".join(told), tuple(quotes), subject)


def _task(heading: str, below: Sequence[Block], page: Page) -> Iterator[Fact]:
    """Yield how to do what a heading names, where numbered steps below it say so."""
    match = _TASK.fullmatch(re.sub(r"^[\d.]+\s+", "", heading))
    base = _base(match[1].lower()) if match else ""
    steps = list(takewhile(lambda block: block.kind == "item", below[below[0].kind == "paragraph" :]))
    told = [clean(block.raw) for block in steps]
    if not match or not base or not 2 <= len(steps) <= _MOST_STEPS or not all(block.is_numbered for block in steps):
        return
    if not all(_is_step(text) for text in told) or any(len(block.raw) > 300 for block in steps):
        return
    quotes = [evidence(sentences(block.raw)[0]) for block in steps[:1]]
    goal = page.spelling.heading(match[2])
    if all(quotes) and askable(f"{base} {goal}", 8):
        lines = "\n".join(f"{place}. {text}" for place, text in enumerate(told, start=1))
        asks = (f"how do you {base} {goal}", f"how to {base} {goal}")
        yield Fact("howto", *asks, f"To {base} {goal}:\n{lines}", tuple(quotes), goal)


def _base(verb: str) -> str:
    """Return the base form of a verb that begins a task: `Replacing` and `Replace` → `replace`."""
    stem = match[1] if (match := _GERUND.match(verb)) else ""
    known = (verb, stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else "")
    return next((base for base in known if base and grammar().form(base) == "base"), "")


def _is_step(text: str) -> bool:
    """Whether an item tells somebody to do something."""
    first = text.split(" ", 1)[0].lower().rstrip(",")
    return (grammar().form(first) == "base" or first in ("if", "when", "then", "after", "once")) and text.endswith(".")
