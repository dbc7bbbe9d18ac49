"""What is paid for is kept, found again, accounted for, and checked."""

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from calling import ask
from hypothesis import given
from hypothesis import strategies as st

from openbook.calls import Message, Reply, Request, Size, Usage
from openbook.errors import OutputError
from openbook.llm.ledger import LEDGER_FILE, Account, Ledger, audit, store
from openbook.llm.ledger.store import connect
from openbook.llm.scripted import plain_reply


def paid(text: str = "yes", *, read: int = 10, wrote: int = 5, **fields: object) -> Reply:
    return Reply(**{"text": text, "finish_reason": "stop", "usage": Usage(read, wrote), "seconds": 0.25} | fields)  # type: ignore[arg-type]


def put(ledger: Ledger, pairs: Sequence[tuple[Request, Reply]]) -> None:
    async def go() -> None:
        await asyncio.gather(*(ledger.put(request, reply) for request, reply in pairs))

    asyncio.run(go())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "output" / LEDGER_FILE


texts = st.text(st.characters(codec="utf-8"), max_size=300)


@given(st.lists(st.tuples(texts, texts, texts, st.booleans(), st.integers(1, 3)), max_size=8))
def test_what_was_put_is_got_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str, bool, int]]
) -> None:
    path = tmp_path_factory.mktemp("ledger") / LEDGER_FILE
    replies = {}
    with Ledger.open(path) as ledger:
        for asked, said, thought, estimated, attempt in rows:
            request = ask(asked, attempt=attempt)
            reply = paid(said, reasoning=thought, usage=Usage(3, 4, estimated), adaptations=("no_stop",))
            put(ledger, [(request, reply)])
            replies.setdefault(request.key(), reply)
    with Ledger.open(path) as ledger:
        for key, reply in replies.items():
            got = ledger.get(key)
            assert got is not None
            assert (got.text, got.reasoning, got.usage, got.adaptations, got.seconds, got.finish_reason) == (
                (reply.text, reply.reasoning, reply.usage, reply.adaptations, reply.seconds, reply.finish_reason)
            )
            assert got.replayed
        assert ledger.get("00" * 32) is None
        assert list(ledger.verify()) == []


