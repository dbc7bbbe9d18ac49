"""Preference pairs: TRL's own trainers take them for three steps, and Axolotl and LLaMA-Factory read the same file."""

import json
import math
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest
import trl
import yaml
from axolotl.prompt_strategies.dpo.chat_template import default
from axolotl.utils.dict import DictDefault
from datasets import load_dataset
from exported import byte_level, export
from test_trl import tiny_model, trainer_of
from transformers import PreTrainedTokenizerFast
from trl import DPOConfig, DPOTrainer, KTOConfig, KTOTrainer

from openbook.dataset.forms.pairs import SAID

CALM = {
    "max_steps": 3, "per_device_train_batch_size": 2, "use_cpu": True, "bf16": False, "report_to": "none",
    "save_strategy": "no", "logging_steps": 1, "disable_tqdm": True, "max_length": 4096,
}  # fmt: skip


def saved(tokenizer: PreTrainedTokenizerFast, folder: Path) -> str:
    """Return the folder of a tiny model: the reference model is read from there again."""
    tiny_model(tokenizer).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


@pytest.mark.parametrize("template", ["chatml", "gemma", "qwen3"])
def test_three_steps_of_dpo_on_a_tiny_model(tmp_path: Path, template: str) -> None:
    made = export(tmp_path, "dpo", template)
    tokenizer = byte_level(made.template)
    data = load_dataset(str(made.folder), cache_dir=str(tmp_path / "cache"))
    unused = [*SAID, "chosen_answer", "rejected_answer"]
    trainer = DPOTrainer(
        model=saved(tokenizer, tmp_path / "tiny"),
        args=DPOConfig(output_dir=str(tmp_path / "model"), **CALM),
        train_dataset=data["train"].remove_columns(unused),
        processing_class=tokenizer,
    )
    trainer.train()
    losses = [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]
    assert len(losses) == 3
    assert all(math.isfinite(loss) and loss > 0 for loss in losses)


def test_three_steps_of_kto_on_a_tiny_model(tmp_path: Path) -> None:
    made = export(tmp_path, "kto")
    tokenizer = byte_level(made.template)
    data = load_dataset(str(made.folder), cache_dir=str(tmp_path / "cache"))
    trainer = KTOTrainer(
        model=saved(tokenizer, tmp_path / "tiny"),
        args=KTOConfig(output_dir=str(tmp_path / "model"), **CALM),
        train_dataset=data["train"].remove_columns(list(SAID)),
        processing_class=tokenizer,
    )
    trainer.train()
    losses = [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]
    assert len(losses) == 3
    assert all(math.isfinite(loss) for loss in losses)


def test_axolotl_reads_both_answers(tmp_path: Path) -> None:
    made = export(tmp_path, "dpo")
    tokenizer = byte_level(made.template)
    values = yaml.safe_load((made.folder / "axolotl.yaml").read_text())
    assert values["rl"] == "dpo"
    transform, *_ = default(DictDefault(values))
    for row, read in [(row, transform(dict(row), tokenizer)) for row in made.rows()]:
        assert read["chosen"] == f"{row['chosen'][0]['content']}<|im_end|>"
        assert read["rejected"] == f"{row['rejected'][0]['content']}<|im_end|>"
        assert read["prompt"].endswith("<|im_start|>assistant\n")


def test_llamafactory_is_told_where_both_answers_are(tmp_path: Path) -> None:
    made = export(tmp_path, "dpo")
    info = json.loads((made.folder / "dataset_info.json").read_text())["openbook_train"]
    row = made.rows()[0]
    assert info["ranking"] is True
    for column in ("chosen", "rejected"):
        message = row[info["columns"][column]]
        assert message[info["tags"]["role_tag"]] == info["tags"]["assistant_tag"]
    roles = [message["role"] for message in row[info["columns"]["messages"]] if message["role"] != "system"]
    assert len(roles) % 2 == 1


def test_a_column_of_what_rows_were_made_of_does_not_disturb_trl(tmp_path: Path) -> None:
    made = export(tmp_path, "trl", meta=True)
    tokenizer = byte_level(made.template)
    trainer = trainer_of(made, tokenizer, tmp_path, completion_only_loss=True)
    trainer.train()
    assert trainer.state.global_step == 3


@pytest.mark.parametrize(("name", "config"), [("dpo", "DPOConfig"), ("kto", "KTOConfig")])
def test_the_script_beside_the_pairs_runs(
    tmp_path: Path, name: str, config: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = export(tmp_path, name)
    model = saved(byte_level(made.template), tmp_path / "tiny")
    real = getattr(trl, config)

    def one_step(**settings: Any) -> Any:
        return real(**settings | {"report_to": "none", "max_steps": 1})

    monkeypatch.setattr(trl, config, one_step)
    monkeypatch.setattr(sys, "argv", ["train_trl.py", model])
    monkeypatch.chdir(made.folder)
    assert runpy.run_path("train_trl.py")["trainer"].state.global_step == 1
