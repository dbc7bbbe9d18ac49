"""Parts of a message whose boundary is that of what holds them: which of those beside them are theirs."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from openbook.text.late import late

FOR_PROGRAMS = late(r"(?i)\bMIME\b|multi-?part")
"""What a remark for programs speaks of, in all languages."""


def parts_of(message: EmailMessage) -> list[EmailMessage]:
    """Return the parts of a message, those behind its end too; one that its own boundary left empty has got its own."""
    parts = [one for one in message.iter_parts() if isinstance(one, EmailMessage)]
    boundary = message.get_boundary()
    if not boundary:
        return parts
    after = _after(message, boundary)
    found: list[EmailMessage] = []
    place = 0
    while place < len(parts):
        one = parts[place]
        place += 1
        if _is_hollow(one, boundary):
            end = len(parts) if after else place + _own(one, parts[place:])
            one.set_payload([*parts[place:end]])
            place = end
        found.append(one)
    if len(found) < len(parts) or after:
        message.set_payload([*found, *after])
    return [*found, *after]


def text_outside(message: EmailMessage) -> int:
    """Return how many letters stand before the first part of a message and behind its last one.

    What there tells old programs that they can't read it is none of its text.
    """
    outside = [one for one in (message.preamble, message.epilogue) if one and not FOR_PROGRAMS.search(one)]
    return sum(map(str.isalpha, "".join(outside)))


def _is_hollow(part: EmailMessage, boundary: str) -> bool:
    """Whether a part ended where its first one should have begun."""
    if part.get_content_maintype() != "multipart" or part.is_multipart() or part.get_boundary() != boundary:
        return False
    return not str(part.get_payload()).strip()


def _after(message: EmailMessage, boundary: str) -> list[EmailMessage]:
    """Return the parts behind the end of a message: that was the end of a part of it, and so are all but the last."""
    rest = message.epilogue or ""
    mark = re.escape(boundary)
    if not re.search(rf"^--{mark}[ \t]*$", rest, re.MULTILINE):
        return []
    # Where parts go on behind an end, it parts nothing.
    ends = rf"^--{mark}--[ \t]*\n(?=(?:(?!--)[^\n]*\n)*--{mark}[ \t]*$)"
    rest = re.sub(ends, "", rest, flags=re.MULTILINE)
    head = f'Content-Type: multipart/mixed; boundary="{boundary}"\n\n'
    found = message_from_bytes((head + rest).encode("utf-8", "surrogateescape"), policy=policy.default)
    parts = parts_of(found)
    message.epilogue = (found.preamble or "") + (found.epilogue or "") or None
    return parts


def _own(part: EmailMessage, beside: list[EmailMessage]) -> int:
    """Return how many of the parts behind a hollow one are its own, where no end says so: a text in several forms."""
    if part.get_content_type() != "multipart/alternative":
        return len(beside)
    forms = {part.get_content_type()}
    for place, one in enumerate(beside):
        if one.get_content_type() in forms or one.get_content_disposition() == "attachment":
            return place
        forms.add(one.get_content_type())
    return len(beside)
