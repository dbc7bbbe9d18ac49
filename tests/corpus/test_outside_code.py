"""What is written anew outside of fenced code, and where that code is afterwards."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbook.corpus.formats.outside_code import each
from openbook.corpus.markup import fences

PIECES = ("```", "~~~", "````", "\n", "\n\n", "word ", "<x>", "<```>", "<\n>", "- ", "    ", "`")
SHOWN = ("", "y", "`", "\n", "```")


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.sampled_from(SHOWN))
def test_where_code_is_said_to_be_it_is(text: str, shown: str) -> None:
    written, _, code = each(text, re.compile(r"<[^<>]*>"), lambda _, match: (*match.span(), shown), None)
    assert code is None or code == fences(written)


@pytest.mark.parametrize(("text", "shown"), [("<x><x><x>", "`"), ("``<x><x>`", ""), ("<x>\n", "\n~~~"), ("``<x>", "`")])
def test_marks_that_several_changes_make_together_are_fences(text: str, shown: str) -> None:
    _, _, code = each(text, re.compile("<x>"), lambda _, match: (*match.span(), shown), None)
    assert code is None


def test_a_change_far_from_code_leaves_it_known() -> None:
    written, count, code = each(
        "<x> a\n\n```\n<x>\n```\n", re.compile("<x>"), lambda _, match: (*match.span(), ""), None
    )
    assert (written, count) == (" a\n\n```\n<x>\n```\n", 1)
    assert code == [(4, 15)]
