"""Lists of words share one look at a text; what one of them finds doesn't hang on which others are in use."""

import re
from pathlib import Path

import pytest

from openbook.text import phrases as module
from openbook.text import said
from openbook.text.phrases import phrases, sentences
from openbook.text.said import AskedLists, SaidText, looked_at
from openbook.text.word_lists import LISTS
from openbook.text.words import words


def test_a_text_is_looked_at_anew_by_a_list_that_came_into_use_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "IN_USE", {True: AskedLists()})
    monkeypatch.setattr(said, "IN_USE", module.IN_USE)
    text = "It has never been half as warm as that."
    read = module._entries.__wrapped__
    assert read("negations", True).of(looked_at(text)) == "never"
    assert read("halves", True).of(looked_at(text)) == "half"


def test_a_list_is_told_by_words_their_beginnings_and_pieces_inside_of_them() -> None:
    lists = AskedLists()
    bits = [lists.add({"oil"}), lists.add(frozenset(), {"lam"}), lists.add(frozenset(), inside={"ick"})]
    words = ("oil", "oils", "lamps", "wicks", "x" * 39, "x" * 40)
    assert [[lists.lists.of(word) & bit > 0 for bit in bits] for word in words] == [
        [True, False, False], [False] * 3, [False, True, False], [False, False, True], [False] * 3, [False, False, True]
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["conditions", "memory_talk", "negations", "refusals", "staging"])
def test_a_text_in_ascii_has_of_a_list_what_it_has_of_the_entries_in_any_letters(name: str) -> None:
    texts = [" ".join(words(entry)) for _, entries in module._lines(name) for entry in entries]
    plain = [text for text in texts if text.isascii()]
    assert 0 < len(plain) < len(texts)
    found = [phrases(name).within(text) for text in plain]
    assert all(found)
    assert found == [phrases(name).within(f"{text} –") for text in plain]


def test_words_that_are_written_in_ascii_when_they_are_folded_are_found_in_such_a_text() -> None:
    assert phrases("negations").within("ausser am Sonntag") == "ausser"
    assert phrases("negations").within("außer am Sonntag") == "ausser"


def test_a_list_searches_no_text_that_has_none_of_the_words_with_which_its_entries_begin(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    searched: list[str] = []
    found = module._Entries._found

    def counted(self: module._Entries, text: SaidText) -> str:
        searched.append(text.row)
        return found(self, text)

    monkeypatch.setattr(module._Entries, "_found", counted)
    names = ("negations", "hedges", "search_words", "source_words", "refusals", "memory_talk", "asking")
    texts = [f"Larkhill lamps burn rape oil, number {number}." for number in range(5)]
    assert not any(phrases(name).within(text) for name in names for text in texts)
    assert searched == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three", ("One.", "Two!", "Three")),
        ('He said "no." Then he left.', ('He said "no.', "Then he left.")),
        ("1.5 metres.\n\nNext", ("1.5 metres.", "Next")),
        ("A line\nanother. (Third.) Fourth", ("A line", "another.", "(Third.", "Fourth")),
        ("灯が消えた。船は待つ！ Yes. No", ("灯が消えた。", "船は待つ！", "Yes.", "No")),
        ("هل يعمل؟ نعم. لا", ("هل يعمل؟", "نعم.", "لا")),
        ("Wait... what? ", ("Wait...", "what?")),
        ("...\n. x", ("...", ".", "x")),
    ],
)
def test_a_sentence_ends_with_its_point_and_what_closes_behind_it_goes(text: str, parts: tuple[str, ...]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("name", "text"), [("search_words", "Ничего не нашел."), ("search_words", "Я нашёл."), ("hedging", "رُبَّما عشرة.")]
)
def test_words_are_told_however_they_are_spelled(name: str, text: str) -> None:
    """Russian is written with or without its dots, Arabic with or without its signs of vowels."""
    assert phrases(name).within(text)


@pytest.mark.parametrize("path", sorted(LISTS.glob("*.txt")), ids=lambda path: path.stem)
def test_each_line_of_a_list_says_what_it_has(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert not [line for line in lines if not re.match(r"[^<=>:]+:", line)]


@pytest.mark.parametrize("word", ["how", "kettle", "wann", "वह", "कब", "谁", "librari"])
def test_a_word_by_itself_is_of_a_list_that_finds_it_in_a_text(word: str) -> None:
    assert phrases("interrogatives").of_one(word) == (phrases("interrogatives").within(word) != "")
