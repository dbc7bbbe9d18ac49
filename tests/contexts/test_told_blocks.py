"""A table's row that another page shows takes no place that something else hangs on."""

from openbook.contexts.in_passing import set_into
from some import some

ROW = "**pump house**\n\n| option | meaning | default |\n|---|---|---|\n| `wait` | How long it waits. | 30s |"
PAGE = """# Lamps

The lamp of the tower is lit at dusk by the keeper. Nobody else has the key of the tower.

Wicks are cut short at noon by the keeper himself.

## Oil

Oil is brought up the stairs by two boys every evening.

## Ships

Ships wait outside until the tide has come to the pier. Boats come in at any hour of the day.

The pilot of the town rows out to them at noon.
"""
SETTINGS = """The tower of the town is made of stone and has a lamp.

The first key says how long a ship waits outside the pier of the town.

Warning: It should be set by the pilot of the town alone, and by nobody who has come in with a ship of his own.
"""


def told(page: str) -> list[str]:
    made = [set_into(page, ROW, seed, "id") for seed in range(30)]
    return [one for one in made if one is not None]


def test_it_never_takes_the_place_of_all_that_stands_below_a_heading() -> None:
    pages = told(PAGE)
    assert all("## Oil\n\nOil is brought up the stairs" in page for page in some(pages))


def test_it_stands_before_no_paragraph_that_points_back() -> None:
    pages = told(SETTINGS)
    assert not any(f"{ROW}\n\nWarning: It should" in page for page in some(pages))


def test_between_tables_and_code_it_stands_before_no_paragraph_that_points_back() -> None:
    code = "```\nwait: 30\n```"
    points = "This one waits for the `30` seconds that are in the table of the tides and was set by the pilot"
    pages = told(f"{code}\n\n{points} of the town\n\n{code}\n\n{code}")
    assert not any(f"{ROW}\n\nThis one" in page for page in some(pages))
