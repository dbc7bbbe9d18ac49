"""What makes sense after a run, and what to type for it."""

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from openbook.codes import Code, reason
from openbook.file_names import RECORDS_FILE
from openbook.pipeline.summary import Summary
from openbook.terminal import numbers as figures
from openbook.terminal.command import command, near
from openbook.terminal.remedies import LOOK, REMEDIES

if TYPE_CHECKING:
    from rich.console import RenderableType

MODEL_WANTED = (
    "Get better data from a model: the built-in engine turns sentences into questions by rule; a model asks what a "
    "reader would ask, reasons over the passages, and reaches the texts that no rule fits. Three lines of the config, "
    "for any OpenAI-compatible server:"
)
THEN = "then the same command goes on where it stopped"
MODEL_LINES = ("large_model: NAME", "large_base_url: http://localhost:8000/v1", "large_api_key: ${NAME_OF_A_VARIABLE}")


def next_steps(summary: Summary) -> Iterator[tuple[str, str]]:
    """Yield (what for, what to type) for what makes sense now."""
    if summary.refusal:
        yield "Mend what the last line says; everything paid is kept.", THEN
    if summary.halted == "interrupted":
        yield "Stopped, and everything paid is kept.", "the same command again goes on where it stopped"
    if summary.halted == "budget":
        yield "The budget is spent, and everything paid is kept.", "raise cost.max_cost, then the same command again"
    if summary.halted == "rate_limit":
        yield summary.halt_reason or "The server asks for a longer wait.", THEN
    if not summary.counts.records and wants_model(summary):
        yield "Name a model (above), then the same command.", "the reading and the chunks stay as they are"
    elif summary.counts.records:
        yield from unusable_replies(summary)
    yield from _again(summary)
    if not summary.counts.records:
        return
    output = near(summary.output_dir)
    yield "Read a record, with what is trained marked", f"{command()} show {shlex.quote(output)}"
    records = f"{output}/{RECORDS_FILE}"
    snippet = f"datasets:\n  - path: {records}\n    type: input_output\ntrain_on_inputs: false"
    yield "Train on them: in an Axolotl config", snippet
    if summary.engine == "extractive" and not wants_model(summary):
        yield MODEL_WANTED, "\n  ".join(("api:", *MODEL_LINES))


def why_nothing(summary: Summary) -> Iterator[tuple[str, str]]:
    """Yield, where there is no record, why most were not made, and what to do about that: (what, how)."""
    most = _foremost(summary)
    if most is None:
        return
    (_, code), count = most
    remedy = REMEDIES.get(code, LOOK)
    how = remedy.typed.format(command=command(), output=shlex.quote(near(summary.output_dir)))
    yield f"{figures.whole(count)} × {reason(code)}. {remedy.told}", how


def _foremost(summary: Summary) -> tuple[tuple[str, Code], int] | None:
    """Return the reason that took the most of what went furthest: of items, else of chunks, else of documents."""
    rows = [row for row in summary.reasons.items() if row[0][0] not in ("read", "chunk")] or [*summary.reasons.items()]
    return max(rows, key=lambda row: row[1], default=None)


def unusable_replies(summary: Summary) -> list[tuple[str, str]]:
    """Return what to do where most items got no reply that could be used; nothing elsewhere."""
    unusable = sum(n for (_, code), n in summary.reasons.items() if code == Code.UNUSABLE_REPLY)
    if 2 * unusable <= summary.counts.items.total:
        return []
    counted = f"{figures.whole(unusable)} of {figures.counted(summary.counts.items.total, 'items')}"
    what = (
        f"No reply for {counted} could be used. Call the model once and look; then name another model, or raise "
        f"api.large_max_attempts: {command()} docs writers"
    )
    return [(what, f"{command()} doctor CONFIG")]


def _again(summary: Summary) -> Iterator[tuple[str, str]]:
    """Yield what to do about calls that came to nothing: wait and repeat, or mend first what the server says."""
    if summary.refusal:
        return
    failed, refused = (
        sum(n for (_, code), n in summary.reasons.items() if code == wanted)
        for wanted in (Code.CALL_FAILED, Code.REQUEST_REFUSED)
    )
    if refused:
        yield (
            f"Mend what the server says of the {figures.counted(refused, 'refused requests')} (above)",
            "then the same command, which repeats nothing else",
        )
    if failed and not summary.halted:
        yield (
            f"Try the {figures.counted(failed, 'failed calls')} again",
            "the same command again, which repeats nothing else",
        )


def nothing_made(summary: Summary) -> str:
    """Return in one sentence that there is no record, and why most were not made."""
    most = _foremost(summary)
    why = f"most of all {figures.whole(most[1])} × {reason(most[0][1])}" if most else "there was nothing to ask about"
    return f"no record was made: {why}. Without --quiet the run says more; rejected.jsonl has all reasons."


def step_lines(what: str, how: str) -> Iterator["RenderableType"]:
    """Yield what a step is for, and below it what to type."""
    from rich.padding import Padding
    from rich.text import Text

    yield Text(what)
    yield Padding(Text(how, style="cyan", overflow="fold"), (0, 0, 0, 2))


def wants_model(summary: Summary) -> bool:
    left = sum(count for (_, code), count in summary.reasons.items() if code == Code.NO_RULE)
    return summary.engine == "extractive" and left > summary.counts.items.total / 2
