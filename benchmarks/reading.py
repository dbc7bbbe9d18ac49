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
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openbook.corpus.chunking.chunk import Chunker
from openbook.corpus.parsed import Limits, Parsed, RawFile
from openbook.corpus.read import parse_file
from openbook.records import Document

PROJECT = Path(__file__).resolve().parents[1]
CORPORA = Path(os.environ.get("OPENBOOK_CORPORA", PROJECT.parent / "shared" / "corpora"))


def plain_text(path: Path) -> int:
    """Read and decode."""
    return len(path.read_text("utf-8"))


def plain_jsonl(path: Path) -> int:
    """Parse each line with orjson and take the text."""
    import orjson

    with path.open("rb") as file:
        return sum(len(orjson.loads(line)["text"]) for line in file)


def plain_pdf(path: Path) -> int:
    """Take the text of each page as pdfium gives it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path.read_bytes())
    length = 0
    for page in document:
        text = page.get_textpage()
        length += len(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return length


def plain_docx(path: Path) -> int:
    """Unzip, parse with lxml, join the texts: no tables, lists, notes."""
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return sum(len("".join(part.text or "" for part in p.iter("{*}t"))) for p in root.iter("{*}p"))


def plain_html(path: Path) -> int:
    """Parse with selectolax and take the body's text: menus and all."""
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(path.read_bytes()).body
    return len(body.text()) if body is not None else 0


def plain_epub(path: Path) -> int:
    """Unzip, parse each page with selectolax and take its text: in the order of the archive."""
    from selectolax.lexbor import LexborHTMLParser

    length = 0
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xhtml", ".html", ".htm")):
                body = LexborHTMLParser(archive.read(name)).body
                length += len(body.text()) if body is not None else 0
    return length


def ours(path: Path) -> int:
    """Read a file as in a run."""
    found = parse_file(RawFile(path, path.name, Limits()))
    return sum(len(one.text) for one in found if isinstance(one, Parsed))


def inputs(corpora: Path, scratch: Path) -> list[tuple[str, Path, Callable[[Path], int]]]:
    """Return (row, file, plain way) of each format; text formats are made large enough to measure."""
    mixed = corpora / "mixed"
    books = "\n\n".join(path.read_text("utf-8") for path in sorted((corpora / "books").glob("*.txt")))
    manuals = "\n\n".join(path.read_text("utf-8") for path in sorted((corpora / "manuals").rglob("*.md")))
    world = (mixed / "udhr-multilingual.jsonl").read_bytes()
    (scratch / "books.txt").write_text(books * 8)
    (scratch / "books.md").write_text(books * 8)
    (scratch / "manuals.md").write_text(manuals * 12)
    (scratch / "world.jsonl").write_bytes(world * 60)
    (scratch / "world.txt").write_text("\n".join(record_texts(world)) * 60)
    return [
        ("txt, English", scratch / "books.txt", plain_text),
        ("txt, nine languages", scratch / "world.txt", plain_text),
        ("md, prose", scratch / "books.md", plain_text),
        ("md, tables, code, tags", scratch / "manuals.md", plain_text),
        ("jsonl, nine languages", scratch / "world.jsonl", plain_jsonl),
        ("html", mixed / "wikipedia-microsoft.html", plain_html),
        ("epub", mixed / "winter-sports.epub", plain_epub),
        ("docx", mixed / "autogen-paper.docx", plain_docx),
        ("pdf, one column", mixed / "filler-four-pages.pdf", plain_pdf),
        ("pdf, two columns", mixed / "literature-graph-two-column.pdf", plain_pdf),
        ("pdf, Chinese", mixed / "udhr-chinese.pdf", plain_pdf),
        *((name, path, plain_text) for name, path in markups(manuals * 3, books, scratch)),
    ]


def markups(text: str, prose: str, scratch: Path) -> list[tuple[str, Path]]:
    """Write Markdown in other plain markups: headings and code as they mark them. Return (format, file)."""
    code: dict[str, Callable[[str], str]] = {
        "rst": lambda inside: ".. code-block::\n\n" + "".join(f"   {line}\n" for line in inside.splitlines()),
        "org": lambda inside: f"#+begin_src\n{inside}#+end_src\n",
        "adoc": lambda inside: f"----\n{inside}----\n",
        "tex": lambda inside: f"\\begin{{verbatim}}\n{inside}\\end{{verbatim}}\n",
    }
    heading: dict[str, Callable[[str, str], str]] = {
        "rst": lambda _, title: f"{title}\n{'=' * len(title)}",
        "org": lambda marks, title: f"{'*' * len(marks)} {title}",
        "adoc": lambda marks, title: f"{'=' * len(marks)} {title}",
        "tex": lambda _, title: f"\\section{{{title}}}",
    }
    rows = []
    for name in code:
        parts = re.split(r"^```.*\n((?:(?!```).*\n)*)```[ ]*\n", text, flags=re.MULTILINE)
        for number, part in enumerate(parts):
            titled = re.sub(r"^(#+) (.+)$", lambda m, write=heading[name]: write(m[1], m[2]), part, flags=re.MULTILINE)
            parts[number] = code[name](part) if number % 2 else titled
        (scratch / f"a.{name}").write_text("".join(parts))
        rows.append((name, scratch / f"a.{name}"))
    lines = [line for line in prose.splitlines() if line.strip()]
    cues = (f"{n}\n00:{n // 60 % 60:02}:{n % 60:02},000 --> 00:{n // 60 % 60:02}:{n % 60:02},900\n{line}\n"
            for n, line in enumerate(lines, start=1))  # fmt: skip
    (scratch / "a.srt").write_text("\n".join(cues))
    return [*rows, ("srt", scratch / "a.srt")]


def record_texts(lines: bytes) -> Iterator[str]:
    """Yield the texts of JSON lines."""
    import orjson

    for line in lines.splitlines():
        yield orjson.loads(line)["text"]


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
        globals()[name](Path(path))
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
