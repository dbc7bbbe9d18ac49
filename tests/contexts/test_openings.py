"""Each word with which a sentence goes on from another has one that can't be told alone because of it."""

from pathlib import Path

import pytest

from listed import INNOCENT, lacking_word, sentences_in
from openbook.contexts.in_passing import stands_alone
from openbook.text.normalise import is_spaceless
from openbook.text.word_lists import folded, listed
from some import some

SENTENCES = sentences_in(Path(__file__).parent / "lists" / "openings.txt")


def is_told_alone(sentence: str, language: str) -> bool:
    """Whether a sentence stands alone behind the innocent ones of its language."""
    before = (one.removeprefix(INNOCENT) for one in SENTENCES[language] if one.startswith(INNOCENT))
    return stands_alone(sentence, " ".join((*before, sentence)))


def opening(sentence: str, language: str) -> str:
    """Return the word of the list with which a sentence begins."""
    known = listed("openings")[language]
    if is_spaceless(sentence):
        return next(word for word in known if sentence.startswith(word))
    return folded(sentence.split()[0])


def is_told_alone_without_its_first_word(sentence: str, language: str) -> bool:
    with lacking_word("openings", opening(sentence, language)):
        return is_told_alone(sentence, language)


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_that_goes_on_from_another_is_told_by_its_first_word_alone(language: str) -> None:
    going_on = some(one for one in SENTENCES[language] if not one.startswith(INNOCENT))
    innocent = some(one.removeprefix(INNOCENT) for one in SENTENCES[language] if one.startswith(INNOCENT))
    assert [one for one in (*going_on, *innocent) if is_told_alone(one, language)] == innocent
    assert [one for one in going_on if not is_told_alone_without_its_first_word(one, language)] == []


@pytest.mark.parametrize("language", listed("openings"))
def test_each_opening_has_a_sentence(language: str) -> None:
    said = {opening(one, language) for one in SENTENCES[language] if not one.startswith(INNOCENT)}
    assert not set(map(folded, listed("openings")[language])) - said, "these want a sentence, or to be taken out"
