"""Each entry of the lists of words has a sentence in which it decides; beside it stand innocent ones."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from listed_rules import OF_WORDS, PATTERNS, RULES, ends_before_its_condition, pointed, thought
from written import chunk, item

from listed import INNOCENT, entries_of, lacking, lacking_word, sentences_in, words_in
from openbook.dialogue.checks.prompt_leak import prompt_leak
from openbook.records import Turn
from openbook.text.phrases import phrases
from openbook.text.word_lists import all_of, listed
from some import some

HERE = Path(__file__).parent / "lists"
SENTENCES = {name: sentences_in(HERE / f"{name}.txt") for name in (*RULES, *OF_WORDS)}


def complaints(name: str, language: str) -> Iterator[str]:
    """Yield what is wrong with the verdicts on the sentences of a list.

    Innocent ones pass; others are refused, and not without the phrase of the list that they have, or any of its words.
    """
    rules = RULES.get(name) or OF_WORDS[name]
    for sentence in some(SENTENCES[name][language]):
        if sentence.startswith(INNOCENT):
            yield from ("a false alarm: " + sentence for rule in rules[:1] if rule(sentence.removeprefix(INNOCENT)))
            continue
        told = [rule for rule in rules if rule(sentence)]
        if not told:
            yield f"passes: {sentence}"
        for entry in [phrases(name).within(sentence)] if name in RULES else words_in(name, sentence):
            with lacking(name, entry) if name in RULES else lacking_word(name, entry):
                if all(rule(sentence) for rule in told):
                    yield f"is told without “{entry}” too: {sentence}"


@pytest.mark.one_in(5)
@pytest.mark.parametrize(("name", "language"), [(name, one) for name, by in SENTENCES.items() for one in by])
def test_what_listed_words_decide_is_told_by_them_alone(name: str, language: str) -> None:
    assert not list(complaints(name, language))


def fired(name: str) -> list[str]:
    """Return the sentences that are no innocent ones."""
    return [one for by in SENTENCES[name].values() for one in by if not one.startswith(INNOCENT)]


POINTING = {name: sentences_in(HERE / f"{name}.txt") for name in PATTERNS}


@pytest.mark.parametrize(("name", "language"), [(name, one) for name, by in POINTING.items() for one in by])
def test_what_a_pattern_decides(name: str, language: str) -> None:
    sentences = some(POINTING[name][language])
    wanted = [one for one in sentences if not one.startswith(INNOCENT)]
    for decides in (PATTERNS[name], pointed):
        assert [one for one in sentences if decides(one.removeprefix(INNOCENT))] == wanted


@pytest.mark.parametrize("name", RULES)
def test_each_phrase_of_a_list_has_a_sentence(name: str) -> None:
    said = {language: [one for one in by if not one.startswith(INNOCENT)] for language, by in SENTENCES[name].items()}
    said["signs"] = fired(name)
    decided = {(language, phrases(name).within(one)) for language, by in said.items() for one in by}
    assert not entries_of(name) - decided, "these want a sentence, or to be taken out"


@pytest.mark.parametrize("name", OF_WORDS)
def test_each_word_of_a_list_has_a_sentence(name: str) -> None:
    decided = {word for one in fired(name) for word in words_in(name, one)}
    assert not (all_of(name) | frozenset(listed(name).get("signs", ()))) - decided, (
        "these want a sentence, or to be taken out"
    )


@pytest.mark.parametrize(
    "thoughts", ["Per the instructions, the lid comes off first.", "By the prompt, the lid comes off first."]
)
def test_words_of_the_matter_give_nothing_away(thoughts: str) -> None:
    gold = chunk("Prompts: take off the lid. Read all instructions.", "a.md")
    assert not prompt_leak(item(gold, [gold]), [Turn("What comes off first?", thoughts, "The lid.")])
    assert thought(thoughts)


@pytest.mark.parametrize("words", ["only if", "except where", "a no ser que"])
def test_a_condition_begins_with_its_words_whatever_others_are_in_it(words: str) -> None:
    assert ends_before_its_condition(f"Dogs travel free, / {words} ropes hold.")
    assert not ends_before_its_condition(f"Dogs travel free, / where ropes {words} hold.")


@pytest.mark.slow
def test_the_script_that_tries_entries_says_that_each_one_of_a_list_decides() -> None:
    script = [sys.executable, str(HERE.parents[3] / ".ci" / "entries"), "choices"]
    ended = subprocess.run(script, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr or ended.stdout
    assert re.search(r"choices: [1-9]\d* entries, [1-9]\d* killed, 0 survived", ended.stdout)
