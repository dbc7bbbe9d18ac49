"""Patterns that are compiled when they are used."""

import gc
import re
from importlib import import_module
from pathlib import Path

import pytest

import openbook
from openbook.text.late import _Late, late


def test_a_pattern_that_nobody_uses_is_never_compiled() -> None:
    assert late("(")._source == "("


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


def test_bytes_are_searched_by_a_pattern_of_bytes() -> None:
    assert late(rb"b+").findall(b"a bb b") == [b"bb", b"b"]


@pytest.mark.whole
def test_every_pattern_that_a_module_holds_can_be_compiled() -> None:
    """What is compiled late fails late: here all are compiled at once."""
    source = Path(openbook.__file__).parent
    gc.unfreeze()  # what is frozen is not among the objects
    for file in source.rglob("*.py"):
        if file.stem != "__main__":
            import_module(".".join(("openbook", *file.relative_to(source).with_suffix("").parts)))
    held = [one for one in gc.get_objects() if type(one) is _Late and one._source != "("]
    assert len(held) > 300
    assert all(one.pattern == one._source for one in held)
