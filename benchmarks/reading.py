"""Reading and chunking, measured against the plain use of each library: MB of CPU-second, and peak memory.

    python benchmarks/reading.py [--corpora FOLDER] [--seconds 2] [--size 4000]

Every figure is of one process and one core; the two sides of a row are run in turn, several times, and the best of each
counts. MB are those of the files for reading, and of the text as UTF-8 for chunking. Peak memory is that of a fresh
process that does only this, less what an idle one has (Linux). The rows that compare chunkers need
`pip install langchain-text-splitters semantic-text-splitter`.
"""

import argparse
import gc
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import reading_inputs
from openbook.corpus.chunking.chunk import Chunker
from openbook.corpus.parsed import Limits, Parsed, RawFile
from openbook.corpus.read import parse_file
from openbook.records import Document
from reading_inputs import inputs, record_texts

PROJECT = Path(__file__).resolve().parents[1]
CORPORA = Path(os.environ.get("OPENBOOK_CORPORA", PROJECT.parent / "shared" / "corpora"))


def ours(path: Path) -> int:
    """Read a file as in a run."""
    found = parse_file(RawFile(path, path.name, Limits()))
    return sum(len(one.text) for one in found if isinstance(one, Parsed))


def best(ways: list[Callable[[], Any]], seconds: float) -> list[float]:
    """Return the least CPU time of each way in seconds, all run in turn."""
    least = [float("inf")] * len(ways)
    end = time.perf_counter() + seconds * len(ways)
    rounds = 0
    while rounds < 3 or time.perf_counter() < end:
        for index, way in enumerate(ways):
            started = time.process_time()
            way()
            least[index] = min(least[index], time.process_time() - started)
        rounds += 1
    return least


def peak(name: str, path: Path) -> float:
    """Return the MB that a fresh process needs at most for one file, beyond one that only imports."""
    return (_peak(name, path) - _peak("", path)) / 1024


def _peak(name: str, path: Path) -> float:
    command = [sys.executable, str(Path(__file__)), "--child", name, str(path)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def child(name: str, path: str) -> None:
    """Do one thing and print the peak memory in KB."""
    if name:
        (ours if name == "ours" else getattr(reading_inputs, name))(Path(path))
    status = Path("/proc/self/status").read_text()
    print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


def reading(corpora: Path, seconds: float, formats: str) -> None:
    """Print the table of reading, or the rows of some formats."""
    print("| format | file | plain MB/s | openbook MB/s | times the plain CPU | plain peak MB | openbook peak MB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with TemporaryDirectory() as folder:
        rows = inputs(corpora, Path(folder))
        # A worker holds nothing but its file; what this process holds shall not be looked through time and again.
        gc.collect()
        gc.freeze()
        for name, path, plain in rows:
            if formats and name.partition(",")[0] not in formats.split(","):
                continue
            size = path.stat().st_size / 1e6
            theirs, mine = best([lambda p=path, f=plain: f(p), lambda p=path: ours(p)], seconds)
            peaks = peak(plain.__name__, path), peak("ours", path)
            print(
                f"| {name} | {size:.2f} MB | {size / theirs:.0f} | {size / mine:.0f} | {mine / theirs:.2f} "
                f"| {peaks[0]:.0f} | {peaks[1]:.0f} |",
                flush=True,
            )


def splitters(size: int) -> dict[str, Callable[[str], Any]]:
    """Return the other chunkers that are installed."""
    ways: dict[str, Callable[[str], Any]] = {}
    if find_spec("langchain_text_splitters"):
        from langchain_text_splitters import MarkdownTextSplitter, RecursiveCharacterTextSplitter

        ways["langchain recursive"] = RecursiveCharacterTextSplitter(chunk_size=size, chunk_overlap=0).split_text
        ways["langchain markdown"] = MarkdownTextSplitter(chunk_size=size, chunk_overlap=0).split_text
    if find_spec("semantic_text_splitter"):
        from semantic_text_splitter import MarkdownSplitter, TextSplitter

        ways["semantic-text-splitter"] = TextSplitter(size).chunks
        ways["semantic-text-splitter markdown"] = MarkdownSplitter(size).chunks
    return ways


def texts(corpora: Path) -> list[tuple[str, str, str]]:
    """Return (row, text, markup)."""
    books = "\n\n".join(path.read_text("utf-8") for path in sorted((corpora / "books").glob("*.txt")))
    manuals = "\n\n".join(path.read_text("utf-8") for path in sorted((corpora / "manuals").rglob("*.md")))
    world = "\n\n".join(record_texts((corpora / "mixed" / "udhr-multilingual.jsonl").read_bytes()))
    line = " ".join(books.split())[:420_000]
    return [
        ("books", books, "plain"),
        ("manuals (Markdown)", manuals, "markdown"),
        ("nine languages", world, "plain"),
        ("one line of 420 KB", line, "plain"),
    ]


def chunking(corpora: Path, seconds: float, size: int) -> None:
    """Print the table of chunking."""
    others = splitters(size)
    names = ["langchain recursive", "langchain markdown", "semantic-text-splitter", "semantic-text-splitter markdown"]
    print(f"| text, chunks of {size:,} characters | openbook MB/s | " + " | ".join(names) + " |")
    print("| --- |" + " --- |" * (len(names) + 1))
    for name, text, markup in texts(corpora):
        megabytes = len(text.encode()) / 1e6
        document = Document(id="d", source="a", text=text, markup=markup)  # type: ignore[arg-type]
        ways: list[Callable[[], Any]] = [lambda d=document: Chunker(size)(d)]
        present = [other for other in names if other in others]
        slow = best([ways[0]], seconds)[0]
        row = [f"{megabytes / slow:.0f}"]
        for other in names:
            if other not in present:
                row.append("not installed")
                continue
            mine, theirs = best([ways[0], lambda t=text, f=others[other]: f(t)], min(seconds, 1.0))
            row.append(f"{megabytes / theirs:.1f} (ours {theirs / mine:.1f}x as fast)")
        print(f"| {name} | " + " | ".join(row) + " |", flush=True)


def main() -> None:
    """Print both tables, with machine and date."""
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:])
        return
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--corpora", type=Path, default=CORPORA)
    options.add_argument("--seconds", type=float, default=2.0, help="a way and row, at least")
    options.add_argument("--size", type=int, default=4000, help="characters a chunk")
    options.add_argument("--formats", default="", help="rows of reading alone, as `md,rst`")
    chosen = options.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, {datetime.now(UTC):%Y-%m-%d}\n")
    reading(chosen.corpora, chosen.seconds, chosen.formats)
    if chosen.formats:
        return
    print()
    chunking(chosen.corpora, chosen.seconds, chosen.size)


if __name__ == "__main__":
    main()
