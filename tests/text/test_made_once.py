"""What is made of a text is made once, and a bounded number is kept."""

import pytest

from openbook.text import made_once, said, stemming
from openbook.text.made_once import MadeOfWords, MadeOnce
from openbook.text.phrases import phrases
from openbook.text.stemming import _known, tokens_of


def counted(most: int) -> tuple[MadeOnce[int], list[str]]:
    """Return the lengths of texts, and the texts that were measured for them."""
    measured: list[str] = []

    def measure(text: str) -> int:
        measured.append(text)
        return len(text)

    return MadeOnce(measure, most), measured


def test_what_is_asked_for_again_is_not_made_again() -> None:
    lengths, measured = counted(most=2)
    assert [lengths["lamp"], lengths["oil"], lengths["lamp"]] == [4, 3, 4]
    assert measured == ["lamp", "oil"]


def test_what_is_asked_for_between_others_is_kept_however_many_there_are() -> None:
    lengths, measured = counted(most=4)
    for number in range(40):
        assert lengths["lamp"] == 4
        assert lengths[str(number)] > 0
    assert measured.count("lamp") == 1


def test_no_more_than_twice_as_many_are_kept_as_are_wanted() -> None:
    lengths, measured = counted(most=4)
    texts = [str(number) for number in range(40)]
    assert [lengths[text] for text in texts] == list(map(len, texts))
    assert len(lengths) <= 4
    assert [lengths[text] for text in texts[:30]] == list(map(len, texts[:30]))
    assert len(measured) == 70  # the first ones were let go


def test_what_is_forgotten_is_made_again() -> None:
    lengths, measured = counted(most=4)
    assert lengths["lamp"] == 4
    lengths.cache_clear()
    assert lengths["lamp"] == 4
    assert measured == ["lamp", "lamp"]


def test_the_first_words_stay_and_others_are_made_again_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made_once, "MET", 2)
    made: list[str] = []

    def measure(word: str) -> int:
        made.append(word)
        return len(word)

    lengths = MadeOfWords(measure)
    assert [lengths[word] for word in ("lamp", "oil", "wick", "lamp", "wick", "oil")] == [4, 3, 4, 4, 4, 3]
    assert (made, lengths.others) == (["lamp", "oil", "wick", "wick"], 2)
    lengths.clear()
    assert (lengths["wick"], lengths["wick"], lengths.others, made[4:]) == (4, 4, 0, ["wick"])


def test_texts_are_read_alike_when_their_words_are_no_longer_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"Lamp {n} burns {n + 2} of twenty one litres, word{n}a as ever." for n in range(40)]
    read = [tokens_of(text) for text in texts], [phrases("negations").within(f"{text} Never.") for text in texts]
    _known().clear()
    for module in (made_once, stemming, said):
        monkeypatch.setattr(module, "MET", 3)
    for lists in said.IN_USE.values():
        lists.lists.told.clear()
        lists.lists.texts.cache_clear()
    again = [tokens_of(text) for text in texts], [phrases("negations").within(f"{text} Never.") for text in texts]
    assert again == read
    assert len(_known()) <= 3
    assert len(_known().linked) <= 6
    assert max(len(lists.lists.told) for lists in said.IN_USE.values()) == 3
