"""Quotations with parts left out or put in: what is missing may not turn what is said."""

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from itertools import islice

from openbook.text.content import Content, is_number
from openbook.text.days import months, weekdays
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.normalise import is_spaceless
from openbook.text.numerals import ordinal
from openbook.text.opposites import turned
from openbook.text.phrases import phrases
from openbook.text.words import MARKS

WIDEST = 60
"""Words that may be left out between two parts; in scripts without spaces twice as many characters."""
MOST_SENTENCES = 2
"""Sentences that may end within what is left out."""

WITHIN = 3
"""Characters around an omission that may belong to a word that it cuts."""

TAIL = 4
"""Letters at the end that two compounds of one last part share."""

FEWEST = 4
"""Words of a quotation from which its row in a text is no chance."""
MOST_SKIPPED = 3
"""Words that may be left out without a sign."""
MOST_PLACES = 8
"""Places where a quotation's first words stand that are looked at: `The machine […]` begins many a sentence."""
REACH = 12
"""Words beyond a quotation's edge among which a condition may stand that belongs to it."""

GAP = late(r"\s*(?:\[?(?:\.{3,}|…+)\]?|\(\s?(?:\.{3}|…)\s?\)|\[[^\[\]\n]{1,60}\]|⋯+|……)\s*")
_CAPITAL = late(r"\[(\w)\](?=\w)")
_WORD = late(rf"[\w{MARKS}]+")
_SENTENCE_END = late(r"[.!?]+[\"'”’)]*\s|[。！？।؟]|\n\s*\n")
_DOTS = late(r"\.{3}|…|⋯")
_ENDED = late(r"[.!?;]+[\"'”’)]*(?:\s|$)|[。！？।؟；؛]|\n\s*\n")
"""The end of a clause by itself."""
_CLAUSE = late(r"[,;:—–，；：、،؛]")
_BEGUN = late("[,;:、，；：]\\s*[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Another clause, in scripts whose languages put a condition before what it is a condition of."""
_YEAR = late(r"\w\s+\d{4}\s*$")
_ENDS_WITH_NUMBER = late(r"\d[\d.,]*\s*$")


def parted(text: str) -> tuple[list[str], list[str]]:
    """Return the parts of a quotation, and what stands between each two of them."""
    text = _CAPITAL.sub(r"\1", text)
    marks = list(GAP.finditer(text))
    places = [0, *(edge for mark in marks for edge in mark.span()), len(text)]
    parts = [text[start:end] for start, end in zip(places[::2], places[1::2], strict=True)]
    return parts, [mark.group() for mark in marks]


def fault(text: str, source: str, said: str = "", own: Collection[str] = ()) -> str | None:
    """Return what is wrong with a quotation's omissions; empty for nothing, None where its parts don't stand there.

    `said`: what is written beside it, which may say what a dot at its beginning or end leaves out. `own`: words of the
    answer that its question has not: a condition is no loss to a clause that has none of them.
    """
    parts, marks = parted(text)
    told = [part for part in parts if _WORD.search(part)]
    if not told:
        return None
    found: str | None = None
    for start in islice(_pattern(told[0]).finditer(source), MOST_PLACES):
        wrong = _fault_from(start.start(), parts, marks, source, said, own)
        if wrong == "":
            return wrong
        found = wrong if found is None else found
    return found


def _fault_from(
    start: int, parts: Sequence[str], marks: Sequence[str], source: str, said: str, own: Collection[str]
) -> str | None:
    """Return the same of a quotation whose first words are looked for from one place on."""
    place = -1
    pending: list[str] = []
    before = ""
    for part, mark in zip(parts, ["", *marks], strict=True):
        pending.append(mark)
        if not _WORD.search(part):
            continue
        span = _find(part, source, max(place, start))
        if span is None:
            return None
        if place >= 0:
            left_out = source[place : span[0]]
            wrong = _wrong(left_out, "".join(pending), said, source) or _cuts(source, place, span[0])
            wrong = "" if wrong and _is_of_another(left_out, before, part, own) else wrong
        else:
            wrong = _begins_without(source[: span[0]], "".join(pending), said)
        if wrong:
            return wrong
        place, pending, before = span[1], [], part
    mark = "".join(pending)
    if _DOTS.search(mark):
        return _after(source[place:], said)
    put_in = _put_in(mark)
    following = _SENTENCE_END.split(f"{source[place:]} ")[0]
    return f"puts in “{put_in}”" if put_in and _turns(put_in, following) else ""


def _is_of_another(left_out: str, before: str, behind: str, own: Collection[str]) -> bool:
    """Whether what is left out bounds the clause before it alone, and an answer stands on what comes behind.

    The clause is over where it ends, and has none of the answer's own words, of which what follows has some.
    """
    ended = _ENDED.search(left_out)
    if not own or ended is None or _WORD.search(left_out, ended.end()) or GAP.search(left_out):
        return False
    bounded = Content.of(_CLAUSE.split(_SENTENCE_END.split(before)[-1])[-1]).vocabulary
    return bounded.isdisjoint(own) and not Content.of(behind).vocabulary.isdisjoint(own)


def _put_in(mark: str) -> str:
    """Return the words in brackets that stand where a quotation leaves something out."""
    return " ".join(re.findall(r"\[([^\[\]]*)\]", mark)).strip(" .…")


def _turns(put_in: str, left_out: str) -> bool:
    """Whether words in brackets are the opposite of those in whose place they stand, or a negation of them."""
    narrow = phrases("negations")
    return turned(put_in, left_out) is not None or bool(narrow.within(put_in) and not narrow.within(left_out))


def _is_another(put_in: str, left_out: str, source: str) -> bool:
    """Whether words in brackets name another one of a kind than what they replace: a figure, a day, a month, a
    compound of the same last part (`month-end` for `quarter-end`); a figure that the source has nowhere is another.
    """
    replaced = content(left_out)
    if replaced and not _numbers(put_in) <= _numbers(source):
        return True
    kinds: tuple[Callable[[str], frozenset[object]], ...] = (_numbers, _places, weekdays, _months)
    for names in kinds:
        said, there = names(put_in), names(left_out)
        if said and there and said.isdisjoint(there):
            return True
    new = (word for word in content(put_in) if word not in replaced and not is_spaceless(word))
    return any(
        word[-TAIL:] == other[-TAIL:] and min(len(word), len(other)) > TAIL and not word.endswith(other)
        for word in new
        for other in replaced
    )


def _numbers(text: str) -> frozenset[str]:
    return frozenset(filter(is_number, Content.of(text).vocabulary))


def _places(text: str) -> frozenset[int]:
    """Return the places in a row that a text names: first, second."""
    return frozenset(map(ordinal, _WORD.findall(text))) - {0}


def _months(text: str) -> frozenset[str]:
    return months(f"1 {text.strip()}")  # beside a figure no name of a month is another word


def swallowed(text: str, source: str) -> str:
    """Return the negation that a quotation leaves out without a sign, its other words in a row; empty for none."""
    said = [word.casefold() for word in _WORD.findall(text)]
    if len(said) < FEWEST:
        return ""
    there = [word.casefold() for word in _WORD.findall(source)]
    for start in (place for place, word in enumerate(there) if word == said[0]):
        place, skipped = start, list[str]()
        for word in said[:-1]:
            while place < len(there) and there[place] != word and len(skipped) < MOST_SKIPPED:
                skipped.append(there[place])
                place += 1
            if place >= len(there) or there[place] != word:
                break
            place += 1
        else:
            if lost := phrases("negations").within(" ".join(skipped)):
                return lost
    return ""


def _begins_without(head: str, mark: str, said: str) -> str:
    """Return what is lost where a quotation begins with dots, or with words in brackets in place of what is there."""
    if _DOTS.search(mark):
        return _before(head, said)
    if not (put_in := _put_in(mark)):
        return ""
    clause = _CLAUSE.split(_SENTENCE_END.split(head)[-1])[-1]
    lost = phrases("negations").within(clause)
    return f"leaves out “{lost}”" if lost and not phrases("negations").within(put_in) else ""


def _before(head: str, said: str) -> str:
    """Return what is lost where a quotation begins with dots: a condition before it, or a negation at once."""
    sentence = _SENTENCE_END.split(head)[-1]
    return _lost(_last_words(sentence), _CLAUSE.split(sentence)[-1], said)


def _after(tail: str, said: str) -> str:
    """Return what is lost where a quotation ends with dots: a condition that follows, or a negation at once."""
    sentence = _SENTENCE_END.split(f"{tail} ")[0]
    if (begun := _BEGUN.match(sentence)) and not sentence[begun.end() - 1 :].startswith(phrases("conditions").signs):
        return ""
    return _lost(_first_words(sentence), _CLAUSE.split(sentence)[0], said)


def _lost(around: str, clause: str, said: str) -> str:
    lost = phrases("conditions").within(around) or phrases("negations").within(clause)
    if not lost:
        return ""
    matter = content(around)
    beside = Content.of(said).vocabulary
    told = sum(word in beside for word in matter)
    return "" if matter and 2 * told > len(matter) else f"leaves out “{lost}”"


def _first_words(text: str) -> str:
    spots = list(_WORD.finditer(text))[:REACH]
    return (
        text[: min(spots[-1].end(), 4 * REACH) if is_spaceless(text.lstrip()[:1]) else spots[-1].end()] if spots else ""
    )


def _last_words(text: str) -> str:
    spots = list(_WORD.finditer(text))[-REACH:]
    return text[spots[0].start() :] if spots else ""


def _wrong(left_out: str, mark: str, said: str, source: str) -> str:
    """Return what is wrong with leaving out a stretch of a source; empty for nothing."""
    put_in = _put_in(mark)
    narrow = phrases("negations")
    ends = list(_SENTENCE_END.finditer(left_out))
    if len(ends) > MOST_SENTENCES or _long(left_out):
        return "joins parts that stand far apart"
    head = left_out[: ends[0].start()] if ends else left_out
    tail = left_out[ends[-1].end() :] if ends else ""
    for piece in (head, tail):
        if (lost := narrow.within(piece)) and not narrow.within(put_in):
            return f"leaves out “{lost}”"
    if not ends and not put_in and (lost := _lost(head, head, said)):
        return lost
    if put_in and (lost := phrases("conditions").within(head)) and not phrases("conditions").within(put_in):
        return f"leaves out “{lost}”"
    if put_in and (_turns(put_in, head) or _is_another(put_in, head, source)):
        return f"puts in “{put_in}”"
    if len(_WORD.findall(tail)) > 1:
        return "joins parts of two sentences into one"
    if ends and not (put_in or _WORD.search(f"{head} {tail}")):
        return ""  # whole sentences
    amount = _ENDS_WITH_NUMBER.search(left_out)
    if _numbers(left_out) <= Content.of(said).vocabulary:
        return ""  # it is told beside the quotation
    if not put_in and ((amount and not _YEAR.search(left_out)) or _begins_with_number(head)):
        return "leaves out a number"
    return ""


def _begins_with_number(left_out: str) -> bool:
    """Whether what was left out begins with an amount; with a word before it is an aside (`every forty minutes`)."""
    words = Content.of(left_out).tokens
    return bool(words) and is_number(words[0])


def _cuts(source: str, start: int, end: int) -> str:
    """Return what is wrong with an omission that begins or ends within a word of a script without spaces."""
    if not (is_spaceless(source[start : start + 1]) or is_spaceless(source[end - 1 : end])):
        return ""
    narrow = phrases("negations")
    before, after = source[max(0, start - WITHIN) : start], source[end : end + WITHIN]
    lost = narrow.within(before + source[start:end] + after)
    return f"leaves out “{lost}”" if lost and not (narrow.within(before) or narrow.within(after)) else ""


def _long(text: str) -> bool:
    words = _WORD.findall(text)
    return sum(len(word) / 2 if is_spaceless(word) else 1 for word in words) > WIDEST


def _find(part: str, source: str, start: int) -> tuple[int, int] | None:
    match = _pattern(part).search(source, start)
    return match.span() if match else None


@lru_cache(maxsize=128)
def _pattern(part: str) -> re.Pattern[str]:
    words: Sequence[str] = _WORD.findall(part)
    between = r"[\W_]{0,40}?"
    first = "" if is_spaceless(words[0]) else r"(?<!\w)"
    last = "" if is_spaceless(words[-1][-1:]) else r"(?!\w)"
    return re.compile(first + between.join(map(re.escape, words)) + last, re.IGNORECASE)
