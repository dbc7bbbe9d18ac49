"""E-mail (.eml, .mbox): subject, sender and date as properties, the text of each message; attachments are named."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from openbook.codes import Code, Kind
from openbook.corpus.clean import clean, one_line
from openbook.corpus.encoding import decode
from openbook.corpus.formats.html import fragment
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.records import Notice
from openbook.text.late import late

DEEPEST = 40
"""Parts within parts that are looked into."""
UNREAD = ("message/delivery-status", "message/disposition-notification")
"""What servers tell each other."""
HEADERS = ("From", "To", "Cc", "Date")
HEADER = late(rb"\A(?:From [^\n]*\n)?[A-Za-z][\w-]*:[ \t]?", re.MULTILINE)


class Body(NamedTuple):
    """The text of a message."""

    text: str
    markup: bool
    """Whether it is Markdown."""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the message as one document. Raises Unreadable where there is none, or no text in it."""
    yield parsed(file.blob())


def parsed(blob: bytes) -> Parsed:
    """Return one message as a document. Raises Unreadable where it is none."""
    blob = blob.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if not HEADER.match(blob):
        raise Unreadable(Code.BROKEN_FILE, "no e-mail: it does not begin with headers")
    message = message_from_bytes(blob, policy=policy.default)
    if not isinstance(message, EmailMessage):
        raise Unreadable(Code.BROKEN_FILE, "no e-mail: it can't be parsed")
    text, markup = _body(message)
    subject = _header(message, "Subject")
    if subject and text.strip() and not text.lstrip("# \n").startswith(subject):
        text = f"{'# ' * markup}{subject}\n\n{text}"
    names = [one_line(part.get_filename() or part.get_content_type()) for part in message.walk() if _is_apart(part)]
    said = [f"attachments left out: {', '.join(names[:10])}{', …' if len(names) > 10 else ''}"] if names else []
    said += [f"parts more than {DEEPEST} levels deep left out"] if _is_too_deep(message) else []
    return Parsed(
        text,
        title=subject,
        markup="markdown" if markup else "plain",
        metadata=tuple((name.lower(), value) for name in HEADERS if (value := _header(message, name))),
        notices=tuple(Notice(Kind.LEFT_OUT, one) for one in said),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        value = message[name]
    except (ValueError, IndexError, AttributeError, TypeError, OverflowError):
        # The library fails on some malformed addresses and dates.
        value = next((raw for key, raw in message.raw_items() if key.lower() == name.lower()), None)
    text = one_line(str(value or ""))[:1000]
    if name == "Date" and text:
        try:
            return parsedate_to_datetime(text).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            return text
    return text


def _body(part: EmailMessage, depth: int = 0) -> Body:
    """Return the text of a message, or of a part of it."""
    kind = part.get_content_type()
    if not part.is_multipart():
        if _is_apart(part):
            return Body("", False)
        return Body(fragment(_text(part)), True) if kind == "text/html" else Body(_text(part).strip("\n"), False)
    if depth > DEEPEST or kind in UNREAD:
        return Body("", False)
    found = [(one, _body(one, depth + 1)) for one in part.iter_parts() if isinstance(one, EmailMessage)]
    if kind == "multipart/alternative":
        plain = [body for one, body in found if one.get_content_type() == "text/plain"]
        return next((body for body in (*plain, *(body for _, body in found)) if body.text.strip()), Body("", False))
    told = [(_head(one), body) if kind == "message/rfc822" else ("", body) for one, body in found if body.text.strip()]
    texts = [f"{head}\n\n{body.text}" if head else body.text for head, body in told]
    return Body("\n\n".join(texts), any(body.markup for _, body in told))


def _is_too_deep(part: EmailMessage, depth: int = 0) -> bool:
    """Whether a message has parts in parts that are not looked into."""
    if not part.is_multipart() or depth > DEEPEST:
        return part.is_multipart()
    return any(_is_too_deep(one, depth + 1) for one in part.iter_parts() if isinstance(one, EmailMessage))


def _head(message: EmailMessage) -> str:
    """Return who wrote a message that another one holds, and when, in lines."""
    values = ((name, _header(message, name)) for name in (*HEADERS, "Subject"))
    return "\n".join(f"{name}: {value}" for name, value in values if value)


def _is_apart(part: EmailMessage) -> bool:
    """Whether a part is no text of the message itself."""
    if part.is_multipart():
        return False
    return part.get_content_disposition() == "attachment" or part.get_content_type() not in ("text/plain", "text/html")


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    blob = payload if isinstance(payload, bytes) else b""
    declared = part.get_content_charset() or "utf-8"
    text = clean(decode(blob, declared)[0])
    if part.get_param("format") == "flowed":
        return _unfolded(text, "" if part.get_param("delsp") == "yes" else " ")
    return text


def _unfolded(text: str, between: str) -> str:
    """Return a text whose lines end in a space where they go on (RFC 3676), also those that are quoted."""
    lines: list[str] = []
    goes_on = ""  # how deep the line above is quoted, where it goes on
    for line in text.split("\n"):
        words = line.lstrip(">")
        depth = f"{line[: len(line) - len(words)]}-"
        words = words.removeprefix(" ") if depth == "-" else words.strip(" ") + " " * words.endswith(" ")
        if lines and goes_on == depth:
            lines[-1] = f"{lines[-1].removesuffix(' ')}{between}{words}"
        else:
            lines.append(words if depth == "-" else f"{depth[:-1]} {words}".rstrip(" ") + " " * words.endswith(" "))
        goes_on = depth if line.endswith(" ") and words != "-- " else ""
    return "\n".join(line.rstrip(" ") if line != "-- " else line for line in lines)
