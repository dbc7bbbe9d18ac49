"""What a call costs: `openbook run` beside a bare client that posts the same bodies to the same mock server.

    python benchmarks/calls.py                 # the tables for benchmarks/README.md, about twenty minutes
    python benchmarks/calls.py --quick         # a look

Each measurement is a process of its own, and the mock server is another one. `run` is a whole run over documents made
for it; its judge and generate phases are measured: render, key, look-up, limits, send, commit, parse, verify.
`raw` is aiohttp with workers that post the bodies which that run has left in its ledger, and read the answers. `calls`
is the room llm alone, without prompts and checks.
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
import urllib.request
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
LEDGER = "openbook.db"
CLIENTS = ("run", "calls", "raw")
ALONE = 50_000
"""Items from which only `run` is measured: there its flatness is the question."""
WORDS = (
    *("harbour", "lantern", "copper", "granite", "meadow", "timber", "velvet", "saffron", "glacier", "anchor"),
    *("orchard", "pewter", "whether", "under", "since", "before", "which", "should", "about", "every", "never"),
    *("often", "could", "rather", "against", "between", "among"),
)


@dataclass(frozen=True)
class Case:
    """One measurement; `run` makes two calls an item."""

    items: int
    concurrency: int
    latency: float = 0.0
    """Seconds that the server takes for an answer."""
    allow: int | None = None
    """Requests that the server takes at a time."""


def write_documents(folder: Path, items: int) -> None:
    """Write documents that are cut into about this many chunks of 1,500 characters."""
    folder.mkdir()
    for n in range(0, items, 100):
        draw = random.Random(n)
        chunks = []
        for _ in range(min(100, items - n)):
            words = [f"{draw.choice(WORDS)}{draw.randrange(1000)}" for _ in range(160)]
            sentences = [" ".join(words[i : i + 10]).capitalize() + "." for i in range(0, len(words), 10)]
            chunks.append(" ".join(sentences))
        (folder / f"{n:07}.txt").write_text("\n\n".join(chunks))


def run(case: Case, url: str, folder: Path) -> dict[str, float]:
    """Make a whole run, and return what its two phases of calls took."""
    from openbook.config import Config
    from openbook.pipeline.halt import HaltSwitch
    from openbook.pipeline.progress import Phase, Progress
    from openbook.pipeline.run import run as run_all

    class Meter(Progress):
        """Adds up the CPU time of the phases that call a model."""

        cpu = 0.0

        def phase_started(self, phase: Phase) -> None:
            self.cpu -= cpu_seconds() if phase.size else 0.0

        def phase_ended(self, phase: Phase) -> None:
            self.cpu += cpu_seconds() if phase.size else 0.0

    write_documents(folder / "documents", case.items)
    api = {
        f"{size}_{key}": value for size in ("small", "large") for key, value in (("model", "mock"), ("base_url", url))
    }
    config = Config.model_validate(
        {
            "api": api,
            "path": {"input_dir": folder / "documents", "output_dir": folder / "output"},
            "system": {"concurrency_limit": case.concurrency, "chunk_size": 1800, "chunk_unit": "characters"},
            "retrieval": {"query": "chunk"},  # the mock asks no questions
        }
    )
    with Meter() as meter:
        summary = run_all(config, meter, HaltSwitch())
    calls = sum(each.sent for each in summary.counts.calls.values())
    assert summary.counts.items.accepted, f"nothing was accepted, so that this is no run: {summary.counts.items}"
    seconds = summary.seconds["judge"] + summary.seconds["generate"]
    return {"calls": calls, "seconds": seconds, "cpu": meter.cpu}


async def calls(case: Case, url: str, folder: Path) -> None:
    """Make the calls alone: the room llm over the bounded map."""
    from openbook.builtin import BuiltIn
    from openbook.calls import Reply
    from openbook.config import Config
    from openbook.llm.ledger import Ledger
    from openbook.llm.models import open_models
    from openbook.pipeline.executors.local import bounded_map

    config = Config.model_validate(
        {"api": {"small_model": "mock", "small_base_url": url}, "system": {"concurrency_limit": case.concurrency}}
    )
    with Ledger.open(folder / "again" / LEDGER) as ledger:
        async with (
            open_models(config, ledger, built_in=BuiltIn()) as models,
            aclosing(bounded_map(models.small.reply, _requests(folder), case.concurrency)) as results,
        ):
            async for _, reply in results:
                assert isinstance(reply, Reply)


def _requests(folder: Path) -> Iterator[Any]:
    from openbook.calls import Message, Request

    for step, logical in _logged(folder):
        messages = tuple(Message(**message) for message in logical["messages"])
        sampling, attempt = logical["sampling"], logical["attempt"]
        yield Request(step, "small", "mock", messages, sampling=sampling, attempt=attempt)


async def raw(case: Case, url: str, folder: Path) -> None:
    """Post ready-made bodies with workers, and nothing else."""
    import aiohttp
    import orjson

    headers = {"Content-Type": "application/json"}
    bodies = (
        orjson.dumps({"model": "mock", "messages": logical["messages"], **logical["sampling"]})
        for _, logical in _logged(folder)
    )

    async def work(session: aiohttp.ClientSession) -> None:
        for body in bodies:
            async with session.post(f"{url}/chat/completions", data=body, headers=headers) as response:
                assert response.status == 200
                await response.read()

    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:
        await asyncio.gather(*(work(session) for _ in range(case.concurrency)))


def _logged(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield step and logical request of each call that the run has made."""
    with (folder / "calls.jsonl").open("rb") as file:
        for line in file:
            yield (row := json.loads(line))["step"], row["request"]


