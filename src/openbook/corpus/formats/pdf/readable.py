"""Whether the letters of a text layer are a language: a wrong map from glyphs to letters makes a cipher of it."""

import unicodedata
from collections import Counter

from openbook.corpus.formats.pdf.pairs import is_scrambled
from openbook.text.language import language
from openbook.text.late import late

FEWEST = 120
"""Letters below which only the pairs of them tell anything."""
SAMPLE = 2500
"""Characters of a text that are looked at."""
ALIKE = 0.4
"""How alike the frequencies of letters are to those of languages in the script, as a correlation, at least."""
LEAST = 0.22
"""The same of texts that are hardly prose: code, names, formulas. Their words still have vowels."""
MUTE = 0.2
"""Share of the words that have no vowel, at most: abbreviations; a cipher has more."""
MUTE_IN_CODE = 0.35
"""The same of what is set in letters of one width: code has names of files, options and variables."""
VOWELS = frozenset("aeiouywæœøıаеиоуыэюяіαεηιουω")
ENOUGH = 80
"""Letters of different words, from which their frequencies tell something."""
COMMON_HAN = 0.05
"""Share of the commonest characters in Chinese text, at least; names and lists have less than prose."""
STRANGE = 0.25
"""Share of what is not a letter in use, or stands within words where none does, at most."""
PROFILES = {
    # Frequencies of letters in percent, the mean over many languages of the script, accents left out.
    "latin": dict(zip("eainrtosldumckpgbhvyzfjwxq", (
        11.5, 10.6, 8.1, 7.3, 6.3, 6.1, 5.9, 5.8, 4.6, 4.2, 4.0, 3.1, 2.8, 2.7, 2.5, 1.9, 1.6, 2.4, 1.6, 1.2, 1.1, 1.0,
        0.9, 0.8, 0.2, 0.2,
    ), strict=True)),
    "cyrillic": dict(zip("оаеинтсрвлкмдпуяызьбгчйхжшюцщ", (
        10.2, 8.8, 8.5, 7.9, 6.6, 6.1, 5.2, 4.6, 4.5, 4.2, 3.5, 3.2, 3.1, 2.8, 2.7, 2.1, 1.6, 1.9, 1.5, 1.7, 1.6, 1.4,
        1.1, 0.9, 0.9, 0.7, 0.6, 0.5, 0.3,
    ), strict=True)),
    "greek": dict(zip("αοιετσνηυρπκμλωδγθχφβξζψ", (
        12.0, 9.8, 9.2, 8.6, 8.5, 8.1, 6.3, 6.1, 4.5, 4.3, 4.0, 4.0, 3.4, 2.8, 2.1, 1.7, 1.7, 1.2, 1.1, 0.8, 0.7, 0.5,
        0.4, 0.2,
    ), strict=True)),
}  # fmt: skip
HEAD = 700
"""Characters whose words tell a language."""
KNOWN = frozenset(["english", "german", "french", "spanish", "italian", "portuguese", "dutch", "polish"])
WORD = late(r"[^\W\d_]+")
HAN = late("[\u3400-\u4dbf\u4e00-\u9fff]")
KANA = late("[\u3041-\u30ff]")
COMMON = frozenset(
    "的一是不了在人有我他这这個个们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作"
    "里裡用道行所然家种種事成方多经經么去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實"
    "日者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并物手应應戰向头頭文体體政美相见見被利"
    "权權由自平等条條任何人"
)
VARIED = 10
"""Different letters that a text has at least; one with fewer is a sequence of something."""
NUMBERED = late(r"(?<!\S)(?=\S{1,20}(?!\S))\S*\d\S*")
"""Part numbers, formulas, versions: of letters that follow no language."""
RUNS = late(
    r"(.)\1{3,}|(?<!\S)(?=\S{1,40}(?!\S))\S*(?:https?:|www\.|@|/|\\|_)\S*|\b(?=[a-z]*\d)[0-9a-f]{6,}\b"
    r"|(?<!\S)(?=\S*\d\S*\d)(?=\S*[a-z])(?=\S*[A-Z])[\w+/=-]{24,}(?!\S)"
)
"""Leaders, addresses, paths, checksums, keys: no words."""


