"""What was made of the texts looked at last, kept by the text."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

MET = 200_000
"""Words of which is kept, at most, what was made of them."""


class MadeOnce(dict[str, T], Generic[T]):
    """What is made of a text, made once: what is known already costs a look into a dict, and no call.

    `most` texts are kept at least, and twice as many at most: those that were not asked for again go together.
    """

    def __init__(self, make: Callable[[str], T], most: int) -> None:
        """Remember what `make` makes."""
        super().__init__()
        self._make, self._most = make, most
        self._before: dict[str, T] = {}

    def __missing__(self, text: str) -> T:
        if len(self) >= self._most:
            self._before = dict(self)
            self.clear()
        made = self._before[text] if text in self._before else self._make(text)
        self[text] = made
        return made

    def cache_clear(self) -> None:
        """Forget everything."""
        self._before = {}
        self.clear()


class MadeOfWords(dict[str, T], Generic[T]):
    """What is made of every word met so far.

    The first `MET` words stay, since those that are common are among them. `others` counts what was made since and not
    kept: where it is as much again, the texts have changed, and whoever asks may begin anew.
    """

    def __init__(self, make: Callable[[str], T]) -> None:
        """Remember what `make` makes."""
        super().__init__()
        self._make = make
        self.others = 0

    def __missing__(self, word: str) -> T:
        made = self._make(word)
        if len(self) < MET:
            self[word] = made
        else:
            self.others += 1
        return made

    def clear(self) -> None:
        """Begin anew."""
        super().clear()
        self.others = 0
