"""What stands inside of a line of AsciiDoc: macros, text that is passed through, roles, attributes."""

import re
from collections.abc import Callable, Mapping
from html import unescape

from openbook.corpus.formats.scripts import lowered, raised
from openbook.text.late import late

MACRO = late(
    r"(?:link:|mailto:)([^\s\[\]]+)\[([^\]]*)\]|(https?://[^\s\[\]<>]+)\[([^\]]*)\]|<<([^<>,]+)(?:,([^<>]*))?>>"
    r"|xref:([^\s\[]+)\[([^\]]*)\]|footnote:[\w-]*\[([^\]]*)\]|(?:menu:)([^\[\s]+)\[([^\]]*)\]"
    r"|(?:kbd|btn|stem|latexmath|asciimath|image|icon|indexterm2?|anchor):[^\s\[]*\[([^\]]*)\]"
)
PASS = late(r"pass:[a-z,]*\[([^\]]*)\]|\+{3}([^+\n]+)\+{3}")
PASSED = late(r"`\+([^`+\n]+)\+`|\+\+([^+\n]+)\+\+|(?<![\w+])\+([^+\s](?:[^+\n]*[^+\s])?)\+(?![\w+])")
ROLE = late(
    r"\[(?P<role>[^\[\]\n]*)\](?P<marks>##?)(?=[^\s#])(?P<words>[^#\n]+)(?P=marks)"
    r"|#(?:#(?=[^\s#])(?P<apart>[^#\n]+)##|(?<![\w#&]#)(?=[^\s#])(?P<plain>[^#\n]+)#)"
    r"|\[(?<![\w;:}\]]\[)[\w .#%-]{1,60}\](?=(?P<quoted>[*_`]{1,2})[^\s*_`](?:[^\n]{0,300}?\S)?(?P=quoted)(?!\w))"
)
"""A stretch with a role: only that it is struck out is seen. Each way begins with its sign, by which it is found."""
QUOTING = ("]*", "]_", "]`")
STRUCK = late(r"\[[.\w -]*line-through\](\*{1,2}|_{1,2})(?=\S)([^\n]+?)\1")
"""The same of what is bold or in italics."""
QUOTED = {"“": late(r'"`(.+?)`"'), "‘": late(r"'`(.+?)`'")}
CLOSING = {"“": "”", "‘": "’"}
ATTRIBUTE = late(r"(\\?)\{([\w-]+)\}")
ENTITY = late(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
SPECIAL = late(r"[\[{<+#(^~&\"'](?:(?<=[^\"'])|`)")
"""What any of these begins with: most lines have none of it."""
TARGET = late(r"\[\[[\w-]+(?:,[^\]]*)?\]\]|\(\(\([^)]*\)\)\)")
INDEXED = late(r"\(\(([^()\n]+)\)\)")
RAISED, LOWERED = late(r"(?<![\^\\])\^([^\s^]+)\^(?!\^)"), late(r"(?<![~\\])~([^\s~]+)~(?!~)")
TAG = late(r"</?[A-Za-z][^<>]*>")
KEPT = late("\x01(\\d+)\x01")
FIRST, NAMED = late(r"\s*(?:\"([^\"]*)\"|([^,\"]*))"), late(r"[\w-]+=")
"""The text of a link before its attributes, and what is one of them."""
UNSEEN = ("icon:", "indexterm:", "anchor:")
CHARACTERS = {
    "blank": "", "empty": "", "sp": " ", "nbsp": "\xa0", "zwsp": "\u200b", "wj": "\u2060", "apos": "'", "quot": '"',
    "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "deg": "°", "plus": "+", "brvbar": "¦", "vbar": "|",
    "amp": "&", "lt": "<", "gt": ">", "startsb": "[", "endsb": "]", "caret": "^", "asterisk": "*", "tilde": "~",
    "backslash": "\\", "backtick": "`", "two-colons": "::", "two-semicolons": ";;", "cpp": "C++", "pp": "++",
}  # fmt: skip
"""What AsciiDoc itself has attributes for."""


def inline(text: str, attributes: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """Return a line as it reads, with the attributes of its document and the titles of what it refers to filled in."""
    if SPECIAL.search(text) is None:
        return text
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(TAG.sub("", next((group for group in match.groups() if group is not None), "")))
        return f"\x01{len(kept) - 1}\x01"

    if "pass:" in text or "+++" in text:
        text = _up_to(text, ("]", "+++"), lambda part: PASS.sub(keep, part))
    text = with_attributes(text, attributes)
    if "`" in text and ('"`' in text or "'`" in text):
        for mark, pattern in QUOTED.items():
            text = pattern.sub(lambda match, mark=mark: f"{mark}{match[1]}{CLOSING[mark]}", text)  # type: ignore[misc]
    if "[[" in text or "(((" in text:
        text = TARGET.sub("", text)
    if "((" in text:
        text = INDEXED.sub(r"\1", text)
    if ("[" in text and ":" in text) or "<<" in text:
        text = _up_to(text, ("]", ">>"), lambda part: MACRO.sub(lambda match: _macro(match, titles), part))
    if "line-through]" in text:
        text = STRUCK.sub(r"~~\2~~", text)
    if "#" in text or ("]" in text and any(mark in text for mark in QUOTING)):
        text = ROLE.sub(_with_role, text)
    if "+" in text:
        text = PASSED.sub(lambda match: f"`{match[1]}`" if match[1] else match[2] or match[3], text)
    if "^" in text or "~" in text:
        text = _outside_code(text)
    if "&" in text:
        text = ENTITY.sub(lambda match: unescape(match[0]), text)
    return KEPT.sub(lambda match: kept[int(match[1])], text) if kept else text


def with_attributes(text: str, attributes: Mapping[str, str]) -> str:
    """Return a text with the values of the attributes that it names."""
    return ATTRIBUTE.sub(lambda match: _filled(match, attributes), text) if "{" in text else text


def _up_to(text: str, ends: tuple[str, ...], shown: Callable[[str], str]) -> str:
    """Return a text as it is shown up to the last sign that ends something; behind it nothing is to be looked for."""
    last = max(text.rfind(end) + len(end) for end in ends)
    return shown(text[:last]) + text[last:]


def _outside_code(text: str) -> str:
    """Write raised and lowered signs, wherever they do not stand in code."""
    parts = text.split("`")
    for number in range(0, len(parts), 2):
        part = RAISED.sub(lambda match: raised(match[1], match.string[: match.start()][-1:]), parts[number])
        parts[number] = LOWERED.sub(lambda match: lowered(match[1], match.string[: match.start()][-1:].strip()), part)
    return "`".join(parts)


def _filled(match: re.Match[str], attributes: Mapping[str, str]) -> str:
    if match[1]:
        return match[0][1:]
    return attributes.get(match[2], CHARACTERS.get(match[2], match[0]))


def _with_role(match: re.Match[str]) -> str:
    words = match["words"]
    if words is None:
        return match["apart"] or match["plain"] or ""
    return f"~~{words}~~" if "line-through" in match["role"] else words


def _macro(match: re.Match[str], titles: Mapping[str, str]) -> str:
    if match[1] is not None:
        words = match[2].split(",")[0] if match[0].startswith("mailto:") else _link_text(match[2])
        return words.rstrip("^") or match[1]
    if match[3] is not None:
        return _link_text(match[4]).rstrip("^") or match[3]
    if match[5] is not None:
        target = match[5].lstrip("#")
        return (match[6] or "").strip() or titles.get(target) or target.lstrip("_").replace("_", " ")
    if match[7] is not None:
        return match[8] or titles.get(match[7].rpartition("#")[2]) or match[7]
    if match[9] is not None:
        return f" ({match[9]})"
    if match[10] is not None:
        return " > ".join(filter(None, (match[10], match[11])))
    words = match[12] or ""
    if match[0].startswith("kbd:"):
        return words.replace(", ", "+").replace(",", "+")
    return "" if match[0].startswith(UNSEEN) else words.split(",")[0] if match[0].startswith("image:") else words


def _link_text(words: str) -> str:
    """Return what is shown of a link: all of it, save where its attributes follow."""
    if "=" not in words:
        return words
    match = FIRST.match(words)
    quoted, plain = match.groups() if match else (None, words)
    return quoted if quoted is not None else "" if NAMED.match(plain) else plain
