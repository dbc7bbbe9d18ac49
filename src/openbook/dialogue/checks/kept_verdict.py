"""What `verify` says of a draft, and how it is kept: beside the turns that were given, not with them once more."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from openbook.codes import Code
from openbook.dataclass import dataclass, replace
from openbook.dialogue.checks.finding import Finding
from openbook.records import Citation, Draft, Item, Turn


@dataclass(frozen=True, slots=True)
class Verified:
    """Turns that passed."""

    turns: tuple[Turn, ...]
    """Misquotations put right, citations found."""
    checks: tuple[str, ...]
    """Names of the checks that looked at them, in their order."""
    scores: tuple[tuple[str, float], ...]

    def draft(self, item: Item) -> Draft:
        """Return the draft that they make of an item."""
        return Draft(item, self.turns, self.checks, self.scores)


def verdict_row(given: Sequence[Turn], verdict: Verified | Finding) -> dict[str, Any]:
    """Return a verdict on turns in what JSON has."""
    turns = [_difference(turn, given, place) for place, turn in enumerate(verdict.turns)]
    if isinstance(verdict, Verified):
        return {"turns": turns, "checks": verdict.checks, "scores": verdict.scores}
    said = {name: getattr(verdict, name) for name in ("check", "detail", "leaking", "at", "scores", "then")}
    return said | {"turns": turns, "code": str(verdict.code)}


def read_verdict(given: Sequence[Turn], blob: bytes) -> Verified | Finding:
    """Return the verdict on the same turns again. Raises ValueError where it is none."""
    row = orjson.loads(blob)
    try:
        turns = tuple(_turn(one, given, place) for place, one in enumerate(row["turns"]))
        scores = tuple((name, score) for name, score in row["scores"])
        if "check" not in row:
            return Verified(turns, tuple(row["checks"]), scores)
        leaking, at = tuple(row["leaking"]), tuple(row["at"])
        return Finding(row["check"], Code(row["code"]), row["detail"], leaking, at, turns, scores, row["then"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no verdict: {error}") from error


_TEXTS = ("question", "thoughts", "answer", "short_answer")
"""Fields of a turn that are kept where a check has changed them."""


def _difference(turn: Turn, given: Sequence[Turn], place: int) -> dict[str, Any]:
    """Return a turn without what the one given at its place has too."""
    base = given[place] if place < len(given) else _NO_TURN
    row: dict[str, Any] = {name: getattr(turn, name) for name in _TEXTS if getattr(turn, name) != getattr(base, name)}
    for name in ("citations", "evidence"):
        if getattr(turn, name) != getattr(base, name):
            row[name] = [(one.rank, one.quote) for one in getattr(turn, name)]
    if (turn.labels, turn.found) != (base.labels, base.found):
        row |= {"labels": turn.labels, "found": turn.found}
    return row


def _turn(row: Mapping[str, Any], given: Sequence[Turn], place: int) -> Turn:
    base = given[place] if place < len(given) else _NO_TURN
    if not row:
        return base
    changed = {name: _citations(value) if name in ("citations", "evidence") else value for name, value in row.items()}
    return replace(base, **changed | ({"labels": tuple(row["labels"])} if "labels" in row else {}))


def _citations(rows: Iterable[tuple[int, str]]) -> tuple[Citation, ...]:
    return tuple(Citation(rank, quote) for rank, quote in rows)


_NO_TURN = Turn("", "", "")
