"""Control tokens inside documents made harmless, so that a quoted token never becomes a real one."""

import re
from collections.abc import Iterable

INVISIBLE = "\u200b"
"""A zero-width space: it stands after the first character of each defused token."""


class Defuser:
    """Breaks the control tokens of one chat format wherever they stand in text."""

    def __init__(self, tokens: Iterable[str]) -> None:
        """Take the tokens; single characters can't be broken and are left alone."""
        self.tokens = tuple(sorted({token for token in tokens if len(token) > 1}, key=lambda t: (-len(t), t)))
        self._pattern = re.compile("|".join(map(re.escape, self.tokens))) if self.tokens else None

    def __call__(self, text: str) -> str:
        """Return the text with a zero-width space after the first character of each token."""
        if self._pattern is None:
            return text
        while self._pattern.search(text):
            text = self._pattern.sub(lambda match: match[0][0] + INVISIBLE + match[0][1:], text)
        return text
