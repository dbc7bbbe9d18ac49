"""Axolotl's `type: input_output`: the segments themselves, and nothing that could go wrong on the way."""

from collections.abc import Callable, Iterable
from pathlib import Path

import orjson

from openbook import atomic
from openbook.dataset.render import Renderer
from openbook.dataset.segments import Segment
from openbook.records import Conversation


def axolotl_row(segments: Iterable[Segment]) -> dict[str, list[dict[str, bool | str]]]:
    """Return a record as Axolotl reads it."""
    return {"segments": [{"label": segment.label, "text": segment.text} for segment in segments]}


def write_axolotl(
    path: Path, conversations: Iterable[Conversation], renderer: Renderer, advance: Callable[[], object]
) -> int:
    """Write one record a line, as they come, and return how many; `advance` is called after each.

    A conversation of which nothing would be trained is not written. The file appears when it is whole.
    """
    written = 0
    with atomic.writer(path) as file:
        for conversation in conversations:
            for segments in renderer.rows(conversation):
                file.write(orjson.dumps(axolotl_row(segments)) + b"\n")
                written += 1
                advance()
    return written
