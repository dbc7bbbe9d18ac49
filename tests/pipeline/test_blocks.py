"""Work over forked processes comes back in its order, whatever happens to any of them."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from openbook.blocks import BLOCK, here
from openbook.errors import PrerequisiteError
from openbook.pipeline.executors.blocks import Forked
from openbook.pipeline.executors.forks import can_fork

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system can't copy a process")

MANY = 40 * BLOCK


def forked(processes: int = 2, told: list[str] | None = None) -> Forked:
    return Forked(processes, lambda: None, ([] if told is None else told).append)


def worked(block: range) -> tuple[int, list[int]]:
    return os.getpid(), [number * number for number in block]


def children() -> list[int]:
    found = []
    with suppress(ChildProcessError):
        while True:
            found.append(os.waitpid(-1, os.WNOHANG)[0])
            if not found[-1]:
                break
    return found


@pytest.mark.parametrize("count", [0, 1, 7, 8, 100, MANY])
def test_what_came_of_all_numbers_comes_in_their_order_once(count: int) -> None:
    one: list[int] = []
    here(worked, count, lambda made: one.extend(made[1]))
    several: list[int] = []
    forked(3)(worked, count, lambda made: several.extend(made[1]))
    assert several == one == [number * number for number in range(count)]


def test_each_process_does_a_part_and_none_is_left() -> None:
    processes = set()
    forked()(worked, MANY, lambda made: processes.add(made[0]))
    assert len(processes) == 2
    assert os.getpid() not in processes
    assert children() == []


def test_few_numbers_are_done_here() -> None:
    processes = set()
    forked()(worked, 7, lambda made: processes.add(made[0]))
    assert processes == {os.getpid()}


def test_each_process_says_when_it_has_done_its_part(tmp_path: Path) -> None:
    Forked(3, lambda: (tmp_path / str(os.getpid())).touch(), print)(worked, MANY, lambda made: None)
    assert len(list(tmp_path.iterdir())) == 3


def test_what_a_process_had_that_was_ended_is_done_by_another(tmp_path: Path) -> None:
    def work(block: range) -> list[int]:
        if 100 in block and not (tmp_path / "ended").exists():
            (tmp_path / "ended").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return list(block)

    found: list[int] = []
    told: list[str] = []
    forked(2, told)(work, MANY, found.extend)
    assert found == list(range(MANY))
    assert told == ["A worker process was ended from outside; the others do what it had."]


def test_where_all_are_ended_a_person_is_told_what_to_do() -> None:
    def work(block: range) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(PrerequisiteError, match=r"smaller run\.processes"):
        forked()(work, MANY, lambda made: None)
    assert children() == []


def test_what_is_raised_in_a_process_is_raised_here_and_none_is_left() -> None:
    def work(block: range) -> list[int]:
        if 50 in block:
            raise ZeroDivisionError("a defect")
        return list(block)

    with pytest.raises(ZeroDivisionError, match="a defect"):
        forked()(work, MANY, lambda made: None)
    assert children() == []


def test_an_interrupt_while_results_are_taken_leaves_no_process() -> None:
    def took(made: tuple[int, list[int]]) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        forked()(worked, MANY, took)
    assert children() == []


def test_the_processes_leave_interrupts_to_the_one_that_leads() -> None:
    def work(block: range) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)
        return len(block)

    counts: list[int] = []
    forked()(work, MANY, counts.append)
    assert sum(counts) == MANY
