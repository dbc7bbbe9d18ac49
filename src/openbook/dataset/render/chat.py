"""The one internal form that every format is written from: messages with roles, and whether each is trained."""

from collections.abc import Iterator, Sequence
from typing import Literal

from openbook.dataclass import dataclass, replace
from openbook.dialogue.reply import answer_text
from openbook.records import Conversation, Turn

Role = Literal["system", "user", "assistant", "tool"]

Thoughts = Literal["visible", "think", "none"]
"""Reasoning in records: as text under its heading, between <think> tags, or left out."""


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a training record."""

    role: Role
    content: str
    """What the reader of the answer sees; reasoning is part of it where it is `visible`."""
    trained: bool
    """Whether it is in the loss."""
    thoughts: str = ""
    """Of an answer, where reasoning goes between tags: what stands between them."""
    found: bool | None = None
    """Of an answer: whether the passages hold it; None where nobody said so."""
    query: str = ""
    """Of a search call: what is searched for. Such a message has no content."""

    @property
    def text(self) -> str:
        """The content with the thoughts in front, for formats that have no place of their own for them."""
        return f"<think>\n{self.thoughts}\n</think>\n\n{self.content}" if self.thoughts else self.content


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage in the template's own field."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Chat:
    """A training record as messages: one system prompt (or none), then question and answer in turn.

    Between a question and its answer there may be search calls, each followed by its result, a message of the role
    `tool`.
    """

    id: str
    messages: tuple[ChatMessage, ...]
    documents: tuple[ShownPassage, ...] = ()
    """The passages, where they stand in the template's own field."""

    @property
    def searches(self) -> bool:
        """Whether the search tool is called in it."""
        return any(message.query for message in self.messages)


def chat_of(conversation: Conversation, thoughts: Thoughts, *, train_on_questions: bool) -> Chat:
    """Return a conversation as messages."""
    messages = [ChatMessage("system", conversation.system, trained=False)]
    for entry in conversation.turns:
        messages.append(ChatMessage("user", entry.turn.question, entry.trained and train_on_questions))
        messages.append(answered(entry.turn, entry.trained, thoughts))
    return Chat(conversation.id, tuple(messages))


def answered(turn: Turn, trained: bool, thoughts: Thoughts) -> ChatMessage:
    """Return the answer of a turn as a message, its reasoning as wanted."""
    if thoughts == "visible":
        return ChatMessage("assistant", answer_text(turn), trained, found=turn.found)
    apart = turn.thoughts.strip() if thoughts == "think" else ""
    return ChatMessage("assistant", turn.answer, trained, apart, turn.found)


def one_answer_each(chat: Chat, *, with_questions: bool = False) -> Iterator[Chat]:
    """Yield a chat for each trained answer, cut after it, with nothing else trained (but, if wanted, its question).

    For trainers that train the last answer of a row and nothing before it, and for chat formats in which earlier
    answers look otherwise than the last one.
    """
    cuts = [n for n, message in enumerate(chat.messages) if message.trained and message.role == "assistant"]
    for number, cut in enumerate(cuts):
        own = cut - 1 if with_questions and chat.messages[cut - 1].role == "user" else -1
        before = [
            message if n == own else replace(message, trained=False) for n, message in enumerate(chat.messages[:cut])
        ]
        messages = (*before, chat.messages[cut])
        yield replace(chat, id=f"{chat.id}-{number}" if len(cuts) > 1 else chat.id, messages=messages)


def folded(messages: Sequence[ChatMessage]) -> list[ChatMessage]:
    """Put the system prompt in front of the first question, which is then masked, for formats without a system role."""
    if len(messages) < 2 or messages[0].role != "system":
        return list(messages)
    system, question, *rest = messages
    return [ChatMessage("user", f"{system.content}\n\n{question.content}", trained=False), *rest]
