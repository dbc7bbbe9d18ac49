"""The section about a run itself: nothing in it changes the data."""

from pathlib import Path
from typing import Any

from pydantic import Field, field_validator

from openbook.config.fields import wrong
from openbook.config.sections import Section

METRICS = (".jsonl", ".prom")


class RunSection(Section):
    """How a run can be watched."""

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
