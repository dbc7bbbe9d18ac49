"""Turns → segments: what a model reads, cut where training begins and ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from openbook.config import Config
from openbook.dataset.render.by_template import ChatLayout
from openbook.dataset.render.chat import Chat, ChatMessage, Thoughts, chat_of
from openbook.dataset.render.chat_template import load_chat_template
from openbook.dataset.render.defuse import Defuser
from openbook.dataset.render.segments import Segment, trimmed
from openbook.records import Conversation
from openbook.text.control import LIKE_CONTROL

if TYPE_CHECKING:
    from jinja2 import Template


class Layout(Protocol):
    """How messages become text."""

    defuse: Defuser
    """Breaks the control tokens of the format."""
    folds_system: bool
    """Whether the format has no place for a system prompt, which then stands in front of the first question."""

    def split(self, chat: Chat) -> Iterator[Chat]:
        """Yield the chat, or parts of it where one text can't hold all that is trained."""

    def recalled(self, chat: Chat) -> Chat:
        """Return the chat with the thoughts that the format shows when the next answer is asked for."""

    def rows(self, chat: Chat) -> Iterator[list[Segment]]:
        """Yield the text of each part in stretches, trained or masked; nothing follows the last trained one."""


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
        layout: Layout
        if formats:
            layout = UserFormats(*formats, bos=system.bos)
        else:
            tagged = config.generation.thoughts == "think"
            layout = ChatLayout(load_chat_template(system.template), bos=system.bos, tagged=tagged)
        return cls(layout, config.generation.thoughts, system.train_on_questions)

    def rows(self, conversation: Conversation) -> Iterator[list[Segment]]:
        """Yield the text of a conversation in stretches, trained or masked, the last one trained.

        It is one record, or one for each answer where the chat format shows earlier answers otherwise than the last.
        Nothing is yielded where nothing would be trained.
        """
        yield from (row for row in self.layout.rows(self.chat(conversation)) if row)

    def chat(self, conversation: Conversation) -> Chat:
        """Return a conversation as messages, thoughts as the config wants them."""
        return chat_of(conversation, self.thoughts, train_on_questions=self.train_on_questions)


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
        self.folds_system = False
        self.defuse = Defuser(LIKE_CONTROL.findall("\n".join((system, user, assistant, bos))))

    def split(self, chat: Chat) -> Iterator[Chat]:
        """Yield the chat itself."""
        yield chat

    def recalled(self, chat: Chat) -> Chat:
        """Return the chat itself."""
        return chat

    def rows(self, chat: Chat) -> Iterator[list[Segment]]:
        """Yield one record: one segment a message, `bos` in front of the first."""
        rendered = [Segment(message.trained, self._rendered(message)) for message in chat.messages]
        yield trimmed([Segment(rendered[0].label, self._bos + rendered[0].text), *rendered[1:]])

    def _rendered(self, message: ChatMessage) -> str:
        return self._templates[message.role].render({message.role: self.defuse(message.text)})
