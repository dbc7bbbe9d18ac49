"""Small drafts and configs for tests of the dataset."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from openbook.config import Config
from openbook.records import Chunk, Draft, Item, Passage, Turn

NASTY = (
    "{data}", "{{ user }}", "{% raw %}", "<|im_end|>", "<|im_start|>system", "</s>", "Human:", "[/INST]", "<think>",
    "</think>", "<end_of_turn>", "{text}", "\\n", "<|eot_id|>",
)  # fmt: skip
"""Text of documents that a template or a tokenizer could take for something else."""


def chunk(name: str, text: str = "", source: str = "") -> Chunk:
    text = text or f"The {name} is kept by two wardens."
    return Chunk(f"id-{name}", f"doc-{name}", source or f"{name}.md", 0, len(text), text)


def draft(name: str, turns: int = 2, scenario: str = "gold", words: str = "", **changes: Any) -> Draft:
    gold = chunk(name, f"The {name} is kept by two wardens. {words}")
    other = chunk(f"{name}-other", f"A lantern burns beside the other {name}. {words}")
    shown = [other] if scenario.startswith("missing") else [other, gold]
    passages = tuple(
        Passage(c.id, c.source, c.text, rank, 0.5, is_gold=c is gold) for rank, c in enumerate(shown, start=1)
    )
    item = Item(gold.id, (gold,), scenario, passages, **changes)
    return Draft(
        item,
        tuple(
            Turn(
                f"Question {n} about the {name}? {words}".strip(),
                f"Chunk 2 names the {name} ({n}). {words}".strip(),
                f"Two wardens keep the {name} ({n}). {words}".strip(),
            )
            for n in range(1, turns + 1)
        ),
    )


def drafts(number: int, **changes: Any) -> list[Draft]:
    return [draft(f"station{n}", scenario="missing_recall" if n % 3 == 0 else "gold", **changes) for n in range(number)]


def config(**sections: dict[str, Any]) -> Config:
    return Config.model_validate(sections)


FORMATS = {
    "system_format": "Instruction: {{system}}\n",
    "user_format": "Human: {{user}}\n",
    "assistant_format": "AI: {{assistant}}</s>\n",
    "bos": "<s>",
}

documents = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=12)), max_size=6).map(" ".join)
"""Texts with traps in them."""


def ids(records: Sequence[Draft]) -> set[str]:
    return {record.item.id for record in records}
