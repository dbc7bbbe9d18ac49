"""What a shard and a merge say at their end."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from openbook.terminal import numbers as figures

if TYPE_CHECKING:
    from openbook.pipeline.merging import Merged
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
    if merged.open is None:
        yield "No phase is open: a plain `openbook run` writes the files."
    else:
        waiting = merged.open.waiting
        records = "1 record waits" if waiting == 1 else f"{figures.whole(waiting)} records wait"
        yield f"Next: {_phase(merged.open)}, where {records} for replies. Run the shards again."


def _phase(opened: "Open") -> str:
    return opened.phase if opened.round == 1 else f"{opened.phase}, round {opened.round}"


def _calls(number: int) -> str:
    return "1 call" if number == 1 else f"{figures.whole(number)} calls"
