"""A verdict that is kept reads back as it was said."""

import orjson
import pytest

from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.kept_verdict import Verified, read_verdict, verdict_row
from openbook.records import Citation, Turn

GIVEN = (
    Turn("What burns?", "Chunk 1 says so.", "Oil burns.", evidence=(Citation(1, "burns oil"),), found=True),
    Turn("How long?", "Chunk 1.", "A night.", labels=("Denken", "Antwort"), short_answer="a night"),
)
READ = (
    Turn("What burns?", "Chunk 2 says so.", "Oil burns.", (Citation(2, "burns oil"),), found=True),
    Turn("How long?", "Chunk 1.", "A whole night.", (Citation(1, "a night"),), ("A", "B"), "a night", found=False),
)
VERDICTS = {
    "passed as it came": Verified(GIVEN, ("deixis", "quotes"), (("coverage", 0.5),)),
    "put right": Verified(READ, ("deixis",), ()),
    "of other turns": Verified((*GIVEN, READ[0]), (), ()),
    "refused": Finding("citations", Code.WRONG_CITATION, "no such chunk", at=(2,), turns=READ, then="mend"),
    "leaking": Finding("answer_leak", Code.ANSWER_LEAK, "chunk 1 tells it", ("c1", "c2"), scores=(("said", 1.0),)),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_a_verdict_reads_back(name: str) -> None:
    kept = orjson.dumps(verdict_row(GIVEN, VERDICTS[name]))
    assert read_verdict(GIVEN, kept) == VERDICTS[name]


def test_what_was_given_is_not_kept_once_more() -> None:
    assert b"burns" not in orjson.dumps(verdict_row(GIVEN, VERDICTS["passed as it came"]))


@pytest.mark.parametrize("blob", [b"{", b"[]", b'{"turns": [1], "scores": []}', b'{"turns": [], "scores": []}'])
def test_what_is_no_verdict_is_told_as_such(blob: bytes) -> None:
    with pytest.raises(ValueError):
        read_verdict(GIVEN, blob)
