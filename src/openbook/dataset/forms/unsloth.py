"""Unsloth: messages, one row for each trained answer, the last response of which is trained."""

from collections.abc import Iterator, Mapping

from openbook.dataset.forms.advice import advice
from openbook.dataset.forms.form import NO_DOCUMENTS, Form, Row, RowTools, Situation
from openbook.dataset.render.chat import Chat


def rows(chat: Chat, tools: RowTools) -> Iterator[Row]:
    """Yield a row for each trained answer."""
    for part in tools.answers(chat):
        yield {"messages": tools.messages(part, own_thoughts=True), **tools.beside(part)}


SCRIPT = '''\
"""Train on these records with Unsloth: `python train_unsloth.py MODEL`, from this folder.

{advice}
"""

import sys

from unsloth import FastLanguageModel
from unsloth.chat_templates import train_on_responses_only
from datasets import load_dataset
from trl import SFTConfig, SFTTrainer

MODEL = sys.argv[1] if len(sys.argv) > 1 else {model!r}

# Longer rows are cut at the right end, where the answer is: keep this at the longest row or above.
LONGEST = {room}

model, tokenizer = FastLanguageModel.from_pretrained(MODEL, max_seq_length=LONGEST, load_in_4bit=True)
model = FastLanguageModel.get_peft_model(model, r=16, lora_alpha=16)


def text(row):
    # The chat template has written the beginning-of-text token already, if there is one.
    written = tokenizer.apply_chat_template(row["messages"], tokenize=False, tools=row.get("tools"))
    return {{"text": written.removeprefix(tokenizer.bos_token or "")}}


data = load_dataset("json", data_files={files!r})
data = data.map(text, remove_columns=data["train"].column_names)
trainer = SFTTrainer(
    model=model,
    processing_class=tokenizer,
    train_dataset=data["train"],
    eval_dataset=data.get("validation"),
    args=SFTConfig(
        output_dir="model",
        dataset_text_field="text",
        max_length=LONGEST,
        packing=False,
        per_device_train_batch_size=1,
        gradient_accumulation_steps=8,
        num_train_epochs=2,
        learning_rate=1e-4,
    ),
)
# The history holds answers to other contexts: only the last response of a row is trained.
trainer = train_on_responses_only(trainer, {parts}last_response_only=True)
trainer.train()
model.save_pretrained("model")
'''


def settings(situation: Situation) -> Mapping[str, str]:
    """Return a script. For formats of the user's own, Unsloth finds the headers itself."""
    parts = ""
    if situation.headers:
        question, answer = situation.headers
        parts = f"instruction_part={question!r}, response_part={answer!r}, "
    values = {"model": situation.template.model, "room": situation.room, "files": dict(situation.files), "parts": parts}
    values["advice"] = advice("adapter in 4 bits")
    return {"train_unsloth.py": SCRIPT.format(**values)}


FORM = Form("unsloth", rows, settings, NO_DOCUMENTS, trains="the last answer of each row")
