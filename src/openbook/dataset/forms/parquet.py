"""Parquet: messages with train flags and the segments of their text, typed, for hubs and for tools of one's own."""

from collections.abc import Iterator, Mapping
from typing import Any

from openbook.dataset.forms.form import Form, Row, RowTools, Situation
from openbook.dataset.render.chat import Chat
from openbook.errors import MissingExtraError


def rows(chat: Chat, tools: RowTools) -> Iterator[Row]:
    """Yield the chat's records: id, messages and segments."""
    parts = zip(tools.chats(chat), tools.layout.rows(chat), strict=True)
    for part, segments in parts:
        yield {
            "id": part.id,
            "messages": [{"role": m.role, "content": m.text, "train": m.trained} for m in part.messages],
            "segments": [{"label": segment.label, "text": segment.text} for segment in segments],
        }


def schema(*, meta: bool = False) -> Any:
    """Return the columns' types, so that a file of few rows has the same ones; `meta` with the column of that name."""
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtraError("the parquet format", "parquet") from None
    message = pa.struct({"role": pa.string(), "content": pa.string(), "train": pa.bool_()})
    segment = pa.struct({"label": pa.bool_(), "text": pa.string()})
    columns = {"id": pa.string(), "messages": pa.list_(message), "segments": pa.list_(segment)}
    if meta:
        texts, counts = pa.list_(pa.string()), pa.int64()
        types = {"id": pa.string(), "items": texts, "scenario": pa.string(), "sources": texts, "gold": pa.list_(counts)}
        types |= {"questions": texts, "reference_answers": texts, "hops": counts, "distractors": counts}
        columns["meta"] = pa.struct({**types, "hardness": pa.float64()})
    return pa.schema(columns)


def settings(situation: Situation) -> Mapping[str, str]:
    """Return nothing: no one trainer is meant."""
    return {}


FORM = Form("parquet", rows, settings, validation="validation.parquet")
