"""coverage.jsonl: which documents, headings, chunks and facts a run's records ask about, and which nobody does."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import orjson

from openbook import atomic
from openbook.dataset.coverage import Coverage
from openbook.pipeline.phases import Journey
from openbook.records import Draft

COVERAGE_FILE = "coverage.jsonl"
NOT_SAMPLED, PENDING = "not_sampled", "pending"


def covered(journey: Journey, gone: Mapping[str, str]) -> Coverage:
    """Look over all chunks of a journey, in the order of the corpus; `gone` are accepted items without a record, with
    the reason's code.
    """
    fates: dict[str, str] = {}
    unsuitable: set[str] = set()
    for judged in journey.judged:
        if judged.rejected is not None:
            fates[judged.record.id] = str(judged.rejected.code)
            unsuitable.add(judged.record.id)
        elif judged.became is None:
            fates[judged.record.id] = PENDING
        else:
            fates[judged.record.id] = ""
    accepted: dict[str, list[int]] = {}
    for place, drafted in enumerate(journey.drafted):
        for chunk in drafted.record.gold:
            if drafted.done is not None and drafted.record.id not in gone:
                accepted.setdefault(chunk.id, []).append(place)
            elif drafted.record.gold[0].id == chunk.id:
                code = gone.get(drafted.record.id) or (drafted.rejected.code if drafted.rejected else PENDING)
                fates[chunk.id] = str(code)
    coverage = Coverage()
    for chunk in journey.prepared.chunks:
        drafts = _drafts(journey, accepted.get(chunk.id, ()))
        fate = fates.get(chunk.id, NOT_SAMPLED) or NOT_SAMPLED
        coverage.add(chunk, drafts, fate, asks=chunk.id not in unsuitable)
    return coverage


def _drafts(journey: Journey, places: Sequence[int]) -> Iterator[Draft]:
    for place in places:
        draft = journey.drafted[place].done
        if draft is not None:
            yield draft


def write_coverage(path: Path, coverage: Coverage) -> None:
    """Write a line a heading."""
    with atomic.writer(path) as file:
        for heading in coverage.headings.values():
            file.write(orjson.dumps(heading.row()) + b"\n")
