"""Talks in which an answer may be asked for again: of several branches the one that is shown last."""

from collections.abc import Mapping
from typing import Any

OWN = ("id", "uuid", "messageId")
PARENTS = ("parent", "parentId", "parent_id", "parentUuid", "parent_message_uuid", "parentMessageId")
LAST = ("current_node", "currentId", "current_leaf_message_uuid")
"""Under what a talk says which message is its last one."""
HIDDEN = ("is_visually_hidden_from_conversation", "is_user_system_message")
"""What a message says of itself that no page shows."""


def branch(parts: list[Any], last: Any = None) -> tuple[list[Any], int]:
    """Return the messages on the way from the first to the last one, and how many stand on other ways.

    All of them where none names its parent. `last`: the last one's id; without it, it is the last in the list.
    """
    parents = [_first(part, PARENTS) for part in parts]
    if not parts or not any(parents):
        return parts, 0
    known = {own: at for at, part in enumerate(parts) if (own := _first(part, OWN))}
    at: int | None = known.get(last, len(parts) - 1)
    way: list[int] = []
    seen = [False] * len(parts)
    while at is not None and not seen[at]:
        seen[at] = True
        way.append(at)
        at = known.get(parents[at])
    # What begins anew stands beside the talk, and is no other way of it.
    roots = sum(parent not in known for parent in parents)
    if roots > 1:
        return parts, 0
    return [parts[at] for at in reversed(way)], len(parts) - len(way)


def nodes(held: Any) -> list[Any] | None:
    """Return the messages of a talk that stand in an object by their ids, which name their parents; else None."""
    if not isinstance(held, dict) or not held or not all(isinstance(one, dict) for one in held.values()):
        return None
    found = [{"id": name} | one for name, one in held.items()]
    return found if all(any(name in one for name in PARENTS) for one in found) else None


def last_of(value: Mapping[Any, Any]) -> Any:
    """Return the id of a talk's last message; None where it does not say it."""
    return _first(value, LAST)


def is_shown(message: Any) -> bool:
    """Whether a page shows a message: it is to everybody, and not hidden."""
    if not isinstance(message, dict):
        return False
    about = message.get("metadata")
    return not (isinstance(about, dict) and any(about.get(name) for name in HIDDEN))


def _first(part: Any, names: tuple[str, ...]) -> Any:
    given = (part.get(name) for name in names) if isinstance(part, dict) else ()
    return next((one for one in given if isinstance(one, str | int) and one != ""), None)
