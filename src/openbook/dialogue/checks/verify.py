"""What a draft must pass: its quotations are read and put right, then every row of the table looks at it."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING

from openbook.dataclass import replace
from openbook.derived import Derived, as_shown
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.kept_verdict import Verified, read_verdict, verdict_row
from openbook.dialogue.checks.line_ends import unbroken
from openbook.dialogue.checks.prompt_leak import copied_example
from openbook.dialogue.checks.quotes import cited
from openbook.dialogue.checks.renumbered import renumbered
from openbook.dialogue.checks.scores import scored
from openbook.dialogue.checks.table import CHECKS, checks, checks_of
from openbook.records import Item, Turn

if TYPE_CHECKING:
    from openbook.dialogue.prompts import Prompts


def verify(item: Item, turns: Sequence[Turn], prompts: "Prompts", prompt: str, packaged: bool) -> Verified | Finding:
    """Return the turns with all that was found out about them, or the first finding.

    `packaged`: whether the prompt is ours, so that what it asks for may be expected.
    """
    turns = tuple(renumbered(item, unbroken(item, turn)) for turn in turns)
    read = cited(item, turns)
    done = _one_by_one(item, turns) if isinstance(read, Finding) else read
    rows = checks_of(item, packaged)
    for check in rows:
        finding = check.find(item, done)
        if finding is not None:
            return _located(finding, turns, partial(check.find, item))
    if isinstance(read, Finding):
        return _located(read, turns, partial(cited, item))
    shown = words_of_writers(prompts, prompt)
    finding = copied_example(item, read, shown)
    if finding is not None:
        return _located(finding, turns, partial(copied_example, item, example=shown))
    names = (*[check.name for check in rows], "quotes", "copied_example")
    return Verified(read, names, scored(item, read))


def verified(
    derived: Derived, item: Item, turns: Sequence[Turn], prompts: "Prompts", prompt: str, packaged: bool
) -> Verified | Finding:
    """Return what `verify` says, or said before of the same draft. Checks of other packages are always asked."""
    if len(checks()) > len(CHECKS):
        return verify(item, turns, prompts, prompt, packaged)
    shown, turns = as_shown(item), tuple(turns)
    given = (shown, turns, _digest(words_of_writers(prompts, prompt)), packaged)
    make = partial(verify, shown, turns, prompts, prompt, packaged)
    read, said = partial(read_verdict, turns), partial(verdict_row, turns)
    verdict: Verified | Finding = derived.once("verify", given, make, read, said)
    return verdict


@lru_cache(maxsize=16)
def _digest(words: str) -> str:
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def _one_by_one(item: Item, turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """Return turns of which some misquote, the others with their citations: what they rest on is no less right."""
    alone = ((turn, cited(item, (turn,))) for turn in turns)
    return tuple(turn if isinstance(read, Finding) else read[0] for turn, read in alone)


@lru_cache(maxsize=16)
def words_of_writers(prompts: "Prompts", prompt: str) -> str:
    """Return what the prompts of a run say that write drafts, this one first, without the material of any item."""
    names = dict.fromkeys((prompt, *(name for name in prompts.texts if name.startswith("rag_"))))
    return "\n".join(map(prompts.own_words, names))


def _located(finding: Finding, turns: Sequence[Turn], look: Callable[[Sequence[Turn]], object]) -> Finding:
    """Return a finding with the turns in which it was found, and the numbers of those that are at fault."""
    at = finding.at
    if not at and not finding.leaking:
        at = at_fault(turns, lambda some: isinstance(look(some), Finding))
    return replace(finding, at=at if len(at) < len(turns) else (), turns=tuple(turns))


def at_fault(turns: Sequence[Turn], finds: Callable[[Sequence[Turn]], bool]) -> tuple[int, ...]:
    """Return the numbers, from 1, of the turns without which nothing is found; none where that can't be told.

    First those in which something is found when they stand alone, if the others are then free of it; else the last one
    whose absence is enough, as where two turns are alike.
    """
    alone = [n for n, turn in enumerate(turns, start=1) if finds((turn,))]
    others = [turn for n, turn in enumerate(turns, start=1) if n not in alone]
    if alone and others and not finds(others):
        return tuple(alone)
    enough = [n for n in range(1, len(turns) + 1) if len(turns) > 1 and not finds((*turns[: n - 1], *turns[n:]))]
    return tuple(enough[-1:])
