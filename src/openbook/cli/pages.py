"""The verbs that show an output folder in a browser."""

from pathlib import Path

import click

from openbook.cli.options import OUTPUT, QUIET, talk


@click.command(short_help="Write one HTML page: figures, and every record.")
@OUTPUT
@click.option("--to", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write it here.")
@QUIET
def report(output: Path, target: Path | None, quiet: bool) -> None:
    """Write OUTPUT/report.html: figures and pictures, and every record to leaf through. It needs no network."""
    from openbook.report import write_report
    from openbook.terminal.display import open_progress

    with open_progress(talk(), quiet=quiet) as progress:
        progress.start()
        with progress.phase("report", unit="records") as phase:
            written = write_report(output, target, phase.advance)
    click.echo(written.path)


@click.command(short_help="Accept, reject and edit drafts on a local page.")
@OUTPUT
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
