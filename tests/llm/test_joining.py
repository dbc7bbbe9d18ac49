"""Ledgers of several runs become one, and what is new in one can travel alone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from calling import ask
from test_ledger import paid, put

from openbook.dataset.decisions import Decision, Decisions
from openbook.errors import OutputError
from openbook.llm.ledger import LEDGER_FILE, Ledger
from openbook.llm.ledger.joining import join, joined_before, write_newer


def ledger(folder: Path, *asked: str) -> Path:
    with Ledger.open(folder / LEDGER_FILE) as opened:
        put(opened, [(ask(text), paid(f"{text}!")) for text in asked])
    return folder / LEDGER_FILE


def answers(path: Path, *asked: str) -> list[str | None]:
    with Ledger.open(path) as opened:
        assert not list(opened.verify())
        found = [opened.get(ask(text).key()) for text in asked]
    return [None if reply is None else reply.text for reply in found]


def test_parts_of_a_ledger_joined_are_the_whole(tmp_path: Path) -> None:
    source = ledger(tmp_path / "one", "a", "b")
    first = write_newer(source, tmp_path / "1.db", 0)
    ledger(tmp_path / "one", "c")
    second = write_newer(source, tmp_path / "2.db", first)
    assert (first, second) == (2, 3)
    target = ledger(tmp_path / "two")
    assert [join(target, tmp_path / name, "id") for name in ("1.db", "2.db", "1.db")] == [2, 1, 0]
    assert answers(target, "a", "b", "c") == ["a!", "b!", "c!"]


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    source = ledger(tmp_path / "one", "a")
    assert write_newer(source, tmp_path / "1.db", 1) == 1
    assert write_newer(source, None, 0) == 1
    assert not (tmp_path / "1.db").exists()


def decide(path: Path, *made: Decision) -> None:
    with closing(Decisions(path)) as decisions:
        for decision in made:
            decisions.keep(decision)


def verdicts(path: Path) -> dict[tuple[str, str], str]:
    with closing(Decisions(path)) as decisions:
        return {(one.draft, one.reviewer): one.verdict for every in decisions.all().values() for one in every}


def test_reviewers_decisions_come_along_and_the_later_of_two_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = iter(range(1, 100))
    monkeypatch.setattr("time.time", lambda: float(next(now)))
    ours, theirs = ledger(tmp_path / "one"), ledger(tmp_path / "two")
    decide(ours, Decision("a", "ada", "accept"))
    decide(theirs, Decision("a", "ada", "reject"), Decision("a", "bob", "accept"), Decision("b", "ada", "edit"))
    decide(ours, Decision("b", "ada", "reject"))
    for _ in range(2):
        join(ours, theirs, "id")
        assert verdicts(ours) == {("a", "ada"): "reject", ("a", "bob"): "accept", ("b", "ada"): "reject"}


def test_the_tokens_of_replies_in_both_are_told_and_no_ledger_is_made_by_looking(tmp_path: Path) -> None:
    ours, theirs = ledger(tmp_path / "one", "b"), ledger(tmp_path / "two", "a")
    assert joined_before(ours, theirs) == {}
    join(ours, theirs, "id")
    assert joined_before(ours, theirs) == {"small": (10, 5)}
    absent = tmp_path / "three.db"
    with pytest.raises(OutputError):
        joined_before(absent, theirs)
    assert not absent.exists()


def test_a_decision_that_was_taken_back_does_not_come_back(tmp_path: Path) -> None:
    ours, theirs = ledger(tmp_path / "one"), ledger(tmp_path / "two")
    decide(theirs, Decision("a", "ada", "reject"))
    join(ours, theirs, "id")
    with closing(Decisions(ours)) as decisions:
        decisions.take_back("a", "ada")
    join(ours, theirs, "id")
    assert verdicts(ours) == {}


def test_decisions_of_before_are_read_and_joined(tmp_path: Path) -> None:
    ours, theirs = ledger(tmp_path / "one"), ledger(tmp_path / "two")
    with closing(sqlite3.connect(theirs)) as file:
        file.execute(
            "CREATE TABLE decisions (number INTEGER PRIMARY KEY AUTOINCREMENT, draft TEXT NOT NULL, reviewer TEXT NOT "
            "NULL, verdict TEXT NOT NULL, turns TEXT NOT NULL, note TEXT NOT NULL, UNIQUE (draft, reviewer))"
        )
        file.execute(
            "INSERT INTO decisions (draft, reviewer, verdict, turns, note) VALUES ('a', 'ada', 'reject', '[]', '')"
        )
        file.commit()
    decide(ours, Decision("b", "ada", "accept"))
    join(ours, theirs, "id")
    join(ledger(tmp_path / "three"), theirs, "id")
    for path in (ours, theirs, tmp_path / "three" / LEDGER_FILE):
        assert verdicts(path)["a", "ada"] == "reject"
