"""The check that an answer doesn't contradict what its own turn quotes: in a figure, a name, an opposite, a negation.

Only sure cases are found; what contradicts in other words is for a judge.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from openbook.codes import Code
from openbook.dialogue.checks.figures import follows
from openbook.dialogue.checks.finding import Finding
from openbook.records import Item, Turn
from openbook.text.amounts import figures_of
from openbook.text.content import Content, is_number, is_spaceless, vocabulary_of
from openbook.text.days import months, weekdays
from openbook.text.language import language
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.mentions import unnumbered
from openbook.text.opposites import turned
from openbook.text.phrases import phrases, sentences, spoken
from openbook.text.yes_no import side

FEW = 3
"""Own words of an answer that is one thing; twice as many pairs of characters."""
RESTATED = 0.6
"""Share of a quoted statement's words that a question and its answer have, from which they are about it."""
MANY = 0.2
"""Share of words with a capital from which nouns may have one."""
BESIDE = 4
"""Words behind a negation, or before it, which it turns around."""

_PART = late(r"[,;:—–](?=\s)|[，、；：؛،]|(?<=[.!?؟।])\s+|(?<=[。！？])|\n+")
_NAME = late(r"(?<![\w.])(?=[^\W\d_])[^\W\d_a-z][\w-]{2,}")
_INSIDE = late(r"(?<=[^\W\d_] )[^\W\d_a-z][\w-]{2,}|(?<=[,;] )[^\W\d_a-z][\w-]{2,}")
"""Within a sentence."""
_MONTH = late(r"m\d{1,2}")
_WITHOUT = frozenset({"without", "ohne", "sans", "sin", "senza", "sem", "zonder", "bez", "без", "بدون", "دون", "बिना"})
_NOUNS_IN_CAPITALS = "german"


