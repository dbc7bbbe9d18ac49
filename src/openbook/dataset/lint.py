"""What must hold of every record written, said again without a look at the code that writes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with one record."""

    code: str
    """Snake case, one for each kind of defect."""
    message: str
    """One sentence for a person."""


def check_segments(row: Any) -> Iterator[Finding]:
    """Yield what is wrong with one row of the `{"segments": [{"label", "text"}]}` form."""
    segments = row.get("segments") if isinstance(row, dict) else None
    if not isinstance(segments, list) or not segments:
        yield Finding("shape", "the row has no list of segments")
        return
    for place, segment in enumerate(segments, start=1):
        if not isinstance(segment, dict) or not isinstance(segment.get("text"), str):
            yield Finding("shape", f"segment {place} has no text")
            return
        if not isinstance(segment.get("label"), bool):
            yield Finding("label", f"the label of segment {place} is {segment.get('label')!r}, not true or false")
            return
        if not segment["text"]:
            yield Finding("empty_segment", f"segment {place} has an empty text")
    if not any(segment["label"] for segment in segments):
        yield Finding("nothing_trained", "no segment is trained: some trainers give NaN for such a row")
        return
    if not segments[-1]["label"]:
        last = max(place for place, segment in enumerate(segments, start=1) if segment["label"])
        yield Finding("text_after_target", f"masked text follows the last trained segment ({last}): it teaches nothing")
    if segments[0]["label"]:
        yield Finding("no_prompt", "the first segment is trained: nothing asks for it")
