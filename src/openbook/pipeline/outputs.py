"""The last phase: everything that a journey came to, as the files of the output folder."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from openbook import atomic
from openbook.dataclass import dataclass, field
from openbook.dataset.attempts_file import ATTEMPTS_FILE, attempts_row
from openbook.dataset.curate.makeup import Makeup, Traits, traits_told
from openbook.dataset.stored import draft_row
from openbook.dataset.write import WrittenRecords, write_records
from openbook.errors import ConfigError
from openbook.fates import Done, Drafted, Fate, Judged
from openbook.file_names import DRAFTS_FILE, META_FILE, PREPARED_FILE, REJECTED_FILE
from openbook.llm.models import Models
from openbook.pipeline.counts import CallCounts, Counts, Examples, Reasons
from openbook.pipeline.covering import COVERAGE_FILE, About, Covering, about, line, verdict
from openbook.pipeline.debug import debug_files, drafted_entry, judged_entry
from openbook.pipeline.mapping import Tools
from openbook.pipeline.phases import Journey
from openbook.pipeline.prepare import Prepared
from openbook.pipeline.progress import Phase
from openbook.pipeline.summary import open_rejected
from openbook.records import Chunk, Draft, Item, Rejected
from openbook.spool import Spool, at_rest, packed


@dataclass(frozen=True, slots=True)
class Outputs:
    """What was written."""

    files: tuple[Path, ...]
    """The training records first."""
    reasons: Reasons
    """Of what was left out."""
    examples: Examples
    notices: tuple[str, ...]
    """What is wrong with the records."""
    lengths: dict[str, Any]
    """Percentiles of the records' lengths in tokens, and whether they are exact."""
    exports: list[dict[str, Any]]
    """Each format with its rows and the figures of its check."""
    coverage: dict[str, Any]
    """How much of the documents the records ask about, and what their questions are like."""
    problem: ConfigError | None = None
    """Why the meta-datagen rows could not be written."""


def write_outputs(journey: Journey, tools: Tools, counts: Counts, phase: Phase) -> Outputs:
    """Write all data files, count the records and those that are too long for one."""
    config, folder = tools.config, tools.config.path.output_dir
    walk = _Walk(tools, counts, journey)
    with ExitStack() as beside:
        walk.through(folder, beside)
        drafts = walk.drafts
        written = write_records(drafts, config, config.export.formats, phase.advance, main=True, spread=tools.spread)
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
        with atomic.writer(folder / COVERAGE_FILE) as file:
            coverage = walk.covering.cover(
                journey.prepared.chunks, drafts, gone, lambda one: file.write(line(one)), tools.derived, tools.spread
            )
        files += [folder / REJECTED_FILE, folder / COVERAGE_FILE]
        problem, meta = _write_meta(journey, tools, written)
        files += meta + [file for exported in written.exported for file in exported.files]
        about = coverage.totals() | walk.makeup.told()
    exports, lengths = [exported.as_json() for exported in written.exported], written.lengths.as_json()
    return Outputs(tuple(files), rejected.reasons, rejected.examples, written.notices, lengths, exports, about, problem)


@dataclass(slots=True)
class _Part:
    """What some chunks or items came to, as it is to be written."""

    rows: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    """By the file's name."""
    debug: list[tuple[int, bytes]] = field(default_factory=list)
    left_out: list[bytes] = field(default_factory=list)
    """Packed."""
    drafts: list[int] = field(default_factory=list)
    """The numbers of the items that have one."""
    makeup: list[Traits] = field(default_factory=list)


