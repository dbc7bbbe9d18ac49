"""The simulated retrieval: who stands in a context, where, and how exactly the shares are kept."""

from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from simulated import chunk, corpus, document, settings, shown, simulate, simulator, taken

from openbook.codes import Code
from openbook.config import Config
from openbook.contexts.simulate import Simulator
from openbook.records import Item, Rejected
from openbook.retrieval.shingles import containment, shingles
from openbook.retrieval.sketch import sketch
from openbook.spool import Spool
from some import some

DISTRACTORS = ["random", "hard", "mixed"]
CHUNKS = corpus(50)


@cache
def drawn(distractors: str) -> list[Item]:
    """The contexts of one corpus for all that is only looked at."""
    return simulate(CHUNKS, distractors=distractors)


@pytest.mark.parametrize("distractors", DISTRACTORS)
def test_contexts_hold_what_their_scenario_says(distractors: str) -> None:
    by_id = {one.id: one for one in CHUNKS}
    for item in some(drawn(distractors)):
        gold = item.gold[0]
        assert item.id == gold.id
        assert 1 <= len(item.passages) <= 3
        assert [passage.rank for passage in item.passages] == list(range(1, len(item.passages) + 1))
        assert sum(passage.is_gold for passage in item.passages) == (item.scenario == "gold")
        assert len({passage.text for passage in item.passages}) == len(item.passages)
        for passage in some(item.passages):
            found = by_id[passage.chunk_id]
            assert (passage.text, passage.source) == (found.text, found.source)
            if passage.is_gold:
                assert found == gold
            else:
                assert found.document_id != gold.document_id or abs(found.ordinal - gold.ordinal) > 1


@pytest.mark.one_in(4)
@pytest.mark.parametrize("share", [0.0, 0.1, 0.4, 0.5, 0.999, 1.0])
@pytest.mark.parametrize("documents", [1, 7, 40])
def test_the_share_of_failures_is_exact_to_one_item(documents: int, share: float) -> None:
    chunks = corpus(documents, chunks=3)
    failures = sum(item.scenario == "missing_recall" for item in simulate(chunks, rag_failure_percentage=share))
    assert abs(failures - share * len(chunks)) <= 1


@given(size=st.integers(0, 12), share=st.floats(0, 1), most=st.integers(1, 6), seed=st.integers(0, 3))
@hypothesis_settings(max_examples=12)
def test_any_small_corpus_gives_one_item_a_chunk_and_exact_shares(
    size: int, share: float, most: int, seed: int
) -> None:
    chunks = corpus(4, chunks=3)[:size]
    items = simulate(chunks, rag_failure_percentage=share, rag_max_chunks=most, seed=seed)
    assert [item.id for item in items] == [one.id for one in chunks]
    assert abs(sum(item.scenario == "missing_recall" for item in items) - share * size) <= 1
    assert all(len(item.passages) <= most for item in items)
    assert all(item.has_gold == (item.scenario == "gold") for item in items)


@pytest.mark.whole
def test_the_number_of_passages_and_the_place_of_gold_are_uniform() -> None:
    items = simulate(corpus(200), rag_max_chunks=4)
    sizes = Counter(len(item.passages) for item in items)
    assert all(abs(count / len(items) - 0.25) < 0.06 for count in some(sizes.values()))
    places = Counter(next(p.rank for p in item.passages if p.is_gold) for item in items
                     if item.has_gold and len(item.passages) == 4)  # fmt: skip
    total = sum(places.values())
    expected = total / 4
    assert sum((places[place] - expected) ** 2 / expected for place in range(1, 5)) < 16.3  # p = 0.001, 3 degrees


def test_hard_distractors_are_what_the_retriever_returns_and_random_ones_are_not() -> None:
    topics = {one.id: {word[:7] for word in one.text.split() if word.startswith("topic")} for one in CHUNKS}

    def related(distractors: str) -> float:
        pairs = [
            bool(topics[item.id] & topics[passage.chunk_id])
            for item in drawn(distractors)
            for passage in item.passages
            if not passage.is_gold
        ]
        return sum(pairs) / len(pairs)

    assert related("hard") > 0.9
    assert related("random") < related("mixed") - 0.1 < related("hard") - 0.2


