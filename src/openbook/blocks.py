"""Work on many numbered records that calls nobody, some at a time: here, or handed to several processes."""

from collections.abc import Callable
from typing import Any, Protocol

BLOCK = 32
"""Numbers of a block, at most: what comes of one is in memory as a whole."""


class Spreading(Protocol):
    """Does such work, as far as it can in several processes."""

    def __call__(self, work: Callable[[range], Any], count: int, took: Callable[[Any], None]) -> None:
        """Have `work` done for all numbers below `count`; `took` gets what came of each block, in their order.

        `work` must depend on nothing that it or `took` changes. Raises what either of them raises.
        """
        ...


def here(work: Callable[[range], Any], count: int, took: Callable[[Any], None]) -> None:
    """Do it in this process."""
    for block in blocks(count, BLOCK):
        took(work(block))


def blocks(count: int, size: int) -> list[range]:
    """Return the numbers below `count`, `size` at a time."""
    return [range(start, min(start + size, count)) for start in range(0, count, size)]
