"""The kinds of contexts: exact shares, what stands in each, and a draft of each by a scripted model."""

import asyncio
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from simulated import corpus, document, shown
from stations import SHARES_ALL, handbook, write
from written import FOUND, asker, fate, scripted

from openbook.codes import Code
from openbook.config import Config
from openbook.config.recipe import ScenariosSection
from openbook.contexts.shares import assign, quotas
from openbook.contexts.simulate import Simulator
from openbook.contexts.text_versions import disputed
from openbook.dialogue.ask import Ask, wrong
from openbook.dialogue.generate import Generate
from openbook.dialogue.prompts.filling import asking_brief, writing_brief
from openbook.fates import Drafted, Fate
from openbook.llm.scripted import ScriptedModel
from openbook.records import Chunk, Item, Rejected, Turn
from openbook.retrieval.shingles import containment, shingles
from openbook.scenarios import OFFERED, PRESETS, SCENARIOS
from openbook.text.leak import sought, told
from some import some

API = {"large_model": "scripted", "large_base_url": "http://127.0.0.1:1/v1"}
TWELVE = [name for name in ScenariosSection.model_fields if name in OFFERED]


def config(scenarios: Any, query: str = "chunk", **system: Any) -> Config:
    values = {"api": API, "scenarios": scenarios, "retrieval": {"query": query}, "system": system}
    return Config.model_validate(values)


def simulated(chunks: list[Chunk], settings: Config) -> tuple[list[Fate[Item, Item]], tuple[str, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        simulator = Simulator(chunks, settings, Path(folder), ())
        return list(simulator.items(range(len(chunks)))), simulator.notices


def items(chunks: list[Chunk], settings: Config) -> list[Item]:
    return [fate.record for fate in simulated(chunks, settings)[0]]


def test_the_config_and_the_simulation_know_the_same_scenarios() -> None:
    assert set(TWELVE) | {"gold"} == set(SCENARIOS)
    assert len(TWELVE) == 12
    for name, shares in PRESETS.items():
        assert set(shares) <= set(TWELVE)
        assert sum(shares.values()) == pytest.approx(1 if name != "reference" else 0)


@given(st.dictionaries(st.sampled_from(TWELVE), st.floats(0.01, 1), min_size=1), st.integers(0, 500))
def test_quotas_are_the_shares_to_within_one_item_and_leave_nothing_over(parts: dict[str, float], total: int) -> None:
    shares = {name: part / sum(parts.values()) for name, part in parts.items()}
    counts = quotas(shares, total)
    assert sum(counts.values()) == total
    assert all(abs(counts[name] - share * total) < 1 for name, share in shares.items())


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 5))
@hypothesis_settings(max_examples=40)
def test_a_scarce_scenario_gets_its_quota_or_all_that_is_eligible(total: int, eligible: int, seed: int) -> None:
    ids = [f"id{n}" for n in range(total)]
    able = set(ids[:eligible])
    shares = {"outdated": 0.3, "missing_abstain": 0.3, "gold_random": 0.4}
    assigned, short = assign(ids, shares, seed, lambda name, id_, form: id_ in able)
    counts, wanted = Counter(assigned.values()), quotas(shares, total)
    assert counts["outdated"] == min(wanted["outdated"], len(able))
    assert {id_ for id_, name in assigned.items() if name == "outdated"} <= able
    assert counts["gold_hard"] == wanted["outdated"] - counts["outdated"]
    assert counts["missing_abstain"] == wanted["missing_abstain"]
    assert sum(one.wanted - one.got for one in short) == counts["gold_hard"]
    assert set(assigned) == set(ids)


@pytest.fixture(scope="module")
def all_items() -> list[Item]:
    return items(handbook(), config(SHARES_ALL))


@pytest.mark.whole
def test_all_twelve_are_built_with_exact_shares(all_items: list[Item]) -> None:
    assert Counter(item.scenario for item in all_items) == quotas(SHARES_ALL, len(all_items))


