"""The whole story of one item: its context, what was asked and answered, what was found, and what became of it."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openbook.dataclass import dataclass
from openbook.dataset.attempts_file import ATTEMPTS_FILE, stored_rows
from openbook.dataset.stored import stored_config
from openbook.errors import InputError
from openbook.file_names import DRAFTS_FILE, no_output
from openbook.llm.ledger import LEDGER_FILE, Ledger
from openbook.terminal.show import find

if TYPE_CHECKING:
    from rich.console import Console


NAMED = 5
"""Items that are named where several begin with what was given."""
LONGEST_NUMBER = 7
"""Digits of a record's number; a longer one is an id."""


@dataclass(frozen=True, slots=True)
class ItemStory:
    """What an output folder and its ledger tell of one item."""

    row: dict[str, Any]
    """Its line of attempts.jsonl; each attempt with the `reply`, empty where the ledger has it not."""
    draft: dict[str, Any] | None
    """Its line of drafts.jsonl; None where there is none."""

    def as_json(self) -> dict[str, Any]:
        """Return all of it as one object."""
        return {**self.row, "draft": self.draft}


def explain(output: Path, id_: str) -> ItemStory:
    """Return the story of an item: `id_` is its id, the beginning of it, or the number of a record, as of `show`.

    Raises InputError where there is none, or several.
    """
    path = output / ATTEMPTS_FILE
    if not path.is_file():
        raise no_output(output, ATTEMPTS_FILE)
    id_ = _of_record(output, id_) or id_
    rows = [row for row in stored_rows(path) if row["id"].startswith(id_)]
    exact = [row for row in rows if row["id"] == id_] or rows
    if len(exact) != 1:
        some = ", ".join([row["id"] for row in exact[:NAMED]] + ["…"] * (len(exact) > NAMED))
        which = f"{len(exact)} items begin with {id_} ({some})" if exact else f"there is no item {id_}"
        raise InputError(f"{output}: {which}. The ids are in {ATTEMPTS_FILE}, rejected.jsonl and {DRAFTS_FILE}.")
    row = exact[0]
    with_replies = [{**one, "reply": reply} for one, reply in zip(row["attempts"], _replies(output, row), strict=True)]
    drafts = stored_rows(output / DRAFTS_FILE) if (output / DRAFTS_FILE).is_file() else iter(())
    draft = next((one for one in drafts if one["id"] == row["id"]), None)
    return ItemStory({**row, "attempts": with_replies}, draft)


def _of_record(output: Path, number: str) -> str:
    """Return the id of the item that a record was made for; empty where that is no number of a record."""
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return ""
    with suppress(InputError):
        item = find(output, max(1, int(number))).item
        return str(item["_key"]) if item is not None else ""
    return ""


def _replies(output: Path, row: dict[str, Any]) -> list[str]:
    """Return what the ledger has of an item's replies; those of the built-in engine are in none."""
    kept = stored_config(output).path.ledger
    ledger = Ledger.look(kept or output / LEDGER_FILE)
    if ledger is None:
        return [""] * len(row["attempts"])
    with ledger:
        found = [ledger.get(one["key"]) for one in row["attempts"]]
    return [reply.text if reply is not None else "" for reply in found]


def print_story(story: ItemStory, console: "Console") -> None:
    """Print a story from its context to its verdict."""
    for line in _told(story):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _told(story: ItemStory) -> Iterator[str]:
    row = story.row
    yield f"{row['id']}  {row['source']}  ({row['scenario']})"
    yield ""
    yield "Context"
    for number, (chunk_id, source, is_gold) in enumerate(row["shown"], start=1):
        yield f"  Chunk {number}  {source}  {chunk_id}{'  gold' if is_gold else ''}"
    if not row["shown"]:
        yield "  nothing was shown"
    if row["repairs"]:
        yield f"  changed {row['repairs']} times, since passages held the answer"
    for one in row["attempts"]:
        yield ""
        yield _called(one)
        yield from (f"  | {line}" for line in one["reply"].splitlines())
        if one["check"]:
            yield f"  {one['check']}: {one['detail']}"
        if one.get("scores"):
            yield f"  {_scored(one['scores'])}"
        for chunk_id in one["replaced"]:
            yield f"  taken out of the context: {chunk_id}"
        if not one["check"]:
            yield "  read" if one["step"] in ("verify", "sample") else "  taken"
    yield from _changed(row["attempts"], story.draft)
    yield ""
    yield f"Verdict: {row['outcome'].replace('_', ' ')}{': ' + row['detail'] if row['detail'] else ''}"
    if story.draft is not None:
        yield f"  passed {', '.join(story.draft.get('checks', ()))}"
        yield f"  {_scored(story.draft.get('scores', {}))}"
        for one in story.draft.get("dropped", ()):
            yield f"  without turn {one['number']} of what was written ({one['check']}: {one['detail']})"
        for turn in story.draft["turns"]:
            yield from ("", f"  {turn['question']}", f"  {turn['answer']}")


def _called(one: dict[str, Any]) -> str:
    """Return which call an attempt was: `Verify (verify_claims), attempt 1`."""
    prompt = f" ({one['prompt']})" if one.get("prompt") else ""
    return f"{one['step'].capitalize()}{prompt}, {'repair' if one.get('mends') else 'attempt'} {one['number']}"


def _scored(scores: dict[str, float]) -> str:
    return ", ".join(f"{name} {value}" for name, value in scores.items())


def _changed(attempts: list[dict[str, Any]], draft: dict[str, Any] | None) -> Iterator[str]:
    """Yield what repairs have made of the draft that the first of them was to mend, turn by turn."""
    written = {one["key"]: one for one in attempts if one["step"] == "generate"}
    first = next(reversed(written.values()), {})
    while first.get("mends") in written:
        first = written[first["mends"]]
    if not first.get("turns") or draft is None:
        return
    gone = {one["number"] for one in draft.get("dropped", ())}
    kept = [(number, turn) for number, turn in enumerate(first["turns"], start=1) if number not in gone]
    yield from ("", "Changed by the repair")
    for (number, old), new in zip(kept, draft["turns"], strict=False):
        for part in ("question", "thoughts", "answer"):
            if old[part] != new[part]:
                yield f"  turn {number}, {part}"
                yield from (f"  - {line}" for line in old[part].splitlines())
                yield from (f"  + {line}" for line in new[part].splitlines())
