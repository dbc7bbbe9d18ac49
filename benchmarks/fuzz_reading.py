"""Mutated real files through the readers: no crash, no hang, no silent loss.

    python benchmarks/fuzz_reading.py [--corpora FOLDER] [--minutes 10] [--seed 0] [--only mdx,rst]

Each round takes a real file, damages it (bits, cuts, repeats, splices with another file; for packages also inside of a
member) and reads it in a worker process. Every outcome must be a document or a reason; an exception that no reader
foresaw counts as a defect, and so do a crash, a time-out, text that is not clean, and chunks that do not tile the text.
Files that showed a defect are kept. Exits 1 where there was any.
"""

import argparse
import io
import os
import random
import sys
import zipfile
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from fuzz_office import OFFICE_SEEDS
from fuzz_seeds import SEEDS
from openbook.codes import Code
from openbook.corpus.chunking.chunk import Chunker
from openbook.corpus.clean import clean
from openbook.corpus.parsed import Limits, Parsed, Unreadable
from openbook.corpus.suffixes import format_by, suffix_of
from openbook.corpus.workers import Pool, Task

PROJECT = Path(__file__).resolve().parents[1]
CORPORA = Path(os.environ.get("OPENBOOK_CORPORA", PROJECT.parent / "shared" / "corpora"))
SECONDS = 20.0
LARGEST = 200_000
"""Bytes of a file above which a part of it is taken: small files are damaged more often."""
ROUND = 32
PACKAGES = (".docx", ".epub", ".pptx", ".xlsx", ".odt", ".odp", ".ods")


def mutated(blob: bytes, draw: random.Random, other: bytes) -> bytes:
    """Return the bytes with one to eight kinds of damage."""
    data = bytearray(blob)
    for _ in range(draw.randint(1, 8)):
        if not data:
            break
        place = draw.randrange(len(data))
        length = min(draw.choice([1, 4, 16, 256, 4096]), len(data) - place)
        kind = draw.randrange(8)
        if kind == 0:
            data[place] ^= 1 << draw.randrange(8)
        elif kind == 1:
            del data[place : place + length]
        elif kind == 2:
            data[place:place] = data[place : place + length] * draw.randint(1, 50)
        elif kind == 3:
            data[place : place + length] = draw.randbytes(length)
        elif kind == 4 and other:
            start = draw.randrange(len(other))
            data[place:place] = other[start : start + length]
        elif kind == 5:
            del data[place:]
        elif kind == 6:
            data[place:place] = draw.choice(
                [b"<", b"\x00", b"\xff\xfe", b"\xed\xa0\xbd", b"```\n", b"\n|", b"[" * 400, b"{"]
            )
        else:
            data[place : place + length] = draw.choice([b"0", b"-1", b"99999999999", b"<!--", b"\x1b["])
    return bytes(data)


