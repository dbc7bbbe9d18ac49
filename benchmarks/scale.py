"""A large corpus on one machine: time, memory and disk by phase, and what a second run costs.

    python benchmarks/scale.py                     # 100,000 chunks of 4,000 characters with the built-in engine
    python benchmarks/scale.py --chunks 1000000    # the million: 4 GB of text, about 67 GB of disk

The text is made: pseudo-words with the frequencies of a natural language (Zipf and Mandelbrot) in English sentences of
the kinds that manuals have, so that an index has a natural vocabulary and the built-in engine finds something to ask.
Each run is a process of its own, niced if this one is; its memory and the disk that it uses are sampled.
"""

import argparse
import bisect
import gc
import json
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

CHUNK = 4_000
"""Characters."""
CHUNKS_A_FILE = 20
VOCABULARY = 200_000
PHASES = ("read", "judge", "index", "simulate", "generate", "assemble")
ONSETS = ("b", "br", "c", "ch", "d", "dr", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "v")
VOWELS = ("a", "e", "i", "o", "u", "ea", "ou")
CODAS = ("", "l", "n", "r", "s", "t", "nd", "rk")
SENTENCES = (
    "The {0} of the {1} is a {2} {3} that {4} the {5}.",
    "A {0} {1} weighs {n} kilograms and is {m} metres long.",
    "The {0} {1} was built in {y} because the old {2} had failed.",
    "If the {0} {1} is closed, the {2} {3} stops after {n} minutes.",
    "To open the {0}, turn the {1} {2} {m} times and lift the {3}.",
    "{C} is the {0} of the {1} in {D}.",
    "The {0} {1} consists of {n} {2} and {m} {3}.",
    "Every {0} has a {1} {2}, which keeps the {3} from the {4}.",
    "The {0} {1} must not be used when the {2} is above {n} degrees.",
    "{C} {D} introduced the {0} {1} in {y}.",
)


class Words:
    """Pseudo-words, the common ones short, drawn with natural frequencies."""

    def __init__(self) -> None:
        draw = random.Random(1)
        found: dict[str, None] = {}
        while len(found) < VOCABULARY:
            syllables = 1 + (len(found) > 600) + (len(found) > 40_000)
            word = "".join(draw.choice(ONSETS) + draw.choice(VOWELS) + draw.choice(CODAS) for _ in range(syllables))
            found[word] = None
        self.words = list(found)
        self.weights = list(accumulate(1.0 / (rank + 2.7) for rank in range(VOCABULARY)))

    def drawn(self, draw: random.Random, count: int) -> list[str]:
        """Return words as they follow each other in a language that has no grammar."""
        total, find = self.weights[-1], bisect.bisect
        return [self.words[min(find(self.weights, draw.random() * total), VOCABULARY - 1)] for _ in range(count)]


def write_corpus(folder: Path, chunks: int) -> int:
    """Write files of 20 chunks; return their bytes in all."""
    words, size = Words(), 0
    for number in range(-(-chunks // CHUNKS_A_FILE)):
        draw = random.Random(number)
        topics = words.drawn(draw, 40)
        parts = [f"# The {topics[0]} {topics[1]}"]
        length = 0
        while length < CHUNK * CHUNKS_A_FILE * 0.97:
            sentences = []
            for _ in range(draw.randrange(4, 8)):
                used = words.drawn(draw, 6)
                used[draw.randrange(2)] = draw.choice(topics)
                values = {"n": draw.randrange(2, 900), "m": draw.randrange(2, 99), "y": draw.randrange(1800, 2025)}
                names = {"C": draw.choice(topics).capitalize(), "D": used[3].capitalize()}
                sentences.append(draw.choice(SENTENCES).format(*used, **values, **names))
            if draw.random() < 0.12:
                parts.append(f"## The {draw.choice(topics)} {draw.choice(topics)}")
            parts.append(" ".join(sentences))
            length += len(parts[-1]) + 2
        path = folder / f"{number // 1000:03}" / f"{number:06}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes("\n\n".join(parts).encode())
    return size


def one_run(folder: Path, processes: int = 1) -> dict[str, Any]:
    """Make a run in this process, and return CPU and wall time and memory by phase, and the counts."""
    from openbook.cli import OBJECTS
    from openbook.config import Config
    from openbook.pipeline.halt import HaltSwitch
    from openbook.pipeline.progress import Phase, Progress
    from openbook.pipeline.run import run

    measured: dict[str, dict[str, float]] = {}

    class Meter(Progress):
        def phase_started(self, phase: Phase) -> None:
            measured.setdefault(phase.name, {"cpu": 0.0, "own": 0.0, "seconds": 0.0, "rss": 0.0})
            measured[phase.name]["cpu"] -= cpu()
            measured[phase.name]["own"] -= time.process_time()

        def phase_ended(self, phase: Phase) -> None:
            measured[phase.name]["cpu"] += cpu()
            measured[phase.name]["own"] += time.process_time()
            measured[phase.name]["seconds"] += phase.seconds()
            measured[phase.name]["rss"] = max(measured[phase.name]["rss"], resident())

    gc.set_threshold(OBJECTS)  # as the command does
    gc.freeze()
    config = Config.model_validate(
        {
            "path": {"input_dir": folder / "documents", "output_dir": folder / "output"},
            "system": {"chunk_size": CHUNK, "chunk_unit": "characters"},
            "run": {"processes": processes},
        }
    )
    began = time.monotonic()
    with Meter() as meter:
        summary = run(config, meter, HaltSwitch())
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF,)) / 1024
    counts = summary.counts
    return {
        "phases": measured,
        "cpu": cpu(),
        "seconds": time.monotonic() - began,
        "peak": peak,
        "chunks": counts.chunks.total,
        "items": counts.items.total,
        "records": counts.records,
    }


