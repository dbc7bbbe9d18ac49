"""E-mail (.eml, .mbox): subject, sender and date as properties, the text of each message; attachments are named."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from openbook.codes import Code, Kind
from openbook.corpus.clean import clean, is_blank, one_line
from openbook.corpus.encoding import decode
from openbook.corpus.formats.html import fragment
from openbook.corpus.formats.html_marks import holds_html
from openbook.corpus.formats.mail_calendar import KIND as CALENDAR
from openbook.corpus.formats.mail_calendar import invitation
from openbook.corpus.formats.mail_nesting import FOR_PROGRAMS, parts_of, text_outside
from openbook.corpus.formats.mail_packed import encrypted_by, unpacked
from openbook.corpus.formats.mail_text import text_of, unenriched
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.records import Notice
from openbook.text.content import Content
from openbook.text.late import late

DEEPEST = 40
"""Parts within parts that are looked into."""
REPORTS = ("message/delivery-status", "message/disposition-notification", "message/feedback-report")
"""What servers tell each other; what they tell people stands beside it."""
ELSEWHERE = "message/external-body"
"""What says where a part can be had."""
RETURNED = ("text/rfc822-headers", "message/global-headers")
"""The head of a message that came back without its text."""
STUB = 0.5
"""Share of the letters of a message in HTML that its plain text has; below, it only says that there is one. The same of
words, below which the two say different things.
"""
VERSIONS = ("text/x-amp-html", "text/watch-html", "text/enriched", "text/richtext", "text/rtf")
"""Forms in which programs send a text once more."""
SHOWN = ("text/plain", "text/html", "text/markdown", "text/x-markdown")
ENRICHED = ("text/enriched", "text/richtext")
HEADERS = ("From", "To", "Cc", "Date")
ADDRESS = late(r"https?://[^\s)>\]]+")
PARTED = late(r"^--([^\s\"][^\n\"]{0,100})\n(?=Content-[\w-]+:)", re.MULTILINE)
"""What parts a message, before the head of a part."""
HEADER = late(rb"\A(?:From [^\n]*\n)?[A-Za-z][\w-]*:[ \t]?", re.MULTILINE)


class Body(NamedTuple):
    """The text of a message."""

    text: str
    markup: bool
    """Whether it is Markdown."""
    apart: tuple[str, ...] = ()
    """Names of what is left out."""
    notices: tuple[Notice, ...] = ()
    """What is odd in the parts that are read."""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the message as one document. Raises Unreadable where there is none, or no text in it."""
    yield parsed(file.blob())


