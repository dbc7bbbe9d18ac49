"""What a heading and the numbered steps below it tell: how to do what the heading names."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from openbook.builtin.blocks import Block, clean, sentences
from openbook.builtin.facts import Fact, Page, askable, evidence
from openbook.builtin.grammar import grammar

_MOST_STEPS = 8


def step_facts(found: Sequence[Block], number: int, page: Page) -> Iterator[Fact]:
    """Yield how to do what the heading at this place names, where numbered steps below it say so."""
    heading = clean(found[number].raw).rstrip(":").strip()
    match = re.fullmatch(r"(?:[\d.]+\s+)?(?:How to )?([A-Z]?[a-z]+) (?=\S)(.+)", heading)
    base = _base(match[1].lower()) if match else ""
    after = number + 1 + (found[number + 1 : number + 2] != [] and found[number + 1].kind == "paragraph")
    steps = list(takewhile(lambda block: block.kind == "item", found[after:]))
    told = [clean(block.raw) for block in steps]
    if not match or not base or not 2 <= len(steps) <= _MOST_STEPS:
        return
    if not all(block.is_numbered and len(block.raw) <= 300 for block in steps) or not all(map(_is_step, told)):
        return
    quote, goal = evidence(sentences(steps[0].raw)[0]), f"{base} {page.spelling.heading(match[2])}"
    if quote and askable(goal, 8):
        lines = "\n".join(f"{place}. {text}" for place, text in enumerate(told, start=1))
        answer, about = f"To {goal}:\n{lines}", goal.removeprefix(f"{base} ")
        yield Fact("howto", f"how do you {goal}", f"how to {goal}", answer, (quote,), about)


def _base(verb: str) -> str:
    """Return the base form of a verb that begins a task: `Replacing` and `Replace` → `replace`."""
    stem = match[1] if (match := re.match(r"([a-z]{3,}?)ing$", verb)) else ""
    known = (verb, stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else "")
    return next((base for base in known if base and grammar().form(base) == "base"), "")


def _is_step(text: str) -> bool:
    """Whether an item tells somebody to do something."""
    first = text.split(" ", 1)[0].lower().rstrip(",")
    return (grammar().form(first) == "base" or first in ("if", "when", "then", "after", "once")) and text.endswith(".")
