"""Questions about the sections: what is at a key, and which known key is meant by an unknown one."""

from difflib import get_close_matches
from types import NoneType
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from openbook.config.config import Config
from openbook.config.source import Key, dotted

LEGACY = frozenset({"read_files_manually", "text_chunks_passed_in", "chunking_output_dir", "task_id"})
"""Keys that other systems' configs have, in whatever section; they mean nothing here and get one notice."""


def fields_of(annotation: Any) -> dict[str, FieldInfo]:
    """Return the keys below a section; none for a plain value."""
    options = [option for option in get_args(annotation) if option is not NoneType] or [annotation]
    known = options[0]
    return known.model_fields if isinstance(known, type) and issubclass(known, BaseModel) else {}


def sections() -> dict[str, dict[str, FieldInfo]]:
    """Return every section with its keys."""
    return {name: fields_of(field.annotation) for name, field in Config.model_fields.items()}


def field_at(key: Key) -> FieldInfo | None:
    """Return the field that a key, or an item of its list, belongs to; None where nothing is known there."""
    fields, field = Config.model_fields, None
    for part in key:
        if isinstance(part, int):
            return field
        field = fields.get(part)
        if field is None:
            return None
        fields = fields_of(field.annotation)
    return field


def meant(key: Key) -> str | None:
    """Return the known key that an unknown one is nearest to: in its own section first, then anywhere."""
    *above, name = (str(part) for part in key)
    field = field_at(tuple(above)) if above else None
    beside = list(fields_of(field.annotation) if field else Config.model_fields)
    near = get_close_matches(name, beside, n=1, cutoff=0.75)
    if near:
        return dotted((*above, near[0]))
    elsewhere = {inner: section for section, fields in sections().items() for inner in fields}
    near = get_close_matches(name, elsewhere, n=1, cutoff=0.8) or get_close_matches(name, beside, n=1, cutoff=0.5)
    if not near:
        return None
    return dotted((elsewhere[near[0]], near[0])) if near[0] in elsewhere else dotted((*above, near[0]))
