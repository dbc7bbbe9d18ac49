"""What the code of a notebook printed and returned: each result once, in the form that says most as text."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from openbook.codes import Kind
from openbook.corpus.clean import clean, is_blank
from openbook.corpus.formats.fenced import fenced
from openbook.corpus.formats.html import fragment
from openbook.records import Notice
from openbook.text.late import late

LINES = 200
"""Lines of what a cell printed that are read: a longer one is a log."""
WIDTH = 2000
"""Characters of such a line on average, at most."""
OLD = {"html": "text/html", "text": "text/plain", "latex": "text/latex", "markdown": "text/markdown"}
OLD |= {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml", "javascript": "application/javascript"}
"""How the third version of the format calls the forms of a result."""
OBJECT = late(
    r"\s*[\[({]*(?:array\(\[*)?<[^<>\n]*(?:\bat 0x[0-9a-fA-F]+|\bobject\b|\bwith \d+ Ax[ei]s\b)[^<>\n]*>"
    r"[\[\](){},.\s\w=]*"
)
"""What Python writes of an object that has no text, and of a list of them."""
FORMULA = late(r"\s*(?:\$|\\\[|\\\(|\\begin\b)")
OVERWRITTEN = late(r"[^\n]*\r(?=[^\r\n])")
"""What a line says until it is written over: bars of progress."""
KINDS = {
    "pictures": ("a picture", "pictures"),
    "widgets": ("a widget", "widgets"),
    "traces": ("the trace of an error", "traces of errors"),
    "messages": ("messages of a cell on stderr", "cells' messages on stderr"),
    "lines": ("a line of a long output", "lines of long outputs"),
    "removed": ("the output of a cell that says so", "outputs of cells that say so"),
    "others": ("a result without text", "results without text"),
}
"""What is left out, as one and as several."""


def outputs(cell: dict[str, Any], lost: Counter[str]) -> Iterator[str]:
    """Yield what a cell printed and returned, in order; what is left out of it is counted."""
    found = cell.get("outputs")
    if not isinstance(found, list) or not found:
        return
    if _is_removed(cell):
        lost["removed"] += 1
        return
    printed: list[str] = []
    for output in found:
        if not isinstance(output, dict):
            continue
        kind = output.get("output_type")
        if kind == "stream":
            if output.get("name", output.get("stream")) == "stderr":
                lost["messages"] += 1
            else:
                printed.append(joined(output.get("text")))
            continue
        yield from _printed(printed, lost)
        printed.clear()
        if kind in ("error", "pyerr"):
            lost["traces"] += bool(output.get("traceback"))
            said = (joined(output.get("ename")), joined(output.get("evalue")))
            yield fenced(clean(": ".join(filter(None, said))))
        else:
            yield from _result(output, lost)
    yield from _printed(printed, lost)


def left_out(lost: Counter[str]) -> Iterator[Notice]:
    """Yield the notice of what is left out of the outputs of a notebook."""
    parts = [f"{count:,} {KINDS[kind][1]}" if count > 1 else KINDS[kind][0] for kind, count in lost.items() if count]
    if parts:
        yield Notice(Kind.LEFT_OUT, f"left out of the outputs of its code: {', '.join(parts)}")


def joined(source: Any) -> str:
    """Return a text that is stored as one or as a list of its lines."""
    if isinstance(source, list):
        return "".join([part for part in source if isinstance(part, str)])
    return source if isinstance(source, str) else ""


def _is_removed(cell: dict[str, Any]) -> bool:
    """Whether a cell is marked as one whose output is not shown where the notebook is published."""
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    names = {tag.replace("_", "-") for tag in tags if isinstance(tag, str)} if isinstance(tags, list) else set()
    return bool(names & {"remove-output", "remove-cell"})


def _printed(parts: list[str], lost: Counter[str]) -> Iterator[str]:
    text = "".join(parts)
    if text.strip():
        yield _block(text, lost)


def _block(text: str, lost: Counter[str]) -> str:
    """Return what was printed as a block, without what was written over and the end of what is long."""
    if "\r" in text:
        text = OVERWRITTEN.sub("", text.replace("\r\n", "\n"))
    lines = clean(text).strip("\n").split("\n")
    kept = lines[:LINES]
    while len(kept) > 1 and sum(map(len, kept)) > LINES * WIDTH:
        kept = kept[: len(kept) // 2]
    lost["lines"] += len(lines) - len(kept)
    return fenced("\n".join(kept))


def _result(output: dict[str, Any], lost: Counter[str]) -> Iterator[str]:
    """Yield a result in one of the forms that are stored of it."""
    forms = output.get("data")
    if not isinstance(forms, dict):
        forms = {OLD[name]: value for name, value in output.items() if name in OLD}
    markdown, tex, plain = (joined(forms.get(f"text/{form}")) for form in ("markdown", "latex", "plain"))
    if not is_blank(markdown):
        yield clean(markdown).strip("\n")
    elif "<t" in (html := joined(forms.get("text/html"))) and "|" in (rows := fragment(html)):
        yield rows
    elif FORMULA.match(tex):
        yield clean(tex).strip()
    elif any(form.startswith("image/") for form in forms):
        lost["pictures"] += 1
    elif not is_blank(plain) and not OBJECT.fullmatch(plain) and not any("widget" in form for form in forms):
        yield _block(plain, lost)
    elif not is_blank(shown := fragment(html) if html else ""):
        yield shown
    elif forms:
        lost["widgets" if any("widget" in form for form in forms) else "others"] += 1
