"""What stands inside of a line: raised and lowered signs, pictures that are signs, check boxes, code, struck-out words.

Each function is called on entering an element, with the parts of the line that are written so far, and says whether to
look inside.
"""

import re
from collections.abc import Callable
from typing import Any

from openbook.corpus.formats.html.code import code_text
from openbook.corpus.formats.html.formulas import looks_like_tex, of_picture
from openbook.corpus.formats.html.nodes import BLOCKS, NEAR, above, beside, classes, collapsed
from openbook.text.late import late

BREAK = "\x00"
"""Stands for a line break while a line is put together."""
STRUCK, KEPT = "\x01", "\x02"
"""Stand before and behind what is struck out while a line is put together."""
CROSSED = late(f"{STRUCK}([^{STRUCK}{KEPT}]*){KEPT}")
TRADE = {"TM": "™", "SM": "℠"}
BARE = late(r"[+\-−–]?\w+\Z")
SLASHES = ("/", "⁄", "∕")
TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption", "th", "dt", "legend", "figcaption"})
FILE_NAME = late(r"\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|avif|ico)\Z", re.IGNORECASE)
FORMULA_CLASSES = frozenset({"math", "tex", "latex", "equation", "formula", "mwe-math-fallback-image-inline"})
FORMULA_CLASSES |= frozenset({"mwe-math-fallback-image-display", "math-inline", "math-display", "inline-formula"})
SIGN, WORDS = 20, 60
"""Characters of a picture's text, at most, for it to be a sign where it begins a line; a part of a sentence."""
LARGE = 64
"""Pixels above which a picture is no sign."""


def crossed(text: str) -> str:
    """Return a text in which what is struck out is marked."""
    text = CROSSED.sub(lambda match: _around(match[1], "~~"), text)
    return text.replace(STRUCK, "").replace(KEPT, "")


def _around(text: str, mark: str) -> str:
    inner = text.strip()
    if not inner:
        return text
    start = text.index(inner)
    return f"{text[:start]}{mark}{inner}{mark}{text[start + len(inner) :]}"


def last(parts: list[str]) -> str:
    """Return the last character that is written; empty at the start."""
    return next((part[-1] for part in reversed(parts) if part), "")


def _next(node: Any) -> str:
    """Return the character that directly follows a node; empty where an element or nothing does."""
    following = node.next
    return (following.text_content or "")[:1] if following is not None and following.tag == "-text" else ""


def raised(parts: list[str], node: Any) -> bool:
    """Write a power, an ordinal's ending, or the mark of a note so that none fuses with what it stands at."""
    text = collapsed(node.text())
    before, after = last(parts), _next(node)
    if not text:
        return False
    if node.css_first("a") is not None and len(text) < 8:
        begins = not before.strip() and after.isalnum()
        parts.append(f"[{text.strip('[]()')}]{' ' * begins}")
    elif not any(map(str.isalnum, text)) or text.startswith("[") or len(text) > 24:
        parts.append(text)
    elif text in TRADE:
        parts.append(TRADE[text])
    elif after in SLASHES and node.next.next is not None and node.next.next.tag == "sub":
        parts.append(f" {text}" if before.isdigit() else text)
    elif before.isdigit() and text.isalpha() and 1 < len(text) < 4:
        parts.append(text)
    elif text.isdigit() and not before and after.isspace():
        parts.append(f"[{text}]")
    else:
        parts.append(f"^{_grouped(text, after)}")
    return False


def lowered(parts: list[str], node: Any) -> bool:
    """Write an index: as it is in H2O, marked where it would read as a part of a word or number."""
    text = collapsed(node.text())
    before, after = last(parts), _next(node)
    if not text:
        return False
    plain = text.isdigit() and (before.isalpha() or before in ")]") and not after.isdigit()
    if plain or before in ("", " ", *SLASHES) or not any(map(str.isalnum, text)) or len(text) > 24:
        parts.append(text)
    else:
        parts.append(f"_{_grouped(text, after)}")
    return False


def _grouped(text: str, after: str) -> str:
    bare = BARE.match(text) and not after.isalnum()
    return text if bare or text.startswith("$") else f"{{{text}}}"


def struck(parts: list[str], _: Any) -> bool:
    """Begin what is struck out."""
    parts.append(STRUCK)
    return True


def not_struck(parts: list[str]) -> None:
    """End what is struck out."""
    parts.append(KEPT)


def code_span(parts: list[str], node: Any) -> bool:
    """Write code that stands on one line."""
    text = collapsed(code_text(node)) if "\n" in code_text(node) else code_text(node).strip()
    if text:
        mark = "``" if "`" in text else "`"
        parts.append(f"{mark}{text}{mark}")
    return False


def check_box(parts: list[str], node: Any) -> bool:
    """Write the box of a task as ticked or not; other fields of a form are none of the text."""
    attributes = node.attributes
    kind = (attributes.get("type") or "").lower()
    if (kind == "checkbox" and _marks_a_task(node)) or (kind == "radio" and _marks_an_answer(node)):
        parts.append("[x] " if "checked" in attributes else "[ ] ")
    return False


