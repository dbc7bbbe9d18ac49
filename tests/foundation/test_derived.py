"""What was worked out is not worked out again, and nothing but time depends on it."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from openbook import derived
from openbook.derived import NOTHING, Derived

FILE = "derived.db"


class Worker:
    """Counts how often something is worked out."""

    def __init__(self) -> None:
        self.times = 0

    def made(self, value: object) -> Callable[[], object]:
        def make() -> object:
            self.times += 1
            return value

        return make


def worked_out(folder: Path, *given: object, most: int = 100) -> int:
    """Ask for what is given in a run of its own; return how often it was worked out."""
    worker, memory = Worker(), Derived(folder)
    for one in given:
        assert memory.once("square", one, worker.made([one, one]), json.loads) == [one, one]
    memory.close(most)
    return worker.times


def test_a_second_run_works_nothing_out(tmp_path: Path) -> None:
    assert worked_out(tmp_path, 1, 2) == 2
    assert worked_out(tmp_path, 2, 1, 3) == 1


def test_the_same_that_is_asked_again_in_a_run_may_be_made_again_and_is_kept_once(tmp_path: Path) -> None:
    worked_out(tmp_path, 1, 1)
    assert rows(tmp_path) == 1


def test_another_question_about_the_same_is_another_thing(tmp_path: Path) -> None:
    worker, memory = Worker(), Derived(tmp_path)
    assert memory.once("square", 2, worker.made(4), json.loads) == 4
    memory.flush()
    assert memory.once("double", 2, worker.made(5), json.loads) == 5
    memory.close(10)


def test_a_changed_program_works_everything_out_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out(tmp_path, 1)
    monkeypatch.setattr(derived, "program", lambda: b"changed")
    assert worked_out(tmp_path, 1) == 1


def test_the_program_is_all_of_the_package_and_its_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "room").mkdir()
    module, words = tmp_path / "room" / "module.py", tmp_path / "room" / "words.txt"
    module.write_text("a = 1\n")
    words.write_text("one\n")
    monkeypatch.setattr(derived, "__file__", str(tmp_path / "derived.py"))
    found = [derived.program.__wrapped__()]
    for second, (path, text) in enumerate(((module, "a = 2\n"), (module, "a = 10\n"), (words, "two\n"))):
        path.write_text(text)
        os.utime(path, (second, second))
        found.append(derived.program.__wrapped__())
    module.rename(tmp_path / "room" / "other.py")
    found.append(derived.program.__wrapped__())
    assert len(set(found)) == 5


def test_another_version_is_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    before = derived.program.__wrapped__()
    assert derived.program.__wrapped__() == before
    monkeypatch.setattr(derived, "__version__", "9.9")
    assert derived.program.__wrapped__() != before


@pytest.mark.parametrize("value", [(1, 2), {1: 2}, float("nan"), "\ud800"])
def test_what_would_be_read_otherwise_is_made_each_time(tmp_path: Path, value: object) -> None:
    for _ in range(2):
        worker, memory = Worker(), Derived(tmp_path)
        assert memory.once("it", 1, worker.made(value), json.loads) is value
        memory.close(10)
        assert worker.times == 1


def test_what_can_be_no_key_is_made_each_time(tmp_path: Path) -> None:
    memory = Derived(tmp_path)
    assert memory.once("it", "\ud800", lambda: 1, json.loads) == 1
    assert memory.once("it", object(), lambda: 2, json.loads) == 2


def test_a_file_that_is_none_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    assert worked_out(tmp_path, 1) == 1
    assert worked_out(tmp_path, 1) == 0


def test_a_damaged_entry_and_one_of_another_key_are_made_anew(tmp_path: Path) -> None:
    worked_out(tmp_path, 1, 2)
    with closing(sqlite3.connect(tmp_path / FILE)) as base, base:
        (first,), (second,) = base.execute("SELECT made FROM derived ORDER BY rowid").fetchall()
        base.execute("UPDATE derived SET made = ? WHERE made = ?", (first[:-3], first))
        base.execute("UPDATE derived SET made = ? WHERE made = ?", (first, second))
    assert worked_out(tmp_path, 1, 2) == 2


@pytest.mark.parametrize("size", [3, 5_000])
@pytest.mark.parametrize("place", [0, 17, 22, -1])
def test_a_changed_byte_anywhere_in_an_entry_is_known(tmp_path: Path, size: int, place: int) -> None:
    given = "a" * size
    worked_out(tmp_path, given)
    assert worked_out(tmp_path, given) == 0
    with closing(sqlite3.connect(tmp_path / FILE)) as base, base:
        made = bytearray(base.execute("SELECT made FROM derived").fetchone()[0])
        made[place] ^= 1
        base.execute("UPDATE derived SET made = ?", (bytes(made),))
    assert worked_out(tmp_path, given) == 1


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    assert worked_out(tmp_path / "gone", 1, 2) == 2
    (tmp_path / FILE).mkdir()
    assert worked_out(tmp_path, 1, 2) == 2


def test_a_file_that_fails_in_the_middle_costs_time_only(tmp_path: Path) -> None:
    worker, memory = Worker(), Derived(tmp_path)
    memory.once("it", 1, worker.made(1), json.loads)
    memory.flush()
    with closing(sqlite3.connect(tmp_path / FILE)) as base, base:
        base.execute("DROP TABLE derived")
    for _ in range(2):
        assert memory.once("it", 1, worker.made(1), json.loads) == 1
    memory.close(10)
    assert worker.times == 3


def test_the_oldest_entries_go_when_there_are_too_many(tmp_path: Path) -> None:
    worked_out(tmp_path, *range(6), most=4)
    assert rows(tmp_path) == 4
    assert worked_out(tmp_path, 0, 5) == 1


def test_two_that_share_a_file_have_what_either_works_out(tmp_path: Path) -> None:
    worked_out(tmp_path, "before")
    one, other, worker = Derived(tmp_path), Derived(tmp_path), Worker()
    one.once("it", 1, worker.made(1), json.loads)
    other.once("it", 2, worker.made(2), json.loads)
    one.flush()
    other.flush()
    assert one.once("it", 2, worker.made(2), json.loads) == 2
    assert other.once("it", 1, worker.made(1), json.loads) == 1
    assert worker.times == 2
    one.close(10)
    other.close(10)


def test_in_a_new_file_nothing_is_looked_for(tmp_path: Path) -> None:
    memory, worker = Derived(tmp_path), Worker()
    for _ in range(2):
        assert memory.once("it", 1, worker.made(1), json.loads) == 1
        memory.flush()
    assert worker.times == 2
    memory.close(10)
    later = Derived(tmp_path)
    assert later.once("it", 1, worker.made(1), json.loads) == 1
    assert worker.times == 2
    later.close(10)


def test_nothing_remembers_nothing() -> None:
    worker = Worker()
    for _ in range(2):
        NOTHING.once("it", 1, worker.made(1), json.loads)
    assert worker.times == 2


def rows(folder: Path) -> int:
    base = sqlite3.connect(folder / FILE)
    (count,) = base.execute("SELECT count(*) FROM derived").fetchone()
    base.close()
    return int(count)
