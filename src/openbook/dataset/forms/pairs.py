"""Preference pairs: two answers to one question, of which its context makes one the better.

Where the answers come from is in `origin`. Those of `own_answers`, `reference_answers` and `other_records` stand as
often chosen as rejected, to the character: so neither length nor style nor opening tells the two apart, and what is
left to learn is what the question and its passages call for. An answer of `refused_drafts` or `sampled_answers` has a
fault of its own; those that looks would give away are left out. `fault` is what is wrong with the rejected answer.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import orjson

from openbook import atomic
from openbook.dataclass import replace
from openbook.dataset.forms.advice import advice
from openbook.dataset.forms.axolotl_config import axolotl_yaml
from openbook.dataset.forms.form import Form, Row, RowTools, Situation
from openbook.dataset.forms.llamafactory import preference_settings
from openbook.dataset.pairs.balance import telling
from openbook.dataset.pairs.neighbour import other_records
from openbook.dataset.pairs.others import Others
from openbook.dataset.pairs.own import own_answers
from openbook.dataset.pairs.pair import Group, Pair
from openbook.dataset.pairs.reference import reference_answers
from openbook.dataset.pairs.refused import refused_drafts
from openbook.dataset.pairs.sampled import sampled_answers
from openbook.dataset.render.chat import Chat, ChatMessage
from openbook.records import Conversation

Source = Callable[[Conversation, Others], Iterator[Group]]

SOURCES: Mapping[str, Source] = {
    "own_answers": own_answers,
    "reference_answers": reference_answers,
    "other_records": other_records,
    "refused_drafts": refused_drafts,
    "sampled_answers": sampled_answers,
}
"""Where pairs come from, by their origin."""

SAID = ("fault", "origin", "group")
"""The columns that say something of a row, which no trainer reads."""

TOO_LONG = "longer than export.max_tokens"
GIVEN_AWAY = {
    "refused_drafts": "of refused drafts, which length, style or opening would give away",
    "sampled_answers": "of sampled answers, which length, style or opening would give away",
}
"""What is left out of the origins whose answers have faults of their own."""

Answered = tuple[list[Row], Row, Row, Row]
"""A pair, ready to be written: the messages up to the question, both answers, and what is said of them."""


def answered(record: Conversation, tools: RowTools, *, bare: bool = True) -> Iterator[Answered]:
    """Yield the pairs of a record. `bare`: also those whose answers stand without thoughts where others have them."""
    if tools.others is None or not any(entry.trained for entry in record.turns):
        return
    for origin, source in SOURCES.items():
        for number, group in enumerate(source(record, tools.others)):
            if group.bare and not bare and tools.others.config.generation.thoughts != "none":
                continue
            made = [_rendered(pair, tools, tools.others) for pair in group.pairs]
            longest = max(tools.length(chat) for chosen, rejected in made for chat in (chosen, rejected))
            if tools.longest is not None and longest > tools.longest:
                tools.made.left_out[TOO_LONG] += len(made)
                continue
            tools.made.longest = max(tools.made.longest, longest)
            for pair, (chosen, rejected) in zip(group.pairs, made, strict=True):
                said = {"fault": pair.fault, "origin": origin, "group": f"{record.id}-{origin}-{number}"}
                prompt = [{"role": m.role, "content": m.text} for m in chosen.messages[:-1]]
                yield prompt, _message(chosen.messages[-1]), _message(rejected.messages[-1]), said


def _rendered(pair: Pair, tools: RowTools, others: Others) -> tuple[Chat, Chat]:
    """Return a pair as two chats that differ in their last message."""
    chosen = others.render(pair.asked)
    *before, last = pair.asked.turns
    rejected = others.render(replace(pair.asked, turns=(*before, replace(last, turn=pair.rejected))))
    both = replace(chosen, messages=(*chosen.messages, rejected.messages[-1]))
    *asked, better, worse = tools.chosen_and_rejected(both).messages
    return replace(both, messages=(*asked, better)), replace(both, messages=(*asked, worse))


def _message(message: ChatMessage) -> Row:
    return {"role": message.role, "content": message.text}


def _pair_rows(record: Conversation, tools: RowTools, *, bare: bool) -> Iterator[Row]:
    for prompt, chosen, rejected, said in answered(record, tools, bare=bare):
        both = {"chosen": [chosen], "rejected": [rejected], "chosen_answer": chosen, "rejected_answer": rejected}
        yield {"prompt": prompt, **both, **said}


def pair_rows(record: Conversation, tools: RowTools) -> Iterator[Row]:
    """Yield `prompt`, `chosen` and `rejected` as lists of messages, and both answers as single messages."""
    return _pair_rows(record, tools, bare=True)


def shown_rows(record: Conversation, tools: RowTools) -> Iterator[Row]:
    """Yield the same for training that imitates the chosen answers too: without those that lack their thoughts."""
    return _pair_rows(record, tools, bare=False)


def single_rows(record: Conversation, tools: RowTools) -> Iterator[Row]:
    """Yield each answer of the pairs alone, with whether it is wanted."""
    for prompt, chosen, rejected, said in answered(record, tools):
        yield {"prompt": prompt, "completion": [chosen], "label": True, **said, "fault": ""}
        yield {"prompt": prompt, "completion": [rejected], "label": False, **said}


def no_rows(chat: Chat, tools: RowTools) -> Iterator[Row]:
    """Yield nothing: the rows are made of records."""
    return iter(())


def thinned(path: Path) -> Mapping[str, int]:
    """Leave out the rows whose looks would tell, of each origin by itself, and return how many that are."""
    groups: dict[str, dict[str, list[tuple[str, str]]]] = {origin: {} for origin in GIVEN_AWAY}
    chosen = ""
    with path.open("rb") as lines:
        for row in map(orjson.loads, lines):
            if row["origin"] not in groups:
                continue
            pairs = groups[row["origin"]].setdefault(row["group"], [])
            if "label" not in row:
                pairs.append((row["chosen_answer"]["content"], row["rejected_answer"]["content"]))
            elif row["label"]:
                chosen = row["completion"][0]["content"]
            else:
                pairs.append((chosen, row["completion"][0]["content"]))
    gone = {list(of)[number] for of in groups.values() for number in telling(list(of.values()))}
    left_out: Counter[str] = Counter()
    if not gone:
        return left_out
    with path.open("rb") as lines, atomic.writer(path) as kept:
        for line in lines:
            row = orjson.loads(line)
            if row["group"] in gone:
                left_out[GIVEN_AWAY[row["origin"]]] += 1
            else:
                kept.write(line)
    return left_out


SCRIPT = '''\
"""Train on these pairs with TRL: `python train_trl.py MODEL`, from this folder.

Begin from a model that was trained on the records themselves.

{advice}
"""

import sys

import torch
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
    bf16=torch.cuda.is_available() and torch.cuda.is_bf16_supported(),
)
trainer = {trainer}(model=MODEL, args=args, train_dataset=data["train"], eval_dataset=data.get("validation"))
trainer.train()
trainer.save_model()
'''


def _script(situation: Situation, trainer: str) -> str:
    return SCRIPT.format(
        advice=advice("pairs"),
        config=f"{trainer}Config",
        trainer=f"{trainer}Trainer",
        model=situation.template.model,
        files=dict(situation.files),
        unused=[*SAID] if trainer == "KTO" else [*SAID, "chosen_answer", "rejected_answer"],
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

DPO = Form("dpo", no_rows, dpo_settings, of_records=pair_rows, thin=thinned, trains=TRAINS)
ORPO = Form("orpo", no_rows, orpo_settings, of_records=shown_rows, thin=thinned, trains=TRAINS)
KTO = Form(
    "kto",
    no_rows,
    kto_settings,
    of_records=single_rows,
    thin=thinned,
    trains="answers with the label true, against those with false",
)
