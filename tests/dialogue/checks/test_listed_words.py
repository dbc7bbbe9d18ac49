"""Each entry of the lists of words has a sentence in which it decides; beside it stand innocent ones."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from written import chunk, item

from listed import INNOCENT, entries_of, lacking, lacking_word, sentences_in, words_in
from openbook.codes import Code
from openbook.dialogue.checks.ascribed import told
from openbook.dialogue.checks.deixis import unseen_text
from openbook.dialogue.checks.figures import invented
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.grounded import ungrounded
from openbook.dialogue.checks.hollow import no_answer
from openbook.dialogue.checks.prompt_leak import prompt_leak
from openbook.dialogue.checks.question_form import deixis, no_question
from openbook.dialogue.checks.recall import recall_cites, search_unsaid
from openbook.dialogue.checks.turned_around import turned_around
from openbook.dialogue.checks.unseen_parts import unseen_part
from openbook.dialogue.reply.trimming import without_chatter
from openbook.dialogue.shortening import without_its_fault
from openbook.records import Question, Turn
from openbook.text.clauses import is_about_the_search
from openbook.text.denial import denial
from openbook.text.language import languages_of
from openbook.text.phrases import phrases
from openbook.text.quotations import quotations
from openbook.text.word_lists import all_of, listed
from some import some

HERE = Path(__file__).parent / "lists"
GOLD = chunk("Ropes hang in the loft. A crossing is 14 crowns.", "a.md")
OTHER = chunk("Paint is sold by weight.", "b.md")
SHOWN, HIDDEN = item(GOLD, [GOLD, OTHER]), item(GOLD, [OTHER])


def asked(text: str) -> bool:
    """Whether a question is refused."""
    return no_question(SHOWN, [Turn(text, "", "Ten.")]) is not None


def thought(text: str) -> bool:
    """Whether thoughts give away how they were made."""
    return prompt_leak(SHOWN, [Turn("Ropes?", text, "Ten.")]) is not None


def answered(text: str) -> bool:
    """Whether an answer to what gold tells is none."""
    return no_answer(SHOWN, [Turn("Which?", "", text)]) is not None


def recalled(text: str) -> bool:
    """Whether an answer from memory is none."""
    return no_answer(HIDDEN, [Turn("Which?", "", text)]) is not None


def given_away(text: str) -> bool:
    """Whether an answer gives away how it was made."""
    return prompt_leak(SHOWN, [Turn("Which?", "", text)]) is not None


def unsaid(text: str) -> bool:
    """Whether an answer from memory passes for one from a source."""
    return search_unsaid(HIDDEN, [Turn("Which?", "", text)]) is not None


def said(text: str) -> bool:
    return not unsaid(text)


def guessed(text: str) -> bool:
    """Whether a later answer from memory is put as a guess."""
    return not search_unsaid(HIDDEN, [Turn("Which?", "", "From memory, yes."), Turn("And?", "", text)])


def turned_down(text: str) -> bool:
    """Whether thoughts turn down all passages, although one tells."""
    return ungrounded(SHOWN, [Turn("Which?", text, "Ropes.")]) is not None


def spares_one(text: str) -> bool:
    """Whether thoughts that turn passages down leave one out."""
    return not turned_down(text)


def denied(text: str) -> bool:
    """Whether an answer turns down the passages, although one tells."""
    return ungrounded(SHOWN, [Turn("Which?", "", text)]) is not None


def pointed(text: str) -> bool:
    """Whether a first question points to what its reader does not see."""
    return deixis(SHOWN, [Turn(text, "", "Ten.")]) is not None


def laid(text: str) -> bool:
    """Whether an answer from memory lays something in a source's mouth."""
    return recall_cites(HIDDEN, [Turn("Which?", "", text)]) is not None


def denies(text: str) -> bool:
    return denial(text) is not None


def agreed(answer: str) -> bool:
    """Whether an answer allows what is quoted as not allowed."""
    return bool(turned_around(Turn("Do dogs enter the saloon?", "", answer), ("Dogs may not enter the saloon.",)))


def turned(text: str) -> bool:
    """Whether what follows a yes turns it."""
    return not agreed(f"Yes. {text}")


