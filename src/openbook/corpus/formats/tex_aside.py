"""What of a LaTeX text is put aside while the rest is rewritten: code, formulas, blocks that are written already."""

import re
from collections.abc import Callable

FORMULA = (
    r"[$\\](?:(?<=\$)(?:\$.*?\$\$|(?<!\\\$)[^$\\]*+(?:\\.[^$\\]*+)*+\$)"
    r"|(?<=\\)(?<!(?<!\\)\\\\)(?:\[(?:[^\\]|\\[^\[\]])*+\\\]|\((?:[^\\]|\\[^()])*+\\\)))"
)
"""A formula, as a pattern in which a point stands for line ends too: none goes on over the beginning of another.

What begins with one of two signs is found fast.
"""


BLOCKS, LINES = "\ufdd0", "\ufdd1"
"""Between which stand the numbers of blocks that are put aside, and of formulas in a block: no text has them."""


def without_signs(text: str) -> str:
    """Return a text without such signs of its own: they would stand for another one, or for itself without end."""
    return text.replace(BLOCKS, "").replace(LINES, "")


class PutAside:
    """Texts for which signs of no meaning stand: pairs of `sign` with their number between.

    `sign`: what no text has that is put aside. `placed`: makes of a text what stands in its place.
    """

    def __init__(self, sign: str, placed: Callable[[str, re.Match[str]], str] = lambda text, _: text) -> None:
        self._held: list[str] = []
        self._sign, self._placed = sign, placed
        self._mark = re.compile(rf"{sign}(\d+){sign}")

    def __call__(self, text: str) -> str:
        """Return what stands for a text."""
        self._held.append(text)
        return f"{self._sign}{len(self._held) - 1}{self._sign}"

    def back(self, text: str) -> str:
        """Return a text with what was put aside in its places."""
        while self._sign in text and self._mark.search(text):
            text = self._mark.sub(self._back, text)
        return text

    def _back(self, mark: re.Match[str]) -> str:
        number = int(mark[1])
        return self._placed(self._held[number], mark) if number < len(self._held) else ""
