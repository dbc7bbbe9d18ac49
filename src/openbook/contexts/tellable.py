"""What of a chunk another page can tell in passing: a row of a table, and a sentence that can be told alone."""

from collections.abc import Iterator

from openbook.contexts.defaults import excerpt, rows
from openbook.contexts.in_passing import names_its_subject, stands_alone
from openbook.contexts.text_versions import prose
from openbook.dataclass import dataclass
from openbook.records import Chunk


@dataclass(frozen=True, slots=True)
class Tellable:
    """A statement as another page tells it."""

    text: str
    """Of several lines where it is a row below its table's head."""
    is_named: bool
    """Whether it says what it is about, so that a page of another document can tell it."""

    @property
    def rank(self) -> tuple[bool, bool]:
        """Rows come first, then sentences with a figure, as they do that contradict by rule."""
        is_row = "\n" in self.text
        return not is_row, not is_row and not any(map(str.isdigit, self.text))


def tellable(chunk: Chunk, *, is_alone: bool) -> Iterator[Tellable]:
    """Yield what can be told of a chunk; where it `is_alone` in its document, only what says what it is about."""
    for row in rows(chunk.text):
        if shown := excerpt(row, chunk):
            yield Tellable(shown, is_named=True)
    for sentence in prose(chunk.text):
        if stands_alone(sentence, chunk.text) and ((is_named := names_its_subject(sentence, chunk)) or not is_alone):
            yield Tellable(sentence, is_named)
