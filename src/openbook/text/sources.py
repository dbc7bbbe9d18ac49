"""What a source says: which document, and which of its pages."""

import re

_PAGES = re.compile(r", pp?\. \d+(?:-\d+)?$")


def document_of(source: str) -> str:
    """Return the document that a chunk's source names: the source without its pages."""
    return _PAGES.sub("", source)