@pytest.mark.whole
def test_gold_stands_in_exactly_the_contexts_that_show_it(all_items: list[Item]) -> None:
    versions: list[float] = []
    for item in some(all_items):
        gold = {chunk.id for chunk in item.gold}
        visible = {passage.chunk_id for passage in item.passages} & gold
        agreeing = [passage for passage in item.passages if passage.is_gold and passage.chunk_id not in gold]
        versions += [
            max(containment(shingles(one.text), shingles(passage.text)) for one in item.gold) for passage in agreeing
        ]
        shown_gold = {passage.chunk_id for passage in item.passages if passage.is_gold}
        assert visible == shown_gold - {passage.chunk_id for passage in agreeing}
        hidden = len(gold) - len(visible)
        assert hidden == {"all": 0, "part": 1, "none": len(gold)}[SCENARIOS[item.scenario].shows]
        assert len({passage.text for passage in item.passages}) == len(item.passages)
        assert [passage.rank for passage in item.passages] == list(range(1, len(item.passages) + 1))
    assert all(common > 0.3 for common in some(versions))


@pytest.mark.whole
def test_each_scenario_has_the_passages_that_its_name_says(all_items: list[Item]) -> None:
    by_name: dict[str, list[Item]] = {name: [item for item in all_items if item.scenario == name] for name in TWELVE}
    assert all(len(item.passages) == 1 for item in by_name["gold_only"])
    assert all(item.passages == () for item in by_name["empty"])
    assert all(9 <= len(item.passages) <= 13 for item in by_name["long_noisy"])
    assert all(2 <= len(item.gold) <= 4 for name in ("multi_source", "partial") for item in by_name[name])
    assert all(item.gold[0].document_id != item.gold[1].document_id for item in by_name["topic_shift"])
    for name in ("conflicting", "outdated"):
        for item in by_name[name]:
            (other,) = [passage for passage in item.passages if passage.synthetic]
            assert other.text != item.gold[0].text
            (gold,) = [passage for passage in item.passages if passage.chunk_id == item.gold[0].id]
            if other.chunk_id == f"{gold.chunk_id}-altered":
                assert containment(shingles(other.text), shingles(item.gold[0].text)) > 0.3
                assert {other.source, gold.source} > {item.gold[0].source}
            else:
                (host,) = [chunk for chunk in handbook() if f"{chunk.id}-altered" == other.chunk_id]
                assert host.text in other.text.replace(disputed(gold.text, other.text)[1], "").rstrip()
                assert other.source == host.source
    for name in ("gold_hard", "gold_random"):
        assert all(1 <= len(item.passages) <= 3 for item in by_name[name])
    for name in ("missing_recall", "missing_abstain"):
        assert {len(item.passages) for item in by_name[name]} - {1, 2, 3} <= set(range(9, 14))
    hard = [p.score for item in by_name["gold_hard"] for p in item.passages if not p.is_gold]
    random = [p.score for item in by_name["gold_random"] for p in item.passages if not p.is_gold]
    assert min(hard) > 0 == max(random)


def test_the_sources_of_one_question_are_linked_and_say_different_things(all_items: list[Item]) -> None:
    for item in some(item for item in all_items if item.scenario in ("multi_source", "partial")):
        codes = [set(re.findall(r"lamp-\w+", chunk.text)) for chunk in item.gold]
        assert set.intersection(*codes)
        pairs = [(a, b) for n, a in enumerate(item.gold) for b in item.gold[:n]]
        assert all(containment(shingles(a.text), shingles(b.text)) < 0.3 for a, b in some(pairs))


def test_recall_and_abstain_never_share_a_cue(all_items: list[Item]) -> None:
    families = {name: {item.strict for item in all_items if item.scenario == name} for name in TWELVE}
    assert families["missing_recall"] == {False}
    for name in ("missing_abstain", "empty", "partial", "topic_shift"):
        assert families[name] == {True}
    for name in ("gold_hard", "multi_source"):
        assert families[name] == {True, False}


