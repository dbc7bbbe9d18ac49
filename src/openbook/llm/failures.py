"""What a server's error means: which of the kinds of failure it is, and what a person would have to mend.

Servers disagree on status, code and wording. The status is asked first, then what the fields of the body call it, then
the numbers in it; words come last, and only those that many servers share.
"""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum

from openbook.dataclass import dataclass, field, replace
from openbook.llm import error_phrases as said
from openbook.llm.complaint import Complaint, read_complaint
from openbook.llm.headers import retry_after
from openbook.llm.room import Room, read_room
from openbook.llm.wire import ANY_LENGTH, DROP, MAX_COMPLETION_TOKENS, MIN_ITEMS, NO_SYSTEM, REPLY, TEXT_FORM, WINDOW


class Cause(StrEnum):
    """Why a call failed, and with that what to do about it."""

    RATE = "rate"
    """Too fast: wait and send the same again; spends nothing."""
    BUSY = "busy"
    """It may work next time: wait and send the same again, for as long as the call has patience."""
    AWAY = "away"
    """Nobody answers at this address."""
    OUTPUT = "output"
    """The server turned down what the model wrote this time; it may write better next time."""
    ADAPT = "adapt"
    """The server wants the request in another form; `Failure.adaptation` says which."""
    TOO_LONG = "too_long"
    """This request does not fit into the model's context."""
    REFUSED = "refused"
    """This request will never work."""
    KEY = "key"
    """The key is wrong or may not do this."""
    QUOTA = "quota"
    """The account has no money left."""
    MODEL = "model"
    """The server does not know the model."""
    ADDRESS = "address"
    """There is no such API at this address."""
    FOREIGN = "foreign"
    """What answers with success here is no such API."""
    BLOCKED = "blocked"
    """Something in front of the server, or the server itself, keeps this caller out."""


EVERY_CALL = frozenset(
    {
        Cause.KEY,
        Cause.QUOTA,
        Cause.MODEL,
        Cause.ADDRESS,
        Cause.FOREIGN,
        Cause.BLOCKED,
    }
)
"""Kinds that say nothing of the request, so that no other request would fare better."""
PERMANENT = EVERY_CALL | {Cause.TOO_LONG, Cause.REFUSED}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a request asked for, as far as a complaint can be about it."""

    names: Collection[str] = ()
    """Names of the parameters in its body."""
    model: str = ""
    most: int | None = None
    """`max_tokens`."""
    prompt: int = 0
    """About how many tokens the prompt has."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a request got no reply."""

    kind: Cause
    detail: str
    """What the server said, in one line."""
    adaptation: str = ""
    """For ADAPT: the name of what to change; for TOO_LONG: what to remember, where a shorter reply would fit."""
    tokens: tuple[int, int] | None = None
    """For TOO_LONG: tokens asked for and tokens that fit, where the server says so."""
    room: int | None = None
    """For TOO_LONG: tokens that a reply may have, where there is room for one."""
    wait: float | None = field(default=None, compare=False)
    """For RATE and BUSY: seconds that the server asks to wait; infinite where an allowance a day is used up."""
    status: int = field(default=0, compare=False)
    """Of HTTP; 0 where there was no answer."""


LEAST_REPLY = 64
"""Tokens; with less room than this the prompt itself is too long."""


def read_failure(
    status: int, raw: bytes, sent: Sent | None = None, headers: Mapping[str, str] | None = None
) -> Failure:
    """Return what an answer without a reply means."""
    sent, headers = sent or Sent(), headers or {}
    complaint = read_complaint(raw)
    words = complaint.detail.rstrip(".") or ("an empty answer" if 200 <= status < 300 else f"status {status}")
    detail = words if status in {200, 0} or str(status) in words else f"{words} (status {status})"
    names = f"{complaint.names} {headers.get('x-amzn-errortype', '')}".lower()
    about = _About(status, complaint, names, f"{names} {words}".lower(), headers)
    if 200 <= status < 300:
        is_foreign = complaint.page or (complaint.plain and _status_said(about.low) == 502)
        if complaint.foreign or (is_foreign and not said.EXCUSE.search(about.low)):
            return Failure(Cause.FOREIGN, detail, status=status)
        about = _About(complaint.status or _status_said(about.low), complaint, names, about.low, headers)
    return replace(_kind_of(about, detail, sent), status=status)


def _status_said(low: str) -> int:
    """Return the status that an error should have had that came with status 200 and names none."""
    if said.MONEY_SAID.search(low):
        return 402
    if said.SOON.search(low) or said.DAILY.search(low):
        return 429
    return 401 if said.KEY.search(low) else 400 if said.TOO_LONG.search(low) else 502


@dataclass(frozen=True, slots=True)
class _About:
    """An answer, ready to be asked."""

    status: int
    complaint: Complaint
    names: str
    """What its fields call it."""
    low: str
    """Names and words, in lower case."""
    headers: Mapping[str, str]


