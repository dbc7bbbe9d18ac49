"""Patterns that are compiled when they are used."""

import re

import pytest

from openbook.text.late import late


def test_a_pattern_that_nobody_uses_is_never_compiled() -> None:
    late("(")


def test_a_pattern_is_compiled_by_its_first_use() -> None:
    broken = late("(")
    with pytest.raises(re.error):
        broken.search("any")


def test_a_late_pattern_finds_what_the_pattern_finds() -> None:
    source, text = r"(?P<letter>b)(\d)", "a b1 B2 b3"
    pattern, same = late(source, re.IGNORECASE), re.compile(source, re.IGNORECASE)
    assert pattern.findall(text) == same.findall(text)
    assert pattern.sub("-", text) == same.sub("-", text)
    assert [one.span() for one in pattern.finditer(text)] == [one.span() for one in same.finditer(text)]
    assert (pattern.pattern, pattern.groups, dict(pattern.groupindex)) == (source, 2, {"letter": 1})


def test_flags_are_those_that_were_given() -> None:
    assert late("b", re.IGNORECASE).fullmatch("B")
    assert not late("b").fullmatch("B")
