"""Markdown: front matter becomes title and metadata; comments, scripts and embedded pictures go; HTML is read."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from openbook.codes import Kind
from openbook.corpus.clean import clean, one_line, struck_once
from openbook.corpus.encoding import decode
from openbook.corpus.formats.admonitions import without_admonitions
from openbook.corpus.formats.components import is_mdx, without_components
from openbook.corpus.formats.html_inside import shown_of
from openbook.corpus.formats.html_marks import HEAD, PAGE
from openbook.corpus.formats.outside_code import LONG, has
from openbook.corpus.formats.pandoc_marks import without_pandoc_marks
from openbook.corpus.formats.raw_marks import raw_read
from openbook.corpus.formats.reference_links import with_targets
from openbook.corpus.formats.wiki_notes import without_note_marks
from openbook.corpus.markup import FURTHEST
from openbook.corpus.parsed import Parsed, RawFile
from openbook.corpus.pipe_tables import unpadded
from openbook.corpus.sidecar import plain
from openbook.corpus.yaml_properties import properties_in
from openbook.dataclass import replace
from openbook.records import Notice
from openbook.text.late import late

HTML = Notice(Kind.OTHER_FORMAT, "it is a page of HTML: read as such (better named .html)")
YAML_BLOCK = late(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
TOML_BLOCK = late(r"\A\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
INCLUDED = {
    "include}": late(r"```+\{(?:literal)?include\}[ \t]*(\S+)"),
    "{{<": late(r"\{\{< *include +(\S+) *>\}\}"),
    "{%": late(r"\{%-?\s*include[\w-]*\s+[\"']?([^\s\"'%]+)"),
    "-8<-": late(r"-8<-+(?:[ \t]+[\"']([^\"'\n]+)[\"']|[ \t]*\n((?:(?!-+8<)[^\n]+\n)+)-+8<-)"),
    "{!": late(r"\{![ \t]*([^!{}\n]+?)[ \t]*!\}"),
}
"""What is included from other files, by what has to be in a text."""

Rewriting = Callable[[str], tuple[str, tuple[Notice, ...]]]
"""A text → what it is without marks of a kind of its own, and what was left out."""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable as `decode` does, and for a page of HTML without text."""
    yield from read_with(file, None)


def read_with(file: RawFile, first: Rewriting | None) -> Iterator[Parsed]:
    """Yield the file as one document; `first` is done to its text below the front matter."""
    text, notices = decode(file.blob())
    text = clean(struck_once(text))
    if PAGE.match(text[:HEAD]):
        from openbook.corpus.formats.html import page
        from openbook.corpus.formats.html.page_tree import prepared

        yield replace(page(prepared(text), web=file.limits.web), notices=(*notices, HTML))
        return
    properties, start = front_matter(text)
    title = one_line(str(properties.pop("title", "") or ""))
    written, said = as_shown(text[start:].lstrip("\n"), first)
    yield Parsed(written, title=title, markup="markdown", metadata=plain(properties), notices=(*notices, *said))


def as_shown(text: str, first: Rewriting | None = None) -> tuple[str, tuple[Notice, ...]]:
    """Return Markdown as its readers see it: without marks of programs for notes, padding of tables, and HTML."""
    said: tuple[Notice, ...] = ()
    if first is None and is_mdx(text):
        first = without_components
    if first is not None:
        text, said = first(text)
    said += tuple(_included(text))
    text, raw = raw_read(text)
    text, code = with_targets(*without_pandoc_marks(without_admonitions(text)))
    text, left_out, code = without_note_marks(text, code)
    written, hidden = shown_of(*unpadded(text, code))
    return written, (*said, *raw, *left_out, *hidden)


def _included(text: str) -> Iterator[Notice]:
    signs = (
        [sign for sign in INCLUDED if sign in text]
        if len(text) < LONG
        else [sign for sign in INCLUDED if has(text, sign)]
    )
    if not signs:
        return
    found = [match for sign in signs for match in INCLUDED[sign].finditer(text)]
    found = sorted((match for match in found if _begins_line(text, match.start())), key=re.Match.start)
    names = [name for match in found for name in "".join(filter(None, match.groups())).splitlines()]
    if names:
        yield Notice(Kind.LEFT_OUT, f"what is included from other files is left out: {', '.join(names[:5])}")


def _begins_line(text: str, place: int) -> bool:
    before = text[text.rfind("\n", max(0, place - FURTHEST), place) + 1 : place]
    return not before.strip("-") or (text[place] == "`" and not before.strip(" \t"))


def front_matter(text: str) -> tuple[dict[Any, Any], int]:
    """Return the properties above the text and where the text starts.

    A block that is not closed, or does not parse to keys and values, is text.
    """
    head = text[:16].lstrip()
    if head.startswith("---") and (match := YAML_BLOCK.match(text)):
        properties = _yaml(match[1])
    elif head.startswith("+++") and (match := TOML_BLOCK.match(text)):
        properties = _toml(match[1])
    else:
        return {}, 0
    return (dict(properties), match.end()) if isinstance(properties, dict) else ({}, 0)


def _yaml(block: str) -> Any:
    if not block.strip():
        return {}
    if block.count("&") > 100 or len(block) > 100_000:
        return None
    import yaml

    try:
        return properties_in(block)
    except (yaml.YAMLError, ValueError, RecursionError):
        return _pairs(block)


def _pairs(block: str) -> dict[str, str] | None:
    """Read `key: value` lines of what is nearly YAML (a colon or a template mark in a title)."""
    lines = [line for line in block.split("\n") if line.strip() and not line.startswith((" ", "\t", "-", "#"))]
    pairs = [line.partition(":") for line in lines]
    if not pairs or not all(colon and re.fullmatch(r"[\w .-]+", key) for key, colon, _ in pairs):
        return None
    return {key.strip(): value.strip().strip("\"'") for key, _, value in pairs}


def _toml(block: str) -> Any:
    import tomllib

    try:
        return tomllib.loads(block, parse_float=str)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
