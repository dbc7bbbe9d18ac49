"""Files → documents, in sorted order; what can't be read becomes a reason and takes nothing along."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from itertools import accumulate, pairwise
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from openbook.codes import Code, Kind
from openbook.corpus.clean import clean, is_blank
from openbook.corpus.convert import unsupported
from openbook.corpus.finish import Finish
from openbook.corpus.formats import reader_for
from openbook.corpus.formats.renamed import renamed
from openbook.corpus.globs import Globs
from openbook.corpus.parsed import Limits, Parsed, RawFile, Unreadable, format_of
from openbook.corpus.remember import LARGEST, OpenMemory, ParsedFiles
from openbook.corpus.sidecar import ENDINGS, with_sidecar
from openbook.corpus.suffixes import Format, added, format_by, suffix_of
from openbook.corpus.walk import Chosen, FoundFile, readable, walk
from openbook.corpus.workers import AHEAD, Pool, Task, cores
from openbook.dataclass import dataclass, replace
from openbook.errors import InputError, MissingExtraError, PrerequisiteError
from openbook.records import Document, Notice, Rejected

if TYPE_CHECKING:
    from openbook.config import Config
    from openbook.config.sections import ReadSection
    from openbook.corpus.brought import Brought

__all__ = ["format_of", "read_corpus", "read_file", "read_path"]

LIGHT = 8_000_000
"""Bytes of plain text, Markdown and JSON in all, up to which they are read in this process."""
SMALL = 20_000
"""Bytes below which a file may hold as little text as it likes."""
SHARE = 1_000_000
"""Bytes of work that are worth starting one more process."""


def read_corpus(
    config: "Config",
    memory: OpenMemory = ParsedFiles.open,
    *,
    told: Callable[[str], object] | None = None,
    brought: "Brought | None" = None,
) -> Iterator[Document | Rejected]:
    """Yield every document below `path.input_dir`, or why there is none, in the order of the sources.

    `memory` opens what parsed files held, in the output folder: `ParsedFiles.look` to keep nothing. `told` is called
    with what is to be said of the folder as a whole. `brought` is what came of fetching it from storage; None: that is
    done here.
    Raises PrerequisiteError for a missing folder or extra, and for storage that can't be used; never for a bad file.
    """
    if brought is None and config.path.address("input_dir") is not None:
        from openbook.corpus.brought import bring

        brought = bring(config, lambda files: None, lambda: None)
    lost, notices = (brought.lost, brought.notices) if brought else ((), ())
    yield from lost
    limits = limits_of(config.read, config.path.text_key)
    _needs_extras(limits)
    chosen = Chosen(Globs(config.path.include, config.path.exclude), _own(config))
    documents = _read(config, limits, memory(config.path.output_dir, limits), chosen)
    if config.read.drop_boilerplate:
        from openbook.corpus.boilerplate import drop_boilerplate

        documents = drop_boilerplate(documents, config.path.output_dir)
    finish = Finish.of(config)
    for document in documents:
        yield finish(document) if isinstance(document, Document) else document
    if told is not None:
        for sentence in (*notices, *_about(chosen.globs)):
            told(sentence)


def read_path(path: Path, config: "Config") -> Iterator[Document | Rejected]:
    """Yield what one file holds, read as in a run. Raises InputError where there is no such file, MissingExtraError."""
    limits = limits_of(config.read, config.path.text_key)
    _needs_extras(limits)
    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    folder = config.path.input_dir
    inside = path.resolve().is_relative_to(folder.resolve())
    source = readable(path.resolve().relative_to(folder.resolve())) if inside else readable(Path(path.name))
    sidecar = next(
        (path.with_name(path.name + end) for end in ENDINGS if path.with_name(path.name + end).is_file()), None
    )
    found = FoundFile(path, source, suffix_of(path.name), path.stat().st_size, sidecar)
    memory = ParsedFiles.look(config.path.output_dir, limits)
    finish = Finish.of(config)
    with Pool(1, limits, config.read.max_seconds) as pool:
        try:
            for record in _end(_begin(found, 0, found.size <= LIGHT, memory, pool), limits, memory, pool):
                yield finish(record) if isinstance(record, Document) else record
        finally:
            memory.close(whole=False)


def limits_of(settings: "ReadSection", text_key: str = "text") -> Limits:
    """Return the part of the settings that a reader needs."""
    return Limits(
        max_file_bytes=settings.max_file_bytes,
        max_unpacked_bytes=settings.max_unpacked_bytes,
        max_depth=settings.max_depth,
        text_key=text_key,
        ocr=settings.ocr,
        web=settings.web,
        max_seconds=settings.max_seconds,
    )


def read_file(
    path: Path, source: str, settings: "ReadSection", text_key: str = "text"
) -> Iterator[Document | Rejected]:
    """Read one file in this process, without a time limit. Raises MissingExtraError only."""
    limits = limits_of(settings, text_key)
    _needs_extras(limits)
    return _records(parse_file(RawFile(path, source, limits)), source)


def parse_file(file: RawFile) -> Iterator[Parsed | Unreadable]:
    """Yield what one file holds; every failure of a reader becomes a reason."""
    reader, row = reader_for(file.path.name), format_by(suffix_of(file.path.name))
    if reader is None or row is None:
        yield unsupported(suffix_of(file.path.name))
        return
    some = False
    try:
        other = renamed(file, row)
        if other is not None:
            reader, row = other.read, other.row
        for one in reader(file):
            some = True
            found = _from_elsewhere(one) if row.version else one
            if isinstance(found, Parsed) and is_blank(found.text):
                yield Unreadable(Code.EMPTY, "no text in it", found.line)
            elif isinstance(found, Parsed) and not row.many:
                yield _weighed(found, file.path.stat().st_size, row)
            else:
                yield found
        if not some:
            yield Unreadable(Code.EMPTY, "nothing in it")
    except Unreadable as problem:
        yield problem
    except PrerequisiteError:
        raise
    except OSError as error:
        yield Unreadable(Code.UNREADABLE, f"can't be read: {error.strerror or error}")
    except MemoryError:
        yield Unreadable(Code.TOO_LARGE, "needs more memory than a reader may use")
    except RecursionError:
        yield Unreadable(Code.TOO_DEEP, "nested too deep")
    except Exception as error:
        # Any other failure is a defect of a reader or of a library: it costs this file, not the run.
        yield Unreadable(Code.BROKEN_FILE, f"can't be read: {type(error).__name__}: {error}"[:300])


def _from_elsewhere(found: object) -> Parsed | Unreadable:
    """Return what another package's reader found, its text as clean as ours. Raises TypeError for what is neither."""
    if isinstance(found, Unreadable):
        return found
    if not isinstance(found, Parsed):
        raise TypeError(f"its reader gave a {type(found).__name__}, wanted Parsed or Unreadable")
    parts = [clean(found.text[start:end]) for start, end in pairwise((0, *found.pages, len(found.text)))]
    pages = tuple(accumulate(map(len, parts[:-1]))) if found.pages else ()
    return replace(found, text="".join(parts), title=clean(found.title), pages=pages)


