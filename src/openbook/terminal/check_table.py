"""What `openbook check` and `openbook export` print: files of training rows, and what is wrong with them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from openbook.dataset.form_folder import Exported
from openbook.dataset.lint import Checked
from openbook.dataset.lint.defects import CODES
from openbook.terminal import numbers as figures
from openbook.terminal.blocks import grid, print_blocks, section
from openbook.terminal.command import near

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


FORMS_DIFFER = (
    "Forms differ in what they train: segments and tokens say of each part whether it is trained, questions too "
    "(system.train_on_questions). Of messages and completions a trainer takes the answers alone, by the settings that "
    "lie beside the file."
)


def print_checked(checked: Sequence[Checked], console: "Console") -> None:
    """Print a block for each file, and why files of one set can differ in what they train."""
    blocks = [block for file in checked for block in section(near(file.path), *_found(file))]
    if len({file.kind for file in checked if file.kind}) > 1:
        blocks += section("", FORMS_DIFFER)
    print_blocks(blocks, console)


def print_exported(exported: Sequence[Exported], console: "Console") -> None:
    """Print a block for each format: rows, files, and what the check of the rows found."""
    blocks: list[RenderableType] = []
    for one in exported:
        rows = ", ".join(f"{figures.whole(count)} in {split}" for split, count in one.rows.items()) or "no rows"
        names = ", ".join(str(path.relative_to(one.folder)) for path in one.files)
        findings = [part for checked in one.checked if checked.counts for part in _found(checked)]
        without = [f"{figures.counted(count, 'rows')} left out: {reason}." for reason, count in one.left_out.items()]
        blocks += section(one.format, rows, f"{near(one.folder)}: {names}", *without, *findings)
    print_blocks(blocks, console)


def _found(checked: Checked) -> Iterator["RenderableType"]:
    from rich.text import Text

    kind = f" of the form {checked.kind}" if checked.kind else ""
    tokens = f"{'' if checked.lengths.exact else 'about '}{figures.short(checked.trained)} tokens trained"
    yield Text(f"{figures.counted(checked.rows, 'rows')}{kind}, {tokens}", style="dim")
    if not checked.counts:
        yield Text("Nothing is wrong.", style="green")
        return
    table = grid()
    table.add_column(justify="right")
    table.add_column()
    table.add_column()
    for code, count in sorted(checked.counts.items(), key=lambda row: (CODES[row[0]][0], -row[1])):
        severity, meaning = CODES[code]
        lines = ", ".join(str(found.line) for found in checked.examples if found.code == code and found.line)
        style = "red" if severity == "error" else "yellow"
        where = Text(f"  line {lines}" if lines else "", style="dim")
        table.add_row(figures.whole(count), Text(severity, style=style), Text(meaning) + where)
    yield table
