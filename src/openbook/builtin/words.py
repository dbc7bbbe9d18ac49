"""The lists of words that the rules go by, and how a word is written inside a sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from openbook.text.word_lists import stop_words
from openbook.text.words import words as text_words


@cache
def lists() -> Mapping[str, frozenset[str]]:
    """Return the lists of words.txt by name; `_` stands for a space."""
    found: dict[str, set[str]] = {}
    name = ""
    for line in files(__package__).joinpath("lists/words.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif not line.startswith("#"):
            found.setdefault(name, set()).update(word.replace("_", " ") for word in line.split())
    return {name: frozenset(words) for name, words in found.items()}


@cache
def words(*names: str) -> frozenset[str]:
    """Return the words of one or more lists."""
    return frozenset().union(*(lists()[name] for name in names))


def content_words(text: str) -> tuple[str, ...]:
    """Return the words that say what a text is about, each once, in order."""
    small = words("common") | stop_words("en")
    return tuple(dict.fromkeys(word for word in text_words(text) if word not in small and len(word) > 1))


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a chunk shows of how its words are written."""

    small: frozenset[str]
    """Words that are written small inside a sentence."""
    names: frozenset[str]
    """Words that the chunk writes large inside a sentence; in small letters."""
    title: str
    """The document's, without what stands in brackets."""

    @classmethod
    def of(cls, prose: str, title: str = "") -> "Spelling":
        """Learn from cleaned prose; the first capital of a title says nothing where its other words are small."""
        text = re.sub(r"`[^`]*`", "`", prose)
        names = {word.lower() for word in re.findall(r"(?<=[a-z,] )[A-Z][\w-]+", text)}
        small = set(re.findall(r"(?<![\w.@/-])[a-z][a-z-]+(?![\w@/])", text)) - names
        bare = re.sub(r"\s*\(.*?\)$|,.*", "", title)
        said = title.partition(" ")[2] if re.search(r" [a-z]{3,}", bare) else title
        titled = {word.lower() for word in re.findall(r"[A-Z][\w-]+", said)} - small - words("ordinary")
        return cls(frozenset(small | words("ordinary")) - names, frozenset(names | titled), bare)

    def inside(self, text: str) -> str:
        """Return a phrase as it stands inside a sentence; empty where that can't be told."""
        match = re.match(r"[A-Z][a-z'’-]*(?![\w.])", text)
        low, after = (match.group().lower(), text[match.end() :]) if match else ("", "")
        is_named = bool(re.match(r" [A-Z][a-z]", after))
        if not match or (self.title and text.startswith(self.title) and not re.search(r" [a-z]{4,}", self.title)):
            return text
        if low in words("determiners"):
            return low + after
        if low in self.names:
            return text
        if low in self.small:
            return "" if is_named else low + after
        return text if is_named else ""

    def heading(self, title: str, may_be_name: bool = False) -> str:
        """Return a heading as it stands inside a sentence: in small letters where all its words are known to be small,
        and with a small beginning where it is written like a sentence and can't be a name.
        """
        parts = re.split(r"(`[^`]*`|[\s/]+)", title)
        plain = [word for word in parts if re.fullmatch(r"[A-Z][a-z'’-]*", word) and word.lower() not in self.names]
        known = self.small | words("determiners", "prepositions", "joints")
        if parts[0].lower() in words("determiners"):
            title = title[0].lower() + title[1:]
        if any(re.search(r"[a-z][A-Z]|[A-Z]{2}", word) for word in parts):
            return title
        named = any(word[:1].isupper() and word not in plain for word in parts[1:])
        if not named and all(word.lower() in known for word in plain):
            return "".join(word.lower() if word in plain else word for word in parts)
        first, of = parts[0].lower() in known, parts[2:3] == ["of"]
        written_so = re.search(r"^[^(]* (?!with\b|from\b|into\b|over\b)[a-z]{3,}", title)
        fits = (written_so and not may_be_name) or (first and (of or plain == parts[:1]))
        return title[0].lower() + title[1:] if fits and plain[:1] == parts[:1] else title


def upper_first(text: str) -> str:
    """Return the text as a sentence begins; code spans stay."""
    return text[:1].upper() + text[1:]
