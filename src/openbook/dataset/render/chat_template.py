"""Chat formats as the ecosystem keeps them: a Jinja template over messages, and the control tokens that it writes."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openbook.dataclass import dataclass, field
from openbook.dataset.render.packaged import WRITERS, TemplateRefusedError, Writer, as_json
from openbook.errors import ConfigError, Problem
from openbook.templates import TEMPLATES
from openbook.text.control import LIKE_CONTROL

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

FOLDER = Path(__file__).parent / "templates"

THINKING = ("<think>", "</think>")
TODAY = datetime(2025, 1, 1)
"""What a template that asks for the date is told, so that the same records come out every day."""


@dataclass(frozen=True, slots=True)
class ChatTemplate:
    """One chat format."""

    name: str
    """As the config has it."""
    source: str
    """Jinja, over `messages` and `add_generation_prompt`."""
    tokens: Mapping[str, str] = field(hash=False)
    """`bos_token`, `eos_token`, … for the template."""
    control: tuple[str, ...]
    """Everything that must not come out of a document: single tokens to the model, or tags that the template reads."""
    write: Writer | None = None
    """What writes the same without Jinja, for a packaged format."""

    def render(self, messages: Sequence[Mapping[str, Any]], *, generation_prompt: bool = False, **given: Any) -> str:
        """Return the text of the messages. Raises TemplateRefusedError where the template refuses them.

        `given` is what else a template may read: `documents`, `tools`, switches. As with the makers' own code, tools
        and documents are none where there are none, not undefined.
        """
        known = {"tools": None, "documents": None, **self.tokens, **given, "add_generation_prompt": generation_prompt}
        if self.write:
            return "".join(self.write(messages, known))
        with _refusing():
            return _compiled(self.source).render(messages=messages, **known)


def load_chat_template(name: str) -> ChatTemplate:
    """Return a packaged format, or the one of a tokenizer's folder. Raises ConfigError where there is none."""
    if packaged := TEMPLATES.get(name):
        source = (FOLDER / f"{name}.jinja").read_text("utf-8")
        control = _control(source, (*packaged.tokens.values(), *packaged.also_control))
        return ChatTemplate(name, source, packaged.tokens, control, WRITERS[name])
    folder = Path(name)
    settings = _json(folder / "tokenizer_config.json")
    source_text = _source(folder, settings)
    if source_text is None:
        message = f"found no chat template in {folder} (chat_template.jinja, or chat_template in tokenizer_config.json)"
        raise ConfigError([Problem("config", None, "system.template", message)])
    special = tuple(_special(settings, _json(folder / "tokenizer.json")))
    tokens = {key: _content(value) for key, value in settings.items() if key.endswith("_token") and value}
    return ChatTemplate(name, source_text, tokens, _control(source_text, special))


def _control(source: str, tokens: Sequence[str]) -> tuple[str, ...]:
    thinking = THINKING if THINKING[1] in source else ()
    return tuple(dict.fromkeys((*tokens, *LIKE_CONTROL.findall(source), *thinking)))


def _source(folder: Path, settings: Mapping[str, Any]) -> str | None:
    """Return the template of a tokenizer's folder, wherever it is kept; the one called default of several."""
    file = folder / "chat_template.jinja"
    if file.is_file():
        return file.read_text("utf-8")
    found = settings.get("chat_template") or _json(folder / "chat_template.json").get("chat_template")
    if isinstance(found, list):
        named = {entry["name"]: entry["template"] for entry in found}
        found = named.get("default", next(iter(named.values()), None))
    return found if isinstance(found, str) else None


def _special(settings: Mapping[str, Any], tokenizer: Mapping[str, Any]) -> Iterator[str]:
    for key, value in settings.items():
        if key.endswith("_token") and value:
            yield _content(value)
    yield from map(_content, settings.get("additional_special_tokens") or ())
    added = [*(settings.get("added_tokens_decoder") or {}).values(), *(tokenizer.get("added_tokens") or ())]
    yield from (_content(token) for token in added if token.get("special"))


def _content(token: Any) -> str:
    return str(token["content"] if isinstance(token, dict) else token)


def _json(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        content = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise ConfigError([Problem("config", None, "system.template", f"can't read {path}: {error}")]) from error
    return content if isinstance(content, dict) else {}


@cache
def _environment() -> "SandboxedEnvironment":
    """Return Jinja as the makers of chat templates expect it, closed to everything outside of it."""
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from openbook.dataset.render.generation_tag import GenerationTag

    extensions = ["jinja2.ext.loopcontrols", GenerationTag]
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=extensions)
    environment.globals["raise_exception"] = _refuse
    environment.globals["strftime_now"] = TODAY.strftime
    environment.filters["tojson"] = as_json
    return environment


@cache
def _compiled(source: str) -> "Template":
    return _environment().from_string(source)


def _refuse(message: str) -> None:
    raise TemplateRefusedError(message)


@contextmanager
def _refusing() -> Iterator[None]:
    """Take every error of a template for its refusal."""
    from jinja2 import TemplateError

    try:
        yield
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise TemplateRefusedError(str(error)) from error
