"""A reader that hangs or crashes costs one file; results come in order, in bounded memory, from any thread."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from openbook.codes import Code
from openbook.config import Config
from openbook.corpus.parsed import Limits, Parsed, RawFile, Unreadable
from openbook.corpus.read import read_corpus
from openbook.corpus.workers import Pool, Task
from openbook.records import Document

FUNCTION = "test_workers:misbehave"


def misbehave(file: RawFile) -> Iterator[Parsed | Unreadable]:
    """What a worker is told to run: the file's name says what it does."""
    import os
    import time

    name = file.source.partition("-")[0]
    if name == "hang":
        while True:
            time.sleep(60)
    if name == "spin":
        while True:
            pass
    if name == "crash":
        os.kill(os.getpid(), 11)
    if name == "leave":
        os._exit(3)
    if name == "late":
        yield Parsed("before the crash " * 70_000, line=1)
        os.write(1, b"noise on the standard output")
        os._exit(1)
    if name == "many":
        for line in range(1, 40):
            yield Parsed("x" * 1_000_000, line=line)
        return
    if name == "print":
        print("hello")  # noqa: T201 - libraries do
    yield Parsed(f"text of {file.source}")


def run(names: list[str], count: int = 2, seconds: float = 20) -> list[list[Parsed | Unreadable]]:
    tasks = [Task(index, name, name) for index, name in enumerate(names)]
    with Pool(count, Limits(), seconds, FUNCTION) as pool:
        for task in tasks:
            pool.submit(task)
        return [list(pool.results(task)) for task in tasks]


def shown(found: list[Parsed | Unreadable]) -> list[str]:
    return [one.text if isinstance(one, Parsed) else str(one.code) for one in found]


@pytest.mark.whole
def test_results_come_in_order_whatever_the_number_of_workers() -> None:
    names = [f"a-{number}" for number in range(40)]
    for count in (1, 3):
        assert [shown(found) for found in run(names, count)] == [[f"text of {name}"] for name in names]


@pytest.mark.whole
@pytest.mark.parametrize(("name", "words"), [("crash-1", "signal 11"), ("leave-1", "exit code 3")])
def test_a_crash_costs_one_file(name: str, words: str) -> None:
    found = run(["a-1", name, "a-2", name, "a-3"], count=1)
    assert [shown(one) for one in found] == [
        ["text of a-1"], ["reader_crashed"], ["text of a-2"], ["reader_crashed"], ["text of a-3"],
    ]  # fmt: skip
    [problem] = found[1]
    assert isinstance(problem, Unreadable)
    assert words in problem.detail


@pytest.mark.whole
@pytest.mark.parametrize("name", ["hang-1", "spin-1"])
def test_a_file_that_takes_too_long_is_given_up(name: str) -> None:
    found = run(["a-1", name, "a-2"], count=1, seconds=0.5)
    assert [shown(one) for one in found] == [["text of a-1"], ["timeout"], ["text of a-2"]]
    [problem] = found[1]
    assert isinstance(problem, Unreadable)
    assert "read.max_seconds (0.5)" in problem.detail


@pytest.mark.whole
def test_what_was_read_before_a_crash_is_kept() -> None:
    assert [text[:16] for text in shown(run(["late-1"])[0])] == ["before the crash", "reader_crashed"]


@pytest.mark.whole
def test_what_a_library_prints_does_no_harm() -> None:
    assert shown(run(["print-1"])[0]) == ["text of print-1"]


@pytest.mark.whole
def test_a_file_of_many_documents_is_passed_on_as_it_is_read() -> None:
    tasks = [Task(0, "many", "many-1"), Task(1, "many", "many-2")]
    with Pool(2, Limits(), 20, FUNCTION) as pool:
        for task in tasks:
            pool.submit(task)
        first = pool.results(tasks[0])
        next(first)
        assert not tasks[0].done
        assert 1 + sum(1 for _ in first) == 39
        assert sum(1 for _ in pool.results(tasks[1])) == 39


@pytest.mark.whole
def test_workers_end_when_nobody_wants_the_results() -> None:
    tasks = [Task(0, "many", "many-1"), Task(1, "hang", "hang-1")]
    with Pool(2, Limits(), 60, FUNCTION) as pool:
        for task in tasks:
            pool.submit(task)
        next(pool.results(tasks[0]))
        processes = [worker.process for worker in pool._workers]
    assert len(processes) == 2
    assert all(process.poll() is not None for process in processes)


@pytest.fixture
def corpus(tmp_path: Path) -> Config:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.html").write_text(f"<p>Page {number} has some text.</p>")
        (folder / f"{number:02}.txt").write_text(f"Text {number} has some words.")
    return Config.model_validate(
        {"path": {"input_dir": folder, "output_dir": tmp_path / "out"}, "read": {"workers": 2}}
    )


def sources(config: Config) -> list[str]:
    return [record.source for record in read_corpus(config)]


def test_formats_read_here_and_in_workers_come_in_one_order(corpus: Config) -> None:
    assert sources(corpus) == sorted(f"{number:02}.{kind}" for number in range(12) for kind in ("html", "txt"))


@pytest.mark.whole
def test_reading_works_in_a_thread_beside_an_event_loop(corpus: Config) -> None:
    async def main() -> list[str]:
        return await asyncio.to_thread(sources, corpus)

    assert asyncio.run(main()) == sources(corpus)


def test_reading_can_be_left_half_way(corpus: Config) -> None:
    before = threading.active_count()
    records = read_corpus(corpus)
    assert isinstance(next(records), Document)
    records.close()  # type: ignore[attr-defined]
    assert threading.active_count() <= before + 2


def test_plain_text_alone_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("# A\n\nSome text.")

    def refuse(*_: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(Pool, "_start", refuse)
    assert sources(Config.model_validate({"path": {"input_dir": tmp_path, "output_dir": "out"}})) == ["a.md"]


@pytest.mark.whole
def test_a_crash_is_reported_as_what_broke(corpus: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    (corpus.path.input_dir / "crash-1.html").write_text("<p>crash</p>")
    monkeypatch.setattr("openbook.corpus.workers.PARSE", FUNCTION)
    original = Pool.__init__

    def patched(self: Pool, count: int, limits: Limits, seconds: float) -> None:
        original(self, count, limits, seconds, FUNCTION)

    monkeypatch.setattr(Pool, "__init__", patched)
    failed = [record for record in read_corpus(corpus) if not isinstance(record, Document)]
    assert [(row.source, row.code, row.kind) for row in failed] == [("crash-1.html", Code.READER_CRASHED, "failed")]
