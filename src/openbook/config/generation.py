"""The sections about what a model writes, and how much of it is wanted."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from openbook.config.fields import wrong
from openbook.config.sections import Section


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


class CurateSection(Section):
    """How many records there are, and in which shares."""

    target_records: int | None = Field(default=None, ge=1)
    """Exactly so many, where the chunks allow; None: all that are accepted."""
    rounds: int = Field(default=3, ge=0, le=20)
    """Rounds, at most, in which spare items are drawn for the kinds of context of which the checks refuse more."""
