"""The check that no distractor has the evidence too."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from openbook.codes import Code
from openbook.contexts.counterparts import ALTERED
from openbook.dialogue.checks.elsewhere import goes_on
from openbook.dialogue.checks.figures import SMALL_ONES
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.held import share
from openbook.dialogue.checks.openly import rests_on, says_of_another
from openbook.dialogue.checks.own_words import in_turn
from openbook.records import Item, Passage, Turn
from openbook.scenarios import SCENARIOS
from openbook.text.amounts import figures_of
from openbook.text.content import Content, is_number, numbers
from openbook.text.leak import content, sought, told
from openbook.text.normalise import bare, holds_words
from openbook.text.phrases import any_within, sentences
from openbook.text.unlaid import unpaged
from openbook.text.yes_no import side

MOST = 0.7
"""Share of a question's words in a sentence that is about the same."""
FEWEST_WORDS = 5
"""Words of a quotation from which a passage that has them too is taken to give the answer."""


def told_elsewhere(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find the distractors that tell an answer too, or hold what is quoted from gold: it would be untrue to pass over
    them. Those that the turns quote themselves are not passed over; nor is a copy of gold there as a distractor.
    """
    gold = [passage.text for passage in item.passages if passage.is_gold]
    if not gold or SCENARIOS[item.scenario].disagrees:
        return None
    used = {citation.rank for turn in turns for citation in turn.citations}
    copies = {f"{chunk.id}{ALTERED}" for chunk in item.gold}
    quotes = {bare(citation.quote) for turn in turns for citation in turn.citations}
    evidence = [
        quote for quote in quotes if len(quote.split()) >= FEWEST_WORDS and any(holds_words(one, quote) for one in gold)
    ]
    passed_over = [
        passage
        for passage in item.passages
        if not passage.is_gold and passage.rank not in used and passage.chunk_id not in copies
    ]
    source = "\n".join(unpaged(chunk.text) for chunk in item.gold) if passed_over else ""
    rows = in_turn(turns)
    telling = [
        passage
        for passage in passed_over
        if any(holds_words(passage.text, quote) for quote in evidence) or _tells(item, passage, source, rows)
    ]
    if not telling:
        return None
    which = " and ".join(f"chunk {passage.rank} ({passage.source})" for passage in telling)
    detail = f"{which} holds the answer too, although it is there as a distractor"
    return Finding("told_elsewhere", Code.ANSWER_LEAK, detail, tuple(passage.chunk_id for passage in telling))


def _tells(item: Item, shown: Passage, gold: str, rows: Sequence[tuple[int, Turn, str, str]]) -> bool:
    """Whether a passage tells the short answer of a turn, which is from gold; a later one may go on openly to it.

    `rows`: the turns as `in_turn` has them.
    """
    passage = shown.text
    for number, turn, _, asked in rows:
        figures = set(numbers(Content.of(turn.answer).vocabulary)) - {"1"} - Content.of(asked).vocabulary
        if figures and figures.isdisjoint(Content.of(passage).vocabulary):
            continue  # the same said of something else
        amounts = figures_of(turn.answer).amounts - figures_of(asked).amounts
        if amounts and amounts.isdisjoint(figures_of(passage).amounts):
            continue
        found = told(unpaged(passage), sought(asked, turn.short_answer or turn.answer, gold), by_chance=False)
        if found <= SMALL_ONES & Content.of(gold).vocabulary and not _counts_what(turn.question, found, passage):
            continue
        if not found or _says_of_it(turn, found, shown, gold) or (number > 1 and rests_on(turn, shown)):
            continue
        if not goes_on(item, [row[1] for row in rows[:number]]) and not affirms(unpaged(passage), found, turn.answer):
            return True
    return False


def _counts_what(question: str, words: frozenset[str], passage: str) -> bool:
    """Whether a sentence of a passage that has one of some words has most of a question's too."""
    asked = content(question)
    rows = (one for one in sentences(passage) if not words.isdisjoint(Content.of(one).vocabulary))
    return bool(asked) and any(share(asked, one) >= MOST for one in rows)


def _says_of_it(turn: Turn, words: frozenset[str], shown: Passage, gold: str) -> bool:
    """Whether an answer says what a passage tells of its own thing, by a word of its file's name that gold lacks."""
    named = Content.of(PurePosixPath(shown.source).stem).vocabulary - Content.of(gold).vocabulary
    return says_of_another(turn, " ".join(words), frozenset(one for one in named if not is_number(one)))


def affirms(passage: str, words: frozenset[str], statement: str) -> bool:
    """Whether a statement turns something around and no sentence of a passage does that has one of some words."""
    if not _denies(statement):
        return False
    return not any(_denies(one) for one in sentences(passage) if not words.isdisjoint(Content.of(one).vocabulary))


def _denies(text: str) -> bool:
    return side(text) == "no" or any_within(text, ("negations", "refraining")) != ""
