"""How far a run is, for machines that watch it: JSON lines, and Prometheus text."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson

from openbook import atomic
from openbook.errors import OutputError
from openbook.pipeline.progress import Progress

EVERY_SECONDS = 10.0
COUNTED = ("sent", "replayed", "retried", "in_flight", "input_tokens", "output_tokens", "cost")


@contextmanager
def watched(files: Sequence[Path], progress: Progress, every: float = EVERY_SECONDS) -> Iterator[None]:
    """Write the run's state to the files now and then until the block ends, and once more then.

    Raises OutputError where a file can't be written at the beginning; what fails later is left out.
    """
    if not files:
        yield
        return
    write(files, state(progress, ended=False))
    over = threading.Event()

    def work() -> None:
        while not over.wait(every):
            with suppress(OSError, OutputError):
                write(files, state(progress, ended=False))

    thread = threading.Thread(target=work, name="openbook-metrics", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        with suppress(OSError, OutputError):
            write(files, state(progress, ended=True))


def state(progress: Progress, *, ended: bool) -> dict[str, Any]:
    """Return the counters of now; they are plain numbers, read without a lock."""
    phase = progress.phases[-1] if progress.phases else None
    return {
        "time": time.time(),
        "ended": ended,
        "phase": phase.name if phase else "",
        "unit": phase.unit if phase else "",
        "done": phase.done if phase else 0,
        "total": phase.total if phase else None,
        "seconds": round(phase.seconds(), 3) if phase else 0.0,
        "calls": {size: {name: getattr(calls, name) for name in COUNTED} for size, calls in progress.calls.items()},
    }


def write(files: Sequence[Path], now: dict[str, Any]) -> None:
    """Add a line to each `.jsonl` file, and replace each `.prom` file. Raises OutputError."""
    for path in files:
        if path.suffix == ".prom":
            atomic.write_bytes(path, prometheus(now).encode())
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as file:
                file.write(orjson.dumps(now, option=orjson.OPT_APPEND_NEWLINE))
        except OSError as error:
            raise OutputError(f"{path}: can't be written ({error.strerror}). Mend run.metrics.") from error


def prometheus(now: dict[str, Any]) -> str:
    """Return a state as Prometheus' text format has it."""
    phase = f'{{phase="{now["phase"]}"}}'
    metrics: list[tuple[str, str, str, list[tuple[str, Any]]]] = [
        ("time_seconds", "gauge", "When this was written.", [("", now["time"])]),
        ("ended", "gauge", "Whether the run has ended.", [("", int(now["ended"]))]),
        ("phase_done", "gauge", "Records of the phase of now that are done.", [(phase, now["done"])]),
        ("phase_total", "gauge", "Records of the phase of now.", [(phase, now["total"])]),
        ("phase_seconds", "gauge", "Seconds since the phase of now began.", [(phase, now["seconds"])]),
        (
            "calls_total",
            "counter",
            "Calls by who answered them.",
            _by(now, "answered", server="sent", ledger="replayed"),
        ),
        ("retries_total", "counter", "Requests that were sent again.", _of(now, "retried")),
        ("in_flight", "gauge", "Requests on the wire.", _of(now, "in_flight")),
        (
            "tokens_total",
            "counter",
            "Tokens of the calls sent.",
            _by(now, "direction", input="input_tokens", output="output_tokens"),
        ),
        ("cost_total", "counter", "Cost of the calls sent, by the config's prices.", _of(now, "cost")),
    ]
    return "".join(_lines(*metric) for metric in metrics)


def _lines(name: str, kind: str, what: str, values: list[tuple[str, Any]]) -> str:
    given = [f"openbook_{name}{labels} {value}\n" for labels, value in values if value is not None]
    head = f"# HELP openbook_{name} {what}\n# TYPE openbook_{name} {kind}\n"
    return head + "".join(given) if given else ""


def _of(now: dict[str, Any], name: str) -> list[tuple[str, Any]]:
    return [(f'{{model="{size}"}}', calls[name]) for size, calls in now["calls"].items()]


def _by(now: dict[str, Any], label: str, **names: str) -> list[tuple[str, Any]]:
    return [
        (f'{{model="{size}",{label}="{value}"}}', calls[name])
        for size, calls in now["calls"].items()
        for value, name in names.items()
    ]
