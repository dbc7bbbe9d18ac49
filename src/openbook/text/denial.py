"""Where a statement is turned around by one word, in any script, and what that word turns around."""

import re
from collections.abc import Sequence
from functools import lru_cache

from openbook.dataclass import dataclass, replace
from openbook.text.content import Content, is_number, numbers
from openbook.text.language import latin_languages
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.phrases import may_have, phrases
from openbook.text.said import spoken, words_of
from openbook.text.word_lists import lines_of

BESIDE = 4
"""Words behind a negation, or before it, which it turns around."""
BOUNDED = 8
"""Words behind a negation among which it may bound an amount: `must not be kept for longer than seven days`."""
NEAR = 8
"""Characters of a script without spaces that are about as many words."""

WITHOUT = frozenset({"without", "ohne", "sans", "sin", "senza", "sem", "zonder", "bez", "без", "بدون", "دون", "बिना"})
"""Negations of what is beside a verb, and not of it."""
_OPENS = frozenset({"ne", "n"})
_NE = late(r" (?:ne |n [aeiouyhàâéèêëîïôûœ])")
_CLOSES = frozenset({"pas", "jamais", "aucun", "aucune", "rien", "plus", "personne", "ni"})
"""French says no with both."""
_THAN = frozenset({"than", "als", "чем", "более", "больше", "дольше"}).union(
    f"{more} {than}"
    for than, those in (("de", "plus moins más menos"), ("من", "أكثر أقل أطول"), ("di", "più meno"))
    for more in those.split()
)
"""What stands right before an amount that is bounded."""
_HAN, _KANA, _HANGUL = late("[\u4e00-\u9fff]"), late("[\u3041-\u30ff]"), late("[\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Denial:
    """The one negation of a statement."""

    words: str
    turned: tuple[str, ...]
    """Content words that it turns around: those behind it, or before it where a sentence ends with its verb."""
    stated: tuple[str, ...]
    """Content words of the whole statement, without the negation."""
    is_conditional: bool = False
    """Whether it holds under a condition alone, which it names."""
    is_bound: bool = False
    """Whether it says of an amount that it is not more, or not less, as may be said without a negation too."""


@lru_cache(maxsize=512)
def denial(statement: str) -> Denial | None:
    """Return the negation of a statement that has one; None where it has none, or more, or only narrows something."""
    condition = phrases("conditions").within(statement)
    if phrases("negations").within(condition):
        return None
    name = _unspaced_name(statement)
    found = _unspaced(statement, name) if name else _spaced(statement)
    return replace(found, is_conditional=bool(condition)) if found else None


def may_deny(text: str) -> bool:
    """Whether a part of a text may be a statement with a negation."""
    return may_have(text, "negations") or not _OPENS.isdisjoint(words_of(text))


def denies(text: str) -> bool:
    """Whether a text in a script without spaces turns something around."""
    name = _unspaced_name(text)
    return bool(name) and _patterns()[name].search(text) is not None


def turning(text: str) -> str:
    """Return the first negation of a text that does more than narrow it; empty where there is none: `it only says`."""
    while (found := phrases("negations").within(text)) and phrases("narrowing").within(found):
        said, word = spoken(text), f" {found} "
        left = said.replace(word, " ") if word in said else text.casefold().replace(found, " ")
        if left == text:
            return ""
        text = left
    return found


def is_turned(statement: str) -> bool:
    """Whether anything but what is beside a verb is turned around or narrowed in a statement, in any script."""
    if _unspaced_name(statement):
        return denies(statement)
    return (found := _first(spoken(statement))) != "" and found not in WITHOUT


def before_without(statement: str) -> str:
    """Return what a statement says before it tells what is lacking: `it speaks of one, without saying which`."""
    row = spoken(statement)
    place = min((row.find(f" {word} ") for word in WITHOUT.intersection(row.split())), default=-1)
    return statement if place < 0 else row[:place]


def _unspaced_name(text: str) -> str:
    if text.isascii():
        return ""
    return "japanese" if _KANA.search(text) else "chinese" if _HAN.search(text) else ""


def _spaced(statement: str) -> Denial | None:
    row = spoken(statement)
    found = _whole(_first(row), row)
    if not found or (_HANGUL.match(found) and not row.endswith(f" {found} ")):
        return None  # in Korean, what denies the whole stands last
    before, _, behind = row.partition(f" {found} ")
    rest = f" {before.strip()} {behind.strip()} "
    if found in _OPENS and (closing := next((word for word in behind.split() if word in _CLOSES), "")):
        rest = rest.replace(f" {closing} ", " ", 1)
        behind = f" {behind} ".replace(f" {closing} ", " ", 1)
    if (other := phrases("negations").within(rest)) and other not in WITHOUT:
        return None
    turned = content(" ".join(behind.split()[:BESIDE])) or content(" ".join(before.split()[-BESIDE:]))
    made = Denial(found, turned, content(statement), is_bound=_compares(behind.split()[:BOUNDED]))
    return made if _HANGUL.match(found) and turned else _unless_bound(made)  # `열 수` is no ten


def compares_amount(text: str) -> bool:
    """Whether a text says of something that it is more, or less, than an amount: `longer than seven days`."""
    return _compares(spoken(text).split())


def _compares(row: Sequence[str]) -> bool:
    triples = zip(("", *row), row, row[1:], strict=False)
    bounded = (amount for more, than, amount in triples if not _THAN.isdisjoint((than, f"{more} {than}")))
    return any(numbers(Content.of(amount).tokens) for amount in bounded)


def _whole(found: str, row: str) -> str:
    """Return the word of a row that an entry of a list is, or with which it begins; empty where it stands inside."""
    if not found or f" {found} " in row:
        return found
    return next((word for word in row.split() if word.startswith(found)), "")


def _first(row: str) -> str:
    """Return the negation of a statement; a `without` only where there is no other."""
    found = phrases("negations").within(row)
    if found in WITHOUT and (other := phrases("negations").within(row.replace(f" {found} ", " "))):
        return other
    opening = next((word for word in row.split() if word in _OPENS), "")
    return opening if opening and _NE.search(row) and "french" in latin_languages(row) else found


def _unspaced(statement: str, name: str) -> Denial | None:
    found = list(_patterns()[name].finditer(statement))
    if len(found) != 1:
        return None
    before, behind = statement[: found[0].start()], statement[found[0].end() :]
    turned = content(behind[:NEAR]) if name == "chinese" else ()
    stated = tuple(dict.fromkeys((*content(before), *content(behind))))
    return _unless_bound(Denial(found[0].group(), turned or content(before[-NEAR:]), stated))


def _unless_bound(found: Denial) -> Denial | None:
    """Return a negation, but none that bounds an amount: `no longer than seven days`."""
    return None if any(map(is_number, found.turned)) or not found.turned else found


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rest.replace(" || ", "|")) for name, rest in lines_of("denials")}
