"""How a chat template wants to be called: found out by calling it with marks, never by its name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from openbook.dataclass import dataclass, replace
from openbook.dataset.render.chat import Chat, ChatMessage, Role, ShownPassage, folded
from openbook.dataset.render.chat_template import ChatTemplate
from openbook.dataset.render.marks import Said, Shape, Slot, expected, mark, slots
from openbook.dataset.render.packaged import TemplateRefusedError
from openbook.dataset.render.search_tool import SEARCH_TOOL
from openbook.dataset.render.spoken import spoken
from openbook.errors import ConfigError, Problem

DOCUMENT_KEYS = (("title", "text"), ("title", "contents"), ("title", "content"), ("source", "content"))
"""Source and text of a passage in a template's `documents`: the first pair is what most of them read."""

NOT_THOUGHTS = frozenset({"role", "content", "tool_calls", "tool_call_id", "name", "get", "items"})


@dataclass(frozen=True, slots=True)
class Caller:
    """A template, and how it is called."""

    template: ChatTemplate
    folds_system: bool = False
    """Whether there is no place for a system prompt, which then stands in front of the first question."""
    thoughts_key: str = ""
    """The field in which it reads thoughts; empty where they stand between tags in the content."""
    document_keys: tuple[str, str] = DOCUMENT_KEYS[0]
    first_document: int = 1
    """The number that it shows the first of `documents` with; 1 where it shows none."""
    arguments_as_text: bool = False
    """Whether a call's arguments are given as JSON text."""

    def messages(self, chat: Chat) -> list[dict[str, Any]]:
        """Return the messages as the template reads them."""
        given = folded(chat.messages) if self.folds_system else chat.messages
        return spoken(given, thoughts_key=self.thoughts_key, arguments_as_text=self.arguments_as_text)

    def documents(self, chat: Chat) -> list[dict[str, str]] | None:
        """Return the passages as the template reads them; None where they stand elsewhere."""
        source, text = self.document_keys
        return [{source: one.source, text: one.text} for one in chat.documents] or None

    def rendered(self, chat: Chat, *, asking: bool = False, searches: bool = False, **switches: Any) -> str:
        """Return what the template makes of a chat; with `asking` also what asks for the next answer.

        `searches` offers the search tool even where it is not called. Raises ConfigError where the template refuses.
        """
        tools = [SEARCH_TOOL] if searches or chat.searches else None
        given = {"documents": self.documents(chat), "tools": tools, **switches}
        try:
            return self.template.render(self.messages(chat), generation_prompt=asking, **given)
        except TemplateRefusedError as error:
            raise self.problem(f"refuses an ordinary conversation ({error})") from error

    def marked(self, shape: Shape, *, asking: bool = False, **switches: Any) -> str:
        """Return the text of a shape with marks. Raises ConfigError where a text is lost or shown twice."""
        text = self.rendered(stand_in(shape), asking=asking, searches=shape.searches, **switches)
        found = [(slot.part, slot.number) for slot in slots(text)]
        wanted = expected(shape)
        if any(found.count(one) != 1 for one in wanted):
            lost = {part for part, number in wanted if found.count((part, number)) != 1}
            what = "a message"
            if "text" in lost:
                what = "a passage in `documents`"
            elif "query" in lost or any(shape.said[n].role == "tool" for p, n in wanted if found.count((p, n)) != 1):
                what = "a search call or its result"
            raise self.problem(f"leaves {what} out, or shows it twice")
        return text

    def problem(self, what: str) -> ConfigError:
        """Return what is wrong with the template, for a person."""
        message = f"the chat template of {self.template.name} {what}"
        return ConfigError([Problem("config", None, "system.template", message)])


def found_out(template: ChatTemplate, *, documents: bool = False, searches: bool = False) -> Caller:
    """Return how a template is called. Raises ConfigError where it can't write an ordinary conversation.

    What it does with passages and with calls is looked at where they are asked for.
    """
    caller = Caller(template)
    caller = replace(caller, folds_system=not _accepts(caller, Shape((Said("system"), *TURN))))
    caller = replace(caller, thoughts_key=_thoughts_key(caller))
    if documents:
        caller = _with_documents(caller)
    if searches and not _accepts(caller, SEARCHED):
        as_text = replace(caller, arguments_as_text=True)
        caller = as_text if _accepts(as_text, SEARCHED) else caller
    return caller


