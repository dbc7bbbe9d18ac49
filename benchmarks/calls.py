"""What a call costs: openbook beside a bare client that posts the same bodies to the same mock server.

    python benchmarks/calls.py                 # the table for benchmarks/README.md, some minutes
    python benchmarks/calls.py --quick         # a look

Each measurement is a process of its own (CPU time, peak memory), and the mock server is another one. `raw` is aiohttp
with workers that post ready-made bytes and read the answers; `openbook` is the whole path of a call: key, look-up in
the ledger, limits, sending, commit, parsing, over the bounded map. Both take turns.
"""

import argparse
import asyncio
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
WORDS = (
    *("harbour", "lantern", "copper", "granite", "meadow", "timber", "velvet", "saffron", "glacier", "anchor"),
    *("orchard", "pewter", "whether", "under", "since", "before", "which", "should", "about", "every", "never"),
    *("often", "could", "rather", "against", "between", "among"),
)


def text(words: int, seed: int) -> str:
    """Return words that compress about as well as prose."""
    draw = random.Random(seed)
    return " ".join(
        f"{draw.choice(WORDS)}{draw.choice(WORDS)[:3] if draw.random() < 0.4 else ''}" for _ in range(words)
    )


STATIC = text(1150, 1)
"""Instructions of about 8,000 characters, the same in each prompt."""
TEXT = text(8000, 2)


@dataclass(frozen=True)
class Case:
    """One measurement."""

    client: str
    items: int
    concurrency: int
    latency: float


def prompt(n: int) -> str:
    """Return a chunk of about 4,000 characters, another one for each number, at next to no cost."""
    start = n * 13 % (len(TEXT) - 4000)
    return f"{n}: {TEXT[start : start + 4000]}"


async def raw(case: Case, url: str) -> None:
    """Post ready-made bodies with workers and nothing else."""
    import aiohttp
    import orjson

    headers = {"Content-Type": "application/json"}
    numbers = iter(range(case.items))

    async def work(session: aiohttp.ClientSession) -> None:
        for n in numbers:
            messages = [{"role": "system", "content": STATIC}, {"role": "user", "content": prompt(n)}]
            body = orjson.dumps({"model": "mock", "messages": messages, "temperature": 0.2})
            async with session.post(f"{url}/chat/completions", data=body, headers=headers) as response:
                assert response.status == 200
                await response.read()

    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:
        await asyncio.gather(*(work(session) for _ in range(case.concurrency)))


async def openbook(case: Case, url: str) -> None:
    """Make the same calls as a run makes them."""
    from openbook.config import Config
    from openbook.llm.ledger import LEDGER_FILE, Ledger
    from openbook.llm.models import open_models
    from openbook.records import Message, Reply, Request
    from openbook.run.local import bounded_map

    config = Config.model_validate(
        {"api": {"small_model": "mock", "small_base_url": url}, "system": {"concurrency_limit": case.concurrency}}
    )
    system = Message("system", STATIC)
    requests = (
        Request("judge", "small", "mock", (system, Message("user", prompt(n))), sampling={"temperature": 0.2})
        for n in range(case.items)
    )
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / LEDGER_FILE) as ledger:
        async with (
            open_models(config, ledger) as models,
            aclosing(bounded_map(models.small.reply, requests, case.concurrency)) as results,
        ):
            async for _, reply in results:
                assert isinstance(reply, Reply)
        assert models.counters["small"].sent == case.items


def measure(case: Case, url: str) -> None:
    """Make one measurement in this process and print it as JSON."""
    import uvloop

    clients = {"raw": raw, "openbook": openbook}
    own = resource.getrusage(resource.RUSAGE_SELF)
    began, cpu = time.perf_counter(), own.ru_utime + own.ru_stime
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(clients[case.client](case, url))
    seconds = time.perf_counter() - began
    own = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "rate": case.items / seconds,
                "cpu_ms": 1000 * (own.ru_utime + own.ru_stime - cpu) / case.items,
                "peak_mb": own.ru_maxrss / 1024,
            }
        )
    )


@contextmanager
def mock_server(*options: str) -> Iterator[str]:
    """Yield the base URL of a mock server in a process of its own."""
    command = [sys.executable, str(PROJECT / "tests" / "mock_server.py"), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}/v1"
        finally:
            process.terminate()


def one(case: Case) -> dict[str, Any]:
    """Run one measurement in a process of its own, against a fresh server."""
    with mock_server("--latency", str(case.latency)) as url:
        command = [sys.executable, __file__, "--one", case.client, "--url", url]
        command += ["--items", str(case.items), "--concurrency", str(case.concurrency)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


def row(items: int, concurrency: int, latency: float, times: int) -> str:
    """Measure both clients in turn, and return their medians as a row of the table."""
    got: dict[str, list[dict[str, Any]]] = {"raw": [], "openbook": []}
    for _ in range(times):
        for client in got:
            got[client].append(one(Case(client, items, concurrency, latency)))
    middle = {
        client: {name: statistics.median(each[name] for each in rows) for name in ("rate", "cpu_ms", "peak_mb")}
        for client, rows in got.items()
    }
    bare, ours = middle["raw"], middle["openbook"]
    ideal = f"{100 * ours['rate'] * latency / concurrency:.0f} %" if latency else ""
    return (
        f"| {items:,} | {concurrency} | {latency * 1000:.0f} ms | {bare['rate']:,.0f} | {ours['rate']:,.0f} "
        f"| {100 * ours['rate'] / bare['rate']:.0f} % | {ideal} | {bare['cpu_ms']:.2f} | {ours['cpu_ms']:.2f} "
        f"| {bare['peak_mb']:.0f} | {ours['peak_mb']:.0f} |"
    )


def table(quick: bool) -> Iterator[str]:
    """Yield the lines of the table."""
    cores = len(os.sched_getaffinity(0))
    yield f"{platform.machine()}, {cores} cores, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
    yield ""
    yield "| calls | at a time | latency | raw/s | ours/s | of raw | of ideal | raw ms | our ms | raw MB | our MB |"
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    if quick:
        cases, times = [(3_000, 50, 0.0), (3_000, 500, 0.2)], 1
    else:
        cases = [(1_000, 1, 0.0), *((10_000, n, latency) for latency in (0.0, 0.2) for n in (50, 500, 2000))]
        cases += [(1_000, 500, 0.0), (100_000, 500, 0.0)]
        times = 3
    for items, concurrency, latency in cases:
        yield row(items, concurrency, latency, 1 if items >= 100_000 else times)


def main() -> None:
    """Print the table, or make one measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="two small rows")
    parser.add_argument("--one", choices=("raw", "openbook"), help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--items", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--concurrency", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure(Case(options.one, options.items, options.concurrency, 0.0), options.url)
        return
    for line in table(options.quick):
        print(line, flush=True)


if __name__ == "__main__":
    main()
