"""The check that an answer's figures and names of code stand somewhere, or follow from what does."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import permutations

from openbook.codes import Code
from openbook.dialogue.checks.code_names import factors_in_code, is_made_of, names_of_code
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.own_words import without_own_words
from openbook.dialogue.checks.worked_out import digits, is_rounded, is_worked_out, spelled
from openbook.records import Item, Turn
from openbook.text.amounts import MONEY, Amount, figures_of, scale
from openbook.text.content import Content, is_number, vocabulary_of
from openbook.text.late import late
from openbook.text.mentions import unnumbered
from openbook.text.normalise import bare
from openbook.text.phrases import phrases, sentences
from openbook.text.told_amounts import halved

ROUNDED = 0.01
"""How far a figure that was worked out may be rounded, as a share of it."""
CONVERTED = 0.1
"""The same of an amount in another unit: eight weeks are two months."""
DEGREES = "°"
SMALL = 13
"""Smaller whole numbers without a unit are counted, not quoted."""
MOST_FIGURES = 40
"""Figures in view beyond which any figure can be worked out from some."""

_JOINED_UNIT = late("[時时]|시간")
"""Hours in scripts in which a unit is no word of its own."""
_WHOLE = late(r"(?<![\d.,])\d{1,2}(?![.,]?\d)")


def invented(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a figure or a name of code in an answer that stands in no passage and no question, nor follows from any.

    What follows is worked out from figures of the turn itself: of its question, its thoughts, its quotations.
    """
    if not item.has_gold:
        return None
    texts = tuple(
        [passage.text for passage in item.passages] + [unnumbered(passage.source) for passage in item.passages]
    )
    shown = vocabulary_of(texts)
    code = "".join(map(bare, texts))
    for number, turn in enumerate(turns, start=1):
        shown |= Content.of(turn.question).vocabulary
        code += bare(turn.question)
        strange = _strange_figure(turn, shown, texts)
        if strange and (said := without_own_words(turn.answer, item.passages)) != turn.answer:
            strange = _strange_figure(replace(turn, answer=said), shown, texts)
        strange_names = (one for one in names_of_code(turn.answer) if bare(one) not in code)
        name = next((one for one in strange_names if not is_made_of(one, shown)), "")
        if strange or name:
            detail = f"turn {number} gives “{strange or name}”, which stands in no passage that was shown"
            return Finding("invented", Code.UNSUPPORTED, detail)
        shown |= Content.of(turn.answer).vocabulary
        texts += (turn.question, turn.answer)
    return None


def _strange_figure(turn: Turn, shown: frozenset[str], texts: tuple[str, ...]) -> str:
    """Return the first figure of an answer that comes from nowhere; with its unit where that is what is strange."""
    answer = Content.of(turn.answer).vocabulary
    if not any(map(is_number, answer)):
        return ""
    thoughts = unnumbered(turn.thoughts)
    at_hand = Content.of(thoughts).vocabulary | Content.of(turn.question).vocabulary
    known = at_hand | (answer & shown) | vocabulary_of(tuple(one.quote for one in turn.citations))
    known |= frozenset() if turn.citations else shown
    known |= in_units_of(turn) | _counts_of(turn.answer)
    doubled = phrases("halves").within(f"{turn.question}\n{thoughts}\n{turn.answer}") != ""
    told = figures_of(turn.answer).amounts
    places = (*texts, thoughts, turn.question)
    factors = factors_in_code(turn.answer)
    for one in answer - factors:
        if is_number(one) and one not in shown and one not in at_hand and not _is_day_of_month(one, at_hand | shown):
            amounts = [amount for amount in told if amount.figure == one]
            values = [value for other in known if is_number(other) and (value := _value(other)) is not None]
            if any(is_converted(amount, places) or is_worked_out(amount, places, values) for amount in amounts):
                continue
            if any(_is_other_money(amount, turn.answer, places, shown) for amount in amounts):
                continue
            if _JOINED_UNIT.search(turn.answer) and is_worked_out(Amount(one, "h"), places, values):
                continue
            if not follows(
                one, known, shown, counted=not amounts, doubled=doubled, scaled=not amounts, next_to=not amounts
            ):
                return one
    own = (thoughts, turn.question)
    strange = (one for one in told if _has_other_unit(one, places, own) and not is_converted(one, places))
    nowhere = (one for one in strange if not follows(one.figure, known - {one.figure}, frozenset(), counted=False))
    return next(map(str, nowhere), "")


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
    return frozenset(one for one in _WHOLE.findall(answer) if int(one) < SMALL)


