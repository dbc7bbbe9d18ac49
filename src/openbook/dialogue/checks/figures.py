"""The check that an answer's figures and names of code stand somewhere, or follow from what does."""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from openbook.codes import Code
from openbook.dataclass import dataclass, replace
from openbook.dialogue.checks.code_names import factors_in_code, figures_of_a_program, is_made_of, names_of_code
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.own_words import without_numbers_of_lists, without_own_words
from openbook.dialogue.checks.rates import rates_of
from openbook.dialogue.checks.table_units import unit_of_no_cell
from openbook.dialogue.checks.turned_around import parts
from openbook.dialogue.checks.worked_out import (
    MOST_FIGURES,
    SMALL,
    TIMED,
    follows,
    is_changed_by_share,
    is_rounded,
    is_total,
    is_worked_out,
    spelled,
    value_of,
)
from openbook.records import Item, Turn
from openbook.text.amounts import MONEY, Amount, figures_of, scale, scales_named
from openbook.text.content import Content, is_number, numbers, vocabulary_of
from openbook.text.days import is_date, is_month
from openbook.text.foreign_numbers import numbers_elsewhere
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.mentions import unnumbered
from openbook.text.normalise import bare
from openbook.text.numerals import chinese, digits
from openbook.text.phrases import phrases, sentences
from openbook.text.quotations import bracketless, without_put_in
from openbook.text.told_amounts import halved, hours, without_hours

CONVERTED = 0.1
"""How far an amount may be rounded in another unit, as a share of it: eight weeks are two months."""
DEGREES = "°"
ABOUT = 2
"""Words of an answer that a sentence has with whose figures it may reckon."""
_DAYS = frozenset(map(str, range(1, 32)))
"""Of a month."""
NO_FIGURES: frozenset[str] = frozenset()
SMALL_ONES = frozenset(map(str, range(SMALL)))
"""Whole numbers that may be counted."""
_MONTH_SIGNS = frozenset("月월")
"""What stands between the number of a month and the day."""
_SHARE = late(
    r"(?<![\d.,])(\d{1,6}(?:[.,]\d{1,6})?)\s?"
    r"(?:[%٪]|per ?cent|pour cent|por c[ie]|Prozent|процент|(?:في |ب)الم[ائ]*ة|प्रतिशत|퍼센트|パーセント)"
)
_TENTHS = late("([一二三四五六七八九]{1,2}|[1-9]{1,2}) ?折")
_JOINED_UNIT = late("[時时]|시간")
"""Hours in scripts in which a unit is no word of its own."""


