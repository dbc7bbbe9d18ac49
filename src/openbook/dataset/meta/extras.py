"""Extra prompts of meta-datagen: YAML chats whose contents are Jinja templates over an item's fields."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openbook.calls import Exchange
from openbook.config import Config
from openbook.config.messages import kind, listed, shown
from openbook.config.source import Source, read_source
from openbook.contexts.layout import format_context
from openbook.dataclass import dataclass
from openbook.dialogue.reply import answer_text
from openbook.errors import ConfigError, Problem
from openbook.records import Draft

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

FIELDS = (
    "text", "metadata", "chunk_id", "scenario", "rag_failed", "rag_chunks", "stringified_retrieved_chunks",
    "rag_conversation", "judgement",
)  # fmt: skip
"""What a template can name."""

ROLES = ("system", "user", "assistant")


@dataclass(frozen=True, slots=True)
class Extra:
    """One prompt file, compiled."""

    path: Path
    messages: "tuple[tuple[str, Template], ...]"
    """Role and content."""

    def rendered(self, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return role and text of each message. Raises ConfigError where a template can't work with an item."""
        from jinja2 import TemplateError

        try:
            return [(role, template.render(fields)) for role, template in self.messages]
        except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
            message = f"can't be filled with the item {fields['chunk_id']} ({fields['metadata']}): {error}"
            raise ConfigError([Problem(str(self.path), None, "", message)]) from error


def load_extras(config: Config) -> tuple[Extra, ...]:
    """Return the extra prompts of a config, none where meta-datagen is off. Raises ConfigError with every problem."""
    meta = config.meta_datagen
    paths = meta.meta_datagen_extras if meta.do_meta_datagen else ()
    problems: list[Problem] = []
    extras = tuple(_load(path, problems) for path in paths)
    if problems:
        raise ConfigError(problems)
    return extras


def fields_of(draft: Draft, judgement: Exchange | None) -> dict[str, Any]:
    """Return what the templates are filled with for one accepted item; every value is text, number or a list of such.

    `rag_conversation` is a list of `question`, `thoughts` and `answer` (thoughts included, as in the records).
    """
    item = draft.item
    return {
        "text": item.gold[0].text,
        "metadata": item.gold[0].source,
        "chunk_id": item.gold[0].id,
        "scenario": item.scenario,
        "rag_failed": not item.has_gold,
        "rag_chunks": [
            {"text": p.text, "metadata": p.source, "chunk_id": p.chunk_id, "is_gold": p.is_gold, "score": p.score}
            for p in item.passages
        ],
        "stringified_retrieved_chunks": format_context(item.passages),
        "rag_conversation": [
            {"question": turn.question, "thoughts": turn.thoughts, "answer": answer_text(turn)} for turn in draft.turns
        ],
        "judgement": judgement.reply.text if judgement else "",
    }


def _load(path: Path, problems: list[Problem]) -> Extra:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    source = read_source(path)
    environment = SandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True)
    messages = [] if source.problems else _messages(source, environment)
    problems.extend(source.problems)
    return Extra(path, tuple(messages))


def _messages(source: Source, environment: "SandboxedEnvironment") -> "list[tuple[str, Template]]":
    """Return the compiled messages, leaving what is wrong in the source's problems."""
    if not isinstance(source.values, list) or not source.values:
        message = f"found {kind(source.values)}, wanted a list of messages, each with `role:` and `content:`"
        source.problems.append(Problem(source.name, 1, "", message))
        return []
    messages = []
    for index, entry in enumerate(source.values):
        role, content = (entry.get("role"), entry.get("content")) if isinstance(entry, dict) else (None, None)
        if role not in ROLES:
            source.problems.append(source.problem((index, "role"), f"found {shown(role)}, wanted {listed(ROLES)}"))
        elif not isinstance(content, str):
            source.problems.append(source.problem((index, "content"), f"found {kind(content)}, wanted text"))
        elif template := _compiled(content, index, source, environment):
            messages.append((role, template))
    return messages


def _compiled(content: str, index: int, source: Source, environment: "SandboxedEnvironment") -> "Template | None":
    from jinja2 import TemplateError, meta

    try:
        names = meta.find_undeclared_variables(environment.parse(content)) - set(FIELDS)
        if not names:
            return environment.from_string(content)
        message = f"found {' and '.join(f'{{{{ {name} }}}}' for name in sorted(names))}, wanted {listed(FIELDS)}"
    except TemplateError as error:
        message = f"found a Jinja error ({error}), wanted a template over an item's fields"
    source.problems.append(source.problem((index, "content"), message))
    return None
