"""A config's batches: which provider, at which address, with which key."""

from typing import TYPE_CHECKING

from openbook.config import ModelSettings
from openbook.llm.batch.anthropic import VERSION, Anthropic
from openbook.llm.batch.gemini import Gemini
from openbook.llm.batch.openai import OpenAI
from openbook.llm.batch.provider import Provider
from openbook.llm.batch.wires import Wires, user_agent
from openbook.llm.stop import Stop
from openbook.llm.timing import Timing

if TYPE_CHECKING:
    import aiohttp


def provider_for(settings: ModelSettings, session: "aiohttp.ClientSession", timing: Timing, stop: Stop) -> Provider:
    """Return the provider of a model whose calls go in batches."""
    secret = settings.api_key.get_secret_value() if settings.api_key is not None else ""
    url = settings.base_url.rstrip("/")
    headers = user_agent()
    if settings.batch == "anthropic":
        url = url.removesuffix("/v1")
        headers |= {"x-api-key": secret, "anthropic-version": VERSION}
        return Anthropic(Wires(session, url, headers, secret, timing, stop), url, url)
    if settings.batch == "gemini":
        url = url.removesuffix("/v1beta")
        headers |= {"x-goog-api-key": secret}
        return Gemini(Wires(session, url, headers, secret, timing, stop), url, url, settings.model)
    if secret:
        headers["Authorization"] = f"Bearer {secret}"
    return OpenAI(Wires(session, url, headers, secret, timing, stop), url, url)
