"""The lists that the rules go by (words, patterns, wordings), and how a word is written inside a sentence."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from openbook.dataclass import dataclass
from openbook.text.late import late
from openbook.text.word_lists import stop_words
from openbook.text.words import ascii_words
from openbook.text.words import words as text_words

_FIRST = late(r"[A-Z][a-z'’-]*(?![\w.])")
_LONG_WORD = late(r" [a-z]{4,}")
_NAME_BEHIND = late(r" [A-Z][a-z]")
_LARGE = late(r"[A-Z](?<=[a-z,] .)[\w-]+")
_SMALL = late(r"[a-z](?<![\w.@/-].)[a-z-]+(?![\w@/])")
"""Words inside of a sentence. What must stand before them is behind their first letter, which is looked for faster."""
_PARTING = late(r"(`[^`]*`|[\s/]+)")
"""What stands between the words of a heading."""
_PLAIN = late(r"[A-Z][a-z'’-]*")
_MIXED = late(r"[a-z][A-Z]|[A-Z]{2}")
LISTS = Path(__file__).parent / "lists"


@cache
def sections(file: str) -> Mapping[str, tuple[str, ...]]:
    """Return the lines of a file of `lists/` by the `[name]` above them, without comments."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in (LISTS / f"{file}.txt").read_text("utf-8").splitlines():
        if line.startswith("[") and line[1:-1].isidentifier():
            name = line[1:-1]
        elif line and not line.startswith("#"):
            found.setdefault(name, []).append(line)
    return {name: tuple(lines) for name, lines in found.items()}


@cache
def words(*names: str) -> frozenset[str]:
    """Return the words of one or more lists of words.txt; `_` stands for a space."""
    lines = [line for name in names for line in sections("words")[name]]
    return frozenset(word.replace("_", " ") for line in lines for word in line.split())


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of patterns.txt: any of its lines, with `{other}` for another pattern or a list of words."""
    return re.compile(f"(?:{_source(name)})")


def _source(name: str) -> str:
    lines = sections("patterns").get(name) or sorted(map(re.escape, words(name)), key=len, reverse=True)
    return re.sub(r"\{([a-z_]+)\}", lambda other: f"(?:{_source(other[1])})", "|".join(lines))


@lru_cache(maxsize=128)
def content_words(text: str) -> tuple[str, ...]:
    """Return the words that say what a text is about, each once, in order."""
    small = stop_words("english")
    said = ascii_words(text) if text.isascii() else text_words(text)
    return tuple(dict.fromkeys([word for word in said if word not in small and len(word) > 1]))


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a chunk shows of how its words are written."""

    text: str
    """Its prose, without what is code."""
    names: frozenset[str]
    """Words that the chunk writes large inside a sentence; in small letters."""
    title: str
    """The document's, without what stands in brackets."""

    @classmethod
    def of(cls, prose: str, title: str = "") -> "Spelling":
        """Learn from cleaned prose; the first capital of a title says nothing where its other words are small."""
        text = re.sub(r"`[^`]*`", "`", prose)
        bare = re.sub(r"\s*\(.*?\)$|,.*", "", title)
        said = title.partition(" ")[2] if re.search(r" [a-z]{3,}", bare) else title
        known = cls(text, frozenset({word.lower() for word in _LARGE.findall(text)}), bare)
        titled = {word.lower() for word in re.findall(r"[A-Z][\w-]+", said)}
        return cls(text, known.names.union(word for word in titled if not known.is_small(word)), bare)

    def is_small(self, word: str) -> bool:
        """Whether a word is written small inside a sentence, and never large."""
        return word not in self.names and (word in words("ordinary") or self._has(word))

    def _has(self, word: str) -> bool:
        """Whether it stands in the text in small letters. Few are asked for, so that not all are gathered."""
        place = self.text.find(word) if word else -1
        while place >= 0:
            match = _SMALL.match(self.text, place)
            if match and match.group() == word:
                return True
            place = self.text.find(word, place + 1)
        return False

    def inside(self, text: str) -> str:
        """Return a phrase as it stands inside a sentence; empty where that can't be told."""
        match = _FIRST.match(text)
        if not match or (self.title and text.startswith(self.title) and not _LONG_WORD.search(self.title)):
            return text
        low, after = match.group().lower(), text[match.end() :]
        if low in words("determiners"):
            return low + after
        is_named = bool(_NAME_BEHIND.match(after))
        if self.is_small(low):
            return "" if is_named else low + after
        return text if is_named or low in self.names else ""

    def heading(self, title: str, may_be_name: bool = False) -> str:
        """Return a heading as it stands inside a sentence: in small letters where all its words are known to be small,
        and with a small beginning where it is written like a sentence and can't be a name.
        """
        parts = _PARTING.split(title)
        plain = [word for word in parts[::2] if _PLAIN.fullmatch(word) and word.lower() not in self.names]
        joining = words("determiners", "prepositions", "joints")
        known = {word for word in {parts[0], *plain} if word.lower() in joining or self.is_small(word.lower())}
        has_mixed = _MIXED.search(title)
        if parts[0].lower() in words("determiners"):
            title = lower_first(title)
        if has_mixed:
            return title
        named = any(word[:1].isupper() and word not in plain for word in parts[1:])
        if not named and known.issuperset(plain):
            return "".join(word.lower() if word in plain else word for word in parts)
        first, of = parts[0] in known, parts[2:3] == ["of"]
        written_so = re.search(r"^[^(]* (?!with\b|from\b|into\b|over\b)[a-z]{3,}", title)
        fits = (written_so and not may_be_name) or (first and (of or plain == parts[:1]))
        return lower_first(title) if fits and plain[:1] == parts[:1] else title


def upper_first(text: str) -> str:
    """Return the text as a sentence begins; code spans stay."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return the text as it stands inside a sentence that it began."""
    return text[:1].lower() + text[1:]
