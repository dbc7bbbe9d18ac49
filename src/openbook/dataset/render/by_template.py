"""Messages → text by a chat template, cut where training begins and ends.

The template never sees a document. It is rendered once for each shape of conversation (roles, thoughts, calls) with
marks in place of the texts; what stands between the marks is the chat format, and the texts are put in afterwards. So
no document can be taken for a template, a role or a tag, and a record costs a join.

Trained is what the model has to produce: all that stands behind the text with which it is asked for an answer, up to
where it stops.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from openbook.dataclass import dataclass, replace
from openbook.dataset.render.caller import found_out, stand_in, trimmed_roles, unmarked
from openbook.dataset.render.chat import Chat, ChatMessage, ShownPassage, one_answer_each
from openbook.dataset.render.chat_template import THINKING, ChatTemplate
from openbook.dataset.render.closers import closers
from openbook.dataset.render.defuse import Defuser
from openbook.dataset.render.marks import Said, Shape, Slot, mark, slots
from openbook.dataset.render.segments import Segment, joined, trimmed

OPENING = f"{THINKING[0]}\n"

SWITCHES: tuple[Mapping[str, Any], ...] = ({"enable_thinking": False, "thinking": False}, {}, {"enable_thinking": True})
"""With which an answer without thoughts may be asked for, and one with thoughts in the opposite order: the names that
the makers of chat templates share."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text of a shape: of the chat format, or a slot for a text."""

    text: str
    owner: int = -1
    """The message whose label it has; -1: always masked."""
    slot: Slot | None = None


@dataclass(frozen=True, slots=True)
class ShapePlan:
    """How the conversations of one shape are written."""

    pieces: tuple[Stretch, ...]
    as_asked: frozenset[int]
    """The answers whose context in this text is what the model sees when it is asked for them, and which end as they
    end when it gives them."""


