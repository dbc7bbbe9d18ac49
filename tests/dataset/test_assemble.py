"""Drafts are shuffled, grouped, and each gets a record that trains its own turns."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from drafts import config, documents, draft, drafts, ids
from hypothesis import given
from hypothesis import strategies as st

from openbook.contexts.layout import format_context
from openbook.dataset.assemble import assemble, system_prompt
from openbook.spool import Spool
from some import some


@given(number=st.integers(0, 14), size=st.integers(1, 6), seed=st.integers(0, 9))
def test_each_draft_is_the_target_of_one_record_and_only_the_last_group_is_smaller(
    number: int, size: int, seed: int
) -> None:
    given_drafts = drafts(number)
    made = list(assemble(given_drafts, config(system={"num_items_per_group": size, "seed": seed})))
    assert {record.item.id for record in made} == ids(given_drafts)
    assert len(made) == number
    lengths = [len(record.draft_ids) for record in made]
    assert lengths == [place % size + 1 for place in range(number)]
    for before, after in pairwise(made):
        if len(after.draft_ids) > 1:
            assert after.draft_ids[:-1] == before.draft_ids


def test_a_record_holds_the_turns_of_the_items_before_it_masked_and_its_own_trained() -> None:
    given_drafts = {d.item.id: d for d in drafts(5)}
    for record in some(assemble(list(given_drafts.values()), config(system={"num_items_per_group": 3}))):
        wanted = [(turn, id_ == record.item.id) for id_ in record.draft_ids for turn in given_drafts[id_].turns]
        assert [(entry.turn, entry.trained) for entry in record.turns] == wanted
        assert record.draft_ids[-1] == record.item.id


def test_the_order_depends_on_seed_and_ids_alone() -> None:
    given_drafts = drafts(12)
    one = list(assemble(given_drafts, config()))
    assert one == list(assemble(given_drafts[::-1], config()))
    assert one != list(assemble(given_drafts, config(system={"seed": 1})))


def test_drafts_may_lie_on_disk(tmp_path: Path) -> None:
    given_drafts = drafts(7)
    assert list(assemble(Spool(tmp_path, given_drafts), config())) == list(assemble(given_drafts, config()))


@given(words=documents)
def test_the_context_of_the_record_is_its_own_and_verbatim(words: str) -> None:
    prompts = ["Before {data} between {data} after {{not a field}}"]
    for record in assemble(drafts(4, words=words), config(system={"final_assistant_prompts": prompts})):
        context = format_context(record.item.passages)
        assert record.system == f"Before {context} between {context} after {{{{not a field}}}}"


def test_every_prompt_of_the_family_is_used_and_a_draw_depends_on_the_item_alone() -> None:
    many = [draft(f"a{n}") for n in range(200)]
    system = config(system={"final_assistant_prompts": ["1 {data}", "2 {data}", "3 {data}"]}).system
    drawn = [system_prompt(d.item, system) for d in many]
    assert {drawn.count(prompt) > 40 for prompt in system.final_assistant_prompts} == {True}
    assert drawn[7:] == [system_prompt(d.item, system) for d in many[7:]]


def test_items_that_abstain_are_told_so() -> None:
    system = config().system
    strict = system_prompt(draft("a", strict=True).item, system)
    assert strict in system.strict_prompts
    assert strict not in system.final_assistant_prompts
    own = config(system={"final_assistant_prompts_strict": ["Only these: {data}"]}).system
    assert system_prompt(draft("a", strict=True).item, own) == "Only these: {data}"


def test_a_draft_without_turns_makes_no_record() -> None:
    made = list(assemble([draft("a"), draft("b", turns=0)], config()))
    assert [record.item.id for record in made] == ["id-a"]
    assert len(made[0].turns) == 2


def test_earlier_turns_are_whole_or_without_thoughts_or_not_there() -> None:
    given_drafts = drafts(6)
    made = {
        history: list(assemble(given_drafts, config(system={"num_items_per_group": 3, "history": history})))
        for history in ("full", "answers", "none")
    }
    assert all(entry.trained for record in made["none"] for entry in record.turns)
    assert [len(record.turns) for record in made["full"]] == [len(record.turns) for record in made["answers"]]
    assert all(bool(entry.turn.thoughts) is entry.trained for record in made["answers"] for entry in record.turns)


def test_a_group_has_system_prompts_of_one_family() -> None:
    given_drafts = [replace(d, item=replace(d.item, strict=n % 2 == 0)) for n, d in enumerate(drafts(12))]
    families = {d.item.id: d.item.strict for d in given_drafts}
    made = list(assemble(given_drafts, config(system={"num_items_per_group": 3})))
    assert len(made) == 12
    assert all(len({families[id_] for id_ in record.draft_ids}) == 1 for record in made)


def test_groups_of_both_families_stand_among_each_other() -> None:
    given_drafts = [replace(d, item=replace(d.item, strict=n % 2 == 0)) for n, d in enumerate(drafts(40))]
    strict = [record.item.strict for record in assemble(given_drafts, config(system={"num_items_per_group": 2}))]
    assert sum(one != other for one, other in pairwise(strict)) > 4
