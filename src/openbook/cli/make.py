"""The verbs that make data: from a config to records, and from records to other forms."""

import sys
from pathlib import Path

import click

from openbook.cli.options import (
    AS_JSON,
    CONFIG,
    LIMIT,
    OUTPUT,
    QUIET,
    SETTINGS,
    TO_OUTPUT,
    WRITTEN,
    configured,
    print_json,
    stdout,
    talk,
)
from openbook.errors import InputError
from openbook.terminal.exits import say_error
from openbook.text.late import late

REPOSITORY = late(r"[\w.-]+/[\w.-]+")


@click.command(short_help="Write a commented config for a folder of documents.")
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[DIR]")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing: the built-in engine, declining where the search fails.")
def init(folder: Path, yes: bool) -> None:
    """Write DIR/config.yaml, commented, for the documents in DIR or in DIR/documents.

    On a terminal it looks for servers of models on this machine, and asks what to train.
    """
    from openbook.terminal import init as setup
    from openbook.terminal.asking import AtTerminal

    setup.config_path(folder)
    asker, found, choices = AtTerminal(), setup.look(folder), None
    if not yes and sys.stdin.isatty() and sys.stderr.isatty():
        from openbook.terminal.conversation import converse
        from openbook.terminal.servers import local_servers

        choices = converse(asker, local_servers(), found.told)
        asker.say("")
    path = setup.write_template(folder, choices)
    asker.say(f"{path} is written. {'' if choices and found.documents else found.told}".rstrip())
    asker.say("Read it through, then:")
    for typed in setup.next_commands(path, choices):
        click.echo(f"  {typed}", err=True)


@click.command(short_help="Say what a run would do and cost; send nothing.")
@CONFIG
@TO_OUTPUT
@SETTINGS
@LIMIT
@click.option("--rate", type=click.FloatRange(min=0, min_open=True), metavar="R", help="Calls a second of one machine.")
@AS_JSON
@QUIET
def plan(
    config: Path,
    output: Path | None,
    settings: tuple[str, ...],
    limit: int | None,
    rate: float | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Read, cut and simulate what CONFIG describes, without any call: counts, tokens, cost, time.

    With --rate, say how long 1, 10 and 100 machines take that answer R calls a second each.
    """
    from openbook.pipeline.summary import exit_code
    from openbook.terminal.foreground import plan_in_foreground
    from openbook.terminal.plan_table import plan_as_json, print_plan

    made = plan_in_foreground(configured(config, output, settings), None if quiet else talk(), limit=limit)
    if as_json:
        print_json(plan_as_json(made, rate))
    else:
        print_plan(made, stdout(), rate)
    return exit_code(made.summary)


@click.command(short_help="Make the training data that a config describes.")
@CONFIG
@TO_OUTPUT
@SETTINGS
@LIMIT
@click.option("--shard", metavar="i/N", help="Pay for one of N parts of the phase that is open, and nothing else.")
@click.option("--executor", type=click.Choice(["ray"]), help="Have a Ray cluster pay for the calls (extra ray).")
@click.option("--address", metavar="ADDRESS", help="Of the Ray cluster; else RAY_ADDRESS, or this machine.")
@click.option("--tasks", type=click.IntRange(min=1), metavar="N", help="Ray tasks a phase; else one a CPU.")
@AS_JSON
@QUIET
def run(
    config: Path,
    output: Path | None,
    settings: tuple[str, ...],
    limit: int | None,
    shard: str | None,
    executor: str | None,
    address: str | None,
    tasks: int | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Make the training data that CONFIG describes.

    Goes on where an earlier run of it stopped: nothing is paid twice. Ctrl-C stops and keeps everything. With --shard,
    several machines share the calls: see `openbook merge`.
    """
    if shard is not None:
        from openbook.cli.scale import run_shard

        return run_shard(configured(config, output, settings), shard, limit, as_json=as_json, quiet=quiet)
    from openbook.pipeline.summary import NOTHING, exit_code
    from openbook.pipeline.summary import as_json as content
    from openbook.terminal.foreground import on_ray, run_in_foreground

    result = None if as_json or quiet else stdout()
    work = on_ray(address, tasks) if executor == "ray" else None
    summary = run_in_foreground(
        configured(config, output, settings), None if quiet else talk(), result, limit=limit, work=work
    )
    if as_json:
        print_json(content(summary))
    if summary.refusal:
        say_error(summary.refusal)
    elif quiet and exit_code(summary) == NOTHING:
        from openbook.terminal.next_steps import nothing_made

        say_error(nothing_made(summary))
    return exit_code(summary)


class ListsForms(click.Command):
    """Has the forms at the end of its help; what knows them is imported then only."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list."""
        from openbook.forms import about_forms

        with formatter.section("Forms"):
            formatter.write_dl(about_forms())


@click.command(cls=ListsForms, short_help="Write the records for other trainers.")
@WRITTEN
@click.option(
    "--to",
    "formats",
    multiple=True,
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

    if not formats:
        raise click.UsageError(f"name a form with --to. There are {', '.join(api.form_names())}.")
    chosen = api.known_forms(formats)
    with open_progress(None if quiet else talk()) as progress:
        progress.start()
        with progress.phase("export", unit="records") as phase:
            exported = api.export(output, chosen, overrides=settings, advance=phase.advance)
    if as_json:
        print_json({"exported": [one.as_json() for one in exported]})
    elif not quiet:
        print_exported(exported, stdout())
    return int(any(checked.errors for one in exported for checked in one.checked))


@click.command(short_help="Upload exported records to a hub.")
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
        print_json({"url": pushed.url, "files": list(pushed.files), "notices": list(pushed.notices)})
    else:
        click.echo(pushed.url)
        for notice in pushed.notices:
            click.echo(notice, err=True)
