"""Preference pairs and retriever rows from what a run has paid for; what rows were made of."""

import importlib.metadata
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from drafts import chunk, config, draft, drafts
from test_place import turned_away

from openbook.dataset.form_folder import Exported
from openbook.dataset.forms import sharegpt
from openbook.dataset.forms.retriever import beir
from openbook.dataset.forms.table import FORMS, form_of
from openbook.dataset.lint import check_row
from openbook.dataset.stored import stored_drafts
from openbook.dataset.write import write_records
from openbook.errors import InputError
from openbook.forms import added, form_names
from openbook.pipeline.outputs import prepared_row
from openbook.records import Draft, Question
from output_folders import write_drafts


def export(folder: Path, given: Sequence[Draft], name: Any, **sections: Any) -> tuple[Exported, list[dict[str, Any]]]:
    chosen = config(path={"output_dir": folder}, **sections)
    (exported,) = write_records(given, chosen, [name], lambda: None, main=False).exported
    path = exported.folder / "train.jsonl"
    return exported, [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def found(made: Draft, *values: bool) -> Draft:
    turns = tuple(replace(turn, found=value) for turn, value in zip(made.turns, values, strict=True))
    return replace(made, turns=turns)


@pytest.mark.parametrize("name", ["dpo", "orpo"])
@pytest.mark.parametrize("thoughts", ["visible", "think", "none"])
def test_every_answer_is_as_often_chosen_as_rejected_so_that_nothing_but_the_question_tells(
    tmp_path: Path, name: str, thoughts: str
) -> None:
    exported, rows = export(tmp_path, drafts(6), name, generation={"thoughts": thoughts})
    assert len(rows) == 12
    assert Counter(row["chosen"][0]["content"] for row in rows) == Counter(
        row["rejected"][0]["content"] for row in rows
    )
    assert all(row["prompt"][-1]["role"] == "user" for row in rows)
    assert all(row["chosen"] != row["rejected"] for row in rows)
    assert all(row["chosen"] == [row["chosen_answer"]] for row in rows)
    assert [checked.counts for checked in exported.checked] == [{}]


def test_a_pair_says_what_is_wrong_with_the_answer_that_is_rejected(tmp_path: Path) -> None:
    _, rows = export(tmp_path / "a", [found(turned_away(), True, False)], "dpo")
    assert [(row["chosen"][0]["content"], row["fault"]) for row in rows] == [
        ("Two wardens do.", "declines_though_found"),
        ("The sources don't tell.", "answers_though_missing"),
    ]
    _, rows = export(tmp_path / "b", [draft("a", turns=3)], "dpo")
    assert [row["fault"] for row in rows] == [
        "answers_another_question", "answers_another_question", "repeats_an_earlier_answer",
    ]  # fmt: skip


def test_records_with_one_answer_or_alike_ones_make_no_pair(tmp_path: Path) -> None:
    alike = draft("b")
    alike = replace(alike, turns=(alike.turns[0], alike.turns[0]))
    exported, rows = export(tmp_path, [draft("a", turns=1), alike], "dpo")
    assert rows == []
    assert exported.files == ()


def test_kto_has_each_answer_of_a_pair_alone_and_says_which_is_wanted(tmp_path: Path) -> None:
    _, rows = export(tmp_path, drafts(3), "kto")
    assert Counter(row["label"] for row in rows) == {True: 6, False: 6}
    wanted = Counter(row["completion"][0]["content"] for row in rows if row["label"])
    assert wanted == Counter(row["completion"][0]["content"] for row in rows if not row["label"])


def test_a_pair_of_the_same_answer_is_found_by_the_check() -> None:
    said = [{"role": "assistant", "content": "A"}]
    row = {"prompt": [{"role": "user", "content": "Q"}], "chosen": said, "rejected": said}
    assert [finding.code for finding in check_row(row)] == ["pair_alike"]
    triple = {"anchor": "Q", "positive": "P", "negative": "P"}
    assert [finding.code for finding in check_row(triple)] == ["pair_alike"]


def test_retriever_rows_have_the_gold_passage_against_each_that_was_shown_without_the_answer(tmp_path: Path) -> None:
    given = [draft("a"), draft("b", scenario="missing_abstain", strict=True), turned_away()]
    exported, rows = export(tmp_path, given, "retriever")
    assert {row["positive_id"]: row["negative_id"] for row in rows} == {
        "id-a": "id-a-other",
        "id-b": "id-b-other",
    }
    assert all(row["anchor"].startswith("Question 1") for row in rows)
    assert [checked.counts for checked in exported.checked] == [{}]


def test_a_passage_that_was_made_is_no_negative(tmp_path: Path) -> None:
    made = draft("a")
    passages = tuple(replace(one, synthetic=not one.is_gold) for one in made.item.passages)
    assert export(tmp_path, [replace(made, item=replace(made.item, passages=passages))], "retriever")[1] == []


def test_a_question_that_needs_several_passages_has_each_of_them_as_a_positive(tmp_path: Path) -> None:
    made = draft("a", scenario="partial")
    rest = chunk("rest", "The wardens are relieved in spring.")
    asked = (Question(made.turns[0].question, "two wardens, in spring"),)
    several = replace(made, item=replace(made.item, gold=(*made.item.gold, rest), questions=asked))
    exported, rows = export(tmp_path / "asked", [several], "retriever")
    assert [(row["positive_id"], row["negative_id"]) for row in rows] == [
        ("id-a", "id-a-other"),
        ("id-rest", "id-a-other"),
    ]
    qrels = (exported.folder / "beir" / "qrels" / "train.tsv").read_text().splitlines()[1:]
    assert sorted(line.split("\t", 1)[1] for line in qrels) == ["id-a\t1", "id-a-other\t0", "id-rest\t1"]
    unasked = replace(several, item=replace(several.item, questions=()))
    assert export(tmp_path / "unasked", [unasked], "retriever")[1] == []


def test_all_gold_chunks_of_an_item_are_stored(tmp_path: Path) -> None:
    made = draft("a", scenario="partial")
    rest = replace(chunk("rest", "The wardens are relieved in spring."), metadata=(("author", "Ann"),))
    several = replace(made, item=replace(made.item, gold=(*made.item.gold, rest)))
    write_drafts(tmp_path / "drafts.jsonl", [several])
    (tmp_path / "rag_prepared_data.jsonl").write_text(json.dumps(prepared_row(several.item)) + "\n")
    (read,) = stored_drafts(tmp_path)
    kept = [(chunk.id, chunk.source, chunk.text, chunk.metadata) for chunk in read.item.gold]
    assert kept == [(chunk.id, chunk.source, chunk.text, chunk.metadata) for chunk in several.item.gold]


def test_what_answers_a_question_in_any_row_is_judged_to(tmp_path: Path) -> None:
    pairs = [("lamp", "rope"), ("oil", "lamp")]
    sides = [dict(zip(("positive", "negative"), pair, strict=True)) for pair in pairs]
    rows = [{f"{side}{of}": name for side, name in row.items() for of in ("", "_id", "_source")} for row in sides]
    rows = [{"anchor": "Q", **row} for row in rows]
    (tmp_path / "train.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert "beir/qrels/train.tsv" in list(beir(tmp_path, {"train": tmp_path / "train.jsonl"}))
    judged = (tmp_path / "beir" / "qrels" / "train.tsv").read_text().splitlines()[1:]
    assert sorted(line.split("\t", 1)[1] for line in judged) == ["lamp\t1", "oil\t1", "rope\t0"]


def test_retriever_rows_come_as_a_beir_folder_too(tmp_path: Path) -> None:
    exported, rows = export(tmp_path, [draft("a"), draft("held", held_out=True)], "retriever")
    beir = exported.folder / "beir"
    corpus = [json.loads(line) for line in (beir / "corpus.jsonl").read_text().splitlines()]
    assert {row["_id"] for row in corpus} == {"id-a", "id-a-other", "id-held", "id-held-other"}
    assert next(row for row in corpus if row["_id"] == "id-a")["text"] == rows[0]["positive"]
    (query, _) = (json.loads(line) for line in (beir / "queries.jsonl").read_text().splitlines())
    assert (beir / "qrels" / "train.tsv").read_text() == (
        f"query-id\tcorpus-id\tscore\n{query['_id']}\tid-a\t1\n{query['_id']}\tid-a-other\t0\n"
    )
    assert (beir / "qrels" / "dev.tsv").is_file()


@pytest.mark.parametrize("name", [name for name in FORMS if name not in ("tokens", "parquet")])
def test_each_row_can_say_what_it_was_made_of_and_how_hard_it_is(tmp_path: Path, name: str) -> None:
    made = draft("a")
    asked = replace(made.item, questions=(Question("Who keeps it?", "two wardens"),))
    _, rows = export(tmp_path, [replace(made, item=asked)], name, export={"meta": True})
    assert rows
    for row in rows:
        meta = row["meta"]
        assert meta["items"] == ["id-a"]
        assert meta["sources"] == ["a-other.md", "a.md"]
        assert (meta["gold"], meta["hops"], meta["distractors"], meta["hardness"]) == ([2], 1, 1, 1.0)
        assert (meta["questions"], meta["reference_answers"]) == (["Who keeps it?"], ["two wardens"])


def test_parquet_has_the_column_too(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    exported, _ = export(tmp_path, drafts(2), "parquet", export={"meta": True})
    rows = parquet.read_table(exported.folder / "train.parquet").to_pylist()
    assert [row["meta"]["scenario"] for row in rows] in (["gold", "missing_recall"], ["missing_recall", "gold"])


def test_queries_and_reference_answers_are_kept_with_the_drafts(tmp_path: Path) -> None:
    made = draft("a")
    asked = replace(made, item=replace(made.item, questions=(Question("Who keeps it?", "two wardens"),)))
    write_drafts(tmp_path / "drafts.jsonl", [asked])
    item = asked.item
    row = {
        "_key": item.id, "chunk_id": item.gold[0].id, "text": item.gold[0].text, "metadata": item.gold[0].source,
        "scenario": item.scenario, "rag_chunks": [],
    }  # fmt: skip
    (tmp_path / "rag_prepared_data.jsonl").write_text(json.dumps(row) + "\n")
    (read,) = stored_drafts(tmp_path)
    assert read.item.questions == item.questions


def test_a_package_adds_a_form_by_an_entry_point(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    entry = importlib.metadata.EntryPoint("mine", "openbook.dataset.forms.sharegpt:FORM", "openbook.forms")
    monkeypatch.setattr("openbook.installed.entry_points", lambda: importlib.metadata.EntryPoints([entry]))
    added.cache_clear()
    try:
        assert form_names()[-1] == "mine"
        assert form_of("mine") is sharegpt.FORM
        _, rows = export(tmp_path, drafts(2), "mine")
        assert rows[0]["conversations"]
    finally:
        added.cache_clear()


def test_a_form_that_nobody_adds_is_refused() -> None:
    with pytest.raises(InputError, match="there is no such form"):
        form_of("mine")
    with pytest.raises(ValueError, match="wanted one of axolotl"):
        config(export={"formats": ["mine"]})


def test_every_form_that_is_listed_is_there_under_its_own_name() -> None:
    assert tuple(FORMS) == tuple(name for name in form_names() if name not in added())
    assert [form.name for form in FORMS.values()] == list(FORMS)


@pytest.mark.parametrize("name", [name for name in FORMS if name not in ("tokens", "parquet", "sharegpt")])
def test_each_settings_file_says_how_much_memory_is_wanted_and_what_to_mix_in(tmp_path: Path, name: str) -> None:
    exported, _ = export(tmp_path, drafts(4), name)
    files = [path for path in exported.files if path.suffix in (".yaml", ".sh", ".py")]
    assert files
    for path in files:
        text = path.read_text()
        assert "Mix in ordinary" in text
        assert ("Memory, about: " in text) == (name != "openai")
        if path.suffix == ".yaml":
            assert isinstance(yaml.safe_load(text), dict)
        elif path.suffix == ".py":
            compile(text, path.name, "exec")
        else:
            assert all(line.startswith("#") for line in text.split("swift sft")[0].splitlines())


def test_ms_swift_is_told_how_the_chat_format_writes_calls(tmp_path: Path) -> None:
    searched, _ = export(tmp_path / "a", drafts(2), "ms-swift", export={"passages": "tool"})
    plain, _ = export(tmp_path / "b", drafts(2), "ms-swift")
    assert "--agent_template hermes" in (searched.folder / "train_swift.sh").read_text()
    assert "--agent_template" not in (plain.folder / "train_swift.sh").read_text()
