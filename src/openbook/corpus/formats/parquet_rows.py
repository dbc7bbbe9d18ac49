"""Parquet: each row is a document, its text in the column that JSON records have it under."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from openbook.codes import Code, Kind
from openbook.corpus.formats.json_records import JsonRecord
from openbook.corpus.formats.json_values import as_document
from openbook.corpus.parsed import Parsed, RawFile, Unreadable, too_large
from openbook.dataclass import replace
from openbook.errors import MissingExtraError
from openbook.records import Notice

ROWS = 200
"""Read at a time."""
LONGEST = 100_000_000
"""Characters of a column's name or type that no honest file exceeds: what its head may allocate."""


def read(file: RawFile) -> Iterator[Parsed | Unreadable]:
    """Yield a document or a reason a row; rows are read a few at a time, so the file may be of any size."""
    try:
        import pyarrow as arrow
        import pyarrow.parquet as parquet
    except ImportError:
        raise Unreadable(Code.UNSUPPORTED_FORMAT, str(MissingExtraError(".parquet", "parquet"))) from None
    try:
        with parquet.ParquetFile(file.path, thrift_string_size_limit=LONGEST) as table:
            said = _passed_over(table.schema_arrow)
            for found in _rows(table, _columns(table.schema_arrow, file.limits.text_key), file):
                if isinstance(found, Parsed):
                    yield replace(found, notices=(*said, *found.notices))
                    said = ()
                else:
                    yield found
    except (arrow.ArrowException, OSError) as error:
        reason = " ".join(str(error).split())[:200]
        raise Unreadable(Code.BROKEN_FILE, f"not a whole Parquet file ({reason})") from None


def _columns(schema: Any, key: str) -> list[str]:
    """Return the columns to read: the text's and those of one value a row. Raises Unreadable where there is no text."""
    import pyarrow.types as kinds

    names = [field.name for field in schema if not kinds.is_nested(field.type) and not _is_bytes(field.type)]
    if key in names:
        return names
    if key in schema.names:
        raise Unreadable(Code.NOT_TEXT, f"the column {key!r} is not text but {schema.field(key).type}")
    texts = [field.name for field in schema if kinds.is_string(field.type) or kinds.is_large_string(field.type)][:3]
    hint = f"; text is in {', '.join(map(repr, texts))}: set path.text_key" if texts else ""
    raise Unreadable(Code.NOT_TEXT, f"no column {key!r}{hint}")


def _passed_over(schema: Any) -> tuple[Notice, ...]:
    """Return a notice of the columns whose lists and structures hold texts, which nobody reads."""
    import pyarrow.types as kinds

    names = [field.name for field in schema if kinds.is_nested(field.type) and "string" in str(field.type)]
    said = f"columns of lists and structures are not read: {', '.join(map(repr, names[:5]))}"
    return (Notice(Kind.LEFT_OUT, said),) if names else ()


def _is_bytes(kind: Any) -> bool:
    import pyarrow.types as kinds

    return bool(kinds.is_binary(kind) or kinds.is_large_binary(kind) or kinds.is_fixed_size_binary(kind))


def _rows(table: Any, columns: list[str], file: RawFile) -> Iterator[Parsed | Unreadable]:
    key, limit, number = file.limits.text_key, file.limits.max_file_bytes, 0
    for batch in table.iter_batches(ROWS, columns=columns):
        for row in batch.to_pylist():
            number += 1
            text = row[key]
            if isinstance(text, str) and len(text.encode("utf-8", "surrogatepass")) > limit:
                yield too_large(len(text.encode("utf-8", "surrogatepass")), limit, number)
                continue
            try:
                yield as_document(JsonRecord.of({name: _plain(value) for name, value in row.items()}, key), number, key)
            except Unreadable as problem:
                problem.line = number
                yield problem


def _plain(value: Any) -> Any:
    """Return a value as JSON would have it: dates and decimal numbers as text."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
