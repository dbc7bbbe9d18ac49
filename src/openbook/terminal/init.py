"""`openbook init`: a commented config for a folder of documents, after a look at the folder and at this machine."""

import json
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from openbook.atomic import write_bytes
from openbook.corpus.suffixes import format_by, suffix_of
from openbook.errors import OutputError
from openbook.terminal.numbers import counted

TEMPLATE = Path(__file__).with_name("config_template.yaml")
NAME = "config.yaml"
DOCUMENTS = "documents"
PORTS = {11434: "Ollama", 8000: "vLLM", 8080: "llama.cpp", 1234: "LM Studio", 30000: "SGLang"}
"""Where servers of models listen on this machine unless they are told otherwise."""
PATIENCE = 0.5
"""Seconds that a server has to say which models it has."""
MOST_MODELS = 12

WhereSearchFails = Literal["decline", "recall"]


@dataclass(frozen=True, slots=True)
class Server:
    """A server of models on this machine."""

    name: str
    url: str
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a config is filled with."""

    model: tuple[str, str] | None = None
    """Name and base URL; None for the built-in engine."""
    template: str = "chatml"
    search: WhereSearchFails = "decline"
    """What the trained model shall do where the search fails: decline, or answer from memory and say so."""


def write_template(folder: Path, choices: Choices | None = None) -> Path:
    """Write a commented config into a folder and return its path; the folder is made where it is missing.

    The config reads the folder itself where documents lie in it, else its subfolder `documents`, which is made. Raises
    OutputError where there is a config already, or nothing can be written.
    """
    path = folder / NAME
    if path.exists():
        raise OutputError(f"{path} is there already and stays as it is: edit it, or name another folder.")
    input_dir = "." if holds_documents(folder) else f"./{DOCUMENTS}"
    text = _filled(TEMPLATE.read_text("utf-8").replace("{input_dir}", input_dir), choices or Choices())
    write_bytes(path, text.encode())
    (folder / input_dir).mkdir(exist_ok=True)
    return path


def _filled(text: str, choices: Choices) -> str:
    if choices.model is not None:
        name, url = choices.model
        lines = text.split("\n")
        at = next(n for n, line in enumerate(lines) if line.startswith("  # large_model:"))
        lines[at : at + 3] = [f"  large_model: {json.dumps(name)}", f"  large_base_url: {url}"]
        text = "\n".join(lines)
    text = text.replace("template: chatml ", f"template: {choices.template} ")
    return text.replace("  missing_abstain: 0.4", "  missing_recall: 0.4 ") if choices.search == "recall" else text


def holds_documents(folder: Path) -> bool:
    """Whether documents lie in a folder itself, and not in a subfolder made for them."""
    return folder.is_dir() and not (folder / DOCUMENTS).is_dir() and bool(_documents(folder, deep=False))


def _documents(folder: Path, *, deep: bool) -> list[Path]:
    found = folder.rglob("*") if deep else folder.iterdir()
    visible = (path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))
    return [path for path in visible if path.is_file() and format_by(suffix_of(path.name)) is not None]


def about(folder: Path) -> str:
    """Return a sentence on the documents that a new config in this folder reads, or where they belong."""
    place = folder if holds_documents(folder) else folder / DOCUMENTS
    found = [path for path in _documents(place, deep=True) if path.name != NAME] if place.is_dir() else []
    if not found:
        return f"Put your documents into {place}."
    kinds = sorted({suffix_of(path.name) for path in found})
    return f"{counted(len(found), 'documents')} in {place} ({', '.join(kinds)})."


def local_servers(ports: Sequence[int] = tuple(PORTS)) -> list[Server]:
    """Return the servers on this machine that say which models they have."""
    found = []
    for port in ports:
        url = f"http://127.0.0.1:{port}/v1"
        with suppress(OSError, ValueError, TypeError, KeyError):
            with urllib.request.urlopen(f"{url}/models", timeout=PATIENCE) as answer:
                models = tuple(str(one["id"]) for one in json.load(answer)["data"])
            if models:
                found.append(Server(PORTS.get(port, "a server"), url, models[:MOST_MODELS]))
    return found


def converse(
    ask: Callable[[str, Sequence[str], str], str], servers: Sequence[Server], templates: Sequence[str]
) -> Choices:
    """Return what a person chooses. `ask(question, options, default)` returns one of the options."""
    models = {f"{model} ({server.name})": (model, server.url) for server in servers for model in server.models}
    engine = "the built-in engine"
    chosen = ask("Which model shall write the data?", [engine, *models], next(iter(models), engine))
    search = ask(
        "What shall the trained model do when the search fails? `decline` says that the sources don't tell, which is "
        "what handbooks want; `recall` says so and answers from memory, which is safe only for what the model knows by "
        "heart.",
        ["decline", "recall"],
        "decline",
    )
    template = ask("Which chat format has the model that you will train?", templates, "chatml")
    return Choices(models.get(chosen), template, "recall" if search == "recall" else "decline")
