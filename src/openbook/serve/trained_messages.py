"""What a client says → what the model was trained to see."""

from collections.abc import Callable, Sequence
from typing import Any

from openbook.config import Config
from openbook.contexts.layout import format_context
from openbook.dataclass import dataclass
from openbook.dataset.render.place import DATA, without_data
from openbook.dataset.render.renderer import Renderer
from openbook.errors import InputError
from openbook.records import Passage
from openbook.system_prompts import ASSIST, FOUND_ASSIST, FOUND_STRICT, STRICT

ClientMessage = dict[str, Any]


@dataclass(frozen=True, slots=True)
class AsTrained:
    """Puts passages where they stood in training, control tokens in them broken as then."""

    prompt: str
    """The system prompt; `{data}` in it is the place of the passages where they stand there."""
    before_question: bool
    """Whether passages stand in front of the question."""
    defuse: Callable[[str], str]

    @classmethod
    def of(cls, config: Config, *, strict: bool) -> "AsTrained":
        """Return that of a config. `strict`: with the system prompts of records that abstain.

        Raises InputError where passages stood in a place that a client's messages don't have.
        """
        where = config.export.passages
        if where not in ("system", "user"):
            raise InputError(
                f"export.passages is {where}: passages stand there only by the model's own template or tools. Serve "
                "the search alone (--mcp), or say where they stand with --set export.passages=system."
            )
        given = config.system.strict_prompts if strict else config.system.final_assistant_prompts
        if where == "user":
            given = {ASSIST: FOUND_ASSIST, STRICT: FOUND_STRICT}.get(given) or tuple(map(without_data, given))
        return cls(given[0], where == "user", Renderer.from_config(config).layout.defuse)

    def __call__(self, messages: Sequence[ClientMessage], passages: Sequence[Passage]) -> list[ClientMessage]:
        """Return the messages with the passages of the last question, our system prompt in place of the client's."""
        context = self.defuse(format_context(passages))
        said = [message for message in messages if message.get("role") not in ("system", "developer")]
        system = self.prompt if self.before_question else context.join(self.prompt.split(DATA))
        if self.before_question:
            last = max(n for n, message in enumerate(said) if message.get("role") == "user")
            said[last] = {**said[last], "content": context + text_of(said[last])}
        return [{"role": "system", "content": system}, *said] if system else said


def question_of(messages: Any) -> str:
    """Return the last thing that the user said. Raises InputError where nothing was."""
    if isinstance(messages, list):
        asked = [one for one in messages if isinstance(one, dict) and one.get("role") == "user"]
        if asked and text_of(asked[-1]).strip():
            return text_of(asked[-1])
    raise InputError("messages: a list with a message of the role user was wanted, with a text")


def text_of(message: ClientMessage) -> str:
    """Return the text of a message, whose content is a text or a list of parts."""
    content = message.get("content")
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""
