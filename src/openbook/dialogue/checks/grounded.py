"""Checks on contexts that hold the evidence: an answer rests on gold, and what it states stands somewhere."""

from collections.abc import Sequence

from openbook.codes import Code
from openbook.dialogue.checks.code_names import without_programs
from openbook.dialogue.checks.elsewhere import (
    BESIDE,
    asks_beside,
    asks_by_itself,
    asks_of_neighbour,
    goes_on,
    gold_may_tell,
    gold_of,
    gold_ranks,
    quotes_gold,
)
from openbook.dialogue.checks.empty_words import reply_parts, talk
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.fruitless import DENIED, SEARCHED, TOLD, finds_nothing, speaks_from_memory, turns_down
from openbook.dialogue.checks.held import has_one, share
from openbook.dialogue.checks.openly import quotes, rests_on
from openbook.dialogue.checks.own_words import in_turn
from openbook.dialogue.checks.reckoned import is_reckoned, tells_of
from openbook.dialogue.checks.settled import is_settled, is_settled_by
from openbook.records import Item, Turn
from openbook.text.about import matter
from openbook.text.amounts import is_unit_or_figure
from openbook.text.clauses import clauses
from openbook.text.content import GRAMMAR, Content, is_number, numbers, word_count
from openbook.text.foreign_numbers import numbers_elsewhere
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.mentions import mentions, unnumbered
from openbook.text.normalise import bare, holds, length
from openbook.text.phrases import any_within, phrases, sentences
from openbook.text.quotations import quotations
from openbook.text.yes_no import side

HELD = 0.4
"""Share of a question's and an answer's content words that gold has, from which the answer rests on gold."""
MANY = 6
"""Words that an answer has beside its question's, from which some must be gold's."""
OWN = 0.2
"""Share of them."""
FEWEST = 3
"""Words of an answer of which one at least is of the matter; a shorter one may be a yes or a name."""
LONG = 7
"""Words of an answer of which one at least is neither of its question nor of talk."""
LITTLE = 2
"""Words of gold that an answer may have which says that gold doesn't tell; a pair of characters is half a word."""

_ASIDE = late(r"[(（][^()（）\n]{1,200}[)）]")
"""What is said of something else than what was asked: `112 lb (none of the chunks says so)`."""
_VALUE = late(r"`[^`\n]+`|\b(?:true|false|null)\b")
"""Code, and values that lists of everybody's words have too."""


