"""Where passages disagree by versions of whole pages more often than other contexts hold such, a person is told."""

from collections.abc import Iterator, Mapping

from openbook.contexts.counterparts import ALTERED
from openbook.contexts.likeness import COPIES
from openbook.records import Item
from openbook.scenarios import SCENARIOS

MANY = 0.5
"""Share of versions of the whole page, among what disagrees, from which a person is told."""
FEW = 5
"""So many are told of at no rate."""


def disagreement(item: Item) -> Iterator[str]:
    """Yield what a planned item counts as: one that disagrees, and that by a version of the whole page."""
    if SCENARIOS[item.scenario].disagrees and len(item.passages) > 1:
        yield "disagreeing"
        others = [passage for passage in item.passages if not passage.is_gold]
        if any(not one.synthetic or one.chunk_id.removesuffix(ALTERED) == item.gold[0].id for one in others):
            yield "copies"


def told(counts: Mapping[str, int]) -> Iterator[str]:
    """Yield a notice where most of what disagrees are such versions."""
    if counts["copies"] > max(FEW, MANY * counts["disagreeing"]):
        yield (
            f"{counts['copies']} of {counts['disagreeing']} contexts whose passages disagree hold two versions of a "
            f"whole page, as others do in {100 * COPIES:.0f} of 100: by rule, few facts of these texts can be told by "
            "a page on something else. scenarios.conflicting_by: model has a model tell them."
        )
