"""Chat formats: what each writes, what is trained in it, and that no document can change it."""

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from drafts import NASTY, config, documents, draft, drafts
from hypothesis import HealthCheck, given, settings
from tokenizers_made import byte_level

from openbook.dataset.assemble import assemble
from openbook.dataset.lint import check_row
from openbook.dataset.render.by_template import ChatLayout
from openbook.dataset.render.chat import Chat, ChatMessage
from openbook.dataset.render.chat_template import load_chat_template
from openbook.dataset.render.renderer import Renderer
from openbook.dataset.render.segments import Segment
from openbook.errors import ConfigError
from openbook.templates import TEMPLATES
from some import some

CHAT = Chat(
    "id",
    (
        ChatMessage("system", "S", trained=False),
        ChatMessage("user", "Q1", trained=False),
        ChatMessage("assistant", "A1", trained=False, thoughts="T1"),
        ChatMessage("user", "Q2", trained=True),
        ChatMessage("assistant", "A2", trained=True, thoughts="T2"),
        ChatMessage("user", "Q3", trained=True),
        ChatMessage("assistant", "A3", trained=True, thoughts="T3"),
    ),
)
"""A record in the middle of its group; `shown` brackets what is trained."""

WITHOUT = Chat("id", tuple(ChatMessage(m.role, m.content, m.trained) for m in CHAT.messages))


def shown(segments: list[Segment]) -> str:
    return "".join(f"⟦{segment.text}⟧" if segment.label else segment.text for segment in segments)


