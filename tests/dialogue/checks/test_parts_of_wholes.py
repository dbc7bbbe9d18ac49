"""A share in percent of what is mixed by parts follows from the parts."""

import pytest
from written import chunk, item, turn

from openbook.dialogue.checks.figures import invented
from openbook.records import Chunk

LIME = chunk("For the plaster of the Wend chapel take one part of lime and three parts of sand.", "wend.md")
MORTAR = chunk("Mörtel der Wendkapelle: zwei Teile Kalk und drei Teile Sand.", "wendkapelle.md")


@pytest.mark.parametrize(
    ("gold", "answer", "is_found"),
    [
        (LIME, "That is 25 % lime.", False),
        (LIME, "That is 35 % lime.", True),
        (MORTAR, "Das sind 40 % Kalk.", False),
        (MORTAR, "Das sind 65 % Sand.", True),
    ],
)
def test_a_share_of_what_is_mixed_by_parts_follows(gold: Chunk, answer: str, is_found: bool) -> None:
    turns = [turn("-", answer, "How is the plaster mixed?")]
    assert (invented(item(gold, [gold]), turns) is not None) is is_found
