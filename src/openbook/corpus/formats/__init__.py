"""One reader a file format."""

from openbook.corpus.parsed import Reader
from openbook.corpus.suffixes import format_by, suffix_of


def reader_for(name: str) -> Reader | None:
    """Return the reader of a file by its name, imported when the first such file is met; None where there is none."""
    row = format_by(suffix_of(name))
    if row is None:
        return None
    reader: Reader = row.load()
    return reader
