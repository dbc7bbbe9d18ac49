"""What of a JSON value is read by nobody: texts in lists and objects that are no records, so that it can be said."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from openbook.codes import Kind
from openbook.corpus.formats.json_pieces import is_sentence
from openbook.corpus.formats.json_records import DEEPEST, HELD, NESTED, JsonRecord, Whole
from openbook.records import Notice

SHOWN = 3
"""Places that a notice names."""
LONGEST = 120
"""Characters of a place's name."""


def unread(value: Any, key: str, records: Iterable[JsonRecord]) -> tuple[Notice, ...]:
    """Return a notice of the texts in a value that are neither those of its records nor metadata of these."""
    read = {id(record.value): record for record in records if record.text}
    places = Counter(place[:LONGEST] for place in _places(value, key, read, "", (), 0))
    if not places:
        return ()
    named = ", ".join(f"{count:,} in {place!r}" for place, count in places.most_common(SHOWN))
    more = f" and {len(places) - SHOWN} more places" if len(places) > SHOWN else ""
    return (Notice(Kind.LEFT_OUT, f"texts that are not under {key!r} are not read: {named}{more} (path.text_key)"),)


def _places(
    value: Any, key: str, read: Mapping[int, JsonRecord], place: str, around: tuple[Whole, ...], depth: int
) -> Iterator[str]:
    """Yield the place of each text that nobody reads. `around`: the texts of the records that it is in."""
    if isinstance(value, str):
        if place and is_sentence(value) and not any(whole.holds(value) for whole in around):
            yield place
    elif depth > DEEPEST:
        if value:
            yield f"more than {DEEPEST} levels deep: {place}"
    elif (record := read.get(id(value))) is not None:
        around = (*around, Whole(record.said(key)))
        for inner, one in chain(record.beside(key), record.nodes()):
            yield from _places(one, key, read, inner, around, depth + 1)
    elif isinstance(value, list):
        for one in value:
            if type(one) in HELD:
                yield from _places(one, key, read, place, around, depth + 1)
    elif isinstance(value, dict):
        # What is said of a chat in plain values is its metadata.
        is_said_of = any(id(one) in read and read[id(one)].around is value for one in value.values())
        for name, one in value.items():
            if type(one) in (NESTED if is_said_of else HELD):
                yield from _places(one, key, read, f"{place}.{name}" if place else str(name), around, depth + 1)