def test_without_gold_the_second_distractor_goes_with_the_first_of_whatever_document() -> None:
    items = simulate(corpus(60, chunks=8), distractors="hard", scenarios={"gold_hard": 0.1, "missing_abstain": 0.9})
    missing = [item for item in items if item.scenario == "missing_abstain" and len(item.passages) == 3]
    for is_own in (True, False):
        led = [item for item in missing if (item.passages[0].source == item.gold[0].source) == is_own]
        followed = [sum(item.passages[place].source == item.passages[0].source for item in led) for place in (1, 2)]
        assert len(led) > 20
        assert followed[1] < 0.9 * followed[0]


def test_scores_are_the_retrievers_and_zero_for_random_draws() -> None:
    random = [passage for item in drawn("random") for passage in item.passages]
    found = [passage for item in drawn("hard") for passage in item.passages]
    assert all(passage.score == 0 for passage in some(one for one in random if not one.is_gold))
    assert all(passage.score > 0 for passage in some(found))


def test_nothing_that_repeats_gold_or_another_passage_is_shown() -> None:
    chunks = corpus(30, chunks=3)
    versions = [
        chunk(f"v2/{one.source}", one.ordinal, f"{one.text} and a line that is new in version two") for one in chunks
    ]
    everything = chunks + versions
    texts = {one.id: shingles(one.text) for one in everything}
    count = 0
    pairs: list[tuple[str, str]] = []
    for item in simulate(everything, distractors="hard", rag_max_chunks=5):
        against = [item.id, *(passage.chunk_id for passage in item.passages if not passage.is_gold)]
        count += len(against) - 1
        pairs += combinations(against, 2)
    assert all(containment(texts[one], texts[other]) < 0.3 for one, other in some(pairs))
    assert count > 200


def test_chunks_that_overlap_gold_are_never_distractors() -> None:
    gold = chunk("a.md", 0, "alpha beta gamma delta epsilon zeta eta theta iota kappa", width=10)
    overlapping = chunk("a.md", 2, "entirely other words here for once and more", width=10)
    assert overlapping.start < gold.end
    item = simulate([gold, overlapping], rag_failure_percentage=0.0, rag_max_chunks=2)[0]
    assert [passage.chunk_id for passage in item.passages] == [gold.id]


def test_which_part_of_the_gold_is_hidden_is_drawn() -> None:
    items = simulate(corpus(60), scenarios={"gold_hard": 0.2, "partial": 0.8})
    hidden: Counter[int] = Counter()
    for item in (one for one in items if one.scenario == "partial"):
        there = {passage.chunk_id for passage in item.passages}
        hidden.update(place for place, gold in enumerate(item.gold) if gold.id not in there)
    assert min(hidden[0], hidden[1]) > 20


def test_unsuitable_chunks_are_never_shown_and_have_no_item() -> None:
    chunks = corpus(40)
    unsuitable = {one.id for one in chunks[::3]}
    items = simulate(chunks, unsuitable)
    assert not unsuitable & {item.id for item in items}
    assert not unsuitable & {passage.chunk_id for item in items for passage in item.passages}


def test_an_empty_corpus_gives_nothing() -> None:
    assert simulate([]) == []


@pytest.mark.parametrize("size", [1, 2, 3])
def test_tiny_corpora_use_what_there_is_and_say_so(size: int) -> None:
    chunks = [document(number, chunks=1)[0] for number in range(size)]
    with simulator(chunks, rag_failure_percentage=0.0, rag_max_chunks=9) as made:
        items = [fate.done for fate in made.items(range(size))]
        assert all(item is not None and len(item.passages) <= size for item in items)
        assert max(len(item.passages) for item in items if item is not None) == size
        (notice,) = made.notices
        assert f"the corpus's chunks ({size})" in notice