WRITTEN = {
    "chatml": "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nQ1<|im_end|>\n<|im_start|>assistant\nA1<|im_end|>\n"
    "<|im_start|>user\n⟦Q2⟧<|im_end|>\n<|im_start|>assistant\n⟦A2<|im_end|>⟧\n"
    "<|im_start|>user\n⟦Q3⟧<|im_end|>\n<|im_start|>assistant\n⟦A3<|im_end|>⟧",
    "llama3": "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nS<|eot_id|>"
    "<|start_header_id|>user<|end_header_id|>\n\nQ1<|eot_id|>"
    "<|start_header_id|>assistant<|end_header_id|>\n\nA1<|eot_id|>"
    "<|start_header_id|>user<|end_header_id|>\n\n⟦Q2⟧<|eot_id|>"
    "<|start_header_id|>assistant<|end_header_id|>\n\n⟦A2<|eot_id|>⟧"
    "<|start_header_id|>user<|end_header_id|>\n\n⟦Q3⟧<|eot_id|>"
    "<|start_header_id|>assistant<|end_header_id|>\n\n⟦A3<|eot_id|>⟧",
    "mistral": "<s>[INST] S\n\nQ1[/INST] A1</s>[INST]⟦ Q2⟧[/INST]⟦ A2</s>⟧[INST]⟦ Q3⟧[/INST]⟦ A3</s>⟧",
    "gemma": "<bos><start_of_turn>user\nS\n\nQ1<end_of_turn>\n<start_of_turn>model\nA1<end_of_turn>\n"
    "<start_of_turn>user\n⟦Q2⟧<end_of_turn>\n<start_of_turn>model\n⟦A2<end_of_turn>⟧\n"
    "<start_of_turn>user\n⟦Q3⟧<end_of_turn>\n<start_of_turn>model\n⟦A3<end_of_turn>⟧",
    "qwen3": "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nQ1<|im_end|>\n<|im_start|>assistant\nA1<|im_end|>\n"
    "<|im_start|>user\n⟦Q2⟧<|im_end|>\n<|im_start|>assistant\n⟦A2<|im_end|>⟧\n"
    "<|im_start|>user\n⟦Q3⟧<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n⟦A3<|im_end|>⟧",
    "deepseek": "<｜begin▁of▁sentence｜>S<｜User｜>Q1<｜Assistant｜>A1<｜end▁of▁sentence｜>"
    "<｜User｜>⟦Q2⟧<｜Assistant｜>⟦A2<｜end▁of▁sentence｜>⟧<｜User｜>⟦Q3⟧<｜Assistant｜>⟦A3<｜end▁of▁sentence｜>⟧",
    "phi": "<|system|>\nS<|end|>\n<|user|>\nQ1<|end|>\n<|assistant|>\nA1<|end|>\n"
    "<|user|>\n⟦Q2⟧<|end|>\n<|assistant|>\n⟦A2<|end|>⟧\n<|user|>\n⟦Q3⟧<|end|>\n<|assistant|>\n⟦A3<|end|>⟧",
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_headers_are_masked_and_each_answer_is_trained_with_its_end_cut_before_the_space(name: str) -> None:
    (row,) = ChatLayout(load_chat_template(name)).rows(WITHOUT)
    assert shown(row) == WRITTEN[name]


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_tokens_that_are_trained_are_those_in_brackets_and_no_control_token_is_parted(
    name: str, tmp_path: Path
) -> None:
    template = load_chat_template(name)
    encoder = byte_level(tmp_path, template.control)
    (row,) = ChatLayout(template).rows(WITHOUT)
    ids, labels = encoder.encode(row)
    pairs = groupby(zip(ids, labels, strict=True), lambda pair: pair[1] >= 0)
    runs = [(label, [id_ for id_, _ in run]) for label, run in pairs]
    assert "".join(f"⟦{encoder.decode(run)}⟧" if label else encoder.decode(run) for label, run in runs) == WRITTEN[name]
    for token in some(token for token in template.control if token in WRITTEN[name]):
        assert ids.count(encoder.ids(token)[0]) == WRITTEN[name].count(token)


@pytest.mark.parametrize("name", ["chatml", "llama3", "mistral", "gemma", "phi"])
def test_thoughts_go_between_tags_where_the_format_keeps_them(name: str) -> None:
    (row,) = ChatLayout(load_chat_template(name), tagged=True).rows(CHAT)
    with_tags = WRITTEN[name]
    for n in "123":
        with_tags = with_tags.replace(f"A{n}", f"<think>\nT{n}\n</think>\n\nA{n}")
    assert shown(row) == with_tags


def test_a_format_that_drops_earlier_thoughts_gets_a_record_for_each_answer_as_the_model_is_asked_for_it() -> None:
    start = "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nQ1<|im_end|>\n<|im_start|>assistant\nA1<|im_end|>\n"
    second = "<|im_start|>user\nQ2<|im_end|>\n<|im_start|>assistant\nA2<|im_end|>\n"
    assert [shown(row) for row in ChatLayout(load_chat_template("qwen3"), tagged=True).rows(CHAT)] == [
        f"{start}<|im_start|>user\n⟦Q2⟧<|im_end|>\n<|im_start|>assistant\n⟦<think>\nT2\n</think>\n\nA2<|im_end|>⟧",
        f"{start}{second}<|im_start|>user\n⟦Q3⟧<|im_end|>\n<|im_start|>assistant\n⟦<think>\nT3\n</think>\n\nA3<|im_end|>⟧",
    ]
    rows = [shown(row) for row in ChatLayout(load_chat_template("deepseek"), tagged=True).rows(CHAT)]
    assert len(rows) == 2
    assert rows[1].endswith("<｜User｜>⟦Q3⟧<｜Assistant｜>⟦<think>\nT3\n</think>\n\nA3<｜end▁of▁sentence｜>⟧")
    assert "T2" not in rows[1]


def folder(tmp_path: Path, template: str, **settings: Any) -> ChatLayout:
    (tmp_path / "tokenizer_config.json").write_text(json.dumps({"chat_template": template, **settings}))
    return ChatLayout(load_chat_template(str(tmp_path)), tagged=True)


DROPS_ALL_THOUGHTS = (
    "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}<U>{{ m.content }}<A>"
    "{% elif m.role == 'assistant' %}{{ m.content.split('</think>')[-1].strip() }}<E>{% else %}{{ m.content }}"
    "{% endif %}{% endfor %}{% if add_generation_prompt %}<think>\n{% endif %}"
)


def test_a_folder_whose_template_never_shows_thoughts_gets_them_after_its_own_prompt(tmp_path: Path) -> None:
    layout = folder(tmp_path, DROPS_ALL_THOUGHTS, bos_token={"content": "<B>"}, eos_token="<E>")
    rows = [shown(row) for row in layout.rows(CHAT)]
    assert rows == [
        "<B>S<U>Q1<A>A1<E><U>⟦Q2⟧<A><think>\n⟦T2\n</think>\n\nA2<E>⟧",
        "<B>S<U>Q1<A>A1<E><U>Q2<A>A2<E><U>⟦Q3⟧<A><think>\n⟦T3\n</think>\n\nA3<E>⟧",
    ]


def test_a_folder_that_moves_the_system_prompt_to_the_last_question_gets_a_record_for_each_answer(
    tmp_path: Path,
) -> None:
    template = (
        "{% set rest = messages[1:] if messages[0].role == 'system' else messages %}{% for m in rest %}"
        "{% if m.role == 'user' %}[INST] {% if loop.index0 >= rest | length - 2 and messages[0].role == 'system' %}"
        "{{ messages[0].content }}\n\n{% endif %}{{ m.content }}[/INST]"
        "{% else %} {{ m.content | trim }}</s>{% endif %}{% endfor %}"
    )
    layout = folder(tmp_path, template, eos_token="</s>")
    assert [shown(row) for row in layout.rows(WITHOUT)] == [
        "[INST] Q1[/INST] A1</s>[INST] S\n\n⟦Q2⟧[/INST]⟦ A2</s>⟧",
        "[INST] Q1[/INST] A1</s>[INST] Q2[/INST] A2</s>[INST] S\n\n⟦Q3⟧[/INST]⟦ A3</s>⟧",
    ]


@pytest.mark.parametrize("place", ["chat_template.jinja", "chat_template.json", "tokenizer_config.json", "named"])
def test_a_chat_template_is_found_wherever_a_folder_keeps_it(tmp_path: Path, place: str) -> None:
    template = "{% for m in messages %}<{{ m.role }}>{% generation %}{{ m.content }}{% endgeneration %}</s>{% endfor %}"
    if place.endswith("jinja"):
        (tmp_path / place).write_text(template)
    elif place == "named":
        several = [{"name": "tools", "template": "x"}, {"name": "default", "template": template}]
        (tmp_path / "tokenizer_config.json").write_text(json.dumps({"chat_template": several}))
    else:
        (tmp_path / place).write_text(json.dumps({"chat_template": template}))
    (row,) = Renderer.from_config(config(system={"template": str(tmp_path)})).layout.rows(WITHOUT)
    assert shown(row).endswith("⟦A2</s>⟧<user>⟦Q3⟧</s><assistant>⟦A3</s>⟧")


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% for m in messages %}{{ m.nothing.at_all }}{% endfor %}", "refuses an ordinary conversation"),
        ("{{ messages[-1].content }}", "leaves a message out"),
        ("{% for m in messages %}{{ m.content | lower }}{% endfor %}", "changes what messages say"),
        ("{{ messages.__class__.__mro__ }}", "refuses an ordinary conversation"),
        ("{% for m in messages %}", "refuses an ordinary conversation"),
    ],
)
def test_a_template_that_can_not_be_written_is_an_error_that_says_why(tmp_path: Path, template: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        list(folder(tmp_path, template).rows(Chat("id", (*WITHOUT.messages[:5], *WITHOUT.messages[5:]))))


def test_a_folder_without_a_template_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"system\.template: found no chat template"):
        load_chat_template(str(tmp_path))


