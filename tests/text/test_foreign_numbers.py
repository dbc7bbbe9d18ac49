"""Words that count in another language than their text's."""

import pytest

from openbook.text.foreign_numbers import numbers_elsewhere


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The shutter is opened once the lamp has cooled.", {"11"}),
        ("The race is off due to the swell, and the sum is due on Monday.", {"2"}),
        ("Das sei so nicht die Regel, und es ist zu spät.", {"6"}),
        ("Hay once personas en la sala y no se puede entrar.", set()),
        ("Le quai est long de cent pas, et il est dans la ville.", set()),
        ("It is told once that the pier is 11 paces long and that it is old.", set()),
        ("There are eleven of the masons on the rock.", set()),
        ("once", set()),
    ],
)
def test_a_word_of_another_language_is_no_number_where_its_text_tells_its_own(text: str, wanted: set[str]) -> None:
    assert numbers_elsewhere(text) == wanted
