"""What is drawn on a sheet of XLSX: boxes of text, the titles of charts, pictures."""

from collections import Counter
from collections.abc import Iterator

from openbook.codes import Code
from openbook.corpus.formats.office.blocks import Block, markdown
from openbook.corpus.formats.office.charts import chart_lines
from openbook.corpus.formats.office.ooxml import attribute, local, relations, value
from openbook.corpus.formats.office.picture_words import alternative_text
from openbook.corpus.formats.office.shape_text import paragraphs_of
from openbook.corpus.formats.package import Package, parse_xml
from openbook.corpus.parsed import Unreadable


def drawn_text(package: Package, name: str, lost: Counter[str]) -> str:
    """Return what a drawing says; what can't be read of it is counted as lost."""
    blob = package.read(name)
    try:
        return markdown(list(_blocks(package, name, blob, lost))) if blob is not None else ""
    except Unreadable as problem:
        if problem.code is Code.TOO_LARGE:
            raise
        lost["picture"] += 1
        return ""


def _blocks(package: Package, name: str, blob: bytes, lost: Counter[str]) -> Iterator[Block]:
    known = relations(package, name)
    for shape in parse_xml(blob, name).iter("{*}sp", "{*}pic", "{*}chart"):
        kind = local(shape)
        if value(shape, "{*}nvSpPr/{*}cNvPr", "hidden") in ("1", "true"):
            lost["hidden"] += shape.find("{*}txBody") is not None
        elif kind == "sp":
            body = shape.find("{*}txBody")
            # A box that shows what a cell says holds no more than that.
            if body is not None and not attribute(shape, "textlink"):
                yield from paragraphs_of(body, lost)
        elif kind == "pic":
            text = alternative_text(shape, begins=True, heading=False)
            lost["picture"] += not text
            yield Block(text)
        else:
            relation = known.get(attribute(shape, "id"))
            chart = package.read(relation.target) if relation is not None and not relation.outside else None
            if relation is not None and chart is not None:
                # Its values are those of the cells.
                lines = chart_lines(parse_xml(chart, relation.target))
                yield Block("\n".join(line for line in lines if not line.startswith("|")).strip())
