"""What `openbook ledger` prints: what was paid, by step and model, and whether every reply is still what it was."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from openbook.calls import price
from openbook.errors import InputError
from openbook.file_names import RUN_FILE
from openbook.llm.ledger import LEDGER_FILE, Account, Ledger
from openbook.terminal import numbers as figures
from openbook.terminal.blocks import grid, print_blocks, section

if TYPE_CHECKING:
    from rich.console import Console


def look_over(output: Path, export: Path | None) -> dict[str, Any]:
    """Return the accounts of a ledger, what is wrong with it, and how many calls were exported, as plain values.

    Costs are those of now, at the prices of the last run in the ledger's folder. `output` is an output folder or a
    ledger file. Raises InputError where there is no ledger.
    """
    path = output / LEDGER_FILE if output.is_dir() else output
    ledger = Ledger.look(path)
    if ledger is None:
        raise InputError(f"{path}: there is no ledger. Name the output folder of a run, or the file of path.ledger.")
    with ledger:
        prices = _prices(path.parent / RUN_FILE)
        accounts = [_priced(account, prices) for account in ledger.accounts(everybody=True)]
        problems = list(ledger.verify())
        exported = None if export is None else ledger.export(export)
    return {"path": str(path), "accounts": accounts, "problems": problems, "exported": exported}


def _prices(run: Path) -> Mapping[str, float]:
    """Return the prices as the last run kept them, by their names in `cost`; nothing where no run ended here."""
    with suppress(OSError, ValueError, LookupError, TypeError):
        config = orjson.loads(run.read_bytes())["config"]
        return dict(config["cost"]) | {
            f"cost_per_million_{name}_{way}": section[f"cost_per_million_{way}"]
            for name, section in (config.get("verify") or {}).items()
            if name in ("judge", "target") and isinstance(section, dict)
            for way in ("input", "output")
        }
    return {}


def _priced(account: Account, prices: Mapping[str, float]) -> dict[str, Any]:
    read, wrote = (prices.get(f"cost_per_million_{account.size}_{way}", 0.0) for way in ("input", "output"))
    return asdict(account) | {"cost": price(account.input_tokens, account.output_tokens, read, wrote)}


def print_ledger(looked: dict[str, Any], console: "Console") -> None:
    """Print what `look_over` found."""
    table = grid(header=True)
    for name in ("", "step", "model"):
        table.add_column(name)
    for name in ("calls", "tokens in", "tokens out", "cost"):
        table.add_column(name, justify="right")
    for account in looked["accounts"]:
        numbers = (figures.whole(account[name]) for name in ("calls", "input_tokens", "output_tokens"))
        row = (account["size"], account["step"], account["model"], *numbers, figures.money(account["cost"]))
        table.add_row(*row)
    problems = looked["problems"] or ["Every reply is what was paid for, and the sums come out."]
    paid = (table,) if looked["accounts"] else ("Nothing yet.",)
    blocks = [*section(f"Paid, in {looked['path']}", *paid), *section("Looked over", *problems)]
    if looked["exported"] is not None:
        blocks += section("", f"{figures.whole(looked['exported'])} calls are exported.")
    print_blocks(blocks, console)
