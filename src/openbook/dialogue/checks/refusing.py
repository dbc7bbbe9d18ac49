"""Whether an answer refuses: its speaker can't, may not or doesn't, and nothing else in it tells of the matter."""

from collections.abc import Iterable, Set

from openbook.dialogue.checks.empty_words import talk
from openbook.dialogue.checks.fruitless import SEARCHED, lacks_evidence
from openbook.dialogue.checks.fruitless import TOLD as ANSWERED
from openbook.dialogue.checks.own_words import without_own_words
from openbook.records import Item, Turn
from openbook.text.content import Content, is_number, vocabulary_of
from openbook.text.leak import content
from openbook.text.mentions import short
from openbook.text.normalise import bare, holds, length
from openbook.text.phrases import any_within, may_have, phrases, sentences
from openbook.text.said import spoken
from openbook.text.yes_no import side

TOLD = 2
"""Words of the matter that a text has which is about it."""
FEWEST, MOST = 3, 40
"""Words of an answer that may say nothing of its own: a shorter one may be all that was asked."""
_REFUSALS = ("refusals", "declining")
_WORDS = (*_REFUSALS, "machines", "unable")


def refuses(turn: Turn, item: Item, texts: Iterable[str]) -> str:
    """Return the words by which an answer refuses; empty where it doesn't, or tells something beside.

    `texts`: what the item is about.
    """
    if not (any_within(turn.answer, _WORDS) or _denies_of_itself(turn.answer)):
        return ""
    texts = tuple(texts)
    answer = without_own_words(turn.answer, item.passages)
    if machine := _named_by(answer, "machines", texts):
        return "" if _speaks_of_sources(answer, item, ANSWERED) else machine
    told = vocabulary_of(tuple(one.quote for one in turn.citations) or texts)
    matter = told - Content.of(turn.question).vocabulary - talk()
    refusal = next(filter(None, (_named_by(answer, name, texts) for name in _REFUSALS)), "")
    is_policy = phrases("refusals").within(answer) != ""
    if refusal and not _speaks_of_sources(answer, item, SEARCHED if is_policy else ANSWERED):
        if not (item.has_gold or is_policy) and lacks_evidence(turn):
            return ""
        others = [one for one in sentences(answer) if not any_within(one, _REFUSALS)]
        return "" if item.has_gold and _tells("\n".join(others), matter) else refusal
    return short(answer) if item.has_gold and _declines(answer, texts, matter) else ""


def _named_by(answer: str, name: str, texts: Iterable[str]) -> str:
    """Return the words of a list that an answer has and no text."""
    found = phrases(name).within(answer)
    return "" if found and any(found in spoken(text) or found in text.casefold() for text in texts) else found


def _tells(text: str, matter: Set[str]) -> bool:
    """Whether a text has a yes or a no, a figure of the matter, several of its words, or no other ones."""
    said = content(text)
    told = [word for word in said if word in matter]
    return bool(side(text)) or any(map(is_number, told)) or len(told) >= min(TOLD, max(1, len(said)))


def _declines(answer: str, texts: Iterable[str], matter: Set[str]) -> bool:
    """Whether an answer says of its speaker that he can't, and nothing of the matter; or that he doesn't, at length."""
    if length(answer) > MOST:
        return False
    rows = [bare(text) for text in texts]
    theirs = [one for one in sentences(answer) if any(holds(row, bare(one)) for row in rows)]
    own = "\n".join(one for one in sentences(answer) if one not in theirs)
    is_unable = phrases("unable").within(own) != ""
    if not (is_unable or _denies_of_itself(own)):
        return False
    said = content(answer)
    told = sum(map(matter.__contains__, said))
    return told < TOLD if is_unable else not told and len(said) >= FEWEST and not side(answer)


def _denies_of_itself(answer: str) -> bool:
    """Whether a sentence of an answer denies something of its speaker."""
    if not (may_have(answer, "first_person") and may_have(answer, "negations")):
        return False
    return any(phrases("first_person").within(one) and phrases("negations").within(one) for one in sentences(answer))


def _speaks_of_sources(answer: str, item: Item, signs: tuple[str, ...]) -> bool:
    """Whether an answer may turn its question down, since its sources don't tell: that is what was asked for."""
    if item.has_gold and item.scenario not in ("partial", "topic_shift"):
        return False
    return any_within(answer, signs) != ""
