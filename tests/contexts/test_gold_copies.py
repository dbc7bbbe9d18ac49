"""A copy of gold without one of its sentences still tells what is asked."""

from dataclasses import replace

import pytest
from simulated import chunk

from openbook.config import Config
from openbook.contexts.counterparts import ALTERED, shown
from openbook.contexts.gold_copies import as_told, rested_on
from openbook.contexts.simulate import Simulator
from openbook.contexts.text_versions import prose
from openbook.records import Chunk, Citation, Item, Passage, Question, Turn
from some import some

API = {"large_model": "scripted", "large_base_url": "http://127.0.0.1:1/v1"}
NAMES = ("Orla", "Bram", "Ilse", "Nico", "Tove", "Emil")


def log(number: int) -> Chunk:
    """A page of six sentences, each of which stands alone and names somebody else."""
    told = [
        f"In {1700 + 37 * place + number} {name}{number} from the {name.lower()}side quarter mended the bell of "
        f"tower{number}x{place} with {11 + place}{number} nails."
        for place, name in enumerate(NAMES)
    ]
    return chunk(f"log{number}.md", 0, " ".join(told))


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Simulator, Item]]:
    """Planned items that have a copy of their gold."""
    chunks = [log(number) for number in range(120)]
    shares = {"gold_hard": 0.7, "conflicting": 0.3}
    simulator = Simulator(
        chunks, Config.model_validate({"api": API, "scenarios": shares}), tmp_path_factory.mktemp("copied"), ()
    )
    planned = [fate.record for fate in simulator.items(range(len(chunks)))]
    found = [(simulator, item) for item in planned if sum(one.is_gold for one in item.passages) > 1]
    assert found
    return found


def copy_in(item: Item) -> str | None:
    """The copy of gold in a context."""
    return next((one.text for one in item.passages if one.is_gold and one.synthetic), None)


def asked(item: Item, places: list[int]) -> tuple[Question, ...]:
    number = item.gold[0].source[3:-3]
    return tuple(
        Question(f"Who mended the bell of tower{number}x{place}?", f"{NAMES[place]}{number}") for place in places
    )


def test_it_keeps_what_is_asked_whichever_sentence_that_is(copied: list[tuple[Simulator, Item]]) -> None:
    for simulator, item in some(copied):
        for place in range(len(NAMES)):
            done = simulator.retrieve(replace(item, questions=asked(item, [place])))
            assert isinstance(done, Item)
            assert prose(item.gold[0].text)[place] in (copy_in(done) or "")


def test_a_copy_that_tells_it_already_stays_as_it_was_planned(copied: list[tuple[Simulator, Item]]) -> None:
    for simulator, item in some(copied):
        planned = copy_in(item) or ""
        kept = [place for place, one in enumerate(prose(item.gold[0].text)) if one in planned]
        done = simulator.retrieve(replace(item, questions=asked(item, kept[:2])))
        assert isinstance(done, Item)
        assert copy_in(done) == planned


def test_where_everything_is_asked_a_distractor_is_copied_in_place_of_gold(
    copied: list[tuple[Simulator, Item]],
) -> None:
    copies = 0
    for simulator, item in some(copied):
        done = simulator.retrieve(replace(item, questions=asked(item, list(range(len(NAMES))))))
        assert isinstance(done, Item)
        assert copy_in(done) is None
        shown = {one.chunk_id for one in done.passages}
        copies += any(one.synthetic and one.chunk_id.removesuffix("-altered") in shown for one in done.passages)
    assert copies


NAMED = {one.id: one.source for one in map(log, range(120))}


def misnamed(item: Item) -> list[Passage]:
    """Passages under a version's name without a copy that would be its version."""
    known = {one.chunk_id for one in item.passages}
    originals = [one for one in item.passages if not one.synthetic and one.chunk_id + ALTERED not in known]
    return [one for one in originals if one.source != NAMED[one.chunk_id]]


