"""The calls themselves as training rows: what the models were asked, and what they answered."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from openbook import atomic
from openbook.calls import Exchange
from openbook.codes import Code
from openbook.config import Config
from openbook.config.sections import MetaKey
from openbook.dataset.meta.extras import Extra, fields_of, load_extras
from openbook.fates import Drafted, Judged

Row = dict[str, Any]
"""One training row, with the names that the reference system gives its parts."""

SPEAKERS = {"system": "system", "developer": "system", "user": "human", "assistant": "gpt"}
"""Roles of a request by the names of the sharegpt form."""


def write_meta(path: Path, config: Config, judged: Sequence[Judged], drafted: Iterable[Drafted]) -> int:
    """Write the rows that the config asks for, in the order of the records, and return how many.

    Both must be in the order of the corpus. Raises ConfigError where an extra prompt is wrong.
    """
    extras = load_extras(config)
    written = 0
    with atomic.writer(path) as file:
        for row in meta_rows(config.meta_datagen.meta_datagen_keys, extras, judged, drafted):
            file.write(orjson.dumps(row) + b"\n")
            written += 1
    return written


def meta_rows(
    keys: Sequence[MetaKey], extras: Sequence[Extra], judged: Sequence[Judged], drafted: Iterable[Drafted]
) -> Iterator[Row]:
    """Yield the usable calls of the judge, then those of the writer, each followed by the item's extras."""
    if "judgement_details" in keys:
        for fate in judged:
            if fate.exchange and _decided(fate):
                yield call_row("judgement_details", fate.exchange)
    positions = {fate.record.id: n for n, fate in enumerate(judged)} if extras else {}
    for one in drafted:
        if one.done is None:
            continue
        key: MetaKey = "rag_success_details" if one.record.has_gold else "rag_failed_details"
        if key in keys and one.exchange and not one.done.dropped:  # no reply was used as it is
            yield call_row(key, one.exchange)
        if extras:
            position = positions.get(one.record.gold[0].id)
            fields = fields_of(one.done, None if position is None else judged[position].exchange)
            for extra in extras:
                messages = extra.rendered(fields)
                yield {"detail_key": extra.path.name, "conversations": _conversations(messages)}


def call_row(key: MetaKey, exchange: Exchange) -> Row:
    """Return a call as a training row: a chat, or two segments in completion mode."""
    request, response = exchange.request, exchange.reply.text
    if request.prompt is not None:
        segments = [{"label": False, "text": request.prompt}, {"label": True, "text": response}]
        return {"detail_key": key, "segments": segments, "full_input": request.prompt, "full_response": response}
    messages = [(message.role, message.content) for message in request.messages]
    return {
        "detail_key": key,
        "conversations": _conversations([*messages, ("assistant", response)]),
        "full_input": [{"role": role, "content": content} for role, content in messages],
        "full_response": response,
    }


def _conversations(messages: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"from": SPEAKERS[role], "value": content} for role, content in messages]


def _decided(fate: Judged) -> bool:
    return fate.done is not None or (fate.rejected is not None and fate.rejected.code is Code.UNSUITABLE)
