"""Long records lose what can go, and nothing that they are about."""

from dataclasses import replace

from drafts import chunk, config, draft

from openbook.codes import Code
from openbook.config import Config
from openbook.contexts.layout import format_context
from openbook.dataset.assemble import assemble
from openbook.dataset.fit import fitted
from openbook.records import Citation, Conversation, Draft, Passage, Rejected, Turn

FILLER = "lorem ipsum dolor sit amet " * 12


def long_draft(name: str, distractors: int, gold_at: int, thoughts: str = "", answer: str = "") -> Draft:
    base = draft(name)
    gold = base.item.gold[0]
    passages = [Passage(f"{name}-{n}", f"{name}-{n}.md", f"{n} {FILLER}", 0, 0.0, False) for n in range(distractors)]
    passages.insert(gold_at - 1, Passage(gold.id, gold.source, gold.text, 0, 0.5, True))
    placed = tuple(replace(passage, rank=rank) for rank, passage in enumerate(passages, start=1))
    turn = Turn(f"Who keeps {name}?", thoughts or "It is kept by two wardens.", answer or "Two wardens keep it.")
    return Draft(replace(base.item, passages=placed), (turn,))


def fit(given: list[Draft], most: int, thoughts: str = "visible", size: int = 3) -> list[Conversation | Rejected]:
    settings: Config = config(
        system={"num_items_per_group": size}, export={"max_tokens": most}, generation={"thoughts": thoughts}
    )
    return list(fitted(assemble(given, settings), words, settings))


def words(record: Conversation) -> int:
    turns = " ".join(f"{e.turn.question} {e.turn.thoughts} {e.turn.answer}" for e in record.turns)
    return len(f"{record.system} {turns}".split())


def sources(record: Conversation | Rejected) -> list[str]:
    assert isinstance(record, Conversation)
    return [passage.source for passage in record.item.passages]


def test_what_fits_stays_as_it_is() -> None:
    given = [long_draft("a", 3, 2)]
    assert fit(given, 1000) == list(assemble(given, config()))


def test_distractors_go_first_the_last_one_before_the_others_and_gold_stays() -> None:
    (record,) = fit([long_draft("a", 4, 2)], 230)
    assert sources(record) == ["a-0.md", "a.md", "a-1.md"]
    assert isinstance(record, Conversation)
    assert [passage.rank for passage in record.item.passages] == [1, 2, 3]
    assert format_context(record.item.passages) in record.system


def test_a_distractor_that_the_thoughts_speak_of_stays_and_so_does_every_one_before_it() -> None:
    given = long_draft("a", 4, 1, thoughts="Chunk 1 says so; chunk 3 doesn't.")
    (record,) = fit([given], 240)
    assert sources(record) == ["a.md", "a-0.md", "a-1.md"]
    (refused,) = fit([given], 180)
    assert isinstance(refused, Rejected)


def test_a_distractor_that_an_answer_cites_stays_also_where_nobody_names_it() -> None:
    given = long_draft("a", 4, 1)
    cited = replace(given, turns=(replace(given.turns[0], citations=(Citation(3, "1 lorem"),)),))
    (record,) = fit([cited], 240)
    assert sources(record) == ["a.md", "a-0.md", "a-1.md"]
    (refused,) = fit([cited], 180)
    assert isinstance(refused, Rejected)


def test_what_was_made_to_stand_beside_gold_stays() -> None:
    given = long_draft("a", 4, 1)
    *others, last = given.item.passages
    (record,) = fit([replace(given, item=replace(given.item, passages=(*others, replace(last, synthetic=True))))], 180)
    assert sources(record) == ["a.md", "a-3.md"]


def test_numbers_in_answers_that_name_no_passage_keep_none_and_thoughts_that_are_not_shown_neither() -> None:
    (record,) = fit([long_draft("a", 4, 1, thoughts="Chunk 4", answer="It took 4 hours.")], 180, thoughts="none")
    assert sources(record) == ["a.md", "a-0.md"]
    (kept,) = fit([long_draft("a", 2, 1, answer="See source 3.")], 300, thoughts="none")
    assert sources(kept) == ["a.md", "a-0.md", "a-1.md"]


def test_then_earlier_turns_go_an_item_at_a_time_the_oldest_first() -> None:
    given = [long_draft(name, 0, 1, answer=f"Two wardens. {FILLER}") for name in "abc"]
    whole = list(assemble(given, config()))[-1]
    last = fit(given, words(whole) - 1)[-1]
    assert isinstance(last, Conversation)
    assert last.draft_ids == whole.draft_ids[1:]
    assert [entry.draft_id for entry in last.turns] == list(whole.draft_ids[1:])
    assert last.turns[-1].trained
    assert last.id != whole.id


def test_what_is_too_long_even_so_is_left_out_with_its_length() -> None:
    (rejected,) = fit([long_draft("a", 2, 1, answer=FILLER * 3)], 100)
    assert isinstance(rejected, Rejected)
    assert (rejected.step, rejected.code, rejected.id) == ("export", Code.TOO_LONG, "id-a")
    assert "export.max_tokens is 100" in rejected.detail


def test_the_last_passage_of_a_context_without_gold_stays() -> None:
    item = draft("a", scenario="missing_recall").item
    passages = tuple(Passage(f"p{n}", f"{n}.md", FILLER, n, 0.0, False) for n in (1, 2, 3))
    given = Draft(replace(item, passages=passages, gold=(chunk("a"),)), (Turn("Q?", "", "From memory."),))
    (record,) = fit([given], 130)
    assert sources(record) == ["1.md"]
