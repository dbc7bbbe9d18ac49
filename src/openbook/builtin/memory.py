"""Answers from memory: the same thing said in other, fewer words, so that a hidden chunk is never quoted."""

import re
from collections.abc import Iterator
from importlib.resources import files

_WORD = re.compile(r"\w+")
_CODE = re.compile(r"(`[^`]*`)")
_CUT = re.compile(
    r",? (?:so that|because|since|whereas|although|even if|even when|unless|regardless|which|who|where|such as"
    r"|including|instead of|without|while|until|but|in order to|as well as|rather than|and then|or else|for example"
    r"|according to|depending on)\b"
    r"| (?:when|if|before|after|once) (?=the|an?|it|they|all|any|no|you)|;| [–—-] "
)
_HANGS = re.compile(
    r"\b(?:to \w+|of|in|on|at|for|from|by|with|the|an?|and|or|as|during|under|over|into|between|than|not|is|are|be"
    r"|after|before|through|via|without|within|about|whose|how"
    r"|\w+ed)$"
)
"""A beginning that can't stand for the whole."""
RUN = 8
"""Tokens in a row that count as a quotation."""


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """Return every run of `RUN` tokens of a text, case folded."""
    tokens = _WORD.findall(text.casefold())
    return frozenset(tuple(tokens[place : place + RUN]) for place in range(len(tokens) - RUN + 1))


def quotes_from(text: str, hidden: frozenset[tuple[str, ...]]) -> bool:
    """Whether the text repeats one of the hidden runs."""
    return not hidden.isdisjoint(runs(text))


class Memory:
    """Says things in other words. The wordings come with the package."""

    def __init__(self) -> None:
        """Read the wordings."""
        self._other: dict[str, str] = {}
        for line in files(__package__).joinpath("wordings.txt").read_text("utf-8").splitlines():
            if " = " in line and not line.startswith("#"):
                here, there = line.split(" = ")
                self._other[here.strip()] = there.strip()
        longest = sorted(self._other, key=len, reverse=True)
        forms = (re.escape(here).replace(r"\ \*ing", r"(?=\ \w+ing\b)") for here in longest)
        self._pattern = re.compile(r"(?<![\w'’-])(?:" + "|".join(forms) + r")(?![\w'’-])")

    def reworded(self, text: str) -> str:
        """Return the text with other words wherever the wordings have some."""
        pieces = _CODE.split(text)
        for place in range(0, len(pieces), 2):
            pieces[place] = self._pattern.sub(self._reword, pieces[place])
        return "".join(pieces)

    def _reword(self, match: re.Match[str]) -> str:
        found = match.group()
        return self._other.get(found) or self._other[f"{found} *ing"]

    def recall(self, text: str, hidden: frozenset[tuple[str, ...]], keep: int = 0) -> str:
        """Return the fullest way to say `text` that quotes nothing hidden; empty where there is none.

        `keep`: characters of the text that must not be cut away, since they hold the answer.
        """
        plain = re.sub(r"\s*\([^()`]*\)", "", text).strip(" .")
        plain = re.sub(r'"([^"\s`]{1,40})"', r"`\1`", plain)
        if re.search(r'["“”]', plain):
            return ""
        cuts = [match.start() for match in _CUT.finditer(plain) if match.start() >= keep and match.start() > 12]
        cuts += [place for place in _asides(plain) if place >= keep]
        for end in (len(plain), *sorted(cuts, reverse=True)):
            said = plain[:end].rstrip(" ,")
            if said.count("`") % 2 or not 2 <= len(said.split()) <= 28 or (end < len(plain) and _HANGS.search(said)):
                continue
            if end < len(plain) and re.search(r"\b(?:because|since|so that|if|when)(?: \S+){0,4}$", said):
                continue
            other = self.reworded(said)
            if not quotes_from(re.sub(r"^(?:is|are|was|were) ", "", other), hidden):
                return other
        return ""


def _asides(text: str) -> Iterator[int]:
    """Yield the places of commas after which something is added that may be left out: not those of an enumeration."""
    for match in re.finditer(r", ", text):
        before, after = text[: match.start()], text[match.end() :]
        listed = re.match(r"(?:[\w'’-]+ ){0,4}?[\w'’-]+(?:,| and| or) ", after) or re.match(
            r"(?:and|or) \w+ ?\w*$", after
        )
        goes_on = "," in before or re.match(r"(?:and|or) ", after)
        if len(before.split()) >= 4 and not listed and not goes_on and ":" not in before and before.count("`") % 2 == 0:
            yield match.start()