@pytest.mark.whole
@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", TEMPLATES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=documents)
def test_no_document_writes_a_control_token(name: str, words: str) -> None:
    for thoughts in ("visible", "think"):
        chosen = config(system={"template": name}, generation={"thoughts": thoughts})
        renderer = Renderer.from_config(chosen)
        for clean, nasty in zip(assemble(drafts(3), chosen), assemble(drafts(3, words=words), chosen), strict=True):
            pairs = zip(renderer.rows(clean), renderer.rows(nasty), strict=True)
            for plain, row in pairs:
                texts = ["".join(segment.text for segment in segments) for segments in (plain, row)]
                for token in load_chat_template(name).control:
                    assert texts[0].count(token) == texts[1].count(token)
                assert [segment.label for segment in plain] == [segment.label for segment in row]
                assert not list(check_row({"segments": [{"label": s.label, "text": s.text} for s in row]}))


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_written_is_what_the_template_makes_of_the_same_messages(name: str) -> None:
    chosen = config(system={"template": name})
    renderer = Renderer.from_config(chosen)
    template = load_chat_template(name)
    for record in some(assemble([draft("a", words=" ".join(NASTY)), draft("b", turns=3)], chosen)):
        chat = renderer.chat(record)
        layout = renderer.layout
        assert isinstance(layout, ChatLayout)
        messages = [{"role": m.role, "content": layout.defuse(m.content)} for m in chat.messages]
        if layout.folds_system:
            system, question, *messages = messages
            messages.insert(0, {"role": "user", "content": f"{system['content']}\n\n{question['content']}"})
        (row,) = renderer.rows(record)
        assert template.render(messages).rstrip() == "".join(segment.text for segment in row)


def test_the_configs_bos_stands_in_front_once() -> None:
    for name, bos in (("chatml", "<s>"), ("llama3", "<|begin_of_text|>")):
        (row,) = ChatLayout(load_chat_template(name), bos=bos).rows(WITHOUT)
        text = "".join(segment.text for segment in row)
        assert text.startswith(bos)
        assert text.count(bos) == 1
