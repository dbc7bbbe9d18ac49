"""Files → documents, in sorted order; what can't be read becomes a reason and takes nothing along."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from openbook.corpus.clean import is_blank
from openbook.corpus.formats import reader_for
from openbook.corpus.parsed import Limits, Parsed, RawFile, Unreadable
from openbook.corpus.walk import Found, walk
from openbook.errors import PrerequisiteError
from openbook.records import Code, Document, Rejected

if TYPE_CHECKING:
    from openbook.config import Config
    from openbook.config.sections import ReadSection


def read_corpus(config: "Config") -> Iterator[Document | Rejected]:
    """Yield every document below `path.input_dir`, or why there is none, in the order of the sources.

    Raises InputError for a missing folder, MissingExtraError; never for a bad file.
    """
    limits = limits_of(config.read, config.path.text_key)
    for found in walk(config.path.input_dir, limits):
        if isinstance(found, Found):
            yield from read_file(found.path, found.source, config.read, config.path.text_key)
        else:
            yield found


def limits_of(settings: "ReadSection", text_key: str = "text") -> Limits:
    """Return the part of the settings that a reader needs."""
    return Limits(
        max_file_bytes=settings.max_file_bytes,
        max_unpacked_bytes=settings.max_unpacked_bytes,
        max_depth=settings.max_depth,
        text_key=text_key,
        ocr=settings.ocr,
    )


def read_file(
    path: Path, source: str, settings: "ReadSection", text_key: str = "text"
) -> Iterator[Document | Rejected]:
    """Read one file in this process, without a time limit. Raises MissingExtraError only."""
    for found in parse_file(RawFile(path, source, limits_of(settings, text_key))):
        yield found.document(source) if isinstance(found, Parsed) else found.rejected(source)


def parse_file(file: RawFile) -> Iterator[Parsed | Unreadable]:
    """Yield what one file holds; every failure of a reader becomes a reason."""
    reader = reader_for(file.path.suffix)
    if reader is None:
        yield Unreadable(Code.UNSUPPORTED_FORMAT, f"no reader for {file.path.suffix or 'files without extension'}")
        return
    try:
        for found in reader(file):
            if isinstance(found, Parsed) and is_blank(found.text):
                yield Unreadable(Code.EMPTY, "no text in it", found.line)
            else:
                yield found
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
