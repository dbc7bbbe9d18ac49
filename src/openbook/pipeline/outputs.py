"""The last phase: everything that a journey came to, as the files of the output folder."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from openbook import atomic
from openbook.dataclass import dataclass
from openbook.dataset.attempts_file import ATTEMPTS_FILE, write_attempts
from openbook.dataset.curate.makeup import makeup
from openbook.dataset.stored import write_drafts
from openbook.dataset.write import WrittenRecords, write_records
from openbook.errors import ConfigError
from openbook.fates import Drafted
from openbook.file_names import DRAFTS_FILE, META_FILE, PREPARED_FILE, REJECTED_FILE
from openbook.llm.models import Models
from openbook.pipeline.counts import CallCounts, Counts, Examples, Reasons
from openbook.pipeline.covering import COVERAGE_FILE, covered, write_coverage
from openbook.pipeline.debug import write_debug
from openbook.pipeline.mapping import Tools
from openbook.pipeline.phases import Journey
from openbook.pipeline.summary import open_rejected
from openbook.records import Chunk, Draft, Item, Rejected
from openbook.spool import Spool


@dataclass(frozen=True, slots=True)
class Outputs:
    """What was written."""

    files: tuple[Path, ...]
    """The training records first."""
    reasons: Reasons
    """Of what was left out."""
    examples: Examples
    written: WrittenRecords
    """The records, with their lengths and exports."""
    problem: ConfigError | None
    """Why the meta-datagen rows could not be written."""
    coverage: dict[str, Any]
    """How much of the documents the records ask about, and what their questions are like."""


def write_outputs(journey: Journey, tools: Tools, counts: Counts) -> Outputs:
    """Write all data files, count the records and those that are too long for one."""
    config, folder = tools.config, tools.config.path.output_dir
    drafts: Spool[Draft] = Spool(tools.folder, (fate.done for fate in journey.drafted if fate.done is not None))
    write_attempts(folder / ATTEMPTS_FILE, journey.drafted)  # preference pairs are made of what it says
    with tools.progress.phase("assemble", unit="records") as phase:
        written = write_records(drafts, config, config.export.formats, phase.advance, main=True)
        counts.records = written.records
        counts.scenarios = dict(sorted(written.scenarios.items()))
        counts.items.accepted -= len(written.rejected)
        counts.items.rejected += len(written.rejected)
        prepared = folder / PREPARED_FILE
        _write_prepared(prepared, journey)
        write_drafts(folder / DRAFTS_FILE, drafts)
        files = [*written.files, prepared, folder / DRAFTS_FILE, folder / ATTEMPTS_FILE]
        files += write_debug(folder, journey.judged, journey.drafted)
        with open_rejected(folder) as rejected:
            for row in chain(left_out(journey), written.rejected):
                rejected.write(row)
        coverage = covered(journey, {row.id: str(row.code) for row in written.rejected})
        write_coverage(folder / COVERAGE_FILE, coverage)
        files += [folder / REJECTED_FILE, folder / COVERAGE_FILE]
        problem, meta = _write_meta(journey, tools, written)
        files += meta + [file for exported in written.exported for file in exported.files]
        about = coverage.totals() | makeup(drafts, tools.folder)
    return Outputs(tuple(files), rejected.reasons, rejected.examples, written, problem, about)


def _write_meta(journey: Journey, tools: Tools, written: WrittenRecords) -> tuple[ConfigError | None, list[Path]]:
    """Write the meta-datagen rows where they are asked for; a template that fails on an item spoils nothing else."""
    config = tools.config
    path = config.path.output_dir / META_FILE
    if config.meta_datagen.do_meta_datagen:
        from openbook.dataset.meta.export import export_meta
        from openbook.dataset.meta.rows import write_meta

        try:
            write_meta(path, config, journey.judged, journey.drafted)
            written.exported += export_meta(config, config.export.formats)
        except ConfigError as error:
            return error, []
        return None, [path]
    path.unlink(missing_ok=True)
    return None, []


def left_out(journey: Journey) -> Iterator[Rejected]:
    """Yield everything that was left out, in the order of the journey."""
    yield from journey.prepared.rejected
    for results in (journey.judged, journey.drafted):
        yield from (result.rejected for result in results if result.rejected is not None)


def count(journey: Journey, models: Models) -> Counts:
    """Return where the documents, chunks and items of a journey went, and how many calls they took."""
    calls = {size: CallCounts(made.sent, made.replayed, made.retried) for size, made in models.counters.items()}
    counts = Counts(calls=calls)
    prepared = journey.prepared
    counts.documents.read = prepared.documents
    counts.notices = {str(kind): number for kind, number in sorted(prepared.said.items())}
    counts.chunks.total = prepared.chunks_made
    counts.chunks.not_sampled = len(prepared.chunks) - len(prepared.sampled)
    for row in prepared.rejected:
        part = counts.documents if row.step == "read" else counts.chunks
        if row.kind == "failed":
            part.failed += 1
        else:
            part.rejected += 1
    counts.documents.total = counts.documents.read + counts.documents.rejected + counts.documents.failed
    for judged in journey.judged:
        if judged.became is None:
            counts.chunks.pending += 1
        elif judged.rejected is None:
            counts.chunks.suitable += 1
        elif judged.rejected.kind == "failed":
            counts.chunks.failed += 1
        else:
            counts.chunks.rejected += 1
    for drafted in journey.drafted:
        _count_item(drafted, counts)
    return counts


def _count_item(drafted: Drafted, counts: Counts) -> None:
    items = counts.items
    items.total += 1
    if drafted.record.has_gold:
        items.success += 1
    else:
        items.failure += 1
    if drafted.became is None:
        items.pending += 1
    elif drafted.rejected is None:
        items.accepted += 1
        items.shortened += bool(drafted.done and drafted.done.dropped)
    elif drafted.rejected.kind == "failed":
        items.failed += 1
    else:
        items.rejected += 1


def _write_prepared(path: Path, journey: Journey) -> None:
    with atomic.writer(path) as file:
        for drafted in journey.drafted:
            file.write(orjson.dumps(prepared_row(drafted.record)) + b"\n")


def prepared_row(item: Item) -> dict[str, Any]:
    """Return an item's line of rag_prepared_data.jsonl: its context as it was finally used."""
    chunk, *others = item.gold
    row = {
        "text": chunk.text,
        "metadata": chunk.source,
        "rag_failed": not item.has_gold,
        "rag_chunks": [
            {
                "text": passage.text,
                "metadata": passage.source,
                "chunk_id": passage.chunk_id,
                "is_gold": passage.is_gold,
                "score": round(passage.score, 4),
            }
            | ({"synthetic": True} if passage.synthetic else {})
            for passage in item.passages
        ],
        "_key": item.id,
        "chunk_id": chunk.id,
        "scenario": item.scenario,
    } | _own(chunk)
    if others:
        row["gold"] = [{"text": one.text, "metadata": one.source, "chunk_id": one.id} | _own(one) for one in others]
    return row


def _own(chunk: Chunk) -> dict[str, Any]:
    """Return where a chunk stands in its document and what that says of itself, where there is any."""
    found = {"headings": list(chunk.headings), "properties": dict(chunk.metadata)}
    return {name: value for name, value in found.items() if value}
