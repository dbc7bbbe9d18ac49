"""Exports of a few records with traps in them, and the tokenizers that read them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

from openbook.config import Config
from openbook.dataset.assemble import assemble
from openbook.dataset.form_folder import Exported
from openbook.dataset.render.chat_template import ChatTemplate, load_chat_template
from openbook.dataset.render.renderer import Renderer
from openbook.dataset.render.segments import Segment
from openbook.dataset.write import write_records
from openbook.records import Chunk, Draft, Item, Passage, Turn

TRAPS = "{data} {{ user }} <|im_end|> </s> [/INST] <end_of_turn> <｜User｜> <|eot_id|> <think> Human: é 漢字 🙂"


def drafts(number: int = 4) -> list[Draft]:
    made = []
    for n in range(number):
        text = f"The station {n} is kept by {n + 2} wardens. {TRAPS}"
        gold = Chunk(f"id{n}", f"doc{n}", f"{n}.md", 0, len(text), text)
        shown = (
            Passage(f"o{n}", f"o{n}.md", f"A lantern burns at the other station {n}.", 1, 0.0, False),
            Passage(gold.id, gold.source, gold.text, 2, 0.5, True),
        )
        turns = tuple(
            Turn(f"Who keeps station {n}, part {t}? {TRAPS}", f"Chunk 2 says: wardens. {TRAPS}", f"The {t} wardens do.")
            for t in (1, 2)
        )
        made.append(Draft(Item(gold.id, (gold,), "gold", shown, held_out=n == number - 1), turns))
    return made


@dataclass(frozen=True, slots=True)
class Set:
    """One export and what it was made of."""

    config: Config
    exported: Exported
    template: ChatTemplate
    renderer: Renderer

    @property
    def folder(self) -> Path:
        return self.exported.folder

    def rows(self, name: str = "train.jsonl") -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / name).read_text("utf-8").splitlines()]

    def records(self) -> list[list[Segment]]:
        """Return the segments of the records to train on, in their order."""
        return [
            row
            for record in assemble(drafts(), self.config)
            if not record.item.held_out
            for row in self.renderer.rows(record)
        ]

    def trained(self) -> list[str]:
        """Return the trained text of each record."""
        return ["".join(s.text for s in row if s.label) for row in self.records()]

    def answers(self) -> list[str]:
        """Return each trained answer as a message has it: defused, without the end of its turn."""
        defuse = self.renderer.layout.defuse
        return [
            replace(message, content=defuse(message.content), thoughts=defuse(message.thoughts)).text
            for record in assemble(drafts(), self.config)
            if not record.item.held_out
            for message in self.renderer.chat(record).messages
            if message.trained and message.role == "assistant"
        ]


def export(
    folder: Path,
    name: Any,
    template: str = "chatml",
    thoughts: str = "visible",
    passages: str = "system",
    meta: bool = False,
    **system: Any,
) -> Set:
    config = Config.model_validate(
        {
            "path": {"output_dir": folder},
            "system": {"template": template, **system},
            "generation": {"thoughts": thoughts},
            "export": {"passages": passages, "meta": meta},
        }
    )
    (exported,) = write_records(drafts(), config, [name], lambda: None, main=False).exported
    # A question that speaks of {data} is taken for a quotation where its passages are in the same row.
    allowed: set[str] = set() if passages == "system" else {"placeholder_said"}
    assert [set(checked.counts) - allowed for checked in exported.checked] == [set(), set()]
    return Set(config, exported, load_chat_template(template), Renderer.from_config(config))


TEXT = [
    "The warden keeps the lamp burning, and the foghorn is sounded in thick weather. Who keeps the station?",
    "Read the **Thought Process:** first, then the **Answer:** below. Chunk 2 says: wardens do.",
    "You are a helpful assistant. Answer from the passages; Source: station.md",
]


def _finished(made: Tokenizer, trainer: Any, template: ChatTemplate, name: str) -> PreTrainedTokenizerFast:
    made.train_from_iterator(TEXT * 3, trainer)
    eos = template.tokens["eos_token"]
    bos = template.tokens.get("bos_token")
    return PreTrainedTokenizerFast(
        tokenizer_object=made,
        name_or_path=name,
        eos_token=eos,
        bos_token=bos,
        pad_token=eos,
        chat_template=template.source,
        clean_up_tokenization_spaces=False,
        model_max_length=100_000,
    )


def _control(template: ChatTemplate) -> list[str]:
    return [token for token in template.control if token not in ("<think>", "</think>")]


WORDS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
"""How Llama 3 and Qwen cut a text before they look for pairs."""


def byte_level(template: ChatTemplate) -> PreTrainedTokenizerFast:
    """Byte-level BPE. Where the chat format has a beginning-of-text token, the tokenizer adds it when it is asked for
    special tokens, as that of Llama 3 does; else it has none, as that of Qwen.
    """
    made = Tokenizer(models.BPE())
    words = pre_tokenizers.Split(Regex(WORDS), "isolated")
    level = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    made.pre_tokenizer = pre_tokenizers.Sequence([words, level])
    made.decoder = decoders.ByteLevel()
    trimmed = processors.ByteLevel(trim_offsets=True)
    made.post_processor = trimmed
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=700, special_tokens=_control(template), initial_alphabet=alphabet, show_progress=False
    )
    tokenizer = _finished(made, trainer, template, "made/byte-level")
    bos = template.tokens.get("bos_token")
    if bos:
        added = processors.TemplateProcessing(single=f"{bos} $A", special_tokens=[(bos, tokenizer.bos_token_id)])
        tokenizer.backend_tokenizer.post_processor = processors.Sequence([trimmed, added])
        assert tokenizer("x")["input_ids"][0] == tokenizer.bos_token_id
    return tokenizer


def sentencepiece_like(template: ChatTemplate) -> PreTrainedTokenizerFast:
    """BPE over words that begin with the mark of their space, as Llama 2 and Mistral have it."""
    made = Tokenizer(models.BPE(byte_fallback=True, unk_token="<unk>"))
    prepend = "never" if template.name == "gemma" else "first"
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme=prepend, split=False)
    made.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    bytes_ = [f"<0x{byte:02X}>" for byte in range(256)]
    control = [token for token in _control(template) if token != "<unk>"]
    trainer = trainers.BpeTrainer(
        vocab_size=1200, special_tokens=["<unk>", *control, *bytes_], initial_alphabet=["▁"], show_progress=False
    )
    return _finished(made, trainer, template, "made/sentencepiece-like")


def decoded(tokenizer: PreTrainedTokenizerFast, ids: Sequence[int]) -> str:
    text: str = tokenizer.decode(list(ids), skip_special_tokens=False, clean_up_tokenization_spaces=False)
    return text


def in_loss(tokenizer: PreTrainedTokenizerFast, labels: Sequence[int]) -> str:
    """Return what the tokens in the loss say."""
    return decoded(tokenizer, [label for label in labels if label != -100])
