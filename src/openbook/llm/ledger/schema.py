"""The ledger's file: its tables, and what its errors mean to a person."""

import sqlite3
from pathlib import Path

from openbook.errors import OutputError

VERSION = 1
BUSY_SECONDS = 60.0
"""How long a writer waits for another process that shares the ledger."""

_TABLES = """
CREATE TABLE calls (
    number INTEGER PRIMARY KEY,
    key BLOB NOT NULL,
    step TEXT NOT NULL,
    size TEXT NOT NULL,
    model TEXT NOT NULL,
    output TEXT NOT NULL,
    time REAL NOT NULL,
    seconds REAL NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    estimated INTEGER NOT NULL,
    finish_reason TEXT NOT NULL,
    adaptations TEXT NOT NULL,
    opening INTEGER NOT NULL,
    request BLOB NOT NULL,
    reply BLOB NOT NULL
);
CREATE INDEX calls_by_key ON calls (key);
CREATE TABLE openings (number INTEGER PRIMARY KEY, request BLOB NOT NULL);
CREATE TABLE paid (
    output TEXT NOT NULL,
    size TEXT NOT NULL,
    step TEXT NOT NULL,
    model TEXT NOT NULL,
    calls INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    estimated INTEGER NOT NULL,
    seconds REAL NOT NULL,
    PRIMARY KEY (output, size, step, model)
) WITHOUT ROWID;
CREATE TABLE adaptations (
    number INTEGER PRIMARY KEY,
    server TEXT NOT NULL,
    model TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (server, model, name)
);
"""
ADD_TO_ACCOUNT = """
ON CONFLICT (output, size, step, model) DO UPDATE SET
    calls = calls + excluded.calls,
    input_tokens = input_tokens + excluded.input_tokens,
    output_tokens = output_tokens + excluded.output_tokens,
    estimated = estimated + excluded.estimated,
    seconds = seconds + excluded.seconds
""".strip()
"""Behind an INSERT INTO paid: adds to the account where there is one."""


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open the ledger's file, made with its tables where it is missing. Raises OutputError where that can't be."""
    try:
        if not read_only:
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = _open(path, read_only)
        try:
            _prepare(connection, path, read_only)
        except BaseException:
            connection.close()
            raise
    except (sqlite3.Error, OSError) as error:
        raise refused(path, error) from error
    return connection


def read_only_address(path: Path) -> str:
    """Return the URI under which SQLite only looks into a ledger."""
    written = path.with_name(f"{path.name}-wal").exists()  # if nobody writes, a look needs no log, and leaves none
    return f"{path.resolve().as_uri()}?mode={'ro' if written else 'ro&immutable=1'}"


def _open(path: Path, read_only: bool) -> sqlite3.Connection:
    address = read_only_address(path) if read_only else f"{path.resolve().as_uri()}?mode=rwc"
    return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def _prepare(connection: sqlite3.Connection, path: Path, read_only: bool) -> None:
    connection.execute("PRAGMA cache_size = -2048")
    if not read_only:
        connection.execute("PRAGMA page_size = 16384")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN IMMEDIATE")
        version = _version(connection)
        if version == 0:
            for statement in _TABLES.split(";\n"):
                connection.execute(statement)
        # Written in any case: what can't be written is better known now than after something was paid.
        connection.execute(f"PRAGMA user_version = {version or VERSION}")
        connection.execute("COMMIT")
    version = _version(connection)
    if version != VERSION:
        raise OutputError(
            f"{path}: this ledger is of version {version}, and this openbook knows version {VERSION}. "
            "Use the openbook that wrote it, or another --output."
        )


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def damaged(path: Path) -> OutputError:
    """Return the error for a file that is no ledger, or no longer one."""
    return OutputError(
        f"{path}: this ledger is damaged, or is no ledger. Restore it from a copy, or move it away to start anew "
        "(what it holds would be paid for again)."
    )


def refused(path: Path, error: Exception) -> OutputError:
    """Return what an error of SQLite or of the file system means to a person."""
    said = str(error).lower()
    if "full" in said or "no space" in said or "quota" in said:
        return OutputError(
            f"{path}: the disk is full. Free some space and run the same command again; what the ledger has is kept."
        )
    if "malformed" in said or "not a database" in said or "no such table" in said or "no such column" in said:
        return damaged(path)
    if "locked" in said:
        return OutputError(
            f"{path}: another program keeps this ledger locked. Close it, and run the same command again."
        )
    if "i/o error" in said:
        return OutputError(
            f"{path}: the disk can't be written or read ({said}): it may be full, over a quota, or failing. "
            "Mend that and run the same command again; what the ledger has is kept."
        )
    return OutputError(f"{path}: the ledger can't be used ({said}). Mend its permissions, or name another folder.")
