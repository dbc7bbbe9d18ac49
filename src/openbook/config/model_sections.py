"""The sections about the models: how each is reached, within which limits, and what its calls cost."""

import re
from typing import Any, Literal

from pydantic import ConfigDict, Field, SecretStr, field_validator, model_validator

from openbook.calls import Size, price
from openbook.config.messages import shown, wrong
from openbook.config.sections import Section
from openbook.dataclass import dataclass, field

Mode = Literal["api", "cohere", "batch", "extractive"]
"""How a model is reached: an OpenAI-compatible endpoint, Cohere's, a provider's batches, or by the built-in engine's
rules.
"""
BatchKind = Literal["openai", "anthropic", "gemini"]
"""Whose interface for batches: OpenAI's is served by others too."""

COHERE_URL = "https://api.cohere.ai/compatibility/v1"
"""Cohere's OpenAI-compatible endpoint."""
BATCH_URLS: dict[BatchKind, str] = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com",
    "gemini": "https://generativelanguage.googleapis.com",
}

LIMITS = ("requests_per_minute", "tokens_per_minute", "timeout_seconds", "max_attempts")

RESERVED = frozenset(
    {"model", "messages", "prompt", "stop", "stream", "stream_options", "n", "tools", "tool_choice", "response_format"}
)
"""Parts of a request that are not sampling."""

SAMPLING = (
    "temperature", "top_p", "top_k", "min_p", "max_tokens", "max_completion_tokens", "frequency_penalty",
    "presence_penalty", "repetition_penalty", "seed", "reasoning_effort",
)  # fmt: skip
"""Known names, so that a slip of the pen is not sent to a server that ignores it."""


def secret(value: Any) -> Any:
    """Return an API key without the white space around it. The error never shows it."""
    if not isinstance(value, str):
        return value
    key = value.strip()
    if not key:
        return None
    if not key.isascii() or not key.isprintable() or " " in key:
        raise wrong("characters that can't be in a key", "a key of one line, without spaces")
    return key


def server_url(value: str | None) -> str | None:
    """Return the URL that the paths of the API are appended to, without its last slash."""
    if value is None:
        return None
    url = re.sub(r"(/chat)?/completions$", "", value.strip().rstrip("/"))
    if "@" in url:
        raise wrong("a URL with a password in it", "the URL alone, and the key as the api_key beside it")
    if not re.fullmatch(r"https?://[^/\s]+(/\S*)?", url, re.IGNORECASE):
        raise wrong(shown(value), "a URL such as http://127.0.0.1:8000/v1")
    return url


