"""A training record as a person wants to see it: where it comes from, which passage is gold, and what is trained."""

import secrets
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import orjson

from openbook.dataclass import dataclass
from openbook.errors import InputError
from openbook.file_names import PREPARED_FILE, RECORDS_FILE, no_output
from openbook.terminal import numbers as figures
from openbook.terminal.command import command
from openbook.text.late import late

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Pick = Literal["gold", "missing", "random"]
"""Which record is shown: one whose context has the answer, one whose context hasn't, or any."""


_WORD = late(r"\w{4,}")
_INVISIBLE = "\u200b"
"""What the renderer puts into control tokens of documents; not part of the text."""
_CONTROL = {code: "␛" if code == 27 else "�" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}
"""What could take over a terminal is shown, not sent."""


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """A record, with the item that it was made from."""

    number: int
    """From 1."""
    of: int
    output: Path
    segments: list[tuple[bool, str]]
    """(trained, text), as in the file."""
    item: dict[str, Any] | None
    """Its line of rag_prepared_data.jsonl; None where that file has no such context."""

    def as_json(self) -> dict[str, Any]:
        """Return the record and its item as one object."""
        segments = [{"label": trained, "text": text} for trained, text in self.segments]
        return {"number": self.number, "of": self.of, "segments": segments, "item": self.item}


def find(output: Path, number: int, pick: Pick | None = None) -> ShownRecord:
    """Return record `number` (from 1) of an output folder, or the first one from there on of the kind picked.

    Raises InputError where there is none.
    """
    path = output / RECORDS_FILE
    if not path.is_file():
        raise no_output(output, RECORDS_FILE)
    lines = _Lines(path)
    if pick == "random" and lines:
        number = secrets.randbelow(len(lines)) + 1
    if number > len(lines):
        has = f"it has 1 to {len(lines)}." if lines else "it has none."
        raise InputError(f"{output}: there is no record {number}; {has}")
    items = _items(output / PREPARED_FILE)
    for place in range(number, len(lines) + 1):
        segments = lines.segments(place)
        item = _item_of(segments, items)
        if pick in (None, "random") or (item is not None and _has_gold(item) == (pick == "gold")):
            return ShownRecord(place, len(lines), output, segments, item)
    what = "has the answer in its context" if pick == "gold" else "lacks the answer in its context"
    raise InputError(f"{output}: no record from {number} on {what}.")


class _Lines:
    """The lines of a file, each read when it is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._starts = [0]
        with path.open("rb") as file:
            for line in file:
                self._starts.append(self._starts[-1] + len(line))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def segments(self, number: int) -> list[tuple[bool, str]]:
        with self._path.open("rb") as file:
            file.seek(self._starts[number - 1])
            return [(segment["label"], segment["text"]) for segment in orjson.loads(file.readline())["segments"]]


def _items(prepared: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the items by their contexts as shown; those without any passage, too, under an empty text."""
    items: dict[str, list[dict[str, Any]]] = {}
    if prepared.is_file():
        with prepared.open("rb") as file:
            for row in map(orjson.loads, file):
                items.setdefault(_context(row) if row["rag_chunks"] else "", []).append(row)
    return items


def _item_of(segments: list[tuple[bool, str]], items: dict[str, list[dict[str, Any]]]) -> dict[str, Any] | None:
    """Return the item whose context stands in the record's masked text.

    A short context is the beginning of a longer one, so the longest counts; where several items have the same context,
    it is the one whose own chunk shares most words with what is trained.
    """
    masked = _visible("".join(text for trained, text in segments if not trained))
    if "\nSource: " in masked:
        rows = [row for context, found in items.items() if context and context in masked for row in found]
    else:
        rows = items.get("", [])
    trained = set(_WORD.findall("".join(text for trained, text in segments if trained).casefold()))

    def likeness(row: dict[str, Any]) -> tuple[int, int]:
        return len(row["rag_chunks"]), len(trained & set(_WORD.findall(row["text"].casefold())))

    return max(rows, key=likeness, default=None)


