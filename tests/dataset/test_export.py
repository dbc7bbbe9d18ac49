"""Records are written in every format, with the settings that make the masks hold."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from drafts import FORMATS, NASTY, config, draft, drafts

from openbook.config import Config
from openbook.dataset.assemble import assemble
from openbook.dataset.form_folder import Exported
from openbook.dataset.forms.table import FORMS
from openbook.dataset.write import WrittenRecords, check_writing, write_records
from openbook.dialogue.reply import answer_text
from openbook.errors import ConfigError, InputError
from openbook.records import Draft
from openbook.templates import TEMPLATES
from some import some

TEXT_FORMATS = [name for name in FORMS if name not in ("tokens", "parquet")]


def write(tmp_path: Path, given: Sequence[Draft], *formats: Any, **sections: Any) -> WrittenRecords:
    settings = config(path={"output_dir": tmp_path}, **sections)
    return write_records(given, settings, formats, lambda: None, main=True)


def rows(exported: Exported, file: str = "train.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in (exported.folder / file).read_bytes().splitlines()]


def export(tmp_path: Path, given: Sequence[Draft], name: Any, **sections: Any) -> Exported:
    return write(tmp_path, given, name, **sections).exported[0]


def own_turns(settings: Config, given: Sequence[Draft]) -> list[list[tuple[str, str]]]:
    """Return question and visible answer of each record's own turns, in the order of the records."""
    return [
        [(entry.turn.question, answer_text(entry.turn)) for entry in record.turns if entry.trained]
        for record in assemble(given, settings)
    ]


@pytest.mark.one_in(20)
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("thoughts", ["visible", "think", "none"])
def test_every_format_passes_the_check_in_every_chat_format(tmp_path: Path, template: str, thoughts: str) -> None:
    given = [*drafts(4, words=" ".join(NASTY)), draft("held", held_out=True), draft("held2", held_out=True)]
    written = write(tmp_path, given, *TEXT_FORMATS, system={"template": template}, generation={"thoughts": thoughts})
    assert [exported.format for exported in written.exported] == TEXT_FORMATS
    for exported in written.exported:
        assert [checked.counts for checked in exported.checked] == [{}, {}]
        assert all(exported.rows[split] > 0 for split in ("train", "validation"))
        assert {path for path in exported.folder.rglob("*") if path.is_file()} == set(exported.files)


def test_the_records_file_and_the_axolotl_export_are_the_same(tmp_path: Path) -> None:
    written = write(tmp_path, [*drafts(5), draft("held", held_out=True)], "axolotl")
    records, held_out = written.files
    assert records.read_bytes() == (tmp_path / "export" / "axolotl" / "train.jsonl").read_bytes()
    assert held_out.read_bytes() == (tmp_path / "export" / "axolotl" / "validation.jsonl").read_bytes()
    assert written.records == 6


def test_a_file_of_held_out_records_goes_when_nothing_is_held_out(tmp_path: Path) -> None:
    write(tmp_path, [*drafts(2), draft("held", held_out=True)], "trl")
    written = write(tmp_path, drafts(2), "trl")
    assert [path.name for path in written.files] == ["axolotl_rag_conversations.jsonl"]
    assert not list(tmp_path.rglob("*validation*"))


def test_flags_stand_on_the_messages_of_axolotl_chat(tmp_path: Path) -> None:
    settings, given = config(path={"output_dir": tmp_path}), drafts(4)
    made = rows(export(tmp_path, given, "axolotl-chat"))
    for row, turns in some(zip(made, own_turns(settings, given), strict=True)):
        trained = [message["content"] for message in row["messages"] if message["train"]]
        assert trained == [text for turn in turns for text in turn]


