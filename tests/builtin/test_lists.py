"""The lists of the built-in engine: whether each is used, and each pattern and wording can be read."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import openbook.builtin
from openbook.builtin.words import pattern, sections, words
from some import some

ROOM = Path(openbook.builtin.__file__).parent


def test_every_list_is_named_by_a_rule_or_another_list() -> None:
    named = " ".join(path.read_text("utf-8") for path in (*ROOM.glob("*.py"), ROOM / "lists" / "patterns.txt"))
    asked = {"ask_default", "ask_required", "regular", "irregular"}
    for file in ("words", "patterns", "wordings", "verbs"):
        unused = {name for name in some(sections(file)) if not re.search(rf"[\"{{]{name}[\"}}]", named)}
        assert unused <= asked, file


def test_every_pattern_can_be_compiled_and_names_no_list_that_is_missing() -> None:
    for name in some(sections("patterns")):
        assert not re.search(r"{[a-z_]+}", pattern(name).pattern)


def test_a_pattern_takes_the_words_of_a_list_and_the_longest_first() -> None:
    found = pattern("figure").match("just over nine minutes")
    assert found is not None
    assert found.group() == "just over nine"


@pytest.mark.parametrize("name", ["points_away", "points_back"])
@given(st.data())
def test_what_a_pattern_finds_has_a_word_of_the_list_without_which_it_is_not_looked_for(
    name: str, data: st.DataObject
) -> None:
    found = data.draw(st.from_regex(pattern(name), alphabet=st.characters(max_codepoint=127)))
    assert not words(f"{name}_by").isdisjoint(re.findall("[a-z]+", found.lower()))
