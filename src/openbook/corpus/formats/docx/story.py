"""What a Word file, or a document inside of one, comes to."""

from dataclasses import dataclass

from openbook.corpus.formats.office.blocks import Block
from openbook.records import Notice


@dataclass(frozen=True, slots=True)
class Story:
    """What a file says."""

    blocks: list[Block]
    title: str = ""
    """Its first heading."""
    notices: tuple[Notice, ...] = ()
