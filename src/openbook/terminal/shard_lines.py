"""What shards, merges and batches by file say at their end."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from openbook.terminal import numbers as figures

if TYPE_CHECKING:
    from openbook.pipeline.merging import Merged
    from openbook.pipeline.offline import ReadCalls, WrittenCalls
    from openbook.pipeline.open_phase import Open
    from openbook.pipeline.shards import Shared


def shard_code(done: "Shared") -> int:
    """Return 0 done, 1 something failed or was put off, 2 a server refused, 130 interrupted."""
    if done.halted == "interrupted":
        return 130
    if done.halted == "failed":
        return 2
    return int(done.halted is not None or bool(done.left) or bool(done.failed))


def shard_lines(done: "Shared") -> Iterator[str]:
    """Yield what a shard has done, and what to do next."""
    name = f"Shard {done.shard.number} of {done.shard.of}"
    if done.open is None:
        yield f"{name}: no phase is open. A plain `openbook run` writes the files."
        return
    yield f"{name}, {_phase(done.open)}: {_calls(done.sent)} paid."
    if done.failed:
        yield f"{_calls(done.failed)} failed; running the shard again tries them once more."
    if done.halted is not None:
        yield f"It stopped: {done.reason}"
    elif done.left:
        yield f"{figures.whole(done.left)} of its records still wait: run the same shard again."
    else:
        yield "Its part is done. When all shards are, `openbook merge` says what is next."


def merge_lines(merged: "Merged") -> Iterator[str]:
    """Yield what was joined, and what to do next."""
    for path, added in merged.joined.items():
        yield f"{path}: {figures.whole(added)} new replies"
    if not merged.joined:
        yield "There is no shard's ledger yet."
    yield _next(merged.open, "Run the shards again.")


def written_lines(written: "WrittenCalls", file: Path) -> Iterator[str]:
    """Yield what was written, and what to do next."""
    if written.open is None:
        yield _next(None, "")
    else:
        yield f"{file}: {_calls(written.requests)} of {_phase(written.open)}."
        yield "Have them answered, then: openbook batch read CONFIG with the file of the answers."


def read_lines(read: "ReadCalls") -> Iterator[str]:
    """Yield what was read, and what to do next."""
    for what, number in (
        ("Replies that are kept", read.kept),
        ("Replies that were there before", read.known),
        ("Requests that were refused for good and are not asked again", read.refused),
        ("Requests that failed and are asked again", read.failed),
        ("Lines that answer nothing that was written for this output folder", read.unknown),
    ):
        if number or what == "Replies that are kept":
            yield f"{what}: {figures.whole(number)}"
    yield _next(read.open, "Write them with openbook batch write.")


def _next(opened: "Open | None", then: str) -> str:
    if opened is None:
        return "No phase is open: a plain `openbook run` writes the files."
    waiting = opened.waiting
    records = "1 record waits" if waiting == 1 else f"{figures.whole(waiting)} records wait"
    return f"Next: {_phase(opened)}, where {records} for replies. {then}"


def _phase(opened: "Open") -> str:
    return opened.phase if opened.round == 1 else f"{opened.phase}, round {opened.round}"


def _calls(number: int) -> str:
    return "1 call" if number == 1 else f"{figures.whole(number)} calls"
