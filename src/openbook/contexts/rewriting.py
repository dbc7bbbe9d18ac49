"""What a model has rewritten: a text with exactly one fact changed, wherever the fact stands, and nothing else."""

import re
from collections.abc import Iterator, Sequence, Set
from difflib import SequenceMatcher
from itertools import pairwise

from openbook.contexts.contradict import Altered
from openbook.contexts.facts import states_nothing_at
from openbook.contexts.not_stated import is_no_statement
from openbook.contexts.one_fact import are_one_fact, leaves_a_trace, stands_already
from openbook.contexts.text_versions import YEAR
from openbook.dataclass import dataclass
from openbook.text.late import late
from openbook.text.normalise import is_spaceless, length

LONGEST = 10
"""Words of a changed place, before and after: more is another statement, not another fact."""
NEAR = 1
"""Words between two changed places that still are one: the day and the month of a date."""
LATEST = 2000
"""A year from here on becomes no later one than the text has: nobody writes of what has not been yet."""

_TOKEN = late(r"\d+(?:[.,:]\d+)*|[^\W\d_]+|\s+|.", re.DOTALL)
_MARKS = late(r"[|*#\[\]<>{}`\n]")


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words as they stand in a text, and what stands in their place."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """The words that differ, at one place of the text."""

    start: int
    end: int
    old: str
    new: str


def rewritten(text: str, edits: Sequence[Replacement], *, older: bool = False) -> Altered | str:
    """Return the text with the edits made; or, in words for a person, why that is not one fact changed and no more.

    Where it is to be `older`, the sentence's year is moved back as well.
    """
    placed = _placed(text, edits)
    if isinstance(placed, str):
        return placed
    changes = [change for start, edit in placed for change in _changes(start, edit, 0 if older else NEAR)]
    if not changes:
        return "nothing is changed"
    wrong = next((wrong for change in changes if (wrong := _wrong_place(text, change))), "")
    if wrong:
        return wrong
    altered = _applied(text, changes)
    years, facts = _parted(changes) if older else ((), changes)
    if older and (not years or not facts):
        return "an older state has another year and another value, in one sentence"
    if not are_one_fact([(change.old, change.new) for change in facts]):
        told = ", ".join(f"{change.old} → {change.new}" for change in facts[:3])
        return f"more than one fact is changed ({told})"
    first = facts[0]
    left = leaves_a_trace(text, altered, [(change.start, change.old, change.new) for change in facts])
    if left:
        return left
    if stands_already(text, first.old, first.new):
        return f"“{first.new}” stands in the text already"
    if not older and (out_of_order := _out_of_order(text, altered, first)):
        return out_of_order
    return Altered(altered, first.old, first.new)


def _placed(text: str, edits: Sequence[Replacement]) -> list[tuple[int, Replacement]] | str:
    """Return every place where an edit is to be made, in order."""
    placed: list[tuple[int, Replacement]] = []
    for edit in edits:
        starts = [found.start() for found in re.finditer(re.escape(edit.before), text)] if edit.before.strip() else []
        if not starts:
            return f"“{edit.before[:80]}” does not stand in the text"
        placed += [(start, edit) for start in starts]
    placed = sorted(set(placed), key=lambda entry: entry[0])
    for (start, edit), (following, _) in pairwise(placed):
        if start + len(edit.before) > following:
            return f"“{edit.before[:80]}” is changed twice"
    return placed


def _changes(start: int, edit: Replacement, near: int) -> Iterator[Change]:
    """Yield the words of an edit that differ; places with at most so many words between them are one."""
    old, new = _tokens(edit.before), _tokens(edit.after)
    spans = [[a, b, c, d] for tag, a, b, c, d in SequenceMatcher(None, old, new, False).get_opcodes() if tag != "equal"]
    merged: list[list[int]] = []
    for span in spans:
        between = "".join(old[merged[-1][1] : span[0]]) if merged else ""
        if merged and len(re.findall(r"\w+", between)) <= near and not re.search(r"[^\w\s,.'’/-]|\n|[.]\s", between):
            merged[-1][1], merged[-1][3] = span[1], span[3]
        else:
            merged.append(span)
    for a, b, c, d in merged:
        place = start + len("".join(old[:a]))
        words = "".join(old[a:b])
        yield Change(place, place + len(words), words, "".join(new[c:d]))


def _tokens(text: str) -> list[str]:
    return [
        piece
        for token in _TOKEN.findall(text)
        for piece in (token if is_spaceless(token) and not token[0].isdigit() else [token])
    ]


def _wrong_place(text: str, change: Change) -> str:
    """Return why the words at a place are none to change, or none to stand there; empty where all is well."""
    old, new = change.old.strip(), change.new.strip()
    if not re.search(r"\w", old) or not re.search(r"\w", new):
        return f"something is left out or added ({old or new}), not changed"
    if length(old) > LONGEST or length(new) > LONGEST:
        return f"a whole statement is rewritten ({old[:60]}), not one fact"
    if _MARKS.findall(change.old) != _MARKS.findall(change.new) or _form(old) != _form(new):
        return f"“{new}” has another form than “{old}”"
    if not _scripts(new) <= _scripts(text):
        return f"“{new}” is in another script than the text"
    if is_no_statement(text, change.start, change.end) or states_nothing_at(text, change.start):
        return f"“{old}” belongs to code, a formula, a name, an example or a question"
    return ""


def _form(words: str) -> tuple[bool, bool]:
    """Return what another value must have in common: figures are figures, names are names."""
    letters = re.search(r"[^\W\d_]", words)
    return bool(re.search(r"\d", words)), bool(letters and letters.group().isupper())


def _scripts(text: str) -> Set[str]:
    """Return the scripts of a text's letters, each by a block of 128 or 256 signs that belong together."""
    return {_block(char) for char in text if char.isalpha()}


def _block(char: str) -> str:
    code = ord(char)
    if code < 0x250:
        return "latin"
    if 0x3400 <= code <= 0x9FFF or 0x20000 <= code <= 0x3FFFF:
        return "han"
    return f"{code >> 8:x}"


def _applied(text: str, changes: Sequence[Change]) -> str:
    parts: list[str] = []
    done = 0
    for change in changes:
        parts += text[done : change.start], change.new
        done = change.end
    return "".join([*parts, text[done:]])


def _parted(changes: Sequence[Change]) -> tuple[Sequence[Change], Sequence[Change]]:
    """Return the changes of a year to an earlier one, and the others."""
    years = [
        change
        for change in changes
        if len(before := YEAR.findall(change.old)) == len(after := YEAR.findall(change.new)) == 1
        and int(after[0]) < int(before[0])
    ]
    return years, [change for change in changes if change not in years]


def _out_of_order(text: str, altered: str, change: Change) -> str:
    """Return why a new year can't be: it passes another one of the text, or is later than all that have been."""
    before, after = YEAR.findall(text), YEAR.findall(altered)
    if len(before) != len(after) or before == after:
        return ""
    ranks = [sorted(range(len(years)), key=lambda n: (int(years[n]), n)) for years in (before, after)]
    is_late = max(map(int, after)) > max(map(int, before)) >= LATEST
    return (
        f"{change.new} does not keep the place of {change.old} among the years"
        if is_late or ranks[0] != ranks[1]
        else ""
    )
