"""How results stand on a terminal: blocks with titles, and tables without lines."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table


def print_blocks(parts: Iterable["RenderableType"], console: "Console") -> None:
    """Print blocks with an empty line before each; in a pipe or a file no line ends in spaces."""
    with console.capture() as captured:
        for part in parts:
            console.print()
            console.print(part)
    text = captured.get()
    if not console.is_terminal:
        text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
    console.file.write(f"{text}\n")
    console.file.flush()


def section(title: str, *content: "RenderableType") -> Iterator["RenderableType"]:
    """Yield a titled block, its content indented; nothing where there is no content."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    if content:
        body = Padding(Group(*(Text(part) if isinstance(part, str) else part for part in content)), (0, 0, 0, 2))
        yield Group(Text(title, style="bold"), body) if title else body


def grid(*, header: bool = False) -> "Table":
    """Return a table without lines."""
    from openbook.terminal.narrow import FittingTable

    return FittingTable(box=None, padding=(0, 2, 0, 0), show_header=header, header_style="dim")
