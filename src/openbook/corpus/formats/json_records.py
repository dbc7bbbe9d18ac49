"""What of a JSON value are documents of their own: objects with a text, pairs of fields, conversations and chats."""

from collections.abc import Iterator
from html import unescape
from typing import Any

from openbook.corpus.formats.conversations import beside, chat, conversation
from openbook.corpus.formats.json_pieces import pair, text_of_list
from openbook.corpus.formats.json_trees import tree
from openbook.dataclass import dataclass, replace

DEEPEST = 100
"""Levels below which nobody looks for records."""
NESTED = frozenset([list, dict])
HELD = NESTED | {str}
SHORTEST = 20
"""Characters of what is more than a name or a word."""


@dataclass(frozen=True, slots=True)
class JsonRecord:
    """A value that is a document of its own, or should be one."""

    place: str
    """The names under which it stands, with dots between."""
    value: Any
    text: Any = None
    """What it says: under the key, as a conversation, or as an editor's tree; None where it says nothing."""
    messages: int = 0
    """How many of a chat it is put together from."""
    names: tuple[str, ...] = ()
    """Of the fields that are its text, where these have names of their own."""
    talk: Any = None
    """The list whose messages it is put together from; None for all others."""
    is_tree: bool = False
    """Whether its text stands in the nodes of an editor's tree."""

    @classmethod
    def of(cls, value: Any, key: str, place: str = "") -> "JsonRecord":
        """Return a value with what it says."""
        said = value.get(key) if isinstance(value, dict) else None
        if isinstance(said, dict) and (whole := tree(said, key)):
            return cls(place, value, whole, names=(key,), is_tree=True)
        if said or not isinstance(value, dict):
            return cls(place, value, said, names=(key,))
        together, names = pair(value) if key not in value else ("", ())
        talk = None
        if not together:
            together, talk = conversation(value, key)
        whole = "" if together else tree(value, key)
        return cls(place, value, together or whole or said, names=names, talk=talk, is_tree=bool(whole))

    @classmethod
    def of_chat(cls, messages: list[Any], key: str, place: str = "") -> "JsonRecord | None":
        """Return the one text of a list of messages; None where it is no chat."""
        told = chat(messages, key)
        return cls(place, {}, "\n\n".join(told), len(told), talk=messages) if told else None

    def has(self, key: str) -> bool:
        """Whether it says something, or has the key at least."""
        return bool(self.text) or (isinstance(self.value, dict) and key in self.value)

    def said(self, key: str) -> str:
        """Return what it says as one text; empty where that is none."""
        text = text_of_list(self.text, key)[0] if isinstance(self.text, list) else self.text
        return text if isinstance(text, str) else ""

    def beside(self, key: str) -> Iterator[tuple[str, Any]]:
        """Yield lists and objects with texts that are none of its own, and of messages the texts too, by their places.

        Plain values beside a text are its metadata.
        """
        before = f"{self.place}." if self.place else ""
        if self.messages:
            yield from _of_messages(self.talk, key, before)
        elif isinstance(self.value, dict):
            for name, one in self.value.items():
                if one is self.talk and one is not None:
                    yield from _of_messages(one, key, f"{before}{name}.")
                elif type(one) in NESTED and _may_tell(one, key):
                    yield f"{before}{name}", one


def _may_tell(value: Any, key: str) -> bool:
    """Whether a list or an object may hold a text, and no plain values and words only."""
    if type(value) is dict and isinstance(value.get(key), str):
        return True
    parts = value.values() if type(value) is dict else value
    kinds = set(map(type, parts))
    return not kinds.isdisjoint(NESTED) or (
        str in kinds and any(type(one) is str and len(one) >= SHORTEST for one in parts)
    )


def _of_messages(messages: list[Any], key: str, before: str) -> Iterator[tuple[str, Any]]:
    return ((f"{before}{name}", one) for part in messages for name, one in beside(part, key) if type(one) in HELD)


class Whole:
    """The words of a text in which others are looked for, most of them in their order."""

    __slots__ = ("_known", "_place", "_words")

    def __init__(self, text: str) -> None:
        self._words = " ".join(unescape(text).split())
        self._known: frozenset[str] = frozenset()
        self._place = 0

    def holds(self, text: str) -> bool:
        """Whether a text stands in it, whatever spaces, lines and entities of HTML there are between its words."""
        words = unescape(text).split()
        self._known = self._known or frozenset(self._words.split(" "))
        # Most that do not stand there have another word; to look for each of them from end to end takes long.
        if not self._known.issuperset(words[1:-1]):
            return False
        said = " ".join(words)
        at = self._words.find(said, self._place)
        at = at if at >= 0 or not self._place else self._words.find(said)
        self._place = max(at, 0)
        return at >= 0


def records_in(value: Any, key: str, name: str = "", depth: int = 0) -> Iterator[JsonRecord]:
    """Yield the records inside of a value, in order: objects that have the key, or hold a conversation.

    The other elements of a list with records come along, so that each of them can be reported.
    """
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        if depth and NESTED.isdisjoint(map(type, value)):
            return
        talk = JsonRecord.of_chat(value, key, name)
        if talk is not None:
            yield talk
            yield from within(talk, key, depth)
            return
        inside = [list(records_in(one, key, name, depth + 1)) if isinstance(one, dict | list) else [] for one in value]
        if any(inside) or not depth:
            for one, found in zip(value, inside, strict=True):
                yield from found or [JsonRecord.of(one, key, name)]
    elif isinstance(value, dict):
        own = JsonRecord.of(value, key, name)
        if own.has(key):
            yield own
            yield from within(own, key, depth)
            return
        objects = [one for one in value.values() if isinstance(one, dict)]
        if sum(key in one for one in objects) * 2 > len(objects):
            # Records by their names: one without a text shall be reported, as in a list.
            for other, one in value.items():
                place = f"{name}.{other}" if name else str(other)
                held = list(records_in(one, key, place, depth + 1)) if isinstance(one, dict) else []
                yield from held or [JsonRecord.of(one, key, place)]
            return
        for other, one in value.items():
            if isinstance(one, dict | list) and one:
                for each in records_in(one, key, f"{name}.{other}" if name else str(other), depth + 1):
                    # What is said of a chat stands beside its messages.
                    yield replace(each, value=value) if each.messages and not each.value else each


def within(record: JsonRecord, key: str, depth: int = 0) -> Iterator[JsonRecord]:
    """Yield the records inside of another one: its sections, what was answered to it, what stands beside a talk.

    Those whose text stands in that of the record are its sentences or words, and no more; two fields are no text there.
    """
    nested = [(place, one) for place, one in record.beside(key) if one and type(one) in NESTED and not record.is_tree]
    whole = Whole(record.said(key)) if nested else None
    for place, one in nested:
        for inner in records_in(one, key, place, depth + 1):
            said = inner.said(key)
            if whole is not None and said.strip() and len(inner.names) < 2 and not whole.holds(said):
                yield inner
