"""Small corpora and settings for tests of the simulation."""

import random
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from openbook.config import Config
from openbook.config.recipe import RetrievalSection
from openbook.contexts.simulate import Simulator
from openbook.fates import Fate
from openbook.records import Chunk, Item

MODEL = {"large_model": "scripted", "large_base_url": "http://127.0.0.1:1/v1"}
COMMON = [f"common{n}" for n in range(150)]
TOPICS = [[f"topic{t}word{n}" for n in range(12)] for t in range(40)]


def chunk(source: str, ordinal: int, text: str, width: int = 1_000) -> Chunk:
    id_ = sha256(f"{source}\x1f{text}".encode()).hexdigest()[:16]
    start = ordinal * width
    return Chunk(id_, source, source, start, start + len(text), text, (), ordinal)


@lru_cache(maxsize=2_000)
def document(number: int, chunks: int = 4, length: int = 90) -> tuple[Chunk, ...]:
    """A document on one or two topics, in words of which some are its own; the same for the same number."""
    rng = random.Random(number)
    topics = rng.sample(TOPICS, 2)
    own = [f"doc{number}word{n}" for n in range(8)]
    made = []
    for ordinal in range(chunks):
        found = [
            rng.choice(own if rng.random() < 0.1 else rng.choice(topics) if rng.random() < 0.3 else COMMON)
            for _ in range(length)
        ]
        made.append(chunk(f"doc{number:04}.md", ordinal, " ".join(found)))
    return tuple(made)


def corpus(documents: int, chunks: int = 4) -> list[Chunk]:
    return [made for number in range(documents) for made in document(number, chunks)]


def settings(**changed: Any) -> Config:
    """A config with the defaults of the simulation; `rag_max_chunks=…`, `distractors=…` change a key. Where kinds of
    context are wanted (`scenarios=…`), it has a model.
    """
    retrieval = {key: changed.pop(key) for key in list(changed) if key in RetrievalSection.model_fields}
    given = {}
    if "scenarios" in changed:
        given = {"scenarios": changed.pop("scenarios"), "api": MODEL}
        retrieval |= {"query": "chunk"}
    return Config.model_validate({"system": changed, "retrieval": retrieval, **given})


@contextmanager
def simulator(chunks: Sequence[Chunk], unsuitable: Collection[str] = (), **changed: Any) -> Iterator[Simulator]:
    with tempfile.TemporaryDirectory() as folder:
        yield Simulator(chunks, settings(**changed), Path(folder), unsuitable)


def simulate(chunks: Sequence[Chunk], unsuitable: Collection[str] = (), **changed: Any) -> list[Item]:
    """All items, those that ended at once too."""
    with simulator(chunks, unsuitable, **changed) as made:
        suitable = [n for n, one in enumerate(chunks) if one.id not in unsuitable]
        return [fate.record for fate in made.items(suitable)]


def shown(item: Item) -> tuple[str, ...]:
    """What decides the request: the scenario and the chunks in their order."""
    return (item.scenario, *(passage.chunk_id for passage in item.passages))


def taken(fates: Iterable[Fate[Item, Item]]) -> Iterator[Item]:
    """The items that have a context."""
    return (fate.done for fate in fates if fate.done is not None)
