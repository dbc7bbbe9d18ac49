"""Answers from memory: the same thing said in other, fewer words, so that a hidden chunk is never quoted."""

import re
from importlib.resources import files

_WORD = re.compile(r"\w+")
_CODE = re.compile(r"(`[^`]*`)")
_CUT = re.compile(
    r",? (?:so that|because|since|whereas|although|even if|even when|unless|regardless|which|who|where|such as|including|instead of"
    r"|without|while|until|but|in order to|as well as|rather than|and then|or else|for example|according to|depending on)\b"
    r"| (?:when|if|before|after|once) (?=the|an?|it|they|all|any|no|you)|;| [–—-] "
)
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
        self._pattern = re.compile(r"(?<![\w'’-])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w'’-])")

    def reworded(self, text: str) -> str:
        """Return the text with other words wherever the wordings have some."""
        pieces = _CODE.split(text)
        for place in range(0, len(pieces), 2):
            pieces[place] = self._pattern.sub(lambda match: self._other[match.group()], pieces[place])
        return "".join(pieces)

    def recall(self, text: str, hidden: frozenset[tuple[str, ...]], keep: int = 0) -> str:
        """Return the fullest way to say `text` that quotes nothing hidden; empty where there is none.

        `keep`: characters of the text that must not be cut away, since they hold the answer.
        """
        plain = re.sub(r"\s*\([^()`]*\)", "", text).strip(" .")
        cuts = [match.start() for match in _CUT.finditer(plain) if match.start() >= keep and match.start() > 12]
        for end in (len(plain), *reversed(cuts)):
            said = plain[:end].rstrip(" ,")
            if said.count("`") % 2 or len(said.split()) < 2 or len(said.split()) > 28:
                continue
            other = self.reworded(said)
            if not quotes_from(other, hidden):
                return other
        return ""
