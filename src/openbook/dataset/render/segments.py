"""A record's text in stretches, each trained or masked."""

from collections.abc import Iterable

from openbook.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a record's text."""

    label: bool
    """Whether it is trained."""
    text: str


def joined(pieces: Iterable[tuple[bool, str]]) -> list[Segment]:
    """Return the pieces as segments, neighbours of one label made one."""
    segments: list[Segment] = []
    for label, text in pieces:
        if segments and segments[-1].label == label:
            segments[-1] = Segment(label, segments[-1].text + text)
        elif text:
            segments.append(Segment(label, text))
    return segments


def trimmed(segments: Iterable[Segment]) -> list[Segment]:
    """Drop empty segments, and everything after the last trained one: nothing is left where nothing is trained."""
    kept = [segment for segment in segments if segment.text]
    while kept and not kept[-1].label:
        kept.pop()
    return kept
