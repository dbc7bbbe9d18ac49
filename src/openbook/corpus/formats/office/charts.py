"""A chart of an Office file → its titles, and its values as the lines of tables."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from openbook.corpus.clean import one_line
from openbook.corpus.formats.cell_values import NumberFormat, number_format
from openbook.corpus.formats.office.ooxml import attribute, local, number
from openbook.corpus.tables import escape
from openbook.dataclass import dataclass, field, replace
from openbook.text.late import late

DATED = late(r"[yY]|\b[dD]{1,2}\b|mmm")
"""What a format of numbers has that shows dates."""
FIRST_DAY = date(1899, 12, 30)
"""Day 0 of the days that office programs count."""
MOST = 10_000
"""Points of a chart's series that are read."""


@dataclass(frozen=True, slots=True)
class _Series:
    """One row of values."""

    name: str
    labels: dict[int, str]
    """What its points stand at, by their numbers."""
    values: dict[int, str]
    own: bool = False
    """Whether its labels are its own, as those of points in a plane are; else they are those of the whole chart."""
    sizes: dict[int, str] = field(default_factory=dict)
    """Of bubbles."""


def chart_lines(root: Any) -> list[str]:
    """Return a chart's titles and, where the file keeps them, its values as the lines of a table."""
    titles = [text for title in root.iter("{*}title") if (text := _words(title))]
    series = [_series(one) for one in root.iter("{*}ser")] or list(_drawn_series(root))
    lines = ["\n\n".join(titles)] if titles else []
    for group in _groups([one for one in series if one.labels or one.values]):
        lines += ["", *_grid(group)] if lines else _grid(group)
    return lines


def _groups(series: Sequence[_Series]) -> Iterator[list[_Series]]:
    """Yield the series that go into one table: those that share what their points stand at."""
    found: list[list[_Series]] = []
    for one in series:
        same = next((group for group in found if not one.own or one.labels == group[0].labels), None)
        if same is None:
            found.append([one])
        else:
            same.append(one)
    yield from found


def _grid(series: Sequence[_Series]) -> list[str]:
    columns = [part for one in series for part in (one, *_sizes(one))]
    labels: dict[int, str] = {}
    for one in columns:
        labels = {**one.labels, **labels}
    places = sorted({place for one in columns for place in one.values} | set(labels))
    rows = [[labels.get(place, ""), *(one.values.get(place, "") for one in columns)] for place in places]
    grid = ["| " + " | ".join(map(escape, row)) + " |" for row in [["", *(one.name for one in columns)], *rows]]
    grid.insert(1, "|" + " --- |" * (len(columns) + 1))
    return grid


def _sizes(series: _Series) -> list[_Series]:
    return [replace(series, name=f"{series.name} (size)".strip(), values=series.sizes)] if series.sizes else []


def _series(series: Any) -> _Series:
    name = " ".join(text.text or "" for text in series.iterfind("{*}tx//{*}v"))
    labels, across = dict(_points(series, "cat")), dict(_points(series, "xVal"))
    values = dict(_points(series, "val")) or dict(_points(series, "yVal"))
    values |= {place: _labelled(values.get(place, ""), text) for place, text in _said(series).items()}
    sizes = dict(_points(series, "bubbleSize"))
    return _Series(one_line(name), labels or across, values, own=bool(across), sizes=sizes)


def _drawn_series(root: Any) -> Iterator[_Series]:
    """Yield the series of a waterfall, a funnel, a tree map: charts that are kept in another form."""
    data = {attribute(one, "id"): one for one in root.iter("{*}data")}
    for series in root.iter("{*}series"):
        held: Any = next(
            (data[name] for one in series.iter("{*}dataId") if (name := attribute(one, "val")) in data), None
        )
        name = " ".join(text.text or "" for text in series.iterfind("{*}tx//{*}v"))
        for values in () if held is None else held.iterfind("{*}numDim"):
            labels = dict(_of_levels(next(held.iterfind("{*}strDim"), None)))
            yield _Series(one_line(name), labels, dict(_of_levels(values)))


def _said(series: Any) -> dict[int, str]:
    """Return what is written at points, other than their values, by their numbers."""
    cells = {number(attribute(one, "idx"), -1): _value(one) for one in series.iterfind(".//{*}dlblRangeCache/{*}pt")}
    found = {place: text for place, text in cells.items() if text}
    for label in series.iterfind("{*}dLbls/{*}dLbl"):
        place = number(attribute(next(label.iterfind("{*}idx"), label), "val"), -1)
        if text := _words(label, cells.get(place, "")):
            found[place] = text
    return found


def _labelled(value: str, text: str) -> str:
    """Return the value of a point with what is written at it."""
    return text if not value or value in text else f"{value} ({text})"


def _words(element: Any, cell: str = "") -> str:
    """Return the words of a title or a label; of fields only the one that shows a cell."""
    paragraphs = []
    for part in element.iter("{*}p"):
        words = ""
        for text in part.iter("{*}t"):
            is_field = local(text.getparent()) == "fld"
            kind = attribute(text.getparent(), "type") if is_field else ""
            words += cell if kind == "CELLRANGE" else "" if is_field else text.text or ""
        paragraphs.append(words)
    return one_line(" ".join(paragraphs)) or one_line(" ".join(text.text or "" for text in element.iter("{*}v")))


def _points(series: Any, kind: str) -> Iterator[tuple[int, str]]:
    yield from _of_levels(series.find(f"{{*}}{kind}"))


def _of_levels(holder: Any) -> Iterator[tuple[int, str]]:
    if holder is None:
        return
    levels = [_level(level) for level in holder.iter("{*}lvl")] or [_level(holder)]
    for place, text in levels[0].items():
        # Names of groups stand at the first point of each, the outermost last.
        groups = (_last_before(level, place) for level in reversed(levels[1:]))
        yield place, " / ".join(filter(None, (*groups, text)))


def _last_before(level: dict[int, str], place: int) -> str:
    return next((text for start, text in sorted(level.items(), reverse=True) if start <= place), "")


def _level(holder: Any) -> dict[int, str]:
    codes = [attribute(holder, "formatCode"), *(code.text or "" for code in holder.iter("{*}formatCode"))]
    code = next(filter(None, codes), "")
    dated = DATED.search(code) is not None
    written = None if dated else number_format(code)
    found = {}
    for point in holder.iter("{*}pt"):
        place = number(attribute(point, "idx"), -1)
        text = _value(point, dated=dated, written=written)
        if 0 <= place < MOST and text:
            found[place] = text
    return found


def _value(point: Any, *, dated: bool = False, written: NumberFormat | None = None) -> str:
    """Return the value of a chart's point, without the digits that only a computer's fractions have."""
    found = point.find("{*}v")
    text = one_line((point if found is None else found).text or "")
    try:
        if dated and 0 < float(text) < 2_958_466:
            return (FIRST_DAY + timedelta(days=int(float(text)))).isoformat()
        if written is not None:
            return written(float(text))
        return f"{float(text):.12g}" if "." in text and "e" not in text.lower() else text
    except ValueError:
        return text
