"""Messages → text by a chat template, cut where training begins and ends.

The template never sees a document. It is rendered once for each shape of conversation (roles, with thoughts or without)
with marks in place of the contents; what stands between the marks is the chat format, and the contents are put in
afterwards. So no document can be taken for a template, a role or a tag, and a record costs a join.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from openbook.dataset.render.chat import Chat, ChatMessage, Role, folded, one_answer_each
from openbook.dataset.render.chat_template import THINKING, ChatTemplate
from openbook.dataset.render.defuse import Defuser
from openbook.dataset.render.segments import Segment, joined, trimmed
from openbook.errors import ConfigError, Problem

Part = Literal["content", "thoughts"]

Shape = tuple[tuple[Role, bool], ...]
"""Of each message its role, and whether it has thoughts apart from its content."""

CONTENT, THOUGHTS, END = "\ue0f0", "\ue0f1", "\ue0f2"
MARK = re.compile(f"([{CONTENT}{THOUGHTS}])(\\d+){END}")
"""Stands for the content or the thoughts of a message: private characters and its number, which no template touches."""

OPENING = f"{THINKING[0]}\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text of a shape."""

    text: str
    """Of the chat format; empty where a message's own text goes."""
    owner: int = -1
    """The message whose label it has; -1: always masked."""
    part: Part | None = None
    """What of its owner goes here; None for the format's own text."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the conversations of one shape are written."""

    pieces: tuple[Piece, ...]
    as_asked: frozenset[int]
    """The answers whose context in this text is what the model sees when it is asked for them."""


