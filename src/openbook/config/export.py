"""The section about what becomes of the records: formats, length, and the share that is held out."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from openbook.config.sections import Section
from openbook.forms import form_names


def known_form(name: str) -> str:
    """Return the name of a form. Raises ValueError for one that there is not."""
    if name not in form_names():
        raise ValueError(f"found {name!r}, wanted one of {', '.join(form_names())}")
    return name


Format = Annotated[str, AfterValidator(known_form)]
"""What `openbook export --to` takes."""


Passages = Literal["system", "user", "documents", "tool"]
"""Where a record's passages stand: in the system prompt, before the question, in the chat template's own field for
documents, or as the result of a search call."""

Results = Literal["text", "json"]
"""How a search's result is written: as `openbook.format_context` does, or as a JSON list."""


Citations = Literal["quotes", "numbers", "footnotes"]
"""How answers show what they rest on: as they were written, with `[n]`, or with `[n]` and the sources below."""


class ExportSection(Section):
    """What is written beside the records, and how long a record may be."""

    formats: tuple[Format, ...] = ()
    """Written by every run, each into its folder below `export`."""
    max_tokens: int | None = Field(default=None, ge=64)
    """Longer records lose distractors, then earlier turns, or are left out as `too_long`. None: no limit."""
    validation: float = Field(default=0.0, ge=0, le=0.5)
    """The share of the chunks whose records go into a file of their own."""
    passages: Passages = "system"
    """Where the passages stand in exports. The records' own file has them in the system prompt."""
    results: Results = "text"
    """How the result of a search is written where `passages` is `tool`."""
    citations: Citations = "quotes"
    """How answers cite in exports. The records' own file has them as they were written."""
    meta: bool = False
    """Whether each row has a column `meta`: its ids, sources, scenario, and how hard it is."""
