"""Source code: one fenced block, with its language."""

from collections.abc import Iterator

from openbook.codes import Code
from openbook.corpus.formats.fenced import fenced, text_of
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.corpus.suffixes import FORMATS

LONGEST = 20_000
"""Characters of a line above which nobody wrote it: minified or generated code teaches nothing."""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable as `decode` does, and for minified code."""
    text, notices = text_of(file)
    if max(map(len, text.split("\n"))) > LONGEST:
        raise Unreadable(Code.NOT_TEXT, f"a line of more than {LONGEST:,} characters: minified or generated code")
    yield Parsed(fenced(text, FORMATS[file.suffix].language), markup="markdown", notices=notices)
