"""The shares that were asked for, in the records."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whole_runs import Configured, run_quietly, serving

from mock_answers import answer, draw, last_message
from openbook.blocks import blocks
from openbook.codes import Code
from openbook.config import Config
from openbook.fates import Drafted, Fate
from openbook.pipeline.mapping import it_goes_on, it_waits
from openbook.pipeline.rounds import Tally, supply, surplus, told_apart
from openbook.records import Chunk, Draft, Item, Rejected, Turn

SHARES = {"gold": 0.6, "missing_recall": 0.4}
TURN = Turn("Q?", "", "A.")


def fate(number: int, scenario: str, became: str) -> Drafted:
    chunk = Chunk(f"id{number}", "a.md", "a.md", 0, 1, "x")
    item = Item(chunk.id, (chunk,), scenario, ())
    rejected = {"refused": Code.ANSWER_LEAK, "failed": Code.CALL_FAILED, "barren": Code.NO_RULE}
    if became in rejected:
        return Fate(item, Rejected("verify", rejected[became], "", item.id, "a.md"))
    return Fate(item, Draft(item, (TURN,)) if became == "accepted" else None)


def drafted(**counts: tuple[int, int]) -> list[Drafted]:
    """Items of each kind: so many accepted, so many refused."""
    fates = []
    for scenario, (accepted, refused) in counts.items():
        fates += [fate(len(fates) + n, scenario, "accepted" if n < accepted else "refused")
                  for n in range(accepted + refused)]  # fmt: skip
    return fates


def wanting(target: int | None) -> Config:
    return Config.model_validate({"curate": {"target_records": target}})


def any_length(_: Draft) -> bool:
    return True


def tally(fates: list[Drafted], fits: Callable[[Draft], bool] = any_length) -> Tally:
    return Tally.of(fates, fits)


def in_blocks_of_three(work: Callable[[range], Any], count: int, took: Callable[[Any], None]) -> None:
    for block in blocks(count, 3):
        took(work(block))


def test_items_are_counted_alike_in_any_blocks_and_from_any_one_on() -> None:
    fates = [*drafted(gold=(5, 3), recall=(2, 2)), fate(90, "gold", "failed"), fate(91, "recall", "pending")]
    counted = Tally.of(fates, any_length, in_blocks_of_three)
    assert counted == tally(fates)
    assert (counted.accepted, counted.is_pending) == ({"gold": 6, "recall": 2}, True)
    assert Tally.of(fates, any_length, in_blocks_of_three, first=8).tried == {"recall": 5, "gold": 1}


def test_chunks_that_were_refused_and_those_that_wait_are_not_asked_about() -> None:
    chunks = [Chunk(f"id{n}", "a.md", "a.md", 0, 1, "x") for n in range(7)]
    unfit = Rejected("judge", Code.UNSUITABLE, "", "", "")
    judged = [Fate(one, (one, unfit, None)[n % 3]) for n, one in enumerate(chunks)]
    suitable, refused = told_apart(judged, range(10, 24, 2), it_waits, in_blocks_of_three)
    assert (list(suitable), refused) == ([10, 16, 22], {"id1", "id4"})
    assert list(told_apart(judged, range(10, 24, 2), it_goes_on, in_blocks_of_three)[0]) == [10, 14, 16, 20, 22]


def test_a_kind_gets_what_it_lacks_and_then_more_by_the_acceptance_of_its_spare_items() -> None:
    whole = tally(drafted(gold=(60, 0), missing_recall=(20, 20)))
    assert whole.lacking(SHARES, None) == {"missing_recall": 20}
    assert whole.lacking(SHARES, None, tally(drafted(missing_recall=(10, 10)))) == {"missing_recall": 40}
    assert whole.lacking(SHARES, None, tally(drafted(missing_recall=(0, 10)))) == {"missing_recall": 80}


def test_shares_within_one_record_or_one_point_are_left_alone() -> None:
    assert tally(drafted(gold=(60, 3), missing_recall=(39, 9))).lacking(SHARES, None) == {}
    assert tally(drafted(gold=(603, 0), missing_recall=(397, 0))).lacking(SHARES, None) == {}
    assert tally(drafted(gold=(64, 0), missing_recall=(36, 0))).lacking(SHARES, None) != {}


def test_what_waits_for_a_call_or_is_tried_again_is_not_replaced() -> None:
    fates = drafted(gold=(60, 0), missing_recall=(20, 0))
    assert tally([*fates, fate(900, "missing_recall", "pending")]).lacking(SHARES, None) == {}
    assert tally([*fates, *(fate(900 + n, "missing_recall", "failed") for n in range(20))]).lacking(SHARES, None) == {}


def test_records_that_are_too_long_do_not_count() -> None:
    fates = drafted(gold=(60, 0), missing_recall=(40, 0))
    assert tally(fates, lambda draft: draft.item.scenario == "gold").lacking(SHARES, None) != {}


@given(st.integers(1, 300), st.integers(0, 300), st.integers(0, 300))
def test_a_target_is_exact_where_there_is_enough(target: int, gold: int, recall: int) -> None:
    fates = drafted(gold=(gold, 0), missing_recall=(recall, 0))
    lacking = tally(fates).lacking(SHARES, target)
    over = surplus(fates, SHARES, wanting(target), any_length)
    left = Counter(one.record.scenario for one in fates if one.record.id not in over)
    assert left.total() + sum(count - 2 for count in lacking.values()) == target


def test_nothing_accepted_is_dropped_without_a_target() -> None:
    assert surplus(drafted(gold=(90, 0), missing_recall=(1, 0)), SHARES, wanting(None), any_length) == {}


def test_spare_items_are_of_chunks_that_were_refused_first_and_of_none_without_a_question() -> None:
    fates = [fate(0, "gold", "accepted"), fate(1, "gold", "barren"), fate(2, "gold", "refused")]
    chunks = [one.record.gold[0] for one in fates]
    spare = sorted(supply(chunks, range(3), fates, Config()), key=lambda one: one.turn)
    assert [one.chunk_id for one in spare] == ["id2", "id0"]


@pytest.mark.whole
@pytest.mark.parametrize("target", [7, 16])
def test_a_run_has_exactly_the_records_that_were_asked_for(configured: Configured, target: int) -> None:
    config = configured(curate={"target_records": target})
    summary = run_quietly(config)
    assert summary.counts.records == target == sum(summary.counts.scenarios.values())
    assert summary.counts.mismatches() == []
    assert abs(summary.counts.scenarios["missing_recall"] - 0.4 * target) <= 1


@pytest.mark.slow
def test_a_run_that_is_repeated_draws_the_same_spare_items(configured: Configured) -> None:
    one, two = (configured(name, curate={"target_records": 28}) for name in ("one", "two"))
    for config in (one, two):
        run_quietly(config)
    rows = [(config.path.output_dir / "rag_prepared_data.jsonl").read_bytes() for config in (one, two)]
    assert rows[0] == rows[1]
    assert b'-2"' in rows[0]


@pytest.mark.slow
def test_records_have_their_shares_where_one_kind_is_refused_more_often(configured: Configured) -> None:
    def picky(body: dict[str, Any]) -> str:
        text = answer(body)
        is_refused = "so memory has to serve" in text and draw(last_message(body)) % 2 == 0
        return "**QUESTION:** What is it?\n\n**ANSWER:** It." if is_refused else text

    with serving(answer=picky) as server:
        sections = {"retrieval": {"query": "chunk"}, "generation": {"structured": "off"}, "verify": {"repairs": 0}}
        without = run_quietly(configured("one", server.url, curate={"rounds": 0}, **sections)).counts
        with_rounds = run_quietly(configured("two", server.url, **sections)).counts
        wanted = run_quietly(configured("three", server.url, curate={"target_records": 10}, **sections)).counts
    assert without.scenarios["missing_recall"] < 0.4 * without.records - 1
    assert abs(with_rounds.scenarios["missing_recall"] - 0.4 * with_rounds.records) <= 1
    assert with_rounds.scenarios["gold"] == without.scenarios["gold"]
    assert wanted.scenarios == {"gold": 6, "missing_recall": 4}
