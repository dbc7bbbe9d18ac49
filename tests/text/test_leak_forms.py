"""What tells an answer in another form than its own is found, in every language; what tells nothing of it is not."""

import pytest
from other_forms import FORMS

from openbook.text.leak import sought, told

MISSED = {
    ("arabic", 3): "a word that begins with the و of `and`",
}
"""Forms that are not told yet, with why."""


@pytest.mark.parametrize(
    ("language", "place"), [(name, place) for name, rows in FORMS.items() for place in range(len(rows))]
)
def test_an_answer_in_another_form_is_found_and_its_neighbours_are_not(language: str, place: int) -> None:
    rows = FORMS[language]
    question, answer, sentence = rows[place]
    others = " ".join(rows[(place + step) % len(rows)][2] for step in (2, 3))
    wanted = sought(question, answer, f"{question} {answer}")
    assert bool(told(f"{others} {sentence}", wanted)) == ((language, place) not in MISSED)
    assert not told(others, wanted)
