"""Parts of a message whose boundary is that of what holds them: which of those beside them are theirs."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage


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
        message.epilogue = None
        message.set_payload([*found, *after])
    return [*found, *after]


def _is_hollow(part: EmailMessage, boundary: str) -> bool:
    """Whether a part ended where its first one should have begun."""
    if part.get_content_maintype() != "multipart" or part.is_multipart() or part.get_boundary() != boundary:
        return False
    return not str(part.get_payload()).strip()


def _after(message: EmailMessage, boundary: str) -> list[EmailMessage]:
    """Return the parts behind the end of a message: that was the end of a part of it."""
    rest = message.epilogue or ""
    if not re.search(rf"^--{re.escape(boundary)}[ \t]*$", rest, re.MULTILINE):
        return []
    head = f'Content-Type: multipart/mixed; boundary="{boundary}"\n\n'
    found = message_from_bytes((head + rest).encode("utf-8", "surrogateescape"), policy=policy.default)
    return parts_of(found)


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
