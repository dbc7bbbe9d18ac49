"""An answer that ends with a word that ends no sentence breaks off, and no other does."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from listed import sentences_in
from openbook.dialogue.checks.breaking_off import LONG, breaks_off
from openbook.text.normalise import length
from openbook.text.word_lists import listed
from some import some

ANSWERS = sentences_in(Path(__file__).parent / "lists" / "unfinished.txt")
BAR = "|"
_LAST = re.compile(r"[\w\u0900-\u0963]+$")
_END = re.compile(r"(?<=[^\W\d_]|[\u0900-\u0963])(?=[\s|.,]|$)")


def before_bars(answers: Iterable[str]) -> frozenset[str]:
    """Return the words behind which there is a bar somewhere: an answer that is cut behind one breaks off."""
    return frozenset(re.findall(rf"([\w\u0900-\u0963]+)\{BAR}", " ".join(answers)))


def cut(answer: str) -> Iterator[str]:
    """Yield an answer cut behind each of its words, from the one on by which it is long."""
    texts = (answer[: end.start()].replace(BAR, "") for end in _END.finditer(answer))
    return (text for text in texts if length(text) >= LONG)


@pytest.mark.parametrize("language", ANSWERS)
def test_an_answer_breaks_off_at_each_word_that_ends_none(language: str) -> None:
    ends_none = tuple(before_bars(ANSWERS[language]))
    texts = some(text for answer in ANSWERS[language] for text in cut(answer))
    assert not [text for text in texts if breaks_off(text) is not (_LAST.findall(text)[-1] in ends_none)]


def test_each_word_that_ends_no_sentence_is_met() -> None:
    words = before_bars(answer for answers in ANSWERS.values() for answer in answers)
    listed_words = {word for head, row in listed("unfinished").items() if head != "signs" for word in row}
    assert not listed_words - words
    assert not [sign for sign in listed("unfinished")["signs"] if not any(word.endswith(sign) for word in words)]
