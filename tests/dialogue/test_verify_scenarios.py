"""What each kind of context asks of a draft, and what is refused."""

from dataclasses import replace

from simulated import chunk

from openbook.codes import Code
from openbook.dialogue.checks.by_scenario import (
    answerable,
    not_abstaining,
    one_sided,
    retold,
    unnamed_source,
    unused_source,
)
from openbook.records import Chunk, Citation, Item, Passage, Question, Turn

LOANS = chunk(
    "loans.md", 0, "A tool may be kept for 14 days. Carl Finch keeps the list of loans in the `loan_term` file."
)
HOURS = chunk("hours.md", 0, "The desk of the library is open on Tuesdays. Edna Groves has the key to it.")
FISH = chunk("fish.md", 0, "Herring is landed in the early morning and sold by noon, salted or smoked.")


def shown(rank: int, one: Chunk, is_gold: bool = True, text: str = "", synthetic: bool = False) -> Passage:
    return Passage(one.id, one.source, text or one.text, rank, 1.0, is_gold, synthetic)


def turn(question: str, answer: str, *ranks: int) -> Turn:
    return Turn(question, "", answer, tuple(Citation(rank, "…") for rank in ranks))


def test_every_source_of_a_multi_source_item_is_quoted_somewhere() -> None:
    item = Item(LOANS.id, (LOANS, HOURS), "multi_source", (shown(1, LOANS), shown(2, FISH, False), shown(3, HOURS)))
    one, both = turn("q", "a", 1), turn("q", "a", 1, 3)
    assert unused_source(item, (one, turn("q", "a", 3))) is None
    assert unused_source(item, (one, both)) is None
    finding = unused_source(item, (one, one))
    assert finding is not None
    assert finding.code is Code.SOURCE_NOT_NEEDED
    assert "hours.md" in finding.detail


def test_the_questions_of_a_multi_source_item_name_something_of_every_source() -> None:
    item = Item(LOANS.id, (LOANS, HOURS), "multi_source", (shown(1, LOANS), shown(2, HOURS)))
    loan, desk = turn("How long may a tool be kept?", "a"), turn("When is the desk open then?", "a")
    assert unnamed_source(item, (loan, desk)) is None
    assert unnamed_source(item, (turn("May I keep a tool until the desk opens?", "a"), loan)) is None
    assert unnamed_source(item, (loan, turn("And what are the hours for that?", "a"))) is None
    finding = unnamed_source(item, (loan, turn("Who keeps the list of loans?", "a")))
    assert finding is not None
    assert finding.code is Code.SOURCE_NOT_NEEDED
    assert "hours.md" in finding.detail


def test_both_sides_of_a_contradiction_are_told_in_one_answer() -> None:
    other = shown(2, LOANS, False, LOANS.text.replace("14", "21"), synthetic=True)
    item = Item(LOANS.id, (LOANS,), "conflicting", (shown(1, LOANS), other, shown(3, FISH, False)))
    assert one_sided(item, (turn("q", "14 days on one page, 21 on the other."), turn("q", "Carl Finch."))) is None
    finding = one_sided(item, (turn("q", "14 days."), turn("q", "Carl Finch.")))
    assert finding is not None
    assert finding.code is Code.ONE_SIDED


def test_of_two_states_the_answer_says_which_is_the_later_one() -> None:
    now = chunk("lent.md", 0, "As of 2023, an estimated 3,400 tools were on loan.")
    then = shown(2, now, False, "As of 2019, an estimated 2,900 tools were on loan.", synthetic=True)
    item = Item(now.id, (now,), "outdated", (shown(1, now), then))
    decided = turn("q", "3,400 as of 2023; it was 2,900 four years before.")
    assert one_sided(item, (decided,)) is None
    finding = one_sided(item, (turn("q", "One page says 3,400, the other 2,900."), turn("q", "In 2023.")))
    assert finding is not None
    assert finding.code is Code.ONE_SIDED
    assert "2023" in finding.detail


def test_who_must_abstain_does_not_give_the_reference_answer() -> None:
    questions = (Question("How long may a tool be kept?", "14 days"), Question("Who has the list?", "Carl Finch"))
    item = Item(LOANS.id, (LOANS,), "missing_abstain", (shown(1, FISH, False),), questions, strict=True)
    silent = (turn("q", "The sources don't tell."), turn("q", "Nor that."))
    assert not_abstaining(item, silent) is None
    finding = not_abstaining(item, (silent[0], turn("q", "They don't say, but it is Carl Finch.")))
    assert finding is not None
    assert finding.code is Code.NOT_ABSTAINING
    shift = replace(item, scenario="topic_shift", gold=(HOURS, LOANS), passages=(shown(1, HOURS),))
    assert not_abstaining(shift, (turn("q", "14 days a tool may be kept."), silent[1])) is None
    assert not_abstaining(shift, (silent[0], turn("q", "Carl Finch."))) is not None


def test_a_passage_that_may_tell_what_an_abstaining_item_asks_is_replaced() -> None:
    item = Item(LOANS.id, (LOANS,), "missing_abstain", (shown(1, FISH, False), shown(2, HOURS, False)), strict=True)
    asked = (turn("How many days may a tool be kept at the library?", "The sources don't tell."),)
    assert answerable(item, asked) is None
    leaking = shown(2, HOURS, False, "Tools may be kept for 14 days by every member. A tool of the library is marked.")
    finding = answerable(replace(item, passages=(item.passages[0], leaking)), asked)
    assert finding is not None
    assert (finding.code, finding.leaking) == (Code.ANSWER_LEAK, (HOURS.id,))
    named = (turn("What is in the `loan_term` file?", "The sources don't tell."),)
    about = shown(2, HOURS, False, "The loan_term file is written by the desk.")
    assert answerable(replace(item, passages=(about,)), named) is not None
    assert answerable(replace(item, passages=(about,), strict=False), named) is None


def test_a_passage_that_retells_an_answer_from_memory_is_replaced() -> None:
    passages = (shown(1, FISH, False), shown(2, HOURS, False))
    item = Item(LOANS.id, (replace(LOANS, text=f"{LOANS.text} {FISH.text}"),), "missing_recall", passages)
    answer = "The search brought nothing. Salted or smoked herring, landed in the early morning, is sold by noon."
    finding = retold(item, (turn("How does the market work?", answer),))
    assert finding is not None
    assert finding.leaking == (FISH.id,)
    dismissing = "The documents I found tell of salted or smoked herring, landed in the early morning, sold by noon."
    assert retold(item, (turn("How does the market work?", dismissing),)) is None


def test_what_a_passage_tells_and_the_hidden_chunk_does_not_replaces_no_passage() -> None:
    item = Item(LOANS.id, (LOANS,), "missing_recall", (shown(1, FISH, False), shown(2, HOURS, False)))
    answer = "The search brought nothing. Salted or smoked herring, landed in the early morning, is sold by noon."
    finding = retold(item, (turn("How does the market work?", answer),))
    assert finding is not None
    assert finding.leaking == ()
