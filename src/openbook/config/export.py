"""The section about what becomes of the records: formats, length, and the share that is held out."""

from typing import Literal

from pydantic import Field

from openbook.config.sections import Section

Format = Literal[
    "axolotl", "axolotl-chat", "trl", "llamafactory", "unsloth", "openai", "ms-swift", "mlx", "sharegpt", "tokens",
    "parquet",
]  # fmt: skip
"""What `openbook export --to` takes."""


class ExportSection(Section):
    """What is written beside the records, and how long a record may be."""

    formats: tuple[Format, ...] = ()
    """Written by every run, each into its folder below `export`."""
    max_tokens: int | None = Field(default=None, ge=64)
    """Longer records lose distractors, then earlier turns, or are left out as `too_long`. None: no limit."""
    validation: float = Field(default=0.0, ge=0, le=0.5)
    """The share of the chunks whose records go into a file of their own."""