@given(size=st.integers(1, 14), seed=st.integers(0, 3), preset=st.sampled_from(["robust", "raft"]))
@hypothesis_settings(max_examples=12)
def test_any_corpus_gives_every_chunk_an_item(size: int, seed: int, preset: str) -> None:
    chunks = handbook(5)[:size]
    settings = config(preset, seed=seed)
    found = items(chunks, settings)
    assert [item.id for item in found] == [chunk.id for chunk in chunks]
    wanted = quotas(settings.scenarios.shares(0.4), size)
    counts = Counter(item.scenario for item in found)
    for name, count in wanted.items():
        if name != "gold_hard":
            assert counts[name] <= count
            assert SCENARIOS[name].is_scarce or counts[name] == count


def test_what_falls_short_is_told() -> None:
    texts, notices = simulated(corpus(20), config({"outdated": 0.5, "missing_abstain": 0.5}))
    counts = Counter(one.record.scenario for one in texts)
    assert counts == {"gold_hard": 40, "missing_abstain": 40}
    assert any("outdated: 0 of 40" in notice for notice in notices)
    assert any("final_assistant_prompts_strict" in notice for notice in notices)


@pytest.mark.slow
def test_one_file_added_to_500_changes_under_5_percent_of_robust_contexts() -> None:
    settings = config("robust")
    before = {item.id: shown(item) for item in items(corpus(500, chunks=4), settings)}
    after = {item.id: shown(item) for item in items([*document(9_999, chunks=4), *corpus(500, chunks=4)], settings)}
    changed = sum(after[id_] != context for id_, context in before.items()) / len(before)
    print(f"one file more, robust: {changed:.2%} of the contexts change")  # noqa: T201
    assert changed < 0.05


def conversed(settings: Config, chunks: list[Chunk]) -> Iterator[Drafted]:
    """Take all chunks through asking, retrieving and writing with the scripted model."""
    large = asker(settings, ScriptedModel(write), "large")

    async def one(item: Item, simulator: Simulator) -> Drafted:
        if simulator.asks:
            asked = await Ask(large)(item)
            if isinstance(asked, Rejected):
                return Fate(item, asked)
            found = simulator.retrieve(asked)
            if isinstance(found, Rejected):
                return Fate(asked, found)
            item = found
        return await fate(Generate(large, simulator.repair), item, large.recorder)

    with tempfile.TemporaryDirectory() as folder:
        simulator = Simulator(chunks, settings, Path(folder), ())
        for made in simulator.items(range(len(chunks))):
            yield Fate(made.record, made.rejected) if made.done is None else asyncio.run(one(made.done, simulator))


@pytest.mark.whole
@pytest.mark.parametrize("query", ["question", "chunk"])
def test_a_scripted_model_gets_drafts_of_every_scenario_accepted(query: str) -> None:
    outcomes = list(conversed(config(SHARES_ALL, query), handbook(40)))
    accepted = Counter(outcome.record.scenario for outcome in outcomes if outcome.done)
    wanted = quotas(SHARES_ALL, len(outcomes))
    why = Counter(
        (one.record.scenario, one.rejected.code, one.rejected.detail[:90]) for one in outcomes if one.rejected
    )
    for name in some(TWELVE):
        assert accepted[name] >= 0.5 * wanted[name], (name, accepted[name], wanted[name], why)
    if query == "question":
        for outcome in some(outcomes):
            if outcome.done:
                said = [turn.question for turn in outcome.done.turns]
                asked = [question.text for question in outcome.record.questions]
                kept = [one for one in asked if not outcome.done.dropped or one in said]
                assert said == kept


@pytest.mark.whole
def test_no_passage_but_gold_tells_a_reference_answer() -> None:
    checked = 0
    for outcome in conversed(config(SHARES_ALL, "question"), handbook(40)):
        for passage in outcome.record.passages:
            if outcome.done and not passage.is_gold and not passage.synthetic:
                checked += 1
                gold = "\n".join(chunk.text for chunk in outcome.record.gold)
                asked = [sought(one.text, one.reference_answer, gold) for one in outcome.record.questions]
                assert not any(told(passage.text, answer) for answer in asked)
    assert checked > 100


