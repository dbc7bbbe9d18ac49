"""What a Word file, or a document inside of one, comes to."""

from openbook.corpus.formats.office.blocks import Block
from openbook.dataclass import dataclass
from openbook.records import Notice


@dataclass(frozen=True, slots=True)
class Story:
    """What a file says."""

    blocks: list[Block]
    title: str = ""
    """Its first heading."""
    notices: tuple[Notice, ...] = ()