def asks_for_more_than_a_yes(text: str) -> bool:
    """Whether an answer that only sends its reader about the text says nothing to a question."""
    sending = "Please refer to the text above, read the passage below and see the answer there."
    return no_answer(SHOWN, [Turn(text, "", sending)]) is not None


def somebody_said(text: str) -> bool:
    return told(quotations(text)[0], text)


def suggested(text: str) -> bool:
    return not somebody_said(text)


def comes_from_nowhere(text: str) -> bool:
    """Whether an answer has a figure that neither a text has nor anybody may have worked out or counted."""
    return invented(SHOWN, [Turn("?", "", text)]) is not None


def is_worked_out(text: str) -> bool:
    return not comes_from_nowhere(text)


def lets_choose(text: str) -> bool:
    return not asks_for_more_than_a_yes(text)


def remarked(text: str) -> bool:
    """Whether a remark behind an answer speaks of what was ordered, and is left out."""
    return without_chatter(f"In the loft.\n\nNote: {text}") == "In the loft."


def leans(text: str) -> bool:
    """Whether an answer leans on the turn before it, which was refused and may not be left out."""
    turns = (Turn("Ropes?", "", "In the loft."), Turn("Paint?", "", "Who knows."), Turn("Boats?", "", text))
    asked = replace(SHOWN, questions=tuple(Question(turn.question, turn.answer) for turn in turns))
    found = Finding("no_answer", Code.NO_ANSWER, "says nothing", at=(2,), turns=turns)
    return without_its_fault(asked, found, 1) is None


RULES: dict[str, tuple[Callable[[str], bool], ...]] = {
    "acknowledging": (asked,),
    "assistants": (thought,),
    "ascribing": (laid,),
    "document_words": (laid,),
    "earlier_talk": (leans,),
    "form_talk": (remarked,),
    "composed": (thought,),
    "composing": (thought,),
    "bounds": (comes_from_nowhere,),
    "halves": (is_worked_out,),
    "hedging": (guessed,),
    "in_vain": (said,),
    "machines": (recalled, answered),
    "memory_talk": (said,),
    "none_of_them": (turned_down,),
    "negations": (said, denies),
    "other_ones": (spares_one,),
    "search_words": (said,),
    "source_words": (said, laid),
    "telling": (denied,),
    "otherwise": (turned,),
    "permissions": (agreed,),
    "refraining": (turned,),
    "choices": (lets_choose,),
    "first_person": (answered,),
    "interrogatives": (asks_for_more_than_a_yes,),
    "making": (given_away,),
    "orders": (thought,),
    "offering": (asked,),
    "refusals": (recalled, answered),
    "staging": (thought,),
    "suggesting": (suggested,),
    "to_fill_in": (answered,),
    "told": (somebody_said,),
    "unable": (answered,),
    "wanted_questions": (asked,),
}
"""What of a draft is refused by the words of a list; each sentence decides by one of them."""
OF_WORDS: dict[str, tuple[Callable[[str], bool], ...]] = {
    "reply_parts": (asked, answered),
    "search_talk": (is_about_the_search,),
}
"""The same of lists of single words, all of which must be there."""


def points_to_a_part(text: str) -> bool:
    return bool(unseen_part(text, languages_of(text.casefold()), [GOLD]))


def points_to_a_text(text: str) -> bool:
    return bool(unseen_text(text, GOLD.text))


PATTERNS: dict[str, Callable[[str], bool]] = {
    "numbered_parts": points_to_a_part,
    "pointing_adjectives": pointed,
    "unseen_texts": points_to_a_text,
}
"""The same of lists of patterns, whose parts `.ci/entries` takes out: each by what asks it alone, where one does."""
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


@pytest.mark.slow
def test_the_script_that_tries_entries_says_that_each_one_of_a_list_decides() -> None:
    script = [sys.executable, str(HERE.parents[3] / ".ci" / "entries"), "choices"]
    ended = subprocess.run(script, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr or ended.stdout
    assert re.search(r"choices: [1-9]\d* entries, [1-9]\d* killed, 0 survived", ended.stdout)