TURN = (Said("user"), Said("assistant"))
SEARCHED = Shape((Said("user"), Said("assistant", calls=True), Said("tool"), Said("assistant")), searches=True)


def stand_in(shape: Shape) -> Chat:
    """Return a chat of a shape, marks in place of its texts."""
    said = []
    for n, one in enumerate(shape.said):
        content, query = ("", mark("query", n)) if one.calls else (mark("content", n), "")
        said.append(ChatMessage(one.role, content, False, mark("thoughts", n) if one.thinks else "", query=query))
    shown = (ShownPassage(mark("source", n), mark("text", n)) for n in range(shape.documents))
    return Chat("", tuple(said), tuple(shown))


def trimmed_roles(caller: Caller) -> frozenset[Role]:
    """Return the roles whose contents lose the white space around them."""
    roles: tuple[Role, ...] = ("system", "user", "assistant")
    loose = [ChatMessage(role, f"\n {mark('content', n)} \n", trained=False) for n, role in enumerate(roles)]
    text = caller.rendered(Chat("", tuple(loose)))
    return frozenset(role for n, role in enumerate(roles) if f"\n {mark('content', n)} \n" not in text)


def _accepts(caller: Caller, shape: Shape) -> bool:
    try:
        caller.marked(shape)
    except ConfigError:
        return False
    return True


class _Watched(dict[str, Any]):
    """A message that remembers what is looked for in it."""

    def __init__(self, values: Mapping[str, Any], asked: set[str]) -> None:
        super().__init__(values)
        self.asked = asked

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return super().get(key, default)


def _thoughts_key(caller: Caller) -> str:
    """Return the field of thoughts: one that the template looks for, shows, and does not make of tags alike."""
    shape = Shape((Said("user"), Said("assistant", thinks=True)))
    try:
        by_tags = caller.rendered(stand_in(shape))
    except ConfigError:
        by_tags = ""
    for key in sorted(_asked(caller, shape)):
        own = replace(caller, thoughts_key=key)
        try:
            text = own.marked(shape)
        except ConfigError:
            continue
        places = {slot.part: slot.start for slot in slots(text)}
        if "thoughts" in places and places["thoughts"] < places["content"] and text != by_tags:
            return key
    return ""


def _asked(caller: Caller, shape: Shape) -> set[str]:
    asked: set[str] = set()
    messages: Sequence[Mapping[str, Any]] = [_Watched(one, asked) for one in caller.messages(stand_in(shape))]
    with suppress(TemplateRefusedError):
        caller.template.render(messages)
    return asked - NOT_THOUGHTS


def _with_documents(caller: Caller) -> Caller:
    """Return the caller with the keys by which the template shows a passage. Raises ConfigError where it shows none."""
    shape = Shape(TURN, documents=2)
    shown: list[tuple[bool, Caller]] = []
    for keys in DOCUMENT_KEYS:
        own = replace(caller, document_keys=keys)
        if _accepts(own, shape):
            shown.append((any(slot.part == "source" for slot in slots(own.marked(shape))), own))
    if not shown:
        raise caller.problem("shows no passages of its own field `documents`: choose another export.passages")
    own = next((own for with_source, own in shown if with_source), shown[0][1])
    return replace(own, first_document=_first_number(own.marked(shape)))


def _first_number(text: str) -> int:
    """Return the number in front of the first of two passages in a marked text, where the second has the next one."""
    numbers: dict[int, int] = {}
    said = ""
    for stretch, slot in unmarked(text):
        said += stretch
        if slot is not None and slot.part in ("source", "text"):
            found = re.findall(r"\d+", said)
            if found and slot.number not in numbers:
                numbers[slot.number] = int(found[-1])
            said = ""
    return numbers[0] if 0 in numbers and numbers.get(1) == numbers[0] + 1 else 1


def unmarked(text: str) -> Iterator[tuple[str, Slot | None]]:
    """Yield the stretches of a marked text, each with the slot behind it; the last one has none."""
    position = 0
    for slot in slots(text):
        yield text[position : slot.start], slot
        position = slot.end
    yield text[position:], None
