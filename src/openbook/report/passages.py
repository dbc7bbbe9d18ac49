"""The passages of all contexts, each once: they stand in many records and are most of the text."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import IO, Any

from openbook.records import Passage
from openbook.report.packed_rows import Blocks


class PassageStore:
    """What was shown, by number: 100 bytes of memory a passage."""

    def __init__(self, file: IO[bytes]) -> None:
        """Take the page that they go to."""
        self._blocks = Blocks(file, "passages")
        self._numbers: dict[bytes, int] = {}

    def rows(self, passages: Iterable[Passage]) -> list[dict[str, Any]]:
        """Return a context as references: `n`, and what is true of the passage in this context alone."""
        return [
            {
                "n": self.number(passage.source, passage.text),
                "gold": passage.is_gold,
                "score": round(passage.score, 4),
                "synthetic": passage.synthetic,
            }
            for passage in passages
        ]

    def number(self, source: str, text: str) -> int:
        """Return the number of a passage, from 0."""
        key = blake2b(f"{source}\0{text}".encode("utf-8", "surrogatepass"), digest_size=12).digest()
        if key not in self._numbers:
            self._numbers[key] = self._blocks.add({"source": source, "text": text})
        return self._numbers[key]

    def close(self) -> None:
        """Write the last ones."""
        self._blocks.close()


def parted(text: str, passages: Sequence[tuple[int, str]]) -> list[str | int]:
    """Return a text as pieces, the number of a passage wherever its text stands, in the order of the context."""
    pieces: list[str | int] = []
    position = 0
    for number, passage in passages:
        found = text.find(passage, position) if passage else -1
        if found >= 0:
            pieces += [text[position:found], number]
            position = found + len(passage)
    pieces.append(text[position:])
    return [piece for piece in pieces if piece != ""]
