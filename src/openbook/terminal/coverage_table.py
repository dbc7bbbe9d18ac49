"""What of the documents the records ask about, and what nobody asks about, for a terminal."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from openbook.dataclass import dataclass
from openbook.errors import InputError
from openbook.file_names import RUN_FILE
from openbook.pipeline.covering import COVERAGE_FILE
from openbook.terminal import numbers as figures
from openbook.terminal.blocks import grid, print_blocks, section

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

MOST = 15
"""Documents, and headings, that are named."""
WORDS = {"not_sampled": "left aside", "pending": "not sent yet", "": "other things asked"}

KINDS = {"figure": "by a figure", "term": "by a term", "explanation": "by more words", "unanswered": "not at all"}
NOTE = (
    "A fact is a sentence, a line of a list or a row of a table. That it is asked about is an estimate by its words. "
    "Codes are those of rejected.jsonl."
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Covered:
    """What an output folder tells of its coverage."""

    totals: Mapping[str, Any]
    """`coverage` of run.json."""
    headings: Sequence[Row]
    """The lines of coverage.jsonl."""

    def as_json(self) -> dict[str, Any]:
        """Return all of it as one object."""
        return {"coverage": dict(self.totals), "headings": list(self.headings)}


def look_at_coverage(output: Path) -> Covered:
    """Read the coverage of an output folder. Raises InputError where it has none."""
    path = output / COVERAGE_FILE
    if not path.is_file():
        raise InputError(f"{output}: there is no {COVERAGE_FILE} in it. Run its config again: nothing is paid twice.")
    run = orjson.loads((output / RUN_FILE).read_bytes())
    return Covered(run.get("coverage", {}), [orjson.loads(line) for line in path.read_bytes().splitlines()])


def print_coverage(covered: Covered, console: "Console") -> None:
    """Print how much is asked about, what the questions are like, and what nobody asks about, most facts first."""
    print_blocks(_blocks(covered), console)


def _blocks(covered: Covered) -> Iterator["RenderableType"]:
    yield from section("Asked about", _totals(covered.totals))
    yield from section("Questions", *_questions(covered.totals))
    by_document: dict[str, list[Row]] = {}
    for row in covered.headings:
        by_document.setdefault(row["source"], []).append(row)
    whole = [(source, rows) for source, rows in by_document.items() if not any(row["asked"] for row in rows)]
    partly = [
        row
        for row in covered.headings
        if row["facts"] and not row["facts_asked"] and any(one["asked"] for one in by_document[row["source"]])
    ]
    yield from section(_title("documents", whole), *_documents(whole))
    yield from section(_title("headings", partly, " of other documents"), *_headings(partly))
    yield from section("", NOTE)


def _title(what: str, rows: Sequence[object], where: str = "") -> str:
    return (
        f"Nobody asks about {figures.counted(len(rows), what)}{where}" if rows else f"All {what}{where} are asked about"
    )


def _totals(totals: Mapping[str, Any]) -> "RenderableType":
    table = grid(header=True)
    for name in ("", "in all", "asked about", ""):
        table.add_column(name, justify="right" if name else "left")
    for name in ("documents", "headings", "chunks", "facts"):
        part = totals.get(name, {"total": 0, "asked": 0})
        asked, total = part["asked"], part["total"]
        table.add_row(name, figures.whole(total), figures.whole(asked), figures.percent(asked, total) if total else "")
    return table


def _questions(totals: Mapping[str, Any]) -> Iterator["RenderableType"]:
    from rich.text import Text

    for name, words in (("question_types", "first questions, answered"), ("difficulty", "contexts")):
        if totals.get(name):
            counted = ", ".join(
                f"{figures.whole(count)} {KINDS.get(kind, kind)}" for kind, count in totals[name].items()
            )
            yield Text(f"{words}: {counted}")
    repeated = totals.get("repeated_questions", 0)
    if repeated:
        said = f"{figures.counted(repeated, 'items')} ask{'s' * (repeated == 1)} what another one asks"
        yield Text(f"{said} (curate.repeated_questions: 0.8 leaves them out)")


def _documents(found: Sequence[tuple[str, Sequence[Row]]]) -> Iterator["RenderableType"]:
    from rich.text import Text

    ranked = sorted(found, key=lambda one: -sum(row["facts"] for row in one[1]))
    if not ranked:
        return
    table = _named()
    for source, rows in ranked[:MOST]:
        left = sum((Counter(row["left_out"]) for row in rows), Counter[str]())
        table.add_row(Text(source), figures.whole(sum(row["facts"] for row in rows)), _why(left))
    yield table
    yield from _rest(len(ranked))


def _headings(found: Sequence[Row]) -> Iterator["RenderableType"]:
    from rich.text import Text

    ranked = sorted(found, key=lambda row: -row["facts"])
    if not ranked:
        return
    table = _named()
    for row in ranked[:MOST]:
        path = " › ".join((row["source"], *row["headings"]))
        table.add_row(Text(path), figures.whole(row["facts"]), _why(Counter(row["left_out"])))
        if row["examples"]:
            table.add_row(Text(f"  {row['examples'][0]}", style="dim", no_wrap=True, overflow="ellipsis"), "", "")
    yield table
    yield from _rest(len(ranked))


def _named() -> Any:
    table = grid(header=True)
    table.add_column("", overflow="fold")
    table.add_column("facts", justify="right", no_wrap=True)
    table.add_column("why", overflow="fold", style="dim", max_width=20)
    return table


def _rest(count: int) -> Iterator["RenderableType"]:
    if count > MOST:
        yield f"and {figures.whole(count - MOST)} more, in {COVERAGE_FILE}"


def _why(left: Counter[str]) -> str:
    """Return what became of most of the chunks; nothing left out means that its drafts ask about something else."""
    code = left.most_common(1)[0][0] if left else ""
    return WORDS.get(code) or code.replace("_", " ")
