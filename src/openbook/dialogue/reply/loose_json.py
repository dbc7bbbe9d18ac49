"""JSON as people write it by hand: with comments, commas too many or too few, keys without quotation marks, other
quotation marks, and Python's names for values.
"""

import re

from openbook.text.late import late

BEGINS = r"""(?!\[\[[\w.]{1,30}\]\])[{\[]\s{0,20}(?:["'“„{\[]|//|/\*)|\{\s{0,20}(?:\#|[^\W\d]\w{0,40}\s{0,4}:)"""
"""How an object or a list begins, as models write it."""

_GAP = r"(?:\s|//[^\n]*\n|\#[^\n]*\n|/\*.*?\*/)*"
_END = r"\s{0,200}[,:}\]]"
"""What follows the mark that ends a text; any other one is part of it."""
_PART = late(
    r'"""(?P<triple>(?:[^"\\]|\\.|"(?!""))*)"""'
    r'|(?P<string>"(?:[^"\\]|\\.)*")'
    rf"|'(?P<single>(?:[^'\\]|\\.|'(?!{_END}))*)(?:'|\Z)"
    rf"|[“„](?P<curled>(?:[^”“\\]|\\.|[”“](?!{_END}))*)(?:[”“]|\Z)"
    r"|(?P<comment>//[^\n]*|\#[^\n]*|/\*.*?\*/)"
    rf"|(?P<before>[{{,]){_GAP}(?P<key>[^\W\d]\w{{0,40}})(?=\s*:)"
    rf"|[,，](?={_GAP}[}}\]])"
    r"|\b(?P<word>True|False|None|undefined)\b"
    r"|(?P<sign>[：，\xa0\u2000-\u200b\u202f\u3000])",
    re.DOTALL,
)
_SIGN = late(r'\\.|"', re.DOTALL)
_KEY = late(r'\s+"[^"\n]{1,40}"\s{0,4}:')
_AS_JSON = {"\\'": "'", '"': '\\"'}
"""What a text between other marks says in JSON's way."""
_WORDS = {"True": "true", "False": "false", "None": "null", "undefined": "null"}


def strict(source: str) -> str:
    """Return a JSON text without what JSON does not allow between its values; what stands in strings stays."""
    return _PART.sub(_kept, source)


def _kept(part: re.Match[str]) -> str:
    if part["comment"] and part.string[: part.start()].rstrip().endswith('"'):
        return part[0]  # behind a string it may be the rest of one that holds quotation marks
    if part["key"]:
        return f'{part["before"]}"{part["key"]}"'
    if part["sign"]:
        return {"：": ":", "，": ","}.get(part["sign"], " ")
    inside = next((part[kind] for kind in ("single", "curled", "triple") if part[kind] is not None), None)
    if inside is not None:
        if part.end() == len(part.string):
            return part[0]  # it never closes
        return f'"{_SIGN.sub(lambda sign: _AS_JSON.get(sign[0], sign[0]), inside)}"'
    if part["string"] and _KEY.match(part.string, part.end()):  # a comma is missing
        return f"{part['string']},"
    return part["string"] or _WORDS.get(part["word"] or "", "")
