"""Items for the tests of the built-in engine, and what can be read from its replies."""

import asyncio
import json

from openbook.builtin import BuiltIn
from openbook.calls import Reply, Request
from openbook.records import Chunk, Item, Passage

LAMP = """\
# The lamp

The tower lamp is a brass burner with three wicks. It burns four litres of oil in a night.
The tower was finished in the summer of 1864. The tank holds 400 litres of oil.
The lamp is covered by day because sunlight would crack the glass. If a wick smokes, the keeper trims it at once.
"""


def chunk(text: str, source: str = "lamp.md", title: str = "The lamp of Hollin Skerry", ordinal: int = 0) -> Chunk:
    return Chunk(f"{source}:{hash_of(text)}", "document", source, 0, len(text), text, (), ordinal, title)


def hash_of(text: str) -> str:
    return str(sum(ord(character) * place for place, character in enumerate(text, start=1)))


def passage(text: str, rank: int, source: str = "other.md", gold: bool = False, id_: str = "") -> Passage:
    return Passage(id_ or f"{source}:{rank}", source, text, rank, 0.0, gold)


def item(gold: Chunk, scenario: str = "gold", others: tuple[str, ...] = ()) -> Item:
    """Return an item whose gold passage, if it is shown, stands last."""
    shown = [passage(text, rank) for rank, text in enumerate(others, start=1)]
    if scenario.startswith("gold"):
        shown.append(passage(gold.text, len(shown) + 1, gold.source, True, gold.id))
    return Item(gold.id, (gold,), scenario, tuple(shown), strict=scenario in ("missing_abstain", "empty"))


def reply(subject: Chunk | Item, step: str = "generate", attempt: int = 1) -> Reply:
    size = "small" if step == "judge" else "large"
    request = Request(step, size, "extractive", attempt=attempt, subject=subject)
    return asyncio.run(BuiltIn().reply(request))


def turns(text: str) -> list[tuple[str, str, str]]:
    """Return question, thoughts and answer of each turn."""
    return [(turn["question"], turn["thoughts"], turn["answer"]) for turn in json.loads(text)["turns"]]
