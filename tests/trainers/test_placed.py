"""Passages as results of searches, or in the template's own field: the trainers' own code trains calls and answers."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from axolotl.prompt_strategies.chat_template import load as load_chat
from axolotl.prompt_strategies.input_output import load as load_segments
from axolotl.utils.dict import DictDefault
from datasets import load_dataset
from exported import Set, byte_level, decoded, export, in_loss
from test_every_template import AXOLOTL
from test_trl import trainer_of

from some import some

SHOWN = ("A lantern burns", "is kept by", "<tool_response>")
"""What stands in passages alone."""


def masked(said: str) -> None:
    assert not any(words in said for words in SHOWN)


def calls(text: str) -> int:
    return text.count("</tool_call><|im_end|>")


@pytest.mark.parametrize("template", ["chatml", "qwen3"])
def test_axolotl_trains_the_calls_of_rendered_records(tmp_path: Path, template: str) -> None:
    made = export(tmp_path, "axolotl", template, passages="tool")
    tokenizer = byte_level(made.template)
    strategy = load_segments(tokenizer, DictDefault(yaml.safe_load((made.folder / "axolotl.yaml").read_text())))
    said = [in_loss(tokenizer, strategy.tokenize_prompt(row)["labels"]) for row in made.rows()]
    assert sum(map(calls, said)) == 3
    for one in said:
        masked(one)


def test_axolotl_renders_calls_and_trains_them_with_their_ends(tmp_path: Path) -> None:
    made = export(tmp_path, "axolotl-chat", passages="tool")
    tokenizer = byte_level(made.template)
    cfg = DictDefault(yaml.safe_load((made.folder / "axolotl.yaml").read_text()))
    cfg = DictDefault({**cfg, "chat_template": "jinja", "chat_template_jinja": made.template.source})
    dataset = {**cfg.datasets[0], "chat_template": "jinja", "chat_template_jinja": made.template.source}
    strategy = load_chat(tokenizer, cfg, DictDefault(dataset))
    for row in some(made.rows()):
        result = strategy.tokenize_prompt(row)
        said = in_loss(tokenizer, result["labels"])
        assert '"arguments": {"query": "Who keeps' in said
        assert "search" in decoded(tokenizer, result["input_ids"]).partition("</tools>")[0]
        masked(said)


@pytest.mark.parametrize("template", ["chatml", "qwen3"])
@pytest.mark.parametrize("thoughts", ["visible", "think"])
def test_trl_trains_calls_and_answers_each_in_a_row_of_its_own(tmp_path: Path, template: str, thoughts: str) -> None:
    made = export(tmp_path, "trl", template, thoughts, passages="tool")
    tokenizer = byte_level(made.template)
    trainer = trainer_of(made, tokenizer, tmp_path, completion_only_loss=True)
    said = [in_loss(tokenizer, row["labels"]) for row in trainer.train_dataset]
    assert [calls(one) for one in said] == [1, 0, 0] * 3
    assert all("<tools>" in decoded(tokenizer, row["input_ids"]) for row in trainer.train_dataset)
    for one in said:
        masked(one)
        assert one.rstrip().endswith("<|im_end|>")
    trainer.train()


@pytest.mark.parametrize(
    "path", [path for path in AXOLOTL if path.stem in ("command_a_rag", "jamba")], ids=lambda p: p.stem
)
def test_trl_hands_each_rows_documents_to_the_template(tmp_path: Path, path: Path) -> None:
    source = path.read_text("utf-8")
    settings = {
        "chat_template": source,
        "bos_token": "<s>",
        "eos_token": {"jamba": "<|eom|>"}.get(path.stem, "<|END_OF_TURN_TOKEN|>"),
    }
    folder = tmp_path / "tokenizer"
    folder.mkdir()
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    made = export(tmp_path, "trl", str(folder), "none", passages="documents")
    segments = export(tmp_path, "axolotl", str(folder), "none", passages="documents")
    tokenizer = byte_level(made.template)
    trainer = trainer_of(made, tokenizer, tmp_path, completion_only_loss=True, max_length=20_000)
    for row in trainer.train_dataset:
        text = decoded(tokenizer, row["input_ids"])
        assert "A lantern burns at the other station" in text
        masked(in_loss(tokenizer, row["labels"]))
    ours = "".join(segment["text"] for segment in segments.rows()[0]["segments"])
    theirs = decoded(tokenizer, trainer.train_dataset[0]["input_ids"]).partition("The 1 wardens do.")[0]
    assert ours.startswith(theirs)


def test_mlx_lm_takes_tools(tmp_path: Path) -> None:
    import types

    datasets = pytest.importorskip("mlx_lm.tuner.datasets", exc_type=ImportError)
    made = export(tmp_path, "mlx", passages="tool")
    tokenizer = byte_level(made.template)
    train, _, _ = datasets.load_local_dataset(made.folder, tokenizer, types.SimpleNamespace(mask_prompt=True))
    said = []
    for place in range(len(made.rows())):
        ids, offset = train.process(train[place])
        said.append(decoded(tokenizer, ids[offset:]))
        masked(said[-1])
    assert [calls(one) for one in said] == [1, 0, 0] * 3


@pytest.mark.parametrize(
    "name", ["axolotl", "axolotl-chat", "trl", "openai", "llamafactory", "ms-swift", "mlx", "unsloth"]
)
def test_a_folder_with_searches_is_loaded_as_it_is(tmp_path: Path, name: str) -> None:
    made: Set = export(tmp_path, name, passages="tool")
    data: Any = load_dataset(str(made.folder), cache_dir=str(tmp_path / "cache"))
    assert {split: len(rows) for split, rows in data.items()} == dict(made.exported.rows)
