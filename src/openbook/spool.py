"""Records on disk that read like a list, so that memory does not grow with the corpus."""

import os
import pickle
import tempfile
import zlib
from abc import abstractmethod
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Generic, TypeVar, overload
from weakref import finalize

T = TypeVar("T")

BUFFER = 1 << 18
"""Bytes that wait before they are written."""
LONG = 1 << 14
"""Bytes from which a record is compressed."""
_COMPRESSED = 0x78
"""The first byte of zlib's streams; a pickle begins with another."""


class Record:
    """A frozen dataclass that is pickled as a call of its class, in half of the time of dataclasses' own way."""

    __slots__ = ()

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        cls = type(self)
        return cls, tuple([getattr(self, name) for name in cls.__match_args__])  # type: ignore[attr-defined]


class _Row(Sequence[T], Generic[T]):
    """What reads like a list by getting one of its records at a time."""

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [self._one(i) for i in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self._one(index)

    @abstractmethod
    def _one(self, index: int) -> T:
        """Return the record of an index that there is."""


class Spool(_Row[T]):
    """An append-only sequence of records in an unnamed temporary file: 8 bytes of memory a record.

    The file lies in `folder` and is gone when the spool is closed or the process ends, however it ends. Processes that
    are forked read what was there; each read says where, since they share the file's place.
    """

    def __init__(self, folder: Path, records: Iterable[T] = ()) -> None:
        """Open an empty spool, then append the records. Raises OSError where the folder can't be written."""
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - closed with the spool
        finalize(self, _closed, self._file)
        self._offsets = array("q", [0])
        self._unwritten: list[bytes] = []
        self._written = 0
        for record in records:
            self.append(record)

    def append(self, record: T) -> int:
        """Add a record at the end and return its index."""
        return self.append_packed(packed(record))

    def append_packed(self, blob: bytes) -> int:
        """Add a record that another process has packed."""
        self._unwritten.append(blob)
        end = self._offsets[-1] + len(blob)
        self._offsets.append(end)
        if end - self._written >= BUFFER:
            self.flush()
        return len(self) - 1

    def flush(self) -> None:
        """Bring all records to the file."""
        if self._unwritten:
            blob = memoryview(b"".join(self._unwritten))
            self._unwritten.clear()
            while blob:
                written = _write(self._file, self._written, blob)
                self._written += written
                blob = blob[written:]

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def _one(self, index: int) -> T:
        start, end = self._offsets[index], self._offsets[index + 1]
        if end > self._written:
            self.flush()
        record: T = unpacked(_read(self._file, start, end - start))
        return record

    def __iter__(self) -> Iterator[T]:
        for index in range(len(self)):
            yield self[index]

    def close(self) -> None:
        """Delete the file."""
        self._file.close()


def _closed(file: IO[bytes]) -> None:
    """Close the file of a spool that is gone; before the file's own end, also where both are garbage of one circle."""
    with suppress(OSError):  # what was not flushed on a full disk is gone with the file
        file.close()


def packed(record: object) -> bytes:
    """Return a record as it stands in a spool."""
    blob = pickled(record)
    return blob if len(blob) < LONG else zlib.compress(blob, 1)


def pickled(record: object) -> bytes:
    """Return a record as it may stand in a spool that is gone before the files are written, whatever its length."""
    return pickle.dumps(record, pickle.HIGHEST_PROTOCOL)


def unpacked(blob: bytes) -> Any:
    """Return the record of which this is the packed form."""
    return pickle.loads(zlib.decompress(blob) if blob[0] == _COMPRESSED else blob)


def _write(file: IO[bytes], start: int, blob: memoryview) -> int:
    if hasattr(os, "pwrite"):
        return os.pwrite(file.fileno(), blob, start)
    file.seek(start)
    return file.write(blob)


def _read(file: IO[bytes], start: int, size: int) -> bytes:
    """Return part of a file, wherever other processes read in it meanwhile."""
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), size, start)
    file.seek(start)
    return file.read(size)


class Arranged(Sequence[T], Generic[T]):
    """Results on disk in the order of what they are results of, in whatever order they came.

    Memory: 16 bytes a result. Indices without a result (nothing came for them) are passed over.
    """

    def __init__(self, folder: Path) -> None:
        """Open an empty one. Raises OSError where the folder can't be written."""
        self._spool: Spool[T] = Spool(folder)
        self._keys = array("q")
        self._places: array[int] | None = None

    def put(self, index: int, result: T) -> None:
        """Keep the result of record `index`; each index once."""
        self.put_packed(index, packed(result))

    def put_packed(self, index: int, blob: bytes) -> None:
        """Do the same with a result that another process has packed."""
        self._spool.append_packed(blob)
        self._keys.append(index)
        self._places = None

    def __len__(self) -> int:
        return len(self._spool)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        places = self._places if self._places is not None else self._arranged()
        if isinstance(index, slice):
            return [self._spool[place] for place in places[index]]
        return self._spool[places[index]]

    def _arranged(self) -> "array[int]":
        self._places = array("q", sorted(range(len(self._keys)), key=self._keys.__getitem__))
        return self._places

    def flush(self) -> None:
        """Bring all results to the file, and their order to mind."""
        self._spool.flush()
        self._arranged()

    def close(self) -> None:
        """Delete the file."""
        self._spool.close()


class Strings(_Row[str]):
    """Short texts in one piece of memory, which copies of this process share: 8 bytes a text beside its own."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Take the texts in their order."""
        self._blob = bytearray()
        self._ends = array("q")
        for text in texts:
            self.append(text)

    def append(self, text: str) -> None:
        """Add a text at the end."""
        self._blob += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._blob))

    def __len__(self) -> int:
        return len(self._ends)

    def _one(self, index: int) -> str:
        start = self._ends[index - 1] if index else 0
        return self._blob[start : self._ends[index]].decode("utf-8", "surrogatepass")


def at_rest(*records: Sequence[Any]) -> None:
    """Bring records to the disk, as far as they belong there, before this process is copied."""
    for one in records:
        if isinstance(one, Spool | Arranged):
            one.flush()
