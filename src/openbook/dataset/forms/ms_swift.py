"""ms-swift: messages with a loss flag on each answer, one row for each trained answer.

Flags alone would do for the answers, but ms-swift trains the end-of-turn token of a row's last answer only.
"""

import json
from collections.abc import Iterator, Mapping
from shlex import join
from typing import Any

from openbook.dataset.forms.advice import advice
from openbook.dataset.forms.form import NO_DOCUMENTS, Form, Row, RowTools, Situation
from openbook.dataset.render.chat import Chat, ChatMessage
from openbook.dataset.render.search_tool import NAME, SEARCH_TOOL


def rows(chat: Chat, tools: RowTools) -> Iterator[Row]:
    """Yield a row for each trained answer."""
    for part in tools.answers(chat):
        given = {"tools": json.dumps([SEARCH_TOOL], ensure_ascii=False)} if part.searches else {}
        yield {"messages": [_message(m) for m in part.messages], **given}


def _message(message: ChatMessage) -> dict[str, Any]:
    loss = {"loss": message.trained} if message.role == "assistant" else {}
    if message.query:
        call = {"name": NAME, "arguments": {"query": message.query}}
        return {"role": "tool_call", "content": json.dumps(call, ensure_ascii=False), **loss}
    return {"role": message.role, "content": message.text, **loss}


def settings(situation: Situation) -> Mapping[str, str]:
    """Return a shell script."""
    options = {
        "--model": situation.template.model,
        "--template": situation.template.swift,
        "--agent_template": situation.template.swift_tools if situation.searches else None,
        "--dataset": situation.files["train"],
        "--val_dataset": situation.files.get("validation"),
        "--split_dataset_ratio": "0",
        "--loss_scale": "default",
        "--max_length": str(situation.room),
        "--tuner_type": "lora",
        "--per_device_train_batch_size": "1",
        "--gradient_accumulation_steps": "8",
        "--num_train_epochs": "2",
        "--output_dir": "model",
    }
    lines = [join([option, value]) for option, value in options.items() if value]
    about = "# Rows longer than max_length are deleted: keep it at the longest row or above.\n"
    about += advice("adapter", sign="# ") + "\n"
    return {"train_swift.sh": "#!/bin/sh\n" + about + " \\\n    ".join(["swift sft", *lines]) + "\n"}


FORM = Form("ms-swift", rows, settings, NO_DOCUMENTS, trains="the last answer of each row")