def contradicts(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find an answer that says another thing than the quotations of its own turn."""
    if not item.has_gold:
        return None
    for number, turn in enumerate(turns, start=1):
        quotes = [one.quote for one in turn.citations]
        if quotes and (wrong := _wrong(item, turn, quotes)):
            return Finding("contradicts", Code.UNSUPPORTED, f"the answer of turn {number} {wrong}", at=(number,))
    return None


def _wrong(item: Item, turn: Turn, quotes: Sequence[str]) -> str:
    """Return in what an answer contradicts what is quoted; empty for nothing."""
    return (
        _other_amount(turn, quotes)
        or _other_figure(turn, quotes)
        or _other_day(turn, quotes)
        or _other_name(item, turn, quotes)
        or _other_matter(item, turn, quotes)
        or _opposite(turn, quotes)
        or _negated(turn, quotes)
    )


def _other_amount(turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where a short answer has one amount, and another one of its unit is quoted."""
    told = figures_of(turn.answer).amounts
    if len(told) != 1 or len(_own(turn)) > 2 * FEW:
        return ""
    quoted = frozenset().union(*(figures_of(quote).amounts for quote in quotes))
    thoughts = unnumbered(turn.thoughts)
    known = Content.of(thoughts).vocabulary | Content.of(turn.question).vocabulary
    for one in told:
        alike = [other for other in quoted if other.unit == one.unit]
        if one.figure in known or not alike or any(other in told for other in alike):
            continue
        if not follows(one.figure, known | vocabulary_of(tuple(quotes)), frozenset(), counted=False, scaled=False):
            return f"says “{one}”, where “{alike[0]}” is quoted"
    return ""


def _other_figure(turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer has a figure beside a word beside which another one is quoted."""
    led = Content.of(unnumbered(turn.thoughts)).vocabulary | Content.of(turn.question).vocabulary
    told = _beside_words(turn.answer)
    figures = {one.figure for one in told}
    is_short, known = len(_own(turn)) <= FEW, led | vocabulary_of(tuple(quotes))
    for one in told:
        for other in (other for quote in quotes for other in _beside_words(quote)):
            alike = (one.word, one.is_behind) == (other.word, other.is_behind) and one.figure != other.figure
            if not alike or one.figure in led or other.figure in figures:
                continue
            if one.is_behind or (is_short and not follows(one.figure, known, frozenset(), counted=False, scaled=False)):
                return f"says “{one}”, where “{other}” is quoted"
    return ""


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
    telling = frozenset(content(text))
    row = [token for token in Content.of(text).tokens if token in telling or is_number(token)]
    found = []
    for one, other in pairwise(row):
        if is_number(other) and not is_number(one):
            found.append(_Counted(one, other, is_behind=True))
        elif is_number(one) and not is_number(other):
            found.append(_Counted(other, one, is_behind=False))
    return tuple(found)


def _other_day(turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer has a day of the week or a month in the place of the one that is quoted."""
    known = f"{turn.question}\n{turn.thoughts}"
    for names in (weekdays, months):
        told = names(turn.answer)
        quoted = frozenset().union(*map(names, quotes))
        if told and quoted and told.isdisjoint(names(known)) and told.isdisjoint(quoted):
            return "names another day or month than what is quoted"
    return ""


def _other_name(item: Item, turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer has names of the passages in the place of those that are quoted."""
    names = _names(tuple(passage.text for passage in item.passages))
    told = names.intersection(_NAME.findall(turn.answer))
    if not told:
        return ""
    asked = spoken(f"{turn.question}")
    told = frozenset(one for one in told if one not in turn.thoughts and f" {one.casefold()} " not in asked)
    quoted = names.intersection(_NAME.findall(" ".join(quotes)))
    left = {name for name in quoted if f" {name.casefold()} " not in asked}
    if told and left and not any(name.casefold() in turn.answer.casefold() for name in left):
        return f"names {min(told)}, where {min(left)} is quoted"
    return ""


@lru_cache(maxsize=64)
def _names(texts: tuple[str, ...]) -> frozenset[str]:
    """Return the words of passages that are never without a capital; none in German, whose nouns have one."""
    everything = "\n".join(texts)
    inside = [name for name in _INSIDE.findall(everything) if name[0].isupper()]
    if language(everything) == _NOUNS_IN_CAPITALS or len(inside) > MANY * everything.count(" "):
        return frozenset()
    small = frozenset(re.findall(r"\b[a-zа-я][\w-]+", everything))
    rare = (name for name in inside if name.casefold() not in small)
    return frozenset(name for name in rare if not _MONTH.fullmatch(Content.of(name).tokens[0]))


def _own(turn: Turn) -> list[str]:
    """Return the words of an answer that its question has not."""
    asked = Content.of(turn.question).vocabulary
    return [word for word in content(turn.answer) if word not in asked]


def _other_matter(item: Item, turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where gold has all words of a short answer, and the thoughts that lead to it none.

    What is quoted must be about the question; else it only says less than gold does.
    """
    own, asked = _own(turn), content(turn.question)
    about = vocabulary_of(tuple(quotes))
    if 2 * sum(word in about for word in asked) < len(asked):
        return ""
    if not 0 < sum(0.5 if is_spaceless(word) else 1 for word in own) <= FEW:
        return ""
    led = Content.of(turn.thoughts).vocabulary
    begun = {word[:4] for word in led}
    if not led or any(word in led or (len(word) > 4 and word[:4] in begun) for word in own):
        return ""  # without thoughts, nothing leads elsewhere
    gold = vocabulary_of(tuple(passage.text for passage in item.passages if passage.is_gold))
    return f"has “{own[0]}” from another place than what is quoted" if all(word in gold for word in own) else ""


def _opposite(turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer repeats what is quoted with a word's opposite in its place."""
    for quote in quotes:
        for sentence in sentences(quote):
            denied = phrases("negations").within(sentence)
            if denied and phrases("negations").within(turn.question) != denied:
                continue
            held = Content.of(sentence).vocabulary | Content.of(turn.question).vocabulary
            for part in _parts(turn.answer):
                if not (words := turned(part, sentence)) or phrases("negations").within(part):
                    continue
                if turned(turn.question, part) or turned(turn.question, sentence) or _has(words[1], turn.answer):
                    continue
                said = [word for word in content(part) if word not in content(words[0])]
                shared = [word for word in said if word in held]
                spare = any(map(is_number, shared))
                if len(said) - len(shared) <= (spare and len(shared) > 1) and (spare or len(shared) > 1):
                    return f"says “{words[0]}”, where “{words[1]}” is quoted"
    return ""


def _has(word: str, text: str) -> bool:
    return word in text.casefold()


def _negated(turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer says yes to what is quoted as not so, or repeats it without its negation."""
    said = f"{turn.question}\n{turn.answer}"
    if (
        side(turn.answer) == "no"
        or _denies(said)
        or any(phrases(name).within(said) for name in ("refraining", "in_vain"))
    ):
        return ""
    if phrases("conditions").within(turn.answer):
        return ""
    told = Content.of(said).vocabulary
    agrees = side(turn.answer) == "yes"
    for quote in quotes:
        for part in _parts(quote):
            negation = _one_negation(part)
            if not negation or (negation in _WITHOUT and phrases("negations").within(said)):
                continue
            stated, turned_around = content(part), _beside(part, negation)
            own = content(turn.answer)
            if len(stated) < 2 or not turned_around or not all(word in told for word in turned_around):
                continue
            repeats = all(
                word in Content.of(part).vocabulary or word in Content.of(turn.question).vocabulary for word in own
            )
            covered = sum(word in told for word in stated)
            if covered >= RESTATED * len(stated) and (agrees or (repeats and len(own) > 1)):
                return f"leaves out the “{negation}” of what is quoted"
    return ""


def _denies(text: str) -> bool:
    """Whether a text has a negation that is more than a `without`."""
    found = phrases("negations").within(text)
    return bool(found) and (
        found not in _WITHOUT or bool(phrases("negations").within(spoken(text).replace(f" {found} ", " ")))
    )


def _parts(text: str) -> Iterator[str]:
    return (part for found in _PART.split(text) if (part := found.strip()))


def _one_negation(part: str) -> str:
    """Return the negation of a statement that has one; empty where it has none, or more, or only narrows something."""
    found = phrases("negations").within(part)
    if not found or phrases("conditions").within(part):
        return ""
    rest = spoken(part).replace(f" {found} ", " ", 1)
    return "" if phrases("negations").within(rest) or f" {found} " not in spoken(part) else found


def _beside(part: str, negation: str) -> tuple[str, ...]:
    """Return what a negation turns around: the words behind it, or before it where a sentence ends with its verb.

    None where it bounds an amount: `no longer than seven days`.
    """
    before, _, behind = spoken(part).partition(f" {negation} ")
    words = content(" ".join(behind.split()[:BESIDE])) or content(" ".join(before.split()[-BESIDE:]))
    return () if any(map(is_number, words)) else words
