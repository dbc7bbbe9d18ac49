"""The language check: questions and answers are in the language of the chunk's prose, and thoughts in that or English.

RESEARCH.md, "Checks that need no model", 8.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.records import Item, Turn
from openbook.text.guillemets import facing
from openbook.text.language import LOOKED_AT, differ, language
from openbook.text.late import late
from openbook.text.mentions import short
from openbook.text.normalise import bare, holds
from openbook.text.said import spoken, words_of
from openbook.text.word_lists import folded, listed
from openbook.text.words import words

FEWEST = 3
"""Different common words by which a short text is in a language."""
LEAD = 3
"""How many times as many of them as of the chunk's language."""
_OF_PROMPTS = frozenset({"english", "latin"})
"""In which thoughts may be whatever the chunk's language is: our prompts are in English."""
CHINESE = frozenset("的了是在这那们和与请吗呢把被让给个说")
"""Characters of Chinese prose: a text in Han characters without any may be a Japanese list."""
_CHINESE_ALONE = late("[的了这那们请吗呢吧么没还很您你她它是，]")
"""Signs of Chinese prose that have no place in a stretch of Japanese in Han characters alone."""
_KANA, _HAN = late("[\u3041-\u30ff]"), late("[\u3400-\u9fff]")
SURE = 3
_EAST = frozenset({"han", "kana", "hangul"})
"""Scripts whose texts may have a stretch in Chinese characters alone."""

_FENCE = late(r"^[ \t]*(```+|~~~+).*?^[ \t]*\1[ \t]*$|^[ \t]*(?:```+|~~~+).*\Z", re.MULTILINE | re.DOTALL)
_CODE_LINE = late(
    r"^[ \t]*(?:[#;/*<>{}\[\]$|+=@%&]|--|//|\w+[ \t]*[:=(]|.*[;{}=][ \t]*$|import |from "
    r"|def |class |return |if \(|for \().*$",
    re.MULTILINE,
)
_IN_LINE = late(r"`[^`\n]*`")
STRANGE = 10
"""Letters of another script from which they are no name."""
WHOLE_WORDS = 3
"""Such letters that a character of the first three scripts below counts for."""
_ASIDE = late(r"[(（][^()（）\n]*[)）]|[\"“„«「『‘'][^\n\"”»」』’']*[\"”»」』’']")
"""What is told as a name or as words of another language."""
_LETTERS = tuple(
    late(f"[{one}]+")
    for one in (
        "\u3041-\u30ff",
        "\u3400-\u9fff",
        "\uac00-\ud7af",
        "\u0400-\u04ff",
        "\u0600-\u06ff",
        "\u0900-\u097f",
        "\u0590-\u05ff",
        "\u0e00-\u0e7f",
    )
)
_UNSPACED = frozenset({"chinese", "japanese", "thai"})
_SCRIPTS = {"cyrillic": "russian", "devanagari": "hindi", "hangul": "korean", "arabic": "arabic"}


