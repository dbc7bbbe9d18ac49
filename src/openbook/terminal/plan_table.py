"""What `openbook plan` prints: what would come in, what it would take, and what it would cost."""

import shutil
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from typing import TYPE_CHECKING, Any

from openbook.codes import KINDS, Kind
from openbook.pipeline.at_rate import at_rate
from openbook.pipeline.disk import Disk
from openbook.pipeline.look_ahead import Plan
from openbook.pipeline.summary import as_json
from openbook.terminal import numbers as figures
from openbook.terminal.blocks import grid, print_blocks, section
from openbook.terminal.command import near
from openbook.terminal.run_table import beyond_rules, fates, reasons

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


def print_plan(plan: Plan, console: "Console", rate: float | None = None) -> None:
    """Print a look ahead; with `rate`, what machines take that answer so many calls a second."""
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
        section("What it may come to", *_bounds(plan)),
        section("Disk", *_disk(plan)),
        section("Machines", *_machines(plan, rate)) if rate is not None else (),
    )
    print_blocks(chain.from_iterable(parts), console)


def plan_as_json(plan: Plan, rate: float | None = None) -> dict[str, Any]:
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
    machines = {} if rate is None else {"machines": [asdict(one) for one in at_rate(plan.summary, rate)]}
    return as_json(plan.summary) | {"formats": formats, "disk": asdict(disk_of(plan))} | machines


def disk_of(plan: Plan) -> Disk:
    """Return how much disk the run will take."""
    calls = sum(one.calls for one in (plan.summary.forecast or {}).values())
    return Disk.of(plan.summary.config, plan.formats, plan.summary.counts, calls)


def _bounds(plan: Plan) -> Iterator["RenderableType"]:
    """Yield from what to what each model's calls may come, and what that rests on."""
    from rich.text import Text

    found = {size: one.bounds for size, one in (plan.summary.forecast or {}).items() if one.bounds is not None}
    if not found:
        return
    table = grid(header=True)
    for name in ("", "calls", "tokens in", "tokens out", "cost", "time"):
        table.add_column(name, justify="right" if name else "left", no_wrap=True)
    for size, one in found.items():
        counts = (one.calls, one.input_tokens, one.output_tokens)
        priced = figures.span(one.cost, figures.money) if one.cost.high else "·"
        table.add_row(
            size, *(figures.span(n, figures.short) for n in counts), priced, figures.span(one.seconds, figures.duration)
        )
    yield table
    yield Text(" ".join(plan.rests_on), style="dim")


def _disk(plan: Plan) -> Iterator["RenderableType"]:
    """Yield what a run takes, and what is free where it writes."""
    from rich.text import Text

    disk, folder = disk_of(plan), plan.summary.output_dir
    there = next((place for place in (folder, *folder.parents) if place.exists()), None)
    free = shutil.disk_usage(there).free if there is not None else None
    said = f"About {figures.volume(disk.output)} in the output folder, and {figures.volume(disk.work)} while it runs"
    short = free is not None and disk.output + disk.work > free
    rest = f"; {figures.volume(free)} are free" if free is not None else ""
    yield Text(f"{said}{rest}.", style="bold red" if short else "")


def _machines(plan: Plan, rate: float) -> Iterator["RenderableType"]:
    from rich.text import Text

    table = grid(header=True)
    for name in ("machines", "time", "in flight", "processes", "cost"):
        table.add_column(name, justify="right")
    for one in at_rate(plan.summary, rate):
        flight = "unknown" if one.in_flight is None else figures.whole(one.in_flight)
        processes = figures.whole(one.processes)
        table.add_row(
            figures.whole(one.machines), figures.duration(one.seconds), flight, processes, figures.money(one.cost)
        )
    yield table
    note = f"For machines that answer {rate:g} calls a second each; `system.concurrency_limit` is what is in flight."
    yield Text(note, style="dim")


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
