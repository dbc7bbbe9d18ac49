"""Turns → segments: what a model reads, cut where training begins and ends."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from openbook.config import Config
from openbook.config.sections import Citations
from openbook.dataclass import dataclass, replace
from openbook.dataset.render.by_template import ChatLayout, layout_of
from openbook.dataset.render.chat import Chat, ChatMessage, ShownPassage, Thoughts, chat_of
from openbook.dataset.render.chat_template import load_chat_template
from openbook.dataset.render.cite import cited
from openbook.dataset.render.defuse import Defuser
from openbook.dataset.render.place import Placing
from openbook.dataset.render.segments import Segment, trimmed
from openbook.errors import ConfigError, Problem
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
    place: Placing | None = None
    """None where the passages stand in the system prompt."""
    citations: Citations = "quotes"

    @classmethod
    def from_config(cls, config: Config, *, exporting: bool = False) -> "Renderer":
        """Return the renderer of the user's three formats, or of the chat format that `system.template` names.

        `exporting`: with the passages where `export.passages` wants them. Raises ConfigError where the chat format has
        no place for them there.
        """
        system, where = config.system, config.export.passages if exporting else "system"
        formats = system.formats
        layout: Layout
        if formats:
            if where in ("documents", "tool"):
                message = f"found {where}, wanted system or user: your own formats have no place for it"
                raise ConfigError([Problem("config", None, "export.passages", message)])
            layout = UserFormats(*formats, bos=system.bos)
        else:
            thinks = config.generation.thoughts == "think"
            layout = layout_of(load_chat_template(system.template), system.bos, thinks, where)
        place = None if where == "system" else Placing(config, config.generation.thoughts)
        citations = config.export.citations if exporting else "quotes"
        return cls(layout, config.generation.thoughts, system.train_on_questions, place, citations)

    def rows(self, conversation: Conversation) -> Iterator[list[Segment]]:
        """Yield the text of a conversation in stretches, trained or masked, the last one trained.

        It is one record, or one for each answer where the chat format shows earlier answers otherwise than the last.
        Nothing is yielded where nothing would be trained.
        """
        yield from (row for row in self.layout.rows(self.chat(conversation)) if row)

    def chat(self, conversation: Conversation) -> Chat:
        """Return a conversation as messages, thoughts and passages as the config wants them."""
        first = self.layout.caller.first_document if isinstance(self.layout, ChatLayout) else 1
        conversation = cited(conversation, self.citations, first)
        if self.place is not None:
            return self.place(conversation)
        return chat_of(conversation, self.thoughts, train_on_questions=self.train_on_questions)


def safe(chat: Chat, clean: Defuser) -> Chat:
    """Return the chat with control tokens broken in everything that it says or shows."""
    messages = (
        replace(m, content=clean(m.content), thoughts=clean(m.thoughts), query=clean(m.query)) for m in chat.messages
    )
    shown = (ShownPassage(clean(one.source), clean(one.text)) for one in chat.documents)
    return replace(chat, messages=tuple(messages), documents=tuple(shown))


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