def test_gold_has_its_own_name_again_where_its_copy_is_gone(copied: list[tuple[Simulator, Item]]) -> None:
    renamed = [(simulator, item) for simulator, item in copied if item.passages[0].source != item.gold[0].source]
    for simulator, item in some(renamed):
        done = simulator.retrieve(replace(item, questions=asked(item, list(range(len(NAMES))))))
        assert isinstance(done, Item)
        assert misnamed(done) == []


def test_a_distractor_has_its_own_name_again_where_its_copy_is_exchanged(copied: list[tuple[Simulator, Item]]) -> None:
    exchanged = 0
    for simulator, item in some(copied):
        done = simulator.retrieve(replace(item, questions=asked(item, list(range(len(NAMES))))))
        assert isinstance(done, Item)
        copies = {one.chunk_id for one in done.passages if one.synthetic}
        repaired = simulator.repair(done, copies)
        assert isinstance(repaired, Item)
        assert misnamed(repaired) == []
        named = [one for one in done.passages if one.chunk_id + ALTERED in copies]
        exchanged += any(one.source != NAMED[one.chunk_id] for one in named)
    assert exchanged


TEXT = (
    "The mill at Orby was built by Ada Lund. She had come from Wick with two sons. The wheel turns nineteen times a "
    "minute. Grain was paid for in cloth until the war."
)


def sentences(question: str, answer: str, quote: str = "") -> set[int]:
    found = rested_on(TEXT, [Question(question, answer, quote)])
    return {place for place, one in enumerate(prose(TEXT)) if one in found}


def test_an_answer_rests_on_the_sentence_that_has_its_words() -> None:
    assert sentences("What was grain paid for with?", "Cloth") == {3}


def test_an_answer_rests_on_what_its_sentence_points_to_as_well() -> None:
    assert sentences("From where had the builder come?", "Wick") == {0, 1}


def test_an_answer_in_other_words_rests_on_the_sentence_that_its_quotation_is_from() -> None:
    assert sentences("Is it quick?", "rather slow", "turns nineteen times a minute") == {2}


def test_an_answer_in_other_words_without_a_quotation_rests_on_what_shares_most_with_the_question() -> None:
    assert sentences("Until when was grain paid for so?", "peacetime") == {3}


def test_questions_on_another_text_rest_on_nothing() -> None:
    assert sentences("Which colour do zebras prefer?", "violet") == set()


def test_an_answer_rests_on_the_row_of_a_table_that_has_it() -> None:
    row = "| `keep` | Whether the log is kept. | 17 |"
    text = f"{TEXT}\n\n| option | meaning | default |\n|---|---|---|\n{row}\n| `fast` | Whether it is fast. | 3 |"
    assert rested_on(text, [Question("What is the default of keep?", "17")]) == {row}


def beside_its_copy() -> Item:
    """Gold, and a copy of it that lacks how the grain was paid for."""
    gold = chunk("mill.md", 0, TEXT)
    short = TEXT.replace(" Grain was paid for in cloth until the war.", "")
    copy = Passage(f"{gold.id}{ALTERED}", "mill-v2.md", short, 2, 0.0, is_gold=True, synthetic=True)
    return Item(gold.id, (gold,), "gold", (replace(shown(gold), rank=1), copy))


WHEEL = Turn(
    "How fast does the wheel turn?", "It does.", "Nineteen times a minute.",
    (Citation(1, "The wheel turns nineteen times a minute"),),
)  # fmt: skip
GRAIN = Turn(
    "What was grain paid for with?", "Chunk 1 says it.", "It was paid for in cloth.",
    (Citation(1, "Grain was paid for in cloth until the war"),),
)  # fmt: skip


def test_where_questions_come_with_the_answers_a_copy_that_lacks_one_is_no_gold_from_then_on() -> None:
    item = beside_its_copy()
    told = as_told(item, [WHEEL, GRAIN])
    assert [one.is_gold for one in told.passages] == [True, False]
    assert replace(told, passages=item.passages) == item


def test_a_copy_that_tells_all_that_was_answered_stays_gold() -> None:
    item = beside_its_copy()
    assert as_told(item, [WHEEL]) is item
    assert as_told(replace(item, questions=(Question("Which?", "Cloth"),)), [GRAIN]).passages == item.passages
