"""What a person reads when a run has ended: what came in, what went out, why the rest did not, and what to do next."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from openbook.codes import BROKE, Code, reason
from openbook.file_names import LEDGER_FILE, PREPARED_FILE, RECORDS_FILE, REJECTED_FILE, RUN_FILE
from openbook.pipeline.debug import FOLDER
from openbook.pipeline.summary import Summary, exit_code
from openbook.scenarios import SCENARIOS
from openbook.terminal import numbers as figures
from openbook.terminal.blocks import grid, print_blocks, section
from openbook.terminal.command import near
from openbook.terminal.next_steps import MODEL_LINES, next_steps, step_lines, unusable_replies, wants_model, why_nothing

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

CALLED = frozenset({Code.UNUSABLE_REPLY, Code.CALL_FAILED, Code.REQUEST_REFUSED})
"""Codes of calls that came to nothing, of which one is shown in the server's words."""

MOST_REASONS = 12
"""Lines of the table of reasons; rejected.jsonl has every row."""

ABOUT_FILES = {
    RECORDS_FILE: "the training records",
    PREPARED_FILE: "every item's context, gold marked",
    "meta_dataset.jsonl": "the calls themselves as training rows",
    REJECTED_FILE: "what was left out, and why",
    RUN_FILE: "counts, config, versions, timings",
    LEDGER_FILE: "every paid reply: keep it",
}
"""The files that a person opens first; the others are listed by name alone."""

RULES_REACH = (
    "It writes only what English definitions, figures, dates, conditions, steps and tables of settings say outright. "
    "A model reads the rest, in any language. Three lines of the config, for any OpenAI-compatible server:"
)
VERDICTS_WANTED = (
    "Its replies hold neither suitable nor unsuitable, or repeat their instructions; debug_outputs/ has them. Name a "
    "larger model, or let the built-in rules judge:"
)
VERDICT_LINES = "api:\n  small_model: NAME\n  # or\n  small_mode: extractive"


def print_closing(summary: Summary, console: "Console", shown: Collection[str] = ()) -> None:
    """Print the end of a run. `shown` are the notices that the reader has seen already."""
    print_blocks(blocks(summary, shown), console)


def blocks(summary: Summary, shown: Collection[str] = ()) -> Iterator["RenderableType"]:
    """Yield the parts of the end of a run, from the outcome to the next step."""
    yield from beyond_rules(summary)
    yield from _without_verdicts(summary)
    yield _headline(summary)
    yield from _nothing(summary)
    yield from section("", *fates(summary))
    yield from section("Left out", *reasons(summary))
    yield from section("Calls", *_models(summary))
    yield from section("Judges", *_judges(summary))
    yield from section("Exported", *_exports(summary))
    yield from section("Good to know", *(text for text in summary.notices if text not in shown))
    yield from section(f"Files in {near(summary.output_dir)}", *_files(summary))
    yield from section("Next", *(line for step in next_steps(summary) for line in step_lines(*step)))


def beyond_rules(summary: Summary) -> Iterator["RenderableType"]:
    """Yield, where the built-in engine has no rule for most of the texts, that this is so, and how to name a model."""
    from rich.text import Text

    total = summary.counts.items.total
    left = sum(count for (_, code), count in summary.reasons.items() if code == Code.NO_RULE)
    if not wants_model(summary):
        return
    what = f"The built-in engine has no rule for most of these texts: {figures.whole(left)} of {figures.whole(total)}."
    yield Text(what, style="bold yellow")
    yield from section("", *step_lines(RULES_REACH, "\n".join(("api:", *(f"  {line}" for line in MODEL_LINES)))))


def _without_verdicts(summary: Summary) -> Iterator["RenderableType"]:
    """Yield, where the judge gave no verdict on most chunks, that this is so, and what to do."""
    from rich.text import Text

    judged = {code: summary.reasons.get(("judge", code), 0) for code in (Code.UNDECIDED, Code.UNSUITABLE)}
    total = sum(judged.values()) + summary.counts.chunks.suitable
    if judged[Code.UNDECIDED] <= total / 2:
        return
    what = (
        f"The judge gave no verdict on most chunks: {figures.whole(judged[Code.UNDECIDED])} of {figures.whole(total)}."
    )
    yield Text(what, style="bold yellow")
    yield from section("", *step_lines(VERDICTS_WANTED, VERDICT_LINES))


