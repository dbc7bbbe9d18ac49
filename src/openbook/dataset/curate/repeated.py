"""Questions that are asked twice: in nearly the same words, or, where there are vectors, in other ones."""

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any
from zlib import crc32

from openbook.dataclass import dataclass
from openbook.dataset.curate.questions import Asked, agree, questions_of
from openbook.records import Draft
from openbook.spool import Spool

LIKE = 0.8
"""Likeness from which two questions are counted as one where no limit is set."""
SAME = 0.99
"""The least likeness where nothing is answered that could tell two questions apart."""
HELD = 1 << 20
"""Lists of questions, at most, by what they share."""
SIGNS = 64
"""Bits of which each word sets one."""
ROUNDED = 1e-6
"""By what sums of weights may differ."""
BLOCK = 2048
"""Vectors that are compared with the others at a time."""

Vectors = Callable[[Sequence[str]], Any]
"""Gives an array with a unit vector a text; one of zeros where a text has none."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """A draft whose questions another one asks."""

    id: str
    first: str
    """The item that asked first, and stays."""
    question: str
    asked: str
    """How the other one has it."""
    likeness: float


def repetitions(
    drafts: Iterable[Draft],
    folder: Path,
    like: float | None,
    meant: float | None = None,
    vectors: Vectors | None = None,
) -> dict[str, Repetition]:
    """Return the drafts, by item, at least half of whose questions were asked by drafts before them that stay.

    `like` is the likeness of words from which two questions are one, `meant` that of vectors; None leaves it out. Two
    questions are one only where they name the same, their answers agree, and both or neither have the answer in view.
    They lie in a file in `folder` meanwhile.
    """
    asked = Spool(folder, (question for draft in drafts for question in questions_of(draft)))
    gone = repeated(asked, like, meant, vectors)
    asked.close()
    return gone


def repeated(
    asked: Sequence[Asked], like: float | None, meant: float | None = None, vectors: Vectors | None = None
) -> dict[str, Repetition]:
    """Do that with the questions of all drafts, in their order."""
    pairs: dict[int, list[tuple[int, float]]] = {}
    if like is not None:
        for later, earlier, likeness in _alike(asked, like):
            pairs.setdefault(later, []).append((earlier, likeness))
    if meant is not None and vectors is not None:
        for later, earlier, likeness in _meaning(asked, meant, vectors):
            pairs.setdefault(later, []).append((earlier, likeness))
    return _those_that_go(asked, pairs)


def _those_that_go(asked: Sequence[Asked], pairs: Mapping[int, Sequence[tuple[int, float]]]) -> dict[str, Repetition]:
    gone: dict[str, Repetition] = {}
    done = 0
    for paired in sorted(pairs):
        if paired < done:
            continue
        places = _of_one_draft(asked, paired)
        id_, done = asked[paired].id, places.stop
        found = []
        for place in places:
            kept = [(like, -other) for other, like in pairs.get(place, ()) if asked[other].id not in gone]
            if kept:
                likeness, other = max(kept)
                found.append(Repetition(id_, asked[-other].id, asked[place].text, asked[-other].text, likeness))
        if 2 * len(found) >= len(places) and found:
            gone[id_] = max(found, key=lambda one: one.likeness)
    return gone


def _of_one_draft(asked: Sequence[Asked], place: int) -> range:
    """Return the places of the questions of one draft, which stand in a row, by one of them."""
    id_, first, last = asked[place].id, place, place
    while first and asked[first - 1].id == id_:
        first -= 1
    while last + 1 < len(asked) and asked[last + 1].id == id_:
        last += 1
    return range(first, last + 1)


def _alike(asked: Sequence[Asked], least: float) -> Iterator[tuple[int, int, float]]:
    """Yield (later, earlier, likeness) of the questions that have nearly the same words in the same order.

    Words weigh by their rarity in the set. Only questions that share one of their rarest words are compared: as many
    of these as two that are alike must have one of in common, so that no pair is missed. Of these, only those are read
    that may be one by what is at hand of them, 20 bytes each: their kind, their weight, and a bit for each word.
    """
    counted = Counter(word for question in asked for word in question.words)
    weight = {word: 1 + math.log(len(asked) / count) for word, count in counted.items()}
    sharing: dict[int, array[int]] = {}
    kinds, weights, signs = array("I"), array("d"), array("Q")
    for place, question in enumerate(asked):
        kind = _kind(question)
        ranked = sorted(question.words, key=lambda word: (-weight[word], word))
        hashed = [(crc32(word.encode("utf-8", "surrogatepass")), weight[word]) for word in ranked]
        whole = left = sum(own for _, own in hashed)
        held = []
        for word_hash, own in hashed:
            if left < least * whole / (2 - least):
                break
            held.append((word_hash ^ kind) % HELD)
            left -= own
        for other in dict.fromkeys(earlier for at in held for earlier in sharing.get(at, ())):
            if kinds[other] != kind or _most(hashed, signs[other]) < least * (whole + weights[other]) / 2 - ROUNDED:
                continue
            one, two = question, asked[other]
            if one.id != two.id and _may_be_one(one, two):
                answered = bool(one.answer and two.answer)
                likeness = _likeness(one.words, two.words, weight, moved=int(answered))
                if likeness >= (least if answered else max(least, SAME)):
                    yield place, other, round(likeness, 3)
        kinds.append(kind)
        weights.append(whole)
        signs.append(reduce(or_, (1 << word_hash % SIGNS for word_hash, _ in hashed), 0))
        for at in held:
            sharing.setdefault(at, array("I")).append(place)


def _most(hashed: Iterable[tuple[int, float]], signs: int) -> float:
    """Return the most that the words can weigh which a question has in common with one of these signs."""
    return sum(own for word_hash, own in hashed if signs >> word_hash % SIGNS & 1)


def _kind(asked: Asked) -> int:
    """Return a hash that two questions share which may be one."""
    return crc32(repr((asked.has_gold, sorted(asked.names))).encode("utf-8", "surrogatepass"))


def _may_be_one(one: Asked, other: Asked) -> bool:
    return one.has_gold == other.has_gold and one.names == other.names and agree(one.answer, other.answer)


def _likeness(one: Sequence[str], other: Sequence[str], weight: Mapping[str, float], moved: int) -> float:
    """Return the weight of what both have in one order, of the mean weight of the two: 1 for equal ones.

    So many words may stand elsewhere, as verbs do in some languages; where more do, the question is another one.
    """
    row = [(0.0, 0)] * (len(other) + 1)
    for word in one:
        before = row[0]
        for n, theirs in enumerate(other, start=1):
            above = row[n]
            row[n] = (before[0] + weight[word], before[1] + 1) if word == theirs else max(above, row[n - 1])
            before = above
    in_order, length = row[-1]
    common = frozenset(one) & frozenset(other)
    shared = sum(weight[word] for word in common) if len(common) <= length + moved else in_order
    whole = sum(weight[word] for word in one) + sum(weight[word] for word in other)
    return 2 * shared / whole if whole else 0.0


def _meaning(asked: Sequence[Asked], least: float, vectors: Vectors) -> Iterator[tuple[int, int, float]]:
    """Yield (later, earlier, likeness) of the questions whose vectors are near each other."""
    if not asked:
        return
    rows = vectors([question.text for question in asked])
    for start in range(0, len(rows), BLOCK):
        near = rows[start : start + BLOCK] @ rows[: start + BLOCK].T
        for within, other in zip(*(near >= least).nonzero(), strict=True):
            place = start + int(within)
            one, two = asked[place], asked[int(other)]
            if int(other) < place and one.id != two.id and one.answer and two.answer and _may_be_one(one, two):
                yield place, int(other), round(float(near[within, other]), 3)