def is_readable(text: str, *, code: bool = False) -> bool:
    """Whether a text may be one in some language; one of a few words may always. `code`: it may be code as well."""
    if language(text[:HEAD]) in KNOWN:
        # Its common words tell it, and quickly.
        return True
    text = RUNS.sub(" ", text[: 4 * SAMPLE])[:SAMPLE]
    letters = [char for char in text if char.isalpha()]
    if len(letters) < FEWEST and _is_signs(text):
        return False
    if len(letters) >= FEWEST and _is_strange(text, letters):
        return False
    words = sorted({word for word in WORD.findall(NUMBERED.sub(" ", text)) if len(word) > 2})
    script, own = _script([char for word in words for char in word])
    if len(letters) < FEWEST or (script == "latin" and len(own) < ENOUGH):
        return script != "latin" or len(set(own)) < VARIED or not is_scrambled(text, words)
    if script == "han":
        return len(own) < FEWEST or _common_han(own) >= COMMON_HAN
    if script not in PROFILES or len(own) < ENOUGH or len(set(own)) < VARIED:
        return True
    alike = _alike(own, PROFILES[script])
    return alike >= ALIKE or (alike >= LEAST and _without_vowels(words) <= (MUTE_IN_CODE if code else MUTE))


def _without_vowels(words: list[str]) -> float:
    """Return the share of words without any vowel."""
    bare = [unicodedata.normalize("NFD", word.casefold()) for word in words]
    return sum(VOWELS.isdisjoint(word) for word in bare) / len(words)


def _is_signs(text: str) -> bool:
    """Whether it is hardly anything but pictures and signs: letters in a font that was taken for one of symbols."""
    shown = [char for char in text if not char.isspace()]
    signs = sum(unicodedata.category(char) in ("So", "Co", "Cn") for char in shown)
    return len(shown) >= FEWEST and signs > 0.5 * len(shown)


def _is_strange(text: str, letters: list[str]) -> bool:
    """Whether letters stand where none do in any language: phonetic ones all over, two alphabets in most words."""
    odd = sum("\u0250" <= char <= "\u02ff" or "\ua000" <= char <= "\ua4cf" for char in letters)
    if odd > STRANGE * len(letters):
        return True
    words = [word for word in text.split() if len(word) > 2]
    return sum(map(_is_mixed, words)) > 0.5 * len(words)


def _is_mixed(word: str) -> bool:
    """Whether one word has letters of two alphabets."""
    kinds = {
        "latin" if char < "\u0250" else "greek" if "\u0370" <= char < "\u0400" else "cyrillic"
        for char in word
        if char.isalpha() and char < "\u0530"
    }
    return len(kinds) > 1


def _script(letters: list[str]) -> tuple[str, list[str]]:
    """Return the script of most letters, and those letters without case and accents."""
    joined = "".join(letters)
    if len(HAN.findall(joined)) > 0.5 * len(letters):
        return ("kana" if KANA.search(joined) else "han"), HAN.findall(joined)
    bare = [char for char in unicodedata.normalize("NFD", joined.casefold()) if char.isalpha()]
    ranges = {"latin": ("a", "z"), "greek": ("α", "ω"), "cyrillic": ("а", "я")}
    found = {name: [char for char in bare if first <= char <= last] for name, (first, last) in ranges.items()}
    best = max(found, key=lambda name: len(found[name]))
    return best, [char if char != "ς" else "σ" for char in found[best]]


def _common_han(characters: list[str]) -> float:
    return sum(char in COMMON for char in characters) / len(characters)


def _alike(letters: list[str], profile: dict[str, float]) -> float:
    """Return the correlation of the letters' frequencies with those of a profile."""
    counts = Counter(letters)
    here = [100 * counts[char] / len(letters) for char in profile]
    there = list(profile.values())
    mean_here, mean_there = sum(here) / len(here), sum(there) / len(there)
    both = sum((one - mean_here) * (other - mean_there) for one, other in zip(here, there, strict=True))
    spread = sum((one - mean_here) ** 2 for one in here) * sum((other - mean_there) ** 2 for other in there)
    return both / float(spread**0.5) if spread else 0.0
