"""Checks for thoughts without content: those of no passage, and those that say no more than that one answers."""

from collections.abc import Sequence, Set
from functools import lru_cache

from openbook.codes import Code
from openbook.dialogue.checks.empty_words import talk
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.fruitless import DENIED, lacks_evidence
from openbook.dialogue.checks.going_round import goes_round
from openbook.dialogue.checks.hollow import says_none, stands_for_one, texts_of
from openbook.dialogue.checks.reckoned import goes_on_reckoning
from openbook.dialogue.checks.refusing import TOLD
from openbook.records import Item, Turn
from openbook.text.content import Content, is_number, stemmed, vocabulary_of
from openbook.text.leak import content
from openbook.text.mentions import mentions, short, unnumbered
from openbook.text.normalise import bare, holds
from openbook.text.phrases import any_within, phrases
from openbook.text.quotations import quotations
from openbook.text.said import spoken
from openbook.text.word_lists import all_of
from openbook.text.yes_no import side

OWNING_UP = ("memory_talk", "hedging")
"""Lists of words by which an answer says that it rests on no passage."""


def empty_thoughts(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find thoughts that quote nothing and have no word of the matter but their question's.

    What a field quotes of a passage that they name need not be said. Where no gold is shown, it is enough that they
    speak of a passage, and behind the first turn that nothing is there. The answer's own words, given twice, are no
    thoughts either.
    """
    if not item.passages:
        return None
    matter = vocabulary_of((*texts_of(item), *(passage.source for passage in item.passages)))
    names = _names(item)
    for number, turn in enumerate(turns, start=1):
        thoughts = turn.thoughts.strip()
        if goes_round(thoughts):
            return _empty(number, f"go round in circles: “{short(thoughts)}”")
        if not thoughts or quotations(thoughts):
            continue
        if mentions(thoughts) or any(name in thoughts for name in names):
            if number > 1 or not item.has_gold or _tells(item, turn, matter) or _shows_evidence(item, turn):
                continue
            quoted = "".join(f", such as “{short(one.quote)}”" for one in turn.citations[:1])
            return _empty(
                number, f"say of a passage that it answers, and not what it says{quoted}: “{short(thoughts)}”"
            )
        if _turns_ranks_down(thoughts, len(item.passages)):
            continue
        told = _is_told(item, turn, matter) or (number > 1 and _says_something(thoughts))
        told = told or goes_on_reckoning(item, turns[: number - 1], turn)
        is_carried_on = number > 1 and not item.has_gold and _finds_no_more(item, turn)
        if not (is_carried_on or stands_for_one(thoughts)) and holds(bare(turn.answer), bare(thoughts)):
            return _empty(
                number, f"are its answer once more, and go through no chunk by its number: “{short(thoughts)}”"
            )
        if (stands_for_one(thoughts) and not (is_carried_on and says_none(thoughts))) or not (told or is_carried_on):
            return _empty(number, f"say nothing of any passage: “{short(thoughts)}”")
    return None


def _says_something(thoughts: str) -> bool:
    """Whether thoughts have a word, and not figures alone, that is none of talk about thinking and answering."""
    return any(not is_number(word) and word not in _bearing() for word in content(thoughts))


def _finds_no_more(item: Item, turn: Turn) -> bool:
    """Whether a later turn has it that no passage tells: in its answer too, or that it speaks from memory there."""
    return lacks_evidence(turn) or any_within(turn.answer, DENIED if item.strict else OWNING_UP) != ""


def _shows_evidence(item: Item, turn: Turn) -> bool:
    """Whether a field quotes a passage that the thoughts name: they need not say once more what it says."""
    named = {one.rank for one in mentions(turn.thoughts)}
    shown = (one for one in turn.evidence if one.rank in named)
    return any(holds(bare(item.passages[one.rank - 1].text), bare(one.quote)) for one in shown)


def _is_told(item: Item, turn: Turn, matter: Set[str]) -> bool:
    """Whether thoughts that name no passage by its number are about the matter.

    They have words of it beside their question's; one of the answer is enough where they speak of sources too, and none
    where no gold is shown. A yes or a no may have its question's alone.
    """
    said, known = content(turn.thoughts), Content.of(turn.question).vocabulary | talk()
    own = sum(word in matter and word not in known for word in said)
    if own >= TOLD or not _weighs(turn.thoughts):
        return own >= TOLD
    is_asked = bool(side(turn.answer)) and sum(word in known and word in matter for word in said) >= TOLD
    leads = any(word in Content.of(turn.answer).vocabulary and word not in known for word in said)
    return not item.has_gold or leads or is_asked


def _empty(number: int, what: str) -> Finding:
    return Finding("empty_thoughts", Code.NO_ANSWER, f"the thoughts of turn {number} {what}")


def _tells(item: Item, turn: Turn, matter: Set[str]) -> bool:
    """Whether thoughts tell what a passage says; where a yes or a no is wanted, their question's words may be all.

    Where they say that it answers, they need a word of the passages: the question in other words tells nothing.
    """
    own = tells(turn.thoughts, turn.question, item)
    if bool(side(turn.answer)) or not phrases("interrogatives").within(turn.question):
        return bool(own) or len(tells(turn.thoughts, "", item)) >= TOLD
    if claims_to_answer(turn.thoughts):
        return bool(own & matter)
    return bool(own) or bool(phrases("negations").within(turn.thoughts))


def tells(text: str, question: str, item: Item) -> frozenset[str]:
    """Return a text's words beside its question's, the names of passages, and those that say that a passage answers."""
    for name in _names(item):
        text = text.replace(name, " ")
    said = content(unnumbered(text))
    return frozenset(said) - Content.of(question).vocabulary - _bearing()


def claims_to_answer(text: str) -> bool:
    """Whether a text says of something that it answers, or speaks of the question."""
    return not _answering().isdisjoint(Content.of(text).vocabulary)


def _names(item: Item) -> list[str]:
    """Return what the passages of an item are called, the longest first."""
    names = {name for one in item.passages for name in (one.source, one.source.rpartition("/")[2])}
    return sorted(names, key=lambda name: (-len(name), name))


def _turns_ranks_down(thoughts: str, count: int) -> bool:
    """Whether thoughts say of the bare numbers of passages that they don't help: `neither in 1 nor in 2`."""
    ranks = {str(rank) for rank in range(1, count + 1)}
    return bool(phrases("negations").within(thoughts)) and not ranks.isdisjoint(spoken(thoughts).split())


def _weighs(thoughts: str) -> bool:
    """Whether thoughts speak of passages or a search, or of what is remembered instead."""
    return any_within(thoughts, ("source_words", "search_words", "memory_talk", "none_of_them")) != ""


@lru_cache(maxsize=1)
def _answering() -> frozenset[str]:
    return stemmed(all_of("answering")) | all_of("answering")


@lru_cache(maxsize=1)
def _bearing() -> frozenset[str]:
    return talk() | _answering() | stemmed(all_of("bearing")) | all_of("bearing")
