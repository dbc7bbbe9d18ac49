"""The phantom check: an item that never showed its gold chunk must not quote it.

RESEARCH.md, "Checks that need no model", 4.
"""

from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from openbook.codes import Code
from openbook.dataclass import dataclass
from openbook.dialogue.checks.finding import Finding
from openbook.records import Chunk, Item, Turn
from openbook.text.late import late
from openbook.text.mentions import mentions, short
from openbook.text.normalise import bare, holds, is_spaceless
from openbook.text.quotations import quotations

RUN = 8
"""Words in a row that tell that a text was before the writer's eyes."""

BLOCK = RUN // 2
"""Words of a block, of which two make a run."""
Block = tuple[str, ...]

_APART = " . "
"""What bare words don't have."""

UNSPACED_RUN = 12
"""Characters in a row that tell the same in scripts without spaces, where punctuation ends a run."""

_SENTENCE = late(r"[^.!?\n。！？।؟]+[.!?\n。！？।؟]?")


def phantom_quote(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find words of a hidden gold chunk in an item that never showed it.

    Where the item recalls: quotations, the hidden source's name, and runs of words ascribed to a numbered chunk. Where
    it abstains (`item.strict`): any run of eight words that neither the context nor the questions hold.
    """
    unseen = not_shown(item)
    if not unseen:
        return None
    hidden = "".join(bare(chunk.text) for chunk in unseen)
    names = {chunk.source for chunk in unseen if "." in chunk.source or "/" in chunk.source}
    names.difference_update(passage.source for passage in item.passages)
    for number, turn in enumerate(turns, start=1):
        for text in (turn.thoughts, turn.answer):
            for quotation in quotations(text):
                span = bare(quotation.text)
                if holds(hidden, span) and not _is_open(span, item, turns):
                    return _found(number, f"quotes “{short(quotation.text)}” from a text that was not shown")
            for name in sorted(names):
                if name in text:
                    return _found(number, f"names the source {name}, which was not shown")
            if not item.strict and not mentions(text):
                continue
            for run in WordRuns.of(bare(text)).shared(hidden):
                if (item.strict or any(holds(one, run) for one in _ascribing(text))) and not _is_open(run, item, turns):
                    return _found(number, f"says “{run.strip()}” in the words of a text that was not shown")
    return None


def _is_open(span: str, item: Item, turns: Sequence[Turn]) -> bool:
    """Whether a passage or a question holds the words."""
    texts = [*(passage.text for passage in item.passages), *(turn.question for turn in turns)]
    return any(holds(bare(text), span) for text in texts)


def not_shown(item: Item) -> tuple[Chunk, ...]:
    """Return the gold chunks that the context does not show."""
    shown = {passage.chunk_id for passage in item.passages}
    return tuple(chunk for chunk in item.gold if chunk.id not in shown)


def _found(number: int, detail: str) -> Finding:
    return Finding("phantom_quote", Code.PHANTOM_QUOTE, f"turn {number} {detail}")


@lru_cache(maxsize=64)
def _ascribing(text: str) -> tuple[str, ...]:
    """Return the bare sentences of a text that speak of a numbered chunk."""
    places = [mention.start for mention in mentions(text)]
    said = (one for one in _SENTENCE.finditer(text) if any(one.start() <= place < one.end() for place in places))
    return tuple(bare(one.group()) for one in said)


@dataclass(frozen=True, slots=True)
class WordRuns:
    """The words of a text, ready to be looked for in others: every run of eight of them."""

    tokens: tuple[str, ...]
    blocks: tuple[Block, ...]
    """Each four of them: a run holds one whole."""
    unspaced: tuple[str, ...]
    """What is written without spaces: there a run is so many characters."""

    @classmethod
    def of(cls, words: str) -> "WordRuns":
        """Return the runs of bare words; those looked at last are remembered."""
        return _runs(words)

    @classmethod
    def read(cls, words: str) -> "WordRuns":
        """Return the runs of bare words, read anew."""
        tokens = tuple(words.split())
        blocks = tuple(zip(*[iter(tokens)] * BLOCK, strict=False)) if len(tokens) >= RUN else ()
        long = () if words.isascii() else (token for token in tokens if len(token) >= UNSPACED_RUN)
        return cls(tokens, blocks, tuple(filter(is_spaceless, long)))

    def __bool__(self) -> bool:
        """Whether there is any run."""
        return bool(self.blocks or self.unspaced)

    def shared(self, hidden: str, known: Set[Block] | None = None) -> Iterator[str]:
        """Yield the runs that other bare words hold, whose blocks may be `known`."""
        after = 0
        for number, block in enumerate(self.blocks):
            if (block not in known) if known is not None else (f" {' '.join(block)} " not in hidden):
                continue
            start = number * BLOCK
            for first in range(max(after, start - BLOCK), min(start, len(self.tokens) - RUN) + 1):
                run = f" {' '.join(self.tokens[first : first + RUN])} "
                if run in hidden:
                    yield run
            after = start + 1
        yield from self._shared_unspaced(hidden) if self.unspaced else ()

    def _shared_unspaced(self, hidden: str) -> Iterator[str]:
        """Yield those in scripts without spaces: a run holds a block of half its length at a multiple of that half, so
        only such blocks are looked up.
        """
        block_length = UNSPACED_RUN // 2
        for token in self.unspaced:
            for start in range(0, len(token) - block_length + 1, block_length):
                if token[start : start + block_length] not in hidden:
                    continue
                for first in range(max(0, start - block_length), min(start, len(token) - UNSPACED_RUN) + 1):
                    if token[first : first + UNSPACED_RUN] in hidden:
                        yield token[first : first + UNSPACED_RUN]


def may_share(texts: Sequence[str], blocks: Set[Block]) -> bool:
    """Whether bare words of one of several texts may have a run of others, which have these blocks: each run holds a
    block at a multiple of its length, or is in a script without spaces.
    """
    together = _APART.join(texts)
    tokens = iter(together.split())
    return not (together.isascii() and blocks.isdisjoint(zip(*[tokens] * BLOCK, strict=False)))


def blocks_of(words: str) -> frozenset[Block]:
    """Return every block of bare words."""
    tokens = words.split()
    return frozenset(zip(*(tokens[n:] for n in range(BLOCK)), strict=False))


@lru_cache(maxsize=512)
def _runs(words: str) -> WordRuns:
    return WordRuns.read(words)
