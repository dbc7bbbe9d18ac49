"""Each row of the table of checks refuses something that no row before it refuses; other packages add rows."""

from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import EntryPoint

import pytest
from written import DAMAGE, DAMAGE_CHUNK, FOUND, HOURS, HOURS_CHUNK, LOANS, LOANS_CHUNK, MISSED, chunk, item, turn

from openbook.codes import Code
from openbook.config import Config
from openbook.dialogue.checks import table
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.scores import scored
from openbook.dialogue.checks.table import CHECKS, Check
from openbook.dialogue.checks.verify import Verified, verify
from openbook.dialogue.prompts import load_prompts
from openbook.errors import PrerequisiteError
from openbook.records import Citation, Item, Question, Turn

PROMPTS = load_prompts(Config())
SAYS = 'Chunk 2 (loans.md) says: "A loan can be renewed once, by telephone". Chunks 1 and 3 do not help.'
NO = "Neither chunk helps, so this is from memory."
STRICT = replace(MISSED, scenario="missing_abstain", strict=True)
COPY = chunk("Ladders. A loan can be renewed once, by telephone, on Mondays.", "ladders.md")
TERM = chunk("Tools may be kept for 14 days by every member. A tool of the library is marked.", "term.md")
OLDER = chunk(LOANS.replace("fourteen days", "nine days"), "older.md")
CLOSED = HOURS.partition(".")[0]
KEPT = "How long may a tool be kept?"
FISH = chunk("Salted or smoked herring is landed in the early morning and is sold by noon.", "fish.md")

REFUSED: dict[str, tuple[Item, Sequence[Turn]]] = {
    "blank_turns": (FOUND, [turn(SAYS, answer="…")]),
    "answer_leak": (MISSED, [turn(NO, "My search found nothing; from memory it stays closed on 24 December 2024.")]),
    "asks_of_another": (
        MISSED,
        [turn(NO, "Nothing was found; I forget.", "Are broken blades and worn bits replaced by the borrower?")],
    ),
    "answered_elsewhere": (
        FOUND,
        [turn("Chunk 3 has it.", "Borrowers replace them at about 12.50 euros each.", "And blades that broke?")],
    ),
    "told_elsewhere": (item(LOANS_CHUNK, [COPY, LOANS_CHUNK, DAMAGE_CHUNK]), [turn(SAYS)]),
    "retold": (
        item(LOANS_CHUNK, [HOURS_CHUNK, FISH]),
        [
            turn(
                NO,
                "Nothing was found. "
                "A loan can be renewed once. "
                "Salted or smoked herring, landed in the early morning, is no more by noon.",
                "And fish?",
            )
        ],
    ),
    "answerable": (
        item(LOANS_CHUNK, [HOURS_CHUNK, TERM], "missing_abstain", strict=True),
        [
            turn(
                "Chunk 1.",
                "The sources don't tell.",
                "How many days may a tool be kept at the library?",
            )
        ],
    ),
    "phantom_quote": (
        MISSED,
        [turn(NO, 'Nothing was found, but "A loan can be renewed once, by telephone" is what I know.')],
    ),
    "recall_cites": (MISSED, [turn(NO, "The documents state that a borrower may renew it once.")]),
    "citations": (FOUND, [turn("Chunk 7 has it.", "It can be renewed once.")]),
    "evidence": (FOUND, [replace(turn(SAYS), evidence=(Citation(4, "A loan can be renewed once"),))]),
    "no_answer": (FOUND, [turn(SAYS, "As an AI language model I have no tools.")]),
    "left_tags": (FOUND, [turn(SAYS, "It can be renewed once.</answer>")]),
    "no_question": (FOUND, [turn(SAYS, question="A loan can be renewed once by telephone.")]),
    "deixis": (FOUND, [turn(SAYS, question="According to the text, how often can a drill be renewed?")]),
    "duplicate_turns": (FOUND, [turn(SAYS), turn(SAYS, "Once, by telephone.")]),
    "prompt_leak": (FOUND, [turn(f"{SAYS} The reference answer agrees.")]),
    "ungrounded": (FOUND, [turn("Chunk 1 gives the hours.", "The documents don't say how long it may be kept.")]),
    "invented": (FOUND, [turn(SAYS, "It can be renewed once, for 9731 days.")]),
    "misremembered": (MISSED, [turn(NO, "Nothing was found; from memory a tool may be kept for 37 days.", KEPT)]),
    "contradicts": (
        FOUND,
        [turn('Chunk 2: "never more than half of its price"', "Yes, more.", "May it be more than half of its price?")],
    ),
    "short_answer": (FOUND, [replace(turn(SAYS), short_answer="three times")]),
    "unused_source": (
        replace(
            item(LOANS_CHUNK, [HOURS_CHUNK, LOANS_CHUNK], "multi_source"),
            passages=tuple(
                replace(one, is_gold=True) for one in item(LOANS_CHUNK, [HOURS_CHUNK, LOANS_CHUNK]).passages
            ),
        ),
        [turn('Chunk 2 (loans.md): "A loan can be renewed once, by telephone".')],
    ),
    "unnamed_source": (
        replace(
            item(LOANS_CHUNK, [LOANS_CHUNK, HOURS_CHUNK], "multi_source"),
            gold=(LOANS_CHUNK, HOURS_CHUNK),
            passages=tuple(
                replace(one, is_gold=True) for one in item(LOANS_CHUNK, [LOANS_CHUNK, HOURS_CHUNK]).passages
            ),
        ),
        [
            turn(
                f'Chunk 1 (loans.md): "A loan can be renewed once, by telephone". Chunk 2 (hours.md): "{CLOSED}".',
                question="How often can a loan be renewed, and at what price?",
            )
        ],
    ),
    "one_sided": (
        item(LOANS_CHUNK, [LOANS_CHUNK, OLDER], "conflicting"),
        [turn("Chunk 1.", "It can be renewed once.")],
    ),
    "not_abstaining": (
        replace(STRICT, questions=(Question("How long may I keep a drill?", "fourteen days"),)),
        [turn("Chunk 1.", "You may keep it for fourteen days.", "How long may I keep a drill?")],
    ),
    "language": (FOUND, [turn(SAYS, "Es kann einmal verlängert werden, und zwar nur am Telefon und nicht im Laden.")]),
    "unsupported": (
        FOUND,
        [
            turn(
                "Chunk 2.",
                "Ask whoever lent this thing, then bring flowers, cake, coffee and grandmother.",
                "Any idea?",
            )
        ],
    ),
    "search_unsaid": (MISSED, [turn("Neither chunk helps.", "It can be renewed once.")]),
    "empty_thoughts": (FOUND, [turn("Hmm, well, okay!", "A loan can be renewed once, by telephone.")]),
}


