"""Plain text: the encoding is found, nothing else is changed."""

from collections.abc import Iterator

from openbook.corpus.clean import clean
from openbook.corpus.encoding import decode
from openbook.corpus.parsed import Parsed, RawFile


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable as `decode` does."""
    text, notices = decode(file.blob())
    yield Parsed(clean(text), notices=notices)
