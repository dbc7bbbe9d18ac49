"""Training records as the page shows them: what is read, what is trained, and the text that a trainer gets."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openbook.config import Config
from openbook.dataclass import dataclass
from openbook.dataset.decisions import reviewed
from openbook.dataset.render.renderer import Renderer
from openbook.dataset.render.segments import Segment
from openbook.dataset.stored import stored_drafts
from openbook.dataset.token_counts import Encoder, EstimatedLengths, ruler
from openbook.dataset.write import chats
from openbook.records import Citation, Conversation, ConversationTurn, Draft, Rejected
from openbook.report.passages import PassageStore, parted
from openbook.spool import Spool
from openbook.text.sources import document_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One record of the page."""

    row: Row
    """All of it."""
    listed: Row
    """What lists, filters and charts need."""


def shown_records(output: Path, config: Config, passages: PassageStore) -> Iterator[PageRecord]:
    """Yield the records of an output folder in the order of its files; `number` is that of `openbook show`.

    Raises InputError and ConfigError as `stored_drafts` and `chats` do.
    """
    renderer, measure = Renderer.from_config(config), ruler(config)
    number = 1
    with TemporaryDirectory(prefix="openbook-report-") as folder:
        drafts: Spool[Draft] = Spool(Path(folder), stored_drafts(output))
        try:
            places = {draft.item.id: place for place, draft in enumerate(drafts)}
            for conversation, chat in chats(drafts, config):
                rows = [row for row in renderer.layout.rows(chat) if row]
                draft = drafts[places[conversation.item.id]]
                defused = [renderer.layout.defuse(passage.text) for passage in conversation.item.passages]
                shown = _shown(number, conversation, draft, rows, defused, passages, measure)
                number += len(rows)
                if rows:
                    yield shown
        finally:
            drafts.close()


def turned_down(output: Path, config: Config) -> list[Rejected]:
    """Return what reviewers turn down of an output folder, as they decide now."""
    with TemporaryDirectory(prefix="openbook-report-") as folder:
        drafts: Spool[Draft] = Spool(Path(folder), stored_drafts(output))
        with closing(drafts):
            return reviewed(drafts, config)[1]


def _shown(
    number: int,
    conversation: Conversation,
    draft: Draft,
    rows: list[list[Segment]],
    defused: list[str],
    passages: PassageStore,
    measure: Encoder | EstimatedLengths,
) -> PageRecord:
    item = conversation.item
    context = passages.rows(item.passages)
    numbered = list(zip((passage["n"] for passage in context), defused, strict=True))
    lengths = [[measure.length(segment.text) for segment in row] for row in rows]
    tokens = max(map(sum, lengths))
    trained = sum(
        length
        for row, of_row in zip(rows, lengths, strict=True)
        for segment, length in zip(row, of_row, strict=True)
        if segment.label
    )
    gold = [passage.rank for passage in item.passages if passage.is_gold]
    own = [entry for entry in conversation.turns if entry.trained]
    listed = {
        "number": number,
        "id": item.id,
        "scenario": item.scenario,
        "source": item.gold[0].source,
        "document": document_of(item.gold[0].source),
        "question": own[0].turn.question if own else "",
        "tokens": tokens,
        "all": sum(map(sum, lengths)),
        "trained": trained,
        "passages": [passage["n"] for passage in context],
        "gold": gold,
        "strict": item.strict,
        "held": item.held_out,
        "scores": dict(draft.scores),
    }
    row = {
        "context": context,
        "turns": [_turn(entry) for entry in conversation.turns],
        "checks": list(draft.checks),
        "scores": listed["scores"],
        "texts": [[[segment.label, parted(segment.text, numbered)] for segment in row] for row in rows],
    }
    return PageRecord(row, listed)


def _turn(entry: ConversationTurn) -> Row:
    turn = entry.turn
    return {
        "trained": entry.trained,
        "item": entry.draft_id,
        "question": turn.question,
        "thoughts": turn.thoughts,
        "answer": turn.answer,
        "labels": list(turn.labels),
        "short": turn.short_answer,
        "found": turn.found,
        "quotes": _quotes(turn.citations),
    }


def _quotes(citations: Iterable[Citation]) -> list[Row]:
    return [{"rank": citation.rank, "text": citation.quote} for citation in citations]
