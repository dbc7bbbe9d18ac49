"""Commands that a LaTeX document defines itself, written out as what it says they are."""

import re

from openbook.corpus.formats.tex_marks import LETTERS
from openbook.text.late import late

DEFINED = late(
    r"\\(?:re|provide)?newcommand\s*\*?\s*(?:\{\s*\\([A-Za-z]+)\s*\}|\\([A-Za-z]+))\s*(?:\[(\d)\])?\s*(?:\[([^\[\]]*)\])?\s*(?=\{)"
    r"|\\def\s*\\([A-Za-z]+)((?:#\d)*)\s*(?=\{)"
)
BOOKMARKS = late(r"\\pdfstringdefDisableCommands\s*(?=\{)")
NAMED = late(
    r"\\newtheorem\*?\s*\{[^{}]*\}\s*(?:\[[^\]]*\]\s*)?\{[^{}]*\}(?:\s*\[[^\]]*\])?"
    r"|\\(?:re)?newenvironment\s*\*?\s*\{[^{}]*\}\s*(?:\[\d\]\s*)?(?:\[[^\[\]]*\]\s*)?(?P<held>(?=\{))"
)
"""What a document says of its blocks: how they are called, and what stands before and behind them."""
BRACE = late(r"\\.|[{}]", re.DOTALL)
DEEPEST = 8
"""Commands in what commands stand for."""
LARGEST = 1_000_000
"""Characters that are written out at most: what grows beyond is no text that somebody wrote."""


def written_out(head: str, body: str) -> str:
    """Return the body of a document with its own commands as what they stand for, and without their definitions."""
    macros, _ = _defined(_without_bookmarks(head))
    own, body = _defined(_without_names(body))
    macros |= own
    if not macros:
        return body
    names = "|".join(sorted(map(re.escape, macros), key=len, reverse=True))
    called = re.compile(rf"\\({names})(?![A-Za-z@])[ \t]*")
    for _ in range(DEEPEST):
        longer = _once(body, called, macros)
        if longer == body or len(longer) > len(body) + LARGEST:
            break
        body = longer
    return body


def _without_bookmarks(head: str) -> str:
    """Return the head of a document without what only holds for the bookmarks of a PDF file."""
    while found := BOOKMARKS.search(head):
        head = head[: found.start()] + head[closing(head, found.end()) + 1 :]
    return head


def _without_names(body: str) -> str:
    """Return the body of a document without what it says of its blocks."""
    parts: list[str] = []
    place = 0
    for match in NAMED.finditer(body) if "\\new" in body or "\\renew" in body else ():
        if match.start() < place:
            continue
        parts.append(body[place : match.start()])
        place = match.end()
        for _ in range(2 if match["held"] is not None else 0):
            place = closing(body, body.find("{", place)) + 1 if "{" in body[place:] else place
    return "".join(parts) + body[place:]


def _defined(text: str) -> tuple[dict[str, tuple[int, str | None, str]], str]:
    """Return the commands that a text defines (arguments, default of the first, meaning), and the text without them."""
    macros: dict[str, tuple[int, str | None, str]] = {}
    parts: list[str] = []
    place = 0
    for match in DEFINED.finditer(text):
        if match.start() < place:
            continue
        end = closing(text, match.end())
        meaning = text[match.end() + 1 : end]
        name = match[1] or match[2] or match[5]
        count = len(match[6]) // 2 if match[5] else int(match[3] or 0)
        if name not in LETTERS and not re.search(rf"\\{name}(?![A-Za-z])", meaning) and "@" not in meaning:
            macros[name] = count, match[4], meaning
        parts.append(text[place : match.start()])
        place = end + 1
    return macros, "".join(parts) + text[place:]


def _once(text: str, called: re.Pattern[str], macros: dict[str, tuple[int, str | None, str]]) -> str:
    parts: list[str] = []
    place = 0
    for match in called.finditer(text):
        if match.start() < place:
            continue
        count, default, meaning = macros[match[1]]
        end = match.end() if count else match.start() + 1 + len(match[1])
        given: list[str] = []
        if default is not None:
            optional = re.compile(r"\[([^\[\]]*)\]\s*").match(text, end)
            given.append(optional[1] if optional else default)
            end = optional.end() if optional else end
        while len(given) < count and text.startswith("{", end):
            inner = closing(text, end)
            given.append(text[end + 1 : inner])
            end = inner + 1
        if len(given) < count:
            continue
        if not count and text.startswith("{}", end):
            end += 2
        parts += (text[place : match.start()], _filled(meaning, given))
        place = end
    return "".join(parts) + text[place:]


def _filled(meaning: str, given: list[str]) -> str:
    """Return what a command stands for, with its arguments in their places."""
    places = {f"#{at}": argument for at, argument in enumerate(given, start=1)}
    return re.sub(r"#\d", lambda match: places.get(match[0], match[0]), meaning)


def closing(text: str, place: int) -> int:
    """Return where the brace is that closes the one at a place; the end of the text without."""
    depth = 0
    for match in BRACE.finditer(text, place):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if not depth and match[0] == "}":
            return match.start()
    return len(text)