class ChatLayout:
    """Writes messages by a chat template."""

    def __init__(self, template: ChatTemplate, *, bos: str = "", tagged: bool = False) -> None:
        """`bos` is put in front unless the template writes it; `tagged` texts may hold no thinking tags of their own.

        Raises ConfigError where the template can't write an ordinary conversation.
        """
        self.template = template
        self.defuse = Defuser((*template.control, *(THINKING if tagged else ())))
        self._bos = bos
        self._plans: dict[Shape, Plan] = {}
        self.folds_system = False
        self.folds_system = not self._has_place_for_system()
        self._trims = self._trimmed_roles()
        self.end = self._end()
        twice: Shape = (("user", False), ("assistant", True)) * 2
        self.forgets = _mark("thoughts", 1) not in self._marked(twice)

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
        return Chat(chat.id, (*(replace(message, thoughts="") for message in before), last))

    def rows(self, chat: Chat) -> Iterator[list[Segment]]:
        """Yield the text of each part of the chat in stretches, the last one trained."""
        for part in self.split(chat):
            yield trimmed(joined(self._written(part, self._plan(part))))

    @property
    def headers(self) -> tuple[str, str]:
        """What stands in front of a question and of an answer: by these, some trainers find what they train."""
        shape: Shape = (("user", False), ("assistant", False), ("user", False))
        stretches = _split(self._marked(shape))
        after_question = _split(self._marked(shape[:1]))[-1]
        question = stretches[4].removeprefix(self.end).lstrip().rstrip(" ")
        answer = stretches[2].removeprefix(after_question).rstrip(" ")
        return question, answer or stretches[2].strip()

    def _written(self, chat: Chat, plan: Plan) -> Iterator[tuple[bool, str]]:
        if not plan.pieces[0].text.startswith(self._bos):
            yield False, self._bos
        for piece in plan.pieces:
            label = piece.owner >= 0 and chat.messages[piece.owner].trained
            yield label, self._text(chat.messages[piece.owner], piece.part) if piece.part else piece.text

    def _text(self, message: ChatMessage, part: Part) -> str:
        text = self.defuse(message.content if part == "content" else message.thoughts)
        return text.strip() if message.role in self._trims or message.thoughts else text

    def _plan(self, chat: Chat) -> Plan:
        shape = tuple((message.role, bool(message.thoughts)) for message in chat.messages)
        if shape not in self._plans:
            self._plans[shape] = self._planned(shape, chat)
        return self._plans[shape]

    def _planned(self, shape: Shape, first: Chat) -> Plan:
        """Render a shape with marks and cut it at them; compare with what the template makes of `first` itself."""
        text = self._marked(shape)
        prompts = {n: self._marked(shape[:n], asking=True) for n, (role, _) in enumerate(shape) if role == "assistant"}
        whole = {n for n, (_, has_thoughts) in enumerate(shape) if not has_thoughts or _mark("thoughts", n) in text}
        as_asked = frozenset(n for n, prompt in prompts.items() if n in whole and text.startswith(prompt))
        plan = Plan(self._cut(text, shape, prompts), as_asked)
        if "".join(text for _, text in self._written(first, plan)).removeprefix(self._bos) != self._real(first):
            raise self._problem("changes what messages say, so that no record can be written with it")
        last = len(shape) - 1
        if last in prompts and last not in as_asked:
            plan = self._completed(prompts[last], shape, prompts)
        return plan

    def _completed(self, prompt: str, shape: Shape, prompts: dict[int, str]) -> Plan:
        """Write a last answer after its prompt, for templates that never show an answer as it was given."""
        last = len(shape) - 1
        opening = "" if prompt.endswith(OPENING) else OPENING
        thoughts = f"{opening}{_mark('thoughts', last)}\n{THINKING[1]}\n\n" if shape[last][1] else ""
        text = prompt + thoughts + _mark("content", last) + self.end
        return Plan(self._cut(text, shape, prompts), frozenset({last}))

    def _cut(self, text: str, shape: Shape, prompts: dict[int, str]) -> tuple[Piece, ...]:
        """Return a marked text as pieces, each with the message whose label it has."""
        pieces: list[Piece] = []
        stretches = _split(text)
        for place in range(0, len(stretches), 2):
            literal = stretches[place]
            before = MARK.fullmatch(stretches[place - 1]) if place else None
            after = MARK.fullmatch(stretches[place + 1]) if place + 1 < len(stretches) else None
            if before and shape[int(before[2])][0] == "assistant" and literal.startswith(self.end):
                pieces.append(Piece(self.end, int(before[2])))
                literal = literal.removeprefix(self.end)
            if after is None:
                pieces.append(Piece(literal))
                break
            owner = int(after[2])
            part: Part = "content" if after[1] == CONTENT else "thoughts"
            header = "" if before and int(before[2]) == owner else _header(literal, part, prompts.get(owner, ""))
            pieces.append(Piece(header))
            pieces.append(Piece(literal.removeprefix(header), owner))
            pieces.append(Piece("", owner, part))
        return tuple(pieces)

    def _marked(self, shape: Shape, *, asking: bool = False) -> str:
        """Return the text of a shape with marks; with `asking` also what follows when the next answer is asked for."""
        text = self._rendered([_stand_in(n, *message) for n, message in enumerate(shape)], asking=asking)
        if any(text.count(_mark("content", n)) != 1 for n in range(len(shape))):
            raise self._problem("leaves a message out, or shows it twice")
        return text

    def _real(self, chat: Chat) -> str:
        """Return what the template itself makes of a conversation."""
        return self._rendered(
            [
                replace(message, content=self._text(message, "content"), thoughts=self._text(message, "thoughts"))
                for message in chat.messages
            ]
        ).removeprefix(self._bos)

    def _rendered(self, messages: Sequence[ChatMessage], *, asking: bool = False) -> str:
        from jinja2 import TemplateError

        given = folded(messages) if self.folds_system else messages
        try:
            contents = [{"role": message.role, "content": message.text} for message in given]
            return self.template.render(contents, generation_prompt=asking)
        except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
            raise self._problem(f"refuses an ordinary conversation ({error})") from error

    def _has_place_for_system(self) -> bool:
        try:
            self._marked((("system", False), ("user", False), ("assistant", False)))
        except ConfigError:
            return False
        return True

    def _trimmed_roles(self) -> frozenset[str]:
        """Return the roles whose contents lose the white space around them."""
        roles: tuple[Role, ...] = ("system", "user", "assistant")
        loose = [ChatMessage(role, f"\n {_mark('content', n)} \n", trained=False) for n, role in enumerate(roles)]
        text = self._rendered(loose)
        return frozenset(role for n, role in enumerate(roles) if f"\n {_mark('content', n)} \n" not in text)

    def _end(self) -> str:
        """Return what ends an answer, amid a conversation and at its end alike, without white space around it."""
        stretches = _split(self._marked((("user", False), ("assistant", False)) * 2))
        pairs = zip(self._tokens(stretches[4]), self._tokens(stretches[-1]), strict=False)
        return "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)).rstrip()

    def _tokens(self, text: str) -> list[str]:
        tokens = sorted(filter(None, self.template.control), key=len, reverse=True)
        return [part for part in re.split(f"({'|'.join(map(re.escape, tokens))})", text) if part] if tokens else [text]

    def _problem(self, what: str) -> ConfigError:
        message = f"the chat template of {self.template.name} {what}"
        return ConfigError([Problem("config", None, "system.template", message)])


def _header(literal: str, part: Part, prompt: str) -> str:
    """Return what is given in front of a message, not said by it: all but the last space and an opening tag.

    Cut before the space, since a word and the space before it are one token. An opening tag is said by the model unless
    the prompt gives it.
    """
    if part == "content":
        return literal.rstrip(" ")
    if literal.endswith(OPENING) and not prompt.endswith(OPENING):
        return literal.removesuffix(OPENING).rstrip(" ")
    return literal


def _mark(part: Part, message: int) -> str:
    return f"{CONTENT if part == 'content' else THOUGHTS}{message}{END}"


def _stand_in(number: int, role: Role, has_thoughts: bool) -> ChatMessage:
    return ChatMessage(
        role, _mark("content", number), trained=False, thoughts=_mark("thoughts", number) if has_thoughts else ""
    )


def _split(text: str) -> list[str]:
    """Return the text cut at its marks: format, mark, format, …, format."""
    parts = []
    position = 0
    for match in MARK.finditer(text):
        parts += [text[position : match.start()], match[0]]
        position = match.end()
    return [*parts, text[position:]]
