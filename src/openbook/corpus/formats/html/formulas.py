"""Formulas of a page → TeX between dollars, each once: MathML, KaTeX, MathJax, and pictures with their TeX as text."""

from typing import Any

from openbook.corpus.formats.html.mathml import structure
from openbook.corpus.formats.html.nodes import classes, collapsed, outermost
from openbook.text.late import late

WRAPPED = late(r"\{\\(?:displaystyle|textstyle)\s*(.*)\}|\\(?:displaystyle|textstyle)\b\s*(.*)")
DELIMITED = late(r"\$\$?(.*?)\$\$?|\\\((.*?)\\\)|\\\[(.*?)\\\]")
COMMENT = late(r"(?<!\\)%[^\n]*\n\s*")
LOOKS_LIKE_TEX = late(r"\\[A-Za-z]{2}|[_^]\s*[\w{\\]|\\[()\[\]]")
DRAWN = ["katex-display", "katex", "mwe-math-element", "MathJax_Preview", "MathJax_Display", "MathJax", "MathJax_SVG"]
DRAWN += ["MathJax_SVG_Display", "MathJax_CHTML", "MJXc-display", "mjx-chtml"]
DRAWN_CLASSES = frozenset(name.lower() for name in DRAWN)
DISPLAYED = frozenset({"katex-display", "mathjax_display", "mathjax_svg_display", "mjxc-display"})


def write_formulas(body: Any) -> int:
    """Put TeX as text in the place of each formula, once; return how many are only drawn and have no text at all."""
    lost = 0
    for node in outermost(body, "script[type^='math/']"):
        _take_drawn(node)
        node.replace_with(_script(node))
    for node in outermost(body, f"[class]:is(.{', .'.join(DRAWN)}), mjx-container"):
        source = _inner(node)
        if source:
            node.replace_with(source)
        elif not node.text(strip=True):
            lost += node.tag == "mjx-container"
    for node in outermost(body, "math"):
        node.replace_with(of_math(node))
    return lost


def _take_drawn(script: Any) -> None:
    """Take out what MathJax has drawn, before the script that holds its source."""
    while (before := script.prev) is not None:
        if before.tag == "-text" and not (before.text_content or "").strip() and before.prev is not None:
            before = before.prev
        if before.tag == "-text" or not classes(before) & DRAWN_CLASSES:
            return
        before.decompose()


def of_math(node: Any) -> str:
    """Return the TeX of a MathML element, between dollars; empty where it holds nothing."""
    source = _annotation(node)
    if not source:
        said = node.attributes.get("alttext") or ""
        drawn = structure(node)
        source = said if LOOKS_LIKE_TEX.search(said) or not drawn.strip() else drawn
    return _between(source, display=node.attributes.get("display") == "block")


def of_picture(text: str) -> str:
    """Return the formula that a picture's alternative text is, between dollars."""
    return _between(text, display=False)


def looks_like_tex(text: str) -> bool:
    """Whether a text is TeX rather than words about a picture."""
    return LOOKS_LIKE_TEX.search(text) is not None


def _script(node: Any) -> str:
    kind = (node.attributes.get("type") or "").lower()
    text = node.text() or ""
    if kind.startswith("math/mml"):
        from openbook.corpus.formats.html.page_tree import parse

        math = parse(text).css_first("math")
        return of_math(math) if math is not None else ""
    return _between(text, display="mode=display" in kind.replace(" ", ""))


def _inner(node: Any) -> str:
    """Return the formula inside of what draws it; empty where it is only drawn."""
    math = node.css_first("math")
    if math is None:
        picture = node.css_first("img[alt]")
        return of_picture(picture.attributes["alt"] or "") if picture is not None else ""
    source = of_math(math)
    shown = bool(classes(node) & DISPLAYED) or node.attributes.get("display") == "true"
    return f"${source}$" if shown and not source.startswith("$$") else source


def _annotation(node: Any) -> str:
    for found in node.css("annotation"):
        if "tex" in (found.attributes.get("encoding") or "").lower():
            return found.text() or ""
    return ""


def _between(source: str, *, display: bool) -> str:
    text = collapsed(COMMENT.sub("", source))
    for pattern in (DELIMITED, WRAPPED):
        match = pattern.fullmatch(text)
        if match:
            text = next((part for part in match.groups() if part is not None), "").strip()
    if not text:
        return ""
    return f"$${text}$$" if display else f"${text}$"
