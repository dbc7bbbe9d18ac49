"""The config as the rest of the program sees it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, SecretStr, model_validator

from openbook.calls import Size
from openbook.config.export import ExportSection
from openbook.config.generation import CurateSection, GenerationSection
from openbook.config.running import RunSection
from openbook.config.scenarios import ScenariosSection
from openbook.config.sections import (
    ApiSection,
    BatchKind,
    CostSection,
    MetaDatagenSection,
    Mode,
    PathSection,
    ReadSection,
    RetrievalSection,
    SkipSection,
    SystemSection,
)
from openbook.config.verification import VerifySection
from openbook.scenarios import SCENARIOS

COHERE_URL = "https://api.cohere.ai/compatibility/v1"
"""Cohere's OpenAI-compatible endpoint."""
BATCH_URLS: dict[BatchKind, str] = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com",
    "gemini": "https://generativelanguage.googleapis.com",
}


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

    @property
    def key(self) -> str:
        """The beginning of its keys in the config: `api.small_`, `retrieval.embedding_`."""
        return "retrieval.embedding_" if self.size == "embedding" else f"api.{self.size}_"


class Config(BaseModel):
    """Every setting of a run. `Config.model_validate({...})` fills in the defaults; `load_config` reads a file."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True)

    pipeline: Literal["rag-data", "rag-data-pipeline"] = "rag-data"
    api: ApiSection = Field(default_factory=ApiSection)
    path: PathSection = Field(default_factory=PathSection)
    skip: SkipSection = Field(default_factory=SkipSection)
    system: SystemSection = Field(default_factory=SystemSection)
    retrieval: RetrievalSection = Field(default_factory=RetrievalSection)
    scenarios: ScenariosSection = Field(default_factory=ScenariosSection)
    generation: GenerationSection = Field(default_factory=GenerationSection)
    verify: VerifySection = Field(default_factory=VerifySection)
    curate: CurateSection = Field(default_factory=CurateSection)
    read: ReadSection = Field(default_factory=ReadSection)
    export: ExportSection = Field(default_factory=ExportSection)
    run: RunSection = Field(default_factory=RunSection)
    cost: CostSection = Field(default_factory=CostSection)
    meta_datagen: MetaDatagenSection = Field(default_factory=MetaDatagenSection)

    _notices: tuple[str, ...] = PrivateAttr(default=())
    _file: Path | None = PrivateAttr(default=None)
    _input_dir_at: str = PrivateAttr(default="path.input_dir")

    @model_validator(mode="before")
    @classmethod
    def _empty_means_default(cls, given: Any) -> Any:
        return {key: value for key, value in given.items() if value is not None} if isinstance(given, dict) else given

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know of how the file was understood, one sentence each."""
        return self._notices

    @property
    def file(self) -> Path | None:
        """The file that it was read from; None where it was made by a program."""
        return self._file

    @property
    def input_dir_at(self) -> str:
        """Where the folder of documents is named: file, line and key."""
        return self._input_dir_at

    def read_from(self, file: Path, notices: tuple[str, ...], input_dir_at: str) -> "Config":
        """Return the same config with where it was read from, and notices about that."""
        copy = self.model_copy()
        copy._file, copy._notices, copy._input_dir_at = file, notices, input_dir_at
        return copy

    def model(self, size: Size) -> ModelSettings:
        """Return the settings of the small, the large or the embedding model."""
        if size == "embedding":
            return self._embedding()
        given = {key.removeprefix(f"{size}_"): value for key, value in self.api if key.startswith(f"{size}_")}
        named: Mode = "batch" if given["batch"] else "api" if given["model"] or given["base_url"] else "extractive"
        mode: Mode = given["mode"] or named
        batch: BatchKind | None = (given["batch"] or "openai") if mode == "batch" else None
        usual = COHERE_URL if mode == "cohere" else BATCH_URLS[batch] if batch else ""
        prices = {key: getattr(self.cost, f"cost_per_million_{size}_{key}") for key in ("input", "output")}
        built_in = mode == "extractive"
        return ModelSettings(
            size=size,
            model="extractive" if built_in else given["model"] or "",
            base_url="" if built_in else given["base_url"] or usual,
            api_key=None if built_in else given["api_key"],
            mode=mode,
            batch=batch,
            requests_per_minute=given["requests_per_minute"],
            tokens_per_minute=given["tokens_per_minute"],
            timeout_seconds=given["timeout_seconds"],
            max_attempts=given["max_attempts"],
            sampling=given["sampling"].given(),
            cost_input=0.0 if built_in else prices["input"],
            cost_output=0.0 if built_in else prices["output"],
        )

    def _embedding(self) -> ModelSettings:
        """Return the settings of the model for vectors; `extractive` where no server is called for them."""
        retrieval = self.retrieval
        called = retrieval.candidates != "bm25" and retrieval.embedding_base_url is not None
        return ModelSettings(
            size="embedding",
            model=retrieval.embedding_model or "",
            base_url=(retrieval.embedding_base_url or "") if called else "",
            api_key=retrieval.embedding_api_key,
            mode="api" if called else "extractive",
            requests_per_minute=retrieval.embedding_requests_per_minute,
            tokens_per_minute=retrieval.embedding_tokens_per_minute,
            timeout_seconds=retrieval.embedding_timeout_seconds,
            cost_input=self.cost.cost_per_million_embedding_input,
        )

    @property
    def shares(self) -> dict[str, float]:
        """Every scenario's share, 1 in sum. What the built-in engine can't write is not planned for it."""
        shares = self.scenarios.shares(self.system.rag_failure_percentage)
        by_rule = {name: share for name, share in shares.items() if SCENARIOS[name].by_rule}
        if self.model("large").mode != "extractive":
            return shares
        total = sum(by_rule.values())
        return {name: share / total for name, share in by_rule.items()}

    @property
    def asks_first(self) -> bool:
        """Whether questions are asked before the context is retrieved: what a search returns for them is harder and
        holds no answer. Prompts of one's own are written for one call, and the built-in engine can't ask.
        """
        one_call = self.path.has_writing_prompts and self.scenarios.preset != "robust"
        query = self.retrieval.query or ("chunk" if one_call else "question")
        return query == "question" and self.model("large").mode != "extractive"

    @property
    def distractors(self) -> Literal["random", "hard", "mixed"]:
        """The kind of distractors: hard ones where `robust` is chosen and nothing else said."""
        is_open = self.scenarios.preset == "robust" and "distractors" not in self.retrieval.model_fields_set
        return "hard" if is_open else self.retrieval.distractors

    def redacted(self) -> dict[str, Any]:
        """Return the whole effective config as JSON-ready values, keys as `***`, for run.json."""
        values: dict[str, Any] = self.model_dump(mode="json")
        for size in ("small", "large"):
            api = values["api"]
            api[f"{size}_mode"] = self.model(size).mode
            api[f"{size}_sampling"] = self.model(size).sampling
            api[f"{size}_api_key"] = "***" if api[f"{size}_api_key"] else None
            api[f"{size}_base_url"] = _without_query(api[f"{size}_base_url"])
        values["retrieval"]["embedding_api_key"] = "***" if self.retrieval.embedding_api_key else None
        values["retrieval"]["embedding_base_url"] = _without_query(self.retrieval.embedding_base_url)
        return values


def _without_query(url: str | None) -> str | None:
    return urlsplit(url)._replace(query="***").geturl() if url and urlsplit(url).query else url
