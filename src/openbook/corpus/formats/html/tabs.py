"""Tabs: the name of each stands above what is true under that name only."""

from itertools import islice
from typing import Any

from openbook.corpus.formats.html.nodes import BLOCKS, above, children, collapsed
from openbook.corpus.formats.html.openers import named_target
from openbook.corpus.formats.html.page_tree import parse

PARTS = frozenset({"div", "section", "article"})


def name_panel(node: Any) -> None:
    """Write the name of a tab above its panel: what the panels say is true under their names only."""
    name = _tab_name(node)
    if name:
        _put_name(node, name)


def _put_name(part: Any, name: str) -> None:
    first = next((child for child in children(part) if child.tag != "-text" or child.text_content.strip()), None)
    if first is not None and not collapsed(first.text()).startswith(name):
        first.insert_before(parse(f"<p>{name.replace('&', '&amp;').replace('<', '&lt;')}</p>").css_first("p"))


def _tab_name(panel: Any) -> str:
    group = next((holder for holder in above(panel) if holder.css_first("[role=tab]") is not None), None)
    if group is None:
        return ""
    tabs, panels = group.css("[role=tab]"), group.css("[role=tabpanel]")
    labelled, own = panel.attributes.get("aria-labelledby"), panel.attributes.get("id")
    for tab in tabs:
        attributes = tab.attributes
        if (labelled and attributes.get("id") == labelled) or (own and attributes.get("aria-controls") == own):
            return collapsed(tab.text())
    if len(tabs) != len(panels):
        return ""
    return next(
        (collapsed(tab.text()) for tab, one in zip(tabs, panels, strict=True) if one.mem_id == panel.mem_id), ""
    )


def take_tabs(node: Any) -> None:
    """Take out the names of tabs where they stand together: each stands above its panel."""
    group = next(islice(above(node), 1), None)
    if group is not None and len(group.css("[role=tabpanel]")) >= len(node.css("[role=tab]")):
        node.decompose()


def name_controlled(node: Any) -> None:
    """Write what a button says above the part that it opens, where another one follows it."""
    target = named_target(node)
    name = collapsed(node.text())
    if target is None or not name or target.tag in ("nav", "form", "ul", "menu", "dialog"):
        return
    _put_name(target, name)
    target.attrs["role"] = "tabpanel"
    node.decompose()


def name_choices(node: Any) -> None:
    """Write the labels of choices that stand together above the parts that each of them shows."""
    group = node.parent
    if group is None:
        return
    count = sum(child.tag == "input" and child.attributes.get("type") == "radio" for child in children(group))
    blocks = [child for child in children(group) if child.tag in PARTS]
    if count < 2 or not blocks:
        return
    beside = [child for child in children(group) if child.tag == "label"]
    names = beside or [child for child in children(blocks[0]) if child.tag == "label"]
    shown = blocks if beside else blocks[1:]
    held = shown if len(shown) == count else [child for block in shown for child in children(block)]
    parts = [child for child in held if child.tag in BLOCKS]
    if len(names) == len(parts) == count:
        for name, part in zip(names, parts, strict=True):
            _put_name(part, collapsed(name.text()))
            part.attrs["role"] = "tabpanel"
        for name in beside or blocks[:1]:
            name.decompose()