def _weighed(found: Parsed, size: int, row: Format) -> Parsed:
    """Return the document, with a notice where there is suspiciously little text for the size of the file."""
    if size < SMALL or len(found.text) >= size * row.least:
        return found
    text = f"{len(found.text):,} characters of text from {size:,} bytes: see whether something is missing"
    return replace(found, notices=(*found.notices, Notice(Kind.LITTLE_TEXT, text)))


@dataclass(slots=True)
class _Step:
    """One file in the window between being found and being read."""

    found: FoundFile
    task: Task | None = None
    known: list[Parsed | Unreadable] | None = None
    key: str = ""


def _own(config: "Config") -> frozenset[Path]:
    """Return what lies in the input folder only because the config names it."""
    path = config.path
    named = (config.file, path.prompts, path.default_prompts, path.ledger, *config.meta_datagen.meta_datagen_extras)
    return frozenset(place for place in named if place is not None and place != path.input_dir)


def _about(globs: Globs) -> Iterator[str]:
    """Yield what a person should know of `path.include` and `path.exclude`."""
    if globs.left_out or globs.folders:
        folders = f", and {globs.folders:,} folders with all that is in them" if globs.folders else ""
        yield f"path.include and path.exclude leave out {globs.left_out:,} files{folders}."
    for pattern in globs.idle():
        yield f"path.include, path.exclude: {pattern!r} meets no file; patterns are relative to path.input_dir."


