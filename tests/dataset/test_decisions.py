"""Reviewers' decisions hold wherever records are written."""

from dataclasses import replace
from pathlib import Path

import orjson

from openbook.dataset.decisions import Decision, Decisions, decided, key_of, reviewed
from openbook.dataset.reexport import export_again
from openbook.dataset.stored import stored_config
from openbook.records import Draft
from output_folders import draft, write_folder


def decide(folder: Path, *decisions: Decision) -> None:
    kept = Decisions(folder / "openbook.db")
    for decision in decisions:
        kept.keep(decision)
    kept.close()


def trained(path: Path) -> str:
    rows = [orjson.loads(line) for line in path.read_bytes().splitlines()]
    return "".join(part["text"] for row in rows for part in row["segments"] if part["label"])


def answer(one: Draft, text: str) -> Draft:
    return replace(one, turns=tuple(replace(turn, answer=text) for turn in one.turns))


def test_what_was_rejected_is_in_no_record_and_told_as_left_out(tmp_path: Path) -> None:
    drafts = [draft("tower"), draft("hall")]
    config = write_folder(tmp_path, drafts)
    decide(tmp_path, Decision(key_of(drafts[0]), "Ada", "reject", (), "too vague"))
    kept, (rejected,) = reviewed(drafts, config)
    assert [one.item.id for one in kept] == ["id-hall"]
    assert (rejected.step, rejected.id, rejected.detail) == ("review", "id-tower", "rejected by Ada: too vague")


def test_an_edit_is_what_export_writes(tmp_path: Path) -> None:
    drafts = [draft("tower"), draft("hall")]
    write_folder(tmp_path, drafts)
    decide(tmp_path, Decision(key_of(drafts[1]), "Ada", "edit", answer(drafts[1], "Three wardens.").turns))
    export_again(stored_config(tmp_path), ["axolotl"], lambda: None)
    text = trained(tmp_path / "export" / "axolotl" / "train.jsonl")
    assert text.count("Three wardens.") == text.count("Two wardens.") == 2


def test_a_decision_finds_the_same_draft_under_another_id_and_no_other_one(tmp_path: Path) -> None:
    one = draft("tower")
    renamed = replace(one, item=replace(one.item, id="another"))
    rewritten = answer(one, "Two wardens do.")
    elsewhere = replace(one, item=replace(one.item, passages=one.item.passages[:2]))
    assert key_of(renamed) == key_of(one)
    assert len({key_of(one), key_of(rewritten), key_of(elsewhere)}) == 3


def test_the_last_decision_of_a_reviewer_counts_and_can_be_taken_back(tmp_path: Path) -> None:
    kept = Decisions(tmp_path / "openbook.db")
    kept.keep(Decision("k", "Ada", "reject"))
    kept.keep(Decision("k", "Ada", "accept", (), "after all"))
    assert kept.all() == {"k": [Decision("k", "Ada", "accept", (), "after all")]}
    kept.take_back("k", "Ada")
    assert kept.all() == {}
    kept.close()


def test_a_draft_stays_only_where_more_reviewers_keep_it_than_reject_it() -> None:
    yes, no, edit = (
        Decision("k", name, verdict) for name, verdict in zip("abc", ("accept", "reject", "edit"), strict=True)
    )
    assert decided([]) is None
    assert decided([yes, no]) == no
    assert decided([yes, edit, no]) == edit
    assert decided([edit, yes]) == edit


def test_a_folder_without_decisions_is_written_as_it_is(tmp_path: Path) -> None:
    drafts = [draft("tower")]
    config = write_folder(tmp_path, drafts)
    assert reviewed(drafts, config) == (drafts, [])
    assert not (tmp_path / "openbook.db").exists()
    Decisions(tmp_path / "openbook.db").close()
    assert reviewed(drafts, config) == (drafts, [])
