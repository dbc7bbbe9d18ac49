"""The prompts, packaged or the user's own, and how they are filled in.

Each prompt is looked up in `path.prompts`, then `path.default_prompts`, then the package. Its fields are filled in one
pass and verbatim: no template language ever sees a document, so braces and the like in documents stay as they are.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import orjson

from openbook.calls import Message
from openbook.config import Config
from openbook.config.prompt_files import FIELDS, PromptText, file_name, find, needed, read_prompt
from openbook.dataclass import dataclass
from openbook.dialogue.prompts.bare_form import form_of
from openbook.errors import ConfigError, Problem
from openbook.text.late import late

PACKAGED = Path(__file__).parent / "files"
END = "**END**"
"""Ends each example of a completion prompt; sent as `stop`."""
FIELD = late(r"\{(" + "|".join(FIELDS) + r")\}")


@dataclass(frozen=True, slots=True, eq=False)
class Prompts:
    """The prompts of a run, read once; each is itself alone, so that what is made of them can be remembered."""

    completion: bool
    """Whether they are texts to go on with, not messages."""
    texts: Mapping[str, PromptText]
    """By name, not yet filled in."""
    turns: str
    """How many turns a conversation has, in words: `two or three`."""
    parts: Mapping[str, tuple[tuple[str, ...], ...]]
    """By name, for each message its text cut at the fields: literal and field name in turn."""

    def render(self, name: str, **fields: str) -> tuple[Message, ...] | str:
        """Return the messages of a chat prompt, or the text of a completion prompt, with the fields filled in.

        Raises KeyError for an unknown prompt, or a field that the prompt has and `fields` has not.
        """
        filled = [_filled(parts, {"turns": self.turns, **fields}) for parts in self.parts[name]]
        if self.completion:
            return filled[0]
        messages = self.texts[name].messages
        return tuple(Message(message.role, text) for message, text in zip(messages, filled, strict=True))

    def fingerprint(self, name: str) -> str:
        """Return the sha256 (hex) of a prompt's content: where its file lies and how it is laid out don't count."""
        prompt = self.texts[name]
        content = [[message.role, message.content] for message in (*prompt.messages, *prompt.examples)]
        return sha256(orjson.dumps([content, prompt.text])).hexdigest()

    def path(self, name: str) -> Path:
        """Return the file that a prompt was read from."""
        return self.texts[name].path

    def form(self, name: str) -> tuple[Message, ...]:
        """Return what a request shows only where no schema says the form of its reply: of a packaged prompt the labels
        of its worked examples, of one of the user's own these themselves.
        """
        examples = self.texts[name].examples
        return (form_of(examples),) if examples and self.packaged(name) else examples

    def own_words(self, name: str) -> str:
        """Return a prompt's instructions and examples, without the material of any item."""
        filled = self.render(name, **dict.fromkeys(FIELDS, "") | {"turns": self.turns})
        if isinstance(filled, str):
            return filled
        return "\n".join(message.content for message in (*filled, *self.texts[name].examples))

    def packaged(self, name: str) -> bool:
        """Return whether a prompt is ours, so that what it asks for may be expected of a reply."""
        return self.path(name).parent == PACKAGED


def _filled(parts: tuple[str, ...], fields: Mapping[str, str]) -> str:
    return "".join(fields[part] if index % 2 else part for index, part in enumerate(parts))


def load_prompts(config: Config) -> Prompts:
    """Return the prompts that the config needs. Raises ConfigError with every problem of their files."""
    completion, asked = config.system.completion_mode, config.asks_first
    folders = (config.path.prompts, config.path.default_prompts, PACKAGED)
    problems: list[Problem] = []
    texts: dict[str, PromptText] = {}
    for name, required in needed(config).items():
        path = find(name, folders, completion, asked)
        chat = None if path else find(name, (PACKAGED,), completion=False, asked=asked)
        if path is not None:
            texts[name], wrong = read_prompt(path, required, packaged=path.parent == PACKAGED)
        elif chat is not None:
            prompt, wrong = read_prompt(chat, required, packaged=True)
            texts[name] = as_text(prompt)
        else:
            searched = ", ".join(str(folder) for folder in folders if folder)
            wrong = [Problem(file_name(name, completion), None, "", f"found in none of {searched}")]
        problems.extend(wrong)
    if problems:
        raise ConfigError(problems)
    parts = {name: tuple(tuple(FIELD.split(text)) for text in prompt.texts) for name, prompt in texts.items()}
    return Prompts(completion, texts, in_words(*config.generation.turns), parts)


def in_words(fewest: int, most: int) -> str:
    """Return a range of small numbers as people say it: `two`, `two or three`, `two to five`."""
    names = ("one", "two", "three", "four", "five", "six", "seven", "eight")
    low, high = names[fewest - 1], names[most - 1]
    return low if fewest == most else f"{low} or {high}" if most == fewest + 1 else f"{low} to {high}"


def as_text(prompt: PromptText) -> PromptText:
    """Return a packaged chat prompt as a text to go on with, its examples before its last part."""
    *first, last = prompt.messages
    written = [
        f"{message.content}\n{END}" if message.role == "assistant" else message.content
        for message in (*first, *prompt.examples, last)
    ]
    return PromptText(prompt.path, (), "\n\n".join(written) + "\n\n")
