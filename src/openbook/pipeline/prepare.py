"""The first phase: documents → chunks that may serve as passages, and the sample of them that is judged."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openbook import draws
from openbook.blocks import Spreading, here
from openbook.codes import KINDS, Code, Kind, reason
from openbook.config import Config
from openbook.corpus.chunking.chunk import make_chunker, too_short
from openbook.corpus.convert import read_are
from openbook.corpus.read import format_of, read_corpus
from openbook.corpus.remember import OpenMemory, ParsedFiles
from openbook.dataclass import dataclass, field
from openbook.errors import InputError
from openbook.pipeline.progress import Progress
from openbook.records import Chunk, Document, Rejected
from openbook.retrieval.duplicates import tell_duplicates
from openbook.retrieval.sketch import Sketch
from openbook.retrieval.splits import held_out_documents
from openbook.spool import Spool, at_rest

if TYPE_CHECKING:
    from openbook.corpus.brought import Brought

MOST_NOTICES = 2
"""Documents with a notice of one kind that are named; of more, the first is named and all are counted."""


SHOWN = 5
"""Files that are named where none of a folder could be read."""


@dataclass(slots=True)
class FormatTally:
    """What one file format brought."""

    documents: int = 0
    characters: int = 0
    chunks: int = 0
    left_out: Counter[Code] = field(default_factory=Counter)
    """Documents that were not read, by code."""


@dataclass(slots=True)
class Remarks:
    """The notices about documents, summed up by kind."""

    counts: Counter[Kind] = field(default_factory=Counter)
    """Documents."""
    first: dict[Kind, list[str]] = field(default_factory=dict)
    """The sentences about the first of them."""

    def add(self, document: Document) -> None:
        """Take in what is said of a document."""
        for kind in dict.fromkeys(notice.kind for notice in document.notices):
            self.counts[kind] += 1
            if self.counts[kind] <= MOST_NOTICES:
                said = (notice.text for notice in document.notices if notice.kind == kind)
                self.first.setdefault(kind, []).extend(f"{document.source}: {text}" for text in said)

    def summed(self) -> Iterator[str]:
        """Yield a sentence a document, or one a kind where there are many."""
        for kind, count in self.counts.items():
            if count <= MOST_NOTICES:
                yield from self.first[kind]
            else:
                yield f"{count:,} documents {KINDS[kind]}: {self.first[kind][0]} (openbook read lists them)"


@dataclass(frozen=True, slots=True)
class Prepared:
    """The corpus, ready to be judged."""

    chunks: Spool[Chunk]
    """All that may serve as passages, in the order of the corpus."""
    sampled: Sequence[int]
    """Positions in `chunks` of those that are judged and become items, rising."""
    rejected: Spool[Rejected]
    """Files, lines and chunks that were left out on the way."""
    formats: dict[str, FormatTally]
    notices: tuple[str, ...]
    said: Counter[Kind] = field(default_factory=Counter)
    """How many documents there is a notice of each kind about."""
    held_out: frozenset[str] = frozenset()
    """Ids of the documents whose records are for validation."""
    sketches: Sequence[Sketch] | None = None
    """Those of `chunks`, in their order; None where nobody looked for repetitions."""

    @property
    def documents(self) -> int:
        """How many were read."""
        return sum(tally.documents for tally in self.formats.values())

    @property
    def chunks_made(self) -> int:
        """Chunks before the short and the repeated ones were left out."""
        return sum(tally.chunks for tally in self.formats.values())


def prepare(
    config: Config,
    folder: Path,
    progress: Progress,
    limit: int | None = None,
    memory: OpenMemory = ParsedFiles.open,
    spread: Spreading = here,
) -> Prepared:
    """Read, chunk, leave out repetitions, and draw the sample.

    `folder` takes the temporary files; `limit` is that of `run --limit`; `memory` opens what parsed files held;
    `spread` has the looking for repetitions done.
    Raises InputError where there is no folder, or nothing in it could be read.
    """
    rejected: Spool[Rejected] = Spool(folder)
    made: Spool[Chunk] = Spool(folder)
    formats: dict[str, FormatTally] = {}
    remarks = Remarks()
    folder_notices: list[str] = []
    chunker = make_chunker(config)
    brought = _brought(config, progress)
    with progress.phase("read", unit="documents") as phase:
        records = read_corpus(config, memory, told=folder_notices.append, brought=brought)
        for document in _documents(records, rejected, formats):
            phase.advance()
            remarks.add(document)
            tally = formats.setdefault(format_of(document.source), FormatTally())
            tally.documents += 1
            tally.characters += len(document.text)
            for chunk in chunker(document):
                tally.chunks += 1
                short = too_short(chunk)
                if short is None:
                    made.append(chunk)
                else:
                    rejected.append(short)
        if not any(tally.documents for tally in formats.values()):
            raise InputError(_nothing_read(config.path.shown("input_dir"), rejected, folder_notices))
        held_out = held_out_documents(made, config.export.validation, config.system.seed)
        chunks, sketches = _without_repetitions(made, config, folder, rejected, spread)
    notices = [*folder_notices, *remarks.summed()]
    if config.export.validation and not held_out:
        notices.append("Nothing is held out for validation: all documents say nearly the same, or there is only one.")
    at_rest(chunks, sketches or ())  # processes that are forked read them
    for notice in notices:
        # Now, and not at the end: what concerns keys or persons must be known before anything is sent.
        progress.notice(notice)
    sampled = sample(chunks, config, limit)
    return Prepared(chunks, sampled, rejected, formats, tuple(notices), remarks.counts, held_out, sketches)


def sample(chunks: Sequence[Chunk], config: Config, limit: int | None) -> Sequence[int]:
    """Return the positions, rising, of the chunks to judge: the first ones in one seeded order, or all of them.

    The order is independent of the one that decides success and failure; a larger number contains the smaller.
    """
    sizes = [limit] if limit is not None else []
    if config.system.use_subset:
        sizes.append(config.system.subset_size)
    if not sizes or min(sizes) >= len(chunks):
        return range(len(chunks))
    positions = {chunk.id: position for position, chunk in enumerate(chunks)}
    first = draws.ordered(positions, config.system.seed, "subset")[: min(sizes)]
    return sorted(positions[id_] for id_ in first)


def _brought(config: Config, progress: Progress) -> "Brought | None":
    """Fetch the documents where they lie in storage; None where they lie on the disk."""
    if config.path.address("input_dir") is None:
        return None
    from openbook.corpus.brought import bring

    with progress.phase("fetch", unit="files") as phase:

        def expect(files: int) -> None:
            phase.total = files

        return bring(config, expect, phase.advance)


def _documents(
    records: Iterable[Document | Rejected], rejected: Spool[Rejected], formats: dict[str, FormatTally]
) -> Iterator[Document]:
    for record in records:
        if isinstance(record, Rejected):
            rejected.append(record)
            tally = formats.setdefault(format_of(record.source), FormatTally())
            if record.step == "read":
                tally.left_out[record.code] += 1
            else:
                # A paragraph that most files repeat: it stands for a chunk that was not made.
                tally.chunks += 1
        else:
            yield record


def _without_repetitions(
    made: Spool[Chunk], config: Config, folder: Path, rejected: Spool[Rejected], spread: Spreading
) -> tuple[Spool[Chunk], Spool[Sketch] | None]:
    """Leave out chunks that say what another one says; return the others and their sketches."""
    if not config.read.deduplicate:
        return made, None
    repeated = set()
    sketches: Spool[Sketch] = Spool(folder)

    def told(duplicate: Rejected) -> None:
        rejected.append(duplicate)
        repeated.add(duplicate.id)

    tell_duplicates(made, told, spread, sketches.append)
    chunks = Spool(folder, (chunk for chunk in made if chunk.id not in repeated)) if repeated else made
    return chunks, sketches


def look_for_input(config: Config) -> None:
    """Raise InputError, with the place of the key in the config, where the folder of the documents is not there."""
    if config.path.address("input_dir") is None and not config.path.input_dir.exists():
        message = f"found {config.path.input_dir}, where nothing is; wanted the folder of your documents"
        raise InputError(f"{config.input_dir_at}: {message}")


def _nothing_read(input_dir: str, rejected: Sequence[Rejected], told: Sequence[str]) -> str:
    """Say why no document came of a folder."""
    if not rejected and told:
        return f"{input_dir}: no file of this folder is to be read. {' '.join(told)}"
    if not rejected:
        return f"{input_dir}: there is no file in this folder. Put documents there, or mend path.input_dir."
    reasons = Counter(row.code for row in rejected)
    counted = ", ".join(f"{count} × {reason(code)}" for code, count in reasons.most_common())
    first = "\n".join(f"  {row.source}: {row.detail}" for row in rejected[:SHOWN])
    more = f"\n  … and {len(rejected) - SHOWN} more: openbook read {input_dir}" if len(rejected) > SHOWN else ""
    formats = f"\n{read_are()}" if reasons[Code.UNSUPPORTED_FORMAT] else ""
    return f"{input_dir}: none of the {len(rejected)} files could be read: {counted}.\n{first}{more}{formats}"