def repacked(blob: bytes, draw: random.Random, other: bytes) -> bytes:
    """Return a package with the content of one member damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(blob)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError):
        return mutated(blob, draw, other)
    telling = [name for name in members if name.endswith((".xml", ".rels", ".opf", ".xhtml", ".html", ".htm"))]
    name = draw.choice(telling or list(members))
    members[name] = mutated(members[name], draw, other)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return buffer.getvalue()


def defects(found: list[Parsed | Unreadable]) -> list[str]:
    """Return what is wrong with the outcome of a file."""
    wrong = [] if found else ["no outcome"]
    for one in found:
        if isinstance(one, Unreadable):
            if one.code in (Code.TIMEOUT, Code.READER_CRASHED) or one.detail.startswith("can't be read:"):
                wrong.append(f"{one.code}: {one.detail}")
            continue
        if clean(one.text) != one.text:
            wrong.append("text is not clean")
        if any(not 0 <= page <= len(one.text) for page in one.pages) or list(one.pages) != sorted(one.pages):
            wrong.append("pages are out of order")
        wrong += _chunk_defects(one)
    return wrong


def _chunk_defects(parsed: Parsed) -> list[str]:
    document = parsed.document("a.pdf" if parsed.pages else "a.md")
    place = 0
    for chunk in Chunker(700)(document):
        if document.text[chunk.start : chunk.end] != chunk.text or not 0 < len(chunk.text) <= 700:
            return ["a chunk is no slice of the text within the size"]
        if chunk.start < place or document.text[place : chunk.start].strip(" \n\t\u200b\ufeff\u2060" + WHITE):
            return ["text is lost between two chunks"]
        place = chunk.end
    return ["text is lost at the end"] if document.text[place:].strip(WHITE) else []


WHITE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\u200b\ufeff\u2060"


def sources(corpora: Path) -> list[Path]:
    """Return the real files of every format that is read."""
    return [
        path
        for folder in ("mixed", "manuals", "nasty", "books")
        for path in sorted((corpora / folder).rglob("*"))
        if format_by(suffix_of(path.name)) and path.is_file() and path.name != "bomb-like.docx"
    ]


def reader_of(path: Path) -> str:
    """Return the name of the reader of a file."""
    row = format_by(suffix_of(path.name))
    return row.reader if row else ""


def main() -> None:
    """Damage and read files for as long as asked, and print what came of them."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--corpora", type=Path, default=CORPORA)
    options.add_argument("--minutes", type=float, default=10.0)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--only", default="", help="readers to try, separated by commas; all without")
    options.add_argument("--keep", type=Path, default=Path("fuzz-defects"), help="where files with a defect are kept")
    chosen = options.parse_args()
    draw = random.Random(chosen.seed)
    seeds = TemporaryDirectory()
    for name, content in (SEEDS | OFFICE_SEEDS).items():
        (Path(seeds.name) / name).write_bytes(content)
    files = sources(chosen.corpora) + sorted(Path(seeds.name).iterdir())
    by_format: dict[str, list[Path]] = {}
    for path in files:
        by_format.setdefault(reader_of(path), []).append(path)
    if chosen.only:
        by_format = {name: paths for name, paths in by_format.items() if name in chosen.only.split(",")}
    outcomes: Counter[tuple[str, str]] = Counter()
    problems: Counter[str] = Counter()
    end = monotonic() + chosen.minutes * 60
    with TemporaryDirectory() as folder, Pool(2, Limits(max_unpacked_bytes=50_000_000), SECONDS) as pool:
        index = 0
        while monotonic() < end:
            tasks = []
            for _ in range(ROUND):
                path = draw.choice(by_format[draw.choice(sorted(by_format))])
                blob, other = path.read_bytes()[:LARGEST], draw.choice(files).read_bytes()[:LARGEST]
                if path.suffix in PACKAGES:
                    blob = path.read_bytes()
                inside = path.suffix in PACKAGES and draw.random() < 0.7
                place = Path(folder) / f"{index % ROUND}{suffix_of(path.name)}"
                place.write_bytes((repacked if inside else mutated)(blob, draw, other))
                tasks.append(Task(index, str(place), f"{path.name}#{index}"))
                pool.submit(tasks[-1])
                index += 1
            for task in tasks:
                found = list(pool.results(task))
                kind = reader_of(Path(task.path))
                for one in found[:50]:
                    outcomes[kind, "read" if isinstance(one, Parsed) else str(one.code)] += 1
                for wrong in defects(found):
                    problems[f"{kind}: {wrong}"] += 1
                    chosen.keep.mkdir(exist_ok=True)
                    (chosen.keep / f"{task.index}-{Path(task.path).name}").write_bytes(Path(task.path).read_bytes())
                Path(task.path).unlink(missing_ok=True)
    print(f"{index} files, seed {chosen.seed}")
    for (kind, outcome), count in sorted(outcomes.items()):
        print(f"{kind:10} {outcome:20} {count}")
    for problem, count in problems.most_common():
        print(f"DEFECT {count} x {problem}")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
