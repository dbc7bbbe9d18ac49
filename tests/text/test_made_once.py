"""What is made of a text is made once, and a bounded number is kept."""

from openbook.text.made_once import MadeOnce


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
