"""debug_outputs: what the models were asked and what they said, to be read by a person and by `yaml.safe_load` alike.

A YAML library needs minutes for what a large run writes here; these few shapes are written in one pass instead.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from openbook import atomic
from openbook.calls import Request
from openbook.dataclass import dataclass, field
from openbook.fates import Drafted, Judged
from openbook.records import Turn
from openbook.text.late import late

FOLDER = "debug_outputs"
NAMES = ("rag_convs", "rag_failed_convs", "rag_success_convs")
"""Of its files: chunks, items without gold in their context, items with gold."""

_UNPRINTABLE = late("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML 1.1 can't hold as it is, and the line ends that it would take for its own."""

_PLAIN = bytes((*b"\t\n", *range(ord(" "), ord("~") + 1)))
"""Of ASCII, the others."""

YamlValue = str | int | list["YamlValue"] | dict[str, "YamlValue"] | None


@contextmanager
def debug_files(output_dir: Path) -> Iterator["DebugFiles"]:
    """Yield what writes the three files, record by record; they hold no times, and appear when the block ends well."""
    files = DebugFiles([output_dir / FOLDER / f"{name}.yaml" for name in NAMES])
    with ExitStack() as stack:
        files.open = [stack.enter_context(atomic.writer(path)) for path in files.paths]
        yield files
        for file, is_empty in zip(files.open, files.are_empty, strict=True):
            if is_empty:
                file.write(b"[]\n")


@dataclass(slots=True)
class DebugFiles:
    """The three files, while they are written."""

    paths: list[Path]
    open: list[IO[bytes]] = field(default_factory=list)
    are_empty: list[bool] = field(default_factory=lambda: [True] * len(NAMES))

    def write(self, number: int, entry: bytes) -> None:
        """Write one of the entries below."""
        if entry:
            self.open[number].write(entry)
            self.are_empty[number] = False


def judged_entry(fate: Judged) -> tuple[int, bytes]:
    """Return which file tells of a chunk, and what; nothing where the judge has not seen it."""
    return 0, b"" if fate.became is None else _entry(_judged(fate))


def drafted_entry(fate: Drafted) -> tuple[int, bytes]:
    """Return which file tells of an item, and what."""
    return 2 if fate.record.has_gold else 1, _entry(_drafted(fate))


def _judged(fate: Judged) -> YamlValue:
    chunk, rejected, exchange = fate.record, fate.rejected, fate.exchange
    verdict = str(rejected.code) if rejected is not None else "suitable" if exchange is not None else "not judged"
    entry: dict[str, YamlValue] = {"chunk_id": chunk.id, "source": chunk.source, "verdict": verdict}
    if rejected is not None:
        entry["detail"] = rejected.detail
    entry["reply"] = None if exchange is None else exchange.reply.text
    return entry


def _drafted(fate: Drafted) -> YamlValue:
    item, draft, rejected, exchange = fate.record, fate.done, fate.rejected, fate.exchange
    outcome = "accepted" if draft is not None else str(rejected.code) if rejected is not None else "pending"
    entry: dict[str, YamlValue] = {
        "id": item.id,
        "source": item.gold[0].source,
        "scenario": item.scenario,
        "outcome": outcome,
    }
    if rejected is not None:
        entry["detail"] = rejected.detail
    if exchange is not None:
        entry |= {
            "attempt": exchange.request.attempt,
            "prompt": _prompt(exchange.request),
            "reply": exchange.reply.text,
        }
    entry["turns"] = [_turn(turn) for turn in draft.turns] if draft is not None else []
    return entry


def _prompt(request: Request) -> YamlValue:
    if request.prompt is not None:
        return request.prompt
    return [{"role": message.role, "content": message.content} for message in request.messages]


def _turn(turn: Turn) -> YamlValue:
    return {"question": turn.question, "thoughts": turn.thoughts, "answer": turn.answer}


def _entry(value: YamlValue) -> bytes:
    """Return one element of the list that the file is."""
    return "".join(_lines([value], 0)).encode("utf-8", "replace")


def _lines(value: Any, indent: int) -> Iterator[str]:
    """Yield a list or a mapping as YAML, each line ended."""
    margin = " " * indent
    if isinstance(value, list):
        for element in value:
            if isinstance(element, dict) and element:
                inner = "".join(_lines(element, indent + 2))
                yield f"{margin}- {inner[indent + 2 :]}"
            else:
                yield f"{margin}- {_scalar(element, indent)}"
        return
    for key, element in value.items():
        if isinstance(element, list | dict) and element:
            yield f"{margin}{key}:\n"
            yield from _lines(element, indent + 2)
        else:
            yield f"{margin}{key}: {_scalar(element, indent)}"


def _scalar(value: Any, indent: int) -> str:
    """Return a text, a number, null or an empty collection; texts of several lines as they are, below their key."""
    if not isinstance(value, str):
        return f"{json.dumps(value)}\n"
    if not _is_plain(value) and _UNPRINTABLE.search(value):
        import yaml

        quoted: str = yaml.safe_dump(value, default_style='"', width=float("inf"))
        return quoted
    if "\n" not in value or not value.strip("\n"):
        return f"{json.dumps(value, ensure_ascii=False)}\n"
    margin = " " * (indent + 2)
    body = "\n".join(margin + line if line else "" for line in value.removesuffix("\n").split("\n"))
    ending = "+" if value.endswith("\n") else "-"
    return f"|2{ending}\n{body}\n"


def _is_plain(value: str) -> bool:
    """Whether a text surely has nothing that YAML takes otherwise."""
    return not value.encode().translate(None, _PLAIN) if value.isascii() else value.replace("\n", "").isprintable()
