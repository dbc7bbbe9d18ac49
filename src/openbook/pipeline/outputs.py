"""The last phase: everything that a journey came to, as the files of the output folder."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from openbook import atomic
from openbook.dataclass import dataclass
from openbook.dataset.attempts_file import ATTEMPTS_FILE, attempts_row
from openbook.dataset.curate.makeup import Makeup
from openbook.dataset.stored import draft_row
from openbook.dataset.write import WrittenRecords, write_records
from openbook.errors import ConfigError
from openbook.fates import Drafted, Judged
from openbook.file_names import DRAFTS_FILE, META_FILE, PREPARED_FILE, REJECTED_FILE
from openbook.llm.models import Models
from openbook.pipeline.counts import CallCounts, Counts, Examples, Reasons
from openbook.pipeline.covering import COVERAGE_FILE, Covering, write_coverage
from openbook.pipeline.debug import debug_files
from openbook.pipeline.mapping import Tools
from openbook.pipeline.phases import Journey
from openbook.pipeline.prepare import Prepared
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
    walk = _Walk(tools.folder, counts)
    with tools.progress.phase("assemble", unit="records") as phase, ExitStack() as beside:
        walk.through(journey, folder, beside)
        drafts = walk.drafts
        written = write_records(drafts, config, config.export.formats, phase.advance, main=True)
        counts.records = written.records
        counts.scenarios = dict(sorted(written.scenarios.items()))
        counts.items.accepted -= len(written.rejected)
        counts.items.rejected += len(written.rejected)
        beside.close()
        files = [*written.files, *(folder / name for name in (PREPARED_FILE, DRAFTS_FILE, ATTEMPTS_FILE)), *walk.debug]
        with open_rejected(folder) as rejected:
            for row in chain(walk.left_out, written.rejected):
                rejected.write(row)
        gone = {row.id: str(row.code) for row in written.rejected}
        coverage = walk.covering.covered(journey.prepared.chunks, drafts, gone, tools.derived)
        write_coverage(folder / COVERAGE_FILE, coverage)
        files += [folder / REJECTED_FILE, folder / COVERAGE_FILE]
        problem, meta = _write_meta(journey, tools, written)
        files += meta + [file for exported in written.exported for file in exported.files]
        about = coverage.totals() | walk.makeup.told()
    return Outputs(tuple(files), rejected.reasons, rejected.examples, written, problem, about)


class _Walk:
    """The one walk over everything that became of chunks and items, for all files that say something of each."""

    def __init__(self, folder: Path, counts: Counts) -> None:
        self.drafts: Spool[Draft] = Spool(folder)
        self.left_out: Spool[Rejected] = Spool(folder)
        """Everything that was left out, in the order of the journey."""
        self.covering = Covering(folder)
        self.makeup = Makeup(folder)
        self.debug: list[Path] = []
        self._counts = counts

    def through(self, journey: Journey, folder: Path, beside: ExitStack) -> None:
        """Take in each chunk and item once. Files appear when `beside` closes; preference pairs are made of what the
        attempts say, so that these are there at once.
        """
        debug = beside.enter_context(debug_files(folder))
        write_prepared = beside.enter_context(_lines(folder / PREPARED_FILE))
        write_draft = beside.enter_context(_lines(folder / DRAFTS_FILE))
        self.debug = debug.paths
        for row in journey.prepared.rejected:
            self.left_out.append(row)
        for chunk in journey.judged:
            debug.judged(chunk)
            self.covering.judged(chunk)
            count_chunk(chunk, self._counts)
            self._leave_out(chunk.rejected)
        with _lines(folder / ATTEMPTS_FILE) as write_attempts:
            for item in journey.drafted:
                write_attempts(attempts_row(item))
                write_prepared(prepared_row(item.record))
                debug.drafted(item)
                self.covering.drafted(item, len(self.drafts))
                count_item(item, self._counts)
                self._leave_out(item.rejected)
                if item.done is not None:
                    write_draft(draft_row(item.done))
                    self.makeup.add(item.done)
                    self.drafts.append(item.done)

    def _leave_out(self, rejected: Rejected | None) -> None:
        if rejected is not None:
            self.left_out.append(rejected)


@contextmanager
def _lines(path: Path) -> Iterator[Callable[[dict[str, Any]], object]]:
    """Yield what writes a line to a file, which appears when the block ends well."""
    with atomic.writer(path) as file:
        yield lambda row: file.write(orjson.dumps(row) + b"\n")


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
    counts = count_read(journey.prepared, models)
    for judged in journey.judged:
        count_chunk(judged, counts)
    for drafted in journey.drafted:
        count_item(drafted, counts)
    return counts


def count_read(prepared: Prepared, models: Models) -> Counts:
    """Return where the documents went, and how many calls there were; what became of chunks and items is to come."""
    calls = {size: CallCounts(made.sent, made.replayed, made.retried) for size, made in models.counters.items()}
    counts = Counts(calls=calls)
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
    return counts


def count_chunk(judged: Judged, counts: Counts) -> None:
    """Count what became of a chunk."""
    if judged.became is None:
        counts.chunks.pending += 1
    elif judged.rejected is None:
        counts.chunks.suitable += 1
    elif judged.rejected.kind == "failed":
        counts.chunks.failed += 1
    else:
        counts.chunks.rejected += 1


def count_item(drafted: Drafted, counts: Counts) -> None:
    """Count what became of an item."""
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
