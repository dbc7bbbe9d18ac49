"""What `openbook init` asks, and what the answers put into a config."""

import json
from collections.abc import Sequence
from typing import Literal

from openbook.dataclass import dataclass
from openbook.forms import PACKAGED
from openbook.system_prompts import ASSIST, STRICT
from openbook.templates import TEMPLATES
from openbook.terminal.asking import Listener
from openbook.terminal.servers import KINDS, Server

WhereSearchFails = Literal["decline", "recall"]

SEARCH: dict[WhereSearchFails, str] = {
    "decline": "say that the sources don't tell. What handbooks want",
    "recall": "say so, and answer from memory. Safe only for what the model knows by heart",
}
ELSEWHERE = "another server: OpenAI, OpenRouter, one of your own"
BUILT_IN = "none: the built-in engine, without a network. A taste, not data to train on"
TRAINERS = ("axolotl", "trl", "unsloth", "llamafactory", "ms-swift", "mlx", "openai")
"""Forms for those who train a model that answers; `openbook export` writes all of them at any time."""


@dataclass(frozen=True, slots=True)
class Writer:
    """The model that writes the data."""

    model: str
    url: str
    key: str = ""
    """The variable of the environment that holds its key; empty for a server without one."""
    at_once: int | None = None
    """Requests that the server answers at the same time; None for many."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a config is filled with."""

    writer: Writer | None = None
    """None for the built-in engine."""
    template: str = "chatml"
    search: WhereSearchFails = "decline"
    """What the trained model shall do where the search fails: decline, or answer from memory and say so."""
    domain: str = ""
    """What the documents are about, for the system prompts; empty for prompts that don't say."""
    form: str = "axolotl"
    """The trainer whose files a run writes, too; the records themselves are Axolotl's."""

    @property
    def prompts(self) -> tuple[str, ...]:
        """The system prompts of the records for this domain; empty where the packaged ones serve."""
        if not self.domain:
            return ()
        family = ASSIST if self.search == "recall" else STRICT
        return tuple(f"You answer questions about {self.domain}.\n\n{prompt}" for prompt in family)


def converse(asker: Listener, servers: Sequence[Server], looked_at: str) -> Choices:
    """Return what a person chooses; `looked_at` is said first: what lies in the folder."""
    asker.say(looked_at)
    if servers:
        found = ", ".join(f"{server.kind.name} at {server.url}" for server in servers)
        asker.say(f"On this machine: {found}.")
    else:
        asker.say(f"No server of models answers on this machine ({', '.join(kind.name for kind in KINDS.values())}).")
    asker.say("Enter takes what stands in brackets. Ctrl-C stops, and nothing is written.")
    writer = _writer(asker, servers)
    kinds = tuple(SEARCH)
    search = kinds[
        asker.choose(
            "What shall the trained model do where the search fails?", [f"{kind}: {SEARCH[kind]}" for kind in kinds]
        )
    ]
    formats = tuple(TEMPLATES.values())
    template = formats[
        asker.choose(
            "Which chat format has the model that you will train?",
            [f"{one.name:9} as {one.model}" for one in formats],
        )
    ]
    domain = asker.words(
        "What are the documents about? A few words for the system prompts of the records, which then begin with "
        "“You answer questions about …”. Enter for none.\nAbout",
        forbidden="{}",
    )
    form = TRAINERS[
        asker.choose("Which trainer will read the records?", [f"{name:13}{PACKAGED[name]}" for name in TRAINERS])
    ]
    return Choices(writer, template.name, search, domain.rstrip(". "), form)


def _writer(asker: Listener, servers: Sequence[Server]) -> Writer | None:
    local = [
        (model, Writer(model, server.url, at_once=server.kind.at_once), server.kind.name)
        for server in servers
        for model in server.models
    ]
    # A model that makes vectors is no writer; its name is all that servers tell.
    local.sort(key=lambda one: "embed" in one[0].lower())
    options = [f"{model} ({name})" for model, _, name in local]
    chosen = asker.choose("Which model shall write the data?", [*options, ELSEWHERE, BUILT_IN], 0 if local else 1)
    if chosen < len(local):
        return local[chosen][1]
    if chosen > len(local):
        return None
    url = asker.words("Address", "https://api.openai.com/v1", forbidden=" ")
    model = asker.words("Name of the model", "gpt-4.1-mini")
    key = asker.words("Variable that holds your key, or - for none", "OPENAI_API_KEY", forbidden=" ${}=")
    return Writer(model, url, "" if key == "-" else key)


def filled(template: str, choices: Choices) -> str:
    """Return the text of a config with the choices in it."""
    lines = template.split("\n")
    if choices.writer is not None:
        _put(lines, "# Without a model,", [], count=2)
        _put(lines, "  # large_model:", _model_lines(choices.writer), count=3)
        if choices.writer.at_once is not None:
            _change(lines, "  concurrency_limit:", "50", str(choices.writer.at_once))
    _change(lines, "  template:", "chatml", choices.template)
    if choices.search == "recall":
        _change(lines, "  missing_abstain:", "missing_abstain: 0.4", "missing_recall: 0.4")
    if choices.prompts:
        _put(lines, "  subset_size:", _prompt_lines(choices), after=True)
    if choices.form != "axolotl":
        _put(lines, "# export:", ["export:", f"  formats: [{choices.form}]"], count=2)
    return "\n".join(lines)


def _model_lines(writer: Writer) -> list[str]:
    key = f"${{{writer.key}}}" if writer.key else ""
    lines = [f"  large_model: {json.dumps(writer.model)}", f"  large_base_url: {json.dumps(writer.url)}"]
    return [*lines, *([f"  large_api_key: {key}       # from the environment"] if key else [])]


def _prompt_lines(choices: Choices) -> list[str]:
    """Return the system prompts as YAML; the family that the choice of what to do calls for."""
    name = "final_assistant_prompts" if choices.search == "recall" else "final_assistant_prompts_strict"
    lines = [
        "  # The system prompts of the records: one is drawn for each, {data} is where the passages go. Show your",
        "  # model the same ones later; say them in the language of its users.",
        f"  {name}:",
    ]
    for prompt in choices.prompts:
        lines.append("    - |-")
        lines += [f"      {line}".rstrip() for line in prompt.split("\n")]
    return lines


def _put(lines: list[str], beginning: str, new: Sequence[str], count: int = 0, *, after: bool = False) -> None:
    at = next(n for n, line in enumerate(lines) if line.startswith(beginning)) + after
    lines[at : at + count] = new


def _change(lines: list[str], beginning: str, old: str, new: str) -> None:
    """Put another value into a line, and keep its remark where it stands."""
    at = next(n for n, line in enumerate(lines) if line.startswith(beginning))
    width = max(len(old), len(new))
    lines[at] = lines[at].replace(old.ljust(width), new.ljust(width), 1) if old != new else lines[at]
