"""BM25 over all chunks, on disk; the library behind it is known to this file alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from openbook.records import Chunk
from openbook.text.words import spaced, words

TERMS = 24
"""Words of one query. At a million chunks the 24 rarest take 2.6 ms, a whole chunk 159 ms."""

MANY = 10_000
"""Chunks from which on a word that stands in more than half of them is not looked for: it parts nothing from anything,
and where all texts are alike such words are all there are.
"""

MOST_TIED = 4
"""Times as many hits as wanted that are looked at for the end of a tie; a longer one is a family of equal texts."""

_MEMORY = 256_000_000
"""Bytes that the writer may fill before it writes a segment; it takes no more than the corpus needs."""

_KNOWN_FREQUENCIES = 200_000
"""Words whose frequency is remembered: the common ones, which nearly every query asks for."""


class Hit(NamedTuple):
    """A chunk that a query found; a tuple, since dozens are made for each query."""

    position: int
    """In the sequence that the index was built from."""
    score: float
    """BM25; depends on the query's words, so scores of two queries don't compare."""


class _Frequencies(dict[str, int]):
    """How many chunks hold a word, by the word; the common ones are remembered."""

    def __init__(self, searcher: Any) -> None:
        super().__init__()
        self._searcher = searcher

    def __missing__(self, word: str) -> int:
        found = int(self._searcher.doc_freq("text", word))
        if len(self) < _KNOWN_FREQUENCIES:
            self[word] = found
        return found


class Index:
    """Finds chunks by their words. Same chunks, same query: same hits in the same order."""

    def __init__(self, schema: Any, searcher: Any) -> None:
        """Take over what `build` made."""
        self._schema = schema
        self._searcher = searcher
        self._frequencies = _Frequencies(searcher)
        self._terms = lru_cache(maxsize=64)(self._rarest)

    @classmethod
    def build(cls, chunks: Sequence[Chunk], folder: Path) -> "Index":
        """Write the index of all chunks into a new or empty folder. Raises OSError where it can't be written."""
        import tantivy

        folder.mkdir(parents=True, exist_ok=True)
        schema, index = _at(folder)
        # One thread: the segments, and with them the last bits of a score, must not depend on timing.
        writer = index.writer(_MEMORY, 1)
        for position, chunk in enumerate(chunks):
            document = tantivy.Document()
            document.add_text("text", spaced(chunk.text))
            document.add_unsigned("position", position)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        del writer
        if len(chunks) >= MANY:
            _give_back()
        index.reload()
        return cls(schema, index.searcher())

    @classmethod
    def open(cls, folder: Path) -> "Index":
        """Open what `build` wrote into a folder. Raises ValueError where it can't be read."""
        schema, index = _at(folder)
        index.reload()
        return cls(schema, index.searcher())

    def frequency(self, word: str) -> int:
        """Return the number of chunks that hold the word."""
        return self._frequencies[word]

    def terms(self, text: str, found_in: int = 1) -> tuple[str, ...]:
        """Return up to 24 of the rarest words of a text that at least `found_in` chunks hold, rarest first; of a large
        corpus none that most chunks hold.

        Rarity counts in powers of two, and within one the words that the text repeats come first: one chunk more in
        the corpus then leaves nearly every query as it was. Ask with `found_in=2` for a chunk of the index itself.
        """
        return self._terms(text, found_in)

    def _rarest(self, text: str, found_in: int) -> tuple[str, ...]:
        counts, chunks = Counter(words(text)), self._searcher.num_docs
        most = chunks // 2 if chunks >= MANY else chunks
        rarities = list(map(self._frequencies.__getitem__, counts))
        fit = sorted([rarity for rarity in rarities if found_in <= rarity <= most])[:TERMS]
        last = min(most, (1 << fit[-1].bit_length()) - 1) if fit else 0
        ranked = sorted(
            (rarity.bit_length(), -times, word)
            for (word, times), rarity in zip(counts.items(), rarities, strict=True)
            if found_in <= rarity <= last
        )
        return tuple(word for _, _, word in ranked[:TERMS])

    def search(self, query: str | Iterable[str], limit: int) -> list[Hit]:
        """Return the best hits for a text or for chosen words, best first, ties by position; at most `limit`."""
        terms = self.terms(query) if isinstance(query, str) else list(query)
        if not terms or limit < 1:
            return []
        import tantivy

        parsed = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "text", term, "freq")) for term in terms]
        )
        fetched = limit + 16
        while True:
            found = self._searcher.search(parsed, fetched, count=False).hits
            # Equal scores come in no particular order: look further until the last one wanted is clear of a tie.
            is_clear = len(found) < fetched or round(found[-1][0], 3) < round(found[limit - 1][0], 3)
            if is_clear or fetched > MOST_TIED * limit:
                break
            fetched *= 4
        positions = self._searcher.fast_field_values("position", [address for _, address in found])
        ranked = sorted((-round(score, 3), position) for (score, _), position in zip(found, positions, strict=True))
        return [Hit(position, -score) for score, position in ranked[:limit]]


def _give_back() -> None:
    """Have the C library give the writer's memory back to the system, where it can: it keeps it for the rest of a run,
    and processes that are forked have it too.
    """
    import ctypes

    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def _at(folder: Path) -> tuple[Any, Any]:
    """Return the schema and the index of a folder, made where it is empty."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="words", index_option="freq")
    builder.add_unsigned_field("position", stored=False, indexed=False, fast=True)
    schema = builder.build()
    index = tantivy.Index(schema, path=str(folder))
    index.register_tokenizer("words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return schema, index
