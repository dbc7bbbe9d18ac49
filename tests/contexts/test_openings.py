"""Each word with which a sentence goes on from another, or points to it, has a sentence that hangs on it."""

import re
from pathlib import Path

import pytest

from listed import INNOCENT, lacking_word, sentences_in
from openbook.contexts.in_passing import stands_alone
from openbook.contexts.leaning import FIRST
from openbook.text.normalise import is_spaceless, unpointed
from openbook.text.word_lists import folded, listed
from openbook.text.words import words_once
from some import some

HERE = Path(__file__).parent / "lists"
SENTENCES = {name: sentences_in(HERE / f"{name}.txt") for name in ("openings", "pointers", "early_pointers")}
LANGUAGES = [(name, language) for name, by in SENTENCES.items() for language in by]


def is_told_alone(sentence: str, language: str) -> bool:
    """Whether a sentence stands alone behind the innocent ones of its language: fewer tell no language."""
    innocent = (
        one.removeprefix(INNOCENT) for by in SENTENCES.values() for one in by.get(language, ()) if one[0] == "~"
    )
    return stands_alone(sentence, " ".join((*innocent, sentence)))


def deciding(sentence: str, name: str, language: str) -> list[str]:
    """Return the entries of a list by which a sentence hangs on another: it begins with one, or has it."""
    known = listed(name)[language]
    if is_spaceless(sentence):
        return [word for word in known if sentence.startswith(word) or (name == "pointers" and word in sentence)]
    words = list(map(folded, words_once(unpointed(sentence))))
    row = " ".join(words[:FIRST] if name == "early_pointers" else words)
    return [entry for entry in known if re.search(pattern(entry, name), row)]


def pattern(entry: str, name: str) -> str:
    """Return an entry as a pattern of a sentence in small letters."""
    words = " ".join(map(folded, words_once(entry.replace("_", " "))))
    begins, ends = (r"\w{2,}" if entry[0] == "*" else ""), (r"\w*" if entry[-1] == "*" else r"(?!\S)")
    start = "^" if name == "openings" else r"(?<!\S)"
    return f"{start}{begins}{words}{ends}"


def is_told_alone_without(word: str, sentence: str, name: str, language: str) -> bool:
    with lacking_word(name, word):
        return is_told_alone(sentence, language)


@pytest.mark.parametrize(("name", "language"), LANGUAGES)
def test_a_sentence_that_hangs_on_another_is_told_by_one_word_alone(name: str, language: str) -> None:
    sentences = SENTENCES[name][language]
    hanging = some(one for one in sentences if not one.startswith(INNOCENT))
    innocent = some(one.removeprefix(INNOCENT) for one in sentences if one.startswith(INNOCENT))
    assert [one for one in (*hanging, *innocent) if is_told_alone(one, language)] == innocent
    told = [(deciding(one, name, language), one) for one in hanging]
    assert [one for words, one in told if len(words) != 1] == []
    assert [one for words, one in told if not is_told_alone_without(words[0], one, name, language)] == []


@pytest.mark.parametrize("name", SENTENCES)
def test_each_such_word_has_a_sentence(name: str) -> None:
    said = {
        (language, word)
        for language, by in SENTENCES[name].items()
        for one in by
        if not one.startswith(INNOCENT)
        for word in deciding(one, name, language)
    }
    known = {(language, word) for language, row in listed(name).items() for word in row}
    assert not known - said, "these want a sentence, or to be taken out"
