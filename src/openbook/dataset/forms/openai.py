"""OpenAI's fine-tuning form: messages, each answer with the weight 0 or 1."""

from collections.abc import Iterator, Mapping
from typing import Any

from openbook.dataset.forms.form import Form, Row, Situation, Tools
from openbook.dataset.render.chat import Chat, ChatMessage


def rows(chat: Chat, tools: Tools) -> Iterator[Row]:
    """Yield the chat's rows."""
    for part in tools.chats(chat):
        yield {"messages": [_message(m) for m in part.messages]}


def _message(message: ChatMessage) -> dict[str, Any]:
    weight = {"weight": int(message.trained)} if message.role == "assistant" else {}
    return {"role": message.role, "content": message.content, **weight}


SCRIPT = '''\
"""Start a fine-tuning job on these records: `python start_openai.py MODEL`, with OPENAI_API_KEY set."""

import sys

from openai import OpenAI

MODEL = sys.argv[1] if len(sys.argv) > 1 else "gpt-4.1-mini-2025-04-14"

client = OpenAI()
ids = {{}}
for split, name in {files!r}.items():
    with open(name, "rb") as file:
        ids[split] = client.files.create(file=file, purpose="fine-tune").id
job = client.fine_tuning.jobs.create(
    model=MODEL,
    training_file=ids["train"],
    **({{"validation_file": ids["validation"]}} if "validation" in ids else {{}}),
    method={{"type": "supervised"}},
)
print(job.id)
'''


def settings(situation: Situation) -> Mapping[str, str]:
    """Return a script that uploads the files and starts a job."""
    return {"start_openai.py": SCRIPT.format(files=dict(situation.files))}


FORM = Form("openai", rows, settings, trains="each answer of weight 1")
