"""What a book has in several forms for several devices (`epub:switch`): one of them is read."""

from typing import Any

from openbook.corpus.formats.html.nodes import outermost
from openbook.corpus.formats.html.page_tree import parse


def choose_forms(body: Any) -> None:
    """Leave the formula where a choice has one, else what stands there for devices that know none of the forms."""
    for node in outermost(body, "epub\\:switch"):
        formula = node.css_first("epub\\:case math")
        chosen = node.css_first("epub\\:default") if formula is None else formula.parent
        inner = parse(f"<span>{chosen.inner_html if chosen is not None else ''}</span>").css_first("span")
        if inner is not None:
            node.replace_with(inner)
