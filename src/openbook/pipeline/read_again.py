"""What an earlier run of a folder paid for that its documents no longer say: chunks that read or are cut otherwise."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from openbook.config import Config
from openbook.corpus.parsed import format_of
from openbook.file_names import PREPARED_FILE, REJECTED_FILE
from openbook.pipeline.prepare import Prepared
from openbook.text.sources import document_of


def paid_anew(config: Config, prepared: Prepared) -> str:
    """Return a sentence on the calls that changed ids of chunks cost, for a look ahead; empty where none did.

    A document that is no longer there costs nothing and is not counted; a context with one changed passage is.
    """
    output = config.path.output_dir
    judged = {row["chunk_id"]: row["metadata"] for row in _rows(output / PREPARED_FILE) if row.get("chunk_id")}
    judged |= {row["id"]: row["source"] for row in _rows(output / REJECTED_FILE) if row.get("step") == "judge"}
    here, gone = set(), dict(judged)
    for chunk in prepared.chunks:
        gone.pop(chunk.id, None)
        here.add(document_of(chunk.source))
    gone = {chunk_id: source for chunk_id, source in gone.items() if document_of(source) in here}
    if not gone:
        return ""
    contexts = sum(
        any(passage["chunk_id"] in gone for passage in row["rag_chunks"]) or row.get("chunk_id") in gone
        for row in _rows(output / PREPARED_FILE)
    )
    asked = 2 if config.asks_first else 1
    calls = len(gone) * _is_paid(config, "small") + contexts * asked * _is_paid(config, "large")
    if not calls:
        return ""
    formats = Counter(format_of(source) for source in gone.values())
    named = ", ".join(f"{count:,} of {name}" for name, count in formats.most_common())
    return (
        f"{len(gone):,} of the {len(judged):,} chunks that this folder was made from read or are cut otherwise now "
        f"({named}): about {calls:,} calls that were paid for them are made anew. The changelog says for which formats "
        "this version reads more."
    )


def _is_paid(config: Config, size: Any) -> bool:
    judges = size == "small"
    return config.model(size).mode != "extractive" and not (judges and config.skip.skip_filter_chunks)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file that an earlier run has left; none where there is none, or it is damaged from there."""
    try:
        with path.open("rb") as file:
            for line in file:
                yield orjson.loads(line)
    except (OSError, orjson.JSONDecodeError):
        return
