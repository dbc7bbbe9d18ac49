"""E-mail (.eml, .mbox): subject, sender and date as properties, the text of each message; attachments are named."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from openbook.codes import Code, Kind
from openbook.corpus.clean import clean, one_line
from openbook.corpus.encoding import decode
from openbook.corpus.formats.html import fragment
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.records import Notice
from openbook.text.late import late

HEADERS = ("From", "To", "Cc", "Date")
HEADER = late(rb"\A(?:From [^\n]*\n)?[A-Za-z][\w-]*:[ \t]?", re.MULTILINE)


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
    said = f"attachments left out: {', '.join(names[:10])}{', …' if len(names) > 10 else ''}"
    return Parsed(
        text,
        title=subject,
        markup="markdown" if markup else "plain",
        metadata=tuple((name.lower(), value) for name in HEADERS if (value := _header(message, name))),
        notices=(Notice(Kind.LEFT_OUT, said),) if names else (),
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


def _body(message: EmailMessage) -> tuple[str, bool]:
    """Return the text of a message, and whether it is Markdown."""
    texts = [part for part in message.walk() if part.get_content_maintype() == "text" and not _is_apart(part)]
    plain = [part for part in texts if part.get_content_subtype() == "plain"]
    if any(_text(part).strip() for part in plain):
        return "\n\n".join(filter(None, (_text(part).strip("\n") for part in plain))), False
    return "\n\n".join(fragment(_text(part)) for part in texts if part.get_content_subtype() == "html"), True


def _is_apart(part: EmailMessage) -> bool:
    """Whether a part is no text of the message itself."""
    if part.is_multipart():
        return False
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text"


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
