"""Names that a file of reStructuredText gives to words, signs and pictures, and what they stand for."""

from itertools import takewhile

from openbook.text.late import late

DIRECTIVE = late(r"(\s*)\.\. +(?:\|([^|]+)\| +)?([\w:+.-]+)::(?:[ \t]+(.*))?\Z")
OPTION = late(r"\s*:([\w -]+):(?:[ \t]+(.*))?\Z")
UNICODE = late(r"(?:U\+|0x|\\?[ux])([0-9A-Fa-f]{2,6})\b")


def substitutions(lines: list[str]) -> dict[str, str]:
    """Return what stands for `|name|`: words, signs, or what a picture says."""
    found: dict[str, str] = {}
    for number, line in enumerate(lines):
        match = DIRECTIVE.match(line) if line.startswith(".. |") else None
        if match is None or not match[2]:
            continue
        if match[3] == "replace":
            below = takewhile(lambda row: row.startswith("   ") and row.strip(), lines[number + 1 : number + 10])
            found[match[2]] = " ".join([match[4] or "", *map(str.strip, below)])
        elif match[3] == "unicode":
            words = (match[4] or "").partition(" .. ")[0]
            found[match[2]] = UNICODE.sub(lambda sign: chr(min(int(sign[1], 16), 0x10FFFF)), words).replace(" ", "")
        elif match[3] == "image":
            options = (OPTION.match(row) for row in lines[number + 1 : number + 10])
            given = (option for option in takewhile(lambda option: option is not None, options) if option)
            found[match[2]] = next((option[2] or "" for option in given if option[1] == "alt"), "")
    return found
