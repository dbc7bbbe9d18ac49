"""A chunk's number put right: a small model counts turns where it should count chunks, and quotes well all the same."""

from collections import defaultdict
from pathlib import PurePosixPath

from openbook.dataclass import replace
from openbook.records import Citation, Item, Passage, Turn
from openbook.text.content import vocabulary_of
from openbook.text.leak import content
from openbook.text.mentions import mentions, mentions_in_sentences
from openbook.text.quotations import standing
from openbook.text.words import words

FEWEST = 4
"""Words of a quotation that tell by themselves which passage it is from."""


def renumbered(item: Item, turn: Turn) -> Turn:
    """Return a turn in which a chunk has the number under which it was shown, where that leaves no doubt.

    All that the turn's field names as evidence from one chunk stands in another, in the same one, from which it names
    nothing; its prose speaks of the first in figures, never of the other, and gives no source that is the first one's,
    nor a word of what that one alone is called.
    Where its prose does not speak of the first at all, each quotation is from the only passage in which it stands.
    """
    if not turn.evidence:
        return turn
    moved = _moved(item, turn)
    for wrong, right in moved.items():
        if right in moved or not _is_sure(item, turn, wrong, right):
            continue
        turn = replace(
            turn,
            thoughts=_with_number(turn.thoughts, wrong, right),
            answer=_with_number(turn.answer, wrong, right),
            evidence=tuple(replace(one, rank=right) if one.rank == wrong else one for one in turn.evidence),
        )
    spoken = {one.rank for text in (turn.thoughts, turn.answer) for one in mentions(text)}
    placed = tuple(one if one.rank in spoken else _placed(item, one) for one in turn.evidence)
    return turn if placed == turn.evidence else replace(turn, evidence=placed)


def _placed(item: Item, claim: Citation) -> Citation:
    """Return a quotation under the number of the only passage in which it stands; as it is where there is no such.

    A number that no passage has stays: what was meant by it is open.
    """
    if len(words(claim.quote)) < FEWEST or not any(passage.rank == claim.rank for passage in item.passages):
        return claim
    places = [passage.rank for passage in item.passages if standing(claim.quote, (passage,)) is not None]
    return replace(claim, rank=places[0]) if len(places) == 1 else claim


def _moved(item: Item, turn: Turn) -> dict[int, int]:
    """Return the numbers that evidence is given under, each with the one under which it stands."""
    places: dict[int, set[int]] = defaultdict(set)
    for claim in turn.evidence:
        if len(words(claim.quote)) < 2:
            continue
        ordered = sorted(item.passages, key=lambda passage: (passage.rank != claim.rank, passage.rank))
        if (place := standing(claim.quote, ordered)) is not None:
            places[claim.rank].add(place.rank)
    one = {rank: next(iter(found)) for rank, found in places.items() if len(found) == 1}
    return {rank: place for rank, place in one.items() if place != rank and place not in places}


def _is_sure(item: Item, turn: Turn, wrong: int, right: int) -> bool:
    prose = f"{turn.thoughts}\n{turn.answer}"
    said = mentions(prose)
    shown = {passage.rank: passage for passage in item.passages}
    spoken = [one for one in said if one.rank == wrong]
    if not all(str(wrong) in one.words for one in spoken) or any(one.rank == right for one in said):
        return False
    other = shown.get(wrong)
    if other is None or other.source == shown[right].source:
        return True
    return other.source not in prose and not (spoken and _is_named(other, shown[right], prose, wrong))


def _is_named(passage: Passage, other: Passage, prose: str, rank: int) -> bool:
    """Whether a sentence that has a passage's number has a word of its name or first line too, which the other one,
    and its name, have nowhere.
    """
    first = next(filter(str.strip, passage.text.splitlines()), "")
    names = frozenset(content(f"{PurePosixPath(passage.source).stem}\n{first}"))
    own = names - vocabulary_of((other.text, PurePosixPath(other.source).stem))
    rows = (one for one, named in mentions_in_sentences(prose) if any(mention.rank == rank for mention in named))
    return any(not own.isdisjoint(content(one)) for one in rows)


def _with_number(text: str, wrong: int, right: int) -> str:
    for one in reversed(mentions(text)):
        if one.rank == wrong:
            text = f"{text[: one.start]}{one.words.replace(str(wrong), str(right))}{text[one.end :]}"
    return text
