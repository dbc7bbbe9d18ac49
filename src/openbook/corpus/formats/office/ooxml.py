"""What all Office Open XML files share: names without namespaces, and parts that are found by their relationships."""

import posixpath
from typing import Any
from urllib.parse import unquote

from openbook.codes import Code
from openbook.corpus.clean import one_line
from openbook.corpus.formats.package import Package, parse_xml
from openbook.corpus.parsed import Unreadable
from openbook.dataclass import dataclass

OFF = ("0", "false", "off", "none")
PROPERTIES = ("creator", "subject", "keywords", "language", "created", "modified")


def local(element: Any) -> str:
    """Return an element's name without its namespace: strict and transitional files differ only in that."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """Return an attribute by its local name, empty where it is absent."""
    for key, value in element.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def value(element: Any, path: str, name: str = "val") -> str:
    """Return the value of what is found below an element; empty where there is none."""
    found = element.find(path) if element is not None else None
    return attribute(found, name) if found is not None else ""


def switched(element: Any, path: str) -> bool | None:
    """Return what a switch below an element says: one without a value is on; None where there is none."""
    found = element.find(path) if element is not None else None
    return None if found is None else attribute(found, "val") not in OFF


def number(text: str, otherwise: int = 0) -> int:
    """Return a whole number as it stands in an attribute; another value where it is none."""
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else otherwise


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part of a package has to do with another."""

    kind: str
    """The last word of its type: `footnotes`, `image`, …; strict and transitional files share it."""
    target: str
    """The other part's name in the package; an address where it is outside of it."""
    outside: bool = False


def relations(package: Package, part: str) -> dict[str, Relation]:
    """Return the relationships of a part by their ids. Raises Unreadable as `Package.read` does."""
    folder, name = posixpath.split(part)
    blob = package.read(posixpath.join(folder, "_rels", f"{name}.rels"))
    if blob is None:
        return {}
    found = {}
    for element in parse_xml(blob, f"{name}.rels").iter("{*}Relationship"):
        target = attribute(element, "Target")
        outside = attribute(element, "TargetMode") == "External"
        if not outside:
            target = _within(package, folder, target)
        kind = attribute(element, "Type").rpartition("/")[2]
        found[attribute(element, "Id")] = Relation(kind, target, outside)
    return found


def main_part(package: Package, otherwise: str) -> str:
    """Return the name of the part that the document itself is."""
    for relation in relations(package, "").values():
        if relation.kind == "officeDocument" and package.name(relation.target):
            return relation.target
    return otherwise


def properties(package: Package) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the title that a file gives itself, and who wrote it when."""
    try:
        name = next((one.target for one in relations(package, "").values() if one.kind == "core-properties"), "")
        blob = package.read(name or "docProps/core.xml")
        root = parse_xml(blob, "core properties") if blob else None
    except Unreadable as problem:
        if problem.code is Code.TOO_LARGE:
            raise
        return "", ()
    if root is None:
        return "", ()
    found = {local(element): one_line(element.text or "") for element in root if isinstance(element.tag, str)}
    return found.get("title", ""), tuple((name, found[name]) for name in PROPERTIES if found.get(name))


def _within(package: Package, folder: str, target: str) -> str:
    for text in (target, unquote(target)):
        name = posixpath.normpath(text.lstrip("/") if text.startswith("/") else posixpath.join(folder, text))
        if package.name(name):
            return name
        # Some programs write names from the root without the slash.
        if package.name(text.lstrip("/")):
            return text.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))
