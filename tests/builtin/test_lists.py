"""The lists of the built-in engine: whether each is used, and each pattern and wording can be read."""

import re
from pathlib import Path

import openbook.builtin
from openbook.builtin.words import pattern, sections
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
