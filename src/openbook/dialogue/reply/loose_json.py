"""JSON as people write it by hand: with comments, commas before a closing bracket, and Python's names for values."""

import re

from openbook.text.late import late

_GAP = r"(?:\s|//[^\n]*\n|\#[^\n]*\n|/\*.*?\*/)*"
_PART = late(
    r'(?P<string>"(?:[^"\\]|\\.)*")'
    r"|(?P<comment>//[^\n]*|\#[^\n]*|/\*.*?\*/)"
    rf"|,(?={_GAP}[}}\]])"
    r"|\b(?P<word>True|False|None|undefined)\b",
    re.DOTALL,
)
_WORDS = {"True": "true", "False": "false", "None": "null", "undefined": "null"}


def strict(source: str) -> str:
    """Return a JSON text without what JSON does not allow between its values; what stands in strings stays."""
    return _PART.sub(_kept, source)


def _kept(part: re.Match[str]) -> str:
    if part["comment"] and part.string[: part.start()].rstrip().endswith('"'):
        return part[0]  # behind a string it may be the rest of one that holds quotation marks
    return part["string"] or _WORDS.get(part["word"] or "", "")
