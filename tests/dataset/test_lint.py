"""Each defect is planted, and found as often as it was planted."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from drafts import FORMATS, config, drafts
from tokenizers_made import byte_level, sentencepiece_like

from openbook.dataset.assemble import assemble
from openbook.dataset.lint import CODES, Checked, check_file
from openbook.dataset.render.chat_template import load_chat_template
from openbook.dataset.render.renderer import Renderer
from openbook.dataset.rowfile import axolotl_row
from openbook.dataset.write import write_records
from openbook.errors import InputError
from openbook.templates import TEMPLATES

Row = dict[str, Any]


def made(template: str = "chatml", number: int = 6, **system: Any) -> list[Row]:
    settings = config(system={"template": template, **system})
    renderer = Renderer.from_config(settings)
    return [axolotl_row(row) for record in assemble(drafts(number), settings) for row in renderer.rows(record)]


def exported(tmp_path: Path, name: Any, number: int = 6) -> list[Row]:
    settings = config(path={"output_dir": tmp_path})
    (written,) = write_records(drafts(number), settings, [name], lambda: None, main=False).exported
    return [json.loads(line) for line in (written.folder / "train.jsonl").read_text("utf-8").splitlines()]


def check(tmp_path: Path, rows: list[Any], **options: Any) -> Checked:
    path = tmp_path / "checked.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return check_file(path, **options)


def defects(rows: list[Row], places: range, plant: Callable[[Row], object]) -> list[Row]:
    for place in places:
        plant(rows[place])
    return rows


def segments(row: Row) -> list[dict[str, Any]]:
    return row["segments"]


def unmask(row: Row) -> None:
    segments(row)[0]["label"] = True


def mask_all(row: Row) -> None:
    for segment in segments(row):
        segment["label"] = False


def add_after(row: Row) -> None:
    segments(row).append({"label": False, "text": "\n<|im_start|>user\nMore?<|im_end|>\n"})


def drop_end(row: Row) -> None:
    segments(row)[-1]["text"] = segments(row)[-1]["text"].removesuffix("<|im_end|>")


def mask_end(row: Row) -> None:
    drop_end(row)
    segments(row).append({"label": False, "text": "<|im_end|>"})


def inject(row: Row) -> None:
    first = segments(row)[0]
    first["text"] = first["text"].replace("A lantern", "A <|im_end|>\n<|im_start|>assistant\nlantern")


def inject_outside(row: Row) -> None:
    last = segments(row)[-1]
    last["text"] = f"So <|im_start|> it is. {last['text']}"


def leave_data(row: Row) -> None:
    segments(row)[0]["text"] = segments(row)[0]["text"].replace("<|im_start|>system\n", "<|im_start|>system\n{data} ")


def string_label(row: Row) -> None:
    segments(row)[-1]["label"] = "false"


def no_text(row: Row) -> None:
    segments(row)[1]["text"] = None


def empty(row: Row) -> None:
    row["segments"] = []


def empty_segment(row: Row) -> None:
    segments(row).insert(1, {"label": False, "text": ""})


PLANTED: list[tuple[Callable[[Row], object], set[str]]] = [
    (unmask, {"trained_context"}),
    (mask_all, {"nothing_trained"}),
    (add_after, {"text_after_target"}),
    (drop_end, {"end_missing", "control_in_text"}),
    (mask_end, {"end_missing", "text_after_target"}),
    (inject, {"control_in_text"}),
    (inject_outside, {"control_in_text"}),
    (leave_data, {"placeholder"}),
    (string_label, {"label"}),
    (no_text, {"shape"}),
    (empty, {"empty_record"}),
    (empty_segment, {"empty_segment"}),
]


@pytest.mark.parametrize(("plant", "codes"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
def test_a_defect_of_segments_is_found_in_each_row_that_has_it(
    tmp_path: Path, plant: Callable[[Row], object], codes: set[str]
) -> None:
    found = check(tmp_path, defects(made(), range(1, 4), plant), template="chatml")
    assert found.counts == dict.fromkeys(codes, 3)
    assert {example.line for example in found.examples} == {2, 3, 4}
    assert found.rows == 6


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_format_is_recognised_and_its_own_records_have_no_findings(tmp_path: Path, template: str) -> None:
    found = check(tmp_path, made(template))
    assert (found.counts, found.rows, found.kind) == ({}, 6, "segments")
    cut = made(template)
    for row in cut:
        end = load_chat_template(template).tokens["eos_token"]
        segments(row)[-1]["text"] = segments(row)[-1]["text"].removesuffix(end)
    assert check(tmp_path, cut).counts["end_missing"] == 6


def test_a_beginning_of_text_is_single_and_in_front(tmp_path: Path) -> None:
    rows = made("llama3")
    segments(rows[0])[0]["text"] = "<|begin_of_text|>" + segments(rows[0])[0]["text"]
    segments(rows[1])[0]["text"] = segments(rows[1])[0]["text"].removeprefix("<|begin_of_text|>")
    found = check(tmp_path, rows)
    assert found.counts["bos_repeated"] == 1
    assert found.counts["bos_missing"] == 1


def test_formats_without_separator_and_end_are_found_as_the_reference_has_them(tmp_path: Path) -> None:
    glued = {"system_format": "{{system}}", "user_format": "Human: {{user}}", "assistant_format": "AI: {{assistant}}"}
    found = check(tmp_path, made(**glued))
    assert found.counts["glued_turns"] > 6
    assert found.counts["end_unclear"] == 6
    assert not check(tmp_path, made(**FORMATS)).counts


def test_broken_lines_and_strange_rows_are_findings_and_their_neighbours_are_checked(tmp_path: Path) -> None:
    rows = made()
    found = check(tmp_path, [rows[0], "{broken", '["a list"]', {"text": "plain"}, rows[1], {"messages": []}, rows[0]])
    assert found.counts == {"not_json": 1, "shape": 2, "mixed": 1, "duplicate": 1}
    assert found.rows == 7
    assert found.rows_with_errors == 4


MESSAGES: list[tuple[str, Callable[[list[dict[str, Any]]], object], str]] = [
    ("axolotl-chat", lambda m: m.pop(1), "role_order"),
    ("axolotl-chat", lambda m: m.pop(), "role_order"),
    ("axolotl-chat", lambda m: m[0].update(train=True), "trained_context"),
    ("axolotl-chat", lambda m: m[-1].update(train="yes"), "label"),
    ("axolotl-chat", lambda m: m[1].update(role="narrator"), "unknown_role"),
    ("axolotl-chat", lambda m: [x.update(train=False) for x in m], "nothing_trained"),
    ("axolotl-chat", lambda m: m[1].update(content="What is </s> or <|im_end|>?"), "control_in_text"),
    ("axolotl-chat", lambda m: m[1].update(content="{{ user }}"), "placeholder_said"),
    ("axolotl-chat", lambda m: m[0].update(content="Use {data}"), "placeholder"),
    ("axolotl-chat", lambda m: m[1].update(content=" "), "empty_segment"),
    ("axolotl-chat", lambda m: m.extend([{"role": "user", "content": "?"}]), "text_after_target"),
    ("openai", lambda m: m[-1].update(weight=0.5), "label"),
    ("openai", lambda m: [x.update(weight=0) for x in m if "weight" in x], "nothing_trained"),
    ("ms-swift", lambda m: m[-1].update(loss=False), "nothing_trained"),
    ("unsloth", lambda m: m.pop(), "role_order"),
    ("mlx", lambda m: m[-1].update(content=None), "shape"),
]


@pytest.mark.parametrize(("name", "plant", "code"), MESSAGES)
def test_a_defect_of_messages_is_found_in_each_row_that_has_it(
    tmp_path: Path, name: str, plant: Callable[[list[dict[str, Any]]], object], code: str
) -> None:
    rows = exported(tmp_path, name)
    assert not check(tmp_path, rows, template="chatml").counts
    found = check(tmp_path, defects(rows, range(2), lambda row: plant(row["messages"])), template="chatml")
    assert found.counts[code] == 2


def test_defects_of_other_forms_are_found(tmp_path: Path) -> None:
    rows = exported(tmp_path, "trl")
    rows[0]["completion"] = []
    rows[1]["prompt"][0]["role"] = "assistant"
    assert check(tmp_path, rows).counts == {"role_order": 2, "nothing_trained": 1}
    rows = exported(tmp_path, "llamafactory")
    rows[0]["conversations"][-1]["from"] = "human"
    assert check(tmp_path, rows).counts == {"role_order": 1, "nothing_trained": 1}


def test_long_records_and_repeated_ones_are_found(tmp_path: Path) -> None:
    rows = made()
    segments(rows[2])[0]["text"] = segments(rows[2])[0]["text"].replace("A lantern", "A lantern " * 2000)
    found = check(tmp_path, [*rows, rows[0]], max_tokens=2000)
    assert found.counts == {"too_long": 1, "duplicate": 1}
    assert found.lengths.exact is False
    assert found.lengths.percentiles()["p100"] > 2000


def test_drift_between_segments_and_the_whole_is_found_where_it_is_and_nowhere_else(tmp_path: Path) -> None:
    control = load_chat_template("chatml").control
    for encoder in (byte_level(tmp_path, control),):
        assert not check(tmp_path, made(), encoder=encoder).counts
        assert not check(tmp_path, made("llama3"), encoder=encoder).counts
    after_space = {
        "system_format": "{{system}}\n",
        "user_format": "Human: {{user}}\nAI: ",
        "assistant_format": "{{assistant}}</s>\n",
    }
    found = check(tmp_path, made(**after_space), encoder=byte_level(tmp_path, ["</s>"]))
    assert found.counts["drift"] == 6
    found = check(tmp_path, made(**FORMATS), encoder=sentencepiece_like(tmp_path, ["<s>", "</s>"]))
    assert found.counts["drift"] == 6


def test_with_a_tokenizer_lengths_are_exact(tmp_path: Path) -> None:
    encoder = byte_level(tmp_path, load_chat_template("chatml").control)
    rows = made(number=1)
    found = check(tmp_path, rows, encoder=encoder)
    text = "".join(segment["text"] for segment in segments(rows[0]))
    assert found.lengths.exact
    assert found.lengths.longest == encoder.length(text)
    assert found.first_trained == "".join(s["text"] for s in segments(rows[0]) if s["label"])


def test_defects_of_tokens_are_found(tmp_path: Path) -> None:
    encoder = byte_level(tmp_path, load_chat_template("llama3").control)
    settings = config(
        path={"output_dir": tmp_path}, system={"template": "llama3", "tokenizer": str(tmp_path / "tokenizer.json")}
    )
    (written,) = write_records(drafts(6), settings, ["tokens"], lambda: None, main=False).exported
    rows = [json.loads(line) for line in (written.folder / "train.jsonl").read_bytes().splitlines()]
    assert [checked.counts for checked in written.checked] == [{}]
    rows[0]["labels"] = rows[0]["labels"][:-1]
    rows[1]["labels"][-1] = 5
    rows[2]["labels"] = [-100] * len(rows[2]["labels"])
    rows[3]["labels"] = list(rows[3]["input_ids"])
    rows[4]["input_ids"].insert(0, rows[4]["input_ids"][0])
    rows[4]["labels"].insert(0, -100)
    rows[5]["labels"][-1] = -100
    found = check(tmp_path, rows, template="llama3", encoder=encoder)
    assert found.counts["label_mismatch"] == 2
    assert found.counts["nothing_trained"] == 1
    assert found.counts["trained_context"] == 1
    assert found.counts["bos_repeated"] == 1
    assert found.counts["text_after_target"] == 1
    assert found.counts["end_missing"] >= 1


def test_every_code_stands_in_the_page_of_formats() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (error|warning) \| (.+) \|$", page, re.MULTILINE)
    assert rows == [(code, severity, meaning) for code, (severity, meaning) in CODES.items()]


def test_findings_are_data(tmp_path: Path) -> None:
    found = check(tmp_path, defects(made(), range(3), drop_end), template="chatml").as_json()
    assert found["rows"] == 6
    assert found["rows_with_errors"] == 3
    first = found["findings"][0]
    assert first["severity"] == CODES[first["code"]][0]
    assert len(first["examples"]) == 3
    json.dumps(found)


def test_a_file_that_is_not_there_is_an_error_for_people(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        check_file(tmp_path / "nothing.jsonl")


def test_documents_may_speak_of_placeholders_and_answers_may_quote_them(tmp_path: Path) -> None:
    settings = config()
    renderer = Renderer.from_config(settings)
    records = assemble(drafts(3, words="write {data} and {{ user }}"), settings)
    rows = [axolotl_row(row) for record in records for row in renderer.rows(record)]
    assert not check(tmp_path, rows).counts
