"""Conversations in JSON: lists of who says what, read as one text with both sides."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from statistics import median
from typing import Any

from openbook.corpus.formats.json_pieces import put_together
from openbook.corpus.formats.slack_marks import is_of_slack, shown
from openbook.text.late import late

SPEAKERS = (
    "user_profile", "role", "from", "speaker", "author", "sender", "sender_name", "user", "username", "user_name",
    "nick", "name",
)  # fmt: skip
NAMES = ("real_name", "display_name", "name", "username", "nickname", "login", "id")
"""What a speaker who is an object is called by."""
SAID = ("content", "value", "text", "message", "body", "utterance")
TIMES = frozenset(
    [
        "time",
        "date",
        "datetime",
        "timestamp",
        "timestamp_ms",
        "ts",
        "created_at",
        "createdat",
        "sent",
        "sent_at",
        "create_time",
    ]
)
LONG = 400
"""Characters that half of the messages of a chat have, at most: records with an author and a date may be articles."""
OF_ARTICLES = ("title", "headline", "subject", "url", "link", "permalink")
"""What a record has that is a page, an article or a mail, with a text of its own."""
PLACES = ("channel", "channel_id", "conversation_id", "thread_id", "chat_id", "room", "room_id")
"""Where a message was written: those of several talks are not one."""
DAY = late(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
"""How a time begins that is in order as it is written."""
WRITTEN = 40
"""Characters of a time that stands beside a speaker, at most."""
UNITS = (1, 1e3, 1e6, 1e9)
"""Of a second, in which moments are counted from the beginning of 1970."""
FIRST, LAST = 3.2e8, 1e10
"""Seconds from then on: from 1980 on, and for as long as no other unit would do."""


def conversation(value: Mapping[Any, Any], key: str) -> tuple[str, list[Any] | None]:
    """Return the one conversation that an object holds, and the list of its messages; empty for none, or several.

    Where each of its parts has the text under `key`, they are records of their own, or a chat.
    """
    talks = [other for other in value.values() if isinstance(other, list) and other]
    found = [(lines, talk) for talk in talks if (lines := _lines(talk, key))]
    return ("\n\n".join(found[0][0]), found[0][1]) if len(found) == 1 else ("", None)


def chat(parts: list[Any], key: str) -> list[str]:
    """Return the messages of a chat, each behind its speaker; empty where a list is none.

    In a chat each part says who and when, few speak often, and not much at once.
    """
    if not parts or not is_message(parts[0], key):
        return []
    told = [part for part in parts if is_message(part, key)]
    if len(told) < len(parts) or any(len({str(part.get(name)) for part in told}) > 1 for name in PLACES):
        return []
    told = _in_order(told)
    messages = [(who, part, said) for part in told if (said := _said(part, key)) and (who := _speaker(part))]
    if sum(bool(_said(part, key)) for part in told) > len(messages) or not messages:
        return []
    if all(map(is_of_slack, told)):
        people = {
            part["user"]: who for who, part, _ in messages if isinstance(part.get("user"), str) and who != part["user"]
        }
        messages = [(people.get(who, who), part, shown(said, people)) for who, part, said in messages]
    speakers = Counter(who for who, _, _ in messages)
    if not 2 <= len(speakers) <= len(messages) / 2 or median(len(said) for *_, said in messages) > LONG:
        return []
    return [f"{_time(part)}{who}: {said}" for who, part, said in messages]


def is_message(part: Any, key: str) -> bool:
    """Whether a value may be a message of a chat, or a remark of its program: it says when, and is no article."""
    if not isinstance(part, dict) or any(part.get(name) for name in OF_ARTICLES):
        return False
    if not TIMES & {str(name).lower() for name in part}:
        return False
    return bool(_speaker(part)) or not _said(part, key)


def _in_order(messages: list[Any]) -> list[Any]:
    """Return messages with the first one first: their times, as numbers or in one form, may only fall."""
    times = [next((one for name, one in part.items() if str(name).lower() in TIMES), None) for part in messages]
    numbers = [_number(one) for one in times]
    moments = (
        numbers if None not in numbers else [one if isinstance(one, str) and DAY.match(one) else "" for one in times]
    )
    falls = bool(messages) and all(moments) and moments[0] != moments[-1] and moments == sorted(moments, reverse=True)  # type: ignore[type-var]
    return messages[::-1] if falls else messages


def _number(moment: Any) -> float | None:
    try:
        return None if isinstance(moment, bool) else float(moment)
    except (TypeError, ValueError):
        return None


def _time(part: Mapping[Any, Any]) -> str:
    """Return when something is said: as it stands there for people to read, or the moment that a number counts to."""
    times = [when for name, when in part.items() if str(name).lower() in TIMES]
    written = (one for one in times if isinstance(one, str) and len(one) <= WRITTEN and _number(one) is None)
    when = next(filter(str.strip, written), "") or next(filter(None, map(_moment, times)), "")
    return f"[{when}] " if when else ""


def _moment(when: Any) -> str:
    """Return the minute that a number counts to from the beginning of 1970; empty for what counts nothing like that."""
    number = _number(when) or 0.0
    seconds = next((number / unit for unit in UNITS if FIRST <= number / unit < LAST), None)
    return "" if seconds is None else f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"


def beside(part: Any, key: str) -> Iterator[tuple[str, Any]]:
    """Yield what a message holds beside who says what and when, by its names: what is attached to it, or answered."""
    if not isinstance(part, dict):
        return
    said = next((name for name in (key, *SAID) if isinstance(part.get(name), str) and part[name].strip()), None)
    for name, one in part.items():
        if name not in SPEAKERS and name != said and str(name).lower() not in TIMES:
            yield str(name), one


def _said(part: Mapping[Any, Any], key: str) -> str:
    return next((text for name in (key, *SAID) if (text := _text(part.get(name)).strip())), "")


def _speaker(part: Mapping[Any, Any]) -> str:
    for name in SPEAKERS:
        who = part.get(name)
        if isinstance(who, dict):
            who = next((who[one] for one in NAMES if isinstance(who.get(one), str) and who[one].strip()), None)
        if isinstance(who, str) and who.strip():
            return who.strip()
    return ""


def _lines(parts: list[Any], key: str) -> list[str]:
    lines: list[str] = []
    if not all(isinstance(part, dict) and not isinstance(part.get(key), str) for part in parts):
        return []
    for part in _in_order(parts):
        speaker = _speaker(part)
        said = next((text for name in SAID if (text := _text(part.get(name)))), "")
        if not speaker or (not said and not part.keys() & set(SAID)):
            return []
        if said:
            lines.append(f"{_time(part)}{speaker[:1].upper()}{speaker[1:]}: {said}")
    return lines


def _text(said: Any) -> str:
    """Return what is said, also where that is a list of typed parts."""
    if isinstance(said, list):
        return put_together(said)[0]
    return said if isinstance(said, str) else ""