def _read(config: "Config", limits: Limits, memory: ParsedFiles, chosen: Chosen) -> Iterator[Document | Rejected]:
    window: deque[Rejected | _Step] = deque()
    whole = False
    most = config.read.workers or cores()
    light = work = 0
    with Pool(1, limits, config.read.max_seconds) as pool:
        try:
            for index, entry in enumerate(walk(config.path.input_dir, limits, chosen)):
                if isinstance(entry, FoundFile):
                    light += entry.size * _is_textual(entry)
                    work += entry.size * (light > LIGHT or not _is_textual(entry))
                    # Every MB of work is worth one more process.
                    pool.allow(min(most, 1 + work // SHARE))
                    window.append(_begin(entry, index, light <= LIGHT, memory, pool))
                else:
                    window.append(entry)
                if len(window) > most * AHEAD * 4:
                    yield from _end(window.popleft(), limits, memory, pool)
            while window:
                yield from _end(window.popleft(), limits, memory, pool)
            whole = True
        finally:
            memory.close(whole=whole)


def _begin(file: FoundFile, index: int, light: bool, memory: ParsedFiles, pool: Pool) -> _Step:
    """Hand a file to the workers, unless it is known already or quicker read here."""
    if _is_textual(file):
        if light:
            return _Step(file)
        key = ""
    else:
        key = memory.key(file.path, file.suffix)
        known = memory.get(key)
        if known is not None:
            return _Step(file, known=known)
    task = Task(index, str(file.path), file.source)
    pool.submit(task)
    return _Step(file, task=task, key=key)


def _end(step: Rejected | _Step, limits: Limits, memory: ParsedFiles, pool: Pool) -> Iterator[Document | Rejected]:
    if isinstance(step, Rejected):
        yield step
        return
    source, sidecar = step.found.source, step.found.sidecar
    if step.known is not None:
        yield from _records(step.known, source, sidecar)
    elif step.task is None:
        yield from _records(parse_file(RawFile(step.found.path, source, limits)), source, sidecar)
    else:
        kept: list[Parsed | Unreadable] = []
        size = 0
        for found in pool.results(step.task):
            size += len(found.text) if isinstance(found, Parsed) else 0
            if step.key and size <= LARGEST:
                kept.append(found)
            yield from _records([found], source, sidecar)
        if size <= LARGEST and not step.task.failed:
            memory.put(step.key, kept)


def _records(
    found: Iterable[Parsed | Unreadable], source: str, sidecar: Path | None = None
) -> Iterator[Document | Rejected]:
    for one in found:
        if isinstance(one, Unreadable):
            yield one.rejected(source)
        else:
            yield (with_sidecar(one, sidecar) if sidecar is not None else one).document(source)


def _is_textual(file: FoundFile) -> bool:
    """Whether no foreign parser runs on the file; one without a reader is refused without being opened."""
    row = format_by(file.suffix)
    return row is None or row.textual


def _needs_extras(limits: Limits) -> None:
    """Raise before anything is read where a reader can't work."""
    added()
    if limits.ocr and find_spec("pytesseract") is None:
        raise MissingExtraError("read.ocr", "ocr")
    if limits.ocr and which("tesseract") is None:
        raise PrerequisiteError(
            "read.ocr needs the program tesseract, and there is none on the PATH: install it (Debian: apt install "
            "tesseract-ocr; macOS: brew install tesseract), with the data of your languages"
        )
    if limits.web and find_spec("trafilatura") is None:
        raise MissingExtraError("read.web", "web")
