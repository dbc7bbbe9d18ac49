"""What of a JSON value is read by nobody: texts in lists and objects that are no records, so that it can be said."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from openbook.codes import Kind
from openbook.corpus.formats.conversations import chat
from openbook.corpus.formats.json_values import JsonRecord
from openbook.records import Notice

DEEPEST = 20
"""Levels that are looked into."""
SHORTEST = 20
"""Characters of what is more than a name or a word."""
WORDS = 4
"""Of a text, at least, in scripts that part them."""
NESTED = frozenset([list, dict])
HELD = NESTED | {str}
SHOWN = 3
"""Places that a notice names."""


def unread(value: Any, key: str) -> tuple[Notice, ...]:
    """Return a notice of the texts in a value that are neither under the key nor metadata of what is."""
    places = Counter(_places(value, key, "", (), 0))
    if not places:
        return ()
    named = ", ".join(f"{count:,} in {place!r}" for place, count in places.most_common(SHOWN))
    more = f" and {len(places) - SHOWN} more places" if len(places) > SHOWN else ""
    return (Notice(Kind.LEFT_OUT, f"texts that are not under {key!r} are not read: {named}{more} (path.text_key)"),)


def _places(value: Any, key: str, place: str, around: tuple[str, ...], depth: int) -> Iterator[str]:
    """Yield the place of each text that nobody reads. `around`: the texts of the records that it is in."""
    if isinstance(value, str):
        if place and _is_text(value) and not _is_part(value, around):
            yield place
    elif depth > DEEPEST:
        return
    elif isinstance(value, list):
        parts = [one for one in value if type(one) in HELD]
        if parts and not chat(value, key):
            for one in parts:
                yield from _places(one, key, place, around, depth + 1)
    elif isinstance(value, dict):
        record = JsonRecord.of(value, key)
        if record.text and not record.names:
            return
        own = key in value or (record.has(key) and not around)
        # What is said of a record, or of a chat, in plain values is its metadata.
        plain = own or any(isinstance(one, list) and chat(one, key) for one in value.values())
        around = (*around, record.text) if own and isinstance(record.text, str) else around
        for name, one in value.items():
            if type(one) in (NESTED if plain else HELD) and not (own and name in record.names):
                yield from _places(one, key, f"{place}.{name}" if place else str(name), around, depth + 1)


def _is_part(said: str, around: tuple[str, ...]) -> bool:
    """Whether a text stands in one of those around it, whatever spaces and lines part its words."""
    words = " ".join(said.split())
    return any(words in " ".join(text.split()) for text in around)


def _is_text(said: str) -> bool:
    words = said.split(maxsplit=WORDS)
    return len(said) >= SHORTEST and (len(words) >= WORDS or any("\u2e80" <= char < "\uff00" for char in said))
