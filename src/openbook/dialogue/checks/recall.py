"""Checks of answers from memory: they say that nothing was found, and lay nothing in a source's mouth."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.records import Item, Turn
from openbook.text.content import Content, is_number, vocabulary_of
from openbook.text.leak import content
from openbook.text.mentions import mentions, short
from openbook.text.phrases import phrases, sentences

SHOWN = 0.5
"""Share of a statement's own words that the context must have for the statement to be a passage's."""
GIVEN_AWAY = 2
"""Words of hidden gold, or one figure of it, by which thoughts lay its matter in a passage's mouth."""

_FILE = re.compile(
    r"(?<![\w./\\-])[\w./\\-]{1,120}\.(?:md|markdown|txt|pdf|docx?|html?|xhtml|epub|csv|tsv|jsonl?|rst|tex|odt|rtf|xlsx?|pptx?)(?!\w)"
)


def recall_cites(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find what an item without gold lays in a source's mouth although no passage says it."""
    if item.has_gold or not item.passages:
        return None
    shown = vocabulary_of(tuple(passage.text for passage in item.passages))
    hidden = vocabulary_of(tuple(chunk.text for chunk in item.gold)) - shown
    asked: frozenset[str] = frozenset()
    for number, turn in enumerate(turns, start=1):
        asked |= Content.of(turn.question).vocabulary
        if turn.found and not item.strict:
            return _found(number, "says in its field that the passages hold the answer, and they don't")
        if name := _unseen_file(turn.answer, item, turns):
            return _found(number, f"names the file {name}, which was not shown")
        for sentence in sentences(turn.answer):
            if _claims(sentence) and not _is_shown(sentence, shown, asked):
                return _found(number, f"answers from memory, yet says “{short(sentence)}”")
        for sentence in sentences(turn.thoughts):
            if mentions(sentence) and not _owns_up(sentence) and _gives_away(sentence, hidden - asked):
                return _found(number, f"lays in a passage's mouth what none of them says: “{short(sentence)}”")
    return None


def search_unsaid(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a conversation from memory that never says that the search found nothing, or that it speaks from memory."""
    if item.has_gold or item.strict:
        return None
    if any(_owns_up(turn.answer) or _speaks_of_its_search(turn.answer) for turn in turns):
        return None
    detail = "no answer says that the search found nothing on the question"
    return Finding("search_unsaid", Code.WRONG_CITATION, detail)


def _found(number: int, detail: str) -> Finding:
    return Finding("recall_cites", Code.WRONG_CITATION, f"turn {number} {detail}")


def _claims(sentence: str) -> bool:
    """Whether a sentence says that a source says something."""
    if not phrases("ascribing").within(sentence) or _owns_up(sentence):
        return False
    return bool(mentions(sentence) or phrases("source_words").within(sentence) or _FILE.search(sentence))


def _owns_up(text: str) -> bool:
    return bool(phrases("memory_talk").within(text))


def _speaks_of_its_search(text: str) -> bool:
    """Whether a text says of sources or of a search that they give nothing."""
    return any(
        phrases("negations").within(sentence)
        and (phrases("source_words").within(sentence) or phrases("search_words").within(sentence) or mentions(sentence))
        for sentence in sentences(text)
    ) or bool(phrases("search_words").within(text))


def _is_shown(sentence: str, shown: frozenset[str], asked: frozenset[str]) -> bool:
    """Whether what a sentence says of itself, or that something isn't said, is in the context."""
    own = [word for word in content(sentence) if word not in asked and not _is_talk(word)]
    if not own:
        return bool(phrases("negations").within(sentence))
    return sum(word in shown for word in own) >= SHOWN * len(own) or (
        bool(phrases("negations").within(sentence)) and not any(is_number(word) and word not in shown for word in own)
    )


def _is_talk(word: str) -> bool:
    return bool(phrases("source_words").within(word) or phrases("ascribing").within(word))


def _gives_away(sentence: str, hidden: frozenset[str]) -> bool:
    if phrases("negations").within(sentence):
        return False
    told = [word for word in content(sentence) if word in hidden]
    return len(told) >= GIVEN_AWAY or any(is_number(word) and len(word) > 1 for word in told)


def _unseen_file(answer: str, item: Item, turns: Sequence[Turn]) -> str:
    """Return the name of a file that an answer has from nowhere."""
    named = _FILE.findall(answer)
    if not named:
        return ""
    known = [passage.source for passage in item.passages] + [passage.text for passage in item.passages]
    known += [turn.question for turn in turns]
    hidden = {PurePosixPath(chunk.source).name for chunk in item.gold}
    return next((name for name in named if PurePosixPath(name).name in hidden or not any(name in k for k in known)), "")
