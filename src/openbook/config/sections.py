"""The sections of the config file, one class each, every key with its default and its range.

A key is a field: its name is what the user writes, its default what a config without it means, and the constraints of
`Field` become the `wanted …` of an error message. Add a key here, then to docs/configuration.md (a test compares them).
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_serializer,
    field_validator,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from openbook.config.addresses import Addressed
from openbook.config.messages import shown, wrong
from openbook.forms import form_names
from openbook.system_prompts import ASSIST, STRICT
from openbook.text.late import late

NAME_IN_BRACES = late(r"\{([A-Za-z_]\w*)\}")
"""`{name}`, as a field of a final prompt is written; other braces are text."""


def unambiguous(value: Any, field: FieldInfo) -> Any:
    """Undo surprises of YAML: `on` is a boolean to it, and a boolean passes for a number. Capitals don't matter."""
    options = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
    if isinstance(value, bool) and "on" in options:
        return "on" if value else "off"
    if isinstance(value, str) and value.strip().lower() in options:
        return value.strip().lower()
    if isinstance(value, bool) and bool not in (field.annotation, *get_args(field.annotation)):
        raise PydanticCustomError("boolean", "found a boolean")
    return value


def what_is_given(given: Any) -> Any:
    """Return a section without its empty keys: they mean their defaults."""
    return {key: value for key, value in given.items() if value is not None} if isinstance(given, dict) else given


class Section(BaseModel):
    """What all sections share: nothing unknown, nothing changed afterwards, an empty key means its default."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True)

    _given = model_validator(mode="before")(what_is_given)

    @field_validator("*", mode="before")
    @classmethod
    def _unambiguous(cls, value: Any, info: ValidationInfo) -> Any:
        return unambiguous(value, cls.model_fields[info.field_name or ""])


class PathSection(Addressed, Section):
    """Where things are read and written. In a loaded config all are absolute; of what lies in storage, the copies."""

    input_dir: Path = Path("documents")
    """A config file has to name it; this value serves configs made in code."""
    output_dir: Path = Path("output")
    prompts: Path | None = None
    """A folder of prompt files that replace the packaged ones, each by its name."""
    default_prompts: Path | None = None
    """Where a prompt is looked up that `prompts` does not have."""
    ledger: Path | None = None
    """None: `openbook.db` in the output folder. A path shares one ledger between output folders."""
    spool_dir: Path | None = None
    """Holds the copies of what lies in storage; None: `~/.local/state/openbook`."""
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


def final_prompt(prompt: str) -> str:
    """Return the prompt; it must hold `{data}`, and no other `{name}`."""
    others = [f"{{{name}}}" for name in dict.fromkeys(NAME_IN_BRACES.findall(prompt)) if name != "data"]
    if others:
        raise wrong(" and ".join(others), "no name in braces but {data}: write your own words instead")
    if "{data}" not in prompt:
        raise wrong(f"no {{data}} in {shown(prompt)}", "{data} where the retrieved context goes")
    if "{{data}}" in prompt:
        raise wrong("{{data}}", "{data}, with single braces")
    return prompt


FinalPrompt = Annotated[str, AfterValidator(final_prompt)]
"""A system prompt of training records, with `{data}` where the context goes."""


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


def expressions(value: Any) -> Any:
    """Return names and regular expressions as they are, if each of the latter can be used."""
    for pattern in value if isinstance(value, tuple) else ():
        try:
            empty = re.compile(pattern).fullmatch("") is not None
        except (re.error, OverflowError) as error:
            raise wrong(f"{shown(pattern)} ({error})", "a regular expression, or one of the known names") from None
        if empty:
            raise wrong(shown(pattern), "a regular expression that finds more than nothing")
    return value


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


def known_form(name: str) -> str:
    """Return the name of a form. Raises ValueError for one that there is not."""
    if name not in form_names():
        raise ValueError(f"found {name!r}, wanted one of {', '.join(form_names())}")
    return name


FormName = Annotated[str, AfterValidator(known_form)]
"""What `openbook export --to` takes."""


PassagePlace = Literal["system", "user", "documents", "tool"]
"""Where a record's passages stand: in the system prompt, before the question, in the chat template's own field for
documents, or as the result of a search call."""

Results = Literal["text", "json"]
"""How a search's result is written: as `openbook.format_context` does, or as a JSON list."""


Citations = Literal["quotes", "numbers", "footnotes", "cohere", "anthropic"]
"""How answers show what they rest on: as they were written, with `[n]`, with `[n]` and the sources below, or in
spans that name passages, as answers of Cohere's or Anthropic's models do."""


class ExportSection(Section):
    """What is written beside the records, and how long a record may be."""

    formats: tuple[FormName, ...] = ()
    """Written by every run, each into its folder below `export`."""
    max_tokens: int | None = Field(default=None, ge=64)
    """Longer records lose distractors, then earlier turns, or are left out as `too_long`. None: no limit."""
    validation: float = Field(default=0.0, ge=0, le=0.5)
    """The share of the chunks whose records go into a file of their own."""
    passages: PassagePlace = "system"
    """Where the passages stand in exports. The records' own file has them in the system prompt."""
    results: Results = "text"
    """How the result of a search is written where `passages` is `tool`."""
    citations: Citations = "quotes"
    """How answers cite in exports. The records' own file has them as they were written."""
    meta: bool = False
    """Whether each row has a column `meta`: its ids, sources, scenario, and how hard it is."""


METRICS = (".jsonl", ".prom")


class RunSection(Section):
    """How a run works, and how it can be watched."""

    processes: int = Field(default=1, ge=1, le=256)
    """That share the calls, their checks, the contexts and what is written."""
    metrics: tuple[Path, ...] = Field(default=())
    """Files that tell every ten seconds how far it is: `.jsonl` a line each time, `.prom` the last state."""

    @field_validator("metrics", mode="before")
    @classmethod
    def _one_is_enough(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str | Path) else value

    @field_validator("metrics")
    @classmethod
    def _known(cls, value: tuple[Path, ...]) -> tuple[Path, ...]:
        for path in value:
            if path.suffix not in METRICS:
                raise wrong(str(path), "a name that ends in .jsonl or .prom")
        return value


MetaKey = Literal["judgement_details", "rag_failed_details", "rag_success_details", "masked_conversation_details"]


class MetaDatagenSection(Section):
    """The calls themselves as training rows."""

    do_meta_datagen: bool = False
    meta_datagen_keys: tuple[MetaKey, ...] = ("judgement_details", "rag_failed_details", "rag_success_details")
    meta_datagen_extras: tuple[Path, ...] = ()
    """YAML chat prompts, Jinja, filled with an item's fields."""
