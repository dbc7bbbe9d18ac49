"""The config as the rest of the program sees it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from openbook.calls import WRITERS, Size
from openbook.config.addresses import STORED
from openbook.config.model_sections import (
    ApiSection,
    CostSection,
    ModelSection,
    ModelSettings,
    own_settings,
    settings_of,
)
from openbook.config.recipe import (
    CurateSection,
    GenerationSection,
    RetrievalSection,
    ScenariosSection,
    VerifySection,
    embedding_settings,
)
from openbook.config.sections import (
    ExportSection,
    MetaDatagenSection,
    PathSection,
    ReadSection,
    RunSection,
    SkipSection,
    SystemSection,
    what_is_given,
)
from openbook.scenarios import SCENARIOS


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
    def _whole(cls, given: Any) -> Any:
        """Return a config with a place for every section: made alone, each would have pydantic build it a schema."""
        return {**{name: {} for name in cls._sections()}, **what_is_given(given)} if isinstance(given, dict) else given

    @classmethod
    def _sections(cls) -> Iterator[str]:
        return (name for name, field in cls.model_fields.items() if field.default_factory is not None)

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
        """Return the settings of a model; those of the built-in engine where the config names none."""
        if size == "embedding":
            return embedding_settings(self.retrieval, self.cost)
        if size == "judge":
            return own_settings(size, self.verify.judge)
        if size == "target":
            return own_settings(size, self.verify.target if self.verify.asked or self.verify.samples else None)
        return settings_of(size, self.api, self.cost)

    def answered_by(self, models: Mapping[Size, object]) -> "Config":
        """Return the config with a program's models in place of its own: under its names, or those of their classes."""
        api: dict[str, object] = {}
        verify: dict[str, object] = {}
        for size, model in models.items():
            if size in ("judge", "target"):
                before = self.verify.judge if size == "judge" else self.verify.target or ModelSection()
                own = {"model": before.model or type(model).__name__, "mode": "api"}
                verify[size] = before.model_copy(update=own | ({"use": "own"} if size == "judge" else {}))
            else:
                api |= {
                    f"{size}_mode": "api",
                    f"{size}_model": getattr(self.api, f"{size}_model") or type(model).__name__,
                }
        sections = {"api": self.api.model_copy(update=api), "verify": self.verify.model_copy(update=verify)}
        return self.model_copy(update=sections) if models else self

    @property
    def writers(self) -> tuple[Size, ...]:
        """The models that are asked for words: the small and the large one, and those that only look at drafts."""
        own: tuple[Size, ...] = ("judge", "target")
        return (*WRITERS, *(size for size in own if self.model(size).mode != "extractive"))

    @property
    def judge_size(self) -> Size | None:
        """Which model looks at drafts; None where none does."""
        sizes: dict[str, Size | None] = {"none": None, "small": "small", "large": "large", "own": "judge"}
        return sizes[self.verify.judge.use]

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
    def contradicts_by_model(self) -> bool:
        """Whether a model changes facts for the kinds of contexts that have a passage which disagrees."""
        return self.scenarios.conflicting_by == "model" and any(SCENARIOS[name].disagrees for name in self.shares)

    @property
    def distractors(self) -> Literal["random", "hard", "mixed"]:
        """The kind of distractors: hard ones where `robust` is chosen and nothing else said."""
        is_open = self.scenarios.preset == "robust" and "distractors" not in self.retrieval.model_fields_set
        return "hard" if is_open else self.retrieval.distractors

    def redacted(self) -> dict[str, Any]:
        """Return the whole effective config as JSON-ready values, keys as `***`, for run.json."""
        values: dict[str, Any] = self.model_dump(mode="json")
        for size in WRITERS:
            api = values["api"]
            api[f"{size}_mode"] = self.model(size).mode
            api[f"{size}_sampling"] = self.model(size).sampling
            api[f"{size}_api_key"] = "***" if api[f"{size}_api_key"] else None
            api[f"{size}_base_url"] = _without_query(api[f"{size}_base_url"])
        for place in STORED:
            values["path"][place] = self.path.shown(place)
        values["retrieval"]["embedding_api_key"] = "***" if self.retrieval.embedding_api_key else None
        values["retrieval"]["embedding_base_url"] = _without_query(self.retrieval.embedding_base_url)
        for name in ("judge", "target"):
            section = values["verify"][name]
            if section is not None:
                section["api_key"] = "***" if section["api_key"] else None
                section["base_url"] = _without_query(section["base_url"])
                section["sampling"] = getattr(self.verify, name).sampling.given()
        return values


def _without_query(url: str | None) -> str | None:
    return urlsplit(url)._replace(query="***").geturl() if url and urlsplit(url).query else url
