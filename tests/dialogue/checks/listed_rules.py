"""What the words of a list decide in a sentence, each rule by the check that asks them."""

from collections.abc import Callable
from dataclasses import replace

from written import chunk, item

from openbook.codes import Code
from openbook.dialogue.checks.ascribed import told
from openbook.dialogue.checks.citations import wrong_citation
from openbook.dialogue.checks.cut_short import cut_short
from openbook.dialogue.checks.deixis import unseen_text
from openbook.dialogue.checks.exchanged import exchanged
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
from openbook.records import Citation, Question, Turn
from openbook.text.clauses import is_about_the_search
from openbook.text.denial import denial
from openbook.text.language import languages_of
from openbook.text.omissions import fault
from openbook.text.quotations import quotations

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


def points_to_a_part(text: str) -> bool:
    return bool(unseen_part(text, languages_of(text.casefold()), [GOLD]))


def points_to_a_text(text: str) -> bool:
    return bool(unseen_text(text, GOLD.text))


def names_another(text: str) -> bool:
    """Whether an answer names somebody from another clause of what is quoted than its question is about."""
    question, quote, answer = text.split(" / ")
    return bool(exchanged(Turn(question, "", answer), (quote,)))


def is_laid_elsewhere(text: str) -> bool:
    """Whether a statement of one passage may not be laid in the mouth of another."""
    gold = chunk(text, "a.md")
    turn = Turn("Which?", "", f"{text.rstrip('.।。')} [2].")
    return wrong_citation(item(gold, [gold, OTHER]), [turn]) is not None


def ends_before_its_condition(text: str) -> bool:
    """Whether a yes may not rest on what stands before a bar."""
    said = text.partition("/")[0].strip()
    gold = chunk(text.replace(" /", "").replace("/", ""), "a.md")
    return bool(cut_short(item(gold, [gold]), Turn("May they?", "", "Yes.", (Citation(1, said),))))


def is_cut_from_its_condition(text: str) -> bool:
    """Whether dots may not stand for what stands behind a bar, or before it."""
    head, _, tail = text.partition("/")
    source = text.replace(" /", "").replace("/", "")
    return any(fault(said, source) for said in (f"{head.strip()} …", f"… {tail.strip()}"))


def asks(text: str) -> bool:
    """Whether words are a question, although a passage says the same."""
    gold = chunk(text, "a.md")
    return no_question(item(gold, [gold]), [Turn(text, "", "Ten.")]) is None


RULES: dict[str, tuple[Callable[[str], bool], ...]] = {
    "acknowledging": (asked,),
    "assistants": (thought,),
    "ascribing": (laid,),
    "asking": (asks,),
    "conditions": (ends_before_its_condition, is_cut_from_its_condition),
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
    "declining": (recalled, answered),
    "refusals": (recalled, answered),
    "staging": (thought,),
    "suggesting": (suggested,),
    "to_fill_in": (answered,),
    "told": (somebody_said,),
    "unable": (answered,),
    "narrowing": (is_laid_elsewhere,),
    "wanted_questions": (asked,),
    "who": (names_another,),
}
"""What of a draft is refused by the words of a list; each sentence decides by one of them."""
OF_WORDS: dict[str, tuple[Callable[[str], bool], ...]] = {
    "reply_parts": (asked, answered),
    "search_talk": (is_about_the_search,),
}
"""The same of lists of single words, all of which must be there."""


PATTERNS: dict[str, Callable[[str], bool]] = {
    "numbered_parts": points_to_a_part,
    "pointing_adjectives": pointed,
    "unseen_texts": points_to_a_text,
}
"""The same of lists of patterns, whose parts `.ci/entries` takes out: each by what asks it alone, where one does."""