def ungrounded(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a turn that turns gold down although the context holds it.

    Its field decides where it is there: `found` is true wherever gold is shown, and the answer must not say otherwise.
    """
    if not item.has_gold or item.scenario in ("partial", "topic_shift"):
        return None
    for number, turn, before, asked in in_turn(turns):
        how = _how_turned_down(item, turn, asked, is_first=number == 1)
        if not how or (before and asks_beside(item, turn.question, before)):
            continue
        if before and (_may_ask_for_nothing(item, turn, before) or _is_not_told(item, turns[:number], before)):
            continue
        if not before or not (asks_of_neighbour(item, turn, before) or goes_on(item, turns[:number])):
            return _turned_down(number, how)
    first = turns[0]
    if not (quotes_gold(item, first) or first.found) and _none_helps(item, first.thoughts):
        return _turned_down(1, "says in its thoughts that no passage helps")
    return None


def _how_turned_down(item: Item, turn: Turn, asked: str, *, is_first: bool) -> str:
    """Return how a turn turns gold down; empty where it does not. A later one may rest on another passage."""
    if turn.found is False:
        return "says in its field that the passages don't hold the answer"
    gold = gold_of(item)
    if turns_down(turn, gold) and (
        speaks_from_memory(turn.answer, gold)
        or (
            _says_little_of(gold, turn.answer, asked)
            and not _tells_what_it_quotes(item, turn, asked)
            and not _is_only_anothers(item, turn)
        )
    ):
        return "says that the context does not help"
    if (is_first or not turn.citations) and _speaks_of_sources_alone(item, turn, asked):
        return "speaks of its sources and has nothing of what they say"
    if not is_first and is_settled_by(turn, item.passages):
        return ""
    if turn.evidence and item.scenario not in BESIDE and not _names_gold(item, turn):
        return "names evidence that is no part of it"
    return ""


def _tells_what_it_quotes(item: Item, turn: Turn, asked: str) -> bool:
    """Whether an answer has all that gold's quoted words say beside the question: `it names the salt alone`."""
    gold = gold_ranks(item)
    known, said = Content.of(asked).vocabulary, Content.of(turn.answer).vocabulary
    own = [word for one in turn.citations if one.rank in gold for word in content(one.quote) if word not in known]
    return bool(own) and all(word in said for word in own)


def _is_only_anothers(item: Item, turn: Turn) -> bool:
    """Whether a question has a word that gold lacks, and the turn tells of the passage that has it: it quotes that, or
    names it and the word.
    """
    own, asked = Content.of(turn.answer).vocabulary, matter(turn.question)
    strange = [word for word in content(turn.question) if word in asked and not has_one([word], gold_of(item))]
    told = [word for word in strange if word in own]
    beside = (one for one in item.passages if not one.is_gold) if strange else ()
    return any(has_one(strange if quotes(turn, one.rank) else told, one.text) and rests_on(turn, one) for one in beside)


def _speaks_of_sources_alone(item: Item, turn: Turn, asked: str) -> bool:
    """Whether an answer speaks of sources or a search, quotes nothing, and says nothing of gold, in whatever words."""
    if not any_within(turn.answer, SEARCHED) or quotes_gold(item, turn):
        return False
    if side(turn.answer) or quotations(turn.answer):
        return False
    known, held = Content.of(asked).vocabulary, Content.of(gold_of(item)).vocabulary
    return not any(word in held and word not in known for word in content(turn.answer))


def _turned_down(number: int, what: str) -> Finding:
    return Finding("ungrounded", Code.UNGROUNDED, f"turn {number} {what}, although it holds the evidence", at=(number,))


def _none_helps(item: Item, thoughts: str) -> bool:
    """Whether thoughts say of all passages, and not of some only, that they don't help."""
    return any(
        phrases("none_of_them").within(sentence)
        and not phrases("other_ones").within(sentence)
        and (phrases("negations").within(sentence) or phrases("in_vain").within(sentence))
        and _is_of_all(item, sentence)
        for sentence in sentences(_ASIDE.sub("", thoughts))
    )


def _is_of_all(item: Item, sentence: str) -> bool:
    """Whether a sentence that speaks of all passages names none, or all in a row; where it says something of each, it
    must speak of all beside: in `passage 1 sets a limit, the passages 2 and 3 none` these are two.
    """
    named = mentions(sentence)
    if len({one.rank for one in named}) not in (0, len(item.passages)):
        return False
    between = unnumbered(sentence[named[0].start : named[-1].end]) if named else ""
    return not content(between) or phrases("none_of_them").within(unnumbered(sentence)) != ""


def _says_little_of(gold: str, answer: str, asked: str) -> bool:
    """Whether an answer has next to no word of gold that its question has not, and no figure; nor, in a clause that
    denies nothing, several words of a sentence of it that has most of its question's.
    """
    known = Content.of(asked).vocabulary
    held = Content.of(gold).vocabulary
    told = [word for word in content(answer) if word in held and word not in known and not GRAMMAR.fullmatch(word)]
    if word_count(told) > LITTLE or numbers(told):
        return False
    affirmed = (frozenset(content(one)).intersection(told) for one in clauses(answer) if not any_within(one, DENIED))
    rows = [one for one in affirmed if word_count(one) >= LITTLE]
    if not rows:
        return True
    theirs = [Content.of(sentence).vocabulary for sentence in sentences(gold)]
    most = max(len(known & one) for one in theirs)
    return not any(row <= one and len(known & one) == most for row in rows for one in theirs)


def unsupported(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a turn that rests on nothing of gold: it quotes nothing, and has few words of it.

    What follows the first turn may rest on another passage. An answer without any word of the matter rests on nothing,
    whatever is quoted beside it.
    """
    if not item.has_gold or item.scenario in ("partial", "topic_shift"):
        return None
    for number, turn, before, asked in in_turn(turns):
        if is_settled(item, turn):
            continue
        beside = _is_beside(item, turn, asked)
        if (beside or _tells_nothing(item, turn)) and not _finds_none(item, turn, before):
            what = "no word of its question or of a passage" if beside else "nothing but words of its question"
            detail = f"the answer of turn {number} has {what}"
            return Finding("unsupported", Code.UNSUPPORTED, detail, at=(number,))
        if quotes_gold(item, turn) or (number > 1 and turn.citations):
            continue
        shown = gold_of(item) if number == 1 else "\n".join(passage.text for passage in item.passages)
        answer = without_programs(_told_in(turn.answer) if number > 1 and not turn.citations else turn.answer)
        own = [word for word in content(answer) if word not in Content.of(asked).vocabulary]
        stated = content(f"{turn.question}\n{answer}")
        if not _is_strange(own, stated, shown) or _is_led_to(turn, own, shown):
            continue
        if word_count(own) < MANY and numbers_elsewhere(answer).issuperset(numbers(own)):
            continue
        if is_reckoned(item, turns[: number - 1], turn, own):
            continue
        if _finds_none(item, turn, before):
            continue
        detail = f"the answer of turn {number} quotes nothing of the evidence, and has few of its words"
        return Finding("unsupported", Code.UNSUPPORTED, detail, at=(number,))
    return None


def _is_strange(own: Sequence[str], stated: Sequence[str], shown: str) -> bool:
    """Whether words that an answer has beside its questions are none of what was shown: many words, or figures alone,
    where the passages have few of what the question and the answer state.

    Few words without a figure may be the passages' in other words, and so may many with a figure of theirs.
    """
    is_long, figures = word_count(own) >= MANY, numbers(own)
    if not (is_long or figures):
        return False
    held = Content.of(shown).vocabulary
    if any(one in held and not (is_long and len(one) == 1) for one in figures):
        return False
    return share(stated, shown) < HELD or (is_long and share(own, shown) < OWN)


def _is_led_to(turn: Turn, own: Sequence[str], shown: str) -> bool:
    """Whether thoughts tell of what was shown, and an answer of many words has one of theirs or of the passages', which
    is no figure.
    """
    if not tells_of(turn, (shown,)):
        return False
    words = [word for word in own if not is_number(word)]
    return word_count(own) < MANY or has_one(words, f"{shown}\n{turn.thoughts}")


def _finds_none(item: Item, turn: Turn, before: str) -> bool:
    """Whether a later turn says that its sources don't tell what no passage has a word of."""
    return before != "" and finds_nothing(turn.answer, TOLD) and asks_beside(item, turn.question, before)


def _is_beside(item: Item, turn: Turn, asked: str) -> bool:
    """Whether an answer has no word of what was asked, of any passage, or of the answer that was expected.

    What is worked out has figures and units alone, and may have none of theirs; few words are enough that speak of an
    answer.
    """
    matter = [asked, *(passage.text for passage in item.passages), *(one.reference_answer for one in item.questions)]
    said = content(turn.answer)
    if any(has_one(said, text) for text in matter):
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
    return not phrases("choices").within(turn.question) and not any(has_one(own, text) for text in places)


def _may_ask_for_nothing(item: Item, turn: Turn, before: str) -> bool:
    """Whether a later question has no words of its own, so that gold may well not tell it, and thoughts look there."""
    is_open = turn.found is None and not turn.evidence and not asks_by_itself(turn.question, before)
    return is_open and _looks_at_gold(item, turn)


def _told_in(answer: str) -> str:
    """Return an answer without the sentences that say what sources don't tell, where it has others."""
    return " ".join(one for one in sentences(answer) if not finds_nothing(one, TOLD)) or answer


def _is_not_told(item: Item, turns: Sequence[Turn], before: str) -> bool:
    """Whether the last of some turns looks for what gold has no sentence on, or none that has not been told yet."""
    *earlier, turn = turns
    by_field = turn.found is False and not turn.evidence
    answers = "\n".join(one.answer for one in earlier)
    is_sought = by_field or _looks_at_gold(item, turn)
    return is_sought and not gold_may_tell(item, turn.question, before, answers, by_field=by_field)


def _looks_at_gold(item: Item, turn: Turn) -> bool:
    return not gold_ranks(item).isdisjoint(one.rank for one in mentions(turn.thoughts))


def _names_gold(item: Item, turn: Turn) -> bool:
    """Whether any of the evidence that a field names is gold's, by its number or its words."""
    gold = {passage.rank: bare(passage.text) for passage in item.passages if passage.is_gold}
    return any(one.rank in gold or any(holds(text, bare(one.quote)) for text in gold.values()) for one in turn.evidence)
