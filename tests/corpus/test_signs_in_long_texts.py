"""A sign is found in a long text by its rarest character, wherever it stands."""

import pytest

from openbook.corpus.formats.outside_code import LONG, has

WORDS = "a (b) @c: {d} [e] % "


@pytest.mark.parametrize("sign", ["(@", "{{", "-8<-", "TOC]", "toc]", "]:", "%%", "include}"])
@pytest.mark.parametrize("text", [WORDS, "word " * 4, "-- -- ]] ( {", "@" * 20])
@pytest.mark.parametrize("place", [0, LONG // 2, 2 * LONG])
def test_a_sign_is_found_where_it_is_and_nowhere_else(sign: str, text: str, place: int) -> None:
    long = (text * (2 * LONG // len(text) + 1))[: 2 * LONG]
    assert has(long, sign) == (sign in long)
    assert has(long[:place] + sign + long[place:], sign)


def test_a_text_that_ends_in_the_middle_of_a_sign_does_not_have_it() -> None:
    assert not has("word " * LONG + "{", "{%")
    assert not has("@" + "word " * LONG, "(@")
