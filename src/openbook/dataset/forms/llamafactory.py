"""LLaMA-Factory's sharegpt form: one row for each trained answer, with its history masked."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from openbook.dataset.forms.advice import advice
from openbook.dataset.forms.form import NO_DOCUMENTS, Form, Row, RowTools, Situation
from openbook.dataset.render.chat import Chat, ChatMessage
from openbook.dataset.render.search_tool import NAME, SEARCH_TOOL

SPEAKERS = {"system": "system", "user": "human", "assistant": "gpt", "tool": "observation"}


ABOUT = """\
# llamafactory-cli train llamafactory.yaml, from this folder. Longer rows than cutoff_len lose the end of their context:
# keep it at the longest row or above.
{advice}
"""


def rows(chat: Chat, tools: RowTools) -> Iterator[Row]:
    """Yield a row for each trained answer."""
    for part in tools.answers(chat):
        given = {"tools": json.dumps([SEARCH_TOOL["function"]], ensure_ascii=False)} if part.searches else {}
        yield {"conversations": [_message(m) for m in part.messages], **given}


def _message(message: ChatMessage) -> dict[str, str]:
    if message.query:
        call = {"name": NAME, "arguments": {"query": message.query}}
        return {"from": "function_call", "value": json.dumps(call, ensure_ascii=False)}
    return {"from": SPEAKERS[message.role], "value": message.text}


def settings(situation: Situation) -> Mapping[str, str]:
    """Return `dataset_info.json`, by which the data are known, and a config. `mask_history` makes the masks."""
    entry: dict[str, Any] = {
        "formatting": "sharegpt",
        "columns": {"messages": "conversations"},
        "tags": {
            "role_tag": "from",
            "content_tag": "value",
            "user_tag": "human",
            "assistant_tag": "gpt",
            "system_tag": "system",
            "observation_tag": "observation",
            "function_tag": "function_call",
        },
    }
    if situation.searches:
        entry["columns"]["tools"] = "tools"
    names = {split: f"openbook_{split}" for split in situation.files}
    info = {names[split]: {"file_name": file, **entry} for split, file in situation.files.items()}
    config: dict[str, Any] = {
        "model_name_or_path": situation.template.model,
        "stage": "sft",
        "do_train": True,
        "dataset_dir": ".",
        "dataset": names["train"],
    }
    if "validation" in names:
        config["eval_dataset"] = names["validation"]
    if situation.template.llamafactory:
        config["template"] = situation.template.llamafactory
    config |= {
        "mask_history": True,
        "train_on_prompt": False,
        "cutoff_len": situation.room,
        "finetuning_type": "lora",
        "lora_target": "all",
        "per_device_train_batch_size": 1,
        "gradient_accumulation_steps": 8,
        "learning_rate": 0.0001,
        "num_train_epochs": 2.0,
        "output_dir": "model",
    }
    about = ABOUT.format(advice=advice("adapter", sign="# "))
    return {
        "dataset_info.json": json.dumps(info, indent=2) + "\n",
        "llamafactory.yaml": about + yaml.safe_dump(config, sort_keys=False),
    }


def preference_settings(situation: Situation, loss: str) -> Mapping[str, str]:
    """Return the same two files for preference pairs, trained with a loss: `sigmoid` (DPO) or `orpo`."""
    columns = {"messages": "prompt", "chosen": "chosen_answer", "rejected": "rejected_answer"}
    tags = {
        "role_tag": "role",
        "content_tag": "content",
        "user_tag": "user",
        "assistant_tag": "assistant",
        "system_tag": "system",
    }
    entry = {"formatting": "sharegpt", "ranking": True, "columns": columns, "tags": tags}
    info = {f"openbook_{split}": {"file_name": file, **entry} for split, file in situation.files.items()}
    config = yaml.safe_load(settings(situation)["llamafactory.yaml"])
    del config["mask_history"], config["train_on_prompt"]
    about = ABOUT.format(advice=advice("pairs by adapter", sign="# "))
    config |= {"stage": "dpo", "pref_beta": 0.1, "pref_loss": loss, "learning_rate": 0.000005, "num_train_epochs": 1.0}
    return {
        "dataset_info.json": json.dumps(info, indent=2) + "\n",
        "llamafactory.yaml": about + yaml.safe_dump(config, sort_keys=False),
    }


FORM = Form("llamafactory", rows, settings, NO_DOCUMENTS, trains="the last answer of each row")
