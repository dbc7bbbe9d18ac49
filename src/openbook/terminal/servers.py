"""Servers of models on this machine: where they listen unless they are told otherwise, and what they have."""

import json
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from typing import Any

from openbook.dataclass import dataclass

PATIENCE = 1.0
"""Seconds that a server has to say which models it has."""
MOST_MODELS = 12


@dataclass(frozen=True, slots=True)
class ServerKind:
    """A program that serves models."""

    name: str
    at_once: int | None = None
    """Requests that it answers at the same time as it is usually started; None for as many as the config sends."""


KINDS: Mapping[int, ServerKind] = {
    11434: ServerKind("Ollama", 4),
    8000: ServerKind("vLLM"),
    8080: ServerKind("llama.cpp", 4),
    1234: ServerKind("LM Studio", 4),
    30000: ServerKind("SGLang"),
}
"""By the port on which it listens."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server of models on this machine."""

    kind: ServerKind
    url: str
    models: tuple[str, ...]


def local_servers(kinds: Mapping[int, ServerKind] = KINDS) -> list[Server]:
    """Return the servers on this machine that say which models they have."""
    found = []
    for port, kind in kinds.items():
        url = f"http://127.0.0.1:{port}/v1"
        with suppress(OSError, ValueError, TypeError, KeyError):
            with _direct().open(f"{url}/models", timeout=PATIENCE) as answer:
                models = tuple(str(one["id"]) for one in islice(json.load(answer)["data"], MOST_MODELS))
            if models:
                found.append(Server(kind, url, models))
    return found


def _direct() -> Any:
    """Return what asks without a proxy: this machine is not behind one."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))