def parsed(blob: bytes) -> Parsed:
    """Return one message as a document. Raises Unreadable where it is none, or all of it is encrypted."""
    blob = blob.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if not HEADER.match(blob):
        raise Unreadable(Code.BROKEN_FILE, "no e-mail: it does not begin with headers")
    message = message_from_bytes(blob, policy=policy.default)
    if not isinstance(message, EmailMessage):
        raise Unreadable(Code.BROKEN_FILE, "no e-mail: it can't be parsed")
    text, markup, apart, notices = _body(message, iter(range(DEEPEST)))
    too_deep = [f"parts more than {DEEPEST} levels deep left out"] if _is_too_deep(message) else []
    if is_blank(text) and (means := encrypted_by(message, apart)):
        raise Unreadable(Code.ENCRYPTED, f"an encrypted message ({means}): save it decrypted")
    if is_blank(text) and too_deep:
        raise Unreadable(Code.TOO_DEEP, f"the text stands in parts more than {DEEPEST} levels deep")
    if is_blank(text) and apart:
        raise Unreadable(Code.EMPTY, f"a message without text but for attachments: {', '.join(apart[:10])}")
    subject = _header(message, "Subject")
    if subject and text.strip() and not text.lstrip("# \n").startswith(subject):
        text = f"{'# ' * markup}{subject}\n\n{text}"
    said = [f"attachments left out: {', '.join(apart[:10])}{', …' if len(apart) > 10 else ''}"] if apart else []
    said += too_deep
    return Parsed(
        text,
        title=subject,
        markup="markdown" if markup else "plain",
        metadata=tuple((name.lower(), value) for name in HEADERS if (value := _header(message, name))),
        notices=(*dict.fromkeys(notices), *(Notice(Kind.LEFT_OUT, one) for one in said)),
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


def _body(part: EmailMessage, guesses: Iterator[int], depth: int = 0) -> Body:
    """Return the text of a message, or of a part of it. `guesses`: how many boundaries may still be guessed in all."""
    kind = part.get_content_type()
    if kind in REPORTS or kind == ELSEWHERE:
        return Body("", False, (kind,))
    if not part.is_multipart() or kind in RETURNED:
        return _leaf(part, kind, guesses, depth)
    if depth > DEEPEST:
        return Body("", False)
    found = [(one, _body(one, guesses, depth + 1)) for one in parts_of(part)]
    outside = (f"{letters:,} letters outside of the parts",) if (letters := text_outside(part)) else ()
    if kind == "multipart/alternative":
        body = _fullest(found)
        return body._replace(apart=(*body.apart, *outside))
    texts = []
    for one, body in found:
        head = _head(one) if kind == "message/rfc822" else ""
        texts += ["\n\n".join(filter(None, (head, body.text)))] if head or body.text.strip() else []
    return _joined([body for _, body in found], texts, outside)


def _joined(bodies: list[Body], texts: list[str], outside: tuple[str, ...] = ()) -> Body:
    apart = tuple(name for body in bodies for name in body.apart)
    notices = tuple(one for body in bodies for one in body.notices)
    return Body("\n\n".join(texts), any(body.markup for body in bodies), (*apart, *outside), notices)


def _leaf(part: EmailMessage, kind: str, guesses: Iterator[int], depth: int) -> Body:
    """Return the text of a part that has none in itself."""
    if kind in RETURNED:
        blob = part.get_payload(decode=True)
        returned = message_from_bytes(blob, policy=policy.default) if isinstance(blob, bytes) else part.get_payload(0)
        if not isinstance(returned, EmailMessage):
            return Body("", False, (kind,))
        rest = returned.get_payload()
        return Body(_head(returned), False, () if isinstance(rest, str) and not rest.strip() else (kind,))
    if kind.startswith("multipart/"):
        return _unparted(part, guesses, depth)
    if kind == CALENDAR and (text := invitation(text_of(part)[0])):
        return Body(text, False)
    is_apart = depth > 0 and part.get_content_disposition() == "attachment"
    if is_apart or (kind not in SHOWN and (depth > 0 or kind not in ENRICHED)):
        return Body("", False, (one_line(part.get_filename() or kind),))
    text, notices = text_of(part)
    if kind == "text/html":
        return Body(fragment(text), True, (), notices)
    text, packed = unpacked(unenriched(text) if kind in ENRICHED else text)
    return Body(text.strip("\n"), "markdown" in kind, tuple(packed), notices)


def _unparted(part: EmailMessage, guesses: Iterator[int], depth: int) -> Body:
    """Return the text of parts that the message's own boundary doesn't part, but another one does, or none."""
    payload = part.get_payload(decode=True)
    # Read as it was sent: each byte that is replaced would be three when the text is parsed again.
    text = payload.decode("ascii", "surrogateescape") if isinstance(payload, bytes) else ""
    other = PARTED.search(text)
    if other is not None and depth < DEEPEST and next(guesses, None) is not None:
        boundary = re.sub(r"([\\\"])", r"\\\1", other[1].rstrip())
        head = f'Content-Type: {part.get_content_type()}; boundary="{boundary}"\n\n'
        whole = head.encode("utf-8", "surrogateescape") + text[other.start() :].encode("ascii", "surrogateescape")
        again = message_from_bytes(whole, policy=policy.default)
        if isinstance(again, EmailMessage) and again.is_multipart():
            before, body = _bare(text[: other.start()]), _body(again, guesses, depth + 1)
            if not before.text.strip() or FOR_PROGRAMS.search(before.text):
                return body
            return _joined([before, body], [one.text for one in (before, body) if one.text.strip()])
    return _bare(text)


def _bare(text: str) -> Body:
    """Return a text that nothing says the form of."""
    said, notices = decode(text.encode("ascii", "surrogateescape"), "utf-8")
    inside = clean(said).strip("\n")
    return Body(fragment(inside) if (marked := bool(holds_html(inside))) else inside, marked, (), notices)


def _fullest(found: list[tuple[EmailMessage, Body]]) -> Body:
    """Return one of several versions of a text: the plain one, where it is not a remark that there is another. One that
    says something else stands beside it.
    """
    told = [(one, body) for one, body in found if body.text.strip()]
    if not told:
        return Body("", False, tuple(name for _, body in found for name in body.apart))
    # What the sender wrote of an event goes before what a calendar is told.
    versions = [(one, body) for one, body in told if one.get_content_type() != CALENDAR] or told
    plain = [body for one, body in versions if one.get_content_type() == "text/plain"]
    most = max((body for _, body in versions), key=lambda body: _letters(body.text))
    chosen = next(iter(plain), versions[0][1])
    if plain and _letters(chosen.text) < STUB * _letters(most.text):
        chosen = most
    # Of a version in another form nothing is missing.
    apart = [name for one, body in found for name in body.apart if one.get_content_type() not in VERSIONS]
    apart += [CALENDAR] * (len(versions) < len(told))
    said = [chosen]
    if chosen in plain:
        texts = [body for one, body in versions if one.get_content_maintype() == "text" and body is not chosen]
        said += [body for body in texts if not _is_held(body.text, chosen.text)]
    whole = _joined(said, [body.text for body in said])
    return whole._replace(apart=tuple(dict.fromkeys(apart)))


def _is_held(text: str, other: str) -> bool:
    """Whether another text has half of the words of one."""
    words, held = Content.of(ADDRESS.sub("", text)).vocabulary, Content.of(other).vocabulary
    return len(words & held) >= STUB * len(words)


def _letters(text: str) -> int:
    """Return how many letters a text has, without those of addresses."""
    return sum(map(str.isalpha, ADDRESS.sub("", text)))


def _is_too_deep(part: EmailMessage, depth: int = 0) -> bool:
    """Whether a message has parts in parts that are not looked into."""
    if not part.is_multipart() or depth > DEEPEST:
        return part.is_multipart()
    return any(_is_too_deep(one, depth + 1) for one in part.iter_parts() if isinstance(one, EmailMessage))


def _head(message: EmailMessage) -> str:
    """Return who wrote a message that another one holds, and when, in lines."""
    values = ((name, _header(message, name)) for name in (*HEADERS, "Subject"))
    return "\n".join(f"{name}: {value}" for name, value in values if value)