@pytest.mark.slow
def test_writers_of_contexts_that_must_not_be_filled_see_no_hidden_text_and_no_reference_answer() -> None:
    items = [outcome.record for outcome in conversed(config(SHARES_ALL, "question"), handbook(40))]
    kinds = ("missing_abstain", "empty", "partial")
    for item in some(item for item in items if item.scenario in kinds and item.questions):
        name, fields = writing_brief(item)
        text = "\n".join(fields.values())
        shown_ids = {passage.chunk_id for passage in item.passages}
        assert not any(chunk.text in text for chunk in item.gold if chunk.id not in shown_ids)
        assert "Reference answer" not in text
        assert name == f"rag_{item.scenario}"
        assert all(chunk.text in asking_brief(item)["text"] for chunk in item.gold)


def test_items_whose_questions_need_one_source_only_are_rejected() -> None:
    chunks = handbook(20)
    settings = config({"multi_source": 1.0}, "question")

    def lazy(request: Any) -> str:
        text = write(request)
        return text if request.step != "ask" else text.replace("**ANSWER:** ", "**ANSWER:** Nothing: ").replace(
            request.subject.gold[1].text.split(". ")[-1], ""
        )  # fmt: skip

    with tempfile.TemporaryDirectory() as folder:
        simulator = Simulator(chunks, settings, Path(folder), ())
        item = next(one.record for one in simulator.items(range(60)) if len(one.record.gold) == 2)
    asked = asyncio.run(Ask(asker(settings, ScriptedModel(lazy), "large"))(item))
    assert isinstance(asked, Rejected)
    assert asked.code is Code.SOURCE_NOT_NEEDED


@pytest.mark.parametrize("hollow", ["It keeps a drill, the Brenfield library.", "A tool library drill."])
def test_a_reference_answer_that_only_repeats_its_question_is_asked_for_again(hollow: str) -> None:
    second = "**QUESTION:** What does a drill cost that comes back too late?\n\n**ANSWER:** One euro."
    questions = f"**QUESTION:** {{0}}\n\n**ANSWER:** {{1}}\n\n{second}"
    asked = "The Brenfield tool library keeps the drill."
    large = asker(Config.model_validate({"api": API}), scripted([questions.format(asked, hollow)] * 9), "large")
    became = asyncio.run(fate(Ask(large), FOUND, large.recorder))
    assert became.rejected is not None
    assert "tells nothing that its question does not" in became.rejected.detail


def test_contexts_are_looked_for_by_words_where_no_vectors_are_at_hand(tmp_path: Path) -> None:
    pytest.importorskip("numpy")
    settings = Config.model_validate({
        "api": API,
        "path": {"output_dir": tmp_path / "out"},
        "retrieval": {
            "distractors": "hard", "candidates": "hybrid", "embedding_model": "m",
            "embedding_base_url": "http://127.0.0.1:9/v1",
        },
    })  # fmt: skip
    simulator = Simulator(corpus(10), settings, tmp_path / "index", ())
    assert len(list(simulator.items(range(40)))) == 40
    assert any("by words alone" in notice for notice in simulator.notices)
    assert not (tmp_path / "out").exists()


def test_a_last_question_that_the_first_text_still_answers_is_no_change_of_topic(all_items: list[Item]) -> None:
    item = next(item for item in all_items if item.scenario == "topic_shift")
    station = item.gold[0].source.partition("/")[0]
    facts = [fact.strip() for fact in item.gold[0].text.split(". ")]
    asked = Turn(f"How many people work at {station}?", "", facts[0])
    again = Turn(f"What about the lens of {station} and who ground or turned it?", "", facts[-1])
    elsewhere = Turn("By the way, how is the other station doing?", "", item.gold[1].text.split(". ")[-1])
    assert wrong(item, (asked, again)) is not None
    assert wrong(item, (asked, elsewhere)) is None
