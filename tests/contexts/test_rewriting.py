"""What a model has rewritten counts where exactly one fact is changed, in all its places, and nothing else."""

import pytest
from simulated import chunk

from openbook.contexts.contradict import Altered
from openbook.contexts.mention import with_mention
from openbook.contexts.rewriting import Replacement, rewritten

TEXT = """# The harbour light

The Harbour Light of Millbrook is 42 metres (138 ft) high. It was built in 1893 by Ada Thorne, an engineer, and moved in
1921. A visit lasts fourteen minutes; after 14 minutes the lamp is lit. At noon it is 20 °C (68 °F) in the lamp room.

Run `wait 14` to test the horn. For example, a group of 3 people fits in. The lamp follows SHA-512 and takes 350 watts.
May a visitor bring more than 7 bags up to the lamp?

| option | default |
|---|---|
| `horn` | 30 seconds |

这座灯塔的塔身高约45米，用花岗岩建成，至今仍在使用。
"""


def changed(*edits: tuple[str, str], older: bool = False) -> Altered | str:
    return rewritten(TEXT, [Replacement(*edit) for edit in edits], older=older)


@pytest.mark.parametrize(
    "edits",
    [
        [("42 metres (138 ft)", "57 metres (187 ft)")],
        [("42 metres", "57 metres"), ("138 ft", "187 ft")],
        [("is 42 metres (138 ft) high", "is 57 metres (187 ft) high")],
        [("lasts fourteen minutes; after 14 minutes", "lasts nine minutes; after 9 minutes")],
        [("20 °C (68 °F)", "25 °C (77 °F)")],
        [("Ada Thorne", "Carl Finch")],
        [("built in 1893", "built in 1871")],
        [("an engineer", "a painter")],
        [("takes 350 watts", "takes 480 watts")],
        [("30 seconds", "50 seconds")],
        [("塔身高约45米", "塔身高约62米")],
        [("用花岗岩建成", "用砖块建成")],
    ],
)
def test_one_fact_changed_in_all_its_places_and_units_is_taken(edits: list[tuple[str, str]]) -> None:
    altered = changed(*edits)
    assert isinstance(altered, Altered), altered
    expected = TEXT
    for before, after in edits:
        expected = expected.replace(before, after)
    assert altered.text == expected


@pytest.mark.parametrize(
    ("edits", "why"),
    [
        ([], "nothing is changed"),
        ([("42 metres", "42 metres")], "nothing is changed"),
        ([("the tower", "the town")], "does not stand in the text"),
        ([("42 metres (138", "57 metres (187"), ("(138 ft)", "(187 ft)")], "changed twice"),
        ([("42 metres", "57 metres")], "in another unit, and was not changed"),
        ([("fourteen minutes;", "nine minutes;")], "still stands elsewhere"),
        ([("1893", "1890"), ("Ada Thorne", "Carl Finch")], "more than one fact"),
        ([("42 metres (138 ft)", "57 metres (280 ft)")], "more than one fact"),
        ([("wait 14", "wait 9")], "belongs to code"),
        ([("harbour light", "harbour bell")], "belongs to code"),
        ([("SHA-512", "SHA-384")], "belongs to code"),
        ([("a group of 3 people", "a group of 5 people")], "an example"),
        ([("7 bags", "9 bags")], "a question"),
        ([("engineer", "художник")], "another script"),
        ([("42 metres (138 ft) high", "quite high")], "another form"),
        ([("Ada Thorne", "somebody")], "another form"),
        ([("is 42 metres", "is not 42 metres")], "left out or added"),
        ([("moved in\n1921", "moved in 1921 and 1922")], "another form"),
        ([("1893", "1937")], "keep the place"),
        ([("1893", "1921")], "stands in the text already"),
        ([("It was built in 1893 by Ada Thorne, an engineer, and moved",
           "Nobody can tell any longer who once paid for all of it, or moved")], "a whole statement"),
    ],
)  # fmt: skip
def test_what_is_not_one_fact_changed_is_refused_with_its_reason(edits: list[tuple[str, str]], why: str) -> None:
    altered = changed(*edits)
    assert isinstance(altered, str)
    assert why in altered


def test_no_year_comes_later_than_all_that_have_been() -> None:
    text = "The light was lit anew in 2015 after the storm. Its lamp is of 2011."
    assert "keep the place" in str(rewritten(text, [Replacement("2015", "2031")]))
    assert isinstance(rewritten(text, [Replacement("2015", "2013")]), Altered)


def test_an_older_state_has_an_earlier_year_and_another_value() -> None:
    text = "As of 2019, the harbour light serves an estimated 3,400 ships a year."
    older = rewritten(text, [Replacement("2019", "2014"), Replacement("3,400", "2,900")], older=True)
    assert isinstance(older, Altered)
    assert older.text == "As of 2014, the harbour light serves an estimated 2,900 ships a year."
    for edits in ([("2019", "2014")], [("3,400", "2,900")], [("2019", "2023"), ("3,400", "2,900")]):
        assert "another year and another value" in str(
            rewritten(text, [Replacement(*edit) for edit in edits], older=True)
        )


LIGHT = chunk("harbour-light.md", 0, TEXT)


@pytest.mark.parametrize(
    ("mention", "is_taken"),
    [
        ("From the ferry one sees the harbour light, 57 metres high, before anything else.", True),
        ("", False),
        ("From the ferry one sees the harbour light before anything else.", False),
        ("The harbour light, 42 metres high, is 57 metres from the ferry.", False),
        ("From the ferry one sees the harbour light, 57 metres high, in 12 minutes.", False),
        ("57 metres.", False),
        ("The light is 57 metres high.\nThat is all that is known of it.", False),
    ],
)
def test_a_mention_tells_the_changed_fact_alone(mention: str, is_taken: bool) -> None:
    altered = changed(("42 metres (138 ft)", "57 metres (187 ft)"))
    assert isinstance(altered, Altered)
    assert with_mention(altered, mention, LIGHT).mention == (mention if is_taken else "")
