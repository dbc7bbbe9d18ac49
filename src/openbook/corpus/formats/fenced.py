"""Code as fenced Markdown, and text files as they begin: what readers of plain markup share."""

from openbook.corpus.clean import clean, struck_once
from openbook.corpus.encoding import decode
from openbook.corpus.parsed import RawFile
from openbook.records import Notice
from openbook.text.late import late

TICKS = late(r"`{3,}")
GAP = late(r"\n\n\n+")
"""More line ends than part paragraphs; what begins with the same letters is found fastest."""
BLANK_LINES = late(r"\n(?:[ \t]+\n(?:[ \t]*\n)*|\n(?:[ \t]*\n)+)")
"""More than the empty one that parts paragraphs, or one that is not empty."""


def text_of(file: RawFile) -> tuple[str, tuple[Notice, ...]]:
    """Return the clean text of a file, and notices about its encoding. Raises Unreadable as `decode` does."""
    text, notices = decode(file.blob())
    return clean(struck_once(text)), notices


def fenced(code: str, language: str = "") -> str:
    """Return a block of code whose fence is longer than any inside; empty for blank code."""
    code = code.strip("\n").rstrip()
    if not code.strip():
        return ""
    fence = "`" * max(3, *(len(ticks) + 1 for ticks in TICKS.findall(code)), 3) if "```" in code else "```"
    return f"{fence}{language}\n{code}\n{fence}"


def dedented(lines: list[str]) -> list[str]:
    """Return the lines without the indentation that all of them have, and without blank ones at both ends."""
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while first < last and not lines[last - 1].strip():
        last -= 1
    lines = lines[first:last]
    if lines and not lines[0][:1].isspace():
        return ["" if line.isspace() else line for line in lines]
    if lines:
        # Most code: every line begins as the first one does.
        between = "\n" + lines[0][: len(lines[0]) - len(lines[0].lstrip())]
        text = "\n" + "\n".join(lines)
        if text.count(between) == len(lines) - lines.count(""):
            lines = text.replace(between, "\n")[1:].split("\n")
            return ["" if line.isspace() else line for line in lines]
    indent = min([len(line) - len(inside) for line in lines if (inside := line.lstrip())], default=0)
    return ["" if line.isspace() else line[indent:] for line in lines]
