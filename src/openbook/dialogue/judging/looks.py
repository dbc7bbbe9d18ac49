"""Every judge of drafts: which call it makes, and what it takes the reply for. Judges of one call share it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from openbook.dataclass import dataclass
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.judging.bench import Bench, Case, Part
from openbook.dialogue.judging.claims import claims, supported, understood
from openbook.dialogue.judging.closed_book import from_memory, known
from openbook.dialogue.judging.open_book import answered, from_context, from_less, needed


@dataclass(frozen=True, slots=True)
class Look:
    """What one judge does."""

    look: Callable[[Bench, Case], Awaitable[Any | Finding]]
    """Makes the calls."""
    weigh: Callable[[Case, Any], tuple[Part, ...]]
    """Tells from what they said how well each part of the draft stands."""


LOOKS: Mapping[str, Look] = {
    "answered": Look(from_context, answered),
    "needed": Look(from_less, needed),
    "supported": Look(claims, supported),
    "understood": Look(claims, understood),
    "closed_book": Look(from_memory, known),
}
"""By the names of `openbook.judges`."""
