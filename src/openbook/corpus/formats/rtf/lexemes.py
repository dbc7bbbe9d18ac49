"""The words and signs of which RTF is made."""

import re

from openbook.dataclass import dataclass
from openbook.text.late import late

TOKEN = late(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([\r\n]+)|([^\\{}\r\n]+)", re.DOTALL
)
"""A word with its value, a byte, a sign behind a backslash, a brace, an end of a line, text."""
LINE_END = 6
"""Its group that is an end of a line, which says nothing wherever it stands."""


@dataclass(slots=True)
class CodeUnits:
    """Puts characters together that a file writes in two halves."""

    _high: int = 0

    def character(self, value: int) -> str:
        """Return the character of a number; of the first half of one nothing."""
        code, high = value & 0xFFFF, self._high
        self._high = code if 0xD800 <= code < 0xDC00 else 0
        if 0xDC00 <= code < 0xE000:
            return chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else ""
        return "" if self._high else chr(code)
