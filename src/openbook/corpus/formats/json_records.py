"""What of a JSON value are documents of their own: objects with a text, pairs of fields, conversations and chats."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import orjson

from openbook.corpus.formats.conversations import JoinedTalk, beside, by_roles, chat, conversation
from openbook.corpus.formats.json_outline import outline
from openbook.corpus.formats.json_pieces import SHORTEST, pair, text_of_list
from openbook.corpus.formats.json_trees import tree
from openbook.dataclass import dataclass, replace

DEEPEST = 100
"""Levels below which nobody looks for records."""
NESTED = frozenset([list, dict])
HELD = NESTED | {str}


@dataclass(frozen=True, slots=True)
class JsonRecord:
    """A value that is a document of its own, or should be one."""

    place: str
    """The names under which it stands, with dots between."""
    value: Any
    text: Any = None
    """What it says: under the key, as a conversation, or as an editor's tree; None where it says nothing."""
    names: tuple[str, ...] = ()
    """Of the fields that are its text, where these have names of their own."""
    talk: JoinedTalk | None = None
    """The messages that it is put together from."""
    tree: Any = None
    """The editor's nodes in which its text stands."""
    around: Any = None
    """What it stands in, where the plain values of that are its metadata."""

    @classmethod
    def of(cls, value: Any, key: str, place: str = "") -> "JsonRecord":
        """Return a value with what it says."""
        if not isinstance(value, dict):
            return cls.of_list(value, key, place) or cls(place, value)
        said = value.get(key)
        nodes = _written_out(said)
        if nodes is not None and (whole := tree(nodes, key)):
            return cls(place, value, whole, names=(key,), tree=nodes)
        if said or key in value:
            return cls(place, value, said, names=(key,))
        together, names = pair(value)
        if together:
            return cls(place, value, together, names=names)
        if (talk := conversation(value, key)) is not None:
            return cls(place, value, "\n\n".join(talk.lines), talk=talk)
        if whole := tree(value, key) or outline(value, key):
            return cls(place, value, whole, tree=value)
        return cls(place, value)

    @classmethod
    def of_list(cls, value: Any, key: str, place: str = "") -> "JsonRecord | None":
        """Return the one text of a list: of messages, or of an editor's nodes; None where it is none."""
        if not isinstance(value, list):
            return None
        if (talk := chat(value, key) or by_roles(value, key)) is not None:
            return cls(place, value, "\n\n".join(talk.lines), talk=talk, around={})
        whole = tree(value, key)
        return cls(place, value, whole, tree=value, around={}) if whole else None

    def has(self, key: str) -> bool:
        """Whether it says something, or has the key at least."""
        return bool(self.text) or (isinstance(self.value, dict) and key in self.value)

    @property
    def is_nested(self) -> bool:
        """Whether anything but plain values stands in it."""
        return type(self.value) is not dict or not NESTED.isdisjoint(map(type, self.value.values()))

    def said(self, key: str) -> str:
        """Return what it says as one text; empty where that is none."""
        text = text_of_list(self.text, key)[0] if isinstance(self.text, list) else self.text
        return text if isinstance(text, str) else ""

    @property
    def is_bare(self) -> bool:
        """Whether it is nothing but messages or nodes, so that its title and the like stand beside these."""
        return isinstance(self.value, list) or self.value is self.tree

    def beside(self, key: str) -> Iterator[tuple[str, Any]]:
        """Yield lists and objects with texts that are none of its own, and of messages the texts too, by their places.

        Plain values beside a text are its metadata.
        """
        before = f"{self.place}." if self.place else ""
        parts = None if self.talk is None else self.talk.parts
        if self.value is parts:
            yield from _of_messages(parts, key, before)
        elif isinstance(self.value, dict) and self.value is not self.tree:
            for name, one in self.value.items():
                if one is not None and one is parts:
                    yield from _of_messages(one, key, f"{before}{name}.")
                elif type(one) in NESTED and one is not self.tree and _may_tell(one, key):
                    yield f"{before}{name}", one

    def nodes(self) -> Iterator[tuple[str, Any]]:
        """Yield what its editor's tree is made of: what of it is none of its text is read by nobody."""
        place = ".".join(filter(None, (self.place, *self.names)))
        if isinstance(self.tree, dict):
            before = f"{place}." if place else ""
            yield from ((f"{before}{name}", one) for name, one in self.tree.items() if type(one) in HELD)
        elif self.tree is not None:
            yield from ((place or "list", one) for one in self.tree)


def _written_out(said: Any) -> Any:
    """Return the lists and objects under a key, also where a text is one in JSON; None where there are none."""
    if not isinstance(said, str):
        return said if type(said) in NESTED else None
    if said[:1] not in ("{", "[") or said.rstrip()[-1:] not in ("}", "]"):
        return None
    try:
        value = orjson.loads(said)
    except orjson.JSONDecodeError:
        return None
    return value if type(value) in NESTED else None


def _may_tell(value: Any, key: str) -> bool:
    """Whether a list or an object may hold a text, and no plain values and words only."""
    if type(value) is dict and isinstance(value.get(key), str):
        return True
    parts = value.values() if type(value) is dict else value
    kinds = set(map(type, parts))
    return not kinds.isdisjoint(NESTED) or (
        str in kinds and any(type(one) is str and len(one) >= SHORTEST for one in parts)
    )


def _of_messages(messages: Any, key: str, before: str) -> Iterator[tuple[str, Any]]:
    """Yield what messages in a list hold beside what they say; of those by their ids it is said what is left out."""
    if isinstance(messages, dict):
        return iter(())
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
        whole = JsonRecord.of_list(value, key, name)
        if whole is not None:
            yield whole
            yield from within(whole, key, depth)
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
                    # What is said of a chat or of a text in nodes stands beside them.
                    yield replace(each, around=value) if each.value is one and each.is_bare else each


def within(record: JsonRecord, key: str, depth: int = 0) -> Iterator[JsonRecord]:
    """Yield the records inside of another one: its sections, what was answered to it, what stands beside a talk.

    Those whose text stands in that of the record are its sentences or words, and no more; two fields are no text there.
    """
    nested = [(place, one) for place, one in record.beside(key) if one and type(one) in NESTED]
    whole = Whole(record.said(key)) if nested else None
    for place, one in nested:
        for inner in records_in(one, key, place, depth + 1):
            said = inner.said(key)
            if whole is not None and said.strip() and len(inner.names) < 2 and not whole.holds(said):
                yield inner