def _kind_of(about: _About, detail: str, sent: Sent) -> Failure:
    status, low, page = about.status, about.low, about.complaint.page
    room = None if page else _room(about.complaint, sent)
    if about.status == 402 or _lacks_money(about):
        return Failure(Cause.QUOTA, detail)
    if _is_rate(about):
        if room is not None and said.REQUESTED.search(low) and (room.wanted or 0) > room.limit:
            return _too_long(detail, room, sent)
        return Failure(Cause.RATE, detail, wait=_wait(about))
    measured = room is not None and status in {400, 422} and said.TOKENS.search(low)
    if measured or said.TOO_LONG.search(low) or status == 413:
        return _too_long(detail, room, sent)
    barred = said.OUTPUT_BARRED.search(low) and not said.PROMPTED.search(low)
    if (barred or said.OUTPUT.search(low)) and status < 500:
        return Failure(Cause.OUTPUT, detail)
    if _is_guard(about):
        return Failure(Cause.BLOCKED, detail)
    if _lacks_model(about, sent):
        return Failure(Cause.MODEL, detail)
    if said.BARRED.search(low) and 400 <= status < 500:
        return Failure(Cause.BLOCKED, detail)
    if status == 401 or _blames_key(about):
        return Failure(Cause.KEY, detail)
    if status == 403 and not said.MODERATED.search(low):
        return Failure(Cause.BLOCKED, detail)
    if adaptation := _adaptation(about, sent.names):
        return Failure(Cause.ADAPT, detail, adaptation=adaptation)
    if status in {404, 405, 410} or 300 <= status < 400:
        return Failure(Cause.ADDRESS, detail)
    if status >= 500 or status in {408, 409, 424, 425, 499} or said.LATER.search(low):
        return Failure(Cause.BUSY, detail, wait=_wait(about))
    return Failure(Cause.REFUSED, detail)


def _lacks_money(about: _About) -> bool:
    """Whether the account has no money: not where the words speak of a quota, but mean so much a minute."""
    if about.status >= 500 or about.complaint.page:
        return False
    if said.MONEY_NAMES.search(about.names) or said.MONEY_SAID.search(about.low):
        return not (about.complaint.wait is not None and "resource_exhausted" in about.names)
    if about.complaint.wait is not None or retry_after(about.headers) is not None:
        return False
    by_month = about.status == 429 and said.MONTHLY.search(about.low)
    used_up = about.status == 403 and said.ALLOWANCE.search(about.low)
    return bool(by_month or used_up or said.QUOTA_SAID.search(about.low)) and not said.SOON.search(about.low)


def _is_rate(about: _About) -> bool:
    named = said.RATE_NAMES.search(about.names) or (about.status == 503 and "rate" in about.names)
    return about.status in {429, 529} or (bool(named) and about.status != 401)


def _wait(about: _About) -> float | None:
    """Return the seconds that the server asks to wait: by its header, by a field, in words."""
    asked = retry_after(about.headers)
    if asked is None:
        asked = about.complaint.wait
    used_up = said.DAILY.search(about.low) or said.MONTHLY.search(about.low)
    return float("inf") if asked is None and used_up else asked


def _room(complaint: Complaint, sent: Sent) -> Room | None:
    if complaint.tokens is not None:
        prompt, context = complaint.tokens
        return Room(context, prompt if prompt > context else prompt + (sent.most or 0), prompt)
    return read_room(complaint.detail, sent.most, sent.prompt)


def _too_long(detail: str, room: Room | None, sent: Sent) -> Failure:
    if room is None:
        return Failure(Cause.TOO_LONG, detail)
    tokens = (room.wanted, room.limit) if room.wanted is not None else None
    left = room.reply(sent.prompt)
    if sent.most is None or not LEAST_REPLY <= left < sent.most:
        return Failure(Cause.TOO_LONG, detail, tokens=tokens)
    remember = f"{REPLY if room.reply_alone else WINDOW}{room.limit}"
    return Failure(Cause.TOO_LONG, detail, adaptation=remember, tokens=tokens, room=left)


def _is_guard(about: _About) -> bool:
    """Whether something in front of the server asks for a browser, or bars this caller: a page, not the API's error.

    A page with 401 is the server's own way to ask for a key.
    """
    return "cf-mitigated" in about.headers or (about.complaint.page and about.status in {403, 451})


def _blames_key(about: _About) -> bool:
    if said.KEY_NAMES.search(about.names) or (about.status == 403 and said.KEY.search(about.low)):
        return True
    return about.status in {400, 403, 404, 422} and bool(said.KEY_SAID.search(about.low))


def _lacks_model(about: _About, sent: Sent) -> bool:
    name = sent.model.lower()
    place = about.low.find(name) if name else -1
    if place >= 0 and said.MODEL_ABSENT.match(about.low, place + len(name)):
        return True
    if about.status not in {400, 403, 404, 410, 422} or "no endpoints found that" in about.low:
        return False
    named = place >= 0 and about.status == 404
    return bool(named or said.MODEL_NAMES.search(about.names) or said.MODEL.search(about.low))


def _adaptation(about: _About, sent: Collection[str]) -> str:
    """Return the adaptation that would satisfy this complaint, or nothing where there is none."""
    low, blamed = about.low, about.complaint.parameter
    if "max_completion_tokens" in low and "max_tokens" in sent and said.UNSUPPORTED.search(low):
        return MAX_COMPLETION_TOKENS
    if "response_format" in sent and (blamed == "response_format" or said.SCHEMA.search(low)):
        return ANY_LENGTH if MIN_ITEMS in sent and said.LENGTHS.search(low) else TEXT_FORM
    if "response_format" in sent and "no endpoints found that" in low:
        return TEXT_FORM
    if "messages" in sent and said.ROLES.search(low) and blamed in {"", "messages"}:
        return NO_SYSTEM
    if not said.UNSUPPORTED.search(low):
        return ""
    droppable = [
        name for name in sent if name not in {"model", "messages", "prompt", "response_format", "input", MIN_ITEMS}
    ]
    if blamed in droppable:
        return DROP + blamed
    named = [name for name in droppable if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", low)]
    return DROP + max(named, key=len) if named else ""
