"""Another page tells a year otherwise only where the order of what it tells itself stays possible."""

import pytest
from simulated import chunk, simulator

from openbook.contexts.contradict import Altered
from openbook.contexts.counterparts import Counterparts
from openbook.contexts.repetition import Guard
from openbook.contexts.text_versions import years_between

LIGHT = "The lamp of Cape Thorn was lit for the first time in {} before a crowd of fishermen."
PAGE = "Oil was brought up the stairs every evening by two boys of the village, who were paid in fish."


@pytest.mark.parametrize(
    ("year", "is_told"), [("1890", True), ("1893", False), ("1895", False), ("1899", False), ("1902", True)]
)
def test_a_page_that_names_a_year_which_the_change_goes_past_tells_none(year: str, is_told: bool) -> None:
    light = chunk("cape-thorn.md", 0, f"# Cape Thorn\n\n{LIGHT.format('1893')}\n\n{PAGE}")
    other = chunk(
        "cape-thorn.md",
        3,
        f"The harbour of the town was dug in {year} by forty men.\n\nBoats wait at the pier until the tide comes.\n\n"
        "Fish is sold from nine in the morning.",
    )
    altered = Altered(light.text.replace("1893", "1899"), "1893", "1899")
    with simulator([light, other]) as made:
        told = Counterparts(made._candidates, Guard(0.3), 0).altered(light, altered, "passing")
    assert (told is not None) == is_told


@pytest.mark.parametrize(("one", "other", "count"), [
    ("1893", "1899", 7), ("1899", "1893", 7), ("1893", "true", 0), ("42", "57", 0), ("1500", "2000", 0),
])  # fmt: skip
def test_years_lie_between_two_that_are_near(one: str, other: str, count: int) -> None:
    assert len(years_between(one, other)) == count
