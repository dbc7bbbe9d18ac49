"""The words of a text in letters that stand alone are looked up; they are the same as when each is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbook.text.stemming import tokens_of
from openbook.text.stems import untied

PIECES = (
    "one", "a", "twenty", "and", "may", "May 5", "vingt et un", "treinta y uno", "march", "1.2.2020", "2020-01-02",
    "12/31/2020", "1 000 000", "2,000", "1’000", "10:30", "3…4", "hundred", "million", "zweihundertvierzehn", "und",
    "ein", "’s", "–", "“lamps”", "Über", "ß", "x1", "third", "3rd", "dozen", "Москва", "двадцать", "один", "_a_",
    "Okt. 3", "forty", "or", "°", "½", "ſ", "\N{NO-BREAK SPACE}", "running", "sept",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12), st.sampled_from((" ", "", "-", "\n", ". ")))
def test_a_text_has_the_same_words_whatever_script_stands_below_it(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    assert tokens_of(f"{text}\n\n京") == (*tokens_of(text), "京")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("twenty lamps and one", ("20", "lamp", "and", "one")),
        ("twenty and one lamps", ("21", "lamp")),
        ("twenty a one", ("20", "a", "1")),
        ("it may 5 times", ("it", "m5", "5", "time")),
        ("it may come, 5 times", ("it", "may", "come", "5", "time")),
    ],
)
def test_words_make_a_number_or_a_date_only_side_by_side(text: str, words: tuple[str, ...]) -> None:
    assert tokens_of(text) == words


@pytest.mark.parametrize("tied", "بلوفك")
def test_an_arabic_word_with_a_letter_before_it_is_the_word_where_that_alone_is_held(tied: str) -> None:
    assert untied({f"{tied}قارب"}, {"قارب", "ميناء"}) == {"قارب"}
    assert untied({f"{tied}قارب"}, {"قارب", f"{tied}قارب"}) == {f"{tied}قارب"}
    assert untied({f"{tied}قارب"}, {"ميناء"}) == {f"{tied}قارب"}
    assert untied({f"{tied}قا"}, {"قا"}) == {f"{tied}قا"}
    assert untied({"مقارب"}, {"قارب"}) == {"مقارب"}
