"""Which language a text is in: by its script, for a few languages by their commonest words; nothing when unsure.

`language` tells it of a page, and is silent when unsure. `languages_of` leaves out only those in which not even a short
text can be.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from struct import Struct

from openbook.text.late import late
from openbook.text.said import spoken
from openbook.text.word_lists import folded, script_of, stop_words

LETTERS = 40
"""A text with fewer letters tells nothing."""
DOMINANT = 0.8
"""Share of the letters that are in one script, for the script to be sure."""
WORDS = 6
"""Common words that a text needs to have of its language."""
VARIED = 4
"""How many of them must be different words."""
LEAD = 1.5
"""How many times as many as of any other language."""
SPARSE = 12
"""Of so many words at least one must be a common one."""

LOOKED_AT = 700
"""Characters of a text that tell its language."""

_LATIN = late("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_NOT_LATIN = late("[\u0370-\u1dff\u1f00-\u1fff\u3041-\ud7af]+")
_SCRIPTS = {
    "cyrillic": late("[\u0400-\u04ff]"),
    "greek": late("[\u0370-\u03ff\u1f00-\u1fff]"),
    "arabic": late("[\u0600-\u06ff\u0750-\u077f]"),
    "hebrew": late("[\u0590-\u05ff]"),
    "devanagari": late("[\u0900-\u097f]"),
    "thai": late("[\u0e00-\u0e7f]"),
    "hangul": late("[\uac00-\ud7af\u1100-\u11ff]"),
    "kana": late("[\u3041-\u30ff]"),
    "han": late("[\u3400-\u4dbf\u4e00-\u9fff]"),
}
_COMMON = {
    "english": "the of and to is that it for was with are this be as by from which or an not have has you can "
    "will when",
    "german": "der die das und ist nicht mit ein eine einen den dem von zu auf für sich auch wird werden sind "
    "bei oder wenn",
    "french": "le les des et est une dans pour que qui pas sur avec sont par plus du au vous cette ou être il ne ce",
    "spanish": "el los las y es una para que con por del se no un como más pero su al lo está son o si cuando",
    "italian": "il gli che di è una per non con del della sono si da dei le nel alla come più anche questo essere o",
    "portuguese": "o os as e é uma para que com não do da dos das em um por mais como são no na se ao ou",
    "dutch": "de het een en van is dat niet met voor op zijn aan er wordt door ook als bij naar deze kan of worden",
    "polish": "w i na nie się z jest do to że jak po o są od przez dla ale może lub oraz który być",
}
_WORD = late(r"[^\W\d_]+")
_ASCII_GAPS = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalpha()})


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, int]:
    """Return the common words, each as one in the lane of each of its languages: their sum has all counts."""
    return _in_lanes({language: words.split() for language, words in _COMMON.items()})


@lru_cache(maxsize=2048)
def language(text: str) -> str:
    """Return the language or, where that is unsure, the script of a text's beginning; empty where both are."""
    text = text[:LOOKED_AT]
    if text.isascii():
        return _by_words(text)
    foreign = "".join(_NOT_LATIN.findall(text))
    if len(foreign) < (1 - DOMINANT) * len(text):
        return _by_words(text)
    counts = {name: len(pattern.findall(foreign)) for name, pattern in _SCRIPTS.items()}
    counts["latin"] = len(_LATIN.findall(text))
    if counts["kana"] * 10 > counts["han"]:
        counts["kana"] += counts.pop("han")
    script = max(counts, key=lambda name: counts[name])
    if counts[script] < max(LETTERS // 2, DOMINANT * sum(counts.values())):
        return ""
    return _by_words(text) if script == "latin" else script


def _by_words(text: str) -> str:
    languages = _languages()
    words = text.lower().translate(_ASCII_GAPS).split() if text.isascii() else _WORD.findall(text.casefold())
    common = list(filter(languages.__contains__, words))
    if len(common) < WORDS:
        return "latin" if sum(map(len, words)) >= LETTERS else ""
    counts = _in_all_lanes(map(languages.__getitem__, common))
    second, most = sorted(counts)[-2:]
    best = counts.index(most)
    varied = _in_all_lanes(map(languages.__getitem__, set(common)))[best]
    if varied >= VARIED and most >= WORDS and most * SPARSE >= len(words) and most >= LEAD * second:
        return LATIN[best]
    return "latin" if sum(map(len, words)) >= LETTERS else ""


def differ(one: str, other: str) -> bool:
    """Whether two languages or scripts, as `language` names them, are surely not the same."""
    if not one or not other or one == other:
        return False
    if "latin" in (one, other):
        return one not in _COMMON and other not in _COMMON
    return True


LATIN = ("english", "german", "french", "spanish", "italian", "portuguese", "dutch", "polish")
"""Languages that share their letters."""
_EVERY = frozenset(LATIN)
TELLING = 2
"""Different words without content by which a part of a text tells its language, or what it quotes another one."""
CLOSE = 2 / 3
"""Share of the likeliest language's words from which on another one may be meant as well."""
_LANE = 16
"""Bits in which the words of one language are counted."""
_PLACES = range(0, _LANE * len(LATIN), _LANE)
_COUNTS = Struct(f"<{len(LATIN)}H")
"""All counts."""


@lru_cache(maxsize=256)
def languages_of(text: str) -> Sequence[str]:
    """Return the languages that a whole text may be in: those of its scripts, and of Latin words where they tell."""
    scripts, latin = _scripts_of(text), latin_languages(spoken(text), 1)
    return scripts if scripts and latin is _EVERY else [*scripts, *(name for name in LATIN if name in latin)]


def likeliest(text: str) -> str:
    """Return the language that a text is in as far as its script or its words tell; empty where they may be of two."""
    if scripts := _scripts_of(text):
        return scripts[0]
    counts = _counts(_told_by(spoken(text)))
    most = max(counts)
    return LATIN[counts.index(most)] if counts.count(most) == 1 else ""


def _scripts_of(text: str) -> list[str]:
    return [] if text.isascii() else [script_of(name) for name, one in _SCRIPTS.items() if one.search(text)]


@lru_cache(maxsize=2048)
def latin_languages(row: str, fewest: int = TELLING) -> Set[str]:
    """Return the languages that share their letters in which a text may be, given as `spoken` gives it.

    Words without content tell, or nothing does where there are `fewest` of no language. Left out are languages that
    have no two thirds as many of them as the likeliest one, and of which none is quoted: what they have are words of
    the likeliest one too.
    """
    found = _told_by(row)
    counts = _counts(found)
    most = max(counts)
    if most < fewest:
        return _EVERY
    told = {name for name, count in zip(LATIN, counts, strict=True) if count > CLOSE * most}
    if len(rest := found - stop_words(LATIN[counts.index(most)])) >= TELLING:
        told |= {name for name, count in zip(LATIN, _counts(rest), strict=True) if count >= TELLING}
    return told


def _told_by(row: str) -> Set[str]:
    return _lanes().keys() & (row if row.isascii() else folded(row)).split()


def _counts(found: Set[str]) -> list[int]:
    """Return how many words there are of each language."""
    return _in_all_lanes(map(_lanes().__getitem__, found))


@lru_cache(maxsize=1)
def _lanes() -> Mapping[str, int]:
    """Return each word without content as one in the lane of each language that has it.

    A single letter tells nothing: it may be what is left of a word.
    """
    return _in_lanes({name: [one for one in stop_words(name) if len(one) > 1] for name in LATIN})


def _in_lanes(words: Mapping[str, Iterable[str]]) -> Mapping[str, int]:
    """Return the words of languages, each as one in the lane of each language that has it."""
    found: dict[str, int] = {}
    for place, name in zip(_PLACES, LATIN, strict=True):
        for word in words[name]:
            found[word] = found.get(word, 0) + (1 << place)
    return found


def _in_all_lanes(words: Iterable[int]) -> list[int]:
    """Return how many of some words there are of each language."""
    return list(_COUNTS.unpack(sum(words).to_bytes(_COUNTS.size, "little")))