def in_units_of(turn: Turn) -> frozenset[str]:
    """Return the amounts that a turn has at hand as figures in the units of its answer: 50 cents are 0.5 of a euro."""
    wanted = {amount.unit for amount in figures_of(turn.answer).amounts}
    places = (unnumbered(turn.thoughts), turn.question, turn.answer, *(one.quote for one in turn.citations))
    return frozenset(
        spelled(value * factor)
        for text in places
        for amount in (*figures_of(text).amounts, *halved(text))
        for unit in wanted
        if unit != amount.unit and (factor := scale(amount.unit, unit)) and (value := _value(amount.figure))
    )


def _is_day_of_month(figure: str, known: frozenset[str]) -> bool:
    """Whether a figure is a date whose day and month are known: 3.5. is the third of May."""
    day, _, month = figure.partition(".")
    return bool(month) and day in known and f"m{month}" in known


def _has_other_unit(amount: Amount, places: Sequence[str], own: Sequence[str]) -> bool:
    """Whether texts have a figure with units only that are not the one it is given with."""
    units = {other.unit for text in places for other in figures_of(text).amounts if other.figure == amount.figure}
    return bool(units) and amount.unit not in units and not any(amount.figure in figures_of(text).bare for text in own)


def is_converted(amount: Amount, places: Sequence[str]) -> bool:
    """Whether texts have an amount in another unit, of which this one is the same, rounded or not.

    In the same unit it is the same only where it is rounded to fewer digits.
    """
    wanted = _value(amount.figure)
    for other in (other for text in places for other in (*figures_of(text).amounts, *halved(text))):
        if wanted is not None and amount.unit == other.unit == DEGREES and _is_other_scale(wanted, other):
            return True
        factor, value = scale(other.unit, amount.unit), _value(other.figure)
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


def follows(
    figure: str,
    known: Iterable[str],
    shown: frozenset[str],
    *,
    counted: bool = True,
    doubled: bool = True,
    scaled: bool = True,
    next_to: bool = True,
) -> bool:
    """Whether a figure is counted, one of the passages in another scale, or two figures at hand give it.

    `counted`: whether it may be a small one that was counted; `doubled`: whether it may be half or twice another one;
    `scaled`: whether it may be another one in another unit; `next_to`: whether it may be the whole number before or
    after one, as `from 16 on` says `more than 15`.
    """
    wanted = _value(figure)
    if wanted is None or (counted and wanted < SMALL and wanted == int(wanted)):
        return True
    if any(spelled(wanted / scale) in shown for scale in _SCALES):
        return True
    values = sorted({value for one in known if is_number(one) and (value := _value(one)) is not None})
    if len(values) > MOST_FIGURES:
        return True
    units = (*_DECIMAL, *(_UNITS if scaled else ()), *((2, 0.5) if doubled else ()))
    if any(_rounds(wanted, value * scale) for value in values for scale in (1, *units)):
        return True
    if next_to and wanted == int(wanted) and any(abs(wanted - value) == 1 for value in values):
        return True
    if any(_rounds(wanted, result) for value in values for result in (*_on_the_clock(value), *_of_a_whole(value))):
        return True
    pairs = list(permutations(values, 2))
    if any(abs(wanted - result) < _EXACT for one, other in pairs for result in (one + other, one - other)):
        return True
    return any(
        _rounds(wanted, result)
        for one, other in pairs
        for result in (*_sums(one, other), one * other, one / other if other else 0.0, 100 * one / (other or 1))
    )


def _sums(one: float, other: float) -> tuple[float, ...]:
    """Return what two figures make and by what they differ; nothing where rounding would swallow the smaller one."""
    smaller, larger = sorted((abs(one), abs(other)))
    return (one + other, one - other) if smaller > 2 * ROUNDED * larger else ()


def _on_the_clock(value: float) -> tuple[float, ...]:
    return (value + 12, value - 12, 24 - value, 60 - value) if value <= 60 else ()


def _of_a_whole(value: float) -> tuple[float, ...]:
    return (100 - value, 100 / value if value else 0.0)


_SCALES = (10.0, 100.0, 1e3, 1e6, 1e9, 0.1, 0.01, 0.001)
_DECIMAL = (0.001, 0.01, 0.1, 10, 100, 1000, 1e6)
_UNITS = tuple(one for n in (60, 24, 7, 4, 12, 365, 30) for one in (n, 1 / n))
_LARGEST = 1e15
_EXACT = 1e-6


def _rounds(wanted: float, result: float) -> bool:
    """Whether a figure is a result, or one that has more digits rounded."""
    apart = abs(wanted - result)
    return apart < _EXACT or (apart <= abs(wanted) * ROUNDED and digits(wanted) < digits(result))


def _value(token: str) -> float | None:
    try:
        value = float(token)
    except ValueError:
        return None
    return value if value < _LARGEST else None
