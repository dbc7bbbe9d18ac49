"""Chat formats of every kind: what ends an answer, where thoughts go, and that the check agrees."""

import json
from pathlib import Path
from typing import Any

import pytest

from openbook.dataset.lint import check_row
from openbook.dataset.lint.expect import expected_of
from openbook.dataset.render.by_template import ChatLayout
from openbook.dataset.render.chat import Chat, ChatMessage
from openbook.dataset.render.chat_template import load_chat_template


def chat(thoughts: bool = False) -> Chat:
    def answer(n: int) -> ChatMessage:
        return ChatMessage("assistant", f"A{n}", trained=True, thoughts=f"T{n}" if thoughts else "")

    question = ChatMessage("user", "Q1", trained=False)
    return Chat("id", (question, answer(1), ChatMessage("user", "Q2", trained=False), answer(2)))


def layout(folder: Path, template: str, **settings: Any) -> ChatLayout:
    (folder / "tokenizer_config.json").write_text(json.dumps({"chat_template": template, **settings}))
    return ChatLayout(load_chat_template(str(folder)), tagged=True)


def shown(made: ChatLayout, record: Chat) -> list[str]:
    rows = list(made.rows(record))
    expected = expected_of(made.template)
    for row in rows:
        assert not check_row({"segments": [{"label": s.label, "text": s.text} for s in row]}, expected)
    return ["".join(f"⟦{s.text}⟧" if s.label else s.text for s in row) for row in rows]


STOPS_OTHERWISE_AT_THE_END = (
    "{% for m in messages %}<|{{ m.role }}|>{% if m.role == 'assistant' %}<|say|>{% endif %}{{ m.content }}"
    "{% if loop.last and m.role == 'assistant' %}<|stop|>{% else %}<|over|>{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}<|user|><|over|>"
)


def test_an_answer_that_ends_otherwise_at_the_end_gets_a_record_of_its_own_with_that_end(tmp_path: Path) -> None:
    template = STOPS_OTHERWISE_AT_THE_END.removesuffix("<|user|><|over|>")
    assert shown(layout(tmp_path, template), chat()) == [
        "<|user|>Q1<|over|><|assistant|>⟦<|say|>A1<|stop|>⟧",
        "<|user|>Q1<|over|><|assistant|><|say|>A1<|over|><|user|>Q2<|over|><|assistant|>⟦<|say|>A2<|stop|>⟧",
    ]


def test_where_only_the_next_turn_ends_an_answer_its_header_is_trained(tmp_path: Path) -> None:
    template = (
        "{% for m in messages %}{{ {'user': '<|asks|>', 'assistant': '<|says|>'}[m.role] }}\n{{ m.content }}"
        "{% endfor %}{% if add_generation_prompt %}<|says|>\n{% endif %}"
    )
    assert shown(layout(tmp_path, template), chat()) == ["<|asks|>\nQ1<|says|>\n⟦A1<|asks|>⟧\nQ2<|says|>\n⟦A2<|asks|>⟧"]


def test_an_end_of_several_tokens_is_trained_whole(tmp_path: Path) -> None:
    template = (
        "{% for m in messages %}<|turn|><|{{ m.role }}|>{% if m.role == 'assistant' %}<|text|>{{ m.content }}<|done|>"
        "{% else %}{{ m.content }}{% endif %}<|end|>\n{% endfor %}"
        "{% if add_generation_prompt %}<|turn|><|assistant|><|text|>{% endif %}"
    )
    (row,) = shown(layout(tmp_path, template), chat())
    assert row.endswith("<|turn|><|user|>Q2<|end|>\n<|turn|><|assistant|><|text|>⟦A2<|done|><|end|>⟧")


def test_nothing_is_trained_behind_the_tokenizers_own_end(tmp_path: Path) -> None:
    template = (
        "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}</s>{% if m.role == 'assistant' %}<|pause|>{% endif %}"
        "{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"
    )
    (row,) = shown(layout(tmp_path, template, eos_token="</s>"), chat())
    assert row == "<|user|>Q1</s><|assistant|>⟦A1</s>⟧<|pause|><|user|>Q2</s><|assistant|>⟦A2</s>⟧"


def test_a_format_that_ends_nothing_gets_the_tokenizers_end(tmp_path: Path) -> None:
    template = (
        "{% for m in messages %}{{ m.role }}: {{ m.content }} {% endfor %}{% if add_generation_prompt %}assistant:"
        "{% endif %}"
    )
    assert shown(layout(tmp_path, template, eos_token="</s>"), chat())[1].endswith("user: Q2 assistant:⟦ A2</s>⟧")


@pytest.mark.parametrize("key", ["reasoning_content", "thinking", "inner_voice"])
def test_thoughts_go_into_the_templates_own_field_whatever_its_name(tmp_path: Path, key: str) -> None:
    template = (
        "{% for m in messages %}<|{{ m.role }}|>{% if m.KEY is defined %}<|thinks|>{{ m.KEY }}<|/thinks|>{% endif %}"
        "{{ m.content }}<|end|>{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"
    ).replace("KEY", key)
    made = layout(tmp_path, template)
    assert made.caller.thoughts_key == key
    (row,) = shown(made, chat(thoughts=True))
    assert row.endswith("<|assistant|>⟦<|thinks|>T2<|/thinks|>A2<|end|>⟧")


def test_an_answer_without_thoughts_is_asked_for_with_thinking_turned_off(tmp_path: Path) -> None:
    template = (
        "{% for m in messages %}<|{{ m.role }}|>{% if m.role == 'assistant' and '</think>' not in m.content %}"
        "<think></think>{% endif %}{{ m.content }}<|end|>{% endfor %}{% if add_generation_prompt %}<|assistant|><think>"
        "{% if enable_thinking is defined and not enable_thinking %}</think>{% else %}{{ '\n' }}{% endif %}{% endif %}"
    )
    made = layout(tmp_path, template)
    assert shown(made, chat())[0].endswith("<|assistant|><think></think>⟦A2<|end|>⟧")
    assert shown(made, chat(thoughts=True))[-1].endswith("<|assistant|><think>\n⟦T2\n</think>\n\nA2<|end|>⟧")


def test_a_template_that_always_opens_thoughts_has_them_ended_at_once(tmp_path: Path) -> None:
    template = (
        "{% for m in messages %}<|{{ m.role }}|>{{ m.content.split('</think>')[-1] }}<|end|>{% endfor %}"
        "{% if add_generation_prompt %}<|assistant|><think>\n{% endif %}"
    )
    assert shown(layout(tmp_path, template), chat())[1].endswith("<|assistant|><think>\n⟦</think>\n\nA2<|end|>⟧")


def test_messages_of_a_format_that_ends_no_last_answer_are_warned_of(tmp_path: Path) -> None:
    template = "{% for m in messages %}{{ '<|a|>' if m.role == 'user' else '<|b|>' }}{{ m.content }}{% endfor %}"
    made = layout(tmp_path, template)
    row = {"messages": [{"role": m.role, "content": m.content} for m in chat().messages]}
    assert [finding.code for finding in check_row(row, expected_of(made.template))] == ["end_not_written"]
