"""How a wrong value is put into words: `found 40, wanted a number from 0 to 1`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

LONGEST = 60
"""Characters of a value that an error shows."""


def shown(value: Any) -> str:
    """Return a value as YAML people write it, shortened. Never call it with a secret."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = " ".join(value.split())
        return '"' + (text if len(text) <= LONGEST else text[: LONGEST - 1] + "…") + '"'
    if isinstance(value, Mapping):
        return "keys with values"
    if isinstance(value, Sequence):
        return "a list" if value else "an empty list"
    return str(value)


def kind(value: Any) -> str:
    """Return what a value is without showing it."""
    if isinstance(value, str):
        return "text"
    return "a number" if isinstance(value, int | float) and not isinstance(value, bool) else shown(value)


def listed(options: Sequence[str]) -> str:
    """Return `a, b or c`."""
    return options[0] if len(options) == 1 else f"{', '.join(options[:-1])} or {options[-1]}"


def wrong(found: str, wanted: str) -> PydanticCustomError:
    """Return the error of a value that was found where something else is wanted; neither may hold a secret."""
    return PydanticCustomError("wanted", "found {found}, wanted {wanted}", {"found": found, "wanted": wanted})


def wanted(field: FieldInfo, found: Any) -> str:
    """Return what a key takes, with its range, in place of what was found."""
    text = _wanted(field.annotation)
    if found in ("", [], {}):
        return f"{text}, not empty"
    if text == _WORDS[str] and not isinstance(found, Sequence | Mapping):
        return f"{text} in quotes"
    return text + _range(field)


def wanted_item(field: FieldInfo) -> str:
    """Return what each item of a key's list must be."""
    lists = (option for option in (field.annotation, *get_args(field.annotation)) if get_origin(option) is tuple)
    return next((_wanted(get_args(option)[0]) for option in lists), "a value")


def _wanted(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _wanted(arguments[0])
    if origin in (Union, UnionType):
        return _wanted(next(argument for argument in arguments if argument is not NoneType))
    if origin is Literal:
        return listed([str(argument) for argument in arguments])
    if origin is tuple:
        count = "" if Ellipsis in arguments else f"{len(arguments)} "
        return f"a list of {count}{_PLURALS.get(_plain(arguments[0]), 'names')}"
    if origin is dict or (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return "keys with values"
    return _WORDS.get(annotation, "a value")


def _plain(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


_WORDS: dict[Any, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
    Path: "a path",
    SecretStr: "a key in quotes, or ${NAME} to take it from the environment",
}
_PLURALS: dict[Any, str] = {str: "texts", Path: "paths", int: "whole numbers", float: "numbers"}


def _range(field: FieldInfo) -> str:
    bounds = {name: getattr(part, name) for part in field.metadata for name in _BOUNDS if hasattr(part, name)}
    if "ge" in bounds and "le" in bounds:
        return f" from {bounds['ge']} to {bounds['le']}"
    return "".join(_BOUNDS[name].format(bound) for name, bound in bounds.items() if name in _BOUNDS)


_BOUNDS = {
    "ge": ", at least {}",
    "gt": " above {}",
    "le": ", at most {}",
    "lt": " below {}",
}
