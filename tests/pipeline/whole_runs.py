"""Small corpora and a mock server for whole runs."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from mock_server import MockServer
from openbook.config import Config
from openbook.pipeline.halt import HaltSwitch
from openbook.pipeline.progress import Progress
from openbook.pipeline.run import run
from openbook.pipeline.summary import Summary

SUBJECTS = ("harbour", "lantern", "foghorn", "dredger", "quarantine", "tide gauge", "pilot boat", "breakwater", "winch")


def write_documents(folder: Path, documents: int = 9, sections: int = 3) -> Path:
    """Write a small handbook: each document has its subject, each section its own figures."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(documents):
        subject = f"{SUBJECTS[n % len(SUBJECTS)]} {n}"
        parts = [f"# The {subject}\n"]
        for section in range(sections):
            figure = 100 + 37 * n + 11 * section
            parts.append(
                f"## Rule {section} of the {subject}\n\n"
                f"The {subject} is a station kept by crew {figure}. It was built in {1800 + figure % 190} because the "
                f"old one number {n}-{section} had sunk. Inspection {figure} takes {3 + section} hours and is led by "
                f"warden {chr(65 + n % 26)}{section}. The signal key {n * 7 + section} is turned {2 + section} times "
                f"before the gate of the {subject} is opened for vessels of class {figure * 3}. "
                f"The {subject} bell {section} rings at {section + 6:02}:00. The {subject} mast {section} is {figure} "
                f"metres high.\n"
            )
        (folder / f"{n:03}-{subject.replace(' ', '-')}.md").write_text("\n".join(parts), encoding="utf-8")
    return folder


async def _end(server: MockServer) -> None:
    """Stop the server, and the answers that nobody waits for any more."""
    await server.stop()
    late = asyncio.all_tasks() - {asyncio.current_task()}
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)


@contextmanager
def serving(**settings: Any) -> Iterator[MockServer]:
    """Run a mock server on a thread of its own while the block runs."""
    loop = asyncio.new_event_loop()
    server = MockServer(**settings)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(server.start(), loop).result(10)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


Configured = Callable[..., Config]


@pytest.fixture
def configured(tmp_path: Path) -> Configured:
    """Return a maker of configs over the same small documents; sections are given as dicts."""
    documents = write_documents(tmp_path / "documents")

    def make(output: str = "output", url: str | None = None, **sections: dict[str, Any]) -> Config:
        given: dict[str, Any] = {
            "path": {"input_dir": documents, "output_dir": tmp_path / output},
            "system": {"chunk_size": 500, "chunk_unit": "characters"},
        }
        if url is not None:
            given["api"] = {
                f"{size}_{key}": value
                for size in ("small", "large")
                for key, value in {"model": "mock", "base_url": url, "mode": "api"}.items()
            }
            given["retrieval"] = {"query": "chunk"}
        for name, keys in sections.items():
            given[name] = given.get(name, {}) | keys
        return Config.model_validate(given)

    return make


def run_quietly(config: Config, switch: HaltSwitch | None = None, limit: int | None = None) -> Summary:
    """Run without a display."""
    with Progress() as progress:
        return run(config, progress, switch or HaltSwitch(), limit)


def data_files(output: Path) -> dict[str, bytes]:
    """Return the files that are a function of config, documents and replies."""
    apart = {"run.json", "small_model_tokens.json", "large_model_tokens.json"}
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.name not in apart and path.suffix in {".jsonl", ".yaml"}
    }
