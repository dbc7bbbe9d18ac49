"""Axolotl's own strategies train exactly the text that is marked."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from axolotl.prompt_strategies.chat_template import load as load_chat
from axolotl.prompt_strategies.input_output import load as load_segments
from axolotl.utils.dict import DictDefault
from exported import Set, byte_level, decoded, export, in_loss, sentencepiece_like

from openbook.templates import TEMPLATES
from some import some

ENDS = {
    "chatml": {"user": "<|im_end|>", "assistant": "<|im_end|>"},
    "llama3": {"user": "<|eot_id|>", "assistant": "<|eot_id|>"},
    "mistral": {"user": "", "assistant": "</s>"},
    "gemma": {"user": "<end_of_turn>", "assistant": "<end_of_turn>"},
    "qwen3": {"user": "<|im_end|>", "assistant": "<|im_end|>"},
    "deepseek": {"user": "", "assistant": "<｜end▁of▁sentence｜>"},
    "phi": {"user": "<|end|>", "assistant": "<|end|>"},
}
"""What Axolotl trains with a message: the end-of-turn token, of questions too where it is the same."""

PAIRS = [(template, byte_level) for template in TEMPLATES]
PAIRS += [("mistral", sentencepiece_like), ("gemma", sentencepiece_like)]


def settings(made: Set) -> Any:
    return DictDefault(yaml.safe_load((made.folder / "axolotl.yaml").read_text()))


@pytest.mark.parametrize(("template", "make"), PAIRS)
@pytest.mark.parametrize("thoughts", ["visible", "think"])
def test_input_output_trains_the_marked_segments(tmp_path: Path, template: str, make: Any, thoughts: str) -> None:
    # A sentencepiece tokenizer adds a space to each segment that does not begin with one, or with a control token.
    questions = (template, make) != ("mistral", sentencepiece_like)
    made = export(tmp_path, "axolotl", template, thoughts, train_on_questions=questions)
    tokenizer = make(made.template)
    cfg = settings(made)
    strategy = load_segments(tokenizer, cfg)
    for row, record, trained in some(zip(made.rows(), made.records(), made.trained(), strict=True)):
        result = strategy.tokenize_prompt(row)
        assert decoded(tokenizer, result["input_ids"]) == "".join(segment.text for segment in record)
        assert in_loss(tokenizer, result["labels"]) == trained
        assert result["labels"][-1] == result["input_ids"][-1] == tokenizer.eos_token_id
        bos = tokenizer.bos_token_id
        assert bos is None or (result["input_ids"].count(bos) == 1 and result["input_ids"][0] == bos)


@pytest.mark.parametrize(("template", "make"), PAIRS)
@pytest.mark.parametrize("thoughts", ["visible", "think", "none"])
def test_chat_template_trains_the_marked_messages_and_their_ends(
    tmp_path: Path, template: str, make: Any, thoughts: str
) -> None:
    made = export(tmp_path, "axolotl-chat", template, thoughts)
    tokenizer = make(made.template)
    cfg = settings(made)
    strategy = load_chat(tokenizer, cfg, cfg.datasets[0])
    for row in some(made.rows()):
        result = strategy.tokenize_prompt(row)
        said = in_loss(tokenizer, result["labels"])
        wanted = [m["content"] + ENDS[template][m["role"]] for m in row["messages"] if m["train"]]
        if template == "mistral":  # a word and the space before it are one token, and may come apart in decoding
            assert said.replace(" ", "") == "".join(wanted).replace(" ", "")
        else:
            assert said == "".join(wanted)
