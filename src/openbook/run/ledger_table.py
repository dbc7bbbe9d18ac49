"""What `openbook ledger` prints: what was paid, by step and model, and whether every reply is still what it was."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openbook.errors import InputError
from openbook.llm.ledger import LEDGER_FILE, Ledger
from openbook.run import figures
from openbook.run.closing import grid, print_blocks, section

if TYPE_CHECKING:
    from rich.console import Console


def look_over(output: Path, export: Path | None) -> dict[str, Any]:
    """Return the accounts of a ledger, what is wrong with it, and how many calls were exported, as plain values.

    `output` is an output folder or a ledger file. Raises InputError where there is no ledger.
    """
    path = output / LEDGER_FILE if output.is_dir() else output
    ledger = Ledger.look(path)
    if ledger is None:
        raise InputError(f"{path}: there is no ledger. Name the output folder of a run, or the file of path.ledger.")
    with ledger:
        accounts = [asdict(account) for account in ledger.accounts(everybody=True)]
        problems = list(ledger.verify())
        exported = None if export is None else ledger.export(export)
    return {"path": str(path), "accounts": accounts, "problems": problems, "exported": exported}


def print_ledger(looked: dict[str, Any], console: "Console") -> None:
    """Print what `look_over` found."""
    table = grid(header=True)
    for name in ("", "step", "model", "calls", "tokens in", "tokens out"):
        table.add_column(name, justify="right" if name in ("calls", "tokens in", "tokens out") else "left")
    for account in looked["accounts"]:
        numbers = (figures.whole(account[name]) for name in ("calls", "input_tokens", "output_tokens"))
        table.add_row(account["size"], account["step"], account["model"], *numbers)
    problems = looked["problems"] or ["Every reply is what was paid for, and the sums come out."]
    paid = (table,) if looked["accounts"] else ("Nothing yet.",)
    blocks = [*section(f"Paid, in {looked['path']}", *paid), *section("Looked over", *problems)]
    if looked["exported"] is not None:
        blocks += section("", f"{figures.whole(looked['exported'])} calls are exported.")
    print_blocks(blocks, console)
