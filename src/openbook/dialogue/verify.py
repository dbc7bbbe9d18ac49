"""Checks on a draft; each a function with a name."""

from typing import TYPE_CHECKING

from openbook.dialogue.finding import Finding
from openbook.records import Item, Turn

if TYPE_CHECKING:
    from openbook.dialogue.prompts import Prompts


class Verifier:
    """Runs the checks on the turns that were written for one item."""

    def __init__(self, item: Item, prompts: "Prompts", prompt: str, packaged: bool) -> None:
        """`packaged`: whether the prompt is ours, so that what it demands can be expected."""
        self._item = item
        self.names: tuple[str, ...] = ()

    def verify(self, turns: tuple[Turn, ...]) -> tuple[Turn, ...] | Finding:
        """Return the turns, with their quotations put right and their citations, or the first finding."""
        return turns
