"""What `openbook plan` prints: what would come in, what it would take, and what it would cost."""

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from openbook.codes import KINDS, Kind
from openbook.pipeline.look_ahead import Plan
from openbook.pipeline.summary import as_json
from openbook.terminal import numbers as figures
from openbook.terminal.command import near
from openbook.terminal.run_table import beyond_rules, fates, grid, print_blocks, reasons, section

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


def print_plan(plan: Plan, console: "Console") -> None:
    """Print a look ahead."""
    from rich.text import Text

    output = near(plan.summary.output_dir)
    parts = (
        (Text.assemble(("Plan", "bold"), (f"  for {output}; nothing is sent and nothing written", "dim")),),
        beyond_rules(plan.summary),
        section("Documents", *_formats(plan)),
        section("What becomes of them", *fates(plan.summary)),
        section("Left out", *reasons(plan.summary)),
        section("Notices", *_notices(plan)),
        section("Calls", *_calls(plan)),
    )
    print_blocks(chain.from_iterable(parts), console)


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """Return the look ahead as one object: the content of a run.json, with `forecast` and `formats`."""
    formats = {
        name: {
            "documents": tally.documents,
            "characters": tally.characters,
            "chunks": tally.chunks,
            "left_out": {str(code): count for code, count in tally.left_out.items()},
        }
        for name, tally in plan.formats.items()
    }
    return as_json(plan.summary) | {"formats": formats}


def _formats(plan: Plan) -> Iterator["RenderableType"]:
    table = grid(header=True)
    left_out = any(tally.left_out for tally in plan.formats.values())
    for name in ("", "read", "characters", "chunks", "left out" if left_out else ""):
        table.add_column(name, justify="right" if name not in ("", "left out") else "left")
    for name, tally in sorted(plan.formats.items(), key=lambda row: (-row[1].documents, row[0])):
        why = ", ".join(f"{figures.whole(n)} {code}" for code, n in tally.left_out.most_common())
        numbers = (figures.whole(n) if n else "·" for n in (tally.documents, tally.characters, tally.chunks))
        table.add_row(name, *numbers, why)
    yield table


def _notices(plan: Plan) -> Iterator["RenderableType"]:
    """Yield how many documents there is something to say about, by kind; `openbook read FOLDER` says it."""
    said = plan.summary.counts.notices
    if said:
        table = grid()
        for kind, number in sorted(said.items(), key=lambda row: -row[1]):
            what = "1 document" if number == 1 else f"{figures.whole(number)} documents"
            table.add_row(what, KINDS[Kind(kind)])
        yield table


def _calls(plan: Plan) -> Iterator["RenderableType"]:
    from rich.text import Text

    forecasts = plan.summary.forecast or {}
    if not forecasts:
        yield Text("None: the built-in engine works without a model, and costs nothing.")
        return
    table = grid(header=True)
    for name in ("", "in all", "paid already", "tokens in", "tokens out", "cost", "time"):
        table.add_column(name, justify="right" if name else "left")
    for size, forecast in forecasts.items():
        table.add_row(
            Text.assemble(size, (f" {forecast.name}", "dim")),
            figures.whole(forecast.calls),
            figures.whole(forecast.in_ledger),
            figures.short(forecast.input_tokens),
            figures.short(forecast.output_tokens),
            figures.money(forecast.cost),
            "unknown" if forecast.seconds is None else figures.duration(forecast.seconds),
        )
    yield table
    notes = ["Tokens, cost and time are estimates of what is not paid yet."]
    if plan.summary.counts.chunks.pending:
        notes.append("Chunks that nobody has judged count as suitable; a run will leave some of them out.")
    left, paid = (sum(getattr(each, name) for each in forecasts.values()) for name in ("cost", "paid_cost"))
    if paid:
        notes.append(f"What is paid already cost {figures.money(paid)}: {figures.money(paid + left)} in all.")
    if not left and not paid:
        notes.append("The cost is 0 because the config's cost section names no price.")
    yield Text(" ".join(notes), style="dim")
