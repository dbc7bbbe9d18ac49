"""Code as fenced Markdown, and text files as they begin: what readers of plain markup share."""

from openbook.corpus.clean import clean, struck_once
from openbook.corpus.encoding import decode
from openbook.corpus.parsed import RawFile
from openbook.records import Notice
from openbook.text.late import late

TICKS = late(r"`{3,}")


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
    while lines and not lines[0].strip():
        lines = lines[1:]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    indent = min([len(line) - len(inside) for line in lines if (inside := line.lstrip())], default=0)
    return [line[indent:] if not line.isspace() else "" for line in lines]
