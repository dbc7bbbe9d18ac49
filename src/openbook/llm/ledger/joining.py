"""Ledgers of several runs become one: every reply that was paid for anywhere is then found in one file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from openbook.llm.ledger.schema import ADD_TO_ACCOUNT, connect, read_only_address, refused


def join(target: Path, source: Path, output: str) -> int:
    """Add to `target` the replies of `source` that it does not have, for the output folder of this id; return how many.

    What reviewers decided comes along. All or none of it; joining again adds nothing. Raises OutputError
    where either can't be used.
    """
    connect(source, read_only=True).close()
    with closing(connect(target)) as connection:
        try:
            connection.execute("ATTACH ? AS other", (read_only_address(source),))
            connection.execute("BEGIN IMMEDIATE")
            added = _add(connection, output)
            connection.execute("COMMIT")
            connection.execute("DETACH other")
        except sqlite3.Error as error:
            raise refused(source, error) from error
    return added


def _add(connection: sqlite3.Connection, output: str) -> int:
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM main.openings").fetchone()
    connection.execute(_NEW)
    (added,) = connection.execute("SELECT count(*) FROM fresh").fetchone()
    if added:
        connection.execute(_OPENINGS, (last,))
        connection.execute(_CALLS, (output, last))
        connection.execute(_PAID, (output,))
    connection.execute(_ADAPTATIONS)
    connection.execute("DROP TABLE fresh")
    _add_decisions(connection)
    return int(added)


def _add_decisions(connection: sqlite3.Connection) -> None:
    """Add what reviewers decided there; of two decisions of one reviewer on one draft the later stays."""
    columns = [name for _, name, *_ in connection.execute("PRAGMA other.table_info(decisions)")]
    if not columns:
        return
    (made,) = connection.execute("SELECT sql FROM other.sqlite_master WHERE name = 'decisions'").fetchone()
    if not connection.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'decisions'").fetchone():
        connection.execute(made)
    ours = [name for _, name, *_ in connection.execute("PRAGMA main.table_info(decisions)")]
    shared = ", ".join(name for name in columns if name in ours and name != "number")
    later = "decisions.time < excluded.time" if "time" in columns and "time" in ours else "FALSE"
    changed = ", ".join(f"{name} = excluded.{name}" for name in shared.split(", ") if name not in ("draft", "reviewer"))
    connection.execute(
        f"INSERT INTO main.decisions ({shared}) SELECT {shared} FROM other.decisions WHERE TRUE ORDER BY number "
        f"ON CONFLICT (draft, reviewer) DO UPDATE SET {changed} WHERE {later}"
    )


def write_newer(source: Path, target: Path | None, after: int) -> int:
    """Write the replies of `source` after this number into a new ledger, to be joined; return the last number.

    Nothing is written where there are none, or without a `target`. Raises OutputError where either can't be used.
    """
    with closing(connect(source, read_only=True)) as ours:
        (last,) = ours.execute("SELECT coalesce(max(number), 0) FROM calls").fetchone()
    if target is None or last <= after:
        return int(last)
    with closing(connect(target)) as connection:
        try:
            connection.execute("ATTACH ? AS other", (read_only_address(source),))
            connection.execute("BEGIN IMMEDIATE")
            bounds = (after, last)
            connection.execute(_NEWER_CALLS, bounds)
            connection.execute(_NEWER_OPENINGS)
            connection.execute(_NEWER_PAID)
            connection.execute(_ADAPTATIONS)
            connection.execute("COMMIT")
            connection.execute("DETACH other")
        except sqlite3.Error as error:
            raise refused(target, error) from error
    return int(last)


def joined_before(target: Path, source: Path) -> dict[str, tuple[int, int]]:
    """Return the tokens, in and out, of those replies in `source` that `target` has too, by size."""
    with closing(connect(source, read_only=True)) as connection:
        try:
            connection.execute("ATTACH ? AS other", (read_only_address(target),))
            return {size: (read, wrote) for size, read, wrote in connection.execute(_COMMON)}
        except sqlite3.Error as error:
            raise refused(target, error) from error


_NEW = """
CREATE TEMP TABLE fresh AS SELECT number FROM other.calls AS theirs WHERE NOT EXISTS (
    SELECT 1 FROM main.calls AS ours
    WHERE ours.key = theirs.key AND ours.time = theirs.time AND ours.seconds = theirs.seconds
)
"""
_OPENINGS = """
INSERT INTO main.openings (number, request) SELECT number + ?, request FROM other.openings
WHERE number IN (SELECT opening FROM other.calls WHERE number IN (SELECT number FROM fresh))
"""
_CALLS = """
INSERT INTO main.calls (key, step, size, model, output, time, seconds, input_tokens, output_tokens, estimated,
    finish_reason, adaptations, opening, request, reply)
SELECT key, step, size, model, ?, time, seconds, input_tokens, output_tokens, estimated,
    finish_reason, adaptations, opening + ?, request, reply
FROM other.calls WHERE number IN (SELECT number FROM fresh) ORDER BY number
"""
_PAID = f"""
INSERT INTO main.paid (output, size, step, model, calls, input_tokens, output_tokens, estimated, seconds)
SELECT ?, size, step, model, count(*), sum(input_tokens), sum(output_tokens), sum(estimated), sum(seconds)
FROM other.calls WHERE number IN (SELECT number FROM fresh) GROUP BY size, step, model
{ADD_TO_ACCOUNT}
"""
_NEWER_CALLS = "INSERT INTO main.calls SELECT * FROM other.calls WHERE number > ? AND number <= ?"
_NEWER_OPENINGS = """
INSERT INTO main.openings SELECT * FROM other.openings WHERE number IN (SELECT opening FROM main.calls)
"""
_NEWER_PAID = """
INSERT INTO main.paid (output, size, step, model, calls, input_tokens, output_tokens, estimated, seconds)
SELECT output, size, step, model, count(*), sum(input_tokens), sum(output_tokens), sum(estimated), sum(seconds)
FROM main.calls GROUP BY output, size, step, model
"""
_ADAPTATIONS = """
INSERT OR IGNORE INTO main.adaptations (server, model, name)
SELECT server, model, name FROM other.adaptations ORDER BY number
"""
_COMMON = """
SELECT size, sum(input_tokens), sum(output_tokens) FROM main.calls AS mine WHERE EXISTS (
    SELECT 1 FROM other.calls AS theirs
    WHERE theirs.key = mine.key AND theirs.time = mine.time AND theirs.seconds = mine.seconds
) GROUP BY size
"""
