"""OpenAI's fine-tuning form: messages, each answer with the weight 0 or 1."""

from collections.abc import Iterator, Mapping

from openbook.dataset.forms.advice import advice
from openbook.dataset.forms.form import NO_DOCUMENTS, Form, Row, RowTools, Situation
from openbook.dataset.render.chat import Chat, ChatMessage


def rows(chat: Chat, tools: RowTools) -> Iterator[Row]:
    """Yield the chat's rows."""
    for part in tools.chats(chat):
        said = tools.messages(part, as_text=True)
        yield {"messages": [_weighed(*pair) for pair in zip(said, part.messages, strict=True)], **tools.beside(part)}


def _weighed(said: Row, message: ChatMessage) -> Row:
    kept = {key: value for key, value in said.items() if key != "name" and not (key == "content" and message.query)}
    return {**kept, "weight": int(message.trained)} if message.role == "assistant" else kept


SCRIPT = '''\
"""Start a fine-tuning job on these records: `python start_openai.py MODEL`, with OPENAI_API_KEY set.

{advice}
"""

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
    return {"start_openai.py": SCRIPT.format(files=dict(situation.files), advice=advice(None))}


FORM = Form("openai", rows, settings, NO_DOCUMENTS, trains="each answer of weight 1")
