"""What passages are called with a figure behind it, in ten languages."""

import pytest

from openbook.text.mentions import mentions

CALLED = (
    "Segment 2 and trozo 2: see segments 2 and 2.",
    "Segment 2 hilft.",
    "Textteil 2 hilft, Stück 2 auch.",
    "Le morceau 2 aide.",
    "El trozo 2 ayuda.",
    "Выдержка 2 помогает.",
    "Кусок 2 помогает.",
    "القطعة 2 تفيد.",
    "टुकड़ा 2 मदद करता है।",
    "조각 2가 답한다.",
    "토막 2에 있다.",
    "지문 2에 있다.",
    "본문 2에 있다.",
    "节选2有答案。",
    "節選2有答案。",
    "摘录2有答案。",
    "文本块2有答案。",
    "引用2有答案。",
    "テキスト2にある。",
)


@pytest.mark.parametrize("text", CALLED)
def test_a_noun_for_a_passage_with_a_figure_mentions_it(text: str) -> None:
    assert {one.rank for one in mentions(text)} == {2}


@pytest.mark.parametrize("text", ["조각 2개를 먹는다.", "摘录2份。", "テキスト2枚。", "Stück für Stück."])
def test_what_is_counted_is_no_passage(text: str) -> None:
    assert not mentions(text)
