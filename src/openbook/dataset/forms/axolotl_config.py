"""The Axolotl config that goes with a dataset: what the masks need, and a small LoRA run to start from."""

from collections.abc import Mapping
from typing import Any

import yaml

from openbook.dataset.forms.advice import advice
from openbook.dataset.forms.form import Situation

ABOUT = """\
# axolotl train axolotl.yaml, from this folder. Put in your own base_model (here and in base_model alone); what stands
# above the line of dashes is what the masks need.
"""

TRAINING: Mapping[str, Any] = {
    "adapter": "lora",
    "lora_r": 16,
    "lora_alpha": 32,
    "lora_target_linear": True,
    "micro_batch_size": 1,
    "gradient_accumulation_steps": 8,
    "num_epochs": 2,
    "learning_rate": 0.0001,
    "lr_scheduler": "cosine",
    "warmup_ratio": 0.05,
    "optimizer": "adamw_torch",
    "bf16": "auto",
    "gradient_checkpointing": True,
    "output_dir": "./model",
}
"""A LoRA run that fits a small GPU; nothing of it touches the masks."""


def axolotl_yaml(situation: Situation, dataset: Mapping[str, Any], top: Mapping[str, Any]) -> str:
    """Return the config. `dataset` goes into each dataset's entry, `top` beside them."""
    entries = {split: {"path": file, "ds_type": "json", **dataset} for split, file in situation.files.items()}
    masks: dict[str, Any] = {"base_model": situation.template.model, "datasets": [entries["train"]]}
    if "validation" in entries:
        masks["test_datasets"] = [{**entries["validation"], "split": "train"}]
    masks |= {
        "train_on_inputs": False,
        "sequence_len": situation.room,
        "excess_length_strategy": "raise",
        **top,
    }
    said = advice("pairs by adapter" if "rl" in top else "adapter", sign="# ")
    return f"{ABOUT}{said}\n{_dump(masks)}# {'-' * 70}\n{_dump(TRAINING)}"


def _dump(values: Mapping[str, Any]) -> str:
    text: str = yaml.safe_dump(dict(values), sort_keys=False, allow_unicode=True)
    return text
