"""Checks that compare the fields of a reply with each other and with its prose: they know no language.

A field that is not there refuses nothing.
"""

from collections.abc import Sequence

from openbook.codes import Code
from openbook.dialogue.checks.column_names import names_columns
from openbook.dialogue.checks.figures import SMALL_ONES, is_converted
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.fruitless import TOLD, finds_nothing
from openbook.dialogue.checks.worked_out import spelled, value_of
from openbook.records import Citation, Item, Turn
from openbook.text.amounts import Amount, figures_of, scale, sign_of_stem
from openbook.text.content import Content, is_number, numbers, vocabulary_of
from openbook.text.days import dates_in_figures, dates_of
from openbook.text.foreign_numbers import numbers_elsewhere
from openbook.text.hangul import is_hangul
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.mentions import short
from openbook.text.normalise import bare, holds_words
from openbook.text.phrases import phrases
from openbook.text.told_amounts import halved, hours, without_hours
from openbook.text.words import words
from openbook.text.yes_no import side

_BLANK_LINES = late(r"\n\s*\n")
_TITLE = late(r"\s*[^\n|]*[^\n.!?:;,。！？：；，।؟|]\s*")
"""A line that is a paragraph of its own and ends as no sentence does: as evidence it tells no more than its words."""


def wrong_evidence(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a field that names evidence in a chunk that was not shown, or any where the search failed; and a turn that
    quotes a table's column names alone.
    """
    for number, turn in enumerate(turns, start=1):
        named = [claim for claim in turn.evidence if len(words(claim.quote)) > 1]
        for claim in named:
            if not 1 <= claim.rank <= len(item.passages):
                detail = f"names chunk {claim.rank} as its evidence, but {len(item.passages)} chunks were shown"
                return Finding("evidence", Code.WRONG_CITATION, f"turn {number} {detail}")
            if other := _stands_elsewhere(claim, item):
                detail = (
                    f"names “{short(claim.quote)}” as evidence of chunk {claim.rank}, but it stands in chunk {other}"
                )
                return Finding("evidence", Code.WRONG_CITATION, f"turn {number} {detail}", at=(number,))
        if named and turn.found is False and not (item.has_gold or _tells_of_another(turn)):
            detail = f"names “{short(named[0].quote)}” as its evidence, and says in its field that nothing was found"
            return Finding("evidence", Code.WRONG_CITATION, f"turn {number} {detail}")
        if heading := _column_names(turn, [one.quote for one in named], item):
            detail = f"quotes “{short(heading)}”, which names the columns of a table and tells nothing; quote a row"
            return Finding("evidence", Code.WRONG_CITATION, f"turn {number} {detail}", at=(number,))
        if word := _told_beside(turn, item):
            detail = (
                f"answers “{short(turn.short_answer)}”, and “{word}” stands elsewhere than in the evidence it names"
            )
            return Finding("evidence", Code.WRONG_CITATION, f"turn {number} {detail}", at=(number,))
    return None


def _tells_of_another(turn: Turn) -> bool:
    """Whether an answer says what was found instead, in most words of the evidence that its field names."""
    asked, said = Content.of(turn.question).vocabulary, Content.of(turn.answer).vocabulary
    own = [[word for word in content(one.quote) if word not in asked] for one in turn.evidence]
    return finds_nothing(turn.answer, TOLD) and all(2 * sum(map(said.__contains__, row)) > len(row) for row in own)


def _told_beside(turn: Turn, item: Item) -> str:
    """Return a word of the short answer where gold has all that the question has not, and none beside the evidence.

    What stands in one paragraph with a quotation is beside it. A small number that thoughts have may be counted.
    """
    if not turn.short_answer or not turn.evidence or not item.has_gold:
        return ""
    known = Content.of(turn.question).vocabulary
    counted = SMALL_ONES & Content.of(turn.thoughts).vocabulary
    quoted = vocabulary_of(tuple(one.quote for one in turn.evidence))
    counted |= {one for one in SMALL_ONES if one.isdigit() and str(int(one) - 1) in quoted}  # somebody and four others
    own = [word for word in content(turn.short_answer) if word not in known and word not in counted]
    gold = "\n\n".join(passage.text for passage in item.passages if passage.is_gold)
    if not own or not Content.of(gold).vocabulary.issuperset(own):
        return ""
    named = (part for one in (*turn.citations, *turn.evidence) for part in _BLANK_LINES.split(one.quote))
    if (clock := hours(turn.short_answer)) and clock.isdisjoint(hours(gold)):
        own = [word for word in own if not is_number(word)]  # an hour that is worked out
        if not own:
            return ""
    quotes = [bare(part) for part in named]
    beside = [part for part in _BLANK_LINES.split(gold) if any(holds_words(part, quote) for quote in quotes)]
    told = vocabulary_of(tuple(beside))
    lacking = [word for word in own if not _in(word, told)]
    enough = 1 if all(map(_TITLE.fullmatch, beside)) else len(own)
    return lacking[0] if beside and len(lacking) >= enough else ""


def _column_names(turn: Turn, named: Sequence[str], item: Item) -> str:
    """Return the names of a table's columns that a turn names as evidence, or that are all it quotes; else nothing."""
    if not any("|" in passage.text for passage in item.passages):
        return ""
    told = turn.short_answer or turn.answer

    def is_heading(quote: str) -> bool:
        return names_columns(quote, told, turn.question, item.passages)

    quoted = [one.quote for one in turn.citations]
    return next(filter(is_heading, named), "") or (quoted[0] if quoted and all(map(is_heading, quoted)) else "")


def _stands_elsewhere(claim: Citation, item: Item) -> int:
    """Return the number of the chunk in which named evidence stands, if that isn't the one that is named; else 0."""
    quote = bare(claim.quote)
    held = [passage.rank for passage in item.passages if holds_words(passage.text, quote)]
    return 0 if not held or claim.rank in held else held[0]


def short_answer_differs(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a short answer that says something else than the answer: another figure, another name, no for yes."""
    for number, turn in enumerate(turns, start=1):
        if turn.short_answer and (wrong := _difference(turn)):
            detail = f"the short answer of turn {number}, “{short(turn.short_answer)}”, {wrong}"
            return Finding("short_answer", Code.UNSUPPORTED, detail)
    return None


def _difference(turn: Turn) -> str:
    given, told = side(turn.short_answer), side(turn.answer)
    if given and told and given != told:
        return "says yes and the answer no" if given == "yes" else "says no and the answer yes"
    said = Content.of(turn.answer).vocabulary
    quoted = vocabulary_of(tuple(one.quote for one in (*turn.citations, *turn.evidence)))
    near = said | Content.of(turn.question).vocabulary | quoted
    own = content(turn.short_answer)
    figures = [word for word in numbers(own) if word not in near and not _is_thousandfold(word, turn.answer)]
    elsewhere = numbers_elsewhere(turn.short_answer) if figures else frozenset()
    places = (turn.answer, turn.question, *(one.quote for one in (*turn.citations, *turn.evidence)))
    short_amounts = figures_of(turn.short_answer).amounts
    converted = {
        one.figure
        for one in short_amounts
        if is_converted(one, places) or any(_is_one_of(one, text) for text in places)
    }
    parts = halved(turn.short_answer)
    if parts and all(is_converted(amount, places) or _is_told(amount, places) for amount in parts):
        figures = []  # 1 h 30 is an hour and a half
    if other := next(filter(None, (_in_its_place(one, turn, places) for one in short_amounts - parts)), None):
        return f"says {other[0]} where the answer says {other[1]}"
    if other := next(filter(None, (_in_another_unit(one, places) for one in short_amounts)), None):
        return f"says {other[0]} where the answer says {other[1]}"
    if "0.5" in figures and phrases("halves").within(turn.answer):
        figures.remove("0.5")
    days = dates_in_figures(turn.short_answer, near) if figures else frozenset()
    figures = without_hours([one for one in figures if one not in days], turn.short_answer, (turn.answer,))
    if strange := next((one for one in figures if one not in converted and one not in elsewhere), ""):
        return f"has the figure {strange}, which the answer has not"
    if _has_another_date(turn):
        return "names another day or month than the answer"
    if turn.found is False or (_denies(turn.short_answer) and _denies(turn.answer)):
        return ""  # each says in words of its own that there is none
    around = near | Content.of(turn.thoughts).vocabulary
    if len(own) > 1 and not any(_in(word, around) or word in days or _begins_one(word, around) for word in own):
        return "has no word of the answer"
    return ""


def _has_another_date(turn: Turn) -> bool:
    """Whether an answer names a day that nothing else of its turn has, where its short answer names another one."""
    short, told = dates_of(turn.short_answer), dates_of(turn.answer)
    if short <= told:
        return False
    quoted = (one.quote for one in (*turn.citations, *turn.evidence))
    return not told <= short.union(*map(dates_of, (turn.question, turn.thoughts, *quoted)))


def _is_thousandfold(figure: str, answer: str) -> bool:
    """Whether an answer has a figure in a unit, of which another one is a thousand times as much, or a thousandth."""
    wanted = value_of(figure)
    values = [value for one in figures_of(answer).amounts if (value := value_of(one.figure))]
    return any(wanted and spelled(wanted) in (spelled(one * 1000), spelled(one / 1000)) for one in values)


def _is_told(amount: Amount, places: Sequence[str]) -> bool:
    return any(amount in halved(text) or amount in figures_of(text).amounts for text in places)


def _is_one_of(amount: Amount, text: str) -> bool:
    """Whether an amount is one of a larger unit that a text names without a figure: 24 hours are a day."""
    if not amount.is_plain or float(amount.figure) <= 1:
        return False
    units = {unit for token in Content.of(text).tokens if (unit := sign_of_stem(token))}
    return any(scale(unit, amount.unit) == float(amount.figure) for unit in units)


def _in_its_place(amount: Amount, turn: Turn, places: Sequence[str]) -> tuple[Amount, Amount] | None:
    """Return an amount that is quoted with the one of its unit that the answer has in its place."""
    told = figures_of(turn.answer).amounts
    if amount.figure in Content.of(turn.answer).vocabulary or is_converted(amount, (turn.answer,)):
        return None
    if not any(amount in figures_of(one.quote).amounts for one in (*turn.citations, *turn.evidence)):
        return None
    known = frozenset().union(*(figures_of(text).amounts for text in places if text != turn.answer))
    alike = [one for one in told if one.unit == amount.unit]
    return (amount, alike[0]) if len(alike) == 1 and alike[0] not in known else None


def _denies(text: str) -> bool:
    return bool(phrases("negations").within(text) or phrases("in_vain").within(text))


def _in_another_unit(amount: Amount, places: Sequence[str]) -> tuple[Amount, Amount] | None:
    """Return an amount with one of its figure in another unit of its kind, where no text has it itself."""
    told = frozenset().union(*(figures_of(text).amounts for text in places))
    if amount in told or is_converted(amount, places):
        return None
    alike = (one for one in told if one.figure == amount.figure and scale(one.unit, amount.unit))
    return next(((amount, one) for one in alike), None)


def _begins_one(word: str, vocabulary: frozenset[str]) -> bool:
    """Whether a word of Korean begins as another one does: a stem may be one syllable, and verbs change behind it."""
    return is_hangul(word) and any(word[0] == other[0] for other in vocabulary)


def _in(word: str, vocabulary: frozenset[str]) -> bool:
    return word in vocabulary or any(word[:4] == other[:4] for other in vocabulary if len(word) > 4)
