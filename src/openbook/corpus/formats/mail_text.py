"""The text of a part of an e-mail: transfer encodings, also with a foot behind them, wrapped lines, enriched text."""

import base64
import re
from email.message import EmailMessage

from openbook.codes import Kind
from openbook.corpus.clean import clean
from openbook.corpus.encoding import decode
from openbook.records import Notice
from openbook.text.late import late

ROW = late(r"[A-Za-z0-9+/]*={0,2}[ \t\r]*")
"""A line of base64."""
LONG = 40
"""Signs of such a line that is no word."""
TAG = late(r"<(param)>[^<]*</param>|</?[A-Za-z][\w-]{0,60}>|<(<)|(\n+)", re.IGNORECASE)
"""What text/enriched has in its text (RFC 1896): commands, `<<` for a sign, and line ends, of which one is a space."""
DAMAGED = Notice(Kind.DAMAGED, "the encoded text is cut off: read as far as it goes")


def text_of(part: EmailMessage) -> tuple[str, tuple[Notice, ...]]:
    """Return the text of a part, and notices of what is odd in it."""
    blob, foot, notices = _decoded(part)
    declared = part.get_content_charset() or "utf-8"
    text, told = decode(blob, declared)
    text = clean(f"{text}\n\n{foot}" if foot else text)
    if part.get_param("format") == "flowed":
        text = _unfolded(text, "" if part.get_param("delsp") == "yes" else " ")
    return text, (*notices, *told)


def unenriched(text: str) -> str:
    """Return what a text in text/enriched shows."""

    def shown(found: re.Match[str]) -> str:
        if found[3]:
            return "\n" * (len(found[3]) - 1) or " "
        return found[2] or ""

    return TAG.sub(shown, text.strip())


def _decoded(part: EmailMessage) -> tuple[bytes, str, tuple[Notice, ...]]:
    """Return the bytes of a part, and what a list or a gate has written behind them without encoding it."""
    payload = part.get_payload()
    is_coded = str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64"
    rows = payload.strip("\r\n").split("\n") if isinstance(payload, str) and is_coded else []
    end = next((at for at, row in enumerate(rows) if ROW.fullmatch(row) is None), len(rows))
    # A sign that is wrong in the middle costs itself: what goes on behind it is no foot.
    if not end or any(len(row) >= LONG and ROW.fullmatch(row) for row in rows[end:]):
        held = part.get_payload(decode=True)
        return (held if isinstance(held, bytes) else b""), "", ()
    coded, foot = "".join("".join(rows[:end]).split()), "\n".join(rows[end:]).strip()
    try:
        blob = base64.b64decode(coded + "=" * (-len(coded) % 4))
    except ValueError:
        blob = base64.b64decode(coded[: len(coded) // 4 * 4])
    return blob, foot, (DAMAGED,) if len(coded) % 4 == 1 else ()


def _unfolded(text: str, between: str) -> str:
    """Return a text whose lines end in a space where they go on (RFC 3676), also those that are quoted."""
    lines: list[list[str]] = []  # of each the parts that make it
    goes_on = ""  # how deep the line above is quoted, where it goes on
    for line in text.split("\n"):
        words = line.lstrip(">")
        depth = f"{line[: len(line) - len(words)]}-"
        words = words.removeprefix(" ") if depth == "-" else words.strip(" ") + " " * words.endswith(" ")
        if lines and goes_on == depth:
            lines[-1][-1] = lines[-1][-1].removesuffix(" ") + between
            lines[-1].append(words)
        else:
            lines.append([words if depth == "-" else f"{depth[:-1]} {words}".rstrip(" ") + " " * words.endswith(" ")])
        goes_on = depth if line.endswith(" ") and words != "-- " else ""
    whole = map("".join, lines)
    return "\n".join(line.rstrip(" ") if line != "-- " else line for line in whole)