def invented(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a figure or a name of code in an answer that stands in no passage and no question, nor follows from any.

    What follows is worked out from figures of the turn itself: of its question, its thoughts, its quotations.
    """
    if not item.has_gold:
        return None
    passages = tuple(passage.text for passage in item.passages)
    texts = (*passages, *(unnumbered(passage.source) for passage in item.passages))
    asked: tuple[str, ...] = ()
    before = ""
    for number, turn in enumerate(turns, start=1):
        asked += (turn.question,)
        turn = without_numbers_of_lists(turn)
        strange = name = ""
        names = [*names_of_code(turn.answer)]
        if names or numbers(Content.of(turn.answer).vocabulary):
            shown = vocabulary_of(passages) | vocabulary_of((*texts[len(passages) :], turn.question))
            strange, results = _strange_figure(turn, shown, texts), NO_FIGURES
            if strange and before:
                results = frozenset(numbers(Content.of(before).vocabulary - vocabulary_of(passages)))
                strange = _strange_figure(turn, shown, texts, results)
            if strange and (said := without_own_words(turn.answer, item.passages)) != turn.answer:
                strange = _strange_figure(replace(turn, answer=said), shown, texts, results)
            if not strange and "|" in "".join(passages):
                strange = unit_of_no_cell(item, turn)
            code = "".join(map(bare, (*texts[: 2 * len(passages)], *asked))) if names else ""
            strange_names = (one for one in names if bare(one) not in code)
            name = next((one for one in strange_names if not is_made_of(one, shown)), "")
        if strange or name:
            detail = f"turn {number} gives “{strange or name}”, which stands in no passage that was shown"
            return Finding("invented", Code.UNSUPPORTED, detail)
        texts += (turn.question, turn.answer)
        before = turn.answer
    return None


def _strange_figure(
    turn: Turn, shown: frozenset[str], texts: tuple[str, ...], results: frozenset[str] = NO_FIGURES
) -> str:
    """Return the first figure of an answer that comes from nowhere; with its unit where that is what is strange.
    `results`: what the answer before it has worked out.

    A figure that follows from those at hand is at hand for the next one: 48 is half of 96, and both are 144.
    """
    answer = Content.of(turn.answer).vocabulary
    if not numbers(answer):
        return ""
    thoughts = unnumbered(without_put_in(turn.thoughts) if "[" in turn.thoughts else turn.thoughts)
    at_hand = Content.of(thoughts).vocabulary | Content.of(turn.question).vocabulary | results
    told = figures_of(turn.answer).amounts
    places, own = (*texts, thoughts, turn.question), (thoughts, turn.question)
    new = answer - factors_in_code(turn.answer) - shown - at_hand
    new -= figures_of_a_program(turn.answer, shown)
    elsewhere = numbers_elsewhere(turn.answer) if numbers(new) else frozenset()
    open_ones = [one for one in numbers(new - elsewhere) if not is_date(one, at_hand | shown)]
    open_ones = without_hours(open_ones, turn.answer, places)
    unquoted = told.difference(*(figures_of(one.quote).amounts for one in turn.citations))
    other_units = [one for one in unquoted if _has_other_unit(one, places, own) and not is_converted(one, places)]
    if not open_ones and not other_units:
        return ""
    known = at_hand | (answer & shown) | vocabulary_of(tuple(bracketless(one.quote) for one in turn.citations))
    known |= frozenset() if turn.citations else shown
    known |= in_units_of(turn) | _discounts(f"{turn.thoughts}{turn.answer}")
    written_out = written_out_of(open_ones, at_hand | shown, (turn.answer, thoughts, *texts))
    known, open_ones = known | written_out, [one for one in open_ones if one not in written_out]
    derivation = _Derivation(turn, shown, places, told, _figures_about(turn, texts), is_doubled(turn))
    if len(open_ones) > MOST_FIGURES:
        return next((one for one in open_ones if not derivation.gives(one, known)), "")
    while open_ones:
        left = [one for one in open_ones if not derivation.gives(one, known)]
        if len(left) == len(open_ones):
            return min(left)
        known, open_ones = known.union(open_ones).difference(left), left
    nowhere = (one for one in other_units if not follows(one.figure, known - {one.figure}, frozenset(), counted=False))
    return next(map(str, nowhere), "")


def written_out_of(figures: Sequence[str], known: frozenset[str], places: Sequence[str]) -> frozenset[str]:
    """Return those of some figures that are known in the thousands or millions that a place names: 370 of `(万吨)`."""
    if not figures:
        return frozenset()
    scales = frozenset().union(*map(scales_named, places))
    values = ((one, value_of(one)) for one in figures)
    return frozenset(one for one, value in values if value and any(spelled(value / by) in known for by in scales))


def _figures_about(turn: Turn, texts: Sequence[str]) -> frozenset[str]:
    """Return the figures of the sentences that have words of an answer: what it works with, whatever it quotes."""
    said = frozenset(word for word in content(turn.answer) if not is_number(word))
    about = (Content.of(one).vocabulary for text in texts for one in sentences(text))
    return frozenset(word for one in about if len(one & said) >= ABOUT for word in one if is_number(word))


def is_doubled(turn: Turn) -> bool:
    """Whether a turn speaks of halves or of twice as much."""
    return phrases("halves").within(f"{turn.question}\n{unnumbered(turn.thoughts)}\n{turn.answer}") != ""


@dataclass(frozen=True, slots=True)
class _Derivation:
    """What the figures of one answer may be worked out by."""

    turn: Turn
    shown: frozenset[str]
    places: tuple[str, ...]
    told: frozenset[Amount]
    about: frozenset[str]
    """Figures of sentences that have words of the answer, with which it may reckon."""
    is_doubled: bool

    def gives(self, figure: str, known: frozenset[str]) -> bool:
        """Whether a figure is counted, converted, worked out from known ones, or the total of those beside it."""
        answer = self.turn.answer
        amounts = [amount for amount in self.told if amount.figure == figure]
        is_bound = _is_bound(figure, answer)
        at_hand = known | (_counts_of(answer) - {figure}) | (frozenset() if is_bound else self.about)
        values = [value for other in at_hand if is_number(other) and (value := value_of(other)) is not None]
        if any(is_converted(amount, self.places) or is_worked_out(amount, self.places, values) for amount in amounts):
            return True
        if any(_is_other_money(amount, answer, self.places, self.shown) for amount in amounts):
            return True
        if _days_of_months(self.turn.question) and (figure in _days_of_months(answer) or _is_day(amounts)):
            return True
        if _JOINED_UNIT.search(answer) and is_worked_out(Amount(figure, "h"), self.places, values):
            return True
        if len(figure) == len("1967") and any(f"{sign}{figure[2:]}" in one for one in self.places for sign in "'’‘"):
            return True
        if figure in _shares(answer) and is_worked_out(Amount(figure, "%"), self.places, values):
            return True
        rates = [rate for text in (*self.places, answer) for one in _shares(text) if (rate := value_of(one))]
        if (value := value_of(figure)) and is_changed_by_share(value, values, rates):
            return True
        is_free = not amounts and not is_bound
        is_paid = bool(amounts) and all(amount.unit in MONEY for amount in amounts)
        is_rate = (is_paid or any(figure == one for one, _ in rates_of(answer))) and not is_bound
        is_timed = any(amount.unit in TIMED for amount in amounts) or bool(hours(answer))
        return follows(
            figure,
            at_hand,
            self.shown,
            counted=is_free,
            doubled=self.is_doubled and not is_bound,
            scaled=is_free or is_rate,
            next_to=is_free,
            timed=is_timed,
        ) or is_total(figure, answer)


def _shares(answer: str) -> frozenset[str]:
    """Return the figures of an answer with a percent sign behind them, which is no word."""
    return frozenset(map(digits, _SHARE.findall(unicodedata.normalize("NFKC", answer))))


def _discounts(text: str) -> frozenset[str]:
    """Return the shares in percent that a Chinese text tells by tenths: 八折 is 80, 八五折 85."""
    tenths = _TENTHS.findall(text) if "折" in text else ()
    return frozenset(one.ljust(2, "0") for one in (found if found.isdigit() else chinese(found) for found in tenths))


def _is_bound(figure: str, answer: str) -> bool:
    """Whether a figure is what something may be at the most: a rule, which nobody counts."""
    return any(figure in Content.of(part).vocabulary and phrases("bounds").within(part) for part in parts(answer))


def _is_other_money(amount: Amount, answer: str, places: Sequence[str], shown: frozenset[str]) -> bool:
    """Whether an amount is one of money that no text counts in, told beside a figure of theirs: what it is worth."""
    if amount.unit not in MONEY or any(
        other.unit == amount.unit for one in places for other in figures_of(one).amounts
    ):
        return False
    beside = (Content.of(one).vocabulary for one in sentences(answer))
    return any(amount.figure in one and any(is_number(other) and other in shown for other in one) for one in beside)


def _counts_of(answer: str) -> frozenset[str]:
    """Return the small whole numbers of an answer: what is counted, and so may be multiplied with or added."""
    return frozenset(one for one in Content.of(answer).vocabulary if one in SMALL_ONES)


def in_units_of(turn: Turn) -> frozenset[str]:
    """Return the amounts that a turn has at hand as figures in the units of its answer: 50 cents are 0.5 of a euro."""
    wanted = {amount.unit for amount in figures_of(turn.answer).amounts}
    places = (unnumbered(turn.thoughts), turn.question, turn.answer, *(one.quote for one in turn.citations))
    return frozenset(
        spelled(value * factor)
        for text in places
        for amount in (*figures_of(text).amounts, *halved(text))
        for unit in wanted
        if unit != amount.unit and (factor := scale(amount.unit, unit)) and (value := value_of(amount.figure))
    )


def _is_day(amounts: Sequence[Amount]) -> bool:
    """Whether a figure with its unit may be a day of a month: 15日."""
    return any(one.unit == "day" and one.figure in _DAYS for one in amounts)


def _days_of_months(text: str) -> frozenset[str]:
    """Return the days of months that a text names: a date is counted from the one that is asked of."""
    tokens = [token for token in Content.of(text).tokens if token not in _MONTH_SIGNS]
    beside = (pair for one, other in pairwise(tokens) for pair in ((one, other), (other, one)))
    return frozenset(day for day, month in beside if is_month(month) and day in _DAYS)


def _has_other_unit(amount: Amount, places: Sequence[str], own: Sequence[str]) -> bool:
    """Whether texts have a figure with units only that are not the one it is given with."""
    units = {other.unit for text in places for other in figures_of(text).amounts if other.figure == amount.figure}
    return bool(units) and amount.unit not in units and not any(amount.figure in figures_of(text).bare for text in own)


def is_converted(amount: Amount, places: Sequence[str]) -> bool:
    """Whether texts have an amount in another unit, of which this one is the same, rounded or not.

    In the same unit it is the same only where it is rounded to fewer digits.
    """
    wanted = value_of(amount.figure)
    for other in (other for text in places for other in (*figures_of(text).amounts, *halved(text))):
        if wanted is not None and amount.unit == other.unit == DEGREES and _is_other_scale(wanted, other):
            return True
        factor, value = scale(other.unit, amount.unit), value_of(other.figure)
        if not (factor and wanted and value):
            continue
        is_near = abs(wanted - value * factor) <= wanted * CONVERTED
        if is_near and (other.unit != amount.unit or is_rounded(wanted, value)):
            return True
    return False


def _is_other_scale(wanted: float, other: Amount) -> bool:
    """Whether a temperature is another one in Fahrenheit or in Celsius."""
    value = float(other.figure)
    return any(abs(wanted - result) <= 1 for result in (1.8 * value + 32, (value - 32) / 1.8))
