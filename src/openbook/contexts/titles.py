"""Which texts name each other: where the title of one stands in another, the two belong together."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from openbook.records import Chunk
from openbook.text.content import Content, is_number
from openbook.text.language import language
from openbook.text.leak import content

LONGEST = 8
"""Words of a title that is looked for."""
SHORTEST = 4
"""Letters of a title of one word."""
MOST = 12
"""Chunks that are remembered for one title: of a longer document the first."""

Name = tuple[str, ...]


def titles(chunk: Chunk) -> tuple[str, ...]:
    """Return what a chunk is called: its title, its last heading, its file; without what stands in brackets."""
    stem = PurePosixPath(chunk.source.partition(", p")[0]).stem if "." in chunk.source[-6:] else chunk.source
    given = (chunk.title, chunk.headings[-1] if chunk.headings else "", stem.replace("_", " ").replace("-", " "))
    return tuple(dict.fromkeys(name.partition("(")[0].strip() for name in given if name))


def names(chunk: Chunk) -> Mapping[Name, str]:
    """Return the words of what a chunk is called, where they tell it from others, and how each is written."""
    return {name: title for title in titles(chunk) if _is_telling(name := Content.of(title).tokens)}


def _is_telling(name: Name) -> bool:
    if not name or len(name) > LONGEST or all(is_number(word) or len(word) < 3 for word in name):
        return False
    return len(name) > 1 or len(name[0]) >= SHORTEST


class Titles:
    """The titles of a corpus, and where they stand."""

    def __init__(self, chunks: Iterable[Chunk]) -> None:
        """Read what every chunk is called."""
        self._positions: dict[Name, list[int]] = {}
        self._spelled: dict[Name, str] = {}
        self._longest: dict[str, int] = {}
        for position, chunk in enumerate(chunks):
            for name, title in names(chunk).items():
                self._spelled.setdefault(name, title)
                known = self._positions.setdefault(name, [])
                if len(known) < MOST:
                    known.append(position)
                self._longest[name[0]] = max(len(name), self._longest.get(name[0], 0))

    def spelled(self, name: Name) -> tuple[str, int]:
        """Return a name as it is written, and how many chunks are called so, of which twelve are remembered."""
        return self._spelled[name], len(self._positions[name])

    def named_in(self, text: str) -> Iterator[tuple[Name, int]]:
        """Yield the titles that stand in a text, each once, with the position of each chunk that is called so."""
        tokens = Content.of(text).tokens
        begun = [(start, self._longest[first]) for start, first in enumerate(tokens) if first in self._longest]
        pieces = (tokens[start : start + length] for start, longest in begun for length in range(1, longest + 1))
        found = dict.fromkeys(name for name in pieces if name in self._positions)
        telling = frozenset(content(text, language(text))) if found else frozenset()
        for name in found:
            if not telling.isdisjoint(name):
                yield from ((name, position) for position in self._positions[name])


def stands_in(name: Name, text: str) -> bool:
    """Whether a title stands in a text, word for word."""
    return Content.of(text).has(name)
