"""Objects that are embedded in an OpenDocument file, as far as the package holds them: formulas, sheets, charts."""

from typing import Any

from openbook.codes import Code
from openbook.corpus.clean import one_line
from openbook.corpus.formats.office.ooxml import attribute
from openbook.corpus.formats.package import Package, parse_xml
from openbook.corpus.parsed import Unreadable

MATHS = ("<math:math", "<math")


def embedded(package: Package, frame: Any) -> tuple[str, list[Any]]:
    """Return the formula that a frame shows, or the tables of a sheet or of a chart's values; neither for others.

    Raises Unreadable: `too_large`.
    """
    found = next(frame.iter("{*}object"), None)
    name = attribute(found, "href").removeprefix("./") if found is not None else ""
    try:
        blob = package.read(f"{name}/content.xml") if name else None
        if blob is None:
            return "", []
        text = blob.decode("utf-8", "replace")
        start = next((place for sign in MATHS if (place := text.find(sign)) >= 0), -1)
        if start >= 0:
            return _formula(text[start:]), []
        root = parse_xml(blob, "an embedded object")
    except Unreadable as problem:
        if problem.code is Code.TOO_LARGE:
            raise
        return "", []
    tables = [table for table in root.iter("{*}table") if next(table.iterancestors("{*}table"), None) is None]
    return "", [table for table in tables if next(table.iter("{*}p"), None) is not None]


def _formula(markup: str) -> str:
    from openbook.corpus.formats.html import fragment

    return one_line(fragment(markup.replace("<math:", "<").replace("</math:", "</")))
