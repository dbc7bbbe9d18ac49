"""What the verbs share: their options, where they speak, and the config that a command line means."""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from openbook.dataclass import replace
from openbook.errors import ConfigError

if TYPE_CHECKING:
    from rich.console import Console

    from openbook.config import Config

CONFIG = click.argument("config", type=click.Path(path_type=Path))


def _at_hand(ctx: click.Context, param: click.Parameter, output: Path) -> Path:
    """Return an output folder on this machine: of one that lies in storage the copy, brought up to date."""
    return _copy(ctx, output, written=False)


def _to_write(ctx: click.Context, param: click.Parameter, output: Path) -> Path:
    """Do the same for a verb that writes there: what it has written goes to storage when the verb ends."""
    return _copy(ctx, output, written=True)


def _copy(ctx: click.Context, output: Path, *, written: bool) -> Path:
    if ":" not in str(output):
        return output
    from openbook.config import Config
    from openbook.config.addresses import address_of, plain_path
    from openbook.pipeline.at_storage import at_storage, fetched

    address = address_of(output)
    if address is None:
        return Path(plain_path(output))
    config = Config.model_validate({"path": {"output_dir": address}})
    if written:
        return ctx.with_resource(at_storage(config)).path.output_dir
    fetched(config)
    return config.path.output_dir


OUTPUT = click.argument("output", type=click.Path(path_type=Path), callback=_at_hand)
WRITTEN = click.argument("output", type=click.Path(path_type=Path), callback=_to_write)
TO_OUTPUT = click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR", help="Write here (path.output_dir)."
)
SETTINGS = click.option(
    "--set", "settings", multiple=True, metavar="KEY=VALUE", help="Override a key; may be repeated."
)
LIMIT = click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="Take only N chunks; more later adds to them."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout.")
QUIET = click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")


def talk() -> "Console":
    """Return where a person is spoken to."""
    from openbook.terminal.talk import Talk

    return Talk(stderr=True, highlight=False, width=_columns(sys.stderr))


def stdout() -> "Console":
    """Return where results go."""
    from openbook.terminal.talk import Results

    return Results(highlight=False, width=_columns(sys.stdout))


def _columns(stream: TextIO) -> int | None:
    """Return the width of a terminal that can nothing but write, which is as wide as any; None for the others."""
    return shutil.get_terminal_size().columns if os.environ.get("TERM") == "dumb" and stream.isatty() else None


def configured(path: Path, output: Path | None, settings: tuple[str, ...]) -> "Config":
    """Load a config with what the command line overrides."""
    from openbook.config import load_config
    from openbook.config.addresses import address_of

    place = (address_of(output) or output.absolute()) if output else None
    overrides = [*settings, *([f"path.output_dir={place}"] if place else [])]
    try:
        return load_config(path, overrides)
    except ConfigError as error:
        named = [
            replace(problem, path="--output", key="") if output and problem.key == "path.output_dir" else problem
            for problem in error.problems
        ]
        raise ConfigError(named) from None


def print_json(content: dict[str, Any]) -> None:
    """Print one object for machines."""
    click.echo(json.dumps(content, indent=2, ensure_ascii=False))
