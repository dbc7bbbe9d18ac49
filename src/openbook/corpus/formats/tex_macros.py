"""Commands that a LaTeX document defines itself, written out as what it says they are."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from openbook.corpus.formats.tex_signs import NAMES
from openbook.text.late import late

DEFINED = late(
    r"\\(?:re|provide)?newcommand\s*\*?\s*(?:\{\s*\\([A-Za-z]+)\s*\}|\\([A-Za-z]+))\s*(?:\[(\d)\])?\s*(?:\[([^\[\]]*)\])?\s*(?=\{)"
    r"|\\def\s*\\([A-Za-z]+)((?:#\d)*)\s*(?=\{)"
)
DOCUMENTED = late(
    r"\\(?:New|Renew|Provide|Declare)(?:Expandable)?DocumentCommand\s*(?:\{\s*\\([A-Za-z]+)\s*\}|\\([A-Za-z]+))\s*(?=\{)"
)
"""The same with what each argument is."""
ARGUMENT = late(r"\s*[+!]?(?:([mos])|O\s*\{([^{}]*)\})\s*")
CHOICE = late(r"\\If(NoValue|Value|Boolean)(TF|T|F)\s*\{\s*#(\d)\s*\}\s*(?=\{)")
OPTIONAL = late(r"\[([^\[\]]*)\]\s*")
BOOKMARKS = late(r"\\pdfstringdefDisableCommands\s*(?=\{)")
NAMED = late(
    r"\\newtheorem\*?\s*\{[^{}]*\}\s*(?:\[[^\]]{0,1000}\]\s*)?\{[^{}]*\}(?:\s*\[[^\]]{0,1000}\])?"
    r"|\\(?:re)?newenvironment\s*\*?\s*\{[^{}]*\}\s*(?:\[\d\]\s*)?(?:\[[^\[\]]*\]\s*)?(?P<held>(?=\{))"
)
"""What a document says of its blocks: how they are called, and what stands before and behind them."""
BRACE = late(r"\\.|[{}]", re.DOTALL)
DEEPEST = 8
"""Commands in what commands stand for."""
NEAR = 200
"""Characters of what stands in braces that is looked at as a whole."""
LARGEST = 1_000_000
"""Characters that are written out at most: what grows beyond is no text that somebody wrote."""


class _Macro(NamedTuple):
    """A command and what it stands for."""

    name: str
    taken: tuple[str, ...]
    """Of each argument: `m` for one in braces, `s` for a star, `o` and its default for one in brackets."""
    meaning: str
    end: int
    """Where its definition ends."""


def written_out(head: str, body: str) -> str:
    """Return the body of a document with its own commands as what they stand for, and without their definitions."""
    macros, _ = _defined(without_groups(head, BOOKMARKS))
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


def without_groups(text: str, before: re.Pattern[str]) -> str:
    """Return the text without what a pattern finds, and the group in braces that stands behind each."""
    parts: list[str] = []
    place = 0
    for match in before.finditer(text):
        if match.start() >= place:
            parts.append(text[place : match.start()])
            place = closing(text, match.end()) + 1
    return "".join(parts) + text[place:]


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


def _defined(text: str) -> tuple[dict[str, _Macro], str]:
    """Return the commands that a text defines, and the text without the definitions."""
    macros: dict[str, _Macro] = {}
    parts: list[str] = []
    place = 0
    for start, macro in sorted([*_plain(text), *_documented(text)]):
        if start < place:
            continue
        name, meaning = macro.name, macro.meaning
        if name and name not in NAMES and not re.search(rf"\\{name}(?![A-Za-z])", meaning) and "@" not in meaning:
            macros[name] = macro
        parts.append(text[place:start])
        place = macro.end
    return macros, "".join(parts) + text[place:]


def _plain(text: str) -> Iterator[tuple[int, _Macro]]:
    """Yield where commands are defined by the number of their arguments."""
    place = 0
    for match in DEFINED.finditer(text):
        if match.start() < place:
            continue
        place = closing(text, match.end())
        count = len(match[6]) // 2 if match[5] else int(match[3] or 0)
        taken = ("m",) * count if match[4] is None else (f"o{match[4]}", *("m",) * (count - 1))
        name = match[1] or match[2] or match[5]
        yield match.start(), _Macro(name, taken, text[match.end() + 1 : place], place + 1)


def _documented(text: str) -> Iterator[tuple[int, _Macro]]:
    """Yield where commands are defined by what each argument is; one that takes anything else has no name here."""
    place = 0
    for match in DOCUMENTED.finditer(text) if "DocumentCommand" in text else ():
        if match.start() < place:
            continue
        end = closing(text, match.end())
        given = text[match.end() + 1 : end]
        start = text.find("{", end)
        if start < 0:
            return
        taken = tuple(kind or f"o{default}" for kind, default in ARGUMENT.findall(given))
        known = not ARGUMENT.sub("", given).strip()
        place = closing(text, start)
        yield match.start(), _Macro((match[1] or match[2]) if known else "", taken, text[start + 1 : place], place + 1)


def _once(text: str, called: re.Pattern[str], macros: dict[str, _Macro]) -> str:
    parts: list[str] = []
    place = 0
    for match in called.finditer(text):
        if match.start() < place:
            continue
        macro = macros[match[1]]
        end = match.end() if macro.taken else match.start() + 1 + len(match[1])
        given: list[str | None] = []
        for kind in macro.taken:
            if kind == "s":
                given.append("*" if text.startswith("*", end) else None)
                end += text.startswith("*", end)
            elif kind != "m":
                optional = OPTIONAL.match(text, end)
                given.append(optional[1] if optional else kind[1:] if len(kind) > 1 else None)
                end = optional.end() if optional else end
            elif text.startswith("{", end):
                inner = closing(text, end)
                given.append(text[end + 1 : inner])
                end = inner + 1
        if len(given) < len(macro.taken):
            continue
        if not macro.taken and text.startswith("{}", end):
            end += 2
        parts += (text[place : match.start()], _filled(_chosen(macro.meaning, given), given))
        place = end
    return "".join(parts) + text[place:]


def _chosen(meaning: str, given: list[str | None]) -> str:
    """Return what a command stands for where it depends on which arguments are there."""
    while (choice := CHOICE.search(meaning)) is not None:
        at = int(choice[3]) - 1
        there = at < len(given) and given[at] is not None
        ways: list[str] = []
        end = choice.end()
        for _ in choice[2]:
            if meaning.startswith("{", end):
                inner = closing(meaning, end)
                ways.append(meaning[end + 1 : inner])
                end = inner + 1
        holds = there != (choice[1] == "NoValue")
        way = choice[2].find("T" if holds else "F")
        said = ways[way] if 0 <= way < len(ways) else ""
        meaning = meaning[: choice.start()] + said + meaning[end:]
    return meaning


def _filled(meaning: str, given: list[str | None]) -> str:
    """Return what a command stands for, with its arguments in their places."""
    places = {f"#{at}": argument or "" for at, argument in enumerate(given, start=1)}
    return re.sub(r"#\d", lambda match: places.get(match[0], match[0]), meaning)


def closing(text: str, place: int) -> int:
    """Return where the brace is that closes the one at a place; the end of the text without."""
    near = text.find("}", place, place + NEAR)
    if near >= 0 and text.startswith("{", place):
        inside = text[place + 1 : near]
        if "{" not in inside and "\\" not in inside:
            return near
    depth = 0
    for match in BRACE.finditer(text, place):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if not depth and match[0] == "}":
            return match.start()
    return len(text)