def _nearest(name: str) -> str:
    """Return the sampling parameter that a name may have meant; empty for none."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, SAMPLING, n=1, cutoff=0.8)), "")


def sampling_names(given: Any) -> Any:
    """Return the sampling parameters unless one has a name that belongs elsewhere or looks misspelt."""
    for name in given if isinstance(given, dict) else ():
        if name in RESERVED:
            raise wrong(name, "sampling parameters only, such as temperature, top_p or max_tokens")
        if name not in SAMPLING and (near := _nearest(name)):
            raise wrong(name, near)
    return given


class Sampling(Section):
    """Parameters of a request by their names in the OpenAI API; what a server knows beyond these is passed on."""

    model_config = ConfigDict(extra="allow")

    temperature: float | None = Field(default=None, ge=0, le=5)
    top_p: float | None = Field(default=None, ge=0, le=1)
    top_k: int | None = Field(default=None, ge=-1)
    min_p: float | None = Field(default=None, ge=0, le=1)
    max_tokens: int | None = Field(default=None, ge=1)
    max_completion_tokens: int | None = Field(default=None, ge=1)
    frequency_penalty: float | None = Field(default=None, ge=-2, le=2)
    presence_penalty: float | None = Field(default=None, ge=-2, le=2)
    repetition_penalty: float | None = Field(default=None, gt=0, le=10)
    seed: int | None = None
    reasoning_effort: str | None = Field(default=None, min_length=1)

    _names = model_validator(mode="before")(sampling_names)

    def given(self) -> dict[str, Any]:
        """Return what the user set, and nothing else."""
        return {name: value for name, value in self.model_dump(exclude_unset=True).items() if value is not None}


class ApiSection(Section):
    """The two models: the small one judges chunks, the large one writes questions and answers."""

    small_model: str | None = Field(default=None, min_length=1)
    small_api_key: SecretStr | None = None
    small_base_url: str | None = None
    small_mode: Mode | None = None
    """None: `batch` where `small_batch` is given, `api` where a model or a URL is, else `extractive`."""
    small_batch: BatchKind | None = None
    """None: `openai` where the mode is `batch`."""
    small_requests_per_minute: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    small_tokens_per_minute: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    small_timeout_seconds: float = Field(default=240.0, gt=0, allow_inf_nan=False)
    """One request, from sending to the last byte."""
    small_max_attempts: int = Field(default=5, ge=1, le=100)
    """Paid replies a record may use up before it ends as failed."""
    small_sampling: Sampling = Field(default={}, validate_default=True)
    """temperature, top_p, max_tokens, … by their names in the OpenAI API."""

    large_model: str | None = Field(default=None, min_length=1)
    large_api_key: SecretStr | None = None
    large_base_url: str | None = None
    large_mode: Mode | None = None
    large_batch: BatchKind | None = None
    large_requests_per_minute: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    large_tokens_per_minute: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    large_timeout_seconds: float = Field(default=240.0, gt=0, allow_inf_nan=False)
    large_max_attempts: int = Field(default=5, ge=1, le=100)
    large_sampling: Sampling = Field(default={}, validate_default=True)

    _key = field_validator("small_api_key", "large_api_key", mode="before")(secret)
    _url = field_validator("small_base_url", "large_base_url")(server_url)


class ModelSection(Section):
    """A model of its own, with everything that a call to it needs."""

    model: str | None = Field(default=None, min_length=1)
    """As the server knows it."""
    api_key: SecretStr | None = None
    base_url: str | None = None
    mode: Literal["api", "cohere", "batch"] | None = None
    """None: `batch` where `batch` is given, else `api`."""
    batch: BatchKind | None = None
    requests_per_minute: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    tokens_per_minute: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    timeout_seconds: float = Field(default=240.0, gt=0, allow_inf_nan=False)
    max_attempts: int = Field(default=5, ge=1, le=100)
    """Paid replies that one question may use up before there is no verdict."""
    sampling: Sampling = Field(default={}, validate_default=True)
    cost_per_million_input: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    cost_per_million_output: float = Field(default=0.0, ge=0, allow_inf_nan=False)

    _key = field_validator("api_key", mode="before")(secret)
    _url = field_validator("base_url")(server_url)


class JudgeSection(ModelSection):
    """The model that looks at drafts: none, one of the two, or one of its own."""

    use: Literal["none", "small", "large", "own"] = "own"
    """`judge: small` is short for `judge: {use: small}`."""

    @model_validator(mode="before")
    @classmethod
    def _name(cls, given: Any) -> Any:
        if not isinstance(given, str):
            return given
        if given in ("none", "small", "large"):
            return {"use": given}
        raise wrong(shown(given), "none, small, large, or a model with its keys: model, base_url, …")


class CostSection(Section):
    """Prices, in your currency per million tokens, and a limit."""

    cost_per_million_small_input: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    cost_per_million_small_output: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    cost_per_million_large_input: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    cost_per_million_large_output: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    cost_per_million_embedding_input: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    max_cost: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    """Sending stops when it is reached."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """One of the models, with everything that a call to it needs."""

    size: Size
    model: str
    """As the server knows it; `extractive` for the built-in engine."""
    base_url: str
    """Without a last slash; empty for the built-in engine."""
    api_key: SecretStr | None
    mode: Mode
    batch: BatchKind | None = None
    """Whose batches its calls go in; None for any other mode."""
    requests_per_minute: float | None = None
    """None: no limit."""
    tokens_per_minute: float | None = None
    timeout_seconds: float = 240.0
    """One request."""
    max_attempts: int = 5
    """Paid replies a record may use up."""
    sampling: dict[str, Any] = field(default_factory=dict)
    """What the user set, by the names of the OpenAI API; steps have their own defaults for the rest."""
    cost_input: float = 0.0
    """Per million tokens."""
    cost_output: float = 0.0

    def price(self, input_tokens: float, output_tokens: float) -> float:
        """Return what tokens cost."""
        return price(input_tokens, output_tokens, self.cost_input, self.cost_output)

    @property
    def key(self) -> str:
        """The beginning of its keys in the config: `api.small_`, `retrieval.embedding_`."""
        if self.size == "embedding":
            return "retrieval.embedding_"
        return f"api.{self.size}_" if self.size in ("small", "large") else f"verify.{self.size}."


def settings_of(size: Size, api: ApiSection, cost: CostSection) -> ModelSettings:
    """Return the settings of the small or the large model: what is not given follows from what is."""
    given = {key.removeprefix(f"{size}_"): value for key, value in api if key.startswith(f"{size}_")}
    prices = [getattr(cost, f"cost_per_million_{size}_{side}") for side in ("input", "output")]
    return _settings(size, given, prices[0], prices[1])


def own_settings(size: Size, section: ModelSection | None) -> ModelSettings:
    """Return the settings of a model with a section of its own; `extractive` where there is none."""
    if section is None or (isinstance(section, JudgeSection) and section.use != "own"):
        return ModelSettings(size, "extractive", "", None, "extractive")
    given = {**dict(section), "mode": section.mode or ("batch" if section.batch else "api")}
    return _settings(size, given, section.cost_per_million_input, section.cost_per_million_output)


def _settings(size: Size, given: dict[str, Any], cost_input: float, cost_output: float) -> ModelSettings:
    named: Mode = "batch" if given["batch"] else "api" if given["model"] or given["base_url"] else "extractive"
    mode: Mode = given["mode"] or named
    batch: BatchKind | None = (given["batch"] or "openai") if mode == "batch" else None
    limits = {key: given[key] for key in LIMITS}
    if mode == "extractive":
        return ModelSettings(size, "extractive", "", None, mode, sampling=given["sampling"].given(), **limits)
    usual = COHERE_URL if mode == "cohere" else BATCH_URLS[batch] if batch else ""
    return ModelSettings(
        size=size,
        model=given["model"] or "",
        base_url=given["base_url"] or usual,
        api_key=given["api_key"],
        mode=mode,
        batch=batch,
        sampling=given["sampling"].given(),
        cost_input=cost_input,
        cost_output=cost_output,
        **limits,
    )
