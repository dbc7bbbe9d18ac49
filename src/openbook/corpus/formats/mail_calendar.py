"""Invitations (text/calendar in a mail) → what, when and where, in lines."""

import re
from collections.abc import Iterator

from openbook.text.late import late

KIND = "text/calendar"
FOLD = late(r"\r?\n[ \t]")
FIELD = late(r"([A-Za-z-]+)((?:;[^:;\"]*(?:\"[^\"]*\"[^:;\"]*)?)*):(.*)")
MOMENT = late(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?\Z")
ZONE = late(r";TZID=\"?([^;\":]+)", re.IGNORECASE)
ESCAPED = late(r"\\([nN,;\\])")
NAMES = {"summary": "", "dtstart": "Start: ", "dtend": "End: ", "location": "Location: ", "description": ""}
"""What is read of an event, and what stands before each."""


def invitation(text: str) -> str:
    """Return the events of a calendar; empty where it holds none."""
    return "\n\n".join(_events(FOLD.sub("", text)))


def _events(text: str) -> Iterator[str]:
    held: dict[str, str] | None = None
    for line in text.splitlines():
        field = FIELD.match(line)
        name, value = (field[1].lower(), field[3].strip()) if field else ("", "")
        if name == "begin" and value.upper() == "VEVENT":
            held = {}
        elif name == "end" and value.upper() == "VEVENT" and held is not None:
            yield "\n".join(f"{label}{held[one]}" for one, label in NAMES.items() if held.get(one))
            held = None
        elif field and held is not None and name in NAMES:
            said = _moment(value, field[2]) if name.startswith("dt") else value
            held.setdefault(name, ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], said).strip())


def _moment(value: str, options: str) -> str:
    """Return a date, with its time and where that holds."""
    moment = MOMENT.match(value)
    if moment is None:
        return value
    year, month, day, hour, minute, utc = moment.groups()
    zone = ZONE.search(options)
    where = " UTC" if utc else f" ({zone[1]})" if zone else ""
    return f"{year}-{month}-{day}" + (f" {hour}:{minute}{where}" if hour else "")
