"""The bytes of a page → its tree: the encoding, and what keeps a parser of HTML from losing text."""

import re
from typing import Any

from openbook.corpus.encoding import decode
from openbook.records import Notice
from openbook.text.late import late

CHARSET = late(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
PROLOG = late(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
GREEDY = "title, textarea, style"
"""Elements that hold everything up to their end, whatever it is."""
TAGS = late(r"<[/A-Za-z]")
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905 - a list
TAG = late(r"<([A-Za-z][\w:-]*)[^<>]*\Z")
XHTML = "http://www.w3.org/1999/xhtml"
PREFIX = late(r"xmlns:([A-Za-z_][\w.-]*)\s*=\s*[\"']http://www\.w3\.org/(?:1999/xhtml|1998/Math/MathML)[\"']")
VERBATIM = late(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


def decode_markup(blob: bytes) -> tuple[str, tuple[Notice, ...]]:
    """Return a page as text by its mark, what it says of itself, or what its bytes look like."""
    head = blob[:4096]
    match = PROLOG.search(head) or CHARSET.search(head)
    declared = match[1].decode("ascii", "ignore") if match else ""
    # Whatever says in plain bytes that it is UTF-16 is not: a browser takes it for UTF-8.
    wide = declared.lower().startswith(("utf-8", "utf8", "utf-16", "utf16", "unicode", "utf-32", "ucs-"))
    text, notices = decode(blob, "utf-8" if wide else declared)
    return prepared(text), notices


def prepared(text: str) -> str:
    """Return markup as a parser of HTML reads it: elements of XHTML closed, without prefixes and CDATA."""
    if text.lstrip("\ufeff \n\r\t")[:5] == "<?xml" or XHTML in text[:2048]:
        text = _opened(_unprefixed(text))
        if "<![CDATA[" in text:
            end = text.rfind("]]>") + len("]]>")
            shown = VERBATIM.sub(lambda match: match[1].replace("&", "&amp;").replace("<", "&lt;"), text[:end])
            text = shown + text[end:]
    return text.replace("\x00", "") if "\x00" in text else text


def parse(markup: str) -> Any:
    """Return the tree of a page, elements closed that would swallow the rest of it because they never end."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(markup)
    if any(TAGS.search(node.text()) for node in tree.css(GREEDY)):
        closed = _closed(markup)
        return tree if closed == markup else LexborHTMLParser(closed)
    return tree


def _unprefixed(text: str) -> str:
    """Return XHTML with `<m:mi>` as `<mi>`, where the prefix is that of XHTML itself or of formulas."""
    prefixes = set(PREFIX.findall(text))
    if not prefixes:
        return text
    return re.sub(rf"<(/?)(?:{'|'.join(map(re.escape, prefixes))}):", r"<\1", text)


def _opened(text: str) -> str:
    """Return XHTML with `<p/>` as `<p></p>`: read as HTML, it would never end."""
    parts = text.split("/>")
    if len(parts) == 1:
        return text
    for index, part in enumerate(parts[:-1]):
        match = TAG.match(part, part.rfind("<")) if "<" in part else None
        closed = match is None or match[1].lower() in VOID
        parts[index] = f"{part}/>" if closed or match is None else f"{part}></{match[1]}>"
    return "".join(parts)


def _closed(text: str) -> str:
    endless = [name for name in GREEDY.split(", ") if not re.search(f"</{name}", text, re.IGNORECASE)]
    if not endless:
        return text
    pattern = re.compile(rf"(<({'|'.join(endless)})\b[^<>]*>[^<]*)(?=<)", re.IGNORECASE)
    return pattern.sub(r"\1</\2>", text)
