"""The sections of the config file, one class each, every key with its default and its range.

A key is a field: its name is what the user writes, its default what a config without it means, and the constraints of
`Field` become the `wanted …` of an error message. Add a key here, then to docs/configuration.md (a test compares them).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationInfo,
    field_serializer,
    field_validator,
    model_validator,
)

from openbook.config.fields import (
    base_url,
    expressions,
    final_prompt,
    hardness,
    sampling_names,
    secret,
    unambiguous,
)
from openbook.config.system_prompts import ASSIST, STRICT

Mode = Literal["api", "cohere", "batch", "extractive"]
"""How a model is reached: an OpenAI-compatible endpoint, Cohere's, a provider's batches, or by the built-in engine's
rules.
"""
BatchKind = Literal["openai", "anthropic", "gemini"]
"""Whose interface for batches: OpenAI's is served by others too."""


TEMPLATES = ("chatml", "llama3", "mistral", "gemma", "qwen3", "deepseek", "phi")
"""Chat formats that `system.template` knows by name; any other one is the folder of a tokenizer."""


class Section(BaseModel):
    """What all sections share: nothing unknown, nothing changed afterwards, an empty key means its default."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_means_default(cls, given: Any) -> Any:
        return {key: value for key, value in given.items() if value is not None} if isinstance(given, dict) else given

    @field_validator("*", mode="before")
    @classmethod
    def _unambiguous(cls, value: Any, info: ValidationInfo) -> Any:
        return unambiguous(value, cls.model_fields[info.field_name or ""])


Hardness = Annotated[str | tuple[int, int], BeforeValidator(hardness)]
"""`easy`, `medium`, `hard`, or the first and the last rank among the retriever's hits, from 1."""

FinalPrompt = Annotated[str, AfterValidator(final_prompt)]
"""A system prompt of training records, with `{data}` where the context goes."""


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
    small_sampling: Sampling = Field(default_factory=Sampling)
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
    large_sampling: Sampling = Field(default_factory=Sampling)

    _key = field_validator("small_api_key", "large_api_key", mode="before")(secret)
    _url = field_validator("small_base_url", "large_base_url")(base_url)


class PathSection(Section):
    """Where things are read and written. In a loaded config all of them are absolute."""

    input_dir: Path = Path("documents")
    """A config file has to name it; this value serves configs made in code."""
    output_dir: Path = Path("output")
    prompts: Path | None = None
    """A folder of prompt files that replace the packaged ones, each by its name."""
    default_prompts: Path | None = None
    """Where a prompt is looked up that `prompts` does not have."""
    ledger: Path | None = None
    """None: `openbook.db` in the output folder. A path shares one ledger between output folders."""
    include: tuple[str, ...] = ()
    """Patterns (globs) of the files that are read, relative to `input_dir`; empty: all."""
    exclude: tuple[str, ...] = ()
    """Patterns of files and folders that are passed over."""
    text_key: str = Field(default="text", min_length=1)
    """The key of a JSON record that holds its text."""

    @property
    def has_writing_prompts(self) -> bool:
        """Whether a folder of the user's has a prompt that writes question and answer in one call."""
        folders = [folder for folder in (self.prompts, self.default_prompts) if folder]
        return any(next(folder.glob("rag_*_conversation.*"), None) for folder in folders)


class SkipSection(Section):
    """Steps that can be left out."""

    skip_filter_chunks: bool = False
    """Every chunk counts as suitable; the small model is not called."""
    rules_first: bool = False
    """The built-in engine's rules for tables of contents, licences and the like come before the small model."""


class SystemSection(Section):
    """What is made, and how."""

    completion_mode: bool = False
    concurrency_limit: int = Field(default=50, ge=1, le=100_000)
    use_stop: bool = True
    use_subset: bool = False
    subset_size: int = Field(default=30, ge=1)
    chunk_size: int = Field(default=4000, ge=20)
    """In `chunk_unit`."""
    chunk_overlap: int = Field(default=0, ge=0)
    """How much of the end of a chunk the next one repeats, in `chunk_unit`; less than `chunk_size`."""
    chunk_unit: Literal["characters", "tokens"] = "characters"
    tokenizer: str | None = Field(default=None, min_length=1)
    """A tokenizer.json, a folder with one, or a name on the hub."""
    rag_failure_percentage: float = Field(default=0.4, ge=0, le=1)
    """A probability: the share of items whose context does not hold the answer."""
    rag_max_chunks: int = Field(default=3, ge=1, le=1000)
    num_items_per_group: int = Field(default=3, ge=1, le=1000)
    history: Literal["full", "answers", "none"] = "full"
    """Earlier turns of a record's group: whole, without their thoughts, or not at all."""
    seed: int = 0
    template: str = Field(default="chatml", min_length=1)
    """One of `TEMPLATES`, or a tokenizer's folder with a chat template; not used where the three formats are given."""
    train_on_questions: bool = True
    system_format: str | None = None
    user_format: str | None = None
    assistant_format: str | None = None
    bos: str = ""
    final_assistant_prompts: tuple[FinalPrompt, ...] = Field(default=ASSIST, min_length=1)
    final_assistant_prompts_strict: tuple[FinalPrompt, ...] | None = Field(default=None, min_length=1)
    """None: the packaged ones, see `strict_prompts`."""

    @property
    def strict_prompts(self) -> tuple[str, ...]:
        """The system prompts that tell the model to abstain where the sources are silent."""
        return self.final_assistant_prompts_strict or STRICT

    @property
    def formats(self) -> tuple[str, str, str] | None:
        """The Jinja templates of system, user and assistant; None where `template` sets them."""
        given = (self.system_format, self.user_format, self.assistant_format)
        return None if None in given else given  # type: ignore[return-value]