def _nothing(summary: Summary) -> Iterator["RenderableType"]:
    """Yield, where there is no record and nobody stopped it, why and what to do: before all figures."""
    stopped = summary.halted is not None or summary.refusal is not None
    told = wants_model(summary) or any(True for _ in _without_verdicts(summary))
    if summary.counts.records or stopped or told:
        return
    for what, how in unusable_replies(summary) or why_nothing(summary):
        yield from section("", *step_lines(what, how))


def _headline(summary: Summary) -> "RenderableType":
    from rich.text import Text

    records = summary.counts.records
    stopped = summary.halted is not None or summary.refusal is not None
    style = "bold green" if exit_code(summary) == 0 else "bold yellow" if records or stopped else "bold red"
    text = f"{figures.whole(records)} training record{'s' * (records != 1)}{' so far' * stopped}"
    if not records and not stopped:
        text = "Nothing was produced"
    engine = "the built-in engine" if summary.engine == "extractive" else summary.spent["large"].name
    took = figures.duration(sum(summary.seconds.values()))
    return Text.assemble((text, style), (f"  by {engine}, in {took}", "dim"))


def fates(summary: Summary) -> Iterator["RenderableType"]:
    """Yield what became of documents, chunks and items; columns in which there is nothing are left away."""
    from rich.text import Text

    counts = summary.counts
    documents, chunks, items = counts.documents, counts.chunks, counts.items
    rows = [
        ("documents", documents.total, documents.read, documents.rejected, documents.failed, 0, 0),
        ("chunks", chunks.total, chunks.suitable, chunks.rejected, chunks.failed, chunks.pending, chunks.not_sampled),
        ("items", items.total, items.accepted, items.rejected, items.failed, items.pending, 0),
    ]
    names = ["", "in all", "used", "left out", "failed", "not sent", "not sampled"]
    columns = [i for i in range(len(names)) if i < 4 or any(row[i] for row in rows)]
    table = grid(header=True)
    for i in columns:
        table.add_column(names[i], justify="right" if i else "left", style="red" if names[i] == "failed" else None)
    for row in rows:
        table.add_row(*(str(row[i]) if i == 0 else _number(int(row[i])) for i in columns))
    yield table
    if items.shortened:
        yield Text(
            f"{figures.counted(items.shortened, 'items')} went in without a turn that a check refused.", style="dim"
        )
    total = sum(counts.scenarios.values())
    if total:
        without = sum(number for name, number in counts.scenarios.items() if SCENARIOS[name].shows == "none")
        have = "has" if total - without == 1 else "have"
        text = (
            f"{figures.counted(total - without, 'records')} {have} the answer in the context, {figures.whole(without)} "
        )
        yield Text(f"{text}({figures.percent(without, total)}) {'does' if without == 1 else 'do'} not.", style="dim")
    yield from _asked_about(summary)
    if summary.lengths.get("p50"):
        half, most, longest = (figures.whole(summary.lengths[name]) for name in ("p50", "p90", "p100"))
        about = "" if summary.lengths["exact"] else "about "
        text = f"Half of the records have up to {about}{half} tokens, nine of ten up to {most}, the longest {longest}."
        if summary.counts.records == 1:
            text = f"It has {about}{longest} tokens."
        yield Text(text, style="dim")


def _asked_about(summary: Summary) -> Iterator["RenderableType"]:
    from rich.text import Text

    facts, documents = (summary.coverage.get(name, {}) for name in ("facts", "documents"))
    if summary.counts.records and facts.get("total") and not summary.halted and not summary.counts.chunks.not_sampled:
        share = figures.percent(facts["asked"], facts["total"])
        they = "It asks" if summary.counts.records == 1 else "They ask"
        text = f"{they} about {figures.whole(documents['asked'])} of {figures.counted(documents['total'], 'documents')}"
        yield Text(f"{text} and {share} of the facts; report --coverage lists the rest.", style="dim")


