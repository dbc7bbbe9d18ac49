"""Lines of a page's foot and head within a sentence."""

import pytest

from openbook.text.page_breaks import without_page_breaks

BROKEN = {
    "a head and a number apart": "oil is col-\n\nSkelby Port Authority      14\n\nlected at pier C",
    "a head alone": "oil is\n\nSkelby Port Authority\n\ncollected at pier C",
    "a foot and a head": "oil is\n\n14\n\nSkelby Port Authority\n\ncollected at pier C",
    "a number between lines": "wird abge-\n          - 7 -\npumpt",
    "a roman number": "charges 45 crowns\n\n          Skelby Port   xii\n\nfor each lift",
    "a page of so many": "les chiens sont ad-\n\np. 4 sur 12\n\nmis dans l'entrée",
    "a script without small letters": "لا يجوز إخراج\n\n12\n\nالمراجع من القاعة",
    "a head in one without spaces": "保護者と\n\n町営プール　案内　　　　　3\n\n一緒に入ります",
}
WHOLE = {
    "a sentence that has ended": "oil is collected.\n\nSkelby Port Authority\n\nat pier C",
    "a heading": "oil is collected at pier C\n\nSpeed limits\n\nThree knots are the most",
    "a list": "oil goes to pier C,\n- 14 drums of it\n- and the rest",
    "lines that were wrapped": "sold by Mr\nSmith and 14\npeople of his",
    "a row of a table": "oil\n\n| Pier C | 14 |\n\nlitres of it",
    "a gap wider than a page": f"oil is col-\n\nSkelby{' ' * 300}14\n\nLitres of it",
    "too long a line": f"oil\n\n{'Skelby ' * 12}\n\nlitres of it",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_a_page_puts_into_a_sentence_is_left_out(name: str) -> None:
    first, *_, last = BROKEN[name].split("\n")
    assert without_page_breaks(BROKEN[name]) == f"{first}\n{last}"


@pytest.mark.parametrize("name", WHOLE)
def test_lines_that_are_the_text_s_own_stay(name: str) -> None:
    assert without_page_breaks(WHOLE[name]) == WHOLE[name]


def test_more_lines_than_a_page_has_at_its_edges_are_text() -> None:
    text = "oil\n\nA b\n\nC d\n\nE f\n\nG h\n\nI j\n\nlitres of it"
    assert "A b" in without_page_breaks(text)