def _marks_an_answer(node: Any) -> bool:
    """Whether a button stands directly before the words that it chooses, outside of any form."""
    if not (_next(node) + (node.next.text_content or "" if node.next is not None else "")).strip():
        return False
    return node.next.tag == "-text" and not any(holder.tag in ("form", "nav", "label") for holder in above(node))


def _marks_a_task(node: Any) -> bool:
    """Whether a check box stands in a list or a table, and does not open or close something else."""
    for holder in above(node):
        if holder.tag in ("li", "td", "dd"):
            following = node.next
            while following is not None and following.tag == "-text" and not following.text_content.strip():
                following = following.next
            label = following is not None and following.tag == "label" and "for" in following.attributes
            return not (label and following.next is not None and following.next.tag in ("div", "ul", "section"))
        if holder.tag in ("form", "nav", "body"):
            return False
    return False


def picture(parts: list[str], node: Any) -> bool:
    """Write what a picture says where it stands for words: a formula, an initial, a title, a sign in a sentence."""
    attributes = node.attributes
    text = collapsed(attributes.get("alt") or "")
    if not text:
        return False
    if _is_formula(node, text):
        parts.append(of_picture(text))
    elif not FILE_NAME.search(text) and _is_text(parts, node, text):
        parts.append(text)
    return False


def _is_formula(node: Any, text: str) -> bool:
    if FILE_NAME.search(text):
        return False
    if looks_like_tex(text) or classes(node) & FORMULA_CLASSES:
        return True
    return any(classes(holder) & FORMULA_CLASSES for holder, _ in zip(above(node), range(2), strict=False))


def _is_text(parts: list[str], node: Any, text: str) -> bool:
    """Whether the picture is read as its text where it stands."""
    top, holder = _block(node)
    if holder is None or holder.tag == "figure":
        return False
    if _begins_word(node, text):
        return True
    words = _words_beside(top)
    if holder.tag in TITLES:
        return not words
    if not words:
        return len(text) <= WORDS and _is_small(node) and _fills_cell(node)
    if not _is_small(node) or _is_linked(node) or _is_said_behind(node, text):
        return False
    begins = not any(part.strip() for part in parts[-NEAR:]) or BREAK in parts[-1:]
    if begins and holder.tag == "p":
        return len(text) <= 2 and not text.isalnum()
    return len(text) <= (SIGN if begins else WORDS)


def _fills_cell(node: Any) -> bool:
    """Whether a picture is all that there is in the cell of a table, or below a term."""
    cell = next((holder for holder in above(node) if holder.tag in ("td", "dd", "table", "body")), None)
    return cell is not None and cell.tag in ("td", "dd") and not cell.text(strip=True)


def _block(node: Any) -> tuple[Any, Any]:
    """Return what holds a picture directly below its block, and the block."""
    top = node
    for holder in above(node):
        if holder.tag in BLOCKS or holder.tag == "body":
            return top, holder
        top = holder
    return top, None


def _words_beside(top: Any) -> bool:
    """Whether there are words beside a picture in its block, those of other blocks aside."""
    return any(any(map(str.isalnum, _text_of(other))) for other in (top, *beside(top)) if other.tag not in BLOCKS)


def _is_said_behind(node: Any, text: str) -> bool:
    """Whether the words directly behind a picture say the same."""
    following = node.next
    while following is not None and not (words := collapsed(_text_of(following))):
        following = following.next
    return following is not None and words.casefold().startswith(text.casefold())


def _text_of(node: Any) -> str:
    return (node.text_content if node.tag == "-text" else node.text()) or ""


def _is_linked(node: Any) -> bool:
    """Whether a link holds the picture and nothing else."""
    holder = next((holder for holder in above(node) if holder.tag == "a" or holder.tag in BLOCKS), None)
    return holder is not None and holder.tag == "a" and not holder.text(strip=True)


def _begins_word(node: Any, text: str) -> bool:
    """Whether a picture of one or two letters stands directly before the rest of its word."""
    if len(text) > 2 or not text.isalpha():
        return False
    while node.next is None and node.parent is not None and node.parent.tag not in BLOCKS:
        node = node.parent
    following = node.next
    if following is None:
        return False
    return _text_of(following)[:1].isalpha()


def _is_small(node: Any) -> bool:
    """Whether a picture is not said to be larger than a sign is."""
    for name in ("width", "height"):
        value = (node.attributes.get(name) or "").removesuffix("px")
        if value.isdigit() and int(value) > LARGE:
            return False
    return "align" not in node.attributes


INLINE: dict[str, Callable[[list[str], Any], bool]] = {
    "sup": raised,
    "sub": lowered,
    "del": struck,
    "s": struck,
    "strike": struck,
    "input": check_box,
    "img": picture,
}
"""What is written in blocks and in the cells of tables alike."""
INLINE_END: dict[str, Callable[[list[str]], None]] = {"del": not_struck, "s": not_struck, "strike": not_struck}
