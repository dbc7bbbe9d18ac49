"""An output folder gives back its drafts, so that it can be exported without documents, ledger or calls."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from drafts import NASTY, config, draft, drafts

from openbook.codes import Code
from openbook.dataset.stored import stored_config, stored_drafts
from openbook.errors import ConfigError, InputError
from openbook.file_names import DRAFTS_FILE, PREPARED_FILE, RUN_FILE
from openbook.pipeline.outputs import prepared_row
from openbook.records import Citation, Draft, LookedAt, Question, Turn
from output_folders import write_drafts
from some import some


def store(folder: Path, given: list[Draft], others: list[Draft] = []) -> None:  # noqa: B006 - never changed
    items = [d.item for d in given]
    items[1:1] = [d.item for d in others]
    (folder / PREPARED_FILE).write_bytes(b"".join(orjson.dumps(prepared_row(item)) + b"\n" for item in items))
    write_drafts(folder / DRAFTS_FILE, given)


def test_drafts_come_back_as_they_were_written(tmp_path: Path) -> None:
    turn = Turn(
        "Q?", "T", "A", (Citation(1, "two wardens"),), ("Gedanken", "Antwort"), "two", (Citation(1, "two"),), False
    )
    first = draft("first", words=" ".join(NASTY), strict=True, held_out=True)
    given = [Draft(first.item, (turn, *first.turns)), *drafts(3)]
    store(tmp_path, given, others=[draft("left-out")])
    for before, after in some(zip(given, stored_drafts(tmp_path), strict=True)):
        assert after.turns == before.turns
        assert after.item.passages == before.item.passages
        assert (after.item.id, after.item.scenario) == (before.item.id, before.item.scenario)
        assert (after.item.strict, after.item.held_out) == (before.item.strict, before.item.held_out)
        assert after.item.gold[0].text == before.item.gold[0].text
        assert after.item.gold[0].source == before.item.gold[0].source


def test_questions_come_back_with_what_their_answers_follow_from(tmp_path: Path) -> None:
    whole = draft("first")
    asked = (Question("Q?", "A", "two wardens"), Question("R?", "B"))
    store(tmp_path, [replace(whole, item=replace(whole.item, questions=asked))])
    [after] = stored_drafts(tmp_path)
    assert after.item.questions == asked


def test_a_turn_that_a_draft_lost_comes_back_with_what_was_found_in_it(tmp_path: Path) -> None:
    whole = draft("first")
    lost = LookedAt(Turn("Q?", "T", "A", short_answer="a"), 3, "quotes", Code.QUOTE_NOT_FOUND, "it stands nowhere")
    store(tmp_path, [replace(whole, dropped=(lost,)), *drafts(1)])
    first, second = stored_drafts(tmp_path)
    assert first.dropped == (lost,)
    assert second.dropped == ()
    assert [b"dropped" in line for line in (tmp_path / DRAFTS_FILE).read_bytes().splitlines()] == [True, False]


def test_what_the_document_says_of_itself_comes_back_too(tmp_path: Path) -> None:
    first = draft("first")
    gold = replace(first.item.gold[0], metadata=(("year", "1911"), ("author", "Moore")))
    store(tmp_path, [replace(first, item=replace(first.item, gold=(gold,)))])
    [after] = stored_drafts(tmp_path)
    assert after.item.gold[0].metadata == gold.metadata


def test_a_folder_without_drafts_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no drafts\.jsonl"):
        list(stored_drafts(tmp_path))
    with pytest.raises(InputError, match=r"no run\.json in it"):
        stored_config(tmp_path)


@pytest.mark.parametrize("written", [b"{", b"[]", b'{"command": "run"}'])
def test_a_run_json_that_holds_no_config_is_told_from_one_that_is_missing(tmp_path: Path, written: bytes) -> None:
    (tmp_path / RUN_FILE).write_bytes(written)
    with pytest.raises(InputError, match=r"no readable run\.json"):
        stored_config(tmp_path)


def test_drafts_without_their_context_are_an_error(tmp_path: Path) -> None:
    store(tmp_path, drafts(2))
    (tmp_path / PREPARED_FILE).write_bytes(b"")
    with pytest.raises(InputError, match="is not in"):
        list(stored_drafts(tmp_path))


def test_the_config_comes_back_without_its_keys(tmp_path: Path) -> None:
    api = {"large_model": "m", "large_base_url": "http://127.0.0.1:1/v1", "large_api_key": "sk-secret"}
    settings = config(
        api=api, path={"input_dir": tmp_path / "in"}, system={"template": "llama3", "num_items_per_group": 7}
    )
    (tmp_path / RUN_FILE).write_bytes(orjson.dumps({"config": settings.redacted()}))
    stored = stored_config(tmp_path)
    assert stored.system == settings.system
    assert stored.export == settings.export
    assert stored.path.output_dir == tmp_path
    assert stored.api.large_api_key is None


def test_settings_can_be_overridden_and_wrong_ones_are_named(tmp_path: Path) -> None:
    (tmp_path / RUN_FILE).write_bytes(orjson.dumps({"config": config().redacted()}))
    changed = stored_config(tmp_path, ["system.template=gemma", "export.max_tokens=500", "generation.thoughts=none"])
    assert (changed.system.template, changed.export.max_tokens, changed.generation.thoughts) == ("gemma", 500, "none")
    with pytest.raises(ConfigError) as caught:
        stored_config(tmp_path, ["system.template=lama3", "system.num_items_per_group=0", "sytem.seed=1"])
    assert {problem.key for problem in caught.value.problems} == {
        "system.template", "system.num_items_per_group", "sytem.seed",
    }  # fmt: skip
