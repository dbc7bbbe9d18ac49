"""How often passages resemble each other: in all kinds as in those where they disagree, or likeness would tell."""

from collections.abc import Mapping
from typing import Literal

from openbook import draws
from openbook.contexts.sizes import Sizes, alike_from
from openbook.dataclass import dataclass
from openbook.scenarios import SCENARIOS

Form = Literal["copy", "passing"]
"""How a passage resembles another: another version of the whole page, or a page on something else that tells a sentence
of it in passing."""
Wish = Form | Literal["usual"]
"""What is wished of an item, as long as there are chunks that can have it: a form of what disagrees, or sources no more
alike than is usual.
"""
COPIES = 0.15
"""How often it is a version of the page."""
FORMS: Mapping[Form, float] = {"passing": 1 - COPIES, "copy": COPIES}
"""How often each is wanted."""
OTHER: Mapping[Form, Form] = {"copy": "passing", "passing": "copy"}
LACKING = 0.5
"""How often two passages need not resemble each other where those of several sources could not: between such contexts
and those that disagree, which always have two.
"""
OTHERWISE = 0.5
"""How often a sentence that is told in passing has another figure, where nothing that is asked hangs on it."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two passages of a context resemble each other, by draws."""

    seed: int
    sizes: Sizes
    is_wanted: bool
    """Whether any kind of the run disagrees."""

    def form(self, name: str, id_: str) -> Form | None:
        """Return how two passages of an item's context are to resemble each other; None where they need not, or where
        the context is too small for it. Where a kind disagrees, that is settled with its gold.
        """
        kind = SCENARIOS[name]
        if not self.is_wanted or kind.disagrees or self.sizes.draw(name, id_) < alike_from(kind):
            return None
        return "copy" if draws.uniform(self.seed, "paired", id_) < COPIES else "passing"

    def tells_otherwise(self, id_: str) -> bool:
        """Whether the sentence that is told in passing is to have another figure."""
        return draws.uniform(self.seed, "otherwise", id_) < OTHERWISE

    def may_lack(self, id_: str) -> bool:
        """Whether two passages need not resemble each other where several sources of a document could not."""
        return draws.uniform(self.seed, "without", id_) < LACKING

    def is_of_gold(self, id_: str, gold: int, places: int) -> bool:
        """Whether gold is to be one of the two: as often as any two passages of such a context include it."""
        return draws.uniform(self.seed, "resembled", id_) * places < 2 * gold

    def order(self, id_: str, chunk_id: str) -> int:
        """Return the place of a distractor among those that may be resembled."""
        return draws.number(self.seed, "resembled", id_, chunk_id)
