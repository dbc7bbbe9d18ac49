"""Items and turns as tests of the checks need them."""

from collections.abc import Sequence
from typing import Any

from openbook.calls import Reply, Request, Size
from openbook.config import Config
from openbook.dialogue.attempts import Asker
from openbook.dialogue.prompts import load_prompts
from openbook.dialogue.recorder import Recorder
from openbook.fates import Fate
from openbook.llm.model import Model
from openbook.llm.scripted import ScriptedModel
from openbook.records import Chunk, Item, Passage, Turn

LOANS = (
    "A tool may be kept for fourteen days. A loan can be renewed once, by telephone, unless somebody else has booked "
    "the tool. Whoever keeps a tool longer pays one euro for each day, but never more than half of its price."
)
HOURS = "The tool library is open on Tuesdays and Saturdays from ten to four. It stays closed on 24 December 2024."
DAMAGE = "Wear costs nothing. Blades that broke during a loan are replaced by the borrower, at about 12.50 euros each."


def chunk(text: str, source: str, ordinal: int = 0) -> Chunk:
    return Chunk(f"{source}#{ordinal}", source, source, 0, len(text), text, ordinal=ordinal)


def item(gold: Chunk, shown: Sequence[Chunk], scenario: str = "", strict: bool = False) -> Item:
    """An item about `gold` that shows these chunks; whether gold is among them decides the scenario."""
    passages = tuple(
        Passage(one.id, one.source, one.text, rank, 1.0, one.id == gold.id) for rank, one in enumerate(shown, start=1)
    )
    has_gold = any(passage.is_gold for passage in passages)
    return Item(gold.id, (gold,), scenario or ("gold" if has_gold else "missing_recall"), passages, strict=strict)


HOURS_CHUNK, LOANS_CHUNK, DAMAGE_CHUNK = chunk(HOURS, "hours.md"), chunk(LOANS, "loans.md"), chunk(DAMAGE, "damage.md")
FOUND = item(LOANS_CHUNK, [HOURS_CHUNK, LOANS_CHUNK, DAMAGE_CHUNK])
"""Chunk 2 is gold."""
MISSED = item(LOANS_CHUNK, [HOURS_CHUNK, DAMAGE_CHUNK])
"""The gold chunk is not shown."""


def turn(thoughts: str = "", answer: str = "It can be renewed once.", question: str = "") -> Turn:
    return Turn(question or "How long may I keep a drill from the Brenfield tool library?", thoughts, answer)


def scripted(replies: Sequence[str | Reply | Exception]) -> ScriptedModel:
    """A model that gives these replies one after the other, and raises those that are errors."""
    coming = iter(replies)

    def answer(_: Request) -> str | Reply:
        reply = next(coming)
        if isinstance(reply, Exception):
            raise reply
        return reply

    return ScriptedModel(answer)


def asker(config: Config, model: Model, size: Size) -> Asker:
    """One of the config's models, with a script in its place."""
    return Asker(model, config.model(size), load_prompts(config), config.generation.structured, config.system.use_stop,
                 Recorder())  # fmt: skip


async def fate(step: Any, record: Any, recorder: Recorder) -> Fate[Any, Any]:
    """What becomes of a record in a step, as the pipeline tells it."""
    became = await step(record)
    said, shown = recorder.take(record.id)
    return Fate(shown or record, became, said[-1] if said else None)
