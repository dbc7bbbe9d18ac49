"""What a source says: which document, and which of its pages."""

from openbook.text.late import late

_PAGES = late(r", pp?\. \d+(?:-\d+)?$")


def document_of(source: str) -> str:
    """Return the document that a chunk's source names: the source without its pages."""
    return _PAGES.sub("", source)
