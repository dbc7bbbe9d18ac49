"""Files of rows that appear when they are whole: JSON lines, or Parquet by the suffix."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

import orjson

from openbook import atomic
from openbook.dataset.render.segments import Segment

SPLITS = ("train", "validation")

BATCH = 500
"""Rows of a Parquet row group."""


def axolotl_row(segments: Iterable[Segment]) -> dict[str, Any]:
    """Return a record as Axolotl's `type: input_output` reads it."""
    return {"segments": [{"label": segment.label, "text": segment.text} for segment in segments]}


class RowFile(Protocol):
    """A file that takes rows."""

    def write(self, row: dict[str, Any]) -> None:
        """Add a row at the end."""


class _Lines:
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, row: dict[str, Any]) -> None:
        self._file.write(orjson.dumps(row) + b"\n")


class _Columns:
    def __init__(self, file: IO[bytes], *, meta: bool) -> None:
        from openbook.dataset.forms.parquet import schema

        self._schema = schema(meta=meta)
        import pyarrow.parquet as parquet

        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def write(self, row: dict[str, Any]) -> None:
        self._rows.append(row)
        if len(self._rows) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows.clear()

    def close(self) -> None:
        self._flush()
        self._writer.close()


@contextmanager
def row_file(path: Path, *, meta: bool = False) -> Iterator[RowFile]:
    """Yield a file for rows; it takes its place when the block ends well. Raises MissingExtraError for Parquet,
    whose columns are known beforehand, one called `meta` among them where it is asked for.
    """
    with ExitStack() as stack:
        file = stack.enter_context(atomic.writer(path))
        if path.suffix != ".parquet":
            yield _Lines(file)
            return
        columns = _Columns(file, meta=meta)
        yield columns
        columns.close()
