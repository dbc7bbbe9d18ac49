"""The `openbook` command: its verbs, and what each exit code means.

0 done; 1 done, but something failed; 2 the user must mend something first; 3 nothing was produced; 130 interrupted.
Data goes to stdout, talk to stderr. What a verb needs is imported when it is called, so the command starts at once.
"""

import json
import os
import re
import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import click

from openbook import __version__
from openbook.errors import ConfigError, InputError
from openbook.terminal.exits import end, say_error

if TYPE_CHECKING:
    from rich.console import Console

    from openbook.config import Config

REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
CONFIG = click.argument("config", type=click.Path(path_type=Path))
OUTPUT = click.argument("output", type=click.Path(path_type=Path))
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


class Verbs(click.Group):
    """Lists the verbs in the order in which a person needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs as they stand in this file."""
        return list(self.commands)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", message="%(version)s")
def openbook() -> None:
    """Turn a folder of documents into fine-tuning data that teaches a model to use retrieved context well.

    Start with `openbook init`, then `openbook run config.yaml`.
    """


@openbook.command(short_help="Write a commented config for a folder of documents.")
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[DIR]")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing: the built-in engine, declining where the search fails.")
def init(folder: Path, yes: bool) -> None:
    """Write DIR/config.yaml, commented, for the documents in DIR or in DIR/documents.

    On a terminal it looks for servers of models on this machine, and asks what to train.
    """
    from openbook.config.sections import TEMPLATES
    from openbook.terminal import init as setup
    from openbook.terminal.command import command

    told = setup.about(folder)
    asks = not yes and sys.stdin.isatty() and sys.stderr.isatty() and not (folder / setup.NAME).exists()
    choices = setup.converse(_choose, setup.local_servers(), TEMPLATES) if asks else None
    path = setup.write_template(folder, choices)
    click.echo(f"{path} is written. {told}", err=True)
    click.echo(f"Read it through, then: {command()} run {shlex.quote(str(path))}", err=True)


@openbook.command(short_help="Say what a run would do and cost; send nothing.")
@CONFIG
@TO_OUTPUT
@SETTINGS
@LIMIT
@AS_JSON
@QUIET
def plan(
    config: Path, output: Path | None, settings: tuple[str, ...], limit: int | None, as_json: bool, quiet: bool
) -> int:
    """Read, cut and simulate what CONFIG describes, without any call: counts, tokens, cost, time."""
    from openbook.pipeline.summary import exit_code
    from openbook.terminal.foreground import plan_in_foreground
    from openbook.terminal.plan_table import plan_as_json, print_plan

    made = plan_in_foreground(_configured(config, output, settings), talk(), limit=limit, quiet=quiet)
    if as_json:
        _print_json(plan_as_json(made))
    else:
        print_plan(made, _stdout())
    return exit_code(made.summary)


@openbook.command(short_help="Make the training data that a config describes.")
@CONFIG
@TO_OUTPUT
@SETTINGS
@LIMIT
@AS_JSON
@QUIET
def run(
    config: Path, output: Path | None, settings: tuple[str, ...], limit: int | None, as_json: bool, quiet: bool
) -> int:
    """Make the training data that CONFIG describes.

    Goes on where an earlier run of it stopped: nothing is paid twice. Ctrl-C stops and keeps everything.
    """
    from openbook.pipeline.summary import as_json as content
    from openbook.pipeline.summary import exit_code
    from openbook.terminal.foreground import run_in_foreground

    result = None if as_json or quiet else _stdout()
    summary = run_in_foreground(_configured(config, output, settings), talk(), result, limit=limit, quiet=quiet)
    if as_json:
        _print_json(content(summary))
    if summary.refusal:
        say_error(summary.refusal)
    return exit_code(summary)


@openbook.command(short_help="Show a record: gold, and what is trained.")
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
        _print_json(shown.as_json())
    else:
        print_record(shown, _stdout())


@openbook.command(short_help="Show how a file is read and cut, or what is read of a folder.")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--config", type=click.Path(path_type=Path), default=Path(os.devnull), help="Read it as this config says."
)
@SETTINGS
def read(path: Path, config: Path, settings: tuple[str, ...]) -> None:
    """Print what is read of a file, with the borders of its chunks, or of each document in a folder, with notices."""
    from openbook.config import load_config
    from openbook.corpus.preview import preview

    folder = [f"path.input_dir={path.absolute().parent}"] if config == Path(os.devnull) else []
    for line in preview(path, load_config(config, [*folder, *settings])):
        click.echo(line)


class ListsForms(click.Command):
    """Has the forms at the end of its help; what knows them is imported then only."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list."""
        from openbook.api import form_names

        with formatter.section("Forms"):
            formatter.write_text(", ".join(form_names()))