def test_a_failure_without_an_eligible_distractor_is_rejected_and_stays_a_failure() -> None:
    neighbours = document(1, chunks=2)
    with simulator(neighbours, rag_failure_percentage=1.0) as made:
        for outcome in some(made.items(range(2))):
            assert outcome.rejected is not None
            assert outcome.rejected.code is Code.NO_DISTRACTOR
            assert outcome.record.scenario == "missing_recall"
            assert outcome.record.passages == ()


def test_the_same_input_gives_the_same_contexts_from_a_list_and_from_disk(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert simulate(CHUNKS) == drawn("mixed") == simulate(Spool(tmp_path, CHUNKS))


def test_another_seed_gives_other_contexts() -> None:
    pairs = zip(drawn("mixed"), simulate(CHUNKS, seed=1), strict=True)
    assert sum(shown(one) != shown(other) for one, other in pairs) > 100


@pytest.mark.slow
@pytest.mark.parametrize(
    "distractors",
    [pytest.param("random", marks=pytest.mark.slow), pytest.param("hard", marks=pytest.mark.slow), "mixed"],
)
def test_one_file_added_to_500_changes_under_5_percent_of_the_contexts(distractors: str) -> None:
    before = {item.id: shown(item) for item in simulate(corpus(500, chunks=2), distractors=distractors)}
    after = {
        item.id: shown(item)
        for item in simulate([*document(9_999, chunks=2), *corpus(500, chunks=2)], distractors=distractors)
    }
    changed = sum(after[id_] != context for id_, context in before.items()) / len(before)
    print(f"one file more, {distractors}: {changed:.2%} of the contexts change")  # noqa: T201
    assert changed < 0.05


@pytest.mark.slow
@pytest.mark.parametrize("chunks", [1, 2])
def test_one_file_more_changes_under_5_percent_of_the_contexts_where_kinds_fall_short(chunks: int) -> None:
    before, after = (
        {item.id: shown(item) for item in simulate([*more, *corpus(500, chunks)], scenarios="robust")}
        for more in ([], document(9_999, chunks))
    )
    assert "conflicting" not in {kind for kind, *_ in before.values()}  # no text of these has a fact
    changed = sum(after[id_] != context for id_, context in before.items()) / len(before)
    print(f"one file more, robust, {chunks} chunks a file: {changed:.2%} of the contexts change")  # noqa: T201
    assert changed < 0.05


@pytest.mark.one_in(3)
@pytest.mark.parametrize("distractors", DISTRACTORS)
def test_one_other_verdict_changes_under_5_percent_of_the_contexts(distractors: str) -> None:
    chunks = corpus(80)
    judged = {one.id for one in chunks[::5]}
    before = {item.id: shown(item) for item in simulate(chunks, judged, distractors=distractors)}
    after = {item.id: shown(item) for item in simulate(chunks, judged | {chunks[7].id}, distractors=distractors)}
    changed = sum(after[id_] != before[id_] for id_ in after) / len(after)
    print(f"one verdict otherwise, {distractors}: {changed:.2%} of the contexts change")  # noqa: T201
    assert changed < 0.05


def test_repair_replaces_the_leaking_passages_and_leaves_the_rest() -> None:
    chunks = corpus(40)
    with simulator(chunks, rag_failure_percentage=1.0, rag_max_chunks=3) as made:
        item = next(item for item in taken(made.items(range(160))) if len(item.passages) == 3)
        leaking = item.passages[1].chunk_id
        once = made.repair(item, [leaking])
        assert isinstance(once, Item)
        assert (once.passages[0], once.passages[2]) == (item.passages[0], item.passages[2])
        assert once.passages[1].chunk_id not in {passage.chunk_id for passage in item.passages}
        assert (once.repairs, once.refused, once.scenario) == (1, (leaking,), "missing_recall")
        again = made.repair(once, [once.passages[1].chunk_id])
        assert isinstance(again, Item)
        assert again.passages[1].chunk_id not in {leaking, once.passages[1].chunk_id}
        assert made.repair(item, [leaking]) == once


def test_no_passage_takes_the_place_of_a_leaking_one_that_tells_the_same() -> None:
    chunks = corpus(40)
    with simulator(chunks, rag_failure_percentage=1.0, rag_max_chunks=3) as made:
        item = next(item for item in taken(made.items(range(160))) if len(item.passages) == 3)
        leaking = item.passages[1].chunk_id
        plain = made.repair(item, [leaking])
        assert isinstance(plain, Item)
        clean = made.repair(item, [leaking], lambda passage: passage.chunk_id == plain.passages[1].chunk_id)
        assert isinstance(clean, Item)
        assert len(clean.passages) == 3
        assert clean.passages[1].chunk_id not in {leaking, plain.passages[1].chunk_id}
        nobody = made.repair(item, [leaking], lambda _: True)
        assert isinstance(nobody, Item)
        assert len(nobody.passages) == 2


def test_after_two_repairs_the_item_is_rejected_as_a_leak() -> None:
    with simulator(corpus(40), rag_failure_percentage=1.0) as made:
        item = next(taken(made.items(range(160))))
        for _ in range(2):
            repaired = made.repair(item, [item.passages[0].chunk_id])
            assert isinstance(repaired, Item)
            item = repaired
        rejected = made.repair(item, [item.passages[0].chunk_id])
        assert isinstance(rejected, Rejected)
        assert rejected.code is Code.ANSWER_LEAK


def test_a_leak_that_nothing_can_replace_leaves_its_place_or_ends_the_item() -> None:
    chunks = [document(number, chunks=1)[0] for number in range(3)]
    with simulator(chunks, rag_failure_percentage=1.0, rag_max_chunks=9) as made:
        item = max(taken(made.items(range(3))), key=lambda i: len(i.passages))
        first, second = item.passages
        once = made.repair(item, [first.chunk_id])
        assert isinstance(once, Item)
        assert [(p.chunk_id, p.rank) for p in once.passages] == [(second.chunk_id, 1)]
        rejected = made.repair(item, [first.chunk_id, second.chunk_id])
        assert isinstance(rejected, Rejected)
        assert rejected.code is Code.ANSWER_LEAK


def test_gold_is_never_repaired_away() -> None:
    with simulator(corpus(40), rag_failure_percentage=0.0) as made:
        item = next(item for item in taken(made.items(range(160))) if len(item.passages) == 3)
        repaired = made.repair(item, [passage.chunk_id for passage in item.passages])
        assert isinstance(repaired, Item)
        assert [p for p in repaired.passages if p.is_gold] == [p for p in item.passages if p.is_gold]


@pytest.mark.parametrize(("own", "said"), [({}, True), ({"final_assistant_prompts_strict": ["Mine: {data}"]}, False)])
def test_packaged_strict_prompts_are_told_of_where_nobody_wrote_any(
    own: dict[str, list[str]], said: bool, tmp_path: Path
) -> None:
    config = Config.model_validate({"system": own, "scenarios": {"missing_abstain": 1.0}})
    made = Simulator(corpus(12), config, tmp_path, ())
    assert len(list(made.items(range(48)))) == 48
    assert any("final_assistant_prompts_strict" in notice for notice in made.notices) is said


def test_contexts_are_the_same_where_the_sketches_of_the_chunks_are_given(tmp_path: Path) -> None:
    sketches = [sketch(one.text) for one in CHUNKS]
    with patch("openbook.contexts.candidates.sketch", side_effect=AssertionError("a text was sketched again")):
        made = Simulator(CHUNKS, settings(distractors="mixed"), tmp_path, (), sketches=sketches)
        assert [fate.record for fate in made.items(range(len(CHUNKS)))] == drawn("mixed")
