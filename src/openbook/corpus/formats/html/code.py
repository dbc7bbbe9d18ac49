"""Code on a page: lines stay lines and keep their indentation, numbers of lines and buttons to copy it go."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from openbook.corpus.formats.html.nodes import SKIPPED, above, children, classes, skip, walk
from openbook.text.late import late

LANGUAGE = late(r"(?:^|\s)(?:language|lang|highlight-source|brush:)[-\s]*([\w+#.-]+)")
NUMBERS = late(
    r"(?:js-)?line[-_]?(?:nos?|nodiv|nrs?|nums?|numbers?(?:-rows)?)|linum|lnt?|gutter|blob-num|[\w-]+-gutter|hljs-ln-n\w*"
)
"""Classes of what holds the numbers of lines: it is left out where there are nothing but numbers in it."""
COPY = late(r".*(?:copy|clipboard|zclip).*")
BESIDE = "[class*=lin], [class*=Lin], [class*=ln], [class*=gutter], [class*=num], [class*=copy], [class*=clip]"
"""What may be either of them."""
CODE = ("pre", "listing", "xmp", "plaintext")
LINES = frozenset({"div", "p", "li", "tr"})
"""Elements that are a line of code each."""
OPENED, CLOSED = "\x03", "\x04"
"""Stand where such a line begins and ends while code is put together."""
NUMBERED = late(r"\s*(\d{1,7})(.?)")
CODE_CLASSES = frozenset(
    {"code", "highlight", "syntaxhighlighter", "highlighttable", "rouge-table", "lntable", "hljs-ln"}
)


def fenced(node: Any) -> str:
    """Return a block of code between fences; empty where there is no code in it."""
    code = code_text(node, block=True)
    if not code.strip():
        return ""
    fence = "```"
    while fence in code:
        fence += "`"
    return f"{fence}{_language(node)}\n{code}\n{fence}"


def code_text(node: Any, *, block: bool = False) -> str:
    """Return code as its lines stand on the page. `block`: without empty lines around it, and what stands beside it."""
    if block:
        _take_beside(node)
        _take_glued_numbers(node)
    parts: list[str] = []
    for child in children(node):
        walk(child, parts, ENTER, parts.append, LEAVE)
    code = "".join(parts).replace("\xa0", " ")
    if CLOSED in code:
        code = _lines(code)
    if not block:
        return code
    if "\n" not in code.strip("\n"):
        code = _boxed(node) or code
    return code.strip("\n").rstrip()


def _lines(code: str) -> str:
    """Return code with a line for each box that one stood in, whether or not its end also stands in the text."""
    code = re.sub(f"{OPENED}+", OPENED, re.sub(f"{CLOSED}+", CLOSED, code))
    code = code.replace(f"\n{CLOSED}", CLOSED)
    code = re.sub(f"{CLOSED}[ \\t]*\n?[ \\t]*{OPENED}", "\n", code)
    code = re.sub(f"{CLOSED}\n?", "\n", code)
    return re.sub(f"(^|\n){OPENED}", r"\1", code).replace(OPENED, "\n")


def _boxed(node: Any) -> str:
    """Return the lines of code whose boxes are told by their class only: `<span class="line">`, a `<code>` each."""
    holder = node
    while True:
        boxes = [child for child in children(holder) if child.tag not in ("-text", "-comment")]
        if len(boxes) != 1 or boxes[0].tag not in ("code", "span", "div"):
            break
        holder = boxes[0]
    alike = {box.tag for box in boxes}
    if len(boxes) < 2 or len(alike) > 1 or not alike <= {"code", "span"}:
        return ""
    if alike == {"span"} and not all(map(_is_line, boxes)):
        return ""
    return "\n".join(code_text(box).rstrip("\n") for box in boxes)


def _is_line(box: Any) -> bool:
    attributes = box.attributes
    named = any("line" in name for name in classes(box)) or any(name.startswith("data-line") for name in attributes)
    return named or re.search(r"display\s*:\s*(?:block|flex|grid)", attributes.get("style") or "") is not None


def code_table(node: Any) -> str | None:
    """Return the code of a table that only sets it beside the numbers of its lines; None for other tables."""
    names = classes(node)
    if node.parent is not None:
        names |= classes(node.parent)
    if node.css_first("pre, td[data-line-number]") is None and not names & CODE_CLASSES:
        return None
    code = []
    numbered = False
    rows = node.css("tr")
    for row in rows:
        cells = [cell for cell in children(row) if cell.tag in ("td", "th")]
        if len(cells) == 2 and _is_numbers(cells[0]):
            numbered = True
            cells = cells[1:]
        if len(cells) != 1:
            return None
        code.append(code_text(cells[0], block=len(rows) == 1).strip("\n"))
    return "\n".join(code) if numbered else None


def _is_numbers(node: Any) -> bool:
    """Whether a cell holds the numbers of lines: whole numbers that rise by one, or nothing where they would stand."""
    found = node.text(separator=" ").split()
    if not found:
        return any(NUMBERS.fullmatch(name) for name in classes(node)) or "data-line-number" in node.attributes
    if not all(word.isdecimal() and len(word) < 8 for word in found):
        return False
    return all(int(after) == int(before) + 1 for before, after in pairwise(found))


def _take_beside(node: Any) -> None:
    """Take out what stands beside code by its class: the numbers of lines, what copies it."""
    gone: set[int] = {node.mem_id}
    for found in node.css(BESIDE):
        if found.mem_id in gone:
            continue
        names = classes(found)
        text = found.text(strip=True)
        numbers = text.isdecimal() and any(NUMBERS.fullmatch(name) for name in names)
        copies = len(text) < 20 and any(COPY.fullmatch(name) for name in names)
        if numbers or copies:
            gone.update(inner.mem_id for inner in found.css(BESIDE))
            found.decompose()


def _take_glued_numbers(node: Any) -> None:
    """Take out elements that are nothing but numbers, begin each line and rise by one; one is glued to a word."""
    numbers = [NUMBERED.match(line) for line in (node.text() or "").strip("\n").split("\n")]
    if len(numbers) < 2 or not all(numbers):
        return
    found = [match[1] for match in numbers if match is not None]
    if not any(match is not None and match[2].isalpha() for match in numbers):
        return
    if any(int(after) != int(before) + 1 for before, after in pairwise(found)):
        return
    boxes = [box for box in node.css("span, a, b, i, em") if box.child is not None and box.child.tag == "-text"]
    boxes = [box for box in boxes if box.text(strip=True) in set(found)]
    for number, box in zip(found, boxes, strict=False):
        if box.text(strip=True) != number:
            return
        box.decompose()


def _language(node: Any) -> str:
    inner = node.css_first("code")
    for candidate in (node, inner, node.parent):
        if candidate is None:
            continue
        attributes = candidate.attributes
        match = LANGUAGE.search(attributes.get("class") or "")
        named = match[1] if match else attributes.get("data-language") or attributes.get("data-lang") or ""
        if re.fullmatch(r"[\w+#.-]+", named):
            return named.lower()
    return ""


def _end_line(parts: list[str], node: Any) -> bool:
    """End a line, unless the source does so itself right behind, where only a block of code shows both."""
    following = node.next
    ended = following is not None and following.tag == "-text" and (following.text_content or "").startswith("\n")
    if not ended or any(holder.tag in CODE for holder in above(node)):
        parts.append("\n")
    return False


def _open_line(parts: list[str], _: Any) -> bool:
    parts.append(OPENED)
    return True


def _close_line(parts: list[str]) -> None:
    parts.append(CLOSED)


ENTER: dict[str, Callable[[list[str], Any], bool]] = {**dict.fromkeys(SKIPPED, skip), "br": _end_line}
ENTER |= dict.fromkeys(LINES, _open_line)
LEAVE: dict[str, Callable[[list[str]], object]] = dict.fromkeys(LINES, _close_line)
