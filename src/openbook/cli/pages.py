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
