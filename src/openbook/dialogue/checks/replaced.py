"""What an answer may have in the place of what its turn quotes: another figure, day, name, period, or matter."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise

from openbook.dataclass import dataclass
from openbook.dialogue.checks.added import retells
from openbook.dialogue.checks.figures import in_units_of, is_converted, is_doubled, written_out_of
from openbook.dialogue.checks.how_often import other_period
from openbook.dialogue.checks.neighbours import neighbours_amount
from openbook.dialogue.checks.other_names import other_name
from openbook.dialogue.checks.rates import rates_of
from openbook.dialogue.checks.turned_around import parts
from openbook.dialogue.checks.when_told import other_day
from openbook.dialogue.checks.worked_out import TIMED, follows, is_worked_out
from openbook.records import Item, Turn
from openbook.text.amounts import MONEY, Amount, figures_of, scale, sign_of_stem
from openbook.text.content import Content, is_number, numbers, vocabulary_of, word_count
from openbook.text.days import is_year
from openbook.text.leak import content
from openbook.text.mentions import short, unnumbered
from openbook.text.normalise import bare, holds
from openbook.text.phrases import sentences
from openbook.text.told_amounts import hours
from openbook.text.word_lists import all_of
from openbook.text.yes_no import side

FEW = 3
"""Own words of an answer that is one thing; twice as many pairs of characters."""
NOON = 12
PRICED = MONEY | {""}
APART = 3
"""Places between a figure and a word that it stands next to."""


def replaced(item: Item, turn: Turn, quotes: Sequence[str]) -> str:
    """Return in what an answer has another thing than what is quoted; empty for nothing."""
    return (
        _other_amount(item, turn, quotes)
        or neighbours_amount(item, turn, quotes)
        or _other_unit(item, turn, quotes)
        or _other_rate(turn, quotes)
        or _other_figure(item, turn, quotes)
        or _other_lone_figure(turn, quotes)
        or other_day(item, turn, quotes)
        or other_period(turn, quotes)
        or other_name(item, turn, quotes)
        or _other_matter(item, turn, quotes)
    )


def _other_amount(item: Item, turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where a short answer has one amount, and another one of its unit is quoted.

    Behind a yes or a no that is the answer, an amount of gold's is told beside it.
    """
    told = figures_of(turn.answer).amounts
    if len(told) != 1 or not (len(own := own_words(turn)) <= 2 * FEW or retells(own, quotes)):
        return ""
    quoted = frozenset().union(*(figures_of(quote).amounts for quote in quotes))
    if not quoted or not told.isdisjoint(quoted):
        return ""
    gold = vocabulary_of(tuple(passage.text for passage in item.passages if passage.is_gold))
    ranks = frozenset(str(passage.rank) for passage in item.passages)
    known = (Content.of(unnumbered(turn.thoughts)).vocabulary - ranks) | Content.of(turn.question).vocabulary
    named = _names(turn.question, item)
    for one in told:
        if side(turn.answer) and one.figure in gold:
            continue
        alike = [other for other in quoted if other.unit == one.unit] or _only_one_akin(one, quoted)
        if one.figure in known or not alike or any(other in told for other in alike):
            continue
        at_hand = (known - named) | vocabulary_of(tuple(quotes)) | in_units_of(turn)
        if is_converted(one, tuple(quotes)) or is_worked_out(one, (*quotes, "" if named else turn.question), ()):
            continue
        if not follows(
            one.figure,
            at_hand,
            frozenset(),
            counted=False,
            doubled=is_doubled(turn),
            scaled=False,
            next_to=False,
            timed=one.unit in TIMED,
        ):
            return f"says “{one}”, where “{alike[0]}” is quoted"
    return ""


def _names(question: str, item: Item) -> frozenset[str]:
    """Return the figures of a question that are a part of what gold calls something: workshop 7."""
    said, telling = Content.of(question).tokens, frozenset(content(question))
    pairs = {
        (one, other) for one, other in pairwise(said) if is_number(other) and one in telling and not is_number(one)
    }
    held = (pairwise(Content.of(chunk.text).tokens) for chunk in item.gold if pairs)
    return frozenset(other for row in held for one, other in row if (one, other) in pairs)


def _only_one_akin(amount: Amount, quoted: frozenset[Amount]) -> list[Amount]:
    """Return what is quoted where that is one amount alone, in another unit of its kind: six weeks, three months."""
    return [one for one in quoted if len(quoted) == 1 and one.is_plain and scale(one.unit, amount.unit)]


