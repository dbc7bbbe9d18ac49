"""Document → chunks: slices of its text, never over the size, in order, together all of it but white space."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING

from openbook.codes import Code
from openbook.corpus.chunking.blocks import Units, structure
from openbook.corpus.chunking.cuts import Limit, Target, cut_points, ends_sentence
from openbook.corpus.chunking.measure import Characters, Measure, Tokenizer
from openbook.corpus.chunking.pack import pack
from openbook.corpus.clean import WHITE
from openbook.corpus.parsed import file_of
from openbook.dataclass import dataclass, field
from openbook.records import Chunk, Document, Rejected
from openbook.text.late import late

if TYPE_CHECKING:
    from openbook.config import Config

PIECE = 0.7
"""What it costs to cut inside a paragraph, list, table or code block."""
MIN_WORDS = 5
"""Fewer words outside of headings give no question."""


def make_chunker(config: "Config") -> "Chunker":
    """Return the function from a document to its chunks. Raises MissingExtraError, InputError for the tokenizer."""
    system = config.system
    tokenizer = None
    if system.chunk_unit == "tokens":
        tokenizer = Tokenizer(str(system.tokenizer))
    return Chunker(system.chunk_size, overlap=system.chunk_overlap or 0, tokenizer=tokenizer)


@dataclass(slots=True)
class Chunker:
    """Cuts documents; remembers what it has seen of the current file, so that equal chunks get different ids.

    Call it with the documents in their order: those of one JSONL file one after the other.
    """

    size: int
    overlap: int = 0
    tokenizer: Tokenizer | None = None
    _file: str = ""
    _seen: dict[int, int] = field(default_factory=dict)

    def __call__(self, document: Document) -> list[Chunk]:
        """Return the chunks of a document in order; none for a blank one."""
        ranges, heads = self.ranges(document)
        pages = _Pages(document) if document.pages else None
        path = file_of(document.source)
        if path != self._file:
            self._file, self._seen = path, {}
        chunks = []
        trail = _Trail(heads)
        for ordinal, (start, end) in enumerate(ranges):
            text = document.text[start:end]
            chunks.append(
                Chunk(
                    id=self._id(path, text),
                    document_id=document.id,
                    source=document.source if pages is None else pages.source(start, end),
                    start=start,
                    end=end,
                    text=text,
                    headings=trail.above(start) if heads else (),
                    ordinal=ordinal,
                    title=document.title,
                    metadata=document.metadata,
                )
            )
        return chunks

    def ranges(self, document: Document) -> tuple[list[tuple[int, int]], list[tuple[int, int, str]]]:
        """Return (start, end) of each chunk, and the document's headings."""
        text = document.text
        found = structure(document)
        if not found.units.starts:
            return [], []
        measure: Measure = self.tokenizer.measure(text) if self.tokenizer else Characters()
        size = self.size - self.overlap
        while True:
            ranges = _ranges(text, found.units, measure, size)
            if self.overlap:
                ranges = _overlapping(text, ranges, measure, self.overlap, {start for start, _, _ in found.headings})
            excess = self._excess(text, ranges, measure)
            if excess <= 0 or size <= 1:
                return ranges, found.headings
            size = max(1, size - excess)

    def _excess(self, text: str, ranges: list[tuple[int, int]], measure: Measure) -> int:
        """Return by how many tokens the longest chunk passes the size when it is encoded on its own."""
        if self.tokenizer is None:
            return 0
        near = [
            text[start:end] for start, end in ranges if measure.place(end) - measure.place(start) > self.size * 0.9 - 8
        ]
        return max(self.tokenizer.count(near), default=0) - self.size

    def _id(self, path: str, text: str) -> str:
        digest = blake2b(f"{path}\0{text}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
        number = int.from_bytes(digest)
        count = self._seen.get(number, 0)
        self._seen[number] = count + 1
        return digest.hex() if not count else blake2b(digest + str(count).encode(), digest_size=8).hexdigest()


def _ranges(text: str, units: Units, measure: Measure, size: int) -> list[tuple[int, int]]:
    starts, ends, costs = units.starts, units.ends, units.costs
    start, end = starts[0], ends[-1]
    if measure.place(end) - measure.place(start) <= size:
        whole = _trimmed(text, start, end)
        return [whole] if whole[0] < whole[1] else []
    opens, closes = measure.places(starts), measure.places(ends)
    long = [index for index, (start, end) in enumerate(zip(opens, closes, strict=True)) if end - start > size]
    if long:
        starts, ends, costs = _cut(text, units, long, measure, size)
        opens, closes = measure.places(starts), measure.places(ends)
    packed = pack(costs, opens, closes, size)
    trimmed = [_trimmed(text, starts[first], ends[last - 1]) for first, last in packed]
    return [(start, end) for start, end in trimmed if start < end]


def _cut(
    text: str, units: Units, long: list[int], measure: Measure, size: int
) -> tuple[list[int], list[int], list[float]]:
    """Return the starts, ends and costs of the units, with the long ones cut into pieces that fit."""
    starts: list[int] = []
    ends: list[int] = []
    costs: list[float] = []
    done = 0
    for index in long:
        starts += units.starts[done:index]
        ends += units.ends[done:index]
        costs += units.costs[done:index]
        done = index + 1
        costs.append(units.costs[index])
        for start, end in _pieces(text, units, index, measure, size):
            starts.append(start)
            ends.append(end)
        costs += [PIECE] * (len(starts) - len(costs))
    starts += units.starts[done:]
    ends += units.ends[done:]
    costs += units.costs[done:]
    return starts, ends, costs


def _pieces(text: str, units: Units, index: int, measure: Measure, size: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of what a unit is cut into."""

    def limit(place: int) -> int:
        return measure.character(measure.place(place) + size)

    def target(place: int, end: int) -> int:
        first, last = measure.place(place), measure.place(end)
        parts = max(1, -(-(last - first) // size))
        return measure.character(first + (last - first) // parts)

    start, end = units.starts[index], units.ends[index]
    whole = units.rows.get(end, start)
    if start < whole and end <= limit(whole):
        # Rows and code that fit stay whole: what leads to them is cut off instead.
        yield from _pieces_of(text, start, start + len(text[start:whole].rstrip()), units, limit, target)
        start = whole
    yield from _pieces_of(text, start, end, units, limit, target)


def _pieces_of(
    text: str, start: int, end: int, units: Units, limit: Limit, target: Target
) -> Iterator[tuple[int, int]]:
    floor = units.floors.get(start, start)
    start += text[start] == "\n"  # as behind code: it shall not count where the rest just fits
    for cut in cut_points(text, start, end, floor, limit, target, end in units.rows):
        yield start, cut
        start = cut
        while start < end and text[start] in " \n":
            start += 1
    if start < end:
        yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without white space around it; the indentation of a first line stays where more lines follow."""
    if text[start] not in WHITE and text[end - 1] not in WHITE:
        return start, end
    slice_ = text[start:end]
    right = start + len(slice_.rstrip(WHITE))
    left = end - len(slice_.lstrip(WHITE))
    if left >= right:
        return start, start
    line = text.rfind("\n", start, left) + 1 or start
    if line < left and (line > start or not start or text[start - 1] == "\n") and "\n" in text[left:right]:
        left = line
    return left, right


def _overlapping(
    text: str, ranges: list[tuple[int, int]], measure: Measure, overlap: int, heads: set[int]
) -> list[tuple[int, int]]:
    """Return the ranges with starts moved back to the beginning of a sentence or word, by at most the overlap.

    A chunk that starts with a heading begins something new and does not overlap.
    """
    moved = ranges[:1]
    for (previous, _), (start, end) in pairwise(ranges):
        earliest = max(previous + 1, measure.character(max(0, measure.place(start) - overlap)))
        if start in heads:
            earliest = start
        moved.append((_start_of_sentence(text, earliest, start), end))
    return moved


def _start_of_sentence(text: str, earliest: int, start: int) -> int:
    from openbook.corpus.chunking.cuts import SENTENCE, WORD_END

    ends = [match.end() for match in SENTENCE.finditer(text, earliest, start) if ends_sentence(text, match.end())]
    places = ends or [match.end() for match in WORD_END.finditer(text, earliest, start)]
    place = places[0] if places else start
    while place < start and text[place].isspace():
        place += 1
    return place


class _Pages:
    """Page numbers of places in a paged document."""

    def __init__(self, document: Document) -> None:
        self._source = document.source
        self._starts = document.pages

    def source(self, start: int, end: int) -> str:
        first = max(1, bisect_right(self._starts, start))
        last = max(first, bisect_right(self._starts, end - 1))
        pages = f"p. {first}" if first == last else f"pp. {first}-{last}"
        return f"{self._source}, {pages}"


class _Trail:
    """The headings above a place, for places in ascending order."""

    def __init__(self, heads: list[tuple[int, int, str]]) -> None:
        self._heads = heads
        self._starts = [start for start, _, _ in heads]
        self._next = 0
        self._open: list[tuple[int, str]] = []

    def above(self, start: int) -> tuple[str, ...]:
        until = bisect_left(self._starts, start)
        for _, level, title in self._heads[self._next : until]:
            self._enter(level, title)
        self._next = max(self._next, until)
        own = self._heads[until][1] if until < len(self._heads) and self._starts[until] == start else 7
        return tuple(title for level, title in self._open if level < own and title)

    def _enter(self, level: int, title: str) -> None:
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        self._open.append((level, title))


NOT_PROSE = late(
    r"^ {0,3}#{1,6}(?:[ \t].*)?$|^[ \t]*[=|:-][ \t|:=-]*$|!?\[[^\[\]\n]*\]\([^()\n]*\)|<[^<>\n]*>|https?://\S+", re.M
)
UNSPACED = late("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


GLANCE = 400
"""Characters that mostly suffice to see that there are words."""


def too_short(chunk: Chunk) -> Rejected | None:
    """Return a rejection where nothing can be asked about a chunk: fewer than five words outside of headings.

    Links, tags and rules of tables are not counted; in scripts without spaces two characters count as a word.
    """
    words = _words(chunk.text[:GLANCE])
    if words < MIN_WORDS and len(chunk.text) > GLANCE:
        words = _words(chunk.text)
    if words >= MIN_WORDS:
        return None
    count = "no words" if not words else "only 1 word" if words == 1 else f"only {words} words"
    detail = f"{count} outside of headings and links"
    return Rejected("chunk", Code.TOO_SHORT, detail, chunk.id, chunk.source)


def _words(text: str) -> int:
    prose = NOT_PROSE.sub(" ", text)
    unspaced = 0 if prose.isascii() else len(UNSPACED.findall(prose))
    if unspaced:
        prose = UNSPACED.sub(" ", prose)
    return sum(any(map(str.isalnum, word)) for word in prose.split()) + unspaced // 2
