"""What holds in a group of an RTF file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupState:
    """What holds for the text of a group."""

    skipped: bool = False
    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    raised: str = ""
    font: int = 0
    fallback: int = 1
    """Characters that stand for one Unicode character, for older programs."""
    label: bool = False
    """Whether it is what stands before a list item."""
    note: bool = False
    box: bool = False
    """Whether it is a box beside the text: written below its paragraph, as a note is, without a mark."""
