"""TRL's SFTTrainer takes the exports, trains three steps of them, and has exactly the trained text in its loss."""

import math
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest
import transformers
import trl
from datasets import load_dataset
from exported import Set, byte_level, decoded, export, in_loss
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
from trl import SFTConfig, SFTTrainer

from openbook.dataset.render.chat_template import load_chat_template
from openbook.templates import TEMPLATES
from some import some


def tiny_model(tokenizer: PreTrainedTokenizerFast) -> LlamaForCausalLM:
    transformers.set_seed(1)
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokenizer),
            hidden_size=16,
            intermediate_size=32,
            num_hidden_layers=1,
            num_attention_heads=2,
            num_key_value_heads=2,
            max_position_embeddings=4096,
            bos_token_id=tokenizer.bos_token_id,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
        )
    )


def trainer_of(
    made: Set, tokenizer: PreTrainedTokenizerFast, folder: Path, max_length: int = 4096, **settings: Any
) -> SFTTrainer:
    data = load_dataset(str(made.folder), cache_dir=str(folder / "cache"))
    args = SFTConfig(
        output_dir=str(folder / "model"),
        max_steps=3,
        max_length=max_length,
        per_device_train_batch_size=2,
        use_cpu=True,
        bf16=False,
        report_to="none",
        save_strategy="no",
        logging_steps=1,
        disable_tqdm=True,
        **settings,
    )
    return SFTTrainer(
        model=tiny_model(tokenizer),
        processing_class=tokenizer,
        args=args,
        train_dataset=data["train"],
        eval_dataset=data["validation"],
    )


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("thoughts", ["visible", "think"])
def test_completions_are_all_that_is_in_the_loss(tmp_path: Path, template: str, thoughts: str) -> None:
    made = export(tmp_path, "trl", template, thoughts)
    tokenizer = byte_level(made.template)
    trainer = trainer_of(made, tokenizer, tmp_path, completion_only_loss=True)
    end = made.template.tokens["eos_token"]
    layout = made.renderer.layout
    for row, wanted in zip(trainer.train_dataset, made.answers(), strict=True):
        said = in_loss(tokenizer, row["labels"])
        head, _, tail = said.partition(end)
        assert head.removeprefix("<think>\n\n</think>\n\n").strip() == wanted.strip()
        assert tail in ("", "\n")
        if tokenizer.bos_token_id is not None:
            assert row["input_ids"].count(tokenizer.bos_token_id) == 1
    trainer.train()
    losses = [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]
    assert len(losses) == 3
    assert all(math.isfinite(loss) and loss > 0 for loss in losses)
    assert layout is not None


@pytest.mark.parametrize("template", TEMPLATES)
def test_labels_are_taken_as_they_are(tmp_path: Path, template: str) -> None:
    made = export(tmp_path, "axolotl", template)
    tokenizer = byte_level(made.template)
    tokenizer.save_pretrained(tmp_path / "tokenizer")
    made = export(tmp_path, "tokens", template, tokenizer=str(tmp_path / "tokenizer" / "tokenizer.json"))
    trainer = trainer_of(made, tokenizer, tmp_path)
    for row, record, trained in zip(trainer.train_dataset, made.records(), made.trained(), strict=True):
        assert decoded(tokenizer, row["input_ids"]) == "".join(segment.text for segment in record)
        assert in_loss(tokenizer, row["labels"]) == trained
        assert row["labels"][-1] == tokenizer.eos_token_id
    trainer.train()
    assert all(
        math.isfinite(entry["loss"]) for entry in some(entry for entry in trainer.state.log_history if "loss" in entry)
    )


@pytest.mark.parametrize("name", ["trl", "tokens"])
def test_the_script_that_lies_beside_the_rows_runs_on_what_the_machine_has(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokenizer = byte_level(load_chat_template("chatml"))
    model = tmp_path / "tiny"
    tiny_model(tokenizer).save_pretrained(model)
    tokenizer.save_pretrained(model)
    made = export(tmp_path, name, **({"tokenizer": str(model)} if name == "tokens" else {}))
    real = trl.SFTConfig

    def one_step(**settings: Any) -> Any:
        return real(**settings | {"report_to": "none", "max_steps": 1})

    monkeypatch.setattr(trl, "SFTConfig", one_step)
    monkeypatch.setattr(sys, "argv", ["train_trl.py", str(model)])
    monkeypatch.chdir(made.folder)
    trained = runpy.run_path("train_trl.py")["trainer"]
    assert trained.state.global_step == 1
    assert (made.folder / "model" / "model.safetensors").is_file()
