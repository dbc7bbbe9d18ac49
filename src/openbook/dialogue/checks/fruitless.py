"""Where a text says that a search was fruitless: that its sources, or what was found, don't tell."""

from openbook.records import Turn
from openbook.text.clauses import clauses, is_about_the_search
from openbook.text.content import GRAMMAR, Content
from openbook.text.leak import content
from openbook.text.mentions import mentions
from openbook.text.normalise import length
from openbook.text.phrases import any_within, may_have, phrases, sentences
from openbook.text.said import spoken
from openbook.text.yes_no import side

SEARCHED = ("search_words", "source_words")
"""Lists of words by which a text speaks of where was looked."""
TOLD = (*SEARCHED, "telling")
"""The same, or of what a source does that has the answer: where nothing else is said, `it is not stated` is enough."""
DENIED = ("negations", "in_vain")
"""Lists of words by which a text denies something."""

A_SORRY = 2
"""Words of an apology, after which an answer begins."""
HALF = 0.5
"""Share of a clause's own words that a statement of gold must have for the clause to repeat it, or …"""
SOME = 2
"""… so many of them."""


def finds_nothing(text: str, signs: tuple[str, ...] = SEARCHED) -> bool:
    """Whether a text denies something, and speaks of passages or has a word of one of the lists `signs`."""
    return any_within(text, DENIED) != "" and (bool(mentions(text)) or any_within(text, signs) != "")


def lacks_evidence(turn: Turn) -> bool:
    """Whether a turn has it that no passage tells: in its field, or in thoughts that deny something."""
    return turn.found is False or any_within(turn.thoughts, DENIED) != ""


def turns_down(turn: Turn, gold: str) -> bool:
    """Whether the first thing that an answer says is that its sources don't tell, or that it remembers something.

    Whatever it guesses then makes no difference. An apology may stand before it, but nothing of the matter. What gold
    says itself (`If no root is found, …`), or what is quoted, is no word about a search.
    """
    if not may_have(turn.answer, *DENIED, "memory_talk"):
        return False
    if side(turn.answer) or any(finds_nothing(one.quote) for one in turn.citations):
        return False
    matter = Content.of(gold).vocabulary | Content.of(turn.question).vocabulary
    signs: tuple[str, ...] = TOLD
    for opening in clauses(turn.answer):
        if speaks_from_memory(opening, gold) or finds_nothing(opening, signs):
            return not _is_of_gold(opening, turn.question, gold)
        if any(word in matter and not GRAMMAR.fullmatch(word) for word in content(opening)):
            return False
        if length(opening) > A_SORRY and not is_about_the_search(opening):
            signs = SEARCHED
    return False


def speaks_from_memory(text: str, gold: str) -> bool:
    """Whether a text says that it speaks from memory, in words that gold has not: there a model may be `recalled`."""
    if not (found := phrases("memory_talk").within(text)):
        return False
    held, rest = spoken(gold), spoken(text)
    while found and found in held and f" {found} " in rest:
        rest = rest.replace(f" {found} ", " ")
        found = phrases("memory_talk").within(rest)
    return found != "" and found not in held


def _is_of_gold(clause: str, question: str, gold: str) -> bool:
    """Whether a clause repeats a statement of gold that denies: it has most of the words that its question has not."""
    theirs = [frozenset(content(one)) for one in sentences(gold) if finds_nothing(one, TOLD)]
    said = frozenset(content(clause)).difference(content(question))
    if not said:
        return bool(theirs)
    return any(len(said & one) >= min(HALF * len(said), SOME) for one in theirs)