@pytest.mark.parametrize("name", ["trl", "llamafactory", "unsloth", "ms-swift", "mlx"])
def test_formats_that_train_the_last_answer_get_one_row_for_each(tmp_path: Path, name: str) -> None:
    settings, given = config(path={"output_dir": tmp_path}), drafts(4)
    made = rows(export(tmp_path, given, name))
    answers = [answer for turns in own_turns(settings, given) for _, answer in turns]
    last = {
        "trl": lambda row: row["completion"][0]["content"],
        "llamafactory": lambda row: row["conversations"][-1]["value"],
    }.get(name, lambda row: row["messages"][-1]["content"])
    assert [last(row) for row in made] == answers
    if name == "ms-swift":
        assert all([m["loss"] for m in row["messages"] if "loss" in m][-2:][-1] for row in made)
        assert all(not any(m.get("loss") for m in row["messages"][:-1]) for row in made)


def test_openai_answers_have_weights(tmp_path: Path) -> None:
    settings, given = config(path={"output_dir": tmp_path}), drafts(4)
    made = rows(export(tmp_path, given, "openai"))
    for row, turns in some(zip(made, own_turns(settings, given), strict=True)):
        weighed = [message for message in row["messages"] if "weight" in message]
        assert {message["role"] for message in weighed} == {"assistant"}
        assert [m["content"] for m in weighed if m["weight"] == 1] == [answer for _, answer in turns]


def test_openai_rows_are_what_its_fine_tuning_guide_asks_for(tmp_path: Path) -> None:
    """Source: OpenAI's guide to supervised fine-tuning, on the data format and on multi-turn examples with `weight`.

    Chat messages of the roles system, user and assistant, text contents, an answer last; `weight` on answers alone, and
    0 or 1; where every weight is 0 nothing would be trained. That service can't be run here.
    """
    for template in ("chatml", "gemma", "qwen3"):
        for row in some(rows(export(tmp_path / template, drafts(4), "openai", system={"template": template}))):
            assert set(row) == {"messages"}
            assert row["messages"][-1]["role"] == "assistant"
            assert any(message.get("weight") == 1 for message in row["messages"])
            for message in some(row["messages"]):
                assert set(message) - {"weight"} == {"role", "content"}
                assert message["role"] in ("system", "user", "assistant")
                assert ("weight" in message) == (message["role"] == "assistant")
                assert message.get("weight", 0) in (0, 1)


def test_a_sharegpt_row_holds_nothing_but_what_is_trained_and_its_context(tmp_path: Path) -> None:
    settings, given = config(path={"output_dir": tmp_path}), drafts(4)
    made = rows(export(tmp_path, given, "sharegpt"))
    for row, turns in some(zip(made, own_turns(settings, given), strict=True)):
        system, *rest = row["conversations"]
        assert system["from"] == "system"
        assert [entry["value"] for entry in rest] == [text for turn in turns for text in turn]


def test_the_system_prompt_stands_in_the_first_question_where_there_is_no_role_for_it(tmp_path: Path) -> None:
    (first, *_) = rows(export(tmp_path, drafts(1), "axolotl-chat", system={"template": "gemma"}))
    assert [message["role"] for message in first["messages"]] == ["user", "assistant", "user", "assistant"]
    assert [message["train"] for message in first["messages"]] == [False, True, True, True]


def test_tokens_need_a_tokenizer(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"system\.tokenizer"):
        write(tmp_path, drafts(1), "tokens")