def test_a_ledger_that_can_not_be_written_leaves_nothing_open(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[sqlite3.Connection] = []

    def refuse(path: Path) -> None:
        raise OutputError(f"{path}: the disk is full")

    def connected(path: Path) -> sqlite3.Connection:
        opened.append(connect(path))
        return opened[-1]

    monkeypatch.setattr(store, "LedgerWriter", refuse)
    monkeypatch.setattr(store, "connect", connected)
    with pytest.raises(OutputError, match="the disk is full"):
        Ledger.open(path)
    [reader] = opened
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        reader.execute("SELECT 1")
    monkeypatch.undo()
    Ledger.open(path).close()


def test_the_first_reply_to_a_key_stays(path: Path) -> None:
    with Ledger.open(path) as ledger:
        put(ledger, [(ask(), paid("first"))])
        put(ledger, [(ask(), paid("second"))])
        got = ledger.get(ask().key())
        assert got is not None
        assert got.text == "first"
        assert ledger.totals()["small"].calls == 2, "both were paid for"


def test_a_key_depends_on_the_logical_request_alone() -> None:
    base = ask("x")
    assert base.key() == ask("x", step="other", size="large", schema={"type": "object"}).key()
    others = [
        ask("y"), ask("x", attempt=2), ask("x", sampling={"temperature": 0}), ask("x", stop=("END",)), ask(prompt="x"),
        ask(messages=(Message("system", "x"),)), ask("x", model="other"),
    ]  # fmt: skip
    assert len({request.key() for request in (base, *others)}) == len(others) + 1


def test_what_an_output_directory_has_paid_survives_restarts_and_moves(path: Path) -> None:
    sizes: tuple[Size, ...] = ("small", "large")
    for run in range(2):
        with Ledger.open(path) as ledger:
            for size in sizes:
                put(ledger, [(ask(f"{run} {size} {n}", size=size, step=f"step of {size}"), paid()) for n in range(3)])
    moved = path.parent.rename(path.parent.with_name("moved")) / LEDGER_FILE
    with Ledger.open(moved) as ledger:
        assert ledger.totals()["small"] == Account("small", "", "mock", 6, 60, 30, 0, 1.5)
        assert [(a.step, a.calls) for a in ledger.accounts()] == [("step of small", 6), ("step of large", 6)]


def test_a_shared_ledger_tells_output_directories_apart(tmp_path: Path) -> None:
    shared = tmp_path / "all.db"
    with Ledger.open(shared, tmp_path / "a") as a, Ledger.open(shared, tmp_path / "b") as b:
        put(a, [(ask("1"), paid()), (ask("2"), paid())])
        put(b, [(ask("3"), paid())])
        assert a.output != b.output
        assert (a.totals()["small"].calls, b.totals()["small"].calls) == (2, 1)
        assert sum(account.calls for account in a.accounts(everybody=True)) == 3
        assert b.get(ask("1").key()) is not None, "what one has paid for serves the other"
        assert a.shared
        assert list(a.verify()) == []


def test_a_second_run_on_the_same_output_directory_is_refused(path: Path) -> None:
    with Ledger.open(path):
        with pytest.raises(OutputError, match="another run is using"):
            Ledger.open(path)
        with pytest.raises(OutputError, match="another run is using"):
            Ledger.open(path.parent.parent / "other.db", path.parent)
    Ledger.open(path).close()


@pytest.mark.whole
def test_a_child_that_outlives_the_run_does_not_hold_its_lock(path: Path) -> None:
    code = (
        "import os, sys, time; from pathlib import Path; from openbook.llm.ledger import Ledger\n"
        "Ledger.open(Path(sys.argv[1]))\n"
        "child = os.fork()\n"
        "if child == 0: os.close(1); time.sleep(30)\n"
        "print(child, flush=True); os.kill(os.getpid(), 9)"
    )
    process = subprocess.run([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True, check=False)
    child = int(process.stdout)
    try:
        with Ledger.open(path) as ledger:
            assert ledger.get("0" * 64) is None
    finally:
        os.kill(child, 9)


def test_looking_needs_no_lock_and_makes_no_file(path: Path) -> None:
    assert Ledger.look(path) is None
    assert not path.exists()
    with Ledger.open(path) as ledger:
        put(ledger, [(ask(), paid())])
        looking = Ledger.look(path)
        assert looking is not None
        with looking:
            assert looking.get(ask().key()) is not None
            assert [account.calls for account in looking.accounts()] == [1]
            with pytest.raises(OutputError, match="reading only"):
                put(looking, [(ask("more"), paid())])


def test_adaptations_are_remembered_by_server_and_model(path: Path) -> None:
    with Ledger.open(path) as ledger:
        for name in ("window_4096", "text_form", "window_512", "window_4096"):
            ledger.remember("http://a/v1", "m", name)
        ledger.remember("http://b/v1", "m", "no_system")
    with Ledger.open(path) as ledger:
        assert ledger.adaptations("http://a/v1", "m") == ("text_form", "window_512", "window_4096"), (
            "the last of a kind counts"
        )
        assert ledger.adaptations("http://a/v1", "other") == ()


def test_calls_are_exported_in_order_as_json(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        for n in range(3):
            put(ledger, [(ask(f"q{n}"), paid(f"a{n}"))])
        assert ledger.export(tmp_path / "calls.jsonl") == 3
    rows = [json.loads(line) for line in (tmp_path / "calls.jsonl").read_text().splitlines()]
    assert [row["request"]["messages"][0]["content"] for row in rows] == ["q0", "q1", "q2"]
    assert [row["reply"]["choices"][0]["message"]["content"] for row in rows] == ["a0", "a1", "a2"]
    assert rows[0]["key"] == ask("q0").key()
    assert rows[0]["usage"] == {"input_tokens": 10, "output_tokens": 5, "estimated": False}


def test_the_order_of_exported_calls_is_asked_for_and_no_accident(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        put(ledger, [(ask(f"q{n}"), paid()) for n in range(3)])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA reverse_unordered_selects = ON")
        audit.export(connection, tmp_path / "calls.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "calls.jsonl").read_text().splitlines()]
    assert [row["request"]["messages"][0]["content"] for row in rows] == ["q0", "q1", "q2"]


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE calls SET key = zeroblob(32) WHERE number = 2", "call 2: the request does not have the hash"),
        ("UPDATE calls SET request = x'00' WHERE number = 1", "call 1: the request can't be unpacked"),
        ("UPDATE calls SET reply = substr(reply, 1, 9) WHERE number = 1", "call 1: the reply can't be unpacked"),
        ("UPDATE calls SET input_tokens = 11", "accounts"),
        ("DELETE FROM calls WHERE number = 3", "accounts"),
        ("DELETE FROM openings", "can't be unpacked"),
    ],
)
def test_verify_finds_damage(path: Path, damage: str, found: str) -> None:
    with Ledger.open(path) as ledger:
        put(ledger, [(ask(str(n)), paid()) for n in range(3)])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(damage)
    with Ledger.open(path) as ledger:
        assert any(found in sentence for sentence in ledger.verify())


def test_a_damaged_reply_is_an_error_and_no_answer(path: Path) -> None:
    with Ledger.open(path) as ledger:
        put(ledger, [(ask(), paid())])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE calls SET reply = x'0123'")
    with Ledger.open(path) as ledger, pytest.raises(OutputError, match="damaged"):
        ledger.get(ask().key())


@pytest.mark.parametrize(
    "content", [b"this is no database, and it is longer than a header " * 40, b"SQLite format 3\0junk" * 60]
)
def test_what_is_no_ledger_is_refused_with_one_message(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(OutputError, match="damaged"):
        Ledger.open(path)
    assert path.read_bytes() == content


def test_a_newer_ledger_is_refused(path: Path) -> None:
    Ledger.open(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(OutputError, match="version 99"):
        Ledger.open(path)


def test_a_folder_that_can_not_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="can't be written"):
        Ledger.open(tmp_path / "file" / "output" / LEDGER_FILE)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_ledger_that_can_not_be_written_is_refused_before_anything_is_paid(path: Path) -> None:
    Ledger.open(path).close()
    path.chmod(0o444)
    with pytest.raises(OutputError, match="Mend its permissions"):
        Ledger.open(path)


def test_a_full_disk_keeps_what_fits_and_says_so(path: Path) -> None:
    """SQLite's own limit of pages fails exactly as a full disk does."""
    big = "".join(os.urandom(30_000).hex())
    with Ledger.open(path) as ledger:
        put(ledger, [(ask("early"), paid())])
        assert ledger._writer is not None
        ledger._writer._connection.execute("PRAGMA max_page_count = 9")

        async def go() -> list[BaseException | None]:
            pairs = [(ask("fits"), paid()), *((ask(f"{n} {big}"), paid()) for n in range(4)), (ask("fits too"), paid())]
            return await asyncio.gather(*(ledger.put(*pair) for pair in pairs), return_exceptions=True)

        errors = [result for result in asyncio.run(go()) if result is not None]
    assert errors
    assert all(isinstance(error, OutputError) and "the disk is full" in str(error) for error in errors)
    with Ledger.open(path) as ledger:
        assert ledger.get(ask("early").key()) is not None
        assert ledger.get(ask("fits").key()) is not None
        assert ledger.get(ask("fits too").key()) is not None
        assert list(ledger.verify()) == []


def test_a_key_is_no_part_of_what_is_stored(path: Path) -> None:
    """Requests hold no credentials: the ledger's columns are all there is."""
    with Ledger.open(path) as ledger:
        put(ledger, [(ask(), plain_reply("yes"))])
        names = {row[1] for row in ledger._reader.execute("PRAGMA table_info(calls)")}
    assert not {name for name in names if "api" in name or "url" in name or "header" in name}


def test_a_ledger_that_is_deleted_under_a_run_takes_no_more_replies(path: Path) -> None:
    with Ledger.open(path) as ledger:
        path.unlink()
        with pytest.raises(OutputError, match="was deleted while the run was using it"):
            put(ledger, [(ask("q"), paid("a"))])
