"""Checks on contexts that hold the evidence: an answer rests on gold, and what it states stands somewhere."""

from collections.abc import Sequence
from functools import lru_cache

from openbook.codes import Code
from openbook.dialogue.checks.code_names import without_programs
from openbook.dialogue.checks.empty_words import reply_parts, talk
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.fruitless import SEARCHED, TOLD, finds_nothing, turns_down
from openbook.dialogue.checks.reckoned import is_reckoned
from openbook.records import Item, Turn
from openbook.text.amounts import is_unit_or_figure
from openbook.text.content import GRAMMAR, Content, is_number, is_spaceless, numbers, vocabulary_of, word_count
from openbook.text.hangul import is_hangul
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.mentions import mentions
from openbook.text.normalise import bare, holds, length
from openbook.text.phrases import any_within, phrases, sentences
from openbook.text.quotations import quotations
from openbook.text.stems import BEGUN, begun
from openbook.text.yes_no import side

HELD = 0.4
"""Share of a question's and an answer's content words that gold has, from which the answer rests on gold."""
MANY = 6
"""Words that an answer has beside its question's, from which some must be gold's."""
OWN = 0.2
"""Share of them."""
ELSEWHERE = 0.6
"""Share of an answer's own words that a distractor has, from which it may be the distractor's."""
MOST = 0.6
"""Share of an answer's own words, several, that rests it on gold alone."""
FEWEST = 3
"""Words of an answer of which one at least is of the matter; a shorter one may be a yes or a name."""
LONG = 7
"""Words of an answer of which one at least is neither of its question nor of talk."""
HALF = 0.5
"""Share of an answer's own words that gold has, up to which it may be the distractor's."""
LITTLE = 2
"""Words of gold that an answer may have which says that gold doesn't tell; a pair of characters is half a word."""

BEGUN_IN_HANGUL = 2
"""Syllables with which forms of one word begin."""

BESIDE = frozenset({"conflicting", "outdated", "partial", "topic_shift", "multi_source"})
"""Scenarios in which an answer rests on other passages too, or on none."""

_VALUE = late(r"`[^`\n]+`|\b(?:true|false|null)\b")
"""Code, and values that lists of everybody's words have too."""