class _Walk:
    """The one walk over everything that became of chunks and items, for all files that say something of each."""

    def __init__(self, tools: Tools, counts: Counts, journey: Journey) -> None:
        self.drafts: Done[Draft] = Done(journey.drafted)
        self.left_out: Spool[Rejected] = Spool(tools.folder)
        """Everything that was left out, in the order of the journey."""
        self.covering = Covering(journey.prepared.sampled)
        self.makeup = Makeup(tools.folder)
        self.debug: list[Path] = []
        self._journey = journey
        self._spread = tools.spread
        self._counts = counts

    def through(self, folder: Path, beside: ExitStack) -> None:
        """Take in each chunk and item once. Files appear when `beside` closes; preference pairs are made of what the
        attempts say, so that these are there at once.
        """
        journey = self._journey
        debug = beside.enter_context(debug_files(folder))
        files = {name: beside.enter_context(atomic.writer(folder / name)) for name in (PREPARED_FILE, DRAFTS_FILE)}
        self.debug = debug.paths
        for row in journey.prepared.rejected:
            self.left_out.append(row)
        at_rest(journey.judged, journey.drafted)

        def took(part: _Part) -> None:
            for name, rows in part.rows.items():
                files[name].writelines(rows)
            for entry in part.debug:
                debug.write(*entry)
            for blob in part.left_out:
                self.left_out.append_packed(blob)
            self.drafts.add(part.drafts)
            for one in part.makeup:
                self.makeup.add(one)

        def took_chunks(made: tuple[_Part, list[str], Counter[str]]) -> None:
            part, verdicts, counted = made
            took(part)
            self._counts.chunks.add(counted)
            self.covering.judged(verdicts)

        def took_items(made: tuple[_Part, list[About], Counter[str]]) -> None:
            part, about, counted = made
            place = len(self.drafts)
            took(part)
            self._counts.items.add(counted)
            self.covering.drafted(about, place)

        self._spread(self._chunks, len(journey.judged), took_chunks)
        with atomic.writer(folder / ATTEMPTS_FILE) as files[ATTEMPTS_FILE]:
            self._spread(self._items, len(journey.drafted), took_items)

    def _chunks(self, block: range) -> tuple[_Part, list[str], Counter[str]]:
        part, verdicts, counted = _Part(), [], Counter[str]()
        for fate in map(self._journey.judged.__getitem__, block):
            part.debug.append(judged_entry(fate))
            part.left_out += _left_out(fate)
            verdicts.append(verdict(fate))
            counted.update(chunk_counts(fate))
        return part, verdicts, counted

    def _items(self, block: range) -> tuple[_Part, list[About], Counter[str]]:
        part, abouts, counted = _Part(), [], Counter[str]()
        for number in block:
            fate = self._journey.drafted[number]
            part.debug.append(drafted_entry(fate))
            part.left_out += _left_out(fate)
            part.rows[ATTEMPTS_FILE].append(_line(attempts_row(fate)))
            part.rows[PREPARED_FILE].append(_line(prepared_row(fate.record)))
            if fate.done is not None:
                part.rows[DRAFTS_FILE].append(_line(draft_row(fate.done)))
                part.makeup.append(traits_told(fate.done))
                part.drafts.append(number)
            abouts.append(about(fate))
            counted.update(item_counts(fate))
        return part, abouts, counted


def _left_out(fate: Fate[Any, Any]) -> list[bytes]:
    return [] if fate.rejected is None else [packed(fate.rejected)]


def _line(row: dict[str, Any]) -> bytes:
    return orjson.dumps(row) + b"\n"


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
        counts.chunks.add(Counter(chunk_counts(judged)))
    for drafted in journey.drafted:
        counts.items.add(Counter(item_counts(drafted)))
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


def chunk_counts(judged: Judged) -> Iterator[str]:
    """Yield as what a chunk counts."""
    if judged.became is None:
        yield "pending"
    elif judged.rejected is None:
        yield "suitable"
    else:
        yield "failed" if judged.rejected.kind == "failed" else "rejected"


def item_counts(drafted: Drafted) -> Iterator[str]:
    """Yield as what an item counts."""
    yield "total"
    yield "success" if drafted.record.has_gold else "failure"
    if drafted.became is None:
        yield "pending"
    elif drafted.rejected is None:
        yield "accepted"
        if drafted.done and drafted.done.dropped:
            yield "shortened"
    else:
        yield "failed" if drafted.rejected.kind == "failed" else "rejected"


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