def wrong_language(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a turn that is surely in another language than the chunk's prose; unsure cases pass."""
    gold = item.gold[0].text
    begun = language(_prose(gold)[:LOOKED_AT])
    if begun not in ("", "latin", *_EAST) and _in_none_of(frozenset({begun}), item, turns) is None:
        return None  # nor is anything then found beside the languages of the rest
    wanted = spoken_in(gold)
    if "latin" in wanted:
        wanted = wanted - {"latin"} | {_by_common_words(gold) or "latin"}
    return _in_none_of(wanted, item, turns) if wanted else None


def _in_none_of(wanted: frozenset[str], item: Item, turns: Sequence[Turn]) -> Finding | None:
    whole = "\n".join(f"{turn.question}\n{turn.answer}" for turn in turns)
    texts = [whole, *(text for turn in turns for text in (turn.question, turn.answer))]
    for number, turn in enumerate(turns, start=1):
        if strange := _strange_letters(f"{turn.question}\n{turn.answer}", item):
            detail = f"turn {number} goes over to letters that no text has: “{short(strange)}”"
            return Finding("language", Code.WRONG_LANGUAGE, detail)
    for number, text in enumerate(texts):
        written = _written(_IN_LINE.sub(" ", text) if "`" in text else text, wanted, is_whole=number == 0)
        if written and all(differ(one, written) for one in wanted) and not _is_golds(text, item):
            return _found(min(wanted), "the conversation" if number == 0 else f"turn {(number + 1) // 2}", written)
    for number, turn in enumerate(turns, start=1):
        if written := "" if _is_plainly(turn.thoughts, wanted) else _written_in_thoughts(turn.thoughts, wanted):
            return _found(min(wanted), f"turn {number}", written)
    return None


def _is_golds(text: str, item: Item) -> bool:
    """Whether a text stands in gold as it is: the title of a book that gold names is in the book's language."""
    span = bare(text)
    return any(holds(bare(chunk.text), span) for chunk in item.gold)


def _found(wanted: str, which: str, written: str) -> Finding:
    detail = f"the chunk is in {_named(wanted)}, {which} in {_named(written)}"
    return Finding("language", Code.WRONG_LANGUAGE, detail)


def _written_in_thoughts(thoughts: str, wanted: frozenset[str]) -> str:
    """Return the other language in which thoughts are written, which is neither the chunk's nor that of our prompts."""
    written = _written(_IN_LINE.sub(" ", _ASIDE.sub(" ", facing(thoughts))), wanted, is_whole=False)
    is_other = written not in _OF_PROMPTS and all(differ(one, written) for one in wanted)
    return written if written and is_other else ""


def _strange_letters(text: str, item: Item) -> str:
    """Return a stretch of a text in letters of a script that no text of its item has; a name or two is none."""
    if text.isascii():
        return ""
    known = "\n".join([*(chunk.text for chunk in item.gold), *(one.text for one in item.passages)])
    text = _ASIDE.sub(" ", facing(text))
    for number, letters in enumerate(_LETTERS):
        found = letters.findall(text)
        weight = WHOLE_WORDS if number < len(_EAST) else 1
        if weight * sum(map(len, found)) >= STRANGE and not letters.search(known):
            return str(max(found, key=len))
    return ""


@lru_cache(maxsize=256)
def spoken_in(text: str) -> frozenset[str]:
    """Return the languages of a text's prose, stretch by stretch; none where it is unsure."""
    prose = _prose(text)
    stretches = (prose[start : start + LOOKED_AT] for start in range(0, min(len(prose), 4 * LOOKED_AT), LOOKED_AT))
    found = {one for stretch in stretches if (one := language(stretch))}
    if "han" in found and len(CHINESE.intersection(prose)) < SURE:
        found.add("kana")
    return frozenset(found)


def _prose(text: str) -> str:
    """Return a text without its code; as it is where next to nothing else is left."""
    prose = _FENCE.sub("\n", text) if "```" in text or "~~~" in text else text
    prose = _IN_LINE.sub(" ", _CODE_LINE.sub("", prose)) if "=" in prose or "#" in prose or ";" in prose else prose
    return prose if len(prose.strip()) > LOOKED_AT / 10 else text


def _written(text: str, wanted: frozenset[str], is_whole: bool) -> str:
    """Return the language of a text of any length; empty where it is unsure."""
    if not is_whole and _is_plainly(text, wanted):
        return ""
    if "kana" in wanted and "han" not in wanted and _is_chinese(text):
        return "han"
    found = language(text)
    is_han_alone = found == "han" and not _EAST.isdisjoint(wanted)
    if is_han_alone and "han" not in wanted and len(_CHINESE_ALONE.findall(text)) >= SURE:
        return found
    if found and (is_whole or found != "latin") and not is_han_alone:
        return found
    if is_whole:
        return found
    said = {folded(word) for word in words(text)}
    own = max((len(said & _common(_SCRIPTS.get(name, name))) for name in wanted), default=0)
    counts = {name: len(said & _common(name)) for name in _spaced() if name not in wanted}
    best = max(counts, key=lambda name: counts[name], default="")
    if best and counts[best] >= FEWEST and counts[best] >= LEAD * max(own, 1) and counts[best] * 4 >= len(said):
        return next((script for script, name in _SCRIPTS.items() if name == best), best)
    return ""


def _is_chinese(text: str) -> bool:
    """Whether a text of any length without kana has signs of Chinese prose, or characters that Japanese never has."""
    if text.isascii() or _KANA.search(text):
        return False
    han = set(_HAN.findall(text))
    return len(set(_CHINESE_ALONE.findall(text))) >= SURE or sum(map(_is_not_japanese, han)) >= SURE


def _is_not_japanese(char: str) -> bool:
    """Whether a character stands in no set of Japanese ones."""
    return not char.encode("cp932", "ignore")


def _is_plainly(text: str, wanted: frozenset[str]) -> bool:
    """Whether a text has enough common words of one of the languages to be looked at no further."""
    said = words_of(text) if text.isascii() else frozenset(spoken(text).split())
    return any(len(said & _common(_SCRIPTS.get(name, name))) * 4 >= len(said) for name in wanted)


@lru_cache(maxsize=64)
def _by_common_words(text: str) -> str:
    """Return the language whose common words a text has most of by far; empty where that is unsure."""
    said = frozenset(spoken(text).split())
    best, second = sorted(((len(said & _common(name)), name) for name in _spaced()), reverse=True)[:2]
    return best[1] if best[0] >= FEWEST and best[0] >= 2 * second[0] else ""


@lru_cache(maxsize=1)
def _spaced() -> tuple[str, ...]:
    return tuple(name for name in listed("stop_words") if name not in _UNSPACED)


@lru_cache(maxsize=32)
def _common(name: str) -> frozenset[str]:
    """Return a language's common words of two letters or more; none for a script without spaces."""
    listed_words = listed("stop_words").get(name, ()) if name not in _UNSPACED else ()
    return frozenset(one for word in listed_words if len(one := folded(word)) > 1)


def _named(name: str) -> str:
    """Return a language's name, or a script's as such."""
    languages = ("english", "german", "french", "spanish", "italian", "portuguese", "dutch", "polish")
    return name.capitalize() if name in languages else f"{name.capitalize()} script"
