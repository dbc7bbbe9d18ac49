"""Loops of tests run at least once."""

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def some(found: Iterable[T]) -> list[T]:
    """Return what there is, and fail where there is nothing: a loop over nothing shows nothing."""
    listed = list(found)
    assert listed, "there is nothing to look at"
    return listed