@openbook.command(cls=ListsForms, short_help="Write the records for other trainers.")
@OUTPUT
@click.option(
    "--to",
    "formats",
    multiple=True,
    required=True,
    metavar="FORM[,FORM…]",
    help="A form, as listed below; may be repeated.",
)
@SETTINGS
@AS_JSON
@QUIET
def export(output: Path, formats: tuple[str, ...], settings: tuple[str, ...], as_json: bool, quiet: bool) -> int:
    """Write the records of an OUTPUT folder into OUTPUT/export/FORMAT, with the trainer's settings; no call is made.

    Grouping, chat format, thoughts and length can be other ones than the run's: --set system.template=llama3 (also
    system.num_items_per_group, generation.thoughts, export.max_tokens, …).
    """
    from openbook import api
    from openbook.terminal.check_table import print_exported
    from openbook.terminal.display import open_progress

    chosen = api.known_forms(formats)
    with open_progress(talk(), quiet=quiet) as progress:
        progress.start()
        with progress.phase("export", unit="records") as phase:
            exported = api.export(output, chosen, overrides=settings, advance=phase.advance)
    if as_json:
        _print_json({"exported": [one.as_json() for one in exported]})
    elif not quiet:
        print_exported(exported, _stdout())
    return int(any(checked.errors for one in exported for checked in one.checked))


@openbook.command(short_help="Upload exported records to a hub.")
@OUTPUT
@click.argument("repository", metavar="OWNER/NAME")
@click.option("--to", "--format", "name", default="axolotl", show_default=True, help="Which export to upload.")
@click.option("--public", is_flag=True, help="Let everybody see it; else it is private.")
@AS_JSON
def push(output: Path, repository: str, name: str, public: bool, as_json: bool) -> None:
    """Upload the rows, settings and card of an export as the dataset OWNER/NAME (extra `hub`)."""
    from openbook.api import known_forms
    from openbook.dataset.push import push as upload

    if not REPOSITORY.fullmatch(repository):
        raise InputError(f"{repository}: found no name of a dataset, wanted OWNER/NAME, such as ada/handbook")
    (chosen,) = known_forms([name])
    pushed = upload(output, chosen, repository, private=not public)
    if as_json:
        _print_json({"url": pushed.url, "files": list(pushed.files), "notices": list(pushed.notices)})
    else:
        click.echo(pushed.url)
        for notice in pushed.notices:
            click.echo(notice, err=True)


@openbook.command(short_help="Check files of training rows, ours or somebody else's.")
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
        _print_json({"files": [file.as_json() for file in checked]})
    else:
        print_checked(checked, _stdout())
    return int(any(file.errors for file in checked))


@openbook.command(short_help="Show what was paid, and verify it.")
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
        _print_json(looked)
    else:
        print_ledger(looked, _stdout())
    return int(bool(looked["problems"]))


@openbook.command(short_help="Show a page of the documentation.")
@click.argument("topic", required=False)
def docs(topic: str | None) -> None:
    """Show the page on TOPIC, or which pages there are."""
    from openbook.terminal import docs as pages

    if topic is None:
        for name, title in pages.topics().items():
            click.echo(f"{name:16} {title}")
        return
    text = pages.page(topic)
    if sys.stdout.isatty():
        from rich.markdown import Markdown

        _stdout().print(Markdown(text))
    else:
        click.echo(text)


@openbook.command(short_help="Print the version.")
@AS_JSON
def version(as_json: bool) -> None:
    """Print the version; with --json also those of Python and the libraries."""
    from openbook.pipeline.versions import versions

    if as_json:
        _print_json(versions())
    else:
        click.echo(__version__)


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    end(lambda: openbook.main(prog_name="openbook", standalone_mode=False))


def talk() -> "Console":
    """Return where a person is spoken to."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def _stdout() -> "Console":
    from rich.console import Console

    return Console(highlight=False)


def _configured(path: Path, output: Path | None, settings: tuple[str, ...]) -> "Config":
    """Load a config with what the command line overrides."""
    from openbook.config import load_config

    overrides = [*settings, *([f"path.output_dir={output.absolute()}"] if output else [])]
    try:
        return load_config(path, overrides)
    except ConfigError as error:
        named = [
            replace(problem, path="--output", key="") if output and problem.key == "path.output_dir" else problem
            for problem in error.problems
        ]
        raise ConfigError(named) from None


def _choose(question: str, options: Sequence[str], default: str) -> str:
    """Have a person choose one of the options by its number."""
    click.echo(f"\n{question}", err=True)
    for number, option in enumerate(options, start=1):
        click.echo(f"  {number}  {option}", err=True)
    number = click.prompt(
        "Number", type=click.IntRange(1, len(options)), default=list(options).index(default) + 1, err=True
    )
    return options[number - 1]


def _print_json(content: dict[str, Any]) -> None:
    click.echo(json.dumps(content, indent=2, ensure_ascii=False))
