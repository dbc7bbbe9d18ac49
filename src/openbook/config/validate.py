"""Values against sections: every wrong one in words, and the config that the right ones make."""

import copy
from collections.abc import Mapping
from types import NoneType
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from openbook.config.config import Config
from openbook.config.messages import kind, shown, wanted, wanted_item
from openbook.config.source import Key, Source, dotted
from openbook.errors import Problem

LEGACY = frozenset({"read_files_manually", "text_chunks_passed_in", "chunking_output_dir", "task_id"})
"""Keys that other systems' configs have, in whatever section; they mean nothing here and get one notice."""


def validated(source: Source) -> tuple[Config, list[Problem], set[Key]]:
    """Return the config without the wrong values, the problems, and the keys (two parts) that were left out."""
    values = copy.deepcopy(source.values)
    problems: list[Problem] = []
    left_out: set[Key] = set()
    while True:
        try:
            return Config.model_validate(values), problems, left_out
        except ValidationError as error:
            before = len(left_out)
            details = error.errors(include_url=False)
            inner = {tuple(detail["loc"])[:-1] for detail in details}
            for detail in details:
                key: Key = tuple(detail["loc"])
                if key in inner:  # what is wrong inside of it is said
                    continue
                problems.append(source.problem(key, message(key, detail)))
                left_out.add(key[:2])
            if len(left_out) == before:
                raise
            for key in left_out:
                _remove(values, key)


def message(key: Key, detail: ErrorDetails) -> str:
    """Return `found …, wanted …` for one error of pydantic. A key is never shown."""
    if detail["type"] == "extra_forbidden":
        near = meant(key)
        known = f"{near} (the nearest known one)" if near else "one of those that `openbook docs configuration` lists"
        return f"found an unknown key, wanted {known}"
    if detail["type"] == "wanted":
        return detail["msg"]
    found = detail["input"]
    field = field_at(key)
    if field is None:
        return f"found {kind(found)}, wanted something else: {detail['msg']}"
    if isinstance(key[-1], int):
        return f"found {shown(found)}, wanted {wanted_item(field)}"
    hidden = key[0] != "pipeline" if len(key) == 1 else str(key[-1]).endswith("api_key")
    text = f"found {kind(found) if hidden else shown(found)}, wanted {wanted(field, found)}"
    is_share = detail["type"] == "less_than_equal" and detail["ctx"]["le"] == 1
    return f"{text} ({found:g} percent is {found / 100:g})" if is_share and 1 < found <= 100 else text


def _remove(values: dict[str, Any], key: Key) -> None:
    section: Any = values.get(str(key[0]))
    if len(key) > 1 and isinstance(section, Mapping):
        section = {name: value for name, value in section.items() if name != key[1]}
        values[str(key[0])] = section
    elif len(key) == 1:
        values.pop(str(key[0]), None)


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
    from difflib import get_close_matches

    *above, name = (str(part) for part in key)
    field = field_at(tuple(above)) if above else None
    beside = list(fields_of(field.annotation) if field else Config.model_fields)
    near = get_close_matches(name, beside, n=3, cutoff=0.75)
    if near:
        return dotted((*above, next((one for one in near if sorted(one) == sorted(name)), near[0])))
    elsewhere = {inner: section for section, fields in sections().items() for inner in fields}
    near = get_close_matches(name, elsewhere, n=1, cutoff=0.8) or get_close_matches(name, beside, n=1, cutoff=0.6)
    if not near:
        return None
    return dotted((elsewhere[near[0]], near[0])) if near[0] in elsewhere else dotted((*above, near[0]))