class ChatLayout:
    """Writes messages by a chat template."""

    def __init__(
        self,
        template: ChatTemplate,
        *,
        bos: str = "",
        tagged: bool = False,
        documents: bool = False,
        searches: bool = False,
    ) -> None:
        """`bos` is put in front unless the template writes it; `tagged` texts may hold no thinking tags of their own.

        `documents` and `searches`: whether passages come in the template's own field, or as results of search calls.
        Raises ConfigError where the template can't write an ordinary conversation.
        """
        self.template = template
        self.defuse = Defuser((*template.control, *(THINKING if tagged else ())))
        self._bos = bos
        self._plans: dict[Shape, ShapePlan] = {}
        self.caller = found_out(template, documents=documents, searches=searches)
        self.folds_system = self.caller.folds_system
        self.closers = closers(self.caller, searches=searches)
        self.end = self.closers.answer
        self._trims = trimmed_roles(self.caller)
        thinking = (Said("user"), Said("assistant", thinks=True))
        self.forgets = mark("thoughts", 1) not in self.caller.rendered(stand_in(Shape(thinking * 2)))

    def split(self, chat: Chat) -> Iterator[Chat]:
        """Yield the chat, or one for each trained answer where the template rewrites what came before an answer."""
        answers = {n for n, m in enumerate(chat.messages) if m.trained and m.role == "assistant"}
        whole = answers <= self._plan(chat).as_asked
        for part in (chat,) if whole else one_answer_each(chat, with_questions=True):
            yield self.recalled(part)

    def recalled(self, chat: Chat) -> Chat:
        """Return the chat with the thoughts of its last answer only, where the template forgets earlier ones."""
        if not self.forgets:
            return chat
        *before, last = chat.messages
        return replace(chat, messages=(*(replace(message, thoughts="") for message in before), last))

    def rows(self, chat: Chat) -> Iterator[list[Segment]]:
        """Yield the text of each part of the chat in stretches, the last one trained."""
        for part in self.split(chat):
            yield trimmed(joined(self._written(part, self._plan(part))))

    @property
    def headers(self) -> tuple[str, str]:
        """What stands in front of a question and of an answer: by these, some trainers find what they train."""
        shape = Shape((Said("user"), Said("assistant"), Said("user")))
        literals = [text for text, _ in unmarked(self.caller.marked(shape))]
        after_question = [text for text, _ in unmarked(self.caller.marked(shape.until(1)))][-1]
        question = literals[2].removeprefix("" if self.closers.is_header else self.end).lstrip().rstrip(" ")
        answer = literals[1].removeprefix(after_question).rstrip(" ")
        return question, answer or literals[1].strip()

    def _written(self, chat: Chat, plan: ShapePlan) -> Iterator[tuple[bool, str]]:
        if not plan.pieces[0].text.startswith(self._bos):
            yield False, self._bos
        for piece in plan.pieces:
            label = piece.owner >= 0 and chat.messages[piece.owner].trained
            yield label, piece.slot.filled(self._text(chat, piece.slot)) if piece.slot else piece.text

    def _text(self, chat: Chat, slot: Slot) -> str:
        if slot.part in ("source", "text"):
            shown = chat.documents[slot.number]
            return self.defuse(shown.source if slot.part == "source" else shown.text)
        return self._said(chat.messages[slot.number], slot.part)

    def _said(self, message: ChatMessage, part: str) -> str:
        text = self.defuse({"content": message.content, "query": message.query}.get(part, message.thoughts))
        return text.strip() if message.role in self._trims or message.thoughts else text

    def _plan(self, chat: Chat) -> ShapePlan:
        said = tuple(Said(m.role, bool(m.thoughts), bool(m.query)) for m in chat.messages)
        shape = Shape(said, len(chat.documents), chat.searches)
        if shape not in self._plans:
            self._plans[shape] = self._planned(shape, chat)
        return self._plans[shape]

    def _planned(self, shape: Shape, first: Chat) -> ShapePlan:
        """Render a shape with marks and cut it at them; compare with what the template makes of `first` itself."""
        text = self.caller.marked(shape)
        answers = [n for n, one in enumerate(shape.said) if one.role == "assistant"]
        spans = {n: span for n in answers if (span := self._span(text, shape, n))}
        last = len(shape.said) - 1
        plan = ShapePlan(self._cut(text, shape, spans), frozenset(spans))
        if "".join(text for _, text in self._written(first, plan)).removeprefix(self._bos) != self._real(first):
            raise self.caller.problem("changes what messages say, so that no record can be written with it")
        if last not in answers or (last in spans and spans[last][1] <= len(text)):
            return plan
        if last in spans:  # nothing closes it: what the model has to produce there is written behind
            text = text[: max(slot.end for slot in slots(text))] + self._closer(shape, last)
        else:
            text = self._completed(shape)
            spans = {last: (len(self._prompts(shape, last)[0].rstrip(" ")), len(text))}
        spans[last] = (spans[last][0], len(text))
        return ShapePlan(self._cut(text, shape, spans), frozenset(spans))

    def _span(self, text: str, shape: Shape, number: int) -> tuple[int, int] | None:
        """Return where what the model has to produce as its answer stands; None where the text shows it otherwise.

        It begins before a space, since a word and the space before it are one token. Its end may lie behind that of the
        text, where nothing closes an answer at the end of a conversation.
        """
        prompt = next((one for one in self._prompts(shape, number) if text.startswith(one)), None)
        own = [slot for slot in slots(text) if slot.number == number and slot.part in ("content", "thoughts", "query")]
        if prompt is None or (shape.said[number].thinks and not any(slot.part == "thoughts" for slot in own)):
            return None
        if self._never_asks(shape.until(number), prompt):  # what stands before an answer is given
            prompt = text[: own[0].start].removesuffix(OPENING)
        start = len(prompt.rstrip(" "))
        if shape.said[number].thinks and THINKING[1] in text[start : own[0].start]:
            return None  # thoughts behind empty thoughts
        position, closer = max(slot.end for slot in own), self._closer(shape, number)
        if not text[position:].startswith(closer) and (number < len(shape.said) - 1 or text[position:].strip()):
            return None
        return start, position + len(closer)

    def _prompts(self, shape: Shape, number: int) -> list[str]:
        """Return the texts with which the answer may be asked for, the usual one first.

        An answer without thoughts is asked for with the switch that turns thinking off, where the template has one.
        """
        switches = reversed(SWITCHES) if shape.said[number].thinks else SWITCHES
        prompts = [self.caller.marked(shape.until(number), asking=True, **switch) for switch in switches]
        if shape.said[number].thinks:
            usual = self.caller.marked(shape.until(number), asking=True)
            prompts = sorted([usual, *prompts], key=lambda prompt: prompt.rstrip().endswith(THINKING[1]))
        return list(dict.fromkeys(prompts))

    def _never_asks(self, shape: Shape, prompt: str) -> bool:
        """Whether the text before an answer is no more than the turn before it, ended as any turn."""
        behind = prompt[max((slot.end for slot in slots(prompt)), default=0) :].strip()
        return behind in ("", self.end) and prompt == self.caller.marked(shape)

    def _closer(self, shape: Shape, number: int) -> str:
        return self.closers.call if shape.said[number].calls else self.closers.answer

    def _completed(self, shape: Shape) -> str:
        """Return the text with its last answer after its prompt, for templates that never show one as it was given."""
        last = len(shape.said) - 1
        prompt = self._prompts(shape, last)[0]
        opened = prompt.rstrip().endswith(THINKING[0])
        thoughts = ""
        if shape.said[last].thinks:
            thoughts = f"{'' if opened else OPENING}{mark('thoughts', last)}\n{THINKING[1]}\n\n"
        elif opened:  # it can't be asked for without thoughts: they are ended at once
            thoughts = f"{THINKING[1]}\n\n"
        return prompt + thoughts + mark("content", last) + self.end

    def _cut(self, text: str, shape: Shape, spans: Mapping[int, tuple[int, int]]) -> tuple[Stretch, ...]:
        """Return a marked text as pieces, each with the message whose label it has."""
        owned = dict(spans)
        for slot in slots(text):
            if slot.part == "content" and shape.said[slot.number].role == "user":
                start = len(text[: slot.start].rstrip(" "))
                owned[slot.number] = (start, slot.end)
        borders = sorted({border for span in owned.values() for border in span})
        pieces: list[Stretch] = []
        position = 0
        for literal, place in unmarked(text):
            inside = [border for border in borders if position < border < position + len(literal)]
            for start, end in zip((position, *inside), (*inside, position + len(literal)), strict=True):
                pieces.append(Stretch(text[start:end], _owner(owned, start)))
            position += len(literal)
            if place is not None:
                pieces.append(Stretch("", _owner(owned, position), place))
                position = place.end
        return tuple(piece for piece in pieces if piece.text or piece.slot) or (Stretch(""),)

    def _real(self, chat: Chat) -> str:
        """Return what the template itself makes of a conversation."""
        messages = (
            replace(
                message,
                content=self._said(message, "content"),
                thoughts=self._said(message, "thoughts"),
                query=self._said(message, "query"),
            )
            for message in chat.messages
        )
        shown = (ShownPassage(self.defuse(one.source), self.defuse(one.text)) for one in chat.documents)
        real = replace(chat, messages=tuple(messages), documents=tuple(shown))
        return self.caller.rendered(real).removeprefix(self._bos)


def _owner(spans: Mapping[int, tuple[int, int]], position: int) -> int:
    return next((number for number, (start, end) in spans.items() if start <= position < end), -1)


@lru_cache(maxsize=8)
def layout_of(template: ChatTemplate, bos: str, tagged: bool, passages: str) -> ChatLayout:
    """Return the layout of a template, with the passages where `export.passages` has them.

    A template is found out once: a run asks whether records can be written before it pays, and writes them at its end.
    """
    return ChatLayout(template, bos=bos, tagged=tagged, documents=passages == "documents", searches=passages == "tool")
