"""Every text template that TRL and Axolotl ship: trained is exactly what the model has to produce, its end included."""

import importlib.util
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
import transformers.utils.chat_template_utils as theirs

from openbook.dataset.lint import check_row
from openbook.dataset.lint.expect import expected_of
from openbook.dataset.render.by_template import ChatLayout
from openbook.dataset.render.chat import Chat, ChatMessage
from openbook.dataset.render.chat_template import load_chat_template
from openbook.errors import ConfigError


def shipped(package: str, folder: str) -> list[Path]:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return sorted((Path(spec.origin).parent / folder).glob("*.jinja"))


FAMILIES = {
    "gptoss", "glm4moe", "cohere2", "qwen3", "qwen3_5_think", "qwen3_8", "gemma4_v5", "lfm2_2_5", "nemotron_3_nano",
    "muse_glimmer", "llama3_2", "deepseekv3", "phi3", "command_a_rag", "jamba", "exaone4", "mistral_v3_tekken", "llava",
}  # fmt: skip
"""One template of each family; all of them where OPENBOOK_EVERY is set, as in `.ci/slow`."""

EVERY = bool(os.environ.get("OPENBOOK_EVERY"))
TRL = shipped("trl", "chat_templates")
AXOLOTL = shipped("axolotl", "utils/chat_templates/templates")
CHOSEN = [path for path in (*TRL, *AXOLOTL) if EVERY or path.stem.removesuffix("_training") in FAMILIES]
MARKED = [path for path in CHOSEN if path.stem.endswith("_training")]
FOR_PICTURES = {"idefics3", "llava_next", "smolvlm", "idefics3_training", "llava_next_training", "smolvlm_training"}
"""They take contents in parts alone, and write no message that is plain text."""

EOS = {"command_a": "<|END_OF_TURN_TOKEN|>", "command_a_rag": "<|END_OF_TURN_TOKEN|>"}
SETTINGS = {"bos_token": "<s>"}


def source_of(path: Path) -> str:
    """Return a template, with one date instead of today's."""
    return re.sub(r"strftime_now\([^)]*\)", "'1 May 2025'", path.read_text("utf-8"))


def layout(folder: Path, path: Path) -> ChatLayout:
    settings = {**SETTINGS, "eos_token": EOS.get(path.stem, "</s>"), "chat_template": source_of(path)}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    return ChatLayout(load_chat_template(str(folder)), tagged=True)


def chat(thoughts: bool, system: bool = True) -> Chat:
    def answer(n: int) -> ChatMessage:
        return ChatMessage("assistant", f"A{n}", trained=True, thoughts=f"T{n}" if thoughts else "")

    said = [ChatMessage("user", "Q1", trained=False), answer(1), ChatMessage("user", "Q2", trained=False), answer(2)]
    first = [ChatMessage("system", "S", trained=False)] if system else []
    return Chat("id", (*first, *said))


def written(path: Path, messages: list[dict[str, Any]], **given: Any) -> tuple[str, list[str]]:
    """Return what the trainers' own code makes of messages, and what stands between their marks for masks."""
    source = source_of(path)
    named = {**SETTINGS, "eos_token": EOS.get(path.stem, "</s>"), **given}
    marks = "{% generation" in source or "{%- generation" in source
    made = theirs.render_jinja_template([messages], chat_template=source, return_assistant_tokens_mask=marks, **named)
    (text,), (places,) = made if marks else (made[0], [[]])
    return text, [text[start:end] for start, end in places]


@pytest.mark.parametrize("path", [p for p in CHOSEN if p.stem not in FOR_PICTURES], ids=lambda p: p.stem)
@pytest.mark.parametrize("thoughts", [False, True], ids=["plain", "thoughts"])
def test_what_is_trained_follows_the_prompt_and_ends_with_the_end(tmp_path: Path, path: Path, thoughts: bool) -> None:
    made = layout(tmp_path, path)
    record = chat(thoughts)
    expected = expected_of(made.template)
    ended: list[str] = []
    for part, row in zip(made.split(record), made.rows(record), strict=True):
        text = "".join(segment.text for segment in row)
        trained = [segment.text for segment in row if segment.label]
        assert not check_row({"segments": [{"label": s.label, "text": s.text} for s in row]}, expected)
        assert len(trained) == sum(message.trained for message in part.messages)
        before = made.caller.messages(Chat("", part.messages[:-1]))
        switches: list[dict[str, Any]] = [{}, {"enable_thinking": False, "thinking": False}, {"enable_thinking": True}]
        prompts = [written(path, before, add_generation_prompt=True, **switch)[0].rstrip(" ") for switch in switches]
        assert text.removesuffix(trained[-1]) in prompts
        ended += [one for one in trained if one.endswith(made.end) and made.end]
        for n in (1, 2):
            answer = next((one for one in trained if f"A{n}" in one), None)
            assert answer is None or not thoughts or made.caller.thoughts_key == "" or f"T{n}" in answer or n == 1
    assert len(ended) == 2
    assert "<think>\nT" not in "".join(ended) or made.caller.thoughts_key == ""


@pytest.mark.parametrize("path", [p for p in MARKED if p.stem not in FOR_PICTURES], ids=lambda p: p.stem)
@pytest.mark.parametrize("thoughts", [False, True], ids=["plain", "thoughts"])
def test_our_masks_are_those_of_the_templates_with_marks(tmp_path: Path, path: Path, thoughts: bool) -> None:
    """Their marks may begin with the prompt that asks for the answer, and go on to white space behind its end."""
    made = layout(tmp_path, path)
    record = chat(thoughts, system=not made.folds_system)
    *_, part = made.split(record)
    *_, row = made.rows(record)
    text, spans = written(path, made.caller.messages(part))
    if thoughts and "T2" not in text:
        pytest.skip("these marks are for answers without thoughts")
    theirs_said = "".join(spans[-2:]) if len(spans) % 2 and spans[-1].strip() in ("</s>", "") else spans[-1]
    ours = row[-1].text
    if "<think>" in "".join(segment.text for segment in row[:-1]) or ours.startswith("</think>"):
        ours = ours.removeprefix("</think>\n\n")  # asked for with thoughts opened, or already ended
    assert ours.strip().removesuffix(made.end) in theirs_said or ours.strip() in "".join(spans)
    assert made.end in "".join(spans)


def test_templates_for_pictures_are_refused_with_a_reason(tmp_path: Path) -> None:
    for path in (p for p in TRL if p.stem in FOR_PICTURES):
        with pytest.raises(ConfigError, match=r"leaves a message out|refuses an ordinary conversation"):
            list(layout(tmp_path, path).rows(chat(thoughts=False)))
