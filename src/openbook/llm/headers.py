"""What a server's headers say about when to send again."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from openbook.text.late import late

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_DURATION = late(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_EPOCH = 1e9
"""A bare number above this is a moment (Unix time), not a duration: 1e9 seconds are 31 years."""


def seconds_until(value: str, now: float) -> float | None:
    """Return the seconds that a header's value asks to wait, never negative; None where it can't be read.

    Takes seconds (`7`, `0.5`), durations (`6m0s`, `20ms`), moments as Unix time in seconds or milliseconds, HTTP dates
    and ISO dates. `now` is Unix time.
    """
    value = value.strip()
    try:
        number = float(value)
    except ValueError:
        pass
    else:
        moment = number / 1000 if number > _EPOCH * 1000 else number
        return max(0.0, moment - now if number > _EPOCH else number)
    parts = _DURATION.findall(value)
    if parts and "".join(f"{n}{unit}" for n, unit in parts) == value.replace(" ", ""):
        return sum(float(n) * _UNITS[unit] for n, unit in parts)
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            date = parse(value.replace("Z", "+00:00") if parse is not parsedate_to_datetime else value)
        except (ValueError, TypeError):
            continue
        return max(0.0, (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() - now)
    return None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds after which a refused request may come again; None where the server does not say."""
    milliseconds = headers.get("retry-after-ms")
    if milliseconds is not None and (wait := seconds_until(milliseconds, 0.0)) is not None:
        return wait / 1000
    value = headers.get("Retry-After")
    return None if value is None else seconds_until(value, time.time())


def exhausted_for(headers: Mapping[str, str], tokens: int) -> float:
    """Return the seconds until there is allowance again for a request of this many tokens; 0.0 where there is some now.

    Reads the `x-ratelimit-remaining-*` and `-reset-*` pairs of OpenAI and those who follow it.
    """
    wait = 0.0
    for remaining_header, reset_header, least in _ALLOWANCES:
        remaining = headers.get(remaining_header)
        if remaining is None or not remaining.isdecimal() or int(remaining) >= (least or tokens):
            continue
        wait = max(wait, seconds_until(headers.get(reset_header, ""), time.time()) or 0.0)
    return wait


_ALLOWANCES = (
    ("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests", 1),
    ("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens", 0),
    ("x-ratelimit-remaining", "x-ratelimit-reset", 1),
)
"""What is left, when there is more, and the least that a request needs; 0: its tokens."""
