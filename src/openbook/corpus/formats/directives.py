"""Directives of MyST and chunks of R Markdown: what a fence with a name in braces shows its readers."""

import csv
from collections.abc import Callable, Mapping
from itertools import takewhile

from openbook.corpus.clean import one_line
from openbook.corpus.formats.rst_tables import list_table
from openbook.corpus.tables import Cell, table_lines
from openbook.text.late import late

OPTION = late(r"\s*:([\w-]+):[ \t]*(.*)")
HEAD = late(r"\{[ \t]*(?P<mark>[.#=]?)(?P<name>[\w:+-]*)(?P<more>[^}\n]*)\}[ \t]*(?P<title>.*)")
LANGUAGE = late(r"(?:^|\s)\.([A-Za-z][\w+-]*)")
Options = Mapping[str, str]


def directive(info: str, body: list[str], fence: str) -> list[str] | None:
    """Return the lines that a fenced block shows whose first line is `{name} title`; None where that is no such line.

    What it holds is code where nothing else is known of its name.
    """
    head = HEAD.fullmatch(info)
    if head is None:
        return None
    options = {match[1]: match[2].strip() for line in _options(body) if (match := OPTION.fullmatch(line))}
    rest = body[len(list(_options(body))) :] if not head["mark"] else body
    if head["mark"]:
        named = LANGUAGE.search(f" {head['mark']}{head['name']}{head['more']}")
        return _as_code("" if named is None else named[1], body, fence)
    shown = DIRECTIVES.get(head["name"])
    if shown is not None:
        return shown(head["title"].strip(), options, rest, fence)
    return _as_code(head["name"], rest, fence)


def _options(body: list[str]) -> "takewhile[str]":
    return takewhile(lambda line: OPTION.fullmatch(line) is not None, body)


def _as_code(language: str, body: list[str], fence: str) -> list[str]:
    return [f"{fence}{language}", *body, fence]


def _code(title: str, options: Options, body: list[str], fence: str) -> list[str]:
    above = [options["caption"], ""] if options.get("caption") else []
    return [*above, *_as_code(title, body, fence)]


def _formula(_: str, __: Options, body: list[str], ___: str) -> list[str]:
    return ["$$", *(line for line in body if line.strip()), "$$"]


def _figure(_: str, options: Options, body: list[str], __: str) -> list[str]:
    if any(line.strip() for line in body):
        return body
    return [options["alt"]] if options.get("alt") else []


def _list_table(title: str, _: Options, body: list[str], __: str) -> list[str]:
    lines = [line for line in body if line.strip()]
    return _titled(title, list_table(lines, lambda cell: one_line(" ".join(cell))).split("\n"))


def _csv_table(title: str, options: Options, body: list[str], _: str) -> list[str]:
    lines = [options["header"], *body] if options.get("header") else body
    rows = csv.reader([line for line in lines if line.strip()], skipinitialspace=True)
    return _titled(title, table_lines([[Cell(one_line(cell)) for cell in row] for row in rows]))


def _table(title: str, _: Options, body: list[str], __: str) -> list[str]:
    return _titled(title, body)


def _nothing(_: str, __: Options, ___: list[str], ____: str) -> list[str]:
    return []


def _titled(title: str, lines: list[str]) -> list[str]:
    return [title, "", *lines] if title else lines


DIRECTIVES: dict[str, Callable[[str, Options, list[str], str], list[str]]] = {
    **dict.fromkeys(("code-block", "code", "sourcecode", "code-cell", "prompt"), _code),
    **dict.fromkeys(("math", "latex"), _formula),
    **dict.fromkeys(("figure", "image", "figure-md"), _figure),
    "list-table": _list_table,
    "csv-table": _csv_table,
    "table": _table,
    **dict.fromkeys(("toctree", "contents", "tableofcontents", "index", "include", "literalinclude"), _nothing),
    **dict.fromkeys(("bibliography", "raw", "currentmodule", "module"), _nothing),
}
"""By their names. Of what is included from other files the document has a notice."""