def reasons(summary: Summary) -> Iterator["RenderableType"]:
    """Yield why things were left out, the most frequent reason first."""
    if not summary.reasons:
        return
    table = grid()
    table.add_column(justify="right")
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    from rich.text import Text

    ranked = sorted(summary.reasons.items(), key=lambda row: (-row[1], row[0]))
    for (step, code), count in ranked[:MOST_REASONS]:
        table.add_row(figures.whole(count), step, f"[red]{reason(code)}[/]" if code in BROKE else reason(code))
        example = summary.examples.get((step, code))
        if example and code in CALLED:
            table.add_row("", "", Text(f"for example: {example}", style="dim"))
    rest = sum(count for _, count in ranked[MOST_REASONS:])
    if rest:
        table.add_row(figures.whole(rest), "", "for other reasons, see rejected.jsonl")
    yield table
    if any(code is Code.UNUSABLE_REPLY for _, code in summary.reasons):
        yield Text(f"All of them, with their reasons, are in rejected.jsonl, the replies in {FOLDER}/.", style="dim")


def _models(summary: Summary) -> Iterator["RenderableType"]:
    from rich.text import Text

    spent = {size: tokens for size, tokens in summary.spent.items() if tokens.name}
    if not spent:
        return
    table = grid(header=True)
    for name in ("", "sent", "replayed", "retried", "tokens in", "tokens out", "cost"):
        table.add_column(name, justify="right" if name else "left", overflow="fold" if not name else "ellipsis")
    for size, tokens in spent.items():
        calls = summary.counts.calls[size]
        numbers = (calls.sent, calls.replayed, calls.retried, tokens.input_tokens, tokens.output_tokens)
        model = Text.assemble(size, (f" {tokens.name}", "dim"))
        table.add_row(model, *map(_number, numbers), figures.money(tokens.cost))
    yield table
    if any(tokens.estimated for tokens in spent.values()):
        yield Text("The server gave no figures for some replies; their tokens are estimates.", style="dim")


def _judges(summary: Summary) -> Iterator["RenderableType"]:
    """Yield what each judge of drafts said, and how often it said something else when it was asked again."""
    if not summary.judges:
        return
    table = grid(header=True)
    for name in ("", "drafts", "below", "threshold", "mean", "asked again", "differ"):
        table.add_column(name, justify="right" if name else "left")
    for name, one in summary.judges.items():
        counts = (one.drafts, one.below, f"{one.threshold:g}", f"{one.mean:.2f}", one.asked_again, one.differ)
        table.add_row(name, *(cell if isinstance(cell, str) else _number(cell) for cell in counts))
    yield table


def _exports(summary: Summary) -> Iterator["RenderableType"]:
    """Yield a line for each format: its rows, and whether the check of them found errors."""
    from rich.text import Text

    for export in summary.exports:
        rows = ", ".join(f"{figures.whole(count)} in {split}" for split, count in export["rows"].items()) or "no rows"
        errors = f"  {figures.whole(export['errors'])} errors, see openbook check" if export["errors"] else ""
        yield Text.assemble(export["format"], (f"  {rows}", "dim"), (errors, "red"))


def _files(summary: Summary) -> Iterator["RenderableType"]:
    from rich.text import Text

    names = [path.relative_to(summary.output_dir) for path in summary.files if path.is_relative_to(summary.output_dir)]
    if not names:
        return
    if any(tokens.name for tokens in summary.spent.values()) and (summary.output_dir / LEDGER_FILE).exists():
        names.append(Path(LEDGER_FILE))
    table = grid()
    table.add_column(no_wrap=True)
    table.add_column(style="dim")
    for name in (name for name in names if name.name in ABOUT_FILES):
        empty = name.name == RECORDS_FILE and not summary.counts.records
        table.add_row(Text(str(name)), "empty: no record was made" if empty else ABOUT_FILES[name.name])
    yield table
    others = [name for name in names if name.name not in ABOUT_FILES]
    folders = sorted({f"{name.parent}/" for name in others if name.parent != Path()})
    rest = [str(name) for name in others if name.parent == Path()] + folders
    if rest:
        yield Text("and " + ", ".join(rest), style="dim")


def _number(n: int) -> str:
    return figures.whole(n) if n else "·"
