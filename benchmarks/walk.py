"""The walk of a chunk and of a reply through the house: which files are entered, in order, and how often it climbs.

    python benchmarks/walk.py

A chunk's walk is a whole run of a few chunks, against a server on this machine; a reply's is what happens below
`dialogue/generate.py`. A climb is a call into a room above the caller's, a callback: who reads on has to go back up.
"""

import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import FrameType
from typing import Any

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE / "tests"), str(HERE / "tests" / "pipeline"), str(HERE / "src")]

from whole_runs import serving, write_documents  # noqa: E402

import openbook  # noqa: E402
from test_imports import SOURCE, level, name  # noqa: E402

Step = tuple[str, str]
"""From a file, into a file; relative to the source folder."""


def ours(frame: FrameType | None) -> str:
    """Return the file of the nearest frame of the house; empty where there is none."""
    while frame is not None:
        if frame.f_code.co_filename.startswith(str(SOURCE)):
            return str(Path(frame.f_code.co_filename).relative_to(SOURCE))
        frame = frame.f_back
    return ""


@contextmanager
def watched() -> Iterator[list[Step]]:
    """Collect each first step from one file into another, in order."""
    steps: dict[Step, None] = {}

    def look(frame: FrameType, event: str, _: Any) -> None:
        runs = frame.f_code.co_flags & CO_OPTIMIZED  # functions, no bodies of modules and classes
        if event == "call" and runs and frame.f_code.co_filename.startswith(str(SOURCE)):
            step = (ours(frame.f_back), ours(frame))
            if step[0] != step[1]:
                steps.setdefault(step)

    found: list[Step] = []
    threading.setprofile(look)
    sys.setprofile(look)
    try:
        yield found
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
        found += steps


def climbs(steps: list[Step]) -> list[Step]:
    """Return the steps into a room above."""
    return [
        (caller, entered)
        for caller, entered in steps
        if caller and level(name(SOURCE / entered)) > level(name(SOURCE / caller))
    ]


def below(steps: list[Step], file: str) -> list[Step]:
    """Return the steps that can be reached from a file."""
    reached = {file}
    while more := {entered for caller, entered in steps if caller in reached} - reached:
        reached |= more
    return [step for step in steps if step[0] in reached]


def row(what: str, steps: list[Step]) -> str:
    """Return a line of the table."""
    files = {file for step in steps for file in step if file}
    rooms = {file.split("/")[0] for file in files if "/" in file}
    return f"| {what} | {len(files)} | {len(rooms)} | {len(climbs(steps))} |"


def main() -> None:
    """Run a few chunks and print the table, and the walk of a reply."""
    with tempfile.TemporaryDirectory() as folder, serving() as server:
        api = {
            f"{size}_{key}": value
            for size in ("small", "large")
            for key, value in (("model", "m"), ("base_url", server.url))
        }
        config = openbook.Config.model_validate(
            {
                "path": {
                    "input_dir": write_documents(Path(folder) / "documents", 3),
                    "output_dir": Path(folder) / "out",
                },
                "system": {"chunk_size": 900, "chunk_unit": "characters"},
                "api": api,
                "retrieval": {"query": "chunk"},
            }
        )
        with watched() as steps:
            openbook.run(config)
    reply = below(steps, "dialogue/generate.py")
    print("| walk | files | rooms | climbs |\n| --- | --- | --- | --- |")
    print(row("a chunk, from its file to a record", steps))
    print(row("a reply, from the call that asks for it to a draft", reply))
    for caller, entered in climbs(steps):
        print(f"climb: {caller} → {entered}")


if __name__ == "__main__":
    main()
