"""The verbs for more than one machine."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from openbook.cli.options import (
    AS_JSON,
    CONFIG,
    LIMIT,
    QUIET,
    SETTINGS,
    TO_OUTPUT,
    configured,
    print_json,
    talk,
)
from openbook.terminal.exits import say_error

if TYPE_CHECKING:
    from openbook.config import Config


def run_shard(config: "Config", shard: str, limit: int | None, *, as_json: bool, quiet: bool) -> int:
    """Pay for a part of the open phase, say what came of it, and return the exit code."""
    from openbook.llm.shard_model import Shard
    from openbook.terminal.foreground import shard_in_foreground
    from openbook.terminal.shard_lines import shard_code, shard_lines

    done = shard_in_foreground(config, Shard.parse(shard), None if quiet else talk(), limit=limit)
    if as_json:
        print_json(done.as_json())
    elif not quiet:
        click.echo("\n".join(shard_lines(done)))
    if done.halted == "failed":
        say_error(done.reason)
    return shard_code(done)


@click.command(short_help="Join what shards have paid for; say which phase is next.")
@CONFIG
@click.argument("ledgers", type=click.Path(path_type=Path), nargs=-1)
@TO_OUTPUT
@SETTINGS
@LIMIT
@click.option("--again", is_flag=True, help="Have the next shards try again the calls that failed.")
@AS_JSON
@QUIET
def merge(
    config: Path,
    ledgers: tuple[Path, ...],
    output: Path | None,
    settings: tuple[str, ...],
    limit: int | None,
    again: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Join the ledgers of all shards of CONFIG, and LEDGERS that lie elsewhere, into the output folder's.

    Then say which phase the shards pay for next. Where none is open, a plain `openbook run` writes the files.
    """
    from openbook.pipeline.merging import merge as join
    from openbook.terminal.foreground import in_foreground
    from openbook.terminal.shard_lines import merge_lines

    given = configured(config, output, settings)
    person = None if quiet else talk()
    merged = in_foreground(lambda progress: join(given, progress, ledgers, limit, again=again), person)
    if as_json:
        print_json(merged.as_json())
    elif not quiet:
        click.echo("\n".join(merge_lines(merged)))
    return 0


@click.group(short_help="Calls as a file that something else answers.")
def batch() -> None:
    """Have the calls of the open phase answered elsewhere: by vLLM's `run-batch`, or where there is no network."""


@batch.command(name="write", short_help="Write the calls of the open phase.")
@CONFIG
@click.argument("file", type=click.Path(path_type=Path))
@TO_OUTPUT
@SETTINGS
@LIMIT
@AS_JSON
@QUIET
def write_batch(
    config: Path,
    file: Path,
    output: Path | None,
    settings: tuple[str, ...],
    limit: int | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Write the calls of the phase of CONFIG that is open into FILE, in the lines of OpenAI's batches."""
    from openbook.pipeline.offline import write_calls
    from openbook.terminal.foreground import in_foreground
    from openbook.terminal.shard_lines import written_lines

    given = configured(config, output, settings)
    written = in_foreground(lambda progress: write_calls(given, file, progress, limit), None if quiet else talk())
    if as_json:
        print_json(asdict(written))
    elif not quiet:
        click.echo("\n".join(written_lines(written, file)))
    return 0


@batch.command(name="read", short_help="Keep the answers to such calls.")
@CONFIG
@click.argument("file", type=click.Path(path_type=Path))
@TO_OUTPUT
@SETTINGS
@LIMIT
@AS_JSON
@QUIET
def read_batch(
    config: Path,
    file: Path,
    output: Path | None,
    settings: tuple[str, ...],
    limit: int | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Keep the answers in FILE, as OpenAI's batches or vLLM's `run-batch` write them, and say which phase is next."""
    from openbook.pipeline.offline import read_calls
    from openbook.terminal.foreground import in_foreground
    from openbook.terminal.shard_lines import read_lines

    given = configured(config, output, settings)
    read = in_foreground(lambda progress: read_calls(given, file, progress, limit), None if quiet else talk())
    if as_json:
        print_json(asdict(read))
    elif not quiet:
        click.echo("\n".join(read_lines(read)))
    return int(bool(read.failed or read.refused or read.unknown))
