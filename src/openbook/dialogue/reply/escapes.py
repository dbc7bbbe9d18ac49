"""JSON as models write it: backslashes that were meant as such, and not doubled, get their pair."""

import re
from functools import lru_cache
from pathlib import Path

from openbook.errors import UnusableReply
from openbook.text.control import NO_TEXT
from openbook.text.late import late

_TOKEN = late(r'\\(?:u[0-9a-fA-F]{4}|(?P<letters>[A-Za-z]+)|(?P<sign>.))|(?P<math>\$)|(?P<quote>")', re.DOTALL)
_PATH = late(r"(?<![A-Za-z])[A-Za-z]:(?:\\(?!\\)[^\\\"\s]+)+")
_ALWAYS = frozenset("bf")
"""A backspace or a form feed is never meant: before letters it is the start of a command."""
_ESCAPES = frozenset("nrt")
_BARE = frozenset("'\r\n")
"""What other languages write behind a backslash that says nothing: an apostrophe, and the end of a line."""

_CODE = late(
    r"\\(?:u(?P<code>[0-9a-fA-F]{4})(?P<low>\\u[dD][c-fC-F][0-9a-fA-F]{2})?|u(?P<torn>\d[0-9a-fA-F]{0,2})|.)", re.DOTALL
)

_COMMANDS = Path(__file__).parent / "tex_commands.txt"
"""TeX's commands that begin with the letter of a usual escape."""
_SHORT = 3
"""A command of no more letters counts in a formula only: `\\to` may be a tab and an o."""


def mended(source: str, start: int = 0) -> str:
    """Return a JSON text in which a backslash that JSON would swallow is doubled: TeX, paths, patterns.

    Raises UnusableReply where a line break or tab stands in a formula and could be the start of an unknown command, and
    where a code stands for no character of a text.
    """
    if "\\" not in source:
        return source
    _refuse_codes(source, start)
    source = _PATH.sub(lambda path: path[0].replace("\\", "\\\\"), source)
    parts: list[str] = []
    done, in_math = start, False
    for token in _TOKEN.finditer(source, start):
        if token["quote"]:
            in_math = False
        elif token["math"]:
            in_math = not in_math
        elif token["sign"] and token["sign"] in _BARE:
            parts.append(source[done : token.start()])
            done = token.start() + 1
        elif (token["letters"] and _is_command(token["letters"], in_math)) or (
            token["sign"] and token["sign"] not in '"\\/'
        ):
            parts += source[done : token.start()], "\\"
            done = token.start()
    return f"{source[:start]}{''.join(parts)}{source[done:]}" if parts else source


def _refuse_codes(source: str, start: int) -> None:
    """Raise UnusableReply where a JSON text has the code of a control character, or half of a code or a pair."""
    for match in _CODE.finditer(source, start):
        code = int(match["code"] or "20", 16)
        is_high, is_low = 0xD800 <= code < 0xDC00, 0xDC00 <= code < 0xE000
        if match["torn"] or NO_TEXT.match(chr(code)) or is_low or is_high != bool(match["low"]):
            raise UnusableReply(f"the JSON has {match[0]}, which is no character of a text")


@lru_cache(maxsize=1)
def _commands() -> frozenset[str]:
    return frozenset(_COMMANDS.read_text("utf-8").split())


def _is_command(letters: str, in_math: bool) -> bool:
    """Whether letters behind a backslash are a command's name, and not an escape and a word."""
    first = letters[0]
    if first not in _ESCAPES | _ALWAYS:
        return True
    if len(letters) == 1:
        return False
    if first in _ALWAYS or letters in _commands():
        return first in _ALWAYS or in_math or len(letters) > _SHORT
    if in_math and letters[1:].islower() and first != "n":
        raise UnusableReply(f"the JSON has \\{letters} in a formula, whose backslash is lost")
    return False
