"""How long a prompt and its reply may be together, where a server says so without being asked for a reply."""

from collections.abc import Iterator
from typing import Any

from openbook.llm.transport import Transport

NAMES = ("loaded_context_length", "max_model_len", "context_length", "context_window", "n_ctx", "max_context_length")
"""What servers call it, those that tell what is set ahead of those that tell what the model could do."""
PLACES = ("/props", "/api/ps", "/api/v0/models")
"""Beside the list of models: llama.cpp, Ollama, LM Studio."""


async def context_window(transport: Transport, model: str) -> int | None:
    """Return the tokens of a model's context as its server has it; None where it doesn't say."""
    root = transport.server.rstrip("/").removesuffix("/v1")
    for address in (*(root + place for place in PLACES), f"{transport.server.rstrip('/')}/models"):
        said = await transport.look(address)
        for entry in _about(said, model):
            for name in NAMES:
                if isinstance(number := entry.get(name), int) and number > 0:
                    return number
    return None


def _about(said: Any, model: str) -> Iterator[dict[str, Any]]:
    """Yield what an answer says of a model: of a list its entry, of one thing that thing and its settings."""
    if not isinstance(said, dict):
        return
    listed = said.get("data", said.get("models"))
    if isinstance(listed, list):
        entries = [one for one in listed if isinstance(one, dict)]
        named = [one for one in entries if model in (one.get("id"), one.get("name"), one.get("model"))]
        yield from named or (entries if len(entries) == 1 else [])
        return
    settings = said.get("default_generation_settings")
    yield from (one for one in (settings, said) if isinstance(one, dict))
