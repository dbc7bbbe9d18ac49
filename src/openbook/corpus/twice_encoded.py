"""Text that was encoded twice (`cafÃ©`): UTF-8 that was taken for a Western encoding, and written as UTF-8 again."""

from openbook.text.late import late

BEYOND = late("[^\x00-\x7f]+")
FEWEST = 3
"""Letters in the whole text, at least: fewer may be meant as they are."""


def once(blob: bytes, text: str) -> str | None:
    """Return the text as it was before it was encoded a second time; None where all or a part of it was not."""
    if b"\xc3" not in blob and b"\xc2" not in blob:
        return None
    first = BEYOND.search(text)
    if first is None or _decoded(first[0]) is None:
        return None
    letters = 0
    parts: list[str] = []
    place = 0
    for match in BEYOND.finditer(text):
        found = _decoded(match[0])
        if found is None:
            return None
        letters += len(found)
        parts += (text[place : match.start()], found)
        place = match.end()
    return "".join([*parts, text[place:]]) if letters >= FEWEST else None


def _decoded(stretch: str) -> str | None:
    try:
        return bytes(map(_byte, stretch)).decode("utf-8")
    except (UnicodeError, ValueError):
        return None


def _byte(char: str) -> int:
    """Return the byte of a character in windows-1252; the few that it leaves out are what they are in Latin 1."""
    return ord(char) if "\x80" <= char <= "\x9f" else char.encode("cp1252")[0]