def verified(about: Item, turns: Sequence[Turn], packaged: bool = True) -> Verified | Finding:
    return verify(about, turns, PROMPTS, "rag_success_conversation", packaged)


def test_every_row_has_a_draft_that_it_refuses() -> None:
    assert list(REFUSED) == [check.name for check in CHECKS]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_draft_is_refused_by_this_row_and_by_no_row_before(check: Check) -> None:
    found = verified(*REFUSED[check.name])
    assert isinstance(found, Finding)
    assert (found.check, found.code) == (check.name, check.code), found.detail


def test_a_good_draft_tells_which_checks_looked_at_it_and_what_was_measured() -> None:
    done = verified(FOUND, [turn(SAYS)])
    assert isinstance(done, Verified)
    assert "ungrounded" in done.checks
    assert "search_unsaid" not in done.checks
    assert dict(done.scores)["quoted"] == 1.0
    assert dict(done.scores)["looked_at"] == 1.0
    assert 0.5 < dict(done.scores)["supported"] <= 1.0


def test_a_draft_tells_how_much_its_questions_have_in_common() -> None:
    for questions, shared in (
        (("When is it open?", "Who pays?"), 0),
        (("When is it open?", "When is it not open?"), 0.8),
    ):
        found = dict(scored(FOUND, [turn(SAYS, question=question) for question in questions]))
        assert found["alike"] == shared


def test_what_our_prompts_ask_for_is_expected_of_our_prompts_only() -> None:
    assert isinstance(verified(*REFUSED["language"], packaged=False), Verified)
    assert isinstance(verified(*REFUSED["search_unsaid"], packaged=False), Verified)


def loud(_: Item, turns: Sequence[Turn]) -> Finding | None:
    return Finding("loud", Code.NO_ANSWER, "shouts") if turns[0].answer.isupper() else None


LOUD = Check("loud", Code.NO_ANSWER, loud)


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Entry points of another package, as their values."""
    values: list[str] = []
    monkeypatch.setattr(
        table, "added", lambda group: [EntryPoint(value, f"{__name__}:{value}", group) for value in values]
    )
    table.checks.cache_clear()
    monkeypatch.setattr(table, "checks", table.checks.__wrapped__)
    return values


def test_another_package_adds_a_check(added: list[str]) -> None:
    added.append("LOUD")
    assert table.checks()[-1] is LOUD


@pytest.mark.parametrize("value", ["HOURS", "missing", "CHECKS"])
def test_an_entry_point_that_names_no_check_is_told(added: list[str], value: str) -> None:
    added.append(value)
    with pytest.raises(PrerequisiteError, match=value):
        table.checks()


def test_a_name_that_is_taken_is_told(added: list[str]) -> None:
    added += ["LOUD", "LOUD"]
    with pytest.raises(PrerequisiteError, match="taken"):
        table.checks()


def test_the_texts_are_what_the_drafts_speak_of() -> None:
    assert "12.50" in DAMAGE
    assert "24 December 2024" in HOURS