def _has_gold(item: dict[str, Any]) -> bool:
    return any(chunk["is_gold"] for chunk in item["rag_chunks"])


def _context(row: dict[str, Any]) -> str:
    from openbook.contexts.layout import format_context

    return _visible(format_context(_Shown(chunk["metadata"], chunk["text"]) for chunk in row["rag_chunks"])).strip()


@dataclass(frozen=True, slots=True)
class _Shown:
    source: str
    text: str


def _visible(text: str) -> str:
    return text.replace(_INVISIBLE, "")


HEADERS = 80
"""Characters of a masked piece that may be no more than the heads of turns; a longer one is an earlier turn."""


def print_record(shown: ShownRecord, console: "Console") -> None:
    """Print the record: masked text dim, trained text bright behind a bar, gold passages named.

    Lines are wrapped for a terminal and left as they are for a pipe.
    """
    from rich.text import Text

    console.print(_header(shown))
    gold = [bool(chunk["is_gold"]) for chunk in (shown.item or {"rag_chunks": []})["rag_chunks"]]
    line_is_open = False
    for trained, text in shown.segments:
        bar = Text("┃ ", style="green") if trained else Text("  ")
        for line in _lines(trained, text.removeprefix("\n") if line_is_open else text, gold):
            parts = line.wrap(console, max(console.width - 2, 20)) if console.is_terminal else [line]
            for part in parts or [line]:
                console.print(bar + part, soft_wrap=True)
        gold, line_is_open = [], not text.endswith("\n")
    if any(not trained and len(text) > HEADERS for trained, text in shown.segments[1:]):
        told = "Masked turns before the trained ones had contexts of their own, as in a chat (system.history)."
        console.print(Text(f"\n{told}", style="dim"), soft_wrap=True)
    following = f"{command()} show {shlex.quote(str(shown.output))} {shown.number + 1}"
    more = f"; the next one: {following}" if shown.number < shown.of else ""
    console.print(Text(f"\n┃ is trained, the rest is masked{more}", style="dim"), soft_wrap=True)


def _header(shown: ShownRecord) -> "Text":
    from rich.text import Text

    from openbook.dataset.token_counts import EstimatedLengths

    tokens = sum(EstimatedLengths().length(text) for _, text in shown.segments)
    total = sum(len(text) for _, text in shown.segments)
    trained = sum(len(text) for label, text in shown.segments if label)
    lines = [
        Text.assemble(
            (f"Record {shown.number}", "bold"),
            f" of {shown.of}   {figures.whole(total)} characters, about {figures.whole(tokens)} tokens; "
            f"{figures.percent(trained, total)} trained",
        )
    ]
    if shown.item is not None:
        count = len(shown.item["rag_chunks"])
        gold = [str(n) for n, chunk in enumerate(shown.item["rag_chunks"], start=1) if chunk["is_gold"]]
        several = "are" if len(gold) > 1 else "is"
        context = f"chunk {', '.join(gold)} of {count} {several} gold" if gold else f"none of {count} chunks is gold"
        about = "gold from" if gold else "about, but not showing,"
        lines.append(Text(f"{shown.item['scenario']}   {context}   {about} {shown.item['metadata']}"))
    return Text("\n").join([*lines, Text("")])


def _lines(trained: bool, text: str, gold: list[bool]) -> Iterator["Text"]:
    """Yield a segment's lines, styled; the head of each passage of the context says whether it is gold."""
    from rich.text import Text

    number, head, is_gold = 0, False, False
    for line in text.translate(_CONTROL).removesuffix("\n").split("\n"):
        if number < len(gold) and line == f"Chunk {number + 1}":
            head, is_gold = True, gold[number]
            number += 1
            yield Text.assemble((line, "bold"), ("   GOLD", "bold yellow") if is_gold else "")
        elif head and line.startswith("Source: "):
            head = False
            yield Text(line, style="yellow" if is_gold else "bold")
        else:
            yield Text(line, style="" if trained else "dim")
