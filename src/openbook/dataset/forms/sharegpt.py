"""The sharegpt form, for tools without flags: every answer of a row is trained, so a row holds only what is."""

from collections.abc import Iterator, Mapping

from openbook.dataset.forms.form import Form, Row, RowTools, Situation
from openbook.dataset.forms.llamafactory import SPEAKERS
from openbook.dataset.render.chat import Chat


def rows(chat: Chat, tools: RowTools) -> Iterator[Row]:
    """Yield the system prompt and the record's own turns; the masked turns before them are left out."""
    own = next((n for n, m in enumerate(chat.messages) if m.trained and m.role == "assistant"), 0) - 1
    kept = [m for n, m in enumerate(chat.messages) if m.role == "system" or n >= own]
    for part in tools.chats(Chat(chat.id, tuple(kept))):
        yield {"conversations": [{"from": SPEAKERS[m.role], "value": m.text} for m in part.messages]}


def settings(situation: Situation) -> Mapping[str, str]:
    """Return nothing: no one trainer is meant."""
    return {}


FORM = Form("sharegpt", rows, settings, trains="every answer, and nothing else")
