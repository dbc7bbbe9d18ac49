"""TRL's conversational prompt-completion form: one row for each trained answer."""

from collections.abc import Iterator, Mapping

from openbook.dataset.forms.advice import advice
from openbook.dataset.forms.form import ALL_PLACES, Form, Row, RowTools, Situation
from openbook.dataset.render.chat import Chat


def rows(chat: Chat, tools: RowTools) -> Iterator[Row]:
    """Yield a row for each trained answer."""
    for part in tools.answers(chat):
        *prompt, answer = tools.messages(part, own_thoughts=True)
        beside = tools.beside(part)
        documents = beside.pop("documents", None)
        kwargs = {"chat_template_kwargs": {"documents": documents}} if documents else {}
        yield {"prompt": prompt, "completion": [answer], **beside, **kwargs}


SCRIPT = '''\
"""Train on these records with TRL: `python train_trl.py MODEL`, from this folder.

{advice}
"""

import sys

import torch
from datasets import load_dataset
from trl import SFTConfig, SFTTrainer

MODEL = sys.argv[1] if len(sys.argv) > 1 else {model!r}

data = load_dataset("json", data_files={files!r})
args = SFTConfig(
    output_dir="model",
    completion_only_loss=True,
    # TRL cuts longer rows at the right end, where the answer is: keep this at the longest row or above.
    max_length={room},
    per_device_train_batch_size=1,
    gradient_accumulation_steps=8,
    num_train_epochs=2,
    learning_rate=1e-5,
    bf16=torch.cuda.is_available() and torch.cuda.is_bf16_supported(),
)
trainer = SFTTrainer(
    model=MODEL, args=args, train_dataset=data["train"], eval_dataset=data.get("validation")
)
trainer.train()
trainer.save_model()
'''


def settings(situation: Situation) -> Mapping[str, str]:
    """Return a script."""
    values = {"model": situation.template.model, "files": dict(situation.files), "room": situation.room}
    values["advice"] = advice("whole")
    return {"train_trl.py": SCRIPT.format(**values)}


FORM = Form(
    "trl",
    rows,
    settings,
    ALL_PLACES,
    trains="the last answer of each row",
)
