"""Conversations in JSON: lists of who says what, read as one text with both sides."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from statistics import median
from typing import Any

from openbook.codes import Kind
from openbook.corpus.formats.json_pieces import SHORTEST, put_together
from openbook.corpus.formats.slack_marks import is_of_slack, shown
from openbook.corpus.formats.talk_branches import branch, is_shown, last_of, nodes
from openbook.dataclass import dataclass
from openbook.records import Notice
from openbook.text.late import late

SPEAKERS = (
    "user_profile", "role", "from", "speaker", "author", "sender", "sender_name", "user", "username", "user_name",
    "nick", "name",
)  # fmt: skip
NAMES = ("real_name", "display_name", "name", "username", "nickname", "login", "role", "id")
"""What a speaker who is an object is called by."""
SAID = ("content", "value", "text", "message", "body", "utterance", "parts")
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
PLACES = (
    "channel", "channel_id", "conversation_id", "thread_id", "chat_id", "room", "room_id", "message_tree_id",
    "session_id", "dialog_id", "dialogue_id",
)  # fmt: skip
"""Where a message was written: those of several talks are not one."""
DAY = late(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
"""How a time begins that is in order as it is written."""
WRITTEN = 40
"""Characters of a time that stands beside a speaker, at most."""
UNITS = (1, 1e3, 1e6, 1e9)
"""Of a second, in which moments are counted from the beginning of 1970."""
FIRST, LAST = 3.2e8, 1e10
"""Seconds from then on: from 1980 on, and for as long as no other unit would do."""


ROLES = frozenset(
    [
        "user", "human", "assistant", "system", "developer", "tool", "function", "model", "gpt", "chatgpt", "bot", "ai",
        "prompter", "observation", "function_call",
    ]
)  # fmt: skip
"""Who speaks where a model does."""
ASKING = frozenset(["user", "human", "prompter"])
PAIRED = (
    "history",
    "chat_history",
    "chatbot",
    "conversation",
    "conversations",
    "messages",
    "dialog",
    "dialogue",
    "turns",
)
"""Under what a talk stands as pairs of what is asked and what is answered."""


@dataclass(frozen=True, slots=True)
class JoinedTalk:
    """Messages that are one text together."""

    lines: list[str]
    """What is said, each behind who says it, and when."""
    parts: Any
    """The list or the object in which they stand."""
    notices: tuple[Notice, ...] = ()
    """That they are read as one, and what of them is left out."""


def conversation(value: Mapping[Any, Any], key: str) -> JoinedTalk | None:
    """Return the one conversation that an object holds; None for none, or several.

    Where each of its parts has the text under `key`, they are records or a chat, but where a model speaks.
    """
    for held in value.values():
        if (parts := nodes(held)) is not None:
            return _of_nodes(held, parts, last_of(value), key)
    lists = [(name, other) for name, other in value.items() if isinstance(other, list) and other]
    told = [_talk(one, key, last_of(value)) or chat(one, key) or _pairs(name, one) for name, one in lists]
    found = [talk for talk in told if talk is not None]
    return found[0] if len(found) == 1 else None


def _of_nodes(held: Any, parts: list[Any], last: Any, key: str) -> JoinedTalk | None:
    """Return the branch of a talk that is shown; each node is a message, or has one."""
    way, others = branch(parts, last)
    messages = [one if isinstance(one := part.get("message", part), dict | None) else part for part in way]
    shown_ones = [one for one in messages if isinstance(one, dict) and is_shown(one)]
    told = [(one, said) for one in shown_ones if (said := _said(one, key))]
    if not told or not all(_speaker(one) for one, _ in told):
        return None
    hidden = sum(isinstance(one, dict) for one in messages) - len(shown_ones)
    bare = sum(map(_without_text, shown_ones))
    return JoinedTalk([_line(one, said) for one, said in told], held, _left_out(others, hidden, bare))


def _left_out(others: int, hidden: int = 0, bare: int = 0) -> tuple[Notice, ...]:
    counts = (
        (others, "of other branches"),
        (hidden, "that no page shows"),
        (bare, "at least in part, which is no plain text"),
    )
    said = ", ".join(f"{count:,} {what}" for count, what in counts if count)
    return (Notice(Kind.LEFT_OUT, f"messages of a talk are left out: {said}"),) if said else ()


def by_roles(parts: list[Any], key: str) -> JoinedTalk | None:
    """Return the talk of a model that a list of messages is: who speaks is a role, and one of them asks."""
    return _talk(parts, key, None) if _has_roles(parts) else None


def _has_roles(parts: list[Any]) -> bool:
    speakers = {_speaker(part).lower() if isinstance(part, dict) else "" for part in parts}
    return len(speakers) > 1 and speakers <= ROLES and bool(speakers & ASKING)


def _talk(parts: list[Any], key: str, last: Any) -> JoinedTalk | None:
    if not all(isinstance(part, dict) for part in parts):
        return None
    if any(isinstance(part.get(key), str) for part in parts) and not _has_roles(parts):
        return None
    way, others = branch(parts, last)
    if (others and last is None and any(key in part for part in parts)) or _of_several(parts):
        return None
    lines = _lines(way, key)
    return JoinedTalk(lines, parts, _left_out(others)) if lines else None


def _pairs(name: str, parts: list[Any]) -> JoinedTalk | None:
    """Return what is asked and answered in pairs, without names: nothing says who asks."""
    if name.lower() not in PAIRED or not all(isinstance(part, list) and len(part) == 2 for part in parts):
        return None
    said = [one for part in parts for one in part if one is not None]
    if not said or not all(isinstance(one, str) for one in said):
        return None
    told = Notice(Kind.OTHER_FORMAT, f"{len(parts):,} pairs of what is asked and answered are read as one text")
    return JoinedTalk([one for one in said if one], parts, (told,))


def chat(parts: list[Any], key: str) -> JoinedTalk | None:
    """Return the messages of a chat as one text; None where a list is none.

    In a chat each part says who and when, few speak often, and not much at once.
    """
    if not parts or not is_message(parts[0], key):
        return None
    told = [part for part in parts if is_message(part, key)]
    if len(told) < len(parts) or _of_several(told):
        return None
    told = _in_order(told)
    messages = [(who, part, said) for part in told if (said := _said(part, key)) and (who := _speaker(part))]
    if sum(bool(_said(part, key)) for part in told) > len(messages) or not messages:
        return None
    if all(map(is_of_slack, told)):
        people = {
            part["user"]: who for who, part, _ in messages if isinstance(part.get("user"), str) and who != part["user"]
        }
        messages = [(people.get(who, who), part, shown(said, people)) for who, part, said in messages]
    speakers = Counter(who for who, _, _ in messages)
    if not 2 <= len(speakers) <= len(messages) / 2 or median(len(said) for *_, said in messages) > LONG:
        return None
    lines = [f"{_time(part)}{who}: {said}" for who, part, said in messages]
    notice = Notice(Kind.OTHER_FORMAT, f"{len(lines):,} messages of a chat are read as one text")
    return JoinedTalk(lines, parts, (notice,))


def _of_several(parts: list[Any]) -> bool:
    """Whether messages say that they stand in several talks."""
    return any(len({str(part.get(name)) for part in parts}) > 1 for name in PLACES)


def is_message(part: Any, key: str) -> bool:
    """Whether a value may be a message of a chat, or a remark of its program: it says when, and is no article.

    Where a model speaks, messages need not say when.
    """
    if not isinstance(part, dict) or any(part.get(name) for name in OF_ARTICLES):
        return False
    if not TIMES & {str(name).lower() for name in part}:
        return _speaker(part).lower() in ROLES and bool(_said(part, key))
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
    said = next((name for name in (key, *SAID) if _text(part.get(name)).strip()), None)
    for name, one in part.items():
        is_said = name == said and isinstance(one, str)
        if name not in SPEAKERS and not is_said and str(name).lower() not in TIMES:
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
    for part in _in_order(parts):
        said = _said(part, key)
        if not _speaker(part) or (not said and not part.keys() & set(SAID)):
            return []
        if said:
            lines.append(_line(part, said))
    return lines


def _line(part: Mapping[Any, Any], said: str) -> str:
    who = _speaker(part)
    return f"{_time(part)}{who[:1].upper()}{who[1:]}: {said}"


def _text(said: Any) -> str:
    """Return what is said, also where that is a list of typed parts, or an object that has one."""
    if isinstance(said, dict):
        said = next((said[name] for name in SAID if said.get(name)), None)
    if isinstance(said, list):
        return put_together(said)[0] or "\n\n".join(one for one in said if isinstance(one, str) and one)
    return said if isinstance(said, str) else ""


def _without_text(part: Mapping[Any, Any]) -> bool:
    """Whether what is said has parts that are no text, as pictures and files, or has it under other names."""
    said = part.get("content")
    held = list(said.values()) if isinstance(said, dict) else [said]
    parts = [one for each in held if isinstance(each, list) for one in each]
    if any(isinstance(one, dict | list) and not _text([one]) for one in parts):
        return True
    return not _text(said) and any(isinstance(one, str) and len(one) >= SHORTEST for one in held)
