"""Where another object begins to draw is the same found by halves and one by one."""

from random import Random

import pytest

from openbook.corpus.formats.pdf.object_changes import FEW, object_changes
from some import some


class Places:
    """Says which object draws each character of a page, 0 for none, and counts how often it is asked."""

    address = 1

    def __init__(self, drawn: list[int]) -> None:
        self._drawn = drawn
        self.asked = 0

    def object_at(self, _address: int, index: int) -> int:
        self.asked += 1
        return self._drawn[index]


def page(random: Random, objects: int) -> tuple[str, list[int]]:
    """Return a text and what draws it: each object one stretch, with spaces that nothing draws within and between."""
    text, drawn = "", []
    for number in range(1, objects + 1):
        for word in range(random.randint(1, 5)):
            letters = "x" * random.randint(1, 9)
            text += letters + " "
            drawn += [number] * len(letters) + [0 if word % 2 else number]
    return text, drawn


@pytest.mark.parametrize("objects", [1, 2, 3, 5])
def test_halves_find_where_each_object_begins(objects: int) -> None:
    random = Random(objects)
    for text, drawn in some([page(random, objects) for _ in range(40)]):
        begins = [at for at, one in enumerate(drawn) if one and one not in drawn[:at]][1:]
        assert object_changes(Places(drawn), text, 0, len(text), objects) == begins  # type: ignore[arg-type]


def test_long_lines_of_few_objects_are_asked_for_some_characters_only() -> None:
    places = Places([1] * 100 + [2] * 100)
    assert object_changes(places, "x" * 200, 0, 200, 2) == [100]  # type: ignore[arg-type]
    assert places.asked < 200 / FEW


def test_an_object_that_is_come_back_to_is_found_by_looking_at_all() -> None:
    drawn = [1] * 30 + [2] * 10 + [1] * 30
    assert object_changes(Places(drawn), "x" * 70, 0, 70, 3) == [30, 40]  # type: ignore[arg-type]


def test_a_stretch_that_nothing_draws_has_no_changes() -> None:
    assert object_changes(Places([0] * 50), " " * 50, 0, 50, 2) == []  # type: ignore[arg-type]
