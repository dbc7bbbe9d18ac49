"""Without the settings beside the rows, the same code trains something else: they are needed, and tests can fail."""

import sys
import types
from pathlib import Path

import pytest
import yaml
from axolotl.prompt_strategies.chat_template import load as load_chat
from axolotl.prompt_strategies.input_output import load as load_segments
from axolotl.utils.dict import DictDefault
from exported import byte_level, decoded, export, in_loss

from some import some


def test_axolotl_trains_other_messages_without_the_name_of_the_flag(tmp_path: Path) -> None:
    made = export(tmp_path, "axolotl-chat")
    cfg = DictDefault(yaml.safe_load((made.folder / "axolotl.yaml").read_text()))
    tokenizer = byte_level(made.template)
    dataset = dict(cfg.datasets[0])
    del dataset["message_field_training"], dataset["roles_to_train"]
    row = made.rows()[1]
    masked = [m["content"] for m in row["messages"] if m["role"] == "assistant" and not m["train"]]
    said = in_loss(tokenizer, load_chat(tokenizer, cfg, dataset).tokenize_prompt(row)["labels"])
    assert all(content in said for content in some(masked))


def test_axolotl_trains_everything_with_train_on_inputs(tmp_path: Path) -> None:
    made = export(tmp_path, "axolotl")
    cfg = DictDefault({**yaml.safe_load((made.folder / "axolotl.yaml").read_text()), "train_on_inputs": True})
    tokenizer = byte_level(made.template)
    result = load_segments(tokenizer, cfg).tokenize_prompt(made.rows()[0])
    assert result["labels"] == result["input_ids"]


def test_mlx_lm_trains_the_context_without_mask_prompt(tmp_path: Path) -> None:
    datasets = pytest.importorskip("mlx_lm.tuner.datasets", exc_type=ImportError)
    made = export(tmp_path, "mlx")
    tokenizer = byte_level(made.template)
    train, _, _ = datasets.load_local_dataset(made.folder, tokenizer, types.SimpleNamespace(mask_prompt=False))
    ids, offset = train.process(train[0])
    assert "Chunk 2" in decoded(tokenizer, ids[offset:])


def test_unsloth_trains_the_history_without_last_response_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNSLOTH_IS_PRESENT", "1")
    unsloth = pytest.importorskip("unsloth_zoo.dataset_utils", exc_type=ImportError)
    made = export(tmp_path, "unsloth")
    tokenizer = byte_level(made.template)
    parts = {"instruction_part": "<|im_start|>user\n", "response_part": "<|im_start|>assistant\n"}
    mask = unsloth.train_on_responses_only(None, tokenizer=tokenizer, return_function=True, **parts)
    row = made.rows()[-1]
    text = tokenizer.apply_chat_template(row["messages"], tokenize=False)
    labels = mask({"input_ids": [tokenizer(text)["input_ids"]]})["labels"][0]
    assert in_loss(tokenizer, list(labels)).count("**Answer:**") > 1
    assert sys.modules["unsloth_zoo"]
