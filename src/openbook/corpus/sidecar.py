"""What is said of a file beside it: `report.pdf.meta.yaml` for `report.pdf`."""

from pathlib import Path
from typing import Any

import orjson

from openbook.codes import Kind
from openbook.corpus.clean import one_line
from openbook.corpus.formats.json_numbers import exact
from openbook.corpus.parsed import Parsed
from openbook.corpus.yaml_properties import properties_in
from openbook.dataclass import replace
from openbook.records import Notice

ENDINGS = (".meta.json", ".meta.yaml", ".meta.yml", ".metadata.json")
LARGEST = 1_000_000
"""Bytes of such a file; what says more is no note about another file."""
LONGEST = 1000
"""Characters of a value that are kept."""


def described_by(name: str) -> str:
    """Return the name of the file that a file of this name would describe; empty where it is not named so."""
    return next((name.removesuffix(end) for end in ENDINGS if name.endswith(end) and name != end), "")


def with_sidecar(found: Parsed, sidecar: Path) -> Parsed:
    """Return a document with what the file beside it says; what the document says itself goes first."""
    try:
        said = _read(sidecar)
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        notice = Notice(Kind.DAMAGED, f"{sidecar.name} can't be read: {reason}")
        return replace(found, notices=(*found.notices, notice))
    own = {name for name, _ in found.metadata}
    said_title = one_line(str(said.pop("title", "") or ""))
    more = tuple((name, text) for name, text in plain(said) if name not in own)
    return replace(found, title=found.title or said_title, metadata=(*found.metadata, *more))


def _read(sidecar: Path) -> dict[str, Any]:
    with sidecar.open("rb") as file:
        blob = file.read(LARGEST + 1)
    if len(blob) > LARGEST:
        raise ValueError(f"more than {LARGEST:,} bytes")
    if sidecar.name.endswith(".json"):
        blob = blob.removeprefix(b"\xef\xbb\xbf")
        said = exact(blob, orjson.loads(blob))
        if isinstance(said, dict) and isinstance(inner := said.get("metadataAttributes"), dict):
            said = inner
    else:
        import yaml

        try:
            said = properties_in(blob) or {}
        except (yaml.YAMLError, RecursionError) as error:
            raise ValueError(str(error)) from None
    if not isinstance(said, dict):
        raise ValueError("no keys and values")
    return said


def plain(said: dict[Any, Any]) -> tuple[tuple[str, str], ...]:
    """Return properties as text, in their order: lists with commas, nested values by their leaves."""
    return tuple((one_line(str(key)), one_line(_text(value))) for key, value in said.items() if value is not None)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple | set):
        return ", ".join(str(part) for part in value if not isinstance(part, dict | list))[:LONGEST]
    return (str(value).lower() if isinstance(value, bool) else str(value))[:LONGEST]