def cpu() -> float:
    """Return the CPU seconds of this process and of its ended children."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def resident() -> float:
    """Return the megabytes that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def measured_run(folder: Path, processes: int) -> dict[str, Any]:
    """Make a run in a process of its own, and sample the disk that it uses: its output and its unnamed files."""
    command = [sys.executable, __file__, "--run", folder, "--processes", str(processes)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    done, most = threading.Event(), {"disk": 0, "memory": 0}

    def watch() -> None:
        while not done.wait(2.0):
            most["disk"] = max(most["disk"], written(folder / "output") + unnamed(running.pid))
            most["memory"] = max(most["memory"], sum(map(held, family(running.pid))))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        out, _ = running.communicate()
    finally:
        done.set()
        thread.join()
    if running.returncode:
        sys.exit(running.returncode)
    return json.loads(out.splitlines()[-1]) | most


def written(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    sizes = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            sizes += path.stat().st_size if path.is_file() else 0
    return sizes


def unnamed(process: int) -> int:
    """Return the bytes of the files that a process has open and nobody else can see."""
    sizes = 0
    for link in Path(f"/proc/{process}/fd").glob("*"):
        with suppress(OSError):
            sizes += link.stat().st_size if str(link.readlink()).endswith(" (deleted)") else 0
    return sizes


def family(process: int) -> list[int]:
    """Return a process and those that it has started."""
    with suppress(OSError):
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        return [process, *(one for child in children for one in family(int(child)))]
    return [process]


def held(process: int) -> int:
    """Return the bytes that a process holds; of a page that several share, its part."""
    with suppress(OSError):
        rows = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return sum(int(row.split()[1]) * 1024 for row in rows if row.startswith("Pss:"))
    return 0


def show(title: str, made: dict[str, Any], first: dict[str, Any] | None = None) -> None:
    """Print a run as a Markdown table."""
    print(f"\n{title}: {made['chunks']:,} chunks, {made['items']:,} items, {made['records']:,} records\n")
    print("| phase | seconds | CPU s | ms a chunk | of these in the process that leads | MB it held at its end |")
    print("|---|---|---|---|---|---|")
    for name, row in made["phases"].items():
        each, own = (row[kind] / made["chunks"] * 1000 for kind in ("cpu", "own"))
        print(f"| {name} | {row['seconds']:,.1f} | {row['cpu']:,.1f} | {each:.2f} | {own:.2f} | {row['rss']:,.0f} |")
    share = f", {made['cpu'] / first['cpu']:.0%} of the first run's CPU" if first else ""
    memory, disk = made["memory"] / 1e6, made["disk"] / 1e9
    print(
        f"\nIn all {made['seconds']:,.0f} s, {made['cpu']:,.0f} s of CPU{share}, at most {memory:,.0f} MB of memory in"
    )
    print(f"all processes ({made['peak']:,.0f} in the one that leads), {disk:,.2f} GB of disk beside the documents.")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chunks", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path("scale-benchmark"), help="deleted afterwards")
    parser.add_argument("--keep", action="store_true", help="don't delete the folder")
    parser.add_argument("--processes", type=int, default=1, help="run.processes")
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run is not None:
        print(json.dumps(one_run(given.run, given.processes)))
        return
    folder: Path = given.folder.absolute()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{datetime.now(UTC):%Y-%m-%d}"
    )
    if not (folder / "documents").is_dir():
        size = write_corpus(folder / "documents", given.chunks)
        print(f"{size / 1e9:.2f} GB of text")
    first = measured_run(folder, given.processes)
    show("First run", first)
    show("Second run", measured_run(folder, given.processes), first)
    output = sum(path.stat().st_size for path in (folder / "output").rglob("*") if path.is_file())
    print(f"\nThe output folder holds {output / 1e9:.2f} GB.")
    if not given.keep:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
