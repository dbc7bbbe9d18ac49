"""Preference pairs: the record's own answers, each better than another one where it is asked for.

Every answer stands once as the chosen and once as the rejected one, to the character: so neither length nor style nor
opening tells the two apart, and what is left to learn is what the question and its passages call for. What is wrong
with the rejected answer is said: it declines where the passages hold the answer, answers where they don't, repeats what
was answered before, or answers another question from the same passages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from openbook.dataset.forms.axolotl_config import axolotl_yaml
from openbook.dataset.forms.form import Form, Row, Situation, Tools
from openbook.dataset.forms.llamafactory import preference_settings
from openbook.dataset.render.chat import Chat, ChatMessage

Fault = Literal[
    "declines_though_found", "answers_though_missing", "repeats_an_earlier_answer", "answers_another_question"
]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers to one question."""

    asked: Chat
    """The messages up to the question."""
    chosen: ChatMessage
    rejected: ChatMessage
    fault: Fault
    """What is wrong with the rejected one here."""


def pairs(chat: Chat, tools: Tools) -> Iterator[Pair]:
    """Yield a pair for each of the record's own answers, the next one's answer rejected; none where all are alike."""
    own = [n for n, m in enumerate(chat.messages) if m.trained and m.role == "assistant" and not m.query]
    answers = [chat.messages[n] for n in own]
    if len({answer.text for answer in answers}) < len(answers) or len(answers) < 2:
        return
    for place, number in enumerate(own):
        other = (place + 1) % len(own)
        chosen, rejected = answers[place], answers[other]
        cut = replace(chat, messages=(*chat.messages[: number + 1], replace(rejected, trained=True)))
        (ready,) = tools.chosen_and_rejected(cut)
        *asked, better, worse = ready.messages
        fault = _fault(chosen, rejected, earlier=other < place)
        yield Pair(replace(ready, id=f"{chat.id}-{place}", messages=tuple(asked)), better, worse, fault)


def _fault(chosen: ChatMessage, rejected: ChatMessage, *, earlier: bool) -> Fault:
    if chosen.found is True and rejected.found is False:
        return "declines_though_found"
    if chosen.found is False and rejected.found is True:
        return "answers_though_missing"
    return "repeats_an_earlier_answer" if earlier else "answers_another_question"


def pair_rows(chat: Chat, tools: Tools) -> Iterator[Row]:
    """Yield `prompt`, `chosen` and `rejected` as lists of messages, and both answers as single messages."""
    for pair in pairs(chat, tools):
        chosen, rejected = ({"role": one.role, "content": one.text} for one in (pair.chosen, pair.rejected))
        prompt = [{"role": m.role, "content": m.text} for m in pair.asked.messages]
        yield {
            "prompt": prompt,
            "chosen": [chosen],
            "rejected": [rejected],
            "chosen_answer": chosen,
            "rejected_answer": rejected,
            "fault": pair.fault,
        }


def single_rows(chat: Chat, tools: Tools) -> Iterator[Row]:
    """Yield each answer of the pairs alone, with whether it is wanted."""
    for pair in pairs(chat, tools):
        prompt = [{"role": m.role, "content": m.text} for m in pair.asked.messages]
        for answer, wanted in ((pair.chosen, True), (pair.rejected, False)):
            said = [{"role": answer.role, "content": answer.text}]
            yield {"prompt": prompt, "completion": said, "label": wanted, "fault": "" if wanted else pair.fault}


SCRIPT = '''\
"""Train on these pairs with TRL: `python train_trl.py MODEL`, from this folder.

Begin from a model that was trained on the records themselves; {about}
"""

import sys

from datasets import load_dataset
from trl import {config}, {trainer}

MODEL = sys.argv[1] if len(sys.argv) > 1 else {model!r}

data = load_dataset("json", data_files={files!r}).remove_columns({unused!r})
args = {config}(
    output_dir="model",
    # Longer rows are cut: keep this at the longest row or above.
    max_length={room},
    beta=0.1,
    # Of one row alone, KTO could not tell what is usual.
    per_device_train_batch_size=2,
    gradient_accumulation_steps=4,
    num_train_epochs=1,
    learning_rate=5e-7,
)
trainer = {trainer}(model=MODEL, args=args, train_dataset=data["train"], eval_dataset=data.get("validation"))
trainer.train()
trainer.save_model()
'''

REFERENCE = (
    "a second copy of it, the reference, wants as much memory again (with an adapter it is the model without it)."
)


def _script(situation: Situation, trainer: str) -> str:
    return SCRIPT.format(
        about=REFERENCE,
        config=f"{trainer}Config",
        trainer=f"{trainer}Trainer",
        model=situation.template.model,
        files=dict(situation.files),
        unused=["fault"] if trainer == "KTO" else ["fault", "chosen_answer", "rejected_answer"],
        room=situation.room,
    )


def _axolotl(situation: Situation, method: str) -> str:
    dataset = {"type": "chat_template.default", "field_messages": "prompt", "split": "train"}
    return axolotl_yaml(situation, dataset, {"rl": method, "chat_template": situation.template.axolotl})


def dpo_settings(situation: Situation) -> Mapping[str, str]:
    """Return a TRL script, an Axolotl config, and LLaMA-Factory's two files."""
    return {
        "train_trl.py": _script(situation, "DPO"),
        "axolotl.yaml": _axolotl(situation, "dpo"),
        **preference_settings(situation, "sigmoid"),
    }


def orpo_settings(situation: Situation) -> Mapping[str, str]:
    """Return LLaMA-Factory's two files: ORPO needs no reference model."""
    return preference_settings(situation, "orpo")


def kto_settings(situation: Situation) -> Mapping[str, str]:
    """Return a TRL script."""
    return {"train_trl.py": _script(situation, "KTO")}


TRAINS = "the chosen answer against the rejected one"

DPO = Form("dpo", pair_rows, dpo_settings, trains=TRAINS)
ORPO = Form("orpo", pair_rows, orpo_settings, trains=TRAINS)
KTO = Form("kto", single_rows, kto_settings, trains="answers with the label true, against those with false")