def _other_unit(item: Item, turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer has a figure that is quoted with another unit of the same kind.

    Beside other amounts, one of gold's is told from another place.
    """
    quoted = frozenset().union(*(figures_of(quote).amounts for quote in quotes))
    told, own = figures_of(turn.answer).amounts, figures_of(turn.question).amounts
    if told <= quoted:
        return ""
    if len(told) > 1:
        own = own.union(*(figures_of(passage.text).amounts for passage in item.passages if passage.is_gold))
    for one in told - quoted - own:
        alike = [other for other in quoted - told if other.figure == one.figure and scale(one.unit, other.unit)]
        if alike and not is_converted(one, (*quotes, turn.question)):
            return f"says “{one}”, where “{alike[0]}” is quoted"
    return ""


def _other_rate(turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer has a figure that is quoted, and so many a second where it is a minute."""
    if not (rates := rates_of(turn.answer)):
        return ""
    quoted = frozenset().union(*map(rates_of, quotes))
    known = {sign_of_stem(word) for word in Content.of(f"{turn.question}\n{turn.thoughts}").tokens}
    for figure, unit in rates - quoted:
        others = (other for same, other in quoted - rates if same == figure and scale(unit, other))
        if unit not in known and (other := next(others, "")):
            return f"says “{figure} a {unit}”, where “{figure} a {other}” is quoted"
    return ""


def _other_figure(item: Item, turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer has a figure beside a word beside which another one is quoted.

    One that those at hand give was worked out; one behind its word by a figure that isn't quoted.
    """
    if not (told := _beside_words(turn.answer)):
        return ""
    figures = frozenset(numbers(Content.of(turn.answer).vocabulary))
    others = [other for quote in quotes for other in _beside_words(quote) if other.figure not in figures]
    pairs = [
        (one, other) for one in told for other in others if one.word == other.word and one.is_behind == other.is_behind
    ]
    if not pairs:
        return ""
    led = Content.of(unnumbered(turn.thoughts)).vocabulary | Content.of(turn.question).vocabulary
    quoted = vocabulary_of(tuple(quotes))
    is_short, known = len(own_words(turn)) <= FEW, led | quoted | in_units_of(turn)
    amounts = figures_of(turn.answer).amounts
    texts = tuple(passage.text for passage in item.passages)
    worked = {one.figure for one in amounts if len(figures) > 1 or is_converted(one, quotes)}
    for one, other in pairs:
        if any({one.word, one.figure} <= Content.of(part).vocabulary for quote in quotes for part in parts(quote)):
            continue
        is_label = one.is_behind and one.figure not in worked
        if one.figure not in led:
            if _is_afternoon(one.figure, other.figure, quotes) or _is_years_from(one.figure, quotes):
                continue
            if written_out_of((one.figure,), quoted, texts):
                continue
            near = (led - quoted).union(other.figure for same, other in pairs if same == one)
            if (one.is_behind or is_short) and not _is_worked_out(
                one.figure, known, quoted, near, is_open=not is_label
            ):
                return f"says “{one}”, where “{other}” is quoted"
    return ""


def _is_afternoon(hour: str, other: str, quotes: Sequence[str]) -> bool:
    """Whether a figure is an hour of the afternoon as people tell it, where that is quoted: 10 for 22."""
    is_later = hour.isdigit() and other.isdigit() and 0 < int(hour) <= NOON and int(other) - int(hour) == NOON
    return is_later and any(60 * (int(hour) % NOON) in hours(quote) for quote in quotes)


def _is_years_from(figure: str, quotes: Sequence[str]) -> bool:
    """Whether a figure is a year so many years before or after another one as is quoted beside that."""
    if not is_year(figure):
        return False
    for quote in quotes:
        figures = figures_of(quote)
        since = [int(one.figure) for one in figures.amounts if one.unit == "year" and one.figure.isdigit()]
        if any(abs(int(figure) - int(one)) in since for one in figures.bare if is_year(one)):
            return True
    return False


def _is_worked_out(
    figure: str, known: frozenset[str], quoted: frozenset[str], near: frozenset[str], is_open: bool
) -> bool:
    """Whether figures at hand give one: any of them, or also one that is not quoted.

    `near`: those that count the same, next to which one may be.
    """
    by_hand = follows(figure, known, frozenset(), counted=False, scaled=False, doubled=is_open, next_to=False)
    if not by_hand and not _is_next_to(figure, near):
        return False
    return is_open or not follows(figure, quoted, frozenset(), counted=False, scaled=False, doubled=False)


def _is_next_to(figure: str, others: frozenset[str]) -> bool:
    """Whether a figure is the whole number before or after another one."""
    return figure.isdigit() and not others.isdisjoint((str(int(figure) - 1), str(int(figure) + 1)))


def _other_lone_figure(turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer has one figure and else its question's words, and one other is quoted."""
    own, there = own_words(turn), frozenset().union(*(figures_of(quote).bare for quote in quotes))
    if len(own) != 1 or own[0] not in figures_of(turn.answer).bare or len(there) != 1 or own[0] in there:
        return ""
    led = Content.of(unnumbered(turn.thoughts)).vocabulary | Content.of(turn.question).vocabulary
    if own[0] in led or _is_worked_out(
        own[0], led | (told := vocabulary_of(tuple(quotes))), frozenset(), led | told, is_open=True
    ):
        return ""
    return f"says “{own[0]}”, where “{min(there)}” is quoted"


@dataclass(frozen=True, slots=True)
class _Counted:
    """A figure and a word that tells something, next to each other."""

    word: str
    figure: str
    is_behind: bool
    """Whether the figure is behind the word."""

    def __str__(self) -> str:
        return f"{self.word} {self.figure}" if self.is_behind else f"{self.figure} {self.word}"


@lru_cache(maxsize=256)
def _beside_words(text: str) -> tuple[_Counted, ...]:
    """Return the figures of a text with the words that tell something before and behind them."""
    figures = figures_of(text)
    if not (figures.amounts or figures.bare):
        return ()
    telling = frozenset(content(text))
    found = []
    for one, other in chain.from_iterable(_near(Content.of(part).tokens, telling) for part in parts(text)):
        if is_number(other) and not is_number(one):
            found.append(_Counted(one, other, is_behind=True))
        elif is_number(one) and not is_number(other):
            found.append(_Counted(other, one, is_behind=False))
    return tuple(found)


def _near(tokens: Sequence[str], telling: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield each two words next to each other that tell something, or with one other word between.

    A figure that counts what stands behind it belongs to that: `a day for two weeks` tells of no day 2.
    """
    places = [place for place, token in enumerate(tokens) if token in telling or is_number(token)]
    joints = all_of("conjunctions")
    for one, other in pairwise(places):
        counts = is_number(tokens[other]) and sign_of_stem("".join(tokens[other + 1 : other + 2])) not in PRICED
        if other - one == 1 or (other - one <= APART and not counts and joints.isdisjoint(tokens[one + 1 : other])):
            yield tokens[one], tokens[other]


def own_words(turn: Turn) -> list[str]:
    """Return the words of an answer that its question has not."""
    asked = Content.of(turn.question).vocabulary
    return [word for word in content(turn.answer) if word not in asked]


def _other_matter(item: Item, turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where gold has all words of a short answer, and neither the thoughts nor a quotation any.

    What is quoted must be about the question; else it only says less than gold does.
    """
    own, asked = own_words(turn), content(turn.question)
    if not 0 < word_count(own) <= FEW:
        return ""
    about = vocabulary_of(tuple(quotes))
    if 2 * sum(word in about for word in asked) < len(asked):
        return ""
    led = Content.of(turn.thoughts).vocabulary | about
    begun = {word[:4] for word in led}
    if not turn.thoughts.strip() or any(word in led or (len(word) > 4 and word[:4] in begun) for word in own):
        return ""  # without thoughts, nothing leads elsewhere
    gold = vocabulary_of(tuple(passage.text for passage in item.passages if passage.is_gold))
    if side(turn.answer) and any(set(own) <= Content.of(one).vocabulary for one in _quoted_sentences(item, quotes)):
        return ""
    return f"stands elsewhere than what is quoted: “{short(turn.answer)}”" if gold.issuperset(own) else ""


def _quoted_sentences(item: Item, quotes: Sequence[str]) -> Iterator[str]:
    """Yield the sentences of gold of which a part is quoted."""
    wanted = [bare(quote) for quote in quotes]
    for sentence in (one for passage in item.passages if passage.is_gold for one in sentences(passage.text)):
        if any(holds(bare(sentence), quote) for quote in wanted):
            yield sentence
