"""Bytes that are not UTF-8 as a whole → text: foreign lines, and foreign letters in a line, cost at most themselves."""

from openbook.codes import Kind
from openbook.corpus.old_encodings import decoded, detect
from openbook.corpus.parsed import Unreadable
from openbook.records import Notice
from openbook.text.late import late

KEPT = "surrogateescape"
"""How Python keeps the bytes of a text that are no part of a character."""
OWN = late("[^\x00-\x7f\udc80-\udcff]")
STRAY = late("[\udc80-\udcff]")
STRAYS = late(f"{STRAY.pattern}+")
STRETCH = late("[\x00-\x7f]*[\udc80-\udcff][\x00-\x7f\udc80-\udcff]*")
"""What stands between characters of UTF-8, and holds bytes that are none."""
CUT_OFF = late(
    "(?<=[\u0370-\ud7ff\ue000-\U0010ffff])[\udc80-\udcff]+|[\udc80-\udcff]+(?=[\u0370-\ud7ff\ue000-\U0010ffff])"
)
"""Bytes directly beside a letter that no encoding of one byte a letter shares: what is left of another such letter."""
EAST = late("[\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
"""Characters of encodings with several bytes each, in a line of which other bytes tell nothing."""
FIRST_HALF = late("(?<=[a-zà-öø-ÿ])[\udcc2\udcc3](?![a-zA-Z\udc80-\udcff])")
"""The same of a Western letter."""
FEWEST = 4
"""Characters that read as UTF-8, from which they are so by no chance."""


def read_mixed(blob: bytes) -> tuple[str, tuple[Notice, ...]]:
    """Return the text and notices about it. Raises Unreadable: `unknown_encoding`."""
    try:
        # Pairs of surrogates, each encoded on its own (CESU-8), are put together again.
        text = blob.decode("utf-8", "surrogatepass")
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text, _said("surrogates were written as UTF-8; read as the characters they stand for")
    except UnicodeDecodeError:
        pass
    lines = blob.decode("utf-8", KEPT).split("\n")
    if _is_utf8(lines):
        return _mixed(lines)
    try:
        return decoded(blob), ()
    except Unreadable:
        if sum(len(line) for line in lines if STRAY.search(line)) * 4 > len(blob):
            raise
        return _mixed(lines)


def _is_utf8(lines: list[str]) -> bool:
    """Whether some of the lines are UTF-8 by no chance: one as a whole, or several letters in some."""
    count = 0
    for line in lines:
        if line.isascii():
            continue
        own, strays = _counted(line)
        count += own if own >= strays else 0
        if (own and not strays) or count >= FEWEST:
            return True
    return False


def _counted(line: str) -> tuple[int, int]:
    """Return how many characters beyond ASCII a line has, and how many bytes that are none."""
    return len(OWN.findall(line)), len(STRAY.findall(line))


def _mixed(lines: list[str]) -> tuple[str, tuple[Notice, ...]]:
    """Read what is not UTF-8 on its own: a line, or a stretch of one that is UTF-8 otherwise."""
    foreign: list[int] = []
    touched: list[int] = []
    cut = 0
    for number, line in enumerate(lines):
        if line.isascii() or STRAY.search(line) is None:
            continue
        own, strays = _counted(line)
        if own < strays:
            foreign.append(number)
            continue
        lines[number], count = _without_halves(line)
        cut += count
        if STRAY.search(lines[number]):
            touched.append(number)
    notices = _said(f"bytes that are no letter, in {_places(cut)}: \ufffd stands for them") if cut else ()
    if not (foreign or touched):
        return "\n".join(lines), notices
    parts = [lines[number] for number in foreign]
    parts += [part for number in touched for part in STRETCH.findall(lines[number])]
    try:
        encoding = detect("\n".join(parts).encode("utf-8", KEPT), _letters(lines, {*foreign}))
    except Unreadable:
        for number in touched:
            lines[number] = STRAY.sub("\ufffd", lines[number])
        for number in reversed(foreign):
            del lines[number]
        gone = _said(f"{_number(foreign)} in no known encoding and left out") if foreign else ()
        part = _said(f"{_number(touched)} in part in no known encoding: \ufffd stands for that") if touched else ()
        return "\n".join(lines), (*gone, *part, *notices)
    for number in foreign:
        lines[number] = _read(lines[number], encoding)
    for number in touched:
        lines[number] = STRETCH.sub(lambda match: _read(match[0], encoding), lines[number])
    read = _said(f"{_number([*foreign, *touched])} not UTF-8 and read as {encoding.upper()}")
    return "\n".join(lines), (*read, *notices)


def _places(count: int) -> str:
    return f"{count} places" if count > 1 else "one place"


def _number(lines: list[int]) -> str:
    return f"{len(lines)} lines are" if len(lines) > 1 else "one line is"


def _without_halves(line: str) -> tuple[str, int]:
    """Return a line with a sign in the place of each letter that is cut off, and how many there are."""
    count = 0
    is_eastern = len(EAST.findall(line)) * 2 > len(OWN.findall(line))
    for halves in (STRAYS,) if is_eastern else (CUT_OFF, FIRST_HALF):
        line, found = halves.subn("\ufffd", line)
        count += found
    return line, count


def _letters(lines: list[str], foreign: set[int]) -> str:
    """Return the letters beyond ASCII that some lines have, those that are foreign as a whole aside."""
    return "".join(
        sorted({char for number, line in enumerate(lines) if number not in foreign for char in OWN.findall(line)})
    )


def _read(part: str, encoding: str) -> str:
    return part.encode("utf-8", KEPT).decode(encoding, "replace")


def _said(sentence: str) -> tuple[Notice, ...]:
    return (Notice(Kind.ENCODING, sentence),)
