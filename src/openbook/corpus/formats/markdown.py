"""Markdown: front matter becomes title and metadata; comments, scripts and embedded pictures go; all else stays."""

import re
from collections.abc import Iterator
from typing import Any

from openbook.corpus.clean import clean, one_line
from openbook.corpus.encoding import decode
from openbook.corpus.formats.html_inside import without_html
from openbook.corpus.parsed import Parsed, RawFile
from openbook.corpus.pipe_tables import unpadded

YAML_BLOCK = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
TOML_BLOCK = re.compile(r"\A\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable as `decode` does."""
    text, notices = decode(file.blob())
    text = clean(text)
    properties, start = front_matter(text)
    text = without_html(*unpadded(text[start:].lstrip("\n")))
    title = one_line(str(properties.pop("title", "") or ""))
    metadata = tuple((str(key), one_line(_plain(value))) for key, value in properties.items() if value is not None)
    yield Parsed(text, title=title, markup="markdown", metadata=metadata, notices=notices)


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
        return yaml.load(block, Loader=yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader)
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
        return tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _plain(value: Any) -> str:
    """Return a property as text: lists with commas, nested values by their leaves, at most 1,000 characters."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple | set):
        return ", ".join(str(part) for part in value if not isinstance(part, dict | list))[:1000]
    return str(value)[:1000]
