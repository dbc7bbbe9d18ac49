"""The sections about what is made: which contexts, what a model writes about them, and how many records are wanted."""

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, SecretStr, create_model, field_validator, model_validator

from openbook.config.messages import shown, wrong
from openbook.config.model_sections import CostSection, JudgeSection, ModelSection, ModelSettings, secret, server_url
from openbook.config.sections import Section
from openbook.judges import JUDGES, USUAL, JudgeName
from openbook.scenarios import OFFERED, PRESETS, Preset, reference_shares

TOLERANCE = 0.001
"""How far from 1 shares may sum up, for those who write three thirds."""


def hardness(value: Any) -> Any:
    """Return a named hardness, or the first and the last rank of the hits that count as hard, as a pair."""
    if value in ("easy", "medium", "hard"):
        return value
    if isinstance(value, str) and (ranks := re.fullmatch(r"\[?\s*(\d+)\s*,\s*(\d+)\s*\]?", value)):
        value = [int(rank) for rank in ranks.groups()]
    is_pair = isinstance(value, (list, tuple)) and [type(rank) for rank in value] == [int, int]
    if not is_pair or not 1 <= value[0] <= value[1] <= 1000:
        raise wrong(shown(value), "easy, medium, hard, or a range of ranks such as [1, 6], up to 1000")
    return tuple(value)


Hardness = Annotated[str | tuple[int, int], BeforeValidator(hardness)]
"""`easy`, `medium`, `hard`, or the first and the last rank among the retriever's hits, from 1."""


class RetrievalSection(Section):
    """How contexts are simulated."""

    distractors: Literal["random", "hard", "mixed"] = "mixed"
    """With the preset `robust`: hard, unless given."""
    near_duplicate: float = Field(default=0.3, gt=0, le=1)
    """Containment of 5-word shingles from which two passages say the same."""
    query: Literal["chunk", "question"] | None = None
    """What the retriever is asked: the chunk's rarest words, or questions that are asked first. None: `question`
    where a model writes with the packaged prompts, else `chunk`."""
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
    _url = field_validator("embedding_base_url")(server_url)


def embedding_settings(retrieval: RetrievalSection, cost: CostSection) -> ModelSettings:
    """Return the settings of the model for vectors; `extractive` where no server is called for them."""
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
        cost_input=cost.cost_per_million_embedding_input,
    )


if TYPE_CHECKING:
    _Shares = Section
else:
    _Shares = create_model(
        "_Shares", __base__=Section, **{name: (float, Field(default=0.0, ge=0, le=1)) for name in OFFERED}
    )


class ScenariosSection(_Shares):
    """Which contexts are built: a preset, or shares that sum to 1. Empty: the two kinds of the reference."""

    preset: Preset | None = None
    """`scenarios: robust` is short for `scenarios: {preset: robust}`."""
    conflicting_by: Literal["rule", "model"] = "rule"
    """Who changes a fact for `conflicting` and `outdated`, where the corpus has no page that disagrees."""

    @model_validator(mode="before")
    @classmethod
    def _name_of_a_preset(cls, given: Any) -> Any:
        if not isinstance(given, str):
            return given
        if given in PRESETS:
            return {"preset": given}
        raise wrong(shown(given), f"a preset ({', '.join(PRESETS)}), or scenarios with their shares")

    @model_validator(mode="after")
    def _sums_to_one(self) -> "ScenariosSection":
        given = self.given()
        if given and self.preset:
            raise wrong("a preset beside shares", "one or the other")
        if given and abs(sum(given.values()) - 1) > TOLERANCE:
            raise wrong(f"shares that sum to {sum(given.values()):g}", "shares that sum to 1")
        return self

    def given(self) -> dict[str, float]:
        """Return the shares that the user wrote, zeros left out."""
        return {name: share for name in OFFERED if (share := getattr(self, name))}

    def shares(self, failing: float) -> dict[str, float]:
        """Return every scenario's share, 1 in sum. `failing` is `system.rag_failure_percentage`, for the reference."""
        shares = self.given() or (PRESETS[self.preset] if self.preset else {})
        total = sum(shares.values())
        if not total:
            return reference_shares(failing)
        return {name: share / total for name, share in shares.items()}


class GenerationSection(Section):
    """How questions and answers are written."""

    turns: tuple[Annotated[int, Field(ge=1, le=8)], Annotated[int, Field(ge=1, le=8)]] = (2, 3)
    """Fewest and most questions of a conversation; a reply with fewer is gone on with, or refused."""
    structured: Literal["auto", "on", "off"] = "auto"
    """Replies by JSON schema: where the server can, always, or never."""
    thoughts: Literal["visible", "think", "none"] = "visible"
    """Reasoning in records as text, between <think> tags, or left out."""

    @field_validator("turns")
    @classmethod
    def _in_order(cls, turns: tuple[int, int]) -> tuple[int, int]:
        if turns[0] > turns[1]:
            raise wrong(f"[{turns[0]}, {turns[1]}]", "the fewest turns, then the most, such as [2, 3]")
        return turns


if TYPE_CHECKING:
    _Thresholds = Section
else:
    _Thresholds = create_model(
        "_Thresholds",
        __base__=Section,
        **{name: (float, Field(default=row.threshold, ge=0, le=1)) for name, row in JUDGES.items()},
    )


class ThresholdsSection(_Thresholds):
    """By judge: the score below which a draft is refused."""


class VerifySection(Section):
    """Who looks at drafts beside the checks, and what is done before one is lost."""

    judge: JudgeSection = Field(default="none", validate_default=True)
    """`none`, `small`, `large`, or a model of its own."""
    judges: tuple[JudgeName, ...] = Field(default=USUAL, min_length=1)
    """What it is asked."""
    target: ModelSection | None = None
    """The model that will be trained, for `closed_book` and `samples`."""
    samples: int = Field(default=0, ge=0, le=8)
    """Answers to each question, in its context, that `target` is asked for: preference pairs are made of them."""
    thresholds: ThresholdsSection = Field(default={}, validate_default=True)
    audit: float = Field(default=0.05, ge=0, le=1)
    """Share of the drafts about which the judge is asked a second time, in another order and layout."""
    repairs: int = Field(default=1, ge=0, le=5)
    """Times that a draft which fails a check after all attempts is asked again with what was wrong; 0: never."""

    @property
    def asked(self) -> tuple[str, ...]:
        """The judges that look at drafts, none where there is no model for them: `closed_book` comes with a target."""
        if self.judge.use == "none":
            return ()
        comes = self.target is not None and "judges" not in self.model_fields_set
        return (*self.judges, "closed_book") if comes else self.judges


Trait = Literal["documents", "headings", "question_types", "difficulty"]
"""What a set can be spread over."""


class CurateSection(Section):
    """How many records there are, in which shares, and how they are chosen over the whole set."""

    target_records: int | None = Field(default=None, ge=1)
    """Exactly so many, where the chunks allow; None: all that are accepted."""
    rounds: int = Field(default=3, ge=0, le=20)
    """Rounds, at most, in which spare items are drawn for the kinds of context of which the checks refuse more."""
    repeated_questions: float | None = Field(default=None, gt=0, le=1)
    """Likeness of words from which a question repeats that of another item, which is left out. None: all stay."""
    paraphrased_questions: float | None = Field(default=None, gt=0, le=1)
    """The same for the cosine of their vectors, where `retrieval.candidates` uses any."""
    spread: tuple[Trait, ...] = ()
    """Over what the records are spread evenly where `target_records` chooses among them; the first counts most."""

    @field_validator("spread", mode="before")
    @classmethod
    def _one_is_enough(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value
