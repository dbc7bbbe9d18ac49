"""A kill at any moment loses no reply that was acknowledged."""

import asyncio
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from calling import ask

from openbook.llm.ledger import LEDGER_FILE, Ledger
from openbook.llm.scripted import plain_reply

KILLS = 8


async def write(folder: Path, first: int) -> None:
    """Put replies for ever, forty at a time, and print the number of each once it is acknowledged."""
    numbers = iter(range(first, 10**9))
    with Ledger.open(folder / LEDGER_FILE) as ledger:

        async def work() -> None:
            for n in numbers:
                await ledger.put(ask(f"question {n} " + "of some length " * 50), plain_reply(f"answer {n}"))
                sys.stdout.write(f"{n}\n")
                sys.stdout.flush()

        await asyncio.gather(*(work() for _ in range(40)))


def killed_after(folder: Path, first: int, replies: int) -> list[int]:
    """Start a writer, kill it once so many replies are acknowledged, and return all that were."""
    command = [sys.executable, __file__, str(folder), str(first)]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout is not None
        lines = "".join(process.stdout.readline() for _ in range(replies))
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
    return [int(number) for number in (lines + rest).splitlines(keepends=True) if number.endswith("\n")]


@pytest.mark.slow
def test_no_acknowledged_reply_is_lost(tmp_path: Path) -> None:
    draw, acknowledged = random.Random(7), set[int]()
    for kill in range(KILLS):
        acknowledged.update(killed_after(tmp_path, kill * 1_000_000, draw.randint(1, 2000)))
    with Ledger.open(tmp_path / LEDGER_FILE) as ledger:
        for n in acknowledged:
            reply = ledger.get(ask(f"question {n} " + "of some length " * 50).key())
            assert reply is not None, n
            assert reply.text == f"answer {n}"
        assert list(ledger.verify()) == []
        assert ledger.totals()["small"].calls >= len(acknowledged)


if __name__ == "__main__":
    asyncio.run(write(Path(sys.argv[1]), int(sys.argv[2])))
