"""When and how much: whether a passage may tell it, as sentences do that stand in for an answer nobody has written, and
whether an answer has another day than it quotes.
"""

from collections.abc import Sequence

from openbook.records import Item, Turn
from openbook.text.about import BESIDE, matter
from openbook.text.amounts import figures_of
from openbook.text.content import Content, is_number, spaceless
from openbook.text.days import dates_of, is_month, months, weekdays
from openbook.text.late import late
from openbook.text.phrases import sentences
from openbook.text.told_amounts import same_amount
from openbook.text.untitled import title_of

HALF, IN_PAIRS = 0.5, 0.4
"""Share of a question's words beside which a day of the week may be its answer; of pairs of characters, some of which
lie over a word's edge.
"""
_OTHERWISE = late(r"\d\s?[./-]\s?\d|[(（]\s?\d|\d\s?[$€£¥%°]")
"""Figures of an answer that are no days: dates in figures alone, asides, money."""
SPANS = frozenset({"day", "week", "month"})
"""Units by which a day is worked out from another."""
IN_A_SENTENCE = 3
"""Words of a question beside which a day of a month may be its answer; twice as many pairs of characters."""


def tells_amount(text: str, likely: Sequence[str], question: str) -> bool:
    """Whether a text tells an amount or an hour of likely answers, for the day and figures that a question names."""
    named = (word for word in Content.of(question).vocabulary if is_number(word) or is_month(word))
    if not Content.of(text).vocabulary.issuperset(named) or not weekdays(question) <= weekdays(text):
        return False
    return any(same_amount(text, one, question) for one in likely)


def tells_day(text: str, likely: Sequence[str], question: str) -> bool:
    """Whether a sentence names a day of the week that likely answers name, and has half of the question's words, one of
    which the text's title may have for it.
    """
    days = frozenset().union(*map(weekdays, likely)) - weekdays(question)
    if not days or days.isdisjoint(weekdays(text)):
        return False
    asked, named = matter(question), Content.of(title_of(text)).vocabulary
    rows = (asked & Content.of(one).vocabulary for one in sentences(text) if not days.isdisjoint(weekdays(one)))
    needed = (IN_PAIRS if 2 * len(spaceless(asked)) > len(asked) else HALF) * len(asked)
    return any(len(row) + bool(asked & named - row) >= needed for row in rows)


def tells_date(text: str, likely: Sequence[str], question: str) -> bool:
    """Whether a sentence has a day of a month that likely answers name, beside words of a question without a month."""
    dates = frozenset().union(*map(dates_of, likely))
    if not dates or months(question):
        return False
    asked = matter(question)
    needed = max(BESIDE * len(asked), IN_A_SENTENCE * (2 if 2 * len(spaceless(asked)) > len(asked) else 1))
    told_so = (Content.of(one).vocabulary for one in sentences(text) if not dates.isdisjoint(dates_of(one)))
    return any(len(asked & held) >= needed for held in told_so)


def other_day(item: Item, turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer has a day of the week, a month or its day in the place of what is quoted."""
    told: frozenset[str] = frozenset()
    for names in (weekdays, months):
        if not (told := names(turn.answer)):
            continue
        quoted = frozenset().union(*map(names, quotes))
        known = f"{turn.question}\n{turn.thoughts}"
        if quoted and told.isdisjoint(quoted) and told.isdisjoint(names(known)):
            return "names another day or month than what is quoted"
    return _other_date(item, turn, quotes) if told else ""


def _other_date(item: Item, turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer has a day of a month that nothing names, where another of it is quoted.

    Where so many days or weeks are told, it may be worked out.
    """
    told = frozenset() if _OTHERWISE.search(turn.answer) else dates_of(turn.answer)
    quoted = frozenset().union(*map(dates_of, quotes)) - told if told else frozenset()
    if not quoted:
        return ""
    known = (turn.question, turn.thoughts, *quotes)
    if any(one.unit in SPANS for text in known for one in figures_of(text).amounts):
        return ""
    new = told.difference(*map(dates_of, (*known, *(passage.text for passage in item.passages))))
    is_wrong = any(_is_another(one, other) for one in new for other in quoted)
    return "names another day of a month than what is quoted" if is_wrong else ""


def _is_another(date: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two dates are of one month, and not one day after the other: until the 15th is from the 16th on again."""
    days = [int(day) for one in (date, other) for day in one if day.isdigit()]
    return any(map(is_month, date & other)) and len(days) > 1 and abs(days[0] - days[1]) > 1