def cpu_seconds() -> float:
    """Return the CPU time of this process so far, all threads."""
    return (own := resource.getrusage(resource.RUSAGE_SELF)).ru_utime + own.ru_stime


def measure(client: str, case: Case, url: str, folder: Path) -> dict[str, float]:
    """Make one measurement in this process."""
    import uvloop

    if client == "run":
        took = run(case, url, folder)
    else:
        reading = cpu_seconds()
        n = sum(1 for _ in _logged(folder))
        reading = cpu_seconds() - reading
        began, cpu = time.perf_counter(), cpu_seconds()
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run({"calls": calls, "raw": raw}[client](case, url, folder))
        seconds = time.perf_counter() - began - reading
        took = {"calls": n, "seconds": seconds, "cpu": cpu_seconds() - cpu - reading}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "rate": took["calls"] / took["seconds"],
        "cpu_ms": 1000 * took["cpu"] / took["calls"],
        "peak_mb": peak,
    } | took


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


def in_a_process(client: str, case: Case, folder: Path) -> dict[str, float]:
    """Make one measurement in a process of its own, against a fresh server."""
    allow = ["--allow", str(case.allow)] if case.allow is not None else []
    with mock_server("--latency", str(case.latency), *allow) as url:
        command = [sys.executable, __file__, "--one", client, "--url", url, "--folder", str(folder)]
        command += ["--items", str(case.items), "--concurrency", str(case.concurrency)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        with urllib.request.urlopen(f"{url.removesuffix('/v1')}/stats") as answer:
            stats = json.load(answer)
    return json.loads(done.stdout.splitlines()[-1]) | {"refused": float(stats["refused"])}


def measured(case: Case, times: int) -> dict[str, dict[str, float]]:
    """Measure the clients in turn, several times, and return their medians; a large case is run alone."""
    from openbook.llm.ledger import Ledger

    got: dict[str, list[dict[str, float]]] = {client: [] for client in CLIENTS[: 1 if case.items >= ALONE else None]}
    for _ in range(times):
        with tempfile.TemporaryDirectory() as name:
            for client in got:
                got[client].append(in_a_process(client, case, Path(name)))
                if (
                    len(got) > 1
                    and client == "run"
                    and (ledger := Ledger.look(Path(name) / "output" / LEDGER)) is not None
                ):
                    with ledger:
                        ledger.export(Path(name) / "calls.jsonl")
    return {
        client: {figure: statistics.median(each[figure] for each in rows) for figure in rows[0]}
        for client, rows in got.items()
    }


def rows(cases: list[tuple[Case, int]]) -> Iterator[str]:
    """Yield the lines of the table."""
    machine = f"{platform.machine()}, {len(os.sched_getaffinity(0))} cores"
    yield f"{machine}, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}\n"
    figures = ("raw/s", "run/s", "of raw", "calls/s", "of ideal", "raw ms", "run ms", "calls ms", "raw MB", "run MB")
    yield f"| items | at a time | latency | {' | '.join(figures)} |"
    yield f"|---|---|---|{'---|' * len(figures)}"
    for case, times in cases:
        got = measured(case, times)
        whole, alone, bare = (got.get(client) for client in CLIENTS)
        assert whole is not None
        ideal = f"{100 * whole['rate'] * case.latency / case.concurrency:.0f} %" if case.latency else ""
        shown = (
            f"{case.items:,} | {case.concurrency} | {case.latency * 1000:.0f} ms",
            f"{bare['rate']:,.0f}" if bare else "",
            f"{whole['rate']:,.0f}",
            f"{100 * whole['rate'] / bare['rate']:.0f} %" if bare else "",
            f"{alone['rate']:,.0f}" if alone else "",
            ideal,
            *(f"{each['cpu_ms']:.2f}" if each else "" for each in (bare, whole, alone)),
            *(f"{each['peak_mb']:.0f}" if each else "" for each in (bare, whole)),
        )
        yield f"| {' | '.join(shown)} |"


def polite(limits: tuple[int, ...]) -> Iterator[str]:
    """Yield a table of servers that take so many requests at a time, found out or told."""
    yield "| the server takes | found out: calls/s | 429s | told: calls/s | of the best |"
    yield "|---|---|---|---|---|"
    for allow in limits:
        got = []
        for concurrency in (500, allow):
            with tempfile.TemporaryDirectory() as name:
                got.append(in_a_process("run", Case(100 * allow, concurrency, 0.1, allow), Path(name)))
        found, told = got
        yield (
            f"| {allow} at a time | {found['rate']:,.0f} | {found['refused']:.0f} of {found['calls']:,.0f} "
            f"| {told['rate']:,.0f} | {100 * found['rate'] / told['rate']:.0f} % |"
        )


def main() -> None:
    """Print the table, or make one measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="two small rows")
    for name, kind in {"--one": str, "--url": str, "--folder": Path, "--items": int, "--concurrency": int}.items():
        parser.add_argument(name, type=kind, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, Case(options.items, options.concurrency), options.url, options.folder)))
        return
    if options.quick:
        cases = [(Case(1_000, 50), 1), (Case(1_000, 500, 0.2), 1)]
    else:
        cases = [(Case(500, 1), 1), (Case(1_000, 500), 3), *((Case(10_000, n), 3) for n in (50, 500, 2000))]
        cases += [
            (Case(10_000, 50, 0.2), 1),
            *((Case(10_000, n, 0.2), 3) for n in (500, 2000)),
            (Case(100_000, 500), 1),
        ]
    for line in chain(rows(cases), [""], polite((10,) if options.quick else (10, 60))):
        print(line, flush=True)


if __name__ == "__main__":
    main()
