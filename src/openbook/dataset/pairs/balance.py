"""Pairs left out until an answer's looks don't tell which side it is on.

Where both answers of a group stand on both sides there is nothing to do. The answers of refused drafts do not: a fault
can have a length, or an opening. Counted is, for each trait, how much oftener the groups have it on the chosen side
than on the rejected one; groups go, those that tell most first, until no trait tells more than chance does.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from openbook.text.late import late

TOLERATED = 0.05
"""Of all groups, how many may have a trait oftener on one side: half of it is what the trait tells above chance."""

MARKS = {
    "list": late(r"^\s*(?:[-*•]|\d+[.)])\s", re.M),
    "bold": late(r"\*\*|__"),
    "heading": late(r"^#{1,6}\s", re.M),
    "code": late(r"`"),
    "quotation": late('["“”„«»「」『』]'),
    "number": late(r"\d"),
    "bracket": late(r"[\[【(]"),
    "question": late(r"[?？؟]"),
    "break": late(r"\n"),
}
"""What an answer may look like, in any language."""

HEADINGS = late(r"^\*\*[^*\n]+\*\*\s*$", re.M)
"""What stands above thoughts and answer where both are shown."""

Answers = tuple[str, str]
"""The texts of a pair: the chosen one, and the rejected one."""


def telling(groups: Sequence[Sequence[Answers]]) -> set[int]:
    """Return the numbers of the groups to leave out, so that no trait of those that stay tells chosen from rejected."""
    leans = [_leaning(group) for group in groups]
    stays = set(range(len(groups)))
    total: Counter[str] = Counter()
    having: dict[str, set[int]] = defaultdict(set)
    for number, lean in enumerate(leans):
        total.update(lean)
        for trait in lean:
            having[trait].add(number)
    while stays:
        trait, excess = max(total.items(), key=lambda one: (abs(one[1]), one[0]), default=("", 0))
        if abs(excess) <= max(1, TOLERATED * len(stays)):
            break
        wrong = [number for number in having[trait] if number in stays and leans[number][trait] * excess > 0]
        worst = max(wrong, key=lambda number: (_relief(leans[number], total), -number))
        stays.remove(worst)
        total.subtract(leans[worst])
    return set(range(len(groups))) - stays


def _relief(lean: Mapping[str, int], total: Mapping[str, int]) -> int:
    """Return how much smaller the traits' excess is without a group."""
    return sum(abs(total[trait]) - abs(total[trait] - by) for trait, by in lean.items())


def _leaning(group: Iterable[Answers]) -> dict[str, int]:
    """Return how much oftener each trait is on the chosen side of a group; traits that are as often on both are out."""
    found: Counter[str] = Counter()
    longer = 0
    for chosen, rejected in group:
        found.update(_traits(chosen))
        found.subtract(_traits(rejected))
        longer += _sign(len(chosen) - len(rejected))
    found["the longer one"] = _sign(longer)
    return {trait: count for trait, count in found.items() if count}


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _traits(text: str) -> list[str]:
    size = math.log2(1 + len(text))
    traits = [name for name, mark in MARKS.items() if mark.search(text)]
    traits += [f"above {step / 2:g}" for step in range(1, 40) if size > step / 2]
    for part in {text, HEADINGS.split(text)[-1].lstrip()}:
        words = part.lower().split()
        traits += [f"opens with {' '.join(words[:n])}" for n in (1, 2, 3)] + [f"begins {part[:2].lower()}"]
    return list(dict.fromkeys([*traits, f"ends {text.rstrip()[-1:]}"]))
