"""Marks in the messages of Slack's exports → what is shown: names of people and channels, links by their words."""

import re
from collections.abc import Mapping
from typing import Any

from openbook.text.late import late

MARK = late(r"<(?:([@#!])([^<>|\s]+)|((?:https?|mailto|tel):[^<>|\s]+))(?:\|([^<>]*))?>")
ESCAPED = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
SIGN = late("|".join(ESCAPED))


def is_of_slack(message: Mapping[Any, Any]) -> bool:
    """Whether a message is one of Slack's export."""
    moment = message.get("ts")
    return message.get("type") == "message" and isinstance(moment, str) and moment.replace(".", "", 1).isdigit()


def shown(text: str, people: Mapping[str, str]) -> str:
    """Return a message as it is shown; `people`: names by the ids that messages call them by."""

    def mark(match: re.Match[str]) -> str:
        sign, name, address, label = match.groups()
        if address:
            return label or address.removeprefix("mailto:").removeprefix("tel:")
        if sign == "!":
            return label or f"@{name.partition('^')[0]}"
        called = people.get(name, label or name) if sign == "@" else label or name
        return f"{sign}{called.lstrip('@#')}"

    return SIGN.sub(lambda match: ESCAPED[match[0]], MARK.sub(mark, text))