class RetrievalSection(Section):
    """How contexts are simulated."""

    distractors: Literal["random", "hard", "mixed"] = "mixed"
    """With the preset `robust`: hard, unless given."""
    near_duplicate: float = Field(default=0.3, gt=0, le=1)
    """Containment of 5-word shingles from which two passages say the same."""
    query: Literal["chunk", "question"] | None = None
    """What the retriever is asked: the chunk's rarest words, or questions that are asked first. None: `question` with
    the preset `robust`, else `chunk`."""
    hardness: Hardness = "hard"
    """Which of the retriever's hits are hard distractors: a name, or the first and the last rank."""
    candidates: Literal["bm25", "dense", "hybrid"] = "bm25"
    """How hits are found: by words, by vectors (extra `dense`), or by both."""
    embedding_model: str | None = Field(default=None, min_length=1)
    """The model's name at `embedding_base_url`; without that, a local folder with a model2vec model."""
    embedding_base_url: str | None = None
    """An OpenAI-compatible endpoint with `/embeddings`."""
    embedding_api_key: SecretStr | None = None
    embedding_requests_per_minute: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    embedding_tokens_per_minute: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    embedding_timeout_seconds: float = Field(default=240.0, gt=0, allow_inf_nan=False)
    """One request."""
    query_prefix: str = ""
    """In front of every question that becomes a vector: some models want `query: `."""
    passage_prefix: str = ""
    """In front of every chunk that becomes a vector: some models want `passage: `."""

    _key = field_validator("embedding_api_key", mode="before")(secret)
    _url = field_validator("embedding_base_url")(base_url)


class ReadSection(Section):
    """Limits and options of the readers."""

    max_file_bytes: int = Field(default=100_000_000, ge=1)
    """Of a file; of a line for jsonl, which is read line by line."""
    max_seconds: float = Field(default=60.0, gt=0, allow_inf_nan=False)
    """One file."""
    max_unpacked_bytes: int = Field(default=200_000_000, ge=1)
    """Of docx and epub, after decompression."""
    max_depth: int = Field(default=500, ge=1, le=10_000)
    """Nested values in json; xml parts have a limit of their own, html may nest as it likes."""
    workers: int = Field(default=0, ge=0, le=1024)
    """Processes that read; 0: all cores."""
    deduplicate: bool = True
    drop_boilerplate: bool = False
    """Paragraphs that stand in most files are left out of the text."""
    ocr: bool = False
    """Pages without a text layer are read with tesseract (extra `ocr`)."""
    web: bool = False
    """trafilatura picks the main content of html files (extra `web`)."""
    redact: tuple[str, ...] | Callable[[str], str] = ()
    """What is taken out of every text: `emails`, `phones`, `ibans`, `cards`, `keys`, `assigned`, or regular
    expressions. In a program also a function from a text to what may be seen of it."""

    _patterns = field_validator("redact")(expressions)

    @field_serializer("redact")
    def _named(self, value: tuple[str, ...] | Callable[[str], str]) -> tuple[str, ...]:
        """Write a function by its name, as an expression that finds nothing: it can't stand in run.json."""
        return (f"function {getattr(value, '__qualname__', type(value).__name__)}",) if callable(value) else value


class CostSection(Section):
    """Prices, in your currency per million tokens, and a limit."""

    cost_per_million_small_input: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    cost_per_million_small_output: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    cost_per_million_large_input: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    cost_per_million_large_output: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    cost_per_million_embedding_input: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    max_cost: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    """Sending stops when it is reached."""


MetaKey = Literal["judgement_details", "rag_failed_details", "rag_success_details", "masked_conversation_details"]


class MetaDatagenSection(Section):
    """The calls themselves as training rows."""

    do_meta_datagen: bool = False
    meta_datagen_keys: tuple[MetaKey, ...] = ("judgement_details", "rag_failed_details", "rag_success_details")
    meta_datagen_extras: tuple[Path, ...] = ()
    """YAML chat prompts, Jinja, filled with an item's fields."""