def test_each_trainer_gets_settings_that_fit_the_longest_record(tmp_path: Path) -> None:
    given = [*drafts(3), draft("held", held_out=True)]
    written = write(tmp_path, given, *TEXT_FORMATS, system={"template": "llama3"})
    folders = {exported.format: exported.folder for exported in written.exported}
    room = next(n for n in range(1024, 9999, 1024) if n >= written.lengths.longest)
    axolotl = yaml.safe_load((folders["axolotl"] / "axolotl.yaml").read_text())
    assert axolotl["datasets"] == [{"path": "train.jsonl", "ds_type": "json", "type": "input_output"}]
    assert axolotl["test_datasets"][0]["path"] == "validation.jsonl"
    assert axolotl["train_on_inputs"] is False
    assert axolotl["sequence_len"] == room
    chat = yaml.safe_load((folders["axolotl-chat"] / "axolotl.yaml").read_text())
    assert chat["datasets"][0]["message_field_training"] == "train"
    assert chat["datasets"][0]["roles_to_train"] == []
    assert chat["eot_tokens"] == ["<|eot_id|>"]
    assert f"max_length={room}" in (folders["trl"] / "train_trl.py").read_text()
    info = json.loads((folders["llamafactory"] / "dataset_info.json").read_text())
    factory = yaml.safe_load((folders["llamafactory"] / "llamafactory.yaml").read_text())
    assert info[factory["dataset"]]["file_name"] == "train.jsonl"
    assert info[factory["eval_dataset"]]["file_name"] == "validation.jsonl"
    assert factory["mask_history"] is True
    assert factory["cutoff_len"] == room
    assert factory["template"] == "llama3"
    unsloth = (folders["unsloth"] / "train_unsloth.py").read_text()
    assert r"instruction_part='<|start_header_id|>user<|end_header_id|>\n\n'" in unsloth
    assert "last_response_only=True" in unsloth
    mlx = yaml.safe_load((folders["mlx"] / "mlx.yaml").read_text())
    assert mlx["mask_prompt"] is True
    assert (folders["mlx"] / "valid.jsonl").is_file()
    assert f"--max_length {room}" in (folders["ms-swift"] / "train_swift.sh").read_text()


@pytest.mark.parametrize("name", ["trl", "unsloth", "openai"])
def test_a_script_is_python_that_compiles(tmp_path: Path, name: str) -> None:
    exported = export(tmp_path, drafts(2), name)
    (script,) = (path for path in exported.files if path.suffix == ".py")
    assert name in compile(script.read_text(), str(script), "exec").co_names


def test_a_card_has_a_header_by_which_the_files_are_found(tmp_path: Path) -> None:
    exported = export(tmp_path, [*drafts(3), draft("held", held_out=True)], "trl")
    _, header, body = (exported.folder / "README.md").read_text().split("---\n", 2)
    values = yaml.safe_load(header)
    assert values["configs"][0]["data_files"] == [
        {"split": "train", "path": "train.jsonl"},
        {"split": "validation", "path": "validation.jsonl"},
    ]
    assert values["license"] == "unknown"
    assert "| train | 6 |" in body
    assert "| gold | 3 |" in body
    assert "the built-in engine" in body
    assert "train_trl.py" in body


def test_formats_of_the_users_own_are_exported_too(tmp_path: Path) -> None:
    written = write(tmp_path, drafts(3), *TEXT_FORMATS, system=FORMATS)
    assert all(checked.errors == 0 for exported in some(written.exported) for checked in exported.checked)


@pytest.mark.parametrize(
    ("sections", "error", "said"),
    [
        ({"export": {"formats": ["tokens"]}}, InputError, "system.tokenizer"),
        ({"system": {"tokenizer": "/nowhere/tokenizer.json"}}, InputError, "/nowhere/tokenizer.json"),
        ({"system": {"template": "/nowhere"}}, ConfigError, "no chat template"),
        ({"meta_datagen": {"do_meta_datagen": True, "meta_datagen_extras": ["/nowhere.yaml"]}}, ConfigError, "nowhere"),
    ],
)
def test_what_can_not_be_written_is_known_before_anything_is_paid(
    sections: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        check_writing(config(**sections))
    check_writing(config(export={"formats": TEXT_FORMATS}))


def test_a_parquet_file_holds_messages_with_flags_and_the_segments_of_the_records_file(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    written = write(tmp_path, drafts(4), "parquet")
    table = parquet.read_table(written.exported[0].folder / "train.parquet").to_pylist()
    records = [json.loads(line)["segments"] for line in written.files[0].read_bytes().splitlines()]
    assert [row["segments"] for row in table] == records
    assert [[m["content"] for m in row["messages"] if m["train"]] for row in table] == [
        [text for turn in turns for text in turn] for turns in own_turns(config(), drafts(4))
    ]
