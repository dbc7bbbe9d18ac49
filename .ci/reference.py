#!/usr/bin/env python3
"""Writes the pages of reference that are made from the code: docs/cli.md and docs/keys.md. A test compares them."""

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import click
from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from openbook.cli import openbook
from openbook.config import Config

DOCS = Path(__file__).resolve().parents[1] / "docs"
WIDTH = 100
BOUNDS = {Ge: ("ge", "from {}"), Gt: ("gt", "above {}"), Le: ("le", "to {}"), Lt: ("lt", "below {}")}


def cli() -> str:
    """Return the page of all verbs, with the help that each prints."""
    lines = ["# Every command", "", "Made from the program: what `openbook COMMAND --help` prints.", ""]
    for path, command in _commands((), openbook):
        whole = click.Context(openbook, info_name="openbook", **openbook.context_settings)
        context = whole if not path else click.Context(command, info_name=" ".join(path), parent=whole)
        context.terminal_width = WIDTH
        help_ = command.get_help(context)
        lines += [
            f"## openbook {' '.join(path)}".rstrip(),
            "",
            "```",
            *(line.rstrip() for line in help_.splitlines()),
            "```",
            "",
        ]
    return "\n".join(lines)


def _commands(path: tuple[str, ...], command: click.Command) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            if (inner := command.get_command(context, name)) is not None:
                yield from _commands((*path, name), inner)


def keys() -> str:
    """Return the page of all keys: default, what is accepted, and what the code says of each."""
    lines = [
        "# Every key",
        "",
        "Made from the program. What a key is for, at more length: [the config file](configuration.md).",
        "",
    ]
    for section, field in Config.model_fields.items():
        model = field.annotation
        if not (inspect.isclass(model) and issubclass(model, BaseModel)):
            lines += [f"`{section}`: {_wanted(field)}; by default `{field.default}`.", ""]
            continue
        lines += [f"## {section}", "", _sentence(inspect.getdoc(model) or ""), ""]
        lines += ["| key | default | accepts | |", "|---|---|---|---|"]
        said = _said(model)
        for name, one in model.model_fields.items():
            lines.append(f"| `{name}` | {_default(one)} | {_wanted(one)} | {said.get(name, '')} |")
        lines.append("")
    return "\n".join(lines)


def _sentence(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _said(model: type[BaseModel]) -> dict[str, str]:
    """Return the docstrings below the fields."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(tree, ast.ClassDef)
    said = {}
    for before, after in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(before, ast.AnnAssign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            said[ast.unparse(before.target)] = _sentence(str(after.value.value))
    return said


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    if value is None:
        return "none"
    if isinstance(value, BaseModel):
        return "`{}`"
    if isinstance(value, tuple) and value and len(str(value)) > 60:
        return "the packaged ones"
    shown = str(value).lower() if isinstance(value, bool) else list(value) if isinstance(value, tuple) else value
    return f"`{shown}`" if shown != "" else "empty"


def _wanted(field: FieldInfo) -> str:
    bounds = [words.format(f"{getattr(limit, name):g}") for limit in field.metadata
              for kind, (name, words) in BOUNDS.items() if isinstance(limit, kind)]  # fmt: skip
    return " ".join([_type(field.annotation), *bounds])


def _type(hint: Any) -> str:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " \\| ".join(f"`{one}`" for one in inner)
    if origin is Annotated:
        bounds = [words.format(getattr(limit, name)) for given in inner[1:] for limit in getattr(given, "metadata", ())
                  for kind, (name, words) in BOUNDS.items() if isinstance(limit, kind)]  # fmt: skip
        return " ".join([_type(inner[0]), *bounds])
    if origin is tuple:
        return f"a list of {_type(inner[0])}" if inner[-1] is Ellipsis else f"two: {_type(inner[0])}"
    if origin is Union or (origin is not None and "Union" in str(origin)):
        return " or ".join(_type(one) for one in inner if one is not NoneType)
    named = {str: "a text", int: "a whole number", float: "a number", bool: "`true` \\| `false`", Path: "a path",
             SecretStr: "a text, or `${VARIABLE}`"}  # fmt: skip
    if hint in named:
        return named[hint]
    return "keys of their own" if inspect.isclass(hint) and issubclass(hint, BaseModel) else "a function"


PAGES = {"cli.md": cli, "keys.md": keys}


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
        sys.stdout.write(f"{DOCS / name}\n")


if __name__ == "__main__":
    main()
