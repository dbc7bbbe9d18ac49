"""The set as a whole, between rounds: drafts that ask what others asked are left out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openbook.codes import Code
from openbook.dataclass import dataclass, replace
from openbook.dataset.curate.questions import standing
from openbook.dataset.curate.repeated import Repetition, Vectors, repetitions
from openbook.errors import RefusedError
from openbook.fates import Drafted, Fate
from openbook.pipeline.mapping import Mapper, Tools
from openbook.records import Draft, Rejected
from openbook.spool import Record, Spool


@dataclass(frozen=True, slots=True)
class Questions(Record):
    """What a draft asks, on its way to its vectors."""

    id: str
    texts: tuple[str, ...]


def curated(drafted: Sequence[Drafted], tools: Tools, mapper: Mapper) -> Sequence[Drafted]:
    """Return what became of the items, those left out that ask what items before them ask, as the config wants it."""
    settings = tools.config.curate
    if settings.repeated_questions is None and settings.paraphrased_questions is None:
        return drafted
    drafts: Spool[Draft] = Spool(tools.folder, (fate.done for fate in drafted if fate.done is not None))
    vectors = _vectors(drafts, tools, mapper) if settings.paraphrased_questions is not None else None
    like, meant = settings.repeated_questions, settings.paraphrased_questions
    found = repetitions(drafts, tools.folder, like, meant, vectors)
    drafts.close()
    left = (replace(one, became=_left_out(one, found)) if one.record.id in found else one for one in drafted)
    return Spool(tools.folder, left) if found else drafted


def _left_out(fate: Drafted, found: dict[str, Repetition]) -> Rejected:
    twice = found[fate.record.id]
    detail = f"asks “{twice.question}”, which {twice.first} asks as “{twice.asked}” (likeness {twice.likeness:.2f})"
    return Rejected("curate", Code.DUPLICATE_QUESTION, detail, twice.id, fate.record.gold[0].source)


def is_repetition(fate: Drafted) -> bool:
    """Whether an item was left out for what another one asks: its chunk has nothing new to ask about."""
    rejected = fate.rejected
    return rejected is not None and (rejected.step, rejected.code) == ("curate", Code.DUPLICATE_QUESTION)


def _vectors(drafts: Sequence[Draft], tools: Tools, mapper: Mapper) -> Vectors:
    """Return what gives the vectors of questions; those of a server are fetched first, and kept in the ledger."""
    from openbook.retrieval.dense import unit_vectors
    from openbook.retrieval.embedder import Embedder, LocalModel

    retrieval, server = tools.config.retrieval, tools.models.vectors
    prefix = retrieval.query_prefix
    if server is None:
        model: Embedder = LocalModel(Path(retrieval.embedding_model or ""))
        return lambda texts: unit_vectors(model, [f"{prefix}{text}" for text in texts])

    async def step(questions: Questions) -> Questions:
        for text in questions.texts:
            try:
                await server.prepare([text])
            except RefusedError:
                server.refused.add(text)
        return questions

    asked = (
        Questions(draft.item.id, tuple(f"{prefix}{text}" for text in standing([turn.question for turn in draft.turns])))
        for draft in drafts
    )
    with tools.progress.phase("compare", len(drafts), unit="items", size="embedding") as phase:
        fetched = mapper.map(step, (Fate(one, one) for one in asked), phase)
    known = {text for fate in fetched if fate.done is not None for text in fate.done.texts}

    def given(texts: Sequence[str]) -> Any:
        """Return a vector of zeros for a text whose vector was not fetched, so that it is like none."""
        return unit_vectors(server, [f"{prefix}{text}" for text in texts], known)

    return given
