"""MDX: Markdown without its imports, exports and components; what stands in components stays."""

from collections.abc import Iterator

from openbook.corpus.formats.components import without_components
from openbook.corpus.formats.markdown import read_with
from openbook.corpus.parsed import Parsed, RawFile


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable as `decode` does."""
    yield from read_with(file, without_components)
