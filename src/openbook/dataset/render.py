"""Turns → segments: what a model reads, cut where training begins and ends."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from openbook.config import Config
from openbook.dataset.chat import Chat, ChatMessage, Thoughts, chat_of
from openbook.dataset.defuse import LIKE_CONTROL, Defuser
from openbook.records import Conversation

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a record's text."""

    label: bool
    """Whether it is trained."""
    text: str


class Layout(Protocol):
    """How messages become text."""

    def segments(self, chat: Chat) -> list[Segment]:
        """Return the whole text in stretches; nothing follows the last trained one."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """Writes conversations as a config wants them."""

    layout: Layout
    thoughts: Thoughts
    train_on_questions: bool

    @classmethod
    def from_config(cls, config: Config) -> "Renderer":
        """Return the renderer of the user's three formats, or of the chat format that `system.template` names."""
        system = config.system
        formats = system.formats
        layout: Layout = UserFormats(*formats, bos=system.bos) if formats else ChatFormat(bos=system.bos)
        return cls(layout, config.generation.thoughts, system.train_on_questions)

    def segments(self, conversation: Conversation) -> list[Segment]:
        """Return the text of a conversation in stretches, trained or masked; empty where nothing would be trained."""
        chat = chat_of(conversation, self.thoughts, train_on_questions=self.train_on_questions)
        return trimmed(self.layout.segments(chat))


def trimmed(segments: list[Segment]) -> list[Segment]:
    """Drop empty segments, and everything after the last trained one."""
    kept = [segment for segment in segments if segment.text]
    while kept and not kept[-1].label:
        kept.pop()
    return kept


class UserFormats:
    """The three Jinja templates of a config: one segment a turn, exactly as rendered."""

    def __init__(self, system: str, user: str, assistant: str, *, bos: str) -> None:
        """Compile the templates. The control tokens that stand in them are defused in what they are filled with."""
        from jinja2 import StrictUndefined
        from jinja2.sandbox import SandboxedEnvironment

        environment = SandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True)
        self._templates: dict[str, Template] = {
            "system": environment.from_string(system),
            "user": environment.from_string(user),
            "assistant": environment.from_string(assistant),
        }
        self._bos = bos
        self._defuse = Defuser(LIKE_CONTROL.findall("\n".join((system, user, assistant, bos))))

    def segments(self, chat: Chat) -> list[Segment]:
        """Return one segment a message, `bos` in front of the first."""
        rendered = [Segment(message.trained, self._rendered(message)) for message in chat.messages]
        return [Segment(rendered[0].label, self._bos + rendered[0].text), *rendered[1:]]

    def _rendered(self, message: ChatMessage) -> str:
        return self._templates[message.role].render({message.role: self._defuse(message.text)})


class ChatFormat:
    """ChatML: role headers masked, each answer trained with its end-of-turn token."""

    def __init__(self, *, bos: str) -> None:
        self._bos = bos
        self._defuse = Defuser(("<|im_start|>", "<|im_end|>", "<|im_sep|>", "<|endoftext|>"))

    def segments(self, chat: Chat) -> list[Segment]:
        """Return masked and trained stretches; a header and what it is the header of are never one segment."""
        pieces = [(False, self._bos)]
        for message in chat.messages:
            pieces.append((False, f"<|im_start|>{message.role}\n"))
            pieces.append((message.trained, self._defuse(message.text)))
            ends = message.trained and message.role == "assistant"
            pieces.append((ends, "<|im_end|>"))
            pieces.append((False, "\n"))
        return joined(pieces)


def joined(pieces: list[tuple[bool, str]]) -> list[Segment]:
    """Return the pieces as segments, neighbours of one label made one."""
    segments: list[Segment] = []
    for label, text in pieces:
        if segments and segments[-1].label == label:
            segments[-1] = Segment(label, segments[-1].text + text)
        elif text:
            segments.append(Segment(label, text))
    return segments
