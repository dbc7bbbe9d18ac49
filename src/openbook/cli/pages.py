"""The verbs that open an output folder to a browser, a client or an agent."""

from pathlib import Path

import click

from openbook.cli.options import AS_JSON, OUTPUT, QUIET, SETTINGS, WRITTEN, print_json, stdout, talk


@click.command(short_help="Write one HTML page: figures, and every record.")
@WRITTEN
@click.option("--to", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write it here.")
@click.option("--coverage", is_flag=True, help="Print what nobody asks about instead of writing a page.")
@AS_JSON
@QUIET
def report(output: Path, target: Path | None, coverage: bool, as_json: bool, quiet: bool) -> None:
    """Write OUTPUT/report.html: figures and pictures, and every record to leaf through. It needs no network.

    With --coverage, print which documents, headings and facts the records ask about, and which nobody does.
    """
    if coverage:
        from openbook.terminal.coverage_table import look_at_coverage, print_coverage

        covered = look_at_coverage(output)
        if as_json:
            print_json(covered.as_json())
        else:
            print_coverage(covered, stdout())
        return
    from openbook.report import write_report
    from openbook.terminal.display import open_progress

    with open_progress(None if quiet else talk()) as progress:
        progress.start()
        with progress.phase("report", unit="records") as phase:
            written = write_report(output, target, phase.advance)
    if as_json:
        print_json({"path": str(written.path), "records": written.records, "left_out": written.left_out})
    else:
        click.echo(written.path)


@click.command(short_help="Accept, reject and edit drafts on a local page.")
@WRITTEN
@click.option("--name", metavar="NAME", help="Who reviews; by default who is logged in.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="By default one that is free.")
def review(output: Path, name: str | None, port: int) -> None:
    """Open a page on this machine to accept, reject, edit and annotate the drafts of an OUTPUT folder.

    What is decided is kept in openbook.db, and holds for the next `run` and `export`. Ctrl-C ends it.
    """
    import asyncio
    import getpass
    from contextlib import closing, suppress

    from openbook.review.desk import Desk
    from openbook.review.server import serve

    def ready(address: str) -> None:
        click.echo(address)
        click.echo(
            "Open this address in a browser on this machine. Ctrl-C ends the review; everything is kept.", err=True
        )

    with closing(Desk(output, name or getpass.getuser())) as desk, suppress(KeyboardInterrupt):
        asyncio.run(serve(desk, port, ready))


@click.command(short_help="Answer as trained: the search in front of your model.")
@OUTPUT
@click.option("--model-url", metavar="URL", help="The model's OpenAI-compatible server, as http://localhost:8000/v1.")
@click.option("--mcp", is_flag=True, help="Only the search, as an MCP server on standard input and output.")
@click.option("--passages", type=click.IntRange(1, 100), metavar="N", help="How many; by default rag_max_chunks.")
@click.option("--strict", is_flag=True, help="With the system prompts that answer from the sources or not at all.")
@click.option("--port", type=click.IntRange(0, 65535), default=8799, show_default=True, metavar="N")
@SETTINGS
def serve(
    output: Path, model_url: str | None, mcp: bool, passages: int | None, strict: bool, port: int,
    settings: tuple[str, ...],
) -> None:  # fmt: skip
    """Search the documents of an OUTPUT folder for every question, and show your model the passages as in training.

    An OpenAI-compatible endpoint on this machine, with the sources beside each answer, and the search as an MCP tool.
    """
    import asyncio
    import sys
    from contextlib import closing, suppress

    from openbook.dataset.stored import stored_config
    from openbook.serve.mcp import Tool, over_streams
    from openbook.serve.search import Search
    from openbook.serve.server import serve as serve_until_stopped
    from openbook.serve.trained_messages import AsTrained

    if mcp == (model_url is not None):
        raise click.UsageError("name the model's server with --model-url, or serve the search alone with --mcp")
    config = stored_config(output, settings)
    shown = passages or config.system.rag_max_chunks

    def ready(address: str) -> None:
        click.echo(f"{address}/v1")
        click.echo(f"{len(search)} passages are searched. The search as an MCP tool: {address}/mcp", err=True)
        click.echo("Ctrl-C ends it.", err=True)

    with closing(Search(output, config)) as search, suppress(KeyboardInterrupt):
        for notice in search.notices:
            click.echo(notice, err=True)
        if mcp:
            over_streams(Tool(search, shown), sys.stdin.buffer, sys.stdout.buffer)
        else:
            as_trained = AsTrained.of(config, strict=strict)
            asyncio.run(serve_until_stopped(search, as_trained, str(model_url), shown, port, ready))
