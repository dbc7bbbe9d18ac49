"""Which chunks of a whole corpus say nothing new."""

from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from zlib import crc32

from openbook.blocks import Spreading, here
from openbook.codes import Code
from openbook.records import Chunk, Rejected
from openbook.retrieval.shingles import WIDTH, in_bytes, shingle_hashes, shingles
from openbook.retrieval.sketch import Sketch, sketch_of
from openbook.spool import at_rest
from openbook.text.words import words

REDUNDANT = 0.8
"""Share of a chunk's shingles that earlier chunks hold, from which the chunk adds nothing worth asking about."""

SAMPLED = 16
"""One shingle in so many is remembered, chosen by its hash: the same ones wherever a text is repeated."""

MOST = 22_000_000
"""Sampled shingles that are remembered, those of 550,000 chunks of 4,000 characters; beyond it half of them go."""

_WITNESSES = 3
"""Earlier chunks that are compared: a version whose chunks begin elsewhere spreads over two, rarely three."""

SMALLEST = 16
"""Bits of the number of slots that there are at first."""


def find_duplicates(chunks: Sequence[Chunk]) -> list[Rejected]:
    """Return the chunks that say nothing but what earlier ones say; see `tell_duplicates`."""
    found: list[Rejected] = []
    tell_duplicates(chunks, found.append)
    return found


def tell_duplicates(
    chunks: Sequence[Chunk],
    told: Callable[[Rejected], object],
    spread: Spreading = here,
    stays: Callable[[Sketch], object] = lambda _: None,
) -> None:
    """Tell of the chunks that say nothing but what earlier ones say: `duplicate` word for word, or `near_duplicate`.

    The first in order stays. A chunk is redundant when 80 % of its own shingles stand in up to three chunks that stay;
    so a short excerpt after the full text goes, and a full text after its excerpt stays. One pass; memory about 1 KB
    for a chunk of 4,000 characters, and at most 400 MB; chunks are compared in full only where sampled shingles say
    that they may repeat. `stays` gets the sketch of each chunk that stays, in order: it is a part of what is read here.
    """
    wholes, owners = Owners(), Owners(MOST)
    position = 0

    def work(block: range) -> list[tuple[int, "array[int]", Sketch]]:
        return [_hashes(chunks[position].text) for position in block]

    def took(hashes: Sequence[tuple[int, "array[int]", Sketch]]) -> None:
        nonlocal position
        for whole, sampled, sketch in hashes:
            sample = [hashed for hashed in sampled if hashed % owners.kept == 0]
            known = Counter(owner for hashed in sample if (owner := owners.get(hashed)) is not None)
            first = wholes.get(whole)
            places = [] if first is None else [first]
            if 2 * known.total() >= len(sample):
                most = sorted(known.items(), key=lambda pair: (-pair[1], pair[0]))[:_WITNESSES]
                places += [owner for owner, _ in most if owner != first]
            rejected = _compared(chunks[position], [chunks[place] for place in places]) if places else None
            if rejected is not None:
                told(rejected)
            else:
                stays(sketch)
                wholes.add(whole, position)
                for hashed in sample:
                    owners.add(hashed, position)
            position += 1

    at_rest(chunks)
    spread(work, len(chunks), took)


def _hashes(text: str) -> tuple[int, "array[int]", Sketch]:
    """Return a hash of all words of a text, those of its sampled shingles, and its sketch."""
    found = in_bytes(text)
    hashes = shingle_hashes(found)
    sampled = array("I", {hashed for hashed in hashes if hashed % SAMPLED == 0})
    return crc32(b" ".join(found)), sampled, sketch_of(found, hashes)


def _compared(chunk: Chunk, witnesses: Sequence[Chunk]) -> Rejected | None:
    """Return why the chunk is left out, or None where it says something that the earlier chunks don't."""
    own = shingles(chunk.text)
    left = set(own)
    holding: list[Chunk] = []
    for witness in witnesses:
        held = left & shingles(witness.text)
        if held:
            left -= held
            holding.append(witness)
    if not holding or len(left) > (1 - REDUNDANT) * len(own):
        return None
    places = " and ".join(f"{one.source} (characters {one.start}-{one.end})" for one in holding)
    if words(chunk.text) == words(holding[0].text):
        code, detail = Code.DUPLICATE, f"says word for word what {places} says"
    else:
        share = int(100 * (1 - len(left) / len(own)))
        code, detail = Code.NEAR_DUPLICATE, f"{share} % of its {WIDTH}-word runs stand in {places}"
    return Rejected("chunk", code, detail, chunk.id, chunk.source)


class Owners:
    """Which chunk had a hash first: 8 bytes a slot, at most two thirds of the slots taken."""

    def __init__(self, most: int = 1 << 32) -> None:
        """Of more than `most` hashes those that `kept` divides stay, so that a larger corpus is looked at less closely,
        not in more memory.
        """
        self.kept = 1
        self._most = most
        self._bits = SMALLEST
        self._slots = array("Q", bytes(8 << self._bits))
        self._taken = 0

    def get(self, hashed: int) -> int | None:
        """Return the position remembered for a 32-bit hash."""
        slot = self._slots[self._find(hashed)]
        return (slot & 0xFFFFFFFF) - 1 if slot else None

    def add(self, hashed: int, position: int) -> None:
        """Remember the position, unless the hash has one."""
        place = self._find(hashed)
        if self._slots[place]:
            return
        self._slots[place] = hashed << 32 | position + 1
        self._taken += 1
        if self._taken >= self._most:
            self.kept = max(SAMPLED, self.kept) * 2
            self._remake(max(self._bits - 1, SMALLEST))  # half as many need half the room
        elif 3 * self._taken > 2 * len(self._slots):
            self._remake(self._bits + 1)

    def _find(self, hashed: int) -> int:
        """Return the slot of the hash, or the free one where it belongs."""
        slots = self._slots
        last = len(slots) - 1
        place = (hashed * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF) >> (64 - self._bits)
        while (slot := slots[place]) and slot >> 32 != hashed:
            place = place + 1 & last
        return place

    def _remake(self, bits: int) -> None:
        old, kept = self._slots, self.kept
        self._bits, self._taken = bits, 0
        self._slots = array("Q", bytes(8 << bits))
        for slot in old:
            if slot and (slot >> 32) % kept == 0:
                self._slots[self._find(slot >> 32)] = slot
                self._taken += 1
