"""The packaged chat formats: what is written without Jinja is what their Jinja writes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbook.dataclass import replace
from openbook.dataset.render.chat_template import ChatTemplate, load_chat_template
from openbook.dataset.render.packaged import TemplateRefusedError
from openbook.dataset.render.search_tool import SEARCH_TOOL, call
from openbook.templates import TEMPLATES

Message = dict[str, Any]

TEXTS = st.text("a\n é<\"'&", max_size=6) | st.sampled_from(
    ["<think>\nT\n</think>\n\nA", "</think>", "\n<think>\nT", "A</think>\n\nB</think>C", " {{ 1 }} \n", "</tool_call>"]
)
ROLES = st.sampled_from(["system", "user", "assistant", "tool"])
SAID: st.SearchStrategy[Message] = st.builds(lambda role, content: {"role": role, "content": content}, ROLES, TEXTS)
CALLED: st.SearchStrategy[Message] = st.builds(
    lambda query, as_text: {"role": "assistant", "content": "", "tool_calls": [call(query, 1, as_text=as_text)]},
    TEXTS,
    st.booleans(),
)
GIVEN = st.fixed_dictionaries(
    {"generation_prompt": st.booleans()},
    optional={
        "tools": st.sampled_from([None, [SEARCH_TOOL], [SEARCH_TOOL, {"type": "function", "name": "ü&<"}]]),
        "documents": st.sampled_from([None, [{"title": "S", "text": "T"}]]),
        "enable_thinking": st.booleans(),
        "thinking": st.booleans(),
    },
)


def written(template: ChatTemplate, messages: list[Message], how: dict[str, Any]) -> str:
    try:
        return template.render(messages, **how)
    except TemplateRefusedError as refused:
        return f"refused: {refused}"


def both(name: str, messages: list[Message], how: dict[str, Any]) -> tuple[str, str]:
    template = load_chat_template(name)
    assert template.write is not None
    return written(template, messages, how), written(replace(template, write=None), messages, how)


@pytest.mark.parametrize("name", TEMPLATES)
@given(messages=st.lists(SAID | CALLED, min_size=1, max_size=5), how=GIVEN)
def test_a_packaged_format_is_written_as_its_jinja_writes_it(
    name: str, messages: list[Message], how: dict[str, Any]
) -> None:
    ours, jinja = both(name, messages, how)
    assert ours == jinja


TALK = [
    {"role": "system", "content": "S"},
    {"role": "user", "content": "Q"},
    {"role": "assistant", "content": "", "tool_calls": [call("q ü", 1)]},
    {"role": "tool", "content": "R"},
    {"role": "assistant", "content": "<think>\nT\n</think>\n\nA"},
]


@pytest.mark.parametrize("name", ["chatml", "qwen3"])
@pytest.mark.parametrize("first", [0, 1], ids=["prompt", "no prompt"])
@pytest.mark.parametrize("until", [2, 5], ids=["asked", "answered"])
@pytest.mark.parametrize("how", [{}, {"enable_thinking": False}, {"enable_thinking": True}], ids=str)
def test_search_calls_prompts_and_thoughts_are_written_as_the_jinja_writes_them(
    name: str, first: int, until: int, how: dict[str, Any]
) -> None:
    ours, jinja = both(name, TALK[first:until], {"tools": [SEARCH_TOOL], "generation_prompt": until == 2, **how})
    assert ours == jinja
    assert "You may call these functions" in ours


@pytest.mark.parametrize("name", ["mistral", "gemma"])
def test_a_packaged_format_without_a_place_for_a_prompt_refuses_one_in_the_words_of_its_jinja(name: str) -> None:
    ours, jinja = both(name, TALK[:2], {})
    assert ours == jinja == "refused: there is no place for a system message"
