"""Token ids and labels by the user's tokenizer, for trainers that take them as they are (Axolotl, TRL, own loops)."""

from collections.abc import Iterator, Mapping

from openbook.dataset.forms.advice import advice
from openbook.dataset.forms.axolotl_config import axolotl_yaml
from openbook.dataset.forms.form import ALL_PLACES, Form, Row, RowTools, Situation
from openbook.dataset.render.chat import Chat
from openbook.errors import InputError


def rows(chat: Chat, tools: RowTools) -> Iterator[Row]:
    """Yield the chat's records, each tokenized as a whole. Raises InputError where no tokenizer is configured."""
    if tools.encoder is None:
        raise InputError("tokens: token ids are those of one tokenizer. Name your model's with system.tokenizer.")
    for segments in tools.layout.rows(chat):
        ids, labels = tools.encoder.encode(segments)
        if any(label >= 0 for label in labels):
            yield {"input_ids": ids, "labels": labels, "attention_mask": [1] * len(ids)}


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
    max_length={room},
    per_device_train_batch_size=1,
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
    """Return an Axolotl config and a TRL script; both take the labels as they stand."""
    values = {"model": situation.template.model, "files": dict(situation.files), "room": situation.room}
    values["advice"] = advice("whole")
    return {"axolotl.yaml": axolotl_yaml(situation, {"type": None}, {}), "train_trl.py": SCRIPT.format(**values)}


FORM = Form("tokens", rows, settings, ALL_PLACES)