def ungrounded(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a turn that turns gold down although the context holds it.

    Its field decides where it is there: `found` is true wherever gold is shown, and the answer must not say otherwise.
    """
    if not item.has_gold or item.scenario in ("partial", "topic_shift"):
        return None
    asked = ""
    for number, turn in enumerate(turns, start=1):
        before, asked = asked, f"{asked}\n{turn.question}" if asked else turn.question
        how = _how_turned_down(item, turn, asked, is_first=number == 1)
        if not how or (before and asks_beside(item, turn.question, before)):
            continue
        if not before or not asks_of_neighbour(item, turn, before):
            return _turned_down(number, how)
    first = turns[0]
    if not _quotes_gold(item, first) and not first.found and _none_helps(item, first.thoughts):
        return _turned_down(1, "says in its thoughts that no passage helps")
    return None


def _how_turned_down(item: Item, turn: Turn, asked: str, *, is_first: bool) -> str:
    """Return how a turn turns gold down; empty where it does not. A later one may rest on another passage."""
    if turn.found is False:
        return "says in its field that the passages don't hold the answer"
    gold = _gold(item)
    if turns_down(turn, gold) and (
        _says_little_of(gold, turn.answer, asked) or phrases("memory_talk").within(turn.answer)
    ):
        return "says that the context does not help"
    if (is_first or not turn.citations) and _speaks_of_sources_alone(item, turn, asked):
        return "speaks of its sources and has nothing of what they say"
    if turn.evidence and item.scenario not in BESIDE and not _names_gold(item, turn):
        return "names evidence that is no part of it"
    return ""


def asks_beside(item: Item, question: str, asked: str) -> bool:
    """Whether a later question is about what no passage has a word of, so that it may be turned down."""
    known = Content.of(asked).vocabulary | talk()
    own = [word for word in content(question) if word not in known and not GRAMMAR.fullmatch(word)]
    return bool(own) and not any(_has_one(own, passage.text) for passage in item.passages)


def asks_of_neighbour(item: Item, turn: Turn, asked: str) -> bool:
    """Whether a later question names what a distractor has a word of and gold none, and its answer names it too."""
    known, gold = Content.of(asked).vocabulary | talk(), _gold(item)
    own = [word for word in content(turn.question) if word not in known and not GRAMMAR.fullmatch(word)]
    others = vocabulary_of(tuple(one.text for one in item.passages if not one.is_gold))
    named = [word for word in own if word in others and not is_number(word)]
    return bool(named) and not _has_one(named, gold) and not Content.of(turn.answer).vocabulary.isdisjoint(named)


def _speaks_of_sources_alone(item: Item, turn: Turn, asked: str) -> bool:
    """Whether an answer speaks of sources or a search, quotes nothing, and says nothing of gold, in whatever words."""
    if not any_within(turn.answer, SEARCHED) or _quotes_gold(item, turn):
        return False
    if side(turn.answer) or quotations(turn.answer):
        return False
    known, held = Content.of(asked).vocabulary, Content.of(_gold(item)).vocabulary
    return not any(word in held and word not in known for word in content(turn.answer))


def _turned_down(number: int, what: str) -> Finding:
    return Finding("ungrounded", Code.UNGROUNDED, f"turn {number} {what}, although it holds the evidence", at=(number,))


def _none_helps(item: Item, thoughts: str) -> bool:
    """Whether thoughts say of all passages, and not of some only, that they don't help."""
    return any(
        phrases("none_of_them").within(sentence)
        and not phrases("other_ones").within(sentence)
        and (phrases("negations").within(sentence) or phrases("in_vain").within(sentence))
        and len({mention.rank for mention in mentions(sentence)}) in (0, len(item.passages))
        for sentence in sentences(thoughts)
    )


def _says_little_of(gold: str, answer: str, asked: str) -> bool:
    """Whether an answer has next to no word of gold that its question has not, and no figure."""
    known = Content.of(asked).vocabulary
    held = Content.of(gold).vocabulary
    told = [word for word in content(answer) if word in held and word not in known and not GRAMMAR.fullmatch(word)]
    return word_count(told) <= LITTLE and not numbers(told)


def unsupported(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a turn that rests on nothing of gold: it quotes nothing, and has few words of it.

    What follows the first turn may rest on another passage. An answer without any word of the matter rests on nothing,
    whatever is quoted beside it.
    """
    if not item.has_gold or item.scenario in ("partial", "topic_shift"):
        return None
    asked = ""
    for number, turn in enumerate(turns, start=1):
        before, asked = asked, f"{asked}\n{turn.question}" if asked else turn.question
        beside = _is_beside(item, turn, asked)
        if beside or _tells_nothing(item, turn):
            what = "no word of its question or of a passage" if beside else "nothing but words of its question"
            detail = f"the answer of turn {number} has {what}"
            return Finding("unsupported", Code.UNSUPPORTED, detail, at=(number,))
        if _quotes_gold(item, turn) or (number > 1 and turn.citations):
            continue
        shown = _gold(item) if number == 1 else "\n".join(passage.text for passage in item.passages)
        answer = without_programs(turn.answer)
        stated = content(f"{turn.question}\n{answer}")
        known = Content.of(asked).vocabulary
        own = [word for word in content(answer) if word not in known]
        if not stated or (_share(stated, shown) >= HELD and (len(own) < MANY or _share(own, shown) >= OWN)):
            continue
        if word_count(own) >= FEWEST and _share(own, shown) >= MOST:
            continue  # whatever its question tells beside
        if is_reckoned(item, turns[: number - 1], turn, own):
            continue
        if before and finds_nothing(turn.answer, TOLD) and asks_beside(item, turn.question, before):
            continue
        detail = f"the answer of turn {number} quotes nothing of the evidence, and has few of its words"
        return Finding("unsupported", Code.UNSUPPORTED, detail, at=(number,))
    return None


def _is_beside(item: Item, turn: Turn, asked: str) -> bool:
    """Whether an answer has no word of what was asked, of any passage, or of the answer that was expected.

    What is worked out has figures and units alone, and may have none of theirs; few words are enough that speak of an
    answer.
    """
    matter = [asked, *(passage.text for passage in item.passages), *(one.reference_answer for one in item.questions)]
    said = content(turn.answer)
    if any(_has_one(said, text) for text in matter):
        return False
    told = word_count([word for word in said if not is_unit_or_figure(word)])
    speaks_of_one = not reply_parts().isdisjoint(Content.of(turn.answer).tokens)
    return told >= (1 if speaks_of_one else FEWEST) and not side(turn.answer)


def _tells_nothing(item: Item, turn: Turn) -> bool:
    """Whether a sentence in answer to more than a yes or a no has nothing of any passage or thought but what was asked.

    It is told of long ones that deny nothing and name no figure or value: a few words may put what is quoted in others.
    """
    if length(turn.answer) < LONG or side(turn.answer) or phrases("negations").within(turn.answer):
        return False
    if not phrases("interrogatives").within(turn.question) or numbers(Content.of(turn.answer).tokens):
        return False
    if any(value not in turn.question for value in _VALUE.findall(turn.answer)):
        return False
    elsewhere = frozenset(content(turn.answer)) - Content.of(turn.question).vocabulary - talk() - reply_parts()
    own = [word for word in elsewhere if not GRAMMAR.fullmatch(word)]
    places = (turn.thoughts, *(one.text for one in item.passages))
    return not phrases("choices").within(turn.question) and not any(_has_one(own, text) for text in places)


def answered_elsewhere(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a turn that only a distractor answers, although its question is to be about gold."""
    if not item.has_gold or item.scenario in BESIDE:
        return None
    asked = ""
    for number, turn in enumerate(turns, start=1):
        asked = f"{asked}\n{turn.question}" if asked else turn.question
        if _quotes_gold(item, turn):
            continue
        own = [word for word in content(turn.answer) if word not in Content.of(asked).vocabulary]
        held = _share(own, _gold(item)) if own else 1.0
        if held > HALF or (held == HALF and not turn.citations) or (len(own) < 2 and not numbers(own)):
            continue
        best = max(
            (one for one in item.passages if not one.is_gold), key=lambda one: _share(own, one.text), default=None
        )
        if best is None or _has_figure_of_gold(own, item, best.text):
            continue
        if _share(own, best.text) >= ELSEWHERE and _share(own, best.text) > held:
            detail = f"turn {number} is answered by chunk {best.rank} ({best.source}) alone, which is a distractor"
            return Finding("answered_elsewhere", Code.UNGROUNDED, detail)
    return None


def _has_figure_of_gold(own: Sequence[str], item: Item, other: str) -> bool:
    """Whether an answer has a figure of several digits that gold has, and the other passage has not."""
    gold, there = Content.of(_gold(item)).vocabulary, Content.of(other).vocabulary
    return any(len(word) > 1 and word in gold and word not in there for word in numbers(own))


def _names_gold(item: Item, turn: Turn) -> bool:
    """Whether any of the evidence that a field names is gold's, by its number or its words."""
    gold = {passage.rank: bare(passage.text) for passage in item.passages if passage.is_gold}
    return any(one.rank in gold or any(holds(text, bare(one.quote)) for text in gold.values()) for one in turn.evidence)


def _quotes_gold(item: Item, turn: Turn) -> bool:
    gold = {passage.rank for passage in item.passages if passage.is_gold}
    return any(citation.rank in gold for citation in turn.citations)


def _gold(item: Item) -> str:
    return "\n".join(passage.text for passage in item.passages if passage.is_gold)


def _has_one(wanted: Sequence[str], text: str) -> bool:
    """Whether a text has any of some words, in any form that begins alike."""
    return bool(wanted) and (not Content.of(text).vocabulary.isdisjoint(wanted) or _share(wanted, text) > 0)


def _share(wanted: Sequence[str], text: str) -> float:
    """Return the share of content words that a text has, in any form that begins alike."""
    held = Content.of(text).vocabulary
    others = [word for word in wanted if word not in held]
    forms = [word[:BEGUN] if word.isascii() else _begun(word) for word in others if len(word) > BEGUN or word >= "\x80"]
    alike = sum(map(_beginnings(text).__contains__, forms)) if forms else 0
    return (len(wanted) - len(others) + alike) / len(wanted)


def _begun(word: str) -> str:
    """Return the letters with which forms of a word begin; empty where it is too short, or has none."""
    if is_hangul(word):
        return word[:BEGUN_IN_HANGUL] if len(word) >= BEGUN_IN_HANGUL else ""
    return word[:BEGUN] if len(word) > BEGUN and not is_spaceless(word) else ""


@lru_cache(maxsize=128)
def _beginnings(text: str) -> frozenset[str]:
    held = Content.of(text).vocabulary
    in_hangul = [] if text.isascii() else [word[:BEGUN_IN_HANGUL] for word in held if is_hangul(word)]
    return begun(held).union(in_hangul)
