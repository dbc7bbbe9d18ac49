"""A second run works out what has changed, and its files are those of a first one."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from whole_runs import Configured, data_files, run_quietly, serving

from openbook import builtin, derived
from openbook.dialogue.checks import verify as checking
from openbook.pipeline.executors.forks import can_fork


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count what the engine judges and writes, and what the checks look at."""
    times: Counter[str] = Counter()
    for module, name in ((builtin, "unsuitable"), (builtin, "_plan"), (checking, "verify")):
        monkeypatch.setattr(module, name, counted(getattr(module, name), times))
    return times


def counted(function: Callable[..., Any], times: Counter[str]) -> Callable[..., Any]:
    def call(*given: Any, **named: Any) -> Any:
        times[function.__name__] += 1
        return function(*given, **named)

    return call


@pytest.mark.whole
def test_nothing_is_judged_written_or_checked_twice(configured: Configured, done: Counter[str]) -> None:
    first = run_quietly(configured())
    bytes_of_first = data_files(first.output_dir)
    assert set(done) == {"unsuitable", "_plan", "verify"}
    done.clear()
    (first.output_dir / "drafts.jsonl").unlink()  # so that the files are written once more
    second = run_quietly(configured())
    assert not done
    assert second.counts == first.counts
    assert data_files(second.output_dir) == bytes_of_first


@pytest.mark.whole
def test_a_run_that_has_half_of_it_or_lost_it_makes_the_same_bytes(configured: Configured, done: Counter[str]) -> None:
    first = run_quietly(configured())
    wanted, file = data_files(first.output_dir), first.output_dir / "derived.db"
    full = sum(done.values())
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("DELETE FROM derived WHERE rowid % 2")
    done.clear()
    assert data_files(run_quietly(configured()).output_dir) == wanted
    assert 0 < sum(done.values()) < full
    file.unlink()
    done.clear()
    assert data_files(run_quietly(configured()).output_dir) == wanted
    assert sum(done.values()) == full


@pytest.mark.whole
@pytest.mark.parametrize(
    "changed",
    [
        {"system": {"seed": 5}},
        {"retrieval": {"distractors": "random"}},
    ],
)
def test_a_changed_setting_makes_what_a_new_folder_makes(
    configured: Configured, changed: dict[str, dict[str, object]]
) -> None:
    run_quietly(configured())
    again = run_quietly(configured(**changed))
    anew = run_quietly(configured("anew", **changed))
    assert data_files(again.output_dir) == data_files(anew.output_dir)


@pytest.mark.whole
def test_a_changed_document_makes_what_a_new_folder_makes(configured: Configured, done: Counter[str]) -> None:
    run_quietly(configured())
    first = sum(done.values())
    document = sorted(configured().path.input_dir.glob("*.md"))[0]
    document.write_text(document.read_text("utf-8").replace("Inspection", "The yearly inspection"), "utf-8")
    done.clear()
    again = run_quietly(configured())
    assert done["unsuitable"] == 3  # the chunks of the document
    assert sum(done.values()) < first
    assert data_files(again.output_dir) == data_files(run_quietly(configured("anew")).output_dir)


@pytest.mark.whole
def test_a_changed_program_works_everything_out_anew(
    configured: Configured, done: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run_quietly(configured())
    first = Counter(done)
    monkeypatch.setattr(derived, "program", lambda: b"changed")
    done.clear()
    run_quietly(configured())
    assert done == first


@pytest.mark.whole
def test_what_is_replayed_is_not_checked_again(configured: Configured, done: Counter[str]) -> None:
    with serving() as server:
        output = run_quietly(configured("paid", server.url)).output_dir
        first, calls = data_files(output), server.answered
        assert done["verify"]
        done.clear()
        (output / "drafts.jsonl").unlink()
        second = run_quietly(configured("paid", server.url))
        assert server.answered == calls
    assert not done
    assert data_files(second.output_dir) == first


@pytest.mark.whole
@pytest.mark.skipif(not can_fork(), reason="this system can't copy a process")
def test_processes_share_what_they_work_out(configured: Configured, done: Counter[str]) -> None:
    first = run_quietly(configured(run={"processes": 2}))
    wanted = data_files(first.output_dir)
    done.clear()
    second = run_quietly(configured())
    assert not done
    assert data_files(second.output_dir) == wanted


@pytest.mark.whole
def test_a_copied_folder_brings_it_along(configured: Configured, done: Counter[str], tmp_path: Path) -> None:
    run_quietly(configured("one"))
    shutil.copytree(tmp_path / "one", tmp_path / "other")
    done.clear()
    run_quietly(configured("other"))
    assert not done
