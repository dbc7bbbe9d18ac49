"""The verbs that look at what is there, and change nothing."""

import os
import sys
from pathlib import Path
from typing import Literal

import click

from openbook import __version__
from openbook.cli.options import (
    AS_JSON,
    CONFIG,
    OUTPUT,
    SETTINGS,
    configured,
    print_json,
    stdout,
    talk,
)


@click.command(short_help="Show a record: gold, and what is trained.")
@OUTPUT
@click.argument("number", type=click.IntRange(min=1), default=None, required=False, metavar="[N]")
@click.option("--gold", "pick", flag_value="gold", help="The next record from N whose context has the answer.")
@click.option("--missing", "pick", flag_value="missing", help="The next one whose context hasn't.")
@click.option("--random", "pick", flag_value="random", help="Any record.")
@AS_JSON
def show(output: Path, number: int | None, pick: Literal["gold", "missing", "random"] | None, as_json: bool) -> None:
    """Show record N of an OUTPUT folder: its context with gold marked, and what is trained."""
    from openbook.terminal.show import find, print_record

    shown = find(output, number or 1, pick)
    if as_json:
        print_json(shown.as_json())
    else:
        print_record(shown, stdout())


@click.command(short_help="Tell the story of an item: context, attempts, findings, verdict.")
@OUTPUT
@click.argument("item", metavar="ID")
@AS_JSON
def explain(output: Path, item: str, as_json: bool) -> None:
    """Tell all that happened to an item of an OUTPUT folder: its ID, the beginning of it, or the number of a record."""
    from openbook.terminal.explain import explain, print_story

    story = explain(output, item)
    if as_json:
        print_json(story.as_json())
    else:
        print_story(story, stdout())


@click.command(short_help="Show how a file is read and cut, or what is read of a folder.")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--config", type=click.Path(path_type=Path), default=Path(os.devnull), help="Read it as this config says."
)
@SETTINGS
def read(path: Path, config: Path, settings: tuple[str, ...]) -> None:
    """Print what is read of a file, with the borders of its chunks, or of each document in a folder, with notices."""
    from openbook.config import load_config
    from openbook.config.addresses import address_of
    from openbook.corpus.preview import preview
    from openbook.terminal.fold import fold

    address = address_of(path)
    folder = [f"path.input_dir={address or path.absolute().parent}"] if address or config == Path(os.devnull) else []
    settled = load_config(config, [*folder, *settings])
    for line in preview(settled.path.input_dir if address else path, settled):
        click.echo(fold(line, sys.stdout))


@click.command(short_help="Check files of training rows, ours or somebody else's.")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE|OUTPUT…")
@click.option("--template", metavar="NAME", help="The chat format, or a tokenizer's folder.")
@click.option("--tokenizer", metavar="NAME", help="A tokenizer.json, a folder with one, or a name on the hub.")
@click.option("--max-tokens", type=click.IntRange(min=1), metavar="N", help="Longer rows are errors.")
@AS_JSON
def check(
    files: tuple[Path, ...], template: str | None, tokenizer: str | None, max_tokens: int | None, as_json: bool
) -> int:
    """Look for what trains the wrong tokens: labels, roles, missing ends, glued turns, placeholders, length, …"""
    from openbook import api
    from openbook.terminal.check_table import print_checked

    rows = [file for named in files for file in api.row_files(named)]
    checked = [api.check(file, template=template, tokenizer=tokenizer, max_tokens=max_tokens) for file in rows]
    if as_json:
        print_json({"files": [file.as_json() for file in checked]})
    else:
        print_checked(checked, stdout())
    return int(any(file.errors for file in checked))


@click.command(short_help="Show what was paid, and verify it.")
@OUTPUT
@click.option(
    "--export", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write all calls as JSON lines."
)
@AS_JSON
def ledger(output: Path, target: Path | None, as_json: bool) -> int:
    """Show what an OUTPUT folder has paid for, by step and model, and look every reply over."""
    from openbook.terminal.ledger_table import look_over, print_ledger

    looked = look_over(output, target)
    if as_json:
        print_json(looked)
    else:
        print_ledger(looked, stdout())
    return int(bool(looked["problems"]))


@click.command(short_help="Call each model once: what it can, and how fast.")
@CONFIG
@SETTINGS
@AS_JSON
def doctor(config: Path, settings: tuple[str, ...], as_json: bool) -> int:
    """Make one call to each model of CONFIG: does it answer, by schema, with its usage, how fast. Writes nothing.

    Then it reads the documents, and says what a run would take at this speed.
    """
    from dataclasses import asdict

    from openbook.terminal.doctor import examine, told
    from openbook.terminal.fold import fold
    from openbook.terminal.foreground import in_foreground

    settled = configured(config, None, settings)
    found = in_foreground(lambda progress: examine(settled, progress), None if as_json else talk())
    if as_json:
        print_json(asdict(found))
    else:
        for line in told(found, settled):
            click.echo(fold(line, sys.stdout))
    return 0 if found.well else 2


@click.command(short_help="Show a page of the documentation.")
@click.argument("topic", required=False)
def docs(topic: str | None) -> None:
    """Show the page on TOPIC, or which pages there are."""
    from openbook.terminal import docs as pages

    if topic is None:
        for name, title in pages.topics().items():
            click.echo(f"{name:16} {title}")
        click.echo("`openbook docs TOPIC` shows a page.", err=True)
        return
    text = pages.page(topic)
    if sys.stdout.isatty():
        from rich.markdown import Markdown

        stdout().print(Markdown(text))
    else:
        click.echo(text)


@click.command(short_help="Print the version.")
@AS_JSON
def version(as_json: bool) -> None:
    """Print the version; with --json also those of Python and the libraries."""
    from openbook.pipeline.program_versions import versions

    if as_json:
        print_json(versions())
    else:
        click.echo(__version__)
